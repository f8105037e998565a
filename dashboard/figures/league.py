"""A ranking that shows how sure each rank is: a dot on the rank, a bar over the ranks that are as likely."""

from collections.abc import Iterator
from functools import partial
from itertools import groupby
from typing import Any, Final

import plotly.graph_objects as go
import polars as pl

from dashboard.figures import sentences
from dashboard.figures.canvas import FONT, SMALL, Paper, Part, axis, canvas, note, speaking, titled
from dashboard.figures.figure import Column, Context, Figure
from dashboard.figures.naming import together
from dashboard.figures.palette import ACCENT, MAIN, MUTED, OUTLINE, SEQUENTIAL, SHADE, TEXT
from dashboard.words import Words

MOST: Final = 40
ROW_HEIGHT: Final = 36  # pixels: a line for the name, which needs the whole width, and one for the range
NAME: Final = 46  # characters that fit beside the score on a telephone
ABOVE: Final = 0.24  # of a row: how far the name lies above its middle
BELOW: Final = 0.2  # of a row: how far the range lies below it
SCORES: Final = 44  # pixels
MOST_TICKS: Final = 7


def ranking(
    rows: pl.DataFrame, words: Words, context: Context, *, measure: str, highlight: str | None = None
) -> Figure:
    """One row per unit: unit, name, score, rank; rank_low, rank_high, band, level_name where there are any.

    `rank_low` to `rank_high` is the range that holds 90 % of the ranks under the method's uncertainty; units of one
    `band` cannot be told apart. Null scores stand at the end, without a rank. Of more than 40 rows the first 40 are
    drawn, and `highlight` (a unit) in any case; the table has all.
    """
    ordered = rows.sort("rank", "name", nulls_last=True, maintain_order=True)
    return context.figure(
        words("Ranking: {measure}", measure=measure),
        _says(ordered, words, highlight),
        ordered,
        _columns(ordered, words, measure),
        _plot(_drawn(ordered, highlight), words, context, highlight),
    )


def _drawn(ordered: pl.DataFrame, highlight: str | None) -> pl.DataFrame:
    """The first 40, and the highlighted unit, which does not fall off the end."""
    first = ordered.head(MOST)
    if highlight is None or highlight in first["unit"]:
        return first
    return pl.concat([first.head(MOST - 1), ordered.filter(pl.col("unit") == highlight)])


def _says(rows: pl.DataFrame, words: Words, highlight: str | None) -> str:
    pairs = sentences.known(rows, "score")
    if not pairs:
        return sentences.nothing_yet(words)
    own = rows.filter(pl.col("unit") == highlight).rows(named=True) if highlight else []
    return sentences.joined(
        *(_standing(row, words) for row in own),
        sentences.extremes(words, pairs, partial(words.number, decimals=1)),
        _leading_band(rows, words),
        sentences.missing(words, rows.height - len(pairs)),
        words("The chart shows {shown} of {n}; the table has all.", shown=MOST, n=rows.height)
        if rows.height > MOST
        else "",
    )


def _standing(row: dict[str, Any], words: Words) -> str:
    if row["rank"] is None:
        return words("{name} has no rank yet.", name=row["name"])
    score = words.number(row["score"], 1)
    if row.get("rank_low") is None or row["rank_low"] == row["rank_high"]:
        return words("{name} has rank {rank} with {score}.", name=row["name"], rank=row["rank"], score=score)
    return words(
        "{name} has rank {rank} with {score}; anything from {low} to {high} is as likely.",
        name=row["name"],
        rank=row["rank"],
        score=score,
        low=row["rank_low"],
        high=row["rank_high"],
    )


def _leading_band(rows: pl.DataFrame, words: Words) -> str:
    """That nobody is first where several could be."""
    if "band" not in rows.columns:
        return ""
    first = rows.filter(pl.col("band") == pl.col("band").min(), pl.col("rank").is_not_null()).height
    if first <= 1:
        return ""
    return words("The first {n} cannot be told apart with certainty.", n=first)


def _columns(rows: pl.DataFrame, words: Words, measure: str) -> dict[str, Column]:
    wanted = {
        "rank": Column(words("Rank"), "number", 0),
        "name": Column(words("Unit")),
        "score": Column(measure, "number", 1),
        "level_name": Column(words("Level")),
        "rank_low": Column(words("Rank range from"), "number", 0),
        "rank_high": Column(words("Rank range to"), "number", 0),
        "band": Column(words("Band"), "number", 0),
    }
    return {name: column for name, column in wanted.items() if name in rows.columns}


