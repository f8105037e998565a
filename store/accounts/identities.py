"""People of another sign-in service: which account each of them has here, and what that service decides of it."""

from sqlalchemy import Connection, insert, select, update

from store.accounts.people import EVERYWHERE, grant
from store.schema import Account, Grant, Identity


def account_of(connection: Connection, issuer: str, subject: str) -> int | None:
    """The account that somebody has come in with before."""
    known = (Identity.issuer == issuer, Identity.subject == subject)
    return connection.scalar(select(Identity.account).where(*known))


def link(connection: Connection, issuer: str, subject: str, account: int) -> None:
    """From now on this person comes in with this account."""
    connection.execute(insert(Identity), [{"issuer": issuer, "subject": subject, "account": account}])


def settle(
    connection: Connection, account: int, role: str | None, grants: tuple[tuple[str, str], ...] | None
) -> tuple[str, str]:
    """Role and branches become what the service says, None being no word on it; how they were, and how they are."""
    before = _standing(connection, account)
    if role is not None:
        connection.execute(update(Account).where(Account.id == account).values(role=role))
    if grants is not None:
        grant(connection, account, grants)
    return before, _standing(connection, account)


def reaches_nothing(connection: Connection, account: int) -> bool:
    """Whether an account whose role needs a branch has none."""
    role = connection.scalar(select(Account.role).where(Account.id == account))
    return role not in EVERYWHERE and not _grants(connection, account)


def _standing(connection: Connection, account: int) -> str:
    role = connection.scalar(select(Account.role).where(Account.id == account))
    return " ".join([str(role), *_grants(connection, account)])


def _grants(connection: Connection, account: int) -> list[str]:
    asked = select(Grant.kind, Grant.value).where(Grant.account == account).order_by(Grant.kind, Grant.value)
    return [f"{kind}:{value}" for kind, value in connection.execute(asked)]
