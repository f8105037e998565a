"""One map drawn, one budget spent: each against the least that its work can take, in one run.

Run it as: python benchmarks/parts.py
"""

import json
import time
from collections.abc import Callable
from datetime import date

import polars as pl

import catalogue
from dashboard.figures.figure import Context
from dashboard.figures.maps import province_map
from dashboard.words import Words
from metrics.knapsack import Good, purchase

ROUNDS = 15


def best(work: Callable[[], object]) -> float:
    """The least processor time of several runs, in milliseconds."""
    taken = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return 1000 * min(taken)


def a_map() -> tuple[float, float]:
    """Drawing the 34 provinces, and only writing their outline as JSON."""
    geography = catalogue.load().geography
    day = date(2026, 9, 30)
    places = geography.provinces_on(day)
    rows = pl.DataFrame(
        {
            "province": [p.code for p in places],
            "name": [p.name_vi for p in places],
            "value": [float(n) for n, _ in enumerate(places)],
        }
    )
    words, outline = Words.of("vi"), geography.outline(day)
    context = Context("benchmark", day, (), ())
    drawn = best(lambda: province_map(rows, outline, words, context, measure="x"))
    return drawn, best(lambda: json.dumps(outline))


def a_budget() -> tuple[float, float]:
    """Spending on 5,000 kinds of goods of five pieces, and only sorting them."""
    goods = [Good(10_000 + 7919 * n % 90_001, 1 + 104_729 * n % 9_973 / 7, 5) for n in range(5_000)]
    budget = sum(good.cost * good.pieces for good in goods) // 3
    bought = best(lambda: purchase(goods, budget))
    return bought, best(lambda: sorted(goods, key=lambda good: good.worth / good.cost))


if __name__ == "__main__":
    for name, (taken, floor) in {"map of 34 provinces": a_map(), "budget over 5,000 goods": a_budget()}.items():
        print(f"{name:26} {taken:8.1f} ms   floor {floor:6.2f} ms   ratio {taken / floor:6.1f}")
