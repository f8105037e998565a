"""One unit's pillars beside its peers: a dot for the unit, a bar for the middle half, a line for the median."""

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go
import polars as pl

from dashboard.figures import sentences
from dashboard.figures.bars import BAR, ROW_HEIGHT, headings, rows_axis
from dashboard.figures.canvas import Paper, Part, axis, canvas, speaking
from dashboard.figures.figure import Column, Context, Figure
from dashboard.figures.palette import ACCENT, MAIN, OUTLINE, SEQUENTIAL
from dashboard.words import Words

Limit = tuple[float, str]


def pillars(
    rows: pl.DataFrame, words: Words, context: Context, *, unit: str, peers: str, limits: Sequence[Limit] = ()
) -> Figure:
    """One row per pillar: pillar, name, score (0 to 100, null: none yet), lower, median, upper of the peers' scores.

    `unit` and `peers` are names; `limits` are the scores at which a level begins, each with the level's name.
    """
    return context.figure(
        words("{unit} by pillar, beside {peers}", unit=unit, peers=peers),
        _says(rows, words, unit),
        rows,
        {
            "name": Column(words("Pillar")),
            "score": Column(words("Score"), "number", 1),
            "lower": Column(words("Lower quartile of peers"), "number", 1),
            "median": Column(words("Median of peers"), "number", 1),
            "upper": Column(words("Upper quartile of peers"), "number", 1),
        },
        _plot(rows, words, context, unit, limits),
    )


def _says(rows: pl.DataFrame, words: Words, unit: str) -> str:
    """Above, within and below the middle half of the peers."""
    pairs = sentences.known(rows, "score")
    if not pairs:
        return words("{unit} has no scores yet.", unit=unit)
    score = pl.col("score")
    above = rows.filter(score > pl.col("upper"))["name"].to_list()
    below = rows.filter(score < pl.col("lower"))["name"].to_list()
    compared = rows.filter(score.is_not_null(), pl.col("median").is_not_null()).height
    return sentences.joined(
        sentences.extremes(words, pairs, lambda value: words.number(value, 1)),
        words("In the upper quarter of its peers: {pillars}.", pillars=above) if above else "",
        words("In the lower quarter of its peers: {pillars}.", pillars=below) if below else "",
        words("In no pillar far from its peers.") if compared and not above and not below else "",
        sentences.missing(words, rows.height - len(pairs)),
    )


def _plot(rows: pl.DataFrame, words: Words, context: Context, unit: str, limits: Sequence[Limit]) -> go.Figure:
    table = list(rows.iter_rows(named=True))
    remarks = [words.number(row["score"], 1) if row["score"] is not None else words("no score yet") for row in table]
    return canvas(
        [
            _middle_half(table, words),
            _medians(table, words),
            _dots(table, words, unit),
        ],
        words,
        context,
        Paper(plot=ROW_HEIGHT * max(len(table), 2), left=8, right=12, bottom=34),
        axes={
            "xaxis": axis(range=(0, 100), **_ticks(limits)),
            "yaxis": rows_axis(len(table)),
        },
        annotations=[
            *headings([row["name"] for row in table], remarks),
            *([] if table else [speaking(sentences.nothing_yet(words))]),
        ],
        shapes=[_limit_line(value) for value, _ in limits],
        legend={},
    )


def _middle_half(table: list[dict[str, Any]], words: Words) -> Part:
    known = [(place, row) for place, row in enumerate(table) if row["lower"] is not None]
    return {
        "type": "bar",
        "orientation": "h",
        "name": words("middle half of the peers"),
        "base": [row["lower"] for _, row in known],
        "x": [row["upper"] - row["lower"] for _, row in known],
        "y": [place for place, _ in known],
        "width": BAR,
        "marker": {"color": SEQUENTIAL[2], "line": {"color": OUTLINE, "width": 0.7}},
        "hovertext": [
            f"<b>{row['name']}</b><br>"
            + words("Half of the peers lie between {lower} and {upper}", lower=row["lower"], upper=row["upper"])
            for _, row in known
        ],
        "hoverinfo": "text",
    }


def _medians(table: list[dict[str, Any]], words: Words) -> Part:
    known = [(place, row) for place, row in enumerate(table) if row["median"] is not None]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": words("median of the peers"),
        "x": [row["median"] for _, row in known],
        "y": [place for place, _ in known],
        "marker": {"symbol": "line-ns-open", "size": 15, "color": MAIN, "line": {"width": 2.5, "color": MAIN}},
        "hovertext": [words("Median of the peers: {median}", median=row["median"]) for _, row in known],
        "hoverinfo": "text",
    }


def _dots(table: list[dict[str, Any]], words: Words, unit: str) -> Part:
    known = [(place, row) for place, row in enumerate(table) if row["score"] is not None]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": unit,
        "x": [row["score"] for _, row in known],
        "y": [place for place, _ in known],
        "marker": {"symbol": "diamond", "size": 13, "color": ACCENT},
        "customdata": [row["pillar"] for _, row in known],
        "hovertext": [f"<b>{row['name']}</b><br>{unit}: {words.number(row['score'], 1)}" for _, row in known],
        "hoverinfo": "text",
    }


def _limit_line(value: float) -> Part:
    return {
        "type": "line",
        "yref": "paper",
        "x0": value,
        "x1": value,
        "y0": 0,
        "y1": 1,
        "layer": "below",
        "line": {"color": OUTLINE, "width": 1, "dash": "dot"},
    }


def _ticks(limits: Sequence[Limit]) -> Part:
    """Both ends and, between them, where a level begins, with its name; quarters where there are no levels."""
    between = limits or ((25.0, ""), (50.0, ""), (75.0, ""))
    values = [0, *(value for value, _ in between), 100]
    names = ["", *(name for _, name in between), ""]
    return {
        "tickvals": values,
        "ticktext": [f"{value:g}<br>{name}" for value, name in zip(values, names, strict=True)],
    }
