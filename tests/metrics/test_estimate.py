"""An early mean with its interval: what it may know, and what it must not."""

import polars as pl
import pytest

from metrics.estimate import estimate

UNITS = [f"u{n:02}" for n in range(40)]


def history(**rounds):
    """One value per unit and round, in the order of UNITS; a round may have fewer units than the others."""
    rows = [(unit, round_, value) for round_, values in rounds.items() for unit, value in zip(UNITS, values)]  # noqa: B905
    return pl.DataFrame(rows, schema={"unit": pl.String, "round": pl.String, "value": pl.Float64}, orient="row")


def found(frame, round_="now", **options):
    return estimate(frame, round_, **options).row(0, named=True)


START = [30.0 + n for n in range(40)]


def test_when_everybody_is_in_the_estimate_is_the_mean():
    frame = history(before=START, now=[value + 3 for value in START])

    assert found(frame) == {
        "so_far": 52.5,
        "estimate": pytest.approx(52.5),
        "low": pytest.approx(52.5),
        "high": pytest.approx(52.5),
        "reported": 40,
        "expected": 40,
    }


def test_the_missing_are_given_their_own_past_and_the_growth_of_those_who_reported():
    # only the strong half is in: its mean is no guide to the country's
    frame = history(before=START, now=[None] * 20 + [value + 3 for value in START[20:]])

    early = found(frame)

    assert (early["so_far"], early["reported"], early["expected"]) == (62.5, 20, 40)
    assert early["estimate"] == pytest.approx(52.5, abs=0.4)
    assert early["low"] < early["estimate"] < early["high"]


def test_a_past_of_two_rounds_ago_is_brought_forward_by_what_others_gained():
    # every fourth unit was silent in the second round, and is now
    second = [None if n % 4 == 0 else value + 4 for n, value in enumerate(START)]
    now = [None if value is None else value + 1 for value in second]

    # the silent ones are weaker by 2 on average, and are likely to stay away
    assert 54.5 <= found(history(first=START, second=second, now=now))["estimate"] < 55.2


def test_rounds_after_the_asked_one_do_not_count():
    frame = history(before=START, now=[None] * 20 + START[20:], later=[99.0] * 40)

    assert found(frame) == found(frame.filter(pl.col("round") != "later"))


def test_the_same_reports_give_the_same_interval_and_a_higher_promise_a_wider_one():
    frame = history(before=START, now=[None] * 20 + [value + (n % 5) for n, value in enumerate(START[20:])])

    sure, surer = found(frame), found(frame, promised=0.99)

    assert found(frame) == sure
    assert surer["low"] < sure["low"] < sure["high"] < surer["high"]


@pytest.mark.parametrize(
    ("rounds", "so_far", "reported"),
    [
        ({"before": START, "now": [None] * 40}, None, 0),
        ({"before": START, "now": [60.0] * 9 + [None] * 31}, 60, 9),
        # enough reports, but none with a past
        ({"before": [None] * 40, "now": [60.0] * 20 + [None] * 20}, 60, 20),
        ({"now": [60.0] * 20 + [None] * 20}, 60, 20),
    ],
)
def test_too_little_to_go_by_is_no_estimate(rounds, so_far, reported):
    assert found(history(**rounds)) == {
        "so_far": so_far,
        "estimate": None,
        "low": None,
        "high": None,
        "reported": reported,
        "expected": 40,
    }
