"""Statements become frames, typed by their schema even when no row comes."""

from collections.abc import Mapping
from typing import Any

import polars as pl
from sqlalchemy import Connection
from sqlalchemy.sql import Executable

MOMENT = pl.Datetime("us", "UTC")


def frame(connection: Connection, statement: Executable, schema: Mapping[str, Any]) -> pl.DataFrame:
    """The rows of a statement, in its order, under the names and types of `schema`."""
    rows = connection.execute(statement).all()
    return pl.DataFrame([tuple(row) for row in rows], schema=dict(schema), orient="row")
