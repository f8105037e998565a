"""Units that became one, seen as if they had been one before: their answers are pooled, then judged."""

from collections.abc import Callable

import polars as pl

from catalogue import Indicator, Instrument
from metrics.points import APPRAISED, LEFT_OUT, ZERO, earned, points
from metrics.values import ANSWERED, MISSING, NO_BASE, NOT_APPLICABLE, values

Pooling = Callable[[pl.Expr], pl.Expr]

SHARES = {"percent": 100.0, "ratio": 1.0}
# Things add up; what can only be had whole is had when every part has it; marks and percentages are averaged.
BY_KIND: dict[str, Pooling] = {
    "count": pl.Expr.sum,
    "amount": pl.Expr.sum,
    "percent": pl.Expr.mean,
    "marks": pl.Expr.mean,
    "yes_no": pl.Expr.min,
    "choice": pl.Expr.min,
}


def pooled_points(
    answers: pl.DataFrame, appraisals: pl.DataFrame, lines: pl.DataFrame, instrument: Instrument
) -> pl.DataFrame:
    """One row per unit and indicator, in the columns of `metrics.points.points`, of each unit made of its origins.

    `lines` has origin and unit: a unit of several origins is judged on their pooled answers, a unit of one on that
    one's. Only origins that answered an indicator count on it. What reviewers took from the parts' own points, on
    average, they take from the whole.
    """
    origins = lines["origin"].unique(maintain_order=True)
    own = points(values(answers, origins, instrument), appraisals, instrument).rename({"unit": "origin"})
    of_parts = lines.join(own, on="origin", how="inner", maintain_order="left")
    several = pl.col("origin").n_unique().over("unit") > 1
    alone = of_parts.filter(~several).drop("origin")
    merged = of_parts.filter(several)
    if merged.is_empty():
        return alone
    pooled = pl.concat(_pooled(merged, answers, indicator, instrument) for indicator in instrument.indicators)
    given = pooled.filter(pl.col("given").is_not_null()).select("unit", "indicator", points="given", strength=None)
    again = points(pooled.drop("given"), given.cast({"strength": pl.String}), instrument)
    return pl.concat([alone, again.select(alone.columns)])


def _pooled(merged: pl.DataFrame, answers: pl.DataFrame, indicator: Indicator, instrument: Instrument) -> pl.DataFrame:
    """One row per unit: unit, indicator, value, status, given (the appraised points of the whole, null without)."""
    heard = pl.col("value").is_not_null()
    parts = merged.filter(pl.col("indicator") == indicator.id)
    for name, question in (("of", indicator.of), ("base", indicator.out_of or indicator.of)):
        told = answers.filter(pl.col("question") == question).select(origin="unit", **{name: "value"})
        parts = parts.join(told, on="origin", how="left", maintain_order="left")
    whole = parts.group_by("unit", maintain_order=True).agg(
        value=pl.when(heard.any()).then(_whole(indicator, instrument, heard)),
        status=_status(heard),
        taken=(pl.col("points") - pl.col("self_points")).mean(),
        found=pl.col("points").filter(pl.col("rule") == APPRAISED).mean(),
    )
    claimed = earned(pl.col("value"), indicator)
    return whole.select(
        "unit",
        indicator=pl.lit(indicator.id),
        value="value",
        status="status",
        given=pl.when(pl.col("found").is_not_null()).then(
            pl.coalesce(claimed + pl.col("taken"), "found").clip(0, indicator.points)
        ),
    )


def _whole(indicator: Indicator, instrument: Instrument, heard: pl.Expr) -> pl.Expr:
    if indicator.formula in SHARES:
        return SHARES[indicator.formula] * pl.col("of").filter(heard).sum() / pl.col("base").filter(heard).sum()
    return BY_KIND[instrument.questions[indicator.of].kind](pl.col("value").filter(heard))


def _status(heard: pl.Expr) -> pl.Expr:
    """Answered where any part answered, else the strongest reason to have no value."""
    rule = pl.col("rule")
    return (
        pl.when(heard.any())
        .then(pl.lit(ANSWERED))
        .when(rule.is_in([ZERO, LEFT_OUT, APPRAISED]).any())
        .then(pl.lit(MISSING))
        .when((rule == NO_BASE).any())
        .then(pl.lit(NO_BASE))
        .otherwise(pl.lit(NOT_APPLICABLE))
    )
