"""Secrets of second factors as they are kept: sealed by the door, which alone can open them."""

from collections.abc import Callable

from sqlalchemy import Connection, select, update

from store.schema import Account


def reseal(connection: Connection, renewed: Callable[[str], str | None]) -> int:
    """Every secret is kept as `renewed` gives it; how many it could not read, which stay as they are."""
    asked = select(Account.id, Account.factor).where(Account.factor.is_not(None))
    unreadable = 0
    for account, kept in connection.execute(asked).all():
        fresh = renewed(str(kept))
        if fresh is None:
            unreadable += 1
        elif fresh != kept:
            connection.execute(update(Account).where(Account.id == account).values(factor=fresh))
    return unreadable
