"""The chain behind a result, as records: formula, answers, report, door, reviewer, edition."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from catalogue import Step

SUM: Final = "sum"
WEIGHTED_MEAN: Final = "weighted_mean"


@dataclass(frozen=True)
class Formula:
    """How a result follows from what is below it.

    `kind` is an indicator's formula over the questions `of` and `out_of`, or `sum`, or `weighted_mean`; the value
    becomes points by `worst` and `best`, by `steps`, or by `each`. `full` are the points that could be had, `weight`
    the share, in percent, of a pillar in the whole.
    """

    kind: str
    full: float | None
    of: str | None = None
    out_of: str | None = None
    worst: float | None = None
    best: float | None = None
    steps: tuple[Step, ...] = ()
    each: float | None = None
    weight: float | None = None


@dataclass(frozen=True)
class Given:
    """An answer with its last change: whose, when, through which door, in which file and cell.

    Everything but the question is None where it was not answered.
    """

    question: str
    value: float | None = None
    choice: str | None = None
    absence: str | None = None
    reason: str | None = None
    comment: str | None = None
    by: str | None = None
    at: datetime | None = None
    door: str | None = None
    file: str | None = None
    digest: str | None = None
    place: str | None = None
    changes: int = 0

    @property
    def is_answered(self) -> bool:
        return self.door is not None


@dataclass(frozen=True)
class Appraised:
    """The points that a reviewer gave, and why."""

    points: float
    strength: str
    by: str
    at: datetime
    reason: str


@dataclass(frozen=True)
class Condition:
    """A mandatory condition: while it is not met, the level of its pillar is `limit` at most; null if unanswered."""

    gate: str
    limit: int
    met: bool | None
    given: Given


@dataclass(frozen=True)
class Link:
    """One result of the chain and what it follows from: parts, or answers with an appraisal."""

    kind: str
    item: str
    value: float | None
    self_points: float | None
    points: float | None
    possible: float | None
    score: float | None
    level: int | None
    rank: int | None
    ranked: int | None
    answered: float | None
    rule: str
    formula: Formula
    parts: "tuple[Link, ...]" = ()
    answers: tuple[Given, ...] = ()
    conditions: tuple[Condition, ...] = ()
    appraisal: Appraised | None = None


@dataclass(frozen=True)
class Event:
    """One change of a report's state."""

    at: datetime
    by: str
    from_state: str | None
    to_state: str
    reason: str


@dataclass(frozen=True)
class Filed:
    """The report behind a result."""

    report: int
    state: str
    instrument: str
    catalogue: str
    first_submitted_at: datetime
    on_time: bool
    events: tuple[Event, ...]


@dataclass(frozen=True)
class Origin:
    """The whole chain of one result of one unit, and the state of data, catalogue and method that it holds for.

    `seal` is the hash of the sealed edition that it was read from; None for the live results.
    """

    unit: str
    round: str
    link: Link
    filed: Filed
    edition: str
    data_version: int
    catalogue: str
    method: str
    seal: str | None = None
