"""The map of the provinces, drawn as plain polygons, so that nothing is fetched and every export can draw it."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

import plotly.graph_objects as go
import polars as pl

from dashboard.figures import provinces, sentences
from dashboard.figures.canvas import FONT, SMALL, Paper, Part, canvas, note
from dashboard.figures.classes import Class, classes
from dashboard.figures.figure import Context, Figure
from dashboard.figures.legends import surface
from dashboard.figures.palette import CLEAR, MUTED, OUTLINE, TEXT
from dashboard.figures.places import label_places
from dashboard.words import Words

Outline = Mapping[str, Any]

LONGITUDES: Final = (101.6, 117.4)
LATITUDES: Final = (7.3, 23.6)
STRETCH: Final = 1.04  # a degree of latitude over one of longitude, in the middle of the country
HEIGHT: Final = 500
DECIMALS: Final = 2  # about 1 km, a third of a pixel
SEA: Final = (115.2, 13.9)
NEAR: Final = 3.3  # degrees from the middle of an archipelago to its outermost island


def province_map(rows: pl.DataFrame, outline: Outline, words: Words, context: Context, *, measure: str) -> Figure:
    """One row per province: province (code), name, value (null: no data); units, scored, rank where there are any.

    `outline` is the GeoJSON of a day's provinces with its archipelagos; a province without a row is drawn as one
    without data. A click gives the province's code as the point's customdata. `whole`, where there is such a column, is
    the name of the merged province whose value a part shows, hatched; `parts` says what a province was made of.
    """
    return context.figure(
        words("{measure} by province", measure=measure),
        provinces.says(provinces.wholes(rows), words),
        rows,
        provinces.columns(rows, words, measure),
        _plot(rows, outline, words, context, measure),
    )


def _plot(rows: pl.DataFrame, outline: Outline, words: Words, context: Context, measure: str) -> go.Figure:
    by_code = {row["province"]: row for row in rows.iter_rows(named=True)}
    told = provinces.wholes(rows)
    among = classes(told["value"].drop_nulls().to_list())
    return canvas(
        [
            *(_polygon(each, by_code, among, words, measure) for each in outline["features"]),
            *provinces.legend_entries(told.rows(named=True), among, words),
            _targets(outline, by_code, words, measure),
        ],
        words,
        context,
        Paper(
            plot=HEIGHT, credit=words("Map: © OpenStreetMap contributors (ODbL), simplified; archipelagos as symbols.")
        ),
        axes={
            "xaxis": {"visible": False, "fixedrange": True, "range": LONGITUDES, "constrain": "domain"},
            "yaxis": {
                "visible": False,
                "fixedrange": True,
                "range": LATITUDES,
                "constrain": "domain",
                "scaleanchor": "x",
                "scaleratio": STRETCH,
                "constraintoward": "top",
            },
        },
        annotations=[*_sea(outline, by_code, words), *_names(told, outline, words)],
        legend={
            "orientation": "h",
            "x": 0,
            **provinces.legend_style(words, measure),
        },
    )


def _polygon(
    feature: Mapping[str, Any], rows: Mapping[str, provinces.Row], among: list[Class], words: Words, measure: str
) -> Part:
    row = rows.get(feature["id"])
    x, y = _rings(feature["geometry"])
    return {
        "type": "scatter",
        "x": x,
        "y": y,
        "mode": "lines",
        "fill": "toself",
        "line": {"color": OUTLINE, "width": 0.7},
        "hoveron": "fills",
        "hoverinfo": "text",
        "text": provinces.hover(row or {"name": feature["properties"]["name"], "value": None}, words, measure),
        "showlegend": False,
        **surface(provinces.ink(row, among), shared=provinces.shared(row)),
    }


def _rings(geometry: Mapping[str, Any]) -> tuple[list[float | None], list[float | None]]:
    """All rings as one path each for x and y, a null between two rings."""
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    x: list[float | None] = []
    y: list[float | None] = []
    for ring in (ring for polygon in polygons for ring in polygon):
        x += [None, *(round(point[0], DECIMALS) for point in ring)]
        y += [None, *(round(point[1], DECIMALS) for point in ring)]
    return x[1:], y[1:]


def _targets(outline: Outline, rows: Mapping[str, provinces.Row], words: Words, measure: str) -> Part:
    """Unseen markers that take the click, one where each label would stand and one on each archipelago."""
    spots = [each["properties"] for each in outline["features"]] + list(outline.get("archipelagos", ()))
    named = {each["properties"]["code"]: each["properties"]["name"] for each in outline["features"]}
    shown = [rows.get(each["code"]) or {"name": named[each["code"]], "value": None} for each in spots]
    unseen = {"marker": {"opacity": 0}}
    return {
        "type": "scatter",
        "x": [each["lon"] for each in spots],
        "y": [each["lat"] for each in spots],
        "mode": "markers",
        "marker": {"size": 12, "color": CLEAR, "opacity": 0},
        "selected": unseen,
        "unselected": unseen,
        "customdata": [each["code"] for each in spots],
        "hovertext": [provinces.hover(row, words, measure) for row in shown],
        "hoverinfo": "text",
        "showlegend": False,
    }


def _sea(outline: Outline, rows: Mapping[str, provinces.Row], words: Words) -> Iterator[Part]:
    """The names that stand on every map, whatever the data."""
    yield note(words("EAST SEA"), *SEA, font={"family": FONT, "size": SMALL + 2, "color": MUTED, "style": "italic"})
    drawn = {each["id"]: each["properties"]["name"] for each in outline["features"]}
    for each in outline.get("archipelagos", ()):
        province = rows[each["code"]]["name"] if each["code"] in rows else drawn[each["code"]]
        name = provinces.archipelago(each["name"], province, words)
        font = {"family": FONT, "size": SMALL, "color": TEXT}
        yield note(name, *_above(outline, each), yanchor="bottom", font=font)


def _above(outline: Outline, archipelago: Mapping[str, Any]) -> tuple[float, float]:
    """Where a name stands over all islands of an archipelago."""
    west, south = archipelago["lon"] - NEAR, archipelago["lat"] - NEAR
    feature = next(each for each in outline["features"] if each["id"] == archipelago["code"])
    x, y = _rings(feature["geometry"])
    near = [
        (lon, lat)
        for lon, lat in zip(x, y, strict=True)
        if lon is not None and lat is not None and 0 <= lon - west <= 2 * NEAR and 0 <= lat - south <= 2 * NEAR
    ]
    longitudes, latitudes = zip(*(near or [(archipelago["lon"], archipelago["lat"])]), strict=True)
    return (min(longitudes) + max(longitudes)) / 2, max(latitudes)


def _names(rows: pl.DataFrame, outline: Outline, words: Words) -> Iterator[Part]:
    """The highest and the lowest by name, beside the land, each with a line to its province."""
    write = sentences.writer(words, rows["value"])
    spots = {each["id"]: each["properties"] for each in outline["features"]}
    named = {row["province"]: row for row in provinces.marked(rows) if row["province"] in spots}
    places = label_places({code: (spots[code]["lon"], spots[code]["lat"]) for code in named})
    for code, (x, y) in places.items():
        row, spot = named[code], spots[code]
        arrow = {"showarrow": True, "arrowhead": 6, "arrowsize": 0.6, "arrowwidth": 1, "arrowcolor": TEXT}
        yield {
            **note(f"{row['name']} <b>{write(row['value'])}</b>", spot["lon"], spot["lat"]),
            **arrow,
            "axref": "x",
            "ayref": "y",
            "ax": x,
            "ay": y,
            "xanchor": "left",
            "borderpad": 1,
            "font": {"family": FONT, "size": SMALL, "color": TEXT},
        }
