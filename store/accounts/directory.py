"""Everybody who has an account, as an administrator sees them."""

from collections.abc import Iterable
from datetime import datetime

import polars as pl
from sqlalchemy import Connection, exists, func, select

from store.accounts.sessions import NOTHING, lasting
from store.queries.frames import MOMENT, frame
from store.schema import Account, Grant, Identity, Invitation, Session

ACCOUNTS = {
    "account": pl.Int64,
    "name": pl.String,
    "shown_as": pl.String,
    "role": pl.String,
    "disabled": pl.Boolean,
    "has_factor": pl.Boolean,
    "comes_in": pl.Boolean,
    "last_sign_in": MOMENT,
    "link_ends": MOMENT,
    "sessions": pl.Int64,
}
GRANTS = {"account": pl.Int64, "kind": pl.String, "id": pl.String}
STATES = ("invited", "active", "disabled")


def accounts(connection: Connection, at: datetime) -> pl.DataFrame:
    """One row per account, by name. `state` is invited until there is a way to come in, then active, or disabled.

    `last_sign_in` is null before the first one, `link_ends` where no link is open; `sessions` counts those that last.
    """
    own = Session.account == Account.id
    last = select(func.max(Session.created_at)).where(own, Session.owed == NOTHING).scalar_subquery()
    open_link = (Invitation.account == Account.id, Invitation.used_at.is_(None), Invitation.ends_at > at)
    link = select(func.max(Invitation.ends_at)).where(*open_link).scalar_subquery()
    open_sessions = select(func.count()).select_from(Session).where(own, *lasting(at)).scalar_subquery()
    known = exists(select(1).where(Identity.account == Account.id))
    columns = (Account.id, Account.name, Account.shown_as, Account.role, Account.disabled, Account.factor.is_not(None))
    comes_in = Account.password.is_not(None) | Account.demonstration | known
    asked = select(*columns, comes_in, last, link, open_sessions).order_by(Account.name)
    found = frame(connection, asked, ACCOUNTS)
    state = pl.when("disabled").then(pl.lit("disabled")).when("comes_in").then(pl.lit("active"))
    return found.with_columns(state=state.otherwise(pl.lit("invited"))).drop("disabled", "comes_in")


def shown_as(connection: Connection, names: Iterable[str]) -> dict[str, str]:
    """By the name under which somebody signs in, the person's own; nothing for who has no account."""
    asked = select(Account.name, Account.shown_as).where(Account.name.in_(set(names)))
    return {row.name: row.shown_as for row in connection.execute(asked)}


def by_person(connection: Connection, rows: pl.DataFrame) -> pl.DataFrame:
    """The rows with who did it, `by`, as the person is called."""
    return rows.with_columns(pl.col("by").replace(shown_as(connection, rows["by"].drop_nulls())))


def grants(connection: Connection) -> pl.DataFrame:
    """One row per account and branch that it was given: account, kind, id."""
    asked = select(Grant.account, Grant.kind, Grant.value).order_by(Grant.account, Grant.kind, Grant.value)
    return frame(connection, asked, GRANTS)
