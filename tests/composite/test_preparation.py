import polars as pl
import pytest

from metrics.composite import (
    Framework,
    FrameworkError,
    Indicator,
    availability,
    denominate,
    flags,
    impute,
    imputed_share,
    screen,
)


@pytest.fixture
def pair():
    return Framework([Indicator("index", None), Indicator("a", "index"), Indicator("b", "index")])


def test_a_denominator_divides_its_indicator_and_no_other():
    framework = Framework(
        [Indicator("index", None), Indicator("computers", "index", denominator="staff"), Indicator("share", "index")]
    )
    frame = pl.DataFrame(
        {"unit": ["x", "y", "z", "w"], "computers": [6, 5, None, 3], "share": [1, 2, 3, 4], "staff": [3, 0, 2, None]}
    )

    assert denominate(frame, framework).rows() == [
        ("x", 2.0, 1, 3),
        ("y", None, 2, 0),  # per nobody
        ("z", None, 3, 2),
        ("w", None, 4, None),
    ]


def test_a_denominator_that_is_not_there_is_named(pair):
    framework = Framework([Indicator("index", None), Indicator("a", "index", denominator="staff")])

    with pytest.raises(FrameworkError, match=r"^column staff is missing; the frame has unit, a$"):
        denominate(pl.DataFrame({"unit": ["x"], "a": [1]}), framework)


@pytest.mark.parametrize(("method", "fill"), [("mean", 4.0), ("median", 2.0)])
def test_gaps_are_filled_by_column_and_marked(pair, method, fill):
    frame = pl.DataFrame({"unit": ["x", "y", "z", "w"], "a": [1, None, 2, 9], "b": [None, None, None, None]})

    assert impute(frame, pair, method).rows() == [
        ("x", 1.0, None, False, False),
        ("y", fill, None, True, False),
        ("z", 2.0, None, False, False),
        ("w", 9.0, None, False, False),
    ]
    assert impute(frame, pair, method).columns == ["unit", "a", "b", "a_imputed", "b_imputed"]


def test_a_group_fills_from_its_own(pair):
    frame = pl.DataFrame(
        {
            "unit": ["x", "y", "z", "v", "w", "t"],
            "a": [1.0, None, 3.0, 100.0, None, None],
            "b": [1.0, 1.0, 1.0, 1.0, 1.0, 1.0],
            "type": ["s", "s", "s", "t", "empty", None],
        }
    )

    assert impute(frame, pair, "mean", by="type")["a"].to_list() == [1, 2, 3, 100, None, None]


def test_a_row_mean_is_a_position_put_back_on_the_scale_of_the_gap():
    framework = Framework(
        [
            Indicator("index", None),
            Indicator("p", "index"),
            Indicator("a", "p"),
            Indicator("less", "p", direction=-1),
            Indicator("far", "index"),
        ]
    )
    frame = pl.DataFrame(
        {
            "unit": ["worst", "gap", "best", "far only"],
            "a": [0, 5, 10, None],  # gap stands at 0.5
            "less": [200, None, 100, None],
            "far": [0, 1, 1, 1],  # gap stands at 1
        }
    )

    assert impute(frame, framework, "row_mean")["less"].to_list() == [200, 125, 100, 100]
    assert impute(frame, framework, "row_mean", by="parent")["less"].to_list() == [200, 150, 100, None]


def test_marks_of_an_earlier_imputation_stay(pair):
    frame = pl.DataFrame({"unit": ["x", "y"], "a": [1, None], "b": [None, 2], "g": [None, "g"]})

    once = impute(frame, pair, "mean", by="g")
    twice = impute(once, pair, "mean")

    assert once.select("a_imputed", "b_imputed").rows() == [(False, False), (False, False)]
    assert impute(twice, pair, "none").select("a_imputed", "b_imputed").rows() == [(False, True), (True, False)]
    assert imputed_share(twice, pair).rows() == [("x", 0.5), ("y", 0.5)]


def test_a_code_that_is_needed_for_a_mark_is_refused():
    framework = Framework([Indicator("index", None), Indicator("a", "index"), Indicator("a_imputed", "index")])

    with pytest.raises(FrameworkError, match=r"^a_imputed: not usable as a code beside a; "):
        impute(pl.DataFrame({"unit": ["x"], "a": [1], "a_imputed": [1]}), framework)


def test_a_frame_that_does_not_follow_the_framework_is_refused_whole(pair):
    frame = pl.DataFrame({"name": ["x"], "a": ["many"]})

    with pytest.raises(FrameworkError) as refused:
        impute(frame, pair)

    assert refused.value.faults == (
        "column unit is missing; the frame has name, a",
        "column b is missing; the frame has name, a",
        "column a holds String; give numbers",
    )


def test_infinite_cells_are_named_and_nan_is_a_gap(pair):
    frame = pl.DataFrame({"unit": ["x", "y"], "a": [float("inf"), 1.0], "b": [float("nan"), 4.0]})

    with pytest.raises(FrameworkError, match=r"^unit x, a is infinite; give a number, or leave it empty$"):
        impute(frame, pair)
    assert impute(frame.with_columns(a=pl.lit(1.0)), pair)["b"].to_list() == [4, 4]


def test_availability_counts_leaves_and_screening_keeps_two_thirds():
    framework = Framework([Indicator("index", None), *(Indicator(code, "index") for code in "abc")])
    frame = pl.DataFrame({"unit": ["x", "y", "z"], "a": [1, 1, 1], "b": [1, 1, None], "c": [1, None, None]})

    assert availability(frame, framework).rows() == [("x", 3, 0, 1.0), ("y", 2, 1, 2 / 3), ("z", 1, 2, 1 / 3)]
    assert screen(frame, framework)["unit"].to_list() == ["x", "y"]
    assert screen(frame, framework, 0.9)["unit"].to_list() == ["x"]


def test_flags_tell_what_is_odd_about_a_leaf():
    framework = Framework(
        [
            Indicator("index", None),
            Indicator("p", "index"),
            Indicator("fine", "p"),
            Indicator("copy", "p"),
            Indicator("against", "p"),
            Indicator("turned", "p", direction=-1),  # falls as it gets better: goes with fine, not against it
            Indicator("same", "index"),
            Indicator("none", "index"),
            Indicator("few", "index"),
            Indicator("spike", "index"),
        ]
    )
    count = 12
    rising = list(range(count))
    frame = pl.DataFrame(
        {
            "unit": rising,
            "fine": [value + (value % 3) * 4 for value in rising],
            "copy": [2 * (value + (value % 3) * 4) for value in rising],
            "against": [-value for value in rising],
            "turned": [-value * value - value % 4 for value in rising],
            "same": [7] * count,
            "none": [None] * count,
            "few": [1, 2] + [None] * (count - 2),
            "spike": [value % 5 for value in rising[:-1]] + [1000],
        },
        schema_overrides={"none": pl.Float64},
    )

    found = flags(frame, framework)

    assert found.select("code", "flag", "other").rows() == [
        ("same", "constant", None),
        ("none", "empty", None),
        ("few", "scarce", None),
        ("spike", "outliers", None),
        ("fine", "redundant", "copy"),
        ("fine", "opposed", "against"),
        ("copy", "opposed", "against"),
        ("against", "opposed", "turned"),
    ]
    assert found.filter(pl.col("flag") == "constant")["figure"].item() == 7
    assert found.filter(pl.col("flag") == "scarce")["figure"].item() == 1 / 6
