"""One province: its units, what it was made of, what it lacks and how far it is on the way to the goals."""

from dataclasses import dataclass
from datetime import date

import polars as pl

from dashboard.data import boundaries, facts, goals, overview, rankings, shortfalls, support, units
from dashboard.data.source import Version, judged_by, remembered

STANDING = ("unit", "score", "self_score", "level", "rank", "ranked", "rank_low", "rank_high")


@dataclass(frozen=True)
class Merger:
    """A province that was made of several: the last round before and the first one after, for one institution type."""

    on: date
    before: str
    after: str
    parts: tuple[str, ...]


@remembered
def of_type(version: Version, round_: str, province: str, institution_type: str) -> pl.DataFrame:
    """One row per unit of a type in a province: the columns of `units.directory` and STANDING, best first.

    A unit whose report does not count has no standing.
    """
    instrument = judged_by().instrument_for(institution_type)
    if instrument is None:
        raise KeyError(institution_type)
    here = units.directory(version, round_).filter(
        pl.col("province") == province, pl.col("institution_type") == institution_type
    )
    standing = rankings.ranking(version, round_, institution_type, rankings.items(instrument)[0]).select(STANDING)
    return here.join(standing, on="unit", how="left", maintain_order="left").sort(
        "rank", "score", "unit", descending=[False, True, False], nulls_last=True
    )


def merger(version: Version, province: str, institution_type: str) -> Merger | None:
    """How a present province was made; None where it went on alone, or where either side has no report to compare."""
    steps = [each for each in judged_by().geography.successions if each.new_code == province]
    if len(steps) < 2:  # noqa: PLR2004 - one part alone is no merger
        return None
    on = steps[0].on
    heard = [r for r in facts.rounds(version) if facts.coverage(version, r.id, institution_type).counted]
    before = [each.id for each in heard if each.ends < on]
    after = [each.id for each in heard if each.ends >= on]
    if not before or not after:
        return None
    return Merger(on, before[-1], after[0], tuple(each.old_code for each in steps))


@remembered
def parts(version: Version, province: str, institution_type: str, item: str) -> pl.DataFrame:
    """One row per part of a merged province in the last round before the merger, and a last row for the whole.

    Columns: code (null for the whole), units, scored, simple, weighted, weight; as `overview.provinces`. The whole is
    what the same round shows on the present map, so that both maps count the same units. Empty without a merger.
    """
    columns = ("code", "units", "scored", "simple", "weighted", "weight")
    made = merger(version, province, institution_type)
    if made is None:
        return pl.DataFrame(schema=dict.fromkeys(columns, pl.Float64))
    olds = overview.provinces(version, made.before, institution_type, item).filter(pl.col("code").is_in(made.parts))
    wholes = boundaries.provinces(version, made.before, institution_type, item)
    whole = wholes.filter(pl.col("code") == province).with_columns(code=pl.lit(None, pl.String))
    return pl.concat([olds.select(columns), whole.select(columns)], how="vertical_relaxed")


@remembered
def gaps(version: Version, round_: str, province: str) -> pl.DataFrame:
    """One row per norm asked of the province's units, as `metrics.gaps.totals`, what costs most first."""
    rows = shortfalls.totals(version, round_, ("province",)).filter(pl.col("province") == province)
    return rows.sort("cost", "norm", descending=[True, False], nulls_last=True)


@remembered
def shares(version: Version, round_: str, province: str, today: date) -> pl.DataFrame:
    """One row per goal that units tell of in percent: goal, share (here), country, missing (here), base (here)."""
    rows = []
    for found in goals.progress(version, round_, today):
        goal = found.goal
        if goal.national or goal.out_of is None or goal.wanted is None:
            continue
        everywhere = support.units(version, round_, goal.of, goal.out_of, goal.wanted)
        here = support.provinces(version, round_, goal.of, goal.out_of, goal.wanted)
        own = here.filter(pl.col("province") == province)
        rows.append(
            {
                "goal": goal.id,
                "share": own["share"][0] if own.height else None,
                "country": support.share_of(everywhere),
                "missing": own["missing"][0] if own.height else None,
                "base": own["base"][0] if own.height else None,
            }
        )
    numbers = dict.fromkeys(("share", "country", "missing", "base"), pl.Float64)
    return pl.DataFrame(rows, schema={"goal": pl.String, **numbers})
