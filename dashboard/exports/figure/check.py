"""What a speaker should know of a figure before it leaves: each concern in a sentence, with what to do about it."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any, Final

import polars as pl

from dashboard.exports import fonts
from dashboard.exports.figure.eyes import EYES, contrast, distance
from dashboard.exports.figure.sheet import laid_out
from dashboard.figures import Figure
from dashboard.figures.canvas import SMALL
from dashboard.figures.palette import PAGE, THEMES
from dashboard.words import Words

SLIDE: Final = 960  # points, the width of a slide
LEGIBLE: Final = 8  # points; smaller letters are not read from the back of a hall
CUT: Final = "…"
SAYS_LITTLE: Final = 25  # letters; fewer do not stand for a picture
READABLE: Final = 4.5  # contrast of letters
APART: Final = 8  # distance of two colours below which somebody takes them for one
COLOUR: Final = re.compile("#[0-9a-fA-F]{6}")
MARKUP: Final = re.compile("<[^>]*>")
# Signs that our typeface lacks and the second one has.
ELSEWHERE: Final = frozenset("→←↑↓▲▼")


def concerns(figure: Figure, words: Words) -> tuple[str, ...]:
    """None, or sentences for people; nothing here keeps a file from being made."""
    return (*_of_words(figure, words), *_of_looks(figure, words))


def _of_words(figure: Figure, words: Words) -> Iterator[str]:
    if figure.edition is None:
        yield words("It names no edition, so that its code leads nowhere. Take it from a page of the site.")
    if len(figure.says.strip()) < SAYS_LITTLE or figure.says.strip(" .") == figure.title.strip(" ."):
        yield words("It says too little for those who do not see it. Add a sentence beside it when you show it.")
    if missing := _without_glyph(figure):
        yield words(
            "Our typeface lacks {signs}. Write the names without them, else another typeface steps in.", signs=missing
        )
    if "rank" in figure.columns and "rank_low" not in figure.columns:
        yield words("It shows ranks without the ranks that are as likely. Say so when you show it.")
    numbers = [name for name, column in figure.columns.items() if column.shows != "text"]
    if numbers and figure.rows.select(pl.all_horizontal(pl.col(numbers).is_null()).all()).item():
        yield words("It holds no figure yet. Wait for reports, or choose another round.")


def _of_looks(figure: Figure, words: Words) -> Iterator[str]:
    plot = figure.drawn("light")
    smallest = SMALL * SLIDE / laid_out(figure, words, 16 / 9).width
    if smallest < LEGIBLE:
        yield words(
            "On a slide its smallest letters have {points} points, too few for a hall. Choose fewer rows, or print it.",
            points=words.number(smallest, 0),
        )
    if cut := sum(CUT in text for text in _written(plot)):
        yield words.plural(
            "{n} name is cut short in the chart. The table has it in full.",
            "{n} names are cut short in the chart. The table has them in full.",
            cut,
        )
    if pale := [text for text, ink, ground in _letters(plot) if contrast(ink, ground) < READABLE]:
        yield words("“{text}” is hard to read on its ground. Choose another theme, or take the table.", text=pale[0])
    if close := next(_taken_for_one(plot), None):
        yield words("Not every eye tells “{one}” from “{other}” by colour. Name them when you show it.", **close)


def _written(plot: Mapping[str, Any]) -> list[str]:
    """Every label of the chart, without its markup."""
    layout = plot["layout"]
    ticks = [text for axis in ("xaxis", "yaxis") for text in layout.get(axis, {}).get("ticktext") or ()]
    return [MARKUP.sub("", str(text)) for text in (*ticks, *(note["text"] for note in layout.get("annotations", ())))]


def _without_glyph(figure: Figure) -> str:
    """The signs of title, sentence and labels that we have no glyph for, each once."""
    texts = (figure.title, figure.says, figure.source, *_written(figure.drawn("light")))
    signs = sorted({sign for text in texts for sign in text} - ELSEWHERE)
    return " ".join(sign for sign in signs if unicodedata.category(sign)[0] in "LNPS" and not fonts.has(sign))


def _letters(plot: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Labels with their colour and that of their ground: the page's, or of the bar in which they stand."""
    page = THEMES["light"][PAGE]
    has_areas = any(trace.get("fill") == "toself" for trace in plot["data"]) or bool(plot["layout"].get("shapes"))
    for note in plot["layout"].get("annotations", ()):
        ink, ground = note.get("font", {}).get("color"), note.get("bgcolor", page)
        on_page = note.get("xref") == "paper" or not has_areas
        if on_page and _plain(ink) and note["text"].strip():
            yield MARKUP.sub(" ", note["text"]), ink, ground if _plain(ground) else page
    for trace in plot["data"]:
        ink, ground = trace.get("textfont", {}).get("color"), trace.get("marker", {}).get("color")
        if trace.get("textposition") == "inside" and _plain(ink) and _plain(ground):
            yield str(trace.get("name", "")), ink, ground


def _taken_for_one(plot: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    """Two entries of the legend that differ by a colour that some eyes do not tell apart, and by nothing else."""
    entries = [
        (each["name"], *_look(each)) for each in plot["data"] if each.get("name") and each.get("showlegend", True)
    ]
    for (one, ink, shape), (other, second, another) in combinations(entries, 2):
        alike = shape == another and _plain(ink) and _plain(second)
        if alike and min(distance(ink, second, eye) for eye in EYES) < APART:
            yield {"one": MARKUP.sub("", one), "other": MARKUP.sub("", other)}


def _look(trace: Mapping[str, Any]) -> tuple[Any, tuple[Any, ...]]:
    """The colour of a trace, and what else tells it from others."""
    marker, line = trace.get("marker", {}), trace.get("line", {})
    colour = trace.get("fillcolor") or marker.get("color") or line.get("color")
    patterns = (part.get("shape") for part in (marker.get("pattern", {}), trace.get("fillpattern", {})))
    return colour, (trace.get("type"), trace.get("mode"), marker.get("symbol"), line.get("dash"), *patterns)


def _plain(colour: object) -> bool:
    return isinstance(colour, str) and COLOUR.fullmatch(colour) is not None
