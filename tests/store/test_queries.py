"""What is asked of a store comes in a stated shape and order, in one statement."""

from datetime import UTC, date, datetime, timedelta

import polars as pl
import pytest

from store import queries
from tests.store.world import AT, WHOLE, World, statements

ONE_DAY = date(2026, 3, 31)


def test_units_are_those_in_being_on_the_day(world):
    world.units("b", "a")
    world.units("gone", closed=date(2026, 3, 30))  # not included: ended the day before
    world.units("last", closed=ONE_DAY)
    world.units("late", opened=date(2026, 4, 1))  # not included: begins the day after

    frame = world.ask(queries.units, ONE_DAY)

    assert frame.select("unit", "name_vi", "name_en", "institution_type", "opened").rows() == [
        ("a", "Trường a", "School a", "school", date(2020, 1, 1)),
        ("b", "Trường b", "School b", "school", date(2020, 1, 1)),
        ("last", "Trường last", "School last", "school", date(2020, 1, 1)),
    ]


def test_rounds_come_oldest_first(world):
    year = {"starts": date(2025, 1, 1), "ends": date(2025, 12, 31)}
    world.rounds("2026-Q1")
    world.rounds("2025", **year)
    world.rounds("2025-Q4", **{**year, "starts": date(2025, 10, 1)})

    assert world.ask(queries.rounds)["round"].to_list() == ["2025", "2025-Q4", "2026-Q1"]


def test_reports_tell_who_was_on_time_by_vietnamese_days(world):
    world.units("draft", "early", "late", "just", "silent")
    world.rounds("2026-Q1")
    world.rounds("2025-Q4")
    last = datetime(2026, 4, 20, 16, 59, tzinfo=UTC)
    world.report("just", at=last)
    world.report("late", at=last + timedelta(minutes=1))
    world.move(world.report("early"), "appraised")
    world.report("draft", learners=1, submit=False)
    world.report("silent", "2025-Q4")  # not included: another round

    frame = world.ask(queries.reports, "2026-Q1")

    assert frame.select("unit", "state", "on_time", "appraised").rows() == [
        ("draft", "draft", None, False),
        ("early", "appraised", True, True),
        ("just", "submitted", True, False),
        ("late", "submitted", False, False),
    ]


def test_answers_of_drafts_and_returned_reports_do_not_count(world):
    world.units("a", "b", "c", "d")
    world.rounds("2026-Q1", "2025-Q4", "2025-Q3")
    world.report("b", "2026-Q1")
    world.report("a", "2026-Q1")
    world.report("a", "2025-Q4")
    world.report("a", "2025-Q3")  # not included: not asked for
    world.report("c", submit=False)  # not included: a draft
    world.move(world.report("d"), "returned", reason="thiếu")  # not included: returned

    frame = world.ask(queries.answers, ["2026-Q1", "2025-Q4"])
    drafts = world.ask(queries.answers, ["2026-Q1"], states=["draft"])

    assert frame.select("round", "unit").unique(maintain_order=True).rows() == [
        ("2025-Q4", "a"),
        ("2026-Q1", "a"),
        ("2026-Q1", "b"),
    ]
    assert frame.filter(round="2026-Q1", unit="a")["question"].to_list() == sorted(WHOLE)
    assert drafts["unit"].unique().to_list() == ["c"]


def test_answers_of_one_report_say_how_they_came(school_world):
    later = AT + timedelta(hours=1)
    school_world.report("a")
    school_world.report("a", **{**WHOLE, "devices": 50}, by="bình", at=later, door="api")

    frame = school_world.ask(queries.answers_of, "a", "2026-Q1")

    assert frame.select("question", "value", "choice", "by", "at", "door", "changes").rows() == [
        ("budget", 12.5, None, "an", AT, "form", 1),
        ("devices", 50.0, None, "bình", later, "api", 2),
        ("learners", 100.0, None, "an", AT, "form", 1),
        ("online", 80.0, None, "an", AT, "form", 1),
        ("plan", 1.0, None, "an", AT, "form", 1),
        ("platform", None, "own", "an", AT, "form", 1),
    ]


def test_counts_are_those_of_the_stores_day(world):
    world.units("a", "b", "c")
    world.units("later", opened=date(2999, 1, 1))  # not included
    world.units("office", institution_type="office")
    world.rounds("2026-Q1", "2025-Q4")
    world.report("a", initiatives=["Lớp học số", "Sổ điện tử"])
    world.report("b")
    world.report("c", learners=1, submit=False)

    assert world.ask(queries.counts) == queries.Counts(
        units={"office": 1, "school": 3},
        rounds=2,
        reports={"draft": 1, "submitted": 2},
        answers=6 + 6 + 1,
        initiatives=2,
        data_version=world.version(),
    )


def test_without_a_demonstration_today_is_the_real_day_in_vietnam(world):
    before = datetime.now(UTC) + timedelta(hours=7)
    today = world.ask(queries.today)

    assert before.date() <= today <= (datetime.now(UTC) + timedelta(hours=7)).date()


NOTHING_THERE = {
    queries.units: (ONE_DAY,),
    queries.rounds: (),
    queries.reports: ("2026-Q1",),
    queries.answers: (["2026-Q1"],),
    queries.appraisals: ("2026-Q1",),
    queries.initiatives: (),
    queries.report_of: ("a", "2026-Q1"),
    queries.answers_of: ("a", "2026-Q1"),
    queries.changes: ("a", "2026-Q1"),
    queries.initiatives_of: ("a", "2026-Q1"),
    queries.events_of: ("a", "2026-Q1"),
}


def test_an_empty_store_gives_empty_frames_of_the_same_shape_as_a_full_one(world):
    empty = {query: world.ask(query, *args) for query, args in NOTHING_THERE.items()}
    world.units("a")
    world.rounds("2026-Q1")
    world.appraise(world.report("a", initiatives=["Lớp học số"]), 5)
    full = {query: world.ask(query, *args) for query, args in NOTHING_THERE.items()}

    assert [(empty[query].height, full[query].height > 0) for query in NOTHING_THERE] == [(0, True)] * len(full)
    assert [empty[query].schema for query in NOTHING_THERE] == [full[query].schema for query in NOTHING_THERE]


@pytest.fixture(scope="module")
def country(shared_engine, small_catalogue):
    """Thirty units more, all of which reported."""
    world = World(shared_engine, small_catalogue)
    units = [f"u{n}" for n in range(30)]
    world.units(*units)
    world.rounds("q")
    for unit in units:
        world.report(unit, "q", initiatives=["Lớp học số"])
    return world


@pytest.mark.parametrize("query", [*NOTHING_THERE, queries.state, queries.today], ids=lambda query: query.__name__)
def test_a_question_is_one_statement_however_many_units(country, query):
    with statements(country.engine) as sent:
        country.ask(query, *NOTHING_THERE.get(query, ()))

    assert len(sent) == 1


def test_counting_takes_two_statements_the_first_for_the_day(world):
    with statements(world.engine) as sent:
        world.ask(queries.counts)

    assert len(sent) == 2


def test_an_answer_is_one_of_three_kinds_and_null_is_not_zero(school_world):
    school_world.report("a", **{**WHOLE, "devices": 0, "budget": "NOT_APPLICABLE: không có"})

    frame = school_world.ask(queries.answers, ["2026-Q1"])

    kinds = frame.select(pl.sum_horizontal(pl.col("value", "choice", "absence").is_not_null())).to_series()
    assert kinds.to_list() == [1] * 6
    assert dict(frame.select("question", "value").rows())["devices"] == 0.0
    assert dict(frame.select("question", "value").rows())["budget"] is None
