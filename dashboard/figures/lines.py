"""Means over rounds: all units, the same units in each round, the target; a gap where there are no data."""

from typing import Any, Final

import plotly.graph_objects as go
import polars as pl

from dashboard.figures import sentences
from dashboard.figures.canvas import FONT, NO_AXIS, SMALL, Paper, Part, axis, bare, canvas, note, speaking
from dashboard.figures.figure import Column, Context, Figure
from dashboard.figures.palette import ACCENT, MAIN, OUTLINE, PAGE, TEXT
from dashboard.words import Words

SPARK_HEIGHT: Final = 44  # pixels
SPARK_RIGHT: Final = 16  # pixels; on a telephone a card has that many less than the least width of a plot
STEADY: Final = 0.05  # a change that rounds to nothing


def trend(rows: pl.DataFrame, words: Words, context: Context, *, measure: str, target: float | None = None) -> Figure:
    """One row per round, oldest first: name (the round's), mean; like_mean, units where there are any.

    `like_mean` is the mean over the units that are in every round shown. Null is a round without data: the line breaks.
    """
    return context.figure(
        words("{measure} over the rounds", measure=measure),
        _says(rows, words, target),
        rows,
        _columns(rows, words, measure),
        _plot(rows, words, context, target),
    )


def sparkline(rows: pl.DataFrame, words: Words, context: Context, *, measure: str) -> Figure:
    """The course of one headline figure, without axes: rows as for `trend`, name and mean. It carries no notices."""
    return context.without_notices().figure(
        words("{measure} over the rounds", measure=measure),
        _says(rows, words, None),
        rows,
        _columns(rows.select("name", "mean"), words, measure),
        _spark(rows, words),
    )


def _says(rows: pl.DataFrame, words: Words, target: float | None) -> str:
    known = rows.filter(pl.col("mean").is_not_null())
    if known.is_empty():
        return sentences.nothing_yet(words)
    first, last = known.row(0, named=True), known.row(-1, named=True)
    return sentences.joined(
        words("{round}: {mean}.", round=last["name"], mean=words.number(last["mean"], 1)),
        _course(words, first, last, "mean") if known.height > 1 else "",
        _like_for_like(rows, words),
        _against(words, last["mean"], target),
        words.plural("{n} round has no data.", "{n} rounds have no data.", rows.height - known.height)
        if known.height < rows.height
        else "",
    )


def _course(words: Words, first: dict[str, Any], last: dict[str, Any], column: str) -> str:
    change = last[column] - first[column]
    if abs(change) < STEADY:
        return words("Unchanged since {round}.", round=first["name"])
    size = words.number(abs(change), 1)
    if change > 0:
        return words("Up by {change} since {round}.", change=size, round=first["name"])
    return words("Down by {change} since {round}.", change=size, round=first["name"])


def _like_for_like(rows: pl.DataFrame, words: Words) -> str:
    if "like_mean" not in rows.columns:
        return ""
    known = rows.filter(pl.col("like_mean").is_not_null())
    if known.height <= 1:
        return ""
    change = known["like_mean"][-1] - known["like_mean"][0]
    return words("Among the same units the change is {change}.", change=signed(change, words))


def signed(change: float, words: Words) -> str:
    """A change with its sign: +1,2, −0,4, 0,0."""
    text = words.number(change, 1)
    return f"+{text}" if change >= STEADY else text


def _against(words: Words, mean: float, target: float | None) -> str:
    if target is None:
        return ""
    if mean >= target:
        return words("The target of {target} is reached.", target=target)
    return words("{short} short of the target of {target}.", short=words.number(target - mean, 1), target=target)


def _columns(rows: pl.DataFrame, words: Words, measure: str) -> dict[str, Column]:
    wanted = {
        "name": Column(words("Round")),
        "mean": Column(measure, "number", 1),
        "like_mean": Column(words("Same units"), "number", 1),
        "units": Column(words("Units"), "number", 0),
    }
    return {name: column for name, column in wanted.items() if name in rows.columns}


