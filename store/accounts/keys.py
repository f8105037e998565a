"""Tokens by which a program reads or writes the reports of one unit: shown once, kept as hashes, revoked at once."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, insert, select, update

from store.accounts.tokens import digest, fresh
from store.faults import N_, Fault, ReportError
from store.schema import ApiToken, Unit

PREFIX: Final = "thidua_"  # so that a token left lying in a file is recognised for what it is
LASTS: Final = timedelta(days=180)
NO_UNIT: Final = N_("There is no unit {unit}. Use the code that the register of units has.")


@dataclass(frozen=True, slots=True)
class Key:
    """What a token allows: `scope` is `read` or `write`, which includes reading."""

    unit: str
    scope: str
    label: str
    id: str  # of the token, which tells nobody what the token is


def make(
    connection: Connection, unit: str, scope: str, label: str, by: str, at: datetime, *, lasts: timedelta = LASTS
) -> str:
    """The token, which nobody can read again. ReportError where there is no such unit."""
    if connection.scalar(select(Unit.id).where(Unit.id == unit)) is None:
        raise ReportError([Fault("", NO_UNIT, {"unit": unit})])
    token = PREFIX + fresh()
    row = {"unit": unit, "scope": scope, "label": label, "made_by": by, "made_at": at, "ends_at": at + lasts}
    connection.execute(insert(ApiToken), [{"digest": digest(token), **row}])
    return token


def key_of(connection: Connection, token: str, at: datetime) -> Key | None:
    """What a token allows now; None if it is unknown, revoked or too old."""
    columns = (ApiToken.unit, ApiToken.scope, ApiToken.label, ApiToken.digest)
    holds = (ApiToken.digest == digest(token), ApiToken.revoked_at.is_(None), ApiToken.ends_at > at)
    row = connection.execute(select(*columns).where(*holds)).one_or_none()
    return None if row is None else Key(row.unit, row.scope, row.label, row.digest[:12])


def revoke(connection: Connection, unit: str, label: str, at: datetime) -> int:
    """How many tokens of that unit and label hold no longer."""
    named = (ApiToken.unit == unit, ApiToken.label == label, ApiToken.revoked_at.is_(None))
    return connection.execute(update(ApiToken).where(*named).values(revoked_at=at)).rowcount
