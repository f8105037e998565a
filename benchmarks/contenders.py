"""The table that is scored and ranked, and everyone's way of doing it."""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before NumPy is loaded, for the contenders that call it directly

import csv
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import polars as pl

try:
    import pandas as pd
except ImportError:
    pd = None

sys.path.insert(0, str(Path(__file__).parents[1]))

from metrics.composite import Framework, Indicator, aggregate, normalise, rank, uncertainty

LEAVES, GROUPS, PILLARS = 40, 8, 3
MANY_UNITS = 10_000
NOISE = 0.25
COINR = Path(__file__).with_name("coinr.R")

Task = Callable[[], object]


@dataclass(frozen=True)
class Table:
    """Invented values and a framework of three levels above 40 leaves."""

    frame: pl.DataFrame
    framework: Framework

    @property
    def values(self) -> np.ndarray:
        return self.frame.select(self.framework.leaves).to_numpy()

    @property
    def levels(self) -> list[np.ndarray]:
        """Per level, children × parents: the share of each child in its parent."""
        groups, pillars = [f"g{g}" for g in range(GROUPS)], [f"p{p}" for p in range(PILLARS)]
        levels = []
        for below, above in pairwise([list(self.framework.leaves), groups, pillars, ["index"]]):
            weights = np.zeros((len(below), len(above)))
            for row, code in enumerate(below):
                weights[row, above.index(str(self.framework[code].parent))] = self.framework[code].weight
            levels.append(weights / weights.sum(axis=0))
        return levels


def table(units: int) -> Table:
    draw = np.random.default_rng(units)
    values = draw.normal(size=(units, LEAVES)) + draw.normal(size=(units, 1))
    indicators = [Indicator("index", None)]
    indicators += [Indicator(f"p{p}", "index", weight=1 + p / 2) for p in range(PILLARS)]
    indicators += [Indicator(f"g{g}", f"p{g % PILLARS}", weight=1 + g / 4) for g in range(GROUPS)]
    indicators += [Indicator(f"x{x}", f"g{x % GROUPS}", weight=1 + x / 20) for x in range(LEAVES)]
    columns = {f"x{x}": np.ascontiguousarray(values[:, x]) for x in range(LEAVES)}
    return Table(pl.DataFrame({"unit": np.arange(units), **columns}), Framework(indicators))


def noisy(here: Table, draws: int) -> np.ndarray:
    """Draws × leaves: effective weights under noise at every level."""
    draw = np.random.default_rng(1)
    weights = np.ones((draws, 1, 1))
    for level in reversed(here.levels):
        strayed = level * (1 + NOISE * (2 * draw.random((draws, *level.shape)) - 1))
        weights = strayed / strayed.sum(axis=1, keepdims=True) @ weights
    return weights[:, :, 0]


def score_ours(here: Table) -> Task:
    codes = [code for code in here.framework.codes if here.framework.children[code]]
    return lambda: rank(aggregate(normalise(here.frame, here.framework), here.framework).select("unit", *codes))


def score_numpy(here: Table) -> Task:
    """One matrix product for all twelve aggregates, min-max folded into the weights, and one argsort for each."""
    (first, second, third), values = here.levels, here.values
    combined = np.concatenate([first, first @ second, first @ second @ third], axis=1)

    def task() -> object:
        low, high = values.min(axis=0), values.max(axis=0)
        scores = np.ascontiguousarray(((values - low) @ (combined / (high - low)[:, None])).T)
        order = np.argsort(-scores, axis=1)
        ranks = np.empty_like(order)
        np.put_along_axis(ranks, order, np.arange(1, len(values) + 1)[None, :], axis=1)
        return ranks

    return task


def score_pandas(here: Table) -> Task:
    data, levels = here.frame.drop("unit").to_pandas(), here.levels

    def task() -> object:
        scores, ranks = 100 * (data - data.min()) / (data.max() - data.min()), []
        for level in levels:
            scores = scores @ level
            ranks.append(scores.rank(ascending=False, method="min"))
        return ranks

    return task


