"""What stands at each question of a report now, typed or filed, and how often it has been written."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, Row, func, select

from store.schema import Answer, AnswerChange, DraftAnswer
from store.submission import Given

PLACE: Final = "/answers/{question}"  # a JSON pointer into a report as the programming interface writes it


@dataclass(frozen=True, slots=True)
class Cell:
    """One question of a report.

    `version` is how often the answer was written, by whichever door; who writes names the version that they saw, so
    that nobody overwrites what they have not seen. `typed` tells that what stands there is not filed (yet).
    """

    given: Given
    version: int = 0
    filed: int = 0  # how often it was filed, which is part of its version
    typed: bool = False
    by: str = ""
    at: datetime | None = None
    door: str = ""


EMPTY: Final = Cell(Given())
Written = Mapping[str, Row[str, int, str, datetime, str]]  # by question: question, times, by, at, door


def cells(connection: Connection, report: int) -> dict[str, Cell]:
    """By question, for all that were ever written; four statements."""
    filed, times, drafts = (
        _filed(connection, report),
        _times_filed(connection, report),
        _times_typed(connection, report),
    )
    typed = _typed(connection, report)
    found: dict[str, Cell] = {}
    for id_ in {**times, **drafts}:
        last, draft = times.get(id_), typed.get(id_)
        n = last.times if last else 0
        version = n + drafts.get(id_, 0)
        if draft is not None and draft.base == n:
            found[id_] = Cell(_given(draft, id_), version, n, typed=True, by=draft.by, at=draft.at, door=draft.door)
        elif last is not None:
            given = filed.get(id_, Given(place=PLACE.format(question=id_)))
            found[id_] = Cell(given, version, n, by=last.by, at=last.at, door=last.door)
    return found


def _filed(connection: Connection, report: int) -> dict[str, Given]:
    said = (Answer.value, Answer.choice, Answer.absence, Answer.reason, Answer.comment)
    rows = connection.execute(select(Answer.question, *said).where(Answer.report == report))
    return {row.question: Given(*row[1:], place=PLACE.format(question=row.question)) for row in rows}


def _times_filed(connection: Connection, report: int) -> Written:
    """How often each answer was filed, and the last time."""
    counted = (
        select(func.max(AnswerChange.id).label("last"), func.count().label("times"))
        .where(AnswerChange.report == report)
        .group_by(AnswerChange.question)
        .subquery()
    )
    columns = (AnswerChange.question, counted.c.times, AnswerChange.by, AnswerChange.at, AnswerChange.door)
    asked = select(*columns).join(counted, counted.c.last == AnswerChange.id)
    return {row.question: row for row in connection.execute(asked)}


def _times_typed(connection: Connection, report: int) -> dict[str, int]:
    asked = select(DraftAnswer.question, func.count()).where(
        DraftAnswer.report == report, DraftAnswer.overtaken.is_(False)
    )
    return {row[0]: row[1] for row in connection.execute(asked.group_by(DraftAnswer.question))}


def _typed(connection: Connection, report: int) -> dict[str, Row[DraftAnswer]]:
    """The newest that was typed at each question, what was put aside left out."""
    newest = (
        select(func.max(DraftAnswer.id))
        .where(DraftAnswer.report == report, DraftAnswer.overtaken.is_(False))
        .group_by(DraftAnswer.question)
    )
    rows = connection.execute(select(DraftAnswer.__table__).where(DraftAnswer.id.in_(newest)))
    return {row.question: row for row in rows}


def _given(row: Row[DraftAnswer], question: str) -> Given:
    place = PLACE.format(question=question)
    return Given(row.value, row.choice, row.absence, row.reason, row.comment, place, row.typed)
