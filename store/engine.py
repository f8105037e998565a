"""Opening a store: one writer at a time, readers who see one moment, on SQLite and on PostgreSQL alike."""

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, create_engine, event, text, update
from sqlalchemy.engine import URL, make_url

from store.schema import Round, StoreState

URL_VARIABLE = "THIDUA_DATABASE_URL"
DEFAULT_URL = "sqlite:///var/thidua.db"
BUSY_SECONDS = 30
CONNECTIONS = 20
MIGRATIONS = Path(__file__).parent / "migrations"
WRITERS_LOCK = 0x74686964  # any number will do, if it stays the same: "thid" in ASCII
_TURNS: defaultdict[str, Lock] = defaultdict(Lock)  # by the address of a store, however many engines are open on it


def open_store(url: str | None = None) -> Engine:
    """The store at an SQLAlchemy URL, else the one that the environment names, else a SQLite file under var/."""
    address = make_url(url or os.environ.get(URL_VARIABLE) or DEFAULT_URL)
    if address.get_backend_name() == "sqlite":
        return _open_sqlite(address)
    return create_engine(address, pool_size=CONNECTIONS, pool_pre_ping=True)


def migrate(engine: Engine) -> None:
    """Bring a store, empty or of an earlier version, to the present tables; whole or not at all."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    with writing(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Every statement within sees the same moment, whatever is written meanwhile; nothing can be changed."""
    with engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            options: dict[str, Any] = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        else:
            options = {"reading": True}
        yield connection.execution_options(**options)


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction, kept whole if the block ends and not at all if it raises; writers wait for one another.

    Those of one process wait in it: SQLite wakes nobody, so that who waits there looks again every tenth of a second,
    and on PostgreSQL each would hold a connection. Within the block nobody begins another.
    """
    with _turn(engine), engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": WRITERS_LOCK})
        yield connection


@contextmanager
def _turn(engine: Engine) -> Iterator[None]:
    """TimeoutError where another writer of this process takes longer than any should."""
    turn = _TURNS[engine.url.render_as_string(hide_password=False)]
    if not turn.acquire(timeout=BUSY_SECONDS):
        raise TimeoutError("another writer has not ended")
    try:
        yield
    finally:
        turn.release()


def bump(connection: Connection, rounds: Iterable[str] = ()) -> int:
    """The store's new data version, which these rounds take too; called in the transaction of an accepted change."""
    version = StoreState.data_version
    changed = update(StoreState).values(data_version=version + 1).returning(version)
    number: int = connection.execute(changed).scalar_one()
    touched = sorted(set(rounds))
    if touched:
        connection.execute(update(Round).where(Round.id.in_(touched)).values(data_version=number))
    return number


def _open_sqlite(address: URL) -> Engine:
    if address.database and not address.database.startswith((":", "file:")):
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(address, pool_size=CONNECTIONS, connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:  # noqa: ANN401 - whatever the driver calls a connection
    # The driver's own transactions begin at the first write, so that two who read and then write lose an update.
    connection.isolation_level = None
    for setting in ("journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {setting}")


def _begin_sqlite(connection: Connection) -> None:
    """A writer takes the one writer's place at once; a reader neither waits nor makes others wait."""
    is_reading = connection.get_execution_options().get("reading", False)
    # Asked of the driver itself, which costs a tenth: this is half of what a small transaction does.
    driver: Any = connection.connection.driver_connection
    driver.execute(f"PRAGMA query_only = {'ON' if is_reading else 'OFF'}")
    driver.execute("BEGIN" if is_reading else "BEGIN IMMEDIATE")
