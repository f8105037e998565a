"""What the map and the tiles of provinces have in common: their rows, classes, legend, words and archipelagos."""

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from dashboard.figures import sentences
from dashboard.figures.canvas import FONT, SMALL, Part
from dashboard.figures.classes import Class, class_of
from dashboard.figures.figure import Column
from dashboard.figures.legends import entry
from dashboard.figures.palette import MUTED, TEXT
from dashboard.words import Words

Row = Mapping[str, Any]


def wholes(rows: pl.DataFrame) -> pl.DataFrame:
    """The same rows, but the parts that show the value of one whole are one row under its name."""
    if "whole" not in rows.columns:
        return rows
    named = rows.with_columns(name=pl.coalesce("whole", "name"))
    return named.unique("name", keep="first", maintain_order=True)


def shared(row: Row | None) -> bool:
    """Whether a province shows the value of the larger one that it became part of."""
    return row is not None and row.get("whole") is not None


def says(rows: pl.DataFrame, words: Words) -> str:
    pairs = sentences.known(rows, "value")
    if not pairs:
        return words("No province has data for this choice yet.")
    write = sentences.writer(words, rows["value"])
    return sentences.joined(
        sentences.extremes(words, pairs, write),
        sentences.middle(words, pairs, write),
        sentences.missing(words, rows.height - len(pairs)),
        _counted(rows, words),
        _undivided(rows, words),
    )


def _counted(rows: pl.DataFrame, words: Words) -> str:
    """On how many units it all rests: as many on every map of the same round."""
    if not {"units", "scored"} <= set(rows.columns):
        return ""
    units, scored = int(rows["units"].sum()), int(rows["scored"].sum())
    return words("{scored} of {units} units have data.", scored=scored, units=units)


def _undivided(rows: pl.DataFrame, words: Words) -> str:
    """That a merged province's value stands for the whole of it."""
    if "whole" not in rows.columns or not rows["whole"].count():
        return ""
    return words("Where provinces have merged, each part shows the value of the whole; it is not divided among them.")


def columns(rows: pl.DataFrame, words: Words, measure: str) -> dict[str, Column]:
    wanted = {
        "name": Column(words("Province")),
        "value": Column(measure, "number"),
        "whole": Column(words("Value of")),
        "parts": Column(words("Parts")),
        "simple": Column(words("Each unit alike"), "number"),
        "weighted": Column(words("By learners"), "number"),
        "units": Column(words("Units"), "number", 0),
        "scored": Column(words("Units with data"), "number", 0),
        "rank": Column(words("Rank"), "number", 0),
    }
    return {name: column for name, column in wanted.items() if name in rows.columns}


def hover(row: Row, words: Words, measure: str) -> str:
    """The figures of one province, a line each."""
    value = words("no data yet") if row["value"] is None else words.number(row["value"])
    lines = [f"<b>{row['name']}</b>", f"{measure}: {value}"]
    if shared(row):
        lines.append(words("value of {whole}, of which this is a part", whole=row["whole"]))
    if row.get("parts"):
        means = {name: words.number(row[name], 1) for name in ("simple", "weighted") if name in row}
        if len(means) > 1:
            lines.append(words("Each unit alike {simple}; by learners {weighted}", **means))
        lines.append(words("Parts: {parts}", parts=row["parts"]))
    if row.get("rank") is not None:
        lines.append(words("Rank: {rank}", rank=row["rank"]))
    if row.get("units") is not None and row.get("scored") is not None:
        lines.append(words("{scored} of {units} units have data", scored=row["scored"], units=row["units"]))
    return "<br>".join(lines)


def ink(row: Row | None, among: list[Class]) -> str | None:
    """The ink of a province's class; none where it has no value or no row."""
    return None if row is None or row["value"] is None else class_of(row["value"], among).ink


def legend_entries(rows: Sequence[Row], among: list[Class], words: Words) -> list[Part]:
    """One swatch per class with its limits and how many provinces are in it, highest first; then those without data."""
    values = [row["value"] for row in rows if row["value"] is not None]
    counts = {each: sum(class_of(value, among) is each for value in values) for each in among}
    entries = [entry(f"{each.label(words)} ({words.number(counts[each])})", each.ink) for each in reversed(among)]
    if any(map(shared, rows)):
        entries.append(entry(words("value of the merged province"), MUTED, shared=True))
    without = len(rows) - len(values)
    return [*entries, entry(words("no data ({n})", n=without), None)] if without else entries


def legend_style(words: Words, measure: str) -> Part:
    font = {"family": FONT, "size": SMALL, "color": TEXT}
    title = {"text": words("{measure} (provinces)", measure=measure), "side": "top", "font": font}
    return {"title": title, "font": font}


def marked(rows: pl.DataFrame) -> list[Row]:
    """The provinces to be named: the highest and the lowest, as far as they can be told from their equals."""
    pairs = sentences.known(rows, "value")
    if not pairs or pairs[0][1] == pairs[-1][1]:
        return []
    named = {*sentences.edge(pairs), *sentences.edge(pairs[::-1])}
    return [row for row in rows.iter_rows(named=True) if row["name"] in named]


def archipelago(name: str, province: str, words: Words) -> str:
    """The name as it stands on every map, over two lines: QĐ. Hoàng Sa (Đà Nẵng)."""
    whole = words("{name} Archipelago", name=name.removeprefix("QĐ. "))
    return f"{whole}<br>({province})" if province else whole
