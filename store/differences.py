"""What a filing changes: the rows that were kept against the rows that are given, one by one."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from store.submission import Given, InitiativeGiven, Submission


class AnswerRow(NamedTuple):
    """An answer as the table `answer` keeps it."""

    value: float | None
    choice: str | None
    absence: str | None
    reason: str
    comment: str


class InitiativeRow(NamedTuple):
    """An initiative as the table `initiative` keeps it."""

    title: str
    problem: str
    solution: str
    result: str
    topic: str | None
    stage: str
    beneficiaries: int | None
    cost: float | None


Row = AnswerRow | InitiativeRow
Key = str | int


@dataclass(frozen=True, slots=True)
class Change:
    """One row before and after: None before is added, None after is removed. `key` is a question or a number."""

    report: int
    key: Key
    before: Row | None
    after: Row | None
    submission: Submission
    place: str


def answer_changes(report: int, kept: Mapping[Key, Row], submission: Submission) -> Iterator[Change]:
    """One change per question whose answer is not as it was kept."""
    places: dict[Key, str] = {question: given.place for question, given in submission.answers.items()}
    return _changes(report, kept, answer_rows(submission), submission, places)


def initiative_changes(report: int, kept: Mapping[Key, Row], submission: Submission) -> Iterator[Change]:
    """One change per place in the list, counted from 1; none where the submission leaves the list as it is."""
    if submission.initiatives is None:
        return iter(())
    places: dict[Key, str] = {number: given.place for number, given in enumerate(submission.initiatives, start=1)}
    return _changes(report, kept, initiative_rows(submission.initiatives), submission, places)


def answer_rows(submission: Submission) -> dict[Key, Row]:
    """The answers as the table keeps them, by question; what is unanswered has no row."""
    return {question: _answer_row(given) for question, given in submission.answers.items() if given.is_answer}


def initiative_rows(initiatives: Iterable[InitiativeGiven]) -> dict[Key, Row]:
    """The initiatives as the table keeps them, by their place in the list, counted from 1."""
    return {number: _initiative_row(given) for number, given in enumerate(initiatives, start=1)}


def written(row: Row | None) -> str | None:
    """A row as the history keeps it: JSON without what is empty; None where there was no row."""
    if row is None:
        return None
    said = {name: value for name, value in row._asdict().items() if value is not None and value != ""}
    return json.dumps(said, ensure_ascii=False)


def _changes(
    report: int, kept: Mapping[Key, Row], given: Mapping[Key, Row], submission: Submission, places: Mapping[Key, str]
) -> Iterator[Change]:
    for key in (*given, *(key for key in kept if key not in given)):
        before, after = kept.get(key), given.get(key)
        if before != after:
            yield Change(report, key, before, after, submission, places.get(key, ""))


def _answer_row(given: Given) -> AnswerRow:
    value = None if given.value is None else float(given.value)
    return AnswerRow(value, given.choice, given.absence, given.reason.strip(), given.comment.strip())


def _initiative_row(given: InitiativeGiven) -> InitiativeRow:
    texts = (given.title, given.problem, given.solution, given.result)
    title, problem, solution, result = (text.strip() for text in texts)
    return InitiativeRow(title, problem, solution, result, given.topic, given.stage, given.beneficiaries, given.cost)
