"""An instrument: pillars, gates and indicators by which one kind of institution is judged."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, PrivateAttr, model_validator

from catalogue.entries import Entry, Id, Record, Sourced, Strength, Text
from catalogue.questions import Question


class Step(Record):
    """From `at_least` on, in the indicator's own unit, the indicator earns `points`."""

    at_least: float
    points: Annotated[float, Field(ge=0)]


class Indicator(Sourced):
    """How answers become a value, and a value becomes points.

    Points grow in a straight line from `worst` to `best`, or by `steps`, or by `each` (points for each unit of value);
    never more than `points`.
    """

    pillar: Id
    section: Id | None = None
    points: Annotated[float, Field(gt=0)]
    formula: Literal["percent", "ratio", "number", "yes_no", "choice", "marks"]
    of: Id
    out_of: Id | None = None
    unit_vi: str = ""
    unit_en: str = ""
    worst: float | None = None
    best: float | None = None
    steps: tuple[Step, ...] = ()
    each: float | None = None
    evidence_vi: str = ""
    evidence_en: str = ""
    strength: Strength = "declared"
    covers: tuple[Id, ...] = ()
    review: date
    own_questions: Annotated[tuple[Question, ...], Field(alias="question")] = ()

    @property
    def asks(self) -> tuple[str, ...]:
        """The questions whose answers make the value."""
        return (self.of, self.out_of) if self.out_of else (self.of,)

    @property
    def questions_asked(self) -> tuple[str, ...]:
        """Every question that a report is asked for it, in the order of asking: a whole before its part."""
        return tuple(dict.fromkeys((*reversed(self.asks), *(own.id for own in self.own_questions))))

    @property
    def higher_is_better(self) -> bool:
        """False only where the line falls from `worst` to `best`."""
        return self.worst is None or self.best is None or self.best > self.worst

    def unit(self, language: str) -> str:
        """The unit of the value: % for shares, the stated unit otherwise, empty for yes or no."""
        if self.formula in ("percent", "choice"):
            return "%"
        return self.unit_vi if language == "vi" else self.unit_en

    def evidence(self, language: str) -> str:
        """What a reviewer asks to see; may be empty."""
        return self.evidence_vi if language == "vi" else self.evidence_en

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if (self.formula in ("percent", "ratio")) != (self.out_of is not None):
            raise ValueError("formulas 'percent' and 'ratio' have 'out_of', and no other has")
        line = self.worst is not None and self.best is not None and self.worst != self.best
        fixed = self.formula in ("yes_no", "choice", "marks")
        scorings = fixed + line + bool(self.steps) + (self.each is not None)
        if scorings != 1 or (self.worst is None) != (self.best is None):
            raise ValueError(
                "points come from one of: worst and best (two different numbers), steps, each; "
                "formulas 'yes_no', 'choice' and 'marks' bring their own"
            )
        if any(step.points > self.points for step in self.steps):
            raise ValueError(f"a step gives more than the {self.points:g} points of the indicator")
        if [s.at_least for s in self.steps] != sorted({s.at_least for s in self.steps}):
            raise ValueError("steps go upward, each 'at_least' once")
        return self


class Gate(Sourced):
    """A mandatory condition without points: while it is not met, its pillar stays at `level` or below."""

    pillar: Id
    question: Id
    level: Annotated[int, Field(ge=1)] = 1


class Level(Entry):
    """A maturity level: scores `below` a limit, or `up_to` it and including it; the last level has neither."""

    number: Annotated[int, Field(ge=1)]
    below: float | None = None
    up_to: float | None = None

    def admits(self, score: float) -> bool:
        """Whether a score does not lie above this level."""
        return (self.below is None or score < self.below) and (self.up_to is None or score <= self.up_to)


class Section(Entry):
    """A part of a pillar that is shown apart; its own levels, where it has any, are read on its points."""

    pillar: Id
    levels: Annotated[tuple[Level, ...], Field(alias="level")] = ()


class Pillar(Entry):
    """A group of indicators that add to `points`; `weight` is its share, in percent, of the overall score."""

    points: Annotated[float, Field(gt=0)] = 100
    weight: Annotated[float, Field(gt=0)] | None = None


