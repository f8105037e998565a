"""Rounds as an administrator keeps them: planned, their deadlines moved, locked and unlocked, exceptions made."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, time
from typing import Any, Final

from sqlalchemy import Connection, Row, insert, select, update

from store.acting import Acting, note, still
from store.days import alive
from store.deadlines import passed, told
from store.engine import bump
from store.faults import N_, Fault, ReportError
from store.objections import CODE
from store.register import RoundGiven, add_rounds
from store.schema import CALENDARS, Round, RoundException, Unit

LONGEST: Final = 16  # letters of a round's code
NO_CODE: Final = N_("“{code}” is no code of a round. Use letters without marks, digits, dots and dashes, 16 at most.")
NO_NAMES: Final = N_("The round needs a name in Vietnamese and one in English.")
TAKEN_NAME: Final = N_("Round {round} is called “{name}” already. Choose another name.")
BACKWARDS: Final = N_("The period ends on {ends}, before it starts on {starts}. Enter a later last day.")
OVERLAP: Final = N_("Round {round} of the same calendar reports on {starts} to {ends}. Choose a period beside it.")
EARLY: Final = N_("The round opens on {opens}, before the period that it reports on starts, {starts}.")
ORDER: Final = N_("{later_name} ({later}) comes before {earlier_name} ({earlier}). Enter a later day.")
NO_REASON: Final = N_("There is no reason. Say in a few words why.")
NO_ROUND: Final = N_("There is no round {round}. Use the name of a round of the list.")
NO_UNIT: Final = N_("Unit {unit} is not in being at the end of the round, {day}: it has no report to file.")
PAST: Final = N_("{day} is over. Enter a later day.")
NEEDLESS: Final = N_("The round takes reports until {day} from everybody. An exception ends later.")
ON_TIME: Final = N_("Until {day} everybody is on time. An exception ends later.")
ENDLESS: Final = N_("The round takes reports without an end, so that no unit needs an exception.")
NAMES: Final = {
    "opens": {"name_vi": "Ngày mở kỳ", "name_en": "Opening"},
    "due": {"name_vi": "Hạn nộp", "name_en": "Deadline"},
    "appraisal_due": {"name_vi": "Hạn thẩm định", "name_en": "Appraisal deadline"},
    "closes": {"name_vi": "Ngày đóng kỳ", "name_en": "Closing"},
}


@dataclass(frozen=True, slots=True)
class Dates:
    """When a round opens, is due, is appraised and closes; without an hour, the end of the day counts."""

    opens: date
    due: date
    due_time: time | None = None
    appraisal_due: date | None = None
    closes: date | None = None
    closes_time: time | None = None


@dataclass(frozen=True, slots=True)
class ExceptionGiven:
    """Until when one unit may file; `counts_on_time` if what comes until then is on time."""

    round: str
    unit: str
    until: date
    reason: str
    until_time: time | None = None
    counts_on_time: bool = False


def plan(connection: Connection, acting: Acting, given: RoundGiven, at: datetime) -> None:
    """A new round; ReportError names everything that is wrong with it."""
    still(connection, acting, "administer")
    _refuse([*_naming_faults(connection, given), *_period_faults(connection, given), *date_faults(_dates(given))])
    add_rounds(connection, [given])
    note(connection, acting, at, "plan round", f"round {given.id}", after=_json(asdict(given)))


def move_dates(connection: Connection, acting: Acting, round_: str, dates: Dates, reason: str, at: datetime) -> None:
    """The round opens, is due or closes on other days or hours than before."""
    still(connection, acting, "administer")
    row = _round(connection, round_)
    early = [Fault("", EARLY, {"opens": dates.opens, "starts": row.starts})] if dates.opens < row.starts else []
    _refuse([*date_faults(dates), *early, *_reason_faults(reason)])
    connection.execute(update(Round).where(Round.id == round_).values(asdict(dates)))
    bump(connection, [round_])
    before = {name: getattr(row, name) for name in asdict(dates)}
    after = {**asdict(dates), "reason": reason}
    note(connection, acting, at, "move deadline", f"round {round_}", _json(before), _json(after))


def lock(
    connection: Connection, acting: Acting, round_: str, reason: str, at: datetime, *, locked: bool = True
) -> None:
    """The round takes no report whatever the day, but from units with an exception; or takes them again."""
    still(connection, acting, "administer")
    row = _round(connection, round_)
    _refuse(_reason_faults(reason))
    connection.execute(update(Round).where(Round.id == round_).values(locked=locked))
    bump(connection, [round_])
    action = "lock round" if locked else "unlock round"
    before, after = {"locked": row.locked}, {"locked": locked, "reason": reason}
    note(connection, acting, at, action, f"round {round_}", _json(before), _json(after))


def allow(connection: Connection, acting: Acting, given: ExceptionGiven, at: datetime) -> None:
    """A unit may file until a day of its own; an exception that it had before ends with this one."""
    still(connection, acting, "administer")
    row = _round(connection, given.round)
    _refuse([*_exception_faults(connection, given, row, at), *_reason_faults(given.reason)])
    before = _end(connection, acting, given, at)
    added = {**asdict(given), "made_by": acting.person.name, "made_at": at}
    connection.execute(insert(RoundException), [added])
    bump(connection, [given.round])
    note(connection, acting, at, "make exception", f"round {given.round} {given.unit}", before, _json(asdict(given)))


def disallow(connection: Connection, acting: Acting, round_: str, unit: str, at: datetime) -> None:
    """The unit's exception ends; what was filed under it stays."""
    still(connection, acting, "administer")
    before = _end(connection, acting, ExceptionGiven(round_, unit, at.date(), ""), at)
    bump(connection, [round_])
    note(connection, acting, at, "end exception", f"round {round_} {unit}", before)


