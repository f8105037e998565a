"""Units compared two by two, indicator by indicator."""

import numpy as np

from metrics.composite.matrix import Floats
from metrics.composite.ranking import ascending

PAIRS_AT_ONCE = 2_000_000


def copeland(columns: Floats, weights: Floats) -> Floats:
    """The sum, over the other units, of the weight on which a unit is better plus half of that on which it is equal.

    One row of `columns` per indicator, one column per unit. A pair is compared on the indicators that both have, with
    their weights rescaled to 1; a pair with none in common counts half each way. A unit with no value is NaN and no
    one's opponent. OECD/JRC Handbook (2008), Step 6, non-compensatory multi-criteria approach: the outranking matrix.
    """
    if not weights.any():
        return np.full(columns.shape[1], np.nan)
    places = np.stack([ascending(row, ties="average") for row in columns[weights > 0]])
    heard = weights[weights > 0] / weights.sum()
    if not np.isnan(places).any():
        return np.asarray(
            heard @ (places - 1)
        )  # with nothing missing the pairs need not be formed: a place counts those passed
    scores = np.full(columns.shape[1], np.nan)
    present = np.flatnonzero(~np.isnan(places).all(axis=0))
    rows = max(1, PAIRS_AT_ONCE // max(1, present.size))
    for start in range(0, present.size, rows):
        some = present[start : start + rows]
        scores[some] = _against_all(places[:, some], places[:, present], heard) - 0.5  # less the half against itself
    return scores


def _against_all(some: Floats, everyone: Floats, weights: Floats) -> Floats:
    won = np.zeros((some.shape[1], everyone.shape[1]))
    compared = np.zeros_like(won)
    for mine, theirs, weight in zip(some, everyone, weights, strict=True):
        won += weight * ((mine[:, None] > theirs) + 0.5 * (mine[:, None] == theirs))
        compared += weight * (~np.isnan(mine)[:, None] & ~np.isnan(theirs))
    outranks = np.divide(won, compared, out=np.full_like(won, 0.5), where=compared > 0)
    return np.asarray(outranks.sum(axis=1))
