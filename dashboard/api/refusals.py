"""Refused calls are noted, each once; of a flood only as many as tell something, so that it cannot fill the store."""

from dataclasses import dataclass, field
from typing import Final

from fastapi import Request

from dashboard.api.callers import FORBIDDEN, UNAUTHORIZED, Caller, Desk, where_from
from dashboard.api.limits import Buckets
from dashboard.door.entry import UNKNOWN
from store import log
from store.accounts.throttle import network_of

ACTION: Final = "refused"
ALL: Final = "all"


def from_one() -> Buckets:
    """Twenty at once from one address, then one a minute."""
    return Buckets(per_second=1 / 60, at_once=20)


def from_all() -> Buckets:
    """Two hundred at once from all addresses together, then six a minute: at most some 8,600 a day."""
    return Buckets(per_second=1 / 10, at_once=200)


@dataclass(frozen=True)
class Refusals:
    """The refused calls of one interface."""

    desk: Desk
    one: Buckets = field(default_factory=from_one)
    all: Buckets = field(default_factory=from_all)

    def note(self, request: Request, status: int) -> None:
        """An entry for what was not allowed, or was asked with a token that is none; the token itself is not kept."""
        caller: Caller | None = getattr(request.state, "caller", None)
        guessed = status == UNAUTHORIZED and "authorization" in request.headers
        if not (guessed or status == FORBIDDEN) or self._is_flood(where_from(request)):
            return
        by = caller.person.name if caller else UNKNOWN
        event = log.Event(by, where_from(request), ACTION, f"{request.method} {request.url.path}", after=str(status))
        with self.desk.writing() as connection:
            log.note(connection, event, self.desk.clock())

    def _is_flood(self, address: str) -> bool:
        return bool(self.one.wait(network_of(address)) or self.all.wait(ALL))
