"""The cells of a checked workbook, each with the kind that its program stored; runs alone in a limited process.

A reader of our own, because a count typed as the text "1.234" and the number 1.234 must stay apart, and because 12,5%
is stored as 0.125 with a percentage format: general readers drop the one or the other.
"""

import io
import json
import posixpath
import re
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any, Final, TypeAlias
from xml.etree.ElementTree import Element  # a type only: defusedxml does the parsing

from defusedxml.ElementTree import fromstring, iterparse

# [row, column, kind, value]; rows and columns from 0; kind: number, percent, date, text, yes_no, broken
RawCell: TypeAlias = list[Any]

MOST_CELLS: Final = 100_000  # filled ones; the longest list has some 50,000
MOST_TEXT: Final = 4_000_000  # characters in them
TOO_MUCH: Final = 3  # how the process ends where a workbook holds more
WORKBOOK: Final = "xl/workbook.xml"
BUILT_IN_DATES: Final = {*range(14, 23), *range(45, 48)}
BUILT_IN_PERCENTS: Final = {9, 10}
QUOTED: Final = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.')
REFERENCE: Final = re.compile(r"([A-Z]+)([0-9]+)")


def sheets(file: IO[bytes]) -> dict[str, list[RawCell]]:
    """Sheet name -> its cells that hold something, in the order of the book."""
    with zipfile.ZipFile(file) as archive:
        texts = list(_shared_texts(archive))
        kinds = _number_kinds(archive)
        parts = set(archive.namelist())
        room = Room()
        return {
            name: [room.taken_by(cell) for cell in _cells(archive, part, texts, kinds)]
            for name, part in _sheet_parts(archive)
            if part in parts
        }


class TooMuchError(Exception):
    """More cells or text than any report has, however little the file weighs: a text may stand in many cells."""


@dataclass
class Room:
    """What the cells still to come may fill."""

    cells: int = MOST_CELLS
    text: int = MOST_TEXT

    def taken_by(self, cell: RawCell) -> RawCell:
        """The same cell; TooMuchError where it does not fit in any more."""
        self.cells -= 1
        self.text -= len(cell[-1]) if isinstance(cell[-1], str) else 0
        if min(self.cells, self.text) < 0:
            raise TooMuchError
        return cell


def _sheet_parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    relations = {
        str(each.get("Id")): posixpath.normpath(posixpath.join("xl", str(each.get("Target"))).replace("xl//xl", "xl"))
        for each in fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    }
    for each in fromstring(archive.read(WORKBOOK)).iter():
        if _tag(each) == "sheet":
            link = next((value for key, value in each.attrib.items() if key.endswith("}id")), "")
            yield str(each.get("name")), relations.get(link, "").lstrip("/")


def _shared_texts(archive: zipfile.ZipFile) -> Iterator[str]:
    if "xl/sharedStrings.xml" in archive.namelist():
        for item in fromstring(archive.read("xl/sharedStrings.xml")):
            yield _text(item)


def _number_kinds(archive: zipfile.ZipFile) -> list[str]:
    """What a number is, for each cell style: a number, a percentage or a date."""
    if "xl/styles.xml" not in archive.namelist():
        return []
    styles = fromstring(archive.read("xl/styles.xml"))
    codes = {e.get("numFmtId"): e.get("formatCode", "") for e in styles.iter() if _tag(e) == "numFmt"}
    cell_styles = next((e for e in styles.iter() if _tag(e) == "cellXfs"), ())
    return [_number_kind(int(e.get("numFmtId", "0")), codes.get(e.get("numFmtId"), "")) for e in cell_styles]


def _number_kind(number: int, code: str) -> str:
    bare = QUOTED.sub("", code).lower()
    if number in BUILT_IN_PERCENTS or "%" in bare:
        return "percent"
    if number in BUILT_IN_DATES or ("general" not in bare and re.search(r"[dmyh]", bare)):
        return "date"
    return "number"


def _cells(archive: zipfile.ZipFile, part: str, texts: list[str], kinds: list[str]) -> Iterator[RawCell]:
    row, column = -1, -1
    with archive.open(part) as file:
        for event, element in iterparse(file, events=("start", "end"), forbid_dtd=True):
            tag = _tag(element)
            if event == "start":
                if tag == "row":
                    row, column = int(element.get("r", row + 2)) - 1, -1
            elif tag == "c":
                row, column = _position(element, row, column)
                content = _content(element, texts, kinds)
                if content:
                    yield [row, column, *content]
            elif tag == "row":
                element.clear()


def _position(cell: Element, row: int, column: int) -> tuple[int, int]:
    """Where a cell says it is; else right of the one before."""
    found = REFERENCE.fullmatch(cell.get("r", ""))
    if not found:
        return row, column + 1
    number = 0
    for letter in found.group(1):
        number = number * 26 + ord(letter) - ord("A") + 1
    return int(found.group(2)) - 1, number - 1


def _content(  # noqa: PLR0911 - one line for each way in which the format stores a value
    cell: Element, texts: list[str], kinds: list[str]
) -> tuple[str, object] | None:
    """Kind and value; None where there is nothing. A formula counts as its last result."""
    parts = {_tag(part): part for part in cell}
    stored, form = cell.get("t", "n"), int(cell.get("s", "0"))
    value = parts["v"].text if "v" in parts else None
    if stored == "inlineStr":
        return _typed_text(_text(parts["is"]) if "is" in parts else "")
    if value is None:
        return ("broken", "=") if "f" in parts else None
    if stored in ("str", "d"):
        return _typed_text(value)
    if stored == "s":
        return _typed_text(texts[int(value)])
    if stored == "b":
        return "yes_no", value == "1"
    if stored == "e":
        return "broken", value
    return kinds[form] if form < len(kinds) else "number", float(value)


def _typed_text(text: str) -> tuple[str, str] | None:
    return ("text", text.strip()) if text.strip() else None


def _text(item: Element) -> str:
    """The text of plain and of formatted runs; phonetic hints are not part of it."""
    hints = {id(t) for hint in item if _tag(hint) == "rPh" for t in hint.iter()}
    return "".join(part.text or "" for part in item.iter() if _tag(part) == "t" and id(part) not in hints)


def _tag(element: Element) -> str:
    """Without its namespace, which differs between the two forms of the standard."""
    return element.tag.rsplit("}", 1)[-1]


if __name__ == "__main__":
    try:
        json.dump(sheets(io.BytesIO(sys.stdin.buffer.read())), sys.stdout)
    except TooMuchError:
        sys.exit(TOO_MUCH)
