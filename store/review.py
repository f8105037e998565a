"""What reviewers do with a submitted report: return it, appraise it, recognise it, publish it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, insert, select, update

from catalogue import Instrument
from store.engine import bump
from store.faults import N_, Fault, ReportError
from store.schema import STRENGTHS, Appraisal, Report, ReportEvent, ReturnedAnswer
from store.versions import kept_catalogue

# Submitting is not a move: a report is submitted by filing it, which checks it. Where the instrument asks for a second
# appraisal, a report that has been appraised once is appraised again.
MOVES = {
    "submitted": ("returned", "appraised"),
    "appraised": ("appraised", "recognised", "returned"),
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
SAME_PERSON = N_("{by} has appraised the report of {unit} for {round} already. Somebody else appraises it again.")
ONCE = N_("The report of {unit} for {round} has been appraised once. It is recognised after the second appraisal.")
WHY = N_("Say why the report of {unit} for {round} is returned.")
WHAT = N_("Say what is to be mended at “{question}”.")
NOT_ASKED = N_("“{question}” is not asked in the report of {unit}.")
DIFFERS = N_("“{indicator}”: the unit gives itself {own} points and you give {points}. Say why.")
NEARLY = 0.005  # points are given to two places
ReportRow = Row[int, str, str, str, str, str]  # id, unit, round, state, instrument, catalogue


@dataclass(frozen=True, slots=True)
class Move:
    """A report goes to another state; to be returned it needs a reason, of its own or at a question.

    `fields` says by question what is to be mended there.
    """

    report: int
    to_state: str
    by: str
    at: datetime
    reason: str = ""
    fields: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class AppraisalGiven:
    """The points that a reviewer gives an indicator of a report, and how strong its evidence is.

    `own` are the points that the unit gives itself, where they are known: to differ from them needs a reason.
    """

    report: int
    indicator: str
    points: float
    strength: str
    by: str
    at: datetime
    reason: str = ""
    own: float | None = None


def move(connection: Connection, moves: Sequence[Move]) -> None:
    """Moves in their order, several of one report after one another; ReportError names all that are not allowed."""
    reports = _reports(connection, (m.report for m in moves))
    states = {id_: str(report.state) for id_, report in reports.items()}
    appraisers = _appraisers(connection, reports)
    faults: list[Fault] = []
    made: list[tuple[Move, str]] = []
    for one in moves:
        here = states.get(one.report, "")
        found = list(_move_faults(connection, one, reports, here, appraisers.get(one.report, [])))
        faults += found
        if not found:
            made.append((one, here))
            states[one.report] = one.to_state
            appraisers[one.report] += [one.by] if one.to_state == "appraised" else []
    if faults:
        raise ReportError(faults)
    if made:
        last = {one.report: one.to_state for one, _ in made}
        change = update(Report).where(Report.id == bindparam("_id")).values(state=bindparam("state"))
        connection.execute(change, [{"_id": id_, "state": state} for id_, state in last.items()])
        _record(connection, made)
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
        said = (row.points, row.strength, row.by, _reason(row))
        if newest.get((row.report, row.indicator)) != said:
            newest[row.report, row.indicator] = said
            new.append({**_who(row), "indicator": row.indicator, "points": row.points, "strength": row.strength})
    if new:
        connection.execute(insert(Appraisal), new)
        bump(connection, {reports[row["report"]].round for row in new})


def _reports(connection: Connection, ids: Iterable[int]) -> Mapping[int, ReportRow]:
    wanted = select(Report.id, Report.unit, Report.round, Report.state, Report.instrument, Report.catalogue)
    return {row.id: row for row in connection.execute(wanted.where(Report.id.in_(sorted(set(ids)))))}


def _appraisers(connection: Connection, reports: Mapping[int, ReportRow]) -> dict[int, list[str]]:
    """Who has ended an appraisal since the report was last submitted, of those that are appraised more than once."""
    found: dict[int, list[str]] = defaultdict(list)
    twice = [id_ for id_, report in reports.items() if _instrument(connection, report).appraisal_levels > 1]
    if twice:
        asked = select(ReportEvent.report, ReportEvent.by, ReportEvent.to_state).where(ReportEvent.report.in_(twice))
        for event in connection.execute(asked.order_by(ReportEvent.id)):
            found[event.report] = [*found[event.report], event.by] if event.to_state == "appraised" else []
    return found


def _record(connection: Connection, made: Sequence[tuple[Move, str]]) -> None:
    """A line of history for each move, and beside it what is to be mended."""
    rows = [{**_who(one), "from_state": here, "to_state": one.to_state} for one, here in made]
    if not any(one.fields for one, _ in made):
        connection.execute(insert(ReportEvent), rows)
        return
    for (one, _), row in zip(made, rows, strict=True):
        event = connection.scalar(insert(ReportEvent).values(**row).returning(ReportEvent.id))
        fields = [{"event": event, "question": question, "reason": why.strip()} for question, why in one.fields]
        if fields:
            connection.execute(insert(ReturnedAnswer), fields)


def _move_faults(
    connection: Connection, one: Move, reports: Mapping[int, ReportRow], state: str, appraisers: Sequence[str]
) -> Iterator[Fault]:
    if one.report not in reports:
        yield _no_report(one.report)
        return
    report = reports[one.report]
    shown, instrument = _named(report), _instrument(connection, report)
    again = state == one.to_state == "appraised"
    first_of_two = 0 < len(appraisers) < instrument.appraisal_levels
    if one.to_state not in MOVES.get(state, ()) or (again and not first_of_two):
        yield Fault("", NOT_YET[one.to_state], shown)
    elif again and one.by in appraisers:
        yield Fault("", SAME_PERSON, {**shown, "by": one.by})
    elif one.to_state == "recognised" and first_of_two:
        yield Fault("", ONCE, shown)
    if one.to_state == "returned" and not _reason(one):
        yield Fault("", WHY, shown)
    for question, why in one.fields:
        asked = instrument.questions.get(question)
        if asked is None:
            yield Fault("", NOT_ASKED, {**shown, "question": question})
        elif not why.strip():
            yield Fault("", WHAT, {"question": asked})


def _reason(given: Move | AppraisalGiven) -> str:
    """As it was given; a return that says nothing else says what it says at the questions."""
    reason = given.reason.strip()
    if reason or isinstance(given, AppraisalGiven):
        return reason
    return "; ".join(why.strip() for _, why in given.fields if why.strip())


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
    asked = _instrument(connection, report).indicators
    indicator = next((each for each in asked if each.id == row.indicator), None)
    if indicator is None:
        yield Fault("", N_("The report of {unit} for {round} is not judged by {indicator}."), shown)
    elif not 0 <= row.points <= indicator.points:
        sentence = N_("{unit}, {round}, “{indicator}”: {points} points. Give between 0 and {limit}.")
        values = {**shown, "indicator": indicator, "points": row.points, "limit": indicator.points}
        yield Fault("", sentence, values)
    elif row.own is not None and abs(row.points - row.own) > NEARLY and not row.reason.strip():
        yield Fault("", DIFFERS, {"indicator": indicator, "own": row.own, "points": row.points})


def _instrument(connection: Connection, report: ReportRow) -> Instrument:
    """The instrument of the version that the report answers."""
    return kept_catalogue(connection, report.catalogue).instruments[report.instrument]


def _newest(connection: Connection, reports: Sequence[int]) -> dict[tuple[int, str], tuple[float, str, str, str]]:
    newest = select(func.max(Appraisal.id)).where(Appraisal.report.in_(reports))
    newest = newest.group_by(Appraisal.report, Appraisal.indicator)
    said = (Appraisal.points, Appraisal.strength, Appraisal.by, Appraisal.reason)
    found = connection.execute(select(Appraisal.report, Appraisal.indicator, *said).where(Appraisal.id.in_(newest)))
    return {(row.report, row.indicator): (row.points, row.strength, row.by, row.reason) for row in found}


def _who(given: Move | AppraisalGiven) -> dict[str, Any]:
    return {"report": given.report, "at": given.at, "by": given.by, "reason": _reason(given)}


def _named(report: ReportRow) -> dict[str, object]:
    return {"unit": report.unit, "round": report.round}


def _no_report(id_: int) -> Fault:
    return Fault("", N_("There is no report {report}."), {"report": str(id_)})
