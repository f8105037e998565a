"""Files that would harm whoever opens them are refused before they are parsed, each in words."""

import contextlib
import io
import resource
import time
import warnings
import zipfile

import pytest

from dashboard.words import Words
from store.faults import ReportError
from store.workbook import cells, confined, safety
from store.workbook.cells import read_sheets
from store.workbook.layout import cell_name
from tests.workbook.books import answer_rows, book

SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture(scope="module")
def good():
    return book({"Báo cáo": answer_rows({"learners": 100})})


def changed(data, parts, compression=zipfile.ZIP_DEFLATED):
    """The same archive with some parts added or put in place of others."""
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(content, "w", compression) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, part in parts.items():
            new.writestr(name, part)
    return content.getvalue()


def part(data, name):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


def locked(data):
    """The bit that says that a part is encrypted, set in every entry of the archive's table of contents."""
    entries = data.split(b"PK\x01\x02")
    return b"PK\x01\x02".join([entries[0], *(entry[:4] + b"\x01" + entry[5:] for entry in entries[1:])])


def with_cell(name):
    return lambda data: changed(
        data,
        {
            SHEET: part(data, SHEET).replace(
                b"</sheetData>", f'<row><c r="{name}"><v>1</v></c></row></sheetData>'.encode()
            )
        },
    )


BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
OUTSIDE = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
TYPES = "[Content_Types].xml"


def with_doctype(data, bomb=BOMB):
    head, rest = part(data, SHEET).split(b"?>", 1)
    return changed(data, {SHEET: head + b"?>" + bomb + rest})


