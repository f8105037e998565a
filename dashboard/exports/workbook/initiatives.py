"""The sheet on which a unit tells of its initiatives, one a row."""

from xlsxwriter.worksheet import Worksheet

from dashboard.exports.workbook.form import Form
from dashboard.exports.workbook.guide import notices
from dashboard.exports.workbook.lists import Lists
from dashboard.exports.workbook.styles import Styles
from dashboard.words import Words
from store.submission import InitiativeGiven
from store.workbook.layout import INITIATIVE_COLUMNS, INITIATIVE_ROWS, INITIATIVES, STAGES

HEADER = 3
COLUMN = {key: number for number, key in enumerate(INITIATIVE_COLUMNS)}
TEXTS = ("title", "problem", "solution", "result")
HEIGHT = 40


def write_initiatives(
    sheet: Worksheet,
    form: Form,
    words: Words,
    styles: Styles,
    lists: Lists,
) -> None:
    """Headings, and rows for twenty initiatives or for as many as there are already and five more."""
    _write_head(sheet, form, words, styles)
    rows = max(INITIATIVE_ROWS, len(form.initiatives) + 5)
    for number in range(rows):
        row = HEADER + 1 + number
        sheet.set_row(row, HEIGHT)
        sheet.write_number(row, COLUMN["number"], number + 1, styles["number"])
        for key in INITIATIVE_COLUMNS.keys() - {"number"}:
            sheet.write_blank(row, COLUMN[key], None, styles[_look(key)])
    for number, initiative in enumerate(form.initiatives):
        _write_initiative(sheet, HEADER + 1 + number, initiative, form, words, styles)
    first, last = HEADER + 1, HEADER + rows
    topics = [words.name(topic) for topic in form.topics.values()]
    stages = [label.text(words.language) for label in STAGES.values()]
    for key, texts in (("topic", topics), ("stage", stages)):
        if texts:
            sheet.data_validation(first, COLUMN[key], last, COLUMN[key], lists.rule(texts, words))
    _limit_numbers(sheet, first, last, words)
    sheet.freeze_panes(HEADER + 1, COLUMN["title"] + 1)
    sheet.repeat_rows(HEADER)
    sheet.set_landscape()


def _write_head(sheet: Worksheet, form: Form, words: Words, styles: Styles) -> None:
    sheet.set_row(0, 30)
    for blank in range(len(COLUMN)):
        sheet.write_blank(0, blank, None, styles["title"])
        sheet.write_blank(1, blank, None, styles["band"])
    sheet.write_string(0, 0, INITIATIVES.text(words.language), styles["title"])
    sheet.write_string(1, 0, f"{form.unit.name(words.language)} · {form.round.name(words.language)}", styles["band"])
    sheet.write_string(2, 0, " ".join(notices(form, words)), styles["warning"])
    sheet.set_row(HEADER, 32)
    for number, column in enumerate(INITIATIVE_COLUMNS.values()):
        sheet.set_column(number, number, column.width)
        sheet.write_string(HEADER, number, column.heading.text(words.language), styles["header"])


def _write_initiative(
    sheet: Worksheet,
    row: int,
    given: InitiativeGiven,
    form: Form,
    words: Words,
    styles: Styles,
) -> None:
    texts = {key: str(getattr(given, key)) for key in TEXTS}
    texts["stage"] = STAGES[given.stage].text(words.language)
    topic = form.topics.get(given.topic or "")
    texts["topic"] = words.name(topic) if topic else ""
    for key, text in texts.items():
        sheet.write(row, COLUMN[key], text or None, styles["input"])
    for key, figure in (("beneficiaries", given.beneficiaries), ("cost", given.cost)):
        if figure is not None:
            sheet.write_number(row, COLUMN[key], figure, styles[_look(key)])


def _limit_numbers(sheet: Worksheet, first: int, last: int, words: Words) -> None:
    for key, kind, message in (
        ("beneficiaries", "integer", words("Enter a whole number of persons, or leave the cell empty.")),
        ("cost", "decimal", words("Enter the cost in million đồng, or leave the cell empty.")),
    ):
        sheet.data_validation(
            first,
            COLUMN[key],
            last,
            COLUMN[key],
            {
                "validate": kind,
                "criteria": ">=",
                "value": 0,
                "error_title": words("Enter a number"),
                "error_message": message,
            },
        )


def _look(key: str) -> str:
    return {"beneficiaries": "answer_count", "cost": "answer_amount"}.get(key, "input")
