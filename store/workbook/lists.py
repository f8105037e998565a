"""A list that somebody filled in, as a workbook or as CSV: rows below headings, each cell with its place."""

import csv
import io
from collections.abc import Mapping
from itertools import islice
from typing import Final

from store.faults import N_, Fault, ReportError
from store.workbook.cells import TOO_MUCH, Cell, Sheet, read_sheets
from store.workbook.layout import Column, Label, cell_name
from store.workbook.safety import LAST_COLUMN, LAST_ROW, OLE
from store.workbook.tables import Table, find_table

PACKED: Final = b"PK"
LARGEST_TEXT: Final = 2_000_000
MOST_FIELDS: Final = 200_000  # filled or not
SEPARATORS: Final = ";\t,"
TOO_LARGE: Final = N_("The file has {size} MB; up to {most} MB are taken. Send it in parts.")
NOT_UTF8: Final = N_("The letters of the file cannot be read. Save it as “CSV UTF-8” or as .xlsx.")
NO_TABLE: Final = N_("The file cannot be read as a table. Save it again as “CSV UTF-8” or as .xlsx.")
TOO_LONG: Final = N_("The table reaches beyond row {row} or beyond column {column}. Send it in parts.")
NO_HEADINGS: Final = N_("No row has the headings {headings}. Take the template, and leave its first row as it is.")


def read_list(data: bytes, name: str, columns: Mapping[str, Column]) -> Table:
    """The rows below the headings of all `columns`, in whatever order these stand; `name` is the file's.

    ReportError where the file is harmful, damaged, or has no such headings.
    """
    sheets = read_sheets(data) if data.startswith((PACKED, OLE)) else (text_sheet(data, name),)
    table = find_table(sheets, Label("", ""), columns, tuple(columns))
    if table is None:
        headings = tuple(f"“{column.heading.vi}” ({column.heading.en})" for column in columns.values())
        raise ReportError([Fault("", NO_HEADINGS, {"headings": headings})])
    return table


def text_sheet(data: bytes, name: str) -> Sheet:
    """The cells of a CSV in UTF-8, with a byte-order mark or without; ReportError where it is no table of fair size."""
    if len(data) > LARGEST_TEXT:
        raise ReportError([Fault("", TOO_LARGE, {"size": round(len(data) / 1e6, 1), "most": LARGEST_TEXT / 1e6})])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ReportError([Fault("", NOT_UTF8)]) from error
    if "\0" in text:
        raise ReportError([Fault("", NO_TABLE)])
    head = next(iter(text.splitlines()), "")
    try:
        lines = csv.reader(io.StringIO(text, newline=""), delimiter=max(SEPARATORS, key=head.count))
        rows = list(islice(lines, LAST_ROW + 1))
    except csv.Error as error:
        raise ReportError([Fault("", NO_TABLE)]) from error
    if len(rows) > LAST_ROW or any(len(row) > LAST_COLUMN for row in rows):
        raise ReportError([Fault("", TOO_LONG, {"row": LAST_ROW, "column": LAST_COLUMN})])
    if sum(map(len, rows)) > MOST_FIELDS:
        raise ReportError([Fault("", TOO_MUCH)])
    return Sheet(
        name,
        {
            (number, column): Cell(f"{name}!{cell_name(number, column)}", "text", cell.strip())
            for number, row in enumerate(rows)
            for column, cell in enumerate(row)
            if cell.strip()
        },
    )
