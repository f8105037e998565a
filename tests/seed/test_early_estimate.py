"""The early estimate against rounds whose end is known: invented countries on paper, cut off while reports come in."""

import polars as pl
import pytest

from metrics.estimate import estimate
from metrics.judge import judge
from seed_data.chance import Chance
from seed_data.country import imagine
from seed_data.fates import seasons
from seed_data.seed import invent
from store.schema import COUNTED_STATES

SEEDS, LIMIT, SHARES = (101, 102, 103, 104), 40, (0.4, 0.6, 0.8)
TYPES = ("department", "higher_education", "vocational")
ANSWERS = dict.fromkeys(("unit", "question"), pl.String) | {
    "value": pl.Float64,
    "choice": pl.String,
    "absence": pl.String,
}
NO_APPRAISALS = pl.DataFrame(
    schema=dict.fromkeys(("unit", "indicator", "strength"), pl.String) | {"points": pl.Float64}
)


def rounds(catalogue, seed):
    """(round, type, score of each unit by the hour of filing, units expected), the oldest round first."""
    country = imagine(catalogue, Chance(seed), LIMIT)
    filings = invent(catalogue, country, Chance(seed))
    for season in seasons():
        if season.round.calendar != "quarter" or season.round.closes > season.today:
            continue  # not included: the round that is still open
        filed = [each for each in filings[season.round.id] if each.fate.state in COUNTED_STATES]
        rows = [(f.last.unit, q, g.value, g.choice, g.absence) for f in filed for q, g in f.last.answers.items()]
        answers = pl.DataFrame(rows, schema=ANSWERS, orient="row")
        for type_ in TYPES:
            came = [each.last.unit for each in filed if each.fate.unit.institution_type == type_]
            judged = judge(answers, NO_APPRAISALS, pl.Series("unit", came), catalogue.instrument_for(type_))
            scores = dict(judged.filter(pl.col("item") == "overall").select("unit", "score").iter_rows())
            expected = [u.id for u in country.of_type(type_) if u.lives_on(season.round.ends)]
            yield season.round.id, type_, {unit: scores[unit] for unit in came}, expected


def cut_off(past, round_, came, expected, share):
    """The history as it stood when that share of the reports had come."""
    early = list(came)[: int(share * len(came))]
    rows = [*past, *((unit, round_, came[unit] if unit in early else None) for unit in expected)]
    return pl.DataFrame(rows, schema={"unit": pl.String, "round": pl.String, "value": pl.Float64}, orient="row")


@pytest.fixture(scope="module")
def trials(catalogue):
    """One row per country, type, round and share: whether the interval held the end, and both errors."""
    found = []
    for seed in SEEDS:
        past = {type_: [] for type_ in TYPES}
        for round_, type_, came, expected in rounds(catalogue, seed):
            final = sum(came.values()) / len(came)
            for share in SHARES if past[type_] else ():
                early = estimate(cut_off(past[type_], round_, came, expected, share), round_).row(0, named=True)
                if early["estimate"] is not None:
                    held = early["low"] <= final <= early["high"]
                    found.append((share, held, abs(early["estimate"] - final), abs(early["so_far"] - final)))
            past[type_] += [(unit, round_, came.get(unit)) for unit in expected]
    return pl.DataFrame(found, schema=["share", "held", "error", "naive_error"], orient="row")


def test_the_interval_holds_the_final_mean_in_nine_of_ten_cases(trials):
    assert trials.height >= 130
    assert 0.87 <= trials["held"].mean() <= 0.97
    assert trials.group_by("share").agg(pl.mean("held"))["held"].min() >= 0.8


def test_the_estimate_errs_by_less_than_half_of_what_the_mean_of_the_reports_so_far_does(trials):
    assert trials["error"].mean() < 0.5 * trials["naive_error"].mean()
