"""What is too small to be published stays hidden, whatever is shown beside it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.suppression import hidden, total_is_hidden

TABLES = st.dictionaries(st.sampled_from("abcde"), st.integers(0, 12), min_size=1)


@pytest.mark.parametrize(
    ("units", "gone", "total"),
    [
        ({"a": 9, "b": 3, "c": 0}, "", False),  # three are enough, and nobody is not few
        ({"a": 9, "b": 2, "c": 5}, "bc", False),  # c goes too: else the total less a and c would be b
        ({"a": 9, "b": 1, "c": 1}, "abc", False),  # b and c are two units together, and each knows its own
        ({"a": 9, "b": 2, "c": 1}, "bc", False),
        ({"a": 2, "b": 0, "c": 0}, "a", True),
        ({"a": 1, "b": 1, "c": 0}, "ab", True),
        ({"a": 0, "b": 0, "c": 0}, "", False),
    ],
)
def test_a_small_part_takes_the_next_smallest_with_it(units, gone, total):
    assert hidden(units, 3) == frozenset(gone)
    assert total_is_hidden(units, 3) is total


@given(units=TABLES, fewest=st.integers(1, 5))
def test_what_is_hidden_is_never_told_by_the_total_less_what_is_shown(units, fewest):
    gone = hidden(units, fewest)

    assert {part for part, number in units.items() if 0 < number < fewest} <= gone
    assert all(units[part] > 0 for part in gone)
    if gone and not total_is_hidden(units, fewest):
        assert len(gone) > 1
        assert sum(units[part] for part in gone) >= fewest


@given(units=TABLES, fewest=st.integers(1, 5))
def test_nothing_is_hidden_where_nothing_is_small(units, fewest):
    small = [number for number in units.values() if 0 < number < fewest]

    assert bool(hidden(units, fewest)) is bool(small)
