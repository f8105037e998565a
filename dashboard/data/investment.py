"""What the shortfalls of a round would cost, whom closing them would reach, and what a budget closes."""

from collections.abc import Iterator

import polars as pl

from dashboard.data import facts, shortfalls
from dashboard.data.source import Version, judged_by, remembered
from metrics import investment
from metrics.gaps import MET, NO_DATA
from metrics.investment import BILLION, Plan

LEARNERS = "learners"  # the question whose answer says whom a unit's gaps keep waiting
LEADING_DIGITS = (1, 2, 3, 5, 7)


@remembered
def items(version: Version, round_: str, institution_type: str = "") -> pl.DataFrame:
    """One row per unit and priced norm that it falls short of, as `metrics.investment.items`; province, type beside."""
    if not institution_type:
        kinds = [instrument.institution_type for instrument in facts.instruments()]
        return pl.concat(items(version, round_, kind) for kind in kinds)
    instrument = judged_by().instrument_for(institution_type)
    if instrument is None:
        raise KeyError(institution_type)
    units = facts.units(version, round_).filter(pl.col("institution_type") == institution_type)
    gaps = shortfalls.gaps_of_units(version, round_).join(units.select("unit"), on="unit", how="semi")
    answers, norms = facts.answers(version, round_), shortfalls.norms()
    gains = investment.gained(answers, facts.appraisals(version, round_), gaps, norms, instrument)
    learners = answers.filter(pl.col("question") == LEARNERS).select("unit", learners="value")
    found = investment.items(gaps, norms, shortfalls.prices(version, round_), learners, gains)
    return found.join(units.select("unit", "institution_type", "province"), on="unit", how="left")


@remembered
def plan(version: Version, round_: str, institution_type: str, by: str, budget: int, norm: str = "") -> Plan:
    """What `budget` billion đồng closes, of one norm or of all, so that most learners are reached or points gained."""
    return investment.plan(bill(version, round_, institution_type, norm), budget * BILLION, by)


def bill(version: Version, round_: str, institution_type: str, norm: str) -> pl.DataFrame:
    """The rows of `items`, of one norm or of all."""
    rows = items(version, round_, institution_type)
    return rows.filter(pl.col("norm") == norm) if norm else rows


def budgets(version: Version, round_: str, institution_type: str, norm: str = "") -> list[int]:
    """Round sums in billion đồng, rising, until one pays for everything; none where no cost is known."""
    cost = bill(version, round_, institution_type, norm)["cost"].sum() / BILLION
    steps = _round_sums()
    found = [next(steps), next(steps)]
    while found[-1] < cost:
        found.append(next(steps))
    return found if cost else []


def _round_sums() -> Iterator[int]:
    size = 1
    while True:
        yield from (digit * size for digit in LEADING_DIGITS)
        size *= 10


def closed_by(plan: Plan, gaps: pl.DataFrame, by: str) -> pl.DataFrame:
    """One row per group of `by`, a column that both frames have: what a plan closes and leaves there.

    Columns: closed, partly, left (numbers of gaps), met (where nothing is missing), no_data (answers that are missing,
    in no other column), cost, spent (million đồng), bought (pieces), shortfall, reached (learners, each counted for
    each norm; null where unknown).
    """
    state = pl.col("bought") / pl.col("pieces")
    known = plan.rows.group_by(by, maintain_order=True).agg(
        closed=(state >= 1).sum(),
        partly=((state > 0) & (state < 1)).sum(),
        left=(state == 0).sum(),
        cost=pl.col("cost").sum(),
        spent=pl.col("spent").sum(),
        bought=pl.col("bought").sum(),
        shortfall=pl.col("shortfall").sum(),
        reached=pl.when(pl.col("reached").count() > 0).then(pl.col("reached").sum()),
    )
    others = gaps.group_by(by, maintain_order=True).agg(
        (pl.col("state") == state_).sum().alias(state_) for state_ in (MET, NO_DATA)
    )
    return others.join(known, on=by, how="left", maintain_order="left", nulls_equal=True).with_columns(
        pl.col("closed", "partly", "left", "cost", "spent", "bought", "shortfall").fill_null(0)
    )


@remembered
def priced_gaps(version: Version, round_: str, institution_type: str, norm: str = "") -> pl.DataFrame:
    """The gaps of `shortfalls.gaps_of_units` of priced norms, or of one, with the unit's province and type."""
    priced = [each.id for each in shortfalls.norms() if each.price and norm in ("", each.id)]
    kind = pl.col("institution_type") == institution_type if institution_type else pl.lit(value=True)
    units = facts.units(version, round_).filter(kind).select("unit", "institution_type", "province")
    return shortfalls.gaps_of_units(version, round_).filter(pl.col("norm").is_in(priced)).join(units, on="unit")


def norms(version: Version, round_: str, institution_type: str) -> list[str]:
    """The priced norms of which a gap is known."""
    known = set(items(version, round_, institution_type)["norm"])
    return [each.id for each in shortfalls.norms() if each.id in known]
