"""Values become points: in a straight line, by steps, for each one, or as given; never above what an indicator has."""

import polars as pl

from catalogue import Indicator, Instrument
from metrics.values import ANSWERED, MISSING

SCORED, APPRAISED, ZERO, LEFT_OUT = "scored", "appraised", "zero", "left_out"


def earned(value: pl.Expr, indicator: Indicator) -> pl.Expr:
    """The points that a value earns, 0 to `indicator.points`; null for a null value."""
    if indicator.worst is not None and indicator.best is not None:
        share = (value - indicator.worst) / (indicator.best - indicator.worst)
    elif indicator.steps:
        reached = [pl.when(value >= step.at_least).then(step.points).otherwise(0.0) for step in indicator.steps]
        share = pl.when(value.is_not_null()).then(pl.max_horizontal(reached)) / indicator.points
    elif indicator.each is not None:
        share = value * indicator.each / indicator.points
    else:
        share = value / {"yes_no": 1.0, "choice": 100.0, "marks": indicator.points}[indicator.formula]
    return indicator.points * share.clip(0, 1)


def points(values: pl.DataFrame, appraisals: pl.DataFrame, instrument: Instrument) -> pl.DataFrame:
    """One row per unit and indicator: unit, indicator, value, self_points, points, possible, rule.

    `points` are the appraised ones (`appraisals`: unit, indicator, points, strength) where a reviewer gave some, else
    the self-assessed ones. `possible` is 0 for what is left out, so that the other indicators weigh more. The rule says
    what decided: `scored`, `appraised`, `zero` (missing, by the instrument's rule), `left_out`, `not_applicable`,
    `no_base`.
    """
    scored = pl.concat(
        values.filter(pl.col("indicator") == i.id).with_columns(
            self_points=earned(pl.col("value"), i), full=pl.lit(float(i.points))
        )
        for i in instrument.indicators
    )
    return (
        scored.join(
            appraisals.select("unit", "indicator", given="points"),
            on=["unit", "indicator"],
            how="left",
            maintain_order="left",
        )
        .with_columns(rule=_rule(instrument))
        .with_columns(
            self_points=pl.when(pl.col("status") == MISSING, instrument.missing == "zero")
            .then(0.0)
            .otherwise("self_points")
        )
        .with_columns(
            points=pl.when(pl.col("rule") == APPRAISED)
            .then(pl.min_horizontal("given", "full"))
            .otherwise("self_points"),
            possible=pl.when(pl.col("rule").is_in([SCORED, APPRAISED, ZERO])).then("full").otherwise(0.0),
        )
        .select("unit", "indicator", "value", "self_points", "points", "possible", "rule")
    )


def _rule(instrument: Instrument) -> pl.Expr:
    return (
        pl.when(pl.col("given").is_not_null())
        .then(pl.lit(APPRAISED))
        .when(pl.col("status") == ANSWERED)
        .then(pl.lit(SCORED))
        .when(pl.col("status") == MISSING)
        .then(pl.lit(ZERO if instrument.missing == "zero" else LEFT_OUT))
        .otherwise("status")
    )
