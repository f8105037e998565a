"""Before a figure leaves, people are told what it lacks and what to do about it."""

from dataclasses import replace

from dashboard.exports.figure.check import concerns
from dashboard.words import Words
from tests.figures.world import draw, full, without_values

EN = Words.of("en")


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
