"""The documents that can be asked for by name: what each is about, who may have it, and how it is made."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final, Literal

from sqlalchemy import Connection

from dashboard.data import facts
from dashboard.data.acts import look_up
from dashboard.data.people import Person, may
from dashboard.data.results import edition
from dashboard.exports import word
from dashboard.exports.word import templates
from dashboard.exports.word.fitting import on_one_page
from dashboard.exports.word.paper import as_pdf
from dashboard.exports.yearbook import told
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
NOTHING: Final = N_("No report counts in this round yet, so that there is nothing to write of.")
NOT_ALLOWED: Final = N_("You may not read the report of this unit.")

SLOW: Final = ("yearbook",)

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
    """What can be asked for: its title for people, what it is about, how it is made for a round and a subject.

    `template` names the Word template that it fills, if any, for a language.
    """

    title: str
    about: Subject
    made: Made
    template: str = ""
    suffix: str = "docx"

    @property
    def media_type(self) -> str:
        return PDF if self.suffix == "pdf" else word.MEDIA_TYPE


def document(reader: Reader, name: str, round_: str, subject: str = "") -> Document:
    """The document of that name, in the reader's language where it is not official; ReportError says why there is none.

    `subject` is the code of a unit or of a province, and empty for the country; `round_` empty is the last one due.
    This asks for no right; `handed` does.
    """
    gallery.known(name, list(KINDS))
    kind = KINDS[name]
    on = gallery.chosen(reader, round_, unit_=subject if kind.about == "unit" else "")
    if kind.about == "unit" and directory_row(reader, on.round, subject)["state"] not in facts.COUNTED:
        raise ReportError([Fault(subject, NOT_REPORTED)])
    if kind.about == "province":
        gallery.known(subject, list(names(reader, on.round)))
    if not is_told_of(reader, on.round):
        raise ReportError([Fault("", NOTHING)])
    content = kind.made(reader, on.round, subject)
    return Document(content, file_name(name, on.round, subject), kind.media_type, edition(reader.version, on.round))


def is_told_of(reader: Reader, round_: str) -> bool:
    """Whether any report counts, so that there is something to write of."""
    return facts.coverage(reader.version, round_).counted > 0


def handed(reader: Reader, person: Person | None, name: str, round_: str, subject: str = "") -> Document:
    """As `document`, for somebody who may have it; ReportError for anybody else. For pages and the interface."""
    look_up(permit, person, name, round_, subject)
    return document(reader, name, round_, subject)


def at_once(about: Subject) -> dict[str, Kind]:
    """The documents about something that are made while somebody waits, by name."""
    return {name: kind for name, kind in KINDS.items() if kind.about == about and name not in SLOW}


def refused(reader: Reader, name: str, round_: str, subject: str = "") -> tuple[str, ...]:
    """What keeps a document from being made, in words; only the templates that somebody changed are tried."""
    template = KINDS[name].template.format(language=reader.language)
    if not template or templates.is_ours(template):
        return ()
    try:
        document(reader, name, round_, subject)
    except ReportError as error:
        return tuple(reader.words.fault(fault) for fault in error.faults)
    return ()


def file_name(name: str, round_: str, subject: str = "") -> str:
    """As a document is saved: unit-report_SGD-01_2026-Q3.docx."""
    stem = "_".join(filter(None, (name.removesuffix("-pdf"), subject, round_)))
    return f"{stem}.{KINDS[name].suffix}"


def chapters(reader: Reader, round_: str) -> list[Callable[[], bytes]]:
    """What makes each chapter of the yearbook, the country first; `yearbook_of` binds what they give."""

    def country() -> bytes:
        return told(yearbook.the_country(reader, round_), reader.words)

    def province_(code: str) -> bytes:
        return told(yearbook.of_province(reader, round_, code), reader.words)

    return [country, *(partial(province_, code) for code in names(reader, round_))]


def yearbook_of(reader: Reader, round_: str, made: Sequence[bytes]) -> bytes:
    """The yearbook, of all its chapters."""
    return bound(yearbook.head(reader, round_), made, reader.words)


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
    return yearbook_of(reader, round_, [made() for made in chapters(reader, round_)])


def _official(reader: Reader) -> Reader:
    return reader._replace(language=OFFICIAL)


def _paged(made: Made, reader: Reader, round_: str, subject: str) -> bytes:
    return as_pdf(made(reader, round_, subject))


KINDS: Final[Mapping[str, Kind]] = {
    "unit-report": Kind(N_("Report of the unit (Word)"), "unit", _unit_report, "unit"),
    "unit-report-pdf": Kind(N_("Report of the unit (PDF)"), "unit", partial(_paged, _unit_report), "unit", "pdf"),
    "province-report": Kind(N_("Report of the province (Word)"), "province", _province_report, "province"),
    "province-report-pdf": Kind(
        N_("Report of the province (PDF)"), "province", partial(_paged, _province_report), "province", "pdf"
    ),
    "brief": Kind(N_("Leader’s brief on one page (Word)"), "country", _brief, "brief.{language}"),
    "brief-pdf": Kind(
        N_("Leader’s brief on one page (PDF)"), "country", partial(_paged, _brief), "brief.{language}", "pdf"
    ),
    "yearbook": Kind(N_("Yearbook of the provinces (PDF)"), "country", _yearbook, suffix="pdf"),
}
