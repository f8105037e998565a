"""How far a rank can be trusted: its range under other decisions, who cannot be told apart, and what drives it."""

from typing import Any

import polars as pl

from catalogue import Instrument
from metrics import composite
from metrics.levels import TOO_FEW

DRAWS = 1000
# The power mean of one half punishes uneven results as the geometric mean does, and can take a score of zero.
DECISIONS: dict[str, Any] = {
    "vary": ("weights", "indicators", "aggregation"),
    "noise": 0.25,
    "alternatives": {"aggregation": ("arithmetic", 0.5)},
    "seed": 0,
}
RANGES = pl.Schema({"unit": pl.String, "rank_low": pl.Float64, "rank_high": pl.Float64, "band": pl.Int64})
ALIKE = pl.Schema({"unit": pl.String, "other": pl.String, "ahead": pl.Float64})
CONFIDENCE = 0.95  # of the draws that must agree on who stands before whom
INDICES = ("s1", "s1_low", "s1_high", "st", "st_low", "st_high")
DRIVERS = pl.Schema({"factor": pl.String, **dict.fromkeys(INDICES, pl.Float64)})


def framework(instrument: Instrument, item: str) -> composite.Framework:
    """The instrument as a tree of weights: points within a pillar, and the pillars' weights within the whole."""
    pillars = [p for p in instrument.pillars if item in ("overall", p.id)]
    leaves = [
        composite.Indicator(f"{i.id}:value", parent=i.pillar, weight=i.points)
        for pillar in pillars
        for i in instrument.in_pillar(pillar.id)
    ]
    if item != "overall":
        return composite.Framework([composite.Indicator(item, parent=None), *leaves])
    above = [composite.Indicator(p.id, parent="overall", weight=p.weight or 0.0) for p in pillars]
    return composite.Framework([composite.Indicator("overall", parent=None), *above, *leaves])


def scores(results: pl.DataFrame, instrument: Instrument, item: str) -> pl.DataFrame:
    """One row per unit that is ranked on `item`; one column `indicator:value` each: its share of its points, 0 to 100.

    What an instrument leaves out is null, and its siblings weigh more, as in `metrics.judge`. The suffix keeps an
    indicator apart from a pillar of the same name.
    """
    codes = [i.id for i in instrument.indicators if item in ("overall", i.pillar)]
    fit = results.filter(pl.col("item") == item, pl.col("score").is_not_null(), pl.col("rule") != TOO_FEW)
    return (
        results.filter(pl.col("kind") == "indicator", pl.col("unit").is_in(fit["unit"].implode()))
        .with_columns(score=pl.when(pl.col("possible") > 0).then("score"))
        .pivot("item", on_columns=codes, index="unit", values="score", aggregate_function="first")
        .rename({code: f"{code}:value" for code in codes})
        .sort("unit")
    )


def ranges(results: pl.DataFrame, instrument: Instrument, item: str, draws: int = DRAWS) -> pl.DataFrame:
    """One row per ranked unit: unit, rank_low and rank_high (5th and 95th percentile of its rank), band.

    Each draw shakes every weight by up to a quarter, leaves one indicator out or none, and takes the arithmetic or a
    power mean. Units of one band cannot be told apart from the first of the band in 95 of 100 draws. Empty without
    ranks. A single indicator leaves nothing to decide: its ranges are the ranks, its bands the different scores.
    OECD/JRC Handbook (2008), section 1.7 and Step 7 of part 2.
    """
    if item in {i.id for i in instrument.indicators}:
        return _as_ranked(results, item)
    sample = _sample(results, instrument, item, draws)
    if sample is None:
        return pl.DataFrame(schema=RANGES)
    spread = composite.rank_ranges(sample).select("unit", rank_low="rank_q05", rank_high="rank_q95")
    return spread.join(composite.bands(sample, CONFIDENCE), on="unit", how="left", maintain_order="left").cast(RANGES)


def alike(results: pl.DataFrame, instrument: Instrument, item: str, draws: int = DRAWS) -> pl.DataFrame:
    """One row per ordered pair of ranked units that cannot be told apart: unit, other, ahead.

    `ahead` is the share of the draws of `ranges` in which the unit stands before the other; a tie is half. A pair in
    which one of them does so in 95 of 100 draws is told apart and has no row. A single indicator leaves nothing to
    decide: only equal scores are alike.
    """
    if item in {i.id for i in instrument.indicators}:
        ranked = results.filter(pl.col("item") == item, pl.col("rank").is_not_null()).select("unit", "rank")
        pairs = ranked.join(ranked.rename({"unit": "other"}), on="rank").filter(pl.col("unit") != pl.col("other"))
        return pairs.select("unit", "other", ahead=pl.lit(0.5)).sort("unit", "other").cast(ALIKE)
    sample = _sample(results, instrument, item, draws)
    if sample is None:
        return pl.DataFrame(schema=ALIKE)
    return composite.indistinguishable(sample, CONFIDENCE).cast(ALIKE)


def drivers(results: pl.DataFrame, instrument: Instrument, item: str, draws: int = DRAWS) -> pl.DataFrame:
    """One row per decision (weights, indicators, aggregation): factor, Sobol indices s1 and st with their intervals.

    They say which decision moves units from their rank, and by how much of the whole movement. Empty without ranks.
    """
    single = item in {i.id for i in instrument.indicators}
    frame = pl.DataFrame() if single else scores(results, instrument, item)
    if frame.is_empty() or not instrument.is_ranked:
        return pl.DataFrame(schema=DRIVERS)
    return composite.sensitivity(frame, framework(instrument, item), draws=draws, **DECISIONS)


def _sample(results: pl.DataFrame, instrument: Instrument, item: str, draws: int) -> composite.RankSample | None:
    """The ranks of the draws; None where there is nobody to rank."""
    frame = scores(results, instrument, item)
    if frame.is_empty() or not instrument.is_ranked:
        return None
    return composite.simulate(frame, framework(instrument, item), draws=draws, **DECISIONS)


def _as_ranked(results: pl.DataFrame, item: str) -> pl.DataFrame:
    """The ranks of `metrics.judge` as ranges without width."""
    ranked = results.filter(pl.col("item") == item, pl.col("rank").is_not_null()).sort("rank", "unit")
    return ranked.select("unit", rank_low="rank", rank_high="rank", band=pl.col("rank").rank("dense")).cast(RANGES)
