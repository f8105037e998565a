"""The index computed again and again under other decisions, and the place of every unit in each."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from itertools import product

import numpy as np
import polars as pl

from metrics.composite import draws as drawing
from metrics.composite.aggregation import Mean, aggregate_matrix, forward, resolve_means
from metrics.composite.assumptions import Assumptions
from metrics.composite.framework import Framework
from metrics.composite.many_ranks import SCORES_AT_ONCE, Places, place_type, rank_draws
from metrics.composite.matrix import Flags, Floats, Integers, multiply, nominal_weights, read
from metrics.composite.normalisation import normalise
from metrics.composite.preparation import impute
from metrics.composite.ranking import ascending
from metrics.composite.treatment import treat

FEWEST_DRAWS = 20  # in a block, for a matrix product of two or three rows is mostly overhead
ARITHMETIC = 1.0
LOWEST, HIGHEST = 1.0, 100.0  # so that every mean can be taken


@dataclass(frozen=True)
class Model:
    """A frame, the part of a framework that is ranked, and the decisions that may change."""

    frame: pl.DataFrame
    tree: Framework
    assumptions: Assumptions

    @classmethod
    def of(cls, frame: pl.DataFrame, framework: Framework, assumptions: Assumptions) -> "Model":
        return cls(frame, framework.below(framework.index(assumptions.index)), assumptions)

    @cached_property
    def means(self) -> list[dict[str, Mean]]:
        """The nominal means first, then those that aggregation chooses from, where it varies."""
        varied = self.assumptions.options("aggregation") if "aggregation" in self.assumptions.vary else ()
        return [resolve_means(mean, self.tree) for mean in (self.assumptions.mean, *varied)]

    @cached_property
    def variants(self) -> list[Floats]:
        """Units × leaves per combination of imputation, treatment and normalisation, the nominal one first."""
        if not self.assumptions.takes_raw:
            return [read(self.frame, self.tree.leaves)]
        options = [self.assumptions.options(factor)[: self._varied(factor)] for factor in drawing.RAW_FACTORS]
        return [self._prepared(*map(str, chosen)) for chosen in product(*options)]

    def options(self, factor: str) -> int:
        """How many choices a discrete factor has."""
        if factor == drawing.INDICATORS:
            return len(self.tree.leaves) + 1
        return len(self.assumptions.options(factor))

    @cached_property
    def nominal(self) -> Floats:
        """The place of each unit as decided; NaN where it has no score."""
        scores = self.level_by_level(self.frame, self.variants[0], self.means[0], nominal_weights(self.tree))
        return ascending(-scores[0])

    def places(self, weights: Floats, choices: drawing.Choices, threads: int = 1) -> Places:
        """Units × runs: the place of each unit in each run, 0 where it has no score in it."""
        runs, units = len(weights), self.frame.height
        if drawing.INDICATORS in choices:
            weights = drawing.leave_out(self.tree, weights, choices[drawing.INDICATORS])
        places: Places = np.zeros((units, runs), dtype=place_type(units))
        jobs = list(self._jobs(weights, choices)) if units else []

        def run(job: tuple[Scorer, Integers]) -> None:
            scorer, rows = job
            contiguous = rows[-1] - rows[0] == len(rows) - 1
            places[:, slice(rows[0], rows[-1] + 1) if contiguous else rows] = rank_draws(scorer.scores(rows))

        if threads > 1:
            with ThreadPoolExecutor(threads) as pool:
                list(pool.map(run, jobs))
        else:
            for job in jobs:
                run(job)
        return places

    def _jobs(self, weights: Floats, choices: drawing.Choices) -> "Iterator[tuple[Scorer, Integers]]":
        """Runs that share a variant and means, in blocks that fit the cache."""
        variant = self._variant(choices, len(weights))
        means = choices["aggregation"] + 1 if "aggregation" in choices else np.zeros_like(variant)
        step = max(FEWEST_DRAWS, SCORES_AT_ONCE // self.frame.height)
        for which, how in sorted(set(zip(variant.tolist(), means.tolist(), strict=True))):
            rows = np.flatnonzero((variant == which) & (means == how))
            if set(self.means[how].values()) != {ARITHMETIC}:
                heaviest = weights.max(axis=0, keepdims=True)  # what weighs in any run is looked at in this one
                self.level_by_level(self.frame, self.variants[which], self.means[how], heaviest)
            scorer = Scorer(self, self.variants[which], self.means[how], weights)
            for start in range(0, len(rows), step):
                yield scorer, rows[start : start + step]

    def _variant(self, choices: drawing.Choices, runs: int) -> Integers:
        number = np.zeros(runs, dtype=np.int64)
        for factor in drawing.RAW_FACTORS:
            if factor in choices:
                number = number * self.options(factor) + choices[factor]
        return number

    def _varied(self, factor: str) -> int:
        return self.options(factor) if factor in self.assumptions.vary else 1

    def _prepared(self, imputation: str, treatment: str, normalisation: str) -> Floats:
        """Raw values prepared in the order of the handbook, put on 1..100 so that every mean can be taken."""
        frame = impute(self.frame, self.tree, imputation)
        frame = frame if treatment == "none" else treat(frame, self.tree)
        values = read(normalise(frame, self.tree, normalisation, LOWEST, HIGHEST), self.tree.leaves)
        return _moved_above_zero(values) if np.nanmin(values, initial=LOWEST) <= 0 else values

    def level_by_level(self, frame: pl.DataFrame, values: Floats, means: dict[str, Mean], weights: Floats) -> Floats:
        """Runs × units: the scores of the root."""
        scores = aggregate_matrix(frame, values, self.tree, weights, means, self.assumptions.min_available)
        return np.broadcast_to(scores[self.tree.roots[0]], (len(weights), frame.height))


@dataclass(frozen=True)
class Scorer:
    """Scores of the root, in any order that ranks alike, for some of the rows of many weights.

    Where one power serves every level, the index of a unit with all its values is one weighted mean of its leaves:
    one matrix product for a block of runs, and no root need be drawn. Units with gaps, and all units under mixed
    means or Copeland, go level by level.
    """

    model: Model
    values: Floats
    means: dict[str, Mean]
    weights: Floats

    def scores(self, rows: Integers) -> Floats:
        if self._power is None:
            return self.model.level_by_level(self.model.frame, self.values, self.means, self.weights[rows])
        averages = multiply(self._effective[rows], self._whole_values)
        if not self._broken.size:
            return averages
        scores = np.empty((len(rows), len(self.values)))
        scores[:, self._whole] = averages
        broken = self.model.level_by_level(self._broken_frame, self._broken_values, self.means, self.weights[rows])
        scores[:, self._broken] = self._as_averaged(broken)
        return scores

    @cached_property
    def _power(self) -> float | None:
        powers = set(self.means.values())
        return next((power for power in powers if isinstance(power, float)), None) if len(powers) == 1 else None

    @cached_property
    def _gaps(self) -> Flags:
        return np.asarray(np.isnan(self.values).any(axis=1))

    @cached_property
    def _whole(self) -> Integers:
        return np.flatnonzero(~self._gaps)

    @cached_property
    def _broken(self) -> Integers:
        return np.flatnonzero(self._gaps)

    @cached_property
    def _broken_frame(self) -> pl.DataFrame:
        return self.model.frame[self._broken]

    @cached_property
    def _broken_values(self) -> Floats:
        return self.values[self._broken]

    @cached_property
    def _effective(self) -> Floats:
        return drawing.effective(self.model.tree, self.weights)

    @cached_property
    def _whole_values(self) -> Floats:
        """Leaves × units; what weighs nothing in any run is 0, for its logarithm may not exist."""
        weighing = np.asarray(np.any(self._effective > 0, axis=0))
        with np.errstate(divide="ignore", invalid="ignore"):
            averaged = self._as_averaged(self.values[self._whole].T)
        return np.ascontiguousarray(np.where(weighing[:, None], averaged, 0.0))

    def _as_averaged(self, values: Floats) -> Floats:
        """Powers below 0 turn the order round, and are turned back."""
        power = 1.0 if self._power is None else self._power
        averaged = forward(values, power)
        return -averaged if power < 0 else averaged


def _moved_above_zero(values: Floats) -> Floats:
    """All columns moved and stretched alike onto 1..100, which changes no place under the arithmetic mean."""
    low, high = np.nanmin(values), np.nanmax(values)
    stretch = (HIGHEST - LOWEST) / (high - low) if high > low else 0.0
    return np.asarray(LOWEST + (values - low) * stretch)
