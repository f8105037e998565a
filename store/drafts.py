"""Answers saved one by one as they are typed, wrong ones too; submitting them is a filing like any other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, insert

from catalogue import Catalogue, Instrument
from store.admission import Register, admission_faults, instrument_of, register_of
from store.cells import EMPTY, PLACE, Cell, cells
from store.engine import bump
from store.faults import N_, Fault, ReportError
from store.filing import Filing, credit, keep_reports
from store.ingest import Outcome, file_reports
from store.initiatives import NO_LINES, Lines, Listed, Typed, Writing, lines, write
from store.past import known
from store.rules import UNKNOWN, Doubt, doubts
from store.schema import DraftAnswer
from store.submission import Given, Submission
from store.validation import faults
from store.versions import keep_catalogue

_KEEP: Final = insert(DraftAnswer)  # with every answer that is saved: put together once
NOT_ASKED = N_("“{question}” is not asked in this report.")


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody who writes in a unit's report for a round, when, and through which door."""

    unit: str
    round: str
    by: str
    at: datetime
    door: str = "form"


@dataclass(frozen=True, slots=True)
class Saving:
    """One answer as given, and the version of it that the writer has seen; 0 for a question nobody has answered."""

    question: str
    given: Given
    version: int


@dataclass(frozen=True)
class Saved:
    """What stands at the question now. `overtaken`: somebody else wrote meanwhile, and what was given was put aside."""

    question: str
    cell: Cell
    overtaken: bool


@dataclass(frozen=True)
class Draft:
    """A report as it stands on the screens of those who write it; `report` is None until the first answer is saved."""

    unit: str
    round: str
    report: int | None
    state: str | None
    instrument: Instrument
    cells: Mapping[str, Cell]
    complete: bool = False  # it has passed every check before, which counts as being on time
    lines: Lines = NO_LINES  # of initiatives; empty where nobody has typed over those that are filed

    def submission(self, who: Who, *, submit: bool) -> Submission:
        """All that was typed as one report; the initiatives stay as they are kept where nobody typed any."""
        answers = {id_: cell.given for id_, cell in self.cells.items() if id_ in self.instrument.questions}
        unanswered = {id_: Given(place=PLACE.format(question=id_)) for id_ in self.instrument.questions}
        said, listed = {**unanswered, **answers}, self.lines.given()
        return Submission(who.unit, who.round, said, listed, who.by, who.at, who.door, submit=submit)


def draft(connection: Connection, catalogue: Catalogue, who: Who) -> Draft:
    """As it stands now; ReportError where the unit has no report to file for the round."""
    return _draft(connection, catalogue, who, _register(connection, who))


def save(
    connection: Connection, catalogue: Catalogue, who: Who, savings: Sequence[Saving]
) -> tuple[list[Saved], Draft]:
    """Each answer kept as it is given, readable or not, and the report as it then stands.

    ReportError where the report takes none now. The same answer once more is not written twice, so that a writer who
    heard no reply may send it again.
    """
    standing = _open_to(connection, catalogue, who)
    strange = [s for s in savings if s.question not in standing.instrument.questions]
    if strange:
        raise ReportError(Fault(s.given.place, NOT_ASKED, {"question": s.question}) for s in strange)
    found = dict(standing.cells)
    results, rows = [], []
    for saving in savings:
        cell = found.get(saving.question, EMPTY)
        if not _same(cell.given, saving.given):
            overtaken = saving.version != cell.version
            rows.append(_row(who, saving, cell, overtaken=overtaken))
            found[saving.question] = cell if overtaken else _written(who, saving, cell)
            results.append(Saved(saving.question, found[saving.question], overtaken))
        else:
            results.append(Saved(saving.question, cell, overtaken=False))
    if not rows:
        return results, standing
    report = standing.report or _opened(connection, catalogue, who, standing.instrument)
    connection.execute(_KEEP, [{**row, "report": report} for row in rows])
    written = replace(standing, report=report, state=standing.state or "draft", cells=found)
    if not standing.complete and _passes(catalogue, who, written):
        credit(connection, {report: who.at})
        written = replace(written, complete=True)
    return results, written


def begun(connection: Connection, catalogue: Catalogue, who: Who) -> tuple[int, Draft]:
    """The report that something is to be added to, opened where nobody has yet; ReportError where it takes none now."""
    standing = _open_to(connection, catalogue, who)
    return standing.report or _opened(connection, catalogue, who, standing.instrument), standing


