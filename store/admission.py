"""Whether a report may be filed at all: its unit, its round, the day, and the state that it has reached."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final

from sqlalchemy import BindParameter, Connection, Row, bindparam, select

from catalogue import Catalogue, Instrument
from store.deadlines import day_of, passed, told
from store.faults import N_, Fault
from store.schema import FROZEN_STATES, Report, Round, RoundException, UnitSpell
from store.submission import Submission

Key = tuple[str, str]  # of a report: its unit and its round
SpellRow = Row[str, date, date | None, str]  # unit, valid_from, valid_to, institution_type
RoundRow = Row[str, date, date, date | None, time | None, bool]  # id, ends, opens, closes, closes_time, locked
ExceptionRow = Row[str, str, date, time | None]  # unit, round, until, until_time
ReportRow = Row[int, str, str, str, str, datetime | None]  # id, unit, round, state, catalogue, complete_at

# Asked with every answer that is saved, so they are put together once and not each time.
_UNITS: Final[BindParameter[str]] = bindparam("units", expanding=True)
_ROUNDS: Final[BindParameter[str]] = bindparam("rounds", expanding=True)
_LIVES: Final = select(UnitSpell.unit, UnitSpell.valid_from, UnitSpell.valid_to, UnitSpell.institution_type).where(
    UnitSpell.unit.in_(_UNITS)
)
_PERIODS: Final = select(Round.id, Round.ends, Round.opens, Round.closes, Round.closes_time, Round.locked).where(
    Round.id.in_(_ROUNDS)
)
_REPORTS: Final = select(
    Report.id, Report.unit, Report.round, Report.state, Report.catalogue, Report.complete_at
).where(Report.unit.in_(_UNITS), Report.round.in_(_ROUNDS))
_EXCEPTIONS: Final = select(
    RoundException.unit, RoundException.round, RoundException.until, RoundException.until_time
).where(RoundException.unit.in_(_UNITS), RoundException.round.in_(_ROUNDS), RoundException.ended_at.is_(None))


@dataclass(frozen=True)
class Register:
    """What the store knows of the units, rounds and reports that a batch of submissions names."""

    spells: Mapping[str, Sequence[SpellRow]]  # by unit
    rounds: Mapping[str, RoundRow]
    reports: Mapping[Key, ReportRow]
    exceptions: Mapping[Key, ExceptionRow]

    def report(self, submission: Submission) -> ReportRow | None:
        """The report that a submission would change; None if it would be the first."""
        return self.reports.get((submission.unit, submission.round))

    def institution_type(self, unit: str, on: date) -> str | None:
        """The unit's type on a day; None if it was not in being."""
        spells = self.spells.get(unit, ())
        held = (s for s in spells if s.valid_from <= on and (s.valid_to is None or on <= s.valid_to))
        return next((spell.institution_type for spell in held), None)


def register_of(connection: Connection, submissions: Iterable[Submission]) -> Register:
    """Four statements, however many submissions."""
    pairs = {(s.unit, s.round) for s in submissions}
    units, rounds = sorted({unit for unit, _ in pairs}), sorted({round_ for _, round_ in pairs})
    spells: dict[str, list[SpellRow]] = defaultdict(list)
    for spell in connection.execute(_LIVES, {"units": units}):
        spells[spell.unit].append(spell)
    return Register(
        spells=spells,
        rounds={row.id: row for row in connection.execute(_PERIODS, {"rounds": rounds})},
        reports=reports_of(connection, units, rounds),
        exceptions=_exceptions_of(connection, units, rounds),
    )


def reports_of(connection: Connection, units: Sequence[str], rounds: Sequence[str]) -> dict[Key, ReportRow]:
    """The reports of these units for these rounds."""
    found = connection.execute(_REPORTS, {"units": units, "rounds": rounds})
    return {(row.unit, row.round): row for row in found}


def _exceptions_of(connection: Connection, units: Sequence[str], rounds: Sequence[str]) -> dict[Key, ExceptionRow]:
    """The exceptions that have not been ended, by unit and round."""
    found = connection.execute(_EXCEPTIONS, {"units": units, "rounds": rounds})
    return {(row.unit, row.round): row for row in found}


def instrument_of(submission: Submission, register: Register, catalogue: Catalogue) -> Instrument | None:
    """The instrument by which the unit is judged on the round's last day."""
    round_ = register.rounds.get(submission.round)
    type_ = register.institution_type(submission.unit, round_.ends) if round_ else None
    return catalogue.instrument_for(type_) if type_ else None


def admission_faults(submission: Submission, register: Register, catalogue: Catalogue) -> Iterator[Fault]:
    """Everything that keeps the report out before anyone has looked at its answers."""
    unit, round_ = submission.unit, register.rounds.get(submission.round)
    shown = {"unit": unit, "round": submission.round}
    if unit not in register.spells:
        yield Fault("", N_("There is no unit {unit}. Use the code that the register of units has."), shown)
    if round_ is None:
        yield Fault("", N_("There is no round {round}. Use the name of a round that is open."), shown)
        return
    if unit in register.spells:
        yield from _standing_faults(submission, register, catalogue, round_.ends)
    yield from _day_faults(submission, round_, register.exceptions.get((unit, submission.round)))
    report = register.report(submission)
    if report and report.state in FROZEN_STATES:
        sentence = N_("The report of {unit} for {round} has been appraised. To change it, ask for it to be returned.")
        yield Fault("", sentence, shown)


def _standing_faults(submission: Submission, register: Register, catalogue: Catalogue, ends: date) -> Iterator[Fault]:
    shown = {"unit": submission.unit, "round": submission.round, "day": ends}
    if register.institution_type(submission.unit, ends) is None:
        sentence = N_("{unit} was not in being on {day}, the last day of {round}. The unit it became part of reports.")
        yield Fault("", sentence, shown)
    elif instrument_of(submission, register, catalogue) is None:
        yield Fault("", N_("{unit} is of a type that files no reports."), shown)


def _day_faults(submission: Submission, round_: RoundRow, exception: ExceptionRow | None) -> Iterator[Fault]:
    """An exception lets its unit file although the round is closed or locked, but not before it opens."""
    at, shown = submission.at, {"unit": submission.unit, "round": submission.round}
    if day_of(at) < round_.opens:
        sentence = N_("Round {round} opens on {day}. File the report from that day on.")
        yield Fault("", sentence, {"round": round_.id, "day": round_.opens})
    elif not round_.locked and not passed(round_.closes, round_.closes_time, at):
        return
    elif exception is None:
        yield _shut(round_)
    elif passed(exception.until, exception.until_time, at):
        sentence = N_("{unit} had time for {round} until {day}. Ask the administrator for more.")
        yield Fault("", sentence, {**shown, "day": told(exception.until, exception.until_time)})


def _shut(round_: RoundRow) -> Fault:
    if round_.locked:
        sentence = N_("Round {round} is locked. Ask the administrator for more time for your unit.")
        return Fault("", sentence, {"round": round_.id})
    if round_.closes_time is None:
        sentence = N_("Round {round} was closed after {day}. Ask the administrator to open it again.")
    else:
        sentence = N_("Round {round} was closed at {day}. Ask the administrator to open it again.")
    return Fault("", sentence, {"round": round_.id, "day": told(round_.closes, round_.closes_time)})
