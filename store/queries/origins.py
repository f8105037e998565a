"""Where figures come from: each answer and each appraisal with who gave it, when, and through which door."""

import polars as pl
from sqlalchemy import Connection, func, select

from store.queries.frames import MOMENT, frame
from store.queries.verified import strength
from store.schema import COUNTED_STATES, Answer, AnswerChange, Appraisal, Report, ReportEvent, SourceFile

ANSWER_ORIGINS = {
    "unit": pl.String,
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
    "digest": pl.String,
    "place": pl.String,
    "changes": pl.Int64,
}
APPRAISAL_ORIGINS = {
    "unit": pl.String,
    "indicator": pl.String,
    "points": pl.Float64,
    "strength": pl.String,
    "by": pl.String,
    "at": MOMENT,
    "reason": pl.String,
}
REPORT_EVENTS = {
    "unit": pl.String,
    "at": MOMENT,
    "by": pl.String,
    "from_state": pl.String,
    "to_state": pl.String,
    "reason": pl.String,
}


def answer_origins(connection: Connection, round_: str, unit: str | None = None) -> pl.DataFrame:
    """One row per answer of the round's counted reports, or of one unit's, with its last change; by unit and question.

    `file` is the name and `digest` the hash of the file that the answer came in, null if it came otherwise. `changes`
    counts how often the answer was given or changed.
    """
    wanted = [
        Report.round == round_,
        Report.state.in_(COUNTED_STATES),
        *([] if unit is None else [Report.unit == unit]),
    ]
    last = (
        select(AnswerChange.report, AnswerChange.question, func.max(AnswerChange.id), func.count())
        .join(Report, Report.id == AnswerChange.report)
        .where(*wanted)
        .group_by(AnswerChange.report, AnswerChange.question)
        .subquery("last")
    )
    report, question, change, number = last.c
    said = (Answer.value, Answer.choice, Answer.absence, Answer.reason, Answer.comment)
    how = (AnswerChange.by, AnswerChange.at, AnswerChange.door, SourceFile.name, SourceFile.digest, AnswerChange.place)
    asked = (
        select(Report.unit, Answer.question, *said, *how, number)
        .join(Answer, Answer.report == Report.id)
        .join(last, (report == Answer.report) & (question == Answer.question))
        .join(AnswerChange, AnswerChange.id == change)
        .outerjoin(SourceFile, SourceFile.digest == AnswerChange.file)
        .where(*wanted)
        .order_by(Report.unit, Answer.question)
    )
    return frame(connection, asked, ANSWER_ORIGINS)


def appraisal_origins(connection: Connection, round_: str, unit: str | None = None) -> pl.DataFrame:
    """One row per appraised indicator of the round's counted reports, or of one unit's: the newest points."""
    newest = select(func.max(Appraisal.id)).group_by(Appraisal.report, Appraisal.indicator)
    given = (Appraisal.indicator, Appraisal.points, strength(), Appraisal.by, Appraisal.at, Appraisal.reason)
    asked = (
        select(Report.unit, *given)
        .join(Report, Report.id == Appraisal.report)
        .where(Report.round == round_, Report.state.in_(COUNTED_STATES), Appraisal.id.in_(newest))
        .order_by(Report.unit, Appraisal.indicator)
    )
    return frame(connection, asked if unit is None else asked.where(Report.unit == unit), APPRAISAL_ORIGINS)


def report_events(connection: Connection, round_: str, unit: str | None = None) -> pl.DataFrame:
    """One row per change of state of the round's counted reports, or of one unit's; by unit, the oldest first."""
    columns = (getattr(ReportEvent, name) for name in list(REPORT_EVENTS)[1:])
    asked = (
        select(Report.unit, *columns)
        .join(Report, Report.id == ReportEvent.report)
        .where(Report.round == round_, Report.state.in_(COUNTED_STATES))
        .order_by(Report.unit, ReportEvent.id)
    )
    return frame(connection, asked if unit is None else asked.where(Report.unit == unit), REPORT_EVENTS)
