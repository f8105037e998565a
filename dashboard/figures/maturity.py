"""How units are spread over the levels, side by side for each group."""

from typing import Any

import plotly.graph_objects as go
import polars as pl

from dashboard.figures import sentences
from dashboard.figures.bars import ROW_HEIGHT, headings, rows_axis, stacked, written_where_it_fits
from dashboard.figures.canvas import NO_AXIS, Paper, Part, canvas, speaking
from dashboard.figures.figure import Column, Context, Figure
from dashboard.figures.palette import class_inks
from dashboard.words import Words

Group = tuple[str, list[dict[str, Any]]]


def levels(rows: pl.DataFrame, words: Words, context: Context) -> Figure:
    """One row per group and level that occurs: name (the group's), level (number; null: no level), level_name, units.

    Groups and the shares in the table keep the order of the rows; levels go from low to high.
    """
    counted = rows.with_columns(share=pl.col("units") / pl.col("units").sum().over("name"))
    return context.figure(
        words("Units by level"),
        _says(counted, words),
        counted,
        {
            "name": Column(words("Group")),
            "level_name": Column(words("Level")),
            "units": Column(words("Units"), "number", 0),
            "share": Column(words("Share"), "percent", 1),
        },
        _plot(counted, words, context),
    )


def _says(rows: pl.DataFrame, words: Words) -> str:
    """Per group the share of its highest level that anybody reached, and who has none."""
    if not rows["units"].sum():
        return sentences.nothing_yet(words)
    return sentences.joined(*(_group_says(name, group, words) for (name,), group in _grouped(rows)))


def _group_says(name: str, group: pl.DataFrame, words: Words) -> str:
    total = group["units"].sum()
    placed = group.filter(pl.col("level").is_not_null(), pl.col("units") > 0).sort("level")
    if placed.is_empty():
        return words("{name}: none of {n} has a level yet.", name=name, n=total)
    top = placed.row(-1, named=True)
    return words(
        "{name}: {units} of {n} ({share}) have reached {level}.",
        name=name,
        units=top["units"],
        n=total,
        share=words.percent(100 * top["units"] / total, 0),
        level=top["level_name"],
    )


def _plot(rows: pl.DataFrame, words: Words, context: Context) -> go.Figure:
    groups = [(name, group) for (name,), group in _grouped(rows)]
    kinds = rows.select("level", "level_name").unique("level", maintain_order=True).sort("level", nulls_last=True)
    inks = iter(class_inks(max(kinds["level"].count(), 1)))
    layers = [
        _layer(
            groups, level, words("no level") if level is None else name, None if level is None else next(inks), words
        )
        for level, name in kinds.rows()
    ]
    totals = [words.plural("{n} unit", "{n} units", group["units"].sum()) for _, group in groups]
    return canvas(
        layers,
        words,
        context,
        Paper(plot=ROW_HEIGHT * max(len(groups), 2)),
        axes={
            "xaxis": {**NO_AXIS, "range": (0, 1)},
            "yaxis": rows_axis(len(groups)),
            "barmode": "stack",
        },
        annotations=[
            *headings([name for name, _ in groups], totals),
            *([] if groups else [speaking(sentences.nothing_yet(words))]),
        ],
        legend={},
    )


def _layer(groups: list[tuple[str, pl.DataFrame]], level: int | None, name: str, ink: str | None, words: Words) -> Part:
    found = [
        group.filter(pl.col("level").is_null() if level is None else pl.col("level") == level) for _, group in groups
    ]
    units = [int(each["units"].sum()) for each in found]
    shares = [float(each["share"].sum()) for each in found]
    return stacked(
        name,
        shares,
        ink,
        texts=[
            written_where_it_fits(f"{words.number(n)} ({words.percent(100 * share, 0)})", share)
            or written_where_it_fits(words.number(n), share)
            for n, share in zip(units, shares, strict=True)
        ],
        hovers=[
            f"<b>{group}</b><br>{name}: {words.number(n)} ({words.percent(100 * share)})"
            for (group, _), n, share in zip(groups, units, shares, strict=True)
        ],
    )


def _grouped(rows: pl.DataFrame) -> Any:  # noqa: ANN401 - Polars' own grouping
    return rows.group_by("name", maintain_order=True)
