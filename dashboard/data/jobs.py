"""The background work of one account: asked for, seen, cancelled, and its file taken."""

from collections.abc import Mapping
from datetime import UTC, datetime

import polars as pl

from dashboard.data.source import engine_at
from store import jobs
from store.engine import reading, writing
from store.jobs import ACTION, Hand

__all__ = ["ACTION", "Hand", "ask", "cancel", "of_account", "take"]


def of_account(store: str, account: int) -> pl.DataFrame:
    """One row per job of an account, the newest first, as `store.jobs.of_account`."""
    with reading(engine_at(store)) as connection:
        return jobs.of_account(connection, account)


def ask(store: str, hand: Hand, kind: str, asked: Mapping[str, str], action: str) -> int:
    """The id of the job; ReportError where it may not be asked for by whoever may not do `action`."""
    with writing(engine_at(store)) as connection:
        return jobs.ask(connection, hand, kind, asked, datetime.now(UTC), action=action)


def cancel(store: str, hand: Hand, job: int) -> bool:
    """Whether an own job was stopped."""
    with writing(engine_at(store)) as connection:
        return jobs.cancel(connection, hand, job, datetime.now(UTC))


def take(store: str, hand: Hand, job: int) -> bytes:
    """The bytes of an own file; none where it is gone."""
    with writing(engine_at(store)) as connection:
        found = jobs.take(connection, hand, job, datetime.now(UTC))
    return found[1] if found else b""
