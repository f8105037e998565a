"""Figures are asked for by name, from the command line and beside each figure of a page."""

import pytest

from dashboard.exports import figure as files
from dashboard.exports.figure import drawing


@pytest.fixture
def page(country, monkeypatch):
    """The overview, with what stands below its first figure opened or not."""
    from streamlit.testing.v1 import AppTest

    from tests.dashboard import stores
    from tests.dashboard.conftest import APP

    monkeypatch.setenv("THIDUA_DATABASE_URL", country)

    def opened(*, menu):
        test = AppTest.from_file(str(APP), default_timeout=60)
        test.user = stores.signed_in(country)
        test.query_params["round"] = "2026-Q2"
        test.session_state["map table"] = menu
        return test.run()

    return opened


def labels(test):
    return [button.label for button in test.get("download_button") if button.key.startswith("map ")]


def test_a_figure_is_written_to_a_file_named_by_title_and_code(thidua, tmp_path):
    result = thidua("export", "levels", "--format", "csv")

    (file,) = tmp_path.iterdir()
    assert result.output == f"Đã lập tệp: {file.name}\n"
    assert file.name.startswith("don-vi-theo-muc-do_")
    assert "Mức" in file.read_text("utf-8-sig")


def test_without_a_name_every_figure_is_listed(thidua):
    lines = thidua("export", "--language", "en").output.splitlines()

    assert lines[0] == "map: Map of the provinces"
    assert "unit: One unit beside its peers" in lines
    assert len([line for line in lines if line.startswith("gaps-")]) > 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nope",), "“nope” is not known here. Choose one of: map, tiles, levels"),
        (("levels", "--format", "gif"), "--format: “gif” is not known here. Choose one of: png, png-4k"),
        (("levels", "--round", "1999"), "“1999” is not known here. Choose one of: 2026-Q1, 2026-Q2."),
        (("map", "--type", "school"), "“school” is not known here. Choose one of: "),
        (("map", "--item", "luck"), "“luck” is not known here. Choose one of: "),
        (("unit", "--unit", "SGD-99"), "“SGD-99” is not known here. Choose one of: "),
        (("unit",), "unit: This figure is about one unit. Name the unit."),
        (("drivers",), "drivers: For this choice there is nothing to draw yet."),
    ],
)
def test_what_is_not_known_is_named_with_what_is(thidua, tmp_path, arguments, said):
    result = thidua("export", *arguments, "--language", "en")

    assert (result.exit_code, list(tmp_path.iterdir())) == (1, [])
    assert result.output.startswith(said)


def test_an_open_menu_offers_every_form(page):
    test = page(menu=True)

    assert not test.exception
    assert len(labels(test)) == len(files.FORMS)


def test_a_closed_menu_costs_nothing(page):
    assert labels(page(menu=False)) == []


def test_a_machine_that_cannot_draw_offers_tables_and_says_why(page, monkeypatch):
    monkeypatch.setattr(drawing, "BACK_ENDS", {})

    test = page(menu=True)

    assert labels(test) == [
        "Bảng số liệu kèm giải thích (Excel)",
        "Bảng số liệu (CSV)",
        "Trang web dùng được khi không có mạng (HTML)",
    ]
    assert any("thiếu Chromium" in text.value for text in test.markdown)


def test_the_data_book_is_written_beside_the_figures(thidua, tmp_path):
    result = thidua("export", "databook", "--round", "2026-Q2")

    assert result.output == "Đã lập tệp: thidua_2026-Q2.xlsx\n"
    assert (tmp_path / "thidua_2026-Q2.xlsx").read_bytes()[:2] == b"PK"
    assert "databook: Tập số liệu (Excel)" in thidua("export").output
