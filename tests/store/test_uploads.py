"""What a file would change is shown before it is stored; of a faulty one, what is good can be kept."""

from dataclasses import replace

import pytest

from store import queries
from store.drafts import Saving, Who, draft, save
from store.engine import reading, writing
from store.submission import Given
from store.uploads import keep_good, keep_whole, preview
from tests.store.world import AT, WHOLE, messages, submission, values_of

WHO = Who("a", "2026-Q1", "bình", AT)


def file(**answers):
    """A filled workbook: each answer in a cell of its own."""
    sent = submission("a", by="an", door="workbook", **answers)
    placed = {id_: replace(given, place=f"Báo cáo!G{row}") for row, (id_, given) in enumerate(sent.answers.items(), 8)}
    return replace(sent, answers=placed)


@pytest.fixture
def shown(school_world):
    def show(sent, unread=()):
        with reading(school_world.engine) as connection:
            return preview(connection, school_world.catalogue, sent, unread)

    return show


def keep(world, act, *given):
    with writing(world.engine) as connection:
        return act(connection, world.catalogue, *given)


def test_only_differences_are_shown_with_what_stands_there_now(school_world, shown):
    school_world.report("a")
    before = school_world.version()

    found = shown(file(**WHOLE | {"devices": 41, "budget": "NOT_AVAILABLE: đang tính"}))

    assert [(each.question, each.before.value, each.after.value, each.after.absence) for each in found.differences] == [
        ("devices", 40, 41, None),
        ("budget", 12.5, None, "not_available"),
    ]
    assert (found.state, found.faults, found.good) == ("submitted", (), found.differences)
    assert school_world.version() == before


def test_an_emptied_cell_takes_the_answer_away_and_is_shown(school_world, shown):
    school_world.report("a")

    (found,) = shown(file(**{id_: answer for id_, answer in WHOLE.items() if id_ != "online"})).differences

    assert (found.question, found.before.value, found.after.is_answer) == ("online", 80, False)


def test_of_a_faulty_file_the_good_answers_are_kept_as_typed_ones(school_world, shown):
    found = shown(file(**WHOLE | {"online": "?nhiều", "learners": 30}))

    assert messages(found.faults) == [
        "Báo cáo!G9: “Devices” is 40. Enter 30 or less, the figure given for “Learners”.",
        "Báo cáo!G13: “Share online” is “nhiều”. Enter a number.",
    ]
    saved = keep(school_world, keep_good, found)

    assert [each.question for each in saved] == ["learners", "plan", "platform", "budget"]
    kept = school_world.ask(draft, school_world.catalogue, WHO)
    assert (kept.state, {id_: cell.door for id_, cell in kept.cells.items()}) == (
        "draft",
        dict.fromkeys(("learners", "plan", "platform", "budget"), "workbook"),
    )
    assert values_of(school_world, "a") == {}  # nothing of it counts yet
    assert keep(school_world, keep_good, shown(file(**WHOLE | {"online": "?nhiều", "learners": 30}))) == []


def test_a_file_stands_against_what_was_typed_meanwhile(school_world, shown):
    school_world.report("a")
    keep(school_world, save, WHO, [Saving("devices", Given(value=99), 1)])

    (found,) = shown(file(**WHOLE)).differences
    outcome = keep(school_world, keep_whole, file(**WHOLE))

    assert (found.question, found.before.value, found.after.value) == ("devices", 99, 40)
    assert outcome.unchanged  # what was filed is what the file says
    assert school_world.ask(draft, school_world.catalogue, WHO).cells["devices"].given.value == 40
    written = school_world.ask(queries.written, "a", "2026-Q1").filter(step="typed")
    assert written["door"].to_list() == ["form", "workbook"]


def test_storing_twice_changes_nothing(school_world, shown):
    keep(school_world, keep_whole, file(**WHOLE))

    assert shown(file(**WHOLE)).differences == ()
    assert keep(school_world, keep_whole, file(**WHOLE)).unchanged


def test_a_closed_door_is_told_before_anything_else(school_world, shown):
    report = school_world.report("a")
    school_world.move(report, "appraised")

    assert messages(shown(file(**WHOLE)).faults) == [
        "The report of a for 2026-Q1 has been appraised. To change it, ask for it to be returned."
    ]
