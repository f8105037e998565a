"""Reports come in by one door: each whole or not at all, with every change on record."""

from datetime import timedelta

import pytest

from store import queries
from store.ingest import Outcome
from store.submission import FileRef, Given, InitiativeGiven, Submission
from tests.store.world import AT, WHOLE, messages, statements, submission, values_of


def test_a_filed_report_is_kept_as_it_was_given(school_world):
    absent = "NOT_AVAILABLE: đang thống kê"
    (outcome,) = school_world.file(submission("a", **{**WHOLE, "budget": absent}))

    assert outcome == Outcome(outcome.submission, report=outcome.report, added=6, moved=True, receipt="XRWC-F46S-CK44")
    assert school_world.rows(queries.answers, ["2026-Q1"]) == [
        ("2026-Q1", "a", "budget", None, None, "not_available"),
        ("2026-Q1", "a", "devices", 40.0, None, None),
        ("2026-Q1", "a", "learners", 100.0, None, None),
        ("2026-Q1", "a", "online", 80.0, None, None),
        ("2026-Q1", "a", "plan", 1.0, None, None),
        ("2026-Q1", "a", "platform", None, "own", None),
    ]
    assert school_world.rows(queries.report_of, "a", "2026-Q1") == [
        (outcome.report, "a", "2026-Q1", "submitted", "small", school_world.catalogue.digest, AT)
    ]
    assert school_world.rows(queries.events_of, "a", "2026-Q1") == [(AT, "an", None, "submitted", "")]


def test_filing_the_same_twice_changes_nothing(school_world):
    file = FileRef("f" * 64, "bao-cao.xlsx")
    same = submission("a", initiatives=["Lớp học số"], file=file, door="workbook")
    school_world.file(same)
    before = (school_world.version(), school_world.rows(queries.changes, "a", "2026-Q1"))

    (outcome,) = school_world.file(same)

    assert outcome.unchanged
    assert (school_world.version(), school_world.rows(queries.changes, "a", "2026-Q1")) == before


def test_every_change_of_an_answer_stays_on_record(school_world):
    later = AT + timedelta(days=1)
    workbook = FileRef("f" * 64, "sua.xlsx")
    school_world.report("a", learners=100, devices=40, plan=True, submit=False)
    second = submission("a", learners=120, plan=True, budget=5, by="bình", at=later, door="workbook", file=workbook)
    placed = {q: Given(g.value, place=f"Báo cáo!E{n}") for n, (q, g) in enumerate(second.answers.items())}

    (outcome,) = school_world.file(
        Submission("a", "2026-Q1", placed, None, "bình", later, "workbook", workbook, submit=False)
    )

    assert (outcome.added, outcome.changed, outcome.removed) == (1, 1, 1)
    assert school_world.rows(queries.changes, "a", "2026-Q1") == [
        ("learners", AT, "an", None, '{"value": 100.0}', "form", None, ""),
        ("devices", AT, "an", None, '{"value": 40.0}', "form", None, ""),
        ("plan", AT, "an", None, '{"value": 1.0}', "form", None, ""),
        ("learners", later, "bình", '{"value": 100.0}', '{"value": 120.0}', "workbook", "sua.xlsx", "Báo cáo!E0"),
        ("budget", later, "bình", None, '{"value": 5.0}', "workbook", "sua.xlsx", "Báo cáo!E2"),
        ("devices", later, "bình", '{"value": 40.0}', None, "workbook", "sua.xlsx", ""),
    ]


def test_zero_is_an_answer_and_an_empty_given_is_none(school_world):
    answers = {"devices": Given(value=0), "learners": Given(place="Báo cáo!E5"), "budget": Given(value=0.0)}

    school_world.file(Submission("a", "2026-Q1", answers, None, "an", AT, "form", submit=False))

    assert values_of(school_world, "a") == {"budget": 0.0, "devices": 0.0}


def test_a_refused_report_stores_nothing_and_keeps_no_other_out(school_world):
    school_world.units("b", "c")
    before = school_world.version()

    good, bad, alike = school_world.file(
        submission("a"), submission("b", **{**WHOLE, "devices": 200}, initiatives=["x"]), submission("c")
    )

    assert [outcome.refused for outcome in (good, bad, alike)] == [False, True, False]
    assert bad == Outcome(bad.submission, faults=bad.faults)
    assert messages(bad.faults) == ["“Devices” is 200. Enter 100 or less, the figure given for “Learners”."]
    assert school_world.ask(queries.reports, "2026-Q1")["unit"].to_list() == ["a", "c"]
    assert school_world.rows(queries.report_of, "b", "2026-Q1") == []
    assert school_world.version() == before + 1


def test_a_refused_correction_leaves_what_was_filed(school_world):
    school_world.report("a")

    school_world.file(submission("a", **{**WHOLE, "learners": 90, "devices": 91}))

    assert values_of(school_world, "a")["learners"] == 100


def test_initiatives_are_a_list_that_is_replaced_in_place(school_world):
    first, second = InitiativeGiven("Lớp học số", cost=5.5), InitiativeGiven("Thư viện số", topic="networks")
    school_world.report("a", initiatives=[first, second, "Sổ điện tử"])
    ids = school_world.ask(queries.initiatives)["initiative"].to_list()

    (outcome,) = school_world.file(submission("a", initiatives=[first, InitiativeGiven("Kho học liệu", stage="pilot")]))

    assert outcome.initiatives_changed == 2
    assert school_world.ask(queries.initiatives).select("initiative", "title", "stage", "cost").rows() == [
        (ids[0], "Lớp học số", "idea", 5.5),
        (ids[1], "Kho học liệu", "pilot", None),
    ]


def test_without_a_list_initiatives_stay_and_an_empty_list_takes_them_away(school_world):
    school_world.report("a", initiatives=["Lớp học số"])
    school_world.report("a", **{**WHOLE, "devices": 41})
    assert school_world.ask(queries.initiative_count) == 1

    school_world.report("a", initiatives=[])
    assert school_world.ask(queries.initiative_count) == 0


def test_the_same_unit_twice_in_one_batch_is_taken_in_order(school_world):
    outcomes = school_world.file(
        submission("a", learners=1, submit=False), submission("a"), submission("a"), submission("a", plan=2)
    )

    assert [(o.refused, o.unchanged, o.added, o.changed) for o in outcomes] == [
        (False, False, 1, 0),
        (False, False, 5, 1),
        (False, True, 0, 0),
        (True, False, 0, 0),
    ]


def test_a_filing_raises_the_version_of_the_store_and_of_its_round_alone(school_world):
    school_world.rounds("2025-Q4")
    before = school_world.version()

    school_world.report("a")

    rounds = school_world.ask(queries.rounds).select("round", "data_version").rows()
    assert school_world.version() == before + 1
    assert rounds == [("2025-Q4", before), ("2026-Q1", before + 1)]


@pytest.mark.parametrize("number", [1, 40])
def test_the_number_of_statements_does_not_grow_with_the_number_of_reports(world, number):
    units = [f"u{n}" for n in range(number)]
    world.units(*units)
    world.rounds("2026-Q1")
    with statements(world.engine) as first:
        world.file(*(submission(unit, initiatives=["Lớp học số"]) for unit in units))
    with statements(world.engine) as again:
        world.file(*(submission(unit, initiatives=["Lớp học số"]) for unit in units))
    with statements(world.engine) as corrected:
        world.file(*(submission(u, **{**WHOLE, "devices": 41}, initiatives=["Lớp học số"]) for u in units))

    assert (len(first), len(again), len(corrected)) == (17, 8, 13)
