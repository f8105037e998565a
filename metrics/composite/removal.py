"""What the ranking would be without one indicator, or without a whole pillar."""

import polars as pl

from metrics.composite.aggregation import Means, aggregate
from metrics.composite.framework import UNIT, Framework
from metrics.composite.ranking import rank


def leave_one_out(
    frame: pl.DataFrame,
    framework: Framework,
    mean: Means = "arithmetic",
    min_available: float = 0.0,
    index: str | None = None,
) -> pl.DataFrame:
    """One row per code left out and unit: `rank_nominal`, `rank` without the code, and `shift`, above 0 for a gain.

    Each leaf and each aggregate below the index is left out in turn, its siblings re-weighted. The mean of `|shift|`
    over the units tells how much hangs on a code. Null where a unit has no score. Codes whose parents would be left
    without a weight are passed over, for nothing stands in their place.
    OECD/JRC Handbook (2008), section 1.7 and Step 7 of part 2: inclusion and exclusion of individual indicators.
    """
    tree = framework.below(framework.index(index))
    root = tree.roots[0]
    nominal = _ranks(frame, tree, root, mean, min_available)
    parts = []
    for code in tree.codes:
        parent = tree[code].parent
        if parent is None or not any(tree[other].weight for other in tree.children[parent] if other != code):
            continue
        without = _ranks(frame, tree.with_weights({code: 0.0}), root, mean, min_available)
        parts.append(
            pl.DataFrame(
                {"left_out": [code] * frame.height, UNIT: frame[UNIT], "rank_nominal": nominal, "rank": without}
            )
        )
    schema: dict[str, pl.DataType | type[pl.DataType]] = {
        "left_out": pl.String,
        UNIT: frame.schema[UNIT],
        "rank_nominal": pl.Int64,
        "rank": pl.Int64,
    }
    return pl.concat([pl.DataFrame(schema=schema), *parts]).with_columns(shift=pl.col("rank_nominal") - pl.col("rank"))


def _ranks(frame: pl.DataFrame, tree: Framework, root: str, mean: Means, min_available: float) -> pl.Series:
    return rank(aggregate(frame, tree, mean, min_available).select(UNIT, root))[root]
