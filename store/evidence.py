"""What units show for an indicator: links, and files whose type is read from their content."""

import hashlib
import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

from sqlalchemy import Connection, delete, insert, select

from store.faults import N_, Fault, ReportError
from store.schema import Evidence, EvidenceFile, EvidenceSender, Report

LARGEST: Final = 10 * 2**20
MOST_PARTS: Final = 2000  # entries of an office file; more is a file made to do harm
MOST_UNPACKED: Final = 200 * 2**20
BEGINNINGS: Final[Mapping[bytes, str]] = {
    b"%PDF-": "application/pdf",
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
}
OFFICE: Final[Mapping[str, str]] = {
    "xl/workbook.xml": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "word/document.xml": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
TOO_LARGE: Final = N_("The file has more than {n} MB. Send a smaller one, or a link.")
STRANGE: Final = N_("The file is neither PDF, PNG, JPEG, DOCX nor XLSX, or it holds macros. Send one of these.")
NO_LINK: Final = N_("“{link}” is no address. Enter one that begins with https://")
NO_SUCH: Final = N_("There is no file of this hash. Send the file first.")
NOT_JUDGED: Final = N_("The report is not judged by {indicator}.")


@dataclass(frozen=True, slots=True)
class Shown:
    """One piece of evidence: a link, or a file by the hash of its bytes."""

    indicator: str
    link: str | None = None
    digest: str | None = None
    note: str = ""


def keep_file(connection: Connection, content: bytes, unit: str, by: str, at: datetime) -> str:
    """The hash under which the file is kept; once, however often it is sent. ReportError where it is none to keep.

    From then on the reports of the unit may show it.
    """
    if len(content) > LARGEST:
        raise ReportError([Fault("", TOO_LARGE, {"n": LARGEST // 2**20})])
    media_type = type_of(content)
    if media_type is None:
        raise ReportError([Fault("", STRANGE)])
    digest = hashlib.sha256(content).hexdigest()
    if connection.scalar(select(EvidenceFile.digest).where(EvidenceFile.digest == digest)) is None:
        row = {"digest": digest, "media_type": media_type, "size": len(content), "content": content}
        connection.execute(insert(EvidenceFile), [{**row, "taken_at": at, "taken_by": by}])
    sent = select(EvidenceSender.unit).where(EvidenceSender.digest == digest, EvidenceSender.unit == unit)
    if connection.scalar(sent) is None:
        connection.execute(insert(EvidenceSender), [{"digest": digest, "unit": unit}])
    return digest


def type_of(content: bytes) -> str | None:
    """What the content is, whatever its name says; None for what is not taken."""
    for beginning, media_type in BEGINNINGS.items():
        if content.startswith(beginning):
            return media_type
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            entries = parts.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return None
    names = {entry.filename for entry in entries}
    harmful = len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > MOST_UNPACKED
    if harmful or any(name.lower().endswith("vbaproject.bin") for name in names):
        return None
    return next((media_type for part, media_type in OFFICE.items() if part in names), None)


def show(connection: Connection, report: int, shown: Shown, indicators: frozenset[str]) -> int:
    """The number of the piece; the same once more is the same piece. ReportError names what is wrong with it."""
    faults = list(_faults(connection, report, shown, indicators))
    if faults:
        raise ReportError(faults)
    this = (Evidence.report == report, Evidence.indicator == shown.indicator)
    same = select(Evidence.id).where(
        *this, Evidence.link == shown.link if shown.link else Evidence.digest == shown.digest
    )
    known = connection.scalar(same)
    if known is not None:
        return int(known)
    row = {"report": report, "indicator": shown.indicator, "link": shown.link, "digest": shown.digest}
    made = insert(Evidence).values(**row, note=shown.note, strength="declared").returning(Evidence.id)
    return int(connection.execute(made).scalar_one())


def take_back(connection: Connection, report: int, piece: int) -> Shown | None:
    """The report shows it no longer; None where it did not. The file itself stays, which others may show too."""
    this = (Evidence.report == report, Evidence.id == piece)
    row = connection.execute(select(Evidence.__table__).where(*this)).one_or_none()
    if row is None:
        return None
    connection.execute(delete(Evidence).where(*this))
    return Shown(row.indicator, row.link, row.digest, row.note)


def shown_for(connection: Connection, report: int) -> list[tuple[int, Shown]]:
    """Every piece of a report with its number, the oldest first."""
    columns = (Evidence.id, Evidence.indicator, Evidence.link, Evidence.digest, Evidence.note)
    rows = connection.execute(select(*columns).where(Evidence.report == report).order_by(Evidence.id))
    return [(row.id, Shown(row.indicator, row.link, row.digest, row.note)) for row in rows]


def file_of(connection: Connection, report: int, digest: str) -> tuple[str, bytes] | None:
    """Type and content of a file that the report shows; None for any other file, be it kept for somebody else."""
    asked = select(EvidenceFile.media_type, EvidenceFile.content).join(Evidence, Evidence.digest == EvidenceFile.digest)
    row = connection.execute(asked.where(Evidence.report == report, EvidenceFile.digest == digest)).first()
    return None if row is None else (row.media_type, row.content)


def _faults(connection: Connection, report: int, shown: Shown, indicators: frozenset[str]) -> list[Fault]:
    found = []
    if shown.indicator not in indicators:
        found.append(Fault("/indicator", NOT_JUDGED, {"indicator": shown.indicator}))
    if shown.link is not None and not _is_address(shown.link):
        found.append(Fault("/link", NO_LINK, {"link": shown.link}))
    own = select(Report.unit).where(Report.id == report).scalar_subquery()
    sent = select(EvidenceSender.digest).where(EvidenceSender.digest == shown.digest, EvidenceSender.unit == own)
    if shown.digest is not None and connection.scalar(sent) is None:
        found.append(Fault("/digest", NO_SUCH))
    return found


def _is_address(link: str) -> bool:
    try:
        parts = urlsplit(link)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)
