"""Every chart in every form is a file that is complete without its page, and is read back here."""

import csv
import io
import os
import re
import signal
import zipfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import polars as pl
import pytest
from defusedxml import ElementTree
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader

from dashboard.exports import figure as files
from dashboard.exports import fonts
from dashboard.exports.figure import chromium, drawing, quickjs, sheet, wording
from dashboard.figures import Column
from dashboard.words import Words
from store.faults import ReportError
from tests.figures.world import FRAMES, LANGUAGES, draw, full

VI = Words.of("vi")
SIZES = {
    "png": (1920, 1080),
    "png-4k": (3840, 2160),
    "png-a4": (3508, 2480),
    "png-square": (2160, 2160),
    "png-clear": (3840, 2160),
}
MAPS = ("province_map", "province_tiles")
ISLANDS = {"vi": ("Hoàng Sa", "Trường Sa", "BIỂN ĐÔNG"), "en": ("Hoàng Sa", "Trường Sa", "EAST SEA")}
CROWD = 24


@pytest.fixture
def without_browser(monkeypatch):
    """A machine on which no Chromium is found."""
    if not quickjs.found():
        pytest.skip("plotly-mirage is not made for this machine or Python")
    monkeypatch.setattr(drawing, "BACK_ENDS", {"quickjs": (quickjs.found, quickjs.draw)})


@pytest.fixture
def with_browser(chromium_path, monkeypatch):
    monkeypatch.setenv("BROWSER_PATH", chromium_path)
    monkeypatch.setattr(drawing, "BACK_ENDS", {"chromium": (lambda: True, chromium.draw)})
    return chromium.browser()


def made(chart, form, language="vi"):
    return files.export(draw(chart, full(chart, language), language), Words.of(language), form).content


def spaceless(text):
    """Lines are broken where they fit; what they say is the same."""
    return re.sub(r"\s+", "", text)


def told(figure, words):
    """What every picture must say."""
    return [figure.title, wording.finding(figure), wording.rest(figure), *figure.notices, wording.origin(figure, words)]


def svg_text(content):
    return spaceless("".join(ElementTree.fromstring(content).itertext()))


@pytest.mark.parametrize("chart", FRAMES)
def test_an_svg_says_everything_and_asks_nobody(without_browser, chart):
    figure = draw(chart, full(chart))

    content = files.export(figure, VI, "svg").content

    root = ElementTree.fromstring(content)
    written = svg_text(content)
    assert [text for text in told(figure, VI) if spaceless(text) not in written] == []
    addresses = [value for node in root.iter() for name, value in node.items() if name.endswith("href")]
    assert [each for each in addresses if not each.startswith(("#", "data:"))] == []
    assert re.findall(rb"url\((?!#|data:|&quot;#|'#|\"#)[^)]*\)", content) == []
    assert root.find("{*}desc").text == f"{figure.title}. {figure.says}"


@pytest.mark.parametrize("chart", ["province_map", "ranking", "gap_heatmap", "change", "evidence"])
def test_a_pdf_is_tagged_and_its_text_copies_out_with_its_marks(without_browser, chart):
    figure = draw(chart, full(chart))

    pdf = PdfReader(io.BytesIO(files.export(figure, VI, "pdf").content))

    written = spaceless(pdf.pages[0].extract_text())
    assert [text for text in told(figure, VI) if spaceless(text) not in written] == []
    assert (pdf.metadata.title, pdf.trailer["/Root"]["/Lang"]) == (figure.title, "vi")
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    named = {font["/BaseFont"].split("+")[1].split("-")[0] for font in fonts_of(pdf.pages[0])}
    assert named - {"BeVietnamPro"} <= {"LibertinusSerif"}  # for its arrow, which ours lacks
    assert figure.says in alternatives(pdf.trailer["/Root"]["/StructTreeRoot"])


def fonts_of(page, seen=()):
    """The fonts of a page and of the forms within it."""
    resources = page["/Resources"]
    yield from (font.get_object() for font in resources.get("/Font", {}).values())
    for form in resources.get("/XObject", {}).values():
        if "/Resources" in form.get_object():
            yield from fonts_of(form.get_object())


def alternatives(node):
    """Every alternative text of the tree of tags."""
    node = node.get_object()
    if not isinstance(node, dict):
        return ""
    children = node.get("/K", [])
    children = children if isinstance(children, list) else [children]
    return str(node.get("/Alt", "")) + "".join(alternatives(child) for child in children)


@pytest.mark.parametrize("form", SIZES)
def test_a_picture_has_its_size(without_browser, form):
    picture = Image.open(io.BytesIO(made("levels", form)))

    assert picture.size == SIZES[form]
    assert picture.convert("RGBA").getpixel((2, 2)) == ((0, 0, 0, 0) if form == "png-clear" else (255, 255, 255, 255))


