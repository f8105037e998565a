"""A sheet's table found by its headings, wherever its rows and columns were moved to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from catalogue.folding import fold
from store.faults import N_
from store.workbook.cells import Cell, Sheet
from store.workbook.layout import Column, Label

UNLISTED = N_("“{text}” is not on the list. Choose one of: {choices}.")


@dataclass(frozen=True)
class Row:
    """One row below the headings; `number` counts from 0."""

    sheet: Sheet
    number: int
    columns: Mapping[str, int]

    def cell(self, key: str) -> Cell | None:
        """What stands under a heading; None where the cell is empty or the column was deleted."""
        return self.sheet.cells.get((self.number, self.columns[key])) if key in self.columns else None

    def text(self, key: str) -> str:
        """The content as text, empty where there is none."""
        cell = self.cell(key)
        return cell.text if cell else ""

    def place(self, key: str) -> str:
        """The cell's name, for a fault; the first column stands in for one that was deleted."""
        return self.sheet.place(self.number, self.columns.get(key, min(self.columns.values())))

    def is_empty(self, *but: str) -> bool:
        """Whether nothing stands in any column, apart from those named."""
        return not any(self.cell(key) for key in self.columns if key not in but)


@dataclass(frozen=True)
class Table:
    """The rows below a line of headings; `columns` says where each heading stands."""

    sheet: Sheet
    header: int
    columns: Mapping[str, int]

    def rows(self) -> Iterator[Row]:
        """Every row that holds something, from the top."""
        for number in sorted({row for row, _ in self.sheet.cells if row > self.header}):
            yield Row(self.sheet, number, self.columns)


def find_table(
    sheets: tuple[Sheet, ...], name: Label, columns: Mapping[str, Column], needed: tuple[str, ...]
) -> Table | None:
    """The first table with the headings `needed`, on the sheet of that name if it has one, else on any sheet."""
    names = {fold(text) for text in name.both}
    wanted = {key: [fold(name) for name in column.heading.both] for key, column in columns.items()}
    for sheet in sorted(sheets, key=lambda sheet: fold(sheet.name) not in names):
        for header, cells in sorted(_lines(sheet).items()):
            found = _headings(cells, wanted)
            if all(key in found for key in needed):
                return Table(sheet, header, found)
    return None


def choose(text: str, labels: Mapping[str, Label]) -> str | None:
    """The key that a person means: its label as written or, if none is, the only one that folds alike."""
    exact = [key for key, label in labels.items() if text in label.both]
    alike = [key for key, label in labels.items() if fold(text) in {fold(name) for name in label.both}]
    wanted = exact or alike
    return wanted[0] if len(wanted) == 1 else None


def _lines(sheet: Sheet) -> dict[int, dict[int, Cell]]:
    lines: dict[int, dict[int, Cell]] = {}
    for (row, column), cell in sheet.cells.items():
        lines.setdefault(row, {})[column] = cell
    return lines


def _headings(cells: Mapping[int, Cell], wanted: Mapping[str, list[str]]) -> dict[str, int]:
    """Heading key -> column; where one heading stands twice, the left one counts."""
    texts = {fold(cell.text): column for column, cell in sorted(cells.items(), key=lambda each: -each[0])}
    return {key: texts[name] for key, names in wanted.items() for name in names if name in texts}
