"""What is missing against the norms: by province and norm, and over the country."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any, Final

import plotly.graph_objects as go
import polars as pl

from dashboard.figures import sentences
from dashboard.figures.canvas import FONT, SMALL, Paper, Part, axis, canvas, speaking
from dashboard.figures.figure import Column, Context, Figure
from dashboard.figures.legends import entry, surface
from dashboard.figures.naming import lines_of, shortened
from dashboard.figures.palette import OUTLINE, PAGE, SEQUENTIAL, TEXT, text_on
from dashboard.words import Words

CELL_HEIGHT: Final = 21  # pixels
NAMES: Final = 98  # pixels
NORM_LINE: Final = 28  # characters of a norm's short name, written upward
NORM_SPACE: Final = 180  # pixels
STEPS: Final = (0.1, 0.25, 0.5)  # limits of the shares that are told apart by colour
SHADES: Final = (SEQUENTIAL[0], SEQUENTIAL[2], SEQUENTIAL[4], SEQUENTIAL[7])


def gap_heatmap(rows: pl.DataFrame, words: Words, context: Context) -> Figure:
    """One row per province and norm: province, name (the province's), norm, norm_name, label, share; shortfall, need.

    `label` is the norm's short name, which stands in the chart. `share` is the shortfall over the need, 0 to 1: zero is
    a norm that is met, null is unknown. Provinces and norms keep the order in which they first come.
    """
    columns = {
        "name": Column(words("Province")),
        "norm_name": Column(words("Norm")),
        "share": Column(words("Share missing"), "percent", 0),
        "shortfall": Column(words("Missing"), "number", 0),
        "need": Column(words("Needed"), "number", 0),
    }
    return context.figure(
        words("Missing against the norms, by province"),
        _says(rows, words),
        rows,
        {name: column for name, column in columns.items() if name in rows.columns},
        _plot(rows, words, context),
    )


def _says(rows: pl.DataFrame, words: Words) -> str:
    """The widest gaps, how many norms are met, and how many are unknown."""
    known = rows.filter(pl.col("share").is_not_null())
    if known.is_empty():
        return sentences.nothing_yet(words)
    widest = known.filter(pl.col("share") > 0).sort("share", descending=True, maintain_order=True).head(sentences.NAMED)
    met = known.filter(pl.col("share") == 0).height
    named = [
        words("{norm} in {province} ({share})", norm=norm, province=name, share=words.percent(100 * share, 0))
        for norm, name, share in widest.select("norm_name", "name", "share").rows()
    ]
    return sentences.joined(
        words("Widest gaps: {gaps}.", gaps="; ".join(named)) if named else words("No gap is known."),
        words("{met} of {n} known norms are met.", met=met, n=known.height),
        words.plural("{n} cell has no data.", "{n} cells have no data.", rows.height - known.height)
        if known.height < rows.height
        else "",
    )


def _plot(rows: pl.DataFrame, words: Words, context: Context) -> go.Figure:
    places = rows.select("province", "name").unique("province", maintain_order=True)
    norms = rows.select("norm", "label").unique("norm", maintain_order=True)
    down = {province: place for place, province in enumerate(places["province"])}
    across = {norm: place for place, norm in enumerate(norms["norm"])}
    cells = [(across[row["norm"]], down[row["province"]], row) for row in rows.iter_rows(named=True)]
    return canvas(
        [*_shaded(cells), _values(cells, words), *(_legend(words) if cells else [])],
        words,
        context,
        Paper(plot=CELL_HEIGHT * max(places.height, 3), left=NAMES, top=NORM_SPACE, bottom=26),
        axes={
            "xaxis": axis(
                side="top",
                showgrid=False,
                tickangle=-90,
                range=(-0.5, max(norms.height, 1) - 0.5),
                tickvals=list(range(norms.height)),
                ticktext=[lines_of(name, NORM_LINE) for name in norms["label"]],
            ),
            "yaxis": axis(
                showgrid=False,
                range=(max(places.height, 3) - 0.5, -0.5),
                tickvals=list(range(places.height)),
                ticktext=[shortened(name, 16) for name in places["name"]],
            ),
        },
        annotations=[] if cells else [speaking(sentences.nothing_yet(words))],
        legend={"y": 0, "yanchor": "top", "x": -0.02, "font": {"family": FONT, "size": SMALL, "color": TEXT}},
    )


def _shade(share: float | None) -> str | None:
    """Page for nothing missing, none (hatched) for nothing known."""
    if share is None:
        return None
    return PAGE if share == 0 else SHADES[sum(share >= step for step in STEPS)]


Cell = tuple[int, int, dict[str, Any]]


def _shaded(cells: list[Cell]) -> Iterator[Part]:
    """One trace per shade, each a path of squares."""
    for ink in (PAGE, *SHADES, None):
        x: list[float | None] = []
        y: list[float | None] = []
        for column, line, row in cells:
            if _shade(row["share"]) == ink:
                x += [column - 0.47, column + 0.47, column + 0.47, column - 0.47, column - 0.47, None]
                y += [line - 0.45, line - 0.45, line + 0.45, line + 0.45, line - 0.45, None]
        if x:
            yield {
                "type": "scatter",
                "x": x,
                "y": y,
                "mode": "lines",
                "fill": "toself",
                "line": {"color": OUTLINE, "width": 0.7},
                "hoverinfo": "skip",
                "showlegend": False,
                **surface(ink),
            }


def _values(cells: list[Cell], words: Words) -> Part:
    """The figures in the squares: none for nothing known, a zero for nothing missing."""
    inks = [text_on(shade) if (shade := _shade(row["share"])) else TEXT for _, _, row in cells]
    shown = ["" if row["share"] is None else words.number(100 * row["share"], 0) for _, _, row in cells]
    return {
        "type": "scatter",
        "mode": "text",
        "x": [column for column, _, _ in cells],
        "y": [line for _, line, _ in cells],
        "text": shown,
        "textfont": {"family": FONT, "size": SMALL, "color": inks},
        "customdata": [row["province"] for _, _, row in cells],
        "hovertext": [_hover(row, words) for _, _, row in cells],
        "hoverinfo": "text",
        "showlegend": False,
    }


def _hover(row: dict[str, Any], words: Words) -> str:
    lines = [f"<b>{row['name']}</b>", row["norm_name"]]
    if row["share"] is None:
        return "<br>".join([*lines, words("no data yet")])
    lines.append(words("{share} missing", share=words.percent(100 * row["share"])))
    if row.get("shortfall") is not None and row.get("need") is not None:
        lines.append(words("{shortfall} of {need}", shortfall=round(row["shortfall"]), need=round(row["need"])))
    return "<br>".join(lines)


def _legend(words: Words) -> list[Part]:
    limits = [0, *STEPS, 1]
    names = [f"{words.number(100 * low, 0)}–{words.percent(100 * high, 0)}" for low, high in pairwise(limits)]
    return [
        entry(words("nothing missing"), PAGE),
        *(entry(name, ink) for name, ink in zip(names, SHADES, strict=True)),
        entry(words("no data"), None),
    ]
