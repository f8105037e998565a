"""One palette: the same in the theme and in images, told apart with any colour vision, legible in either theme."""

import tomllib
from itertools import combinations
from pathlib import Path

import pytest

from dashboard.exports.figure.eyes import EYES, contrast, distance
from dashboard.figures import palette

CONFIG = Path(__file__).parents[2] / "dashboard" / ".streamlit" / "config.toml"
MODES = ("light", "dark")


@pytest.fixture(params=MODES)
def colours(request):
    return palette.THEMES[request.param]


@pytest.mark.parametrize("mode", MODES)
def test_the_palette_is_that_of_the_theme(mode):
    theme = tomllib.loads(CONFIG.read_text("utf-8"))["theme"][mode]
    ours = palette.THEMES[mode]

    assert [ours[ink] for ink in palette.CATEGORICAL] == theme["chartCategoricalColors"]
    assert [ours[ink] for ink in palette.SEQUENTIAL] == theme["chartSequentialColors"]
    assert [ours[ink] for ink in palette.DIVERGING] == theme["chartDivergingColors"]
    assert ours[palette.PAGE] == theme["backgroundColor"]


def test_the_inks_are_the_tokens_that_streamlit_replaces():
    from streamlit.elements.lib import streamlit_plotly_theme as tokens

    assert [getattr(tokens, f"CATEGORY_{n}") for n in range(8)] == list(palette.CATEGORICAL)
    assert [getattr(tokens, f"SEQUENTIAL_{n}") for n in range(10)] == list(palette.SEQUENTIAL)
    assert [getattr(tokens, f"DIVERGING_{n}") for n in range(10)] == list(palette.DIVERGING)
    assert (palette.TEXT, palette.PAGE) == (tokens.GRAY_90, tokens.BG_COLOR)


def test_text_is_legible(colours):
    page, empty = colours[palette.PAGE], colours[palette.EMPTY]

    assert contrast(colours[palette.TEXT], page) >= 4.5
    assert contrast(colours[palette.MUTED], page) >= 4.5
    assert contrast(colours[palette.TEXT], empty) >= 4.5


def test_text_is_legible_on_every_surface_that_carries_some(colours):
    classes = {ink for n in palette.CLASS_PLACES for ink in palette.class_inks(n)}
    surfaces = classes | {palette.MAIN, palette.AHEAD, palette.BEHIND, palette.SEQUENTIAL[7]}
    poor = {ink for ink in surfaces if contrast(colours[ink], colours[palette.text_on(ink)]) < 4.5}

    assert poor == set()


def test_marks_and_outlines_stand_out_from_the_page(colours):
    marks = (palette.MAIN, palette.ACCENT, palette.AHEAD, palette.BEHIND, palette.OUTLINE)

    assert [ink for ink in marks if contrast(colours[ink], colours[palette.PAGE]) < 3] == []


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("classes", palette.CLASS_PLACES)
def test_classes_are_told_apart_by_any_eye(colours, eye, classes):
    inks = palette.class_inks(classes)
    close = [pair for pair in combinations(inks, 2) if distance(colours[pair[0]], colours[pair[1]], eye) < 8]

    assert close == []


@pytest.mark.parametrize("eye", ["all cones", "protanopia", "deuteranopia"])
def test_opposites_are_told_apart_by_any_eye(colours, eye):
    pairs = [(palette.AHEAD, palette.BEHIND), (palette.MAIN, palette.ACCENT), (palette.MAIN, palette.BEHIND)]

    assert [pair for pair in pairs if distance(colours[pair[0]], colours[pair[1]], eye) < 25] == []


def test_painting_changes_inks_and_nothing_else():
    drawn = {"color": palette.MAIN, "text": f"{palette.MAIN} is no colour here", "x": [1, palette.TEXT, None]}

    assert palette.painted(drawn, "light") == {
        "color": "#0b4f8a",
        "text": f"{palette.MAIN} is no colour here",
        "x": [1, "#262730", None],
    }
