"""A tidy sheet: one heading line that stays in sight, a row per fact, numbers as numbers and days as days."""

from collections.abc import Sequence
from typing import Final

import polars as pl
from xlsxwriter import Workbook
from xlsxwriter.utility import xl_range_abs
from xlsxwriter.worksheet import Worksheet

from dashboard.exports.cells import DAY, number_format, put
from dashboard.exports.databook.parts import Databook, Sheet
from dashboard.exports.workbook.styles import FONT, INK, Styles

A3, A4 = 8, 9
MANY: Final = 10  # columns
NARROWEST, WIDEST = 9, 46  # letters
AROUND: Final = 4  # letters, for the arrow of the filter
SAMPLE: Final = 400  # rows that tell how wide a column is


def write_sheet(book: Workbook, place: Worksheet, sheet: Sheet, styles: Styles) -> None:
    """The rows, with a filter and the first line frozen."""
    shown = sheet.rows.select(list(sheet.fields))
    for number, (name, field) in enumerate(sheet.fields.items()):
        values = shown[name]
        is_day = values.dtype == pl.Date
        look = {"font_name": FONT, "font_size": 10, "font_color": INK}
        style = book.add_format({**look, "num_format": DAY if is_day else number_format(field.column)})
        place.set_column(number, number, _width(field.column.label, values), style)
        place.write_string(0, number, field.column.label, styles["header"])
        for row, value in enumerate(values, start=1):
            if value is not None:
                put(place, row, number, value, style)
    place.set_row(0, 30)
    place.autofilter(0, 0, max(shown.height, 1), len(sheet.fields) - 1)
    place.freeze_panes(1, min(2, len(sheet.fields) - 1))
    place.repeat_rows(0)


def print_set_up(place: Worksheet, book: Databook, columns: int = 1) -> None:
    """A4 across, A3 for many columns, as wide as the page, with notices and origin on every page."""
    place.set_paper(A3 if columns > MANY else A4)
    place.set_landscape()
    place.fit_to_pages(1, 0)
    place.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.7)
    place.set_header(f"&L&8{_plain(book.title)}&R&8&B{_plain(' · '.join(book.notices))}")
    place.set_footer(f"&L&8{_plain(book.origin)[:200]}&R&8&P/&N")


def cells(sheet: Sheet, field: str) -> str:
    """Where the values of a field stand, for a formula on another sheet."""
    column = list(sheet.fields).index(field)
    return f"'{sheet.name}'!{xl_range_abs(1, column, max(sheet.rows.height, 1), column)}"


def _plain(text: str) -> str:
    return text.replace("&", "&&")


def _width(label: str, values: pl.Series) -> float:
    longest = max((len(str(value)) for value in values.head(SAMPLE) if isinstance(value, str)), default=0)
    return min(max(longest, _longest(label.split()) + AROUND, NARROWEST), WIDEST)


def _longest(parts: Sequence[str]) -> int:
    return max(map(len, parts), default=0)
