"""A unit's round on paper: headline figures, what to do next, its chart, and every indicator, as tagged PDF."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import polars as pl
import typst

from dashboard.exports.figure import can_draw, paper, plot_svg, wording
from dashboard.exports.figure.web import shown
from dashboard.figures import Column, Figure
from dashboard.words import Words

TEMPLATE: Final = (Path(__file__).parent / "scorecard.typ").read_bytes()
SHAPE: Final = 1.7  # of the chart, width over height
NARROWEST, WIDEST = 6, 30  # letters that count for a column's width


@dataclass(frozen=True)
class Headline:
    """One figure in large type, with sentences below."""

    title: str
    value: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Points:
    """Sentences under a heading, or one that says there are none."""

    title: str
    points: tuple[str, ...]
    empty: str


@dataclass(frozen=True, eq=False)
class Rows:
    """A table: its title, its rows, and of which columns under which labels."""

    title: str
    rows: pl.DataFrame
    columns: Mapping[str, Column]


@dataclass(frozen=True, eq=False)
class Scorecard:
    """What stands on it, in one language; source, day and notices are those of `figure`."""

    unit: str
    round: str
    headlines: tuple[Headline, ...]
    lists: tuple[Points, ...]
    figure: Figure
    tables: tuple[Rows, ...]


def scorecard(card: Scorecard, words: Words) -> bytes:
    """As PDF/UA-1, or without that name where a letter is in no font; the chart is left out where nobody draws."""
    told = json.dumps(_told(card, words), ensure_ascii=False)
    try:
        return _page(told, accessible=True)
    except typst.TypstError:
        return _page(told, accessible=False)


def _page(told: str, *, accessible: bool) -> bytes:
    standards: list[Any] = ["ua-1"] if accessible else []
    content = typst.compile(
        TEMPLATE, format="pdf", sys_inputs={"told": told}, font_paths=paper.fonts(), pdf_standards=standards
    )
    if not isinstance(content, bytes):
        raise TypeError("no single pdf")
    return content


def _told(card: Scorecard, words: Words) -> dict[str, Any]:
    figure = card.figure
    return {
        "title": card.unit,
        "subtitle": words("Scorecard, {round}", round=card.round),
        "language": words.language,
        "source": figure.source,
        "origin": wording.origin(figure, words),
        "notices": " · ".join(figure.notices),
        "cards": [{"title": each.title, "value": each.value, "lines": each.lines} for each in card.headlines],
        "lists": [{"title": each.title, "points": each.points, "empty": each.empty} for each in card.lists],
        "picture": plot_svg(figure, SHAPE) if can_draw() else "",
        "picture_title": figure.title,
        "picture_says": wording.alternative(figure),
        "tables": [laid_out(each, words) for each in card.tables if each.rows.height],
    }


def laid_out(part: Rows, words: Words) -> dict[str, Any]:
    """A table as the templates take it: labels, sides, widths by the longest cells, and all cells as text."""
    columns = part.columns
    rows = [
        [shown(value, column, words) for value, column in zip(row, columns.values(), strict=True)]
        for row in part.rows.select(list(columns)).iter_rows()
    ]
    longest = [max(len(cell) for cell in cells) for cells in zip(*rows, strict=True)]
    return {
        "title": part.title,
        "labels": [column.label for column in columns.values()],
        "aligned": ["left" if column.shows == "text" else "right" for column in columns.values()],
        "widths": [min(max(length, NARROWEST), WIDEST) for length in longest],
        "rows": rows,
    }
