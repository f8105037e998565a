"""What a body outside the unit has verified, recorded beside the report: who, when, under which document."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import Connection, func, insert, select

from catalogue import Instrument
from store.acting import Acting, note
from store.deadlines import day_of
from store.engine import bump
from store.faults import N_, Fault, ReportError
from store.review import APPRAISABLE
from store.reviewing import NO_REPORT, require
from store.schema import AnswerChange, Report, Verification
from store.versions import kept_catalogue

NO_BODY: Final = N_("Say who verified it: the body and its name.")
NO_DOCUMENT: Final = N_("Enter the number of the document.")
NO_INDICATOR: Final = N_("Choose the indicators that were verified.")
NOT_JUDGED: Final = N_("The report is not judged by {indicator}.")
LATER: Final = N_("The day of the document is {day}. Enter a day that has come.")
NOT_OPEN: Final = N_("The report of {unit} for {round} is not open to appraisal.")


@dataclass(frozen=True)
class VerificationGiven:
    """That a body verified some indicators of a report, on a day, under a document."""

    report: int
    indicators: Sequence[str]
    body: str
    on: date
    document: str


def verify(connection: Connection, acting: Acting, given: VerificationGiven, at: datetime) -> None:
    """From now on these indicators count as verified, until one of their answers changes; all of them or none.

    ReportError names everything that keeps them from being recorded.
    """
    columns = (Report.unit, Report.round, Report.state, Report.instrument, Report.catalogue)
    report = connection.execute(select(*columns).where(Report.id == given.report)).one_or_none()
    if report is None:
        raise ReportError([Fault("", NO_REPORT, {"report": str(given.report)})])
    require(connection, acting, "appraise report", report.unit, report.round)
    instrument = kept_catalogue(connection, report.catalogue).instruments[report.instrument]
    faults = list(_faults(given, instrument, at))
    if report.state not in APPRAISABLE:
        faults.append(Fault("", NOT_OPEN, {"unit": report.unit, "round": report.round}))
    if faults:
        raise ReportError(faults)
    changed = select(func.coalesce(func.max(AnswerChange.id), 0)).where(AnswerChange.report == given.report)
    row = {
        "report": given.report,
        "seen": connection.scalar(changed),
        "body": given.body.strip(),
        "on_date": given.on,
        "document": given.document.strip(),
        "by": acting.person.name,
        "at": at,
    }
    chosen = [instrument.indicator(id_) for id_ in given.indicators]
    rows = [{**row, "indicator": each.id, "of": each.of, "out_of": each.out_of} for each in chosen]
    connection.execute(insert(Verification), rows)
    told = f"{', '.join(given.indicators)}: {given.body.strip()}, {given.document.strip()}, {given.on}"
    note(connection, acting, at, "verify report", f"{report.unit} {report.round}", after=told)
    bump(connection, [report.round])


def _faults(given: VerificationGiven, instrument: Instrument, at: datetime) -> Iterator[Fault]:
    if not given.indicators:
        yield Fault("", NO_INDICATOR)
    known = {indicator.id for indicator in instrument.indicators}
    yield from (Fault("", NOT_JUDGED, {"indicator": id_}) for id_ in given.indicators if id_ not in known)
    if not given.body.strip():
        yield Fault("", NO_BODY)
    if not given.document.strip():
        yield Fault("", NO_DOCUMENT)
    if given.on > day_of(at):
        yield Fault("", LATER, {"day": given.on})
