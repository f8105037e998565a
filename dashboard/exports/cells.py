"""Cells of files that spreadsheet programs open: nothing that somebody wrote becomes a formula."""

from datetime import date
from typing import Any, Final

from xlsxwriter.worksheet import Worksheet

from dashboard.figures import Column

# A cell that begins so is a formula to a spreadsheet.
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
# Excel splits a file by the list separator of its machine, which follows the decimal sign.
SEPARATORS: Final = {"vi": ";", "en": ","}
# Text stays text, whatever it begins with.
OPTIONS: Final = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
DAY: Final = "dd/mm/yyyy"


def harmless(text: str) -> str:
    """The text, with a mark before it where a spreadsheet would take it for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


def put(sheet: Worksheet, row: int, column: int, value: Any, style: Any) -> None:  # noqa: ANN401 - cells of any type
    """A number as a number, a day as a day, nothing as an empty cell, and everything else as text."""
    match value:
        case None:
            sheet.write_blank(row, column, None, style)
        case bool() | str():
            sheet.write_string(row, column, str(value), style)
        case int() | float():
            sheet.write_number(row, column, value, style)
        case date():
            sheet.write_datetime(row, column, value, style)
        case _:
            sheet.write_string(row, column, str(value), style)


def number_format(column: Column) -> str:
    """How a spreadsheet shows the values of a column."""
    places = "0" * (2 if column.decimals is None else column.decimals)
    point = f".{places}" if column.decimals else (".##" if column.decimals is None else "")
    return {"text": "@", "number": f"#,##0{point}", "percent": f"0.{places}%" if column.decimals else "0%"}[
        column.shows
    ]
