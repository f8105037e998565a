"""Everything that was ever written in one report: typed, put aside, filed."""

import json
from collections.abc import Mapping
from typing import Any, Final

import polars as pl
from sqlalchemy import Connection, Row, Select, select

from store.queries.frames import MOMENT
from store.rights import EVERYWHERE, Reach, of_round
from store.schema import AnswerChange, DraftAnswer, DraftInitiative, InitiativeChange, Report, SourceFile

WRITTEN: Final[Mapping[str, Any]] = {
    "question": pl.String,
    "at": MOMENT,
    "by": pl.String,
    "door": pl.String,
    "step": pl.String,
    "said": pl.String,
    "file": pl.String,
    "place": pl.String,
}
WRITTEN_INITIATIVES: Final[Mapping[str, Any]] = {"key": pl.String, **dict(list(WRITTEN.items())[1:])}
SAID = ("value", "choice", "absence", "reason", "comment", "typed")
LINE = ("title", "problem", "solution", "result", "topic", "stage", "beneficiaries", "cost")


def written(connection: Connection, unit: str, round_: str, reach: Reach = EVERYWHERE) -> pl.DataFrame:
    """One row per time that an answer was written, oldest first; none where the unit is out of reach.

    `said` is JSON, null where the answer was taken away. `step` is `typed`, `overtaken` (put aside, since somebody else
    had written meanwhile) or `filed`.
    """
    this = (Report.unit == unit, Report.round == round_, of_round(reach, Report.unit, round_))
    filed = _changes(AnswerChange)
    typed = select(DraftAnswer.__table__).join(Report, Report.id == DraftAnswer.report)
    # What is typed comes before what is filed at the same moment: it was filed because it had been typed.
    rows = [_typed(row) for row in connection.execute(typed.where(*this).order_by(DraftAnswer.id))]
    rows += [_filed(row) for row in connection.execute(filed.where(*this).order_by(AnswerChange.id))]
    return pl.DataFrame(rows, schema=dict(WRITTEN), orient="row").sort("at", maintain_order=True)


def initiatives_written(connection: Connection, unit: str, round_: str, reach: Reach = EVERYWHERE) -> pl.DataFrame:
    """One row per time that an initiative was written, oldest first; none where the unit is out of reach.

    As `written`; `key` is the number of a filed one, or the name that its line had before.
    """
    this = (Report.unit == unit, Report.round == round_, of_round(reach, Report.unit, round_))
    filed = _changes(InitiativeChange)
    typed = select(DraftInitiative.__table__).join(Report, Report.id == DraftInitiative.report)
    rows = [_typed_line(row) for row in connection.execute(typed.where(*this).order_by(DraftInitiative.id))]
    rows += [_filed_line(row) for row in connection.execute(filed.where(*this).order_by(InitiativeChange.id))]
    return pl.DataFrame(rows, schema=dict(WRITTEN_INITIATIVES), orient="row").sort("at", maintain_order=True)


def _changes(kind: type[AnswerChange | InitiativeChange]) -> Select[Any]:
    """Every filed change with the name of the file that it came in."""
    return (
        select(kind.__table__, SourceFile.name.label("name"))
        .join(Report, Report.id == kind.report)
        .outerjoin(SourceFile, SourceFile.digest == kind.file)
    )


def _filed_line(row: Row[Any]) -> tuple[object, ...]:
    return str(row.number), row.at, row.by, row.door, "filed", row.after, row.name, row.place


def _typed_line(row: Row[Any]) -> tuple[object, ...]:
    said = {name: row._mapping[name] for name in LINE if row._mapping[name] not in (None, "")}  # noqa: SLF001 - public
    step = "overtaken" if row.overtaken else "typed"
    text = None if row.removed else json.dumps(said, ensure_ascii=False)
    return row.key, row.at, row.by, row.door, step, text, None, ""


def _filed(row: Row[Any]) -> tuple[object, ...]:
    return row.question, row.at, row.by, row.door, "filed", row.after, row.name, row.place


def _typed(row: Row[Any]) -> tuple[object, ...]:
    said = {name: row._mapping[name] for name in SAID if row._mapping[name] not in (None, "")}  # noqa: SLF001 - public
    step = "overtaken" if row.overtaken else "typed"
    text = json.dumps(said, ensure_ascii=False) if said else None
    return row.question, row.at, row.by, row.door, step, text, None, ""
