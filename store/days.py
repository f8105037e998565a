"""What holds on a day: spells that run, units in being."""

from datetime import date

from sqlalchemy import ColumnElement, ScalarSelect, or_
from sqlalchemy.orm import InstrumentedAttribute

from store.schema import ClusterSpell, Unit, UnitSpell

Day = date | InstrumentedAttribute[date] | ScalarSelect[date]


def holds(spell: type[UnitSpell | ClusterSpell], on: Day) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """The condition that a spell runs on a day; its last day counts."""
    return spell.valid_from <= on, or_(spell.valid_to.is_(None), spell.valid_to >= on)


def alive(on: Day) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """The condition that a unit is in being on a day; its last day counts."""
    return Unit.opened <= on, or_(Unit.closed.is_(None), Unit.closed >= on)
