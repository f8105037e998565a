"""A demonstration country with a round that everybody reports for, and what the store holds of it afterwards."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

import polars as pl
from sqlalchemy import Connection, Engine

import catalogue
from dashboard import planting
from dashboard.door.demonstration import people_in
from dashboard.intake import moment
from store import queries, register
from store.accounts import people, sessions
from store.accounts.people import AccountGiven
from store.cells import cells
from store.drafts import Saving, Who, save
from store.engine import migrate, open_store, reading, writing
from store.register import RoundGiven
from store.submission import Given
from store.versions import in_force

LIKE = "2026-Q3"  # what was answered for this round is answered again
ROUND = "2026-L"
PERIOD = {"starts": date(2026, 10, 1), "ends": date(2026, 12, 31), "opens": date(2026, 11, 1)}
COLUMNS = ("value", "choice", "absence", "reason")


@dataclass(frozen=True)
class Desk:
    """One coordinator, signed in, and a whole report without faults; what of it stands already is answered no more."""

    unit: str
    round: str
    cookie: str
    answers: Mapping[str, Given]
    standing: frozenset[str] = frozenset()


def country(database: str, limit: int | None = None) -> Engine:
    """The store at that address, planted if it is empty; `limit` is how many units of each type, all if None."""
    engine = open_store(database)
    migrate(engine)
    if planting.is_empty(engine):
        planting.seed(engine, catalogue.load(), lambda *_: None, limit)
    people_in(engine)
    return engine


def desks(engine: Engine, number: int, answers_left: int) -> list[Desk]:
    """That many units, each with its own coordinator, and one more round; RuntimeError where there are fewer units.

    All but so many of their answers stand already.
    """
    given = RoundGiven(ROUND, "Kỳ thử tải", "Load round", "quarter", **PERIOD, due=date(2026, 12, 20))
    with writing(engine) as connection:
        register.add_rounds(connection, [given])
        answers = _answers(connection)
        if len(answers) < number:
            raise RuntimeError(f"there are {len(answers)} units that report, fewer than {number}")
        return [_desk(connection, unit, answers[unit], answers_left) for unit in sorted(answers)[:number]]


def viewers(connection: Connection, number: int) -> list[str]:
    """The cookies of as many leaders."""
    return [signed_in(connection, AccountGiven(f"xem.{n}", f"Xem {n}", "leader")) for n in range(number)]


def signed_in(connection: Connection, given: AccountGiven) -> str:
    """The cookie of somebody new."""
    now = datetime.now(UTC)
    return sessions.start(connection, people.add(connection, given, now), now).cookie


def losses(engine: Engine, desk: Desk, saved: Mapping[str, int], *, submitted: bool) -> Iterator[str]:
    """What of a desk's work the store has lost or doubled; `saved` tells how often each answer was acknowledged."""
    with reading(engine) as connection:
        report = queries.report_of(connection, desk.unit, desk.round)
        kept = cells(connection, report["report"].item()) if report.height else {}
        log = queries.written(connection, desk.unit, desk.round)
        events = queries.events_of(connection, desk.unit, desk.round)["to_state"].to_list()
    filed = Counter(log.filter(pl.col("step") == "filed")["question"].to_list())
    typed = Counter(log.filter(pl.col("step") != "filed")["question"].to_list())
    for question, times in saved.items():
        held = replace(kept[question].given, place="") if question in kept else None
        if held != desk.answers[question]:
            yield f"{desk.unit} {question}: {desk.answers[question]} was acknowledged, {held} is kept"
        if (typed[question], filed[question]) != (times, int(submitted)):
            yield f"{desk.unit} {question}: typed {times} times, kept {typed[question]}, filed {filed[question]}"
    if events != (["draft", "submitted"] if submitted else ["draft"]):
        yield f"{desk.unit}: its states were {events}"


def _desk(connection: Connection, unit: str, answers: Mapping[str, Given], answers_left: int) -> Desk:
    name = f"tai.{unit}"
    cookie = signed_in(connection, AccountGiven(name, unit, "coordinator", (("unit", unit),)))
    before = [Saving(id_, given, 0) for id_, given in list(answers.items())[answers_left:]]
    if before:
        save(connection, in_force(connection), Who(unit, ROUND, name, moment(connection)), before)
    return Desk(unit, ROUND, cookie, answers, frozenset(each.question for each in before))


def _answers(connection: Connection) -> dict[str, dict[str, Given]]:
    """By unit, its answers of the round before; where it gave none, those of another of its type."""
    found: dict[str, dict[str, Given]] = {}
    for unit, question, *said in queries.answers(connection, [LIKE]).drop("round").iter_rows():
        found.setdefault(unit, {})[question] = Given(*said, reason="đang thống kê" if said[2] else "")
    types = dict(queries.units(connection, PERIOD["ends"]).select("unit", "institution_type").iter_rows())
    example = {types[unit]: answers for unit, answers in found.items() if unit in types}
    return {unit: found.get(unit, example[kind]) for unit, kind in types.items() if kind in example}
