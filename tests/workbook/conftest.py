"""A store with one school and two rounds, and the small catalogue that judges it."""

from datetime import date

import pytest

import catalogue
from store.engine import migrate, open_store
from tests.store import small
from tests.store.world import World


@pytest.fixture(scope="session")
def small_catalogue(tmp_path_factory):
    return catalogue.load(small.write(tmp_path_factory.mktemp("catalogue")))


@pytest.fixture
def world(tmp_path, small_catalogue):
    engine = open_store(f"sqlite:///{tmp_path}/store.db")
    migrate(engine)
    world = World(engine, small_catalogue)
    world.units("a", "b")
    world.rounds("2026-Q1")
    world.rounds(
        "2025-Q4",
        starts=date(2025, 10, 1),
        ends=date(2025, 12, 31),
        opens=date(2026, 1, 1),
        due=date(2026, 1, 20),
    )
    yield world
    engine.dispose()
