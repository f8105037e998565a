"""What is missing where, in units of the thing itself and in đồng, with what nobody knows kept apart."""

from collections.abc import Mapping

import polars as pl

from catalogue import Norm, Price
from dashboard.data import facts
from dashboard.data.source import Version, judged_by, remembered
from metrics import gaps

Prices = Mapping[str, Price]


def norms() -> tuple[Norm, ...]:
    """Every norm that at least one instrument asks about, in the catalogue's order."""
    catalogue = judged_by()
    asked = {norm.id for instrument in facts.instruments() for norm in catalogue.norms_for(instrument)}
    return tuple(norm for norm in catalogue.norms.values() if norm.id in asked)


def prices(version: Version, round_: str) -> Prices:
    """The prices that hold on the last day of a round."""
    return judged_by().prices_on(facts.round_named(version, round_).ends)


@remembered
def gaps_of_units(version: Version, round_: str) -> pl.DataFrame:
    """One row per expected unit and norm asked of it, as `metrics.gaps.gaps`; who did not report is `no_data`."""
    expected = facts.units(version, round_)
    catalogue = judged_by()
    asked: dict[str, list[str]] = {norm.id: [] for norm in norms()}
    for instrument in facts.instruments():
        of = expected.filter(pl.col("institution_type") == instrument.institution_type)["unit"].to_list()
        for norm in catalogue.norms_for(instrument):
            asked[norm.id].extend(of)
    return gaps.gaps(facts.answers(version, round_), asked, norms(), prices(version, round_))


@remembered
def totals(version: Version, round_: str, by: tuple[str, ...] = (), institution_type: str = "") -> pl.DataFrame:
    """One row per group of `by` (province, institution_type, unit) and norm, as `metrics.gaps.totals`."""
    kind = pl.col("institution_type") == institution_type if institution_type else pl.lit(value=True)
    units = facts.units(version, round_).filter(kind)
    wanted = gaps_of_units(version, round_)
    if "unit" in by:
        units = units.with_columns(owner="unit")
        found = gaps.totals(wanted, units.select("unit", "owner"), ["owner"])
        return found.rename({"owner": "unit"})
    return gaps.totals(wanted, units, list(by))


@remembered
def most_short(version: Version, round_: str, norm: str, institution_type: str = "") -> pl.DataFrame:
    """One row per province that is known to fall short of a norm, as `totals`, most pieces missing first."""
    rows = totals(version, round_, ("province",), institution_type)
    short = rows.filter(pl.col("norm") == norm, pl.col("province").is_not_null(), pl.col("shortfall") > 0)
    return short.sort("shortfall", "province", descending=[True, False])
