"""An administrator at work in a small store, and somebody who may do nothing there."""

from datetime import UTC, datetime

from store.accounts import people
from store.acting import Acting
from store.carrying_out import carry_out
from store.engine import writing
from store.foresight import foresee

AT = datetime(2026, 4, 10, 2, 0, tzinfo=UTC)
TYPES, REPORTING = ("school", "office"), ("school",)


def acting(engine, role="administrator", name="an", grants=()):
    with writing(engine) as connection:
        account = people.add(connection, people.AccountGiven(name, name, role, grants), AT)
        return Acting(people.person(connection, account), "10.0.0.1")


def enact(engine, who, *acts):
    with writing(engine) as connection:
        carry_out(connection, who, acts, TYPES, AT)


def foreseen(engine, who, *acts):
    return foresee(engine, who, acts, TYPES, REPORTING, AT)
