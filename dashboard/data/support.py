"""Who needs support most on the way to a goal: units and provinces by what each of them still lacks."""

import polars as pl

from dashboard.data import facts
from dashboard.data.source import Version, remembered
from metrics import support

OF_UNIT = ("unit", "name_vi", "name_en", "institution_type", "province")


@remembered
def units(version: Version, round_: str, of: str, out_of: str, at_least: float) -> pl.DataFrame:
    """One row per unit that answered, as `metrics.support.missing`, most missing first; name, type, province beside."""
    everybody = facts.units(version, round_).select(OF_UNIT)
    rows = support.missing(facts.answers(version, round_), everybody, of, out_of, at_least)
    return rows.sort("missing", "unit", descending=[True, False])


@remembered
def provinces(version: Version, round_: str, of: str, out_of: str, at_least: float) -> pl.DataFrame:
    """One row per province with a unit that answered, as `metrics.support.by`."""
    return support.by(units(version, round_, of, out_of, at_least), "province")


def share_of(rows: pl.DataFrame) -> float | None:
    """What some rows of `units` have of all that they have to have it for, in percent; null where that is nothing."""
    have, base = float(rows["have"].sum()), float(rows["base"].sum())
    return 100 * have / base if base else None
