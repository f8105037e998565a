"""How much one caller may ask: a bucket that fills slowly, and the size of what is sent."""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

PER_SECOND: Final = 10.0
AT_ONCE: Final = 60.0
CALLERS: Final = 10_000
LARGEST_JSON: Final = 2**20
LARGEST_FILE: Final = 11 * 2**20


@dataclass
class Buckets:
    """A bucket a caller: each request takes a drop, and drops come back with time; the longest unused is forgotten."""

    per_second: float = PER_SECOND
    at_once: float = AT_ONCE
    clock: Callable[[], float] = time.monotonic
    _left: OrderedDict[str, tuple[float, float]] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def wait(self, caller: str) -> float:
        """Seconds until the caller may ask; 0 if now, and then it is counted."""
        with self._lock:
            now = self.clock()
            left, since = self._left.pop(caller, (self.at_once, now))
            left = min(self.at_once, left + (now - since) * self.per_second)
            allowed = left >= 1
            self._left[caller] = (left - allowed, now)
            if len(self._left) > CALLERS:
                self._left.popitem(last=False)
            return 0.0 if allowed else (1 - left) / self.per_second


class Bounded:
    """Stops reading a body that is larger than anything asked for; a file may be larger than a report."""

    def __init__(self, app: ASGIApp, refusal: Callable[[Request], Response]) -> None:
        self.app, self.refusal = app, refusal

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        limit = LARGEST_FILE if "/files/" in scope["path"] else LARGEST_JSON
        parts, size, more = [], 0, True
        while more:
            message = await receive()
            parts.append(message)
            size += len(message.get("body", b""))
            more = message["type"] == "http.request" and message.get("more_body", False)
            if size > limit:
                await self.refusal(Request(scope))(scope, receive, send)
                return
        await self.app(scope, _again(parts, receive), send)


def _again(parts: list[Message], receive: Receive) -> Receive:
    rest = iter(parts)

    async def heard() -> Message:
        return next(rest, None) or await receive()

    return heard
