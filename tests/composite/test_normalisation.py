import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from metrics.composite import Framework, FrameworkError, Indicator, normalise
from tests.composite import naive
from tests.composite.strategies import worlds

PAIR = Framework(
    [
        Indicator("index", None),
        Indicator("more", "index", lower=0, upper=10, target=8),
        Indicator("less", "index", direction=-1, lower=0, upper=10, target=2),
    ]
)
DRAWN = pl.DataFrame({"unit": ["x", "y", "z", "gap"], "more": [2, 4, 12, None], "less": [2, 4, 12, None]})


@pytest.mark.parametrize(
    ("method", "more", "less"),
    [
        ("minmax", [0, 20, 100], [100, 80, 0]),
        ("zscore", [-0.7559289460184544, -0.3779644730092272, 1.1338934190276817],
                   [0.7559289460184544, 0.3779644730092272, -1.1338934190276817]),
        ("rank", [1, 2, 3], [3, 2, 1]),
        ("borda", [0, 1, 2], [2, 1, 0]),
        ("percentile", [0, 50, 100], [100, 50, 0]),
        ("best", [100 * 2 / 12, 100 * 4 / 12, 100], [100, 50, 100 * 2 / 12]),
        ("target", [0, 100 * 2 / 6, 100 * 10 / 6], [100, 80, 0]),
        ("goalposts", [20, 40, 120], [80, 60, -20]),
    ],
)  # fmt: skip
def test_each_method_on_a_drawn_table(method, more, less):
    scores = normalise(DRAWN, PAIR, method)

    assert scores["more"].to_list() == pytest.approx([*more, None])
    assert scores["less"].to_list() == pytest.approx([*less, None])


def test_lower_and_upper_place_the_scale_and_clip_cuts_what_lies_beyond():
    assert normalise(DRAWN, PAIR, "minmax", 1, 100)["more"].to_list() == pytest.approx([1, 20.8, 100, None])
    assert normalise(DRAWN, PAIR, "goalposts", 0, 1)["more"].to_list() == pytest.approx([0.2, 0.4, 1.2, None])
    assert normalise(DRAWN, PAIR, "goalposts", 0, 1, clip=True).select("more", "less").rows() == [
        (pytest.approx(0.2), pytest.approx(0.8)),
        (pytest.approx(0.4), pytest.approx(0.6)),
        (1, 0),
        (None, None),
    ]
    assert normalise(DRAWN, PAIR, "target", clip=True)["more"].to_list() == pytest.approx([0, 100 / 3, 100, None])


def test_ties_share_the_lower_place():
    frame = pl.DataFrame({"unit": list("abcd"), "more": [5, 7, 5, 9], "less": [5, 7, 5, 9]})

    assert normalise(frame, PAIR, "rank").select("more", "less").rows() == [(1, 3), (3, 2), (1, 3), (4, 1)]
    assert normalise(frame, PAIR, "percentile", 0, 3)["more"].to_list() == pytest.approx([0, 2, 0, 3])


def test_what_should_be_equal_ties_in_spite_of_rounding():
    frame = pl.DataFrame({"unit": list("abc"), "more": [0.1 + 0.2, 0.3, 1.0], "less": [1, 2, 3]})

    assert normalise(frame, PAIR, "rank")["more"].to_list() == [1, 1, 3]


@pytest.mark.parametrize(
    ("method", "same"), [("minmax", 50), ("zscore", 0), ("rank", 1), ("borda", 0), ("percentile", 0), ("best", 100)]
)
def test_an_indicator_that_is_the_same_everywhere_has_a_defined_score(method, same):
    frame = pl.DataFrame({"unit": ["a", "b", "c"], "more": [7, 7, None], "less": [7, 7, None]})

    assert normalise(frame, PAIR, method).select("more", "less").rows() == [(same, same), (same, same), (None, None)]


def test_rounding_is_not_stretched_over_the_scale():
    frame = pl.DataFrame({"unit": ["a", "b"], "more": [0.1 + 0.2, 0.3], "less": [1, 2]})

    assert normalise(frame, PAIR)["more"].to_list() == [50, 50]
    assert normalise(frame, PAIR, "zscore")["more"].to_list() == [0, 0]


