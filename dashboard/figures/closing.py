"""What a budget closes of each norm's gaps: whole, in part, not at all, with what nobody knows kept apart."""

from typing import Any

import plotly.graph_objects as go
import polars as pl

from dashboard.figures import sentences
from dashboard.figures.bars import ROW_HEIGHT, headings, rows_axis, stacked, written_where_it_fits
from dashboard.figures.canvas import NO_AXIS, Paper, Part, canvas, speaking
from dashboard.figures.figure import Column, Context, Figure
from dashboard.figures.palette import BEHIND, MAIN, SEQUENTIAL
from dashboard.words import Words

LAYERS = ("closed", "partly", "left", "no_data")
INKS = {"closed": MAIN, "partly": SEQUENTIAL[4], "left": BEHIND, "no_data": None}


def closing(rows: pl.DataFrame, words: Words, context: Context) -> Figure:
    """One row per norm: norm, name, label, closed, partly, left, met, no_data (units), spent, cost.

    `label` is the short name that stands in the chart. Money is in billion đồng. Who meets a norm is not drawn.
    """
    names = _names(words)
    return context.figure(
        words("What the budget closes, norm by norm"),
        _says(rows, words),
        rows,
        {
            "name": Column(words("Norm")),
            **{layer: Column(names[layer].capitalize(), "number", 0) for layer in LAYERS},
            "spent": Column(words("Spent, billion đồng"), "number", 1),
            "cost": Column(words("Cost of all, billion đồng"), "number", 1),
        },
        _plot(rows, words, context),
    )


def _names(words: Words) -> dict[str, str]:
    return {
        "closed": words("closed"),
        "partly": words("closed in part"),
        "left": words("left open"),
        "no_data": words("no data"),
    }


def _says(rows: pl.DataFrame, words: Words) -> str:
    """Which norms are closed everywhere, which get most of the money, which nothing."""
    known = rows.filter(pl.col("cost") > 0)
    if known.is_empty():
        return sentences.nothing_yet(words)
    whole = known.filter(pl.col("partly") + pl.col("left") == 0)
    untouched = known.filter(pl.col("spent") == 0)
    most = known.sort("spent", descending=True, maintain_order=True).row(0, named=True)
    return sentences.joined(
        words("Closed everywhere: {norms}.", norms="; ".join(whole["label"])) if whole.height else "",
        words("Most of the money goes to: {norm}, {spent} billion đồng.", norm=most["label"], spent=_money(most, words))
        if most["spent"]
        else words("Nothing can be bought."),
        words("Nothing goes to: {norms}.", norms="; ".join(untouched["label"]))
        if 0 < untouched.height < known.height
        else "",
    )


def _plot(rows: pl.DataFrame, words: Words, context: Context) -> go.Figure:
    table = list(rows.iter_rows(named=True))
    names = _names(words)
    return canvas(
        [_layer(table, layer, names[layer], words) for layer in LAYERS],
        words,
        context,
        Paper(plot=ROW_HEIGHT * max(len(table), 2)),
        axes={"xaxis": {**NO_AXIS, "range": (0, 1)}, "yaxis": rows_axis(len(table)), "barmode": "stack"},
        annotations=[
            *headings([row["label"] for row in table], [_remark(row, words) for row in table]),
            *([] if table else [speaking(sentences.nothing_yet(words))]),
        ],
        legend={},
    )


def _layer(table: list[dict[str, Any]], layer: str, name: str, words: Words) -> Part:
    totals = [sum(row[each] for each in LAYERS) for row in table]
    shares = [row[layer] / total if total else 0.0 for row, total in zip(table, totals, strict=True)]
    return stacked(
        name,
        shares,
        INKS[layer],
        texts=[written_where_it_fits(words.number(row[layer]), s) for row, s in zip(table, shares, strict=True)],
        hovers=[
            f"<b>{row['name']}</b><br>{name}: " + words("{units} of {n} units", units=row[layer], n=total)
            for row, total in zip(table, totals, strict=True)
        ],
    )


def _remark(row: dict[str, Any], words: Words) -> str:
    """What is spent of what would be needed; nothing where nothing is known to be missing."""
    if not row["cost"]:
        return words("nothing missing") if row["met"] else words("not known")
    whole = 100
    decimals = 0 if row["cost"] >= whole else 1
    amounts = {name: words.number(row[name], decimals) for name in ("spent", "cost")}
    return words("{spent}/{cost} billion đồng", **amounts)


def _money(row: dict[str, Any], words: Words) -> str:
    return words.number(row["spent"], 1)
