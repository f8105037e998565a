"""One-time links by which somebody chooses the password of an account: an invitation, or a way back in."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, insert, select, update

from store.accounts.people import admitted
from store.accounts.tokens import digest, fresh
from store.schema import Account, Invitation

LASTS: Final = timedelta(days=7)


def make(connection: Connection, account: int, by: str, at: datetime, *, lasts: timedelta = LASTS) -> str:
    """The secret part of a link; earlier links of the account are void from now on."""
    earlier = (Invitation.account == account, Invitation.used_at.is_(None))
    connection.execute(update(Invitation).where(*earlier).values(used_at=at))
    secret = fresh()
    row = {"digest": digest(secret), "account": account, "made_by": by, "made_at": at, "ends_at": at + lasts}
    connection.execute(insert(Invitation), [row])
    return secret


def account_of(connection: Connection, secret: str, at: datetime) -> tuple[int, str] | None:
    """Id and name of the account that a link is for; None if it is unknown, used or too old."""
    asked = (
        select(Account.id, Account.name)
        .join(Invitation, Invitation.account == Account.id)
        .where(Invitation.digest == digest(secret), Invitation.used_at.is_(None), Invitation.ends_at > at, *admitted())
    )
    row = connection.execute(asked).one_or_none()
    return None if row is None else (row.id, row.name)


def use(connection: Connection, secret: str, at: datetime) -> bool:
    """Whether the link still holds; it holds no longer."""
    holds = (Invitation.digest == digest(secret), Invitation.used_at.is_(None), Invitation.ends_at > at)
    return connection.execute(update(Invitation).where(*holds).values(used_at=at)).rowcount == 1
