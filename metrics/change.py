"""What moved between two rounds, like compared with like."""

import polars as pl


def movement(now: pl.DataFrame, before: pl.DataFrame) -> pl.DataFrame:
    """One row per unit of either round: unit, score, rank, previous_score, previous_rank, change, rank_change.

    Both frames have unit, score, rank. A unit of one round alone keeps its row, with null changes. A positive
    rank_change is a rise.
    """
    earlier = before.select("unit", previous_score="score", previous_rank="rank")
    return (
        now.select("unit", "score", "rank")
        .join(earlier, on="unit", how="full", coalesce=True)
        .with_columns(
            change=pl.col("score") - pl.col("previous_score"),
            rank_change=pl.col("previous_rank").cast(pl.Int64) - pl.col("rank").cast(pl.Int64),
        )
        .sort("unit")
    )


def headline(movement: pl.DataFrame) -> pl.DataFrame:
    """One row that says how the mean moved, and how it moved among the units of both rounds alone.

    Columns: mean, previous_mean, units, previous_units, like_mean, like_previous, like_units, newcomers (with a score
    now only), gone (with a score before only).
    """
    now, before = pl.col("score").is_not_null(), pl.col("previous_score").is_not_null()
    return movement.select(
        mean=pl.col("score").mean(),
        previous_mean=pl.col("previous_score").mean(),
        units=now.sum(),
        previous_units=before.sum(),
        like_mean=pl.col("score").filter(now & before).mean(),
        like_previous=pl.col("previous_score").filter(now & before).mean(),
        like_units=(now & before).sum(),
        newcomers=(now & ~before).sum(),
        gone=(before & ~now).sum(),
    )
