import polars as pl
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from metrics.composite import Framework, FrameworkError, Indicator, aggregate, normalise
from tests.composite import naive
from tests.composite.strategies import worlds

POWERS = {"arithmetic": 1.0, "geometric": 0.0, "harmonic": -1.0, "copeland": "copeland", 2.5: 2.5, -0.5: -0.5}
MEANS = st.sampled_from(list(POWERS))


def tree():
    return Framework(
        [
            Indicator("index", None),
            Indicator("people", "index", weight=3),
            Indicator("means", "index", weight=1),
            Indicator("a", "people", weight=1),
            Indicator("b", "people", weight=2),
            Indicator("c", "means"),
        ]
    )


@pytest.mark.parametrize(
    ("mean", "people", "index"),
    [
        ("arithmetic", (10 + 2 * 40) / 3, (3 * 30 + 20) / 4),
        ("geometric", (10 * 40**2) ** (1 / 3), ((10 * 40**2) ** (3 / 3) * 20) ** (1 / 4)),
        ("harmonic", 3 / (1 / 10 + 2 / 40), 4 / (3 / 20 + 1 / 20)),
        (2, 1100**0.5, ((3 * 1100 + 400) / 4) ** 0.5),
        (["geometric", "arithmetic"], (10 * 40**2) ** (1 / 3), (3 * (10 * 40**2) ** (1 / 3) + 20) / 4),
        ({"people": "harmonic"}, 20, 20),
    ],
)
def test_each_mean_on_a_drawn_unit(mean, people, index):
    frame = pl.DataFrame({"unit": ["x"], "a": [10], "b": [40], "c": [20]})

    scores = aggregate(frame, tree(), mean)

    assert scores.columns == ["unit", "a", "b", "c", "index", "people", "means"]
    assert scores.row(0) == ("x", 10, 40, 20, pytest.approx(index), pytest.approx(people), pytest.approx(20))


def test_absent_children_are_dropped_and_their_siblings_re_weighted_level_by_level():
    frame = pl.DataFrame(
        {"unit": ["b gone", "people gone", "all gone"], "a": [10, None, None], "b": [None] * 3, "c": [20, 20, None]},
        schema_overrides={"b": pl.Float64},
    )

    assert aggregate(frame, tree()).select("people", "means", "index").rows() == [
        (10, 20, 12.5),  # not included: 15, what the weights of the leaves in the whole would give
        (None, 20, 20),
        (None, None, None),
    ]


def test_too_few_children_by_count_leave_the_parent_out():
    framework = Framework(
        [
            Indicator("index", None),
            *(Indicator(code, "index", weight=w) for code, w in zip("abc", (9, 1, 1), strict=True)),
        ]
    )
    frame = pl.DataFrame(
        {"unit": ["x", "y"], "a": [1, 1], "b": [1, None], "c": [None, None]}, schema_overrides={"c": pl.Float64}
    )

    assert aggregate(frame, framework, min_available=2 / 3)["index"].to_list() == [1, None]  # y has 9 of 11 by weight
    assert aggregate(frame, framework, min_available=0.67)["index"].to_list() == [None, None]
    assert aggregate(frame, framework, min_available=1 / 3)["index"].to_list() == [1, 1]
    with pytest.raises(FrameworkError, match=r"^min_available is 2; give a share from 0 to 1$"):
        aggregate(frame, framework, min_available=2)


def test_a_child_without_weight_is_counted_but_never_heard():
    framework = Framework([Indicator("index", None), Indicator("a", "index"), Indicator("b", "index", weight=0)])
    frame = pl.DataFrame({"unit": ["x", "y", "z"], "a": [4.0, None, 4.0], "b": [0.0, 1.0, None]})

    assert aggregate(frame, framework, "geometric")["index"].to_list() == pytest.approx([4, None, 4])
    assert aggregate(frame, framework, min_available=1)["index"].to_list() == [4, None, None]


@pytest.mark.parametrize(
    ("mean", "need"), [("geometric", "above 0"), ("harmonic", "above 0"), (-2, "above 0"), (2, "of 0 or more")]
)
def test_values_that_a_mean_cannot_take_are_named_cell_by_cell(mean, need):
    worst = -1 if mean == 2 else 0
    frame = pl.DataFrame({"unit": ["x", "y", "z"], "a": [1, worst, 3], "b": [1, 2, worst], "c": [1, 1, None]})

    with pytest.raises(FrameworkError) as refused:
        aggregate(frame, tree(), mean)

    assert refused.value.faults == (
        f"unit y, a is not {need}, which the mean of people needs; normalise with lower=1",
        f"unit z, b is not {need}, which the mean of people needs; normalise with lower=1",
    )


def test_an_aggregate_that_a_mean_cannot_take_is_named_too():
    frame = pl.DataFrame({"unit": ["x", "y"], "a": [1.0, -4.0], "b": [1.0, 2.0], "c": [1.0, 1.0]})

    with pytest.raises(FrameworkError, match=r"^unit y, people is not above 0, which the mean of index needs; "):
        aggregate(frame, tree(), ["arithmetic", "geometric"])


def test_zero_is_a_value_for_powers_above_zero():
    frame = pl.DataFrame({"unit": ["x"], "a": [0], "b": [3], "c": [1]})

    assert aggregate(frame, tree(), 2)["people"].item() == pytest.approx(6**0.5)