def simulate_ours(here: Table, draws: int) -> Task:
    scores = normalise(here.frame, here.framework)
    return lambda: uncertainty(scores, here.framework, draws=draws, noise=NOISE)


def simulate_packed(here: Table, draws: int) -> Task:
    """Products and packed-key sorts by blocks, 16-bit ranks, a radix sort for quantiles; no ties, gaps or levels."""
    values, weights = np.ascontiguousarray(here.values.T), noisy(here, draws)
    units = values.shape[1]
    mask, step = (1 << (units - 1).bit_length()) - 1, max(20, 131_072 // units)
    places = np.arange(1, units + 1, dtype=np.uint16)

    def task() -> object:
        ranks = np.empty((units, draws), dtype=np.uint16)
        for start in range(0, draws, step):
            scores = weights[start : start + step] @ values
            keys = (1 + (scores.max() - scores) / (scores.max() - scores.min())).view(np.int64)
            keys &= ~mask
            keys |= np.arange(units)
            keys.sort(axis=1)
            keys &= mask
            keys *= len(keys)
            keys += np.arange(len(keys))[:, None]
            some = np.empty((units, len(keys)), dtype=np.uint16)
            some.reshape(-1)[keys.reshape(-1)] = np.tile(places, len(keys))
            ranks[:, start : start + step] = some
        ordered = np.sort(ranks, axis=1, kind="stable")
        return [ordered[:, int(share * (draws - 1))] for share in (0.05, 0.5, 0.95)]

    return task


def simulate_argsort(here: Table, draws: int) -> Task:
    """For each draw a product, an argsort and a scatter; then quantiles of each unit."""
    values, weights = np.ascontiguousarray(here.values.T), noisy(here, draws)
    places = np.arange(1, values.shape[1] + 1, dtype=np.uint16)

    def task() -> object:
        ranks = np.empty((draws, values.shape[1]), dtype=np.uint16)
        for row, weight in enumerate(weights):
            ranks[row, np.argsort(-(weight @ values))] = places
        return np.quantile(ranks, [0.05, 0.5, 0.95], axis=0)

    return task


def simulate_pandas(here: Table, draws: int) -> Task:
    """For each draw a weighted sum and a rank; then quantiles of each unit."""
    data, weights = here.frame.drop("unit").to_pandas(), noisy(here, draws)

    def task() -> object:
        ranks = {draw: (data @ weight).rank(ascending=False, method="min") for draw, weight in enumerate(weights)}
        return pd.DataFrame(ranks).quantile([0.05, 0.5, 0.95], axis=1)

    return task


def coinr(here: Table) -> tuple[float, float] | str:
    """Seconds that COINr takes to score, and to regenerate an index once; or why there are none."""
    if here.frame.height > MANY_UNITS:
        return "left out at this size"
    if shutil.which("Rscript") is None:
        return "absent: no R here"
    with tempfile.TemporaryDirectory() as folder:
        units = pl.format("u{}", "unit").alias("uCode")
        here.frame.select(units, *here.framework.leaves).write_csv(Path(folder) / "data.csv")
        with (Path(folder) / "meta.csv").open("w", newline="") as file:
            csv.writer(file).writerows(_meta(here.framework))
        ran = subprocess.run(["Rscript", str(COINR), folder], capture_output=True, text=True, check=False)
    if ran.returncode:
        return f"absent: {ran.stderr.strip().splitlines()[0]}"
    score, regeneration = (float(word) for word in ran.stdout.split()[-2:])
    return score, regeneration


def _meta(framework: Framework) -> list[list[object]]:
    rows: list[list[object]] = [["iCode", "Parent", "Direction", "Level", "Weight", "Type"]]
    for each in framework.indicators:
        level = framework.level[each.code] + 1
        kind = "Aggregate" if level > 1 else "Indicator"
        rows.append([each.code, each.parent or "NA", each.direction, level, each.weight, kind])
    return rows
