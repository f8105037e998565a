"""The map across the merger of the provinces, and the ways in which a round can be drawn."""

from collections.abc import Mapping

import polars as pl

from dashboard import figures
from dashboard.data import boundaries, overview
from dashboard.data.source import judged_by, remembered
from dashboard.figures import Figure
from dashboard.views.context import context
from dashboard.views.naming import instrument_of, item_name, named, province_name, type_name
from dashboard.views.reader import Reader
from dashboard.words import Words

MAP, TILES, OTHER = "map", "tiles", "other"


def ways(reader: Reader, round_: str) -> dict[str, str]:
    """The ways to show the provinces: the map of the round's day, its tiles, and the map across the merger."""
    words = reader.words
    other = boundaries.other_map(reader.version, round_)
    across_ = words("{n} present provinces" if other.is_present else "{n} former provinces", n=other.provinces)
    return {MAP: words("Map"), TILES: words("Tiles"), OTHER: across_}


def round_of(reader: Reader, round_: str, view: str) -> str:
    """The round whose provinces a view's codes name: across the merger, the nearest one on the other side of it."""
    return round_ if view != OTHER else boundaries.nearest_across(reader.version, round_)


@remembered
def across(reader: Reader, round_: str, institution_type: str, item: str) -> Figure:
    """An old round on the present provinces with their parts named, or a later one on the former provinces, hatched."""
    words, instrument = reader.words, instrument_of(institution_type)
    other = boundaries.other_map(reader.version, round_)
    rows = named(boundaries.provinces(reader.version, round_, institution_type, item), words)
    rows = rows.rename({"code": "province"})
    measure = item_name(reader, instrument, item)
    if other.is_present:
        measure = words("{measure}, mean by learners", measure=measure)
        parts = _parts(reader, round_, institution_type, item)
        told = pl.col("province").replace_strict(parts, default=None, return_dtype=pl.String)
        rows = rows.with_columns(value="weighted", parts=told)
    else:
        names = {code: province_name(reader, round_, code) for code in rows["whole"].unique()}
        whole = pl.when("merged").then(pl.col("whole").replace_strict(names, return_dtype=pl.String))
        rows = rows.with_columns(value="simple", whole=whole).drop("simple", "weighted")
    choices = ((words("Institution type"), type_name(reader, institution_type)),)
    on = context(reader, round_, instrument, choices)
    shown = rows.drop("merged", "weight", *(["whole"] if other.is_present else []))
    return figures.province_map(shown, judged_by().geography.outline(other.on), words, on, measure=measure)


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
