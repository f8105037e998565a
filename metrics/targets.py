"""How far the movement is from each dated target, over everybody who answered."""

from collections.abc import Iterable

import polars as pl

from catalogue import Target


def progress(answers: pl.DataFrame, targets: Iterable[Target]) -> pl.DataFrame:
    """One row per tracked target: target, value, at_least, units (that answered all it needs), reached.

    The value is pooled, 100 · sum of `of` over sum of `out_of`, or the sum of `of` alone, over the units that answered
    both: a unit of three does not outvote a unit of three hundred. Null, and not reached, where nobody answered.
    """
    schema = {"target": pl.String, "value": pl.Float64, "at_least": pl.Float64, "units": pl.UInt32}
    rows = [_row(answers, target) for target in targets if target.of]
    return pl.concat([pl.DataFrame(schema=schema), *rows]).with_columns(
        reached=pl.col("value") >= pl.col("at_least"),
    )


def totals(answers: pl.DataFrame, questions: Iterable[str]) -> pl.DataFrame:
    """One row per question, in the order given: question, total (null where nobody answered), units that answered."""
    wanted = pl.DataFrame({"question": list(questions)}, schema={"question": pl.String})
    sums = (
        answers.filter(pl.col("value").is_not_null())
        .group_by("question")
        .agg(total=pl.col("value").sum(), units=pl.col("unit").n_unique())
    )
    return wanted.join(sums, on="question", how="left", maintain_order="left").with_columns(
        pl.col("units").fill_null(0)
    )


def pooled(answers: pl.DataFrame, of: str, out_of: str | None = None) -> pl.DataFrame:
    """One row: value (100 · sum of `of` over sum of `out_of`, or the sum of `of`), units that answered all of it.

    Null where nobody did, or where there is nothing to take a share of.
    """
    answered = answers.filter(pl.col("value").is_not_null())
    parts = answered.filter(pl.col("question") == of).select("unit", of="value")
    total = pl.col("of").sum()
    if out_of:
        base = answered.filter(pl.col("question") == out_of).select("unit", base="value")
        parts = parts.join(base, on="unit", how="inner")
        total = 100 * total / pl.when(pl.col("base").sum() > 0).then(pl.col("base").sum())
    return parts.select(value=pl.when(pl.len() > 0).then(total).cast(pl.Float64), units=pl.len())


def _row(answers: pl.DataFrame, target: Target) -> pl.DataFrame:
    return pooled(answers, target.of or "", target.out_of).select(
        target=pl.lit(target.id), value="value", at_least=pl.lit(float(target.at_least)), units="units"
    )
