"""Scores of indicators become scores of pillars, and those the score of the index, level by level."""

from collections.abc import Mapping, Sequence

import numpy as np
import polars as pl

from metrics.composite.framework import Framework, FrameworkError
from metrics.composite.matrix import Floats, cells, multiply, nominal_weights, read, write
from metrics.composite.outranking import copeland

Mean = str | float
Means = Mean | Sequence[Mean] | Mapping[str, Mean]

COPELAND = "copeland"
POWERS = {"arithmetic": 1.0, "geometric": 0.0, "harmonic": -1.0}
ROUNDING = 1e-12


def aggregate(
    frame: pl.DataFrame, framework: Framework, mean: Means = "arithmetic", min_available: float = 0.0
) -> pl.DataFrame:
    r"""The frame of normalised scores with a column for every aggregate; null where it cannot be told.

    A parent is the weighted generalised mean of those of its children that are present,
    `(Σ w x^p / Σ w)^(1/p)`: arithmetic p = 1, harmonic p = -1, geometric `exp(Σ w ln x / Σ w)` as p goes to 0, or any
    other power. The weights of the children present are thereby rescaled at each parent, level by level. "copeland"
    adds up, over the other units, the weight on which a unit is better plus half of that on which it is equal
    (0 to n - 1). A list gives one mean per level, from the leaves' parents upward (`Framework.level` 1, 2, …); a
    mapping one per aggregate, arithmetic where it says nothing.

    A parent is null where the share of its children present, by count, is below `min_available`, and where no child
    with a weight is present. Values of 0 or less under a power of 0 or less (below 0 under any power but 1) are
    refused, each cell named: normalise to 1..100 instead of 0..100.
    OECD/JRC Handbook (2008), section 1.6 and Step 6 of part 2, weighting and aggregation (additive, geometric and
    multi-criteria methods).
    """
    means = resolve_means(mean, framework)
    values = read(frame, framework.leaves)
    scores = aggregate_matrix(frame, values, framework, nominal_weights(framework), means, min_available)
    order = [code for code in framework.codes if framework.children[code]]
    return write(frame, order, np.stack([scores[code][0] for code in order], axis=1)) if order else frame


def aggregate_matrix(
    frame: pl.DataFrame,
    values: Floats,
    framework: Framework,
    weights: Floats,
    means: Mapping[str, Mean],
    min_available: float,
) -> dict[str, Floats]:
    """Per code a matrix, one row per row of `weights` (leaves: one row for all), one column per unit."""
    if not 0 <= min_available <= 1:
        raise FrameworkError([f"min_available is {min_available:g}; give a share from 0 to 1"])
    column = {code: place for place, code in enumerate(framework.codes)}
    scores: dict[str, Floats] = {leaf: values[None, :, place] for place, leaf in enumerate(framework.leaves)}
    for code in framework.aggregates:
        children = framework.children[code]
        shares = weights[:, [column[child] for child in children]]
        below = np.stack(np.broadcast_arrays(*(scores[child] for child in children)))
        counted = np.any(shares > 0, axis=0)
        power = means[code]
        if isinstance(power, str):
            combined = _outranked(below, shares)
        else:
            _refuse_unsuited(frame, children, np.where(counted[:, None, None], below, np.nan), code, power)
            combined = generalised_mean(below, shares, power)
        scarce = (~np.isnan(below)).mean(axis=0) < min_available - ROUNDING
        scores[code] = np.where(scarce, np.nan, combined) if scarce.any() else combined
    return scores


def generalised_mean(below: Floats, shares: Floats, power: float) -> Floats:
    """Children × (1 or draws) × units and draws × children become draws × units; NaN where nothing weighs."""
    present = ~np.isnan(below) & np.any(shares > 0, axis=0)[:, None, None]
    with np.errstate(divide="ignore", invalid="ignore"):
        if present.all():
            total, mass = _weigh(shares, forward(below, power)), shares.sum(axis=1)[:, None]
        else:
            total = _weigh(shares, np.where(present, forward(below, power), 0.0))
            mass = _weigh(shares, present.astype(np.float64))
        return backward(total / mass, power)


def forward(values: Floats, power: float) -> Floats:
    """What is averaged in place of the values: themselves, their logarithms or their powers."""
    if power == 1:
        return values
    return np.asarray(np.log(values) if power == 0 else values**power)


def backward(averages: Floats, power: float) -> Floats:
    if power == 1:
        return averages
    return np.asarray(np.exp(averages) if power == 0 else averages ** (1 / power))


def resolve_means(mean: Means, framework: Framework) -> dict[str, Mean]:
    """One mean per aggregate: a power, or the word copeland."""
    if isinstance(mean, (str, int, float)):
        return dict.fromkeys(framework.aggregates, _power(mean))
    if isinstance(mean, Mapping):
        if unknown := [code for code in mean if code not in framework.aggregates]:
            raise FrameworkError(f"mean: {code} is not an aggregate of the framework" for code in unknown)
        return {code: _power(mean.get(code, "arithmetic")) for code in framework.aggregates}
    levels = max(framework.level.values())
    if len(mean) != levels:
        raise FrameworkError([f"mean: {len(mean)} given for {levels} levels; give one for all, or one per level"])
    return {code: _power(mean[framework.level[code] - 1]) for code in framework.aggregates}


def _power(mean: Mean) -> Mean:
    if isinstance(mean, str):
        if mean != COPELAND and mean not in POWERS:
            choices = ", ".join([*POWERS, COPELAND])
            raise FrameworkError([f"mean {mean}: not known; choose one of {choices}, or give a power"])
        return POWERS.get(mean, mean)
    if not np.isfinite(mean):
        raise FrameworkError([f"mean {mean}: give a finite power"])
    return float(mean)


def _outranked(below: Floats, shares: Floats) -> Floats:
    rows = np.broadcast_to(below, (below.shape[0], len(shares), below.shape[2]))
    return np.stack([copeland(rows[:, draw], shares[draw]) for draw in range(len(shares))])


def _weigh(shares: Floats, below: Floats) -> Floats:
    if below.shape[1] == 1:
        return multiply(shares, below[:, 0, :])
    return np.asarray(np.einsum("dk,kdu->du", shares, below))


def _refuse_unsuited(frame: pl.DataFrame, children: Sequence[str], below: Floats, code: str, power: float) -> None:
    if power == 1:
        return
    unsuited = below <= 0 if power <= 0 else below < 0
    if unsuited.any():
        need = "above 0" if power <= 0 else "of 0 or more"
        raise FrameworkError(
            f"{cell} is not {need}, which the mean of {code} needs; normalise with lower=1"
            for cell in cells(frame, children, np.asarray(np.any(unsuited, axis=1)).T)
        )
