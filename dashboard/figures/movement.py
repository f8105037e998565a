"""What moved since the round before: the greatest rises and falls, and the mean among the same units."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

import plotly.graph_objects as go
import polars as pl

from dashboard.figures import sentences
from dashboard.figures.bars import BAR, ROW_HEIGHT, headings, rows_axis
from dashboard.figures.canvas import FONT, SMALL, Paper, Part, axis, canvas, note, speaking
from dashboard.figures.figure import Column, Context, Figure
from dashboard.figures.lines import signed
from dashboard.figures.palette import AHEAD, BEHIND, OUTLINE, TEXT
from dashboard.words import Words

MOST: Final = 5  # rises, and falls


def change(rows: pl.DataFrame, words: Words, context: Context, *, headline: Mapping[str, Any], since: str) -> Figure:
    """One row per unit of either round: unit, name, previous_score, score, change (null where one is missing).

    `headline` has mean, previous_mean, like_mean, like_previous, like_units, newcomers, gone; `since` is the name of
    the round before. Drawn are the five greatest rises and the five greatest falls; the table has all.
    """
    ordered = rows.sort("change", "name", descending=[True, False], nulls_last=True, maintain_order=True)
    return context.figure(
        words("What changed since {round}", round=since),
        _says(ordered, words, headline, since),
        ordered,
        {
            "name": Column(words("Unit")),
            "previous_score": Column(words("Score before"), "number", 1),
            "score": Column(words("Score now"), "number", 1),
            "change": Column(words("Change"), "number", 1),
        },
        _plot(ordered, words, context),
    )


def _says(rows: pl.DataFrame, words: Words, headline: Mapping[str, Any], since: str) -> str:
    moved = sentences.known(rows, "change")
    if not moved:
        return words("Nothing can be compared with {round} yet.", round=since)
    rises = [pair for pair in moved if pair[1] > 0]
    falls = [pair for pair in moved if pair[1] < 0]
    return sentences.joined(
        words("{rises} of {n} rose, {falls} fell.", rises=len(rises), falls=len(falls), n=len(moved)),
        _mean(words, headline),
        words("Greatest rises: {names}.", names=_named(rises, words)) if rises else "",
        words("Greatest falls: {names}.", names=_named(falls[::-1], words)) if falls else "",
        _comers_and_goers(words, headline),
    )


def _named(pairs: list[tuple[str, float]], words: Words) -> str:
    return sentences.listed(words, pairs[: sentences.NAMED], lambda value: signed(value, words))


def _mean(words: Words, headline: Mapping[str, Any]) -> str:
    """The change of the mean, and beside it that among the same units, which no newcomer moves."""
    if headline["mean"] is None or headline["previous_mean"] is None or headline["like_mean"] is None:
        return ""
    return words(
        "The mean moved by {change}, among the same {n} units by {like}.",
        change=signed(headline["mean"] - headline["previous_mean"], words),
        like=signed(headline["like_mean"] - headline["like_previous"], words),
        n=headline["like_units"],
    )


def _comers_and_goers(words: Words, headline: Mapping[str, Any]) -> str:
    if not headline["newcomers"] and not headline["gone"]:
        return ""
    return words("Not compared: {new} new, {gone} gone.", new=headline["newcomers"], gone=headline["gone"])


def _plot(rows: pl.DataFrame, words: Words, context: Context) -> go.Figure:
    rises = rows.filter(pl.col("change") > 0).head(MOST)
    falls = rows.filter(pl.col("change") < 0).tail(MOST)
    table = list(pl.concat([rises, falls]).iter_rows(named=True))
    widest = max((abs(row["change"]) for row in table), default=1.0)
    reach = widest * 1.45  # room for the figure at the end of the longest bar
    return canvas(
        [_bars(table, words)],
        words,
        context,
        Paper(plot=ROW_HEIGHT * max(len(table), 2), bottom=18),
        axes={
            "xaxis": axis(range=(-reach, reach), nticks=5),
            "yaxis": rows_axis(len(table)),
        },
        shapes=[_zero(place) for place in range(len(table))],
        annotations=[
            *headings([row["name"] for row in table], [_course(row, words) for row in table]),
            *_figures(table, words),
            *([] if table else [speaking(_nothing_moved(rows, words))]),
        ],
    )


def _nothing_moved(rows: pl.DataFrame, words: Words) -> str:
    return words("No score moved.") if rows["change"].count() else sentences.nothing_yet(words)


def _bars(table: list[dict[str, Any]], words: Words) -> Part:
    return {
        "type": "bar",
        "orientation": "h",
        "x": [row["change"] for row in table],
        "y": list(range(len(table))),
        "width": BAR,
        "marker": {"color": [AHEAD if row["change"] > 0 else BEHIND for row in table]},
        "customdata": [row["unit"] for row in table],
        "hovertext": [
            f"<b>{row['name']}</b><br>{_course(row, words)} ({signed(row['change'], words)})" for row in table
        ],
        "hoverinfo": "text",
    }


def _zero(place: int) -> Part:
    """The zero line beside a bar alone, since a long name crosses it on a telephone."""
    ends = {"x0": 0, "x1": 0, "y0": place - BAR / 2, "y1": place + BAR / 2}
    return {"type": "line", **ends, "line": {"color": OUTLINE, "width": 1}}


def _course(row: dict[str, Any], words: Words) -> str:
    return f"{words.number(row['previous_score'], 1)} → {words.number(row['score'], 1)}"


def _figures(table: list[dict[str, Any]], words: Words) -> Iterator[Part]:
    """Each change at the end of its bar."""
    font = {"family": FONT, "size": SMALL + 1, "color": TEXT}
    for place, row in enumerate(table):
        up = row["change"] > 0
        end = {"xanchor": "left", "xshift": 4} if up else {"xanchor": "right", "xshift": -4}
        yield note(f"<b>{signed(row['change'], words)}</b>", row["change"], place, font=font, **end)
