"""What a mean will come to once the missing reports are in: an early figure with its interval."""

from collections.abc import Sequence
from functools import reduce
from itertools import pairwise

import numpy as np
import polars as pl
from numpy.typing import NDArray

PROMISED = 0.9  # how often the interval holds the final figure
LEAST = 10  # reports that an estimate needs
DRAWS = 2000
SHIFT = 0.5  # how far the odds of reporting move from round to round, on the logistic scale
WIDER = 1.1  # what back-tests on other countries showed to be lacking: see docs/decisions/0081
PRIOR = 2.0  # rounds that the custom of all units counts for beside a unit's own

Floats = NDArray[np.float64]
SCHEMA = {
    **dict.fromkeys(("so_far", "estimate", "low", "high"), pl.Float64),
    **dict.fromkeys(("reported", "expected"), pl.Int64),
}


def estimate(history: pl.DataFrame, round_: str, *, promised: float = PROMISED, seed: int = 0) -> pl.DataFrame:
    """One row: so_far (the mean of what is in), estimate, low, high, reported, expected.

    `history` has unit, round, value: one row per unit and round in which it was expected, the rounds in the order of
    time, value null where it did not report; rounds after `round_` do not count. A missing unit is given its own last
    value and the growth of a unit that reported, drawn by chance; one without a past the value of such a unit. It comes
    in as often as it used to. The interval holds the middle `promised` share of such draws, each from reports that are
    drawn anew themselves. All null with fewer than ten reports, or ten that have a past.
    """
    now, past = _now_and_past(history, round_)
    units = now.join(past, on="unit", how="left", maintain_order="left")
    value = _floats(units["value"])
    here = ~np.isnan(value)
    told = {"reported": int(here.sum()), "expected": units.height}
    so_far = float(value[here].mean()) if here.any() else None
    grown = here & ~np.isnan(_floats(units["last"]))
    if grown.sum() < LEAST:
        return pl.DataFrame([{"so_far": so_far, **told}], schema=SCHEMA)
    finals = _finals(value, _floats(units["last"]), _floats(units["custom"]), np.random.default_rng(seed))
    centre = finals.mean()
    low, high = centre + WIDER * (np.quantile(finals, ((1 - promised) / 2, (1 + promised) / 2)) - centre)
    row = {"so_far": so_far, "estimate": float(centre), "low": float(low), "high": float(high)}
    return pl.DataFrame([row | told], schema=SCHEMA)


def _now_and_past(history: pl.DataFrame, round_: str) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The units of the round with their values; of each unit of earlier rounds its last value and its custom."""
    order = history["round"].unique(maintain_order=True).to_list()
    before = order[: order.index(round_)]
    now = history.filter(pl.col("round") == round_).select("unit", "value")
    if not before:
        return now, pl.DataFrame(schema={"unit": pl.String, "last": pl.Float64, "custom": pl.Float64})
    earlier = history.filter(pl.col("round").is_in(before))
    risen, heard = _risen(earlier, before), pl.col("value").is_not_null()
    common = earlier.select((heard.sum() + 1) / (pl.len() + 2)).item()
    footing = pl.col("round").replace_strict(risen, return_dtype=pl.Float64)
    past = earlier.group_by("unit", maintain_order=True).agg(
        last=(pl.col("value") - footing).drop_nulls().last() + risen[before[-1]],
        custom=(heard.sum() + PRIOR * common) / (pl.len() + PRIOR),
    )
    return now, past


def _risen(history: pl.DataFrame, rounds: Sequence[str]) -> dict[str, float]:
    """How far units had risen by each round since the first: the mean rises of those in both rounds, added up."""
    risen = dict.fromkeys(rounds[:1], 0.0)
    for one, next_ in pairwise(rounds):
        pair = (history.filter(pl.col("round") == each).select("unit", "value") for each in (one, next_))
        both = reduce(lambda first, second: first.join(second, on="unit", suffix="_next"), pair)
        risen[next_] = risen[one] + (both.select((pl.col("value_next") - pl.col("value")).mean()).item() or 0.0)
    return risen


def _finals(value: Floats, last: Floats, custom: Floats, chance: np.random.Generator) -> Floats:
    """The mean of all units in each of many draws."""
    here, lived = ~np.isnan(value), ~np.isnan(last)
    growth, levels = (value - last)[here & lived], value[here]
    known, unknown = ~here & lived, ~here & ~lived
    filled = np.empty((DRAWS, value.size))
    filled[:, here] = value[here]
    filled[:, known] = last[known] + _drawn(growth, int(known.sum()), chance)
    filled[:, unknown] = _drawn(levels, int(unknown.sum()), chance)
    comes = here | _still_come(here, np.where(np.isnan(custom), np.nanmean(custom), custom), chance)
    finals: Floats = (filled * comes).sum(axis=1) / comes.sum(axis=1)
    return finals


def _still_come(here: NDArray[np.bool_], custom: Floats, chance: np.random.Generator) -> NDArray[np.bool_]:
    """Who of the missing still reports, in each draw: the later it is in the round, the less their custom counts.

    Each draw has its own number of reports in the end, so that it has its own share of them in by now.
    """
    odds = custom / (1 - custom) * np.exp(SHIFT * chance.standard_normal((DRAWS, 1)))
    custom = odds / (1 + odds)
    in_the_end = np.maximum((chance.random(custom.shape) < custom).sum(axis=1), here.sum())
    waiting = custom * (1 - here.sum() / in_the_end)[:, None]
    comes: NDArray[np.bool_] = chance.random(waiting.shape) * (waiting + 1 - custom) < waiting
    return comes & ~here


def _drawn(from_: Floats, number: int, chance: np.random.Generator) -> Floats:
    """A row per draw: numbers of a sample that was itself drawn from the reports, since these are a sample too."""
    samples = from_[chance.integers(from_.size, size=(DRAWS, from_.size))]
    return np.take_along_axis(samples, chance.integers(from_.size, size=(DRAWS, number)), axis=1)


def _floats(values: pl.Series) -> Floats:
    found: Floats = values.cast(pl.Float64).to_numpy().astype(np.float64)
    return found
