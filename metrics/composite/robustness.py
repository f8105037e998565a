"""How much of a rank survives other decisions: its range, its odds, who can be told from whom."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from metrics.composite import draws as drawing
from metrics.composite.aggregation import Means
from metrics.composite.assumptions import Alternatives, Assumptions
from metrics.composite.framework import UNIT, Framework, FrameworkError
from metrics.composite.many_ranks import Places, mean_place, quantiles
from metrics.composite.matrix import Floats, nominal_weights, rows_of_groups
from metrics.composite.model import Model
from metrics.composite.weighting import read_weight_sets


@dataclass(frozen=True)
class RankSample:
    """The places of all units in all draws of one simulation, from which every statement on robustness is read.

    `units` in the order of the frame; `nominal` the place as decided, NaN without a score; `places` one row per unit,
    one column per draw, 0 where the unit has no score in the draw.
    """

    units: pl.Series
    nominal: Floats
    places: Places


def simulate(  # noqa: PLR0913 - the decisions of an index, each by keyword
    frame: pl.DataFrame,
    framework: Framework,
    draws: int = 10_000,
    noise: float = 0.25,
    seed: int = 0,
    weight_sets: pl.DataFrame | None = None,
    vary: Sequence[str] = (drawing.WEIGHTS,),
    *,
    mean: Means = "arithmetic",
    min_available: float = 0.0,
    index: str | None = None,
    shape: str = drawing.UNIFORM,
    alternatives: Alternatives | None = None,
    threads: int = 1,
) -> RankSample:
    """Every unit ranked once per draw; the options are those of `uncertainty`."""
    assumptions = Assumptions(vary, noise, shape, mean, min_available, index, alternatives or {})
    model = Model.of(frame, framework, assumptions)
    if weight_sets is not None:
        weights = read_weight_sets(weight_sets.select(_columns(weight_sets, model.tree)), model.tree)
    elif drawing.WEIGHTS in vary:
        generator = drawing.stream(seed, drawing.WEIGHTS)
        weights = drawing.draw_weights(model.tree, generator, _count(draws), noise, shape)
    else:
        weights = np.repeat(nominal_weights(model.tree), _count(draws), axis=0)
    choices = {
        factor: drawing.choose(seed, factor, model.options(factor), len(weights)) for factor in assumptions.discrete
    }
    return RankSample(frame[UNIT], model.nominal, model.places(weights, choices, threads))


def uncertainty(  # noqa: PLR0913 - as simulate
    frame: pl.DataFrame,
    framework: Framework,
    draws: int = 10_000,
    noise: float = 0.25,
    seed: int = 0,
    weight_sets: pl.DataFrame | None = None,
    vary: Sequence[str] = (drawing.WEIGHTS,),
    *,
    mean: Means = "arithmetic",
    min_available: float = 0.0,
    index: str | None = None,
    shape: str = drawing.UNIFORM,
    alternatives: Alternatives | None = None,
    by: str | None = None,
    threads: int = 1,
) -> pl.DataFrame:
    """One row per unit: `rank_nominal` as decided, then mean, median, 5 % and 95 % quantile of its rank over the draws.

    Quantiles are of type 7. All are null for a unit without a score; a draw in which it has none does not count for it.

    `frame` holds normalised scores, or raw values when `vary` names normalisation, imputation or treatment: then each
    draw prepares them in its own way, and the nominal rank comes from the first choice of each. `vary` and
    `alternatives` (per factor, what is chosen from) are told at `Assumptions`. Weights stray by `noise` at every
    level (`draw_weights`), `shape` "uniform" or "dirichlet"; or `weight_sets` gives them, one row per draw and one
    column per code, rescaled within each parent, in place of `draws`, `noise` and `shape`. `mean` and `min_available`
    as in `aggregate`; `index` is the code ranked, the root if not said. With `by`, a column, each of its groups is
    taken alone, under the same draws.

    One seed gives one answer, for any number of `threads`; each factor draws from a stream of its own, and the first
    thousand of ten thousand draws are the thousand of a smaller run.
    OECD/JRC Handbook (2008), section 1.7 and Step 7 of part 2, uncertainty and sensitivity analysis.
    """
    parts = []
    for rows in rows_of_groups(frame, by):
        sample = simulate(
            frame if by is None else frame[rows],
            framework,
            draws,
            noise,
            seed,
            weight_sets,
            vary,
            mean=mean,
            min_available=min_available,
            index=index,
            shape=shape,
            alternatives=alternatives,
            threads=threads,
        )
        parts.append(rank_ranges(sample).with_columns(row=pl.Series(rows)))
    return pl.concat(parts).sort("row").drop("row")


def rank_ranges(sample: RankSample) -> pl.DataFrame:
    """One row per unit: its nominal rank, and mean, median, 5 % and 95 % quantile over the draws."""
    low, middle, high = quantiles(sample.places, (0.05, 0.5, 0.95)).T
    return pl.DataFrame(
        [
            sample.units.alias(UNIT),
            pl.Series("rank_nominal", sample.nominal, nan_to_null=True).cast(pl.Int64),
            pl.Series("rank_mean", mean_place(sample.places), nan_to_null=True),
            pl.Series("rank_median", np.ascontiguousarray(middle), nan_to_null=True),
            pl.Series("rank_q05", np.ascontiguousarray(low), nan_to_null=True),
            pl.Series("rank_q95", np.ascontiguousarray(high), nan_to_null=True),
        ]
    )


def top_probability(sample: RankSample, k: int) -> pl.DataFrame:
    """One row per unit: `top`, the share of the draws with a score in which it stands at place k or better."""
    ranked = np.count_nonzero(sample.places, axis=1)
    among = np.count_nonzero((sample.places >= 1) & (sample.places <= k), axis=1)
    top = np.divide(among, ranked, out=np.full(len(ranked), np.nan), where=ranked > 0)
    return pl.DataFrame([sample.units.alias(UNIT), pl.Series("top", top, nan_to_null=True)])


def bands(sample: RankSample, confidence: float = 0.95) -> pl.DataFrame:
    """One row per unit: `band`, 1 for the best; the units of a band cannot be told apart from its first.

    Downward by nominal rank, a band takes in every unit that its first does not beat in `confidence` of the draws
    that rank both (a tie is half a win); the next unit that is beaten opens the next band. Null without a rank.
    Units with equal values share a band.
    """
    _check(confidence)
    found = np.zeros(len(sample.units), dtype=np.int64)
    first, band = -1, 0
    for unit in np.argsort(sample.nominal, kind="stable"):
        if np.isnan(sample.nominal[unit]):
            break
        if first < 0 or beats(sample.places[first], sample.places[unit]) >= confidence:
            first, band = unit, band + 1
        found[unit] = band
    return pl.DataFrame([sample.units.alias(UNIT), pl.Series("band", np.where(found > 0, found, -1))]).with_columns(
        pl.col("band").replace(-1, None)
    )


def indistinguishable(sample: RankSample, confidence: float = 0.95) -> pl.DataFrame:
    """One row per ordered pair of units of which neither beats the other in `confidence` of the draws.

    `ahead` is the share of the draws that rank both in which `unit` stands before `other`; a tie is half.
    Grows with the square of the number of units: for a peer group, not for a country of thousands.
    """
    _check(confidence)
    ranked = np.flatnonzero(~np.isnan(sample.nominal))
    pairs = []
    for place, one in enumerate(ranked):
        others = ranked[place + 1 :]
        ahead = ahead_of(sample.places[one], sample.places[others])
        for near in np.flatnonzero((ahead > 1 - confidence) & (ahead < confidence)):
            share, other = float(ahead[near]), int(others[near])
            pairs += [(int(one), other, share), (other, int(one), 1 - share)]
    pairs.sort()
    ones, partners, shares = (list(column) for column in zip(*pairs, strict=True)) if pairs else ([], [], [])
    return pl.DataFrame(
        [
            sample.units.gather(ones).alias(UNIT),
            sample.units.gather(partners).alias("other"),
            pl.Series("ahead", shares, dtype=pl.Float64),
        ]
    )


def beats(one: Places, other: Places) -> float:
    """The share of the draws that rank both in which the one stands before the other; a tie is half."""
    return float(ahead_of(one, other[np.newaxis])[0])


def ahead_of(one: Places, others: Places) -> Floats:
    """Per row of `others` what `beats` says of the one; a half where no draw ranks both."""
    both = (one > 0) & (others > 0)
    counted = np.count_nonzero(both, axis=1)
    won = np.count_nonzero(both & (one < others), axis=1) + np.count_nonzero(both & (one == others), axis=1) / 2
    return np.asarray(np.divide(won, counted, out=np.full(len(others), 0.5), where=counted > 0))


def _columns(sets: pl.DataFrame, tree: Framework) -> list[str]:
    """The columns that the ranked part of the tree needs; an absent root is filled in later, other gaps refused."""
    return [code for code in tree.codes if code in sets.columns]


def _count(draws: int) -> int:
    if draws < 1:
        raise FrameworkError([f"draws is {draws}; give 1 or more"])
    return draws


def _check(confidence: float) -> None:
    if not 0.5 < confidence <= 1:  # noqa: PLR2004 - under a half, the loser would be told from the winner
        raise FrameworkError([f"confidence is {confidence:g}; give a share above 0.5, up to 1"])
