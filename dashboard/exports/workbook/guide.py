"""The sheet that says what is asked, by when and how."""

from collections.abc import Iterator

from xlsxwriter.worksheet import Worksheet

from dashboard.exports.workbook.form import Form
from dashboard.exports.workbook.styles import Styles, height
from dashboard.words import Words
from store.workbook.layout import ANSWER_COLUMNS, ANSWERS, INITIATIVE_ROWS, INITIATIVES

COLUMNS = 3
LABELS, VALUES = 22, 88  # widths


def write_guide(sheet: Worksheet, form: Form, words: Words, styles: Styles) -> None:
    """Facts, notices, numbered steps and the meaning of the colours."""
    sheet.set_column(0, 0, 3)
    sheet.set_column(1, 1, LABELS)
    sheet.set_column(2, 2, VALUES)
    sheet.set_row(0, 34)
    for column in range(COLUMNS):
        sheet.write_blank(0, column, None, styles["title"])
    sheet.write_string(0, 1, title(words), styles["title"])
    row = 2
    for label, value in facts(form, words):
        sheet.write_string(row, 1, label, styles["label"])
        sheet.write_string(row, 2, value, styles["value"])
        row += 1
    for notice in notices(form, words):
        row += 1
        sheet.merge_range(row, 1, row, 2, notice, styles["notice"])
        sheet.set_row(row, 24)
    row = _write_steps(sheet, row + 2, words, styles)
    _write_legend(sheet, row + 1, words, styles)


def title(words: Words) -> str:
    """What the whole workbook is called."""
    return words("Report on the emulation movement for innovation and digital transformation")


def facts(form: Form, words: Words) -> Iterator[tuple[str, str]]:
    """What one looks for first: whose it is, for when, and until when."""
    yield words("Unit"), form.unit.name(words.language)
    yield words("Reporting round"), form.round.name(words.language)
    yield words("Instrument"), words.name(form.instrument)
    yield words("To be handed in by"), words.deadline(*form.due)
    if form.own:
        yield words("More time for this unit, until"), words.deadline(*form.own)
    if form.closes:
        yield words("Taken until"), words.deadline(*form.closes)


def notices(form: Form, words: Words) -> Iterator[str]:
    """What must not be overlooked: invented data, and an instrument that nobody has decided on."""
    if form.demonstration:
        yield words("Demonstration data: the figures in this workbook are invented.")
    if form.instrument.status == "project draft":
        yield words("Draft instrument: questions and points are the project's proposal, not an official decision.")


def steps(words: Words) -> Iterator[str]:
    """What to do, in order."""
    heading = {key: column.heading.names for key, column in ANSWER_COLUMNS.items()}
    yield words(
        "On the sheet “{sheet}”, fill in the yellow cells of the column “{answer}”, one for each question.",
        sheet=ANSWERS.names,
        answer=heading["answer"],
    )
    yield words(
        "Where there is no figure, leave the answer empty, choose why under “{absence}” and say more under “{reason}”. "
        "Enter 0 only where you counted and found none.",
        absence=heading["absence"],
        reason=heading["reason"],
    )
    yield words("Type numbers without their unit. A percentage may be typed with its sign or without: 12.5% or 12.5.")
    yield words("The column “{last}” shows what was reported last time, to compare with.", last=heading["last"])
    yield words(
        "Enter initiatives on the sheet “{sheet}”, one in each row, up to {n}.",
        sheet=INITIATIVES.names,
        n=INITIATIVE_ROWS,
    )
    yield words("Leave the headings as they are. Rows and columns may be moved, widened or hidden.")
    yield words(
        "Save as an Excel workbook (.xlsx) and hand it in. The same workbook can be handed in again, corrected, "
        "for as long as reports are taken."
    )


def _write_steps(sheet: Worksheet, row: int, words: Words, styles: Styles) -> int:
    sheet.write_string(row, 1, words("How to fill it in"), styles["heading"])
    for number, step in enumerate(steps(words), start=1):
        row += 1
        text = f"{number}. {step}"
        sheet.merge_range(row, 1, row, 2, text, styles["text"])
        sheet.set_row(row, height([(text, LABELS + VALUES)]))
    return row + 1


def _write_legend(sheet: Worksheet, row: int, words: Words, styles: Styles) -> None:
    sheet.write_string(row, 1, words("Colours"), styles["heading"])
    for look, meaning in (
        ("input", words("Yellow: to be filled in")),
        ("aside", words("Grey: for information, locked")),
        ("notice", words("Orange: a reason is wanted here")),
    ):
        row += 1
        sheet.write_blank(row, 1, None, styles[look])
        sheet.write_string(row, 2, meaning, styles["text"])
