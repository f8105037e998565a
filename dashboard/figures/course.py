"""The way to a dated target: what was reported, and the fan of what may come."""

from datetime import timedelta
from typing import Any, Final

import plotly.graph_objects as go
import polars as pl

from dashboard.figures import sentences
from dashboard.figures.canvas import Paper, Part, axis, canvas, note, speaking
from dashboard.figures.figure import Column, Context, Figure
from dashboard.figures.palette import CLEAR, MAIN, OUTLINE, SHADE
from dashboard.words import Words

DECIMALS: Final = 1


def target_course(
    rows: pl.DataFrame, words: Words, context: Context, *, name: str, says: str, target: float, share: bool
) -> Figure:
    """One row per round, then one per week to come: day, label, value (null for weeks), centre, low, high (for rounds).

    `label` is the round's name, or the day. `says` is the outlook in words. With `share` all is in percent.
    """
    return context.figure(
        name,
        says if rows["value"].count() else sentences.nothing_yet(words),
        rows,
        {
            "label": Column(words("Day or round")),
            "value": Column(words("Reported"), "number", DECIMALS),
            "centre": Column(words("Expected"), "number", DECIMALS),
            "low": Column(words("At least (90%)"), "number", DECIMALS),
            "high": Column(words("At most (90%)"), "number", DECIMALS),
        },
        _plot(rows, words, context, target, share=share),
    )


def _plot(rows: pl.DataFrame, words: Words, context: Context, target: float, *, share: bool) -> go.Figure:
    seen = rows.filter(pl.col("value").is_not_null())
    ahead = rows.filter(pl.col("centre").is_not_null())
    traces = [
        _edge(ahead, "low", fill=False),
        _edge(ahead, "high", fill=True) | {"name": words("where nine of ten would lie"), "showlegend": True},
        _line(ahead, "centre", words("expected"), words, dash="dash"),
        _line(seen, "value", words("reported"), words, dash="solid"),
    ]
    known = not seen.is_empty()
    return canvas(
        traces if known else [],
        words,
        context,
        Paper(plot=260, left=44, right=16, top=14, bottom=24),
        axes={
            "xaxis": axis(showgrid=False, type="date", **_ticks(rows)),
            "yaxis": axis(range=_range(rows, target), nticks=6, ticksuffix="%" if share else ""),
        },
        annotations=[_target_name(words, target, share=share)] if known else [speaking(sentences.nothing_yet(words))],
        shapes=[_target_line(target)] if known else [],
        legend={"traceorder": "reversed"} if known else None,
    )


def _line(rows: pl.DataFrame, column: str, name: str, words: Words, *, dash: str) -> Part:
    return {
        "type": "scatter",
        "mode": "lines+markers" if dash == "solid" else "lines",
        "name": name,
        "x": [str(day) for day in rows["day"]],
        "y": [round(value, 3) for value in rows[column]],
        "line": {"color": MAIN, "width": 2.5, "dash": dash},
        "marker": {"color": MAIN, "size": 7},
        "hovertext": [
            f"<b>{label}</b><br>{name}: {words.number(value, DECIMALS)}"
            for label, value in rows.select("label", column).iter_rows()
        ],
        "hoverinfo": "text",
    }


def _edge(rows: pl.DataFrame, column: str, *, fill: bool) -> Part:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [str(day) for day in rows["day"]],
        "y": [round(value, 3) for value in rows[column]],
        "line": {"color": CLEAR, "width": 0},
        "fill": "tonexty" if fill else "none",
        "fillcolor": SHADE,
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _ticks(rows: pl.DataFrame) -> dict[str, Any]:
    """From the first day to the last; these two and the middle are named, more do not fit on a telephone."""
    known = rows["day"].drop_nulls()
    if known.is_empty():
        return {}
    first, last = known[0], known[-1]
    days = list(dict.fromkeys([first, first + (last - first) / 2, last]))
    room = max((last - first) * 0.04, timedelta(days=7))
    return {
        "range": (str(first - room), str(last + room)),
        "tickvals": [str(day) for day in days],
        "ticktext": [f"{day:%m/%Y}" for day in days],
    }


def _range(rows: pl.DataFrame, target: float) -> tuple[float, float]:
    values = [value for name in ("value", "low", "high") for value in rows[name].drop_nulls()]
    low, high = min([*values, target]), max([*values, target])
    room = max(0.08 * (high - low), 1.0)
    return max(low - room, 0.0), high + room


def _target_line(target: float) -> Part:
    line = {"color": OUTLINE, "width": 1.5, "dash": "dot"}
    return {
        "type": "line",
        "xref": "paper",
        "x0": 0,
        "x1": 1,
        "y0": target,
        "y1": target,
        "layer": "below",
        "line": line,
    }


def _target_name(words: Words, target: float, *, share: bool) -> Part:
    text = words.percent(target, 0) if share else words.number(target, 0)
    return note(words("target {target}", target=text), 0, target, xref="paper", xanchor="left", yanchor="top")
