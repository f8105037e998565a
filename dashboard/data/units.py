"""One unit: its results beside its peers', its answers, its gaps, its initiatives, its history."""

import polars as pl

from catalogue import Instrument
from dashboard.data import facts
from dashboard.data.results import of_type
from dashboard.data.source import Version, engine_at, judged_by, remembered
from store import queries
from store.accounts.directory import by_person
from store.engine import reading
from store.rights import EVERYWHERE, Reach


@remembered
def directory(version: Version, round_: str, reach: Reach = EVERYWHERE) -> pl.DataFrame:
    """One row per unit of a round within reach, with the state of its report, null where it filed none."""
    states = facts.reports(version, round_).select("unit", "state")
    return facts.units(version, round_, reach).join(states, on="unit", how="left")


@remembered
def profile(version: Version, round_: str, unit: str) -> pl.DataFrame:
    """One row per item of the unit's instrument: its results, and its peers' median and quartiles of the score.

    Columns: kind, item, value, self_points, points, possible, score, level, answered, rule, rank, ranked, lower,
    median, upper. Empty where the unit's report does not count in this round.
    """
    found = facts.units(version, round_).filter(pl.col("unit") == unit)
    instrument = judged_by().instrument_for(found["institution_type"][0]) if found.height else None
    if instrument is None:
        return pl.DataFrame()
    results = of_type(version, round_, instrument)
    peers = results.group_by("kind", "item").agg(
        lower=pl.col("score").quantile(0.25, "linear"),
        median=pl.col("score").median(),
        upper=pl.col("score").quantile(0.75, "linear"),
    )
    own = in_order(instrument, results.filter(pl.col("unit") == unit).drop("unit"))
    return own.join(peers, on=["kind", "item"], how="left", maintain_order="left")


def in_order(instrument: Instrument, rows: pl.DataFrame) -> pl.DataFrame:
    """The results of one unit as its instrument lists their items, which an edition keeps by id."""
    listed = {
        "indicator": instrument.indicators,
        "section": instrument.sections,
        "pillar": instrument.pillars,
    }
    items = [(kind, each.id) for kind, entries in listed.items() for each in entries] + [("overall", "overall")]
    order = pl.DataFrame(items, schema={"kind": pl.String, "item": pl.String}, orient="row")
    return order.join(rows, on=["kind", "item"], how="inner", maintain_order="left")


@remembered
def answers(version: Version, round_: str, unit: str, reach: Reach) -> pl.DataFrame:
    """One row per question of the unit's instrument that it answered, as `queries.answers_of`; `by`: the person."""
    with reading(engine_at(version.store)) as connection:
        return by_person(connection, queries.answers_of(connection, unit, round_, reach))


@remembered
def history(version: Version, round_: str, unit: str, reach: Reach) -> pl.DataFrame:
    """One row per change of an answer of the unit's report, the newest first: who, when, from, to, door, place."""
    with reading(engine_at(version.store)) as connection:
        return by_person(connection, queries.changes(connection, unit, round_, reach))


@remembered
def trend(version: Version, unit: str, calendar: str, item: str) -> pl.DataFrame:
    """One row per round of a calendar in which the unit lived: round, name_vi, name_en, score, level, rank, ranked."""
    rows = []
    for each in facts.rounds(version):
        found = facts.units(version, each.id).filter(pl.col("unit") == unit)
        if each.calendar != calendar or found.is_empty():
            continue
        instrument = judged_by().instrument_for(found["institution_type"][0])
        if instrument is None:
            continue
        own = of_type(version, each.id, instrument).filter(pl.col("unit") == unit, pl.col("item") == item)
        result = own.row(0, named=True) if own.height else dict.fromkeys(("score", "level", "rank", "ranked"))
        kept = {name: result[name] for name in ("score", "level", "rank", "ranked")}
        rows.append({"round": each.id, "name_vi": each.name_vi, "name_en": each.name_en, **kept})
    schema = dict.fromkeys(("round", "name_vi", "name_en"), pl.String) | {"score": pl.Float64}
    return pl.DataFrame(rows, schema=schema | dict.fromkeys(("level", "rank", "ranked"), pl.Int32))


@remembered
def initiatives(version: Version, round_: str, unit: str) -> pl.DataFrame:
    """One row per initiative of the unit's report, in its order, as `store.queries.initiatives_of`."""
    with reading(engine_at(version.store)) as connection:
        return queries.initiatives_of(connection, unit, round_)
