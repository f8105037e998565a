"""What people type for a number, and what they mean by it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.words import Words
from store.workbook.numbers import number

TYPED = [
    # typed, as a count, as an amount, as a percentage
    ("1.234", 1234, 1234, 1.234),
    ("1,234", 1234, 1.234, 1.234),  # a count has no decimals; elsewhere the comma begins them
    ("1.234,5", 1234.5, 1234.5, 1234.5),
    ("1,234.5", 1234.5, 1234.5, 1234.5),
    ("1234.5", 1234.5, 1234.5, 1234.5),  # not 12345: one figure is no group of three
    ("12,5", 12.5, 12.5, 12.5),
    ("0.125", 0.125, 0.125, 0.125),  # not 125: no thousands begin with 0
    ("1.234.567", 1234567, 1234567, 1234567),
    ("1 234 567", 1234567, 1234567, 1234567),
    ("1\u00a0234", 1234, 1234, 1234),
    ("1234.0", 1234, 1234, 1234),
    ("1.5E3", 1500, 1500, 1500),
    ("−5", -5, -5, -5),
    ("+5", 5, 5, 5),
    ("\uff11\uff12", 12, 12, 12),  # as East Asian keyboards type 12
    ("12,5 %", None, None, 12.5),
    ("12.5%", None, None, 12.5),
    ("1.23.456", None, None, None),
    ("12 5", None, None, None),
    ("1,", None, None, None),
    ("--5", None, None, None),
    ("khoảng 50", None, None, None),
    ("50 trường", None, None, None),
    ("nan", None, None, None),
    ("9" * 400, None, None, None),  # not infinity
    ("", None, None, None),
]


@pytest.mark.parametrize(("typed", "count", "amount", "percent"), TYPED, ids=[typed[:12] for typed, *_ in TYPED])
def test_a_typed_number_is_read_by_vietnamese_rules(typed, count, amount, percent):
    assert [number(typed, kind) for kind in ("count", "amount", "percent")] == [count, amount, percent]


@given(value=st.integers(-(10**9), 10**9))
def test_a_count_as_our_pages_write_it_is_read_back_in_either_language(value):
    assert [number(Words.of(language).number(value), "count") for language in ("vi", "en")] == [value, value]


@given(hundredths=st.integers(0, 10**11))
def test_an_amount_as_our_vietnamese_pages_write_it_is_read_back(hundredths):
    value = hundredths / 100

    assert number(Words.of("vi").number(value), "amount") == pytest.approx(value)


@given(text=st.text(max_size=30), kind=st.sampled_from(["count", "amount", "percent", "marks"]))
def test_no_text_is_read_as_something_that_is_not_finite(text, kind):
    read = number(text, kind)

    assert read is None or abs(read) < float("inf")
