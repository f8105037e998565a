"""The log: what happened, each entry chained by hash to the one before, so that a change or a gap is found out."""

import hashlib
import json
from collections.abc import Generator
from contextlib import closing
from dataclasses import astuple, dataclass
from datetime import UTC, datetime
from typing import Any, Final

import polars as pl
from sqlalchemy import ColumnElement, Connection, func, insert, select

from store.queries.frames import MOMENT, frame
from store.schema import LogEntry

FIRST: Final = "0" * 64  # what the first entry is chained to
CHUNK: Final = 1000
EXPORT: Final = "export"
ENTRIES: Final = {
    "number": pl.Int64,
    "at": MOMENT,
    **dict.fromkeys(("by", "address", "action", "subject", "before", "after"), pl.String),
}


@dataclass(frozen=True)
class Event:
    """What is noted: who, from where, what, on whom or what, and how that was before and after."""

    by: str
    address: str
    action: str
    subject: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class Verdict:
    """How far the chain holds: `broken` is the number of the first entry that does not fit, None if all do.

    Whoever keeps `digest` elsewhere finds out later if entries were cut off at the end.
    """

    entries: int
    digest: str
    broken: int | None


@dataclass(frozen=True)
class Wanted:
    """Which entries: by parts of who acted and of the subject, by action, from a moment on and before another."""

    by: str = ""
    action: str = ""
    subject: str = ""
    since: datetime | None = None
    until: datetime | None = None


ALL: Final = Wanted()


def note(connection: Connection, event: Event, at: datetime) -> None:
    """Append an entry, in the transaction of what it tells; writers wait for one another, so none share a number."""
    last = select(LogEntry.number, LogEntry.digest).order_by(LogEntry.number.desc()).limit(1)
    number, previous = connection.execute(last).one_or_none() or (0, FIRST)
    row = {
        "number": number + 1,
        "at": at,
        **{name: getattr(event, name) for name in ("by", "address", "action", "subject", "before", "after")},
        "previous": previous,
        "digest": _digest(number + 1, at, event, previous),
    }
    connection.execute(insert(LogEntry), [row])


def exported(connection: Connection, by: str, address: str, file: str, at: datetime) -> None:
    """A file leaves the system: whoever takes it, and its name, are noted before it is handed out."""
    note(connection, Event(by, address, EXPORT, file), at)


def verify(connection: Connection) -> Verdict:
    """Read the whole chain again, entry by entry."""
    expected, previous = 1, FIRST
    with closing(_entries(connection)) as found:
        for number, at, event, before, digest in found:
            if (number, before) != (expected, previous) or digest != _digest(number, at, event, before):
                return Verdict(expected - 1, previous, broken=expected)
            expected, previous = expected + 1, digest
    return Verdict(expected - 1, previous, broken=None)


def holds(connection: Connection, entry: str) -> bool:
    """Whether an entry written down earlier, as "number:digest", still stands in the log."""
    number, _, digest = entry.partition(":")
    if not number.isdecimal():
        return False
    if int(number) == 0:
        return digest == FIRST
    return connection.scalar(select(LogEntry.digest).where(LogEntry.number == int(number))) == digest


def entries(connection: Connection, wanted: Wanted = ALL, *, limit: int | None = 200, offset: int = 0) -> pl.DataFrame:
    """One row per entry that is wanted, the newest first; without a limit, all of them."""
    columns = (getattr(LogEntry, name) for name in ENTRIES)
    asked = select(*columns).where(*_conditions(wanted)).order_by(LogEntry.number.desc()).limit(limit).offset(offset)
    return frame(connection, asked, ENTRIES)


def count(connection: Connection, wanted: Wanted = ALL) -> int:
    """How many entries are wanted."""
    return connection.scalar(select(func.count()).select_from(LogEntry).where(*_conditions(wanted))) or 0


def actions(connection: Connection) -> list[str]:
    """Every action that the log tells of."""
    return list(connection.scalars(select(LogEntry.action).distinct().order_by(LogEntry.action)))


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    conditions = []
    if wanted.by:
        conditions.append(LogEntry.by.icontains(wanted.by, autoescape=True))
    if wanted.action:
        conditions.append(LogEntry.action == wanted.action)
    if wanted.subject:
        conditions.append(LogEntry.subject.icontains(wanted.subject, autoescape=True))
    if wanted.since:
        conditions.append(LogEntry.at >= wanted.since)
    if wanted.until:
        conditions.append(LogEntry.at < wanted.until)
    return conditions


def _entries(connection: Connection) -> Generator[tuple[int, datetime, Event, str, str]]:
    names = ("by", "address", "action", "subject", "before", "after")
    columns = (LogEntry.number, LogEntry.at, *(getattr(LogEntry, name) for name in names))
    asked = select(*columns, LogEntry.previous, LogEntry.digest).order_by(LogEntry.number)
    with connection.execute(asked.execution_options(yield_per=CHUNK)) as rows:
        for row in rows:
            number, at, *told, previous, digest = row
            yield number, at, Event(*told), previous, digest


def _digest(number: int, at: datetime, event: Event, previous: str) -> str:
    told: list[Any] = [number, at.astimezone(UTC).isoformat(), *astuple(event), previous]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()
