"""Where money closes most: shortfalls as things to buy, in the order of what they reach, and what a budget buys."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import polars as pl

from catalogue import Instrument, Norm, Price
from metrics.gaps import SHORT
from metrics.judge import judge
from metrics.knapsack import Good, purchase
from metrics.points import earned
from metrics.values import values

BILLION: Final = 1000  # million đồng
DONG: Final = 1_000_000  # in a million đồng


def items(
    gaps: pl.DataFrame,
    norms: Iterable[Norm],
    prices: Mapping[str, Price],
    learners: pl.DataFrame,
    gains: pl.DataFrame,
) -> pl.DataFrame:
    """One row per unit and priced norm that it falls short of: what could be bought, and what that would do.

    Columns: unit, norm, need, shortfall, pieces (1 where the thing does not come in whole pieces), cost (of all of
    them, million đồng), learners (reached by all of them), points (gained by all of them), learners_per_billion,
    points_per_billion. A piece reaches the unit's learners divided by the pieces that it needs in all, so that half of
    a need is half of its learners; who gains by two norms counts for each. `learners` has unit and learners, `gains` is
    that of `gained`. Null is unknown: a unit that did not tell its learners, an instrument without an overall score.
    """
    priced = [norm for norm in norms if norm.price]
    whole = [norm.id for norm in priced if norm.whole]
    known = {norm.id: float(prices[norm.price].million_dong) for norm in priced if norm.price}
    return (
        gaps.filter(pl.col("state") == SHORT, pl.col("norm").is_in(list(known)))
        .join(learners.select("unit", all_learners=pl.col("learners").cast(pl.Float64)), on="unit", how="left")
        .join(gains.select("unit", "norm", "points"), on=["unit", "norm"], how="left")
        .select(
            "unit",
            "norm",
            "need",
            "shortfall",
            pieces=pl.when(pl.col("norm").is_in(whole)).then("shortfall").otherwise(1.0).round().cast(pl.Int64),
            cost=pl.col("shortfall") * pl.col("norm").replace_strict(known, default=None, return_dtype=pl.Float64),
            learners=pl.col("all_learners") * pl.col("shortfall") / pl.col("need"),
            points="points",
        )
        .with_columns(
            (pl.col("learners", "points") / pl.col("cost") * BILLION).name.suffix("_per_billion"),
        )
    )


def gained(
    answers: pl.DataFrame, appraisals: pl.DataFrame, gaps: pl.DataFrame, norms: Iterable[Norm], instrument: Instrument
) -> pl.DataFrame:
    """One row per unit and norm of `gaps` that is short: unit, norm, points (of the overall score, 0 to 100).

    The unit is judged once more as if it had what that one norm asks for, everything else unchanged. Where a reviewer
    lowered the points of an indicator, the reduction stays: the appraised points rise by as much as the claim would.
    `gaps` is to hold units of the instrument only. Without an overall score the points are null.
    """
    have = {norm.id: norm.have for norm in norms}
    short = gaps.filter(pl.col("state") == SHORT, pl.col("norm").is_in(list(have))).select(
        "unit",
        "norm",
        "shortfall",
        case=pl.concat_str("unit", "norm", separator="\n"),
        have=pl.col("norm").replace_strict(have, default=None, return_dtype=pl.String),
    )
    before = _copied(answers, short)
    closed = before.with_columns(
        value=pl.when(pl.col("question") == pl.col("have"))
        .then(pl.col("value") + pl.col("shortfall"))
        .otherwise("value")
    )
    given = _copied(appraisals, short)
    rise = _claims(closed, short["case"], instrument).join(
        _claims(before, short["case"], instrument), on=["unit", "indicator"], suffix="_before"
    )
    raised = given.join(rise, on=["unit", "indicator"], how="left").with_columns(
        points=pl.col("points") + (pl.col("claim") - pl.col("claim_before")).fill_null(0)
    )
    scores = [
        judge(told, seen, short["case"], instrument).filter(pl.col("kind") == "overall").select("unit", "score")
        for told, seen in ((before, given), (closed, raised))
    ]
    after = short.join(scores[0], left_on="case", right_on="unit", how="left").join(
        scores[1], left_on="case", right_on="unit", how="left", suffix="_after"
    )
    return after.select("unit", "norm", points=pl.col("score_after") - pl.col("score"))


def order(items: pl.DataFrame, by: str) -> pl.DataFrame:
    """The same rows with `place`, first what reaches most learners or gains most points per billion đồng.

    `by` is learners or points. Where that is unknown the place is null, and the row stands last.
    Equals share a place. They are listed by the other measure, then the cheaper first, then by unit and norm.
    """
    first = f"{by}_per_billion"
    second = "points_per_billion" if by == "learners" else "learners_per_billion"
    return items.with_columns(place=pl.col(first).round_sig_figs(9).rank("min", descending=True)).sort(
        "place", pl.col(second).round_sig_figs(9).neg(), "cost", "unit", "norm", nulls_last=True
    )


@dataclass(frozen=True, eq=False)
class Plan:
    """What a budget buys.

    `rows` are the items in their order, with bought (pieces), spent (million đồng) and reached (learners). `exact` says
    that nothing within the budget is worth more; `worth` is what is bought, in learners or points, `at_most` what no
    purchase exceeds.
    """

    rows: pl.DataFrame
    by: str
    budget: float
    exact: bool
    worth: float
    at_most: float


def plan(items: pl.DataFrame, budget: float, by: str) -> Plan:
    """What to buy with `budget` million đồng so that most learners are reached, or most points gained.

    Learners are reached piece by piece. Points are gained by closing a gap whole, since they do not grow evenly with
    the pieces. Money is reckoned in đồng. What reaches or gains nothing, or nobody knows how much, is not bought.
    """
    rows = order(items, by)
    pieces = pl.col("pieces") if by == "learners" else pl.lit(1, pl.Int64)
    goods = [
        Good(cost, worth, number)
        for cost, worth, number in rows.select(
            (pl.col("cost") * DONG / pieces).round().cast(pl.Int64).clip(lower_bound=1),
            pl.col(by).fill_null(0) / pieces,
            pieces.alias("number"),
        ).iter_rows()
    ]
    found = purchase(goods, int(budget * DONG))
    share = pl.col("bought") / pl.col("pieces")
    bought = rows.with_columns(bought=pl.Series(found.pieces, dtype=pl.Int64)).with_columns(
        bought="bought" if by == "learners" else pl.col("bought") * pl.col("pieces")
    )
    worth = sum(good.worth * number for good, number in zip(goods, found.pieces, strict=True))
    return Plan(
        rows=bought.with_columns(spent=pl.col("cost") * share, reached=pl.col("learners") * share),
        by=by,
        budget=budget,
        exact=found.exact,
        worth=worth,
        at_most=found.at_most,
    )


def _copied(rows: pl.DataFrame, short: pl.DataFrame) -> pl.DataFrame:
    """The rows of each unit once for each of its gaps, as if every gap were a unit of its own."""
    return short.join(rows, on="unit", how="inner", suffix="_given").drop("unit").rename({"case": "unit"})


def _claims(answers: pl.DataFrame, units: pl.Series, instrument: Instrument) -> pl.DataFrame:
    """One row per unit and indicator: unit, indicator, claim (the points that its own answers earn)."""
    found = values(answers, units, instrument)
    return pl.concat(
        found.filter(pl.col("indicator") == each.id).select("unit", "indicator", claim=earned(pl.col("value"), each))
        for each in instrument.indicators
    )
