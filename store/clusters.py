"""Emulation clusters: which units belong to which from a day on. Old times end; nothing that was is edited away."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, insert, or_, select, update

from store.days import holds
from store.engine import bump
from store.events import require_in_being
from store.faults import N_, Fault, ReportError
from store.schema import ClusterSpell, Unit

Names = tuple[str, str]  # Vietnamese, English


def join(connection: Connection, units: Sequence[str], cluster: str | None, names: Names, on: date, act: str) -> None:
    """From a day on the units are in this cluster, or in none; `names` are needed where nobody is in it yet."""
    require_in_being(connection, units, on)
    _require_nothing_later(connection, units, on)
    named = _names(connection, cluster, names, on) if cluster else names
    belong = select(ClusterSpell.unit, ClusterSpell.cluster).where(
        ClusterSpell.unit.in_(units), *holds(ClusterSpell, on)
    )
    now = {row.unit: row.cluster for row in connection.execute(belong)}
    sentence = N_("Unit {unit} is in that cluster already.") if cluster else N_("Unit {unit} is in no cluster.")
    staying = [unit for unit in units if now.get(unit) == cluster]
    if staying:
        raise ReportError(Fault("", sentence, {"unit": unit}) for unit in staying)
    _end(connection, units, on)
    if cluster:
        ends = {
            row.id: row.closed for row in connection.execute(select(Unit.id, Unit.closed).where(Unit.id.in_(units)))
        }
        rows = [_row(unit, on, ends[unit], cluster, named, act) for unit in units]
        connection.execute(insert(ClusterSpell), rows)
    bump(connection)


def rename(connection: Connection, cluster: str, names: Names, on: date, act: str) -> None:
    """From a day on the cluster has other names, for all who are in it."""
    there = (ClusterSpell.cluster == cluster, or_(ClusterSpell.valid_to.is_(None), ClusterSpell.valid_to >= on))
    rows = connection.execute(select(ClusterSpell.unit, ClusterSpell.valid_to).where(*there).order_by("unit")).all()
    if not rows:
        sentence = N_("Nobody is in cluster {cluster} on {day}. Use the code of a cluster of that day.")
        raise ReportError([Fault("", sentence, {"cluster": cluster, "day": on})])
    units = [row.unit for row in rows]
    _require_nothing_later(connection, units, on)
    _end(connection, units, on)
    connection.execute(insert(ClusterSpell), [_row(row.unit, on, row.valid_to, cluster, names, act) for row in rows])
    bump(connection)


def _names(connection: Connection, cluster: str, names: Names, on: date) -> Names:
    """Those that the cluster has; a cluster that begins takes the given ones."""
    columns = (ClusterSpell.name_vi, ClusterSpell.name_en)
    known = select(*columns).where(ClusterSpell.cluster == cluster, *holds(ClusterSpell, on)).limit(1)
    row = connection.execute(known).one_or_none()
    kept = None if row is None else (row.name_vi, row.name_en)
    if kept is None and not all(names):
        sentence = N_("Cluster {cluster} is new on {day}. Enter its names in Vietnamese and in English.")
        raise ReportError([Fault("", sentence, {"cluster": cluster, "day": on})])
    if kept is not None and any(names) and names != kept:
        sentence = N_("Cluster {cluster} is called “{name}”. Rename it first, by an act of its own.")
        raise ReportError([Fault("", sentence, {"cluster": cluster, "name": kept[0]})])
    return kept or names


def _require_nothing_later(connection: Connection, units: Sequence[str], on: date) -> None:
    later = select(ClusterSpell.unit, ClusterSpell.valid_from)
    later = later.where(ClusterSpell.unit.in_(units), ClusterSpell.valid_from >= on)
    rows = connection.execute(later.order_by(ClusterSpell.unit, ClusterSpell.valid_from)).all()
    if rows:
        sentence = N_("Unit {unit} changes its cluster on {day} already. Choose a later day.")
        raise ReportError(Fault("", sentence, {"unit": unit, "day": day}) for unit, day in rows)


def _end(connection: Connection, units: Sequence[str], on: date) -> None:
    running = (ClusterSpell.unit.in_(units), *holds(ClusterSpell, on))
    connection.execute(update(ClusterSpell).where(*running).values(valid_to=on - timedelta(days=1)))


def _row(unit: str, on: date, until: date | None, cluster: str, names: Names, act: str) -> dict[str, Any]:
    name_vi, name_en = names
    return {
        "unit": unit,
        "valid_from": on,
        "valid_to": until,
        "cluster": cluster,
        "name_vi": name_vi,
        "name_en": name_en,
        "act": act,
    }