@pytest.mark.parametrize("chart", FRAMES)
def test_a_web_page_holds_the_chart_its_table_and_a_ban_on_fetching(chart):
    figure = draw(chart, full(chart))

    page = files.export(figure, VI, "html").content.decode()

    body = page[: page.index("<script>")]
    assert "default-src 'none'" in body
    assert re.findall(r"(?:src|href)=[\"']?(?!data:)\w+", body) == []
    assert body.count("<tr>") == figure.rows.height + 1


def test_a_web_page_does_not_run_what_a_name_says():
    rows = [{**row, "name": "</script><script>alert(1)</script>"} for row in full("trend")]

    page = files.export(draw("trend", rows), VI, "html").content.decode()

    assert page.count("</script>") == 2
    assert "<script>alert" not in page


@pytest.mark.parametrize("chart", FRAMES)
def test_a_workbook_holds_the_rows_and_explains_its_columns(chart):
    import fastexcel

    figure = draw(chart, full(chart))

    book = fastexcel.read_excel(files.export(figure, VI, "xlsx").content)

    table = book.load_sheet("Số liệu", header_row=4).to_polars()
    assert table.columns == [column.label for column in figure.columns.values()]
    assert table.height == figure.rows.height
    explained = book.load_sheet("Giải thích", header_row=None).to_polars()
    assert {column.label for column in figure.columns.values()} <= set(explained.to_series(0))
    assert {"Nguồn", "Mã hình", *(["Lưu ý"] if figure.notices else [])} <= set(explained.to_series(0))


def test_a_csv_opens_right_in_a_vietnamese_excel_and_in_an_english_one():
    rows = [{"name": "Quý I", "mean": 1234.5, "units": 3}, {"name": "Quý II", "units": 0}]

    vietnamese = made_csv(rows, "vi")
    english = made_csv(rows, "en")

    assert vietnamese[:3] == [
        ["Kỳ báo cáo", "Điểm chung", "Số đơn vị"],
        ["Quý I", "1234,5", "3"],
        ["Quý II", "", "0"],
    ]
    assert english[1:3] == [["Quý I", "1234.5", "3"], ["Quý II", "", "0"]]


def made_csv(rows, language):
    figure = draw("trend", rows, language)
    figure = replace(figure, columns={name: figure.columns[name] for name in ("name", "mean", "units")})
    content = files.export(figure, Words.of(language), "csv").content
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";" if language == "vi" else ","))


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t"])
def test_no_table_holds_a_formula(start):
    figure = draw("trend", full("trend"))
    rows = pl.DataFrame({"name": [f"{start}1+1"], "mean": [-1.5]})  # not harmed: a negative number
    figure = replace(figure, rows=rows, columns={"name": Column("Kỳ"), "mean": Column("Điểm", "number")})

    lines = files.export(figure, VI, "csv").content.decode("utf-8-sig").splitlines()
    book = zipfile.ZipFile(io.BytesIO(files.export(figure, VI, "xlsx").content))

    assert next(csv.reader([lines[1]], delimiter=";")) == [f"'{start}1+1", "-1,5"]
    assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("chart", MAPS)
@pytest.mark.parametrize("shape", [16 / 9, 1])
def test_every_map_keeps_both_archipelagos_and_the_sea(without_browser, chart, shape, language):
    figure = draw(chart, full(chart, language), language)
    laid = sheet.laid_out(figure, Words.of(language), shape)

    written = svg_text(drawing.drawn(laid.plot("light")))

    assert [name for name in ISLANDS[language] if spaceless(name) not in written] == []


@pytest.mark.parametrize("chart", ["province_map", "ranking", "levels", "change"])
def test_with_a_browser_and_without_the_same_is_written(with_browser, chart):
    if not quickjs.found():
        pytest.skip("plotly-mirage is not made for this machine or Python")
    plot = sheet.laid_out(draw(chart, full(chart)), VI, 16 / 9).plot("light")

    by_browser = drawing.drawn(plot)
    drawing.BACK_ENDS = {"quickjs": (quickjs.found, quickjs.draw)}
    without = drawing.drawn(plot)

    assert sorted(svg_text(by_browser)) == sorted(svg_text(without))


@pytest.mark.parametrize("machine", ["with_browser", "without_browser"])
def test_of_a_crowd_everyone_gets_the_own_figure(request, machine):
    request.getfixturevalue(machine)
    crowd = [replace(draw("levels", full("levels")), title=f"Hình của người số {n:02}") for n in range(CROWD)]

    with ThreadPoolExecutor(CROWD) as at_once:
        pictures = list(at_once.map(lambda figure: files.export(figure, VI, "svg").content, crowd))

    owners = [set(re.findall(r"ngườisố(\d\d)", svg_text(picture))) for picture in pictures]
    assert owners == [{f"{n:02}"} for n in range(CROWD)]


