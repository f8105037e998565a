"""Why a score or a rank moved: the change split exactly into its causes, one step after another."""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from catalogue import Instrument
from metrics.levels import TOO_FEW, overall_results, pillar_results
from metrics.points import APPRAISED, SCORED, points
from metrics.pooling import pooled_points
from metrics.ranks import TOLERANCE
from metrics.values import gates, values

# In the order in which the steps are taken: see docs/decisions/0080.
SCORE_CAUSES = ("merger", "method", "reporting", "own", "appraisal")
RANK_CAUSES = (*SCORE_CAUSES, "others")
CELL = ("unit", "indicator", "self_points", "points", "possible", "rule")
TEXTS = dict.fromkeys(("unit", "question", "choice", "absence"), pl.String)
NO_ANSWERS = pl.DataFrame(schema=TEXTS | {"value": pl.Float64})
# After each step: whose score, which one, and the step among whose scores it is ranked. From `reporting` on the others
# stand still, until the end.
RANKED = {
    "before": ("origin", "s_before", "before"),
    "merger": ("unit", "s_merger", "merger"),
    "method": ("unit", "s_method", "method"),
    "reporting": ("unit", "s_reporting", "method"),
    "own": ("unit", "s_own", "method"),
    "appraisal": ("unit", "s_now", "method"),
    "now": ("unit", "s_now", "now"),
}


@dataclass(frozen=True)
class Situation:
    """All that the results of one round follow from, for the units of one instrument."""

    answers: pl.DataFrame
    appraisals: pl.DataFrame
    units: pl.Series
    instrument: Instrument

    def points(self) -> pl.DataFrame:
        """The points of its units, as `metrics.points.points` gives them."""
        return points(values(self.answers, self.units, self.instrument), self.appraisals, self.instrument)


def lines_of_descent(units: pl.Series, descent: pl.DataFrame) -> pl.DataFrame:
    """One row per unit and what became of it: origin, unit; itself where `descent` (origin, unit) does not name it."""
    here = pl.DataFrame({"origin": units.cast(pl.String)})
    heirs = here.join(descent.select("origin", "unit"), on="origin", how="left", maintain_order="left")
    return heirs.with_columns(unit=pl.coalesce("unit", "origin"))


def split(before: Situation, now: Situation, descent: pl.DataFrame, told: pl.DataFrame | None = None) -> pl.DataFrame:
    """One row per line of descent and item (each pillar, and `overall` where stated), by unit, origin and item.

    Columns: origin (the unit before), unit (what it is now), item, previous_score, score, previous_rank, rank, change,
    rank_change, then one column per cause. `merger`, `method`, `reporting`, `own` and `appraisal` are points and add up
    to `change`; `rank_merger` … `rank_others` are places, a rise is positive, and add up to `rank_change`. All of them
    are null where the score, or the rank, is missing at either end. A unit that others were merged into has one row per
    origin; without an origin, `origin` is null.

    `told` (unit, item, score, rank) are earlier results as an older engine gave them; what differs from those of this
    engine is due to the method.
    """
    lines = lines_of_descent(before.units, descent)
    stages = _stages(before, now, lines)
    everyone = lines.join(pl.DataFrame({"unit": now.units.cast(pl.String)}), on="unit", how="full", coalesce=True)
    items = pl.concat([stages["before"], stages["now"]]).select("item").unique()
    rows = _with_scores(everyone.join(items, how="cross"), stages)
    rows = _with_ranks(rows, stages)
    if told is not None:
        rows = _as_told(rows, told)
    return _parts(rows).sort("unit", "origin", "item", nulls_last=True)


