"""One movement, two maps: provinces that merged, read on the map before the merger and on the map after it."""

from collections.abc import Mapping

import polars as pl


def merged(rows: pl.DataFrame, successor: Mapping[str, str]) -> pl.DataFrame:
    """One row per new province: province, units, scored, simple, weighted, weight, in the order of its first part.

    `rows` are the old provinces as `metrics.groups.means` gives them, `successor` names the new province of each. Both
    means are those over all units of the parts: the simple one counts each unit alike, the weighted one by the weights
    that the parts were weighted by. Null where no part has one.
    """
    scored = pl.col("scored").filter(pl.col("simple").is_not_null())
    weight = pl.col("weight").filter(pl.col("weighted").is_not_null())
    return (
        rows.with_columns(province=pl.col("province").replace_strict(successor, return_dtype=pl.String))
        .group_by("province", maintain_order=True)
        .agg(
            units=pl.col("units").sum(),
            scored=pl.col("scored").sum(),
            simple=(pl.col("simple") * pl.col("scored")).sum() / pl.when(scored.sum() > 0).then(scored.sum()),
            weighted=(pl.col("weighted") * pl.col("weight")).sum() / pl.when(weight.sum() > 0).then(weight.sum()),
            weight=pl.col("weight").sum(),
        )
    )


def parted(rows: pl.DataFrame, successor: Mapping[str, str]) -> pl.DataFrame:
    """One row per old province, by `successor`: province, whole (the new one), merged, and the figures of the whole.

    What is known of the whole is not known of its parts and is never divided among them: each part has the figures of
    its whole, and `merged` says so; a province that became a new one alone keeps its own.
    """
    parts = pl.DataFrame(
        {"province": list(successor), "whole": list(successor.values())},
        schema={"province": pl.String, "whole": pl.String},
    ).with_columns(merged=pl.len().over("whole") > 1)
    return parts.join(rows, left_on="whole", right_on="province", how="left", maintain_order="left")
