"""Chosen units of a peer group beside each other: their scores, and whether the order of two of them is sure."""

from itertools import combinations

import polars as pl

from dashboard.data import rankings
from dashboard.data.results import of_type
from dashboard.data.source import Version, judged_by, remembered

SCORES = pl.Schema({"item": pl.String, "unit": pl.String})
PAIRS = pl.Schema({"first": pl.String, "second": pl.String, "difference": pl.Float64})


@remembered
def scores(version: Version, round_: str, institution_type: str, units: tuple[str, ...]) -> pl.DataFrame:
    """One row per item (the whole, then each pillar) and unit, in these orders: item, unit, score (null: none)."""
    instrument = judged_by().instrument_for(institution_type)
    if instrument is None:
        raise KeyError(institution_type)
    wanted = [(item, unit) for item in rankings.items(instrument) for unit in units]
    found = of_type(version, round_, instrument).select("item", "unit", "score")
    return pl.DataFrame(wanted, SCORES, orient="row").join(
        found, on=["item", "unit"], how="left", maintain_order="left"
    )


@remembered
def pairs(
    version: Version, round_: str, institution_type: str, item: str, cluster: str, units: tuple[str, ...]
) -> pl.DataFrame:
    """One row per pair of ranked units among those chosen, in the order of their ranks: first, second, difference.

    `ahead` is the share of draws in which the first stands before the second, null where that is sure.
    """
    ranking = rankings.ranking(version, round_, institution_type, item, cluster)
    chosen = ranking.filter(pl.col("unit").is_in(units), pl.col("rank").is_not_null())
    score = dict(chosen.select("unit", "score").iter_rows())
    found = [(first, second, score[first] - score[second]) for first, second in combinations(score, 2)]
    alike = rankings.alike(version, round_, institution_type, item, cluster)
    return pl.DataFrame(found, PAIRS, orient="row").join(
        alike, left_on=["first", "second"], right_on=["unit", "other"], how="left", maintain_order="left"
    )
