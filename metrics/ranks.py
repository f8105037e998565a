"""Scores become ranks within a peer group: ties share the better rank, and what has no level has no rank."""

import polars as pl

from metrics.levels import TOO_FEW

TOLERANCE = 1e-9


def ranked(results: pl.DataFrame, *, rankable: bool = True) -> pl.DataFrame:
    """The same rows with rank (1 is best, null where not rankable) and ranked (how many units have a rank on the item).

    Scores closer than a billionth of a point are equal: 0.1 + 0.2 and 0.3 are one score.
    """
    if not rankable:
        return results.with_columns(rank=pl.lit(None, pl.Int32), ranked=pl.lit(None, pl.Int32))
    eligible = pl.col("score").is_not_null() & (pl.col("rule") != TOO_FEW)
    score = pl.when(eligible).then((pl.col("score") / TOLERANCE).round() * TOLERANCE)
    return results.with_columns(
        rank=score.rank("min", descending=True).over("kind", "item").cast(pl.Int32),
        ranked=eligible.sum().over("kind", "item").cast(pl.Int32),
    )
