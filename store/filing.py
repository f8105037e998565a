"""The report that a filing opens or moves on, and the line that says so."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, update

from store.admission import Key, ReportRow, reports_of
from store.schema import Moment, Report, ReportEvent
from store.submission import Submission


@dataclass(frozen=True)
class Filing:
    """A submission without faults, what it answers (an instrument of a catalogue version), and the report as it was."""

    submission: Submission
    instrument: str
    catalogue: str
    before: ReportRow | None  # None if this is the first
    complete: bool = False  # nothing is left unanswered

    @property
    def key(self) -> Key:
        return self.submission.unit, self.submission.round

    @property
    def state(self) -> str:
        """Where the report stands afterwards: filing a draft takes nothing back that was submitted or returned."""
        if self.submission.submit:
            return "submitted"
        return str(self.before.state) if self.before else "draft"

    @property
    def changes_state(self) -> bool:
        return self.before is None or self.before.state != self.state

    @property
    def completes(self) -> bool:
        """Whether this is the first time that the report passes every check."""
        return self.complete and (self.before is None or self.before.complete_at is None)

    @property
    def moves(self) -> bool:
        """Whether the report's own row changes."""
        return self.before is None or self.changes_state or self.before.catalogue != self.catalogue


def keep_reports(connection: Connection, filings: Sequence[Filing]) -> dict[Key, int]:
    """The ids of the filed reports, opened or moved where needed; at most five statements."""
    new = [filing for filing in filings if filing.before is None]
    if new:
        connection.execute(insert(Report), [_row(filing) for filing in new])
    moved = [filing for filing in filings if filing.before and filing.moves]
    if moved:
        _move_on(connection, moved)
    credit(connection, {f.before.id: f.submission.at for f in filings if f.before and f.completes})
    ids = {filing.key: int(filing.before.id) for filing in filings if filing.before}
    if new:
        units, rounds = ({filing.key[place] for filing in new} for place in (0, 1))
        ids |= {key: row.id for key, row in reports_of(connection, sorted(units), sorted(rounds)).items()}
    _record(connection, [filing for filing in filings if filing.changes_state], ids)
    return ids


def credit(connection: Connection, complete: Mapping[int, datetime]) -> None:
    """By report, the moment at which it first passed every check; a moment that is kept already stays."""
    if complete:
        first = update(Report).where(Report.id == bindparam("_id"), Report.complete_at.is_(None))
        rows = [{"_id": id_, "_at": at} for id_, at in complete.items()]
        connection.execute(first.values(complete_at=bindparam("_at", type_=Moment())), rows)


def _row(filing: Filing) -> dict[str, Any]:
    submission = filing.submission
    return {
        "unit": submission.unit,
        "round": submission.round,
        "instrument": filing.instrument,
        "catalogue": filing.catalogue,
        "state": filing.state,
        "first_submitted_at": submission.at if filing.state == "submitted" else None,
        "complete_at": submission.at if filing.complete else None,
    }


def _move_on(connection: Connection, filings: Sequence[Filing]) -> None:
    """The first submission's moment stays, whatever follows."""
    moved = ("instrument", "catalogue", "state", "first_submitted_at")
    known = [(filing.before.id, _row(filing)) for filing in filings if filing.before]
    rows = [{"_id": id_, **{name: row[name] for name in moved}} for id_, row in known]
    new: dict[str, Any] = {name: bindparam(name) for name in moved[:-1]}
    first = func.coalesce(Report.first_submitted_at, bindparam("first_submitted_at", type_=Moment()))
    change = update(Report).where(Report.id == bindparam("_id")).values(**new, first_submitted_at=first)
    connection.execute(change, rows)


def _record(connection: Connection, filings: Sequence[Filing], ids: dict[Key, int]) -> None:
    rows = [
        {
            "report": ids[filing.key],
            "at": filing.submission.at,
            "by": filing.submission.by,
            "from_state": filing.before.state if filing.before else None,
            "to_state": filing.state,
            "reason": "",
        }
        for filing in filings
    ]
    if rows:
        connection.execute(insert(ReportEvent), rows)
