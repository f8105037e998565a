"""What comes in through any door: one unit's whole report for one round, as given."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Given:
    """One answer as given: a number (yes is 1, no is 0), a choice, or an absence with its reason.

    `text` is what was typed where it could not be read as an answer. `place` is where it stands ("Báo cáo!E12"), so
    that a fault can say so. A Given with nothing in it is an unanswered question with a place.
    """

    value: float | None = None
    choice: str | None = None
    absence: str | None = None
    reason: str = ""
    comment: str = ""
    place: str = ""
    text: str | None = None

    @property
    def is_answer(self) -> bool:
        """Whether anything was given that can be kept."""
        return self.value is not None or self.choice is not None or self.absence is not None


@dataclass(frozen=True, slots=True)
class InitiativeGiven:
    """One initiative as given; `topic` is one of the movement's, `cost` is in million đồng."""

    title: str
    problem: str = ""
    solution: str = ""
    result: str = ""
    topic: str | None = None
    stage: str = "idea"
    beneficiaries: int | None = None
    cost: float | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class FileRef:
    """The file that a report came in: the SHA-256 of its bytes, and the name that its sender gave it."""

    digest: str
    name: str


@dataclass(frozen=True)
class Submission:
    """A unit's whole report for a round: a question left out of `answers` is unanswered.

    `initiatives` None leaves those that are kept as they are. `submit` False files a draft. `at` has a time zone.
    """

    unit: str
    round: str
    answers: Mapping[str, Given]
    initiatives: tuple[InitiativeGiven, ...] | None
    by: str
    at: datetime
    door: str
    file: FileRef | None = None
    submit: bool = True
