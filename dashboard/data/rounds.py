"""The reporting rounds as an administrator sees and changes them."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import polars as pl
from sqlalchemy import Connection

from dashboard.data import facts
from dashboard.data.acts import Acting, look_up
from dashboard.data.source import judged_by
from dashboard.intake import moment
from store import queries
from store.calendars import following
from store.deadlines import passed, told
from store.queries import register
from store.register import RoundGiven

__all__ = ["done", "exceptions", "listing", "now", "passed", "proposed", "told"]


def now() -> datetime:
    """The moment by which deadlines are judged: in a demonstration its clock stands still."""
    return look_up(moment)


def listing() -> pl.DataFrame:
    """One row per round as `store.queries.rounds` has it, the newest first: expected, filed, and exceptions that run.

    Not remembered: whoever has changed a round sees it at once.
    """
    rows = look_up(queries.rounds).reverse()
    counts = [look_up(_counts, *each) for each in rows.select("round", "ends").iter_rows()]
    schema = dict.fromkeys(("expected", "filed", "exceptions"), pl.Int64)
    return rows.hstack(pl.DataFrame(counts, schema=schema, orient="row"))


def _counts(connection: Connection, round_: str, ends: date) -> tuple[int, int, int]:
    types = [each.id for each in judged_by().institution_types.values() if each.reports]
    expected = queries.units(connection, ends).filter(pl.col("institution_type").is_in(types))
    filed = queries.reports(connection, round_).filter(pl.col("state").is_in(facts.COUNTED))
    return expected.height, filed.height, register.exceptions(connection, round_)["ended_at"].null_count()


def exceptions(round_: str) -> pl.DataFrame:
    """One row per exception ever made for a round, the newest first."""
    return look_up(register.exceptions, round_)


def proposed(calendar: str, today: date) -> RoundGiven:
    """The round after the last one of a calendar."""
    rows = look_up(queries.rounds).filter(pl.col("calendar") == calendar).rename({"round": "id"})
    known = [RoundGiven(**row) for row in rows.drop("locked", "data_version").iter_rows(named=True)]
    return following(known[-1] if known else None, calendar, today)


def done(connection: Connection, acting: Acting, act: Callable[..., None], *given: Any, at: datetime) -> bool:  # noqa: ANN401, ARG001 - what the act takes; a demonstration's clock stands still
    """True once an act of `store.rounds` is done; ReportError where it is refused."""
    act(connection, acting, *given, at=moment(connection))
    return True
