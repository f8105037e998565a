"""Scores of units become means of groups, with the weights stated and both means side by side."""

import polars as pl


def means(scores: pl.DataFrame, units: pl.DataFrame, by: str) -> pl.DataFrame:
    """One row per group of `units` (unit, the column `by`, weight), in the order in which the groups come.

    Columns: the group, units (how many there are), scored (how many have a score), simple (their mean, each unit
    alike), weighted (by `weight`; null as long as no scored unit has one), weight (the sum over the scored units).
    A unit without weight counts in the simple mean only. A group without a score keeps its row, with null means.
    """
    score, weight = pl.col("score"), pl.col("weight").filter(pl.col("score").is_not_null())
    return (
        units.filter(pl.col(by).is_not_null())
        .join(scores.select("unit", "score"), on="unit", how="left", maintain_order="left")
        .group_by(by, maintain_order=True)
        .agg(
            units=pl.len(),
            scored=score.count(),
            simple=score.mean(),
            weighted=(score * pl.col("weight")).sum() / pl.when(weight.sum() > 0).then(weight.sum()),
            weight=weight.sum(),
        )
    )


def levels(results: pl.DataFrame, units: pl.DataFrame, by: str) -> pl.DataFrame:
    """One row per group and level that occurs: the group, level (null for units without one), units."""
    return (
        units.filter(pl.col(by).is_not_null())
        .join(results.select("unit", "level"), on="unit", how="inner")
        .group_by(by, "level")
        .agg(units=pl.len())
        .sort(by, "level", nulls_last=True)
    )
