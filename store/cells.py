"""What stands at each question of a report now, typed or filed, and how often it has been written."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Integer, Row, Subquery, bindparam, func, select

from store.schema import AnswerChange, DraftAnswer
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

# Asked with every answer that is saved, so they are put together once and not each time.
_REPORT: Final = bindparam("report", type_=Integer)


def _newest(table: type[AnswerChange | DraftAnswer], *which: ColumnElement[bool]) -> Subquery:
    """By question of a report, the last row and how many there are."""
    counted = select(func.max(table.id).label("last"), func.count().label("times"))
    return counted.where(table.report == _REPORT, *which).group_by(table.question).subquery()


_LAST_FILED = _newest(AnswerChange)
_LAST_TYPED = _newest(DraftAnswer, DraftAnswer.overtaken.is_(False))  # what was put aside left out
_FILED = select(AnswerChange.__table__, _LAST_FILED.c.times).join(_LAST_FILED, _LAST_FILED.c.last == AnswerChange.id)
_TYPED = select(DraftAnswer.__table__, _LAST_TYPED.c.times).join(_LAST_TYPED, _LAST_TYPED.c.last == DraftAnswer.id)


def cells(connection: Connection, report: int) -> dict[str, Cell]:
    """By question, for all that were ever written; two statements."""
    filed = {row.question: row for row in connection.execute(_FILED, {"report": report})}
    typed = {row.question: row for row in connection.execute(_TYPED, {"report": report})}
    found: dict[str, Cell] = {}
    for id_ in {**filed, **typed}:
        last, draft = filed.get(id_), typed.get(id_)
        n = last.times if last else 0
        version = n + (draft.times if draft else 0)
        if draft is not None and draft.base == n:
            found[id_] = Cell(_typed(draft), version, n, typed=True, by=draft.by, at=draft.at, door=draft.door)
        elif last is not None:
            found[id_] = Cell(_given(id_, last.after), version, n, by=last.by, at=last.at, door=last.door)
    return found


def _given(question: str, after: str | None) -> Given:
    """An answer as the history keeps it."""
    return Given(**json.loads(after or "{}"), place=PLACE.format(question=question))


def _typed(row: Row[Any]) -> Given:
    place = PLACE.format(question=row.question)
    return Given(row.value, row.choice, row.absence, row.reason, row.comment, place, row.typed)
