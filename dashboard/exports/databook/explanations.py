"""The last sheets: what every column means, and how the round was judged."""

from typing import Final

import polars as pl
from xlsxwriter.worksheet import Worksheet

from dashboard.exports.databook.parts import Databook
from dashboard.exports.workbook.styles import Styles, height
from dashboard.words import N_, Words

KINDS: Final = {"text": N_("text"), "number": N_("number"), "percent": N_("share of 0 to 1, shown in percent")}
HEADS: Final = (
    N_("Sheet"),
    N_("Column"),
    N_("What its cells are"),
    N_("What it means"),
    N_("Counted in"),
    N_("An empty cell"),
    N_("Source"),
)
DICTIONARY: Final = (22, 26, 20, 58, 20, 42, 40)
METHOD: Final = (34, 110)


def write_dictionary(place: Worksheet, of: Databook, words: Words, styles: Styles) -> None:
    """A row per column of each sheet, and one for each sheet that says what its rows are."""
    for column, (label, width) in enumerate(zip(HEADS, DICTIONARY, strict=True)):
        place.set_column(column, column, width)
        place.write_string(0, column, words(label), styles["header"])
    row = 1
    for sheet in of.sheets:
        _line(place, row, (sheet.name, "", "", sheet.about, "", "", sheet.source), styles, "pillar")
        for name, field in sheet.fields.items():
            row += 1
            kind = words("day") if sheet.rows[name].dtype == pl.Date else words(KINDS[field.column.shows])
            empty = field.empty or words("There is none.")
            cells = (sheet.name, field.column.label, kind, field.meaning, field.unit, empty, sheet.source)
            _line(place, row, cells, styles, "cell")
        row += 1
    place.freeze_panes(1, 2)
    place.autofilter(0, 0, row - 1, len(HEADS) - 1)
    place.repeat_rows(0)


def write_method(place: Worksheet, of: Databook, styles: Styles) -> None:
    """Edition and notices, then each instrument with its rules."""
    for column, width in enumerate(METHOD):
        place.set_column(column, column, width)
    place.hide_gridlines(2)
    row = 0
    for heading, pairs in of.method:
        place.merge_range(row, 0, row, 1, heading, styles["pillar"])
        for label, text in pairs:
            row += 1
            place.write_string(row, 0, label, styles["label"])
            place.write_string(row, 1, text, styles["text"])
            place.set_row(row, height([(label, METHOD[0]), (text, METHOD[1])]))
        row += 2


def _line(place: Worksheet, row: int, cells: tuple[str, ...], styles: Styles, look: str) -> None:
    for column, text in enumerate(cells):
        place.write_string(row, column, text, styles[look])
    place.set_row(row, height(zip(cells, DICTIONARY, strict=True)))