def letter(_):
    """As a word processor writes it, named .xlsx by its sender."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr(TYPES, "<Types/>")
        archive.writestr("word/document.xml", "<document/>")
    return content.getvalue()


def twice(data):
    """Two parts of one name, of which a checker and a reader might each take another."""
    content = io.BytesIO(data)
    with zipfile.ZipFile(content, "a") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        archive.writestr(SHEET, b"<worksheet/>")
    return content.getvalue()


def odt(_):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    return content.getvalue()


MAKER = (
    "Tệp không do chương trình bảng tính tạo ra. Hãy mở bằng Excel hoặc LibreOffice, lưu lại ở định dạng .xlsx "
    "rồi gửi tệp đó."
)
DAMAGED = "Tệp không phải là bảng tính Excel hoặc đã hỏng. Hãy lưu lại ở định dạng .xlsx rồi gửi tệp đó."
MACROS = "Tệp có chứa macro hoặc đối tượng nhúng. Hãy bỏ đi và lưu lại ở định dạng .xlsx."
HOSTILE = {
    "a far-off cell": (
        with_cell("XFD1048576"),
        "Có dữ liệu ở ô XFD1048576. Hãy xóa các dòng dưới dòng 5.000 và các cột bên phải bảng rồi lưu lại.",
    ),
    "a merged block as large as a sheet can be": (  # which openpyxl would fill with cells
        lambda data: changed(
            data,
            {SHEET: part(data, SHEET).replace(b"</sheetData>", b'</sheetData><mergeCell ref="A1:XFD1048576"/>')},
        ),
        "Có dữ liệu ở ô XFD1048576. Hãy xóa các dòng dưới dòng 5.000 và các cột bên phải bảng rồi lưu lại.",
    ),
    "a bomb": (
        lambda data: changed(data, {"xl/media/image1.bin": bytes(50_000_000)}),
        "Tệp giải nén ra 50,01 MB gồm 12 phần, lớn hơn nhiều so với một báo cáo. "
        "Hãy chép số liệu sang mẫu mới của đơn vị.",
    ),
    "very many parts": (
        lambda data: changed(data, {f"xl/media/{n}.png": b"" for n in range(400)}),
        "Tệp giải nén ra 0,01 MB gồm 411 phần, lớn hơn nhiều so với một báo cáo. "
        "Hãy chép số liệu sang mẫu mới của đơn vị.",
    ),
    "a huge file": (
        lambda data: data + bytes(21_000_000),
        "Tệp có dung lượng 21,01 MB, lớn hơn mức 20 MB. Hãy xóa hình ảnh và các trang thêm vào rồi lưu lại.",
    ),
    "an entity bomb": (with_doctype, MAKER),
    "a path out of the archive": (lambda data: changed(data, {"../../etc/x": b"x"}), MAKER),
    "macros": (lambda data: changed(data, {"xl/vbaProject.bin": b"x"}), MACROS),
    "an embedded object": (lambda data: changed(data, {"xl/embeddings/oleObject1.bin": b"x"}), MACROS),
    "a password": (
        lambda data: safety.OLE + data,
        "Tệp có mật khẩu hoặc ở định dạng .xls cũ. Hãy lưu lại ở định dạng .xlsx, không đặt mật khẩu.",
    ),
    "locked parts": (locked, "Tệp có mật khẩu. Hãy lưu lại ở định dạng .xlsx, không đặt mật khẩu."),
    "another program's table": (odt, "Tệp ở định dạng OpenDocument. Hãy lưu lại ở định dạng Excel (.xlsx)."),
    "no workbook": (
        lambda data: changed(data, {})[:0] + changed(odt(data), {"mimetype": "text/plain"}),
        "Tệp không chứa bảng tính. Hãy điền vào mẫu báo cáo lập cho đơn vị mình và lưu ở định dạng .xlsx.",
    ),
    "a letter under another name": (
        letter,
        "Tệp không chứa bảng tính. Hãy điền vào mẫu báo cáo lập cho đơn vị mình và lưu ở định dạng .xlsx.",
    ),
    "60,000 rows": (
        with_cell("A60000"),
        "Có dữ liệu ở ô A60000. Hãy xóa các dòng dưới dòng 5.000 và các cột bên phải bảng rồi lưu lại.",
    ),
    "an entity from outside": (lambda data: with_doctype(data, OUTSIDE), MAKER),
    "letters that hide what they spell": (
        lambda data: changed(data, {SHEET: part(data, SHEET).decode().encode("utf-16")}),
        MAKER,
    ),
    "macros by its content type": (
        lambda data: changed(data, {TYPES: part(data, TYPES).replace(b"sheet.main", b"sheet.macroEnabled.main")}),
        MACROS,
    ),
    "a part twice": (twice, MAKER),
    "half a file": (lambda data: data[: len(data) // 2], DAMAGED),
    "a flipped byte": (lambda data: data[:300] + bytes([data[300] ^ 0xFF]) + data[301:], DAMAGED),
    "no file": (lambda _: b"", DAMAGED),
    "a table of commas": (lambda _: "Mã,Trả lời\nlearners,100".encode(), DAMAGED),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_words_before_anything_parses_it(good, monkeypatch, name):
    make, sentence = HOSTILE[name]

    def never(_):
        raise AssertionError("the file was parsed")

    monkeypatch.setattr(cells, "_parsed", never)
    with pytest.raises(ReportError) as raised:
        read_sheets(make(good))

    assert [Words.of("vi").fault(fault) for fault in raised.value.faults] == [sentence]


def test_a_good_file_passes(good):
    (sheet, _) = read_sheets(good)

    assert sheet.cells[1, 2] == cells.Cell("Báo cáo!C2", "number", 100.0)


def test_a_stray_cell_in_reach_of_the_table_is_borne(good):
    (sheet, _) = read_sheets(with_cell("GR5000")(good))

    assert sheet.cells[4999, 199].value == 1


@pytest.mark.parametrize(
    "broken",
    [
        b"<worksheet><sheetData><row>",
        b"<worksheet><sheetData><row><c t='s'><v>9999</v></c></row></sheetData></worksheet>",
    ],
    ids=["unclosed", "a text that is not there"],
)
def test_what_the_parser_stumbles_over_ends_its_process_and_no_other(good, broken):
    with pytest.raises(ReportError) as raised:
        read_sheets(changed(good, {SHEET: broken}))

    assert [Words.of("vi").fault(fault) for fault in raised.value.faults] == [
        "Không đọc được tệp. Hãy mở tệp bằng Excel hoặc LibreOffice, lưu lại ở định dạng .xlsx rồi gửi tệp đó."
    ]


def test_a_text_that_stands_in_very_many_cells_does_not_come_out_of_its_process(good):
    filled = "".join(f'<c r="{cell_name(row, 0)}" t="s"><v>0</v></c>' for row in range(1, 4000))
    sheet = f"<worksheet><sheetData>{filled}</sheetData></worksheet>".encode()
    text = b"<sst><si><t>" + b"a" * 30_000 + b"</t></si></sst>"

    with pytest.raises(ReportError) as raised:  # some 30 KB, which would have come to 120 MB
        read_sheets(changed(good, {SHEET: sheet, "xl/worksheets/sheet2.xml": sheet, "xl/sharedStrings.xml": text}))

    assert [fault.sentence for fault in raised.value.faults] == [cells.TOO_MUCH]


def test_the_check_reads_a_file_once_however_it_is_made(good):
    began = time.process_time()

    with contextlib.suppress(ReportError):
        safety.check(changed(good, {SHEET: b"<worksheet>" + b"<c " * 400_000}))

    assert time.process_time() - began < 5  # ten thousand seconds, were each tag a beginning of its own


def test_a_process_of_its_own_is_limited_in_time_memory_and_output(tmp_path):
    script = tmp_path / "script.py"
    script.write_text(
        "import resource; print(*(resource.getrlimit(getattr(resource, f'RLIMIT_{what}'))[0] "
        "for what in ('AS', 'CPU', 'FSIZE')))"
    )

    said = confined.run_confined(script, b"")

    assert said.split() == [str(n).encode() for n in (confined.MEMORY, confined.SECONDS, confined.LARGEST_OUTPUT)]
    assert resource.getrlimit(resource.RLIMIT_AS)[0] != confined.MEMORY  # this process goes on without them


@pytest.mark.parametrize(
    "script",
    ["bytearray(3 << 30)", "print('x' * (100 << 20))", "raise SystemExit(7)", "import os; os.abort()"],
    ids=["memory", "output", "its own end", "an abort"],
)
def test_what_outgrows_its_bounds_dies_alone(tmp_path, script):
    (tmp_path / "script.py").write_text(script)

    with pytest.raises(confined.Died):
        confined.run_confined(tmp_path / "script.py", b"")
