"""What can be made in the background: each kind is a row of files, made one after the other."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Final

import polars as pl

from dashboard.data.facts import COUNTED
from dashboard.data.people import Reach
from dashboard.exports.deck import deck, needs_picture
from dashboard.exports.figure import can_draw
from dashboard.exports.scorecard import scorecard
from dashboard.figures import Figure
from dashboard.views import documents, gallery, naming, scorecards
from dashboard.views.reader import Reader
from dashboard.views.unit import directory
from dashboard.words import N_

AT_ONCE: Final = 2  # while one is drawn another is set; Chromium and Typst both let go of the interpreter
OF_A_PROVINCE: Final = ("unit", "unit-course", "map", "ranks", "moved", "shortfalls")
DEPARTMENT: Final = "department"
EVERYBODY: Final = "read results"


@dataclass(frozen=True)
class Piece:
    """One file of the many: where it stands in the zip, and how it is made."""

    path: str
    made: Callable[[], bytes]


Pieces = Callable[[Reader, str, Reach], Sequence[Piece]]
Bound = Callable[[Reader, str, Sequence[bytes]], tuple[str, bytes]]


@dataclass(frozen=True)
class Kind:
    """What is made: its name for people, one sentence on what comes of it, and its pieces for a round and a reach.

    The pieces go into one zip, unless they are `bound` into one file, whose name and bytes that gives. `action` is what
    somebody must be allowed to do to ask for it: what holds results alone, or only what is within reach, is for all.
    """

    title: str
    about: str
    pieces: Pieces
    bound: Bound | None = None
    action: str = "read reporting"


def finished(pieces: Sequence[Piece]) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of each piece, in order; never more than a few are made ahead."""
    with ThreadPoolExecutor(AT_ONCE) as makers:
        under_way = [(piece.path, makers.submit(piece.made)) for piece in pieces[:AT_ONCE]]
        try:
            for following in (*pieces[AT_ONCE:], *[None] * AT_ONCE):
                if not under_way:
                    return
                path, made = under_way.pop(0)
                yield path, made.result()
                if following is not None:
                    under_way.append((following.path, makers.submit(following.made)))
        finally:
            for _, made in under_way:
                made.cancel()


def _decks(reader: Reader, round_: str, _reach: Reach) -> list[Piece]:
    """One deck a province, about its Department; results are open to all who are signed in."""
    return [
        Piece(f"{unit}_{round_}.pptx", partial(_deck, reader, round_, unit)) for unit in _departments(reader, round_)
    ]


def _deck(reader: Reader, round_: str, unit: str) -> bytes:
    on = gallery.chosen(reader, round_, unit_=unit)
    drawn = (gallery.drawn_or_none(reader, name, on) for name in OF_A_PROVINCE)
    figures: list[Figure] = [each for each in drawn if each and (can_draw() or not needs_picture(each))]
    title = directory(reader, round_).row(by_predicate=pl.col("unit") == unit, named=True)["name"]
    return deck(figures, reader.words, title=title, subtitle=naming.round_name(reader, round_))


def _departments(reader: Reader, round_: str) -> list[str]:
    reported = directory(reader, round_).filter(institution_type=DEPARTMENT)
    return reported.filter(pl.col("state").is_in(COUNTED))["unit"].to_list()


def _scorecards(reader: Reader, round_: str, reach: Reach) -> list[Piece]:
    """One a unit that reported, of those within reach."""
    rows = directory(reader, round_, reach).filter(pl.col("state").is_in(COUNTED))
    return [
        Piece(f"{type_}/{unit}_{round_}.pdf", partial(_scorecard, reader, round_, unit))
        for unit, type_ in rows.select("unit", "institution_type").iter_rows()
    ]


def _scorecard(reader: Reader, round_: str, unit: str) -> bytes:
    return scorecard(scorecards.of_unit(reader, round_, unit), reader.words)


def _unit_reports(reader: Reader, round_: str, reach: Reach) -> list[Piece]:
    """One a unit that reported, of those within reach."""
    rows = directory(reader, round_, reach).filter(pl.col("state").is_in(COUNTED))
    return [
        _document(reader, "unit-report", round_, unit, folder=type_)
        for unit, type_ in rows.select("unit", "institution_type").iter_rows()
    ]


def _province_reports(reader: Reader, round_: str, _reach: Reach) -> list[Piece]:
    """One a province whose Department could sign, to be edited and to be read."""
    if not documents.is_told_of(reader, round_):
        return []
    signing = directory(reader, round_).filter(institution_type=DEPARTMENT)["province"].drop_nulls().sort()
    return [
        _document(reader, name, round_, code, folder=documents.KINDS[name].suffix)
        for name in ("province-report", "province-report-pdf")
        for code in signing
    ]


def _document(reader: Reader, name: str, round_: str, subject: str, *, folder: str) -> Piece:
    path = f"{folder}/{documents.file_name(name, round_, subject)}"
    return Piece(path, lambda: documents.document(reader, name, round_, subject).content)


def _chapters(reader: Reader, round_: str, _reach: Reach) -> list[Piece]:
    """The country, then the provinces, in the order of the book."""
    if not documents.is_told_of(reader, round_):
        return []
    return [Piece(str(number), made) for number, made in enumerate(documents.chapters(reader, round_))]


def _yearbook(reader: Reader, round_: str, made: Sequence[bytes]) -> tuple[str, bytes]:
    return documents.file_name("yearbook", round_), documents.yearbook_of(reader, round_, made)


KINDS: Final[Mapping[str, Kind]] = {
    "decks": Kind(
        N_("Slides of all provinces"),
        N_("One deck a province: its Department beside its peers, its course, the map, ranks and shortfalls."),
        _decks,
        action=EVERYBODY,
    ),
    "scorecards": Kind(
        N_("Scorecards of all units"),
        N_("One PDF a unit that reported, of those that you may read."),
        _scorecards,
        action=EVERYBODY,
    ),
    "unit-reports": Kind(
        N_("Reports of all units"),
        N_("One Word document a unit that reported, of those that you may read; in Vietnamese, in the official form."),
        _unit_reports,
        action=EVERYBODY,
    ),
    "province-reports": Kind(
        N_("Reports of all provinces"),
        N_("One report a province, as Word document and as PDF; in Vietnamese, in the official form."),
        _province_reports,
    ),
    "yearbook": Kind(
        N_("Yearbook of the provinces"),
        N_("One PDF: the country, then a chapter a province, with contents and tables."),
        _chapters,
        _yearbook,
    ),
}
