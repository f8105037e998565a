"""Points become scores and levels, pillar by pillar; gates limit a level whatever the points."""

from collections.abc import Sequence

import polars as pl

from catalogue import Instrument, Level
from metrics.points import APPRAISED, SCORED

GATE, TOO_FEW, INCOMPLETE = "gate", "too_few_answers", "incomplete"
COLUMNS = ("unit", "kind", "item", "value", "self_points", "points", "possible", "score", "level", "answered", "rule")


def level(score: pl.Expr, levels: Sequence[Level]) -> pl.Expr:
    """The number of the first level that admits a score: 75 is level 2 where level 2 goes up to 75; null for null."""
    found = pl.lit(None, pl.Int32)
    for each in reversed(levels):
        limit = float("inf") if each.up_to is None else each.up_to
        within = score <= limit if each.below is None else score < each.below
        found = pl.when(within).then(pl.lit(each.number, pl.Int32)).otherwise(found)
    return found


def indicator_results(points: pl.DataFrame, instrument: Instrument) -> pl.DataFrame:
    """One row per unit and indicator, in the common columns; the score is the share of the possible points."""
    full = {i.id: float(i.points) for i in instrument.indicators}
    return points.select(
        "unit",
        kind=pl.lit("indicator"),
        item="indicator",
        value="value",
        self_points="self_points",
        points="points",
        possible="possible",
        score=100 * pl.col("points") / pl.col("indicator").replace_strict(full, return_dtype=pl.Float64),
        level=pl.lit(None, pl.Int32),
        answered=pl.col("rule").is_in([SCORED, APPRAISED]).cast(pl.Float64),
        rule="rule",
    )


def section_results(points: pl.DataFrame, instrument: Instrument) -> pl.DataFrame:
    """One row per unit and section; its own levels, where it has any, are read on its points."""
    rows = []
    for section in instrument.sections:
        own = [i.id for i in instrument.indicators if i.section == section.id]
        level_ = level(pl.col("points"), section.levels) if section.levels else pl.lit(None, pl.Int32)
        rows.append(_summed(points, own, "section", section.id).with_columns(level=level_))
    return _stack(rows)


def pillar_results(points: pl.DataFrame, gates: pl.DataFrame, instrument: Instrument) -> pl.DataFrame:
    """One row per unit and pillar: score, level and the rule that set the level.

    `too_few_answers`: a score but no level and no rank; `gate`: an unmet condition holds the level down; `incomplete`:
    the instrument's points do not add up, so that it gives no level.
    """
    rows = [
        _summed(points, [i.id for i in instrument.in_pillar(p.id)], "pillar", p.id).with_columns(
            level=level(pl.col("score"), instrument.levels)
        )
        for p in instrument.pillars
    ]
    limits = gates.filter(~pl.col("met").fill_null(value=False)).group_by("unit", item="pillar").agg(pl.min("limit"))
    return (
        _stack(rows)
        .join(limits, on=["unit", "item"], how="left", maintain_order="left")
        .with_columns(rule=_level_rule(instrument))
        .with_columns(
            level=pl.when(pl.col("rule").is_in([TOO_FEW, INCOMPLETE]))
            .then(None)
            .otherwise(pl.min_horizontal("level", pl.when(pl.col("level").is_not_null()).then("limit")))
        )
        .select(COLUMNS)
    )


def overall_results(pillars: pl.DataFrame, instrument: Instrument) -> pl.DataFrame:
    """One row per unit where the instrument states an overall score, else none: pillars are never summed silently.

    The score is the mean of the pillars' scores by their weights, over the pillars that have one; the level is the
    lowest of the pillars', and null as soon as a pillar with a score has no level.
    """
    if instrument.overall is None:
        return pillars.clear()
    weights = {p.id: p.weight or 0.0 for p in instrument.pillars}
    weight = pl.col("item").replace_strict(weights, return_dtype=pl.Float64)
    heard = pl.col("score").is_not_null()
    totals = (
        pillars.with_columns(weight=weight)
        .group_by("unit", maintain_order=True)
        .agg(
            score=(pl.col("score") * pl.col("weight")).filter(heard).sum()
            / pl.when(heard.any()).then(pl.col("weight").filter(heard).sum()),
            self_points=_weighted("self_points", heard),
            level=pl.when((heard & pl.col("level").is_null()).any()).then(None).otherwise(pl.min("level")),
            answered=(pl.col("answered") * pl.col("weight")).filter(heard).sum() / pl.col("weight").sum(),
            gated=(pl.col("rule") == GATE).any(),
        )
    )
    return totals.select(
        "unit",
        kind=pl.lit("overall"),
        item=pl.lit("overall"),
        value=pl.lit(None, pl.Float64),
        self_points="self_points",
        points="score",
        possible=pl.lit(100.0),
        score="score",
        level=pl.when(pl.col("answered") >= instrument.min_answered).then("level"),
        answered="answered",
        rule=pl.when(pl.col("answered") < instrument.min_answered)
        .then(pl.lit(TOO_FEW))
        .when("gated")
        .then(pl.lit(GATE))
        .otherwise(pl.lit(SCORED)),
    )


def _weighted(column: str, heard: pl.Expr) -> pl.Expr:
    """The weighted mean, on 100, of a column of points over the possible ones."""
    share = 100 * pl.col(column) / pl.col("possible")
    return (share * pl.col("weight")).filter(heard).sum() / pl.when(heard.any()).then(
        pl.col("weight").filter(heard).sum()
    )


def _summed(points: pl.DataFrame, indicators: list[str], kind: str, item: str) -> pl.DataFrame:
    """One row per unit: the points of some indicators added, over what was possible."""
    counted = pl.col("possible") > 0
    applicable = ~pl.col("rule").is_in(["not_applicable", "no_base"])
    answered = pl.col("rule").is_in([SCORED, APPRAISED])
    return (
        points.filter(pl.col("indicator").is_in(indicators))
        .group_by("unit", maintain_order=True)
        .agg(
            self_points=pl.col("self_points").filter(counted).sum(),
            points=pl.col("points").filter(counted).sum(),
            possible=pl.col("possible").sum(),
            answered=answered.sum() / pl.when(applicable.any()).then(applicable.sum()),
        )
        .select(
            "unit",
            kind=pl.lit(kind),
            item=pl.lit(item),
            value=pl.lit(None, pl.Float64),
            self_points="self_points",
            points="points",
            possible="possible",
            score=pl.when(pl.col("possible") > 0).then(100 * pl.col("points") / pl.col("possible")),
            level=pl.lit(None, pl.Int32),
            answered="answered",
            rule=pl.lit(SCORED),
        )
    )


def _level_rule(instrument: Instrument) -> pl.Expr:
    if not instrument.is_ranked:
        return pl.lit(INCOMPLETE)
    return (
        pl.when(pl.col("answered").fill_null(0) < instrument.min_answered)
        .then(pl.lit(TOO_FEW))
        .when(pl.col("limit") < pl.col("level"))
        .then(pl.lit(GATE))
        .otherwise("rule")
    )


def _stack(rows: list[pl.DataFrame]) -> pl.DataFrame:
    schema = {
        **dict.fromkeys(("unit", "kind", "item"), pl.String),
        **dict.fromkeys(("value", "self_points", "points", "possible", "score"), pl.Float64),
        "level": pl.Int32,
        "answered": pl.Float64,
        "rule": pl.String,
    }
    return pl.concat([pl.DataFrame(schema=schema), *rows])
