"""Which choices of the method move the ranks: their share in the variance, alone and with all others."""

from typing import Any

import plotly.graph_objects as go
import polars as pl

from dashboard.figures import sentences
from dashboard.figures.bars import BAR, ROW_HEIGHT, headings, rows_axis
from dashboard.figures.canvas import Paper, Part, axis, canvas, speaking, titled
from dashboard.figures.figure import Column, Context, Figure
from dashboard.figures.palette import MAIN, OUTLINE, SEQUENTIAL, TEXT
from dashboard.words import Words


def drivers(rows: pl.DataFrame, words: Words, context: Context) -> Figure:
    """One row per choice of the method: name, first, first_low, first_high, total, total_low, total_high.

    `first` is the share of the variance, 0 to 1, that the choice causes alone (Sobol's first-order index), `total`
    with everything that it does together with others; low and high are the limits of the estimate, null where unknown.
    """
    ordered = rows.sort("total", descending=True, nulls_last=True, maintain_order=True)
    return context.figure(
        words("What drives the uncertainty"),
        _says(ordered, words),
        ordered,
        {
            "name": Column(words("Choice of the method")),
            "first": Column(words("alone").capitalize(), "percent", 0),
            "first_low": Column(words("Alone, from"), "percent", 0),
            "first_high": Column(words("Alone, to"), "percent", 0),
            "total": Column(words("with all others").capitalize(), "percent", 0),
            "total_low": Column(words("With all others, from"), "percent", 0),
            "total_high": Column(words("With all others, to"), "percent", 0),
        },
        _plot(ordered, words, context),
    )


def _says(rows: pl.DataFrame, words: Words) -> str:
    """The strongest choice, and whether its lead is larger than the error of the estimate."""
    known = rows.filter(pl.col("total").is_not_null())
    if known.is_empty():
        return sentences.nothing_yet(words)
    first = known.row(0, named=True)
    share = words.percent(100 * first["total"], 0)
    said = words("{name} moves the ranks most: {share} of their variance.", name=first["name"], share=share)
    if known.height == 1:
        return said
    second = known.row(1, named=True)
    if None not in (first["total_low"], second["total_high"]) and first["total_low"] <= second["total_high"]:
        near = words("Its lead over {name} lies within the error of the estimate.", name=second["name"])
        return sentences.joined(said, near)
    share = words.percent(100 * second["total"], 0)
    return sentences.joined(said, words("{name} follows with {share}.", name=second["name"], share=share))


def _plot(rows: pl.DataFrame, words: Words, context: Context) -> go.Figure:
    table = list(rows.iter_rows(named=True))
    known = [row[column] for row in table for column in ("total", "total_high") if row[column] is not None]
    reach = max([1.0, *known])
    return canvas(
        [
            _bars(table, "total", words("with all others"), words, ink=SEQUENTIAL[3], width=BAR),
            _bars(table, "first", words("alone"), words, ink=MAIN, width=BAR / 2),
        ],
        words,
        context,
        Paper(plot=ROW_HEIGHT * max(len(table), 2), left=14, right=14, bottom=38),
        axes={
            "xaxis": axis(
                range=(0, reach),
                tickvals=[0, 0.25, 0.5, 0.75, 1],
                title=titled(words("share of variance")),
                ticktext=[words.percent(share, 0) for share in (0, 25, 50, 75, 100)],
            ),
            "yaxis": rows_axis(len(table)),
            "barmode": "overlay",
        },
        annotations=[
            *headings([row["name"] for row in table], [_remark(row, words) for row in table]),
            *([] if table else [speaking(sentences.nothing_yet(words))]),
        ],
        legend={},
    )


def _bars(table: list[dict[str, Any]], column: str, name: str, words: Words, *, ink: str, width: float) -> Part:
    values = [row[column] for row in table]
    up = [_reach(row, column, "high") for row in table]
    down = [_reach(row, column, "low") for row in table]
    return {
        "type": "bar",
        "orientation": "h",
        "name": name,
        "x": values,
        "y": list(range(len(table))),
        "width": width,
        "marker": {"color": ink, "line": {"color": OUTLINE, "width": 0.7}},
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": up,
            "arrayminus": down,
            "color": TEXT,
            "thickness": 1,
            "width": 3,
        },
        "hovertext": [f"<b>{row['name']}</b><br>{name}: {_interval(row, column, words)}" for row in table],
        "hoverinfo": "text",
    }


def _reach(row: dict[str, Any], column: str, end: str) -> float:
    limit, value = row[f"{column}_{end}"], row[column]
    return 0.0 if limit is None or value is None else abs(limit - value)


def _interval(row: dict[str, Any], column: str, words: Words) -> str:
    value, low, high = (row[name] for name in (column, f"{column}_low", f"{column}_high"))
    text = words.percent(None if value is None else 100 * value, 0)
    if value is None or low is None or high is None:
        return text
    return f"{text} ({words.number(100 * low, 0)}–{words.percent(100 * high, 0)})"


def _remark(row: dict[str, Any], words: Words) -> str:
    return "" if row["total"] is None else words.percent(100 * row["total"], 0)
