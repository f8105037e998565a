"""What a person does to reports: asked for the right at the moment of writing, judged one by one, and noted."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, Row, func, select

from store.accounts import people
from store.acting import Acting, note
from store.branches import branch_of
from store.faults import N_, Fault, ReportError
from store.review import AppraisalGiven, Move, appraise, move
from store.rights import Person, may
from store.schema import Receipt, Report

ACTIONS: Final[Mapping[str, str]] = {
    "returned": "return report",
    "appraised": "appraise report",
    "recognised": "appraise report",
    "published": "appraise report",
}
NOT_YOURS: Final = N_("You may not do this to the report of {unit} for {round}.")
NO_REPORT: Final = N_("There is no report {report}.")
SENT_ANEW: Final = N_("{unit} has submitted its report for {round} anew since you opened it. Look at it again.")
Found = Row[int, str, str, str]  # id, unit, round, state


@dataclass(frozen=True)
class Step:
    """What is to become of one report, and why; `fields` says by question what is to be mended there.

    `seen` is how often the report had been submitted when the person looked at it, None where nobody looked.
    """

    report: int
    to_state: str
    reason: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    seen: int | None = None


@dataclass(frozen=True)
class Ruling:
    """What became of a step: done, or nothing at all and why; `unit` is None where there is no such report."""

    report: int
    unit: str | None
    faults: tuple[Fault, ...] = ()


def take(connection: Connection, acting: Acting, steps: Sequence[Step], at: datetime) -> list[Ruling]:
    """One ruling a step, in their order; every check is made for each, and one that fails keeps no other from going."""
    person = people.person(connection, acting.person.account)
    return [_take(connection, acting, person, step, at) for step in steps]


def appraise_report(
    connection: Connection, acting: Acting, rows: Sequence[AppraisalGiven], at: datetime, seen: int | None = None
) -> None:
    """The points of one report, all or none; ReportError names everything that keeps them from being given."""
    person = people.person(connection, acting.person.account)
    for report in sorted({row.report for row in rows}):
        found = _report(connection, report)
        refused = _refusal(connection, person, found, "appraise report", report, seen)
        if refused:
            raise ReportError(refused)
        own = [replace(row, by=acting.person.name, at=at) for row in rows if row.report == report]
        appraise(connection, own)
        told = ", ".join(f"{row.indicator} {row.points:g} {row.strength}" for row in own)
        if found is not None:
            note(connection, acting, at, "appraise report", f"{found.unit} {found.round}", after=told)


def require(connection: Connection, acting: Acting, action: str, unit: str, round_: str) -> None:
    """ReportError unless the account, as it stands in this very transaction, may do something to a unit of a round."""
    branch = branch_of(connection, unit, round_)
    if branch is None or not may(people.person(connection, acting.person.account), action, branch):
        raise ReportError([Fault("", NOT_YOURS, {"unit": unit, "round": round_})])


def reports_of(connection: Connection, ids: Iterable[int]) -> dict[int, Found]:
    """By id, those that there are."""
    columns = (Report.id, Report.unit, Report.round, Report.state)
    return {row.id: row for row in connection.execute(select(*columns).where(Report.id.in_(sorted(set(ids)))))}


def _take(connection: Connection, acting: Acting, person: Person | None, step: Step, at: datetime) -> Ruling:
    found, action = _report(connection, step.report), ACTIONS[step.to_state]
    unit = found.unit if found else None
    refused = _refusal(connection, person, found, action, step.report, step.seen)
    if refused or found is None:
        return Ruling(step.report, unit, refused)
    fields = tuple(step.fields.items())
    try:
        move(connection, [Move(step.report, step.to_state, acting.person.name, at, step.reason, fields)])
    except ReportError as error:
        return Ruling(step.report, unit, error.faults)
    told = "; ".join([step.reason, *(f"{question}: {why}" for question, why in fields)]).strip("; ")
    after = f"{step.to_state}: {told}" if told else step.to_state
    note(connection, acting, at, action, f"{found.unit} {found.round}", before=found.state, after=after)
    return Ruling(step.report, unit)


def _report(connection: Connection, id_: int) -> Found | None:
    return reports_of(connection, [id_]).get(id_)


def _refusal(
    connection: Connection, person: Person | None, found: Found | None, action: str, report: int, seen: int | None
) -> tuple[Fault, ...]:
    """Why somebody may not touch a report just now; empty if they may."""
    if found is None:
        return (Fault("", NO_REPORT, {"report": str(report)}),)
    shown = {"unit": found.unit, "round": found.round}
    if not may(person, action, branch_of(connection, found.unit, found.round)):
        return (Fault("", NOT_YOURS, shown),)
    times = select(func.count()).select_from(Receipt).where(Receipt.report == report)
    if seen is not None and connection.scalar(times) != seen:
        return (Fault("", SENT_ANEW, shown),)
    return ()
