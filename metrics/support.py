"""Who needs support most to reach a share: how many are still missing where."""

import polars as pl


def missing(answers: pl.DataFrame, units: pl.DataFrame, of: str, out_of: str, at_least: float) -> pl.DataFrame:
    """One row per unit that answered both questions: the columns of `units`, have, base, missing, share (0 to 100).

    `missing` is how many more the unit needs for `at_least` percent of its own base, 0 where it has them; `share` is
    null where there is nothing to take a share of. A unit that did not answer is unknown and has no row.
    """
    answered = answers.filter(pl.col("value").is_not_null())
    have = answered.filter(pl.col("question") == of).select("unit", have="value")
    base = answered.filter(pl.col("question") == out_of).select("unit", base="value")
    found = units.join(have, on="unit", how="inner", maintain_order="left").join(
        base, on="unit", how="inner", maintain_order="left"
    )
    return found.with_columns(
        missing=(at_least / 100 * pl.col("base") - pl.col("have")).clip(lower_bound=0),
        share=100 * pl.col("have") / pl.when(pl.col("base") > 0).then("base"),
    )


def by(rows: pl.DataFrame, group: str) -> pl.DataFrame:
    """One row per group, most missing first: the group, units, have, base, missing (each a sum), share.

    What one unit has too many fills no other's gap: `missing` adds up what each unit lacks by itself.
    """
    return (
        rows.filter(pl.col(group).is_not_null())
        .group_by(group, maintain_order=True)
        .agg(pl.len().alias("units"), pl.col("have", "base", "missing").sum())
        .with_columns(share=100 * pl.col("have") / pl.when(pl.col("base") > 0).then("base"))
        .sort("missing", group, descending=[True, False])
    )
