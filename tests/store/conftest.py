"""Stores for tests: each test runs on SQLite and on PostgreSQL."""

import shutil
from contextlib import contextmanager

import pytest
from sqlalchemy import insert, text
from sqlalchemy.engine import make_url

import catalogue
from store.engine import migrate, open_store, writing
from store.schema import Base, StoreState
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
    """The name of a migrated database."""
    with postgres_server.database() as url:
        with opened(url) as engine:
            migrate(engine)
        yield make_url(url).database


@pytest.fixture(params=DATABASES)
def engine(request, tmp_path):
    """A store as fresh as a migrated one: a copy of the file, or the one database emptied, which is the quickest."""
    if request.param == "sqlite":
        url = f"sqlite:///{shutil.copy(request.getfixturevalue('migrated_file'), tmp_path)}"
    else:
        server, name = request.getfixturevalue("postgres_server"), request.getfixturevalue("migrated_database")
        url = server.url(name)
    with opened(url) as engine:
        if request.param == "postgres":
            make_fresh(engine)
        yield engine


def make_fresh(engine):
    tables = ", ".join(f'"{table}"' for table in Base.metadata.tables)
    with writing(engine) as connection:
        connection.execute(text(f"TRUNCATE {tables} RESTART IDENTITY CASCADE"))
        connection.execute(insert(StoreState).values(id=1, data_version=0, demonstration=False))


@pytest.fixture(scope="module", params=DATABASES)
def shared_engine(request, tmp_path_factory):
    """One store for all tests of a file, which they leave as their first fixture filled it."""
    if request.param == "sqlite":
        folder = tmp_path_factory.mktemp("shared")
        with opened(f"sqlite:///{shutil.copy(request.getfixturevalue('migrated_file'), folder)}") as engine:
            yield engine
    else:
        template = request.getfixturevalue("migrated_database")
        with request.getfixturevalue("postgres_server").database(template) as url, opened(url) as engine:
            make_fresh(engine)
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
