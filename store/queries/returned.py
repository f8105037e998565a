"""What is to be mended: reports that were sent back, and at which questions, why, by whom and when."""

import polars as pl
from sqlalchemy import Connection, ScalarSelect, func, select
from sqlalchemy.orm import aliased

from store.queries.frames import MOMENT, frame
from store.rights import EVERYWHERE, Reach, within
from store.schema import AnswerChange, Receipt, Report, ReportEvent, ReturnedAnswer, Round

MENDED = {"question": pl.String, "reason": pl.String, "by": pl.String, "at": MOMENT}
SENT_BACK = {
    "unit": pl.String,
    "round": pl.String,
    "reason": pl.String,
    "by": pl.String,
    "at": MOMENT,
    "questions": pl.Int64,
}


def to_mend(connection: Connection, unit: str, round_: str, reach: Reach = EVERYWHERE) -> pl.DataFrame:
    """One row per question at which the last return of a report says something, whatever state it is in now."""
    columns = (ReturnedAnswer.question, ReturnedAnswer.reason, ReportEvent.by, ReportEvent.at)
    asked = (
        select(*columns)
        .join(ReportEvent, ReportEvent.id == ReturnedAnswer.event)
        .join(Report, Report.id == ReportEvent.report)
        .join(Round, Round.id == Report.round)
        .where(Report.unit == unit, Report.round == round_, ReturnedAnswer.event == _last_return())
        .where(within(reach, Report.unit, Round.ends))
        .order_by(ReturnedAnswer.question)
    )
    return frame(connection, asked, MENDED)


def sent_back(connection: Connection, reach: Reach = EVERYWHERE) -> pl.DataFrame:
    """One row per report within reach that stands returned, the longest waiting first; how many questions are named."""
    named = select(func.count()).where(ReturnedAnswer.event == ReportEvent.id).correlate(ReportEvent).scalar_subquery()
    asked = (
        select(Report.unit, Report.round, ReportEvent.reason, ReportEvent.by, ReportEvent.at, named)
        .join(ReportEvent, ReportEvent.id == _last_return())
        .join(Round, Round.id == Report.round)
        .where(Report.state == "returned", within(reach, Report.unit, Round.ends))
        .order_by(ReportEvent.at, Report.unit, Report.round)
    )
    return frame(connection, asked, SENT_BACK)


def renewed(connection: Connection, unit: str, round_: str, reach: Reach = EVERYWHERE) -> pl.DataFrame:
    """One row per question that was answered otherwise since the submission before the last; none before a second."""
    before = aliased(Receipt)
    last = select(func.max(Receipt.number)).where(Receipt.report == Report.id).correlate(Report).scalar_subquery()
    asked = (
        select(AnswerChange.question)
        .distinct()
        .join(Report, Report.id == AnswerChange.report)
        .join(Round, Round.id == Report.round)
        .join(before, (before.report == Report.id) & (before.number == last - 1))
        .where(Report.unit == unit, Report.round == round_, AnswerChange.at > before.at)
        .where(within(reach, Report.unit, Round.ends))
        .order_by(AnswerChange.question)
    )
    return frame(connection, asked, {"question": pl.String})


def _last_return() -> ScalarSelect[int]:
    back = aliased(ReportEvent)
    newest = select(func.max(back.id)).where(back.report == Report.id, back.to_state == "returned")
    return newest.correlate(Report).scalar_subquery()
