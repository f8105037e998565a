"""Thousands of rankings at once: a score is sorted together with the unit it belongs to, packed into one integer."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from metrics.composite.matrix import Flags, Floats, Integers
from metrics.composite.ranking import ROUNDING, TOLERANCE

Places = npt.NDArray[np.unsignedinteger[Any]]

SCORES_AT_ONCE = 131_072  # a block of draws stays in the second-level cache
PLACES_AT_ONCE = 4_194_304
ONE_STEP = 2.0**-52  # between neighbouring floats from 1 to 2
MISSING = 3.0  # sorts behind the scores, which are put on 1..2


def rank_draws(scores: Floats) -> Places:
    """Draws × units become units × draws: 1 for the best of a draw, equals (as in `rank`) the better, 0 where NaN.

    Put on 1..2, scores share an exponent, so that their bits sort as integers do. The lowest bits give way to the
    number of the unit: after one sort each place knows whose it is. With 53,000 units 36 bits of the score are left,
    finer than the tolerance by a factor of sixty.
    """
    draws, units = scores.shape
    dtype = place_type(units)
    mask = (1 << max(1, (units - 1).bit_length())) - 1
    on_scale, limits, missing = _from_best(scores)
    keys = on_scale.view(np.int64)
    keys &= ~mask
    keys |= np.arange(units)
    keys.sort(axis=1)
    places = _places(keys, limits, dtype)
    keys &= mask
    keys *= draws
    keys += np.arange(draws)[:, None]
    ranks = np.empty((units, draws), dtype=dtype)
    ranks.reshape(-1)[keys.reshape(-1)] = places.reshape(-1)
    if missing is not None:
        ranks[missing.T] = 0
    return ranks


def place_type(units: int) -> type[np.uint16] | type[np.uint32]:
    return np.uint16 if units <= np.iinfo(np.uint16).max else np.uint32


def mean_place(places: Places) -> Floats:
    """Per unit (row), over the draws in which it has a place; NaN where it never has."""
    counts = np.count_nonzero(places, axis=1)
    means = np.full(len(places), np.nan)
    np.divide(places.sum(axis=1, dtype=np.int64), counts, out=means, where=counts > 0)
    return means


def quantiles(places: Places, shares: Sequence[float]) -> Floats:
    """Units × shares: quantiles of type 7, interpolated between the places at `(draws - 1) · share`."""
    found = np.full((len(places), len(shares)), np.nan)
    tile = max(1, PLACES_AT_ONCE // max(1, places.shape[1]))
    for start in range(0, len(places), tile):
        # "stable" is a radix sort for 16 bits, five times as fast as sorting by comparison
        found[start : start + tile] = _quantiles(np.sort(places[start : start + tile], axis=1, kind="stable"), shares)
    return found


def _from_best(scores: Floats) -> tuple[Floats, Integers, Flags | None]:
    """A copy with the best of each row at 1 and the worst at 2; how many steps are no difference; what is missing."""
    low, high = scores.min(axis=1), scores.max(axis=1)
    missing = None
    if np.isnan(low).any():
        missing = np.isnan(scores)
        low, high = np.fmin.reduce(scores, axis=1), np.fmax.reduce(scores, axis=1)
    span = high - low
    stretch = np.divide(1.0, span, out=np.zeros_like(span), where=span > 0)
    on_scale = high[:, None] - scores
    on_scale *= stretch[:, None]
    on_scale += 1.0
    if missing is not None:
        on_scale[missing] = MISSING
    blur = ROUNDING * np.maximum(np.abs(low), np.abs(high)) * stretch
    limits = np.nan_to_num(np.clip(blur, TOLERANCE, 2.0)) / ONE_STEP
    return on_scale, limits.astype(np.int64), missing


def _places(keys: Integers, limits: Integers, dtype: type[np.uint16] | type[np.uint32]) -> Places:
    """Per row 1, 2, 3 …, and for equals the place of the first of them."""
    count = np.arange(1, keys.shape[1] + 1, dtype=dtype)
    places: Places = np.broadcast_to(count, keys.shape)
    close = np.diff(keys, axis=1) <= limits[:, None]
    tied = close.any(axis=1)
    if tied.any():
        opens = np.where(close[tied], dtype(0), count[1:])
        firsts = np.concatenate([np.ones((len(opens), 1), dtype=dtype), opens], axis=1)
        places = places.copy()
        places[tied] = np.maximum.accumulate(firsts, axis=1)
    return places


def _quantiles(ordered: Places, shares: Sequence[float]) -> Floats:
    draws = ordered.shape[1]
    absent = draws - np.count_nonzero(ordered, axis=1)
    found = np.full((len(ordered), len(shares)), np.nan)
    ranked = np.flatnonzero(absent < draws)
    for column, share in enumerate(shares):
        position = absent[ranked] + (draws - absent[ranked] - 1) * share
        below = np.floor(position).astype(np.int64)
        above = np.minimum(below + 1, draws - 1)
        first, second = ordered[ranked, below].astype(np.float64), ordered[ranked, above].astype(np.float64)
        found[ranked, column] = first + (second - first) * (position - below)
    return found
