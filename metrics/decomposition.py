"""Why a score or a rank moved: the change split exactly into its causes, one step after another."""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from catalogue import Instrument
from metrics.levels import TOO_FEW, indicator_results, overall_results, pillar_results
from metrics.points import APPRAISED, LEFT_OUT, SCORED, points
from metrics.pooling import pooled_points
from metrics.ranks import TOLERANCE
from metrics.values import values

# In the order in which the steps are taken: see docs/decisions/0080.
SCORE_CAUSES = ("merger", "method", "reporting", "own", "appraisal")
RANK_CAUSES = (*SCORE_CAUSES, "others")
CELL = ("unit", "indicator", "self_points", "points", "possible", "rule")
NO_GATES = pl.DataFrame(schema={"unit": pl.String, "pillar": pl.String, "limit": pl.Int32, "met": pl.Boolean})
NO_RESULTS = {"unit": pl.String, "score": pl.Float64, "rank": pl.Int64}
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


def split(
    before: Situation, now: Situation, descent: pl.DataFrame, item: str, told: pl.DataFrame | None = None
) -> pl.DataFrame:
    """One row per line of descent, by unit and origin: how its score and rank on an item moved, and why.

    Columns: origin (the unit before), unit (what it is now), previous_score, score, previous_rank, rank, change,
    rank_change, then one column per cause. `merger`, `method`, `reporting`, `own` and `appraisal` are points and add up
    to `change`; `rank_merger` … `rank_others` are places, a rise is positive, and add up to `rank_change`. All of them
    are null where the score, or the rank, is missing at either end. A unit that others were merged into has one row per
    origin; a new one has none, and `origin` is null. The item is `overall`, a pillar or an indicator.

    `told` (unit, score, rank) are earlier results as an older engine gave them; what differs from those of this engine
    is due to the method.
    """
    lines = lines_of_descent(before.units, descent)
    stages = {name: _scores(cells, of, item) for name, (cells, of) in _stages(before, now, lines).items()}
    today = pl.DataFrame({"unit": now.units.cast(pl.String)})
    rows = lines.join(today, on="unit", how="full", coalesce=True)
    earlier = (pl.DataFrame(schema=NO_RESULTS) if told is None else told).select(
        origin="unit", told_score="score", told_rank="rank"
    )
    rows = _with_ranks(_with_scores(rows, stages), stages)
    rows = rows.join(earlier, on="origin", how="left", maintain_order="left")
    return _parts(rows).sort("unit", "origin", nulls_last=True)


def compared(before: Situation, now: Situation, lines: pl.DataFrame) -> pl.DataFrame:
    """One row per unit of both rounds and indicator: its earlier points by today's instrument, and `_now` today's."""
    present = now.points()
    cells = _known_before(_rejudged(before, now, lines), present, before, now)
    return cells.join(present.select(CELL), on=["unit", "indicator"], how="inner", suffix="_now", maintain_order="left")


def _rejudged(before: Situation, now: Situation, lines: pl.DataFrame) -> pl.DataFrame:
    return pooled_points(before.answers, before.appraisals, lines, now.instrument)


def _stages(before: Situation, now: Situation, lines: pl.DataFrame) -> dict[str, tuple[pl.DataFrame, Instrument]]:
    """The points after each step, and the instrument that gave them: `before` by origin, the others by unit."""
    as_one = pooled_points(before.answers, before.appraisals, lines, before.instrument)
    present, cells = now.points(), compared(before, now, lines)
    return {
        "before": (before.points(), before.instrument),
        "merger": (as_one, before.instrument),
        "method": (_known_before(_rejudged(before, now, lines), present, before, now), now.instrument),
        "reporting": (newly_reported(cells), now.instrument),
        "own": (_own(cells), now.instrument),
        "now": (present, now.instrument),
    }


def _scores(cells: pl.DataFrame, instrument: Instrument, item: str) -> pl.DataFrame:
    """One row per unit: unit, score, ranks (whether it has a rank). Conditions limit levels, never scores."""
    cells = cells.with_columns(value=pl.lit(None, pl.Float64))
    pillars = pillar_results(cells, NO_GATES, instrument)
    results = [pillars, overall_results(pillars, instrument), indicator_results(cells, instrument)]
    known = pl.col("score").is_not_null() & (pl.col("rule") != TOO_FEW)
    return (
        pl.concat(each.select("unit", "item", "score", "rule") for each in results)
        .filter(pl.col("item") == item)
        .select("unit", "score", ranks=pl.lit(instrument.is_ranked) & known)
    )


def _known_before(rejudged: pl.DataFrame, present: pl.DataFrame, before: Situation, now: Situation) -> pl.DataFrame:
    """What was not asked before is taken as it is now, so that a new indicator is due to the method; else left out."""
    asked = set(before.instrument.questions)
    new = pl.col("indicator").is_in([i.id for i in now.instrument.indicators if not asked.issuperset(i.asks)])
    today = present.select(CELL)
    cells = rejudged.join(today, on=["unit", "indicator"], how="left", suffix="_now", maintain_order="left")
    return cells.select(
        "unit",
        "indicator",
        *(pl.when(new).then(f"{name}_now").otherwise(name).alias(name) for name in ("self_points", "points")),
        possible=pl.when(new).then(pl.col("possible_now").fill_null(0.0)).otherwise("possible"),
        rule=pl.when(new).then(pl.col("rule_now").fill_null(LEFT_OUT)).otherwise("rule"),
    )


