"""One palette: the same in the theme and in images, told apart with any colour vision, legible in either theme."""

import tomllib
from itertools import combinations
from pathlib import Path

import pytest

from dashboard.figures import palette

CONFIG = Path(__file__).parents[2] / "dashboard" / ".streamlit" / "config.toml"
MODES = ("light", "dark")

# Viénot, Brettel and Mollon 1999, on linear RGB: what is left of a colour without one kind of cone.
EYES = {
    "all cones": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.11238, 0.88762, 0), (0.11238, 0.88762, 0), (0.00401, -0.00401, 1)),
    "deuteranopia": ((0.29275, 0.70725, 0), (0.29275, 0.70725, 0), (-0.02234, 0.02234, 1)),
    "no colour": ((0.2126, 0.7152, 0.0722),) * 3,
}


def linear(colour):
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]


def luminance(colour):
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear(colour), strict=True))


def contrast(one, other):
    lighter, darker = sorted([luminance(one), luminance(other)], reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def lab(rgb):
    """CIE L*a*b* of linear RGB."""
    to_xyz = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    xyz = [sum(a * max(c, 0) for a, c in zip(row, rgb, strict=True)) for row in to_xyz]
    f = [
        t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116
        for t in (v / w for v, w in zip(xyz, (0.9505, 1, 1.089), strict=True))
    ]
    return (116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2]))


def distance(one, other, eye):
    seen = [
        lab([sum(a * c for a, c in zip(row, linear(colour), strict=True)) for row in EYES[eye]])
        for colour in (one, other)
    ]
    return sum((a - b) ** 2 for a, b in zip(*seen, strict=True)) ** 0.5


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
