"""What is told of editions: how each came about, step by step, and under which hash it was sealed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import polars as pl
from sqlalchemy import Connection, func, insert, select

from store.queries.frames import MOMENT, frame
from store.schema import Edition, EditionRun, EditionSeal, EditionStep, Result

EDITIONS = {
    "key": pl.String,
    "round": pl.String,
    "basis": pl.String,
    "data_version": pl.Int64,
    "catalogue": pl.String,
    "method": pl.String,
    "computed_at": MOMENT,
}
SEALED = {
    "digest": pl.String,
    "edition": pl.String,
    "round": pl.String,
    "number": pl.Int64,
    "status": pl.String,
    "at": MOMENT,
    "by": pl.String,
    "bytes": pl.Int64,
}
STEPS = {"step": pl.String, "outcome": pl.String, "reason": pl.String, "rows": pl.Int64}
FAILURES = {"round": pl.String, "basis": pl.String, "at": MOMENT, "step": pl.String, "reason": pl.String}


@dataclass(frozen=True)
class Step:
    """One step of a run: `done` with its number of rows, or `not_needed` or `failed` with a reason."""

    step: str
    outcome: str
    reason: str = ""
    rows: int | None = None


@dataclass(frozen=True)
class Run:
    """How an edition was computed, or was not: `edition` is its key, None where a step failed."""

    round: str
    basis: str
    edition: str | None
    data_version: int
    catalogue: str
    method: str
    steps: tuple[Step, ...]

    @property
    def failed(self) -> bool:
        return self.edition is None


@dataclass(frozen=True)
class Seal:
    """An edition frozen under the hash of its bundle; `number` counts a round's sealed editions from 1."""

    digest: str
    edition: str
    round: str
    number: int
    status: str
    at: datetime
    by: str


def keep_run(connection: Connection, run: Run, at: datetime) -> None:
    """Keep the report of a run; its catalogue, and its edition where there is one, are kept before."""
    made_from = {"data_version": run.data_version, "catalogue": run.catalogue, "method": run.method}
    row = {"round": run.round, "basis": run.basis, "edition": run.edition, "at": at, **made_from}
    id_ = connection.execute(insert(EditionRun).values(row).returning(EditionRun.id)).scalar_one()
    steps = [{"run": id_, "number": number, **vars(step)} for number, step in enumerate(run.steps, start=1)]
    connection.execute(insert(EditionStep), steps)


def keep_seal(connection: Connection, seal: Seal, bundle: bytes) -> None:
    connection.execute(insert(EditionSeal).values(**vars(seal), bundle=bundle))


def next_number(connection: Connection, round_: str) -> int:
    """The number that the round's next sealed edition takes."""
    last = select(func.max(EditionSeal.number)).where(EditionSeal.round == round_)
    return (connection.scalar(last) or 0) + 1


def editions(connection: Connection) -> pl.DataFrame:
    """One row per kept edition, the newest first."""
    columns = (getattr(Edition, name) for name in EDITIONS)
    return frame(connection, select(*columns).order_by(Edition.computed_at.desc(), Edition.key), EDITIONS)


def seals(connection: Connection) -> pl.DataFrame:
    """One row per sealed edition, the newest first; `bytes` is the size of its bundle."""
    columns = [getattr(EditionSeal, name) for name in list(SEALED)[:-1]]
    asked = select(*columns, func.length(EditionSeal.bundle)).order_by(EditionSeal.at.desc(), EditionSeal.digest)
    return frame(connection, asked, SEALED)


def bundle_of(connection: Connection, digest: str) -> bytes | None:
    """The file that was sealed under this hash, as it was made; None where there is none."""
    return connection.scalar(select(EditionSeal.bundle).where(EditionSeal.digest == digest))


def steps_of(connection: Connection, key: str) -> pl.DataFrame:
    """One row per step of the last run that made or sealed an edition, in their order."""
    last = select(func.max(EditionRun.id)).where(EditionRun.edition == key).scalar_subquery()
    columns = (getattr(EditionStep, name) for name in STEPS)
    return frame(connection, select(*columns).where(EditionStep.run == last).order_by(EditionStep.number), STEPS)


def failures(connection: Connection) -> pl.DataFrame:
    """One row per run that came to nothing: its first failed step and why; the newest first."""
    first = select(func.min(EditionStep.number)).where(
        EditionStep.run == EditionRun.id, EditionStep.outcome == "failed"
    )
    asked = (
        select(EditionRun.round, EditionRun.basis, EditionRun.at, EditionStep.step, EditionStep.reason)
        .join(EditionStep, EditionStep.run == EditionRun.id)
        .where(EditionRun.edition.is_(None), EditionStep.number == first.correlate(EditionRun).scalar_subquery())
    )
    return frame(connection, asked.order_by(EditionRun.id.desc()), FAILURES)


def result_counts(connection: Connection, keys: Iterable[str]) -> dict[str, int]:
    """How many results each of these editions holds."""
    asked = select(Result.edition, func.count()).where(Result.edition.in_(list(keys))).group_by(Result.edition)
    return {str(key): int(n) for key, n in connection.execute(asked)}
