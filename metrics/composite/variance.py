"""Which decision drives the ranking: the variance of its shifts, shared out among the factors."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
import polars as pl

from metrics.composite import draws as drawing
from metrics.composite.aggregation import Means
from metrics.composite.assumptions import Alternatives, Assumptions
from metrics.composite.framework import UNIT, Framework, FrameworkError
from metrics.composite.many_ranks import Places
from metrics.composite.matrix import Floats, nominal_weights
from metrics.composite.model import Model

EXACT_UP_TO = 20_000
RESAMPLES = 500
INTERVAL = (0.05, 0.95)
COLUMNS = ("s1", "s1_low", "s1_high", "st", "st_low", "st_high")


def sensitivity(  # noqa: PLR0913 - as simulate
    frame: pl.DataFrame,
    framework: Framework,
    draws: int = 1_000,
    noise: float = 0.25,
    seed: int = 0,
    vary: Sequence[str] = (drawing.WEIGHTS, drawing.INDICATORS),
    *,
    mean: Means = "arithmetic",
    min_available: float = 0.0,
    index: str | None = None,
    shape: str = drawing.UNIFORM,
    alternatives: Alternatives | None = None,
    unit: object = None,
    threads: int = 1,
) -> pl.DataFrame:
    """One row per factor of `vary`: `s1` and `st`, its first-order and total Sobol index, and 90 % intervals of both.

    What varies is the mean over the units of how many places each is moved from its nominal rank, or with `unit` the
    rank of that one. s1 is the part of the variance that goes when the factor alone is settled,
    `V(E(y | x)) / V(y)`; st the part that stays while it alone is not, `E(V(y | all but x)) / V(y)`: st above s1
    tells of interactions. All weights together are one factor. Other options as in `uncertainty`, and so is
    what `frame` holds: raw values when `vary` names normalisation, imputation or treatment.

    With weights among the factors both are estimated from `draws · (factors + 2)` rankings, see
    `estimated_indices`, with intervals from 500 bootstrap resamples. Without, all combinations
    are computed (up to 20,000): the indices are exact, their intervals of no width. Null where nothing varies.
    OECD/JRC Handbook (2008), section 1.7 and Step 7 of part 2: sensitivity analysis, variance-based.
    """
    if not vary:
        raise FrameworkError(["vary: name at least one factor"])
    model = Model.of(frame, framework, Assumptions(vary, noise, shape, mean, min_available, index, alternatives or {}))
    measure = Measure(model, _row(frame, unit))
    sizes = [model.options(factor) for factor in model.assumptions.discrete]
    if drawing.WEIGHTS not in vary and np.prod(sizes) <= EXACT_UP_TO:
        indices = exact_indices(_all_combinations(measure, vary, sizes, threads))
    else:
        outcomes = _pick_freeze(measure, draws, seed, threads)
        indices = estimated_indices(*outcomes, drawing.stream(seed, drawing.WEIGHTS, half=2))
    columns = [pl.Series(name, np.ascontiguousarray(values), nan_to_null=True) for name, values in indices.items()]
    return pl.DataFrame([pl.Series("factor", list(vary)), *columns])


@dataclass(frozen=True)
class Measure:
    """One figure per run: the mean shift from the nominal places, or the place of one unit."""

    model: Model
    row: int | None

    def of(self, weights: Floats, choices: drawing.Choices, threads: int) -> Floats:
        places = self.model.places(weights, choices, threads)
        if self.row is not None:
            return np.asarray(places[self.row], dtype=np.float64)
        return mean_shift(places, self.model.nominal)


def mean_shift(places: Places, nominal: Floats) -> Floats:
    """Per run, the mean of `|place - nominal place|` over the units ranked in both; 0 where there are none."""
    total, counted = np.zeros(places.shape[1]), np.zeros(places.shape[1])
    for row, place in zip(places, nominal, strict=True):
        if not np.isnan(place):
            total += np.where(row > 0, np.abs(row - place), 0.0)
            counted += row > 0
    return np.divide(total, counted, out=np.zeros_like(total), where=counted > 0)


def exact_indices(outcomes: Floats) -> dict[str, Floats]:
    """Sobol indices of a full factorial: one axis per factor, every combination as likely as any other."""
    axes = range(outcomes.ndim)
    variance = outcomes.var()
    alone = np.array([outcomes.mean(axis=tuple(other for other in axes if other != axis)).var() for axis in axes])
    others = np.array([outcomes.mean(axis=axis).var() for axis in axes])
    with np.errstate(invalid="ignore", divide="ignore"):
        first, total = alone / variance, 1 - others / variance
    if variance == 0:
        first, total = np.full(len(axes), np.nan), np.full(len(axes), np.nan)
    return dict(zip(COLUMNS, (first, first, first, total, total, total), strict=True))


def estimated_indices(base: Floats, other: Floats, mixed: Floats, generator: np.random.Generator) -> dict[str, Floats]:
    """Sobol indices from outcomes at A, at B and, one row per factor, at A with that factor taken from B.

    Two unbiased forms of the first-order index are blended, for each factor in the proportion of least variance:
    `E(B (AB - A))` (Saltelli et al. 2010), sharp for factors that do little, and `V - E((B - AB)²) / 2` (Jansen 1999),
    sharp for those that do much. The total index is `E((A - AB)²) / 2`.
    """
    runs = len(base)
    centre = (base.mean() + other.mean()) / 2  # products of centred outcomes have far less variance
    base, other, mixed = base - centre, other - centre, mixed - centre
    variance = float((base**2 + other**2).mean() / 2)
    little, much, total = other * (mixed - base), variance - (other - mixed) ** 2 / 2, (base - mixed) ** 2 / 2
    first = much + _least_variance(little, much)[:, None] * (little - much)
    again = generator.multinomial(runs, np.full(runs, 1 / runs), size=RESAMPLES) / runs
    columns = []
    for terms in (first, total):
        if variance == 0:
            columns += [np.full(len(mixed), np.nan)] * 3
            continue
        low, high = np.quantile(again @ terms.T / variance, INTERVAL, axis=0)
        columns += [terms.mean(axis=1) / variance, low, high]
    return dict(zip(COLUMNS, columns, strict=True))


def _least_variance(one: Floats, other: Floats) -> Floats:
    """Per row, the part of `one` in the blend with `other` whose mean varies least, from 0 to 1."""
    apart = one - other
    apart = apart - apart.mean(axis=1, keepdims=True)
    spread = (apart**2).mean(axis=1)
    shared = ((other - other.mean(axis=1, keepdims=True)) * apart).mean(axis=1)
    part: Floats = np.divide(-shared, spread, out=np.ones_like(spread), where=spread > 0)
    return np.clip(part, 0.0, 1.0)


def _pick_freeze(measure: Measure, draws: int, seed: int, threads: int) -> tuple[Floats, Floats, Floats]:
    """Outcomes at two independent samples, and at the first with each factor in turn taken from the second."""
    if draws < 2:  # noqa: PLR2004 - a variance needs two runs
        raise FrameworkError([f"draws is {draws}; give 2 or more"])
    model = measure.model
    (weights_a, choices_a), (weights_b, choices_b) = (_sample(model, seed, half, draws) for half in (0, 1))
    mixed = []
    for factor in model.assumptions.vary:
        weights = weights_b if factor == drawing.WEIGHTS else weights_a
        choices = {name: choices_b[name] if name == factor else chosen for name, chosen in choices_a.items()}
        mixed.append(measure.of(weights, choices, threads))
    base, other = measure.of(weights_a, choices_a, threads), measure.of(weights_b, choices_b, threads)
    return base, other, np.stack(mixed)


def _sample(model: Model, seed: int, half: int, draws: int) -> tuple[Floats, drawing.Choices]:
    assumptions = model.assumptions
    choices = {
        factor: drawing.choose(seed, factor, model.options(factor), draws, half) for factor in assumptions.discrete
    }
    if drawing.WEIGHTS not in assumptions.vary:
        return np.repeat(nominal_weights(model.tree), draws, axis=0), choices
    generator = drawing.stream(seed, drawing.WEIGHTS, half)
    return drawing.draw_weights(model.tree, generator, draws, assumptions.noise, assumptions.shape), choices


def _all_combinations(measure: Measure, vary: Sequence[str], sizes: Sequence[int], threads: int) -> Floats:
    grid = np.array(list(product(*(range(size) for size in sizes))), dtype=np.int64)
    choices = {factor: grid[:, axis] for axis, factor in enumerate(vary)}
    weights = np.repeat(nominal_weights(measure.model.tree), len(grid), axis=0)
    return measure.of(weights, choices, threads).reshape(tuple(sizes))


def _row(frame: pl.DataFrame, unit: object) -> int | None:
    if unit is None:
        return None
    rows = (frame[UNIT] == unit).arg_true()
    if len(rows) != 1:
        raise FrameworkError([f"unit {unit}: stands {len(rows)} times in the frame"])
    return int(rows[0])
