"""A deck is slides that people can work on: their charts are PowerPoint's own, their words are all there."""

import io
import zipfile
from dataclasses import replace

import fastexcel
import polars as pl
import pytest
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.util import Inches

from dashboard.exports.deck import deck, needs_picture
from dashboard.exports.deck.native import MOST, native
from dashboard.exports.deck.template import ROOM, ROOM_BESIDE
from dashboard.exports.figure import drawing, quickjs, wording
from dashboard.words import Words
from store.faults import ReportError
from tests.figures.world import FRAMES, draw, full

VI = Words.of("vi")
DRAWN = ("province_tiles", "gap_heatmap", "waterfall", "target_course", "comparison")
NATIVE = [chart for chart in FRAMES if chart not in (*DRAWN, "province_map")]


@pytest.fixture(scope="module")
def slides():
    """A deck with every chart that PowerPoint draws, opened."""
    figures = [draw(chart, full(chart)) for chart in NATIVE]
    made = deck(figures, VI, title="Hội nghị sơ kết", subtitle="Quý III/2026")
    return list(zip([None, *figures], Presentation(io.BytesIO(made)).slides, strict=True))


def chart_of(slide):
    return next(shape for shape in slide.shapes if shape.has_chart)


def words_of(slide):
    return {shape.placeholder_format.idx: shape.text_frame.text for shape in slide.placeholders}


def test_the_cover_names_the_occasion_and_warns(slides):
    assert words_of(slides[0][1]) == {0: "Hội nghị sơ kết", 1: "Quý III/2026", 15: "Dữ liệu minh họa"}


def test_every_slide_has_finding_source_notices_number_and_alternative_text(slides):
    for figure, slide in slides[1:]:
        written = words_of(slide)
        assert written[0] == wording.finding(figure)
        assert written[14] == wording.origin(figure, VI)
        assert written.get(15, "") == " · ".join(figure.notices)
        assert 12 in written
        assert chart_of(slide).element.nvGraphicFramePr.cNvPr.get("descr") == wording.alternative(figure)
        assert figure.code in slide.notes_slide.notes_text_frame.text


@pytest.mark.parametrize("chart", FRAMES)
def test_a_picture_is_needed_where_powerpoint_has_no_such_chart(chart):
    assert needs_picture(draw(chart, full(chart))) == (chart in DRAWN)


def test_charts_hold_the_figures_rows_and_the_workbook_behind_them_too(slides):
    figure, slide = next(each for each in slides[1:] if each[0].title == "Đơn vị theo mức độ")
    chart = chart_of(slide).chart

    behind = fastexcel.read_excel(chart.part.chart_workbook.xlsx_part.blob).load_sheet(0).to_polars()

    series = {each.name: tuple(each.values) for each in chart.plots[0].series}
    assert series == {"Mức 1": (20, 20), "Mức 2": (12, 12), "Mức 3": (0, 0), "–": (3, 3)}
    assert [row[1:] for row in behind.rows()] == [(20, 12, 0, 3)] * 2
    assert figure.rows.height == 8


def test_no_bar_stands_for_a_missing_figure():
    chart = native(draw("pillars", full("pillars")))

    assert chart.series["Điểm"] == (70.0, None, 30.0)


def test_a_rank_is_never_without_the_ranks_that_are_as_likely():
    chart = native(draw("ranking", full("ranking")))

    assert [name[:5] for name in chart.categories] == ["1–2. ", "1–3. ", "Trườn"]


def test_a_long_list_keeps_both_ends_and_tells_what_is_left_out():
    rows = [
        {"unit": f"u{n}", "name": f"Đơn vị {n}", "previous_score": 50.0, "score": 50.0 + n, "change": float(n)}
        for n in range(40)
    ]
    figure = draw("change", rows)
    figure = replace(figure, rows=pl.DataFrame(rows))

    chart = native(figure)

    assert chart.series["Thay đổi"] == (39, 38, 37, 36, 35, 34, 33, 6, 5, 4, 3, 2, 1, 0)
    assert (len(chart.categories), chart.left_out) == (MOST, 26)


