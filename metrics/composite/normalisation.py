"""Indicators in units of their own come onto one scale on which more is better."""

from collections.abc import Callable, Iterator

import numpy as np
import polars as pl

from metrics.composite.framework import Framework, FrameworkError, Indicator
from metrics.composite.matrix import Floats, cells, read, write
from metrics.composite.ranking import ROUNDING, ascending

Scale = tuple[float, float]
Method = Callable[[Floats, Floats, Scale], Floats]


def normalise(
    frame: pl.DataFrame,
    framework: Framework,
    method: str = "minmax",
    lower: float = 0,
    upper: float = 100,
    clip: bool = False,  # noqa: FBT001, FBT002 - the order of the options is published
) -> pl.DataFrame:
    """The frame with every leaf put on one scale, its direction applied; null stays null.

    With d the direction, x the values, and everything taken over the units of this frame (give the years of a panel
    together, so that its extremes hold for all of them):

    - minmax: `(dx - min dx) / (max dx - min dx)`, put on lower..upper
    - zscore: `(dx - mean dx) / s`, with s over n - 1; lower and upper are not used
    - rank: the place of dx from the worst, which is 1, to the best; ties share the lower; lower and upper not used
    - borda: rank - 1
    - percentile: `(rank - 1) / (n - 1)`, put on lower..upper; n counts the units with a value
    - best: the share of the best, `x / max x`, or `min x / x` where less is better, put on lower..upper; needs x > 0
    - target: `(dx - min dx) / (d target - min dx)`, put on lower..upper: the worst observed is lower, the target upper
    - goalposts: `(x - lower) / (upper - lower)` with the indicator's own goalposts, reversed where less is better

    `clip` cuts what lies beyond lower..upper, as target and goalposts may. An indicator that is the same everywhere
    tells nobody apart: it is the middle of lower..upper under minmax, 0 under zscore and the lowest place under rank,
    borda and percentile; under target, all are at upper once the worst has reached the target.
    OECD/JRC Handbook (2008), section 1.5 and Step 5 of part 2, normalisation of data.
    """
    if method not in METHODS:
        raise FrameworkError([f"method {method}: not known; choose one of {', '.join(METHODS)}"])
    if not lower < upper:
        raise FrameworkError([f"lower {lower:g} is not below upper {upper:g}"])
    leaves = [framework[leaf] for leaf in framework.leaves]
    values = read(frame, framework.leaves)
    if faults := [*_missing_bounds(method, leaves), *_without_ratio(method, frame, framework, values)]:
        raise FrameworkError(faults)
    scores = METHODS[method](values, _posts(method, leaves), (lower, upper)) if frame.height else values
    return write(frame, framework.leaves, np.clip(scores, lower, upper) if clip else scores)


def _minmax(values: Floats, posts: Floats, scale: Scale) -> Floats:
    low, high = extremes(values)
    return _between(values, np.where(posts[0] > 0, [low, high], [high, low]), posts[0], scale, flat=0.5)


def _zscore(values: Floats, posts: Floats, _scale: Scale) -> Floats:
    oriented = values * posts[0]
    low, high = extremes(oriented)
    counts = np.maximum((~np.isnan(oriented)).sum(axis=0), 1)
    deviations = oriented - np.nansum(oriented, axis=0) / counts
    spread = np.sqrt(np.nansum(deviations**2, axis=0) / np.maximum(counts - 1, 1))
    return _share(deviations, np.where(high > low, spread, 0.0), otherwise=0.0)


def _rank(values: Floats, posts: Floats, _scale: Scale) -> Floats:
    return np.stack([ascending(column) for column in (values * posts[0]).T], axis=1)


def _borda(values: Floats, posts: Floats, scale: Scale) -> Floats:
    return _rank(values, posts, scale) - 1


def _percentile(values: Floats, posts: Floats, scale: Scale) -> Floats:
    others = (~np.isnan(values)).sum(axis=0) - 1.0
    return _onto(scale, _share(_borda(values, posts, scale), others, otherwise=0.0))


def _best(values: Floats, posts: Floats, scale: Scale) -> Floats:
    low, high = extremes(values)
    return _onto(scale, np.where(posts[0] > 0, values / high, low / values))


def _target(values: Floats, posts: Floats, scale: Scale) -> Floats:
    direction, target = posts
    low, high = extremes(values)
    return _between(values, np.stack([np.where(direction > 0, low, high), target]), direction, scale, flat=1.0)


def _goalposts(values: Floats, posts: Floats, scale: Scale) -> Floats:
    direction, first, last = posts
    return _between(values, np.where(direction > 0, [first, last], [last, first]), direction, scale, flat=0.0)


METHODS: dict[str, Method] = {
    "minmax": _minmax,
    "zscore": _zscore,
    "rank": _rank,
    "borda": _borda,
    "percentile": _percentile,
    "best": _best,
    "target": _target,
    "goalposts": _goalposts,
}
BOUNDS = {"target": ("target",), "goalposts": ("lower", "upper")}


def extremes(values: Floats) -> tuple[Floats, Floats]:
    """The lowest and the highest of each column, the same where they differ by rounding; NaN where all is NaN."""
    low: Floats = np.fmin.reduce(values, axis=0, initial=np.nan)
    high: Floats = np.fmax.reduce(values, axis=0, initial=np.nan)
    varies = high - low > ROUNDING * np.maximum(np.abs(low), np.abs(high))
    return low, np.where(varies, high, low)


def _between(values: Floats, ends: Floats, direction: Floats, scale: Scale, flat: float) -> Floats:
    """The position from the worst end, 0, to the best, 1, on the scale; `flat` where best is no better than worst."""
    worst, best = ends
    lower, upper = scale
    scores: Floats = values - worst
    with np.errstate(divide="ignore", invalid="ignore"):
        scores /= best - worst
    scores *= upper - lower
    scores += lower
    for column in np.flatnonzero((best - worst) * direction <= 0):
        scores[:, column] = np.where(np.isnan(values[:, column]), np.nan, lower + (upper - lower) * flat)
    return scores


def _share(part: Floats, whole: Floats, *, otherwise: float) -> Floats:
    """The part of the whole, column by column; `otherwise` where the whole is nothing or less; NaN stays NaN."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where((whole > 0) | np.isnan(part), part / whole, otherwise)


def _onto(scale: Scale, shares: Floats) -> Floats:
    lower, upper = scale
    return lower + (upper - lower) * shares


def _posts(method: str, leaves: list[Indicator]) -> Floats:
    """One row for the directions and one for each bound that the method needs; one column per leaf."""
    names = ("direction", *BOUNDS.get(method, ()))
    return np.array([[getattr(leaf, name) for leaf in leaves] for name in names], dtype=np.float64)


def _missing_bounds(method: str, leaves: list[Indicator]) -> Iterator[str]:
    for leaf in leaves:
        if missing := [name for name in BOUNDS.get(method, ()) if getattr(leaf, name) is None]:
            yield f"{leaf.code}: has no {' and no '.join(missing)}, which {method} needs"


def _without_ratio(method: str, frame: pl.DataFrame, framework: Framework, values: Floats) -> Iterator[str]:
    if method == "best":
        for cell in cells(frame, framework.leaves, values <= 0):
            yield f"{cell} is not above 0, which {method} needs"
