"""Outliers are drawn in before they set the scale, and every changed point is told."""

from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from metrics.composite.framework import Framework, FrameworkError
from metrics.composite.matrix import Flags, Floats, read, write

TREATED = "_treated"
WINSORISED, LOGARITHM = "winsorised", "log"
LOG_OFFSET = 0.01
FEWEST_UNITS = 4  # kurtosis is defined from four values on


@dataclass(frozen=True)
class Limits:
    """What a column must keep to: it passes under `skew_max` in size, or under `kurt_max`."""

    winmax: int
    skew_max: float
    kurt_max: float


@dataclass(frozen=True)
class Treated:
    """The values present of one column, which of them were winsorised, and whether all were put on a log scale."""

    values: Floats
    winsorised: Flags
    logged: bool = False


def treat(
    frame: pl.DataFrame,
    framework: Framework,
    winmax: int = 5,
    skew_max: float = 2.0,
    kurt_max: float = 3.5,
) -> pl.DataFrame:
    """The frame with the outliers of its leaves treated, and a column `<code>_treated` per leaf that tells each point.

    A leaf passes where `|skewness| < skew_max` or `kurtosis < kurt_max`. One that fails is winsorised: the values
    farthest out on the skewed side take the next value inward, again and again, until it passes, or until one more
    step would change more than `winmax` points or leave all values equal. If it still fails, winsorising is undone
    and all values are put on a log scale, `ln(x - min + a)` where the skew is positive and `-ln(max - x + a)` where
    it is negative, with `a = 0.01 (max - min)`; both keep the order. Columns of fewer than four values, or of equal
    ones, pass. `<code>_treated` is "winsorised", "log" or null. `treatment_report` sums it up per leaf.
    OECD/JRC Handbook (2008), section 1.5 and Step 5 of part 2: skewness and outliers before normalisation.
    """
    limits = _limits(winmax, skew_max, kurt_max)
    values = read(frame, framework.leaves).copy()
    marks = []
    for place, leaf in enumerate(framework.leaves):
        present = ~np.isnan(values[:, place])
        treated = treat_column(values[present, place], limits)
        values[present, place] = treated.values
        points = np.flatnonzero(present)[treated.winsorised | treated.logged]
        mark = pl.Series(leaf + TREATED, [None] * frame.height, dtype=pl.String)
        marks.append(mark.scatter(points, LOGARITHM if treated.logged else WINSORISED))
    return write(frame, framework.leaves, values).with_columns(marks)


def treatment_report(
    frame: pl.DataFrame,
    framework: Framework,
    winmax: int = 5,
    skew_max: float = 2.0,
    kurt_max: float = 3.5,
) -> pl.DataFrame:
    """One row per leaf of the untreated frame: its shape before and after, and what was done to it.

    `winsorised` counts points, `logged` tells of a log scale, `passes` whether the limits are kept in the end.
    Skewness and kurtosis are null where there are too few values, or all are equal.
    """
    limits = _limits(winmax, skew_max, kurt_max)
    rows = []
    for leaf, column in zip(framework.leaves, read(frame, framework.leaves).T, strict=True):
        before = column[~np.isnan(column)]
        after = treat_column(before, limits)
        rows.append(
            {
                "code": leaf,
                "skewness_before": _or_null(skewness(before)),
                "kurtosis_before": _or_null(kurtosis(before)),
                "winsorised": int(after.winsorised.sum()),
                "logged": after.logged,
                "skewness": _or_null(skewness(after.values)),
                "kurtosis": _or_null(kurtosis(after.values)),
                "passes": passes(after.values, limits),
            }
        )
    return pl.DataFrame(rows, schema_overrides=dict.fromkeys(SHAPES, pl.Float64))


SHAPES = ("skewness_before", "kurtosis_before", "skewness", "kurtosis")


def treat_column(values: Floats, limits: Limits) -> Treated:
    untouched = Treated(values, np.zeros(len(values), dtype=bool))
    if passes(values, limits):
        return untouched
    winsorised = _winsorise(untouched, limits)
    if passes(winsorised.values, limits):
        return winsorised
    return replace(untouched, values=_log(values), logged=True)


def passes(values: Floats, limits: Limits) -> bool:
    """Whether the column needs no (more) treatment; what cannot be judged passes."""
    skew, kurt = skewness(values), kurtosis(values)
    return bool(np.isnan(kurt) or abs(skew) < limits.skew_max or kurt < limits.kurt_max)


def skewness(values: Floats) -> float:
    """Adjusted for n: `sqrt(n (n - 1)) / (n - 2) · m3 / m2^1.5`; NaN under three values or where all are equal."""
    count = len(values)
    if count < 3 or values.min() == values.max():  # noqa: PLR2004 - the formula divides by n - 2
        return np.nan
    deviations = values - values.mean()
    spread = (deviations**2).mean()
    return float(np.sqrt(count * (count - 1)) / (count - 2) * (deviations**3).mean() / spread**1.5)


def kurtosis(values: Floats) -> float:
    """Excess, adjusted for n: `(n - 1) ((n + 1) (m4 / m2² - 3) + 6) / ((n - 2) (n - 3))`; NaN under four values."""
    count = len(values)
    if count < FEWEST_UNITS or values.min() == values.max():
        return np.nan
    deviations = values - values.mean()
    spread = (deviations**2).mean()
    excess = (deviations**4).mean() / spread**2 - 3
    return float((count - 1) * ((count + 1) * excess + 6) / ((count - 2) * (count - 3)))


def _winsorise(column: Treated, limits: Limits) -> Treated:
    while not passes(column.values, limits):
        values = column.values
        high = skewness(values) >= 0
        outermost = values == (values.max() if high else values.min())
        inner = values[~outermost]
        changed = column.winsorised | outermost
        if changed.sum() > limits.winmax or inner.min() == inner.max():
            break
        drawn_in = np.where(outermost, inner.max() if high else inner.min(), values)
        column = Treated(drawn_in, changed)
    return column


def _log(values: Floats) -> Floats:
    low, high = values.min(), values.max()
    offset = LOG_OFFSET * (high - low)
    return np.asarray(np.log(values - low + offset) if skewness(values) > 0 else -np.log(high - values + offset))


def _limits(winmax: int, skew_max: float, kurt_max: float) -> Limits:
    if winmax < 0:
        raise FrameworkError([f"winmax is {winmax}; give 0 or more"])
    return Limits(winmax, skew_max, kurt_max)


def _or_null(value: float) -> float | None:
    return None if np.isnan(value) else value
