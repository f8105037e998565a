"""What is there and what is not, before anything is computed."""

import numpy as np
import polars as pl

from metrics.composite.framework import UNIT, Framework
from metrics.composite.matrix import Floats, read
from metrics.composite.multivariate import pearson
from metrics.composite.treatment import Limits, kurtosis, passes

REDUNDANT = 0.92
USUAL = Limits(winmax=5, skew_max=2.0, kurt_max=3.5)
TWO_THIRDS = 2 / 3


def availability(frame: pl.DataFrame, framework: Framework) -> pl.DataFrame:
    """One row per unit: how many leaves it has a value for, how many not, and the share it has, from 0 to 1.

    OECD/JRC Handbook (2008), section 1.2, selecting variables, and section 1.3, missing data.
    """
    present = (~np.isnan(read(frame, framework.leaves))).sum(axis=1)
    total = len(framework.leaves)
    return frame.select(
        UNIT,
        available=pl.Series(present, dtype=pl.Int64),
        missing=pl.Series(total - present, dtype=pl.Int64),
        share=pl.Series(present / total, dtype=pl.Float64),
    )


def screen(frame: pl.DataFrame, framework: Framework, min_available: float = TWO_THIRDS) -> pl.DataFrame:
    """The rows of the units that have a value for at least this share of the leaves; two thirds if not said."""
    return frame.filter(availability(frame, framework)["share"] >= min_available)


def flags(frame: pl.DataFrame, framework: Framework) -> pl.DataFrame:
    """One row per leaf and remark, with the figure behind it; no row for a leaf with nothing to remark.

    empty: no value. scarce: share of units with a value, below two thirds. constant: the one value that all share.
    outliers: kurtosis, where |skewness| is 2 or more and kurtosis 3.5 or more. redundant and opposed: the correlation
    with `other`, a sibling, above 0.92 or below 0 once directions are applied, neither of them scarce.
    OECD/JRC Handbook (2008), section 1.4, multivariate analysis.
    """
    values = read(frame, framework.leaves)
    rows: list[tuple[str, str, str | None, float]] = []
    for leaf, column in zip(framework.leaves, values.T, strict=True):
        present = column[~np.isnan(column)]
        share = present.size / max(1, column.size)
        if not present.size:
            rows.append((leaf, "empty", None, 0.0))
            continue
        if share < TWO_THIRDS:
            rows.append((leaf, "scarce", None, share))
        if present.min() == present.max():
            rows.append((leaf, "constant", None, float(present[0])))
        elif not passes(present, USUAL):
            rows.append((leaf, "outliers", None, kurtosis(present)))
    rows.extend(_between_siblings(values, framework))
    schema = {"code": pl.String, "flag": pl.String, "other": pl.String, "figure": pl.Float64}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _between_siblings(values: Floats, framework: Framework) -> list[tuple[str, str, str | None, float]]:
    rows: list[tuple[str, str, str | None, float]] = []
    plentiful = (~np.isnan(values)).sum(axis=0) >= TWO_THIRDS * len(values)
    for place, leaf in enumerate(framework.leaves):
        for further, other in enumerate(framework.leaves[place + 1 :], start=place + 1):
            if framework[leaf].parent != framework[other].parent or not plentiful[[place, further]].all():
                continue
            directed = framework[leaf].direction * framework[other].direction
            correlation = directed * pearson(values[:, place], values[:, further])
            if correlation > REDUNDANT:
                rows.append((leaf, "redundant", other, correlation))
            elif correlation < 0:
                rows.append((leaf, "opposed", other, correlation))
    return rows
