"""A CSV file becomes lines whose cells are read by name; what does not fit becomes a sentence with its place."""

import csv
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from pathlib import Path


@dataclass(frozen=True)
class Line:
    """One line of a table. Reading a cell that does not fit adds a sentence to `faults` and gives a harmless value.

    `complete` is False where there are more or fewer cells than columns: then a cell may stand under a wrong name.
    """

    place: str
    cells: Mapping[str, str]
    complete: bool
    faults: list[str]

    def blame(self, sentence: str) -> None:
        self.faults.append(f"{self.place}: {sentence}")

    def text(self, column: str) -> str:
        """The cell, which must not be empty."""
        if not self.cells[column]:
            self.blame(f"{column} is empty; write one")
        return self.cells[column]

    def one_of(self, column: str, choices: Collection[str]) -> str:
        if self.cells[column] not in choices:
            self.blame(f"no {column} '{self.cells[column]}'; choose from {', '.join(choices)}")
        return self.cells[column]

    def day(self, column: str) -> date:
        """The cell as a date, which must not be empty; the first of all days where it is none."""
        return self.optional_day(column, text=self.text(column)) or date.min

    def optional_day(self, column: str, *, text: str | None = None) -> date | None:
        """The cell as a date, None where it is empty."""
        text = self.cells[column] if text is None else text
        if not text:
            return None
        try:
            return date.fromisoformat(text)
        except ValueError:
            self.blame(f"{column} is '{text}'; write a day as 2025-07-01")
            return None

    def optional_number(self, column: str) -> float | None:
        """The cell as a number, None where it is empty."""
        if not self.cells[column]:
            return None
        try:
            return float(self.cells[column])
        except ValueError:
            self.blame(f"{column} is '{self.cells[column]}'; write a number with a point, as 3359.8")
            return None

    def whole(self, column: str) -> int:
        """The cell as a whole number from 0 up, which must not be empty; 0 where it is none."""
        text = self.text(column)
        if text and not text.isdecimal():
            self.blame(f"{column} is '{text}'; write a whole number from 0 up")
        return int(text) if text.isdecimal() else 0


def read_lines(path: Path, columns: Collection[str], faults: list[str]) -> list[Line]:
    """The lines of a table, numbered as a text editor does; none, with faults, where columns are missing or strange."""
    where = f"{path.parent.name}/{path.name}"
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file)
            header = next(reader, [])
            rows = [(reader.line_num, row) for row in reader if any(row)]
    except FileNotFoundError:
        faults.append(f"{where}: the file is missing")
        return []
    except UnicodeDecodeError:
        faults.append(f"{where}: the file is not UTF-8; save it as CSV UTF-8")
        return []
    listed = ", ".join(columns)
    wrong = [f"{where}: no column '{name}'; the columns are {listed}" for name in header if name not in columns]
    wrong += [
        f"{where}: the column '{name}' is missing; the columns are {listed}" for name in columns if name not in header
    ]
    faults += wrong
    return [] if wrong else [_line(f"{where} line {number}", header, row, faults) for number, row in rows]


def _line(place: str, header: list[str], row: list[str], faults: list[str]) -> Line:
    cells = dict(zip_longest(header, row[: len(header)], fillvalue=""))
    line = Line(place, cells, complete=len(row) == len(header), faults=faults)
    if not line.complete:
        line.blame(f"{len(row)} cells under {len(header)} columns; quote a cell that holds a comma")
    return line
