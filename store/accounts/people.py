"""Accounts: who may sign in, in which role, and which branches they reach."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, Connection, bindparam, delete, insert, select, update

from store.faults import N_, Fault, ReportError
from store.rights import Person, Reach
from store.schema import GRANT_KINDS, ROLES, Account, Grant, RecoveryCode, StoreState

# Asked with every request, so it is put together once and not each time.
_GRANTS: Final = (
    select(Grant.kind, Grant.value).where(Grant.account == bindparam("account")).order_by(Grant.kind, Grant.value)
)
LONGEST_NAME = 64
EVERYWHERE = ("leader", "administrator")
NOWHERE: Mapping[str, str] = {}


@dataclass(frozen=True)
class AccountGiven:
    """An account as an administrator enters it; `grants` are (kind, id): ("unit", "SGD-01")."""

    name: str
    shown_as: str
    role: str
    grants: tuple[tuple[str, str], ...] = ()
    demonstration: bool = False


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a try to sign in is held against."""

    account: int
    password: str | None
    password_due: bool
    factor: str | None


def folded(name: str) -> str:
    """The one form of a name to sign in by: people type capitals and spaces as they like."""
    return name.strip().casefold()[:LONGEST_NAME]


def add(connection: Connection, given: AccountGiven, at: datetime) -> int:
    """The id of the new account, which has no password yet; ReportError names everything that is wrong with it."""
    found = list(faults(connection, given))
    if found:
        raise ReportError(found)
    row = {
        "name": folded(given.name),
        "shown_as": given.shown_as.strip() or given.name.strip(),
        "role": given.role,
        "password_due": False,
        "factor_step": 0,
        "disabled": False,
        "demonstration": given.demonstration,
        "created_at": at,
    }
    account: int = connection.scalars(insert(Account).returning(Account.id), [row]).one()
    grant(connection, account, given.grants)
    return account


def change(connection: Connection, account: int, shown_as: str, role: str, grants: Iterable[tuple[str, str]]) -> None:
    """The name shown, the role and the branches are these from the next action on."""
    connection.execute(update(Account).where(Account.id == account).values(shown_as=shown_as, role=role))
    grant(connection, account, grants)


def is_last_administrator(connection: Connection, account: int) -> bool:
    """Whether nobody could administer the store without this account."""
    others = select(Account.id).where(Account.id != account, Account.role == "administrator", *admitted())
    own = select(Account.id).where(Account.id == account, Account.role == "administrator", *admitted())
    return connection.scalar(own) is not None and connection.scalar(others.limit(1)) is None


def grant(connection: Connection, account: int, grants: Iterable[tuple[str, str]]) -> None:
    """From now on the account reaches these branches and no others."""
    connection.execute(delete(Grant).where(Grant.account == account))
    rows = [{"account": account, "kind": kind, "value": value} for kind, value in sorted(set(grants))]
    if rows:
        connection.execute(insert(Grant), rows)


def credentials(connection: Connection, name: str) -> Credentials | None:
    """Of the account of that name, if it may sign in at all."""
    columns = (Account.id, Account.password, Account.password_due, Account.factor)
    row = connection.execute(select(*columns).where(Account.name == folded(name), *admitted())).one_or_none()
    return None if row is None else Credentials(*row)


def credentials_of(connection: Connection, account: int) -> Credentials | None:
    """The same, by the account's id."""
    columns = (Account.id, Account.password, Account.password_due, Account.factor)
    row = connection.execute(select(*columns).where(Account.id == account, *admitted())).one_or_none()
    return None if row is None else Credentials(*row)


def person(connection: Connection, account: int) -> Person | None:
    """Who an account stands for, if it may sign in at all."""
    found = select(Account.id, Account.name, Account.shown_as, Account.role).where(Account.id == account, *admitted())
    row = connection.execute(found).one_or_none()
    return None if row is None else Person(*row, reach_of(connection, row.id, row.role))


