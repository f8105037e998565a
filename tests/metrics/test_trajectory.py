"""Whether a dated target will be reached: drawn courses with a known end, and the interval's own promise."""

from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from metrics.trajectory import T95, trajectory

START = date(2025, 9, 30)
YEAR = 365.25


def series(*values, every=91):
    days = [START + timedelta(days=every * n) for n in range(len(values))]
    return pl.DataFrame({"day": days, "value": values}, schema={"day": pl.Date, "value": pl.Float64})


def logistic(days, level, pace):
    return 100 / (1 + np.exp(-(level + pace * np.asarray(days) / YEAR)))


def steady(rounds, level=0.0, pace=0.5):
    return series(*logistic(91 * np.arange(rounds), level, pace))


def test_a_course_without_a_wobble_arrives_on_its_day_with_no_interval():
    found = trajectory(steady(4), float(logistic(1000, 0.0, 0.5)), START + timedelta(days=1200))

    there = START + timedelta(days=1000)
    assert (found.outlook, found.expected, found.earliest, found.latest) == ("on_track", there, there, there)
    assert found.at_due == pytest.approx(logistic(1200, 0.0, 0.5))
    assert (found.course["day"][0], found.course["day"][-1]) == (
        START + timedelta(days=273),
        START + timedelta(days=1200),
    )


@pytest.mark.parametrize(
    ("values", "at_least", "days", "expected"),
    [
        ((50, 55, 60, 66), 90, 1500, "on_track"),
        # the line arrives in time, but one more wobble like the last ones would make it late
        ((50, 57, 56, 66), 80, 660, "at_risk"),
        ((50, 52, 51, 53), 95, 500, "off_track"),
        ((60, 58, 55, 54), 80, 500, "off_track"),
        ((60, 70, 80), 80, 500, "reached"),
        ((60, 90, 70), 80, 500, "at_risk"),  # fell back: was reached, is not
        ((60, 70, 75), 80, 182, "missed"),
        ((60, 70, 75), 80, 183, "at_risk"),  # one day more
        ((60, None, 75), 80, 500, "too_few"),
        ((None, None, 85), 80, 500, "reached"),
        ((None, None, None), 80, 500, "too_few"),
    ],
)
def test_an_outlook_is_a_matter_of_the_interval_and_the_day(values, at_least, days, expected):
    assert trajectory(series(*values), at_least, START + timedelta(days=days)).outlook == expected


def test_a_target_of_all_is_reached_in_sight_of_all():
    found = trajectory(steady(5, level=2.0, pace=1.0), 100, START + timedelta(days=4000))

    assert found.outlook == "on_track"
    assert logistic((found.expected - START).days, 2.0, 1.0) == pytest.approx(99.5, abs=0.01)


def test_what_does_not_move_has_no_day():
    found = trajectory(series(50, 50.1, 49.9, 50), 80, START + timedelta(days=900))

    assert (found.outlook, found.expected, found.latest) == ("off_track", None, None)


def test_a_number_grows_by_its_own_share():
    found = trajectory(series(100, 200, 400), 800, START + timedelta(days=280), share=False)

    assert (found.expected, found.outlook) == (START + timedelta(days=273), "on_track")


def test_the_table_is_students_t():
    assert pytest.approx(stats.t.ppf(0.95, np.arange(1, 31)), abs=5e-5) == T95


@given(
    values=st.lists(st.floats(0, 100) | st.none(), max_size=8),
    at_least=st.floats(1, 100),
    days=st.integers(1, 4000),
)
def test_days_stand_in_order_and_agree_with_the_outlook(values, at_least, days):
    due = START + timedelta(days=days)

    found = trajectory(series(*values), at_least, due)

    order = [found.earliest or date.max, found.expected or date.max, found.latest or date.max]
    assert order == sorted(order)
    if not found.course.is_empty():
        assert (found.latest is not None and found.latest <= due) == (found.outlook == "on_track")
        assert (found.earliest or date.max) > due or found.outlook != "off_track"
        assert (
            found.course.select((pl.col("low") <= pl.col("centre")) & (pl.col("centre") <= pl.col("high")))
            .to_series()
            .all()
        )


@pytest.mark.parametrize("rounds", [4, 6, 10])
def test_the_interval_holds_the_next_round_in_nine_of_ten_cases(rounds):
    chance, held = np.random.default_rng(7), 0
    for _ in range(600):
        wobble = chance.normal(0, 0.1, rounds + 1)
        *known, coming = 100 / (1 + np.exp(-(0.3 * np.arange(rounds + 1) / 4 + wobble)))
        course = trajectory(series(*known), 99, START + timedelta(days=91 * rounds)).course
        held += course["low"][-1] <= coming <= course["high"][-1]
    assert 0.87 <= held / 600 <= 0.93
