"""Stores for editions: a small world that a test fills, and a small demonstration country that none changes."""

import shutil
from dataclasses import replace

import pytest

import catalogue as catalogues
from store.engine import migrate, open_store
from tests.store import small
from tests.store.world import World


@pytest.fixture
def engine(tmp_path):
    engine = open_store(f"sqlite:///{tmp_path}/store.db")
    migrate(engine)
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def small_catalogue(tmp_path_factory):
    return catalogues.load(small.write(tmp_path_factory.mktemp("catalogue")))


@pytest.fixture(scope="session")
def official_catalogue(tmp_path_factory):
    """The small catalogue as if a ministry had decided on it."""
    folder = small.write(tmp_path_factory.mktemp("official"))
    file = folder / "instruments" / "small.toml"
    text = file.read_text("utf-8").replace('status = "project draft"', 'status = "official"')
    file.write_text(text.replace('source = "test"', 'source = "test"\ndecision = "1/QĐ"', 1), "utf-8")
    return catalogues.load(folder)


@pytest.fixture
def world(engine, official_catalogue):
    """Three schools and one round, whose due date has passed; a and b are recognised."""
    world = World(engine, official_catalogue)
    world.units("a", "b", "c")
    world.rounds("2026-Q1")
    for unit, devices in (("a", 40), ("b", 60)):
        report = world.report(unit, learners=100, devices=devices, plan=1, platform="own", budget=12.5, online=80)
        world.appraise(report, 3.5, reason="counted")
        world.move(report, "appraised", "recognised")
    world.report("c", learners=100, devices=90, plan=1, platform="own", budget=1, online=80)  # submitted only
    return world


@pytest.fixture
def drafted(world, small_catalogue):
    """The same world, judged by an instrument of the project."""
    return replace(world, catalogue=small_catalogue)


@pytest.fixture(scope="session")
def country_file(tmp_path_factory):
    """The first five units of each type of the demonstration country."""
    from seed_data.seed import plant

    path = tmp_path_factory.mktemp("country") / "store.db"
    engine = open_store(f"sqlite:///{path}")
    migrate(engine)
    plant(engine, catalogues.load(catalogues.loader.SHIPPED), limit=5)
    engine.dispose()
    return path


@pytest.fixture
def country(country_file, tmp_path):
    engine = open_store(f"sqlite:///{shutil.copy(country_file, tmp_path / 'country.db')}")
    yield engine
    engine.dispose()