class Overall(Record):
    """Stated only where an instrument has one score over its pillars: their mean by weight, and the lowest level."""

    note_vi: Text
    note_en: Text

    def note(self, language: str) -> str:
        """The sentence that stands beside every overall score."""
        return self.note_vi if language == "vi" else self.note_en


class Instrument(Sourced):
    """A set of indicators by which one kind of institution is judged.

    `missing` names what an unanswered indicator means: `zero` points, or `leave_out` and re-weight the others.
    A pillar with less than the share `min_answered` of its points answered is not ranked. *Not applicable* is always
    left out. A report is recognised after as many appraisals as there are `appraisal_levels`, each by somebody else;
    more than one names its source.
    """

    version: Text
    status: Literal["official", "project draft"]
    decision: str = ""
    issuer_vi: Text
    issuer_en: Text
    institution_type: Id
    valid_from: date
    review: date
    incomplete: bool = False
    notice_vi: str = ""
    notice_en: str = ""
    missing: Literal["zero", "leave_out"]
    min_answered: Annotated[float, Field(ge=0, le=1)]
    appraisal_levels: Annotated[int, Field(ge=1, le=2)] = 1
    appraisal_source: str = ""
    overall: Overall | None = None
    ask: tuple[Id, ...] = ()
    levels: Annotated[tuple[Level, ...], Field(alias="level")]
    pillars: Annotated[tuple[Pillar, ...], Field(alias="pillar")]
    sections: Annotated[tuple[Section, ...], Field(alias="section")] = ()
    gates: Annotated[tuple[Gate, ...], Field(alias="gate")] = ()
    indicators: Annotated[tuple[Indicator, ...], Field(alias="indicator")]
    _questions: dict[str, Question] = PrivateAttr(default_factory=dict)

    @model_validator(mode="after")
    def _is_appraised_on_authority(self) -> Self:
        if self.appraisal_levels > 1 and not self.appraisal_source:
            raise ValueError("a second appraisal has an 'appraisal_source', the text that asks for it")
        return self

    @property
    def questions(self) -> Mapping[str, Question]:
        """Every question that this instrument asks, by id, in the order of asking."""
        return self._questions

    def knowing(self, shared: Mapping[str, Question]) -> Self:
        """The same instrument with all its questions: its own, and of the shared ones those that it asks."""
        known = {**shared, **{question.id: question for i in self.indicators for question in i.own_questions}}
        whole = self.model_copy()
        whole._questions = {id_: known[id_] for _, id_ in self.asked() if id_ in known}  # noqa: SLF001 - its own copy
        return whole

    def asked(self) -> Iterator[tuple[str, str]]:
        """(pillar, question) in the order of asking, each question once, beside the pillar that needs it first.

        Questions that no indicator or gate needs have the pillar `""`.
        """
        wanted = [(g.pillar, g.question) for g in self.gates]
        wanted += [(i.pillar, q) for i in self.indicators for q in i.questions_asked]
        order = {pillar.id: n for n, pillar in enumerate(self.pillars)}
        seen: set[str] = set()
        for pillar, question in [
            *sorted(wanted, key=lambda pair: order.get(pair[0], len(order))),
            *(("", q) for q in self.ask),
        ]:
            if question not in seen:
                seen.add(question)
                yield pillar, question

    def pillar(self, id_: str) -> Pillar:
        """The pillar of that id; KeyError if there is none."""
        return {p.id: p for p in self.pillars}[id_]

    def indicator(self, id_: str) -> Indicator:
        """The indicator of that id; KeyError if there is none."""
        return {i.id: i for i in self.indicators}[id_]

    def in_pillar(self, id_: str) -> tuple[Indicator, ...]:
        """The indicators whose points make up a pillar."""
        return tuple(i for i in self.indicators if i.pillar == id_)

    @property
    def is_ranked(self) -> bool:
        """An instrument whose points are known to be incomplete gives no level and no rank."""
        return not self.incomplete

    def notice(self, language: str) -> str:
        """What a reader must know of an incomplete instrument; may be empty."""
        return self.notice_vi if language == "vi" else self.notice_en
