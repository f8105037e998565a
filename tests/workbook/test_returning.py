"""A refused workbook goes back as it was, with a note in each cell to be mended and a list of all of them."""

import io
import zipfile

import pytest
from openpyxl import load_workbook

from dashboard import batch, intake
from dashboard.exports.workbook.returning import returned
from dashboard.words import Words
from store.faults import Fault, ReportError
from store.workbook.layout import ANSWERS
from store.workbook.reading import read_workbook
from tests.store.world import AT, WHOLE
from tests.workbook.books import MINE, report

VI, EN = Words.of("vi"), Words.of("en")
WRONG = {**WHOLE, "plan": "x", "platform": "Tự có", "learners": 20, "devices": "=1+1 chiếc"}


def mine(unit):
    return report({**WHOLE, "plan": "x", "platform": "Tự có"}, meta={**MINE, "unit": unit})


def taken(world, *files):
    return batch.take_all(
        world.engine, world.catalogue, files, by="an", submit=True, done=lambda *_: None, unsealed=True
    )


def notes(content):
    book = load_workbook(io.BytesIO(content))
    return {
        f"{sheet.title}!{cell.coordinate}": cell.comment.text
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment
    }


def listed(content, sheet):
    return [tuple(cell.value for cell in row) for row in load_workbook(io.BytesIO(content))[sheet].iter_rows()]


def test_each_wrong_cell_has_a_note_and_the_first_sheet_lists_them(world):
    data = report(WRONG)
    (result,) = taken(world, ("a.xlsx", data))

    back = returned(data, result.faults, EN)

    told = "“Devices” is “=1+1 chiếc”. Enter a whole number."
    assert notes(back) == {"Báo cáo!C3": told}
    assert listed(back, "To mend") == [("Cell", "What to mend"), ("Báo cáo!C3", told)]


def test_the_file_that_goes_back_is_read_like_the_one_that_came(world):
    data = report(WRONG)
    (result,) = taken(world, ("a.xlsx", data))
    back = returned(data, result.faults, VI)

    def read(content):
        return read_workbook(content, world.catalogue, name="a.xlsx", by="an", at=AT).answers

    assert read(back) == read(data)


def test_what_is_sent_back_again_has_only_the_notes_that_are_still_needed(world):
    data = report({**WRONG, "online": 300})
    first = returned(data, taken(world, ("a.xlsx", data))[0].faults, VI)
    book = load_workbook(io.BytesIO(first))
    book[ANSWERS.vi]["C3"] = 10  # mended
    mended = io.BytesIO()
    book.save(mended)

    (again,) = taken(world, ("a.xlsx", mended.getvalue()))
    second = returned(mended.getvalue(), again.faults, VI)

    assert len(notes(first)) == 2
    assert notes(second) == {"Báo cáo!C7": "“Tỷ lệ trực tuyến” đang là 300. Hãy nhập số không quá 100."}
    assert [place for place, _ in listed(second, "Cần sửa")] == ["Ô", "Báo cáo!C7"]


@pytest.mark.parametrize("faults", [[], [Fault("", "The file is damaged.")], [Fault("Không có!B2", "x")]])
def test_a_fault_of_no_cell_is_a_note_nowhere(faults):
    back = returned(report(WHOLE), faults, VI)

    assert back is None or notes(back) == {}


def test_a_folder_and_a_zip_are_their_workbooks(world, tmp_path):
    folder = tmp_path / "gửi về"
    folder.mkdir()
    (folder / "a.xlsx").write_bytes(mine("a"))
    (folder / "~$a.xlsx").write_bytes(b"open elsewhere")  # not included
    (folder / "đọc.txt").write_text("not included", "utf-8")
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.writestr("thư mục/b.xlsx", report(WRONG, meta={**MINE, "unit": "b"}))
        archive.writestr("__MACOSX/._b.xlsx", b"not included")

    files = batch.files_in([folder, tmp_path / "b.zip"])
    results = taken(world, *files)
    written = batch.send_back(tmp_path / "sửa", files, results, VI)
    again = batch.send_back(tmp_path / "sửa", files, results, VI)

    assert [bool(result.faults) for result in results] == [False, True]
    assert [path.name for path in written + again] == ["b.xlsx", "b (2).xlsx"]
    assert list(notes(written[0].read_bytes())) == ["Báo cáo!C3"]


def test_what_is_no_zip_is_refused_by_name(tmp_path):
    (tmp_path / "c.zip").write_bytes(b"PK nothing")

    with pytest.raises(ReportError) as error:
        batch.files_in([tmp_path / "c.zip"])

    assert str(error.value).endswith("c.zip: The archive cannot be opened. Pack the files again, without a password.")


def test_many_files_are_taken_some_at_a_time_and_counted(world, monkeypatch):
    monkeypatch.setattr(batch, "AT_ONCE", 1)
    heard = []

    batch.take_all(
        world.engine,
        world.catalogue,
        [("a.xlsx", mine("a")), ("b.xlsx", mine("b"))],
        by="an",
        submit=True,
        done=lambda n, of: heard.append((n, of)),
        unsealed=True,
    )

    assert heard == [(1, 2), (2, 2)]


def test_our_own_workbook_keeps_its_lists_and_its_locks_when_it_comes_back(world):
    data = intake.workbook(world.engine, world.catalogue, "a", "2026-Q1", VI)
    (result,) = taken(world, ("a.xlsx", data))

    before = load_workbook(io.BytesIO(data))
    after = load_workbook(io.BytesIO(returned(data, result.faults, VI)))

    def kept(book):
        sheet = book[ANSWERS.vi]
        rules = sorted(str(rule.sqref) for rule in sheet.data_validations.dataValidation)
        return rules, sheet.protection.sheet, {name: book[name].sheet_state for name in before.sheetnames}

    assert len(result.faults) == 6
    assert kept(after) == kept(before)
