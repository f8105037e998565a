"""Who stands where among its peers, how sure that is, and what moved since the round before."""

import polars as pl

from catalogue import Instrument
from dashboard.data import facts
from dashboard.data.results import of_type, ranges, strengths
from dashboard.data.source import Version, judged_by, remembered
from metrics import change, robustness
from metrics.ranks import ranked

OVERALL = "overall"


def items(instrument: Instrument) -> tuple[str, ...]:
    """What units of an instrument can be ranked by: the whole where it is stated, then each pillar."""
    whole = (OVERALL,) if instrument.overall else ()
    return (*whole, *(pillar.id for pillar in instrument.pillars))


def pickable(instrument: Instrument) -> tuple[str, ...]:
    """Everything that a reader can rank or map by: the whole, each pillar, each indicator."""
    return (*items(instrument), *(indicator.id for indicator in instrument.indicators))


@remembered
def ranking(version: Version, round_: str, institution_type: str, item: str, cluster: str = "") -> pl.DataFrame:
    """One row per unit of a type (and of a cluster, if named) that reported, best first, without a rank last.

    Columns: unit, name_vi, name_en, province, cluster, cluster_vi, cluster_en, state, score, self_score, level, rank,
    ranked, rank_low, rank_high, band, previous_score, previous_rank, change, rank_change, answered, rule, measured,
    verified, declared. Ranks, ranges and bands are among the peers shown.
    """
    instrument = judged_by().instrument_for(institution_type)
    if instrument is None:
        raise KeyError(institution_type)
    peers = _peers(version, round_, institution_type, cluster)
    rows = _among(of_type(version, round_, instrument), peers, item)
    before = facts.previous(version, round_)
    earlier = _among(of_type(version, before.id, instrument), peers, item) if before else rows.clear()
    moved = change.movement(rows, earlier).drop("score", "rank")
    spread = ranges(version, round_, institution_type, item, tuple(peers["unit"]))
    strength = strengths(version, round_, institution_type).filter(pl.col("item") == item).drop("item")
    return (
        peers.join(rows, on="unit", how="inner")
        .join(spread, on="unit", how="left")
        .join(moved, on="unit", how="left")
        .join(strength, on="unit", how="left")
        .sort("rank", "score", "unit", descending=[False, True, False], nulls_last=True)
    )


@remembered
def alike(version: Version, round_: str, institution_type: str, item: str, cluster: str = "") -> pl.DataFrame:
    """One row per ordered pair of peers that cannot be told apart: unit, other, ahead; see `metrics.robustness.alike`.

    The peers, and with them the ranks, are those of `ranking`.
    """
    instrument = judged_by().instrument_for(institution_type)
    if instrument is None:
        raise KeyError(institution_type)
    peers = _peers(version, round_, institution_type, cluster)["unit"]
    among = of_type(version, round_, instrument).filter(pl.col("unit").is_in(peers.implode()))
    return robustness.alike(among, instrument, item)


@remembered
def evidence(version: Version, round_: str, institution_type: str, cluster: str = "") -> pl.DataFrame:
    """One row per item of a type's instrument: item, and the mean over its peers of measured, verified, declared.

    Each unit counts alike; a unit without any point on an item does not count there.
    """
    instrument = judged_by().instrument_for(institution_type)
    if instrument is None:
        raise KeyError(institution_type)
    peers = _peers(version, round_, institution_type, cluster)["unit"]
    shares = strengths(version, round_, institution_type).filter(pl.col("unit").is_in(peers.implode()))
    means = shares.group_by("item").agg(pl.mean("measured", "verified", "declared"))
    return pl.DataFrame({"item": list(items(instrument))}).join(means, on="item", how="left", maintain_order="left")


@remembered
def clusters(version: Version, round_: str, institution_type: str) -> pl.DataFrame:
    """One row per cluster of a type in a round: cluster, cluster_vi, cluster_en, units."""
    return (
        facts.units(version, round_)
        .filter(pl.col("institution_type") == institution_type, pl.col("cluster").is_not_null())
        .group_by("cluster", "cluster_vi", "cluster_en")
        .agg(units=pl.len())
        .sort("cluster")
    )


def _peers(version: Version, round_: str, institution_type: str, cluster: str) -> pl.DataFrame:
    same = pl.col("institution_type") == institution_type
    near = pl.col("cluster") == cluster if cluster else pl.lit(value=True)
    columns = ("unit", "name_vi", "name_en", "province", "cluster", "cluster_vi", "cluster_en", "state")
    return facts.counted(version, round_).filter(same, near).select(columns)


def _among(results: pl.DataFrame, peers: pl.DataFrame, item: str) -> pl.DataFrame:
    """The rows of one item among some peers, ranked among them alone."""
    rows = results.filter(pl.col("item") == item, pl.col("unit").is_in(peers["unit"].implode()))
    held = rows["rank"].is_not_null().any()
    self_score = 100 * pl.col("self_points") / pl.when(pl.col("possible") > 0).then("possible")
    return ranked(rows.drop("rank", "ranked"), rankable=bool(held)).select(
        "unit", "score", "level", "rank", "ranked", "answered", "rule", self_score=self_score
    )
