"""The rows of the report sheet become answers, each with the cell that it came from."""

from collections.abc import Iterator, Mapping

from catalogue import Question
from catalogue.folding import fold
from store.faults import N_, Fault
from store.submission import Given
from store.typed import read
from store.workbook.cells import Cell
from store.workbook.layout import ABSENCES
from store.workbook.numbers import number
from store.workbook.tables import UNLISTED, Row, Table, choose

ANSWERED = ("answer", "absence", "reason", "comment")
NO_QUESTION = N_("This row names no question. Copy the answer into the row of its question and empty this one.")
TWICE = N_("The same question is answered at {other} too. Keep one of the two rows.")
REASON_ALONE = N_("There is a reason but no answer. Enter the answer, or choose at {absence} why there is none.")


def read_answers(table: Table, questions: Mapping[str, Question]) -> tuple[dict[str, Given], list[Fault]]:
    """What each row gives, by question id; a row left empty gives its place alone.

    An answer under an id that nobody knows keeps that id, for the validation to name it.
    """
    answers: dict[str, Given] = {}
    faults: list[Fault] = []
    texts = {fold(name): id_ for id_, q in questions.items() for name in (q.name_vi, q.name_en)}
    for row in table.rows():
        id_ = row.text("id") or texts.get(fold(row.text("question")), "")
        given = _given(row, questions.get(id_))
        is_filled = any(row.cell(key) for key in ANSWERED)
        if is_filled and not id_:
            faults.append(Fault(row.place("answer"), NO_QUESTION))
        elif is_filled and id_ in answers and answers[id_] != Given(place=answers[id_].place):
            faults.append(Fault(row.place("answer"), TWICE, {"other": answers[id_].place}))
        elif is_filled or (id_ in questions and id_ not in answers):
            answers[id_] = given
            faults.extend(_faults(row, given))
    return answers, faults


def _given(row: Row, question: Question | None) -> Given:
    cell = row.cell("answer")
    absence = choose(row.text("absence"), ABSENCES)
    if absence is None and cell and cell.kind == "text":
        absence = choose(cell.text, ABSENCES)
        cell = None if absence else cell
    value, choice, text = _value(cell, question) if cell else (None, None, None)
    return Given(
        value=value,
        choice=choice,
        absence=absence,
        reason=row.text("reason"),
        comment=row.text("comment"),
        place=row.place("answer"),
        text=text,
    )


def _value(cell: Cell, question: Question | None) -> tuple[float | None, str | None, str | None]:
    """Number, choice, or the text that is neither, as the question's kind wants it."""
    if question is not None and not question.is_number:
        return read(question, bool(cell.value) if cell.kind == "yes_no" else cell.text)
    value = _number(cell, question.kind if question else "amount")
    return value, None, cell.text if value is None else None


def _number(cell: Cell, kind: str) -> float | None:
    if cell.kind == "number":
        return float(cell.value)
    if cell.kind == "percent":
        return round(100 * float(cell.value), 10) if kind == "percent" else None
    return number(cell.text, kind) if cell.kind == "text" else None


def _faults(row: Row, given: Given) -> Iterator[Fault]:
    """What the validation could not name as well, since it does not see the cells beside the answer."""
    text = row.text("absence")
    if text and given.absence is None:
        choices = tuple(label.names for label in ABSENCES.values())
        yield Fault(row.place("absence"), UNLISTED, {"text": text, "choices": choices})
    elif given.reason and not given.is_answer and given.text is None:
        yield Fault(row.place("reason"), REASON_ALONE, {"absence": row.place("absence")})
