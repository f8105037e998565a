"""Coming in, step by step: a password, perhaps a code, perhaps a new password; each step is one transaction."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy import Connection, Engine

from dashboard.door import factors, passwords
from dashboard.door.vault import Vault
from dashboard.menu import FIRST, HOMES
from store import log
from store.accounts import links, people, recovery, sessions, throttle
from store.accounts.people import Credentials
from store.accounts.sessions import Found, Opened
from store.engine import reading, writing
from store.log import Event
from store.rights import Person, may_ever

Clock = Callable[[], datetime]
UNKNOWN: Final = "(unknown)"  # what was typed as a name is not noted: now and then it is a password

logger = logging.getLogger(__name__)


def now() -> datetime:
    """The moment, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Refused:
    """Not let in; `wait` is how long the next try has to wait, zero if it need not."""

    wait: timedelta = timedelta(0)


@dataclass(frozen=True, slots=True)
class Admitted:
    """A new sign-in, what is still owed, and the page on which its person begins."""

    opened: Opened
    owed: str
    home: str


@dataclass(frozen=True)
class Entry:
    """The door of one store."""

    engine: Engine
    factors: Vault  # what the secrets of second factors are sealed by
    clock: Clock = now

    def by_password(self, name: str, password: str, address: str) -> Admitted | Refused:
        """Only a try that may be made now costs a hash; the answer and the work are the same for an unknown name."""
        kept = throttle.keys(name, address)
        at = self.clock()
        with writing(self.engine) as connection:
            if not throttle.take(connection, kept, at):
                return Refused(throttle.wait(connection, kept, at))
            found = people.credentials(connection, name)
        right = passwords.fits(password, found.password if found else None)
        with writing(self.engine) as connection:
            if found is None or not right:
                return self._fail(connection, people.folded(name) if found else UNKNOWN, address, kept)
            throttle.forgive(connection, name, address, at)
            if found.password and passwords.is_dated(found.password):
                people.choose_password(connection, found.account, passwords.hashed(password), due=found.password_due)
            return self.admit(connection, found, address, _owed(found))

    def wait(self, name: str, address: str) -> timedelta:
        """How long a try with this name from this address has to wait now."""
        with reading(self.engine) as connection:
            return throttle.wait(connection, throttle.keys(name, address), self.clock())

    def by_click(self, account: int, address: str) -> Admitted | Refused:
        """An invented person of a demonstration store."""
        with writing(self.engine) as connection:
            found = people.credentials_of(connection, account)
            if found is None or account not in [id_ for id_, *_ in people.demonstrators(connection)]:
                return Refused()
            return self.admit(connection, found, address, sessions.NOTHING)

    def by_code(self, session: Found, typed: str, address: str) -> Admitted | Refused:
        """The second step: a code of the telephone, or one of the codes on paper."""
        at = self.clock()
        with writing(self.engine) as connection:
            found = people.credentials_of(connection, session.account)
            person = people.person(connection, session.account)
            if found is None or person is None or found.factor is None or session.owed != "factor":
                return Refused()
            kept = throttle.keys(person.name, address)
            if not throttle.take(connection, kept, at):
                return Refused(throttle.wait(connection, kept, at))
            secret = self.factors.opened(found.factor)
            step = factors.step_of(secret, typed, at) if secret else None
            right = step is not None and people.take_step(connection, found.account, step)
            if not right and not recovery.use(connection, found.account, typed, at):
                return self._fail(connection, person.name, address, kept)
            throttle.forgive(connection, person.name, address, at)
            sessions.end(connection, session.id, at)
            return self.admit(connection, found, address, "password" if found.password_due else sessions.NOTHING)

    def by_link(self, secret: str, password: str, address: str) -> Admitted | Refused:
        """A link's holder has chosen a password; whoever was signed in to the account is out."""
        at = self.clock()
        hashed = passwords.hashed(password)
        with writing(self.engine) as connection:
            named = links.account_of(connection, secret, at)
            if named is None or not links.use(connection, secret, at):
                return Refused()
            return self._with_new_password(connection, named[0], hashed, address)

    def renewed(self, session: Found, password: str, address: str) -> Admitted | Refused:
        """Somebody who is in, or owes it, has chosen a new password: all sign-ins end, and this one begins anew."""
        hashed = passwords.hashed(password)
        with writing(self.engine) as connection:
            return self._with_new_password(connection, session.account, hashed, address, known=True)

    def again(self, person: Person, password: str, address: str) -> Refused | None:
        """Somebody who is in shows the password once more; None if it is right."""
        kept = throttle.keys(person.name, address)
        at = self.clock()
        with writing(self.engine) as connection:
            if not throttle.take(connection, kept, at):
                return Refused(throttle.wait(connection, kept, at))
            found = people.credentials_of(connection, person.account)
        right = passwords.fits(password, found.password if found else None)
        with writing(self.engine) as connection:
            if not right:
                return self._fail(connection, person.name, address, kept)
            throttle.forgive(connection, person.name, address, at)
        return None

    def factor_on(self, person: Person, secret: str, step: int, address: str) -> list[str]:
        """The second factor is on; the codes on paper that go with it."""
        at = self.clock()
        with writing(self.engine) as connection:
            people.choose_factor(connection, person.account, self.factors.sealed(secret))
            people.take_step(connection, person.account, step)
            log.note(connection, Event(person.name, address, "second factor on"), at)
            return recovery.make(connection, person.account)

    def factor_off(self, person: Person, address: str) -> None:
        with writing(self.engine) as connection:
            people.choose_factor(connection, person.account, None)
            log.note(connection, Event(person.name, address, "second factor off"), self.clock())

    def new_codes(self, person: Person, address: str) -> list[str]:
        """New codes on paper; the old ones are void."""
        with writing(self.engine) as connection:
            log.note(connection, Event(person.name, address, "new codes on paper"), self.clock())
            return recovery.make(connection, person.account)

    def found(self, cookie: str | None) -> Found | None:
        """The sign-in that a cookie stands for."""
        if not cookie:
            return None
        with reading(self.engine) as connection:
            return sessions.of_cookie(connection, cookie, self.clock())

    def come(self, cookie: str | None, *, rotate: bool) -> tuple[Found | None, str | None]:
        """The sign-in that a cookie stands for, noted as in use if nothing is owed; its new cookie where one is due."""
        session = self.found(cookie)
        if session is None or session.owed != sessions.NOTHING:
            return session, None
        return session, self.keep_up(session, rotate=rotate)

    def reads_factor(self, session: Found) -> bool:
        """Whether the second factor can be checked; not where the site's secret is another than when it was sealed."""
        with reading(self.engine) as connection:
            found = people.credentials_of(connection, session.account)
        return bool(found and found.factor and self.factors.opened(found.factor))

    def home(self, session: Found) -> str:
        """The page on which somebody who is signed in begins."""
        with reading(self.engine) as connection:
            return _home(people.person(connection, session.account))

    def lasts(self, id_: str) -> bool:
        """Whether a sign-in still counts, by its public id."""
        with reading(self.engine) as connection:
            return sessions.of_id(connection, id_, self.clock()) is not None

    def opens(self, session: Found, page: str, action: str, address: str) -> bool:
        """Whether a sign-in is of somebody to whom a page can be open; a refusal is noted."""
        with reading(self.engine) as connection:
            person = people.person(connection, session.account)
        if person is None or may_ever(person, action):
            return person is not None
        with writing(self.engine) as connection:
            log.note(connection, Event(person.name, address, "refused", f"/{page}"), self.clock())
        return False

    def leave(self, session: Found, address: str) -> None:
        """Sign out, in every tab."""
        at = self.clock()
        with writing(self.engine) as connection:
            sessions.end(connection, session.id, at)
            person = people.person(connection, session.account)
            if person:
                log.note(connection, Event(person.name, address, "sign out"), at)

    def keep_up(self, session: Found, *, rotate: bool) -> str | None:
        """The sign-in is in use; its new cookie where one is due."""
        at = self.clock()
        due = rotate and session.rotated_at <= at - sessions.ROTATED_EVERY
        if not due and session.seen_at > at - sessions.SEEN_EVERY:
            return None
        with writing(self.engine) as connection:
            sessions.see(connection, session.id, at)
            return sessions.rotate(connection, session.id, at) if due else None

    def _with_new_password(
        self, connection: Connection, account: int, hashed: str, address: str, *, known: bool = False
    ) -> Admitted | Refused:
        at = self.clock()
        people.choose_password(connection, account, hashed)
        sessions.end_all(connection, account, at)
        found = people.credentials_of(connection, account)
        person = people.person(connection, account)
        if found is None or person is None:
            return Refused()
        log.note(connection, Event(person.name, address, "choose password"), at)
        return self.admit(connection, found, address, sessions.NOTHING if known else _owed(found))

    def admit(self, connection: Connection, found: Credentials, address: str, owed: str, *, by: str = "") -> Admitted:
        """Everybody comes in this way, whatever they have shown; `by` is the service that vouches for them, if any."""
        at = self.clock()
        person = people.person(connection, found.account)
        opened = sessions.start(connection, found.account, at, owed=owed)
        if person and owed == sessions.NOTHING:
            log.note(connection, Event(person.name, address, "sign in", after=by), at)
        return Admitted(opened, owed, _home(person))

    def _fail(self, connection: Connection, name: str, address: str, kept: tuple[str, str]) -> Refused:
        at = self.clock()
        log.note(connection, Event(name, address, "sign in failed"), at)
        wait = throttle.wait(connection, kept, at)
        if wait:
            log.note(connection, Event(name, address, "sign in slowed", after=f"{wait.total_seconds():g} s"), at)
            logger.warning("sign-in from %s has to wait %s", address, wait)
        return Refused(wait)


def _home(person: Person | None) -> str:
    return HOMES.get(person.role, FIRST) if person else FIRST


def _owed(found: Credentials) -> str:
    if found.factor:
        return "factor"
    return "password" if found.password_due else sessions.NOTHING
