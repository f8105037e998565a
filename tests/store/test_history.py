"""No change is lost: not among many who file at once, and not in the history of an answer."""

import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from hypothesis import given as example
from hypothesis import settings
from hypothesis import strategies as st

from store import queries
from store.engine import open_store
from store.submission import Given, Submission
from tests.store.world import AT, WHOLE, World, values_of


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
