"""A workbook goes back to whoever sent it, the same file, with a note in each cell to be mended and a list of them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Final

from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font
from openpyxl.utils.exceptions import InvalidFileException

from dashboard.words import Words
from store.faults import Fault
from store.workbook.layout import TO_MEND
from store.workbook.safety import check

AUTHOR: Final = "thidua"
LARGEST: Final = 2_000_000  # a filled workbook has a hundredth of this; what is larger is told in words alone
WIDTHS: Final = {"A": 24, "B": 110}
NOTE: Final = {"width": 420, "height": 120}  # points on the screen


def returned(data: bytes, faults: Sequence[Fault], words: Words) -> bytes | None:
    """The file with its notes; None where no fault is of a cell, or the file is none to be opened again.

    Notes and list of an earlier return are taken away, so that what was mended looks mended.
    """
    cells = _by_cell(faults)
    if not cells or len(data) > LARGEST:
        return None
    check(data)
    try:
        book = load_workbook(BytesIO(data))
    except (InvalidFileException, KeyError, ValueError):
        return None
    _clean(book)
    for (sheet, cell), here in cells.items():
        if sheet in book.sheetnames:
            book[sheet][cell].comment = _note(here, words)
    _list(book, faults, words)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _by_cell(faults: Iterable[Fault]) -> dict[tuple[str, str], list[Fault]]:
    found: dict[tuple[str, str], list[Fault]] = defaultdict(list)
    for fault in faults:
        sheet, mark, cell = fault.place.rpartition("!")
        if mark and cell:
            found[sheet, cell].append(fault)
    return found


def _clean(book: Workbook) -> None:
    for name in set(TO_MEND.both) & set(book.sheetnames):
        del book[name]
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.comment is not None and cell.comment.author == AUTHOR:
                    cell.comment = None


def _note(faults: Iterable[Fault], words: Words) -> Comment:
    return Comment("\n".join(words(fault.sentence, **fault.values) for fault in faults), AUTHOR, **NOTE)


def _list(book: Workbook, faults: Sequence[Fault], words: Words) -> None:
    """The first sheet: every fault, those of a cell with a link to it."""
    sheet = book.create_sheet(TO_MEND.text(words.language), 0)
    sheet.append([words("Cell"), words("What to mend")])
    for fault in faults:
        sheet.append([fault.place, words(fault.sentence, **fault.values)])
        name, mark, cell = fault.place.rpartition("!")
        if mark:
            link = sheet.cell(sheet.max_row, 1)
            link.hyperlink = f"#'{name}'!{cell}"
            link.style = "Hyperlink"
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for column, width in WIDTHS.items():
        sheet.column_dimensions[column].width = width
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.data_type = "s"  # names of sheets and what was typed are theirs: nothing becomes a formula
    sheet.freeze_panes = "A2"
    book.active = 0
