"""How far a rank can be trusted: its range when the weights are shaken, and who cannot be told apart."""

import polars as pl

from catalogue import Instrument
from metrics import composite
from metrics.levels import TOO_FEW

DRAWS = 1000
NOISE = 0.25
LOW, HIGH = "rank_low", "rank_high"


def framework(instrument: Instrument, item: str) -> composite.Framework:
    """The instrument as a tree of weights: points within a pillar, and the pillars' weights within the whole."""
    pillars = [p for p in instrument.pillars if item in ("overall", p.id)]
    leaves = [
        composite.Indicator(i.id, parent=i.pillar, weight=i.points)
        for pillar in pillars
        for i in instrument.in_pillar(pillar.id)
    ]
    if item != "overall":
        return composite.Framework([composite.Indicator(item, parent=None), *leaves])
    above = [composite.Indicator(p.id, parent="overall", weight=p.weight or 0.0) for p in pillars]
    return composite.Framework([composite.Indicator("overall", parent=None), *above, *leaves])


def scores(results: pl.DataFrame, instrument: Instrument, item: str) -> pl.DataFrame:
    """One row per unit that is ranked on `item`; one column per indicator: its share of its points, 0 to 100.

    What an instrument leaves out is null, and its siblings weigh more, as in `metrics.judge`.
    """
    codes = [i.id for i in instrument.indicators if item in ("overall", i.pillar)]
    fit = results.filter(pl.col("item") == item, pl.col("score").is_not_null(), pl.col("rule") != TOO_FEW)
    return (
        results.filter(pl.col("kind") == "indicator", pl.col("unit").is_in(fit["unit"].implode()))
        .with_columns(score=pl.when(pl.col("possible") > 0).then("score"))
        .pivot("item", on_columns=codes, index="unit", values="score", aggregate_function="first")
        .sort("unit")
    )


def ranges(results: pl.DataFrame, instrument: Instrument, item: str, draws: int = DRAWS) -> pl.DataFrame:
    """One row per ranked unit: unit, rank_low and rank_high (5th and 95th percentile), band.

    Each draw shakes every weight by up to a quarter, up or down, as the audits of composite indices do (OECD/JRC
    Handbook 2008, section 1.7). Units of one band cannot be told apart from the first of the band. Empty without ranks.
    """
    frame = scores(results, instrument, item)
    if frame.is_empty() or not instrument.is_ranked:
        return pl.DataFrame(schema={"unit": pl.String, LOW: pl.Float64, HIGH: pl.Float64, "band": pl.UInt32})
    drawn = composite.uncertainty(frame, framework(instrument, item), draws=draws, noise=NOISE, seed=0)
    return bands(drawn.select("unit", "rank_nominal", rank_low="rank_q05", rank_high="rank_q95"))


def bands(ranges: pl.DataFrame) -> pl.DataFrame:
    """The same units with `band`, from 1: a new band begins where a unit's range lies wholly below the band's first."""
    band, limit, numbers = 0, float("-inf"), []
    ordered = ranges.sort("rank_nominal", "unit")
    for low, high in ordered.select(LOW, HIGH).iter_rows():
        if low > limit:
            band, limit = band + 1, high
        numbers.append(band)
    return ordered.select("unit", LOW, HIGH, band=pl.Series(numbers, dtype=pl.UInt32))
