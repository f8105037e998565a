"""What goes in and out as JSON; the OpenAPI document is made from these."""

from datetime import datetime
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from dashboard.words import Words
from store.cells import Cell
from store.evidence import Shown
from store.faults import Fault
from store.rules import Doubt

LONGEST = 5000
MOST_ANSWERS = 500
MOST_INITIATIVES = 500
MOST_VERSION = 2**31 - 1


def storable(text: str) -> str:
    """Text that both databases keep: no NUL, no half of a character."""
    if "\0" in text:
        raise ValueError("holds a NUL character")
    text.encode()  # UnicodeEncodeError, which is a ValueError, for a lone surrogate
    return text


Text = Annotated[str, Field(max_length=LONGEST), AfterValidator(storable)]
Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
Number = Annotated[float, Field(allow_inf_nan=False)]


class Shape(BaseModel):
    """What is not known is refused, so that a misspelt field is not silently dropped."""

    model_config = ConfigDict(extra="forbid")


class AnswerGiven(Shape):
    """One answer: a number, yes or no, the id or the name of a choice, or what somebody typed; or why there is none."""

    answer: bool | Number | Text | None = None
    absence: Literal["not_applicable", "not_available"] | None = None
    reason: Text = ""
    comment: Text = ""


class AnswerSeen(AnswerGiven):
    """An answer, and the version of it that the writer has seen: 0 for a question that nobody has answered."""

    version: Annotated[int, Field(ge=0, le=MOST_VERSION)]


class AnswersGiven(Shape):
    """Several answers to be saved one by one: one that was overtaken hinders no other."""

    answers: Annotated[dict[Id, AnswerSeen], Field(max_length=MOST_ANSWERS)]


class Initiative(Shape):
    """One initiative; `cost` in million đồng."""

    title: Text
    problem: Text = ""
    solution: Text = ""
    result: Text = ""
    topic: Text | None = None
    stage: Text = "idea"
    beneficiaries: Annotated[int, Field(ge=-(2**63), lt=2**63)] | None = None
    cost: Number | None = None


class ReportGiven(Shape):
    """A whole report: a question left out is unanswered; without `initiatives` those that are kept stay."""

    answers: Annotated[dict[Id, AnswerGiven], Field(max_length=MOST_ANSWERS)]
    initiatives: Annotated[list[Initiative], Field(max_length=MOST_INITIATIVES)] | None = None
    submit: bool = True


class EvidenceGiven(Shape):
    """A link, or the SHA-256 of a file that was sent before."""

    indicator: Id
    link: Text | None = None
    digest: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] | None = None
    note: Text = ""


class Wrong(BaseModel):
    """One thing wrong: where in the report, as a JSON pointer, and what to enter instead."""

    pointer: str
    sentence: str

    @classmethod
    def of(cls, fault: Fault, words: Words) -> Self:
        return cls(pointer=fault.place, sentence=words(fault.sentence, **fault.values))


class Doubtful(Wrong):
    """What refuses nothing: the rule that found it, and the reason that the unit gave in its comment."""

    rule: str
    reason: str

    @classmethod
    def said(cls, doubt: Doubt, words: Words) -> Self:
        wrong = Wrong.of(doubt.fault, words)
        return cls(pointer=wrong.pointer, sentence=wrong.sentence, rule=doubt.rule, reason=doubt.reason)


class Faults(BaseModel):
    """Why nothing was stored: everything at once."""

    faults: list[Wrong]
    doubts: list[Doubtful] = []


class Answer(BaseModel):
    """What stands at a question; `typed` is what could not be read, `filed` tells whether it was filed as it stands."""

    value: float | None
    choice: str | None
    absence: str | None
    reason: str
    comment: str
    typed: str | None
    version: int
    filed: bool
    by: str
    at: datetime | None
    door: str

    @classmethod
    def of(cls, cell: Cell) -> Self:
        given = cell.given
        return cls(
            value=given.value,
            choice=given.choice,
            absence=given.absence,
            reason=given.reason,
            comment=given.comment,
            typed=given.text,
            version=cell.version,
            filed=not cell.typed,
            by=cell.by,
            at=cell.at,
            door=cell.door,
        )


class SavedAnswer(Answer):
    """What stands there now; `overtaken`: somebody else wrote meanwhile, and what was sent was put aside."""

    overtaken: bool


class Saves(BaseModel):
    """By question, what stands there now; what is wrong with the report so far, and what to look at again.

    What is only unanswered, and what needs the past or the peers, is told by the check.
    """

    answers: dict[str, SavedAnswer]
    faults: list[Wrong]
    doubts: list[Doubtful]


class Returned(BaseModel):
    """What is to be mended at a question of a report that was sent back, by whom and when it was said."""

    reason: str
    by: str
    at: datetime


class Report(BaseModel):
    """A unit's report for a round as it stands; `state` is null until something was saved.

    While it stands returned, `returned_because` says why, and `returned` by question what is to be mended there.
    """

    unit: str
    round: str
    state: str | None
    instrument: str
    answers: dict[str, Answer]
    initiatives: list[Initiative]
    returned_because: str | None = None
    returned: dict[str, Returned] = {}


class Checked(BaseModel):
    """What keeps the report from being submitted, and what to look at again."""

    faults: list[Wrong]
    doubts: list[Doubtful]


class Filed(BaseModel):
    """What a filing changed; `receipt` is the code for what was submitted, null for a draft."""

    receipt: str | None
    added: int
    changed: int
    removed: int
    initiatives_changed: int
    doubts: list[Doubtful]


class EvidenceShown(BaseModel):
    """One piece of evidence."""

    id: int
    indicator: str
    link: str | None
    digest: str | None
    note: str

    @classmethod
    def of(cls, id_: int, shown: Shown) -> Self:
        return cls(id=id_, indicator=shown.indicator, link=shown.link, digest=shown.digest, note=shown.note)


class FileKept(BaseModel):
    """The hash under which a file is kept."""

    digest: str
