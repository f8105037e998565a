import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import nnls

from metrics.composite import (
    Framework,
    FrameworkError,
    Indicator,
    aggregate,
    balance_weights,
    budget_weights,
    correlations,
    effective_weights,
    equal_weights,
    pca_weights,
)
from metrics.composite.weighting import nonnegative_least_squares, varimax
from tests.composite.strategies import frameworks


def flat(*weights):
    codes = "abcdefgh"[: len(weights)]
    return Framework(
        [Indicator("index", None), *(Indicator(c, "index", weight=w) for c, w in zip(codes, weights, strict=True))]
    )


def related(apart=0.3):
    """Three indicators of which the first two say nearly the same."""
    units = 60
    draw = np.random.default_rng(4).normal(size=(units, 3))
    return pl.DataFrame(
        {"unit": range(units), "a": draw[:, 0], "b": draw[:, 0] + apart * draw[:, 1], "c": 5 * draw[:, 2]}
    )


def importance(frame, framework):
    """The correlation of each leaf with the index, as a share of their sum."""
    rows = correlations(aggregate(frame, framework), framework).filter(pl.col("code") == "index")
    return (rows["correlation"] / rows["correlation"].sum()).to_list()


def test_effective_weights_multiply_along_the_path():
    framework = Framework(
        [
            Indicator("index", None, weight=5),  # not included: a root has no siblings
            Indicator("p", "index", weight=3),
            Indicator("q", "index", weight=1),
            Indicator("a", "p", weight=1),
            Indicator("b", "p", weight=4),
        ]
    )

    assert effective_weights(framework).rows() == [("q", 0.25), ("a", pytest.approx(0.15)), ("b", pytest.approx(0.6))]


@given(frameworks())
def test_effective_weights_sum_to_one(framework):
    assert effective_weights(framework)["effective_weight"].sum() == pytest.approx(1)


def test_equal_weights_are_equal_among_siblings():
    assert equal_weights(flat(1, 2, 5)).rows() == [("index", 1), ("a", 1 / 3), ("b", 1 / 3), ("c", 1 / 3)]


def test_points_of_experts_count_alike_however_generous_they_are():
    points = pl.DataFrame({"a": [75, 100], "b": [25, 300]})

    assert budget_weights(flat(1, 1), points).rows() == [("index", 1), ("a", 0.5), ("b", 0.5)]


def test_unusable_points_are_told_row_by_row():
    with pytest.raises(FrameworkError) as refused:
        budget_weights(flat(1, 1), pl.DataFrame({"a": [1.0, -1.0, 0.0, 1.0], "b": [1.0, 3.0, 0.0, None]}))

    assert refused.value.faults == (
        "weights, row 1: a is -1; give a number from 0",
        "weights, row 3: b is nan; give a number from 0",
        "weights, row 2: the children of index sum to 0",
    )
    with pytest.raises(FrameworkError, match="column b is missing"):
        budget_weights(flat(1, 1), pl.DataFrame({"a": [1.0]}))


def test_unbalanced_indicators_are_balanced():
    frame, framework = related(), flat(1, 1, 1)

    balanced = framework.with_weights(dict(balance_weights(frame, framework).iter_rows()))

    assert max(importance(frame, framework)) > 0.4
    assert importance(frame, balanced) == pytest.approx([1 / 3] * 3)


def test_importance_follows_nominal_weights_that_differ():
    frame, framework = related(apart=1), flat(1, 1, 2)

    balanced = framework.with_weights(dict(balance_weights(frame, framework).iter_rows()))

    assert importance(frame, balanced) == pytest.approx([0.25, 0.25, 0.5])


def test_each_level_is_balanced_with_the_weights_found_below():
    framework = Framework(
        [
            Indicator("index", None),
            Indicator("p", "index"),
            Indicator("c", "index"),
            Indicator("a", "p"),
            Indicator("b", "p"),
        ]
    )
    frame = related()

    balanced = framework.with_weights(dict(balance_weights(frame, framework).iter_rows()))

    scores = aggregate(frame, balanced)
    assert np.corrcoef(scores["p"], scores["index"])[0, 1] == pytest.approx(
        np.corrcoef(scores["c"], scores["index"])[0, 1]
    )
    assert np.corrcoef(scores["a"], scores["p"])[0, 1] == pytest.approx(np.corrcoef(scores["b"], scores["p"])[0, 1])


@given(st.integers(0, 1000), st.integers(2, 6))
def test_balanced_weights_never_fall_below_zero(seed, width):
    draw = np.random.default_rng(seed)
    values = draw.normal(size=(20, width)) @ draw.normal(size=(width, width))
    frame = pl.DataFrame({"unit": range(20), **{"abcdef"[place]: values[:, place] for place in range(width)}})

    weights = balance_weights(frame, flat(*draw.uniform(0.2, 3, width)))["weight"]

    assert (weights >= 0).all()
    assert weights[1:].sum() == pytest.approx(1)


@pytest.mark.parametrize("weigh", [balance_weights, pca_weights])
def test_what_does_not_vary_or_is_not_to_count_keeps_its_weight(weigh):
    frame = related().with_columns(d=pl.lit(3.0), e=pl.col("a") ** 2)

    weights = dict(weigh(frame, flat(1, 1, 1, 1, 0)).iter_rows())

    assert weights["d"] == 0.25
    assert weights["e"] == 0
    assert weights["a"] + weights["b"] + weights["c"] == pytest.approx(0.75)


@pytest.mark.parametrize("weigh", [balance_weights, pca_weights])
def test_too_few_whole_units_leave_the_weights_as_they_are(weigh):
    frame = pl.DataFrame({"unit": [1, 2, 3], "a": [1.0, 2.0, 4.0], "b": [5.0, 1.0, None]})

    assert weigh(frame, flat(1, 3)).rows() == [("index", 1), ("a", 0.25), ("b", 0.75)]


def test_components_make_correlated_indicators_share_a_weight():
    weights = dict(pca_weights(related(), flat(1, 1, 1)).iter_rows())

    assert weights["a"] == pytest.approx(weights["b"], abs=0.02)
    assert weights["c"] < weights["a"] + weights["b"]
    assert all(weight >= 0 for weight in weights.values())
    assert sum(weights.values()) == pytest.approx(2)  # the root and its children


def test_varimax_turns_loadings_to_the_axes_and_keeps_what_they_explain():
    simple = np.array([[0.9, 0.0], [0.8, 0.0], [0.0, 0.7], [0.0, 0.6]])
    angle = 0.5
    turned = simple @ np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])

    back = varimax(turned)

    assert np.abs(back).max(axis=1) == pytest.approx([0.9, 0.8, 0.7, 0.6], abs=1e-6)
    assert (back**2).sum(axis=1) == pytest.approx((turned**2).sum(axis=1))


@given(st.integers(0, 10_000), st.integers(1, 7))
def test_nonnegative_least_squares_agrees_with_scipy(seed, width):
    draw = np.random.default_rng(seed)
    matrix, aim = draw.normal(size=(width + 2, width)), draw.normal(size=width + 2)

    assert nonnegative_least_squares(matrix, aim) == pytest.approx(nnls(matrix, aim)[0], abs=1e-7)
