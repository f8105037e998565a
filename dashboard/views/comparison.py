"""Two to four units of a peer group side by side: in words, in numbers, drawn; and whether their order is sure."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any, Final, NamedTuple

import polars as pl

from dashboard import figures
from dashboard.data import comparison
from dashboard.data.rankings import OVERALL
from dashboard.data.source import remembered
from dashboard.figures import Column, Figure
from dashboard.views.context import context
from dashboard.views.naming import instrument_of, item_name
from dashboard.views.rankings import choices, league
from dashboard.views.reader import Reader
from dashboard.views.table import Table

FEWEST: Final = 2
MOST: Final = 4
EQUAL: Final = 0.05  # points; less is written as no difference


class Chosen(NamedTuple):
    """Units of one peer group, and what they are ranked by."""

    round: str
    institution_type: str
    item: str
    cluster: str
    units: tuple[str, ...]


@remembered
def told(reader: Reader, chosen: Chosen) -> tuple[str, ...]:
    """One sentence per neighbours in rank: by how much, and whether that is sure; then who has no rank."""
    return tuple(_told(reader, chosen))


@remembered
def side_by_side(reader: Reader, chosen: Chosen) -> Table:
    """One row per item (the whole, each pillar): the score of each unit, and how far the outermost lie apart."""
    words, names = reader.words, _names(reader, chosen)
    rows = comparison.scores(reader.version, chosen.round, chosen.institution_type, tuple(names))
    wide = rows.pivot("unit", on_columns=list(names), index="item", values="score", aggregate_function="first")
    apart = pl.max_horizontal(list(names)) - pl.min_horizontal(list(names))
    columns = {
        "name": Column(words("Score")),
        **{unit: Column(name, "number", 1) for unit, name in names.items()},
        "apart": Column(words("Furthest apart"), "number", 1),
    }
    told_of = pl.Series(_items(reader, chosen, wide["item"]), dtype=pl.String)
    return Table(words("Side by side"), wide.with_columns(name=told_of, apart=apart), columns)


@remembered
def sureness(reader: Reader, chosen: Chosen) -> Table:
    """One row per pair, in the order of ranks: the difference, and whether it is sure."""
    words, names = reader.words, _names(reader, chosen)
    rows = comparison.pairs(reader.version, *chosen)
    said = [
        {"one": names[row["first"]], "other": names[row["second"]], "sure": _sure(reader, chosen, row)}
        for row in rows.iter_rows(named=True)
    ]
    columns = {
        "one": Column(words("First")),
        "other": Column(words("Second")),
        "difference": Column(words("Difference, points"), "number", 1),
        "sure": Column(words("Is the order sure?")),
    }
    schema = dict.fromkeys(("one", "other", "sure"), pl.String)
    return Table(words("Pair by pair"), rows.hstack(pl.DataFrame(said, schema=schema)), columns)


@remembered
def drawn(reader: Reader, chosen: Chosen) -> Figure:
    """The pillars of the units."""
    instrument, names = instrument_of(chosen.institution_type), _names(reader, chosen)
    scores = comparison.scores(reader.version, chosen.round, chosen.institution_type, tuple(names))
    rows = scores.filter(pl.col("item") != OVERALL).rename({"item": "pillar"})
    shown = rows.with_columns(
        name=pl.Series(_items(reader, chosen, rows["pillar"]), dtype=pl.String),
        unit_name=pl.col("unit").replace_strict(names, return_dtype=pl.String),
    )
    around = choices(reader, chosen.round, chosen.institution_type, chosen.cluster)
    return figures.comparison(shown, reader.words, context(reader, chosen.round, instrument, around))


def _told(reader: Reader, chosen: Chosen) -> Iterator[str]:
    words, names = reader.words, _names(reader, chosen)
    rows = comparison.pairs(reader.version, *chosen)
    ranked = list(dict.fromkeys([*rows["first"], *rows["second"]]))
    neighbours = set(pairwise(ranked))
    for row in rows.iter_rows(named=True):
        if (row["first"], row["second"]) in neighbours:
            yield (
                words(
                    "{first} is {n} points ahead of {second}. {sure}",
                    first=names[row["first"]],
                    second=names[row["second"]],
                    n=words.number(row["difference"], 1),
                    sure=_sure(reader, chosen, row),
                )
                if row["difference"] >= EQUAL
                else words(
                    "{first} and {second} have the same score.", first=names[row["first"]], second=names[row["second"]]
                )
            )
    for unit in names.keys() - set(ranked) if len(names) > 1 and ranked else ():
        yield words("{name} has no rank yet.", name=names[unit])


def _sure(reader: Reader, chosen: Chosen, row: dict[str, Any]) -> str:
    """Whether the draws agree on an order; one indicator alone leaves nothing to draw."""
    words = reader.words
    if chosen.item in {each.id for each in instrument_of(chosen.institution_type).indicators}:
        return words("The scores alone decide: one indicator leaves nothing to weigh.")
    if row["ahead"] is None:
        return words("This is sure: at least 95 of 100 draws agree.")
    share = words.percent(100 * row["ahead"], 0)
    return words("This is not sure: {share} of the draws agree.", share=share)


def _names(reader: Reader, chosen: Chosen) -> dict[str, str]:
    """The chosen units that reported, best first."""
    rows = league(reader, chosen.round, chosen.institution_type, chosen.item, chosen.cluster)
    return dict(rows.filter(pl.col("unit").is_in(chosen.units)).select("unit", "name").iter_rows())


def _items(reader: Reader, chosen: Chosen, items: pl.Series) -> list[str]:
    instrument = instrument_of(chosen.institution_type)
    return [item_name(reader, instrument, item) for item in items]
