"""Who may report, when, and in which state of the report."""

from datetime import UTC, date, datetime, timedelta

import pytest

from store import queries
from tests.store.world import AT, WHOLE, messages, submission, values_of


def state_of(world, unit):
    return world.ask(queries.report_of, unit, "2026-Q1")["state"].to_list()


def test_who_may_not_report_is_told_why(school_world):
    school_world.units("office", institution_type="office")
    school_world.units("gone", closed=date(2026, 3, 30))
    school_world.units("late", opened=date(2026, 4, 1))
    school_world.units("just", closed=date(2026, 3, 31))  # not refused: in being on the last day
    school_world.units("new", opened=date(2026, 3, 31))  # not refused: in being on the last day

    outcomes = school_world.file(*(submission(u) for u in ("nobody", "office", "gone", "late", "just", "new")))

    assert [messages(outcome.faults) for outcome in outcomes] == [
        ["There is no unit nobody. Use the code that the register of units has."],
        ["office is of a type that files no reports."],
        ["gone was not in being on 2026-03-31, the last day of 2026-Q1. The unit it became part of reports."],
        ["late was not in being on 2026-03-31, the last day of 2026-Q1. The unit it became part of reports."],
        [],
        [],
    ]


@pytest.mark.parametrize(
    ("at", "told"),
    [
        # Vietnam is seven hours ahead, so that its day begins at 17:00 of the day before.
        (datetime(2026, 3, 31, 16, 59, tzinfo=UTC), ["Round q opens on 2026-04-01. File the report from that day on."]),
        (datetime(2026, 3, 31, 17, 0, tzinfo=UTC), []),
        (datetime(2026, 4, 21, 3, 0, tzinfo=UTC), []),  # not refused: late, but the round is not closed
        (datetime(2026, 4, 30, 16, 59, tzinfo=UTC), []),
        (
            datetime(2026, 4, 30, 17, 0, tzinfo=UTC),
            ["Round q was closed after 2026-04-30. Ask the administrator to open it again."],
        ),
    ],
)
def test_a_round_takes_reports_from_its_opening_to_its_close_by_vietnamese_days(world, at, told):
    world.units("a")
    world.rounds("q", closes=date(2026, 4, 30))

    (outcome,) = world.file(submission("a", "q", at=at))

    assert messages(outcome.faults) == told


def test_all_that_is_wrong_is_said_at_once(school_world):
    (outcome,) = school_world.file(submission("nobody", "1999"))
    assert messages(outcome.faults) == [
        "There is no unit nobody. Use the code that the register of units has.",
        "There is no round 1999. Use the name of a round that is open.",
    ]

    (outcome,) = school_world.file(submission("a", **{**WHOLE, "plan": 2}, at=datetime(2026, 3, 1, tzinfo=UTC)))
    assert messages(outcome.faults) == [
        "Round 2026-Q1 opens on 2026-04-01. File the report from that day on.",
        "“Plan adopted?” is “2”. Enter yes or no.",
    ]


def test_a_draft_becomes_a_submitted_report_and_keeps_its_first_moment(school_world):
    first, second, third = (AT + timedelta(hours=hours) for hours in (1, 2, 3))
    school_world.report("a", learners=100, submit=False)
    assert state_of(school_world, "a") == ["draft"]

    school_world.report("a", at=first)
    school_world.report("a", **{**WHOLE, "devices": 41}, at=second)
    report = school_world.report("a", **{**WHOLE, "devices": 42}, at=third)

    kept = school_world.ask(queries.report_of, "a", "2026-Q1")
    assert kept.select("report", "state", "first_submitted_at").rows() == [(report, "submitted", first)]
    assert school_world.rows(queries.events_of, "a", "2026-Q1") == [
        (AT, "an", None, "draft", ""),
        (first, "an", "draft", "submitted", ""),
    ]


def test_what_is_submitted_stays_whole_even_when_a_draft_is_filed(school_world):
    school_world.report("a")

    (outcome,) = school_world.file(submission("a", learners=100, submit=False))

    assert outcome.refused
    assert state_of(school_world, "a") == ["submitted"]


def test_a_returned_report_is_worked_on_and_submitted_again(school_world):
    report = school_world.report("a")
    school_world.move(report, "returned", reason="thiếu minh chứng")

    school_world.report("a", learners=100, submit=False)
    assert state_of(school_world, "a") == ["returned"]
    school_world.report("a")
    assert state_of(school_world, "a") == ["submitted"]


@pytest.mark.parametrize(
    "states", [["appraised"], ["appraised", "recognised"], ["appraised", "recognised", "published"]]
)
def test_an_appraised_report_is_frozen(school_world, states):
    school_world.move(school_world.report("a"), *states)

    (outcome,) = school_world.file(submission("a", **{**WHOLE, "devices": 41}))

    assert messages(outcome.faults) == [
        "The report of a for 2026-Q1 has been appraised. To change it, ask for it to be returned."
    ]
    assert values_of(school_world, "a")["devices"] == 40
