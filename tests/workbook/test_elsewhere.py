"""Files that other programs make: read as they were meant, each wrong cell named, or refused in words."""

import json
import subprocess
import sys

import pytest

from dashboard import intake
from dashboard.words import Words
from store.drafts import Who, draft
from store.engine import migrate, open_store, reading
from tests.store.world import AT, World
from tests.workbook import elsewhere, reading_beside
from tests.workbook.test_safety import HOSTILE

VI, EN = Words.of("vi"), Words.of("en")
ANOTHERS = (
    "The file is not the workbook of a unit. Ask for your unit's workbook, copy the answers into it and send that file."
)
DAMAGED = "The file is not an Excel workbook, or it is damaged. Save it again as .xlsx and send that file."
FAR = "There is a cell at {}. Delete the rows below 5,000 and the columns right of the table, then save again."
HEADLESS = (
    "No sheet has the headings “Question” and “Answer”. Put the heading row back, "
    "or copy the answers into a new workbook."
)
LETTERS = "The letters of the file cannot be read. Save it as “CSV UTF-8” or as .xlsx."
NO_WORKBOOK = "The file holds no workbook. Fill in the workbook that was made for your unit, and save as .xlsx."
SAID = {
    # Calc
    "the form of 1997.xlsx": [
        "The file is locked with a password or in the old .xls form. Save it as .xlsx without a password."
    ],
    "an OpenDocument table.xlsx": ["The file is an OpenDocument table. Save it as an Excel workbook (.xlsx)."],
    "a page of the web.xlsx": [DAMAGED],
    "a paper.xlsx": [DAMAGED],
    "with room for macros.xlsm": ["The file holds macros or embedded objects. Save it as .xlsx without them."],
    "a template.xlsx": [],
    "by the letter of the standard.xlsx": [],
    "slips.xlsx": [
        "Báo cáo!G8: “Learners” is “khoảng 40”. Enter a whole number.",
        "Báo cáo!H12: “Tạm nghỉ” is not on the list. Choose one of: Not applicable, Not available.",
        "Báo cáo!G13: “Budget” is “#DIV/0!”. Enter a number.",
        "Báo cáo!G14: “Share online” is “#REF!”. Enter a number.",
    ],
    "a far-off cell.xlsx": [FAR.format("XFD1048576")],
    "utf-16.csv": [LETTERS],
    "windows.csv": [LETTERS],
    "semicolons.csv": [],
    "tabs.csv": [],
    "quoted.csv": [],
    # pandas, polars, openpyxl, xlsxwriter, python-docx, gzip, tar
    "60,000 rows.xlsx": [FAR.format("A5001")],
    "a table of polars.xlsx": [ANOTHERS],
    "a letter.xlsx": [NO_WORKBOOK],
    "with a chart.xlsx": [ANOTHERS],
    "structure locked.xlsx": [],
    "a merged sheet.xlsx": [FAR.format("M9000")],
    "without its sheet.xlsx": [HEADLESS],
    "packed once more.xlsx": [DAMAGED],
    "an archive of tape.xlsx": [DAMAGED],
    "cut short.xlsx": [DAMAGED],
    "a mark of its own.csv": [],
    "no mark.csv": [],
    # the program zip
    "not compressed.xlsx": [],
    "locked parts.xlsx": ["The file is locked with a password. Save it as .xlsx without a password."],
    "one in another.xlsx": [NO_WORKBOOK],
    "a bomb.xlsx": [
        "The file unpacks to 70.05 MB in 21 parts, far more than a report needs. "
        "Copy the answers into a new workbook of your unit."
    ],
}


@pytest.fixture(scope="module")
def world(tmp_path_factory, small_catalogue):
    engine = open_store(f"sqlite:///{tmp_path_factory.mktemp('elsewhere')}/store.db")
    migrate(engine)
    world = World(engine, small_catalogue)
    world.units("a", "b")
    world.rounds("2026-Q1")
    world.report("a")
    yield world
    engine.dispose()


@pytest.fixture(scope="module")
def files(world, tmp_path_factory, soffice_path, uno_python):
    book = intake.workbook(world.engine, world.catalogue, "a", "2026-Q1", VI)
    text = intake.answers_text(world.engine, world.catalogue, "a", "2026-Q1", VI)
    by_calc = elsewhere.by_calc(soffice_path, uno_python, tmp_path_factory.mktemp("calc"), book, text)
    return by_calc | elsewhere.by_libraries(tmp_path_factory.mktemp("libraries"), book, text)


def test_each_file_is_read_or_each_wrong_cell_is_named_or_it_is_refused_in_words(world, files):
    taken = intake.take(world.engine, world.catalogue, list(files.items()), by="an")

    assert {each.file: [EN.fault(fault) for fault in each.faults] for each in taken} == SAID


def test_while_bad_files_are_read_the_server_stays_small_and_another_saves(world, files, small_catalogue, tmp_path):
    folder = tmp_path / "files"
    folder.mkdir()
    good = files["not compressed.xlsx"]
    bad = {name: data for name, data in files.items() if SAID[name]}
    bad |= {f"{name}.xlsx": make(good) for name, (make, _) in HOSTILE.items()}
    for name, data in bad.items():
        (folder / name).write_bytes(data)

    told = subprocess.run(
        [
            sys.executable,
            "-m",
            reading_beside.__name__,
            str(world.engine.url),
            str(small_catalogue.folder),
            str(folder),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    found = json.loads(told.stdout)

    assert len(bad) >= 30
    assert found["refused"] == len(bad)
    assert found["saved"] > 5
    assert found["wait"] < 5  # seconds, on a machine that does much else
    assert found["grew"] < 200  # MB; the largest file unpacks to 70, and is never unpacked whole
    assert found["largest"] < 1024
    with reading(world.engine) as connection:
        standing = draft(connection, world.catalogue, Who("b", "2026-Q1", "bình", AT))
    assert standing.cells["learners"].version == found["saved"]
