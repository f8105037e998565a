"""A figure's code leads back to what the figure shows: round, data, catalogue, method, and what of it is kept."""

from dataclasses import dataclass
from datetime import datetime

import polars as pl
from sqlalchemy import Connection

from dashboard.figures import Edition
from dashboard.figures.codes import edition_of, read_code
from store import editions, log
from store.faults import N_, Fault, ReportError
from store.handed import editions_from

NO_CODE = N_("“{code}” is no code of a figure. Such a code looks like D93076-51C2AF-7; compare it sign by sign.")
NOT_OURS = N_("No file with the code {code} has left this store.")


@dataclass(frozen=True, eq=False)
class Shown:
    """The edition that a figure shows; `at` is when it was computed, or first left as a file.

    `kept` says whether the store has its results. `seals` has a row per seal of it, as `store.editions.seals`; `files`
    a row per file that left under the very code, as `store.log.entries`: those who administer alone may see it.
    """

    edition: Edition
    at: datetime
    kept: bool
    seals: pl.DataFrame
    files: pl.DataFrame


def shown_under(connection: Connection, typed: str) -> Shown:
    """What a code stands for, however it is typed; ReportError where it is none, or none of this store."""
    code = read_code(typed)
    if code is None:
        raise ReportError([Fault("", NO_CODE, {"code": typed})])
    rows = editions_from(connection, edition_of(code))
    if rows.is_empty():
        raise ReportError([Fault("", NOT_OURS, {"code": code})])
    row = rows.row(0, named=True)
    at, kept = row.pop("at"), row.pop("kept")
    seals = editions.seals(connection)
    return Shown(
        Edition(**row),
        at,
        kept,
        seals.filter(pl.col("edition") == row["key"]),
        log.entries(connection, log.Wanted(action=log.EXPORT, subject=code)),
    )