def date_faults(dates: Dates) -> Iterator[Fault]:
    """Days in a wrong order, each said once."""
    due, closes = _moment(dates.due, dates.due_time), _moment(dates.closes, dates.closes_time)
    pairs = [
        ("opens", dates.opens, "due", dates.due, dates.due < dates.opens),
        ("due", dates.due, "appraisal_due", dates.appraisal_due, (dates.appraisal_due or dates.due) < dates.due),
        ("due", due, "closes", closes, closes is not None and _sortable(dates, "closes") < _sortable(dates, "due")),
    ]
    for earlier, first, last, second, is_wrong in pairs:
        if is_wrong:
            names = {"earlier_name": NAMES[earlier], "later_name": NAMES[last]}
            yield Fault(last, ORDER, {"earlier": first, "later": second, **names})


def _moment(day: date | None, hour: time | None) -> date | datetime | None:
    return None if day is None else told(day, hour)


def _sortable(dates: Dates, name: str) -> tuple[date, time]:
    return getattr(dates, name), getattr(dates, f"{name}_time") or time.max


def _dates(given: RoundGiven) -> Dates:
    return Dates(given.opens, given.due, given.due_time, given.appraisal_due, given.closes, given.closes_time)


def _naming_faults(connection: Connection, given: RoundGiven) -> Iterator[Fault]:
    if not CODE.fullmatch(given.id) or len(given.id) > LONGEST:
        yield Fault("id", NO_CODE, {"code": given.id})
    if not given.name_vi.strip() or not given.name_en.strip():
        yield Fault("name", NO_NAMES)
    alike = select(Round.id, Round.name_vi).where((Round.name_vi == given.name_vi) | (Round.name_en == given.name_en))
    for row in connection.execute(alike.where(Round.id != given.id).order_by(Round.id)):
        yield Fault("name", TAKEN_NAME, {"round": row.id, "name": row.name_vi})


def _period_faults(connection: Connection, given: RoundGiven) -> Iterator[Fault]:
    if given.calendar not in CALENDARS:
        raise KeyError(given.calendar)
    if given.ends < given.starts:
        yield Fault("ends", BACKWARDS, {"starts": given.starts, "ends": given.ends})
        return
    if given.opens < given.starts:
        yield Fault("opens", EARLY, {"opens": given.opens, "starts": given.starts})
    beside = (Round.calendar == given.calendar, Round.starts <= given.ends, Round.ends >= given.starts)
    asked = select(Round.id, Round.starts, Round.ends).where(*beside, Round.id != given.id).order_by(Round.starts)
    for row in connection.execute(asked):
        yield Fault("starts", OVERLAP, {"round": row.id, "starts": row.starts, "ends": row.ends})


def _exception_faults(connection: Connection, given: ExceptionGiven, round_: Row[Any], at: datetime) -> Iterator[Fault]:
    living = select(Unit.id).where(Unit.id == given.unit, *alive(round_.ends))
    if connection.scalar(living) is None:
        yield Fault("unit", NO_UNIT, {"unit": given.unit, "day": round_.ends})
    if passed(given.until, given.until_time, at):
        yield Fault("until", PAST, {"day": told(given.until, given.until_time)})
    own = (given.until, given.until_time or time.max)
    if given.counts_on_time:
        if own <= (round_.due, round_.due_time or time.max):
            yield Fault("until", ON_TIME, {"day": told(round_.due, round_.due_time)})
    elif round_.locked:
        return
    elif round_.closes is None:
        yield Fault("until", ENDLESS)
    elif own <= (round_.closes, round_.closes_time or time.max):
        yield Fault("until", NEEDLESS, {"day": told(round_.closes, round_.closes_time)})


def _reason_faults(reason: str) -> list[Fault]:
    return [] if reason.strip() else [Fault("reason", NO_REASON)]


def _end(connection: Connection, acting: Acting, given: ExceptionGiven, at: datetime) -> str:
    """The running exception of a unit ends now; what it said, empty if there was none."""
    this = (RoundException.round == given.round, RoundException.unit == given.unit)
    running = (*this, RoundException.ended_at.is_(None))
    columns = [getattr(RoundException, name) for name in ("until", "until_time", "counts_on_time", "reason")]
    row = connection.execute(select(*columns).where(*running)).mappings().one_or_none()
    ended = {"ended_by": acting.person.name, "ended_at": at}
    connection.execute(update(RoundException).where(*running).values(ended))
    return "" if row is None else _json(dict(row))


def _round(connection: Connection, id_: str) -> Row[Any]:
    row = connection.execute(select(Round.__table__).where(Round.id == id_)).one_or_none()
    if row is None:
        raise ReportError([Fault("", NO_ROUND, {"round": id_})])
    return row


def _refuse(faults: list[Fault]) -> None:
    """Sentences that name their own subject need no place."""
    if faults:
        raise ReportError(replace(fault, place="") for fault in faults)


def _json(row: dict[str, Any]) -> str:
    return json.dumps(
        {name: value if isinstance(value, bool | None) else str(value) for name, value in row.items()},
        ensure_ascii=False,
    )
