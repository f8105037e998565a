"""In which order money closes most: a page of the order, how many pages it has, and its rule in words."""

from typing import Final

import polars as pl

from dashboard.data import facts, investment, shortfalls
from dashboard.data.source import remembered
from dashboard.figures import Column
from dashboard.views.investment import Choice
from dashboard.views.naming import named
from dashboard.views.reader import Reader
from dashboard.views.table import Table

ROWS: Final = 50  # of the order, on one page


@remembered
def order(reader: Reader, choice: Choice, page: int) -> Table:
    """One row per gap, what closes most for its money first: a page of the whole order."""
    words = reader.words
    norms = {norm.id: norm for norm in shortfalls.norms()}
    plan = investment.plan(reader.version, *choice)
    names = dict(named(facts.units(reader.version, choice.round), words).select("unit", "name").iter_rows())
    shown = plan.rows.slice((page - 1) * ROWS, ROWS)
    rows = shown.with_columns(
        name=pl.Series([names[id_] for id_ in shown["unit"]], dtype=pl.String),
        label=pl.Series([norms[id_].short(reader.language) for id_ in shown["norm"]], dtype=pl.String),
    )
    columns = {
        "place": Column(words("Place"), "number", 0),
        "name": Column(words("Unit")),
        "label": Column(words("Norm")),
        "shortfall": Column(words("Missing"), "number", 0),
        "bought": Column(words("Bought"), "number", 0),
        "cost": Column(words("Cost, million đồng"), "number", 1),
        "learners": Column(words("Learners reached"), "number", 0),
        "points": Column(words("Points gained"), "number", 2),
        "learners_per_billion": Column(words("Learners per billion đồng"), "number", 0),
        "points_per_billion": Column(words("Points per billion đồng"), "number", 2),
    }
    return Table(words("Order of investment"), rows, columns)


def pages(reader: Reader, round_: str, institution_type: str, norm: str = "") -> int:
    """How many pages the order has."""
    return max(1, -(-investment.bill(reader.version, round_, institution_type, norm).height // ROWS))


def rule(reader: Reader, by: str) -> str:
    """How the order is made, in words."""
    words = reader.words
    if by == "learners":
        return words(
            "First comes what reaches most learners per billion đồng. A piece reaches the unit’s learners divided by "
            "the pieces that it needs. Equals stand by points gained, then the cheaper first, and share a place."
        )
    return words(
        "First comes what gains most points of the overall score per billion đồng, found by judging the unit once more "
        "with that gap closed. Equals stand by learners reached, then the cheaper first, and share a place."
    )
