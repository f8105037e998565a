"""What units have against what they should have: shortfalls in units of the thing itself, and what they cost."""

from collections.abc import Iterable, Mapping

import polars as pl

from catalogue import Norm, Price

SHORT, MET, NO_DATA, NOT_APPLICABLE = "short", "met", "no_data", "not_applicable"
ROUNDING = 1e-9  # 0.07 × 100 is 7.000000000000001, and needs 7 pieces
SCHEMA = {
    **dict.fromkeys(("unit", "norm"), pl.String),
    **dict.fromkeys(("have", "need", "shortfall", "cost"), pl.Float64),
    "state": pl.String,
}


def gaps(
    answers: pl.DataFrame, asked: Mapping[str, Iterable[str]], norms: Iterable[Norm], prices: Mapping[str, Price]
) -> pl.DataFrame:
    """One row per unit and norm asked of it: unit, norm, have, need, shortfall, cost (million đồng), state.

    `answers` is long (unit, question, value, absence); `asked` gives the units of which each norm is asked. The need is
    the norm's rate times the answer to `per`, or the rate itself; of what comes in whole pieces need and shortfall are
    rounded up, unit by unit. Without either number the state is `no_data` and the shortfall null: an unknown gap is not
    a closed one. A thing answered as not applicable is `not_applicable`.
    """
    rows = [_gap(answers, pl.Series("unit", list(asked[norm.id]), pl.String), norm, prices) for norm in norms]
    return pl.concat([pl.DataFrame(schema=SCHEMA), *rows])


def totals(gaps: pl.DataFrame, units: pl.DataFrame, by: list[str]) -> pl.DataFrame:
    """One row per group of `by` (columns of `units`) and norm, over the units of which the norm is asked.

    Columns: norm, have, need, shortfall, cost (sums over the units with data), units, short, met, no_data (numbers of
    units), share (shortfall over need, 0 to 1; null where nothing is known). With `by` empty, one row per norm.
    """
    known = pl.col("state").is_in([SHORT, MET])
    return (
        gaps.filter(pl.col("state") != NOT_APPLICABLE)
        .join(units.select("unit", *by), on="unit", how="inner")
        .group_by(*by, "norm", maintain_order=True)
        .agg(
            have=pl.col("have").filter(known).sum(),
            need=pl.col("need").filter(known).sum(),
            shortfall=_sum_or_null("shortfall"),
            cost=_sum_or_null("cost"),
            units=pl.len(),
            short=(pl.col("state") == SHORT).sum(),
            met=(pl.col("state") == MET).sum(),
            no_data=(pl.col("state") == NO_DATA).sum(),
        )
        .with_columns(
            share=pl.when(pl.col("shortfall").is_not_null(), pl.col("need") > 0)
            .then(pl.col("shortfall") / pl.col("need"))
            .when(pl.col("shortfall") == 0)
            .then(0.0)
        )
    )


def _gap(answers: pl.DataFrame, units: pl.Series, norm: Norm, prices: Mapping[str, Price]) -> pl.DataFrame:
    have = _answer(answers, norm.have, "have")
    per = _answer(answers, norm.per, "per") if norm.per else None
    frame = pl.DataFrame({"unit": units}).join(have, on="unit", how="left", maintain_order="left")
    frame = frame.join(per, on="unit", how="left", maintain_order="left") if per is not None else frame
    need = pl.col("per") * norm.rate if per is not None else pl.lit(norm.rate)
    absent = [pl.col("have_absence"), *([pl.col("per_absence")] if per is not None else [])]
    price = prices[norm.price].million_dong if norm.price else None
    return (
        frame.with_columns(need=_pieces(need, norm))
        .with_columns(shortfall=_pieces((pl.col("need") - pl.col("have")).clip(lower_bound=0), norm))
        .select(
            "unit",
            norm=pl.lit(norm.id),
            have="have",
            need="need",
            shortfall="shortfall",
            cost=pl.col("shortfall") * price if price is not None else pl.lit(None, pl.Float64),
            state=pl.when(pl.any_horizontal(a == NOT_APPLICABLE for a in absent).fill_null(value=False))
            .then(pl.lit(NOT_APPLICABLE))
            .when(pl.col("shortfall").is_null())
            .then(pl.lit(NO_DATA))
            .when(pl.col("shortfall") > 0)
            .then(pl.lit(SHORT))
            .otherwise(pl.lit(MET)),
        )
    )


def _pieces(amount: pl.Expr, norm: Norm) -> pl.Expr:
    return (amount - ROUNDING).ceil().clip(lower_bound=0) if norm.whole else amount


def _answer(answers: pl.DataFrame, question: str, name: str) -> pl.DataFrame:
    return answers.filter(pl.col("question") == question).select(
        "unit", pl.col("value").cast(pl.Float64).alias(name), pl.col("absence").alias(f"{name}_absence")
    )


def _sum_or_null(column: str) -> pl.Expr:
    """The sum of what is known; null, not zero, where nothing is."""
    return pl.when(pl.col(column).count() > 0).then(pl.col(column).sum())
