"""Stores in the states that pages meet: empty, waiting, silent, partial, full."""

from datetime import UTC, date, datetime
from uuid import uuid4

from sqlalchemy import update

import catalogue
from seed_data.seed import plant
from store.accounts import people, sessions
from store.engine import migrate, open_store, writing
from store.ingest import file_reports
from store.register import RoundGiven, UnitGiven, add_rounds, add_units, keep_places
from store.schema import StoreState
from store.submission import Given, InitiativeGiven, Submission

TODAY = date(2026, 7, 10)
UNITS = [
    UnitGiven("SGD-01", "Sở Giáo dục và Đào tạo một", "Department one", "department", "01", date(2025, 7, 1)),
    UnitGiven("SGD-79", "Sở Giáo dục và Đào tạo hai", "Department two", "department", "79", date(2025, 7, 1)),
    UnitGiven("DH-001", "Trường Đại học Minh họa", "Sample University", "higher_education", "79", date(2000, 1, 1)),
    UnitGiven("BO-01", "Đơn vị thuộc Bộ minh họa", "Sample ministry unit", "ministry_unit", None, date(2000, 1, 1)),
]
ROUNDS = [
    RoundGiven(
        *("2026-Q1", "Quý I/2026", "Quarter 1 of 2026", "quarter"),
        *(date(2026, 1, 1), date(2026, 3, 31), date(2026, 3, 1), date(2026, 4, 10)),
    ),
    RoundGiven(
        *("2026-Q2", "Quý II/2026", "Quarter 2 of 2026", "quarter"),
        *(date(2026, 4, 1), date(2026, 6, 30), date(2026, 6, 1), date(2026, 7, 20)),
    ),
]


def signed_in(url, role="leader", *grants):
    """What the door tells of somebody who has just come in, in some role, reaching some branches."""
    engine, at = open_store(url), datetime.now(UTC)
    with writing(engine) as connection:
        account = people.add(connection, people.AccountGiven(uuid4().hex, "An", role, grants), at)
        opened = sessions.start(connection, account, at)
    engine.dispose()
    return {"sid": opened.id}


def empty(url):
    """Tables, and nothing in them."""
    engine = open_store(url)
    migrate(engine)
    return engine


def waiting(url):
    """Units and rounds, and no report."""
    engine = empty(url)
    known = catalogue.load()
    with writing(engine) as connection:
        connection.execute(update(StoreState).values(today=TODAY))
        keep_places(connection, known.geography)
        add_units(connection, UNITS)
        add_rounds(connection, ROUNDS)
    return engine


def silent(url):
    """Every unit reported, and nobody had a figure for anything."""
    engine = waiting(url)
    for unit in UNITS:
        file(engine, unit, lambda _: Given(absence="not_available", reason="Chưa tổng hợp được."))
    return engine


def partial(url):
    """One Department reported, without some figures; another has a draft; the others are missing."""
    engine = waiting(url)
    file(engine, UNITS[0], lambda question: Given(value=1) if question.is_number else answer(question))
    file(engine, UNITS[1], answer, submit=False)
    return engine


def full(url):
    """A small invented country with all its rounds."""
    engine = empty(url)
    plant(engine, catalogue.load(), limit=5)
    return engine


def answer(question):
    if question.kind == "yes_no":
        return Given(value=1)
    if question.kind == "choice":
        return Given(choice=question.choices[0].id)
    return Given(absence="not_applicable", reason="Không thuộc nhiệm vụ của đơn vị.")


def file(engine, unit, answered, *, submit=True):
    known = catalogue.load()
    questions = known.instrument_for(unit.institution_type).questions
    submission = Submission(
        unit=unit.id,
        round="2026-Q2",
        answers={id_: answered(question) for id_, question in questions.items()},
        initiatives=(InitiativeGiven("Họp không giấy *thử nghiệm*", topic="staff_tools"),),
        by="Nguyễn Văn A",
        at=datetime(2026, 7, 1, 3, 0, tzinfo=UTC),
        door="form",
        submit=submit,
    )
    with writing(engine) as connection:
        outcome = file_reports(connection, known, [submission])[0]
    assert outcome.faults == ()


STATES = {"empty": empty, "waiting": waiting, "silent": silent, "partial": partial, "full": full}
