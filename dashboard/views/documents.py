"""The documents that can be asked for by name: what each is about, who may have it, and how it is made."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final, Literal

from sqlalchemy import Connection

from dashboard.data.facts import COUNTED
from dashboard.data.people import Person, may
from dashboard.data.results import edition
from dashboard.exports import word
from dashboard.exports.word.fitting import on_one_page
from dashboard.exports.word.paper import as_pdf
from dashboard.exports.yearbook import Chapter, told
from dashboard.exports.yearbook import yearbook as bound
from dashboard.figures import Edition
from dashboard.views import gallery
from dashboard.views.gallery import NOT_REPORTED
from dashboard.views.papers import brief, province, unit, yearbook
from dashboard.views.province import names
from dashboard.views.reader import Reader
from dashboard.views.unit import directory_row
from dashboard.words import N_
from store.branches import branch_of
from store.faults import Fault, ReportError

PDF: Final = "application/pdf"
OFFICIAL: Final = "vi"  # what the ministry receives is in Vietnamese, whoever asks for it
SHOWN: Final = ("draft", "notices")  # fields without which invented figures could be taken for true ones
NOT_ALLOWED: Final = N_("You may not read the report of this unit.")

Subject = Literal["unit", "province", "country"]
Made = Callable[[Reader, str, str], bytes]


@dataclass(frozen=True)
class Document:
    """A document that is made: its bytes, the name of its file, its media type, and the edition that it shows."""

    content: bytes
    name: str
    media_type: str
    edition: Edition


@dataclass(frozen=True)
class Kind:
    """What can be asked for: its title for people, what it is about, and how it is made for a round and a subject."""

    title: str
    about: Subject
    made: Made
    suffix: str = "docx"

    @property
    def media_type(self) -> str:
        return PDF if self.suffix == "pdf" else word.MEDIA_TYPE


def document(reader: Reader, name: str, round_: str, subject: str = "") -> Document:
    """The document of that name, in the reader's language where it is not official; ReportError says why there is none.

    `subject` is the code of a unit or of a province, and empty for the country; `round_` empty is the last one due.
    This asks for no right: whoever hands the result to somebody calls `permit` first.
    """
    gallery.known(name, list(KINDS))
    kind = KINDS[name]
    on = gallery.chosen(reader, round_, unit_=subject if kind.about == "unit" else "")
    if kind.about == "unit" and directory_row(reader, on.round, subject)["state"] not in COUNTED:
        raise ReportError([Fault(subject, NOT_REPORTED)])
    if kind.about == "province":
        gallery.known(subject, list(names(reader, on.round)))
    content = kind.made(reader, on.round, subject)
    stem = "_".join(filter(None, (name.removesuffix("-pdf"), subject, on.round)))
    return Document(content, f"{stem}.{kind.suffix}", kind.media_type, edition(reader.version, on.round))


def permit(connection: Connection, person: Person | None, name: str, round_: str, subject: str = "") -> None:
    """ReportError where somebody may not have a document: a unit's is for its branch, all others show open results."""
    of_unit = KINDS[name].about == "unit"
    action, branch = ("read report", branch_of(connection, subject, round_)) if of_unit else ("read results", None)
    if not may(person, action, branch):
        raise ReportError([Fault(subject, NOT_ALLOWED)])


def _unit_report(reader: Reader, round_: str, subject: str) -> bytes:
    return word.filled("unit", unit.fields(_official(reader), round_, subject), SHOWN)


def _province_report(reader: Reader, round_: str, subject: str) -> bytes:
    return word.filled("province", province.fields(_official(reader), round_, subject), SHOWN)


def _brief(reader: Reader, round_: str, _subject: str) -> bytes:
    return on_one_page(word.filled(f"brief.{reader.language}", brief.fields(reader, round_), ("notices",)))


def _yearbook(reader: Reader, round_: str, _subject: str) -> bytes:
    chapters = (yearbook.the_country(reader, round_), *_provinces(reader, round_))
    return bound(yearbook.head(reader, round_), [told(each, reader.words) for each in chapters], reader.words)


def _provinces(reader: Reader, round_: str) -> list[Chapter]:
    return [yearbook.of_province(reader, round_, code) for code in names(reader, round_)]


def _official(reader: Reader) -> Reader:
    return reader._replace(language=OFFICIAL)


def _paged(made: Made, reader: Reader, round_: str, subject: str) -> bytes:
    return as_pdf(made(reader, round_, subject))


KINDS: Final[Mapping[str, Kind]] = {
    "unit-report": Kind(N_("Report of the unit (Word)"), "unit", _unit_report),
    "unit-report-pdf": Kind(N_("Report of the unit (PDF)"), "unit", partial(_paged, _unit_report), "pdf"),
    "province-report": Kind(N_("Report of the province (Word)"), "province", _province_report),
    "province-report-pdf": Kind(
        N_("Report of the province (PDF)"), "province", partial(_paged, _province_report), "pdf"
    ),
    "brief": Kind(N_("Leader’s brief on one page (Word)"), "country", _brief),
    "brief-pdf": Kind(N_("Leader’s brief on one page (PDF)"), "country", partial(_paged, _brief), "pdf"),
    "yearbook": Kind(N_("Yearbook of the provinces (PDF)"), "country", _yearbook, "pdf"),
}
