"""Which indicators moved a score: the own change and the appraisal of a unit, indicator by indicator."""

import polars as pl

from catalogue import Instrument
from metrics.decomposition import CHANGED, Situation, compared, lines_of_descent, newly_reported
from metrics.points import APPRAISED, SCORED

OVERALL = "overall"


def contributions(before: Situation, now: Situation, descent: pl.DataFrame, item: str) -> pl.DataFrame:
    """One row per unit of both rounds and indicator of an item: unit, indicator, own, appraisal, told.

    `own` and `appraisal` are points of the item's score and add up, over a unit's indicators, to the parts of the same
    name in `metrics.decomposition.split`. `told` is `newly` or `no_longer` where there is a value only now or no
    value any more: what that does depends on all of them together, so that it has no points of its own here.
    """
    cells = compared(before, now, lines_of_descent(before.units, descent))
    claimed = (pl.col("self_points_now") - pl.col("self_points")).fill_null(0.0)
    lowered = (pl.col("points_now") - pl.col("points")).fill_null(0.0) - claimed
    has_value, had_value = (pl.col(rule).is_in([SCORED, APPRAISED]) for rule in ("rule_now", "rule"))
    worth = pl.when(~CHANGED).then("worth").otherwise(0.0)
    return cells.join(_worth(cells, now.instrument, item), on=["unit", "indicator"], how="inner").select(
        "unit",
        "indicator",
        own=claimed * worth,
        appraisal=lowered * worth,
        told=pl.when(CHANGED & has_value).then(pl.lit("newly")).when(CHANGED & had_value).then(pl.lit("no_longer")),
    )


def _worth(cells: pl.DataFrame, instrument: Instrument, item: str) -> pl.DataFrame:
    """One row per unit and indicator: unit, indicator, worth, what one more point does to the score of the item."""
    pillars = {i.id: i.pillar for i in instrument.indicators}
    weights = {p.id: p.weight or 0.0 for p in instrument.pillars}
    if item in pillars:
        full = float(instrument.indicator(item).points)
        return cells.filter(pl.col("indicator") == item).select("unit", "indicator", worth=pl.lit(100 / full))
    possible = newly_reported(cells).with_columns(pillar=pl.col("indicator").replace_strict(pillars))
    if item != OVERALL:
        possible = possible.filter(pl.col("pillar") == item)
    total = pl.col("possible").sum().over("unit", "pillar")
    weight = pl.col("pillar").replace_strict(weights, return_dtype=pl.Float64) if item == OVERALL else pl.lit(1.0)
    per_pillar = possible.with_columns(total=total, weight=weight).filter(pl.col("total") > 0)
    heard = per_pillar.unique(["unit", "pillar"]).group_by("unit").agg(weights=pl.col("weight").sum())
    return per_pillar.join(heard, on="unit", maintain_order="left").select(
        "unit", "indicator", worth=100 / pl.col("total") * pl.col("weight") / pl.col("weights")
    )
