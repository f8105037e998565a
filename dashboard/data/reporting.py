"""How reporting goes: what was expected, what came, what came on time, who is missing."""

import polars as pl

from dashboard.data import facts
from dashboard.data.facts import APPRAISED, COUNTED
from dashboard.data.source import Version, remembered
from store.rights import EVERYWHERE, Reach


@remembered
def status(
    version: Version, round_: str, by: str, institution_type: str = "", reach: Reach = EVERYWHERE
) -> pl.DataFrame:
    """One row per group of `by` (institution_type or province) of the units expected to report, in order of first unit.

    Columns: the group, expected, counted, on_time, appraised, returned, draft, nothing (no report at all), share
    (counted over expected, 0 to 1).
    """
    state = pl.col("state")
    return (
        _expected(version, round_, institution_type, reach)
        .group_by(by, maintain_order=True)
        .agg(
            expected=pl.len(),
            counted=state.is_in(COUNTED).sum(),
            on_time=(state.is_in(COUNTED) & pl.col("on_time")).sum(),
            appraised=state.is_in(APPRAISED).sum(),
            returned=(state == "returned").sum(),
            draft=(state == "draft").sum(),
            nothing=state.is_null().sum(),
        )
        .with_columns(share=pl.col("counted") / pl.col("expected"))
    )


@remembered
def missing(version: Version, round_: str, institution_type: str = "", reach: Reach = EVERYWHERE) -> pl.DataFrame:
    """One row per unit whose report does not count, with its state, null where it filed none.

    Columns: unit, name_vi, name_en, institution_type, province, state.
    """
    absent = ~pl.col("state").is_in(COUNTED).fill_null(value=False)
    rows = _expected(version, round_, institution_type, reach).filter(absent)
    return rows.select("unit", "name_vi", "name_en", "institution_type", "province", "state")


def _expected(version: Version, round_: str, institution_type: str, reach: Reach) -> pl.DataFrame:
    kind = pl.col("institution_type") == institution_type if institution_type else pl.lit(value=True)
    filed = facts.reports(version, round_).select("unit", "state", "on_time")
    return facts.units(version, round_, reach).filter(kind).join(filed, on="unit", how="left", maintain_order="left")
