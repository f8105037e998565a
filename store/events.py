"""What becomes of units: merged, split, renamed, moved, closed, reopened. Old spells end; nothing is edited away.

Each act takes effect `on` a day: until the day before, all is as it was.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, Row, and_, insert, or_, select, update

from catalogue.folding import fold
from store.engine import bump
from store.faults import N_, Fault, ReportError
from store.schema import ClusterSpell, Province, Unit, UnitEvent, UnitSpell

Spell = dict[str, Any]
ENDING = ("merge", "split", "close")


def merge(connection: Connection, parts: Sequence[str], into: str, on: date, act: str) -> None:
    """The parts end; what they were part of goes on under `into`, which may be one of them."""
    require_in_being(connection, parts, on - timedelta(days=1))
    require_in_being(connection, [into], on)
    _end(connection, [part for part in parts if part != into], on)
    record(connection, "merge", on, act, [(part, into) for part in parts if part != into])


def split(connection: Connection, unit: str, into: Sequence[str], on: date, act: str) -> None:
    """The unit ends, unless it is itself one of those that go on; the others are in the register already."""
    require_in_being(connection, [unit], on - timedelta(days=1))
    require_in_being(connection, into, on)
    if unit not in into:
        _end(connection, [unit], on)
    record(connection, "split", on, act, [(unit, part) for part in into if part != unit])


def close(connection: Connection, unit: str, on: date, act: str) -> None:
    """The unit ends, and nobody goes on for it."""
    require_in_being(connection, [unit], on - timedelta(days=1))
    _end(connection, [unit], on)
    record(connection, "close", on, act, [(unit, None)])


def reopen(connection: Connection, unit: str, on: date, act: str) -> None:
    """The unit goes on as if it had not ended the day before: what undoes an ending that was a mistake."""
    closed = connection.scalar(select(Unit.closed).where(Unit.id == unit))
    last = on - timedelta(days=1)
    if closed != last:
        sentence = N_("Unit {unit} did not end on {day}. A unit is reopened from the day after its last one.")
        raise ReportError([Fault("", sentence, {"unit": unit, "day": last})])
    ended = select(UnitSpell.__table__).where(UnitSpell.unit == unit, UnitSpell.valid_to == last)
    spell = connection.execute(ended).mappings().one()
    connection.execute(update(Unit).where(Unit.id == unit).values(closed=None))
    connection.execute(insert(UnitSpell), {**spell, "valid_from": on, "valid_to": None})
    record(connection, "reopen", on, act, [(unit, unit)])


def rename(connection: Connection, unit: str, name_vi: str, name_en: str, on: date, act: str) -> None:
    change(connection, unit, {"name_vi": name_vi, "name_en": name_en}, on, act)


def move_unit(
    connection: Connection, unit: str, on: date, act: str, *, province: str | None = None, parent: str | None = None
) -> None:
    """The unit goes to another province, under another parent, or both; what is None stays."""
    place = {"province": province, "parent": parent}
    change(connection, unit, {name: value for name, value in place.items() if value}, on, act)


def change(connection: Connection, unit: str, new: Spell, on: date, act: str) -> None:
    """What of names, institution_type, province and parent is new from a day on; None takes province or parent away."""
    spell = _running(connection, unit, on)
    new = {name: value for name, value in new.items() if spell[name] != value}
    if not new:
        raise ReportError([Fault("", N_("Unit {unit} is all that already. Change something."), {"unit": unit})])
    kinds = {"rename" if name.startswith("name") else "move" for name in new}
    if "province" in new:
        new["province_from"] = _province_day(connection, new["province"], on) if new["province"] else None
    names = {**spell, **new}
    new["folded"] = fold(f"{names['name_vi']} {names['name_en']}")
    running = (UnitSpell.unit == unit, UnitSpell.valid_from == spell["valid_from"])
    connection.execute(update(UnitSpell).where(*running).values(valid_to=on - timedelta(days=1)))
    connection.execute(insert(UnitSpell), {**spell, **new, "valid_from": on})
    for kind in sorted(kinds):
        record(connection, kind, on, act, [(unit, unit)])


def require_in_being(connection: Connection, units: Sequence[str], on: date) -> None:
    alive = select(Unit.id).where(Unit.id.in_(units), Unit.opened <= on, or_(Unit.closed.is_(None), Unit.closed >= on))
    missing = set(units) - set(connection.scalars(alive))
    if missing:
        sentence = N_("There is no unit {unit} on {day}. Use the code of a unit in being on that day.")
        raise ReportError(Fault("", sentence, {"unit": unit, "day": on}) for unit in sorted(missing))


def _end(connection: Connection, units: Sequence[str], on: date) -> None:
    """The day before is the last of the units, and of their spells and times in clusters."""
    last = on - timedelta(days=1)
    _require_nothing_later(connection, units, on)
    connection.execute(update(Unit).where(Unit.id.in_(units)).values(closed=last))
    for spell in (UnitSpell, ClusterSpell):
        running = (spell.valid_from <= last, or_(spell.valid_to.is_(None), spell.valid_to > last))
        connection.execute(update(spell).where(spell.unit.in_(units), *running).values(valid_to=last))


def _require_nothing_later(connection: Connection, units: Sequence[str], on: date) -> None:
    """What has an end already does not end again, and what is known of a later day would be lost."""
    faults = [_ended(row.id, row.closed) for row in _endings(connection, units, on)]
    for spell in (UnitSpell, ClusterSpell):
        later = select(spell.unit, spell.valid_from).where(spell.unit.in_(units), spell.valid_from >= on)
        faults += [_taken(unit, day) for unit, day in connection.execute(later.order_by(spell.unit, spell.valid_from))]
    if faults:
        raise ReportError(faults)


def _endings(connection: Connection, units: Sequence[str], on: date) -> Sequence[Row[str, date | None]]:
    """Units that end on another day, or on this one by an act that is in the register; one entered with its end may."""
    last = on - timedelta(days=1)
    act = and_(UnitEvent.before == Unit.id, UnitEvent.on_date == on, UnitEvent.kind.in_(ENDING))
    acts = select(UnitEvent.id).where(act).exists()
    ended = select(Unit.id, Unit.closed).where(Unit.id.in_(units), Unit.closed.is_not(None))
    return connection.execute(ended.where(or_(Unit.closed != last, acts)).order_by(Unit.id)).all()


def _ended(unit: str, closed: date | None) -> Fault:
    return Fault("", N_("Unit {unit} ends on {day} already."), {"unit": unit, "day": closed})


def _running(connection: Connection, unit: str, on: date) -> Spell:
    """The spell that a change on a day would end; ReportError where there is none."""
    last = on - timedelta(days=1)
    require_in_being(connection, [unit], last)
    require_in_being(connection, [unit], on)
    held = (UnitSpell.unit == unit, UnitSpell.valid_from <= last)
    running = or_(UnitSpell.valid_to.is_(None), UnitSpell.valid_to >= on)
    spell = connection.execute(select(UnitSpell.__table__).where(*held, running)).mappings().one_or_none()
    if spell is None:
        raise ReportError([_taken(unit, on)])
    return dict(spell)


def _taken(unit: str, day: date) -> Fault:
    return Fault("", N_("Unit {unit} changes on {day} already. Choose another day."), {"unit": unit, "day": day})


def _province_day(connection: Connection, code: str, on: date) -> date:
    held = (Province.valid_from <= on, or_(Province.valid_to.is_(None), Province.valid_to >= on))
    day = connection.scalar(select(Province.valid_from).where(Province.code == code, *held))
    if day is None:
        sentence = N_("There is no province {province} on {day}. Use a code of the list of provinces.")
        raise ReportError([Fault("", sentence, {"province": code, "day": on})])
    return day


def record(connection: Connection, kind: str, on: date, act: str, pairs: Sequence[tuple[str, str | None]]) -> None:
    """What joins which units, by which act; the same thing twice on one day is refused."""
    rows = [{"kind": kind, "on_date": on, "act": act, "before": before, "after": after} for before, after in pairs]
    this = (UnitEvent.kind == kind, UnitEvent.on_date == on, UnitEvent.before.in_([before for before, _ in pairs]))
    known = {tuple(row) for row in connection.execute(select(UnitEvent.before, UnitEvent.after).where(*this))}
    if known & set(pairs):
        raise ReportError(_taken(before, on) for before, after in pairs if (before, after) in known)
    if rows:
        connection.execute(insert(UnitEvent), rows)
        bump(connection)
