import polars as pl
import pytest

from metrics.composite import Framework, FrameworkError, Indicator, aggregate, profile, strengths

FRAMEWORK = Framework(
    [
        Indicator("index", None),
        Indicator("p", "index"),
        *(Indicator(code, "p") for code in "ab"),
        *(Indicator(code, "index") for code in "cd"),
    ]
)
SCORES = aggregate(
    pl.DataFrame(
        {"unit": ["x", "y", "z"], "a": [90, 50, 10], "b": [20, 60, 40], "c": [70, 80, 90], "d": [None, 1, 2]},
    ),
    FRAMEWORK,
)


def test_a_profile_sets_a_unit_beside_the_others_code_by_code():
    assert profile(SCORES, FRAMEWORK, "x").rows() == [
        ("index", None, 2, 62.5, 1, 3, pytest.approx((55 + 80 + 1) / 3)),
        ("p", "index", 1, 55, 1, 3, 55),
        ("a", "p", 0, 90, 1, 3, 50),
        ("b", "p", 0, 20, 3, 3, 40),
        ("c", "index", 0, 70, 3, 3, 80),
        ("d", "index", 0, None, None, 2, 1.5),
    ]
    with pytest.raises(FrameworkError, match=r"^unit w: stands 0 times in the frame$"):
        profile(SCORES, FRAMEWORK, "w")


def test_strengths_and_weaknesses_are_told_by_rank_and_never_overlap():
    found = strengths(SCORES, FRAMEWORK, "x", top=2)

    assert found.select("code", "rank", "side").rows() == [
        ("a", 1, "strength"),
        ("c", 3, "strength"),
        ("b", 3, "weakness"),
        # not included: d, which the unit has no score for
    ]
