"""Workbooks go out to units and come back as reports."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import polars as pl
from sqlalchemy import Connection, Engine

from catalogue import Catalogue, Instrument
from dashboard.exports.workbook import Form, write_text, write_workbook
from dashboard.exports.workbook.form import Named
from dashboard.words import HERE, Words
from store import queries
from store.drafts import Who, draft
from store.engine import reading, writing
from store.faults import N_, Fault, ReportError
from store.ingest import Outcome, file_reports
from store.queries import register
from store.submission import Given, InitiativeGiven, Submission
from store.workbook.reading import in_order, read_workbook
from store.workbook.seals import Seals, workbook_key
from store.workbook.text import SUFFIXES, Whose, read_text

NO_UNIT = N_("There is no unit {unit} in being on {day}, the last day of {round}. Use a code of the register of units.")
NO_ROUND = N_("There is no round {round}. The rounds are {rounds}.")
NO_FILE = N_("There is no such file, or it may not be read.")
NO_REPORT = N_("{unit} is of a type that files no reports.")
ANSWER = ("value", "choice", "absence", "reason", "comment")


@dataclass(frozen=True)
class Taken:
    """What became of one file: faults and nothing stored, or the outcome of filing it."""

    file: str
    faults: tuple[Fault, ...]
    outcome: Outcome | None


def workbook(engine: Engine, catalogue: Catalogue, unit: str, round_: str, words: Words) -> bytes:
    """The unit's workbook for a round, with what the store has already; ReportError where one of the two is unknown."""
    with reading(engine) as connection:
        return write_workbook(_form(connection, catalogue, unit, round_), words)


def answers_text(engine: Engine, catalogue: Catalogue, unit: str, round_: str, words: Words) -> bytes:
    """The same questions and answers as CSV."""
    with reading(engine) as connection:
        return write_text(_form(connection, catalogue, unit, round_), words)


def take(
    engine: Engine,
    catalogue: Catalogue,
    files: Sequence[Path | tuple[str, bytes]],
    *,
    by: str,
    submit: bool = True,
    unsealed: bool = False,
) -> list[Taken]:
    """One result a file, in their order; each is stored whole or not at all, and none hinders another.

    A file is a path, or the name and content of something uploaded; `unsealed` takes workbooks at their word.
    """
    with reading(engine) as connection:
        at, seals = moment(connection), Seals(workbook_key(connection), unsealed=unsealed)
    reader = Opened(engine, catalogue, by, at, seals, submit=submit)
    read = [_read(file, reader) for file in files]
    submissions = [each for each in read if isinstance(each, Submission)]
    with writing(engine) as connection:
        outcomes = iter(file_reports(connection, catalogue, submissions) if submissions else ())
    return [
        _taken(file, next(outcomes) if isinstance(each, Submission) else each)
        for file, each in zip(files, read, strict=True)
    ]


def moment(connection: Connection) -> datetime:
    """Now; in a demonstration, whose day stands still, this time of that day."""
    now = datetime.now(UTC).astimezone(HERE)
    return datetime.combine(queries.today(connection), now.timetz()).astimezone(UTC)


@dataclass(frozen=True)
class Opened:
    """Files become submissions of one moment and one sender.

    `admit` is asked about the unit and round that a CSV names, before anything is said about either.
    """

    engine: Engine
    catalogue: Catalogue
    by: str
    at: datetime
    seals: Seals
    submit: bool = True
    admit: Callable[[Connection, str, str], None] | None = None

    def read(self, name: str, data: bytes) -> Submission:
        """A workbook, or CSV if the name says so."""
        told: dict[str, Any] = {"name": name, "by": self.by, "at": self.at, "submit": self.submit}
        if not name.lower().endswith(SUFFIXES):
            return read_workbook(data, self.catalogue, **told, seals=self.seals)
        return read_text(data, self.catalogue, **told, instrument_of=self._instrument)

    def _instrument(self, whose: Whose) -> Instrument:
        with reading(self.engine) as connection:
            if self.admit:
                self.admit(connection, whose.unit, whose.round)
            return draft(connection, self.catalogue, Who(whose.unit, whose.round, self.by, self.at)).instrument


def _read(file: Path | tuple[str, bytes], opened: Opened) -> Submission | ReportError:
    try:
        name, data = (file.name, file.read_bytes()) if isinstance(file, Path) else file
        return opened.read(name, data)
    except OSError:
        return ReportError([Fault("", NO_FILE)])
    except ReportError as error:
        return error


def _taken(file: Path | tuple[str, bytes], result: Outcome | ReportError) -> Taken:
    name = str(file) if isinstance(file, Path) else file[0]
    if isinstance(result, ReportError):
        return Taken(name, result.faults, None)
    return Taken(name, tuple(in_order(result.faults)), None if result.refused else result)


def _form(connection: Connection, catalogue: Catalogue, unit: str, round_: str) -> Form:
    rounds = queries.rounds(connection)
    period = _row(rounds, "round", round_)
    if period is None:
        raise ReportError([Fault("", NO_ROUND, {"round": round_, "rounds": rounds["round"].to_list()})])
    who = _row(queries.units(connection, period["ends"]), "unit", unit)
    if who is None:
        raise ReportError([Fault("", NO_UNIT, {"unit": unit, "round": round_, "day": period["ends"]})])
    instrument = catalogue.instrument_for(who["institution_type"])
    if instrument is None:
        raise ReportError([Fault("", NO_REPORT, {"unit": unit})])
    earlier = rounds.filter(pl.col("calendar") == period["calendar"], pl.col("ends") < period["ends"])
    last = earlier.row(-1, named=True) if earlier.height else None
    return Form(
        unit=Named(unit, who["name_vi"], who["name_en"]),
        round=_named(period),
        due=(period["due"], period["due_time"]),
        closes=(period["closes"], period["closes_time"]) if period["closes"] else None,
        own=_own_time(connection, unit, round_),
        instrument=instrument,
        catalogue=catalogue.digest,
        topics=catalogue.topics,
        answers=_answers(connection, unit, round_),
        initiatives=initiatives_filed(connection, unit, round_),
        last=_answers(connection, unit, last["round"]) if last else {},
        last_round=_named(last) if last else None,
        demonstration=queries.state(connection).demonstration,
        key=workbook_key(connection),
    )


def _own_time(connection: Connection, unit: str, round_: str) -> tuple[date, time | None] | None:
    found = register.more_time(connection, round_, unit)
    return found.select("until", "until_time").row(0) if found.height else None


def _row(frame: pl.DataFrame, column: str, value: str) -> dict[str, Any] | None:
    found = frame.filter(pl.col(column) == value)
    return found.row(0, named=True) if found.height else None


def _named(row: dict[str, Any]) -> Named:
    return Named(row["round"], row["name_vi"], row["name_en"])


def _answers(connection: Connection, unit: str, round_: str) -> dict[str, Given]:
    rows = queries.answers_of(connection, unit, round_).iter_rows(named=True)
    return {row["question"]: Given(**{key: row[key] for key in ANSWER}) for row in rows}


def initiatives_filed(connection: Connection, unit: str, round_: str) -> tuple[InitiativeGiven, ...]:
    """Those that a report says now, in their order."""
    rows = queries.initiatives_of(connection, unit, round_).drop("number").iter_rows(named=True)
    return tuple(InitiativeGiven(**row) for row in rows)