def admitted() -> tuple[ColumnElement[bool], ...]:
    """The condition that an account may sign in: not disabled, and no invented person in a store of real data."""
    demonstration = select(StoreState.demonstration).scalar_subquery()
    return ~Account.disabled, ~Account.demonstration | demonstration


def reach_of(connection: Connection, account: int, role: str) -> Reach:
    """The branches that an account reads in full."""
    if role in EVERYWHERE:
        return Reach(everywhere=True)
    return Reach(tuple((kind, value) for kind, value in connection.execute(_GRANTS, {"account": account})))


def named(connection: Connection, name: str) -> tuple[int, str]:
    """Id and name of an account, disabled or not; ReportError if there is none."""
    row = connection.execute(select(Account.id, Account.name).where(Account.name == folded(name))).one_or_none()
    if row is None:
        raise ReportError([Fault("", N_("There is no account {name}."), {"name": folded(name)})])
    return row.id, row.name


def demonstrators(connection: Connection) -> list[tuple[int, str, str]]:
    """Id, name and role of the invented people whom one click signs in; none in a store of real data."""
    asked = select(Account.id, Account.shown_as, Account.role).where(Account.demonstration, *admitted())
    return [(id_, shown_as, role) for id_, shown_as, role in connection.execute(asked.order_by(Account.id))]


def is_anybody_there(connection: Connection) -> bool:
    """Whether there is an account that may sign in."""
    return connection.scalar(select(Account.id).where(*admitted()).limit(1)) is not None


def choose_password(connection: Connection, account: int, hashed: str, *, due: bool = False) -> None:
    """The account's new password, as its hash; `due` if the next sign-in must choose another."""
    connection.execute(update(Account).where(Account.id == account).values(password=hashed, password_due=due))


def choose_factor(connection: Connection, account: int, secret: str | None) -> None:
    """The second factor is on with this secret, or off; recovery codes of the last one are void."""
    connection.execute(delete(RecoveryCode).where(RecoveryCode.account == account))
    connection.execute(update(Account).where(Account.id == account).values(factor=secret, factor_step=0))


def take_step(connection: Connection, account: int, step: int) -> bool:
    """Whether a code of that time step is taken: each once, and none older than the last."""
    newer = update(Account).where(Account.id == account, Account.factor_step < step).values(factor_step=step)
    return connection.execute(newer).rowcount == 1


def disable(connection: Connection, account: int, *, disabled: bool = True) -> None:
    """A disabled account's open sessions end with it: every request asks."""
    connection.execute(update(Account).where(Account.id == account).values(disabled=disabled))


def faults(
    connection: Connection, given: AccountGiven, *, new: bool = True, places: Mapping[str, str] = NOWHERE
) -> Iterator[Fault]:
    """Everything that is wrong with an account as given; `places` says where its name, role and branches stand."""
    name, place = folded(given.name), places.get("name", "")
    if not name or not name.isprintable() or any(letter.isspace() for letter in name):
        yield Fault(place, N_("A name to sign in by has no spaces; write a short one or an e-mail address."), {})
    elif new and connection.scalar(select(Account.id).where(Account.name == name)) is not None:
        yield Fault(place, N_("There is an account {name} already. Choose another name."), {"name": name})
    if given.role not in ROLES:
        sentence = N_("There is no role “{role}”. The roles are {roles}.")
        yield Fault(places.get("role", ""), sentence, {"role": given.role, "roles": ROLES})
    elif not given.grants and given.role not in EVERYWHERE:
        sentence = N_("A {role} reaches something: name a unit, a cluster, a province or an institution type.")
        yield Fault(places.get("branches", ""), sentence, {"role": given.role})
    for kind, _ in given.grants:
        if kind not in GRANT_KINDS:
            sentence = N_("There is no kind of branch “{kind}”. The kinds are {kinds}.")
            yield Fault(places.get("branches", ""), sentence, {"kind": kind, "kinds": GRANT_KINDS})
