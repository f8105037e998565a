"""A purchase is worth most within its budget, or says how far from it it may be."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.knapsack import Good, purchase


def worth(goods, pieces):
    return sum(good.worth * n for good, n in zip(goods, pieces, strict=True))


def cost(goods, pieces):
    return sum(good.cost * n for good, n in zip(goods, pieces, strict=True))


def best_by_trying_all(goods, budget):
    choices = product(*(range(good.pieces + 1) for good in goods))
    return max(worth(goods, pieces) for pieces in choices if cost(goods, pieces) <= budget)


SMALL = st.lists(st.builds(Good, st.integers(1, 12), st.floats(0, 9), st.integers(0, 3)), max_size=5)


@given(SMALL, st.integers(0, 60))
def test_a_small_purchase_is_what_trying_all_finds(goods, budget):
    found = purchase(goods, budget)

    assert found.exact
    assert cost(goods, found.pieces) <= budget
    assert all(0 <= n <= good.pieces for good, n in zip(goods, found.pieces, strict=True))
    assert worth(goods, found.pieces) == pytest.approx(best_by_trying_all(goods, budget))
    assert found.at_most == pytest.approx(worth(goods, found.pieces))


@given(SMALL, st.integers(0, 60), st.integers(0, 3))
def test_a_search_that_is_cut_short_says_how_much_more_there_may_be(goods, budget, steps):
    found = purchase(goods, budget, steps)

    best = best_by_trying_all(goods, budget)
    assert worth(goods, found.pieces) <= best + 1e-9 <= found.at_most + 2e-9


def test_the_best_for_its_cost_is_not_always_bought():
    # the first is worth most for its cost, and leaves four that buy nothing
    goods = [Good(6, 7.0, 1), Good(5, 5.0, 2)]

    assert purchase(goods, 10) == ((0, 2), True, 10.0)


def test_equals_are_bought_in_the_order_given():
    assert purchase([Good(4, 8.0, 1), Good(2, 4.0, 9), Good(4, 8.0, 1)], 6).pieces == (1, 1, 0)


def test_a_budget_of_nothing_buys_nothing_and_one_without_end_buys_all():
    goods = [Good(3, 1.0, 5), Good(1, 0.0, 5)]  # not included: what is worth nothing

    assert purchase(goods, 0) == ((0, 0), True, 0.0)
    assert purchase(goods, 10**15) == ((5, 0), True, 5.0)
    assert purchase([], 9) == ((), True, 0.0)


@pytest.mark.parametrize("pieces", [1, 5_000])
def test_five_thousand_goods_are_bought_close_to_the_bound(pieces):
    goods = [Good(10_000 + 7919 * n % 90_001, 1 + 104_729 * n % 9_973 / 7, pieces) for n in range(5_000)]
    budget = sum(good.cost * good.pieces for good in goods) // 3

    found = purchase(goods, budget)

    assert found.at_most - worth(goods, found.pieces) <= max(good.worth for good in goods)
    assert budget - cost(goods, found.pieces) < max(good.cost for good in goods)
