"""A workbook's bytes become sheets of cells: checked first, then parsed in a process that cannot harm this one."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from store.faults import N_, Fault, ReportError
from store.workbook import parsing
from store.workbook.confined import Died, run_confined
from store.workbook.layout import cell_name
from store.workbook.safety import check

UNREADABLE: Final = N_(
    "The workbook could not be read. Open it in Excel or LibreOffice, save it again as .xlsx and send that file."
)
TOO_MUCH: Final = N_("The file holds far more than a report or a list needs. Copy what matters into a new one.")


@dataclass(frozen=True, slots=True)
class Cell:
    """What one cell holds. `kind` is number, percent, date, text, yes_no or broken (a formula without a result)."""

    place: str
    kind: str
    value: float | str | bool

    @property
    def text(self) -> str:
        """The content as typed, as far as the file still knows it."""
        return f"{self.value:.15g}" if isinstance(self.value, float) else str(self.value)


@dataclass(frozen=True)
class Sheet:
    """The filled cells of one sheet by (row, column), both from 0."""

    name: str
    cells: Mapping[tuple[int, int], Cell]

    def place(self, row: int, column: int) -> str:
        """The name of a cell, filled or not: "Báo cáo!F12"."""
        return f"{self.name}!{cell_name(row, column)}"


def read_sheets(data: bytes) -> tuple[Sheet, ...]:
    """Every sheet of a workbook. ReportError, in words, where the file is harmful, damaged or no workbook."""
    check(data)
    try:
        parsed = json.loads(_parsed(data))
    except Died as died:
        too_much = died.code == parsing.TOO_MUCH
        raise ReportError([Fault("", TOO_MUCH if too_much else UNREADABLE)]) from died
    return tuple(_sheet(name, cells) for name, cells in parsed.items())


def _parsed(data: bytes) -> bytes:
    return run_confined(Path(parsing.__file__), data)


def _sheet(name: str, raw: list[parsing.RawCell]) -> Sheet:
    cells = {(row, column): Cell(f"{name}!{cell_name(row, column)}", kind, value) for row, column, kind, value in raw}
    return Sheet(name, cells)