@pytest.mark.parametrize(("chart", "room"), [("province_tiles", ROOM_BESIDE), ("gap_heatmap", ROOM)])
def test_a_picture_has_its_room_and_its_alternative_text(monkeypatch, chart, room):
    if not quickjs.found():
        pytest.skip("plotly-mirage is not made for this machine or Python")
    monkeypatch.setattr(drawing, "BACK_ENDS", {"quickjs": (quickjs.found, quickjs.draw)})
    figure = draw(chart, full(chart))

    slide = Presentation(io.BytesIO(deck([figure], VI, title="Bản đồ"))).slides[1]

    picture = next(shape for shape in slide.shapes if shape.shape_type == 13)
    assert (picture.left, picture.width) == (Inches(room.left), Inches(room.width))
    assert abs(picture.image.size[0] / picture.image.size[1] - room.width / room.height) < 0.01
    assert picture.element.nvPicPr.cNvPr.get("descr") == wording.alternative(figure)


def test_a_map_is_one_group_of_named_outlines_with_the_islands_and_the_sea(monkeypatch):
    monkeypatch.setattr(drawing, "BACK_ENDS", {})  # nobody is asked to draw
    figure = draw("province_map", full("province_map"))

    slide = Presentation(io.BytesIO(deck([figure], VI, title="Bản đồ"))).slides[1]

    group = next(shape for shape in slide.shapes if shape.shape_type == MSO_SHAPE_TYPE.GROUP)
    names = {shape.name for shape in group.shapes}
    outlines = {shape.name for shape in group.shapes if shape.shape_type == MSO_SHAPE_TYPE.FREEFORM}
    assert {"QĐ. Hoàng Sa (Đà Nẵng)", "QĐ. Trường Sa (Khánh Hòa)", "BIỂN ĐÔNG"} <= names
    assert len(outlines) == 34
    assert group.element.nvGrpSpPr.cNvPr.get("descr") == wording.alternative(figure)
    left, right = min(each.left for each in group.shapes), max(each.left + each.width for each in group.shapes)
    assert Inches(ROOM_BESIDE.left) <= left < right <= Inches(ROOM_BESIDE.left + ROOM_BESIDE.width)


def test_where_nobody_draws_native_charts_are_still_made(monkeypatch):
    monkeypatch.setattr(drawing, "BACK_ENDS", {})

    assert deck([draw("levels", full("levels"))], VI, title="Mức độ")
    with pytest.raises(ReportError):
        deck([draw("gap_heatmap", full("gap_heatmap"))], VI, title="Khoảng cách")


def test_no_two_shapes_of_a_slide_overlap(slides):
    for _, slide in slides:
        boxes = [(each.left, each.top, each.left + each.width, each.top + each.height) for each in slide.shapes]
        for number, one in enumerate(boxes):
            for other in boxes[number + 1 :]:
                across = min(one[2], other[2]) - max(one[0], other[0])
                down = min(one[3], other[3]) - max(one[1], other[1])
                assert min(across, down) <= 0


def test_the_deck_is_in_our_letters_and_colours():
    made = zipfile.ZipFile(io.BytesIO(deck([], VI, title="Trống")))

    theme = made.read("ppt/theme/theme1.xml").decode()
    assert 'latin typeface="Arial"' in theme
    assert "Calibri" not in theme
    assert "0b4f8a" in theme


def test_a_deck_is_written_from_the_command_line(thidua, tmp_path):
    result = thidua("deck", "levels", "evidence", "--round", "2026-Q2", "--title", "Sơ kết")

    assert result.output == "Đã lập tệp: thidua_2026-Q2.pptx\n"
    slides = Presentation(str(tmp_path / "thidua_2026-Q2.pptx")).slides
    assert [words_of(slide).get(13) for slide in slides] == [
        None,
        "Đơn vị theo mức độ",
        "Độ tin cậy của minh chứng cho điểm số",
    ]
