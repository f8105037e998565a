"""The map across the merger of the provinces, and the ways in which a round can be drawn."""

from collections.abc import Mapping

import polars as pl

from dashboard import figures
from dashboard.data import boundaries, facts, overview
from dashboard.data.source import judged_by, remembered
from dashboard.figures import Figure
from dashboard.views.context import context
from dashboard.views.links import address_of
from dashboard.views.naming import instrument_of, item_name, named, province_name, type_name
from dashboard.views.reader import Reader
from dashboard.views.table import Links, Table
from dashboard.words import Words

MAP, TILES, OTHER = "map", "tiles", "other"

Drawn = tuple[pl.DataFrame, str]  # one row per province, and what is measured


def ways(reader: Reader, round_: str) -> dict[str, str]:
    """The ways to show the provinces: the map of the round's day, tiles, and the map across the merger."""
    words = reader.words
    other = boundaries.other_map(reader.version, round_)
    if other.is_present:
        present_ = words("{n} present provinces", n=other.provinces)
        return {MAP: words("Map"), TILES: words("Tiles, {provinces}", provinces=present_), OTHER: present_}
    return {MAP: words("Map"), TILES: words("Tiles"), OTHER: words("{n} former provinces", n=other.provinces)}


def round_of(reader: Reader, round_: str, view: str) -> str:
    """The round whose provinces a view's codes name: across the merger, the nearest one on the other side of it."""
    return boundaries.nearest_across(reader.version, round_) if _is_across(reader, round_, view) else round_


@remembered
def whereabouts(reader: Reader, round_: str, institution_type: str, item: str, view: str) -> Figure:
    """The provinces by the mean score of their units of one type, as a map, as tiles, or across their merger.

    Tiles are of the present provinces, whatever the round.
    """
    other = boundaries.other_map(reader.version, round_)
    if not _is_across(reader, round_, view):
        drawn = _as_it_was
    else:
        drawn = _on_the_present if other.is_present else _on_the_former
    rows, measure = drawn(reader, round_, institution_type, item)
    words, places = reader.words, judged_by().geography
    choices = ((words("Institution type"), type_name(reader, institution_type)),)
    on = context(reader, round_, instrument_of(institution_type), choices)
    if view == TILES:
        return figures.province_tiles(rows, places.tiles, words, on, measure=measure)
    day = other.on if view == OTHER else facts.round_named(reader.version, round_).ends
    return figures.province_map(rows, places.outline(day), words, on, measure=measure)


@remembered
def places(reader: Reader, round_: str, institution_type: str, item: str, view: str) -> Table:
    """The table of that map, with the way to the page of each province."""
    figure = whereabouts(reader, round_, institution_type, item, view)
    of = round_of(reader, round_, view)
    ways_ = [address_of(reader, "province", round=of, province=code) for code in figure.rows["province"]]
    links = {"way": Links(reader.words("Province"), reader.words("Open the page"), next(iter(figure.columns)))}
    return Table(figure.title, figure.rows.with_columns(way=pl.Series(ways_, dtype=pl.String)), figure.columns, links)


def _is_across(reader: Reader, round_: str, view: str) -> bool:
    return view == OTHER or (view == TILES and boundaries.other_map(reader.version, round_).is_present)


def _as_it_was(reader: Reader, round_: str, institution_type: str, item: str) -> Drawn:
    rows = named(overview.provinces(reader.version, round_, institution_type, item), reader.words)
    rows = rows.rename({"code": "province"}).with_columns(value="simple")
    return rows, item_name(reader, instrument_of(institution_type), item)


def _on_the_present(reader: Reader, round_: str, institution_type: str, item: str) -> Drawn:
    """An old round with both means over the units of all parts, and each part's own beside them."""
    rows = _across(reader, round_, institution_type, item)
    parts = _parts(reader, round_, institution_type, item)
    told = pl.col("province").replace_strict(parts, default=None, return_dtype=pl.String)
    measure = item_name(reader, instrument_of(institution_type), item)
    shown = rows.with_columns(value="weighted", parts=told).drop("whole")
    return shown, reader.words("{measure}, mean by learners", measure=measure)


def _on_the_former(reader: Reader, round_: str, institution_type: str, item: str) -> Drawn:
    """A later round with the figures of a merged province on each of its parts, undivided."""
    rows = _across(reader, round_, institution_type, item, "merged")
    names = {code: province_name(reader, round_, code) for code in rows["whole"].unique()}
    whole = pl.when("merged").then(pl.col("whole").replace_strict(names, return_dtype=pl.String))
    shown = rows.with_columns(value="simple", whole=whole).drop("merged", "simple", "weighted")
    return shown, item_name(reader, instrument_of(institution_type), item)


def _across(reader: Reader, round_: str, institution_type: str, item: str, *kept: str) -> pl.DataFrame:
    found = named(boundaries.provinces(reader.version, round_, institution_type, item), reader.words)
    return found.rename({"code": "province"}).drop([name for name in ("merged", "weight") if name not in kept])


def _parts(reader: Reader, round_: str, institution_type: str, item: str) -> Mapping[str, str]:
    """What each merged province was made of, each part with its own figure."""
    words = reader.words
    successors = boundaries.successors()
    olds: dict[str, list[str]] = {}
    for row in overview.provinces(reader.version, round_, institution_type, item).iter_rows(named=True):
        olds.setdefault(successors[row["code"]], []).append(_part(row, words))
    return {code: "; ".join(parts) for code, parts in olds.items() if len(parts) > 1}


def _part(row: Mapping[str, object], words: Words) -> str:
    score = row["simple"]
    return f"{words.name(row)} {words.number(score if isinstance(score, float) else None, 1)}"
