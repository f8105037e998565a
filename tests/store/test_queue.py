"""Reviewers see what waits for them, the longest first, and what is new in it."""

from datetime import timedelta

from store import queries
from store.rights import NOWHERE, Reach
from tests.store.world import AT, WHOLE, statements

HOUR = timedelta(hours=1)


def waiting(world, **options):
    return world.rows(queries.queue, "2026-Q1", **options)


def test_submitted_reports_wait_the_longest_first(school_world):
    world = school_world
    world.units("b", "c", "d", "e")
    late = world.report("a", at=AT + HOUR)
    early = world.report("b")
    world.report("c", submit=False, learners=1)  # not included: a draft
    world.move(world.report("d"), "appraised")  # not included: appraised
    world.rounds("2026-Q2")
    world.report("e", "2026-Q2")  # not included: another round

    assert waiting(world) == [
        (early, "b", AT, 1, None, 0, "submitted", None),
        (late, "a", AT + HOUR, 1, None, 0, "submitted", None),
    ]


def test_what_changed_since_the_submission_before_is_counted(school_world):
    report = school_world.report("a")
    school_world.move(report, "returned", reason="thiếu minh chứng", at=AT + HOUR)
    school_world.report("a", at=AT + 2 * HOUR, **WHOLE | {"devices": 41, "budget": 13})
    once = waiting(school_world)
    school_world.report("a", at=AT + 3 * HOUR, **WHOLE | {"devices": 42, "budget": 13})  # sent anew: keeps its place

    assert once == [(report, "a", AT + 2 * HOUR, 2, 2, 1, "submitted", "bình")]
    assert waiting(school_world) == [(report, "a", AT + 2 * HOUR, 3, 1, 1, "submitted", "bình")]


def test_reports_of_other_states_wait_since_they_came_there(school_world):
    school_world.units("b")
    back, done = school_world.report("a"), school_world.report("b")
    school_world.move(back, "returned", reason="thiếu minh chứng", at=AT + HOUR)
    school_world.move(done, "appraised", at=AT + 2 * HOUR, by="châu")

    assert waiting(school_world, states=("returned", "appraised")) == [
        (back, "a", AT + HOUR, 1, None, 1, "returned", "bình"),
        (done, "b", AT + 2 * HOUR, 1, None, 0, "appraised", "châu"),
    ]


def test_a_reviewer_sees_the_own_branch_alone_in_one_statement(school_world):
    school_world.units("b")
    school_world.report("a")
    school_world.report("b")

    with statements(school_world.engine) as sent:
        mine = waiting(school_world, reach=Reach((("unit", "b"),)))

    assert [row[1] for row in mine] == ["b"]
    assert len(sent) == 1
    assert waiting(school_world, reach=NOWHERE) == []
