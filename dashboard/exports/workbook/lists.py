"""The drop-down lists of a workbook stand in columns of a hidden sheet, where they may be long."""

from collections.abc import Sequence

from xlsxwriter.utility import xl_range_abs
from xlsxwriter.worksheet import Worksheet

from dashboard.words import Words
from store.workbook.layout import LISTS


class Lists:
    """One column for each different list."""

    def __init__(self, sheet: Worksheet) -> None:
        self.sheet = sheet
        self._columns: dict[tuple[str, ...], int] = {}

    def rule(self, texts: Sequence[str], words: Words) -> dict[str, object]:
        """A validation rule that offers the texts and takes nothing else."""
        key = tuple(texts)
        if key not in self._columns:
            self._columns[key] = len(self._columns)
            self.sheet.write_column(0, self._columns[key], key)
        column = self._columns[key]
        return {
            "validate": "list",
            "source": f"='{LISTS}'!{xl_range_abs(0, column, len(key) - 1, column)}",
            "error_title": words("Choose from the list"),
            "error_message": words("Open the list with the arrow beside the cell and choose one line."),
        }
