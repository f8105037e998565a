"""A workbook says in a hidden sheet whose it is; its seal shows that this store wrote it so."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, select

from store.faults import N_, Fault, ReportError
from store.schema import StoreState
from store.workbook.layout import META_KEYS, SEAL

FORGED = N_(
    "What the workbook says of its unit and round was changed after it was made. "
    "Ask for the unit's workbook anew and copy the answers into it."
)
UNSEALED = N_("The workbook carries no seal, so that nobody can tell whose it is. Copy the answers into a new one.")


@dataclass(frozen=True)
class Seals:
    """The store's key; `unsealed` lets in what was made before there were seals, where the sender says whose it is."""

    key: str
    unsealed: bool = False

    def check(self, says: Mapping[str, str]) -> None:
        """ReportError unless the seal fits what the workbook says of itself."""
        shown = says.get(SEAL)
        if shown is None and not self.unsealed:
            raise ReportError([Fault("", UNSEALED)])
        if shown is not None and not hmac.compare_digest(shown.encode(), seal(self.key, says).encode()):
            raise ReportError([Fault("", FORGED)])


def seal(key: str, says: Mapping[str, str]) -> str:
    """What only who knows the key can write."""
    text = json.dumps([says[name] for name in META_KEYS], ensure_ascii=False)
    return hmac.new(key.encode(), text.encode(), hashlib.sha256).hexdigest()


def workbook_key(connection: Connection) -> str:
    """The store's own, made with its tables."""
    return connection.execute(select(StoreState.workbook_key)).scalar_one()
