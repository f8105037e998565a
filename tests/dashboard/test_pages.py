"""Every page, over a store in every state, in both languages: it speaks, and nothing in it is raw."""

import re
from functools import cache

import pytest

import catalogue
from tests.dashboard.conftest import to
from tests.dashboard.screen import faults, texts
from tools.messages import spoken, translated

PAGES = [
    "overview",
    "rankings",
    "change",
    "gaps",
    "targets",
    "province",
    "investment",
    "unit",
    "initiatives",
    "reporting",
    "editions",
    "deck",
    "figure",
    "exports",
    "method",
]
STATES = ["empty", "waiting", "silent", "partial", "full"]
KEPT_UNIT = {"unit": "SGD-01"}  # so that the unit page has somebody to show


@cache
def raw_ids():
    """Ids that no language uses as words."""
    known = catalogue.load()
    ids = {*known.topics, *known.norms, *known.targets, *known.questions, *known.institution_types, *known.instruments}
    ids |= {item.id for i in known.instruments.values() for item in (*i.indicators, *i.sections, *i.gates)}
    return {id_ for id_ in ids if "_" in id_}


def words_of(text):
    return set(re.findall(r"[a-z0-9_]+", text))


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("page", PAGES)
def test_every_page_speaks_in_every_state(app, page, state, language):
    test = app(state, page, lang=language, **(KEPT_UNIT if page == "unit" and state != "empty" else {}))

    assert faults(test) == []
    said = texts(test)
    assert len(said) > 5
    assert [text for text in said if words_of(text) & raw_ids()] == []
    assert [text for text in said if re.search(r"\bNone\b|\bnan\b|[{}]", text)] == []


@pytest.fixture(scope="module")
def english():
    """Every sentence of the code that reads otherwise in Vietnamese."""
    known = translated()
    return {sentence for sentence in spoken() if known.get(sentence) != sentence and " " in sentence}


@pytest.mark.parametrize("page", PAGES)
def test_no_english_sentence_is_left_in_vietnamese(app, page, english):
    test = app("full", page, **(KEPT_UNIT if page == "unit" else {}))

    assert [text for text in texts(test) if text in english] == []


@pytest.mark.parametrize("page", PAGES)
def test_invented_data_say_so_on_every_page(app, page):
    test = app("full", page)

    assert any("Dữ liệu minh họa" in badge for badge in texts(test))


@pytest.mark.parametrize("page", PAGES)
def test_real_data_do_not(app, page):
    test = app("partial", page)

    assert not any("Dữ liệu minh họa" in badge for badge in texts(test))


@pytest.mark.parametrize(
    ("page", "sentence"),
    [
        ("overview", "Chưa có kỳ báo cáo nào. Quản trị viên sẽ mở kỳ đầu tiên."),
        ("rankings", "Chưa có kỳ báo cáo nào. Quản trị viên sẽ mở kỳ đầu tiên."),
        ("gaps", "Chưa có kỳ báo cáo nào. Quản trị viên sẽ mở kỳ đầu tiên."),
        ("investment", "Chưa có kỳ báo cáo nào. Quản trị viên sẽ mở kỳ đầu tiên."),
        ("unit", "Chưa có kỳ báo cáo nào. Quản trị viên sẽ mở kỳ đầu tiên."),
        ("reporting", "Chưa có kỳ báo cáo nào. Quản trị viên sẽ mở kỳ đầu tiên."),
        ("initiatives", "Không có sáng kiến nào phù hợp. Hãy bớt từ khóa hoặc mở rộng bộ lọc."),
    ],
)
def test_an_empty_store_is_met_with_a_sentence(app, page, sentence):
    test = app("empty", page)

    assert [each.value for each in test.info] == [sentence]


def test_an_open_round_without_reports_names_the_day_they_are_due(app):
    test = app("waiting", round="2026-Q2")

    assert [each.value for each in test.info] == [
        "Chưa có đơn vị nào báo cáo cho kỳ này. Hạn nộp báo cáo: hết ngày 20/07/2026 (giờ Việt Nam)."
    ]


def test_a_draft_is_told_apart_from_a_report(app):
    test = app("partial", "unit", unit="SGD-79", round="2026-Q2")

    assert [each.value for each in test.info] == [
        "Báo cáo của đơn vị đang ở trạng thái “bản nháp”: chưa được tính vào số liệu nào."
    ]


def test_a_unit_without_a_report_is_told_so(app):
    test = app("partial", "unit", unit="DH-001", round="2026-Q2")

    assert [each.value for each in test.info] == ["Đơn vị chưa báo cáo cho kỳ này."]


def test_what_a_unit_wrote_is_shown_as_written(app):
    test = app("partial", "initiatives")

    assert r"### Họp không giấy \*thử nghiệm\*" in texts(test)


@pytest.mark.parametrize("typed", ["so gddt hai", "SỞ GD&ĐT HAI", "binh duong sgd", "sgd-79"])
def test_a_unit_is_found_however_it_is_typed(app, typed):
    test = app("partial", "unit", find=typed)

    assert test.selectbox[1].options == ["Chọn đơn vị", "Sở Giáo dục và Đào tạo hai"]


def test_a_unit_is_found_by_its_vietnamese_name_on_an_english_page(app):
    test = app("partial", "unit", find="so giao duc hai", lang="en")

    assert test.selectbox[1].options == ["Choose a unit", "Department two"]


def test_an_unknown_unit_typed_gives_no_choice_and_no_fault(app):
    test = app("partial", "unit", find="(((")

    assert faults(test) == []


def test_a_page_follows_another_without_a_fault(app):
    test = app("full")

    for page in PAGES[1:]:
        test = to(test, page)
        assert faults(test) == []
