"""Statements become frames, typed by their schema even when no row comes; and what holds on a day."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import polars as pl
from sqlalchemy import ColumnElement, Connection, ScalarSelect, or_
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql import Executable

from store.schema import ClusterSpell, Unit, UnitSpell

MOMENT = pl.Datetime("us", "UTC")
Day = date | InstrumentedAttribute[date] | ScalarSelect[date]


def frame(connection: Connection, statement: Executable, schema: Mapping[str, Any]) -> pl.DataFrame:
    """The rows of a statement, in its order, under the names and types of `schema`."""
    rows = connection.execute(statement).all()
    return pl.DataFrame([tuple(row) for row in rows], schema=dict(schema), orient="row")


def holds(spell: type[UnitSpell | ClusterSpell], on: Day) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """The condition that a spell runs on a day; its last day counts."""
    return spell.valid_from <= on, or_(spell.valid_to.is_(None), spell.valid_to >= on)


def alive(on: Day) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """The condition that a unit is in being on a day; its last day counts."""
    return Unit.opened <= on, or_(Unit.closed.is_(None), Unit.closed >= on)
