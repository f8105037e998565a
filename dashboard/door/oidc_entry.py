"""Coming in by the word of another sign-in service; it ends in the same session as a password."""

from typing import Final

from sqlalchemy import Connection

from dashboard.door.entry import UNKNOWN, Admitted, Entry
from dashboard.door.oidc_claims import Arrival
from dashboard.door.oidc_settings import Provider
from store import log
from store.accounts import identities, people, throttle
from store.accounts.people import AccountGiven, Credentials
from store.accounts.sessions import NOTHING
from store.engine import reading, writing
from store.faults import N_, ReportError
from store.log import Event

NO_ROLE: Final = N_("{service} names no role for you that works here. Please tell an administrator.")
NOT_REGISTERED: Final = N_("You are not registered here under the name “{name}”. Please tell an administrator.")
NO_BRANCH: Final = N_("{service} does not say which unit you belong to. Please tell an administrator.")
SWITCHED_OFF: Final = N_("Your account here is switched off.")
NOT_TAKEN: Final = N_("An account for you could not be made here: {problem}")
REASONS: Final = {
    NO_ROLE: "no role",
    NOT_REGISTERED: "not registered",
    NO_BRANCH: "no branch",
    SWITCHED_OFF: "switched off",
    NOT_TAKEN: "no account could be made",
}


class Unwelcome(Exception):  # noqa: N818 - an answer, not a failure
    """Somebody whom the service knows and this site does not let in; `sentence` is for a page of the door."""

    def __init__(self, sentence: str, **values: str) -> None:
        self.sentence, self.values = sentence, values
        super().__init__(sentence)


def has_to_wait(entry: Entry, address: str) -> bool:
    """Whether too much has failed of late for somebody at this address to ask the service again now."""
    with reading(entry.engine) as connection:
        return bool(throttle.wait(connection, throttle.keys("", address)[1:], entry.clock()))


def fail(entry: Entry, provider: Provider, address: str) -> None:
    """The service stands by nothing of what the browser brought: counted and noted like a wrong password."""
    at = entry.clock()
    with writing(entry.engine) as connection:
        throttle.take(connection, throttle.keys("", address)[1:], at)
        log.note(connection, Event(UNKNOWN, address, "sign in failed", provider.id), at)


def come_in(entry: Entry, provider: Provider, arrived: Arrival, address: str) -> Admitted:
    """The service's word is heard at each arrival. Unwelcome, and a line in the log, where it lets nobody in."""
    try:
        with writing(entry.engine) as connection:
            account = identities.account_of(connection, arrived.issuer, arrived.subject)
            if account is None:
                account = _first_time(connection, entry, provider, arrived, address)
            found = _settled(connection, entry, provider, arrived, account, address)
            return entry.admit(connection, found, address, "factor" if found.factor else NOTHING, by=provider.id)
    except Unwelcome as unwelcome:
        refuse(entry, provider, arrived.subject, address, unwelcome.sentence)
        raise


def refuse(entry: Entry, provider: Provider, subject: str, address: str, sentence: str) -> None:
    """In the log: whom the service vouched for, and why that was not enough."""
    told = Event(UNKNOWN, address, "sign in refused", f"{provider.id} {subject}", after=REASONS[sentence])
    with writing(entry.engine) as connection:
        log.note(connection, told, entry.clock())


def _settled(
    connection: Connection, entry: Entry, provider: Provider, arrived: Arrival, account: int, address: str
) -> Credentials:
    """The account as the service has it today."""
    found = people.credentials_of(connection, account)
    person = people.person(connection, account)
    if found is None or person is None:
        raise Unwelcome(SWITCHED_OFF)
    before, after = identities.settle(connection, account, arrived.role, arrived.grants)
    if identities.reaches_nothing(connection, account):
        raise Unwelcome(NO_BRANCH)
    if before != after:
        told = Event(provider.id, address, "change account", person.name, before, after)
        log.note(connection, told, entry.clock())
    return found


def _first_time(connection: Connection, entry: Entry, provider: Provider, arrived: Arrival, address: str) -> int:
    if provider.arrival == "match":
        found = people.credentials(connection, arrived.name)
        if found is None or found.account in [id_ for id_, *_ in people.demonstrators(connection)]:
            raise Unwelcome(NOT_REGISTERED, name=arrived.name)
        account = found.account
    else:
        account = _added(connection, entry, provider, arrived, address)
    identities.link(connection, arrived.issuer, arrived.subject, account)
    link = Event(provider.id, address, "link account", people.folded(arrived.name), after=arrived.subject)
    log.note(connection, link, entry.clock())
    return account


def _added(connection: Connection, entry: Entry, provider: Provider, arrived: Arrival, address: str) -> int:
    role, grants = arrived.role or "", arrived.grants or ()
    if role not in people.EVERYWHERE and not grants:
        raise Unwelcome(NO_BRANCH)
    try:
        account = people.add(connection, AccountGiven(arrived.name, arrived.shown_as, role, grants), entry.clock())
    except ReportError as refused:
        raise Unwelcome(NOT_TAKEN, problem=str(refused)) from None
    branches = (f"{kind}:{id_}" for kind, id_ in grants)
    told = Event(provider.id, address, "add account", people.folded(arrived.name), after=" ".join([role, *branches]))
    log.note(connection, told, entry.clock())
    return account
