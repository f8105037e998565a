"""The rows of the initiative sheet become initiatives, each with the cell of its title."""

from collections.abc import Iterable, Mapping

from catalogue import Topic
from store.faults import N_, Fault
from store.submission import InitiativeGiven
from store.workbook.layout import STAGES, Label
from store.workbook.numbers import number
from store.workbook.tables import UNLISTED, Row, Table, choose

NOT_COUNTED = N_("“{text}” is not a number of persons. Enter digits only, for example 1250, or leave the cell empty.")
NOT_COSTED = N_("“{text}” is not a number. Enter the cost in million đồng, for example 12.5, or leave the cell empty.")
NO_STAGE = N_("No stage is chosen. Choose one of: {choices}.")


def read_initiatives(table: Table, topics: Mapping[str, Topic]) -> tuple[tuple[InitiativeGiven, ...], list[Fault]]:
    """One initiative a row that holds more than its number; what cannot be read is a fault at its own cell."""
    labels = {id_: Label(topic.name_vi, topic.name_en) for id_, topic in topics.items()}
    faults: list[Fault] = []
    rows = [row for row in table.rows() if not row.is_empty("number")]
    return tuple(_initiative(row, labels, faults) for row in rows), faults


def _initiative(row: Row, topics: Mapping[str, Label], faults: list[Fault]) -> InitiativeGiven:
    beneficiaries = _number(row, "beneficiaries", "count", NOT_COUNTED, faults)
    if beneficiaries is not None and beneficiaries != int(beneficiaries):
        faults.append(Fault(row.place("beneficiaries"), NOT_COUNTED, {"text": row.text("beneficiaries")}))
    stage = _choice(row, "stage", STAGES, faults)
    if not row.text("stage"):
        faults.append(Fault(row.place("stage"), NO_STAGE, {"choices": _names(STAGES.values())}))
    return InitiativeGiven(
        title=row.text("title"),
        problem=row.text("problem"),
        solution=row.text("solution"),
        result=row.text("result"),
        topic=_choice(row, "topic", topics, faults),
        stage=stage or "idea",
        beneficiaries=None if beneficiaries is None else int(beneficiaries),
        cost=_number(row, "cost", "amount", NOT_COSTED, faults),
        place=row.place("title"),
    )


def _choice(row: Row, key: str, labels: Mapping[str, Label], faults: list[Fault]) -> str | None:
    text = row.text(key)
    chosen = choose(text, labels) if text else None
    if text and chosen is None:
        faults.append(Fault(row.place(key), UNLISTED, {"text": text, "choices": _names(labels.values())}))
    return chosen


def _number(row: Row, key: str, kind: str, sentence: str, faults: list[Fault]) -> float | None:
    cell = row.cell(key)
    if cell is None:
        return None
    read = float(cell.value) if cell.kind == "number" else number(cell.text, kind) if cell.kind == "text" else None
    if read is None:
        faults.append(Fault(row.place(key), sentence, {"text": cell.text}))
    return read


def _names(labels: Iterable[Label]) -> tuple[dict[str, str], ...]:
    return tuple(label.names for label in labels)
