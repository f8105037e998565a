"""The rows of a figure as CSV and as a workbook, with what must be known to read them."""

import csv
import io
from collections.abc import Iterator
from typing import Any, Final

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from dashboard.exports.cells import OPTIONS, SEPARATORS, harmless, number_format, put
from dashboard.exports.figure import wording
from dashboard.exports.workbook.styles import BOXED, Styles, height
from dashboard.figures import Column, Figure
from dashboard.words import N_, Words

SHOWN_AS: Final = {"text": N_("text"), "number": N_("number"), "percent": N_("share of 0 to 1, shown in percent")}
ALIGNED: Final = {"text": "left", "number": "right", "percent": "right"}
NARROWEST, WIDEST = 10, 60
HEADER: Final = 4


def as_csv(figure: Figure, words: Words) -> bytes:
    """The table as Excel opens it by a double click: BOM, the language's separators; below it, what it is about."""
    target = io.StringIO()
    writer = csv.writer(target, delimiter=SEPARATORS[words.language], lineterminator="\r\n")
    writer.writerow([column.label for column in figure.columns.values()])
    for row in figure.rows.select(list(figure.columns)).iter_rows():
        writer.writerow([_written(value, words) for value in row])
    writer.writerow([])
    writer.writerows((label, harmless(text)) for label, text in _about(figure, words))
    return target.getvalue().encode("utf-8-sig")


def as_workbook(figure: Figure, words: Words) -> bytes:
    """Two sheets: the table under its title, and a dictionary of its columns with source, choices and notices."""
    target = io.BytesIO()
    with Workbook(target, OPTIONS) as book:
        book.set_properties({"title": figure.title, "comments": figure.says, "subject": figure.source})
        styles = Styles(book)
        _table(book, book.add_worksheet(words("Data")), figure, words, styles)
        _dictionary(book.add_worksheet(words("Explanation")), figure, words, styles)
    return target.getvalue()


def _table(book: Workbook, sheet: Worksheet, figure: Figure, words: Words, styles: Styles) -> None:
    last = max(len(figure.columns) - 1, 1)
    sheet.merge_range(0, 0, 0, last, figure.title, styles["title"])
    sheet.set_row(0, 28)
    sheet.merge_range(1, 0, 1, last, figure.says, styles["text"])
    widths = [_width(figure, name, column) for name, column in figure.columns.items()]
    sheet.set_row(1, height([(figure.says, sum(widths))]))
    notices = " · ".join(figure.notices)
    sheet.merge_range(2, 0, 2, last, notices, styles["notice" if notices else "text"])
    for row, cells in enumerate(figure.rows.select(list(figure.columns)).iter_rows(), start=HEADER + 1):
        sheet.set_row(row, height((str(cell), width) for cell, width in zip(cells, widths, strict=True)))
    for number, ((name, column), width) in enumerate(zip(figure.columns.items(), widths, strict=True)):
        sheet.set_column(number, number, width)
        sheet.write_string(HEADER, number, column.label, styles["header"])
        style = book.add_format({**BOXED, "num_format": number_format(column), "align": ALIGNED[column.shows]})
        for row, value in enumerate(figure.rows[name], start=HEADER + 1):
            put(sheet, row, number, value, style)
    sheet.autofilter(HEADER, 0, HEADER + max(figure.rows.height, 1), len(figure.columns) - 1)
    sheet.freeze_panes(HEADER + 1, 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADER)
    sheet.set_footer(f"&L{wording.origin(figure, words).replace('&', '&&')[:200]}&R&P/&N")


def _dictionary(sheet: Worksheet, figure: Figure, words: Words, styles: Styles) -> None:
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 80)
    sheet.fit_to_pages(1, 0)
    for row, (label, text) in enumerate(_about(figure, words)):
        sheet.write_string(row, 0, label, styles["label"])
        sheet.write_string(row, 1, text, styles["value"])
        sheet.set_row(row, height([(text, 80)]))
    start = len(list(_about(figure, words))) + 1
    for number, label in enumerate((words("Column"), words("What its cells are"))):
        sheet.write_string(start, number, label, styles["header"])
    for row, column in enumerate(figure.columns.values(), start=start + 1):
        sheet.write_string(row, 0, column.label, styles["cell"])
        sheet.write_string(row, 1, words(SHOWN_AS[column.shows]), styles["cell"])


def _about(figure: Figure, words: Words) -> Iterator[tuple[str, str]]:
    yield words("Figure"), figure.title
    yield words("What it shows"), figure.says
    yield from figure.filters
    yield words("Source"), figure.source
    yield words("Data as of"), words.date(figure.as_of)
    if figure.notices:
        yield words("Note"), " · ".join(figure.notices)
    yield words("An empty cell"), words("means that there is no figure. It is not zero.")
    yield words("Code of the figure"), figure.code


def _width(figure: Figure, name: str, column: Column) -> float:
    longest = max((len(str(value)) for value in figure.rows[name] if isinstance(value, str)), default=0)
    return min(max(longest, len(column.label) + 4, NARROWEST), WIDEST)


def _written(value: Any, words: Words) -> str:  # noqa: ANN401 - cells of any type
    """Exact, with the language's decimal sign and nothing between thousands, so that Excel reads a number."""
    match value:
        case None:
            return ""
        case bool():
            return str(value)
        case float() if words.language == "vi":
            return repr(value).replace(".", ",")
        case str():
            return harmless(value)
    return str(value)
