"""The rules of a catalogue held against a report: what one refuses, and what one asks to look at again."""

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from catalogue import Question
from catalogue.folding import fold
from catalogue.rules import Jump, Needs, Peers, Rate, Repeated, Rule, Total, Twice
from store.faults import N_, Fault
from store.submission import Given, Submission

NOTHING: Final = Given()
LOST: Final = 1e-9  # in binary fractions: parts add up to their whole but for this share of it

ADD_UP = {
    "at_most": N_("“{parts}” add up to {value}. Enter {limit} or less together, the figure given for “{whole}”."),
    "equal": N_("“{parts}” add up to {value}. Together they make {limit}, the figure given for “{whole}”: mend one."),
}
LACKS = N_("“{given}” is answered, but “{needed}” is {value}. Mend one of the two, or say why in the comment.")
TOO_FEW = N_("“{of}”: {value} for every {per} of “{base}”, where {limit} or more is usual. Check both, or say why.")
TOO_MANY = N_("“{of}”: {value} for every {per} of “{base}”, where {limit} or less is usual. Check both, or say why.")
JUMPED = N_("“{question}” was {before} in {round} and is {value} now. Check it, or say why in the comment.")
FAR = N_("“{of}”: {value} for every {per} of “{base}”; most peers have {low} to {high}. Check both, or say why.")
REPEATED = N_("All {n} numbers are those of {round}. Check that they were counted anew for this round.")
LISTED_TWICE = N_("Initiative “{title}” is listed twice. Delete one of the two lines.")


@dataclass(frozen=True)
class Known:
    """What a store knows beside the report: the unit's last numbers, and what is usual among its peers, by rule."""

    last_round: Mapping[str, str] | None = None  # its names in both languages
    last: Mapping[str, float] = field(default_factory=dict)
    usual: Mapping[str, tuple[float, float]] = field(default_factory=dict)


UNKNOWN: Final = Known()


@dataclass(frozen=True)
class Doubt:
    """What a rule of severity `warn` found, the question it stands at (may be none), and what the unit says to it."""

    rule: str
    question: str
    fault: Fault
    reason: str


@dataclass(frozen=True)
class Case:
    """One report, the questions that it is asked, and what is known beside it."""

    submission: Submission
    questions: Mapping[str, Question]
    known: Known

    def given(self, question: str) -> Given:
        return self.submission.answers.get(question, NOTHING)

    def number(self, question: str) -> float | None:
        """A number as answered, yes being 1; None where there is none to reckon with."""
        given = self.given(question)
        fit = given.value is not None and given.text is None and math.isfinite(given.value)
        return given.value if fit else None

    def fault(self, at: str, sentence: str, **values: object) -> "Found":
        return at, Fault(self.given(at).place, sentence, values)


Found = tuple[str, Fault]
Check = Callable[[Any, Case], Iterator[Found]]


def rule_faults(rules: tuple[Rule, ...], submission: Submission, questions: Mapping[str, Question]) -> Iterator[Fault]:
    """What keeps a report from being taken; these rules look at nothing but the report."""
    case = Case(submission, questions, UNKNOWN)
    yield from (fault for rule in rules if rule.severity == "error" for _, fault in CHECKS[type(rule)](rule, case))


def doubts(
    rules: tuple[Rule, ...], submission: Submission, questions: Mapping[str, Question], known: Known
) -> Iterator[Doubt]:
    """What keeps nothing out: a comment beside the answer settles it for the coordinator; the reviewer reads both."""
    case = Case(submission, questions, known)
    for rule in rules:
        for question, fault in CHECKS[type(rule)](rule, case) if rule.severity == "warn" else ():
            yield Doubt(rule.id, question, fault, case.given(question).comment)


def total(rule: Total, case: Case) -> Iterator[Found]:
    parts, whole = [case.number(part) for part in rule.parts], case.number(rule.whole)
    if whole is None or None in parts:
        return
    value = math.fsum(part for part in parts if part is not None)
    differs = not math.isclose(value, whole, rel_tol=LOST, abs_tol=LOST)
    if differs and (value > whole or rule.relation == "equal"):
        named = tuple(case.questions[part] for part in rule.parts)
        shown = {"parts": named, "value": value, "limit": whole, "whole": case.questions[rule.whole]}
        yield case.fault(rule.parts[0], ADD_UP[rule.relation], **shown)


def needs(rule: Needs, case: Case) -> Iterator[Found]:
    given, needed = case.number(rule.given), case.number(rule.needs)
    if given is not None and given > 0 and needed == 0:
        named = {"given": case.questions[rule.given], "needed": case.questions[rule.needs]}
        yield case.fault(rule.needs, LACKS, **named, value=needed)


def rate(rule: Rate, case: Case) -> Iterator[Found]:
    value = _rate(case, rule)
    shown = {"of": case.questions[rule.of], "base": case.questions[rule.out_of], "per": rule.per, "value": value}
    if value is not None and rule.at_least is not None and value < rule.at_least:
        yield case.fault(rule.of, TOO_FEW, **shown, limit=rule.at_least)
    if value is not None and rule.at_most is not None and value > rule.at_most:
        yield case.fault(rule.of, TOO_MANY, **shown, limit=rule.at_most)


def jump(rule: Jump, case: Case) -> Iterator[Found]:
    for id_ in rule.of:
        before, value = case.known.last.get(id_), case.number(id_)
        if before is None or value is None or id_ not in case.questions:
            continue
        moved = abs(value - before)
        if moved >= rule.least and moved * 100 > rule.percent * abs(before):
            shown = {"question": case.questions[id_], "before": before, "value": value}
            yield case.fault(id_, JUMPED, **shown, round=case.known.last_round)


def peers(rule: Peers, case: Case) -> Iterator[Found]:
    value = _rate(case, rule)
    low, high = case.known.usual.get(rule.id, (-math.inf, math.inf))
    if value is not None and not low <= value <= high:
        shown = {"of": case.questions[rule.of], "base": case.questions[rule.out_of], "per": rule.per, "value": value}
        yield case.fault(rule.of, FAR, **shown, low=max(low, 0.0), high=high)


def repeated(rule: Repeated, case: Case) -> Iterator[Found]:
    now = {id_: case.number(id_) for id_, question in case.questions.items() if question.is_number}
    counted = {id_: value for id_, value in now.items() if value is not None}
    if len(counted) >= rule.fewest and all(case.known.last.get(id_) == value for id_, value in counted.items()):
        yield "", Fault("", REPEATED, {"n": len(counted), "round": case.known.last_round})


def twice(_rule: Twice, case: Case) -> Iterator[Found]:
    seen: set[str] = set()
    for initiative in case.submission.initiatives or ():
        title = fold(initiative.title)
        if title and title in seen:
            yield "", Fault(initiative.place, LISTED_TWICE, {"title": initiative.title})
        seen.add(title)


def _rate(case: Case, rule: Rate | Peers) -> float | None:
    """None where one of the two is missing, or there is nothing to divide by."""
    part, base = case.number(rule.of), case.number(rule.out_of)
    return rule.per * part / base if part is not None and base else None


CHECKS: Final[Mapping[type[Rule], Check]] = {
    Total: total,
    Needs: needs,
    Rate: rate,
    Jump: jump,
    Peers: peers,
    Repeated: repeated,
    Twice: twice,
}
