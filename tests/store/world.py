"""A store with a small catalogue, and short ways to fill it: each test says what is in it."""

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Engine, event

from catalogue import Catalogue
from store import engine as stores
from store import queries, register
from store.ingest import AppraisalGiven, Move, Outcome, appraise, file_reports, move
from store.register import RoundGiven, UnitGiven
from store.submission import Given, InitiativeGiven, Submission

AT = datetime(2026, 4, 10, 2, 0, tzinfo=UTC)  # nine o'clock in Vietnam, ten days before the first round is due
WHOLE = {"learners": 100, "devices": 40, "plan": True, "platform": "own", "budget": 12.5, "online": 80}


def given(answer):
    """A number or yes, a choice, an absence in capitals ("NOT_AVAILABLE: why"), or what could not be read ("?abc")."""
    if not isinstance(answer, str):
        return Given(value=float(answer))
    if answer.startswith("?"):
        return Given(text=answer[1:])
    absence, _, reason = answer.partition(": ")
    return Given(absence=absence.lower(), reason=reason) if absence.isupper() else Given(choice=answer)


def submission(
    unit, round_="2026-Q1", *, initiatives=None, by="an", at=AT, door="form", file=None, submit=True, **answers
):
    """With no answers named, a whole report; with some, only these."""
    said = {question: given(answer) for question, answer in (answers or WHOLE).items()}
    listed = (
        None if initiatives is None else tuple(InitiativeGiven(i) if isinstance(i, str) else i for i in initiatives)
    )
    return Submission(unit, round_, said, listed, by, at, door, file, submit)


@dataclass(frozen=True)
class World:
    engine: Engine
    catalogue: Catalogue

    def units(self, *ids, institution_type="school", opened=date(2020, 1, 1), **fields):
        named = [
            UnitGiven(id_, f"Trường {id_}", f"School {id_}", institution_type, None, opened, **fields) for id_ in ids
        ]
        with stores.writing(self.engine) as connection:
            register.add_units(connection, named)

    def rounds(self, *ids, starts=date(2026, 1, 1), ends=date(2026, 3, 31), opens=date(2026, 4, 1), **fields):
        """The first quarter of 2026, due on 20 April, unless told otherwise."""
        dates = {"starts": starts, "ends": ends, "opens": opens, "due": date(2026, 4, 20)} | fields
        with stores.writing(self.engine) as connection:
            register.add_rounds(
                connection, [RoundGiven(id_, f"Kỳ {id_}", f"Round {id_}", "quarter", **dates) for id_ in ids]
            )

    def file(self, *submissions) -> list[Outcome]:
        with stores.writing(self.engine) as connection:
            return file_reports(connection, self.catalogue, submissions)

    def report(self, unit, round_="2026-Q1", **fields) -> int:
        """Filed and accepted."""
        (outcome,) = self.file(submission(unit, round_, **fields))
        assert outcome.faults == ()
        assert outcome.report is not None
        return outcome.report

    def move(self, report, *states, reason="", by="bình", at=AT):
        with stores.writing(self.engine) as connection:
            move(connection, [Move(report, state, by, at, reason) for state in states])

    def appraise(self, report, points, indicator="devices_per_learner", strength="verified", by="bình", reason=""):
        with stores.writing(self.engine) as connection:
            appraise(connection, [AppraisalGiven(report, indicator, points, strength, by, AT, reason)])

    def ask(self, query, *args, **options) -> Any:
        with stores.reading(self.engine) as connection:
            return query(connection, *args, **options)

    def version(self) -> int:
        return self.ask(queries.state).data_version

    def rows(self, query, *args, **options):
        return self.ask(query, *args, **options).rows()


def values_of(world, unit):
    """The numbers that a report says now, by question."""
    return dict(world.ask(queries.answers_of, unit, "2026-Q1").select("question", "value").rows())


def messages(faults):
    return [str(fault) for fault in faults]


@contextmanager
def statements(engine):
    """The statements that the block sends, transactions and settings left out."""
    sent = []

    def note(_connection, _cursor, statement, *_):
        if statement.split()[0] in ("SELECT", "INSERT", "UPDATE", "DELETE", "WITH") and "advisory" not in statement:
            sent.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", note)
