"""What becomes of units: merged, split, renamed, moved, closed. Old spells end; nothing that was is edited away.

Each act takes effect `on` a day: until the day before, all is as it was.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, insert, or_, select, update

from catalogue.folding import fold
from store.engine import bump
from store.faults import N_, Fault, ReportError
from store.schema import ClusterSpell, Province, Unit, UnitEvent, UnitSpell

Spell = dict[str, Any]


def merge(connection: Connection, parts: Sequence[str], into: str, on: date, act: str) -> None:
    """The parts end; what they were part of goes on under `into`, which may be one of them."""
    _require_in_being(connection, parts, on - timedelta(days=1))
    _require_in_being(connection, [into], on)
    _end(connection, [part for part in parts if part != into], on)
    _record(connection, "merge", on, act, [(part, into) for part in parts if part != into])


def split(connection: Connection, unit: str, into: Sequence[str], on: date, act: str) -> None:
    """The unit ends, unless it is itself one of those that go on; the others are in the register already."""
    _require_in_being(connection, [unit], on - timedelta(days=1))
    _require_in_being(connection, into, on)
    if unit not in into:
        _end(connection, [unit], on)
    _record(connection, "split", on, act, [(unit, part) for part in into if part != unit])


def close(connection: Connection, unit: str, on: date, act: str) -> None:
    """The unit ends, and nobody goes on for it."""
    _require_in_being(connection, [unit], on - timedelta(days=1))
    _end(connection, [unit], on)
    _record(connection, "close", on, act, [(unit, None)])


def rename(connection: Connection, unit: str, name_vi: str, name_en: str, on: date, act: str) -> None:
    names = {"name_vi": name_vi, "name_en": name_en, "folded": fold(f"{name_vi} {name_en}")}
    _change(connection, unit, names, on)
    _record(connection, "rename", on, act, [(unit, unit)])


def move_unit(
    connection: Connection, unit: str, on: date, act: str, *, province: str | None = None, parent: str | None = None
) -> None:
    """The unit goes to another province, under another parent, or both; what is None stays."""
    place: Spell = {"parent": parent} if parent else {}
    if province:
        place |= {"province": province, "province_from": _province_day(connection, province, on)}
    _change(connection, unit, place, on)
    _record(connection, "move", on, act, [(unit, unit)])


def _require_in_being(connection: Connection, units: Sequence[str], on: date) -> None:
    alive = select(Unit.id).where(Unit.id.in_(units), Unit.opened <= on, or_(Unit.closed.is_(None), Unit.closed >= on))
    missing = set(units) - set(connection.scalars(alive))
    if missing:
        sentence = N_("There is no unit {unit} on {day}. Use the code of a unit in being on that day.")
        raise ReportError(Fault("", sentence, {"unit": unit, "day": on}) for unit in sorted(missing))


def _end(connection: Connection, units: Sequence[str], on: date) -> None:
    """The day before is the last of the units, and of their spells and times in clusters."""
    last = on - timedelta(days=1)
    connection.execute(update(Unit).where(Unit.id.in_(units)).values(closed=last))
    for spell in (UnitSpell, ClusterSpell):
        running = (spell.valid_from <= last, or_(spell.valid_to.is_(None), spell.valid_to > last))
        connection.execute(update(spell).where(spell.unit.in_(units), *running).values(valid_to=last))


def _change(connection: Connection, unit: str, new: Spell, on: date) -> None:
    """The spell of the day before ends, and another like it begins with what is new."""
    last = on - timedelta(days=1)
    _require_in_being(connection, [unit], last)
    _require_in_being(connection, [unit], on)
    held = (UnitSpell.unit == unit, UnitSpell.valid_from <= last)
    running = or_(UnitSpell.valid_to.is_(None), UnitSpell.valid_to >= on)
    old = connection.execute(select(UnitSpell.__table__).where(*held, running)).mappings().one_or_none()
    if old is None:
        sentence = N_("Unit {unit} changes on {day} already. Choose another day.")
        raise ReportError([Fault("", sentence, {"unit": unit, "day": on})])
    connection.execute(update(UnitSpell).where(*held, running).values(valid_to=last))
    connection.execute(insert(UnitSpell), {**old, **new, "valid_from": on})


def _province_day(connection: Connection, code: str, on: date) -> date:
    held = (Province.valid_from <= on, or_(Province.valid_to.is_(None), Province.valid_to >= on))
    day = connection.scalar(select(Province.valid_from).where(Province.code == code, *held))
    if day is None:
        sentence = N_("There is no province {province} on {day}. Use a code of the list of provinces.")
        raise ReportError([Fault("", sentence, {"province": code, "day": on})])
    return day


def _record(connection: Connection, kind: str, on: date, act: str, pairs: Sequence[tuple[str, str | None]]) -> None:
    rows = [{"kind": kind, "on_date": on, "act": act, "before": before, "after": after} for before, after in pairs]
    if rows:
        connection.execute(insert(UnitEvent), rows)
        bump(connection)
