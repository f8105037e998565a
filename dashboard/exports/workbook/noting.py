"""A workbook with notes in its cells and a list of them as its first sheet; runs alone in a limited process.

Its input is a line of JSON, as `dashboard.exports.workbook.returning` writes it, and then the workbook.
"""

import json
import sys
from io import BytesIO
from typing import Any, Final

from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font

AUTHOR: Final = "thidua"
WIDTHS: Final = {"A": 24, "B": 110}
NOTE: Final = {"width": 420, "height": 120}  # points on the screen


def noted(data: bytes, told: dict[str, Any]) -> bytes:
    """The workbook with the notes of `told`; those of an earlier return are taken away."""
    book = load_workbook(BytesIO(data))
    _clean(book, told["lists"])
    for sheet, cell, text in told["notes"]:
        if sheet in book.sheetnames:
            book[sheet][cell].comment = Comment(text, AUTHOR, **NOTE)
    _list(book, told["lists"][0], told["heads"], told["lines"])
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _clean(book: Workbook, lists: list[str]) -> None:
    for name in set(lists) & set(book.sheetnames):
        del book[name]
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.comment is not None and cell.comment.author == AUTHOR:
                    cell.comment = None


def _list(book: Workbook, name: str, heads: list[str], lines: list[list[str]]) -> None:
    """The first sheet: every fault, those of a cell with a link to it."""
    sheet = book.create_sheet(name, 0)
    sheet.append(heads)
    for place, sentence in lines:
        sheet.append([place, sentence])
        there, mark, cell = place.rpartition("!")
        if mark:
            link = sheet.cell(sheet.max_row, 1)
            link.hyperlink = f"#'{there}'!{cell}"
            link.style = "Hyperlink"
    for head in sheet[1]:
        head.font = Font(bold=True)
    for column, width in WIDTHS.items():
        sheet.column_dimensions[column].width = width
    for row in sheet.iter_rows(min_row=2):
        for each in row:
            each.alignment = Alignment(wrap_text=True, vertical="top")
            each.data_type = "s"  # names of sheets and what was typed are theirs: nothing becomes a formula
    sheet.freeze_panes = "A2"
    book.active = 0


if __name__ == "__main__":
    head, _, workbook = sys.stdin.buffer.read().partition(b"\n")
    sys.stdout.buffer.write(noted(workbook, json.loads(head)))
