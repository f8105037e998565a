"""What somebody does to the store: one transaction, in which the right to it is asked for once more."""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, TypeVar

from sqlalchemy import Engine

from dashboard.data.source import engine_at
from store.acting import Acting
from store.engine import DEFAULT_URL, reading, writing

__all__ = ["Acting", "carry_out", "look_up", "present_store"]

T = TypeVar("T")


def present_store() -> Engine:
    """The store of this process."""
    return engine_at(os.environ.get("THIDUA_DATABASE_URL") or DEFAULT_URL)


def carry_out(act: Callable[..., T], acting: Acting, *given: Any, **named: Any) -> T:  # noqa: ANN401 - what the act takes
    """`act(connection, acting, …, at=now)`, kept whole or not at all; ReportError where it is refused."""
    with writing(present_store()) as connection:
        return act(connection, acting, *given, at=datetime.now(UTC), **named)


def look_up(ask: Callable[..., T], *given: Any, **named: Any) -> T:  # noqa: ANN401 - what the question takes
    """`ask(connection, …)`, of one moment."""
    with reading(present_store()) as connection:
        return ask(connection, *given, **named)
