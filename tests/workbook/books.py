"""Workbooks as people send them: the headings of ours, anything in the cells."""

import io
from dataclasses import dataclass

from xlsxwriter import Workbook

from store.workbook.layout import ANSWER_COLUMNS, ANSWERS, INITIATIVE_COLUMNS, INITIATIVES, META

ANSWER_HEADINGS = {key: column.heading.vi for key, column in ANSWER_COLUMNS.items()}
INITIATIVE_HEADINGS = {key: column.heading.vi for key, column in INITIATIVE_COLUMNS.items()}
MINE = {"format": "1", "unit": "a", "round": "2026-Q1", "instrument": "small", "catalogue": "today's"}


@dataclass(frozen=True)
class Looks:
    """A number in a cell that is shown in a form: 0.125 as 12.5%, 45000 as a day."""

    value: float
    form: str


@dataclass(frozen=True)
class Formula:
    text: str
    result: object


def book(sheets, meta=MINE):
    """A workbook of {sheet name: rows of cells, from A1}; None leaves a cell empty."""
    content = io.BytesIO()
    with Workbook(content, {"in_memory": True}) as made:
        for name, rows in sheets.items():
            sheet = made.add_worksheet(name)
            for row, cells in enumerate(rows):
                for column, value in enumerate(cells):
                    put(made, sheet, row, column, value)
        if meta:
            sheet = made.add_worksheet(META)
            for row, pair in enumerate(meta.items()):
                sheet.write_row(row, 0, pair)
    return content.getvalue()


def put(made, sheet, row, column, value):
    match value:
        case None:
            pass
        case Looks():
            sheet.write_number(row, column, value.value, made.add_format({"num_format": value.form}))
        case Formula():
            sheet.write_formula(row, column, value.text, None, value.result)
        case str():
            sheet.write_string(row, column, value)
        case bool():
            sheet.write_boolean(row, column, value)
        case _:
            sheet.write_number(row, column, value)


def answer_rows(answers, columns=("id", "question", "answer", "absence", "reason", "comment")):
    """Headings in row 1, then a row an answer: {question id: answer}, or {question id: {column: cell}}."""
    rows = [[ANSWER_HEADINGS[key] for key in columns]]
    for id_, answer in answers.items():
        cells = {"id": id_, **(answer if isinstance(answer, dict) else {"answer": answer})}
        rows.append([cells.get(key) for key in columns])
    return rows


def initiative_rows(*initiatives):
    """Headings in row 1, then a row an initiative, given by column."""
    rows = [list(INITIATIVE_HEADINGS.values())]
    return rows + [[each.get(key) for key in INITIATIVE_HEADINGS] for each in initiatives]


def report(answers, *initiatives, meta=MINE, **options):
    """A whole workbook; without initiatives it has no sheet for them."""
    sheets = {ANSWERS.vi: answer_rows(answers, **options)}
    if initiatives:
        sheets[INITIATIVES.vi] = initiative_rows(*initiatives)
    return book(sheets, meta)
