"""What holds for every chart: it is valid, speaks, carries its notices and source, and never breaks on odd rows."""

import re

import plotly.graph_objects as go
import plotly.io as pio
import pytest

from dashboard.figures import palette
from dashboard.words import Words
from tests.figures.world import DAY, FRAMES, LANGUAGES, draw, full, texts, without_values

INKS = {*palette.THEMES["light"], palette.CLEAR}


@pytest.fixture(params=FRAMES)
def chart(request):
    return request.param


@pytest.fixture(params=LANGUAGES)
def language(request):
    return request.param


ROWS = {
    "in practice": full,
    "none": lambda _: [],
    "without any value": without_values,
    "one": lambda chart: full(chart)[:1],
    "equal": lambda chart: [full(chart)[0]] * 2 if chart not in ("province_map", "province_tiles") else full(chart),
}


@pytest.fixture(params=ROWS)
def rows(request, chart):
    return ROWS[request.param](chart)


def test_every_chart_is_valid_whatever_the_rows(chart, rows, language):
    figure = draw(chart, rows, language)

    assert go.Figure(figure.plot.to_dict()).to_dict()["data"] is not None  # Plotly itself checks every property
    assert figure.rows.height == len(rows)
    assert [part for part in (figure.title, figure.says) if "{" in part or "None" in part or not part.strip()] == []


def test_every_chart_carries_its_notices_its_source_and_its_day(chart, rows, language):
    if chart == "sparkline":
        return  # stands on a card that carries them
    figure = draw(chart, rows, language)
    words = Words.of(language)
    written = " ".join(texts(figure)).replace("<br>", " ")

    assert words("Demonstration data") in written
    assert words("Source: {source}. Data as of {day}.", source=figure.source, day=DAY) in written


def test_every_empty_chart_says_that_there_are_no_data(chart, language):
    words = Words.of(language)
    sentences = {
        "province_map": words("No province has data for this choice yet."),
        "province_tiles": words("No province has data for this choice yet."),
        "pillars": words("{unit} has no scores yet.", unit="Sở GDĐT Huế"),
        "waterfall": words("Nothing can be compared with {round} yet.", round="2026-Q2"),
        "change": words("Nothing can be compared with {round} yet.", round="2026-Q2"),
    }
    expected = sentences.get(chart, words("There are no data for this choice yet."))

    assert draw(chart, [], language).says == expected
    assert draw(chart, without_values(chart), language).says == expected


def test_every_colour_is_an_ink_that_both_themes_know(chart):
    written = re.findall(r'"(#[0-9a-fA-F]{3,8}|rgba?\([^"]*\))"', draw(chart, full(chart)).plot.to_json())

    assert set(written) - INKS == set()


def test_no_ink_is_left_in_an_image(chart):
    for theme in ("light", "dark"):
        assert set(re.findall(r"#0000\d\d", str(draw(chart, full(chart)).drawn(theme)))) == set()


def test_no_chart_draws_on_a_map_that_would_be_fetched(chart):
    assert {trace.type for trace in draw(chart, full(chart)).plot.data} <= {"scatter", "bar"}


def test_numbers_and_separators_are_the_languages_own(chart, language):
    figure = draw(chart, full(chart), language)
    point = re.compile(r"\d\.\d\d?(?!\d)" if language == "vi" else r"\d,\d\d?(?!\d)")

    assert figure.plot.layout.separators == {"vi": ",.", "en": ".,"}[language]
    assert [text for text in [figure.says, *texts(figure)] if point.search(text)] == []


def test_a_column_of_every_table_has_a_label(chart, language):
    figure = draw(chart, full(chart), language)

    assert [name for name, column in figure.columns.items() if not column.label.strip()] == []
    assert [column.label for column in figure.columns.values() if column.label in FRAMES[chart]] == []


def test_the_same_rows_give_the_same_chart(chart):
    assert draw(chart, full(chart)).plot.to_json() == draw(chart, full(chart)).plot.to_json()


def test_charts_stay_small_enough_to_be_sent_at_each_rerun(chart):
    limit = 100_000 if chart == "province_map" else 40_000

    assert len(pio.to_json(draw(chart, full(chart)).plot, validate=False)) < limit
