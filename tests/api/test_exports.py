"""Programs take the same files as pages: figures, slides, scorecards, documents, the data book."""

import io
from datetime import UTC, datetime

import pytest
from openpyxl import load_workbook
from pptx import Presentation
from starlette.testclient import TestClient

import catalogue
from dashboard.api.application import application
from dashboard.api.callers import Desk
from dashboard.api.limits import Buckets
from store import log
from store.accounts import keys
from store.engine import reading, writing
from tests.dashboard import stores

NOW = datetime(2026, 7, 10, 2, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    engine = stores.partial(f"sqlite:///{tmp_path_factory.mktemp('exports')}/store.db")
    yield Desk(engine, catalogue.load(), clock=lambda: NOW, buckets=Buckets(at_once=1e9))
    engine.dispose()


@pytest.fixture(scope="module")
def ask(desk):
    """A program of the Department that reported asks."""
    with writing(desk.engine) as connection:
        token = keys.make(connection, "SGD-01", "read", "máy chủ", "quản trị", NOW)
    with TestClient(application(desk)) as client:
        headers = {"authorization": f"Bearer {token}", "accept-language": "en"}
        yield lambda path, **params: client.get(path, params=params, headers=headers)


def sentences(answer):
    return [fault["sentence"] for fault in answer.json()["faults"]]


def test_figures_are_listed_with_what_they_are_about(ask):
    found = {each["name"]: (each["title"], each["about"]) for each in ask("/figures").json()}

    assert found["levels"] == ("Units by level", "country")
    assert found["unit-course"] == ("Course of one unit", "unit")


def test_a_figure_leaves_in_the_form_and_for_the_choice_that_were_asked(ask, desk):
    answer = ask("/figures/levels.csv", round_="2026-Q2")

    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/csv; charset=utf-8")
    name = answer.headers["content-disposition"].removeprefix('attachment; filename="').removesuffix('"')
    assert name.startswith("units-by-level_")
    assert "Quarter 2 of 2026" in answer.content.decode("utf-8-sig")
    with reading(desk.engine) as connection:
        assert log.entries(connection, log.Wanted(subject=name))["by"].to_list() == ["api: máy chủ"]


@pytest.mark.parametrize(
    ("path", "params", "said"),
    [
        ("/figures/nope.csv", {}, "“nope” is not known here."),
        ("/figures/unit.csv", {}, "This figure is about one unit. Name the unit."),
        ("/figures/levels.gif", {}, "The request is not as described"),
        ("/figures/levels.csv", {"round_": "1999"}, "“1999” is not known here."),
        ("/decks/2026-Q2.pptx", {}, "Choose at least one figure."),
        ("/documents/nope", {}, "“nope” is not known here."),
        ("/databooks/1999.xlsx", {}, "“1999” is not known here."),
    ],
)
def test_what_cannot_be_had_is_said_as_on_a_page(ask, path, params, said):
    answer = ask(path, **params)

    assert answer.status_code == 422
    assert sentences(answer)[0].startswith(said)


def test_slides_come_in_the_order_in_which_figures_are_named(ask):
    answer = ask("/decks/2026-Q2.pptx", figure=["evidence", "levels"], title="Sơ kết")

    slides = list(Presentation(io.BytesIO(answer.content)).slides)
    assert slides[0].shapes.title.text_frame.text == "Sơ kết"
    assert [next(s for s in slide.placeholders if s.placeholder_format.idx == 13).text for slide in slides[1:]] == [
        "Strength of the evidence behind the points",
        "Units by level",
    ]


def test_the_data_book_tells_gaps_of_own_units_alone(ask):
    book = load_workbook(io.BytesIO(ask("/databooks/2026-Q2.xlsx").content))

    assert {row[0].value for row in book["Gaps of units"].iter_rows(min_row=2)} == {"SGD-01"}


def test_papers_of_the_own_unit_alone(ask):
    own, foreign = (ask(f"/reports/2026-Q2/{unit}/scorecard.pdf") for unit in ("SGD-01", "SGD-79"))

    assert (own.status_code, own.content[:5]) == (200, b"%PDF-")
    assert (foreign.status_code, sentences(foreign)) == (403, ["You may not do this for SGD-79 and 2026-Q2."])


def test_documents_are_listed_and_handed_out(ask):
    offered = {each["name"]: each["about"] for each in ask("/documents").json()}
    own = ask("/reports/2026-Q2/SGD-01/documents/unit-report")

    assert (offered["brief"], offered["unit-report"], offered["province-report"]) == ("country", "unit", "province")
    assert own.content[:2] == b"PK"
    # not here: a unit's document among those of the country, and the other way round
    assert ask("/documents/unit-report").status_code == 422
    assert ask("/reports/2026-Q2/SGD-01/documents/brief").status_code == 422
