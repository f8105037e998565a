"""What might have been decided otherwise, drawn at random: one seed, one answer, whatever runs it."""

from collections.abc import Sequence

import numpy as np

from metrics.composite.framework import Framework, FrameworkError
from metrics.composite.matrix import Floats, Integers, nominal_weights

WEIGHTS, INDICATORS = "weights", "indicators"
RAW_FACTORS = ("imputation", "treatment", "normalisation")
FACTORS = (WEIGHTS, *RAW_FACTORS, "aggregation", INDICATORS)
UNIFORM, DIRICHLET = "uniform", "dirichlet"

Choices = dict[str, Integers]


def check_factors(vary: Sequence[str]) -> None:
    if isinstance(vary, str):
        raise FrameworkError([f"vary {vary!r}: give a tuple, ({vary!r},)"])
    if unknown := [factor for factor in vary if factor not in FACTORS]:
        raise FrameworkError(f"vary: {factor} is not known; choose from {', '.join(FACTORS)}" for factor in unknown)
    if len(set(vary)) < len(vary):
        raise FrameworkError(["vary: name each factor once"])


def stream(seed: int, factor: str, half: int = 0) -> np.random.Generator:
    """Each factor draws from a stream of its own, so that varying one more leaves the others' draws as they were."""
    return np.random.default_rng([seed, FACTORS.index(factor), half])


def choose(seed: int, factor: str, options: int, draws: int, half: int = 0) -> Integers:
    return stream(seed, factor, half).integers(options, size=draws)


def draw_weights(framework: Framework, generator: np.random.Generator, draws: int, noise: float, shape: str) -> Floats:
    """One row per draw, one column per code, around the nominal weights; siblings are rescaled where they are used.

    uniform: each weight times a number between 1 - noise and 1 + noise. dirichlet: the shares of each family of
    siblings from a Dirichlet distribution about the nominal ones, so concentrated that for equal shares the
    coefficient of variation is that of uniform, `noise / √3`.
    """
    if shape not in SHAPES:
        raise FrameworkError([f"shape {shape}: not known; choose one of {', '.join(SHAPES)}"])
    if not 0 <= noise <= 1:
        raise FrameworkError([f"noise is {noise:g}; give a share from 0 to 1"])
    nominal = nominal_weights(framework)
    if noise == 0:
        return np.repeat(nominal, draws, axis=0)
    if shape == UNIFORM:
        return nominal * (1 + noise * (2 * generator.random((draws, nominal.shape[1])) - 1))
    return generator.standard_gamma(np.repeat(_concentrations(framework, noise), draws, axis=0))


SHAPES = (UNIFORM, DIRICHLET)


def _concentrations(framework: Framework, noise: float) -> Floats:
    place = {code: column for column, code in enumerate(framework.codes)}
    concentrations = np.ones((1, len(framework.codes)))
    for children in framework.children.values():
        total = sum(framework[child].weight for child in children)
        strength = max(3 * (len(children) - 1) / noise**2 - 1, 1.0)
        for child in children:
            concentrations[0, place[child]] = strength * framework[child].weight / total
    return concentrations


def leave_out(framework: Framework, weights: Floats, left_out: Integers) -> Floats:
    """The weights with one leaf at 0 in each row: none where `left_out` is 0, else the leaf of that number from 1."""
    column = [framework.codes.index(leaf) for leaf in framework.leaves]
    kept = weights.copy()
    for number, place in enumerate(column, start=1):
        kept[left_out == number, place] = 0.0
    return kept


def effective(framework: Framework, weights: Floats) -> Floats:
    """Draws × leaves: what a leaf weighs in its root where nothing is missing; NaN in a draw where nothing weighs.

    What belongs to a family without weight goes to its parent's other children.
    """
    place = {code: row for row, code in enumerate(framework.codes)}
    families = {code: [place[child] for child in framework.children[code]] for code in framework.aggregates}
    heard = weights.T.copy(order="C")
    totals = {}
    for code, children in families.items():
        totals[code] = heard[children].sum(axis=0)
        heard[place[code]] *= totals[code] > 0
    shares = np.ones_like(heard)
    for code, children in reversed(families.items()):
        per_point = np.divide(
            shares[place[code]], totals[code], out=np.zeros_like(totals[code]), where=totals[code] > 0
        )
        shares[children] = heard[children] * per_point
    shares[:, totals[framework.roots[0]] == 0] = np.nan
    return np.ascontiguousarray(shares[[place[leaf] for leaf in framework.leaves]].T)
