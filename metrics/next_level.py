"""What a unit still lacks for a higher level: points, conditions and answers, pillar by pillar."""

from collections.abc import Sequence

import polars as pl

from catalogue import Instrument, Level
from metrics.levels import TOO_FEW

NEAR = 1e-9


def limit(levels: Sequence[Level], number: int) -> tuple[float, bool]:
    """The score from which on a level holds, and whether it has to be passed: (75, True) where 75 itself is below."""
    before = next(each for each in levels if each.number == number - 1)
    if before.up_to is not None:
        return before.up_to, True
    return before.below or 0.0, False


def lacking(results: pl.DataFrame, gates: pl.DataFrame, instrument: Instrument, level: int) -> pl.DataFrame:
    """One row per pillar of one unit: pillar, score, level, limit, beyond, points, possible, gates, answers, there.

    `results` are the unit's rows of `metrics.judge`, `gates` its rows of `metrics.values.gates`. `points` is what is
    missing of the pillar's own points up to `limit` (with `beyond`, a little more is needed), `gates` are the unmet
    conditions that keep it below the level, `answers` the share of answers (0 to 1) that is missing for any level,
    `there` whether nothing is missing. Null points where the pillar has no score.
    """
    from_, beyond = limit(instrument.levels, level)
    unmet = gates.filter(~pl.col("met").fill_null(value=False), pl.col("limit") < level)
    held = {pillar.id: unmet.filter(pl.col("pillar") == pillar.id)["gate"].to_list() for pillar in instrument.pillars}
    few = pl.when(pl.col("rule") == TOO_FEW).then(instrument.min_answered - pl.col("answered").fill_null(0))
    enough = pl.col("score") > from_ + NEAR if beyond else pl.col("score") >= from_ - NEAR
    rows = results.filter(pl.col("kind") == "pillar")
    return rows.select(
        pillar="item",
        score="score",
        level="level",
        limit=pl.lit(from_),
        beyond=pl.lit(beyond),
        points=((from_ - pl.col("score")) / 100 * pl.col("possible")).clip(lower_bound=0),
        possible="possible",
        gates=pl.Series([held[pillar] for pillar in rows["item"]], dtype=pl.List(pl.String)),
        answers=few.clip(lower_bound=0).fill_null(0),
    ).with_columns(there=enough.fill_null(value=False) & (pl.col("gates").list.len() == 0) & (pl.col("answers") == 0))


def shortest(results: pl.DataFrame, instrument: Instrument, pillar: str, points: float) -> pl.DataFrame:
    """The fewest indicators of a pillar that have the points: indicator, value, points, possible, open, enough.

    The one with most open points first; `enough` tells of the last row whether all of them suffice. Empty where no
    points are missing.
    """
    own = [indicator.id for indicator in instrument.in_pillar(pillar)]
    rows = results.filter(pl.col("kind") == "indicator", pl.col("item").is_in(own))
    found = rows.select(
        "value", "points", "possible", indicator="item", open=pl.col("possible") - pl.col("points").fill_null(0)
    )
    found = found.filter(pl.col("open") > NEAR).sort("open", "indicator", descending=[True, False])
    gathered = found["open"].cum_sum()
    wanted = int((gathered < points - NEAR).sum()) + 1 if points > NEAR else 0
    return found.head(wanted).with_columns(enough=pl.lit(bool(found.height and gathered[-1] >= points - NEAR)))
