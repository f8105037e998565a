"""Sign-ins: a cookie's value leads to a session, and a session to a person, for as long as both may last."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, bindparam, insert, or_, select, update

from store.accounts.people import admitted, reach_of
from store.accounts.tokens import digest, fresh
from store.rights import Person
from store.schema import Account, Moment, Session

IDLE: Final = timedelta(hours=12)
LONGEST: Final = timedelta(days=7)
OWING: Final = timedelta(minutes=10)  # to show the second factor, or to choose the new password
ROTATED_EVERY: Final = timedelta(hours=1)
GRACE: Final = timedelta(seconds=60)  # the value before still counts, while other tabs are on their way
SEEN_EVERY: Final = timedelta(minutes=1)
NOTHING: Final = "nothing"


@dataclass(frozen=True, slots=True)
class Opened:
    """A new sign-in: its public id, and the value that the browser alone keeps."""

    id: str
    cookie: str


@dataclass(frozen=True, slots=True)
class Found:
    """A sign-in that lasts; who owes something has not come in yet."""

    id: str
    account: int
    owed: str
    seen_at: datetime
    rotated_at: datetime


def start(connection: Connection, account: int, at: datetime, *, owed: str = NOTHING) -> Opened:
    """A sign-in with values nobody has had before, whatever the browser brought along."""
    opened = Opened(secrets.token_hex(16), fresh())
    row = {
        "id": opened.id,
        "digest": digest(opened.cookie),
        "account": account,
        "owed": owed,
        "created_at": at,
        "seen_at": at,
        "rotated_at": at,
    }
    connection.execute(insert(Session), [row])
    return opened


def of_cookie(connection: Connection, cookie: str, at: datetime) -> Found | None:
    """The sign-in that a cookie stands for, if it lasts."""
    return _found(connection, _OF_COOKIE, at, value=digest(cookie), turned_after=at - GRACE)


def of_id(connection: Connection, id_: str, at: datetime) -> Found | None:
    """The sign-in of a public id, if it lasts."""
    return _found(connection, _OF_ID, at, id=id_)


def person_of(connection: Connection, id_: str, at: datetime) -> Person | None:
    """Who is signed in under a public id; None once it has ended, or while something is owed."""
    row = connection.execute(_PERSON, {"id": id_, **_limits(at)}).one_or_none()
    return None if row is None else Person(*row, reach_of(connection, row.id, row.role))


def see(connection: Connection, id_: str, at: datetime) -> None:
    """The sign-in is in use now."""
    connection.execute(update(Session).where(Session.id == id_, Session.seen_at < at).values(seen_at=at))


def rotate(connection: Connection, id_: str, at: datetime) -> str | None:
    """A new value for the cookie; None if another tab has just been given one."""
    cookie = fresh()
    due = (Session.id == id_, Session.rotated_at <= at - ROTATED_EVERY, Session.ended_at.is_(None))
    turned = update(Session).where(*due).values(last_digest=Session.digest, digest=digest(cookie), rotated_at=at)
    return cookie if connection.execute(turned).rowcount else None


def end(connection: Connection, id_: str, at: datetime) -> None:
    connection.execute(update(Session).where(Session.id == id_, Session.ended_at.is_(None)).values(ended_at=at))


def end_all(connection: Connection, account: int, at: datetime) -> None:
    """Whoever is signed in to this account is out at the next action."""
    ended = update(Session).where(Session.account == account, Session.ended_at.is_(None)).values(ended_at=at)
    connection.execute(ended)


def lasting(at: datetime) -> tuple[ColumnElement[bool], ...]:
    """The condition that a sign-in lasts: not ended, idle or old; what is still owed is shown soon or not at all."""
    return _lasting({name: bindparam(None, limit, type_=Moment()) for name, limit in _limits(at).items()})


def _limits(at: datetime) -> dict[str, datetime]:
    """The moments after which a sign-in has to have been seen, to have begun, and to have begun where it owes."""
    return {"seen_after": at - IDLE, "begun_after": at - LONGEST, "owing_after": at - OWING}


def _lasting(limits: Mapping[str, ColumnElement[datetime]]) -> tuple[ColumnElement[bool], ...]:
    return (
        Session.ended_at.is_(None),
        Session.seen_at > limits["seen_after"],
        Session.created_at > limits["begun_after"],
        or_(Session.owed == NOTHING, Session.created_at > limits["owing_after"]),
    )


def _found(connection: Connection, asked: Select[*tuple[Any, ...]], at: datetime, **which: object) -> Found | None:
    row: RowMapping | None = connection.execute(asked, {**which, **_limits(at)}).mappings().one_or_none()
    return None if row is None else Found(**row)


# Asked with every request, so they are put together once and not each time.
_MOMENTS: Final = ("seen_after", "begun_after", "owing_after")
_LASTS: Final = (*_lasting({name: bindparam(name, type_=Moment()) for name in _MOMENTS}), *admitted())
_FOUND: Final = (
    select(Session.id, Session.account, Session.owed, Session.seen_at, Session.rotated_at)
    .join(Account, Account.id == Session.account)
    .where(*_LASTS)
)
_BEFORE: Final = (Session.last_digest == bindparam("value")) & (
    Session.rotated_at > bindparam("turned_after", type_=Moment())
)
_OF_COOKIE: Final = _FOUND.where(or_(Session.digest == bindparam("value"), _BEFORE))
_OF_ID: Final = _FOUND.where(Session.id == bindparam("id"))
_PERSON: Final = (
    select(Account.id, Account.name, Account.shown_as, Account.role)
    .join(Session, Session.account == Account.id)
    .where(Session.id == bindparam("id"), Session.owed == NOTHING, *_LASTS)
)