def _answering(rule: str) -> pl.Expr:
    """Answered, however it was appraised, or the way of having no value."""
    return pl.when(pl.col(rule).is_in([SCORED, APPRAISED])).then(pl.lit(SCORED)).otherwise(rule)


CHANGED = _answering("rule") != _answering("rule_now")


def newly_reported(cells: pl.DataFrame) -> pl.DataFrame:
    """The earlier points, but today's where there is a value only now or no value any more."""
    return cells.select(
        "unit", "indicator", *(pl.when(CHANGED).then(f"{name}_now").otherwise(name).alias(name) for name in CELL[2:])
    )


def _own(cells: pl.DataFrame) -> pl.DataFrame:
    """Today's answers with what reviewers took from, or added to, the earlier ones."""
    claimed = (pl.col("self_points_now") - pl.col("self_points")).fill_null(0.0)
    return cells.select(
        "unit",
        "indicator",
        self_points="self_points_now",
        points=pl.when(CHANGED).then("points_now").otherwise(pl.col("points") + claimed),
        possible="possible_now",
        rule="rule_now",
    )


def _with_scores(rows: pl.DataFrame, stages: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """The score after each step, as `s_before` … `s_now`; a step that gives none leaves the score as it was."""
    for name, frame in stages.items():
        key = "origin" if name == "before" else "unit"
        scores = frame.select(**{key: "unit", f"s_{name}": "score"})
        rows = rows.join(scores, on=key, how="left", maintain_order="left")
    names = [f"s_{name}" for name in list(stages)[:-1]]
    return rows.with_columns(
        pl.coalesce([pl.col(each) for each in reversed(names[: place + 1])]).alias(name)
        for place, name in enumerate(names)
        if place
    )


def _with_ranks(rows: pl.DataFrame, stages: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """The rank after each step, as `r_before` … `r_now`; null at an end where the unit had or has none."""
    rows = rows.with_columns(
        _places(rows, key, score, stages[among]).alias(f"r_{name}") for name, (key, score, among) in RANKED.items()
    )
    for end, key in (("before", "origin"), ("now", "unit")):
        ranks = stages[end].select(**{key: "unit", f"has_{end}": "ranks"})
        rows = rows.join(ranks, on=key, how="left", maintain_order="left")
    return rows.with_columns(pl.when(f"has_{end}").then(f"r_{end}").alias(f"r_{end}") for end in ("before", "now"))


def _places(rows: pl.DataFrame, key: str, score: str, stage: pl.DataFrame) -> pl.Series:
    """The rank that each row's score has among the other ranked units of a stage; null without a score."""
    peers = stage.filter("ranks").select(**{key: "unit", "standing": "score"})
    known = rows.select(key, score).join(peers, on=key, how="left", maintain_order="left")
    scores, standing = _steps(known[score]), _steps(known["standing"])
    better = peers.height - np.searchsorted(np.sort(_steps(peers["standing"])), scores, side="right")
    places = pl.Series(1 + better - (standing > scores), dtype=pl.Int64)
    return pl.select(pl.when(known[score].is_not_null()).then(places)).to_series()


def _steps(scores: pl.Series) -> NDArray[np.float64]:
    """Scores as whole numbers of the least difference that counts; what is null is below everything."""
    return np.nan_to_num(np.round(scores.cast(pl.Float64).to_numpy() / TOLERANCE), nan=-np.inf)


def _parts(rows: pl.DataFrame) -> pl.DataFrame:
    """Each cause takes what its step changes; the way from what was told to this engine's figure is the method's."""
    previous_score, previous_rank = pl.coalesce("told_score", "s_before"), pl.coalesce("told_rank", "r_before")
    moved = pl.col("s_now") - previous_score
    risen = pl.when(pl.col("r_before").is_not_null()).then(previous_rank - pl.col("r_now"))
    steps = ("before", *SCORE_CAUSES[:-1], "now")
    places = ("before", *SCORE_CAUSES, "now")
    points = {
        cause: pl.col(f"s_{after}") - pl.col(f"s_{first}")
        for cause, first, after in zip(SCORE_CAUSES, steps[:-1], steps[1:], strict=True)
    }
    ranks = {
        cause: pl.col(f"r_{first}") - pl.col(f"r_{after}")
        for cause, first, after in zip(RANK_CAUSES, places[:-1], places[1:], strict=True)
    }
    points["method"] += pl.col("s_before") - previous_score
    ranks["method"] += previous_rank - pl.col("r_before")
    return rows.select(
        "origin",
        "unit",
        previous_score=previous_score,
        score="s_now",
        previous_rank=previous_rank,
        rank="r_now",
        change=moved,
        rank_change=risen,
        **{cause: pl.when(moved.is_not_null()).then(part) for cause, part in points.items()},
        **{f"rank_{cause}": pl.when(risen.is_not_null()).then(part) for cause, part in ranks.items()},
    )
