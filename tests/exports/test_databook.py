"""A data book is reckoned with: tidy sheets whose every column is explained, and a summary that follows them."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import date, datetime

import polars as pl
import pytest
from openpyxl import load_workbook

from dashboard.exports.databook import Count, Databook, Field, Measure, Sheet, databook
from dashboard.figures import Column
from dashboard.words import Words
from store.rights import EVERYWHERE, NOWHERE
from tests.office import fill

VI = Words.of("vi")
SHEET_XML, NUMBERS = "xl/worksheets/sheet{}.xml", (1, 2, 3, 4)
ROWS = [
    {"name": "=1+1", "type": "Sở", "score": 40.5, "level": 1, "day": date(2026, 9, 30)},
    {"name": "@Đơn vị", "type": "Sở", "score": 60.0, "level": 2, "day": None},
    {"name": "-ẵữộĐ", "type": "Trường", "score": None, "level": None, "day": None},
]
FIELDS = {
    "name": Field(Column("Đơn vị"), "Tên."),
    "type": Field(Column("Loại"), "Loại hình."),
    "score": Field(Column("Điểm", "number", 1), "Từ 0 đến 100.", "điểm", "Chưa có điểm."),
    "level": Field(Column("Mức", "number", 0), "Mức độ."),
    "day": Field(Column("Ngày"), "Ngày cuối."),
}
SHEET = Sheet("Dữ liệu", "Mỗi dòng là một đơn vị.", "báo cáo", FIELDS, pl.DataFrame(ROWS))
LEVELS = tuple(Measure(f"Mức {n}", "count", "", "level", n) for n in (1, 2))
GROUPS = (("Sở",), ("Trường",))
COUNTS = (
    Count("Theo mức", SHEET, ("type",), GROUPS, LEVELS, ("#0b4f8a", "#69a3d4")),
    Count("Trung bình", SHEET, ("type",), GROUPS, (Measure("Điểm", "mean", "score"),), ("#0b4f8a",), 1),
    Count("Tổng", SHEET, ("type",), GROUPS, (Measure("Nghìn", "sum", "score", over=1000),), ("#0b4f8a",), 4),
)
BOOK = Databook(
    title="Tập số liệu & kỳ",
    subtitle="Phong trào",
    notices=("Dữ liệu minh họa",),
    origin="Nguồn: báo cáo.",
    facts=(("Kỳ", "Quý III/2026"),),
    counts=COUNTS,
    sheets=(SHEET,),
    method=(("Ấn bản", (("Mã", "abc"),)),),
)


@pytest.fixture(scope="module")
def written():
    return databook(BOOK, VI)


@pytest.fixture(scope="module")
def opened(written):
    return load_workbook(io.BytesIO(written))


@pytest.fixture(scope="module")
def of_country(country):
    """The data book of a round, for a reader with a reach, in a language."""
    from dashboard.data.source import standing
    from dashboard.views import databook as view
    from dashboard.views.reader import Reader

    stand = standing(country)

    def made(reach=EVERYWHERE, language="vi"):
        reader = Reader(stand.version, language, stand.today, stand.demonstration)
        return view.of_round(reader, "2026-Q2", reach)

    return made


def test_the_sheets_are_in_the_order_in_which_they_are_read(opened):
    assert opened.sheetnames == ["Tổng hợp", "Dữ liệu", "Từ điển dữ liệu", "Phương pháp"]


def test_text_stays_text_numbers_are_numbers_and_days_are_days(opened):
    rows = list(opened["Dữ liệu"].iter_rows())

    assert [cell.value for cell in rows[0]] == ["Đơn vị", "Loại", "Điểm", "Mức", "Ngày"]
    assert [cell.value for cell in rows[1]] == ["=1+1", "Sở", 40.5, 1, datetime(2026, 9, 30)]  # noqa: DTZ001 - cells have no time zone
    assert [[cell.data_type for cell in row][:1] for row in rows[1:]] == [["s"]] * 3
    assert rows[1][4].number_format == "dd/mm/yyyy"
    assert [rows[3][column].value for column in (2, 3, 4)] == [None, None, None]


def test_heads_stay_in_sight_and_every_page_warns(opened, written):
    sheet = opened["Dữ liệu"]

    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_title_rows) == ("C2", "A1:E4", "$1:$1")
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
    with zipfile.ZipFile(io.BytesIO(written)) as parts:
        heads = [re.search("<oddHeader>(.*)</oddHeader>", parts.read(SHEET_XML.format(n)).decode())[1] for n in NUMBERS]
    assert heads == ["&amp;L&amp;8Tập số liệu &amp;&amp; kỳ&amp;R&amp;8&amp;BDữ liệu minh họa"] * 4


def test_the_dictionary_has_every_column_with_meaning_unit_and_what_empty_says(opened):
    lines = [[cell.value or "" for cell in row] for row in opened["Từ điển dữ liệu"].iter_rows(min_row=2)]

    assert lines[0] == ["Dữ liệu", "", "", "Mỗi dòng là một đơn vị.", "", "", "báo cáo"]
    assert lines[3] == ["Dữ liệu", "Điểm", "số", "Từ 0 đến 100.", "điểm", "Chưa có điểm.", "báo cáo"]
    assert [line[2] for line in lines[1:]] == ["chữ", "chữ", "số", "số", "ngày"]


def test_the_summary_carries_results_formulas_and_charts(opened, written):
    seen = load_workbook(io.BytesIO(written), data_only=True)["Tổng hợp"]
    found = {name: cell.coordinate for row in opened["Tổng hợp"].iter_rows() for cell in row if (name := cell.value)}

    top = int(found["Theo mức"][1:])
    assert [[seen.cell(top + 2 + row, 2 + column).value for column in (0, 1)] for row in (0, 1)] == [[1, 1], [0, 0]]
    mean = int(found["Trung bình"][1:])
    assert [seen.cell(mean + 2 + row, 2).value for row in (0, 1)] == [50.25, None]
    assert opened["Tổng hợp"].cell(mean + 2, 2).value.startswith("=IFERROR(AVERAGEIFS('Dữ liệu'!$C$2:$C$4,")
    with zipfile.ZipFile(io.BytesIO(written)) as parts:
        assert len([name for name in parts.namelist() if name.startswith("xl/charts/chart")]) == 3


def test_calc_opens_it_and_the_summary_follows_a_changed_cell(written, tmp_path, soffice_path, uno_python):
    before, after = tmp_path / "before.xlsx", tmp_path / "after.xlsx"
    before.write_bytes(written)
    cells = ["B9", "B21", "B22", "B33"]

    shown = fill(
        soffice_path,
        uno_python,
        before,
        {("Dữ liệu", "C2"): 80, ("Dữ liệu", "D2"): 2},
        to=after,
        look=[("Tổng hợp", cell) for cell in cells],
    )

    recalculated = load_workbook(after, data_only=True)
    assert list(shown.values()) == ["0", "70.0", "", "0.1400"]
    errors = [cell.coordinate for sheet in recalculated for row in sheet.iter_rows() for cell in row]
    assert [each for each in errors if recalculated["Tổng hợp"][each].data_type == "e"] == []


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_round_is_whole_in_both_languages(of_country, language):
    book = of_country(language=language)

    opened = load_workbook(io.BytesIO(databook(book, Words.of(language))))

    for sheet in book.sheets:
        assert all(field.meaning and field.column.label for field in sheet.fields.values())
        assert opened[sheet.name].max_row == sheet.rows.height + 1
    assert len(book.counts) == 9
    assert len(opened.sheetnames) == len(book.sheets) + 3


def test_gaps_of_single_units_are_for_those_whose_branch_they_are(of_country):
    everywhere, nowhere = of_country(), of_country(NOWHERE)

    assert {sheet.name for sheet in everywhere.sheets} - {sheet.name for sheet in nowhere.sheets} == {
        "Thiếu hụt của đơn vị"
    }


def test_an_empty_sheet_is_a_heading_line():
    empty = replace(SHEET, rows=SHEET.rows.clear())

    opened = load_workbook(io.BytesIO(databook(replace(BOOK, sheets=(empty,), counts=()), VI)))

    assert opened["Dữ liệu"].max_row == 1
