"""Sentences, numbers and dates in both languages, and a translation for every sentence that the code speaks."""

from datetime import UTC, date, datetime

import pytest

from tools.messages import sentences, spoken, translated

FIGURES = [
    # value, decimals, Vietnamese, English
    (1234.5, None, "1.234,5", "1,234.5"),
    (1234567, None, "1.234.567", "1,234,567"),
    (1000, None, "1.000", "1,000"),  # not "1": the zeros of a whole number are figures, not padding
    (3.256, None, "3,26", "3.26"),
    (3, 2, "3,00", "3.00"),
    (-12.5, None, "−12,5", "−12.5"),
    (-0.001, None, "0", "0"),  # not "−0"
    (0, None, "0", "0"),
    (None, None, "–", "–"),
    (float("nan"), None, "–", "–"),
]


@pytest.fixture
def vi():
    from dashboard.words import Words

    return Words.of("vi")


@pytest.fixture
def en():
    from dashboard.words import Words

    return Words.of("en")


@pytest.mark.parametrize(("value", "decimals", "vietnamese", "english"), FIGURES)
def test_numbers_are_written_as_each_language_writes_them(vi, en, value, decimals, vietnamese, english):
    assert (vi.number(value, decimals), en.number(value, decimals)) == (vietnamese, english)


def test_dates_and_times_are_vietnams(vi, en):
    late = datetime(2026, 11, 23, 20, 5, tzinfo=UTC)  # already the next day in Vietnam

    assert (vi.date(late.date()), en.date(late.date())) == ("23/11/2026", "23 Nov 2026")
    assert (vi.time(late), en.time(late)) == ("03:05 24/11/2026", "03:05 24 Nov 2026")


def test_a_sentence_writes_its_values_in_the_readers_language(vi, en):
    row = {"name_vi": "Sở", "name_en": "Department"}
    sentence = "{unit}, {n}, {day}, {years}, {nothing}"  # not translated: shown as it stands
    values = {"unit": row, "n": 1234.5, "day": date(2026, 1, 2), "years": ("2025", "2026"), "nothing": None}

    assert vi(sentence, **values) == "Sở, 1.234,5, 02/01/2026, 2025, 2026, –"
    assert en(sentence, **values) == "Department, 1,234.5, 2 Jan 2026, 2025, 2026, –"


def test_english_tells_one_from_many_and_vietnamese_does_not(vi, en):
    assert [en.plural("{n} fault.", "{n} faults.", n) for n in (0, 1, 2)] == ["0 faults.", "1 fault.", "2 faults."]
    assert [vi.plural("{n} fault.", "{n} faults.", n) for n in (0, 1, 2)] == ["0 lỗi.", "1 lỗi.", "2 lỗi."]


def test_words_are_equal_and_hash_equal_where_the_language_is(vi):
    from dashboard.words import Words

    assert Words("vi") == vi == Words.of("fr") == Words.of(None)  # a language that we do not speak is Vietnamese
    assert hash(Words("vi")) == hash(vi)


def test_a_fault_names_its_place_first(vi, en):
    from store.faults import Fault

    fault = Fault("Báo cáo!F12", "Demonstration data", {})

    assert vi.fault(fault) == "Báo cáo!F12: Dữ liệu minh họa"
    assert en.fault(Fault("", "{n} persons", {"n": 1200})) == "1,200 persons"


def test_names_sort_by_the_vietnamese_alphabet(vi):
    assert sorted(["Đà Nẵng", "Điện Biên", "Cà Mau", "Ăn", "An Giang"], key=vi.sort_key) == [
        "An Giang",
        "Ăn",
        "Cà Mau",
        "Đà Nẵng",
        "Điện Biên",
    ]


def test_sentences_are_found_however_they_are_spoken():
    source = """
words("a" if x else "b")
self.words.plural("one", "many", 3)
N_("c"
   "d")
words(variable)  # not included: no sentence here
other("e")  # not included: says nothing to a reader
"""

    assert {sentence for sentence, _ in sentences(source)} == {"a", "b", "one", "cd"}


def test_every_sentence_in_the_code_has_a_vietnamese_translation():
    known = translated()

    assert [f"{place}: {sentence}" for sentence, place in spoken().items() if not known.get(sentence)] == []


def test_no_translation_is_kept_for_a_sentence_that_nobody_says():
    assert sorted(translated().keys() - spoken().keys()) == []


def test_translations_keep_the_placeholders_of_their_sentence():
    from string import Formatter

    def placeholders(text):
        return {name for _, name, _, _ in Formatter().parse(text) if name}

    assert [s for s, t in translated().items() if t and placeholders(s) != placeholders(t)] == []
