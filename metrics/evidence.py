"""How strong the evidence behind points is: measured, verified by a reviewer, or only declared."""

import polars as pl

from catalogue import Instrument

STRENGTHS = ("measured", "verified", "declared")


def strength(results: pl.DataFrame, appraisals: pl.DataFrame, instrument: Instrument) -> pl.DataFrame:
    """One row per unit and item (each pillar, and `overall` where stated): unit, item, measured, verified, declared.

    Each is the share, 0 to 1, of the points earned; null where no point was earned. `results` is the frame of `judge`.
    An appraisal states the strength that the reviewer found; without one the indicator's own holds. Pillars count in
    `overall` by their weights.
    """
    own = {i.id: i.strength for i in instrument.indicators}
    weight = {i.id: (instrument.pillar(i.pillar).weight or 0.0) for i in instrument.indicators}
    pillar = {i.id: i.pillar for i in instrument.indicators}
    points = (
        results.filter(pl.col("kind") == "indicator", pl.col("points") > 0)
        .select("unit", "points", indicator="item")
        .join(appraisals.select("unit", "indicator", "strength"), on=["unit", "indicator"], how="left")
        .with_columns(
            strength=pl.coalesce("strength", pl.col("indicator").replace_strict(own, return_dtype=pl.String)),
            item=pl.col("indicator").replace_strict(pillar, return_dtype=pl.String),
        )
    )
    parts = [points]
    if instrument.overall:
        weighted = pl.col("points") * pl.col("indicator").replace_strict(weight, return_dtype=pl.Float64)
        parts.append(points.with_columns(points=weighted, item=pl.lit("overall")))
    return (
        pl.concat(parts)
        .group_by("unit", "item")
        .agg(
            (pl.col("points").filter(pl.col("strength") == s).sum() / pl.col("points").sum()).alias(s)
            for s in STRENGTHS
        )
        .sort("unit", "item")
    )
