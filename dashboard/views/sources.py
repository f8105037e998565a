"""Norms, targets and prices with their origin, as tables made from the catalogue."""

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from dashboard.data.source import judged_by
from dashboard.figures import Column
from dashboard.views.naming import MARKS
from dashboard.views.reader import Reader
from dashboard.views.table import Table


def norms(reader: Reader) -> Table:
    """One row per norm."""
    words, catalogue = reader.words, judged_by()
    columns = {
        "name": Column(words("Norm")),
        "difficulty": Column(words("Difficulty")),
        "price": Column(words("Price of one, million đồng"), "number"),
        "day": Column(words("Price of")),
        "mark": Column(words("Status")),
        "source": Column(words("Source")),
    }
    prices = catalogue.prices_on(reader.today)
    rows = []
    for norm in catalogue.norms.values():
        price = prices[norm.price] if norm.price else None
        rows.append(
            {
                "name": norm.name(reader.language),
                "difficulty": catalogue.topics[norm.difficulty].name(reader.language),
                "price": price.million_dong if price else None,
                "day": words.date(price.as_of) if price else "",
                "mark": words(MARKS[norm.mark]),
                "source": norm.source,
            }
        )
    return Table(words("Norms"), frame(rows, columns), columns)


def targets(reader: Reader) -> Table:
    """One row per dated target."""
    words = reader.words
    columns = {
        "name": Column(words("Target")),
        "at_least": Column(words("At least"), "number"),
        "due": Column(words("Due")),
        "tracked": Column(words("Tracked by reports")),
        "mark": Column(words("Status")),
        "decision": Column(words("Decision")),
        "source": Column(words("Source")),
    }
    rows = [
        {
            "name": target.name(reader.language),
            "at_least": target.at_least,
            "due": words.date(target.due),
            "tracked": words("yes") if target.is_tracked else words("no"),
            "mark": words(MARKS[target.mark]),
            "decision": target.decision,
            "source": target.source,
        }
        for target in judged_by().targets.values()
    ]
    return Table(words("Dated targets"), frame(rows, columns), columns)


def frame(rows: Sequence[Mapping[str, Any]], columns: Mapping[str, Column]) -> pl.DataFrame:
    """Rows as a frame that has its columns even when there are none; what is not text is a number."""
    types = {name: pl.String if column.shows == "text" else pl.Float64 for name, column in columns.items()}
    return pl.DataFrame(list(rows), schema=types)
