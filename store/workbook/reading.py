"""A filled workbook becomes a submission, or one error that names every cell to be mended."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from catalogue import Catalogue, Instrument
from store.faults import N_, Fault, ReportError
from store.submission import FileRef, Submission
from store.validation import faults as validation_faults
from store.workbook.answers import read_answers
from store.workbook.cells import Sheet, read_sheets
from store.workbook.initiatives import read_initiatives
from store.workbook.layout import (
    ANSWER_COLUMNS,
    ANSWERS,
    FORMAT,
    INITIATIVE_COLUMNS,
    INITIATIVES,
    META,
    META_KEYS,
    NEEDED,
)
from store.workbook.seals import Seals
from store.workbook.tables import find_table

NOT_OURS = N_(
    "The file is not the workbook of a unit. Ask for your unit's workbook, copy the answers into it and send that file."
)
NEWER = N_("The workbook was made by a newer version of this program. Ask for a new one and copy the answers into it.")
NO_INSTRUMENT = N_(
    "The workbook asks by the instrument “{instrument}”, which there is not any more. Ask for a new one."
)
NO_ANSWERS = N_(
    "No sheet has the headings “{question}” and “{answer}”. Put the heading row back, "
    "or copy the answers into a new workbook."
)


def read_workbook(
    data: bytes,
    catalogue: Catalogue,
    *,
    name: str,
    by: str,
    at: datetime,
    submit: bool = True,
    seals: Seals | None = None,
) -> Submission:
    """The submission that the file holds; `place` of each answer is its cell, as "Báo cáo!G12".

    With `seals`, only what the store has sealed is taken at its word.

    ReportError where the file is harmful or not a unit's workbook; where cells cannot be read, the error names them
    together with all that the validation finds. Whether unit and round exist is for the store to say.
    """
    sheets = read_sheets(data)
    meta = _meta(sheets)
    if seals:
        seals.check(meta)
    instrument = _instrument(meta, catalogue)
    answers_table = find_table(sheets, ANSWERS, ANSWER_COLUMNS, NEEDED["answers"])
    if answers_table is None:
        raise no_headings()
    answers, faults = read_answers(answers_table, instrument.questions)
    initiatives_table = find_table(sheets, INITIATIVES, INITIATIVE_COLUMNS, NEEDED["initiatives"])
    initiatives = None
    if initiatives_table:
        initiatives, more = read_initiatives(initiatives_table, catalogue.topics)
        faults += more
    submission = Submission(
        unit=meta["unit"],
        round=meta["round"],
        answers=answers,
        initiatives=initiatives,
        by=by,
        at=at,
        door="workbook",
        file=FileRef(digest=hashlib.sha256(data).hexdigest(), name=name),
        submit=submit,
    )
    return whole(submission, faults, instrument, catalogue)


def whole(submission: Submission, faults: Sequence[Fault], instrument: Instrument, catalogue: Catalogue) -> Submission:
    """The submission where every cell could be read; else ReportError with what the validation finds as well."""
    if faults:
        rules = catalogue.rules_for(instrument)
        found = (*faults, *validation_faults(submission, instrument, catalogue.topics, rules))
        raise UnreadableCells(in_order(found), submission)
    return submission


class UnreadableCells(ReportError):  # noqa: N818 - for people, as its parent
    """Cells that cannot be read; `submission` is what the others say."""

    def __init__(self, faults: Iterable[Fault], submission: Submission) -> None:
        super().__init__(faults)
        self.submission = submission


def no_headings() -> ReportError:
    """Nothing in the file is a table of answers."""
    headings = {key: ANSWER_COLUMNS[key].heading.names for key in NEEDED["answers"]}
    return ReportError([Fault("", NO_ANSWERS, headings)])


def in_order(faults: Iterable[Fault]) -> list[Fault]:
    """Faults as a person meets them: those of no cell, then sheet by sheet from the top, row by row."""
    listed = list(faults)
    sheets = list(dict.fromkeys(["", *(fault.place.rpartition("!")[0] for fault in listed)]))

    def key(fault: Fault) -> tuple[int, int, int, str]:
        sheet, _, cell = fault.place.rpartition("!")
        letters = cell.rstrip("0123456789")
        return sheets.index(sheet), int(cell[len(letters) :] or 0), len(letters), letters

    return sorted(listed, key=key)


def _meta(sheets: tuple[Sheet, ...]) -> Mapping[str, str]:
    """What the hidden sheet says: keys in the first column, values in the second."""
    sheet = next((sheet for sheet in sheets if sheet.name == META), None)
    pairs = dict(_pairs(sheet)) if sheet else {}
    if not all(pairs.get(key) for key in META_KEYS):
        raise ReportError([Fault("", NOT_OURS)])
    if pairs["format"] != str(FORMAT):
        raise ReportError([Fault("", NEWER)])
    return pairs


def _pairs(sheet: Sheet) -> Iterator[tuple[str, str]]:
    for (row, column), cell in sheet.cells.items():
        value = sheet.cells.get((row, 1))
        if column == 0 and value:
            yield cell.text, value.text


def _instrument(meta: Mapping[str, str], catalogue: Catalogue) -> Instrument:
    """As it is today: a workbook made under an older catalogue is matched by the ids of its questions."""
    instrument = catalogue.instruments.get(meta["instrument"])
    if instrument is None:
        raise ReportError([Fault("", NO_INSTRUMENT, {"instrument": meta["instrument"]})])
    return instrument
