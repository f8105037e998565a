"""How closely pages follow the store: at once while changes are few, every twenty seconds while they pour in.

Each accepted change is a version of its own, for which every page is computed anew. In the last minute of a round ten
reports a second come in: whoever looked at a page would wait for figures that are stale before they are drawn.
"""

import threading
import time
from collections.abc import Callable, Hashable
from typing import Final, Generic, TypeVar

V = TypeVar("V", bound=Hashable)

AT_ONCE: Final = 10  # changes in a row that are followed without delay; to follow more at a time costs as much
PAUSE: Final = 2.0  # seconds after which one more is


class Follower(Generic[V]):
    """Hands out the newest version, or in a flood of changes the one that was handed out last."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.clock, self.lock = clock, threading.Lock()
        self.left, self.counted = float(AT_ONCE), clock()
        self.shown: V | None = None
        self.number = 0

    def followed(self, newest: V, number: int) -> V:
        """The version to show; `number` tells how many changes there have been."""
        with self.lock:
            now = self.clock()
            self.left, self.counted = min(AT_ONCE, self.left + (now - self.counted) / PAUSE), now
            cost = min(AT_ONCE, max(1, number - self.number))
            if self.shown is None:
                self.shown, self.number = newest, number
            elif self.shown != newest and self.left >= cost:
                self.left -= cost
                self.shown, self.number = newest, number
            return self.shown
