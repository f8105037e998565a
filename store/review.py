"""What reviewers do with a submitted report: return it, appraise it, recognise it, publish it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, insert, select, update

from catalogue import Indicator
from store.engine import bump
from store.faults import N_, Fault, ReportError
from store.schema import STRENGTHS, Appraisal, Report, ReportEvent
from store.versions import kept_catalogue

# Submitting is not a move: a report is submitted by filing it, which checks it.
MOVES = {
    "submitted": ("returned", "appraised"),
    "appraised": ("recognised", "returned"),
    "recognised": ("published",),
}
NOT_YET = {
    "submitted": N_("The report of {unit} for {round} is submitted by filing it."),
    "returned": N_("The report of {unit} for {round} is neither submitted nor appraised. It cannot be returned now."),
    "appraised": N_("The report of {unit} for {round} is not submitted. It can be appraised once it is."),
    "recognised": N_("The report of {unit} for {round} is not appraised. It can be recognised once it is."),
    "published": N_("The report of {unit} for {round} is not recognised. It can be published once it is."),
}
APPRAISABLE = ("submitted", "appraised")
ReportRow = Row[int, str, str, str, str, str]  # id, unit, round, state, instrument, catalogue


@dataclass(frozen=True, slots=True)
class Move:
    """A report goes to another state; to be returned it needs a reason."""

    report: int
    to_state: str
    by: str
    at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True)
class AppraisalGiven:
    """The points that a reviewer gives an indicator of a report, and how strong its evidence is."""

    report: int
    indicator: str
    points: float
    strength: str
    by: str
    at: datetime
    reason: str = ""


def move(connection: Connection, moves: Sequence[Move]) -> None:
    """Moves in their order, several of one report after one another; ReportError names all that are not allowed."""
    reports = _reports(connection, (m.report for m in moves))
    states = {id_: str(report.state) for id_, report in reports.items()}
    faults: list[Fault] = []
    events: list[dict[str, Any]] = []
    for one in moves:
        found = list(_move_faults(one, reports, states.get(one.report, "")))
        faults += found
        if not found:
            events.append({**_who(one), "from_state": states[one.report], "to_state": one.to_state})
            states[one.report] = one.to_state
    if faults:
        raise ReportError(faults)
    if events:
        last = {event["report"]: event["to_state"] for event in events}
        change = update(Report).where(Report.id == bindparam("_id")).values(state=bindparam("state"))
        connection.execute(change, [{"_id": id_, "state": state} for id_, state in last.items()])
        connection.execute(insert(ReportEvent), events)
        bump(connection, {reports[id_].round for id_ in last})


def appraise(connection: Connection, rows: Sequence[AppraisalGiven]) -> None:
    """Reviewers' points, each beside the earlier ones; the newest counts, and the same again changes nothing.

    ReportError names every row that gives more points than the indicator has, or that belongs to no open report.
    """
    reports = _reports(connection, (row.report for row in rows))
    faults = [fault for row in rows for fault in _appraisal_faults(connection, row, reports)]
    if faults:
        raise ReportError(faults)
    newest = _newest(connection, sorted(reports))
    new: list[dict[str, Any]] = []
    for row in rows:
        said = (row.points, row.strength, row.by, row.reason)
        if newest.get((row.report, row.indicator)) != said:
            newest[row.report, row.indicator] = said
            new.append({**_who(row), "indicator": row.indicator, "points": row.points, "strength": row.strength})
    if new:
        connection.execute(insert(Appraisal), new)
        bump(connection, {reports[row["report"]].round for row in new})


def _reports(connection: Connection, ids: Iterable[int]) -> Mapping[int, ReportRow]:
    wanted = select(Report.id, Report.unit, Report.round, Report.state, Report.instrument, Report.catalogue)
    return {row.id: row for row in connection.execute(wanted.where(Report.id.in_(sorted(set(ids)))))}


def _move_faults(one: Move, reports: Mapping[int, ReportRow], state: str) -> Iterator[Fault]:
    if one.report not in reports:
        yield _no_report(one.report)
        return
    shown = _named(reports[one.report])
    if one.to_state not in MOVES.get(state, ()):
        yield Fault("", NOT_YET[one.to_state], shown)
    if one.to_state == "returned" and not one.reason.strip():
        yield Fault("", N_("Say why the report of {unit} for {round} is returned."), shown)


def _appraisal_faults(connection: Connection, row: AppraisalGiven, reports: Mapping[int, ReportRow]) -> Iterator[Fault]:
    report = reports.get(row.report)
    if report is None:
        yield _no_report(row.report)
        return
    shown = {**_named(report), "indicator": row.indicator}
    if report.state not in APPRAISABLE:
        yield Fault("", N_("The report of {unit} for {round} is not open to appraisal."), shown)
    if row.strength not in STRENGTHS:
        yield Fault("", N_("{strength} is no strength of evidence."), {"strength": row.strength})
    indicator = _indicator(connection, report, row.indicator)
    if indicator is None:
        yield Fault("", N_("The report of {unit} for {round} is not judged by {indicator}."), shown)
    elif not 0 <= row.points <= indicator.points:
        sentence = N_("{unit}, {round}, “{indicator}”: {points} points. Give between 0 and {limit}.")
        values = {**shown, "indicator": indicator, "points": row.points, "limit": indicator.points}
        yield Fault("", sentence, values)


def _indicator(connection: Connection, report: ReportRow, id_: str) -> Indicator | None:
    instrument = kept_catalogue(connection, report.catalogue).instruments[report.instrument]
    return next((indicator for indicator in instrument.indicators if indicator.id == id_), None)


def _newest(connection: Connection, reports: Sequence[int]) -> dict[tuple[int, str], tuple[float, str, str, str]]:
    newest = select(func.max(Appraisal.id)).where(Appraisal.report.in_(reports))
    newest = newest.group_by(Appraisal.report, Appraisal.indicator)
    said = (Appraisal.points, Appraisal.strength, Appraisal.by, Appraisal.reason)
    found = connection.execute(select(Appraisal.report, Appraisal.indicator, *said).where(Appraisal.id.in_(newest)))
    return {(row.report, row.indicator): (row.points, row.strength, row.by, row.reason) for row in found}


def _who(given: Move | AppraisalGiven) -> dict[str, Any]:
    return {"report": given.report, "at": given.at, "by": given.by, "reason": given.reason}


def _named(report: ReportRow) -> dict[str, object]:
    return {"unit": report.unit, "round": report.round}


def _no_report(id_: int) -> Fault:
    return Fault("", N_("There is no report {report}."), {"report": str(id_)})
