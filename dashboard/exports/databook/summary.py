"""The first sheet: what the book is, and counts over its sheets as formulas, each with a chart of Excel's own."""

from functools import reduce
from math import fsum
from operator import and_
from statistics import fmean
from typing import Any, Final

import polars as pl
from xlsxwriter import Workbook
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from dashboard.exports.databook.parts import Count, Databook, Measure
from dashboard.exports.databook.sheets import cells
from dashboard.exports.workbook.styles import FONT, INK, LINE, Styles, height

WIDTHS: Final = (34, 48, 11, 11, 11, 11)  # of the columns of a count
BESIDE: Final = len(WIDTHS) + 1  # the column at which a chart begins
WIDE: Final = 720  # pixels of a chart
ROW: Final = 20  # pixels
AROUND: Final = 6  # rows that a chart takes beside those of its bars
LEAST: Final = 10
HEAD: Final = 30  # points
FUNCTIONS: Final = {"count": "COUNTIFS", "mean": "AVERAGEIFS", "sum": "SUMIFS"}
LETTERS: Final = {"name": FONT, "size": 9, "color": INK}


def write_summary(book: Workbook, place: Worksheet, of: Databook, styles: Styles) -> None:
    """Title, facts, then each count beside its chart."""
    place.hide_gridlines(2)
    for column, width in enumerate(WIDTHS):
        place.set_column(column, column, width)
    last = BESIDE + 9
    place.merge_range(0, 0, 0, last, of.title, styles["title"])
    place.set_row(0, 30)
    place.merge_range(1, 0, 1, last, of.subtitle, styles["band"])
    place.merge_range(2, 0, 2, last, " · ".join(of.notices), styles["notice" if of.notices else "text"])
    row = 4
    for label, text in of.facts:
        place.write_string(row, 0, label, styles["label"])
        place.merge_range(row, 1, row, len(WIDTHS) - 1, text, styles["value"])
        place.set_row(row, height([(text, sum(WIDTHS[1:]))]))
        row += 1
    for count in of.counts:
        row = _count(book, place, count, row + 1, styles)


def _count(book: Workbook, place: Worksheet, count: Count, top: int, styles: Styles) -> int:
    """The row below the table and its chart."""
    place.write_string(top, 0, count.title, styles["heading"])
    head = top + 1
    place.set_row(head, HEAD)
    labels = [count.sheet.fields[name].column.label for name in count.by] + [each.label for each in count.measures]
    for column, label in enumerate(labels):
        place.write_string(head, column, label, styles["header"])
    number = book.add_format({**_boxed(), "num_format": f"#,##0.{'0' * count.decimals}" if count.decimals else "#,##0"})
    for row, group in enumerate(count.groups, start=head + 1):
        place.set_row(row, height(zip(group, WIDTHS, strict=False)))
        for column, text in enumerate(group):
            place.write_string(row, column, text, styles["cell"])
        for column, measure in enumerate(count.measures, start=len(group)):
            value = _value(count, group, measure)
            place.write_formula(row, column, _formula(count, row, measure), number, "" if value is None else value)
    place.insert_chart(top, BESIDE, _chart(book, place, count, head), {"object_position": 2})
    return top + _rows(count) + 1


def _formula(count: Count, row: int, measure: Measure) -> str:
    """Over the rows of the sheet whose fields are as in this row of the summary."""
    asked = [f"{cells(count.sheet, name)},{xl_rowcol_to_cell(row, n)}" for n, name in enumerate(count.by)]
    if measure.where:
        wanted = f'"{measure.is_}"' if isinstance(measure.is_, str) else str(measure.is_)
        asked.append(f"{cells(count.sheet, measure.where)},{wanted}")
    of = [cells(count.sheet, measure.of)] if measure.how != "count" else []
    reckoned = f"{FUNCTIONS[measure.how]}({','.join([*of, *asked])})"
    over = f"/{measure.over}" if measure.over != 1 else ""
    return f'=IFERROR({reckoned}{over},"")' if measure.how == "mean" else f"={reckoned}{over}"


def _value(count: Count, group: tuple[str, ...], measure: Measure) -> float | None:
    """What the formula comes to."""
    same = [pl.col(name) == text for name, text in zip(count.by, group, strict=True)]
    if measure.where:
        same.append(pl.col(measure.where) == measure.is_)
    rows = count.sheet.rows.filter(reduce(and_, same))
    if measure.how == "count":
        return rows.height / measure.over
    values = rows[measure.of].drop_nulls().to_list()
    if measure.how == "mean":
        return fmean(values) / measure.over if values else None
    return fsum(values) / measure.over


def _chart(book: Workbook, place: Worksheet, count: Count, head: int) -> Any:  # noqa: ANN401 - no types
    """Bars from zero in the order of the table; parts of a whole are stacked to 100 %."""
    subtype = {"subtype": "percent_stacked"} if count.is_stacked else {}
    chart = book.add_chart({"type": "bar", **subtype})
    first, last, by = head + 1, head + len(count.groups), len(count.by)
    for number, colour in enumerate(count.colours, start=by):
        chart.add_series(
            {
                "name": [place.name, head, number],
                "categories": [place.name, first, by - 1, last, by - 1],
                "values": [place.name, first, number, last, number],
                "fill": {"color": colour},
                "gap": 40,
                "data_labels": {} if count.is_stacked else {"value": True, "font": LETTERS},
            }
        )
    chart.set_title({"name": count.title, "name_font": {**LETTERS, "size": 12, "bold": True}, "overlay": False})
    chart.set_legend({"position": "top", "font": LETTERS} if count.is_stacked else {"none": True})
    chart.set_y_axis(
        {"reverse": True, "num_font": LETTERS, "line": {"color": LINE}, "major_tick_mark": "none", "interval_unit": 1}
    )
    chart.set_x_axis({"min": 0, "visible": False, "major_gridlines": {"visible": False}})
    chart.set_size({"width": WIDE, "height": ROW * _rows(count)})
    chart.set_chartarea({"border": {"none": True}})
    return chart


def _rows(count: Count) -> int:
    """How many a chart takes with its title and legend, and with them its table."""
    return max(len(count.groups) + AROUND, LEAST)


def _boxed() -> dict[str, Any]:
    return {"font_name": FONT, "font_size": 10, "font_color": INK, "border": 1, "border_color": LINE}
