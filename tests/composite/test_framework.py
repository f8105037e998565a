import pytest

from metrics.composite import Framework, FrameworkError, Indicator


def test_a_framework_tells_every_fault_at_once():
    with pytest.raises(FrameworkError) as refused:
        Framework(
            [
                Indicator("index", None),
                Indicator("fine", "index"),  # not included: nothing is wrong with it
                Indicator("twice", "index"),
                Indicator("twice", "index"),
                Indicator("lost", "nowhere"),
                Indicator("hen", "egg"),
                Indicator("egg", "hen"),
                Indicator("pillar", "index"),
                Indicator("idle", "pillar", weight=0),
                Indicator("light", "index", weight=-1),
                Indicator("sideways", "index", direction=0),
                Indicator("crossed", "index", lower=5, upper=5),
                Indicator("unit", "index"),
                Indicator("endless", "index", target=float("inf")),
            ]
        )

    assert refused.value.faults == (
        "twice: stands 2 times; give each indicator its own code",
        "light: weight is -1; give a number from 0",
        "sideways: direction is 0; give 1 (more is better) or -1 (less is better)",
        "crossed: lower 5 is not below upper 5; where less is better, keep them in order and give direction -1",
        "'unit': not usable as a code; the column 'unit' names the units",
        "endless: target is inf; give a number, or leave it out",
        "lost: parent nowhere is not in the framework; the codes are index, fine, twice, lost, hen, egg, pillar, idle, "
        "light, sideways, crossed, unit, endless",
        "hen → egg → hen: a loop; one of them needs another parent, or none",
        "pillar: the weights of its children (idle) sum to 0; give one of them more than 0",
    )
    assert str(refused.value) == "\n".join(refused.value.faults)


def test_an_indicator_that_is_its_own_parent_is_a_loop():
    with pytest.raises(FrameworkError, match=r"^a → a: a loop; one of them needs another parent, or none$"):
        Framework([Indicator("a", "a")])


def test_a_branch_that_leads_into_a_loop_is_not_told_again():
    with pytest.raises(FrameworkError) as refused:
        Framework([Indicator("branch", "a"), Indicator("a", "b"), Indicator("b", "a")])

    assert refused.value.faults == ("a → b → a: a loop; one of them needs another parent, or none",)


def test_a_framework_needs_an_indicator():
    with pytest.raises(FrameworkError, match=r"^the framework has no indicator$"):
        Framework([])


def test_levels_count_from_the_deepest_leaf_below():
    framework = Framework(
        [
            Indicator("index", None),
            Indicator("shallow", "index"),
            Indicator("pillar", "index"),
            Indicator("sub", "pillar"),
            Indicator("deep", "sub"),
        ]
    )

    assert framework.level == {"index": 3, "shallow": 0, "pillar": 2, "sub": 1, "deep": 0}
    assert framework.leaves == ("shallow", "deep")
    assert framework.aggregates == ("sub", "pillar", "index")
    assert framework.leaves_below("index") == ("shallow", "deep")


def test_with_two_roots_the_one_to_rank_is_named():
    framework = Framework(
        [
            Indicator("teaching", None),
            Indicator("a", "teaching"),
            Indicator("management", None),
            Indicator("b", "management"),
        ]
    )

    assert framework.index("management") == "management"
    assert framework.below("management").codes == ("management", "b")
    with pytest.raises(FrameworkError, match=r"^index: name one; the roots are teaching, management$"):
        framework.index()


def test_other_weights_are_checked_again():
    framework = Framework([Indicator("index", None), Indicator("a", "index"), Indicator("b", "index")])

    assert framework.with_weights({"a": 3})["a"].weight == 3
    assert framework.with_weights({"a": 3})["b"].weight == 1
    with pytest.raises(FrameworkError, match=r"^weights: c is not in the framework$"):
        framework.with_weights({"c": 1})
    with pytest.raises(FrameworkError, match="sum to 0"):
        framework.with_weights({"a": 0, "b": 0})
