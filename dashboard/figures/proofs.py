"""How strong the evidence behind the points is: measured, verified by a reviewer, or only declared."""

from typing import Any, Final

import plotly.graph_objects as go
import polars as pl

from dashboard.figures import sentences
from dashboard.figures.bars import ROW_HEIGHT, headings, rows_axis, stacked, written_where_it_fits
from dashboard.figures.canvas import NO_AXIS, Paper, Part, canvas, speaking
from dashboard.figures.figure import Column, Context, Figure
from dashboard.figures.palette import SEQUENTIAL
from dashboard.words import Words

STRENGTHS: Final = ("measured", "verified", "declared")
INKS: Final = dict(zip(STRENGTHS, (SEQUENTIAL[8], SEQUENTIAL[4], SEQUENTIAL[0]), strict=True))


def evidence(rows: pl.DataFrame, words: Words, context: Context) -> Figure:
    """One row per unit or group: name, measured, verified, declared: shares of the points, 0 to 1, null without any."""
    names = _names(words)
    return context.figure(
        words("Strength of the evidence behind the points"),
        _says(rows, words),
        rows,
        {
            "name": Column(words("Group")),
            **{strength: Column(names[strength].capitalize(), "percent", 0) for strength in STRENGTHS},
        },
        _plot(rows, words, context),
    )


def _names(words: Words) -> dict[str, str]:
    return {"measured": words("measured"), "verified": words("verified"), "declared": words("declared only")}


def _says(rows: pl.DataFrame, words: Words) -> str:
    """Who leans most on declarations, who least."""
    pairs = sentences.known(rows, "declared")
    if not pairs:
        return sentences.nothing_yet(words)
    if len(pairs) == 1:
        row = rows.filter(pl.col("declared").is_not_null()).row(0, named=True)
        shares = {strength: words.percent(100 * row[strength], 0) for strength in STRENGTHS}
        said = words(
            "{name}: {measured} of the points are measured, {verified} verified, {declared} only declared.",
            name=row["name"],
            **shares,
        )
    else:
        said = words("Share of points that are only declared.") + " "
        said += sentences.extremes(words, pairs, lambda share: words.percent(100 * share, 0))
    return sentences.joined(said, sentences.missing(words, rows.height - len(pairs)))


def _plot(rows: pl.DataFrame, words: Words, context: Context) -> go.Figure:
    table = list(rows.iter_rows(named=True))
    names = _names(words)
    return canvas(
        [_layer(table, strength, names[strength], words) for strength in STRENGTHS],
        words,
        context,
        Paper(plot=ROW_HEIGHT * max(len(table), 2)),
        axes={"xaxis": {**NO_AXIS, "range": (0, 1)}, "yaxis": rows_axis(len(table)), "barmode": "stack"},
        annotations=[
            *headings(
                [row["name"] for row in table],
                [words("no points yet") if row["declared"] is None else "" for row in table],
            ),
            *([] if table else [speaking(sentences.nothing_yet(words))]),
        ],
        legend={},
    )


def _layer(table: list[dict[str, Any]], strength: str, name: str, words: Words) -> Part:
    shares = [row[strength] for row in table]
    texts = ["" if share is None else words.percent(100 * share, 0) for share in shares]
    return stacked(
        name,
        shares,
        INKS[strength],
        texts=[written_where_it_fits(text, share) for text, share in zip(texts, shares, strict=True)],
        hovers=[f"<b>{row['name']}</b><br>{name}: {text}" for row, text in zip(table, texts, strict=True)],
    )
