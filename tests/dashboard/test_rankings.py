"""A league on its page: who cannot be told apart, who is left out, where a row leads, and units side by side."""

from datetime import date

import polars as pl
import pytest

from dashboard.data import rankings
from dashboard.data.source import judged_by, standing
from dashboard.views import asked_why, comparison, origin, told_apart
from dashboard.views import rankings as leagues
from dashboard.views.comparison import Chosen
from dashboard.views.reader import Reader
from tests.dashboard.screen import faults, texts

ROUND, TYPE, ITEM = "2026-Q3", "higher_education", "overall"


@pytest.fixture
def reader(urls, monkeypatch):
    monkeypatch.setenv("THIDUA_DATABASE_URL", urls("full"))
    return Reader(standing().version, "en", date(2026, 11, 20), demonstration=True)


def test_a_row_names_the_ranks_of_those_it_cannot_be_told_apart_from(reader):
    types = ("department", "vocational", TYPE)
    of = [(type_, item) for type_ in types for item in rankings.items(leagues.instrument_of(type_))]
    found = {each: rankings.alike(reader.version, ROUND, *each) for each in of}
    (type_, item), pairs = next((each, pairs) for each, pairs in found.items() if pairs.height)
    rows = leagues.league(reader, ROUND, type_, item, "")

    counts = dict(pairs.group_by("unit").len().iter_rows())
    assert [text.split()[0] for text in rows["alike"]] == [str(counts.get(unit, "none")) for unit in rows["unit"]]
    both = pairs.select("unit", "other").rows()
    assert sorted(both) == sorted((other, unit) for unit, other in both)


@pytest.mark.parametrize(
    ("own", "ranks", "said"),
    [
        (5, [4, 6, 7], "3 units, ranks 4–7"),  # its own rank joins its neighbours
        (5, [7], "1 unit, ranks 7"),  # not included: its own rank, which is not among the others
        (1, [2, 2, 4], "3 units, ranks 2, 4"),
        (1, [], "none"),
        (None, [], "–"),
    ],
)
def test_ranks_are_written_as_runs(reader, own, ranks, said):
    assert told_apart.spans(reader, own, ranks) == said


def test_a_row_leads_to_what_moved_the_unit_and_to_the_chain_behind_its_score(reader):
    rows = leagues.league(reader, ROUND, TYPE, ITEM, "")
    first = rows.filter(pl.col("change").is_not_null()).row(0, named=True)
    unit = first["unit"]

    assert first["why_moved"] == f"change?type={TYPE}&item={ITEM}&round={ROUND}&unit={unit}&lang=en"
    assert first["why_this"] == f"unit?why={ITEM}&round={ROUND}&unit={unit}&lang=en"
    # not included: units that are new in this round
    assert rows.filter(pl.col("change").is_null())["why_moved"].null_count() == rows["change"].null_count()


def test_the_chain_of_the_whole_leads_to_each_answer_and_the_answers_behind_a_norm_are_asked_by_name(reader):
    of = {"round_": ROUND, "unit": rankings.ranking(reader.version, ROUND, TYPE, ITEM)["unit"][0]}
    whole = origin.explained(reader, **of, choice=("overall", ITEM))
    indicators = [name for name in whole.parts.rows["name"] if name.startswith("– ")]
    norm = judged_by().norms["lines"]

    behind = origin.explained(reader, **of, choice=("answers", asked_why.answers_of(norm.have, norm.per)))

    assert len(indicators) == len(leagues.instrument_of(TYPE).indicators)
    assert whole.parts.rows["why"][1].startswith(f"unit?round={ROUND}&unit={of['unit']}&why=indicator.")
    assert behind.how[0].startswith(f"Norm “{norm.name_en}”: needed are 1 for each one of “")
    assert behind.said.answers.rows.height == 2
    assert behind.parts is None
    # not included: answers that nobody asked of it, which an address may name all the same
    assert origin.explained(reader, **of, choice=("answers", "internet_lines.nonsense")) is None


def test_an_address_opens_the_chain_of_a_result(app):
    test = app("full", "unit", lang="en", unit="DH-001", round=ROUND, why="answers.internet_lines.sites")

    assert faults(test) == []
    (choice,) = [box for box in test.selectbox if box.label == "Result"]
    assert choice.value == "answers.internet_lines.sites"
    assert test.query_params["why"] == "answers.internet_lines.sites"


def test_who_answered_too_little_is_left_out_with_the_reason(urls, monkeypatch):
    monkeypatch.setenv("THIDUA_DATABASE_URL", urls("silent"))
    reader = Reader(standing().version, "en", date(2026, 7, 10), demonstration=False)
    rows = leagues.league(reader, "2026-Q2", "department", ITEM, "")

    table = leagues.left_out(reader, rows)

    assert table.rows.select("name", "why").rows() == [
        ("Department one", "too few answers for a level"),
        ("Department two", "too few answers for a level"),
    ]
    assert leagues.least(reader, "2026-Q2", "department", "", rows) == (
        "A unit is ranked once it has answered at least 60% of what applies to it. Of 2 units 0 are ranked; "
        "2 reported but are not ranked, and of 0 no report counts yet."
    )


def test_units_stand_side_by_side_with_what_is_sure_between_them(reader):
    ranking = rankings.ranking(reader.version, ROUND, TYPE, ITEM).drop_nulls("rank")
    first, last = ranking.row(0, named=True), ranking.row(-1, named=True)
    chosen = Chosen(ROUND, TYPE, ITEM, "", (last["unit"], first["unit"]))

    side, pairs = comparison.side_by_side(reader, chosen), comparison.sureness(reader, chosen)

    overall = side.rows.row(0, named=True)
    assert (overall["name"], overall["apart"]) == ("Overall score", pytest.approx(first["score"] - last["score"]))
    assert side.rows.height == len(rankings.items(leagues.instrument_of(TYPE)))
    assert pairs.rows.select("first", "second").rows() == [(first["unit"], last["unit"])]
    alike = rankings.alike(reader.version, ROUND, TYPE, ITEM)
    known = alike.filter(pl.col("unit") == first["unit"], pl.col("other") == last["unit"])
    assert pairs.rows["sure"][0].startswith("This is not sure" if known.height else "This is sure")


def test_the_address_restores_a_comparison_and_passes_over_strangers(app):
    test = app("full", "rankings", lang="en", type=TYPE, round=ROUND, beside="DH-002,DH-001,nobody")

    assert faults(test) == []
    assert "Side by side" in " ".join(texts(test))
    assert [box.value for box in test.multiselect] == [["DH-002", "DH-001"]]
    assert test.query_params["beside"] == "DH-002,DH-001"


def test_one_unit_found_is_told_apart_by_name(app):
    test = app("full", "rankings", lang="en", type=TYPE, round=ROUND, find="DH-001")

    said = " ".join(texts(test)).replace("\\", "")
    assert faults(test) == []
    assert "told apart from" in said
