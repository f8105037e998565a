"""What moved between two rounds, like compared with like."""

import polars as pl

from metrics.decomposition import SCORE_CAUSES


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


def averaged(split: pl.DataFrame) -> pl.DataFrame:
    """One row that says why the mean of all units moved, from the lines of `metrics.decomposition.split`.

    Columns: previous_mean, mean, change, lines (with a score at both ends), like_change (theirs), its parts by cause,
    and comers_and_goers, what units with a score at one end alone do to the mean. The causes and comers_and_goers add
    up to the change. All null where one of the rounds has no scores, or they have no unit in common.
    """
    both = split.filter(pl.col("change").is_not_null())
    before = split.unique("origin").drop_nulls("previous_score")["previous_score"].mean()
    now = split.unique("unit").drop_nulls("score")["score"].mean()
    like = both.select(lines=pl.len(), like_change=pl.col("change").mean(), **{c: pl.mean(c) for c in SCORE_CAUSES})
    whole = pl.lit(now, pl.Float64) - pl.lit(before, pl.Float64)
    return like.select(
        previous_mean=pl.lit(before, pl.Float64),
        mean=pl.lit(now, pl.Float64),
        change=pl.when(pl.col("lines") > 0).then(whole),
        lines="lines",
        like_change="like_change",
        **{cause: cause for cause in SCORE_CAUSES},
        comers_and_goers=whole - pl.col("like_change"),
    )
