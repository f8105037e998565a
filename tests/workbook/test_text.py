"""A report as CSV, however a spreadsheet program saves it: the same checks, each fault at its line and column."""

import csv
import io

import pytest

from dashboard import batch, intake
from dashboard.exports.workbook import returned_text
from dashboard.words import Words
from store.workbook.lists import text_sheet
from tests.store.world import values_of

VI, EN = Words.of("vi"), Words.of("en")
HEADS = ("Mã đơn vị", "Mã kỳ báo cáo", "Mã", "Nội dung báo cáo", "Trả lời", "Nếu không có số liệu", "Lý do", "Ghi chú")
ENGLISH = ("Unit code", "Round code", "Id", "Question", "Answer", "If there is none", "Reason", "Comment")
SAID = {"learners": "1.234", "devices": "40", "plan": "Có", "platform": "Tự có", "budget": "12,5", "online": "80,5"}


def text(answers=SAID, *, heads=HEADS, mark="\ufeff", separator=";", unit="a", round_="2026-Q1", ends="\r\n"):
    target = io.StringIO()
    writer = csv.writer(target, delimiter=separator, lineterminator=ends)
    writer.writerow(heads)
    writer.writerows([unit, round_, id_, "", answer, "", "", ""] for id_, answer in answers.items())
    return (mark + target.getvalue()).encode()


@pytest.fixture
def take(world):
    """What was taken, and what a file is told in English."""

    def take(data, name="a.csv"):
        (taken,) = intake.take(world.engine, world.catalogue, [(name, data)], by="an")
        return [EN.fault(fault) for fault in taken.faults]

    return take


@pytest.mark.parametrize("heads", [HEADS, ENGLISH], ids=["vi", "en"])
@pytest.mark.parametrize(("mark", "ends"), [("\ufeff", "\r\n"), ("", "\n"), ("", "\r")], ids=["marked", "unix", "mac"])
@pytest.mark.parametrize("separator", [";", ",", "\t"], ids=["semicolon", "comma", "tab"])
def test_a_text_is_read_however_it_was_saved(world, take, separator, mark, ends, heads):
    assert take(text(separator=separator, mark=mark, ends=ends, heads=heads)) == []
    assert values_of(world, "a") == {
        "learners": 1234, "devices": 40, "plan": 1, "platform": None, "budget": 12.5, "online": 80.5
    }  # fmt: skip


def test_each_slip_is_named_by_line_and_column_and_nothing_is_stored(world, take):
    before = world.version()

    assert take(text(SAID | {"learners": "30", "online": "nhiều", "plan": "?"})) == [
        "a.csv!E3: “Devices” is 40. Enter 30 or less, the figure given for “Learners”.",
        "a.csv!E4: “Plan adopted?” is “?”. Enter yes or no.",
        "a.csv!E7: “Share online” is “nhiều”. Enter a number.",
    ]
    assert world.version() == before


LETTERS = "The letters of the file cannot be read. Save it as “CSV UTF-8” or as .xlsx."
HEADLESS = (
    "No sheet has the headings “Question” and “Answer”. Put the heading row back, "
    "or copy the answers into a new workbook."
)
NOBODYS = "The file does not say whose it is. Fill in the columns “Unit code” and “Round code”."
ODD = {
    "a NUL": (
        text().replace(b"40", b"4\0"),
        ["The file cannot be read as a table. Save it again as “CSV UTF-8” or as .xlsx."],
    ),
    "windows letters": (text(mark="").decode().encode("cp1258", "replace"), [LETTERS]),
    "utf-16": (text().decode("utf-8-sig").encode("utf-16"), [LETTERS]),
    "nothing": (b"", [HEADLESS]),
    "60,000 lines": (
        b"\n".join([text()] + [b"x"] * 60_000),
        ["The table reaches beyond row 5,000 or beyond column 200. Send it in parts."],
    ),
    "two units": (
        text() + b"b;2026-Q1;online;;5;;;\r\n",
        ["a.csv!A8: This line is of b 2026-Q1, the first one of a 2026-Q1. Send each report as a file of its own."],
    ),
    "a number torn at its comma": (
        text(SAID, separator=",").replace(b'"80,5",,,', "80,5,,,theo sổ".encode()),
        [
            "a.csv!F7: “5” is not on the list. Choose one of: Not applicable, Not available.",
            "a.csv!I7: This line has more columns than there are headings. "
            "Put a number with a comma between quotation marks.",
        ],
    ),
    "nobody's": (text(unit="", round_=""), [NOBODYS]),
    "an unknown unit": (text(unit="z"), ["There is no unit z. Use the code that the register of units has."]),
}


@pytest.mark.parametrize("name", ODD)
def test_an_odd_text_is_refused_in_words(take, name):
    data, sentences = ODD[name]

    assert take(data) == sentences


@pytest.mark.parametrize("words", [VI, EN], ids=["vi", "en"])
def test_our_own_text_holds_what_the_store_has_and_changes_nothing(world, words):
    world.report("a", learners=1234, devices=0, plan=1, platform="shared", online=12.5,
                 budget="NOT_AVAILABLE: =SUM(A1) đang tính")  # fmt: skip

    data = intake.answers_text(world.engine, world.catalogue, "a", "2026-Q1", words)
    (taken,) = intake.take(world.engine, world.catalogue, [("a.csv", data)], by="an")

    assert (taken.faults, taken.outcome.unchanged) == ((), True)
    assert "'=SUM(A1)" in data.decode("utf-8-sig")  # no program takes it for a formula


def test_a_refused_text_goes_back_with_a_column_that_says_what_to_mend(world, tmp_path):
    wrong = text(SAID | {"online": "nhiều"})
    results = batch.take_all(
        world.engine, world.catalogue, [("a.csv", wrong)], by="an", submit=True, done=lambda *_: None
    )
    (back,) = batch.send_back(tmp_path, [("a.csv", wrong)], results, VI)
    again = returned_text(back.read_bytes(), "a.csv", results[0].faults, VI)

    table = text_sheet(back.read_bytes(), "a.csv").cells
    assert (table[0, 8].text, table[6, 8].text) == (
        "Cần sửa",
        "“Tỷ lệ trực tuyến” đang ghi “nhiều”. Hãy nhập một số.",
    )
    assert again == back.read_bytes()  # the notes of an earlier return are not kept beside the new ones
