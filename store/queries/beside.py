"""What stands beside a report: points given, verifications, evidence; and the calls to units that are missing."""

import polars as pl
from sqlalchemy import Connection, func, select

from store.queries.frames import MOMENT, frame
from store.queries.verified import holds, strength
from store.rights import EVERYWHERE, Reach, of_round
from store.schema import Appraisal, Call, Evidence, EvidenceFile, Report, Verification

GIVEN_POINTS = {
    "indicator": pl.String,
    "points": pl.Float64,
    "strength": pl.String,
    "reason": pl.String,
    "by": pl.String,
    "at": MOMENT,
}
VERIFIED = {
    "indicator": pl.String,
    "body": pl.String,
    "on_date": pl.Date,
    "document": pl.String,
    "by": pl.String,
    "at": MOMENT,
    "holds": pl.Boolean,
}
EVIDENCE = {
    "indicator": pl.String,
    "link": pl.String,
    "digest": pl.String,
    "note": pl.String,
    "media_type": pl.String,
    "size": pl.Int64,
}
CALLS = {
    "unit": pl.String,
    "at": MOMENT,
    "by": pl.String,
    "spoke_with": pl.String,
    "outcome": pl.String,
    "note": pl.String,
    "again_on": pl.Date,
}


def points_of(connection: Connection, unit: str, round_: str, reach: Reach = EVERYWHERE) -> pl.DataFrame:
    """One row per indicator of a report that a reviewer gave points: the newest, whatever state the report is in."""
    newest = select(func.max(Appraisal.id)).group_by(Appraisal.report, Appraisal.indicator)
    columns = (Appraisal.indicator, Appraisal.points, strength(), Appraisal.reason, Appraisal.by, Appraisal.at)
    asked = select(*columns).join(Report, Report.id == Appraisal.report).where(Appraisal.id.in_(newest))
    asked = asked.where(Report.unit == unit, Report.round == round_, of_round(reach, Report.unit, round_))
    return frame(connection, asked.order_by(Appraisal.indicator), GIVEN_POINTS)


def verifications_of(connection: Connection, unit: str, round_: str, reach: Reach = EVERYWHERE) -> pl.DataFrame:
    """One row per indicator and document, the oldest first; `holds` until an answer of the indicator changes."""
    columns = (getattr(Verification, name) for name in list(VERIFIED)[:-1])
    asked = select(*columns, holds()).join(Report, Report.id == Verification.report)
    asked = asked.where(Report.unit == unit, Report.round == round_, of_round(reach, Report.unit, round_))
    return frame(connection, asked.order_by(Verification.id), VERIFIED)


def evidence_of(connection: Connection, unit: str, round_: str, reach: Reach = EVERYWHERE) -> pl.DataFrame:
    """One row per piece of evidence, the oldest first; type and bytes of files, null for links."""
    columns = (Evidence.indicator, Evidence.link, Evidence.digest, Evidence.note, EvidenceFile.media_type)
    asked = (
        select(*columns, EvidenceFile.size)
        .join(Report, Report.id == Evidence.report)
        .outerjoin(EvidenceFile, EvidenceFile.digest == Evidence.digest)
        .where(Report.unit == unit, Report.round == round_, of_round(reach, Report.unit, round_))
        .order_by(Evidence.id)
    )
    return frame(connection, asked, EVIDENCE)


def complete(connection: Connection, round_: str) -> pl.DataFrame:
    """One row per report of a round, in whatever state, that has passed every check: its unit."""
    asked = select(Report.unit).where(Report.round == round_, Report.complete_at.is_not(None)).order_by(Report.unit)
    return frame(connection, asked, {"unit": pl.String})


def calls(connection: Connection, round_: str, reach: Reach = EVERYWHERE) -> pl.DataFrame:
    """One row per call about a round to a unit within reach, the newest first."""
    columns = (getattr(Call, name) for name in CALLS)
    asked = select(*columns).where(Call.round == round_, of_round(reach, Call.unit, round_))
    return frame(connection, asked.order_by(Call.id.desc()), CALLS)
