import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from metrics.composite import Framework, FrameworkError, Indicator, treat, treatment_report
from metrics.composite.treatment import kurtosis, skewness

ONE = Framework([Indicator("index", None), Indicator("a", "index")])


def frame_of(values):
    return pl.DataFrame({"unit": list(range(len(values))), "a": values}, schema_overrides={"a": pl.Float64})


@given(st.lists(st.integers(-1000, 1000), min_size=4, max_size=30).filter(lambda values: len(set(values)) > 1))
def test_shape_is_measured_as_spreadsheets_measure_it(values):
    values = np.array(values, dtype=float)

    assert skewness(values) == pytest.approx(stats.skew(values, bias=False), rel=1e-9, abs=1e-9)
    assert kurtosis(values) == pytest.approx(stats.kurtosis(values, bias=False), rel=1e-9, abs=1e-9)


def test_what_passes_on_skewness_or_on_kurtosis_is_left_alone():
    skewed_but_flat = [1.0] * 9 + [9.0, 10.0]

    assert abs(skewness(np.array(skewed_but_flat))) > 1.5
    assert treat(frame_of(skewed_but_flat), ONE, skew_max=1.0)["a"].to_list() == skewed_but_flat
    assert treat(frame_of(skewed_but_flat), ONE, skew_max=1.0)["a_treated"].to_list() == [None] * 11


def test_outliers_take_the_next_value_inward_until_the_column_passes():
    values = [*range(1, 11), 30, None, 100]

    treated = treat(frame_of(values), ONE)

    assert treated["a"].to_list() == [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 30, None, 30]
    assert treated["a_treated"].to_list() == [None] * 12 + ["winsorised"]
    assert treatment_report(frame_of(values), ONE).select("code", "winsorised", "logged", "passes").rows() == [
        ("a", 1, False, True)
    ]


def test_low_outliers_are_drawn_upward():
    assert treat(frame_of([-100, -30, *range(1, 11)]), ONE)["a"].to_list() == [-30, -30, *range(1, 11)]


def test_more_points_than_allowed_undo_the_winsorising_and_take_logarithms():
    values = [*range(1, 31), 100, 200, 300, 400, 500, 60_000]

    treated = treat(frame_of(values), ONE, winmax=1)

    offset = 0.01 * (60_000 - 1)
    assert treated["a"].to_list() == pytest.approx([np.log(value - 1 + offset) for value in values])
    assert treated["a_treated"].to_list() == ["log"] * 36
    report = treatment_report(frame_of(values), ONE, winmax=1)
    assert report.select("winsorised", "logged", "passes").rows() == [(0, True, False)]


def test_logarithms_of_a_column_skewed_downward_are_mirrored_so_that_they_help():
    values = [-value for value in [*range(1, 31), 100, 200, 300, 400, 500, 60_000]]

    treated = treat(frame_of(values), ONE, winmax=1)["a"].to_list()

    assert treated == sorted(treated, reverse=True)
    assert abs(skewness(np.array(treated))) < abs(skewness(np.array(values, dtype=float)))


def test_winsorising_never_makes_all_values_equal():
    values = [0.0] * 20 + [100.0]

    treated = treat(frame_of(values), ONE)

    assert treated["a_treated"].to_list() == ["log"] * 21
    assert treated["a"].n_unique() == 2


def test_no_more_points_change_than_allowed_where_values_tie():
    values = [*range(40), 1000, 1000, 1000]

    assert treatment_report(frame_of(values), ONE, winmax=3)["winsorised"].item() == 3
    assert treatment_report(frame_of(values), ONE, winmax=2)["logged"].item()


@pytest.mark.parametrize("values", [[], [None, None], [1, 1000, 1], [5, 5, 5, 5, 5]])
def test_what_cannot_be_judged_passes(values):
    assert treat(frame_of(values), ONE)["a"].to_list() == values
    assert treatment_report(frame_of(values), ONE).select("kurtosis", "passes").rows() == [(None, True)]


def test_a_negative_number_of_points_is_refused():
    with pytest.raises(FrameworkError, match=r"^winmax is -1; give 0 or more$"):
        treat(frame_of([1.0]), ONE, winmax=-1)
