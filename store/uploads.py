"""What a file would change before it is stored; and storing it: all of it, or what is good of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from catalogue import Catalogue
from store.admission import admission_faults, register_of
from store.cells import EMPTY, PLACE
from store.drafts import Draft, Saved, Saving, Who, draft, save
from store.faults import Fault
from store.ingest import Outcome, file_reports
from store.past import known
from store.rules import UNKNOWN, Doubt, doubts
from store.submission import Given, Submission
from store.validation import faults


@dataclass(frozen=True)
class Difference:
    """One question at which a file says something else than what stands on the screens now, typed or filed."""

    question: str
    before: Given
    after: Given


@dataclass(frozen=True)
class Preview:
    """What storing a file would change; with faults nothing can be submitted, but what is good can be kept.

    `state` is the report's now, None before its first answer.
    """

    submission: Submission
    state: str | None
    faults: tuple[Fault, ...]
    doubts: tuple[Doubt, ...]
    differences: tuple[Difference, ...]
    good: tuple[Difference, ...]


def preview(connection: Connection, catalogue: Catalogue, submission: Submission, unread: Iterable[Fault]) -> Preview:
    """Judged as for submitting; `unread` are the faults of cells that could not be read, with all others of the file.

    ReportError where the unit has no report to file for the round.
    """
    register = register_of(connection, [submission])
    standing = draft(connection, catalogue, _who(submission))
    instrument, rules = standing.instrument, catalogue.rules_for(standing.instrument)
    strict = replace(submission, submit=True)
    wrong = tuple(unread) or tuple(faults(strict, instrument, catalogue.topics, rules))
    key = (submission.unit, submission.round)
    past = known(connection, catalogue, [(key, instrument)]).get(key, UNKNOWN)
    differences = tuple(_differences(standing, submission))
    return Preview(
        submission,
        standing.state,
        (*admission_faults(strict, register, catalogue), *wrong),
        tuple(doubts(rules, strict, instrument.questions, past)),
        differences,
        tuple(_good(differences, wrong)),
    )


def _differences(standing: Draft, submission: Submission) -> Iterator[Difference]:
    for id_ in standing.instrument.questions:
        before = standing.cells.get(id_, EMPTY).given
        after = submission.answers.get(id_, Given(place=PLACE.format(question=id_)))
        if _said(before) != _said(after):
            yield Difference(id_, before, after)


def _good(differences: Iterable[Difference], wrong: Iterable[Fault]) -> Iterator[Difference]:
    """What stands in a row to which nobody objects."""
    rows = {_row(fault.place) for fault in wrong}
    return (each for each in differences if each.after.is_answer and _row(each.after.place) not in rows)


def _said(given: Given) -> Given:
    return replace(given, place="", reason=given.reason.strip(), comment=given.comment.strip())


def _row(place: str) -> tuple[str, str]:
    """The sheet and the number of the row."""
    sheet, _, cell = place.rpartition("!")
    return sheet, cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


def _who(submission: Submission) -> Who:
    return Who(submission.unit, submission.round, submission.by, submission.at, submission.door)


def keep_whole(connection: Connection, catalogue: Catalogue, submission: Submission) -> Outcome:
    """File it; what was typed in the form and says otherwise is history from then on, as a change of its own."""
    (outcome,) = file_reports(connection, catalogue, [submission])
    if not outcome.refused:
        standing = draft(connection, catalogue, _who(submission))
        _save(connection, catalogue, submission, [id_ for id_, cell in standing.cells.items() if cell.typed])
    return outcome


def keep_good(connection: Connection, catalogue: Catalogue, shown: Preview) -> list[Saved]:
    """What is good of a faulty file, kept as if it had been typed; nothing of it counts before it is submitted."""
    return _save(connection, catalogue, shown.submission, [each.question for each in shown.good])


def _save(
    connection: Connection, catalogue: Catalogue, submission: Submission, questions: Iterable[str]
) -> list[Saved]:
    who = _who(submission)
    standing = draft(connection, catalogue, who)
    savings = [
        Saving(id_, submission.answers.get(id_, Given()), standing.cells.get(id_, EMPTY).version) for id_ in questions
    ]
    return save(connection, catalogue, who, savings)[0] if savings else []
