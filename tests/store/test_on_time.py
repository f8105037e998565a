"""A report is on time from the first moment at which what was saved passes every check."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from store import queries
from store.drafts import Saving, Who, save, submit
from store.engine import writing
from store.schema import Report
from tests.store.world import AT, WHOLE, given

DUE, AFTER = AT + timedelta(days=10), AT + timedelta(days=11)  # due on 20 April, at the end of the day


def type_in(world, at, **answers):
    """Answers typed into the form at a moment, one by one."""
    with writing(world.engine) as connection:
        for question, answer in answers.items():
            version = connection_version(connection, world, question)
            save(connection, world.catalogue, Who("a", "2026-Q1", "an", at), [Saving(question, given(answer), version)])


def connection_version(connection, world, question):
    from store.cells import EMPTY
    from store.drafts import draft

    return draft(connection, world.catalogue, Who("a", "2026-Q1", "an", AT)).cells.get(question, EMPTY).version


def hand_in(world, at):
    with writing(world.engine) as connection:
        assert submit(connection, world.catalogue, Who("a", "2026-Q1", "an", at)).faults == ()


def credited(world):
    return world.ask(lambda connection: connection.scalar(select(Report.complete_at)))


def on_time(world):
    return world.ask(queries.reports, "2026-Q1")["on_time"].to_list()


def test_what_was_complete_in_time_is_on_time_though_it_is_submitted_later(school_world):
    type_in(school_world, DUE, **WHOLE)
    draft = on_time(school_world)
    hand_in(school_world, AFTER)

    assert draft == [None]  # nothing was submitted yet
    assert (credited(school_world), on_time(school_world)) == (DUE, [True])


@pytest.mark.parametrize("last", [{"devices": 140}, {"devices": "?nhiều"}, {"online": "NOT_AVAILABLE: "}])
def test_what_does_not_pass_every_check_in_time_is_late(school_world, last):
    type_in(school_world, DUE, **WHOLE | last)  # not complete: a part larger than its whole, no number, no reason
    before = credited(school_world)
    type_in(school_world, AFTER, **{name: WHOLE[name] for name in last})
    hand_in(school_world, AFTER)

    assert (before, credited(school_world), on_time(school_world)) == (None, AFTER, [False])


def test_one_unanswered_question_keeps_a_draft_from_being_complete(school_world):
    type_in(school_world, DUE, **{name: answer for name, answer in WHOLE.items() if name != "budget"})

    assert credited(school_world) is None


def test_the_first_complete_moment_stays_whatever_is_changed_later(school_world):
    type_in(school_world, DUE, **WHOLE)
    type_in(school_world, AFTER, devices=30)
    hand_in(school_world, AFTER)
    report = school_world.ask(queries.reports, "2026-Q1")["report"].item()
    school_world.move(report, "returned", reason="thiếu minh chứng", at=AFTER)
    school_world.report("a", at=AFTER + timedelta(days=5), **WHOLE)

    assert (credited(school_world), on_time(school_world)) == (DUE, [True])


def test_a_whole_draft_that_came_as_a_file_is_complete_too(school_world):
    school_world.report("a", at=DUE, submit=False)
    first = credited(school_world)
    school_world.report("a", at=AFTER)

    assert (first, on_time(school_world)) == (DUE, [True])
