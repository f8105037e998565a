"""A workbook carries the seal of the store that made it, so that nobody's answers come under another's name."""

import io

import pytest
from openpyxl import load_workbook

from dashboard import intake
from dashboard.words import Words
from tests.workbook.books import MINE, report

EN, WHOLE = Words.of("en"), {"learners": 100, "devices": 40, "plan": "x", "platform": "Tự có", "budget": 1, "online": 8}


@pytest.fixture
def said(world):
    """What a file is told by `take`, in English."""

    def take(data, **options):
        (taken,) = intake.take(world.engine, world.catalogue, [("a.xlsx", data)], by="an", submit=False, **options)
        return [EN.fault(fault) for fault in taken.faults]

    return take


@pytest.fixture
def mine(world):
    return intake.workbook(world.engine, world.catalogue, "a", "2026-Q1", EN)


def edited(data, **said):
    book = load_workbook(io.BytesIO(data))
    for key, value in book["_meta"].iter_rows():
        value.value = said.get(key.value, value.value)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def test_what_a_workbook_says_of_itself_is_believed_under_its_seal_alone(said, mine):
    forged = [
        "What the workbook says of its unit and round was changed after it was made. "
        "Ask for the unit's workbook anew and copy the answers into it."
    ]

    assert said(edited(mine)) == []  # not refused: another program saved it
    assert said(edited(mine, unit="b")) == forged
    assert said(edited(mine, round="2025-Q4")) == forged
    assert said(edited(mine, seal="0" * 64)) == forged
    assert said(edited(mine, unit="b"), unsealed=True) == forged


def test_what_was_made_before_there_were_seals_is_taken_where_somebody_says_so(said):
    old = report(WHOLE, meta=MINE)

    sentence = "The workbook carries no seal, so that nobody can tell whose it is. Copy the answers into a new one."
    assert said(old) == [sentence]
    assert said(old, unsealed=True) == []


def test_the_seal_of_another_store_is_none(said, mine, world):
    from sqlalchemy import update

    from store.engine import writing
    from store.schema import StoreState

    with writing(world.engine) as connection:
        connection.execute(update(StoreState).values(workbook_key="f" * 64))

    assert len(said(mine)) == 1
