"""Numbers become answers as people give them: some things do not apply, some are not known, a few are wrong."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from catalogue import Catalogue, Instrument, Question
from seed_data.chance import Chance, Floats, grid
from seed_data.country import Planned
from seed_data.figures import Figures
from seed_data.latent import Panel
from seed_data.reading import read_toml
from seed_data.recipes import sizes
from store.submission import Given, Submission
from store.validation import faults

Answers = dict[str, Given]

NOT_APPLICABLE = 0.010  # of a unit's answers, for good
NOT_AVAILABLE = 0.016  # of a report's answers, for once
SILENT = 0.12  # of the Departments never tell one thing
COPIED = 0.025  # of the reports repeat the last one's figures
TRIES = 12


@dataclass(frozen=True)
class Respondents:
    """The units that answer one instrument, and what they answer in each round."""

    catalogue: Catalogue
    instrument: Instrument
    panel: Panel

    def answers(self, unit: int, round_: int) -> Answers:
        """What the unit of that row truthfully gives for the round of that column."""
        one, chance = self.panel.units[unit], self.panel.chance
        name = self.panel.rounds[round_]
        shown = round_ - (round_ > 0 and self._lived_before(unit, round_) and chance.one("copy", one.id, name) < COPIED)
        return {
            id_: self._absent(unit, round_, id_) or given(question, self._numbers[id_][unit, shown])
            for id_, question in self.instrument.questions.items()
        }

    def _lived_before(self, unit: int, round_: int) -> bool:
        return self.panel.units[unit].lives_on(self.panel.ends[round_ - 1])

    @cached_property
    def figures(self) -> Figures:
        return Figures(self.catalogue, self.instrument, self.panel)

    @cached_property
    def _numbers(self) -> Mapping[str, Floats]:
        return {id_: self.figures.of(id_) for id_ in self.instrument.questions}

    @cached_property
    def dispensable(self) -> tuple[str, ...]:
        """The questions that may stay without an answer: no sizes, no conditions, nothing that others are parts of."""
        gates = {gate.question for gate in self.instrument.gates}
        wholes = {q.at_most for q in self.instrument.questions.values()}
        return tuple(q for q in self.instrument.questions if q not in {"learners", *sizes(), *gates, *wholes})

    @cached_property
    def _systems(self) -> Mapping[str, frozenset[str]]:
        """Of each question that belongs to one indicator alone, the topics that it speaks of."""
        return {q.id: frozenset((*q.covers, *i.covers)) for i in self.instrument.indicators for q in i.own_questions}

    @cached_property
    def _lacks(self) -> tuple[Floats, Floats]:
        """Chances of a lasting absence (a row per unit) and of a passing one (a row per unit and round)."""
        chance, panel = self.panel.chance, self.panel
        pairs = [f"{unit.id} {round_}" for unit in panel.units for round_ in panel.rounds]
        lasting = grid(panel.unit_keys, chance.keys("lasting", self.dispensable))
        passing = grid(chance.keys("report", pairs), chance.keys("passing", self.dispensable))
        return lasting, passing

    def _absent(self, unit: int, round_: int, id_: str) -> Given | None:
        """The absence that stands for an answer, None where there is one."""
        one = self.panel.units[unit]
        if one.topics and id_ in self._systems and not self._systems[id_] & set(one.topics):
            return self._absence("not_applicable", "other_unit", one, id_)
        if id_ not in self.dispensable or id_ in self._systems:
            return None  # a national system has one unit that speaks for it, and the country's page needs its word
        if id_ == self._silence(one):
            return self._absence("not_available", "silent", one, id_)
        place = self.dispensable.index(id_)
        lasting, passing = self._lacks
        if lasting[unit, place] < NOT_APPLICABLE:
            return self._absence("not_applicable", "not_applicable", one, id_)
        if passing[unit * len(self.panel.rounds) + round_, place] < NOT_AVAILABLE:
            return self._absence("not_available", "not_available", one, f"{id_} {round_}")
        return None

    def _silence(self, unit: Planned) -> str | None:
        chance = self.panel.chance
        quiet = unit.institution_type == "department" and chance.one("silent", unit.id) < SILENT
        return chance.pick(self.dispensable, "silent about", unit.id) if quiet else None

    def _absence(self, kind: str, reasons: str, unit: Planned, about: str) -> Given:
        reason = self.panel.chance.pick(read_toml("reasons.toml")[reasons], "reason", unit.id, about)
        return Given(absence=kind, reason=reason)


def given(question: Question, number: float) -> Given:
    if question.kind == "choice":
        ranked = sorted(question.choices, key=lambda choice: choice.worth)
        return Given(choice=ranked[int(number)].id)
    return Given(value=float(number))


def mistaken(submission: Submission, respondents: Respondents, chance: Chance) -> tuple[Submission, Question] | None:
    """The same report with one slip that no check can see, and where it is; None where none was found by chance.

    Numbers that others are measured by are spared: a tenfold province would drown the country's totals.
    """
    report, instrument = (submission.unit, submission.round), respondents.instrument
    numbers = [q for q in respondents.dispensable if instrument.questions[q].is_number]
    numbers = [q for q in numbers if q in submission.answers and submission.answers[q].value]
    for attempt in range(TRIES if numbers else 0):
        id_ = chance.pick(numbers, "slip", *report, attempt)
        for slipped in _slips(submission, numbers, respondents, id_):
            wrong = replace(submission, answers={**submission.answers, **slipped})
            if not any(faults(wrong, instrument, respondents.catalogue.topics)):
                return wrong, instrument.questions[id_]
    return None


def _slips(submission: Submission, numbers: Sequence[str], respondents: Respondents, id_: str) -> Iterator[Answers]:
    """A zero too many, a zero too few, or two numbers of one unit swapped; which comes first is left to chance."""
    chance, questions = respondents.panel.chance, respondents.instrument.questions
    value = submission.answers[id_].value or 0
    slips: list[Answers] = [{id_: Given(value=value * 10)}, {id_: Given(value=float(value // 10))}]
    like = [q for q in numbers if q != id_ and questions[q].unit_vi == questions[id_].unit_vi]
    if like:
        other = chance.pick(like, "swap", submission.unit, submission.round)
        slips.append({id_: submission.answers[other], other: submission.answers[id_]})
    first = chance.whole(0, len(slips) - 1, "kind of slip", submission.unit, submission.round)
    yield from slips[first:] + slips[:first]
