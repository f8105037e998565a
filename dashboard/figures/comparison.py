"""Chosen units side by side, pillar by pillar: a sign for each unit, a line over what lies between them."""

from typing import Any, Final

import plotly.graph_objects as go
import polars as pl

from dashboard.figures import sentences
from dashboard.figures.bars import ROW_HEIGHT, headings, rows_axis
from dashboard.figures.canvas import Paper, Part, axis, canvas, speaking
from dashboard.figures.figure import Column, Context, Figure
from dashboard.figures.naming import shortened
from dashboard.figures.palette import CATEGORICAL, SEQUENTIAL
from dashboard.words import Words

# A sign and an ink for each unit, so that colour never stands alone.
SIGNS: Final = tuple(zip(("circle", "diamond", "square", "triangle-up"), CATEGORICAL, strict=False))
NAME: Final = 34  # characters of a unit's name in the legend
BELOW: Final = 0.12  # of a row: how far the signs lie below its middle, so that the name above them is free


def comparison(rows: pl.DataFrame, words: Words, context: Context) -> Figure:
    """One row per pillar and unit, at most four units: pillar, name, unit, unit_name, score (0 to 100, null: none)."""
    return context.figure(
        words("The chosen units, pillar by pillar"),
        _says(rows, words),
        rows,
        {
            "name": Column(words("Pillar")),
            "unit_name": Column(words("Unit")),
            "score": Column(words("Score"), "number", 1),
        },
        _plot(rows, words, context),
    )


def _says(rows: pl.DataFrame, words: Words) -> str:
    """Where they lie furthest apart and where closest."""
    apart = _apart(rows.drop_nulls("score"))
    if apart.is_empty():
        return sentences.nothing_yet(words)
    told = [
        words(
            "Furthest apart in “{pillar}”: {first} {n} points ahead of {last}.",
            pillar=row["name"],
            first=row["first"],
            last=row["last"],
            n=words.number(row["apart"], 1),
        )
        for row in apart.head(1).iter_rows(named=True)
    ]
    if apart.height > 1:
        row = apart.row(-1, named=True)
        told.append(words("Closest in “{pillar}”: {n} points.", pillar=row["name"], n=words.number(row["apart"], 1)))
    return sentences.joined(*told)


def _apart(known: pl.DataFrame) -> pl.DataFrame:
    """One row per pillar in which two units have a score, the furthest apart first."""
    best, worst = pl.col("score").arg_max(), pl.col("score").arg_min()
    return (
        known.group_by("pillar", maintain_order=True)
        .agg(
            pl.first("name"),
            apart=pl.max("score") - pl.min("score"),
            first=pl.col("unit_name").get(best),
            last=pl.col("unit_name").get(worst),
            scored=pl.len(),
        )
        .filter(pl.col("scored") > 1)
        .sort("apart", descending=True, maintain_order=True)
    )


def _plot(rows: pl.DataFrame, words: Words, context: Context) -> go.Figure:
    names = dict(rows.select("pillar", "name").iter_rows())
    places = {pillar: place for place, pillar in enumerate(names)}
    units = dict(rows.select("unit", "unit_name").iter_rows())
    table = list(rows.drop_nulls("score").iter_rows(named=True))
    signs = zip(units.items(), SIGNS, strict=False)
    return canvas(
        [
            _between(table, places),
            *(_signs(table, places, words, unit, name, sign) for (unit, name), sign in signs),
        ],
        words,
        context,
        Paper(plot=ROW_HEIGHT * max(len(places), 2), left=8, right=12, bottom=24),
        axes={"xaxis": axis(range=(-1.5, 101.5), tickvals=[0, 25, 50, 75, 100]), "yaxis": rows_axis(len(places))},
        annotations=[*headings(list(names.values())), *([] if table else [speaking(sentences.nothing_yet(words))])],
        legend={},
    )


def _between(table: list[dict[str, Any]], places: dict[str, int]) -> Part:
    """From the lowest to the highest score of each pillar, as one line with gaps."""
    x: list[float | None] = []
    y: list[float | None] = []
    for pillar, place in places.items():
        scores = [row["score"] for row in table if row["pillar"] == pillar]
        if scores:
            x += [min(scores), max(scores), None]
            y += [place + BELOW, place + BELOW, None]
    line = {"color": SEQUENTIAL[2], "width": 6}
    return {"type": "scatter", "mode": "lines", "x": x, "y": y, "line": line, "hoverinfo": "skip", "showlegend": False}


def _signs(
    table: list[dict[str, Any]], places: dict[str, int], words: Words, unit: str, name: str, sign: tuple[str, str]
) -> Part:
    own = [row for row in table if row["unit"] == unit]
    symbol, ink = sign
    return {
        "type": "scatter",
        "mode": "markers",
        "name": shortened(name, NAME),
        "x": [row["score"] for row in own],
        "y": [places[row["pillar"]] + BELOW for row in own],
        "marker": {"symbol": symbol, "size": 12, "color": ink},
        "hovertext": [f"<b>{row['name']}</b><br>{name}: {words.number(row['score'], 1)}" for row in own],
        "hoverinfo": "text",
    }
