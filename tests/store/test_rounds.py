"""Rounds are planned, their deadlines moved, locked, unlocked and excepted, and filing heeds it."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from store import log, queries, rounds
from store.calendars import following
from store.engine import writing
from store.faults import ReportError
from store.register import RoundGiven
from store.rounds import Dates, ExceptionGiven
from tests.store.office import AT, acting
from tests.store.world import messages, submission

FRIDAY, SUNDAY = date(2026, 4, 24), date(2026, 4, 26)
AFTER = datetime(2026, 4, 25, 2, 0, tzinfo=UTC)  # the day after the round closed, in the morning
LAST = RoundGiven(
    *("2026-Q4", "Quý IV/2026", "Fourth quarter of 2026", "quarter"),
    *(date(2026, 10, 1), date(2026, 12, 31), date(2026, 11, 1), date(2026, 12, 20)),
    appraisal_due=date(2027, 1, 20),
    closes=date(2027, 2, 3),
    due_time=time(17),
)


@pytest.fixture
def act(world):
    who = acting(world.engine)

    def act(how, *args, by=None, at=AT, **options):
        with writing(world.engine) as connection:
            how(connection, by or who, *args, at, **options)

    return act


@pytest.fixture
def closing(world):
    """Units `a` and `b`, and a round that is due on Monday and closes on Friday at five in the afternoon."""
    world.units("a", "b")
    world.rounds("q", closes=FRIDAY, closes_time=time(17))
    return world


def told(outcomes):
    return [messages(outcome.faults) for outcome in outcomes]


def test_the_round_after_the_last_is_proposed_with_days_as_far_from_its_period():
    assert following(LAST, "quarter", date(2026, 11, 24)) == RoundGiven(
        *("2027-Q1", "Quý I/2027", "First quarter of 2027", "quarter"),
        *(date(2027, 1, 1), date(2027, 3, 31), date(2027, 2, 1), date(2027, 3, 20)),
        appraisal_due=date(2027, 4, 20),
        closes=date(2027, 5, 3),
        due_time=time(17),
    )


@pytest.mark.parametrize(
    ("calendar", "expected"),
    [
        ("quarter", ("2026-Q4", date(2026, 10, 1), date(2026, 12, 31))),
        ("year", ("2026", date(2026, 1, 1), date(2026, 12, 31))),
        ("school_year", ("2026-2027", date(2026, 9, 1), date(2027, 5, 31))),
    ],
)
def test_the_first_round_of_a_calendar_is_the_period_of_today(calendar, expected):
    proposed = following(None, calendar, date(2026, 11, 24))

    assert (proposed.id, proposed.starts, proposed.ends) == expected
    assert proposed.starts <= proposed.opens <= proposed.due <= proposed.appraisal_due <= proposed.closes


def test_a_round_is_planned_and_noted(world, act):
    act(rounds.plan, LAST)

    row = world.ask(queries.rounds).row(0, named=True)
    assert (row["round"], row["due"], row["due_time"], row["locked"]) == (LAST.id, LAST.due, time(17), False)
    assert world.ask(log.entries)["action"].to_list() == ["plan round"]


def test_everything_that_is_wrong_with_a_round_is_said_at_once(world, act):
    act(rounds.plan, LAST)
    twin = replace(LAST, id="kỳ 5", opens=date(2026, 9, 1), closes=date(2026, 12, 1), appraisal_due=date(2026, 12, 19))
    beside = replace(LAST, id="2027", name_vi="x", name_en="x", calendar="year")  # not refused: of another calendar

    with pytest.raises(ReportError) as refused:
        act(rounds.plan, twin)
    act(rounds.plan, beside)

    assert str(refused.value).splitlines() == [
        "“kỳ 5” is no code of a round. Use letters without marks, digits, dots and dashes, 16 at most.",
        "Round 2026-Q4 is called “Quý IV/2026” already. Choose another name.",
        "The round opens on 2026-09-01, before the period that it reports on starts, 2026-10-01.",
        "Round 2026-Q4 of the same calendar reports on 2026-10-01 to 2026-12-31. Choose a period beside it.",
        "Appraisal deadline (2026-12-19) comes before Deadline (2026-12-20). Enter a later day.",
        "Closing (2026-12-01) comes before Deadline (2026-12-20 17:00:00+07:00). Enter a later day.",
    ]


@pytest.mark.parametrize(
    ("at", "is_taken"),
    [(datetime(2026, 4, 24, 10, 0, tzinfo=UTC), True), (datetime(2026, 4, 24, 10, 0, 1, tzinfo=UTC), False)],
    ids=["at five", "a second later"],
)
def test_a_round_closes_at_its_hour_in_vietnam(closing, at, is_taken):
    (outcome,) = closing.file(submission("a", "q", at=at))

    assert outcome.refused is not is_taken


def test_a_lock_keeps_everybody_out_but_units_with_an_exception_until_it_is_opened(closing, act):
    act(rounds.lock, "q", "Chốt số liệu")
    act(rounds.allow, ExceptionGiven("q", "b", SUNDAY, "Mất điện do bão"))

    assert told(closing.file(submission("a", "q"), submission("b", "q"))) == [
        ["Round q is locked. Ask the administrator for more time for your unit."],
        [],
    ]
    act(rounds.lock, "q", "Mở lại", locked=False)
    assert told(closing.file(submission("a", "q"))) == [[]]
    assert closing.ask(log.entries)["action"].to_list() == ["unlock round", "make exception", "lock round"]


def test_an_exception_lets_one_unit_file_late_and_only_if_it_says_so_on_time(closing, act):
    act(rounds.allow, ExceptionGiven("q", "a", SUNDAY, "Mất điện do bão"))
    act(rounds.allow, ExceptionGiven("q", "b", SUNDAY, "Mất điện do bão", counts_on_time=True))
    closing.units("c")  # not included: it has no exception

    outcomes = closing.file(*(submission(unit, "q", at=AFTER) for unit in "abc"))

    assert told(outcomes)[:2] == [[], []]
    assert told(outcomes)[2][0].startswith("Round q was closed at 2026-04-24 17:00:00+07:00.")
    assert closing.ask(queries.reports, "q").select("unit", "on_time").rows() == [("a", False), ("b", True)]


def test_of_two_exceptions_the_later_made_counts_and_both_stay_on_record(closing, act):
    act(rounds.allow, ExceptionGiven("q", "a", date(2026, 5, 30), "Mất điện"))
    act(rounds.allow, ExceptionGiven("q", "a", SUNDAY, "Nhầm ngày", until_time=time(12)))
    from store.queries.register import exceptions

    kept = closing.ask(exceptions, "q").select("until", "reason", "ended_by").rows()
    assert kept == [(SUNDAY, "Nhầm ngày", None), (date(2026, 5, 30), "Mất điện", "an")]
    late = closing.file(submission("a", "q", at=datetime(2026, 4, 26, 5, 1, tzinfo=UTC)))
    assert told(late)[0][0].startswith("a had time for q until 2026-04-26 12:00:00+07:00.")

    act(rounds.disallow, "q", "a")
    assert told(closing.file(submission("a", "q", at=AFTER)))[0][0].startswith("Round q was closed at")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (
            ExceptionGiven("q", "a", FRIDAY, "x", time(17)),
            "The round takes reports until 2026-04-24 17:00:00+07:00 from",
        ),
        (
            ExceptionGiven("q", "a", date(2026, 4, 20), "x", counts_on_time=True),
            "Until 2026-04-20 everybody is on time.",
        ),
        (ExceptionGiven("q", "gone", SUNDAY, "x"), "Unit gone is not in being at the end of the round, 2026-03-31"),
        (ExceptionGiven("q", "a", SUNDAY, " "), "There is no reason. Say in a few words why."),
        (
            ExceptionGiven("q", "a", date(2026, 4, 1), "x", counts_on_time=True),
            "2026-04-01 is over. Enter a later day.",
        ),
    ],
)
def test_an_exception_that_would_change_nothing_or_has_no_reason_is_refused(closing, act, given, expected):
    closing.units("gone", closed=date(2026, 3, 30))

    with pytest.raises(ReportError) as refused:
        act(rounds.allow, given)

    assert str(refused.value).startswith(expected)


def test_a_moved_deadline_decides_again_who_was_on_time_and_says_why_it_moved(closing, act):
    closing.report("a", "q", at=datetime(2026, 4, 22, 2, 0, tzinfo=UTC))
    assert closing.ask(queries.reports, "q")["on_time"].to_list() == [False]

    act(rounds.move_dates, "q", Dates(date(2026, 4, 1), date(2026, 4, 22), time(9), closes=FRIDAY), "Bão số 3")

    assert closing.ask(queries.reports, "q")["on_time"].to_list() == [True]
    assert '"reason": "Bão số 3"' in closing.ask(log.entries)["after"][0]
    with pytest.raises(ReportError, match=r"Deadline .* comes before Opening"):
        act(rounds.move_dates, "q", Dates(date(2026, 4, 1), date(2026, 3, 31)), "x")


def test_nobody_but_an_administrator_touches_a_round(closing, act):
    leader = acting(closing.engine, "leader", "bình")

    for how, *args in (
        (rounds.plan, LAST),
        (rounds.lock, "q", "x"),
        (rounds.move_dates, "q", Dates(FRIDAY, FRIDAY), "x"),
        (rounds.allow, ExceptionGiven("q", "a", SUNDAY, "x")),
        (rounds.disallow, "q", "a"),
    ):
        with pytest.raises(ReportError, match="You may not do this"):
            act(how, *args, by=leader)
