"""Reviewers return, appraise, recognise and publish; what they gave before stays on record."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from store import queries
from store.engine import writing
from store.faults import ReportError
from store.ingest import AppraisalGiven, Move, appraise, move
from store.review import NOT_YET
from store.schema import STATES, Appraisal
from tests.store.world import AT, statements

ALLOWED = [
    ("submitted", "returned"),
    ("submitted", "appraised"),
    ("appraised", "returned"),
    ("appraised", "recognised"),
    ("recognised", "published"),
]
WAYS = {
    "draft": [],
    "submitted": [],
    "returned": ["returned"],
    "appraised": ["appraised"],
    "recognised": ["appraised", "recognised"],
    "published": ["appraised", "recognised", "published"],
}


def state_of(world, unit="a"):
    return world.ask(queries.report_of, unit, "2026-Q1")["state"].item()


def stand(world, state):
    """A report that has come to stand there."""
    report = world.report("a", submit=state != "draft")
    world.move(report, *WAYS[state], reason="thiếu minh chứng")
    return report


@pytest.mark.parametrize(("here", "there"), ALLOWED)
def test_a_report_goes_the_stated_ways(school_world, here, there):
    school_world.move(stand(school_world, here), there, reason="thiếu minh chứng")

    assert state_of(school_world) == there


@pytest.mark.parametrize("here", STATES)
def test_a_report_goes_no_other_way(school_world, here):
    report = stand(school_world, here)
    elsewhere = [there for there in NOT_YET if (here, there) not in ALLOWED]

    for there in elsewhere:
        with pytest.raises(ReportError) as refused:
            school_world.move(report, there, reason="thiếu minh chứng")
        assert str(refused.value) == NOT_YET[there].format(unit="a", round="2026-Q1")

    assert state_of(school_world) == here


def test_moves_follow_one_another_and_leave_their_lines(school_world):
    report = school_world.report("a")

    school_world.move(report, "appraised", "recognised", at=AT + timedelta(days=1))

    assert school_world.rows(queries.events_of, "a", "2026-Q1") == [
        (AT, "an", None, "submitted", ""),
        (AT + timedelta(days=1), "bình", "submitted", "appraised", ""),
        (AT + timedelta(days=1), "bình", "appraised", "recognised", ""),
    ]


def test_moves_that_are_not_allowed_are_all_named_and_none_is_made(school_world):
    school_world.units("b", "c")
    first, second, draft = (
        school_world.report("a"),
        school_world.report("b"),
        school_world.report("c", learners=1, submit=False),
    )
    moves = [
        (first, "appraised"),
        (second, "recognised"),
        (second, "returned"),
        (draft, "appraised"),
        (99, "published"),
    ]

    with pytest.raises(ReportError) as refused, writing(school_world.engine) as connection:
        move(connection, [Move(report, state, "bình", AT) for report, state in moves])

    assert str(refused.value).splitlines() == [
        "The report of b for 2026-Q1 is not appraised. It can be recognised once it is.",
        "Say why the report of b for 2026-Q1 is returned.",
        "The report of c for 2026-Q1 is not submitted. It can be appraised once it is.",
        "There is no report 99.",
    ]
    assert [state_of(school_world, unit) for unit in ("a", "b", "c")] == ["submitted", "submitted", "draft"]


def test_a_report_is_submitted_by_filing_it_so_that_it_is_checked(school_world):
    report = school_world.report("a", learners=1, submit=False)

    with pytest.raises(ReportError, match="is submitted by filing it"):
        school_world.move(report, "submitted")


def test_the_newest_points_count_and_the_earlier_ones_stay(school_world):
    report = school_world.report("a")
    school_world.appraise(report, 7, reason="đủ minh chứng")
    school_world.appraise(report, 6.5, strength="measured", by="châu")
    version = school_world.version()
    school_world.appraise(report, 6.5, strength="measured", by="châu")  # the same again changes nothing

    every = school_world.ask(lambda c: c.execute(select(Appraisal.points, Appraisal.by).order_by(Appraisal.id)).all())

    assert school_world.rows(queries.appraisals, "2026-Q1") == [("a", "devices_per_learner", 6.5, "measured")]
    assert [tuple(row) for row in every] == [(7, "bình"), (6.5, "châu")]
    assert school_world.version() == version


def test_points_that_cannot_be_given_are_all_named_and_none_is_kept(school_world):
    school_world.units("b")
    open_, recognised = school_world.report("a"), school_world.report("b")
    school_world.move(recognised, "appraised", "recognised")

    def row(report, points, indicator="devices_per_learner", strength="declared"):
        return AppraisalGiven(report, indicator, points, strength, "bình", AT)

    rows = [row(open_, 10), row(open_, 10.5), row(open_, 1, "weather"), row(open_, 1, strength="weak"), row(99, 1)]

    with pytest.raises(ReportError) as refused, writing(school_world.engine) as connection:
        appraise(connection, [*rows, row(recognised, 1)])

    assert str(refused.value).splitlines() == [
        "a, 2026-Q1, “Devices per learner”: 10.5 points. Give between 0 and 10.",
        "The report of a for 2026-Q1 is not judged by weather.",
        "weak is no strength of evidence.",
        "There is no report 99.",
        "The report of b for 2026-Q1 is not open to appraisal.",
    ]
    assert school_world.rows(queries.appraisals, "2026-Q1") == []


@pytest.mark.parametrize("number", [1, 30])
def test_reviewing_takes_few_statements_however_many_reports(world, number):
    units = [f"u{n}" for n in range(number)]
    world.units(*units)
    world.rounds("2026-Q1")
    reports = [world.report(unit) for unit in units]
    world.appraise(reports[0], 1)  # the catalogue version is read once in a process

    with statements(world.engine) as sent, writing(world.engine) as connection:
        appraise(connection, [AppraisalGiven(r, "devices_per_learner", 5, "verified", "bình", AT) for r in reports])
        move(connection, [Move(report, "appraised", "bình", AT) for report in reports])

    assert len(sent) == 10
