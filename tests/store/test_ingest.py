"""Reports come in by one door: each whole or not at all, with every change on record."""

import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given as example
from hypothesis import settings
from hypothesis import strategies as st

from store import queries
from store.engine import open_store
from store.ingest import Outcome
from store.submission import FileRef, Given, InitiativeGiven, Submission
from tests.store.world import AT, WHOLE, World, messages, statements, submission


def state_of(world, unit, round_="2026-Q1"):
    return world.ask(queries.report_of, unit, round_)["state"].to_list()


def values_of(world, unit, round_="2026-Q1"):
    return dict(world.ask(queries.answers_of, unit, round_).select("question", "value").rows())


def test_a_filed_report_is_kept_as_it_was_given(school_world):
    absent = "NOT_AVAILABLE: đang thống kê"
    (outcome,) = school_world.file(submission("a", **{**WHOLE, "budget": absent}))

    assert outcome == Outcome(outcome.submission, report=outcome.report, added=6, moved=True)
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

    assert (len(first), len(again), len(corrected)) == (14, 6, 10)


def test_many_who_file_at_once_lose_nothing(world):
    units = [f"u{n}" for n in range(24)]
    world.units(*units)
    world.rounds("2026-Q1")
    before = world.version()

    def file(unit):
        for learners in (100, 101, 102):
            world.report(unit, **{**WHOLE, "learners": learners})

    with ThreadPoolExecutor(24) as people:
        list(people.map(file, units))

    assert world.version() == before + 3 * len(units)
    assert world.ask(queries.counts).answers == 6 * len(units)
    assert all(len(world.rows(queries.changes, unit, "2026-Q1")) == 6 + 2 for unit in units)


def test_many_who_file_the_same_report_leave_one(school_world):
    with ThreadPoolExecutor(12) as people:
        list(people.map(lambda n: school_world.report("a", **{**WHOLE, "learners": 100 + n}), range(24)))

    assert school_world.ask(queries.counts).reports == {"submitted": 1}
    assert replayed(school_world, "a") == values_of(school_world, "a")


def replayed(world, unit):
    """The answers that the history ends with; each line begins where the one before it ended."""
    now = {}
    for question, _, _, before, after, *_ in world.rows(queries.changes, unit, "2026-Q1"):
        assert now.get(question) == (json.loads(before) if before else None)
        now[question] = json.loads(after) if after else None
    return {question: said.get("value") for question, said in sorted(now.items()) if said}


NUMBERS = st.dictionaries(st.sampled_from(["learners", "devices", "budget"]), st.integers(0, 3))
FILINGS = st.lists(st.tuples(NUMBERS, st.booleans()), max_size=6)


@pytest.fixture(scope="session")
def fresh_world(migrated_file, small_catalogue, tmp_path_factory):
    """Each call makes a school world of its own."""

    @contextmanager
    def fresh_world():
        engine = open_store(f"sqlite:///{shutil.copy(migrated_file, tmp_path_factory.mktemp('fresh'))}")
        world = World(engine, small_catalogue)
        world.units("a")
        world.rounds("2026-Q1")
        yield world
        engine.dispose()

    return fresh_world


@settings(max_examples=40)
@example(filings=FILINGS)
def test_after_any_filings_the_history_replays_to_the_present_answers(fresh_world, filings):
    expected = {}

    with fresh_world() as world:
        for numbers, twice in filings:
            answers = {question: Given(value=value) for question, value in numbers.items()}
            filed = Submission("a", "2026-Q1", answers, None, "an", AT, "api", submit=False)
            (first, *_) = world.file(filed, filed) if twice else world.file(filed)
            if not first.refused:
                expected = {question: float(value) for question, value in sorted(numbers.items())}

        assert values_of(world, "a") == expected
        assert replayed(world, "a") == expected
