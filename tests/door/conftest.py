"""Stores with accounts, and a clock that tests set."""

import shutil
from datetime import UTC, datetime

import pytest

from store.accounts import people
from store.engine import open_store, writing
from tests.store.conftest import engine, migrated_database, migrated_file

__all__ = ["engine", "migrated_database", "migrated_file"]

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


@pytest.fixture
def connection(engine):
    with writing(engine) as connection:
        yield connection


@pytest.fixture
def account(connection):
    """A function that adds an account and gives its id."""

    def add(name="lan", role="coordinator", grants=(("unit", "SGD-01"),), **more):
        return people.add(connection, people.AccountGiven(name, name.title(), role, tuple(grants), **more), NOW)

    return add


@pytest.fixture
def file_engine(migrated_file, tmp_path):
    """A store in a file, for tests of what stands before the store and is the same over every one."""
    engine = open_store(f"sqlite:///{shutil.copy(migrated_file, tmp_path)}")
    yield engine
    engine.dispose()