def save_initiative(
    connection: Connection, catalogue: Catalogue, who: Who, key: str, typed: Typed | None, version: int
) -> tuple[Listed | None, bool, Draft]:
    """One line of the list kept as it was typed, or taken away; with the report as it then stands.

    The flag tells that somebody else had written it meanwhile, so that what was given was put aside.
    """
    report, _ = begun(connection, catalogue, who)
    line, overtaken = write(connection, report, Writing(key, typed, version, who.by, who.at, who.door))
    return line, overtaken, draft(connection, catalogue, who)


def submit(connection: Connection, catalogue: Catalogue, who: Who) -> Outcome:
    """The report as it stands is filed, with every check; refused, it stays as it is."""
    standing = draft(connection, catalogue, who)
    if any(standing.lines.unreadable()):
        wrong, found = checked(connection, catalogue, who, standing)
        return Outcome(standing.submission(who, submit=True), tuple(wrong), tuple(found))
    return file_reports(connection, catalogue, [standing.submission(who, submit=True)])[0]


def checked(
    connection: Connection, catalogue: Catalogue, who: Who, standing: Draft, *, submit: bool = True
) -> tuple[list[Fault], list[Doubt]]:
    """What keeps a report from being submitted as it stands, and what to look at again; nothing is changed.

    Without `submit`, what is only unanswered is no fault, and the past and the peers are not looked at, which is quick.
    """
    instrument, given = standing.instrument, standing.submission(who, submit=submit)
    rules = catalogue.rules_for(instrument)
    key = (who.unit, who.round)
    past = known(connection, catalogue, [(key, instrument)]).get(key, UNKNOWN) if submit else UNKNOWN
    wrong = [*faults(given, instrument, catalogue.topics, rules), *standing.lines.unreadable()]
    return wrong, list(doubts(rules, given, instrument.questions, past))


def _register(connection: Connection, who: Who) -> Register:
    return register_of(connection, [Submission(who.unit, who.round, {}, None, who.by, who.at, who.door)])


def _draft(connection: Connection, catalogue: Catalogue, who: Who, register: Register) -> Draft:
    named = Submission(who.unit, who.round, {}, None, who.by, who.at, who.door)
    instrument, report = instrument_of(named, register, catalogue), register.report(named)
    if instrument is None:
        raise ReportError(admission_faults(named, register, catalogue))
    if report is None:
        return Draft(who.unit, who.round, None, None, instrument, {})
    complete = report.complete_at is not None
    found, listed = cells(connection, report.id), lines(connection, report.id, filed_too=False)
    return Draft(who.unit, who.round, report.id, report.state, instrument, found, complete, listed)


def _open_to(connection: Connection, catalogue: Catalogue, who: Who) -> Draft:
    """The report as it stands; ReportError where it takes nothing now."""
    register = _register(connection, who)
    refused = list(admission_faults(_empty(who), register, catalogue))
    if refused:
        raise ReportError(refused)
    return _draft(connection, catalogue, who, register)


def _empty(who: Who) -> Submission:
    return Submission(who.unit, who.round, {}, None, who.by, who.at, who.door, submit=False)


def _opened(connection: Connection, catalogue: Catalogue, who: Who, instrument: Instrument) -> int:
    """The report's first row: from now on it is under way."""
    empty = _empty(who)
    digest = keep_catalogue(connection, catalogue)
    filing = Filing(empty, instrument.id, digest, None)
    report = keep_reports(connection, [filing])[filing.key]
    bump(connection, [empty.round])
    return report


def _passes(catalogue: Catalogue, who: Who, standing: Draft) -> bool:
    """Whether the report could be submitted as it stands."""
    given, rules = standing.submission(who, submit=True), catalogue.rules_for(standing.instrument)
    return next(faults(given, standing.instrument, catalogue.topics, rules), None) is None


def _same(kept: Given, given: Given) -> bool:
    return replace(kept, place="") == replace(_tidy(given), place="")


def _tidy(given: Given) -> Given:
    """As it is kept: spaces at the ends of what was written beside an answer say nothing."""
    return replace(given, reason=given.reason.strip(), comment=given.comment.strip())


def _written(who: Who, saving: Saving, cell: Cell) -> Cell:
    given = replace(_tidy(saving.given), place=PLACE.format(question=saving.question))
    return Cell(given, cell.version + 1, cell.filed, typed=True, by=who.by, at=who.at, door=who.door)


def _row(who: Who, saving: Saving, cell: Cell, *, overtaken: bool) -> dict[str, Any]:
    given = _tidy(saving.given)
    return {
        "question": saving.question,
        "base": cell.filed,
        "at": who.at,
        "by": who.by,
        "door": who.door,
        "value": given.value,
        "choice": given.choice,
        "absence": given.absence,
        "reason": given.reason,
        "comment": given.comment,
        "typed": given.text,
        "overtaken": overtaken,
    }
