"""One unit's report of one round: where it stands, what it says, and how that came about."""

import polars as pl
from sqlalchemy import Connection, func, select

from store.queries.frames import MOMENT, frame
from store.rights import EVERYWHERE, Reach, of_round
from store.schema import Answer, AnswerChange, Initiative, Report, ReportEvent, SourceFile

REPORT = {
    "report": pl.Int64,
    "unit": pl.String,
    "round": pl.String,
    "state": pl.String,
    "instrument": pl.String,
    "catalogue": pl.String,
    "first_submitted_at": MOMENT,
}
ANSWERS_OF = {
    "question": pl.String,
    "value": pl.Float64,
    "choice": pl.String,
    "absence": pl.String,
    "reason": pl.String,
    "comment": pl.String,
    "by": pl.String,
    "at": MOMENT,
    "door": pl.String,
    "file": pl.String,
    "place": pl.String,
    "changes": pl.Int64,
}
CHANGES = {
    "question": pl.String,
    "at": MOMENT,
    "by": pl.String,
    "before": pl.String,
    "after": pl.String,
    "door": pl.String,
    "file": pl.String,
    "place": pl.String,
}
INITIATIVES_OF = {
    "number": pl.Int64,
    "title": pl.String,
    "problem": pl.String,
    "solution": pl.String,
    "result": pl.String,
    "topic": pl.String,
    "stage": pl.String,
    "beneficiaries": pl.Int64,
    "cost": pl.Float64,
}
EVENTS = {"at": MOMENT, "by": pl.String, "from_state": pl.String, "to_state": pl.String, "reason": pl.String}


def report_of(connection: Connection, unit: str, round_: str) -> pl.DataFrame:
    """The one row of the report, in whatever state; none if nothing was filed."""
    columns = (Report.id, *(getattr(Report, name) for name in list(REPORT)[1:]))
    return frame(connection, select(*columns).where(Report.unit == unit, Report.round == round_), REPORT)


def answers_of(connection: Connection, unit: str, round_: str, reach: Reach = EVERYWHERE) -> pl.DataFrame:
    """One row per answer that the report has now, by question, with its last change and the number of changes.

    No row where the unit is out of reach: not there and not yours are the same.

    `file` is the name of the file that the last change came in, null if it came otherwise.
    """
    last = (
        select(AnswerChange.report, AnswerChange.question, func.max(AnswerChange.id), func.count())
        .join(Report, Report.id == AnswerChange.report)
        .where(Report.unit == unit, Report.round == round_, of_round(reach, Report.unit, round_))
        .group_by(AnswerChange.report, AnswerChange.question)
        .subquery("last")
    )
    report, question, change, number = last.c
    said = (Answer.value, Answer.choice, Answer.absence, Answer.reason, Answer.comment)
    how = (AnswerChange.by, AnswerChange.at, AnswerChange.door, SourceFile.name, AnswerChange.place)
    asked = (
        select(Answer.question, *said, *how, number)
        .join(last, (report == Answer.report) & (question == Answer.question))
        .join(AnswerChange, AnswerChange.id == change)
        .outerjoin(SourceFile, SourceFile.digest == AnswerChange.file)
    )
    return frame(connection, asked.order_by(Answer.question), ANSWERS_OF)


def changes(connection: Connection, unit: str, round_: str, reach: Reach = EVERYWHERE) -> pl.DataFrame:
    """One row per change of an answer, oldest first; `before` and `after` are JSON, null where there was no answer.

    No row where the unit is out of reach.
    """
    names = ("question", "at", "by", "before", "after", "door")
    columns = (*(getattr(AnswerChange, name) for name in names), SourceFile.name, AnswerChange.place)
    asked = (
        select(*columns)
        .join(Report, Report.id == AnswerChange.report)
        .outerjoin(SourceFile, SourceFile.digest == AnswerChange.file)
        .where(Report.unit == unit, Report.round == round_, of_round(reach, Report.unit, round_))
    )
    return frame(connection, asked.order_by(AnswerChange.id), CHANGES)


def initiatives_of(connection: Connection, unit: str, round_: str) -> pl.DataFrame:
    """One row per initiative of the report, in whatever state, in the order in which they stand there."""
    columns = (getattr(Initiative, name) for name in INITIATIVES_OF)
    asked = select(*columns).join(Report, Report.id == Initiative.report)
    wanted = asked.where(Report.unit == unit, Report.round == round_)
    return frame(connection, wanted.order_by(Initiative.number), INITIATIVES_OF)


def events_of(connection: Connection, unit: str, round_: str) -> pl.DataFrame:
    """One row per change of the report's state, oldest first; the first comes from no state."""
    columns = (getattr(ReportEvent, name) for name in EVENTS)
    asked = select(*columns).join(Report, Report.id == ReportEvent.report)
    wanted = asked.where(Report.unit == unit, Report.round == round_)
    return frame(connection, wanted.order_by(ReportEvent.id), EVENTS)