def test_a_browser_killed_at_work_loses_nobodys_figure(with_browser):
    def asked_for(title):
        return files.export(replace(draw("levels", full("levels")), title=title), VI, "svg").content

    asked_for("Hình đầu tiên")
    killed = with_browser.process

    with ThreadPoolExecutor(4) as at_once:
        asked = [at_once.submit(asked_for, f"Hình của người số {n}") for n in range(4)]
        asked[0].result()
        os.killpg(killed, signal.SIGKILL)
        pictures = [svg_text(each.result()) for each in asked]

    assert ["".join(re.findall(r"ngườisố(\d)", picture))[:1] for picture in pictures] == list("0123")
    assert asked_for("Hình sau cùng")[:4] == b"<svg"
    assert with_browser.process != killed


def test_a_plot_is_drawn_once_however_often_it_is_asked_for(without_browser):
    plot = sheet.laid_out(draw("change", full("change")), VI, 16 / 9).plot("light")

    assert drawing.drawn(plot) is drawing.drawn(plot)


@pytest.mark.parametrize("form", [form for form, each in files.FORMS.items() if each.drawn])
def test_where_nobody_draws_plain_words_say_what_can_be_had(monkeypatch, form):
    monkeypatch.setattr(drawing, "BACK_ENDS", {"chromium": (lambda: False, chromium.draw)})

    with pytest.raises(ReportError) as refused:
        made("levels", form)

    assert not files.can_draw()
    assert str(refused.value) == (
        "This machine cannot draw pictures: it has neither Chromium nor the package plotly-mirage. "
        "Tables (CSV, Excel), the web page (HTML) and PowerPoint charts can be had all the same."
    )


@pytest.mark.parametrize("form", [form for form, each in files.FORMS.items() if not each.drawn])
def test_tables_and_web_pages_need_nobody_who_draws(monkeypatch, form):
    monkeypatch.setattr(drawing, "BACK_ENDS", {})

    assert made("levels", form)


def test_a_browser_that_is_named_and_not_there_is_not_found(monkeypatch, tmp_path):
    chromium.found.cache_clear()
    monkeypatch.setenv("BROWSER_PATH", str(tmp_path / "nothing"))
    monkeypatch.setenv("PATH", str(tmp_path))

    assert not chromium.found()
    chromium.found.cache_clear()


@pytest.mark.parametrize(
    ("says", "finding", "rest"),
    [
        (
            "Hà Nội dẫn đầu với 80,0 điểm trong kỳ này. Huế đứng sau.",
            "Hà Nội dẫn đầu với 80,0 điểm trong kỳ này",
            "Huế đứng sau.",
        ),
        ("2026: 60,0. Tăng 10,0 so với 2024. Một kỳ thiếu.", "2026: 60,0. Tăng 10,0 so với 2024", "Một kỳ thiếu."),
        # not an end: the full stop of a short form
        ("Cao nhất là TP. Hồ Chí Minh với 80,0 điểm. Hết.", "Cao nhất là TP. Hồ Chí Minh với 80,0 điểm", "Hết."),
        ("Đúng tiến độ.", "Đúng tiến độ", ""),
    ],
)
def test_the_finding_is_the_first_sentence_that_says_enough(says, finding, rest):
    figure = replace(draw("trend", full("trend")), says=says)

    assert (wording.finding(figure), wording.rest(figure)) == (finding, rest)


def test_a_figures_code_changes_with_every_figure_in_it():
    figure = draw("trend", full("trend"))
    # the same: summed in another order
    same = replace(figure, rows=figure.rows.with_columns(pl.col("mean") + 1e-13))
    others = [
        replace(figure, title="Khác"),
        replace(figure, filters=(("Kỳ", "2026-Q4"),)),
        replace(figure, rows=figure.rows.with_columns(pl.col("mean") + 0.1)),
    ]

    codes = {each.code for each in others}

    assert figure.code == same.code
    assert len(codes | {figure.code}) == 4


@given(words=st.lists(st.text("aăâêôơưđẵữộĐ.,05", min_size=1, max_size=12), max_size=20), room=st.floats(20, 400))
def test_wrapped_lines_say_all_words_in_order_and_fit(words, room):
    lines = fonts.wrapped(" ".join(words), 14, room)

    assert " ".join(lines).split() == words
    assert all(fonts.width(line, 14) <= room for line in lines if " " in line)
