"""Repeatable chance: a number is drawn from the names of what it is for, so that nothing new shifts what was there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from statistics import NormalDist
from typing import TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
Keys: TypeAlias = NDArray[np.uint64]
T = TypeVar("T")

GOLDEN = np.uint64(0x9E3779B97F4A7C15)
FIRST = np.uint64(0xBF58476D1CE4E5B9)
SECOND = np.uint64(0x94D049BB133111EB)
MANTISSA = 53
EDGE = 1e-12
STANDARD = NormalDist()


@dataclass(frozen=True)
class Chance:
    """All draws of one country: the same seed and names give the same draw, in whatever order they are asked for."""

    seed: int

    def one(self, *names: object) -> float:
        """A number from 0 up to 1."""
        return int.from_bytes(self._digest(*names)) / 2**64

    def between(self, low: float, high: float, *names: object) -> float:
        return low + (high - low) * self.one(*names)

    def whole(self, low: int, high: int, *names: object) -> int:
        """A whole number from `low` to `high`, both possible."""
        return low + int(self.one(*names) * (high - low + 1))

    def bell(self, *names: object) -> float:
        """A draw from the standard normal distribution."""
        return STANDARD.inv_cdf(min(max(self.one(*names), EDGE), 1 - EDGE))

    def pick(self, choices: Sequence[T], *names: object) -> T:
        return choices[int(self.one(*names) * len(choices))]

    def keys(self, purpose: str, names: Iterable[str]) -> Keys:
        """One key per name, from which a whole table of numbers is drawn by `grid`."""
        return np.array([int.from_bytes(self._digest(purpose, name)) for name in names], dtype=np.uint64)

    def _digest(self, *names: object) -> bytes:
        return blake2b("\0".join(map(str, (self.seed, *names))).encode(), digest_size=8).digest()


def grid(rows: Keys, columns: Keys) -> Floats:
    """Numbers from 0 up to 1, one row per row key, one column per column key; each depends on its two keys alone."""
    mixed = _stir(_stir(rows)[:, None] ^ columns[None, :])
    numbers: Floats = (mixed >> np.uint64(64 - MANTISSA)).astype(np.float64) / 2**MANTISSA
    return numbers


def bells(rows: Keys, columns: Keys) -> Floats:
    """As `grid`, from the standard normal distribution (Box and Muller's way)."""
    radius = np.sqrt(-2 * np.log(np.maximum(grid(rows, columns), EDGE)))
    angle = 2 * np.pi * grid(_stir(rows), columns)
    drawn: Floats = radius * np.cos(angle)
    return drawn


def _stir(keys: Keys) -> Keys:
    """The mixing step of SplitMix64: one changed bit changes half of them."""
    with np.errstate(over="ignore"):
        stirred = keys + GOLDEN
        stirred = (stirred ^ (stirred >> np.uint64(30))) * FIRST
        stirred = (stirred ^ (stirred >> np.uint64(27))) * SECOND
    mixed: Keys = stirred ^ (stirred >> np.uint64(31))
    return mixed
