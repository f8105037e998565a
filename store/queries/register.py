"""The register through all times: what units were, what became of them, where they belonged."""

import polars as pl
from sqlalchemy import ColumnElement, Connection, or_, select
from sqlalchemy.orm import aliased

from store.queries.frames import MOMENT, frame
from store.schema import Account, ClusterSpell, Grant, Report, RoundException, Unit, UnitEvent, UnitSpell

SPELLS = {
    "unit": pl.String,
    "valid_from": pl.Date,
    "valid_to": pl.Date,
    "name_vi": pl.String,
    "name_en": pl.String,
    "institution_type": pl.String,
    "province": pl.String,
    "parent": pl.String,
    "opened": pl.Date,
    "closed": pl.Date,
}
EVENTS = {
    "kind": pl.String,
    "on_date": pl.Date,
    "act": pl.String,
    "before": pl.String,
    "before_vi": pl.String,
    "after": pl.String,
    "after_vi": pl.String,
}
CLUSTER_SPELLS = {
    "unit": pl.String,
    "valid_from": pl.Date,
    "valid_to": pl.Date,
    "cluster": pl.String,
    "name_vi": pl.String,
    "name_en": pl.String,
    "act": pl.String,
}
EXCEPTIONS = {
    "id": pl.Int64,
    "unit": pl.String,
    "until": pl.Date,
    "until_time": pl.Time,
    "counts_on_time": pl.Boolean,
    "reason": pl.String,
    "made_by": pl.String,
    "made_at": MOMENT,
    "ended_by": pl.String,
    "ended_at": MOMENT,
}
MORE_TIME = {
    "unit": pl.String,
    "until": pl.Date,
    "until_time": pl.Time,
    "counts_on_time": pl.Boolean,
    "reason": pl.String,
}
REPORTS_OF = {"unit": pl.String, "round": pl.String, "state": pl.String}
HOLDERS = {"name": pl.String, "shown_as": pl.String, "role": pl.String, "unit": pl.String}


def spells(connection: Connection) -> pl.DataFrame:
    """One row per spell of every unit that ever was, by unit and day; null ends have not come yet."""
    columns = [getattr(UnitSpell, name) for name in list(SPELLS)[:-2]]
    asked = select(*columns, Unit.opened, Unit.closed).join(Unit, Unit.id == UnitSpell.unit)
    return frame(connection, asked.order_by(UnitSpell.unit, UnitSpell.valid_from), SPELLS)


def unit_events(connection: Connection, unit: str) -> pl.DataFrame:
    """One row per act that named a unit, the oldest first, with the last names of the units that it joined."""
    first, second = aliased(UnitSpell), aliased(UnitSpell)
    columns = (UnitEvent.kind, UnitEvent.on_date, UnitEvent.act, UnitEvent.before)
    asked = (
        select(*columns, first.name_vi, UnitEvent.after, second.name_vi)
        .join(first, first.unit == UnitEvent.before)
        .outerjoin(second, second.unit == UnitEvent.after)
        .where(or_(UnitEvent.before == unit, UnitEvent.after == unit), _last(first))
        .where(or_(UnitEvent.after.is_(None), _last(second)))
    )
    return frame(connection, asked.order_by(UnitEvent.on_date, UnitEvent.id), EVENTS)


def cluster_spells(connection: Connection) -> pl.DataFrame:
    """One row per time of a unit in a cluster, by unit and day, with the act that put it there."""
    columns = [getattr(ClusterSpell, name) for name in CLUSTER_SPELLS]
    return frame(connection, select(*columns).order_by(ClusterSpell.unit, ClusterSpell.valid_from), CLUSTER_SPELLS)


def exceptions(connection: Connection, round_: str) -> pl.DataFrame:
    """One row per exception ever made for a round, the newest first."""
    columns = [getattr(RoundException, name) for name in EXCEPTIONS]
    asked = select(*columns).where(RoundException.round == round_).order_by(RoundException.id.desc())
    return frame(connection, asked, EXCEPTIONS)


def more_time(connection: Connection, round_: str, unit: str | None = None) -> pl.DataFrame:
    """One row per unit, or for this unit, that has more time for a round than the others, by unit."""
    columns = [getattr(RoundException, name) for name in MORE_TIME]
    runs = (RoundException.round == round_, RoundException.ended_at.is_(None))
    whose = (RoundException.unit == unit,) if unit else ()
    return frame(connection, select(*columns).where(*runs, *whose).order_by(RoundException.unit), MORE_TIME)


def reports_of_units(connection: Connection, units: list[str]) -> pl.DataFrame:
    """One row per report that one of these units has, in whatever state, by unit and round."""
    asked = select(Report.unit, Report.round, Report.state).where(Report.unit.in_(units))
    return frame(connection, asked.order_by(Report.unit, Report.round), REPORTS_OF)


def holders(connection: Connection, units: list[str]) -> pl.DataFrame:
    """One row per account that may sign in and reaches one of these units by its code, by name."""
    asked = (
        select(Account.name, Account.shown_as, Account.role, Grant.value)
        .join(Grant, Grant.account == Account.id)
        .where(Grant.kind == "unit", Grant.value.in_(units), ~Account.disabled)
    )
    return frame(connection, asked.order_by(Account.name, Grant.value), HOLDERS)


def _last(spell: type[UnitSpell]) -> ColumnElement[bool]:
    later = aliased(UnitSpell)
    return ~select(later.unit).where(later.unit == spell.unit, later.valid_from > spell.valid_from).exists()
