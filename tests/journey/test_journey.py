"""From a workbook filled in by a real spreadsheet program to the leaders' pages, and never a request to the outside."""

import polars as pl
import pytest

import catalogue as catalogues
from dashboard.words import Words
from metrics.judge import judge
from seed_data.seed import plant
from store import queries
from store.engine import migrate, open_store, reading
from store.workbook.reading import read_workbook
from tests import browsing, office, serving
from tests.store.world import AT

ROUND, TYPE = "2026-Q4", "vocational"
READ = "rankings change gaps targets province unit initiatives reporting method"
PAGES = ("/", *(f"/{page}" for page in READ.split()))
WORDS = Words.of("vi")


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """A small demonstration country in a file."""
    url = f"sqlite:///{tmp_path_factory.mktemp('journey')}/store.db"
    engine = open_store(url)
    migrate(engine)
    plant(engine, catalogues.load(), limit=8)
    return url


@pytest.fixture(scope="module")
def app(address):
    with serving.serving(THIDUA_DATABASE_URL=address) as base:
        yield base


def standing_of(address, unit):
    """(score, rank) of a unit, judged here from the store's answers."""
    instrument = catalogues.load().instrument_for(TYPE)
    with reading(open_store(address)) as connection:
        reports, answers = queries.reports(connection, ROUND), queries.answers(connection, [ROUND])
        appraisals = queries.appraisals(connection, ROUND)
        units = queries.units(connection, queries.today(connection))
    peers = units.filter(pl.col("institution_type") == TYPE)["unit"]
    counted = reports.filter(pl.col("state").is_in(["submitted", "appraised"]), pl.col("unit").is_in(peers.implode()))
    results = judge(answers, appraisals, counted["unit"], instrument)
    row = results.filter(pl.col("unit") == unit, pl.col("item") == "overall").row(0, named=True)
    return row["score"], row["rank"]


def last_of_the_open_round(address):
    """A vocational unit whose report is in and stands behind the others."""
    with reading(open_store(address)) as connection:
        mine = queries.reports(connection, ROUND).filter(pl.col("state") == "submitted")
    units = [unit for unit in mine["unit"] if unit.startswith("NN-")]
    return max(units, key=lambda unit: standing_of(address, unit)[1])


def better(book, data):
    """The cells of a prefilled workbook whose answers can rise: yes for no, counts up to what they are shares of."""
    catalogue = catalogues.load()
    questions = catalogue.instrument_for(TYPE).questions
    given = read_workbook(data, catalogue, name=book.name, by="an", at=AT).answers
    cells = {}
    for id_, answer in given.items():
        ceiling = given.get(questions[id_].at_most)
        place = tuple(answer.place.split("!"))
        if questions[id_].kind == "yes_no" and answer.value == 0:
            cells[place] = "Có"
        elif ceiling is not None and ceiling.value is not None and answer.value is not None:
            cells[place] = ceiling.value
    return cells


def test_a_workbook_filled_in_by_calc_moves_the_unit_page_and_the_ranking(
    address, app, chromium_path, soffice_path, uno_python, tmp_path
):
    unit = last_of_the_open_round(address)
    score, rank = standing_of(address, unit)
    book, filled = tmp_path / "book.xlsx", tmp_path / "filled.xlsx"
    with browsing.reading(chromium_path, app) as reader:
        reader.open(f"/unit?round={ROUND}&unit={unit}")
        assert WORDS.number(score, 1) in reader.text()

        written = serving.command("workbook", unit, ROUND, "--out", str(book), THIDUA_DATABASE_URL=address)
        assert written.returncode == 0, written.stderr
        office.fill(soffice_path, uno_python, book, better(book, book.read_bytes()), to=filled)
        taken = serving.command("import", str(filled), THIDUA_DATABASE_URL=address)
        assert taken.returncode == 0, taken.stdout + taken.stderr

        new_score, new_rank = standing_of(address, unit)
        assert new_score > score
        assert new_rank < rank
        reader.open(f"/unit?round={ROUND}&unit={unit}")
        assert WORDS.number(new_score, 1) in reader.text()
        assert WORDS.number(score, 1) not in reader.text()
        reader.open(f"/rankings?round={ROUND}&type={TYPE}&find={unit}")
        table = reader.page.get_by_role("img", name="Xếp hạng")
        assert WORDS.number(new_score, 1) in (reader.text() + " ".join(table.all_inner_texts()))
        assert reader.outside == []

    again = serving.command("import", str(filled), THIDUA_DATABASE_URL=address)
    assert again.stdout.splitlines()[-1] == f"{filled}: không có gì thay đổi."


@pytest.mark.parametrize(("language", "width"), [("vi", 1440), ("en", 390)])
def test_no_page_asks_the_outside_or_is_wider_than_the_screen(app, chromium_path, language, width):
    wider = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    with browsing.reading(chromium_path, app, width=width) as reader:
        for page in PAGES:
            reader.open(f"{page}?lang={language}")
            assert len(reader.text()) > 100
            assert not reader.page.evaluate(wider), page

        assert reader.outside == []
