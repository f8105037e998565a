"""The tree of indicators behind a composite index, checked whole before anything is computed."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Self

UNIT = "unit"


class FrameworkError(ValueError):
    """What does not fit: in a framework, in a frame that should follow it, or in the options of a step."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


@dataclass(frozen=True, slots=True)
class Indicator:
    """A node of the tree: a leaf that holds data, or an aggregate that others name as their parent.

    `weight` is relative to the siblings. `direction` is 1 where more is better and -1 where less is. `lower` and
    `upper` are goalposts and `target` an aim, in the indicator's own unit; `denominator` names the column that a raw
    value is divided by. On an aggregate only `code`, `parent` and `weight` are read.
    """

    code: str
    parent: str | None
    direction: int = 1
    weight: float = 1.0
    lower: float | None = None
    upper: float | None = None
    target: float | None = None
    denominator: str | None = None


@dataclass(frozen=True, init=False)
class Framework:
    """Indicators of any depth; leaves may hang at different depths, and there may be several roots.

    Every fault is told at once: no indicator, double codes, orphans, loops, siblings whose weights sum to zero,
    weights below zero, directions other than 1 and -1, goalposts out of order.
    OECD/JRC Handbook (2008), section 1.1, developing a theoretical framework.
    """

    indicators: tuple[Indicator, ...]

    def __init__(self, indicators: Iterable[Indicator]) -> None:
        object.__setattr__(self, "indicators", tuple(indicators))
        if faults := list(_faults(self.indicators)):
            raise FrameworkError(faults)

    def __getitem__(self, code: str) -> Indicator:
        return self._by_code[code]

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    @cached_property
    def _by_code(self) -> dict[str, Indicator]:
        return {indicator.code: indicator for indicator in self.indicators}

    @cached_property
    def codes(self) -> tuple[str, ...]:
        return tuple(self._by_code)

    @cached_property
    def roots(self) -> tuple[str, ...]:
        return tuple(indicator.code for indicator in self.indicators if indicator.parent is None)

    @cached_property
    def children(self) -> dict[str, tuple[str, ...]]:
        """The codes directly below each code; nothing below a leaf."""
        below: dict[str, list[str]] = {code: [] for code in self.codes}
        for indicator in self.indicators:
            if indicator.parent is not None:
                below[indicator.parent].append(indicator.code)
        return {code: tuple(codes) for code, codes in below.items()}

    @cached_property
    def leaves(self) -> tuple[str, ...]:
        return tuple(code for code in self.codes if not self.children[code])

    @cached_property
    def level(self) -> dict[str, int]:
        """Steps up from the deepest leaf below: 0 for a leaf, 1 for a parent of leaves only."""
        levels: dict[str, int] = {}

        def climb(code: str) -> int:
            levels[code] = 1 + max((climb(child) for child in self.children[code]), default=-1)
            return levels[code]

        for root in self.roots:
            climb(root)
        return {code: levels[code] for code in self.codes}

    @cached_property
    def aggregates(self) -> tuple[str, ...]:
        """Every code that is not a leaf, children before their parents."""
        return tuple(sorted((code for code in self.codes if self.children[code]), key=self.level.__getitem__))

    def leaves_below(self, code: str) -> tuple[str, ...]:
        """The leaves that a code is made of; a leaf is made of itself."""
        if not self.children[code]:
            return (code,)
        return tuple(leaf for child in self.children[code] for leaf in self.leaves_below(child))

    def index(self, code: str | None = None) -> str:
        """The code to be ranked: the one given, or the root where there is only one."""
        if code is None and len(self.roots) == 1:
            return self.roots[0]
        if code is None:
            raise FrameworkError([f"index: name one; the roots are {', '.join(self.roots)}"])
        if code not in self:
            raise FrameworkError([f"index {code}: not in the framework; the codes are {', '.join(self.codes)}"])
        return code

    def below(self, code: str) -> Self:
        """The part of the tree that hangs from a code, which becomes its root."""
        if self.roots == (code,):
            return self
        kept = {code}
        for parent in reversed(self.aggregates):
            if parent in kept:
                kept.update(self.children[parent])
        return type(self)(
            replace(indicator, parent=None) if indicator.code == code else indicator
            for indicator in self.indicators
            if indicator.code in kept
        )

    def with_weights(self, weights: Mapping[str, float]) -> Self:
        """The same tree with other weights; codes that are not mentioned keep theirs."""
        if unknown := [code for code in weights if code not in self]:
            raise FrameworkError(f"weights: {code} is not in the framework" for code in unknown)
        return type(self)(
            replace(indicator, weight=weights.get(indicator.code, indicator.weight)) for indicator in self.indicators
        )


def _faults(indicators: tuple[Indicator, ...]) -> Iterator[str]:
    if not indicators:
        yield "the framework has no indicator"
    for code, times in Counter(indicator.code for indicator in indicators).items():
        if times > 1:
            yield f"{code}: stands {times} times; give each indicator its own code"
    for indicator in indicators:
        yield from _own_faults(indicator)
    yield from _orphans(indicators)
    yield from _loops(indicators)
    yield from _weightless(indicators)


def _own_faults(indicator: Indicator) -> Iterator[str]:
    code = indicator.code
    if not code or code == UNIT:
        yield f"{code!r}: not usable as a code; the column {UNIT!r} names the units"
    if not math.isfinite(indicator.weight) or indicator.weight < 0:
        yield f"{code}: weight is {indicator.weight:g}; give a number from 0"
    if indicator.direction not in {1, -1}:
        yield f"{code}: direction is {indicator.direction}; give 1 (more is better) or -1 (less is better)"
    for name in ("lower", "upper", "target"):
        bound = getattr(indicator, name)
        if bound is not None and not math.isfinite(bound):
            yield f"{code}: {name} is {bound:g}; give a number, or leave it out"
    if indicator.lower is not None and indicator.upper is not None and indicator.lower >= indicator.upper:
        yield (
            f"{code}: lower {indicator.lower:g} is not below upper {indicator.upper:g}; "
            "where less is better, keep them in order and give direction -1"
        )


def _orphans(indicators: tuple[Indicator, ...]) -> Iterator[str]:
    codes = {indicator.code: None for indicator in indicators}
    lost = {
        (each.code, each.parent): None for each in indicators if each.parent is not None and each.parent not in codes
    }
    for code, parent in lost:
        yield f"{code}: parent {parent} is not in the framework; the codes are {', '.join(codes)}"


def _loops(indicators: tuple[Indicator, ...]) -> Iterator[str]:
    parents = {indicator.code: indicator.parent for indicator in indicators}
    walked: set[str] = set()
    for start in parents:
        path: list[str] = []
        code: str | None = start
        while code is not None and code in parents and code not in walked:
            walked.add(code)
            path.append(code)
            code = parents[code]
        if code in path:
            loop = path[path.index(code) :]
            yield f"{' → '.join([*loop, loop[0]])}: a loop; one of them needs another parent, or none"


def _weightless(indicators: tuple[Indicator, ...]) -> Iterator[str]:
    siblings: dict[str, list[Indicator]] = {}
    for indicator in indicators:
        if indicator.parent is not None:
            siblings.setdefault(indicator.parent, []).append(indicator)
    for parent, children in siblings.items():
        if sum(child.weight for child in children) == 0:
            names = ", ".join(child.code for child in children)
            yield f"{parent}: the weights of its children ({names}) sum to 0; give one of them more than 0"
