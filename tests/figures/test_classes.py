"""Classes have round limits, hold every value, and are few."""

from hypothesis import given
from hypothesis import strategies as st

from dashboard.figures.classes import class_of, classes
from dashboard.words import Words


def limits(values):
    return [each.label(Words.of("vi")) for each in classes(values)]


def test_limits_are_round():
    assert limits([31.7, 60.0, 83.3]) == ["30–40", "40–50", "50–60", "60–70", "70–80", "80–90"]
    assert limits([0.0, 1.0]) == ["0–0,2", "0,2–0,4", "0,4–0,6", "0,6–0,8", "0,8–1"]
    assert limits([1000.0, 5500.0]) == ["1.000–2.000", "2.000–3.000", "3.000–4.000", "4.000–5.000", "5.000–6.000"]


def test_one_value_is_one_class_and_none_is_none():
    assert limits([50.0, 50.0]) == ["50"]
    assert limits([]) == []


def test_a_limit_belongs_to_the_class_above_and_the_last_one_to_the_last_class():
    found = classes([30.0, 60.0, 90.0])

    assert [class_of(value, found).low for value in (30.0, 39.9, 40.0, 89.9, 90.0)] == [30, 30, 40, 80, 80]


@given(st.lists(st.floats(-1e6, 1e6).map(lambda value: round(value, 3)), min_size=1))
def test_every_value_lies_in_one_of_at_most_six_classes(values):
    found = classes(values)

    assert 1 <= len(found) <= 6
    assert [each.low for each in found] == sorted({each.low for each in found})
    assert all(class_of(v, found).low - 1e-6 <= v <= class_of(v, found).high + 1e-6 for v in values)
