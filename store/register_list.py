"""The register as a list: each row becomes an act, or says that nothing is to be done."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import Connection, Engine

from store.acting import NO_LONGER, Acting
from store.acts import Act, Change, Create
from store.engine import reading
from store.faults import N_, Fault, ReportError
from store.foresight import Effect, foresee
from store.objections import NO_ACT, NO_CODE, NO_NAME, NO_PARENT, NO_TYPE
from store.queries.register import spells
from store.register import UnitGiven
from store.workbook.layout import Column, Label
from store.workbook.lists import read_list
from store.workbook.tables import Row

COLUMNS: Final[Mapping[str, Column]] = {
    "unit": Column(Label("Mã đơn vị", "Code"), 16),
    "name_vi": Column(Label("Tên tiếng Việt", "Name in Vietnamese"), 46),
    "name_en": Column(Label("Tên tiếng Anh", "Name in English"), 46),
    "institution_type": Column(Label("Loại hình", "Institution type"), 20),
    "province": Column(Label("Mã tỉnh", "Province code"), 12),
    "parent": Column(Label("Mã đơn vị chủ quản", "Code of the superior unit"), 20),
    "on": Column(Label("Ngày hiệu lực", "Takes effect on"), 16),
    "act": Column(Label("Số văn bản", "Number of the document"), 22),
}
FIELDS: Final = ("name_vi", "name_en", "institution_type", "province", "parent")
# The column that is to be mended where a row is refused so; any other refusal stands at the code.
MENDED: Final = {
    NO_ACT: "act",
    NO_CODE: "unit",
    NO_NAME: "name_vi",
    NO_TYPE: "institution_type",
    NO_PARENT: "parent",
}
FIRST_DAY: Final = date(1899, 12, 30)  # from which spreadsheets count
LAST_DAY_NUMBER: Final = 2_958_465  # the last day of the year 9999

NO_LINES: Final = N_("The list has no line below its headings.")
TWICE: Final = N_("{name} stands in {place} already. Keep one of the two lines.")
NO_DATE: Final = N_("“{text}” is no day. Write it as 31/12/2026.")


@dataclass(frozen=True)
class Line:
    """A row as it was written, with the place of each cell; `on` is None where there is no day."""

    texts: Mapping[str, str]
    on: date | None
    places: Mapping[str, str]


@dataclass(frozen=True)
class Plan:
    """The acts of a list with the row of each, how many rows are so already, and what in others is no act."""

    acts: tuple[Act, ...]
    lines: tuple[Line, ...]
    same: int
    faults: tuple[Fault, ...]


def read_lines(data: bytes, name: str) -> tuple[Line, ...]:
    """The rows of a workbook or CSV file; ReportError where it cannot be read as such a list."""
    found = tuple(_line(row) for row in read_list(data, name, COLUMNS).rows() if not row.is_empty())
    if not found:
        raise ReportError([Fault("", NO_LINES)])
    return found


def planned(connection: Connection, lines: Sequence[Line]) -> Plan:
    """What each row means: a unit that was not there, another name or place of one that was, or nothing."""
    known: dict[str, list[Mapping[str, object]]] = {}
    for row in spells(connection).iter_rows(named=True):
        known.setdefault(row["unit"], []).append(row)
    first: dict[str, str] = {}
    acts: list[tuple[Act, Line]] = []
    faults: list[Fault] = []
    same = 0
    for line in lines:
        unit, place = line.texts["unit"], line.places["unit"]
        if unit in first:
            faults.append(Fault(place, TWICE, {"name": unit, "place": first[unit]}))
            continue
        first[unit] = place
        changed = _changed(line, known[unit]) if unit in known else None
        if changed == {}:
            same += 1
        elif line.on is None:
            faults.append(Fault(line.places["on"], NO_DATE, {"text": line.texts["on"]}))
        else:
            acts.append((_act(line, line.on, changed), line))
    return Plan(tuple(act for act, _ in acts), tuple(line for _, line in acts), same, tuple(faults))


def plan(engine: Engine, lines: Sequence[Line]) -> Plan:
    """As `planned`, of this moment."""
    with reading(engine) as connection:
        return planned(connection, lines)


def foreseen(
    engine: Engine, acting: Acting, of: Plan, types: Collection[str], reporting: Collection[str], at: datetime
) -> Effect | None:
    """The effect of all rows, None where they have none; nothing is kept. ReportError names every fault at its cell."""
    faults = list(of.faults)
    effect = None
    if of.acts:
        try:
            effect = foresee(engine, acting, of.acts, types, reporting, at)
        except ReportError as refused:
            faults += [_placed(fault, of.lines) for fault in refused.faults]
    if faults:
        raise ReportError(faults)
    return effect


def _line(row: Row) -> Line:
    texts = {key: row.text(key).strip() for key in COLUMNS}
    if len(texts["province"]) == 1:  # a spreadsheet takes the zero before a figure away
        texts["province"] = texts["province"].zfill(2)
    cell = row.cell("on")
    return Line(texts, _day(cell.value if cell else ""), {key: row.place(key) for key in COLUMNS})


def _day(value: float | str) -> date | None:
    """A day as a spreadsheet counts it, or written with the day or the year first."""
    if not isinstance(value, str):
        return FIRST_DAY + timedelta(days=int(value)) if 0 < value <= LAST_DAY_NUMBER else None
    text = value.strip()
    try:
        if "/" in text:
            day, month, year = (int(part) for part in text.split("/"))
            return date(year, month, day)
        return date.fromisoformat(text)
    except ValueError:
        return None


def _changed(line: Line, known: Sequence[Mapping[str, object]]) -> dict[str, str]:
    """What is otherwise than the register has it on the day; where none is given, than it had it last."""
    before = [row for row in known if line.on is None or row["valid_from"] <= line.on]  # type: ignore[operator]
    spell = (before or known)[-1]
    return {field: line.texts[field] for field in FIELDS if line.texts[field] != (spell[field] or "")}


def _act(line: Line, on: date, changed: Mapping[str, str] | None) -> Act:
    texts = line.texts
    if changed is not None:
        return Change(on=on, act=texts["act"], unit=texts["unit"], **changed)
    names = (texts["unit"], texts["name_vi"], texts["name_en"], texts["institution_type"])
    given = UnitGiven(*names, texts["province"] or None, on, parent=texts["parent"] or None)
    return Create(on=on, act=texts["act"], unit=given)


def _placed(fault: Fault, lines: Sequence[Line]) -> Fault:
    """The fault of an act, which names the act by its number or not at all if it is the only one, at a cell."""
    if fault.sentence == NO_LONGER:
        return replace(fault, place="")
    line = lines[int(fault.place or 1) - 1]
    column = MENDED.get(fault.sentence, "province" if "province" in fault.values else "unit")
    about = fault.values.get("unit")
    if column == "unit" and about == line.texts["parent"] != line.texts["unit"]:
        column = "parent"
    elif column == "name_vi" and line.texts["name_vi"]:
        column = "name_en"
    return replace(fault, place=line.places[column])
