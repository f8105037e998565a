"""The one door by which reports come in: judged one by one, stored set by set, each whole or not at all."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from catalogue import Catalogue
from store.admission import Register, admission_faults, instrument_of, register_of
from store.changes import keep_answers, keep_files, keep_initiatives, kept_answers, kept_initiatives
from store.differences import Change, answer_changes, initiative_changes
from store.engine import bump
from store.faults import Fault
from store.filing import Filing, keep_reports
from store.past import known
from store.receipts import Content, content, keep_receipts, newest_codes
from store.review import AppraisalGiven, Move, appraise, move
from store.rules import UNKNOWN, Doubt, doubts
from store.submission import Submission
from store.validation import faults
from store.versions import keep_catalogue

__all__ = ["AppraisalGiven", "Move", "Outcome", "appraise", "file_reports", "move"]


@dataclass(frozen=True)
class Outcome:
    """What became of a submission: its faults and nothing stored, or the report and the number of rows changed.

    `moved` tells that the report's state or the catalogue version that it answers changed. `doubts` refuse nothing:
    they ask the coordinator to look again. `receipt` is the code for what was submitted; drafts have none.
    """

    submission: Submission
    faults: tuple[Fault, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    report: int | None = None
    added: int = 0
    changed: int = 0
    removed: int = 0
    initiatives_changed: int = 0
    moved: bool = False
    receipt: str | None = None

    @property
    def refused(self) -> bool:
        return bool(self.faults)

    @property
    def unchanged(self) -> bool:
        """Accepted, and the store holds what it held before."""
        touched = self.added or self.changed or self.removed or self.initiatives_changed or self.moved
        return not self.refused and not touched


def file_reports(connection: Connection, catalogue: Catalogue, submissions: Sequence[Submission]) -> list[Outcome]:
    """One outcome per submission, in their order; a refused one stores nothing and keeps no other from being stored.

    The number of statements does not grow with the number of submissions, unless several are of one report. What is
    filed a second time changes nothing: no history, no new data version.
    """
    outcomes: dict[int, Outcome] = {}
    for turn in _turns(submissions):
        outcomes |= zip(turn, _file(connection, catalogue, [submissions[n] for n in turn]), strict=True)
    return [outcomes[n] for n in range(len(submissions))]


def _turns(submissions: Sequence[Submission]) -> list[list[int]]:
    """The places of the submissions, so parted that no report comes twice in one part and its order is kept."""
    turns: list[list[int]] = []
    seen: Counter[tuple[str, str]] = Counter()
    for place, submission in enumerate(submissions):
        turn = seen[submission.unit, submission.round]
        seen[submission.unit, submission.round] += 1
        if turn == len(turns):
            turns.append([])
        turns[turn].append(place)
    return turns


def _file(connection: Connection, catalogue: Catalogue, submissions: Sequence[Submission]) -> list[Outcome]:
    register = register_of(connection, submissions)
    verdicts = [_verdict(submission, register, catalogue) for submission in submissions]
    filings = [verdict for verdict in verdicts if isinstance(verdict, Filing)]
    if filings:
        keep_catalogue(connection, catalogue)
    stored = iter(_store(connection, filings) if filings else ())
    outcomes = [next(stored) if isinstance(verdict, Filing) else verdict for verdict in verdicts]
    return list(_doubted(connection, catalogue, register, outcomes))


def _doubted(
    connection: Connection, catalogue: Catalogue, register: Register, outcomes: Sequence[Outcome]
) -> Iterator[Outcome]:
    """The same outcomes, each with what there is to look at again, whether it was refused or not."""
    asked = [(o.submission, instrument_of(o.submission, register, catalogue)) for o in outcomes]
    past = known(connection, catalogue, (((s.unit, s.round), by) for s, by in asked if by)) if catalogue.rules else {}
    for outcome, (submission, by) in zip(outcomes, asked, strict=True):
        if by is None:
            yield outcome
            continue
        beside = past.get((submission.unit, submission.round), UNKNOWN)
        found = doubts(catalogue.rules_for(by), submission, by.questions, beside)
        yield replace(outcome, doubts=tuple(found))


def _verdict(submission: Submission, register: Register, catalogue: Catalogue) -> Filing | Outcome:
    before = register.report(submission)
    if before and before.state == "submitted":
        # What counts already has to stay complete.
        submission = replace(submission, submit=True)
    instrument = instrument_of(submission, register, catalogue)
    found = tuple(admission_faults(submission, register, catalogue))
    if instrument is not None:
        found += tuple(faults(submission, instrument, catalogue.topics, catalogue.rules_for(instrument)))
    if found or instrument is None:
        return Outcome(submission, found)
    answered = {id_ for id_, given in submission.answers.items() if given.is_answer}
    return Filing(submission, instrument.id, catalogue.digest, before, complete=instrument.questions.keys() <= answered)


def _store(connection: Connection, filings: Sequence[Filing]) -> list[Outcome]:
    """Filings of different reports, put into the tables as one set."""
    reports = keep_reports(connection, filings)
    old = [filing.before.id for filing in filings if filing.before]
    answers, initiatives = kept_answers(connection, old), kept_initiatives(connection, old)
    outcomes, contents, new_answers, new_initiatives = [], [], [], []
    for filing in filings:
        report = reports[filing.key]
        these = list(answer_changes(report, answers.get(report, {}), filing.submission))
        those = list(initiative_changes(report, initiatives.get(report, {}), filing.submission))
        outcomes.append(_outcome(filing, report, these, those))
        contents.append(content(filing, report, initiatives.get(report, {})))
        new_answers += these
        new_initiatives += those
    keep_files(connection, [*new_answers, *new_initiatives])
    keep_answers(connection, new_answers)
    keep_initiatives(connection, new_initiatives)
    touched = {outcome.submission.round for outcome in outcomes if not outcome.unchanged}
    if touched:
        bump(connection, touched)
    return _with_receipts(connection, outcomes, contents)


def _with_receipts(connection: Connection, outcomes: Sequence[Outcome], contents: Sequence[Content]) -> list[Outcome]:
    """A new receipt for what was submitted; the last one where nothing is new."""
    submitted = [(o, c) for o, c in zip(outcomes, contents, strict=True) if c.filing.state == "submitted"]
    codes = newest_codes(connection, [c.report for o, c in submitted if o.unchanged])
    codes |= keep_receipts(connection, [c for o, c in submitted if not o.unchanged])
    return [replace(outcome, receipt=codes.get(outcome.report or 0)) for outcome in outcomes]


def _outcome(filing: Filing, report: int, answers: Sequence[Change], initiatives: Sequence[Change]) -> Outcome:
    return Outcome(
        filing.submission,
        report=report,
        added=sum(change.before is None for change in answers),
        changed=sum(change.before is not None and change.after is not None for change in answers),
        removed=sum(change.after is None for change in answers),
        initiatives_changed=len(initiatives),
        moved=filing.moves,
    )
