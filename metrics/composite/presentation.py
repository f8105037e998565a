"""Back to the data: what stands behind the place of one unit."""

import polars as pl

from metrics.composite.framework import UNIT, Framework, FrameworkError
from metrics.composite.ranking import rank


def profile(scores: pl.DataFrame, framework: Framework, unit: object) -> pl.DataFrame:
    """One row per code of an aggregated frame, for one unit: `parent`, `level`, `score`, `rank`, `ranked`, `median`.

    `level` counts from the leaves, 0; `ranked` is how many units have a rank; `median` that of all units' scores.
    OECD/JRC Handbook (2008), section 1.8, back to the data.
    """
    row = (scores[UNIT] == unit).arg_true()
    if len(row) != 1:
        raise FrameworkError([f"unit {unit}: stands {len(row)} times in the frame"])
    codes = [code for code in framework.codes if code in scores.columns]
    places = rank(scores.select(UNIT, *codes))
    return pl.DataFrame(
        [
            (
                code,
                framework[code].parent,
                framework.level[code],
                scores[code][row[0]],
                places[code][row[0]],
                places[code].count(),
                scores[code].median(),
            )
            for code in codes
        ],
        schema=PROFILE,
        orient="row",
    )


PROFILE = {
    "code": pl.String,
    "parent": pl.String,
    "level": pl.Int64,
    "score": pl.Float64,
    "rank": pl.Int64,
    "ranked": pl.Int64,
    "median": pl.Float64,
}


def strengths(scores: pl.DataFrame, framework: Framework, unit: object, top: int = 3) -> pl.DataFrame:
    """The leaves on which a unit ranks best and worst, `side` "strength" or "weakness", at most `top` of each.

    Equal ranks go by score, then by the framework's order; no leaf stands on both sides.
    """
    ranked = (
        profile(scores, framework, unit)
        .filter(pl.col("level") == 0, pl.col("rank").is_not_null())
        .sort("rank", "score", descending=[False, True], maintain_order=True)
    )
    best = min(top, (ranked.height + 1) // 2)
    worst = min(top, ranked.height - best)
    return pl.concat(
        [
            ranked.head(best).with_columns(side=pl.lit("strength")),
            ranked.tail(worst).reverse().with_columns(side=pl.lit("weakness")),
        ]
    )
