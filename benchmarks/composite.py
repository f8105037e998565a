"""How long scores, ranks and simulated ranks take, beside plain NumPy, plain pandas, and COINr where R has it.

    python benchmarks/composite.py

Every contender does the same work on the same table, in turns, and its best round counts. The last column is the time
relative to ours: above 1 is slower.
"""

import math
import time
from collections.abc import Callable

from contenders import (
    GROUPS,
    LEAVES,
    MANY_UNITS,
    PILLARS,
    Table,
    Task,
    coinr,
    pd,
    score_numpy,
    score_ours,
    score_pandas,
    simulate_argsort,
    simulate_ours,
    simulate_packed,
    simulate_pandas,
    table,
)

ENOUGH = 1.0  # seconds of a slow contender from which its full time is told, in proportion

SCORE_BARS = {34: 0.010, 600: 0.010, 53_000: 0.100}
SIMULATION_BARS = {(34, 1_000): 0.020, (600, 1_000): 0.020, (600, 10_000): 0.200, (53_000, 1_000): 4.0}
FLOOR_BAR = 1.5

OURS, FLOOR = "ours", "NumPy: packed-key sort, the floor"

Seconds = dict[str, float | str]


def best(tasks: dict[str, Task], rounds: int) -> Seconds:
    """The best of several rounds in turns, so that a busy moment harms all alike."""
    seconds = dict.fromkeys(tasks, math.inf)
    for _ in range(rounds):
        for name, task in tasks.items():
            seconds[name] = min(seconds[name], clock(task))
    return dict(seconds)


def clock(task: Task) -> float:
    start = time.perf_counter()
    task()
    return time.perf_counter() - start


def in_proportion(make: Callable[[Table, int], Task], here: Table, draws: int) -> float:
    """For a contender too slow to wait for: as many draws as take about a second, and the rest in proportion."""
    few = 10
    while (seconds := clock(make(here, few))) < ENOUGH and few < draws:
        few = min(draws, few * 4)
    return seconds * draws / few


def score(here: Table) -> Seconds:
    tasks = {OURS: score_ours(here), "NumPy: one product, argsort": score_numpy(here)}
    if pd is not None:
        tasks["pandas"] = score_pandas(here)
    seconds = best(tasks, rounds=5 if here.frame.height > MANY_UNITS else 20)
    peer = coinr(here)
    return {**seconds, **({} if pd else {"pandas": "absent"}), "COINr": peer if isinstance(peer, str) else peer[0]}


def simulate(here: Table, draws: int) -> Seconds:
    many = here.frame.height > MANY_UNITS
    seconds = best({OURS: simulate_ours(here, draws), FLOOR: simulate_packed(here, draws)}, rounds=3 if many else 10)
    seconds["NumPy: product and argsort per draw"] = in_proportion(simulate_argsort, here, draws)
    seconds["pandas, a loop"] = in_proportion(simulate_pandas, here, draws) if pd else "absent"
    peer = coinr(here)
    seconds["COINr, in proportion"] = peer if isinstance(peer, str) else peer[1] * draws
    return seconds


def show(title: str, seconds: Seconds) -> None:
    print(f"\n{title}")
    for name, taken in seconds.items():
        told = taken if isinstance(taken, str) else f"{1000 * taken:>14,.2f} ms{taken / float(seconds[OURS]):>12,.2f} ×"
        print(f"  {name:<40}{told}")


def compare(name: str, figure: float, limit: float) -> None:
    print(f"  {'met    ' if figure <= limit else 'NOT met'}  {name}: {figure:,.4g}, bar {limit:,.4g}")


def main() -> None:
    tables = {units: table(units) for units in SCORE_BARS}
    scored = {units: score(here) for units, here in tables.items()}
    for units, seconds in scored.items():
        show(f"{units:,} × {LEAVES}: normalise, three levels, ranks of {1 + PILLARS + GROUPS} aggregates", seconds)
    simulated = {(units, draws): simulate(tables[units], draws) for units, draws in SIMULATION_BARS}
    for (units, draws), seconds in simulated.items():
        show(f"{units:,} × {LEAVES}, {draws:,} draws of weights: 5 %, median and 95 % rank", seconds)
    print("\nbars, in seconds and ratios")
    for units, limit in SCORE_BARS.items():
        compare(f"score {units:,} × {LEAVES}", float(scored[units][OURS]), limit)
    for (units, draws), limit in SIMULATION_BARS.items():
        seconds = simulated[units, draws]
        compare(f"simulate {units:,} × {LEAVES} × {draws:,}", float(seconds[OURS]), limit)
        compare("  relative to the floor", float(seconds[OURS]) / float(seconds[FLOOR]), FLOOR_BAR)


if __name__ == "__main__":
    main()
