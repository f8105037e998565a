"""Whoever changes something is asked for the right to it again at the moment of writing, and is noted with it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from store import log
from store.accounts import people
from store.faults import N_, Fault, ReportError
from store.rights import Person, may

NO_LONGER = N_("You may not do this (any more). Sign in again, or ask an administrator.")


@dataclass(frozen=True)
class Acting:
    """Somebody who is about to change something, and the network address from which."""

    person: Person
    address: str


def still(connection: Connection, acting: Acting, action: str) -> None:
    """ReportError unless the account, as it stands in this very transaction, may do what it is about to do."""
    if not may(people.person(connection, acting.person.account), action):
        raise ReportError([Fault("", NO_LONGER)])


def note(
    connection: Connection, acting: Acting, at: datetime, action: str, subject: str, before: str = "", after: str = ""
) -> None:
    """An entry of the log about what is done in this transaction."""
    log.note(connection, log.Event(acting.person.name, acting.address, action, subject, before, after), at)
