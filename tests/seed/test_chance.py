import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from seed_data.chance import Chance, bells, grid

names = st.lists(st.text(max_size=8), min_size=1, max_size=6, unique=True)


@given(seed=st.integers(), name=st.text())
def test_a_draw_depends_on_the_seed_and_the_names_alone(seed, name):
    first = Chance(seed)
    first.one("something else")

    assert first.one("size", name) == Chance(seed).one("size", name)
    assert 0 <= first.one("size", name) < 1


@given(rows=names, columns=names, more=names)
def test_a_further_row_leaves_the_others_of_a_grid_as_they_were(rows, columns, more):
    chance = Chance(1)
    across = chance.keys("round", columns)

    alone = grid(chance.keys("unit", rows), across)
    together = grid(chance.keys("unit", [*more, *rows]), across)

    assert np.array_equal(alone, together[len(more) :])


def test_draws_are_spread_as_their_distribution_says():
    chance = Chance(7)
    rows, columns = chance.keys("unit", map(str, range(400))), chance.keys("round", map(str, range(50)))

    even, bell = grid(rows, columns), bells(rows, columns)

    assert abs(even.mean() - 0.5) < 0.01
    assert abs(bell.mean()) < 0.03
    assert abs(bell.std() - 1) < 0.03
    # neighbours in either direction have nothing to do with each other
    assert abs(np.corrcoef(even[:-1].ravel(), even[1:].ravel())[0, 1]) < 0.03
    assert abs(np.corrcoef(even[:, :-1].ravel(), even[:, 1:].ravel())[0, 1]) < 0.03
