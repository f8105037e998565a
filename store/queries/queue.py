"""What waits for a reviewer: the reports of a round by their state, the longest waiting first."""

from collections.abc import Sequence

import polars as pl
from sqlalchemy import Connection, Subquery, and_, case, func, select
from sqlalchemy.orm import aliased

from store.queries.frames import MOMENT, frame
from store.rights import EVERYWHERE, Reach, of_round
from store.schema import AnswerChange, Receipt, Report, ReportEvent

QUEUE = {
    "report": pl.Int64,
    "unit": pl.String,
    "waiting_since": MOMENT,
    "submissions": pl.Int64,
    "changed": pl.Int64,
    "returned": pl.Int64,
    "state": pl.String,
    "reviewer": pl.String,
}
LOOKED = ("returned", "appraised", "recognised")


def queue(
    connection: Connection, round_: str, reach: Reach = EVERYWHERE, states: Sequence[str] = ("submitted",)
) -> pl.DataFrame:
    """One row per report within reach and in one of these states, by the moment since which it waits.

    A report waits since it last came to its state; sent anew meanwhile, it keeps its place. `submissions` counts its
    receipts, `changed` the questions answered otherwise since the submission before the last, null where there is none,
    `returned` how often it was sent back, `reviewer` who looked at it last, null where nobody has.
    """
    back = _times("returned")
    came = (
        select(func.max(ReportEvent.at))
        .where(ReportEvent.report == Report.id, ReportEvent.to_state == Report.state)
        .correlate(Report)
        .scalar_subquery()
    )
    looked = aliased(ReportEvent)
    newest = (
        select(func.max(looked.id))
        .where(looked.report == Report.id, looked.to_state.in_(LOOKED))
        .correlate(Report)
        .scalar_subquery()
    )
    reviewer = select(ReportEvent.by).where(ReportEvent.id == newest).correlate(Report).scalar_subquery()
    last = select(Receipt.report, func.max(Receipt.number).label("number")).group_by(Receipt.report).subquery("last")
    before, change = aliased(Receipt), aliased(AnswerChange)
    changed = (
        select(func.count(change.question.distinct()))
        .where(change.report == Report.id, change.at > before.at)
        .correlate(Report, before)
        .scalar_subquery()
    )
    since = func.coalesce(came, Report.first_submitted_at)
    asked = (
        select(
            Report.id,
            Report.unit,
            since.label("waiting_since"),
            func.coalesce(last.c.number, 0),
            case((before.code.is_not(None), changed)),
            func.coalesce(back.c.times, 0),
            Report.state,
            reviewer,
        )
        .outerjoin(back, back.c.report == Report.id)
        .outerjoin(last, last.c.report == Report.id)
        .outerjoin(before, and_(before.report == Report.id, before.number == last.c.number - 1))
        .where(Report.round == round_, Report.state.in_(states), of_round(reach, Report.unit, round_))
        .order_by(since, Report.unit)
    )
    return frame(connection, asked, QUEUE)


def _times(state: str) -> Subquery:
    """How often each report came to a state."""
    asked = (
        select(ReportEvent.report, func.count().label("times"))
        .where(ReportEvent.to_state == state)
        .group_by(ReportEvent.report)
    )
    return asked.subquery(state)
