"""What can be said against an act before it is tried."""

import re
from collections.abc import Collection, Iterator
from datetime import date
from typing import Final

from sqlalchemy import Connection, select

from store.acts import Act, Change, Create, Join, Merge, RenameCluster, Split
from store.days import holds
from store.events import require_in_being
from store.faults import N_, Fault, ReportError
from store.register import UnitGiven
from store.schema import UnitSpell

CODE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,31}")
NO_ACT: Final = N_("There is no number of a document. Enter it, for example 1234/QĐ-BGDĐT.")
NO_CODE: Final = N_("“{code}” is no code. Use letters without marks, digits, dots and dashes, 32 at most.")
NO_NAME: Final = N_("{unit} needs a name in Vietnamese and one in English.")
NO_TYPE: Final = N_("There is no institution type “{type}”. The types are: {types}.")
NO_PARENT: Final = N_("{unit} would be its own superior. Choose another one.")
NO_DAY: Final = N_("{unit} opens on {day}, which is not the day of the act.")
NOBODY: Final = N_("No unit is named. Choose at least one.")


def objections(connection: Connection, act: Act, types: Collection[str]) -> Iterator[Fault]:
    """Everything at once; `types` are the institution types that there are."""
    if not act.act.strip():
        yield Fault("", NO_ACT)
    if not act.touched and not isinstance(act, RenameCluster):
        yield Fault("", NOBODY)
    for unit in _founded(act):
        yield from _unit_faults(unit, types)
        if unit.opened != act.on:
            yield Fault("", NO_DAY, {"unit": unit.id, "day": unit.opened})
    yield from _wording_faults(act, types)
    for unit_id, parent in _parents(act):
        yield from _parent_faults(connection, unit_id, parent, act.on)


def _wording_faults(act: Act, types: Collection[str]) -> Iterator[Fault]:
    match act:
        case Change(institution_type=str() as type_) if type_ not in types:
            yield Fault("", NO_TYPE, {"type": type_, "types": tuple(types)})
        case Change(unit=unit, name_vi="") | Change(unit=unit, name_en=""):
            yield Fault("", NO_NAME, {"unit": unit})
        case Join(cluster=str() as cluster) if not CODE.fullmatch(cluster):
            yield Fault("", NO_CODE, {"code": cluster})
        case RenameCluster(cluster=cluster, name_vi="") | RenameCluster(cluster=cluster, name_en=""):
            yield Fault("", NO_NAME, {"unit": cluster})


def _founded(act: Act) -> tuple[UnitGiven, ...]:
    match act:
        case Create(unit=unit) | Merge(founded=UnitGiven() as unit):
            return (unit,)
        case Split(founded=founded):
            return founded
    return ()


def _unit_faults(unit: UnitGiven, types: Collection[str]) -> Iterator[Fault]:
    if not CODE.fullmatch(unit.id):
        yield Fault("", NO_CODE, {"code": unit.id})
    if not unit.name_vi or not unit.name_en:
        yield Fault("", NO_NAME, {"unit": unit.id})
    if unit.institution_type not in types:
        yield Fault("", NO_TYPE, {"type": unit.institution_type, "types": tuple(types)})


def _parents(act: Act) -> list[tuple[str, str]]:
    given = [(unit.id, unit.parent) for unit in _founded(act)]
    if isinstance(act, Change):
        given.append((act.unit, act.parent))
    return [(unit, parent) for unit, parent in given if parent]


def _parent_faults(connection: Connection, unit: str, parent: str, on: date) -> Iterator[Fault]:
    """A parent is in being, and nobody is above himself, by however many steps."""
    try:
        require_in_being(connection, [parent], on)
    except ReportError as missing:
        yield from missing.faults
    above: str | None = parent
    seen: set[str] = set()
    while above and above not in seen:
        if above == unit:
            yield Fault("", NO_PARENT, {"unit": unit})
            return
        seen.add(above)
        above = connection.scalar(select(UnitSpell.parent).where(UnitSpell.unit == above, *holds(UnitSpell, on)))