def _stages(before: Situation, now: Situation, lines: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """For each step a frame unit, item, score, ranks (has a rank): `before` by origin, the others by unit."""
    of_before = (before.answers, before.appraisals, lines)
    as_one = pooled_points(*of_before, before.instrument)
    present = now.points().select(CELL)
    rejudged = _known_before(pooled_points(*of_before, now.instrument).select(CELL), present, before, now)
    cells = rejudged.join(present, on=["unit", "indicator"], how="inner", suffix="_now", maintain_order="left")
    return {
        "before": _scores(before.points(), before.instrument),
        "merger": _scores(as_one, before.instrument),
        "method": _scores(rejudged, now.instrument),
        "reporting": _scores(_newly_reported(cells), now.instrument),
        "own": _scores(_own(cells), now.instrument),
        "now": _scores(present, now.instrument),
    }


def _scores(cells: pl.DataFrame, instrument: Instrument) -> pl.DataFrame:
    """Conditions limit levels, never scores, so that none is needed here."""
    nobody = pl.Series("unit", [], pl.String)
    pillars = pillar_results(cells, gates(NO_ANSWERS, nobody, instrument), instrument)
    return pl.concat([pillars, overall_results(pillars, instrument)]).select(
        "unit",
        "item",
        "score",
        ranks=pl.lit(instrument.is_ranked) & pl.col("score").is_not_null() & (pl.col("rule") != TOO_FEW),
    )


def _known_before(rejudged: pl.DataFrame, present: pl.DataFrame, before: Situation, now: Situation) -> pl.DataFrame:
    """What was not asked before is taken as it is now, so that a new indicator is due to the method; else left out."""
    asked = set(before.instrument.questions)
    anew = [i.id for i in now.instrument.indicators if not asked.issuperset(i.asks)]
    new = pl.col("indicator").is_in(anew)
    cells = rejudged.join(present, on=["unit", "indicator"], how="left", suffix="_now", maintain_order="left")
    return cells.select(
        "unit",
        "indicator",
        *(pl.when(new).then(f"{name}_now").otherwise(name).alias(name) for name in ("self_points", "points")),
        possible=pl.when(new).then(pl.col("possible_now").fill_null(0.0)).otherwise("possible"),
        rule=pl.when(new).then(pl.col("rule_now").fill_null("left_out")).otherwise("rule"),
    )


def _answering(rule: str) -> pl.Expr:
    """Answered, however it was appraised, or the way of having no value."""
    return pl.when(pl.col(rule).is_in([SCORED, APPRAISED])).then(pl.lit(SCORED)).otherwise(rule)


def _newly_reported(cells: pl.DataFrame) -> pl.DataFrame:
    """The earlier points, but today's where there is a value only now or no value any more."""
    changed = _answering("rule") != _answering("rule_now")
    return cells.select(
        "unit", "indicator", *(pl.when(changed).then(f"{name}_now").otherwise(name).alias(name) for name in CELL[2:])
    )


def _own(cells: pl.DataFrame) -> pl.DataFrame:
    """Today's answers with what reviewers took from, or added to, the earlier ones."""
    changed = _answering("rule") != _answering("rule_now")
    claimed = (pl.col("self_points_now") - pl.col("self_points")).fill_null(0.0)
    return cells.select(
        "unit",
        "indicator",
        self_points="self_points_now",
        points=pl.when(changed).then("points_now").otherwise(pl.col("points") + claimed),
        possible="possible_now",
        rule="rule_now",
    )


def _with_scores(rows: pl.DataFrame, stages: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """The score after each step, as `s_before` … `s_now`; a step that gives none leaves the score as it was."""
    for name, frame in stages.items():
        key = "origin" if name == "before" else "unit"
        scores = frame.select("item", **{key: "unit", f"s_{name}": "score"})
        rows = rows.join(scores, on=[key, "item"], how="left", maintain_order="left")
    names = [f"s_{name}" for name in list(stages)[:-1]]
    return rows.with_columns(
        pl.coalesce([pl.col(each) for each in reversed(names[: place + 1])]).alias(name)
        for place, name in enumerate(names)
        if place
    )


def _with_ranks(rows: pl.DataFrame, stages: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """The rank after each step, as `r_before` … `r_now`; null at an end where the unit had or has none."""
    groups = rows.partition_by("item", maintain_order=True) or [rows]
    rows = pl.concat(
        group.with_columns(
            _places(group, key, score, stages[among]).alias(f"r_{name}") for name, (key, score, among) in RANKED.items()
        )
        for group in groups
    )
    for end, key in (("before", "origin"), ("now", "unit")):
        ranks = stages[end].select("item", **{key: "unit", f"has_{end}": "ranks"})
        rows = rows.join(ranks, on=[key, "item"], how="left", maintain_order="left")
    return rows.with_columns(pl.when(f"has_{end}").then(f"r_{end}").alias(f"r_{end}") for end in ("before", "now"))


def _places(group: pl.DataFrame, key: str, score: str, stage: pl.DataFrame) -> pl.Series:
    """The rank that each row's score has among the other ranked units of a stage; null without a score."""
    peers = stage.filter("ranks").join(group.select("item").unique(), on="item", how="semi")
    peers = peers.select(**{key: "unit", "standing": "score"})
    known = group.select(key, score).join(peers, on=key, how="left", maintain_order="left")
    scores, standing = _steps(known[score]), _steps(known["standing"])
    ordered = np.sort(_steps(peers["standing"]))
    better = len(ordered) - np.searchsorted(ordered, scores, side="right")
    places = pl.Series(1 + better - (standing > scores))
    return pl.select(pl.when(known[score].is_not_null()).then(places)).to_series()


def _steps(scores: pl.Series) -> NDArray[np.float64]:
    """Scores as whole numbers of the least difference that counts; what is null is below everything."""
    return np.nan_to_num(np.round(scores.cast(pl.Float64).to_numpy() / TOLERANCE), nan=-np.inf)


def _as_told(rows: pl.DataFrame, told: pl.DataFrame) -> pl.DataFrame:
    """The earlier end as it was published; the way from there to this engine's own figure goes to the method."""
    known = told.select("item", origin="unit", told_score="score", told_rank="rank")
    return rows.join(known, on=["origin", "item"], how="left", maintain_order="left")


def _parts(rows: pl.DataFrame) -> pl.DataFrame:
    steps = ("before", *SCORE_CAUSES[:-1], "now")
    both = pl.col("s_before").is_not_null() & pl.col("s_now").is_not_null()
    ranked = pl.col("r_before").is_not_null() & pl.col("r_now").is_not_null()
    places = ("before", *SCORE_CAUSES, "now")
    told_score, told_rank = _told(rows, "score", "s_before"), _told(rows, "rank", "r_before")
    late = {"method": (pl.col("s_before") - told_score, told_rank - pl.col("r_before"))}
    nothing = (pl.lit(0.0), pl.lit(0))
    return rows.select(
        "origin",
        "unit",
        "item",
        previous_score=told_score,
        score="s_now",
        previous_rank=told_rank.cast(pl.Int64),
        rank=pl.col("r_now").cast(pl.Int64),
        change=pl.when(both).then(pl.col("s_now") - told_score),
        rank_change=pl.when(ranked).then(told_rank - pl.col("r_now")).cast(pl.Int64),
        **{
            cause: pl.when(both).then(pl.col(f"s_{after}") - pl.col(f"s_{first}") + late.get(cause, nothing)[0])
            for cause, first, after in zip(SCORE_CAUSES, steps[:-1], steps[1:], strict=True)
        },
        **{
            f"rank_{cause}": pl.when(ranked)
            .then(pl.col(f"r_{first}") - pl.col(f"r_{after}") + late.get(cause, nothing)[1])
            .cast(pl.Int64)
            for cause, first, after in zip(RANK_CAUSES, places[:-1], places[1:], strict=True)
        },
    )


def _told(rows: pl.DataFrame, what: str, own: str) -> pl.Expr:
    return pl.coalesce(f"told_{what}", own) if f"told_{what}" in rows.columns else pl.col(own)
