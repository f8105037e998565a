"""Calls to units whose reports are missing: who was called, by whom, what came of it, and what is next."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import Connection, insert

from store.acting import Acting, note
from store.deadlines import day_of
from store.faults import N_, Fault, ReportError
from store.reviewing import require
from store.schema import CALL_OUTCOMES, Call

NOBODY: Final = N_("Say who was called.")
STRANGE: Final = N_("Choose what came of the call.")
PAST: Final = N_("The next call is due on {day}. Enter a day from today on.")


@dataclass(frozen=True)
class CallGiven:
    """One call about a unit's report for a round; `again_on` is the day of the next one, None where none is due."""

    unit: str
    round: str
    spoke_with: str
    outcome: str
    note: str = ""
    again_on: date | None = None


def log_call(connection: Connection, acting: Acting, given: CallGiven, at: datetime) -> None:
    """One more line of the unit's calls; a call changes no figure, so that no page is computed anew for it.

    ReportError names everything that is wrong with it.
    """
    require(connection, acting, "call unit", given.unit, given.round)
    faults = list(_faults(given, day_of(at)))
    if faults:
        raise ReportError(faults)
    row = {"round": given.round, "unit": given.unit, "at": at, "by": acting.person.name, "again_on": given.again_on}
    told = {"spoke_with": given.spoke_with.strip(), "outcome": given.outcome, "note": given.note.strip()}
    connection.execute(insert(Call), [{**row, **told}])
    note(
        connection,
        acting,
        at,
        "call unit",
        f"{given.unit} {given.round}",
        after=f"{given.outcome} {given.note.strip()}".strip(),
    )


def _faults(given: CallGiven, today: date) -> Iterator[Fault]:
    if not given.spoke_with.strip():
        yield Fault("", NOBODY)
    if given.outcome not in CALL_OUTCOMES:
        yield Fault("", STRANGE)
    if given.again_on is not None and given.again_on < today:
        yield Fault("", PAST, {"day": given.again_on})
