"""Everybody at once, over one server, which may be killed meanwhile."""

import asyncio
from collections.abc import Sequence

from benchmarks.load.people import Pace, Times, Work, coordinator, viewer
from benchmarks.load.site import Site
from benchmarks.load.world import Desk

COOKIE = "thidua"  # as a demonstration names it


async def rush(
    site: Site, desks: Sequence[Desk], viewers: Sequence[str], pace: Pace, *, kills: int = 0
) -> tuple[list[Work], Times]:
    """What each coordinator was told is kept, and how long everything took."""
    works, times = [Work(desk) for desk in desks], Times()
    beside = [asyncio.create_task(viewer(site.port, f"{COOKIE}={cookie}", pace, times)) for cookie in viewers]
    beside.append(asyncio.create_task(_kill(site, pace, kills)))
    await asyncio.gather(*(coordinator(work, site.port, COOKIE, pace, times) for work in works))
    for task in beside:
        task.cancel()
    await asyncio.gather(*beside, return_exceptions=True)
    return works, times


async def _kill(site: Site, pace: Pace, times: int) -> None:
    """Evenly spread over the time of typing and submitting."""
    for _ in range(times):
        await asyncio.sleep((pace.typing + pace.closing) / (times + 1))
        site.kill()
        await asyncio.to_thread(site.start)
