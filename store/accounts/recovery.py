"""Codes on paper that stand in for a lost second factor, each once."""

import secrets
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, delete, insert, update

from store.accounts.tokens import digest
from store.schema import RecoveryCode

CODES: Final = 10
ALPHABET: Final = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that is mistaken for something else on paper
GROUPS: Final = 4
LETTERS: Final = 4  # four groups of four: 79 bits, so that a plain hash is enough


def make(connection: Connection, account: int) -> list[str]:
    """New codes, to be shown once; earlier ones are void."""
    connection.execute(delete(RecoveryCode).where(RecoveryCode.account == account))
    codes = [_code() for _ in range(CODES)]
    rows = [{"digest": digest(_plain(code)), "account": account} for code in codes]
    connection.execute(insert(RecoveryCode), rows)
    return codes


def use(connection: Connection, account: int, typed: str, at: datetime) -> bool:
    """Whether this is an unused code of the account; it is used now."""
    kept = (RecoveryCode.account == account, RecoveryCode.digest == digest(_plain(typed)))
    unused = update(RecoveryCode).where(*kept, RecoveryCode.used_at.is_(None))
    return connection.execute(unused.values(used_at=at)).rowcount == 1


def _code() -> str:
    groups = ("".join(secrets.choice(ALPHABET) for _ in range(LETTERS)) for _ in range(GROUPS))
    return "-".join(groups)


def _plain(code: str) -> str:
    """Dashes, spaces and capitals are for the reader."""
    return "".join(letter for letter in code.casefold() if letter.isalnum())
