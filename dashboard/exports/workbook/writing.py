"""Sheets are put together into one file."""

from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from dashboard.exports.workbook.form import Form
from dashboard.exports.workbook.guide import write_guide
from dashboard.exports.workbook.initiatives import write_initiatives
from dashboard.exports.workbook.lists import Lists
from dashboard.exports.workbook.report import write_report
from dashboard.exports.workbook.styles import Styles
from dashboard.words import Words
from store.workbook.layout import ANSWERS, FORMAT, GUIDE, INITIATIVES, LISTS, META, META_KEYS, SEAL
from store.workbook.seals import seal

A4 = 9
# The cells of a form are typed into, not computed: nothing in a name or a comment may become a formula or a link.
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
MAY = {"format_cells": True, "format_columns": True, "format_rows": True}


def write_workbook(form: Form, words: Words) -> bytes:
    """An .xlsx file: guide, questions, initiatives, and hidden sheets that say what it is the workbook of."""
    content = BytesIO()
    with Workbook(content, OPTIONS) as book:
        book.set_properties({"title": f"{form.unit.name(words.language)} · {form.round.name(words.language)}"})
        styles = Styles(book)
        sheets = [book.add_worksheet(label.text(words.language)) for label in (GUIDE, ANSWERS, INITIATIVES)]
        meta, lists = book.add_worksheet(META), Lists(book.add_worksheet(LISTS))
        write_guide(sheets[0], form, words, styles)
        write_report(sheets[1], form, words, styles, lists)
        write_initiatives(sheets[2], form, words, styles, lists)
        _write_meta(meta, form)
        for sheet in sheets:
            _set_up(sheet, form, words)
        for sheet in (meta, lists.sheet):
            sheet.very_hidden()
        sheets[1].activate()
    return content.getvalue()


def _write_meta(sheet: Worksheet, form: Form) -> None:
    values = (str(FORMAT), form.unit.id, form.round.id, form.instrument.id, form.catalogue)
    says = dict(zip(META_KEYS, values, strict=True))
    for row, pair in enumerate({**says, SEAL: seal(form.key, says)}.items()):
        for column, text in enumerate(pair):
            sheet.write_string(row, column, text)


def _set_up(sheet: Worksheet, form: Form, words: Words) -> None:
    """Protected without a password, since it only guards against slips; printed on A4 with a line that says whose."""
    unit, round_ = (each.name(words.language).replace("&", "&&") for each in (form.unit, form.round))
    notice = words("Demonstration data") if form.demonstration else ""
    sheet.protect("", MAY)
    sheet.hide_gridlines(2)
    sheet.set_paper(A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(f"&L&8{unit} · {round_}&C&8{notice}&R&8&P/&N")
