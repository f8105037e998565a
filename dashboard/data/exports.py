"""What leaves as a file is made, then noted, then handed out; what cannot be noted does not leave."""

from collections.abc import Callable, Iterable
from datetime import datetime

from sqlalchemy import Connection

from dashboard.data.acts import Acting, carry_out
from dashboard.figures import Edition
from store import log
from store.handed import keep_handed
from store.views import View, keep_views

__all__ = ["Acting", "View", "handed_out", "noted"]


def handed_out(
    acting: Acting,
    name: str,
    made: Callable[[], bytes],
    editions: Iterable[Edition] = (),
    views: Iterable[View] = (),
) -> bytes:
    """The bytes of a file with this name that shows these editions, for whoever asked for it from a page."""
    content = made()
    carry_out(_noted, acting, name, editions, views)
    return content


def noted(
    connection: Connection,
    by: str,
    address: str,
    name: str,
    at: datetime,
    editions: Iterable[Edition] = (),
    views: Iterable[View] = (),
) -> None:
    """Who takes a file, and the editions and pages to which the codes in it lead back."""
    log.exported(connection, by, address, name, at)
    keep_handed(connection, map(vars, editions), at)
    keep_views(connection, views, at)


def _noted(
    connection: Connection,
    acting: Acting,
    name: str,
    editions: Iterable[Edition],
    views: Iterable[View],
    *,
    at: datetime,
) -> None:
    noted(connection, acting.person.name, acting.address, name, at, editions, views)
