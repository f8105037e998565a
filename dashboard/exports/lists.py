"""Plain lists as files: CSV as Excel opens it, and a workbook; nothing in them becomes a formula."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from dashboard.exports.cells import OPTIONS, SEPARATORS, harmless
from dashboard.words import Words

HEAD: Final = {"bold": True, "bg_color": "#e4ecf5", "border": 1, "border_color": "#b8c4d2", "text_wrap": True}
CELL: Final = {"valign": "top", "text_wrap": True, "num_format": "@"}


@dataclass(frozen=True)
class List:
    """A sheet: its name, its headings with their widths in letters, its rows; `choices` are offered in a column."""

    name: str
    heads: Sequence[tuple[str, float]]
    rows: Sequence[Sequence[str]]
    choices: Sequence[tuple[int, Sequence[str]]] = ()


def as_csv(of: List, words: Words) -> bytes:
    """With a byte-order mark and the separator of the language."""
    target = io.StringIO()
    writer = csv.writer(target, delimiter=SEPARATORS[words.language], lineterminator="\r\n")
    writer.writerow([head for head, _ in of.heads])
    writer.writerows([harmless(cell) for cell in row] for row in of.rows)
    return target.getvalue().encode("utf-8-sig")


def as_workbook(lists: Iterable[List]) -> bytes:
    """A sheet for each list, in which all cells are text."""
    target = io.BytesIO()
    with Workbook(target, OPTIONS) as book:
        head, cell = book.add_format(HEAD), book.add_format(CELL)
        for each in lists:
            sheet = book.add_worksheet(each.name)
            for column, (text, width) in enumerate(each.heads):
                sheet.set_column(column, column, width, cell)
                sheet.write_string(0, column, text, head)
            for number, row in enumerate(each.rows, start=1):
                for column, text in enumerate(row):
                    sheet.write_string(number, column, text, cell)
            _finish(sheet, each)
    return target.getvalue()


def _finish(sheet: Worksheet, of: List) -> None:
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    for column, choices in of.choices:
        sheet.data_validation(1, column, 5_000 - 1, column, {"validate": "list", "source": list(choices)})
