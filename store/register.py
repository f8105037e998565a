"""Who reports and when, as it enters the store: places, units, clusters, rounds; and what becomes of units."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, time
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, select, update

from catalogue import Membership
from catalogue.folding import fold
from catalogue.geography import Geography
from store.engine import bump
from store.events import close, merge, move_unit, rename, split
from store.faults import N_, Fault, ReportError
from store.schema import ClusterSpell, Province, Round, StoreState, Unit, UnitSpell

__all__ = [
    "RoundGiven",
    "UnitGiven",
    "add_clusters",
    "add_rounds",
    "add_units",
    "close",
    "keep_places",
    "mark_demonstration",
    "merge",
    "move_unit",
    "rename",
    "split",
]


@dataclass(frozen=True, slots=True)
class UnitGiven:
    """An institution as registered; `province` is the code that it has at the end of its life, or now."""

    id: str
    name_vi: str
    name_en: str
    institution_type: str
    province: str | None
    opened: date
    closed: date | None = None
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class RoundGiven:
    """A reporting period; `closes` is the last day on which a report is taken, None while nobody has set it."""

    id: str
    name_vi: str
    name_en: str
    calendar: str
    starts: date
    ends: date
    opens: date
    due: date
    appraisal_due: date | None = None
    closes: date | None = None
    due_time: time | None = None
    closes_time: time | None = None


def mark_demonstration(connection: Connection, today: date) -> None:
    """From now on all that the store holds is invented, and its calendar stands at `today`."""
    connection.execute(update(StoreState).values(demonstration=True, today=today))
    bump(connection)


def keep_places(connection: Connection, geography: Geography) -> None:
    """The provinces of all times; those that are kept take what changed, such as the day on which they ended."""
    fields = ("code", "valid_from", "valid_to", "name_vi", "name_en", "kind", "region")
    given = {(p.code, p.valid_from): {field: getattr(p, field) for field in fields} for p in geography.provinces}
    table = Province.__table__
    kept = {(row.code, row.valid_from): dict(row._mapping) for row in connection.execute(select(table))}  # noqa: SLF001 - the row as a mapping, by SQLAlchemy's public name
    added = [row for key, row in given.items() if key not in kept]
    changed = [row for key, row in given.items() if key in kept and kept[key] != row]
    if added:
        connection.execute(insert(Province), added)
    if changed:
        this = (Province.code == bindparam("_code"), Province.valid_from == bindparam("_from"))
        new: dict[str, Any] = {field: bindparam(field) for field in fields[2:]}
        rows = [{"_code": row["code"], "_from": row["valid_from"], **row} for row in changed]
        connection.execute(update(Province).where(*this).values(new), rows)
    if added or changed:
        bump(connection)


def add_units(connection: Connection, units: Sequence[UnitGiven]) -> None:
    """Units that were not there, each with one spell; ReportError names every code taken and every unknown place."""
    known = set(connection.scalars(select(Unit.id)))
    provinces = connection.execute(select(Province.code, Province.valid_from, Province.valid_to)).all()
    places = {unit.id: _province_day(unit, provinces) for unit in units}
    faults = [
        Fault("", N_("Unit {unit} is in the register already. Use another code."), {"unit": unit.id})
        for unit in units
        if unit.id in known
    ]
    faults += [
        Fault(
            "",
            N_("Unit {unit}: no province had the code {province} in its time. Use a code of the list of provinces."),
            {"unit": unit.id, "province": unit.province},
        )
        for unit in units
        if unit.province and places[unit.id] is None
    ]
    if faults:
        raise ReportError(faults)
    if units:
        connection.execute(insert(Unit), [{"id": u.id, "opened": u.opened, "closed": u.closed} for u in units])
        connection.execute(insert(UnitSpell), [_first_spell(unit, places[unit.id]) for unit in units])
        bump(connection)


def add_clusters(connection: Connection, members: Iterable[Membership]) -> None:
    """Times in clusters that are not kept yet; those of units that the register does not have are left out."""
    units = set(connection.scalars(select(Unit.id)))
    kept = {tuple(row) for row in connection.execute(select(ClusterSpell.unit, ClusterSpell.valid_from))}
    fields = ("unit", "valid_from", "valid_to", "cluster", "name_vi", "name_en")
    rows = [
        {field: getattr(member, field) for field in fields}
        for member in members
        if member.unit in units and (member.unit, member.valid_from) not in kept
    ]
    if rows:
        connection.execute(insert(ClusterSpell), rows)
        bump(connection)


def add_rounds(connection: Connection, rounds: Sequence[RoundGiven]) -> None:
    """Rounds that were not there; ReportError names every one that was."""
    ids = [round_.id for round_ in rounds]
    taken = connection.scalars(select(Round.id).where(Round.id.in_(ids)).order_by(Round.id)).all()
    if taken:
        sentence = N_("There is a round {round} already. Use another name.")
        raise ReportError(Fault("", sentence, {"round": id_}) for id_ in taken)
    if rounds:
        connection.execute(insert(Round), [{**asdict(round_), "data_version": 0} for round_ in rounds])
        bump(connection, ids)


def _province_day(unit: UnitGiven, provinces: Sequence[Row[str, date, date | None]]) -> date | None:
    """The first day of the province of that code which the unit saw last: codes were given to other provinces."""
    days = (
        valid_from
        for code, valid_from, valid_to in provinces
        if code == unit.province
        and (valid_to is None or unit.opened <= valid_to)
        and (unit.closed is None or valid_from <= unit.closed)
    )
    return max(days, default=None)


def _first_spell(unit: UnitGiven, province_from: date | None) -> Mapping[str, Any]:
    return {
        "unit": unit.id,
        "valid_from": unit.opened,
        "valid_to": unit.closed,
        "name_vi": unit.name_vi,
        "name_en": unit.name_en,
        "folded": fold(f"{unit.name_vi} {unit.name_en}"),
        "institution_type": unit.institution_type,
        "province": unit.province,
        "province_from": province_from,
        "parent": unit.parent,
    }
