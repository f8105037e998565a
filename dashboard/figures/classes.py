"""Values fall into few classes with round limits, which a legend can say in words."""

from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor, log10

from dashboard.figures.palette import class_inks
from dashboard.words import Words

MOST = 6
STEPS = (1, 2, 2.5, 5, 10)


@dataclass(frozen=True)
class Class:
    """Values from `low` up to, but not including, `high`; the last class includes it."""

    low: float
    high: float
    ink: str

    def label(self, words: Words) -> str:
        low, high = words.number(self.low), words.number(self.high)
        return low if low == high else f"{low}–{high}"


def classes(values: list[float]) -> list[Class]:
    """At most six classes of one width, lowest first, that hold every value; none where there is no value."""
    if not values:
        return []
    limits = _limits(min(values), max(values))
    inks = class_inks(len(limits) - 1)
    return [Class(low, high, ink) for (low, high), ink in zip(pairwise(limits), inks, strict=True)]


def class_of(value: float, among: list[Class]) -> Class:
    return next((each for each in reversed(among) if value >= each.low), among[0])


def _limits(low: float, high: float) -> list[float]:
    """Round numbers around both ends, a step apart."""
    if low == high:
        return [low, low]
    width = (high - low) / MOST
    size = 10.0 ** floor(log10(width))
    for factor in (*STEPS, 20):
        step = factor * size
        first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
        if last - first <= MOST:
            break
    return [round(number * step, 10) for number in range(first, last + 1)]
