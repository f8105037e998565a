"""What the form is made of, as JSON, in the reader's language: the browser has no sentence of its own."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from dashboard.api.shapes import MOST_VERSION, EvidenceShown, Shape, Text, Wrong


class Option(BaseModel):
    """One answer of a closed list."""

    id: str
    name: str


class Asked(BaseModel):
    """One question: how it is answered, within which limits, what was answered the last time, and what is the norm."""

    id: str
    kind: Literal["count", "amount", "percent", "yes_no", "choice", "marks"]
    name: str
    unit: str
    help: str
    limits: str
    choices: list[Option]
    last: str | None
    norms: list[Option]
    gate: str | None


class Judged(BaseModel):
    """One indicator: the questions first asked for it, those asked before, its points, and the evidence to show."""

    id: str
    name: str
    full: str
    formula: str
    scoring: str
    evidence: str
    questions: list[Asked]
    before: list[str]


class Part(BaseModel):
    """One section of the form: conditions without points, then the indicators."""

    id: str
    name: str
    conditions: list[Asked]
    indicators: list[Judged]


class Form(BaseModel):
    """A report as it is asked of one unit for one round.

    `deadlines` says until when it may be handed in; `closed` why nothing can be written now, else it is null.
    """

    unit: str
    unit_name: str
    round: str
    round_name: str
    due: date
    due_told: str
    deadlines: list[str]
    closed: str | None
    instrument: str
    title: str
    basis: str
    notice: str
    last_round: str | None
    parts: list[Part]
    topics: list[Option]
    stages: list[Option]
    absences: list[Option]


class InitiativeTyped(Shape):
    """One initiative as typed: the two numbers may be words still. `version` is the one that the writer has seen."""

    title: Text = ""
    problem: Text = ""
    solution: Text = ""
    result: Text = ""
    topic: Text | None = None
    stage: Text = "idea"
    beneficiaries: Text = ""
    cost: Text = ""
    version: Annotated[int, Field(ge=0, le=MOST_VERSION)]


class InitiativeListed(BaseModel):
    """One line of the list of initiatives as it stands."""

    key: str
    title: str
    problem: str
    solution: str
    result: str
    topic: str | None
    stage: str
    beneficiaries: str
    cost: str
    version: int
    by: str
    at: datetime
    filed: bool


class InitiativeSaved(BaseModel):
    """What stands in the line now, null if it is gone; `overtaken`: what was sent was put aside."""

    line: InitiativeListed | None
    overtaken: bool
    faults: list[Wrong]


class Receipted(BaseModel):
    """The last receipt."""

    code: str
    at: datetime
    by: str


class Beside(BaseModel):
    """What stands beside the answers: initiatives as they are typed, evidence, and the last receipt.

    `people`: by the name under which somebody signs in, what whoever wrote of these and of the answers is called.
    """

    initiatives: list[InitiativeListed]
    evidence: list[EvidenceShown]
    receipt: Receipted | None
    people: dict[str, str]


class Score(BaseModel):
    """What an item would earn as the report stands; `points` of `full`, or null; `told` says what decided."""

    points: str | None
    full: str
    level: str | None
    told: str


class Points(BaseModel):
    """By the engine that judges all reports, before anybody appraises: the whole, by pillar, by indicator.

    `needs` says of each norm what the unit needs, has and lacks; nothing while that cannot be told.
    """

    overall: Score | None
    pillars: dict[str, Score]
    indicators: dict[str, Score]
    needs: dict[str, str]


class Written(BaseModel):
    """One time that an answer was written."""

    at: datetime
    time: str
    by: str
    before: str
    after: str
    door: str
    step: str
