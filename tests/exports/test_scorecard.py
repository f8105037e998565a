"""A unit's round on paper says what its page says, tagged, with its diacritics, and breaks between rows."""

import io
import re

import polars as pl
import pytest
from pypdf import PdfReader

from dashboard.exports.figure import drawing, quickjs
from dashboard.exports.scorecard import Headline, Points, Rows, Scorecard, scorecard
from dashboard.figures import Column
from dashboard.words import Words
from tests.figures.world import draw, full

VI = Words.of("vi")
COLUMNS = {"name": Column("Tiêu chí"), "value": Column("Giá trị", "number", 1)}


@pytest.fixture(autouse=True)
def without_browser(monkeypatch):
    ends = {"quickjs": (quickjs.found, quickjs.draw)} if quickjs.found() else {}
    monkeypatch.setattr(drawing, "BACK_ENDS", ends)


def card(*, name="Trường Đại học Minh họa", rows=60, points=("Bằng ngữ liệu số: 80/100.",)):
    table = pl.DataFrame({"name": [f"Tỷ lệ thứ {n}" for n in range(rows)], "value": [1234.5] * rows})
    return Scorecard(
        unit=name,
        round="Quý III/2026",
        headlines=(Headline("Điểm tổng hợp", "57,9", ("Mức độ 1",)),),
        lists=(Points("Cao hơn nhóm so sánh", points, "Không có."),),
        figure=draw("pillars", full("pillars")),
        tables=(Rows("Tiêu chí", table, COLUMNS),),
    )


def read(made):
    pdf = PdfReader(io.BytesIO(made))
    return pdf, [re.sub(r"\s+", " ", page.extract_text()) for page in pdf.pages]


def test_everything_on_it_copies_out_and_every_page_has_its_origin():
    pdf, pages = read(scorecard(card(), VI))

    assert (pdf.metadata.title, pdf.trailer["/Root"]["/Lang"]) == ("Trường Đại học Minh họa", "vi")
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    for said in ("Phiếu kết quả, Quý III/2026", "Dữ liệu minh họa", "57,9", "Bằng ngữ liệu số: 80/100."):
        assert said in pages[0]
    assert [f"{number}/{len(pages)}" in page for number, page in enumerate(pages, start=1)] == [True] * len(pages)
    assert all("Nguồn: Báo cáo kỳ 2026-Q3" in page for page in pages)


def test_a_table_goes_over_pages_and_repeats_its_head():
    _, pages = read(scorecard(card(rows=120), VI))

    held = [page for page in pages if "Tỷ lệ thứ" in page]
    assert len(held) > 1
    assert all("Giá trị" in page for page in held)
    assert len(re.findall(r"Tỷ lệ thứ \d+ 1\.234,5", " ".join(pages))) == 120


def test_an_empty_list_says_so_and_an_empty_table_is_left_out():
    _, pages = read(scorecard(card(points=(), rows=0), VI))

    assert "Không có." in pages[0]
    assert "Giá trị" not in " ".join(pages)


@pytest.mark.parametrize("name", ["#eval(1) $x$ *a* _b_ @c", '"]; panic()', "Đơn vị 漢字"])
def test_a_name_is_text_whatever_is_in_it(name):
    pdf, _ = read(scorecard(card(name=name), VI))

    assert pdf.metadata.title == name


def test_where_nobody_draws_the_rest_is_still_there(monkeypatch):
    monkeypatch.setattr(drawing, "BACK_ENDS", {})

    _, pages = read(scorecard(card(), VI))

    assert "57,9" in pages[0]


def test_scorecards_are_written_from_the_command_line(thidua, tmp_path):
    result = thidua("scorecard", "SGD-01", "--round", "2026-Q2", "--folder", "phieu")

    assert result.output == "Đã lập tệp: phieu/SGD-01_2026-Q2.pdf\n"
    assert (tmp_path / "phieu" / "SGD-01_2026-Q2.pdf").read_bytes()[:5] == b"%PDF-"


def test_a_unit_that_has_not_reported_has_no_scorecard(thidua, tmp_path):
    result = thidua("scorecard", "SGD-01", "SGD-79", "--round", "2026-Q2", "--language", "en")

    assert (result.exit_code, list(tmp_path.iterdir())) == (1, [])
    assert result.output == "SGD-79: The unit has not reported for this round.\n"
