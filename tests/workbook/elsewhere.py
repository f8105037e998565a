"""Files as other programs make them, of a unit's workbook or of anything else, under the names people give them."""

import gzip
import io
import subprocess
import tarfile
import zipfile

import docx
import openpyxl
import pandas as pd
import polars as pl
import xlsxwriter
from openpyxl.workbook.protection import WorkbookProtection

from tests.office import XLSX, Job, work

REPORT = "Báo cáo"
GOOD = {(REPORT, "G8"): 40, (REPORT, "G9"): 40, (REPORT, "G11"): "Có", (REPORT, "G12"): "Tự có"}
WHOLE = GOOD | {(REPORT, "G13"): 5, (REPORT, "G14"): "12.5%"}
SLIPS = GOOD | {
    (REPORT, "G8"): "khoảng 40",
    (REPORT, "G13"): "=1/0",
    (REPORT, "G14"): "='file:///tmp/khong-co.ods'#$Trang1.A1",
    (REPORT, "H12"): "Tạm nghỉ",
}
KINDS = {
    "the form of 1997.xlsx": "MS Excel 97",
    "an OpenDocument table.xlsx": "calc8",
    "a page of the web.xlsx": "HTML (StarCalc)",
    "a paper.xlsx": "calc_pdf_Export",
    "with room for macros.xlsm": "Calc MS Excel 2007 VBA XML",
    "a template.xlsx": "Calc MS Excel 2007 XML Template",
    "by the letter of the standard.xlsx": "Calc Office Open XML",
}
# Separator, quotation mark and character set, as Calc numbers them.
TEXTS = {
    "utf-16.csv": "59,34,65535",
    "windows.csv": "59,34,1",
    "semicolons.csv": "59,34,76",
    "tabs.csv": "9,34,76",
    "quoted.csv": "44,34,76,1,,0,true",
}
CSV = "Text - txt - csv (StarCalc)"


def by_calc(soffice, python, folder, workbook, text):
    """Name -> bytes of what Calc makes of a workbook and of a CSV; one start of the program."""
    book, table = folder / "book.xlsx", folder / "table.csv"
    book.write_bytes(workbook)
    table.write_bytes(text)
    whole = {name: {"FilterName": kind} for name, kind in KINDS.items()}
    told = {name: {"FilterName": CSV, "FilterOptions": options} for name, options in TEXTS.items()}
    as_text = {"FilterName": CSV, "FilterOptions": "59,34,76,1,2/2/3/2/4/2/5/2/6/2/7/2/8/2"}  # columns as texts
    work(
        soffice,
        python,
        [
            Job(book, _in(folder, whole), WHOLE),
            Job(book, _in(folder, {"slips.xlsx": XLSX}), SLIPS),
            Job(table, _in(folder, told), opening=as_text),
        ],
    )
    return {name: (folder / name).read_bytes() for name in (*whole, "slips.xlsx", *told)}


def by_libraries(folder, workbook, text):
    """Name -> bytes of what other libraries and programs make."""
    rows = pd.DataFrame({"Nội dung báo cáo": ["Số người học"] * 60_000, "Trả lời": range(60_000)})
    made = {
        "60,000 rows.xlsx": _written(lambda to: rows.to_excel(to, index=False, engine="xlsxwriter")),
        "a table of polars.xlsx": _written(lambda to: pl.DataFrame({"Trả lời": [1]}).write_excel(to)),
        "a letter.xlsx": _written(docx.Document().save),
        "with a chart.xlsx": _written(_with_chart),
        "structure locked.xlsx": _changed(workbook, _lock),
        "a merged sheet.xlsx": _changed(workbook, lambda book: book[REPORT].merge_cells("L1:M9000")),
        "a far-off cell.xlsx": _changed(workbook, lambda book: book[REPORT].cell(1_048_576, 16_384, 1)),
        "without its sheet.xlsx": _changed(workbook, lambda book: book.remove(book[REPORT])),
        "packed once more.xlsx": gzip.compress(workbook),
        "an archive of tape.xlsx": _taped(workbook),
        "cut short.xlsx": workbook[: len(workbook) // 2],
        "a mark of its own.csv": b"\xef\xbb\xbf" + text.removeprefix(b"\xef\xbb\xbf"),
        "no mark.csv": text.removeprefix(b"\xef\xbb\xbf"),
    }
    return made | _zipped(folder, workbook)


def _in(folder, forms):
    return {folder / name: settings for name, settings in forms.items()}


def _written(write):
    content = io.BytesIO()
    write(content)
    return content.getvalue()


def _with_chart(content):
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet(REPORT)
        sheet.write_column("A1", [1, 2, 3])
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": f"='{REPORT}'!$A$1:$A$3"})
        sheet.insert_chart("C1", chart)


def _changed(workbook, change):
    book = openpyxl.load_workbook(io.BytesIO(workbook))
    change(book)
    return _written(book.save)


def _lock(book):
    book.security = WorkbookProtection(workbookPassword="bi-mat", lockStructure=True)


def _taped(workbook):
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w:gz") as archive:
        archive.addfile(tarfile.TarInfo("a.xlsx"), io.BytesIO(workbook))
    return content.getvalue()


def _zipped(folder, workbook):
    """The parts of the workbook packed again by the program zip: as they are, locked, as a bomb, and one in another."""
    parts = folder / "parts"
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        archive.extractall(parts)  # noqa: S202 - our own
    (folder / "inner.xlsx").write_bytes(workbook)
    made = {}
    for name, options in {"not compressed.xlsx": ["-0"], "locked parts.xlsx": ["-P", "bi-mat"]}.items():
        made[name] = _zip(parts, folder / name, *options)
    made["one in another.xlsx"] = _zip(folder, folder / "outer.xlsx", only="inner.xlsx")
    with (parts / "xl" / "zeros.bin").open("wb") as zeros:
        zeros.truncate(70_000_000)
    made["a bomb.xlsx"] = _zip(parts, folder / "bomb.xlsx")
    return made


def _zip(folder, to, *options, only="."):
    subprocess.run(["zip", "-q", "-r", *options, str(to), only], cwd=folder, check=True, timeout=60)
    return to.read_bytes()
