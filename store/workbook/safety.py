"""A file from outside is looked at before anything parses it; what could do harm is refused in words."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Final

from store.faults import N_, Fault, ReportError

MEGABYTE: Final = 1_000_000
LARGEST_FILE: Final = 20 * MEGABYTE
LARGEST_CONTENT: Final = 60 * MEGABYTE
MOST_PARTS: Final = 300
STEEPEST: Final = 150  # unpacked bytes for one packed; a full sheet of figures comes to about 20
SUSPECT: Final = 2 * MEGABYTE  # smaller parts may pack as well as they like
LAST_ROW: Final = 5_000
LAST_COLUMN: Final = 200
OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ACTIVE: Final = ("vbaproject", "/macrosheets/", "/activex/", "/embeddings/", "/ctrlprops/")
# No attribute holds "<", so that no run of opened tags is gone through again from each of them.
CELL: Final = re.compile(
    rb"<(?:\w+:)?(?:c|mergeCell|hyperlink) [^<>]*?\br(?:ef)?\s*=\s*[\"'](?:[A-Z]+[0-9]+:)?([A-Z]+)([0-9]+)[\"']"
)


def check(data: bytes) -> None:
    """ReportError names the first thing that keeps the file from being read; no XML is parsed for it."""
    fault = next(_faults(data), None)
    if fault:
        raise ReportError([fault])


def _faults(data: bytes) -> Iterator[Fault]:
    if len(data) > LARGEST_FILE:
        yield _fault(
            N_("The file has {size} MB; up to {most} MB are taken. Delete pictures and added sheets, then save again."),
            size=len(data) / MEGABYTE,
            most=LARGEST_FILE / MEGABYTE,
        )
    if data.startswith(OLE):
        yield _fault(
            N_("The file is locked with a password or in the old .xls form. Save it as .xlsx without a password.")
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield from _archive_faults(archive)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, RuntimeError, ValueError, zlib.error):
        yield _fault(
            N_("The file is not an Excel workbook, or it is damaged. Save it again as .xlsx and send that file.")
        )


def _archive_faults(archive: zipfile.ZipFile) -> Iterator[Fault]:
    parts = archive.infolist()
    yield from _part_faults(parts)
    names = [part.filename for part in parts]
    if "mimetype" in names and archive.read("mimetype").startswith(b"application/vnd.oasis"):
        yield _fault(N_("The file is an OpenDocument table. Save it as an Excel workbook (.xlsx)."))
    if "xl/workbook.xml" not in names or "[Content_Types].xml" not in names:
        yield _fault(
            N_("The file holds no workbook. Fill in the workbook that was made for your unit, and save as .xlsx.")
        )
    lowered = [name.lower() for name in names]
    if any(active in name for name in lowered for active in ACTIVE) or b"macroEnabled" in archive.read(
        "[Content_Types].xml"
    ):
        yield _fault(N_("The file holds macros or embedded objects. Save it as .xlsx without them."))
    for part in parts:
        yield from _content_faults(part.filename, archive.read(part))


def _part_faults(parts: list[zipfile.ZipInfo]) -> Iterator[Fault]:
    """What the table of contents alone tells; the sizes in it bind whoever unpacks the parts."""
    size = sum(part.file_size for part in parts)
    steep = any(p.file_size > SUSPECT and p.file_size > STEEPEST * max(p.compress_size, 1) for p in parts)
    names = {part.filename for part in parts}
    if len(parts) > MOST_PARTS or size > LARGEST_CONTENT or steep:
        yield _fault(
            N_(
                "The file unpacks to {size} MB in {parts} parts, far more than a report needs. "
                "Copy the answers into a new workbook of your unit."
            ),
            size=size / MEGABYTE,
            parts=len(parts),
        )
    if len(names) < len(parts) or any(name.startswith("/") or ".." in name.split("/") for name in names):
        yield _fault(
            N_("The file was not made by a spreadsheet program. Open it in one, save it as .xlsx and send that file.")
        )
    if any(part.flag_bits & 1 for part in parts):
        yield _fault(N_("The file is locked with a password. Save it as .xlsx without a password."))


def _content_faults(name: str, content: bytes) -> Iterator[Fault]:
    if not name.endswith((".xml", ".rels")):
        return
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content or content.startswith((b"\xff\xfe", b"\xfe\xff")):
        yield _fault(
            N_("The file was not made by a spreadsheet program. Open it in one, save it as .xlsx and send that file.")
        )
    if name.startswith("xl/worksheets/"):
        for found in CELL.finditer(content):
            letters, row = found.groups()
            if int(row) > LAST_ROW or _column(letters) > LAST_COLUMN:
                yield _fault(
                    N_(
                        "There is a cell at {cell}. Delete the rows below {row} and the columns right of the table, "
                        "then save again."
                    ),
                    cell=(letters + row).decode(),
                    row=LAST_ROW,
                )
                return


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters[:4]:
        number = number * 26 + letter - ord("A") + 1
    return number


def _fault(sentence: str, **values: object) -> Fault:
    return Fault("", sentence, values)