def _plot(rows: pl.DataFrame, words: Words, context: Context, target: float | None) -> go.Figure:
    names = rows["name"].to_list()
    traces = [_line(rows, "mean", words("all units"), words, ink=MAIN, dash="solid")]
    if "like_mean" in rows.columns:
        traces.append(_line(rows, "like_mean", words("same units in each round"), words, ink=ACCENT, dash="dash"))
    empty = rows["mean"].count() == 0
    return canvas(
        traces,
        words,
        context,
        Paper(plot=260, left=40, right=30, top=30, bottom=24),
        axes={
            "xaxis": axis(
                showgrid=False,
                range=(-0.4, max(len(names), 2) - 0.6),
                tickvals=_ticks(len(names)),
                ticktext=[names[place] for place in _ticks(len(names))],
            ),
            "yaxis": axis(range=_range(rows, target), nticks=6),
        },
        annotations=[
            *_last_value(rows, words),
            *_target_name(words, target),
            *([speaking(sentences.nothing_yet(words))] if empty else []),
        ],
        shapes=[] if target is None else [_target_line(target)],
        legend={} if len(traces) > 1 else None,
    )


def _line(rows: pl.DataFrame, column: str, name: str, words: Words, *, ink: str, dash: str) -> Part:
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": name,
        "x": list(range(rows.height)),
        "y": [None if value is None else round(value, 3) for value in rows[column]],
        "connectgaps": False,
        "line": {"color": ink, "width": 2.5, "dash": dash},
        "marker": {"color": ink, "size": 7, "symbol": "circle" if dash == "solid" else "diamond"},
        "hovertext": [
            f"<b>{round_}</b><br>{name}: {words.number(value, 1)}"
            for round_, value in rows.select("name", column).iter_rows()
        ],
        "hoverinfo": "text",
    }


def _range(rows: pl.DataFrame, target: float | None) -> tuple[float, float]:
    """Around what is drawn, never less than ten units high, so that a small change looks small."""
    columns = [column for column in ("mean", "like_mean") if column in rows.columns]
    values = [value for column in columns for value in rows[column].drop_nulls()]
    values += [] if target is None else [target]
    low, high = min(values, default=0), max(values, default=100)
    room = max((high - low) * 0.15, (10 - (high - low)) / 2)
    return (max(low - room, 0) if low >= 0 else low - room, high + room)


def _ticks(rounds: int) -> list[int]:
    """So few names that they stand beside each other on a telephone; the last one always."""
    step = max(1, -(-rounds // 4))
    return sorted(range(rounds - 1, -1, -step))


def _last_value(rows: pl.DataFrame, words: Words) -> list[Part]:
    known = [(place, value) for place, value in enumerate(rows["mean"]) if value is not None]
    if not known:
        return []
    place, value = known[-1]
    beside = rows["like_mean"][place] if "like_mean" in rows.columns else None
    below = beside is not None and beside > value
    font = {"family": FONT, "size": SMALL + 3, "color": TEXT}
    where = {"yanchor": "top", "yshift": -7} if below else {"yanchor": "bottom", "yshift": 7}
    return [note(f"<b>{words.number(value, 1)}</b>", place, value, font=font, **where)]


def _target_line(target: float) -> Part:
    return {
        "type": "line",
        "xref": "paper",
        "x0": 0,
        "x1": 1,
        "y0": target,
        "y1": target,
        "layer": "below",
        "line": {"color": OUTLINE, "width": 1.5, "dash": "dot"},
    }


def _target_name(words: Words, target: float | None) -> list[Part]:
    if target is None:
        return []
    return [note(words("target {target}", target=target), 0, target, xref="paper", xanchor="left", yanchor="bottom")]


def _spark(rows: pl.DataFrame, words: Words) -> go.Figure:
    """A line and its end; what belongs to an image is left to the card that it stands on."""
    line = {**_line(rows, "mean", "", words, ink=MAIN, dash="solid"), "mode": "lines"}
    layout = {
        **bare(words, SPARK_HEIGHT),
        "margin": {"l": 2, "r": SPARK_RIGHT, "t": 2, "b": 2, "pad": 0},
        "xaxis": {**NO_AXIS, "range": (-0.2, max(rows.height, 2) - 0.7)},
        "yaxis": {**NO_AXIS, "range": _range(rows, None)},
    }
    return go.Figure({"data": [line, _end(rows)], "layout": layout}, _validate=False)


def _end(rows: pl.DataFrame) -> Part:
    known = [(place, value) for place, value in enumerate(rows["mean"]) if value is not None][-1:]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [place for place, _ in known],
        "y": [value for _, value in known],
        "marker": {"color": MAIN, "size": 8, "line": {"color": PAGE, "width": 1.5}},
        "hoverinfo": "skip",
    }
