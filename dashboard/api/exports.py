"""Files out: any figure in any form, slides, scorecards, documents, and a round's data book."""

from collections.abc import Iterable
from typing import Annotated, Final, Literal

from fastapi import APIRouter, Path, Query, Request
from pydantic import BaseModel
from starlette.responses import Response

from dashboard.api.callers import FORBIDDEN, NOT_YOURS, Caller, Desk, Refusal, words
from dashboard.api.reports import RoundId, UnitId
from dashboard.data.source import address_of, standing
from dashboard.exports import figure as files
from dashboard.exports.deck import MEDIA_TYPE, deck
from dashboard.exports.scorecard import scorecard
from dashboard.figures import Edition, Figure
from dashboard.views import databook, documents, gallery, naming, scorecards
from dashboard.views.documents import Document, Subject
from dashboard.views.reader import Reader
from dashboard.words import N_
from store.faults import Fault, ReportError
from store.rights import may

Form = Literal["png", "png-4k", "png-a4", "png-square", "png-clear", "svg", "pdf", "xlsx", "csv", "html"]
Name = Annotated[str, Path(pattern=r"^[a-z][a-z0-9-]{0,47}$")]
Named = Annotated[str, Query(pattern=r"^[A-Za-z0-9_-]{0,64}$")]
ABOUT: Final[tuple[Subject, ...]] = ("country", "province", "unit")
MOST_SLIDES: Final = 40
Slides = Annotated[list[str], Query(max_length=MOST_SLIDES)]
Title = Annotated[str, Query(max_length=200)]
NO_FIGURE: Final = N_("Choose at least one figure.")
MOVEMENT: Final = N_("Emulation for innovation and digital transformation in education")


class Offered(BaseModel):
    """What can be asked for: its name, its title, and about whom it is: the country, a province or a unit."""

    name: str
    title: str
    about: str


def routes(desk: Desk) -> APIRouter:
    """Results are open to everybody who is signed in; what a unit typed is for its branch."""
    router = APIRouter(tags=["exports"])
    _figures(router, desk)
    _documents(router, desk)
    _of_unit(router, desk)
    return router


def _figures(router: APIRouter, desk: Desk) -> None:
    @router.get("/figures")
    def figures(request: Request) -> list[Offered]:
        """Every figure that can be asked for."""
        reader = _reading(desk, request)[1]
        of_unit = {name for name, piece in gallery.PIECES.items() if piece.of_unit}
        titles = gallery.names(reader).items()
        return [Offered(name=id_, title=title, about="unit" if id_ in of_unit else "country") for id_, title in titles]

    @router.get("/figures/{name}.{form}", response_class=Response)
    def figure(
        request: Request,
        name: Name,
        form: Form,
        round_: Named = "",
        institution_type: Named = "",
        item: Named = "",
        unit: Named = "",
    ) -> Response:
        """One figure as a file; what is left out is as a page first shows it."""
        caller, reader = _reading(desk, request)
        on = gallery.chosen(reader, round_, institution_type, item, unit)
        drawn = gallery.drawn(reader, name, on)
        made = files.export(drawn, reader.words, form)
        file = (made.content, made.media_type, made.name)
        return desk.hand_out(request, caller, *file, _editions([drawn]), [gallery.view(name, drawn, on)])

    @router.get("/decks/{round_}.pptx", response_class=Response)
    def slides(
        request: Request,
        round_: RoundId,
        figure: Slides = [],  # noqa: B006 - FastAPI copies it
        title: Title = "",
        institution_type: Named = "",
        item: Named = "",
        unit: Named = "",
    ) -> Response:
        """Figures as PowerPoint slides, in the order in which they are named."""
        caller, reader = _reading(desk, request)
        on = gallery.chosen(reader, round_, institution_type, item, unit)
        if not figure:
            raise ReportError([Fault("/query/figure", NO_FIGURE)])
        drawn = {name: gallery.drawn(reader, name, on) for name in figure}
        subtitle = naming.round_name(reader, on.round)
        content = deck(list(drawn.values()), reader.words, title=title or reader.words(MOVEMENT), subtitle=subtitle)
        file = (content, MEDIA_TYPE, f"thidua_{on.round}.pptx")
        views = [gallery.view(name, each, on) for name, each in drawn.items()]
        return desk.hand_out(request, caller, *file, _editions(drawn.values()), views)


def _documents(router: APIRouter, desk: Desk) -> None:
    @router.get("/databooks/{round_}.xlsx", response_class=Response)
    def book(request: Request, round_: RoundId) -> Response:
        """Results, ranks, gaps and goals of a round with their dictionary; gaps of single units within reach."""
        caller, reader = _reading(desk, request)
        made = databook.document(reader, gallery.chosen(reader, round_).round, caller.person.reach)
        return _handed(desk, request, caller, made)

    @router.get("/documents")
    def offered(request: Request) -> list[Offered]:
        """Every document that can be asked for, with what it is about."""
        reader = _reading(desk, request)[1]
        kinds = [(id_, kind) for about in ABOUT for id_, kind in documents.at_once(about).items()]
        return [Offered(name=id_, title=reader.words(kind.title), about=kind.about) for id_, kind in kinds]

    @router.get("/documents/{name}", response_class=Response)
    def document(request: Request, name: Name, round_: Named = "", province: Named = "") -> Response:
        """A document about the country or a province."""
        caller, reader = _reading(desk, request)
        gallery.known(name, [*documents.at_once("country"), *documents.at_once("province")])
        return _handed(desk, request, caller, documents.document(reader, name, round_, province))


def _of_unit(router: APIRouter, desk: Desk) -> None:
    @router.get("/reports/{round_}/{unit}/scorecard.pdf", response_class=Response)
    def card(request: Request, round_: RoundId, unit: UnitId) -> Response:
        """The results of a unit that reported, on paper."""
        caller, reader = _reading(desk, request, unit, round_)
        scorecards.refuse_silent(reader, [gallery.chosen(reader, round_, unit_=unit)])
        held = scorecards.of_unit(reader, round_, unit)
        file = (scorecard(held, reader.words), documents.PDF, f"{unit}_{round_}.pdf")
        return desk.hand_out(request, caller, *file, _editions([held.figure]))

    @router.get("/reports/{round_}/{unit}/documents/{name}", response_class=Response)
    def document(request: Request, round_: RoundId, unit: UnitId, name: Name) -> Response:
        """A document about a unit that reported."""
        caller, reader = _reading(desk, request, unit, round_)
        gallery.known(name, list(documents.at_once("unit")))
        return _handed(desk, request, caller, documents.document(reader, name, round_, unit))


def _handed(desk: Desk, request: Request, caller: Caller, made: Document) -> Response:
    return desk.hand_out(request, caller, made.content, made.media_type, made.name, [made.edition])


def _editions(figures: Iterable[Figure]) -> list[Edition]:
    return [figure.edition for figure in figures if figure.edition]


def _reading(desk: Desk, request: Request, unit: str = "", round_: str = "") -> tuple[Caller, Reader]:
    """Who asks, and how they read; Refusal where they may not."""
    caller = desk.caller(request)
    if unit:
        with desk.reading() as connection:
            desk.who(connection, caller, "read report", unit, round_)
    elif not may(caller.person, "read results"):
        raise Refusal(FORBIDDEN, Fault("", NOT_YOURS, {"unit": "", "round": round_}))
    stand = standing(address_of(desk.engine))
    return caller, Reader(stand.version, words(request).language, stand.today, stand.demonstration)
