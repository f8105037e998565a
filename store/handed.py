"""Editions of which something has left as a file: what the code on a figure leads back to."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

import polars as pl
from sqlalchemy import Connection, insert, literal, select, union_all

from store.queries.frames import MOMENT, frame
from store.schema import Edition, HandedEdition

HANDED: Final = {
    "key": pl.String,
    "round": pl.String,
    "data_version": pl.Int64,
    "catalogue": pl.String,
    "method": pl.String,
    "at": MOMENT,
    "kept": pl.Boolean,
}


def keep_handed(connection: Connection, editions: Iterable[Mapping[str, Any]], at: datetime) -> None:
    """Remember editions (key, round, data_version, catalogue, method); those known already stay as they are."""
    rows = {each["key"]: {**each, "at": at} for each in editions}
    known = set(connection.scalars(select(HandedEdition.key).where(HandedEdition.key.in_(rows))))
    if new := [row for key, row in rows.items() if key not in known]:
        connection.execute(insert(HandedEdition), new)


def editions_from(connection: Connection, beginning: str) -> pl.DataFrame:
    """One row per edition whose key begins so, kept ones first; `at` is when it was computed, or first left as a file.

    `kept` says whether the store has its results.
    """
    parts = []
    for table, moment, kept in ((Edition, Edition.computed_at, True), (HandedEdition, HandedEdition.at, False)):
        made_from = (table.key, table.round, table.data_version, table.catalogue, table.method)
        parts.append(select(*made_from, moment, literal(kept)).where(table.key.startswith(beginning, autoescape=True)))
    rows = frame(connection, union_all(*parts), HANDED)
    return rows.sort("kept", "key", descending=[True, False]).unique("key", keep="first", maintain_order=True)
