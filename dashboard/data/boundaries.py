"""The provinces of a round on the other map: an old round on the present provinces, a later one on the former ones."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl

from dashboard.data import facts, overview
from dashboard.data.source import Version, judged_by, remembered
from metrics import boundaries


@dataclass(frozen=True)
class OtherMap:
    """The map on which a round can be drawn besides that of its own day."""

    on: date
    provinces: int
    is_present: bool  # drawn on the present provinces: the round is from before the merger


def successors() -> Mapping[str, str]:
    """The new province of each old one."""
    places = judged_by().geography
    return {each.old_code: each.new_code for each in places.successions}


def other_map(version: Version, round_: str) -> OtherMap:
    """The map across the merger of the provinces."""
    places = judged_by().geography
    reform = max(each.on for each in places.successions)
    is_before = facts.round_named(version, round_).ends < reform
    on = reform if is_before else reform - timedelta(days=1)
    return OtherMap(on, len(places.provinces_on(on)), is_present=is_before)


def nearest_across(version: Version, round_: str) -> str:
    """The round on the other side of the merger that is nearest; the same one where there is none."""
    other = other_map(version, round_)
    known = facts.rounds(version)
    if other.is_present:
        return next((each.id for each in known if each.ends >= other.on), round_)
    return next((each.id for each in reversed(known) if each.ends <= other.on), round_)


@remembered
def provinces(version: Version, round_: str, institution_type: str, item: str) -> pl.DataFrame:
    """One row per province of the other map: code, name_vi, name_en, whole, merged, and the means of `overview`.

    On the present map each province has the means over the units of its parts, and `whole` is its own code. On the
    former map a merged province's figures stand on each of its parts, undivided; `whole` is then the new code.
    """
    other = other_map(version, round_)
    own = overview.provinces(version, round_, institution_type, item).rename({"code": "province"})
    means = own.drop("name_vi", "name_en", "region")
    if other.is_present:
        found = boundaries.merged(means, successors()).with_columns(whole="province", merged=pl.lit(value=False))
    else:
        found = boundaries.parted(means, successors())
    places = pl.DataFrame(
        [(p.code, p.name_vi, p.name_en) for p in judged_by().geography.provinces_on(other.on)],
        schema=["province", "name_vi", "name_en"],
        orient="row",
    )
    return places.join(found, on="province", how="left", maintain_order="left").rename({"province": "code"})
