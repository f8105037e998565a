"""Editions: results computed once from one state of data, catalogue and method, and read by whoever shows them."""

from datetime import UTC, datetime

import polars as pl
from sqlalchemy import Connection, insert, select

from store.queries.frames import frame
from store.schema import Edition, Result

RESULTS = {
    "unit": pl.String,
    "kind": pl.String,
    "item": pl.String,
    "value": pl.Float64,
    "self_points": pl.Float64,
    "points": pl.Float64,
    "possible": pl.Float64,
    "score": pl.Float64,
    "level": pl.Int64,
    "rank": pl.Int64,
    "ranked": pl.Int64,
    "answered": pl.Float64,
    "rule": pl.String,
}


def keep_edition(
    connection: Connection,
    key: str,
    round_: str,
    catalogue_digest: str,
    method: str,
    data_version: int,
    rows: pl.DataFrame,
    basis: str = "live",
) -> None:
    """Keep what was computed under its key, with the columns of RESULTS; an edition that is kept stays as it is."""
    if is_kept(connection, key):
        return
    made_from = {"data_version": data_version, "catalogue": catalogue_digest, "method": method, "basis": basis}
    connection.execute(insert(Edition).values(key=key, round=round_, computed_at=datetime.now(UTC), **made_from))
    results = rows.select(pl.lit(key).alias("edition"), *RESULTS).to_dicts()
    if results:
        connection.execute(insert(Result), results)


def edition_results(connection: Connection, key: str) -> pl.DataFrame | None:
    """One row per unit and item of an edition, by unit, kind and item; None if no edition has this key."""
    columns = (getattr(Result, name) for name in RESULTS)
    asked = select(*columns).where(Result.edition == key).order_by(Result.unit, Result.kind, Result.item)
    results = frame(connection, asked, RESULTS)
    return results if results.height or is_kept(connection, key) else None


def is_kept(connection: Connection, key: str) -> bool:
    """Whether there is an edition of this key, be it of nobody."""
    return connection.scalar(select(Edition.key).where(Edition.key == key)) is not None