def test_copeland_adds_up_won_and_half_tied_weight_over_the_other_units():
    framework = Framework(
        [Indicator("index", None), Indicator("a", "index", weight=3), Indicator("b", "index", weight=1)]
    )
    frame = pl.DataFrame({"unit": ["x", "y", "z"], "a": [3, 2, 2], "b": [1, 2, 3]})

    # x beats y and z on a, loses to both on b; y and z tie on a, z wins on b
    assert aggregate(frame, framework, "copeland")["index"].to_list() == pytest.approx(
        [1.5, 0.25 + 0.375, 0.25 + 0.625]
    )


def test_copeland_compares_a_pair_on_what_both_have():
    framework = Framework(
        [Indicator("index", None), Indicator("a", "index", weight=3), Indicator("b", "index", weight=1)]
    )
    frame = pl.DataFrame(
        {"unit": ["x", "y", "z", "none"], "a": [3.0, None, 2.0, None], "b": [1.0, 2.0, None, None]},
    )

    # x loses to y on b alone, beats z on a alone; y and z have nothing in common; the last is no one's opponent
    assert aggregate(frame, framework, "copeland")["index"].to_list() == pytest.approx([1, 1.5, 0.5, None])


def test_means_that_do_not_fit_are_refused_with_the_choices():
    frame = pl.DataFrame({"unit": ["x"], "a": [1], "b": [1], "c": [1]})

    with pytest.raises(
        FrameworkError,
        match=r"^mean median: not known; choose one of arithmetic, geometric, harmonic, copeland, or give a power$",
    ):
        aggregate(frame, tree(), "median")
    with pytest.raises(FrameworkError, match=r"^mean: 1 given for 2 levels; give one for all, or one per level$"):
        aggregate(frame, tree(), ["geometric"])
    with pytest.raises(FrameworkError, match=r"^mean: a is not an aggregate of the framework$"):
        aggregate(frame, tree(), {"a": "geometric"})
    with pytest.raises(FrameworkError, match=r"^mean inf: give a finite power$"):
        aggregate(frame, tree(), float("inf"))


def test_no_more_than_ten_cells_are_named_one_by_one():
    frame = pl.DataFrame({"unit": list(range(12)), "a": [0] * 12, "b": [1] * 12, "c": [1] * 12})

    with pytest.raises(FrameworkError) as refused:
        aggregate(frame, tree(), "geometric")

    assert len(refused.value.faults) == 11
    assert refused.value.faults[-1].startswith("and 2 more cells: each is not above 0")


@given(world=worlds(), mean=MEANS, min_available=st.sampled_from([0.0, 0.5, 2 / 3, 1.0]))
def test_a_second_computation_by_hand_agrees(world, mean, min_available):
    framework, frame = world
    powers = dict.fromkeys(framework.aggregates, POWERS[mean])
    values = {leaf: frame[leaf].to_list() for leaf in framework.leaves}
    if mean == "copeland" and max(framework.level.values()) > 1:
        framework_means = [*(["arithmetic"] * (max(framework.level.values()) - 1)), "copeland"]
        powers = {code: POWERS[framework_means[framework.level[code] - 1]] for code in framework.aggregates}
        mean = framework_means

    scores = aggregate(frame, framework, mean, min_available)

    by_hand = naive.aggregate(values, framework, powers, min_available)
    for code in framework.codes:
        assert naive.close(scores[code].to_list(), by_hand[code])


@given(world=worlds(), mean=st.sampled_from(["arithmetic", "geometric", "harmonic", 3]))
def test_an_aggregate_lies_among_its_children(world, mean):
    framework, frame = world

    scores = aggregate(frame, framework, mean)

    for code in framework.aggregates:
        below = scores.select(framework.children[code])
        assert (scores[code] >= below.min_horizontal() - 1e-9).all()
        assert (scores[code] <= below.max_horizontal() + 1e-9).all()


@given(world=worlds(gaps=False, values=st.floats(0, 100)), data=st.data(), by=st.floats(0.01, 50))
def test_more_of_a_good_thing_never_lowers_the_index(world, data, by):
    framework, frame = world
    assume(framework.roots == ("c0",) and framework.children["c0"])
    leaf = data.draw(st.sampled_from(framework.leaves))
    better = frame.with_columns(pl.col(leaf) + by * framework[leaf].direction)

    before = aggregate(normalise(frame, framework, "goalposts"), framework)["c0"]
    after = aggregate(normalise(better, framework, "goalposts"), framework)["c0"]

    assert (after > before).all()


@given(world=worlds(), mean=MEANS, order=st.randoms(use_true_random=False))
def test_the_order_of_units_changes_nothing(world, mean, order):
    framework, frame = world
    assume(mean != "copeland" or max(framework.level.values()) == 1)
    shuffled = frame[order.sample(range(frame.height), frame.height)]

    assert_frame_equal(
        aggregate(shuffled, framework, mean).sort("unit"), aggregate(frame, framework, mean).sort("unit")
    )


def test_columns_that_are_no_code_pass_through():
    frame = pl.DataFrame({"unit": ["x"], "a": [1], "b": [1], "c": [1], "type": ["s"], "a_imputed": [True]})

    assert aggregate(frame, tree()).select("type", "a_imputed").rows() == [("s", True)]
