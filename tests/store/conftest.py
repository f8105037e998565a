"""Stores for tests: each test runs on SQLite and on PostgreSQL."""

import shutil
from contextlib import contextmanager

import pytest
from sqlalchemy.engine import make_url

import catalogue
from store.engine import migrate, open_store
from tests.store import small
from tests.store.world import World

DATABASES = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]


@contextmanager
def opened(url):
    engine = open_store(url)
    yield engine
    engine.dispose()


@pytest.fixture(params=DATABASES)
def empty(request, tmp_path):
    """A database without tables."""
    url = f"sqlite:///{tmp_path}/store.db" if request.param == "sqlite" else request.getfixturevalue("postgres")
    with opened(url) as engine:
        yield engine


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("store") / "migrated.db"
    with opened(f"sqlite:///{path}") as engine:
        migrate(engine)
    return path


@pytest.fixture(scope="session")
def migrated_database(postgres_server):
    """The name of a migrated database, of which copies are quickly made."""
    with postgres_server.database() as url:
        with opened(url) as engine:
            migrate(engine)
        yield make_url(url).database


@contextmanager
def copy_of_migrated(request, folder):
    """A copy is a store as fresh as a migrated one, and ten times quicker."""
    if request.param == "sqlite":
        with opened(f"sqlite:///{shutil.copy(request.getfixturevalue('migrated_file'), folder)}") as engine:
            yield engine
    else:
        template = request.getfixturevalue("migrated_database")
        with request.getfixturevalue("postgres_server").database(template) as url, opened(url) as engine:
            yield engine


@pytest.fixture(params=DATABASES)
def engine(request, tmp_path):
    with copy_of_migrated(request, tmp_path) as engine:
        yield engine


@pytest.fixture(scope="module", params=DATABASES)
def shared_engine(request, tmp_path_factory):
    """For tests that leave nothing behind."""
    with copy_of_migrated(request, tmp_path_factory.mktemp("shared")) as engine:
        yield engine


@pytest.fixture(scope="session")
def small_catalogue(tmp_path_factory):
    return catalogue.load(small.write(tmp_path_factory.mktemp("catalogue")))


@pytest.fixture
def world(engine, small_catalogue):
    return World(engine, small_catalogue)


@pytest.fixture
def school_world(world):
    """One school, `a`, and one round, `2026-Q1`."""
    world.units("a")
    world.rounds("2026-Q1")
    return world
