"""Before a figure leaves, people are told what it lacks and what to do about it."""

from dataclasses import replace

import plotly.graph_objects as go
import pytest

from dashboard.exports.figure.check import concerns
from dashboard.words import Words
from tests.figures.world import draw, full, without_values

EN = Words.of("en")
SAYS = "Most units have reached level two."


def ranks(n):
    return [
        {
            "unit": f"u{r}",
            "name": f"Unit {r}",
            "score": 90.0 - r,
            "rank": r,
            "rank_low": r,
            "rank_high": r + 1,
            "band": 1,
        }
        for r in range(1, n + 1)
    ]


def test_a_figure_that_is_fit_raises_no_concern():
    assert concerns(draw("ranking", ranks(8), "en"), EN) == ()


def test_too_many_rows_for_a_hall_are_named_with_the_remedy():
    assert concerns(draw("ranking", ranks(34), "en"), EN) == (
        "On a slide its smallest letters have 3 points, too few for a hall. Choose fewer rows, or print it.",
    )


def test_a_rank_without_its_range_is_named():
    figure = draw("ranking", ranks(8), "en")
    bare = {name: column for name, column in figure.columns.items() if not name.startswith("rank_")}

    assert concerns(replace(figure, columns=bare), EN) == (
        "It shows ranks without the ranks that are as likely. Say so when you show it.",
    )


def test_names_that_are_cut_are_counted():
    assert concerns(draw("ranking", full("ranking"), "en"), EN) == (
        "1 name is cut short in the chart. The table has it in full.",
    )


def test_a_figure_without_any_figure_says_so():
    assert concerns(draw("trend", [{"name": "2025"}, {"name": "2026"}], "en"), EN) == (
        "It holds no figure yet. Wait for reports, or choose another round.",
    )
    assert concerns(draw("trend", without_values("trend")[:0], "en"), EN) == (
        "It holds no figure yet. Wait for reports, or choose another round.",
    )


def test_a_figure_without_edition_is_named():
    assert concerns(replace(draw("ranking", ranks(8), "en"), edition=None), EN) == (
        "It names no edition, so that its code leads nowhere. Take it from a page of the site.",
    )


@pytest.mark.parametrize(("says", "is_enough"), [("Up.", False), ("Units by level", False), (SAYS, True)])
def test_a_picture_whose_sentence_says_too_little_is_named(says, is_enough):
    said = concerns(replace(draw("ranking", ranks(8), "en"), says=says), EN)

    told = "It says too little for those who do not see it. Add a sentence beside it when you show it."
    assert said == (() if is_enough else (told,))


@pytest.mark.parametrize(("title", "missing"), [("Đơn vị 漢字 ẵ", "字 漢"), ("Đơn vị ẵ ữ ộ → “Đ”", "")])
def test_signs_of_no_font_here_are_named(title, missing):
    said = concerns(replace(draw("ranking", ranks(8), "en"), title=title), EN)

    told = f"Our typeface lacks {missing}. Write the names without them, else another typeface steps in."
    assert said == ((told,) if missing else ())


@pytest.mark.parametrize(("ink", "is_pale"), [("#c9d1da", True), ("#5f6b78", False)])
def test_pale_letters_are_named(ink, is_pale):
    figure = draw("ranking", ranks(8), "en")
    plot = go.Figure(figure.plot)
    plot.add_annotation(text="A grey note", x=0, y=0, xref="paper", yref="paper", font={"color": ink})

    told = "“A grey note” is hard to read on its ground. Choose another theme, or take the table."
    assert concerns(replace(figure, plot=plot), EN) == ((told,) if is_pale else ())


@pytest.mark.parametrize(
    ("looks", "clash"),
    [
        (({"color": "#8aa63c"}, {"color": "#c8953c"}), True),
        (({"color": "#0b4f8a"}, {"color": "#e05c01"}), False),
        # told apart by more than colour
        (({"color": "#8aa63c"}, {"color": "#c8953c", "pattern": {"shape": "/"}}), False),
    ],
)
def test_colours_that_some_eyes_take_for_one_are_named(looks, clash):
    figure = draw("ranking", ranks(8), "en")
    bars = [go.Bar(name=name, x=[1], y=["a"], marker=look) for name, look in zip("AB", looks, strict=True)]

    told = "Not every eye tells “A” from “B” by colour. Name them when you show it."
    said = concerns(replace(figure, plot=go.Figure(bars, figure.plot.layout)), EN)
    assert said == ((told,) if clash else ())
