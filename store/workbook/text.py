"""A unit's answers as CSV become a submission, or one error that names every line and column to be mended."""

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from catalogue import Catalogue, Instrument
from store.faults import N_, Fault, ReportError
from store.submission import FileRef, Submission
from store.workbook.answers import read_answers
from store.workbook.cells import Sheet
from store.workbook.layout import ANSWER_COLUMNS, ANSWERS, NEEDED, WHOSE_COLUMNS
from store.workbook.lists import text_sheet
from store.workbook.reading import no_headings, whole
from store.workbook.tables import Table, find_table

SUFFIXES = (".csv", ".tsv", ".txt")
GUARDED = re.compile(r"'[=+\-@\t\r]")
COLUMNS = {**WHOSE_COLUMNS, **ANSWER_COLUMNS}
NOBODYS = N_("The file does not say whose it is. Fill in the columns “{unit}” and “{round}”.")
TWO = N_("This line is of {here}, the first one of {first}. Send each report as a file of its own.")
SPILT = N_("This line has more columns than there are headings. Put a number with a comma between quotation marks.")


@dataclass(frozen=True)
class Whose:
    """The unit and the round of a report."""

    unit: str
    round: str


def read_text(
    data: bytes,
    catalogue: Catalogue,
    *,
    name: str,
    by: str,
    at: datetime,
    instrument_of: Callable[[Whose], Instrument],
    submit: bool = True,
) -> Submission:
    """The submission that the file holds; `place` of each answer is its cell, as "a.csv!E12" in a spreadsheet program.

    Initiatives are left as they are. Columns of the file say of which unit and round it is.
    """
    table = find_table((_bare(text_sheet(data, name)),), ANSWERS, COLUMNS, NEEDED["answers"])
    if table is None:
        raise no_headings()
    named = _whose(table)
    if named is None:
        labels = {key: WHOSE_COLUMNS[f"of_{key}"].heading.names for key in ("unit", "round")}
        raise ReportError([Fault("", NOBODYS, labels)])
    instrument = instrument_of(named)
    answers, faults = read_answers(table, instrument.questions)
    file = FileRef(hashlib.sha256(data).hexdigest(), name)
    submission = Submission(named.unit, named.round, answers, None, by, at, "workbook", file, submit)
    return whole(submission, [*_spilt(table), *faults], instrument, catalogue)


def _bare(sheet: Sheet) -> Sheet:
    """Without the apostrophe that keeps a text from being taken for a formula."""
    bare = {at: replace(c, value=c.text[1:]) if GUARDED.match(c.text) else c for at, c in sheet.cells.items()}
    return Sheet(sheet.name, bare)


def _whose(table: Table) -> Whose | None:
    """What the first line says that says it; ReportError where another says otherwise."""
    said = [(row, Whose(row.text("of_unit"), row.text("of_round"))) for row in table.rows()]
    said = [(row, each) for row, each in said if each.unit and each.round]
    if not said:
        return None
    first = said[0][1]
    others = [
        Fault(row.place("of_unit"), TWO, {"here": f"{w.unit} {w.round}", "first": f"{first.unit} {first.round}"})
        for row, w in said
        if w != first
    ]
    if others:
        raise ReportError(others)
    return first


def _spilt(table: Table) -> Iterator[Fault]:
    """Lines that a comma within a number has torn apart."""
    heads = [column for row, column in table.sheet.cells if row == table.header]
    for row in sorted({row for row, column in table.sheet.cells if row > table.header and column > max(heads)}):
        yield Fault(table.sheet.place(row, max(heads) + 1), SPILT)
