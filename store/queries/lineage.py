"""What became of units: which of them went on as which others."""

from datetime import date

import polars as pl
from sqlalchemy import Connection, select
from sqlalchemy.orm import aliased

from store.queries.frames import frame
from store.schema import UnitEvent

DESCENT = {"origin": pl.String, "unit": pl.String, "kind": pl.String, "on_date": pl.Date, "act": pl.String}


def descent(connection: Connection, after: date, until: date) -> pl.DataFrame:
    """One row per unit that was merged into another or split off from one after a day, by day; the last day counts.

    Who swallowed the others, or goes on beside what was split off, has no row for itself; nor has a unit that was
    reopened because its end had been a mistake.
    """
    back = aliased(UnitEvent)
    columns = (UnitEvent.before, UnitEvent.after, UnitEvent.kind, UnitEvent.on_date, UnitEvent.act)
    asked = select(*columns).where(
        UnitEvent.kind.in_(["merge", "split"]),
        UnitEvent.on_date > after,
        UnitEvent.on_date <= until,
        ~select(back.id)
        .where(back.kind == "reopen", back.before == UnitEvent.before, back.on_date == UnitEvent.on_date)
        .exists(),
    )
    return frame(connection, asked.order_by(UnitEvent.on_date, UnitEvent.before, UnitEvent.after), DESCENT)
