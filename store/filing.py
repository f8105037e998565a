"""The report that a filing opens or moves on, and the line that says so."""

from collections.abc import Sequence
from dataclasses import dataclass
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
    def moves(self) -> bool:
        """Whether the report's own row changes."""
        return self.before is None or self.changes_state or self.before.catalogue != self.catalogue


def keep_reports(connection: Connection, filings: Sequence[Filing]) -> dict[Key, int]:
    """The ids of the filed reports, opened or moved where needed; at most four statements."""
    new = [filing for filing in filings if filing.before is None]
    if new:
        connection.execute(insert(Report), [_row(filing) for filing in new])
    moved = [filing for filing in filings if filing.before and filing.moves]
    if moved:
        _move_on(connection, moved)
    ids = {filing.key: int(filing.before.id) for filing in filings if filing.before}
    if new:
        units, rounds = ({filing.key[place] for filing in new} for place in (0, 1))
        ids |= {key: row.id for key, row in reports_of(connection, sorted(units), sorted(rounds)).items()}
    _record(connection, [filing for filing in filings if filing.changes_state], ids)
    return ids


def _row(filing: Filing) -> dict[str, Any]:
    submission = filing.submission
    return {
        "unit": submission.unit,
        "round": submission.round,
        "instrument": filing.instrument,
        "catalogue": filing.catalogue,
        "state": filing.state,
        "first_submitted_at": submission.at if filing.state == "submitted" else None,
    }


def _move_on(connection: Connection, filings: Sequence[Filing]) -> None:
    """The first submission's moment stays, whatever follows."""
    rows = [{"_id": filing.before.id, **_row(filing)} for filing in filings if filing.before]
    new: dict[str, Any] = {name: bindparam(name) for name in ("instrument", "catalogue", "state")}
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
