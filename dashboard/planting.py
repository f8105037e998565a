"""The demonstration country is put into a store, or put there afresh."""

import sqlite3
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from sqlalchemy import Engine

from catalogue import Catalogue
from dashboard.data.computing import compute_settled
from seed_data.seed import plant
from store import queries
from store.engine import migrate, open_store, reading
from store.faults import N_, Fault, ReportError

Progress = Callable[[str, int, int], None]

IN_USE: Final = N_(
    "The store at {store} has reports already. Only an empty store becomes a demonstration; name another store in "
    "THIDUA_DATABASE_URL."
)
PLANTED: Final = N_("The store at {store} is a demonstration already. To start it over, add --again.")
NOT_A_FILE: Final = N_(
    "The store at {store} is no SQLite file, so that it is not started over. Make an empty database and name it in "
    "THIDUA_DATABASE_URL."
)


def address(engine: Engine) -> str:
    """Where a store is, without its password."""
    return engine.url.render_as_string(hide_password=True)


def is_empty(engine: Engine) -> bool:
    """No unit has ever been entered."""
    with reading(engine) as connection:
        return queries.rounds(connection).is_empty() and not queries.counts(connection).units


def is_demonstration(engine: Engine) -> bool:
    """All that the store holds is invented, and marked so."""
    with reading(engine) as connection:
        return queries.state(connection).demonstration


def refuse_to_overwrite(engine: Engine, *, again: bool) -> None:
    """ReportError unless the store is empty, or a demonstration in a SQLite file that is to be started over."""
    if is_empty(engine):
        return
    if not is_demonstration(engine):
        sentence = IN_USE
    elif not again:
        sentence = PLANTED
    elif engine.url.get_backend_name() != "sqlite":
        sentence = NOT_A_FILE
    else:
        return
    raise ReportError([Fault("", sentence, {"store": address(engine)})])


def seed(engine: Engine, catalogue: Catalogue, progress: Progress, limit: int | None = None) -> None:
    """An empty store becomes the demonstration country, with the editions of its past rounds.

    What stands in a SQLite file is replaced by it. `limit`: only the first so many units of each type.
    """
    if is_empty(engine):
        _plant(engine, catalogue, progress, limit)
    else:
        refuse_to_overwrite(engine, again=True)
        _plant_afresh(Path(str(engine.url.database)), catalogue, progress, limit)


def _plant(engine: Engine, catalogue: Catalogue, progress: Progress, limit: int | None) -> None:
    plant(engine, catalogue, progress, limit=limit)
    compute_settled(engine, catalogue)


def _plant_afresh(file: Path, catalogue: Catalogue, progress: Progress, limit: int | None) -> None:
    """Planted beside, then copied over in one step, so that a failure leaves the old country whole."""
    with tempfile.TemporaryDirectory(dir=file.parent, prefix="seed-") as folder:
        fresh = Path(folder) / "fresh.db"
        engine = open_store(f"sqlite:///{fresh}")
        migrate(engine)
        _plant(engine, catalogue, progress, limit)
        engine.dispose()
        source, target = sqlite3.connect(fresh), sqlite3.connect(file)
        source.backup(target)
        source.close()
        target.close()
