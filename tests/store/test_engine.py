"""A store is opened, migrated, read at one moment and written by one at a time."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, select, text, update
from sqlalchemy.exc import DBAPIError

from store import queries
from store.engine import bump, migrate, open_store, reading, writing
from store.schema import Base, StoreState


def described(engine):
    """Every table with its columns, keys, constraints and indexes, as the database tells them."""
    asks = ("columns", "pk_constraint", "foreign_keys", "unique_constraints", "check_constraints", "indexes")
    inspector = inspect(engine)
    tables = sorted(set(inspector.get_table_names()) - {"alembic_version"})
    found = {table: {ask: getattr(inspector, f"get_{ask}")(table) for ask in asks} for table in tables}
    return {table: {ask: sorted_facts(facts) for ask, facts in asked.items()} for table, asked in found.items()}


def sorted_facts(facts):
    return sorted(map(told, facts)) if isinstance(facts, list) else told(facts)


def told(fact):
    """A fact in words; the condition of a partial index by its text, since each reading makes it anew."""
    options = fact.get("dialect_options", {})
    return str(fact | {"dialect_options": {name: str(value) for name, value in options.items()}})


def test_migrating_an_empty_store_makes_the_tables_of_the_schema_and_no_others(engine):
    with reading(engine) as connection:
        difference = compare_metadata(MigrationContext.configure(connection), Base.metadata)

    assert difference == []


def test_migrated_tables_have_the_constraints_of_the_schema(empty):
    migrate(empty)
    migrated = described(empty)
    with writing(empty) as connection:
        Base.metadata.drop_all(connection)
        Base.metadata.create_all(connection)

    assert migrated == described(empty)


def test_migrating_twice_changes_nothing(engine):
    with writing(engine) as connection:
        bump(connection)

    migrate(engine)

    with reading(engine) as connection:
        assert queries.state(connection) == queries.State(data_version=1, demonstration=False, today=None)


def test_a_fresh_store_is_nobodys_demonstration(empty):
    migrate(empty)

    with reading(empty) as connection:
        assert queries.state(connection) == queries.State(data_version=0, demonstration=False, today=None)


def test_without_an_address_the_store_is_a_file_under_var(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("THIDUA_DATABASE_URL", raising=False)

    migrate(open_store())

    assert (tmp_path / "var" / "thidua.db").exists()


def test_the_environment_names_the_store(tmp_path, monkeypatch):
    monkeypatch.setenv("THIDUA_DATABASE_URL", f"sqlite:///{tmp_path}/elsewhere/other.db")

    migrate(open_store())

    assert (tmp_path / "elsewhere" / "other.db").exists()


def test_what_fails_half_way_leaves_nothing(engine):
    def bump_and_fail():
        with writing(engine) as connection:
            bump(connection)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        bump_and_fail()

    with reading(engine) as connection:
        assert queries.state(connection).data_version == 0


def test_a_reader_sees_one_moment_whatever_is_written_meanwhile(engine):
    with reading(engine) as reader:
        before = queries.state(reader)
        with writing(engine) as writer:
            bump(writer)
        during = queries.state(reader)
    with reading(engine) as reader:
        after = queries.state(reader)

    assert [state.data_version for state in (before, during, after)] == [0, 0, 1]


def test_a_reader_cannot_write(engine):
    with pytest.raises(DBAPIError, match=r"read-?only"), reading(engine) as connection:
        connection.execute(update(StoreState).values(data_version=9))

    with writing(engine) as connection:  # the connection that was used for reading writes again
        assert bump(connection) == 1


def test_many_who_read_and_then_write_lose_nothing(engine):
    def add_one(_):
        with writing(engine) as connection:
            version = connection.scalar(select(StoreState.data_version))
            connection.execute(update(StoreState).values(data_version=version + 1))

    with ThreadPoolExecutor(24) as people:
        list(people.map(add_one, range(200)))

    with reading(engine) as connection:
        assert queries.state(connection).data_version == 200


def test_sqlite_keeps_foreign_keys_and_a_write_ahead_log(tmp_path):
    with reading(open_store(f"sqlite:///{tmp_path}/store.db")) as connection:
        settings = [
            connection.scalar(text(f"PRAGMA {name}")) for name in ("foreign_keys", "journal_mode", "busy_timeout")
        ]

    assert settings == [1, "wal", 30_000]