def test_all_stand_at_the_target_once_the_worst_has_reached_it():
    frame = pl.DataFrame({"unit": ["a", "b"], "more": [8, 9], "less": [1.0, 2.0]})

    assert normalise(frame, PAIR, "target").select("more", "less").rows() == [(100, 100), (100, 100)]


@pytest.mark.parametrize("method", ["minmax", "zscore", "rank", "percentile", "best", "target", "goalposts"])
def test_one_unit_no_unit_and_no_value_are_no_reason_to_stumble(method):
    one = pl.DataFrame({"unit": ["a"], "more": [7], "less": [7]})
    empty = pl.DataFrame({"unit": ["a", "b"], "more": [None, None], "less": [7, 8]})

    assert normalise(one, PAIR, method)["more"].is_finite().all()
    assert normalise(one.head(0), PAIR, method).height == 0
    assert normalise(empty, PAIR, method)["more"].to_list() == [None, None]


def test_columns_that_are_no_leaf_pass_through():
    frame = DRAWN.with_columns(type=pl.lit("school"), index=pl.lit(3))

    assert normalise(frame, PAIR).drop("more", "less").equals(frame.drop("more", "less"))


def test_missing_bounds_are_told_all_at_once():
    framework = Framework([Indicator("index", None), Indicator("a", "index", upper=1), Indicator("b", "index")])
    frame = pl.DataFrame({"unit": ["x"], "a": [1], "b": [1]})

    with pytest.raises(FrameworkError) as refused:
        normalise(frame, framework, "goalposts")

    assert refused.value.faults == (
        "a: has no lower, which goalposts needs",
        "b: has no lower and no upper, which goalposts needs",
    )


def test_a_share_of_the_best_needs_values_above_zero():
    frame = pl.DataFrame({"unit": ["x", "y"], "more": [0, 1], "less": [1, 2]})

    with pytest.raises(FrameworkError, match=r"^unit x, more is not above 0, which best needs$"):
        normalise(frame, PAIR, "best")


def test_unknown_methods_and_empty_scales_are_refused():
    with pytest.raises(
        FrameworkError,
        match=r"^method max: not known; choose one of minmax, zscore, rank, borda, percentile, best, target, goalp",
    ):
        normalise(DRAWN, PAIR, "max")
    with pytest.raises(FrameworkError, match=r"^lower 5 is not below upper 5$"):
        normalise(DRAWN, PAIR, lower=5, upper=5)


@given(worlds(values=st.floats(-1e6, 1e6)))
def test_minmax_as_one_would_do_it_by_hand(world):
    framework, frame = world

    scores = normalise(frame, framework, "minmax", 1, 100)

    for leaf in framework.leaves:
        by_hand = naive.minmax(frame[leaf].to_list(), framework[leaf].direction, 1, 100)
        assert naive.close(scores[leaf].to_list(), by_hand)


@pytest.mark.parametrize("method", ["minmax", "percentile"])
@given(world=worlds(values=st.floats(-1e6, 1e6)))
def test_scores_keep_to_the_scale(method, world):
    framework, frame = world

    scores = normalise(frame, framework, method, 1, 100)

    for leaf in framework.leaves:
        assert scores[leaf].drop_nulls().is_between(1 - 1e-9, 100 + 1e-9).all()
        assert scores[leaf].is_null().equals(frame[leaf].is_null())


@pytest.mark.parametrize("method", ["minmax", "zscore", "rank"])
@given(
    world=worlds(values=st.integers(-1000, 1000).map(float)),
    factor=st.sampled_from([0.5, 3.0, 1e6]),
    shift=st.sampled_from([0.0, -7.0]),
)
def test_another_unit_of_measurement_changes_nothing(method, world, factor, shift):
    framework, frame = world
    restated = frame.with_columns(pl.col(framework.leaves) * factor + shift)

    assert_frame_equal(normalise(restated, framework, method), normalise(frame, framework, method), abs_tol=1e-9)


@pytest.mark.parametrize("method", ["minmax", "zscore", "rank", "percentile", "best"])
@given(world=worlds(), order=st.randoms(use_true_random=False))
def test_the_order_of_units_changes_nothing(method, world, order):
    framework, frame = world
    shuffled = frame[order.sample(range(frame.height), frame.height)]

    back = normalise(shuffled, framework, method).sort("unit")

    assert_frame_equal(back, normalise(frame, framework, method).sort("unit"))
