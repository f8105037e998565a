"""The workbook in the hands of LibreOffice Calc: typed into, saved, read."""

import pytest

from dashboard import intake
from dashboard.words import Words
from store.workbook.reading import read_workbook
from tests.office import fill
from tests.store.world import AT

REPORT = "Báo cáo"


@pytest.fixture
def filled(world, tmp_path, soffice_path, uno_python):
    """What Calc makes of our workbook after these keys, and what it shows in the progress cell."""

    def typed(cells):
        before, after = tmp_path / "before.xlsx", tmp_path / "after.xlsx"
        before.write_bytes(intake.workbook(world.engine, world.catalogue, "a", "2026-Q1", Words.of("vi")))
        shown = fill(soffice_path, uno_python, before, cells, to=after, look=[(REPORT, "B4")])
        return after.read_bytes(), shown[f"{REPORT}!B4"]

    return typed


def test_a_workbook_filled_in_with_calc_is_read_as_it_was_meant(world, filled):
    data, progress = filled(
        {
            (REPORT, "G8"): "1,234",  # Calc, in English here, makes the number 1234 of it
            (REPORT, "G9"): 40,
            (REPORT, "G11"): "Có",
            (REPORT, "H12"): "Không áp dụng",
            (REPORT, "I12"): "Chưa có nền tảng",
            (REPORT, "G13"): "=6*7",
            (REPORT, "G14"): "12.5%",  # Calc keeps 0.125, shown as a percentage
            ("Sáng kiến", "B5"): "Ký số học bạ",
            ("Sáng kiến", "G5"): "Thí điểm",
            ("Sáng kiến", "I5"): 12.5,
        }
    )

    submission = read_workbook(data, world.catalogue, name="after.xlsx", by="an", at=AT)
    said = {id_: (given.value, given.absence, given.reason) for id_, given in submission.answers.items()}

    assert progress == "6/6 đã điền"
    assert said == {
        "learners": (1234, None, ""),
        "devices": (40, None, ""),
        "plan": (1, None, ""),
        "platform": (None, "not_applicable", "Chưa có nền tảng"),
        "budget": (42, None, ""),
        "online": (12.5, None, ""),
    }
    assert [(each.title, each.stage, each.cost) for each in submission.initiatives] == [("Ký số học bạ", "pilot", 12.5)]


def test_three_slips_in_calc_are_three_lines_with_their_cells_and_nothing_is_stored(world, filled):
    cells = {(REPORT, "G8"): 100, (REPORT, "G11"): "Có", (REPORT, "G12"): "Tự có", (REPORT, "G13"): 5}
    slips = {(REPORT, "G9"): 120, (REPORT, "G14"): "nhiều", ("Sáng kiến", "C5"): "Chưa nghĩ ra tên"}
    data, _ = filled(cells | slips | {("Sáng kiến", "G5"): "Ý tưởng"})
    before = world.version()

    (taken,) = intake.take(world.engine, world.catalogue, [("a.xlsx", data)], by="an")

    assert [Words.of("vi").fault(fault) for fault in taken.faults] == [
        "Báo cáo!G9: “Số máy tính” đang là 120. Hãy nhập số không quá 100, là số liệu đã ghi ở “Số người học”.",
        "Báo cáo!G14: “Tỷ lệ trực tuyến” đang ghi “nhiều”. Hãy nhập một số.",
        "Sáng kiến!B5: Có sáng kiến chưa ghi tên. Hãy ghi tên sáng kiến, hoặc xóa dòng này.",
    ]
    assert (taken.outcome, world.version()) == (None, before)
