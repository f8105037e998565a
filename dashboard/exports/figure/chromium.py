"""Drawing by a headless Chromium, kept open in one thread of its own.

All requests go through one event loop: kaleido's own server hands one caller's picture to another under load.
"""

import asyncio
import atexit
import os
import threading
from collections.abc import Coroutine, Mapping, MutableMapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, Final, TypeVar

from choreographer.browsers import chromium
from kaleido import Kaleido

from dashboard.exports.fonts import FOLDER

PATIENCE: Final = 30  # seconds for a picture
IDLE: Final = 300  # seconds after which the browser's memory, half a gigabyte, is given back
CLOSING: Final = 5  # seconds
TRIES: Final = 2  # a browser that was ended from outside is opened anew once
T = TypeVar("T")


class Quiet(chromium.Chromium):
    """A Chromium that finds our typeface and asks nobody for anything."""

    def get_env(self) -> MutableMapping[str, str]:
        # A picture does not see a page's fonts, only the system's; those are also looked for in this folder's `fonts`.
        return {**os.environ, "XDG_DATA_HOME": str(FOLDER.parent)}

    def get_cli(self) -> Sequence[str]:
        return [*super().get_cli(), "--disable-background-networking", "--disable-domain-reliability"]


class Browser:
    """One Chromium for all callers, opened when first needed and closed when nobody has asked for a while."""

    def __init__(self) -> None:
        self._kaleido: Kaleido | None = None
        self._waiting = 0
        self._closing: asyncio.TimerHandle | None = None
        self._loop = asyncio.new_event_loop()
        self._lock = asyncio.Lock()
        threading.Thread(target=self._loop.run_forever, name="chromium", daemon=True).start()
        atexit.register(self.close)

    def draw(self, plot: Mapping[str, Any]) -> str:
        """The plot as SVG, as large as its layout says."""
        return self._run(self._drawn(plot)).decode()

    def close(self) -> None:
        """End the browser; the next picture opens another one."""
        self._run(self._end(self._kaleido))

    @property
    def process(self) -> int | None:
        """The operating system's number of the browser, while there is one."""
        return None if self._kaleido is None else int(self._kaleido.subprocess.pid)

    def _run(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    async def _drawn(self, plot: Mapping[str, Any]) -> bytes:
        self._waiting += 1
        try:
            for left in reversed(range(TRIES)):
                browser = await self._opened()
                try:
                    return await self._unless_ended(browser, browser.calc_fig(dict(plot), {"format": "svg"}))
                except Exception:
                    await self._end(browser)
                    if not left:
                        raise
            raise AssertionError
        finally:
            self._waiting -= 1
            self._close_later()

    async def _unless_ended(self, browser: Kaleido, picture: Coroutine[Any, Any, bytes]) -> bytes:
        """The picture; an error as soon as the browser is gone, since nobody would answer any more."""
        drawing = asyncio.ensure_future(picture)
        for _ in range(PATIENCE * 4):
            done, _ = await asyncio.wait({drawing}, timeout=0.25)
            if done:
                return drawing.result()
            if not _lives(browser):
                break
        drawing.cancel()
        raise ConnectionAbortedError("Chromium ended or did not answer")

    async def _opened(self) -> Kaleido:
        async with self._lock:
            if self._kaleido is None or not _lives(self._kaleido):
                # Without `mathjax=False` every page asks an outside host for it.
                opened = Kaleido(n=2, timeout=PATIENCE, mathjax=False, browser_cls=Quiet)
                await opened.open()
                self._kaleido = opened
            return self._kaleido

    async def _end(self, browser: Kaleido | None) -> None:
        if browser is not self._kaleido or browser is None:
            return
        self._kaleido = None
        with suppress(Exception):
            await asyncio.wait_for(browser.close(), CLOSING)

    def _close_later(self) -> None:
        if self._closing:
            self._closing.cancel()
        self._closing = self._loop.call_later(IDLE, self._close_if_idle)

    def _close_if_idle(self) -> None:
        if not self._waiting:
            self._loop.create_task(self._end(self._kaleido))


def _lives(browser: Kaleido) -> bool:
    return browser.subprocess.poll() is None


@cache
def browser() -> Browser:
    """The one of this process."""
    return Browser()


@cache
def found() -> bool:
    """Whether there is a Chromium, or a browser of its family."""
    path = Quiet.find_browser(skip_local=False)
    return path is not None and Path(path).is_file()


def draw(plot: Mapping[str, Any]) -> str:
    """A plot as SVG."""
    return browser().draw(plot)
