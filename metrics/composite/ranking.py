"""Scores become places: 1 is the best, and what is as good as equal shares a place."""

from collections.abc import Callable

import numpy as np
import polars as pl

from metrics.composite.framework import UNIT, FrameworkError
from metrics.composite.matrix import Floats, Integers, rows_of_groups

TOLERANCE = 1e-9
ROUNDING = 1e-12  # of the largest score: where all scores are equal, their range is nothing but rounding

# each takes, per group of equals from the best on, how many stand before it and how many it holds
TIES: dict[str, Callable[[Integers, Integers], Floats]] = {
    "min": lambda before, _: (before + 1).astype(np.float64),
    "max": lambda before, size: (before + size).astype(np.float64),
    "average": lambda before, size: (before + (size + 1) / 2).astype(np.float64),
    "dense": lambda before, _: np.arange(1.0, len(before) + 1),
}


def rank(
    frame: pl.DataFrame, ties: str = "min", tolerance: float = TOLERANCE, *, by: str | None = None
) -> pl.DataFrame:
    """The same frame with every column of numbers turned into places: 1 is the highest, null stays null.

    Scores count as equal where neighbours differ by no more than `tolerance` times the range of the column (or than
    rounding, 1e-12 of the largest, unless `tolerance` is 0), so that 0.1 + 0.2 ties with 0.3. Equals share the better
    place ("min": 1, 2, 2, 4), the worse ("max"), the middle ("average") or leave no gap ("dense"). With `by`, the name
    of a column, each of its groups is ranked apart; units without a group are a group.
    """
    if ties not in TIES:
        raise FrameworkError([f"ties {ties}: not known; choose one of {', '.join(TIES)}"])
    ranked = [name for name, dtype in frame.schema.items() if dtype.is_numeric() and name not in {UNIT, by}]
    dtype = pl.Float64 if ties == "average" else pl.Int64
    groups = rows_of_groups(frame, by)
    columns = []
    for name in ranked:
        scores = frame[name].cast(pl.Float64).to_numpy()
        places = np.full(frame.height, np.nan)
        for rows in groups:
            places[rows] = ascending(-scores[rows], ties, tolerance)
        columns.append(pl.Series(name, places, nan_to_null=True).cast(dtype))
    return frame.with_columns(columns)


def ascending(values: Floats, ties: str = "min", tolerance: float = TOLERANCE) -> Floats:
    """The place of each value counted from the lowest, which is 1; NaN stays NaN."""
    places = np.full(len(values), np.nan)
    present = np.flatnonzero(~np.isnan(values))
    if not present.size:
        return places
    order = present[np.argsort(values[present])]
    ordered = values[order]
    span = ordered[-1] - ordered[0]
    largest = max(abs(ordered[0]), abs(ordered[-1]))
    limit = max(tolerance * span, min(tolerance, ROUNDING) * largest) if np.isfinite(span) else 0.0
    with np.errstate(invalid="ignore"):  # two equal infinities: their difference is NaN, which opens no new group
        opens = np.concatenate([[True], np.diff(ordered) > limit])
    before = np.flatnonzero(opens)
    size = np.diff(np.append(before, len(ordered)))
    places[order] = TIES[ties](before, size)[np.cumsum(opens) - 1]
    return places
