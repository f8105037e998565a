"""The provinces as tiles of one size, in about their places, so that small ones are seen as well as large ones."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

import plotly.graph_objects as go
import polars as pl

from catalogue.geography import Tile
from dashboard.figures import provinces, sentences
from dashboard.figures.canvas import FONT, NO_AXIS, SMALL, Paper, Part, canvas, note
from dashboard.figures.classes import Class, classes
from dashboard.figures.figure import Context, Figure
from dashboard.figures.legends import surface
from dashboard.figures.palette import CLEAR, MUTED, OUTLINE, PAGE, TEXT, text_on
from dashboard.words import Words

ROW_HEIGHT: Final = 46  # pixels
WIDER: Final = 0.16  # of a tile, on each side, for the long names of the archipelagos
GAP: Final = 0.03  # of a tile, on each side
SEA: Final = (5.6, 9.5)


def province_tiles(
    rows: pl.DataFrame, tiles: Sequence[Tile], words: Words, context: Context, *, measure: str
) -> Figure:
    """One tile per province; rows as for `province_map`, one for each tile, else the tile stays without a name.

    The archipelagos are dashed, in the colour of their province.
    """
    return context.figure(
        words("{measure} by province", measure=measure),
        provinces.says(rows, words),
        rows,
        provinces.columns(rows, words, measure),
        _plot(rows, tiles, words, context, measure),
    )


def _plot(rows: pl.DataFrame, tiles: Sequence[Tile], words: Words, context: Context, measure: str) -> go.Figure:
    by_code = {row["province"]: row for row in rows.iter_rows(named=True)}
    among = classes(rows["value"].drop_nulls().to_list())
    down = max(tile.row for tile in tiles) + 1
    across = max(tile.column for tile in tiles) + 1
    return canvas(
        [
            *(_square(tile, by_code.get(tile.code), among) for tile in tiles),
            *provinces.legend_entries(list(by_code.values()), among, words),
            _targets(tiles, by_code, words, measure),
        ],
        words,
        context,
        Paper(
            plot=ROW_HEIGHT * down, credit=words("Tiles of one size, in about their places; archipelagos as symbols.")
        ),
        axes={
            "xaxis": {**NO_AXIS, "range": (-0.5, across - 0.5 + WIDER)},
            "yaxis": {**NO_AXIS, "range": (down - 0.5, -0.5)},
        },
        annotations=[*_labels(tiles, by_code, among, words, sentences.writer(words, rows["value"])), _sea(words)],
        legend={
            "orientation": "h",
            "x": 0,
            "y": 0,
            "yanchor": "top",
            **provinces.legend_style(words, measure),
        },
    )


def _square(tile: Tile, row: provinces.Row | None, among: list[Class]) -> Part:
    island = tile.kind == "archipelago"
    half = 0.5 - GAP + (WIDER if island else 0)
    west, east = tile.column - half, tile.column + half
    north, south = tile.row - 0.5 + GAP, tile.row + 0.5 - GAP
    return {
        "type": "scatter",
        "x": [west, east, east, west, west],
        "y": [north, north, south, south, north],
        "mode": "lines",
        "fill": "toself",
        "line": {"color": OUTLINE, "width": 1.2 if island else 0.7, "dash": "dash" if island else "solid"},
        "hoverinfo": "skip",
        "showlegend": False,
        **surface(provinces.ink(row, among)),
    }


def _labels(
    tiles: Iterable[Tile],
    rows: Mapping[str, provinces.Row],
    among: list[Class],
    words: Words,
    write: sentences.Writes,
) -> Iterator[Part]:
    for tile in tiles:
        row = rows.get(tile.code)
        ink = provinces.ink(row, among)
        font = {"family": FONT, "size": SMALL - 1, "color": text_on(ink) if ink else TEXT}
        ground = CLEAR if ink else PAGE  # letters on hatching are hard to read
        yield note(_label(tile, row, words, write), tile.column, tile.row, font=font, bgcolor=ground, borderpad=1)


def _label(tile: Tile, row: provinces.Row | None, words: Words, write: sentences.Writes) -> str:
    """A name over two lines, and the value; of an archipelago its name and its province's."""
    name = row["name"] if row else ""
    if tile.kind == "archipelago":
        whole, _, province = provinces.archipelago(tile.name_vi, name, words).partition("<br>")
        return "<br>".join(part for part in (_over_two_lines(whole), province) if part)
    value = "" if row is None or row["value"] is None else f"<br><b>{write(row['value'])}</b>"
    return f"{_over_two_lines(name)}{value}"


def _over_two_lines(name: str) -> str:
    """Broken at the space that leaves the shortest lines."""
    gaps = [place for place, letter in enumerate(name) if letter == " "]
    breaks = [(name[:place], name[place + 1 :]) for place in gaps]
    return "<br>".join(min(breaks, key=lambda lines: max(map(len, lines)))) if breaks else name


def _targets(tiles: Sequence[Tile], rows: Mapping[str, provinces.Row], words: Words, measure: str) -> Part:
    """Unseen markers that take the click and say the figures."""
    unseen = {"marker": {"opacity": 0}}
    return {
        "type": "scatter",
        "x": [tile.column for tile in tiles],
        "y": [tile.row for tile in tiles],
        "mode": "markers",
        "marker": {"size": 40, "color": CLEAR, "opacity": 0, "symbol": "square"},
        "selected": unseen,
        "unselected": unseen,
        "customdata": [tile.code for tile in tiles],
        "hovertext": [
            provinces.hover(rows[tile.code], words, measure) if tile.code in rows else words("no data yet")
            for tile in tiles
        ],
        "hoverinfo": "text",
        "showlegend": False,
    }


def _sea(words: Words) -> Part:
    return note(words("EAST SEA"), *SEA, font={"family": FONT, "size": SMALL + 2, "color": MUTED, "style": "italic"})
