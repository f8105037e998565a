"""How reporting goes: what was expected, what came, what came on time, who is missing, and who was called."""

from datetime import datetime
from typing import Final

import polars as pl
from sqlalchemy import Connection

from dashboard.data import facts
from dashboard.data.acts import Acting
from dashboard.data.facts import APPRAISED, COUNTED
from dashboard.data.source import Version, engine_at, remembered
from dashboard.intake import moment
from store import calls, queries
from store.calls import CallGiven
from store.engine import reading
from store.queries import register
from store.rights import EVERYWHERE, Reach
from store.schema import CALL_OUTCOMES

__all__ = ["CALL_OUTCOMES", "CallGiven"]

LEARNERS: Final = "learners"  # the question that counts those whom a unit teaches


@remembered
def status(
    version: Version, round_: str, by: str, institution_type: str = "", reach: Reach = EVERYWHERE
) -> pl.DataFrame:
    """One row per group of `by` (institution_type, province, cluster) of the units expected, in order of first unit.

    Columns: the group, expected, counted, complete (whatever passed every check, submitted or not), on_time, appraised,
    returned, draft, nothing (no report at all), share (counted over expected, 0 to 1).
    """
    state = pl.col("state")
    return (
        _expected(version, round_, institution_type, reach)
        .group_by(by, maintain_order=True)
        .agg(
            expected=pl.len(),
            counted=state.is_in(COUNTED).sum(),
            complete=pl.col("complete").sum(),
            on_time=(state.is_in(COUNTED) & pl.col("on_time")).sum(),
            appraised=state.is_in(APPRAISED).sum(),
            returned=(state == "returned").sum(),
            draft=(state == "draft").sum(),
            nothing=state.is_null().sum(),
        )
        .with_columns(share=pl.col("counted") / pl.col("expected"))
    )


@remembered
def missing(version: Version, round_: str, institution_type: str = "", reach: Reach = EVERYWHERE) -> pl.DataFrame:
    """One row per unit whose report does not count, with its state, null where it filed none.

    Columns: unit, name_vi, name_en, institution_type, province, state, complete, learners (as last told, null where
    never), share (of all learners of the country that units told of, 0 to 1).
    """
    absent = ~pl.col("state").is_in(COUNTED).fill_null(value=False)
    rows = _expected(version, round_, institution_type, reach).filter(absent)
    told = learners(version, round_)
    return (
        rows.select("unit", "name_vi", "name_en", "institution_type", "province", "state", "complete")
        .join(told, on="unit", how="left", maintain_order="left")
        .with_columns(share=pl.col("learners") / told["learners"].sum())
    )


@remembered
def learners(version: Version, round_: str) -> pl.DataFrame:
    """One row per unit of the round that told of its learners, in this round or else in the one before."""
    earlier = facts.previous(version, round_)
    rounds = [round_, *([earlier.id] if earlier else [])]
    told = [
        facts.answers(version, each)
        .filter(pl.col("question") == LEARNERS, pl.col("value").is_not_null())
        .select("unit", learners="value")
        for each in rounds
    ]
    newest = pl.concat(told).unique("unit", keep="first", maintain_order=True)
    return facts.units(version, round_).select("unit").join(newest, on="unit", how="inner", maintain_order="left")


@remembered
def more_time(version: Version, round_: str) -> pl.DataFrame:
    """One row per unit that has more time for a round than the others, as `store.queries.register.more_time`."""
    with reading(engine_at(version.store)) as connection:
        return register.more_time(connection, round_)


def called(version: Version, round_: str, reach: Reach) -> pl.DataFrame:
    """One row per call to a unit within reach about a round, the newest first; not kept, since calls change nothing."""
    with reading(engine_at(version.store)) as connection:
        return queries.calls(connection, round_, reach)


def log_call(connection: Connection, acting: Acting, given: CallGiven, *, at: datetime) -> bool:  # noqa: ARG001 - a demonstration's clock stands still
    """Kept, or ReportError with everything wrong."""
    calls.log_call(connection, acting, given, moment(connection))
    return True


def _expected(version: Version, round_: str, institution_type: str, reach: Reach) -> pl.DataFrame:
    kind = pl.col("institution_type") == institution_type if institution_type else pl.lit(value=True)
    filed = facts.reports(version, round_).select("unit", "state", "on_time")
    with reading(engine_at(version.store)) as connection:
        complete = queries.complete(connection, round_)["unit"]
    units = facts.units(version, round_, reach).filter(kind)
    return units.join(filed, on="unit", how="left", maintain_order="left").with_columns(
        complete=pl.col("unit").is_in(complete.implode())
    )
