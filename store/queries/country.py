"""All units at once: who there is, who reported, and what they said."""

from collections.abc import Sequence
from datetime import date, time

import polars as pl
from sqlalchemy import Connection, and_, func, select

from store.days import alive, holds
from store.deadlines import HERE
from store.queries.frames import MOMENT, frame
from store.queries.verified import strength
from store.rights import EVERYWHERE, Reach, within
from store.schema import (
    COUNTED_STATES,
    FROZEN_STATES,
    Answer,
    Appraisal,
    ClusterSpell,
    Report,
    Round,
    RoundException,
    Unit,
    UnitSpell,
)

UNITS = {
    "unit": pl.String,
    "name_vi": pl.String,
    "name_en": pl.String,
    "institution_type": pl.String,
    "province": pl.String,
    "parent": pl.String,
    "cluster": pl.String,
    "cluster_vi": pl.String,
    "cluster_en": pl.String,
    "opened": pl.Date,
}
ROUNDS = {
    "round": pl.String,
    "name_vi": pl.String,
    "name_en": pl.String,
    "calendar": pl.String,
    "starts": pl.Date,
    "ends": pl.Date,
    "opens": pl.Date,
    "due": pl.Date,
    "due_time": pl.Time,
    "appraisal_due": pl.Date,
    "closes": pl.Date,
    "closes_time": pl.Time,
    "locked": pl.Boolean,
    "data_version": pl.Int64,
}
REPORTS = {
    "report": pl.Int64,
    "unit": pl.String,
    "state": pl.String,
    "instrument": pl.String,
    "catalogue": pl.String,
    "first_submitted_at": MOMENT,
}
JUDGED = {
    "complete_at": MOMENT,
    "due": pl.Date,
    "due_time": pl.Time,
    "until": pl.Date,
    "until_time": pl.Time,
}
ANSWERS = {
    "round": pl.String,
    "unit": pl.String,
    "question": pl.String,
    "value": pl.Float64,
    "choice": pl.String,
    "absence": pl.String,
}
APPRAISALS = {"unit": pl.String, "indicator": pl.String, "points": pl.Float64, "strength": pl.String}


def units(connection: Connection, on: date, reach: Reach = EVERYWHERE) -> pl.DataFrame:
    """One row per unit within reach in being on a day, by id, as it then was; null where it had no cluster."""
    in_cluster = and_(ClusterSpell.unit == Unit.id, *holds(ClusterSpell, on))
    asked = (
        select(
            Unit.id,
            *(UnitSpell.name_vi, UnitSpell.name_en, UnitSpell.institution_type, UnitSpell.province, UnitSpell.parent),
            *(ClusterSpell.cluster, ClusterSpell.name_vi, ClusterSpell.name_en),
            Unit.opened,
        )
        .join(UnitSpell, UnitSpell.unit == Unit.id)
        .outerjoin(ClusterSpell, in_cluster)
        .where(*alive(on), *holds(UnitSpell, on), within(reach, Unit.id, on))
        .order_by(Unit.id)
    )
    return frame(connection, asked, UNITS)


def rounds(connection: Connection) -> pl.DataFrame:
    """One row per round, oldest first: by the last day that it reports on."""
    columns = (getattr(Round, "id" if name == "round" else name) for name in ROUNDS)
    return frame(connection, select(*columns).order_by(Round.ends, Round.starts, Round.id), ROUNDS)


def reports(connection: Connection, round_: str) -> pl.DataFrame:
    """One row per report of a round, in whatever state, by unit.

    `on_time`: complete by the deadline, Vietnamese time, whenever it was submitted after that; null if never submitted.
    The deadline is that of the round, or a later one of the unit's own if its exception says so. `appraised`: a
    reviewer has ended the appraisal.
    """
    columns = (Report.id, Report.unit, Report.state, Report.instrument, Report.catalogue, Report.first_submitted_at)
    complete = func.coalesce(Report.complete_at, Report.first_submitted_at)
    running = (RoundException.round == Report.round, RoundException.ended_at.is_(None), RoundException.counts_on_time)
    asked = (
        select(*columns, complete, Round.due, Round.due_time, RoundException.until, RoundException.until_time)
        .join(Round, Round.id == Report.round)
        .outerjoin(RoundException, and_(RoundException.unit == Report.unit, *running))
        .where(Report.round == round_)
        .order_by(Report.unit)
    )
    submitted = pl.col("first_submitted_at").is_not_null()
    on_time = _by("due", "due_time") | _by("until", "until_time").fill_null(value=False)
    return (
        frame(connection, asked, {**REPORTS, **JUDGED})
        .with_columns(on_time=pl.when(submitted).then(on_time), appraised=pl.col("state").is_in(FROZEN_STATES))
        .drop(*JUDGED)
    )


def _by(day: str, hour: str) -> pl.Expr:
    """Whether a report was complete by a deadline, the end of its day where no hour is named."""
    complete = pl.col("complete_at").dt.convert_time_zone(HERE.key).dt.replace_time_zone(None)
    return complete <= pl.col(day).dt.combine(pl.col(hour).fill_null(time.max), "us")


def answers(connection: Connection, rounds: Sequence[str], states: Sequence[str] = COUNTED_STATES) -> pl.DataFrame:
    """One row per answer given in the reports of these rounds, by round, unit and question.

    Exactly one of value, choice and absence is there. An unanswered question has no row. Drafts and returned reports
    are out, unless `states` names them.
    """
    asked = (
        select(Report.round, Report.unit, Answer.question, Answer.value, Answer.choice, Answer.absence)
        .join(Answer, Answer.report == Report.id)
        .where(Report.round.in_(rounds), Report.state.in_(states))
        .order_by(Report.round, Report.unit, Answer.question)
    )
    return frame(connection, asked, ANSWERS)


def appraisals(connection: Connection, round_: str) -> pl.DataFrame:
    """One row per indicator that a reviewer gave points in a counted report of the round: the newest points."""
    of_report = Report.id == Appraisal.report
    counted = (Report.round == round_, Report.state.in_(COUNTED_STATES))
    newest = select(func.max(Appraisal.id)).join(Report, of_report).where(*counted)
    newest = newest.group_by(Appraisal.report, Appraisal.indicator)
    asked = (
        select(Report.unit, Appraisal.indicator, Appraisal.points, strength())
        .join(Report, of_report)
        .where(Appraisal.id.in_(newest))
        .order_by(Report.unit, Appraisal.indicator)
    )
    return frame(connection, asked, APPRAISALS)
