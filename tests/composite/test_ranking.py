import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.composite import FrameworkError, rank
from tests.composite import naive


@pytest.mark.parametrize(
    ("ties", "places"),
    [
        ("min", [4, 1, 2, None, 2]),
        ("max", [4, 1, 3, None, 3]),
        ("average", [4, 1, 2.5, None, 2.5]),
        ("dense", [3, 1, 2, None, 2]),
    ],
)
def test_the_highest_is_first_and_null_stays_null(ties, places):
    frame = pl.DataFrame({"unit": list("abcde"), "score": [1.0, 9.0, 5.0, None, 5.0]})

    assert rank(frame, ties)["score"].to_list() == places


def test_every_column_of_numbers_is_ranked_and_no_other():
    frame = pl.DataFrame(
        {"unit": [30, 20, 10], "score": [1, 2, 3], "type": ["a", "b", "c"], "mark": [True, False, True]}
    )

    assert rank(frame).rows() == [(30, 3, "a", True), (20, 2, "b", False), (10, 1, "c", True)]


def test_scores_equal_but_for_rounding_share_a_place():
    frame = pl.DataFrame({"unit": list("abc"), "score": [0.1 + 0.2, 0.3, 0.0]})

    assert rank(frame)["score"].to_list() == [1, 1, 3]
    assert rank(frame, tolerance=0)["score"].to_list() == [1, 2, 3]


def test_where_all_scores_are_equal_but_for_rounding_all_are_first():
    frame = pl.DataFrame({"unit": list("abc"), "score": [3.0, 3.0000000000000004, 2.9999999999999996]})

    assert rank(frame)["score"].to_list() == [1, 1, 1]
    assert rank(frame, tolerance=0)["score"].to_list() == [2, 1, 3]


def test_tolerance_is_a_share_of_the_range():
    frame = pl.DataFrame({"unit": list("abc"), "score": [1000.0, 990.0, 0.0]})

    assert rank(frame, tolerance=0.01)["score"].to_list() == [1, 1, 3]
    assert rank(frame, tolerance=0.0099)["score"].to_list() == [1, 2, 3]


def test_groups_are_ranked_apart():
    frame = pl.DataFrame({"unit": list("abcde"), "score": [1, 2, 3, 4, 5], "type": ["s", "t", "s", None, None]})

    assert rank(frame, by="type")["score"].to_list() == [2, 1, 1, 2, 1]
    with pytest.raises(FrameworkError, match=r"^by: column kind is missing; the frame has unit, score, type$"):
        rank(frame, by="kind")


def test_nothing_to_rank_is_no_reason_to_stumble():
    assert rank(pl.DataFrame(schema={"unit": pl.String, "score": pl.Float64})).height == 0
    assert rank(pl.DataFrame({"unit": ["a"], "score": [None]}, schema_overrides={"score": pl.Float64}))[
        "score"
    ].to_list() == [None]
    assert rank(pl.DataFrame({"unit": ["a"], "score": [3.0]}))["score"].to_list() == [1]


def test_unknown_ties_are_refused_with_the_choices():
    with pytest.raises(FrameworkError, match=r"^ties first: not known; choose one of min, max, average, dense$"):
        rank(pl.DataFrame({"unit": ["a"], "score": [1]}), "first")


@given(st.lists(st.one_of(st.none(), st.floats(-1e6, 1e6), st.integers(-3, 3).map(float)), min_size=1, max_size=20))
def test_places_as_one_would_count_them_by_hand(values):
    frame = pl.DataFrame({"unit": list(range(len(values))), "score": values}, schema_overrides={"score": pl.Float64})

    assert rank(frame)["score"].to_list() == naive.ranks(values)
