"""What a speaker should know of a figure before it leaves: each concern in a sentence, with what to do about it."""

from collections.abc import Iterator
from typing import Final

import polars as pl

from dashboard.exports.figure.sheet import laid_out
from dashboard.figures import Figure
from dashboard.figures.canvas import SMALL
from dashboard.words import Words

SLIDE: Final = 960  # points, the width of a slide
LEGIBLE: Final = 8  # points; smaller letters are not read from the back of a hall
CUT: Final = "…"


def concerns(figure: Figure, words: Words) -> tuple[str, ...]:
    """None, or sentences for people; nothing here keeps a file from being made."""
    return tuple(_concerns(figure, words))


def _concerns(figure: Figure, words: Words) -> Iterator[str]:
    smallest = SMALL * SLIDE / laid_out(figure, words, 16 / 9).width
    if smallest < LEGIBLE:
        yield words(
            "On a slide its smallest letters have {points} points, too few for a hall. Choose fewer rows, or print it.",
            points=words.number(smallest, 0),
        )
    if cut := _cut(figure):
        yield words.plural(
            "{n} name is cut short in the chart. The table has it in full.",
            "{n} names are cut short in the chart. The table has them in full.",
            cut,
        )
    if "rank" in figure.columns and "rank_low" not in figure.columns:
        yield words("It shows ranks without the ranks that are as likely. Say so when you show it.")
    numbers = [name for name, column in figure.columns.items() if column.shows != "text"]
    if numbers and figure.rows.select(pl.all_horizontal(pl.col(numbers).is_null()).all()).item():
        yield words("It holds no figure yet. Wait for reports, or choose another round.")


def _cut(figure: Figure) -> int:
    """Labels that end or break off in dots."""
    layout = figure.plot.layout
    ticks = [str(text) for axis in (layout.xaxis, layout.yaxis) for text in axis.ticktext or ()]
    return sum(CUT in text for text in (*ticks, *(note.text for note in layout.annotations)))
