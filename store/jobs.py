"""Work in the background: asked for by one, done by one worker, seen and taken by whoever asked."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

import polars as pl
from sqlalchemy import ColumnElement, Connection, delete, func, insert, select, update

from store.accounts import people
from store.faults import N_, Fault, ReportError
from store.log import Event, note
from store.queries.frames import MOMENT, frame
from store.rights import Person, may
from store.schema import Job, JobFile

MOST: Final = 3  # of one person at a time
ATTEMPTS: Final = 2
SILENCE: Final = timedelta(seconds=60)  # after which a worker counts as lost
KEPT: Final = timedelta(days=7)
ACTION: Final = "read results"  # what somebody must be allowed to have work done in the background
LISTED: Final = {
    "job": pl.Int64,
    "kind": pl.String,
    "asked": pl.String,
    "state": pl.String,
    "done": pl.Int64,
    "total": pl.Int64,
    "reason": pl.String,
    "asked_at": MOMENT,
    "ended_at": MOMENT,
    "name": pl.String,
    "size": pl.Int64,
    "until": MOMENT,
}

NOT_ALLOWED: Final = N_("You may not ask for work in the background (any more).")
TOO_MANY: Final = N_("You have {n} exports under way already. Wait for one, or cancel it.")
LOST: Final = N_("The work was interrupted several times. Ask for it again.")


@dataclass(frozen=True)
class Claim:
    """A piece of work in the hands of one worker."""

    job: int
    attempt: int
    account: int
    kind: str
    asked: Mapping[str, Any]


@dataclass(frozen=True)
class Hand:
    """Somebody at a page, and the network address from which."""

    account: int
    address: str


def ask(
    connection: Connection, hand: Hand, kind: str, asked: Mapping[str, str], at: datetime, *, action: str = ACTION
) -> int:
    """The id of the new job, or of the same one if it is still under way.

    ReportError for whoever may not do what this kind of work needs (`action`), or has too much under way.
    """
    person = _person(connection, hand, action)
    told = json.dumps(dict(asked), sort_keys=True, ensure_ascii=False)
    waiting = select(Job.id, Job.kind, Job.asked).where(Job.account == hand.account, _under_way())
    under_way = {(row.kind, row.asked): row.id for row in connection.execute(waiting)}
    if same := under_way.get((kind, told)):
        return int(same)
    if len(under_way) >= MOST:
        raise ReportError([Fault("", TOO_MANY, {"n": len(under_way)})])
    row = {"account": hand.account, "kind": kind, "asked": told, "state": "queued", "asked_at": at, "reason": ""}
    number = connection.scalars(insert(Job).returning(Job.id), [{**row, "attempt": 0, "done": 0, "total": 0}]).one()
    note(connection, Event(person.name, hand.address, "ask for export", str(number), after=f"{kind} {told}"), at)
    return int(number)


def claim(connection: Connection, at: datetime) -> Claim | None:
    """The oldest job that waits, now this worker's alone; None where none waits."""
    oldest = select(Job.id).where(Job.state == "queued").order_by(Job.id).limit(1).scalar_subquery()
    taken = (
        update(Job)
        .where(Job.id == oldest, Job.state == "queued")
        .values(state="running", attempt=Job.attempt + 1, done=0, total=0, heard_at=at)
        .returning(Job.id, Job.attempt, Job.account, Job.kind, Job.asked)
    )
    row = connection.execute(taken).one_or_none()
    return None if row is None else Claim(row.id, row.attempt, row.account, row.kind, json.loads(row.asked))


def tell(connection: Connection, held: Claim, at: datetime, *, done: int, total: int) -> bool:
    """How far the work is; False where it is no longer this worker's, since it was cancelled or given to another."""
    return _change(connection, held, done=done, total=total, heard_at=at)


def live(connection: Connection, held: Claim, at: datetime) -> bool:
    """That the worker lives, though nothing new is done; False as in `tell`."""
    return _change(connection, held, heard_at=at)


def finish(connection: Connection, held: Claim, name: str, content: bytes, at: datetime) -> bool:
    """Keep what was made; False as in `tell`, and then nothing is kept."""
    if not _change(connection, held, state="done", done=Job.total, ended_at=at):
        return False
    row = {"job": held.job, "name": name, "size": len(content), "content": content, "until": at + KEPT}
    connection.execute(insert(JobFile), [row])
    return True


def fail(connection: Connection, held: Claim, reason: str, at: datetime) -> bool:
    """End in a sentence for whoever asked."""
    return _change(connection, held, state="failed", reason=reason, ended_at=at)


def cancel(connection: Connection, hand: Hand, job: int, at: datetime) -> bool:
    """Stop an own job that waits or runs; False where there is none."""
    stopped = update(Job).where(Job.id == job, Job.account == hand.account, _under_way())
    found = connection.execute(stopped.values(state="cancelled", ended_at=at)).rowcount > 0
    if found:
        person = _person(connection, hand)
        note(connection, Event(person.name, hand.address, "cancel export", str(job)), at)
    return found


def take(connection: Connection, hand: Hand, job: int, at: datetime) -> tuple[str, bytes] | None:
    """Name and bytes of an own job's file; None where there is none, or no longer."""
    person = _person(connection, hand)
    asked = select(JobFile.name, JobFile.content).join(Job, Job.id == JobFile.job)
    mine = asked.where(Job.id == job, Job.account == hand.account, JobFile.until > at)
    row = connection.execute(mine).one_or_none()
    if row is None:
        return None
    note(connection, Event(person.name, hand.address, "take export", str(job), after=row.name), at)
    return row.name, row.content


def of_account(connection: Connection, account: int, most: int = 20) -> pl.DataFrame:
    """One row per job of an account, the newest first; name, size and until are null without a file."""
    columns = [Job.id, *(getattr(Job, name) for name in LISTED if hasattr(Job, name))]
    kept = (JobFile.name, JobFile.size, JobFile.until)
    rows = select(*columns, *kept).outerjoin(JobFile, JobFile.job == Job.id).where(Job.account == account)
    return frame(connection, rows.order_by(Job.id.desc()).limit(most), LISTED)


def is_waiting(connection: Connection) -> bool:
    """Whether a job waits for a worker."""
    return connection.scalar(select(func.count()).select_from(Job).where(Job.state == "queued")) != 0


def recover(connection: Connection, at: datetime) -> None:
    """Give what a silent worker left to the next one, unless that was tried before; drop files past their day."""
    silent = (Job.state == "running", Job.heard_at < at - SILENCE)
    given_up = update(Job).where(*silent, Job.attempt >= ATTEMPTS)
    connection.execute(given_up.values(state="failed", reason=LOST, ended_at=at))
    connection.execute(update(Job).where(*silent).values(state="queued"))
    connection.execute(delete(JobFile).where(JobFile.until <= at))


def _under_way() -> ColumnElement[bool]:
    return Job.state.in_(("queued", "running"))


def _change(connection: Connection, held: Claim, **values: Any) -> bool:  # noqa: ANN401 - columns of several types
    mine = update(Job).where(Job.id == held.job, Job.attempt == held.attempt, Job.state == "running")
    return connection.execute(mine.values(**values)).rowcount > 0


def _person(connection: Connection, hand: Hand, action: str = ACTION) -> Person:
    """Whose account it is, if it may still do this; asked in the transaction of what is done."""
    person = people.person(connection, hand.account)
    if person is None or not may(person, action):
        raise ReportError([Fault("", NOT_ALLOWED)])
    return person
