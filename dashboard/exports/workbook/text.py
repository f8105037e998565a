"""A unit's questions and answers as CSV, and a CSV that goes back with what is to be mended."""

import csv
import io
from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from dashboard.exports.cells import SEPARATORS, harmless
from dashboard.exports.workbook.form import Form
from dashboard.exports.workbook.report import shown
from dashboard.words import Words
from store.faults import Fault
from store.submission import Given
from store.workbook.layout import ABSENCES, ANSWER_COLUMNS, CSV_COLUMNS, TO_MEND, WHOSE_COLUMNS
from store.workbook.lists import text_sheet

COLUMNS: Final = {**WHOSE_COLUMNS, **ANSWER_COLUMNS}


def write_text(form: Form, words: Words) -> bytes:
    """A line a question, with a byte-order mark and the separator of the language; decimals begin with a comma."""
    heads = [COLUMNS[key].heading.text(words.language) for key in CSV_COLUMNS]
    lines = [_line(form, id_, words) for id_ in form.instrument.questions]
    return _written([heads, *lines], words)


def returned_text(data: bytes, name: str, faults: Sequence[Fault], words: Words) -> bytes:
    """The same table with one more column, which says at each line what is to be mended there."""
    sheet = text_sheet(data, name)
    here: dict[int, list[str]] = defaultdict(list)
    for fault in faults:
        cell = fault.place.rpartition("!")[2].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        here[int(cell or 1) - 1].append(words(fault.sentence, **fault.values))
    last = max(column for _, column in sheet.cells)
    first = min(row for row, _ in sheet.cells)
    old = next((column for (row, column), cell in sheet.cells.items() if cell.text in TO_MEND.both), last + 1)
    table = [
        [sheet.cells[row, column].text if (row, column) in sheet.cells else "" for column in range(last + 1)]
        for row in range(max(row for row, _ in sheet.cells) + 1)
    ]
    noted = [[*line[:old], *line[old + 1 :], " ".join(here[row])] for row, line in enumerate(table)]
    noted[first][-1] = " ".join([TO_MEND.text(words.language), *here[first]])
    return _written(noted, words)


def _line(form: Form, question: str, words: Words) -> list[str]:
    asked, given = form.instrument.questions[question], form.answers.get(question, Given())
    value = shown(given, asked, words.language)
    return [
        form.unit.id,
        form.round.id,
        question,
        harmless(asked.name(words.language)),
        f"{value:.15g}".replace(".", ",") if isinstance(value, int | float) else value or "",
        ABSENCES[given.absence].text(words.language) if given.absence else "",
        harmless(given.reason),
        harmless(given.comment),
    ]


def _written(lines: Sequence[Sequence[str]], words: Words) -> bytes:
    target = io.StringIO()
    csv.writer(target, delimiter=SEPARATORS[words.language], lineterminator="\r\n").writerows(lines)
    return target.getvalue().encode("utf-8-sig")
