"""The log of the store: some of its entries, whether its chain holds, and all that are wanted as a file."""

from datetime import datetime

import polars as pl
from sqlalchemy import Connection

from dashboard.data.acts import Acting, carry_out, look_up
from store import log
from store.acting import note, still
from store.log import Verdict, Wanted

__all__ = ["PAGE", "Acting", "Verdict", "Wanted", "actions", "count", "exported", "page", "verdict"]

PAGE = 50


def page(wanted: Wanted, number: int) -> pl.DataFrame:
    """The entries of a page, counted from 1, the newest first."""
    return look_up(log.entries, wanted, limit=PAGE, offset=(number - 1) * PAGE)


def count(wanted: Wanted) -> int:
    return look_up(log.count, wanted)


def actions() -> list[str]:
    """Every action that the log tells of."""
    return look_up(log.actions)


def verdict() -> Verdict:
    """How far the chain holds, entry by entry."""
    return look_up(log.verify)


def exported(acting: Acting, wanted: Wanted, form: str) -> pl.DataFrame:
    """All entries that are wanted, the oldest first; the next entry says who took them."""

    def take(connection: Connection, acting: Acting, at: datetime) -> pl.DataFrame:
        still(connection, acting, "administer")
        found = log.entries(connection, wanted, limit=None).reverse()
        note(connection, acting, at, "export log", form, after=f"{found.height} entries")
        return found

    return carry_out(take, acting)
