"""What leaves as a file is made, then noted, then handed out; what cannot be noted does not leave."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Connection

from dashboard.data.acts import Acting, carry_out
from store import log

__all__ = ["Acting", "handed_out"]


def handed_out(acting: Acting, name: str, made: Callable[[], bytes]) -> bytes:
    """The bytes of a file with this name, for whoever asked for it from a page."""
    content = made()
    carry_out(_noted, acting, name)
    return content


def _noted(connection: Connection, acting: Acting, name: str, *, at: datetime) -> None:
    log.exported(connection, acting.person.name, acting.address, name, at)
