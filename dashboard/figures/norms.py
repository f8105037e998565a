"""How much is missing against each norm in the whole country, and how many units are short."""

from typing import Any

import plotly.graph_objects as go
import polars as pl

from dashboard.figures import sentences
from dashboard.figures.bars import ROW_HEIGHT, headings, rows_axis, stacked, written_where_it_fits
from dashboard.figures.canvas import NO_AXIS, Paper, Part, canvas, speaking
from dashboard.figures.figure import Column, Context, Figure
from dashboard.figures.palette import BEHIND, MAIN
from dashboard.words import Words


def gap_bars(rows: pl.DataFrame, words: Words, context: Context) -> Figure:
    """One row per norm: norm, name, label, thing, shortfall (null: nothing known), short, met, no_data (units).

    `label` is the short name that stands in the chart. `thing` is what is counted, in the reader's language; it may be
    empty.
    """
    return context.figure(
        words("Missing against the norms"),
        _bars_say(rows, words),
        rows,
        {
            "name": Column(words("Norm")),
            "shortfall": Column(words("Missing"), "number", 0),
            "thing": Column(words("Counted in")),
            "short": Column(words("Units short"), "number", 0),
            "met": Column(words("Units that meet it"), "number", 0),
            "no_data": Column(words("Units without data"), "number", 0),
        },
        _bars(rows, words, context),
    )


def _bars_say(rows: pl.DataFrame, words: Words) -> str:
    """The norm that most units miss, the one that most meet, and where most is unknown."""
    known = rows.filter(pl.col("short") + pl.col("met") > 0)
    if known.is_empty():
        return sentences.nothing_yet(words)
    share = pl.col("short") / (pl.col("short") + pl.col("met"))
    worst = known.sort(share, descending=True, maintain_order=True).row(0, named=True)
    least_known = rows.sort("no_data", descending=True, maintain_order=True).row(0, named=True)
    return sentences.joined(
        words(
            "{short} of {n} units with data fall short on “{norm}”.",
            short=worst["short"],
            n=worst["short"] + worst["met"],
            norm=worst["name"],
        )
        if worst["short"]
        else words("No unit with data falls short."),
        words("In all, {amount} are missing.", amount=_amount(worst, words))
        if worst["short"] and worst["shortfall"]
        else "",
        words.plural(
            "Least is known about “{norm}”: {n} unit has no data.",
            "Least is known about “{norm}”: {n} units have no data.",
            least_known["no_data"],
            norm=least_known["name"],
        )
        if least_known["no_data"]
        else "",
    )


def _bars(rows: pl.DataFrame, words: Words, context: Context) -> go.Figure:
    table = list(rows.iter_rows(named=True))
    layers = (("short", words("short"), BEHIND), ("met", words("met"), MAIN), ("no_data", words("no data"), None))
    return canvas(
        [_layer(table, column, name, ink, words) for column, name, ink in layers],
        words,
        context,
        Paper(plot=ROW_HEIGHT * max(len(table), 1)),
        axes={"xaxis": {**NO_AXIS, "range": (0, 1)}, "yaxis": rows_axis(len(table)), "barmode": "stack"},
        annotations=[
            *headings([row["label"] for row in table], [_missing(row, words) for row in table]),
            *([] if table else [speaking(sentences.nothing_yet(words))]),
        ],
        legend={},
    )


def _layer(table: list[dict[str, Any]], column: str, name: str, ink: str | None, words: Words) -> Part:
    totals = [row["short"] + row["met"] + row["no_data"] for row in table]
    shares = [row[column] / total if total else 0.0 for row, total in zip(table, totals, strict=True)]
    return stacked(
        name,
        shares,
        ink,
        texts=[written_where_it_fits(words.number(r[column]), s) for r, s in zip(table, shares, strict=True)],
        hovers=[
            f"<b>{row['name']}</b><br>{name}: " + words("{units} of {n} units", units=row[column], n=total)
            for row, total in zip(table, totals, strict=True)
        ],
    )


def _missing(row: dict[str, Any], words: Words) -> str:
    if row["shortfall"] is None:
        return words("not known")
    return words("missing: {amount}", amount=_amount(row, words)) if row["shortfall"] else words("nothing missing")


def _amount(row: dict[str, Any], words: Words) -> str:
    return f"{words.number(row['shortfall'], 0)} {row['thing'] or ''}".strip()
