"""What a reviewer looks at, and does: the queue, one report with what stands beside it, and each act upon it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

import polars as pl
from sqlalchemy import Connection

from catalogue import Instrument
from dashboard.data import facts
from dashboard.data.acts import Acting
from dashboard.data.source import Version, engine_at, judged_by, remembered
from dashboard.intake import moment
from metrics.points import points
from metrics.values import values
from store import queries, reviewing, verifying
from store.accounts.directory import by_person
from store.engine import reading
from store.evidence import file_of
from store.faults import ReportError
from store.past import known
from store.review import AppraisalGiven
from store.reviewing import Ruling, Step
from store.rights import Reach
from store.rules import UNKNOWN, Doubt, doubts
from store.schema import STRENGTHS
from store.submission import Given, InitiativeGiven, Submission
from store.verifying import VerificationGiven

__all__ = ["STRENGTHS", "AppraisalGiven", "Ruling", "Step", "VerificationGiven"]

SAID: Final = ("value", "choice", "absence")
ANSWER: Final = (*SAID, "reason", "comment")


@remembered
def queue(version: Version, round_: str, reach: Reach, states: tuple[str, ...]) -> pl.DataFrame:
    """One row per report in these states, the longest waiting first, with its unit as it stood.

    Beside the columns of `store.queries.queue`: name_vi, name_en, institution_type, province, and `moved`, the number
    of answers that are not those of the round before, null where nothing of it counts.
    """
    with reading(engine_at(version.store)) as connection:
        rows = queries.queue(connection, round_, reach, states)
    units = facts.units(version, round_).select("unit", "name_vi", "name_en", "institution_type", "province")
    rows = rows.join(units, on="unit", how="inner", maintain_order="left")
    return rows.join(_moved(version, round_), on="unit", how="left", maintain_order="left")


def _moved(version: Version, round_: str) -> pl.DataFrame:
    earlier = facts.previous(version, round_)
    if earlier is None:
        return pl.DataFrame(schema={"unit": pl.String, "moved": pl.Int64})
    before, now = facts.answers(version, earlier.id), facts.answers(version, round_)
    both = now.join(before, on=["unit", "question"], how="inner", suffix="_before")
    other = pl.any_horizontal(pl.col(name).ne_missing(pl.col(f"{name}_before")) for name in SAID)
    return both.group_by("unit").agg(moved=other.sum().cast(pl.Int64))


@remembered
def report(version: Version, round_: str, unit: str, reach: Reach) -> dict[str, Any] | None:
    """The report's row of the queue, in whatever state; None where there is none within reach."""
    rows = queue(version, round_, reach, ("draft", "submitted", "returned", "appraised", "recognised", "published"))
    found = rows.filter(pl.col("unit") == unit)
    return found.row(0, named=True) if found.height else None


@remembered
def answers(version: Version, round_: str, unit: str, reach: Reach) -> pl.DataFrame:
    """One row per question of the unit's instrument, in the order of asking.

    Columns: pillar, question, value, choice, absence, reason, comment; the same of the round before with `_before`;
    `renewed`, whether it was changed since the submission before the last; `mend`, what the last return says.
    """
    instrument = _instrument(version, round_, unit)
    earlier = facts.previous(version, round_)
    with reading(engine_at(version.store)) as connection:
        now = queries.answers_of(connection, unit, round_, reach).select("question", *ANSWER)
        before = queries.answers_of(connection, unit, earlier.id, reach) if earlier else now.clear()
        mend = queries.to_mend(connection, unit, round_, reach).select("question", mend="reason")
        renewed = queries.renewed(connection, unit, round_, reach)
    asked = pl.DataFrame(list(instrument.asked()), schema={"pillar": pl.String, "question": pl.String}, orient="row")
    return (
        asked.join(now, on="question", how="left", maintain_order="left")
        .join(before.select("question", *SAID), on="question", how="left", suffix="_before", maintain_order="left")
        .join(mend, on="question", how="left", maintain_order="left")
        .with_columns(renewed=pl.col("question").is_in(renewed["question"].implode()))
    )


@remembered
def doubted(version: Version, round_: str, unit: str, reach: Reach) -> list[Doubt]:
    """What the rules ask to look at again, in what was filed."""
    instrument, catalogue = _instrument(version, round_, unit), judged_by()
    with reading(engine_at(version.store)) as connection:
        rows = queries.answers_of(connection, unit, round_, reach).iter_rows(named=True)
        given = {row["question"]: Given(**{name: row[name] for name in ANSWER}) for row in rows}
        listed = queries.initiatives_of(connection, unit, round_).drop("number").iter_rows(named=True)
        initiatives = tuple(InitiativeGiven(**row) for row in listed)
        submission = Submission(unit, round_, given, initiatives, "", moment(connection), "form")
        past = known(connection, catalogue, [((unit, round_), instrument)]).get((unit, round_), UNKNOWN)
    return list(doubts(catalogue.rules_for(instrument), submission, instrument.questions, past))


