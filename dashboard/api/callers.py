"""Who calls: a program with a unit's token, or the page of somebody whom the door let in."""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from fastapi import Request
from sqlalchemy import Connection, Engine
from starlette.responses import Response

from catalogue import Catalogue
from dashboard.api.limits import Buckets
from dashboard.data.exports import View, noted
from dashboard.figures import Edition
from dashboard.intake import moment
from dashboard.words import Words
from store.accounts import keys, sessions
from store.accounts.keys import PREFIX
from store.branches import branch_of
from store.drafts import Who
from store.engine import reading, writing
from store.faults import N_, Fault
from store.rights import Person, Reach, may
from store.versions import in_force

SESSION: Final = "x-app-session"  # stamped by the door, which lets nobody else say so
OWN_PAGE: Final = "x-thidua"  # a page of another site cannot send it
UNAUTHORIZED, FORBIDDEN, TOO_MANY = 401, 403, 429
READING: Final = ("GET", "HEAD")

NOBODY: Final = N_("Nobody is signed in. Send a token: Authorization: Bearer thidua_…")
NOT_YOURS: Final = N_("You may not do this for {unit} and {round}.")
READ_ONLY: Final = N_("This token reads only. Ask for one that may write.")
SLOWER: Final = N_("There are too many requests. Try again in {n} seconds.")


class Refusal(Exception):  # noqa: N818 - a reply, not a failure
    """A reply that is no success, with its faults."""

    def __init__(self, status: int, *faults: Fault, wait: int | None = None) -> None:
        """`wait` is told in seconds where trying again later helps."""
        self.status, self.faults, self.wait = status, faults, wait
        super().__init__(status)


@dataclass(frozen=True)
class Caller:
    """Who asks; `key` is the token of a program, None for a person at a page."""

    person: Person
    id: str
    scope: str = "write"
    door: str = "form"


@dataclass(frozen=True)
class Desk:
    """What every reply needs: the store, the catalogue, the time, and how much each caller has asked of late."""

    engine: Engine
    shipped: Catalogue
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    buckets: Buckets = field(default_factory=Buckets)

    def catalogue(self, connection: Connection) -> Catalogue:
        """The one in force at the moment that the connection sees."""
        return in_force(connection, lambda: self.shipped)

    def reading(self) -> AbstractContextManager[Connection]:
        return reading(self.engine)

    def writing(self) -> AbstractContextManager[Connection]:
        return writing(self.engine)

    def caller(self, request: Request) -> Caller:
        """Refusal where nobody may be told from the request, or where it comes too soon after others."""
        bearer = request.headers.get("authorization", "").removeprefix("Bearer ")
        with self.reading() as connection:
            found = (
                self._program(connection, bearer) if bearer.startswith(PREFIX) else self._person(connection, request)
            )
        wait = self.buckets.wait(found.id if found else f"stranger {where_from(request)}")
        if wait:
            seconds = int(wait) + 1
            raise Refusal(TOO_MANY, Fault("", SLOWER, {"n": seconds}), wait=seconds)
        if found is None:
            raise Refusal(UNAUTHORIZED, Fault("", NOBODY))
        request.state.caller = found  # for whoever notes what becomes of the call
        if request.method not in READING and found.scope != "write":
            raise Refusal(FORBIDDEN, Fault("", READ_ONLY))
        return found

    def who(self, connection: Connection, caller: Caller, action: str, unit: str, round_: str) -> Who:
        """Whoever acts for the unit; the same refusal for what is not there and for what is not theirs."""
        branch = branch_of(connection, unit, round_)
        if branch is None or not may(caller.person, action, branch):
            raise Refusal(FORBIDDEN, Fault("", NOT_YOURS, {"unit": unit, "round": round_}))
        return Who(unit, round_, caller.person.name, moment(connection), caller.door)

    def hand_out(
        self,
        request: Request,
        caller: Caller,
        content: str | bytes,
        media_type: str,
        name: str,
        editions: Iterable[Edition] = (),
        views: Iterable[View] = (),
    ) -> Response:
        """A file to be saved and never opened in place; the log tells who took it."""
        with self.writing() as connection:
            noted(connection, caller.person.name, where_from(request), name, self.clock(), editions, views)
        return Response(
            content, media_type=media_type, headers={"content-disposition": f'attachment; filename="{name}"'}
        )

    def _program(self, connection: Connection, token: str) -> Caller | None:
        key = keys.key_of(connection, token, self.clock())
        if key is None:
            return None
        person = Person(0, f"api: {key.label}", key.label, "coordinator", Reach((("unit", key.unit),)))
        return Caller(person, f"token {key.id}", key.scope, "api")

    def _person(self, connection: Connection, request: Request) -> Caller | None:
        sid = request.headers.get(SESSION)
        person = sessions.person_of(connection, sid, self.clock()) if sid else None
        if person is None or (request.method not in READING and OWN_PAGE not in request.headers):
            return None
        return Caller(person, f"account {person.account}")


def where_from(request: Request) -> str:
    """The network address of whoever asks."""
    return request.client.host if request.client else ""


def words(request: Request) -> Words:
    """English where the caller prefers it, else Vietnamese."""
    return Words.of("en" if request.headers.get("accept-language", "").lower().startswith("en") else "vi")
