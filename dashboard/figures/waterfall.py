"""From one score to the next, step by step: what each cause added or took."""

from typing import Any, Final

import plotly.graph_objects as go
import polars as pl

from dashboard.figures import sentences
from dashboard.figures.bars import BAR, ROW_HEIGHT, headings, rows_axis
from dashboard.figures.canvas import Paper, Part, axis, canvas, speaking
from dashboard.figures.figure import Column, Context, Figure
from dashboard.figures.lines import STEADY, signed
from dashboard.figures.palette import AHEAD, BEHIND, MAIN, OUTLINE, PAGE
from dashboard.words import Words

TOTAL, STEP = "total", "step"
LEAST: Final = 5.0  # points that the axis spans at least, so that a small step looks small


def waterfall(rows: pl.DataFrame, words: Words, context: Context, *, subject: str, since: str) -> Figure:
    """One row per step, in the order in which they are taken: name, kind, start, end, places.

    The first and the last row are of kind `total` and stand for the two scores (start and end alike), the others of
    kind `step`. `places` are the places of a rank gained by the step, null where no rank is told; a column of nulls is
    not shown. Null scores are scores that there are not.
    """
    return context.figure(
        words("Why the score moved since {round}: {subject}", round=since, subject=subject),
        _says(rows, words, since),
        rows.with_columns(change=pl.when(pl.col("kind") == STEP).then(pl.col("end") - pl.col("start"))),
        _columns(rows, words),
        _plot(rows, words, context),
    )


def _says(rows: pl.DataFrame, words: Words, since: str) -> str:
    if rows.is_empty() or rows["end"].null_count():
        return words("Nothing can be compared with {round} yet.", round=since)
    first, last = rows.row(0, named=True), rows.row(-1, named=True)
    parts = [(row["name"], row["end"] - row["start"]) for row in _steps(rows)]
    felt = sorted((part for part in parts if abs(part[1]) >= STEADY), key=lambda part: -abs(part[1]))
    return sentences.joined(
        words(
            "From {before} to {now}: {change} points.",
            before=words.number(first["end"], 1),
            now=words.number(last["end"], 1),
            change=signed(last["end"] - first["end"], words),
        ),
        words("Most of it: {causes}.", causes=sentences.listed(words, felt[:2], lambda value: signed(value, words)))
        if felt
        else "",
        _places(rows, words),
    )


def _places(rows: pl.DataFrame, words: Words) -> str:
    """The places that were gained or lost, and by what, the greatest first."""
    felt = [(row["name"], row["places"]) for row in _steps(rows) if row["places"]]
    if rows["places"].count() == 0 or not felt:
        return ""
    causes = ", ".join(f"{name} ({plus(places, words)})" for name, places in sorted(felt, key=lambda p: -abs(p[1])))
    return words(
        "Places in the rank: {places}, of which {causes}.", places=plus(sum(p for _, p in felt), words), causes=causes
    )


def plus(places: int, words: Words) -> str:
    """A number of places with its sign: +3, −2, 0."""
    text = words.number(places, 0)
    return f"+{text}" if places > 0 else text


def _steps(rows: pl.DataFrame) -> list[dict[str, Any]]:
    return rows.filter(pl.col("kind") == STEP).to_dicts()


def _columns(rows: pl.DataFrame, words: Words) -> dict[str, Column]:
    columns = {
        "name": Column(words("Step")),
        "change": Column(words("Points"), "number", 1),
        "end": Column(words("Score after it"), "number", 1),
    }
    return columns | ({"places": Column(words("Places"), "number", 0)} if rows["places"].count() else {})


def _plot(rows: pl.DataFrame, words: Words, context: Context) -> go.Figure:
    known = not rows.is_empty() and not rows["end"].null_count()
    table = rows.to_dicts() if known else []
    remarks = [_remark(row, words) for row in table]
    low, high = _reach([row[end] for row in table for end in ("start", "end")])
    return canvas(
        [_bars(table, words), _ends(table, words)],
        words,
        context,
        Paper(plot=ROW_HEIGHT * max(len(table), 2), left=12, right=12, bottom=18),
        axes={"xaxis": axis(range=(low, high), nticks=5), "yaxis": rows_axis(len(table))},
        annotations=[
            *({**each, "bgcolor": PAGE} for each in headings([row["name"] for row in table], remarks)),
            *([] if known else [speaking(sentences.nothing_yet(words))]),
        ],
        shapes=_threads(table),
    )


def _reach(values: list[float]) -> tuple[float, float]:
    low, high = min(values, default=0.0), max(values, default=100.0)
    room = max(0.08 * (high - low), (LEAST - (high - low)) / 2)
    return low - room, high + room


def _remark(row: dict[str, Any], words: Words) -> str:
    """A score, or what a step did: in points, in places where a rank is told; places alone have no points."""
    if row["kind"] == TOTAL:
        return f"<b>{words.number(row['end'], 1)}</b>"
    points = signed(row["end"] - row["start"], words)
    if row["places"] is None:
        return points
    places = words.plural("{signed} place", "{signed} places", abs(row["places"]), signed=plus(row["places"], words))
    return places if row["end"] == row["start"] else f"{points} · {places}"


def _bars(table: list[dict[str, Any]], words: Words) -> Part:
    changes = [row["end"] - row["start"] for row in table]
    return {
        "type": "bar",
        "orientation": "h",
        "x": changes,
        "base": [row["start"] for row in table],
        "y": list(range(len(table))),
        "width": BAR,
        "marker": {"color": [AHEAD if change > 0 else BEHIND for change in changes]},
        "hovertext": [f"<b>{row['name']}</b><br>{_remark(row, words)}" for row in table],
        "hoverinfo": "text",
    }


def _ends(table: list[dict[str, Any]], words: Words) -> Part:
    """The two scores themselves: dots, since a bar that does not begin at zero would lie about their size."""
    ends = [(place, row) for place, row in enumerate(table) if row["kind"] == TOTAL]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [row["end"] for _, row in ends],
        "y": [place for place, _ in ends],
        "marker": {"color": MAIN, "size": 13, "symbol": "diamond"},
        "hovertext": [f"<b>{row['name']}</b><br>{words.number(row['end'], 1)}" for _, row in ends],
        "hoverinfo": "text",
    }


def _threads(table: list[dict[str, Any]]) -> list[Part]:
    """A thin line from where a step ends to where the next begins, behind the words between them."""
    line = {"color": OUTLINE, "width": 1, "dash": "dot"}
    return [
        {
            "type": "line",
            "x0": row["end"],
            "x1": row["end"],
            "y0": place,
            "y1": place + 1,
            "layer": "below",
            "line": line,
        }
        for place, row in enumerate(table[:-1])
    ]
