"""Acts are carried out: all or none, by whom may do it, each with its entry in the log."""

import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Connection, and_, select

from store import clusters, events
from store.acting import Acting, note, still
from store.acts import Act, Change, Close, Create, Join, Merge, RenameCluster, Reopen, Split
from store.days import holds
from store.engine import bump
from store.faults import Fault, ReportError
from store.objections import objections
from store.register import add_units
from store.schema import ClusterSpell, Unit, UnitSpell

SUBJECT: Final = 200  # letters of the codes that stand as an entry's subject; all of them are in `before` and `after`


def carry_out(
    connection: Connection, acting: Acting, acts: Sequence[Act], types: Collection[str], at: datetime
) -> None:
    """All of them in their order or none, each with its entry in the log; ReportError names everything in the way.

    `types` are the institution types that there are.
    """
    still(connection, acting, "administer")
    faults: list[Fault] = []
    for number, act in enumerate(acts, start=1):
        trial = connection.begin_nested()
        try:
            _perform(connection, acting, act, types, at)
        except ReportError as refused:
            trial.rollback()
            place = f"{number}" if len(acts) > 1 else ""
            faults += [replace(fault, place=fault.place or place) for fault in refused.faults]
        else:
            trial.commit()
    if faults:
        raise ReportError(faults)
    bump(connection)


def standing(connection: Connection, units: Collection[str], on: date) -> str:
    """What the register says of units on a day, as JSON: what the log keeps."""
    spells = select(
        UnitSpell.unit,
        *(UnitSpell.name_vi, UnitSpell.name_en, UnitSpell.institution_type, UnitSpell.province, UnitSpell.parent),
        *(ClusterSpell.cluster, Unit.closed),
    )
    belongs = and_(ClusterSpell.unit == UnitSpell.unit, *holds(ClusterSpell, on))
    asked = spells.join(Unit, Unit.id == UnitSpell.unit).outerjoin(ClusterSpell, belongs)
    asked = asked.where(UnitSpell.unit.in_(units), *holds(UnitSpell, on)).order_by(UnitSpell.unit)
    found = {row["unit"]: {k: str(v) for k, v in row.items() if v} for row in connection.execute(asked).mappings()}
    return json.dumps(found, ensure_ascii=False)


def _perform(connection: Connection, acting: Acting, act: Act, types: Collection[str], at: datetime) -> None:
    faults = list(objections(connection, act, types))
    if faults:
        raise ReportError(faults)
    units = act.touched or _members(connection, act)
    before = standing(connection, units, act.on)
    name, perform = PERFORMED[type(act)]
    perform(connection, act)
    after = {"on": str(act.on), "act": act.act, "units": json.loads(standing(connection, units, act.on))}
    note(connection, acting, at, name, " ".join(units)[:SUBJECT], before, json.dumps(after, ensure_ascii=False))


def _members(connection: Connection, act: Act) -> tuple[str, ...]:
    if not isinstance(act, RenameCluster):
        return ()
    there = select(ClusterSpell.unit).where(ClusterSpell.cluster == act.cluster, *holds(ClusterSpell, act.on))
    return tuple(connection.scalars(there.order_by(ClusterSpell.unit)))


def _create(connection: Connection, act: Create) -> None:
    add_units(connection, [act.unit])
    events.record(connection, "open", act.on, act.act, [(act.unit.id, act.unit.id)])


def _merge(connection: Connection, act: Merge) -> None:
    if act.founded:
        _create(connection, Create(on=act.on, act=act.act, unit=act.founded))
    events.merge(connection, act.parts, act.into, act.on, act.act)


def _split(connection: Connection, act: Split) -> None:
    for unit in act.founded:
        _create(connection, Create(on=act.on, act=act.act, unit=unit))
    events.split(connection, act.unit, act.into, act.on, act.act)


def _join(connection: Connection, act: Join) -> None:
    clusters.join(connection, act.units, act.cluster, (act.name_vi, act.name_en), act.on, act.act)


def _rename_cluster(connection: Connection, act: RenameCluster) -> None:
    clusters.rename(connection, act.cluster, (act.name_vi, act.name_en), act.on, act.act)


# Of each kind of act the word that the log has for it, and what does it.
PERFORMED: Final[dict[type[Act], tuple[str, Callable[[Connection, Any], None]]]] = {
    Create: ("create unit", _create),
    Change: ("change unit", lambda connection, a: events.change(connection, a.unit, a.new, a.on, a.act)),
    Merge: ("merge units", _merge),
    Split: ("split unit", _split),
    Close: ("close unit", lambda connection, a: events.close(connection, a.unit, a.on, a.act)),
    Reopen: ("reopen unit", lambda connection, a: events.reopen(connection, a.unit, a.on, a.act)),
    Join: ("change cluster", _join),
    RenameCluster: ("rename cluster", _rename_cluster),
}
