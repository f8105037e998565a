"""What an administrator does to the accounts of others: each act asks for the right again and stands in the log."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, Row, select, true

from store.accounts import links, people, recovery, sessions
from store.accounts.people import AccountGiven
from store.acting import Acting, note, still
from store.faults import N_, Fault, ReportError
from store.schema import Account, Grant

OWN: Final = N_("This is your own account. Another administrator changes it; your password is yours to change.")
LAST: Final = N_("{name} is the last administrator. Make somebody else one first.")
GONE: Final = N_("There is no such account any more.")
OFF: Final = N_("{name} may not sign in. Let in again first.")
NO_FACTOR: Final = N_("{name} has no second step at sign-in, and so needs no codes.")
DEMONSTRATION: Final = N_("{name} is an invented person of this demonstration and needs no link: one click signs in.")


@dataclass(frozen=True)
class Invited:
    """Somebody to whom a link has to be passed on: its secret part is nowhere else and is not found again."""

    name: str
    shown_as: str
    secret: str
    ends_at: datetime


def invite(connection: Connection, acting: Acting, given: AccountGiven, at: datetime) -> Invited:
    """A new account and the link by which its owner chooses a password; ReportError names all that is wrong."""
    still(connection, acting, "administer")
    account = people.add(connection, given, at)
    note(connection, acting, at, "add account", people.folded(given.name), after=standing(connection, account))
    return _linked(connection, acting, account, at)


def renew_link(connection: Connection, acting: Acting, account: int, at: datetime) -> Invited:
    """Another link, for whom the first was lost on or the password forgotten; earlier links are void."""
    row = _other(connection, acting, account)
    if row.disabled:
        raise ReportError([Fault("", OFF, {"name": row.name})])
    if row.demonstration:
        raise ReportError([Fault("", DEMONSTRATION, {"name": row.shown_as})])
    note(connection, acting, at, "make link", row.name)
    return _linked(connection, acting, account, at)


def change(connection: Connection, acting: Acting, account: int, given: AccountGiven, at: datetime) -> bool:
    """Whether anything was another name shown, role or branch than before; the name to sign in by stays."""
    row = _other(connection, acting, account)
    faults = list(people.faults(connection, given, new=False))
    if given.role != "administrator" and people.is_last_administrator(connection, account):
        faults.append(Fault("", LAST, {"name": row.name}))
    if faults:
        raise ReportError(faults)
    before = standing(connection, account)
    people.change(connection, account, given.shown_as.strip() or row.name, given.role, branches_of(given))
    after = standing(connection, account)
    if after != before:
        note(connection, acting, at, "change account", row.name, before, after)
    return after != before


def admit(connection: Connection, acting: Acting, account: int, at: datetime, *, admitted: bool) -> None:
    """Whoever is no longer admitted is out at once, in every tab."""
    row = _other(connection, acting, account)
    if not admitted and people.is_last_administrator(connection, account):
        raise ReportError([Fault("", LAST, {"name": row.name})])
    if row.disabled is not admitted:
        return
    people.disable(connection, account, disabled=not admitted)
    sessions.end_all(connection, account, at)
    note(connection, acting, at, "enable account" if admitted else "disable account", row.name)


def end_sessions(connection: Connection, acting: Acting, account: int, at: datetime) -> None:
    """Whoever is signed in to the account is out at the next action, and may sign in again."""
    row = _other(connection, acting, account)
    sessions.end_all(connection, account, at)
    note(connection, acting, at, "end sessions", row.name)


def drop_factor(connection: Connection, acting: Acting, account: int, at: datetime) -> None:
    """The second step is off, for whoever lost both the telephone and the paper; open sessions end with it."""
    row = _with_factor(connection, acting, account)
    people.choose_factor(connection, account, None)
    sessions.end_all(connection, account, at)
    note(connection, acting, at, "second factor off", row.name)


def new_codes(connection: Connection, acting: Acting, account: int, at: datetime) -> list[str]:
    """Codes that stand in for the telephone once each, to be passed on; earlier ones are void."""
    row = _with_factor(connection, acting, account)
    note(connection, acting, at, "new codes on paper", row.name)
    return recovery.make(connection, account)


def standing(connection: Connection, account: int) -> str:
    """How an account is, in one line, as the log tells how it was and is."""
    return standings(connection, account)[account]


def standings(connection: Connection, *accounts: int) -> dict[int, str]:
    """The same of these accounts, or of all where none is named."""
    wanted = Account.id.in_(accounts) if accounts else true()
    grants: dict[int, list[tuple[str, str]]] = {}
    granted = select(Grant.account, Grant.kind, Grant.value).join(Account, Account.id == Grant.account).where(wanted)
    for account, kind, value in connection.execute(granted):
        grants.setdefault(account, []).append((kind, value))
    rows = connection.execute(select(Account.id, Account.shown_as, Account.role).where(wanted))
    return {row.id: line_of(row.shown_as, row.role, grants.get(row.id, ())) for row in rows}


def line_of(shown_as: str, role: str, grants: Iterable[tuple[str, str]]) -> str:
    """Name shown, role and branches in one line."""
    return "; ".join([shown_as, role, *(f"{kind}:{value}" for kind, value in sorted(set(grants)))])


def branches_of(given: AccountGiven) -> tuple[tuple[str, str], ...]:
    """None for who reads everything anyway."""
    return () if given.role in people.EVERYWHERE else given.grants


def _linked(connection: Connection, acting: Acting, account: int, at: datetime) -> Invited:
    row = connection.execute(select(Account.name, Account.shown_as).where(Account.id == account)).one()
    return Invited(row.name, row.shown_as, links.make(connection, account, acting.person.name, at), at + links.LASTS)


def _with_factor(connection: Connection, acting: Acting, account: int) -> Row[str, str, bool, bool, str | None]:
    row = _other(connection, acting, account)
    if row.factor is None:
        raise ReportError([Fault("", NO_FACTOR, {"name": row.name})])
    return row


def _other(connection: Connection, acting: Acting, account: int) -> Row[str, str, bool, bool, str | None]:
    """ReportError unless somebody who may administer asks about the account of somebody else."""
    still(connection, acting, "administer")
    if account == acting.person.account:
        raise ReportError([Fault("", OWN)])
    columns = (Account.name, Account.shown_as, Account.disabled, Account.demonstration, Account.factor)
    row = connection.execute(select(*columns).where(Account.id == account)).one_or_none()
    if row is None:
        raise ReportError([Fault("", GONE)])
    return row
