"""What to buy with a budget so that the purchases are worth most: by the piece, exactly or with a stated bound."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import NamedTuple

STEPS = 30_000  # items looked at before the search settles for what it has; about a tenth of a second
CLOSE = 1e-9  # shares of the worth below this are rounding, not an improvement


class Good(NamedTuple):
    """Something that can be bought up to `pieces` times, at `cost` a piece (whole, above 0), for `worth` a piece."""

    cost: int
    worth: float
    pieces: int


class Purchase(NamedTuple):
    """How many pieces of each good to buy, in the order of the goods; no purchase is worth more than `at_most`.

    `exact` says that this one was proved to be worth most.
    """

    pieces: tuple[int, ...]
    exact: bool
    at_most: float


def purchase(goods: Sequence[Good], budget: int, steps: int = STEPS) -> Purchase:
    """Buy what is worth most within a budget.

    Goods are taken by worth for their cost, equals in the order given; then branch and bound looks for something better
    until nothing can be, or for so many steps. The bound is what the budget would buy if pieces could be divided.
    """
    useful = [place for place, good in enumerate(goods) if good.worth > 0 and good.pieces > 0]
    ranked = sorted(useful, key=lambda place: -goods[place].worth / goods[place].cost)
    search = _Search([goods[place] for place in ranked], budget, steps)
    search.run()
    found = dict(zip(ranked, search.best, strict=True))
    pieces = tuple(found.get(place, 0) for place in range(len(goods)))
    return Purchase(pieces, search.exhausted, search.best_worth if search.exhausted else search.ceiling)


@dataclass
class _Search:
    """Depth first over goods in falling order of worth for their cost, as many pieces of each as can be paid first."""

    goods: list[Good]
    budget: int
    steps: int
    best: list[int] = field(init=False)
    best_worth: float = -1.0
    exhausted: bool = False

    def __post_init__(self) -> None:
        self.best = [0] * len(self.goods)
        self.costs = list(accumulate((good.cost * good.pieces for good in self.goods), initial=0))
        self.worths = list(accumulate((good.worth * good.pieces for good in self.goods), initial=0.0))
        cheapest = accumulate((good.cost for good in reversed(self.goods)), min)
        self.cheapest = [*reversed(list(cheapest)), self.budget + 1]
        self.ceiling = self.bound(0, self.budget)

    def bound(self, start: int, left: int) -> float:
        """The worth of what the money left would buy from a good on, if pieces could be divided."""
        last = bisect_right(self.costs, self.costs[start] + left, lo=start) - 1
        worth = self.worths[last] - self.worths[start]
        if last == len(self.goods):
            return worth
        rest = left - (self.costs[last] - self.costs[start])
        return worth + self.goods[last].worth * rest / self.goods[last].cost

    def run(self) -> None:
        """Fill up, keep what is best, take the last piece back that could make a difference, and fill up again."""
        bought: list[tuple[int, int]] = []  # (good, pieces) of what is bought at all
        start, left, worth = 0, self.budget, 0.0
        while True:
            left, worth = self._fill(bought, start, left, worth)
            self._keep(bought, worth)
            while bought:
                place, pieces = bought.pop()
                good = self.goods[place]
                left, worth = left + good.cost, worth - good.worth
                if worth + self.bound(place + 1, left) > self.best_worth * (1 + CLOSE):
                    if pieces > 1:
                        bought.append((place, pieces - 1))
                    break
                # Still fewer of these cannot help: all that follow are worth less for their cost.
                left, worth = left + good.cost * (pieces - 1), worth - good.worth * (pieces - 1)
                self.steps -= 1
            else:
                self.exhausted = True
                return
            if self.steps < 0:
                return
            start = place + 1

    def _fill(self, bought: list[tuple[int, int]], start: int, left: int, worth: float) -> tuple[int, float]:
        for place in range(start, len(self.goods)):
            if left < self.cheapest[place]:
                break
            self.steps -= 1
            good = self.goods[place]
            pieces = min(good.pieces, left // good.cost)
            if pieces:
                bought.append((place, pieces))
                left, worth = left - good.cost * pieces, worth + good.worth * pieces
        return left, worth

    def _keep(self, bought: list[tuple[int, int]], worth: float) -> None:
        if worth > self.best_worth:
            self.best_worth = worth
            self.best = [0] * len(self.goods)
            for place, pieces in bought:
                self.best[place] = pieces
