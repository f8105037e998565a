"""Raw columns are made comparable and their gaps filled, every filled cell marked."""

from collections.abc import Callable, Iterator

import numpy as np
import polars as pl

from metrics.composite.framework import Framework, FrameworkError
from metrics.composite.matrix import Flags, Floats, read, rows_of_groups, write
from metrics.composite.normalisation import extremes

IMPUTED = "_imputed"
PARENT = "parent"


def denominate(frame: pl.DataFrame, framework: Framework) -> pl.DataFrame:
    """The frame with `x / denominator` in place of x for each leaf that names a denominator.

    A denominator is a column of the frame, and stays in it. Null where either is null and where the denominator is 0:
    nothing can be said per learner where there is no learner. OECD/JRC Handbook (2008), section 1.5: scale effects
    are removed before indicators are made comparable.
    """
    scaled = [leaf for leaf in framework.leaves if framework[leaf].denominator is not None]
    below = read(frame, [str(framework[leaf].denominator) for leaf in scaled])
    return write(frame, scaled, read(frame, scaled) / np.where(below == 0, np.nan, below)) if scaled else frame


def impute(frame: pl.DataFrame, framework: Framework, method: str = "mean", by: str | None = None) -> pl.DataFrame:
    """The frame with the gaps of its leaves filled, and a column `<code>_imputed` per leaf that is true where one was.

    - mean, median: of the indicator over the units, or over the units of the same group with `by`, a column of the
      frame; a group without any value keeps its gaps, and so do units whose group is null
    - row_mean: the unit's own mean position between the worst and the best of each indicator (0..1, direction
      applied), put back on the scale of the indicator that is missing; over all its indicators, or with `by="parent"`
      over the siblings of the missing one. Indicators that are the same everywhere say nothing of the position
    - none: nothing is filled

    A column that is null throughout stays null. Marks of an earlier imputation are kept.
    OECD/JRC Handbook (2008), section 1.3 and Step 3 of part 2, imputation of missing data (single imputation).
    """
    if method not in FILLS and method != ROW_MEAN:
        raise FrameworkError([f"method {method}: not known; choose one of {', '.join([*FILLS, ROW_MEAN])}"])
    if faults := list(_taken_names(framework)):
        raise FrameworkError(faults)
    values = read(frame, framework.leaves)
    by_row = method == ROW_MEAN
    filled = _row_mean(values, framework, by) if by_row else _column_fill(frame, values, FILLS[method], by)
    return write(frame, framework.leaves, filled).with_columns(
        pl.Series(name, np.isnan(values[:, place]) & ~np.isnan(filled[:, place]) | _marked(frame, name))
        for place, name in enumerate(leaf + IMPUTED for leaf in framework.leaves)
    )


def imputed_share(frame: pl.DataFrame, framework: Framework) -> pl.DataFrame:
    """One row per unit: the share of its leaves, from 0 to 1, that imputation filled."""
    marks = [pl.col(leaf + IMPUTED).cast(pl.Float64) for leaf in framework.leaves]
    return frame.select("unit", imputed_share=pl.mean_horizontal(marks))


def _mean(present: Floats) -> float:
    return float(present.mean())


def _median(present: Floats) -> float:
    return float(np.median(present))


def _nothing(_present: Floats) -> float:
    return np.nan


ROW_MEAN = "row_mean"
FILLS: dict[str, Callable[[Floats], float]] = {"none": _nothing, "mean": _mean, "median": _median}


def _column_fill(frame: pl.DataFrame, values: Floats, fill: Callable[[Floats], float], by: str | None) -> Floats:
    filled = values.copy()
    for rows in rows_of_groups(frame, by):
        if by is not None and rows.size and frame[by][int(rows[0])] is None:
            continue
        block = values[rows]
        for place in np.flatnonzero(np.isnan(block).any(axis=0)):
            gaps = np.isnan(block[:, place])
            if not gaps.all():
                filled[rows[gaps], place] = fill(block[~gaps, place])
    return filled


def _row_mean(values: Floats, framework: Framework, by: str | None) -> Floats:
    if by not in {None, PARENT}:
        raise FrameworkError([f"by {by}: row_mean takes by='parent', or nothing"])
    oriented = values * np.array([framework[leaf].direction for leaf in framework.leaves])
    low, high = extremes(oriented)
    with np.errstate(divide="ignore", invalid="ignore"):
        positions = np.where(high > low, (oriented - low) / (high - low), np.nan)
    filled = values.copy()
    for columns in _related(framework, by):
        known = ~np.isnan(positions[:, columns])
        counts = known.sum(axis=1)
        sums = np.where(known, positions[:, columns], 0.0).sum(axis=1)
        own = np.divide(sums, counts, out=np.full(len(values), np.nan), where=counts > 0)
        directions = np.array([framework[framework.leaves[place]].direction for place in columns])
        guesses = (low[columns] + own[:, None] * (high - low)[columns]) * directions
        filled[:, columns] = np.where(np.isnan(values[:, columns]), guesses, values[:, columns])
    return filled


def _related(framework: Framework, by: str | None) -> list[list[int]]:
    if by is None:
        return [list(range(len(framework.leaves)))]
    families: dict[str | None, list[int]] = {}
    for place, leaf in enumerate(framework.leaves):
        families.setdefault(framework[leaf].parent, []).append(place)
    return list(families.values())


def _marked(frame: pl.DataFrame, name: str) -> Flags:
    if name not in frame.columns:
        return np.zeros(frame.height, dtype=np.bool_)
    return np.asarray(frame[name].fill_null(value=False), dtype=np.bool_)


def _taken_names(framework: Framework) -> Iterator[str]:
    for leaf in framework.leaves:
        if leaf + IMPUTED in framework:
            yield f"{leaf}{IMPUTED}: not usable as a code beside {leaf}; the column marks the imputed cells of {leaf}"