@remembered
def indicators(version: Version, round_: str, unit: str, reach: Reach) -> pl.DataFrame:
    """One row per indicator, in the instrument's order: what the unit gives itself, and what a reviewer gave.

    Columns: indicator, pillar, full, own, points, strength, reason, by, pieces (of evidence), body (that verified it;
    null where nobody did or an answer changed since).
    """
    instrument = _instrument(version, round_, unit)
    with reading(engine_at(version.store)) as connection:
        given = queries.points_of(connection, unit, round_, reach)
        said = queries.answers_of(connection, unit, round_, reach).with_columns(unit=pl.lit(unit))
        shown = queries.evidence_of(connection, unit, round_, reach)
        verified = queries.verifications_of(connection, unit, round_, reach).filter("holds")
    found = values(said.select("unit", "question", *SAID), pl.Series("unit", [unit]), instrument)
    nothing = pl.DataFrame(schema={"unit": pl.String, "indicator": pl.String, "points": pl.Float64})
    own = points(found, nothing, instrument).select("indicator", own=pl.col("self_points").round(2))
    listed = [(each.id, each.pillar, each.points) for each in instrument.indicators]
    schema = {"indicator": pl.String, "pillar": pl.String, "full": pl.Float64}
    pieces = shown.group_by("indicator").agg(pieces=pl.len())
    bodies = verified.group_by("indicator").agg(body=pl.col("body").last())
    rows = pl.DataFrame(listed, schema=schema, orient="row")
    for beside in (own, given.drop("at"), pieces, bodies):
        rows = rows.join(beside, on="indicator", how="left", maintain_order="left")
    return rows.with_columns(pl.col("pieces").fill_null(0))


@remembered
def evidence(version: Version, round_: str, unit: str, reach: Reach) -> pl.DataFrame:
    """One row per piece of evidence, as `store.queries.evidence_of`."""
    with reading(engine_at(version.store)) as connection:
        return queries.evidence_of(connection, unit, round_, reach)


@remembered
def events(version: Version, round_: str, unit: str) -> pl.DataFrame:
    """One row per change of the report's state, the oldest first; `by` is the person's name."""
    with reading(engine_at(version.store)) as connection:
        return by_person(connection, queries.events_of(connection, unit, round_))


@remembered
def initiatives_written(version: Version, round_: str, unit: str, reach: Reach) -> pl.DataFrame:
    """One row per time that an initiative was written, as `store.queries.initiatives_written`."""
    with reading(engine_at(version.store)) as connection:
        return by_person(connection, queries.initiatives_written(connection, unit, round_, reach))


def file_content(store: str, report_: int, digest: str) -> bytes:
    """The bytes of a file that a report shows."""
    with reading(engine_at(store)) as connection:
        found = file_of(connection, report_, digest)
    return found[1] if found else b""


def sent_back(version: Version, reach: Reach) -> pl.DataFrame:
    """One row per report within reach that stands returned, as `store.queries.sent_back`."""
    with reading(engine_at(version.store)) as connection:
        return by_person(connection, queries.sent_back(connection, reach))


def take(connection: Connection, acting: Acting, steps: Sequence[Step], *, at: datetime) -> list[Ruling]:  # noqa: ARG001 - a demonstration's clock stands still
    """Each step judged by itself; none keeps another from being done."""
    return reviewing.take(connection, acting, steps, moment(connection))


def take_one(connection: Connection, acting: Acting, step: Step, *, at: datetime) -> bool:
    """The step, or ReportError with why not."""
    (ruling,) = take(connection, acting, [step], at=at)
    if ruling.faults:
        raise ReportError(ruling.faults)
    return True


def give_points(
    connection: Connection, acting: Acting, rows: Sequence[AppraisalGiven], end: Step | None, *, at: datetime
) -> bool:
    """All points of a report or none, and with `end` the appraisal is ended too; ReportError with everything wrong."""
    seen = end.seen if end else None
    reviewing.appraise_report(connection, acting, rows, moment(connection), seen)
    return take_one(connection, acting, end, at=at) if end else True


def verify(connection: Connection, acting: Acting, given: VerificationGiven, *, at: datetime) -> bool:  # noqa: ARG001 - as above
    """Recorded, or ReportError with everything wrong."""
    verifying.verify(connection, acting, given, moment(connection))
    return True


def _instrument(version: Version, round_: str, unit: str) -> Instrument:
    found = facts.units(version, round_).filter(pl.col("unit") == unit)
    instrument = judged_by().instrument_for(found["institution_type"][0]) if found.height else None
    if instrument is None:
        raise KeyError(unit)
    return instrument
