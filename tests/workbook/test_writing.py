"""A unit's workbook: what is in it, and that our own reader understands it."""

import io
import re
import zipfile

import pytest

from dashboard import intake
from dashboard.words import Words
from store.engine import writing
from store.faults import ReportError
from store.ingest import file_reports
from store.submission import Given, InitiativeGiven
from store.workbook.cells import read_sheets
from store.workbook.reading import read_workbook
from tests.store.world import AT, submission

INITIATIVE = InitiativeGiven("Ký số học bạ", "Chậm", "Ký số", "Nhanh", "networks", "applied", 12500, 120.5)


@pytest.fixture
def written(world):
    return lambda language="vi", unit="a", round_="2026-Q1": intake.workbook(
        world.engine, world.catalogue, unit, round_, Words.of(language)
    )


def texts(data, sheet):
    found = next(each for each in read_sheets(data) if each.name == sheet)
    return {place.rpartition("!")[2]: cell.text for cell in found.cells.values() for place in [cell.place]}


def parts(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")}


@pytest.mark.parametrize("language", ["vi", "en"])
def test_what_the_store_has_comes_back_from_the_workbook_unchanged(world, written, language):
    world.report("a", initiatives=[INITIATIVE], learners=1234, devices=0, plan=1, platform="shared",
                 budget="NOT_AVAILABLE: Đang quyết toán", online=12.5)  # fmt: skip

    data = written(language)
    (taken,) = intake.take(world.engine, world.catalogue, [("a.xlsx", data)], by="an")
    back = read_workbook(data, world.catalogue, name="a.xlsx", by="an", at=AT)

    assert taken.faults == ()
    assert taken.outcome.unchanged
    sheet = "Báo cáo" if language == "vi" else "Report"
    assert back.answers == {
        "learners": Given(value=1234, place=f"{sheet}!G8"),
        "devices": Given(value=0, place=f"{sheet}!G9"),
        "plan": Given(value=1, place=f"{sheet}!G11"),
        "platform": Given(choice="shared", place=f"{sheet}!G12"),
        "budget": Given(absence="not_available", reason="Đang quyết toán", place=f"{sheet}!G13"),
        "online": Given(value=12.5, place=f"{sheet}!G14"),
    }


def test_questions_stand_by_pillar_with_limits_and_the_last_rounds_answers(world, written):
    world.report("a", "2025-Q4", learners=1234, devices=40, plan=0, platform="own", budget=12.5, online=80)
    # not shown: another unit's answers, and a draft of this round is the answer, not the last one
    world.report("b", "2025-Q4", learners=9, devices=9, plan=1, platform="own", budget=9, online=9)
    world.report("a", "2026-Q1", submit=False, learners=1300)

    shown = texts(written(), "Báo cáo")

    assert [shown.get(f"{column}7") for column in "BCDEFG"] == ["Sử dụng", *[None] * 5]
    assert [[shown.get(f"{column}{row}", "") for column in "ABCDEFG"] for row in (8, 9)] == [
        [
            "learners",
            "1",
            "Số người học",
            "",
            "từ 1 đến 90.000",
            "1234",
            "1300",
        ],  # first, since it limits the next
        ["devices", "2", "Số máy tính", "", "không quá số ở TT 1", "40", ""],
    ]
    assert [[shown.get(f"{column}{row}", "") for column in "BCEF"] for row in (11, 12, 13, 14)] == [
        ["3", "Có kế hoạch?", "chọn trong danh sách", "Không"],
        ["4", "Nền tảng", "chọn trong danh sách", "Tự có"],
        ["5", "Kinh phí", "từ 0 trở lên", "12.5"],
        ["6", "Tỷ lệ trực tuyến", "từ 0 đến 100", "80"],
    ]
    assert shown["B4"] == "1/6 đã điền"


def test_the_guide_says_whose_what_until_when_and_on_what_authority(world, written):
    guide = texts(written(), "Hướng dẫn")

    assert [guide[cell] for cell in ("C3", "C4", "C5", "C6")] == [
        "Trường a",
        "Kỳ 2026-Q1",
        "Bộ nhỏ",
        "hết ngày 20/04/2026 (giờ Việt Nam)",
    ]
    assert (
        "Bộ chỉ số dự thảo: nội dung và thang điểm do dự án đề xuất, chưa phải quy định chính thức." in guide.values()
    )
    assert not any("minh họa" in text for text in guide.values())  # this store is no demonstration


def test_a_demonstrations_workbook_says_so_on_every_sheet_and_every_printed_page(world, written):
    from sqlalchemy import update

    from store.schema import StoreState

    with writing(world.engine) as connection:
        connection.execute(update(StoreState).values(demonstration=True))

    data = written()

    sheets = [name for name in parts(data) if re.fullmatch(r"xl/worksheets/sheet[123]\.xml", name)]
    assert [("Dữ liệu minh họa" in parts(data)[name]) for name in sheets] == [True] * 3
    for sheet in ("Hướng dẫn", "Báo cáo", "Sáng kiến"):
        assert any("Dữ liệu minh họa" in text for text in texts(data, sheet).values())


def test_names_and_comments_never_become_formulas_or_links(world, written):
    world.units("=1+1")
    comment = {
        "learners": Given(value=5, comment='=HYPERLINK("http://x")'),
        "online": Given(value=5, comment="http://x"),
    }
    filed = submission("=1+1", submit=False)
    with writing(world.engine) as connection:
        file_reports(connection, world.catalogue, [type(filed)(**(vars(filed) | {"answers": comment}))])

    made = parts(written(unit="=1+1"))

    formulas = [found for part in made.values() for found in re.findall(r"<f>(.*?)</f>", part)]
    assert [formula.split("(")[0] for formula in formulas] == ['""&amp;SUMPRODUCT']  # not included: =1+1, =HYPERLINK
    assert not any("hyperlink" in part.lower() for name, part in made.items() if "worksheets" in name)


def test_only_cells_to_be_filled_in_are_unlocked_and_no_password_stands_before_the_others(written):
    made = parts(written())
    report = made["xl/worksheets/sheet2.xml"]
    formats = re.search(r"<cellXfs.*?</cellXfs>", made["xl/styles.xml"], re.DOTALL).group()
    each = re.findall(r"<xf [^>]*?(?:/>|>.*?</xf>)", formats, re.DOTALL)
    open_styles = {str(number) for number, form in enumerate(each) if 'locked="0"' in form}

    protection = re.search(r"<sheetProtection[^>]*>", report).group()
    assert "password" not in protection
    unlocked = {cell for cell, style in re.findall(r'<c r="([A-Z]+\d+)" s="(\d+)"', report) if style in open_styles}
    assert unlocked == {f"{column}{row}" for column in "GHIJ" for row in (8, 9, 11, 12, 13, 14)}


def test_long_lists_stand_in_a_hidden_sheet(world, written):
    made = parts(written())

    assert re.findall(r'<sheet name="([^"]+)"[^>]*state="veryHidden"', made["xl/workbook.xml"]) == ["_meta", "_lists"]
    assert "'_lists'!$A$1:$A$2" in made["xl/worksheets/sheet2.xml"]
    columns = {}
    for cell, text in texts(written(), "_lists").items():
        columns.setdefault(cell[0], []).append(text)
    assert sorted(columns.values()) == [
        ["Có", "Không"],
        ["Không áp dụng", "Chưa có số liệu"],
        ["Mạng"],
        ["Tự có", "Dùng chung"],
        ["Ý tưởng", "Thí điểm", "Đã áp dụng", "Đã nhân rộng"],
    ]


@pytest.mark.parametrize(
    ("unit", "round_", "sentence"),
    [
        ("z", "2026-Q1", "Không có đơn vị mã z hoạt động vào ngày 31/03/2026, ngày cuối của kỳ 2026-Q1. "
                         "Hãy dùng mã trong danh mục đơn vị."),
        ("a", "2026-Q9", "Không có kỳ báo cáo 2026-Q9. Các kỳ hiện có: 2025-Q4, 2026-Q1."),
        ("o", "2026-Q1", "o thuộc loại hình không phải nộp báo cáo."),
    ],
)  # fmt: skip
def test_a_workbook_for_nobody_is_refused_in_words(world, written, unit, round_, sentence):
    world.units("o", institution_type="office")

    with pytest.raises(ReportError) as raised:
        written(unit=unit, round_=round_)

    assert [Words.of("vi").fault(fault) for fault in raised.value.faults] == [sentence]