def _plot(rows: pl.DataFrame, words: Words, context: Context, highlight: str | None) -> go.Figure:
    table = list(rows.iter_rows(named=True))
    ranked = [(place, row) for place, row in enumerate(table) if row["rank"] is not None]
    last = max((row.get("rank_high") or row["rank"] for _, row in ranked), default=1)
    return canvas(
        [_ranges(ranked), _dots(ranked, words, highlight)],
        words,
        context,
        Paper(plot=ROW_HEIGHT * max(rows.height, 2), left=12, right=SCORES, top=36),
        axes={
            "xaxis": axis(
                side="top", range=(0.3 - last / 60, last + 0.7), tickvals=_ticks(last), title=titled(words("Rank"))
            ),
            "yaxis": axis(
                range=(max(rows.height, 2) - 0.5, -0.5),
                showgrid=False,
                showticklabels=False,
            ),
        },
        annotations=[
            *_names(table, highlight),
            *_scores(table, words),
            *([] if table else [speaking(sentences.nothing_yet(words))]),
        ],
        shapes=_bands(table),
    )


def _ranges(ranked: list[tuple[int, dict[str, Any]]]) -> Part:
    """The bars, as one line with gaps."""
    x: list[float | None] = []
    y: list[float | None] = []
    for place, row in ranked:
        if row.get("rank_low") is not None:
            x += [row["rank_low"] - 0.25, row["rank_high"] + 0.25, None]
            y += [place + BELOW, place + BELOW, None]
    line = {"color": SEQUENTIAL[3], "width": 7}
    return {"type": "scatter", "x": x, "y": y, "mode": "lines", "line": line, "hoverinfo": "skip"}


def _dots(ranked: list[tuple[int, dict[str, Any]]], words: Words, highlight: str | None) -> Part:
    own = [row["unit"] == highlight for _, row in ranked]
    return {
        "type": "scatter",
        "x": [row["rank"] for _, row in ranked],
        "y": [place + BELOW for place, _ in ranked],
        "mode": "markers",
        "marker": {
            "size": [13 if is_own else 10 for is_own in own],
            "color": [ACCENT if is_own else MAIN for is_own in own],
            "opacity": 1,
            "symbol": ["diamond" if is_own else "circle" for is_own in own],
        },
        "customdata": [row["unit"] for _, row in ranked],
        "hovertext": [_hover(row, words) for _, row in ranked],
        "hoverinfo": "text",
    }


def _hover(row: dict[str, Any], words: Words) -> str:
    lines = [
        f"<b>{row['name']}</b>",
        words("Rank {rank}, score {score}", rank=row["rank"], score=words.number(row["score"], 1)),
    ]
    if row.get("rank_low") is not None:
        lines.append(words("90% of ranks: {low} to {high}", low=row["rank_low"], high=row["rank_high"]))
    if row.get("level_name"):
        lines.append(row["level_name"])
    return "<br>".join(lines)


def _names(table: list[dict[str, Any]], highlight: str | None) -> Iterator[Part]:
    """Each unit's name over its range."""
    font = {"family": FONT, "size": SMALL + 1, "color": TEXT}
    written = together([row["name"] for row in table], [NAME] * len(table))
    for line, (row, name) in enumerate(zip(table, written, strict=True)):
        text = f"<b>{name}</b>" if row["unit"] == highlight else name
        yield note(text, 0, line - ABOVE, xref="paper", xanchor="left", font=font)


def _scores(table: list[dict[str, Any]], words: Words) -> Iterator[Part]:
    """The scores in a column at the right, under their word."""
    place = {"xref": "paper", "xanchor": "right", "xshift": SCORES - 2}
    yield note(
        words("Score"),
        1,
        1,
        yref="paper",
        yanchor="bottom",
        yshift=4,
        font={"family": FONT, "size": SMALL + 1, "color": MUTED},
        **place,
    )
    for line, row in enumerate(table):
        ink = TEXT if row["score"] is not None else MUTED
        font = {"family": FONT, "size": SMALL + 1, "color": ink}
        yield note(words.number(row["score"], 1), 1, line - ABOVE, font=font, **place)


def _bands(table: list[dict[str, Any]]) -> Iterator[Part]:
    """Every other band shaded, so that units that cannot be told apart are seen as one."""
    place = 0
    for number, (band, members) in enumerate(groupby(table, key=lambda row: row.get("band"))):
        size = len(list(members))
        if band is not None and number % 2 == 0:
            yield {
                "type": "rect",
                "xref": "paper",
                "x0": 0,
                "x1": 1,
                "y0": place - 0.5,
                "y1": place + size - 0.5,
                "fillcolor": SHADE,
                "opacity": 0.55,
                "line": {"width": 0},
                "layer": "below",
            }
        place += size
    if place:
        yield {
            "type": "line",
            "xref": "paper",
            "yref": "paper",
            "x0": 0,
            "x1": 1,
            "y0": 1,
            "y1": 1,
            "line": {"color": OUTLINE, "width": 1},
        }


def _ticks(last: int) -> list[int]:
    """The first rank, the last, and a few round ones that keep their distance from it."""
    step = next((step for step in (1, 2, 5, 10, 20, 50, 100) if last / step <= MOST_TICKS), 200)
    between = [rank for rank in range(step, last, step) if rank > 1 and last - rank > step / 2]
    return [1, *between, *([last] if last > 1 else [])]
