"""The address restores a view, goes along from page to page, and is never trusted."""

import pytest

from tests.dashboard.conftest import to
from tests.dashboard.screen import faults


def chosen(test):
    return {box.label: box.value for box in test.selectbox}


def test_an_address_restores_a_view(app):
    test = app("full", "rankings", round="2026-Q1", type="vocational", item="infrastructure", lang="en")

    assert faults(test) == []
    assert chosen(test) == {
        "Reporting round": "2026-Q1",
        "Institution type": "vocational",
        "Score": "infrastructure",
        "Cluster": "all",
    }


def test_what_stands_by_default_is_left_out_of_the_address(app):
    test = app("full", "rankings", type="department", lang="vi")

    assert test.query_params == {}


def test_a_choice_enters_the_address_by_its_id(app):
    test = app("full", "rankings")

    test.selectbox[1].select("vocational").run()

    assert test.query_params == {"type": "vocational"}


def test_the_way_back_changes_the_choice(app):
    test = app("full", "rankings")
    test.selectbox[1].select("vocational").run()

    del test.query_params["type"]
    test.run()

    assert test.selectbox[1].value == "department"


def test_the_way_back_from_a_province_leads_to_the_choices_that_were_left(app):
    test = app("full", item="activity", round="2026-Q3")

    next(box for box in test.selectbox if box.label == "Xem một tỉnh, thành phố").select("11").run()
    assert (test.title[0].value, test.query_params) == ("Tỉnh, thành phố", {"province": "11"})

    back = to(test, "overview", province="11")  # what Streamlit leaves in the browser's history
    assert (back.title[0].value, back.query_params) == ("Tổng quan", {"item": "activity"})
    again = to(to(back, "gaps"), "overview", province="12")  # not the way back: somebody's own address is not touched
    assert again.query_params["province"] == "12"


def test_round_type_and_language_go_along_to_another_page(app):
    test = app("full", "rankings", round="2026-Q1", type="vocational", item="infrastructure", lang="en")

    test = to(test, "gaps")

    assert chosen(test) == {
        "Reporting round": "2026-Q1",
        "Institution type": "vocational",
        "What is missing": "lines",  # the page's own choice
    }
    assert test.query_params == {"lang": "en", "round": "2026-Q1", "type": "vocational"}  # not included: item


def test_the_switch_changes_the_language_and_the_address(app):
    test = app("full")

    test.get("button_group")[0].set_value("en").run()

    assert (test.title[0].value, test.query_params) == ("Overview", {"lang": "en"})


def test_the_switch_leads_back(app):
    test = app("full", lang="en")

    test.get("button_group")[0].set_value("vi").run()

    assert (test.title[0].value, test.query_params) == ("Tổng quan", {})


def test_the_way_back_to_an_address_without_a_language_is_vietnamese(app):
    test = app("full", lang="en")

    test.query_params.clear()
    test.run()

    assert test.title[0].value == "Tổng quan"


@pytest.mark.parametrize(
    ("page", "address", "sentence"),
    [
        ("overview", {"round": "1999-Q1"}, "“1999-Q1” trong địa chỉ không có trong danh sách lựa chọn"),
        ("rankings", {"type": "school"}, "“school” trong địa chỉ không có trong danh sách lựa chọn"),
        ("unit", {"unit": "SGD-99"}, "“SGD-99” trong địa chỉ không có trong danh sách lựa chọn"),
        ("method", {"instrument": "<b>"}, "“<b>” trong địa chỉ không có trong danh sách lựa chọn"),
    ],
)
def test_an_unknown_id_is_answered_by_a_sentence(app, page, address, sentence):
    test = app("full", page, **address)

    assert faults(test) == []
    assert any(each.value.startswith(sentence) for each in test.info)
    assert test.query_params == {}


def test_an_unknown_language_is_vietnamese(app):
    test = app("full", lang="xx")

    assert (test.title[0].value, test.query_params) == ("Tổng quan", {})


def test_a_list_remembers_its_page(app):
    test = app("full", "initiatives", page="2")

    assert faults(test) == []
    assert test.query_params == {"page": "2"}


def test_a_page_beyond_the_last_is_the_first(app):
    test = app("full", "initiatives", page="100000")

    assert (faults(test), test.query_params) == ([], {})
