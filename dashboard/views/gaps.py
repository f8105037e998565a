"""What is missing against the norms: in the thing's own unit and in money, with what nobody knows kept apart."""

from dataclasses import replace
from typing import Any

import polars as pl

from catalogue import Norm, Topic
from dashboard import figures
from dashboard.data import shortfalls
from dashboard.data.source import judged_by, remembered
from dashboard.figures import Column, Figure
from dashboard.views.context import Choices, context
from dashboard.views.naming import MARKS, province_name, type_name
from dashboard.views.reader import Reader
from dashboard.views.table import Table

MILLIONS_IN_A_BILLION = 1000


def difficulties() -> tuple[Topic, ...]:
    """The difficulties of the movement for which there are norms."""
    measured = {norm.difficulty for norm in shortfalls.norms()}
    return tuple(topic for id_, topic in judged_by().topics.items() if id_ in measured)


@remembered
def summary(reader: Reader, round_: str, institution_type: str) -> str:
    """What all shortfalls would cost, on what prices, and how many pieces of the picture are unknown."""
    words = reader.words
    rows = shortfalls.totals(reader.version, round_, (), institution_type)
    unknown = words.plural(
        "{n} answer is missing: it counts neither as met nor as short.",
        "{n} answers are missing: they count neither as met nor as short.",
        int(rows["no_data"].sum()),
    )
    if not rows["cost"].count():
        return words("No cost can be told yet.") + " " + unknown
    days = sorted({price.as_of for price in shortfalls.prices(reader.version, round_).values()})
    cost = words.number(float(rows["cost"].sum()) / MILLIONS_IN_A_BILLION, 0)
    told = words("Closing all known gaps would cost about {cost} billion đồng at prices of {day}.", cost=cost, day=days)
    return f"{told} {unknown}"


@remembered
def difficulty(reader: Reader, round_: str, institution_type: str, topic: str) -> tuple[Figure, Table]:
    """The norms of one difficulty: how many units are short, and what is missing in all."""
    words = reader.words
    rows = _told(reader, round_, institution_type, topic)
    on = context(reader, round_, None, choices(reader, institution_type), institution_type)
    columns = {
        "name": Column(words("Norm")),
        "have": Column(words("There is"), "number", 0),
        "need": Column(words("Needed"), "number", 0),
        "shortfall": Column(words("Missing"), "number", 0),
        "thing": Column(words("Counted in")),
        "billions": Column(words("Cost, billion đồng"), "number", 1),
        "price": Column(words("Price")),
        "short": Column(words("Units short"), "number", 0),
        "met": Column(words("Units that meet it"), "number", 0),
        "no_data": Column(words("Units without data"), "number", 0),
        "origin": Column(words("Source of the norm")),
    }
    name = judged_by().topics[topic].name(reader.language)
    return replace(figures.gap_bars(rows, words, on), title=name), Table(name, rows, columns)


@remembered
def where(reader: Reader, round_: str, institution_type: str) -> Figure:
    """Which share of its need each province lacks, norm by norm."""
    words = reader.words
    known = {norm.id: norm for norm in shortfalls.norms()}
    rows = shortfalls.totals(reader.version, round_, ("province",), institution_type)
    rows = rows.filter(pl.col("province").is_not_null())
    names = {code: province_name(reader, round_, code) for code in rows["province"].unique()}
    order = {code: place for place, code in enumerate(sorted(names, key=lambda code: words.sort_key(names[code])))}
    places = {id_: place for place, id_ in enumerate(known)}
    shown = rows.with_columns(
        name=pl.col("province").replace_strict(names, return_dtype=pl.String),
        norm_name=pl.col("norm").replace_strict(
            {id_: norm.name(reader.language) for id_, norm in known.items()}, return_dtype=pl.String
        ),
        label=pl.col("norm").replace_strict(
            {id_: norm.short(reader.language) for id_, norm in known.items()}, return_dtype=pl.String
        ),
        across=pl.col("norm").replace_strict(places, return_dtype=pl.Int64),
        down=pl.col("province").replace_strict(order, return_dtype=pl.Int64),
    ).sort("down", "across")
    on = context(reader, round_, None, choices(reader, institution_type), institution_type)
    return figures.gap_heatmap(shown.drop("down", "across"), words, on)


def choices(reader: Reader, institution_type: str) -> Choices:
    """The institution type as it stands beside a figure."""
    words = reader.words
    name = type_name(reader, institution_type) if institution_type else words("All institution types")
    return ((words("Institution type"), name),)


def price_told(reader: Reader, round_: str, norm: Norm) -> str:
    """What one of a norm's things costs, and since when; a dash where it has no price."""
    words = reader.words
    if norm.price is None:
        return words.written(None)
    price = shortfalls.prices(reader.version, round_)[norm.price]
    return words("{price} million đồng, {day}", price=price.million_dong, day=price.as_of)


def _told(reader: Reader, round_: str, institution_type: str, topic: str) -> pl.DataFrame:
    """The totals of one difficulty, with names, prices and sources in words."""
    norms = {norm.id: norm for norm in shortfalls.norms() if norm.difficulty == topic}
    totals = shortfalls.totals(reader.version, round_, (), institution_type)
    rows = totals.filter(pl.col("norm").is_in(list(norms)))
    told = [_of_norm(reader, round_, norms[id_]) for id_ in rows["norm"]]
    schema = dict.fromkeys(("name", "label", "thing", "price", "origin"), pl.String)
    with_words = rows.hstack(pl.DataFrame(told, schema=schema))
    return with_words.with_columns(billions=pl.col("cost") / MILLIONS_IN_A_BILLION)


def _of_norm(reader: Reader, round_: str, norm: Norm) -> dict[str, Any]:
    return {
        "name": norm.name(reader.language),
        "label": norm.short(reader.language),
        "thing": norm.unit(reader.language),
        "price": price_told(reader, round_, norm),
        "origin": f"{norm.source} ({reader.words(MARKS[norm.mark])})",
    }
