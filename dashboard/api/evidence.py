"""Evidence: files by the hash of their bytes, and links, shown for an indicator of a report."""

from typing import Annotated, Final

from anyio import to_thread
from fastapi import APIRouter, Path, Request
from starlette.responses import Response

from dashboard.api import shapes
from dashboard.api.callers import Desk, Refusal, where_from
from dashboard.api.reports import REFUSED, RoundId, UnitId
from store.drafts import begun, draft
from store.evidence import Shown, file_of, keep_file, show, shown_for, take_back
from store.faults import N_, Fault
from store.log import Event, note

NOT_FOUND: Final = 404
ONE: Final = N_("Send either a link or the hash of a file.")
NONE: Final = N_("This report shows no such file.")

Digest = Annotated[str, Path(pattern=r"^[0-9a-f]{64}$")]
Piece = Annotated[int, Path(ge=1, lt=2**31)]
BYTES: Final = {
    "requestBody": {"content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}}
}


def routes(desk: Desk) -> APIRouter:
    """Files and evidence of a report."""
    router = APIRouter(prefix="/reports/{round_}/{unit}", tags=["evidence"])

    @router.post("/files/", status_code=201, openapi_extra=BYTES)
    async def file(request: Request, round_: RoundId, unit: UnitId) -> shapes.FileKept:
        """The bytes of a PDF, PNG, JPEG, DOCX or XLSX, told by its content; it is shown by adding it as evidence."""
        content = await request.body()
        return await to_thread.run_sync(_keep, desk, request, unit, round_, content)

    @router.get("/files/{digest}", response_class=Response)
    def content(request: Request, round_: RoundId, unit: UnitId, digest: Digest) -> Response:
        """A file that the report shows, to be saved and never opened in place."""
        caller = desk.caller(request)
        with desk.reading() as connection:
            who = desk.who(connection, caller, "read report", unit, round_)
            found = file_of(connection, draft(connection, desk.catalogue(connection), who).report or 0, digest)
        if found is None:
            raise Refusal(NOT_FOUND, Fault("", NONE))
        return desk.hand_out(request, caller, found[1], found[0], f"{unit}_{digest[:12]}")

    @router.get("/evidence")
    def evidence(request: Request, round_: RoundId, unit: UnitId) -> list[shapes.EvidenceShown]:
        """Every piece, the oldest first."""
        caller = desk.caller(request)
        with desk.reading() as connection:
            who = desk.who(connection, caller, "read report", unit, round_)
            shown = shown_for(connection, draft(connection, desk.catalogue(connection), who).report or 0)
        return [shapes.EvidenceShown.of(id_, each) for id_, each in shown]

    @router.post("/evidence", status_code=201)
    def add(request: Request, round_: RoundId, unit: UnitId, given: shapes.EvidenceGiven) -> shapes.EvidenceShown:
        """One piece for an indicator; the same once more is the same piece."""
        caller = desk.caller(request)
        shown = Shown(given.indicator, given.link, given.digest, given.note)
        if (given.link is None) == (given.digest is None):
            raise Refusal(REFUSED, Fault("/link", ONE))
        with desk.writing() as connection:
            who = desk.who(connection, caller, "file report", unit, round_)
            report, standing = begun(connection, desk.catalogue(connection), who)
            indicators = frozenset(indicator.id for indicator in standing.instrument.indicators)
            return shapes.EvidenceShown.of(show(connection, report, shown, indicators), shown)

    @router.delete("/evidence/{piece}")
    def remove(request: Request, round_: RoundId, unit: UnitId, piece: Piece) -> shapes.EvidenceShown:
        """The report shows the piece no longer; the log tells who took it away."""
        caller = desk.caller(request)
        with desk.writing() as connection:
            who = desk.who(connection, caller, "file report", unit, round_)
            report, _ = begun(connection, desk.catalogue(connection), who)
            gone = take_back(connection, report, piece)
            if gone is None:
                raise Refusal(NOT_FOUND, Fault("", NONE))
            told = " ".join(part for part in (gone.indicator, gone.link or gone.digest, gone.note) if part)
            note(
                connection,
                Event(who.by, where_from(request), "take evidence back", f"{unit} {round_}", before=told),
                who.at,
            )
            return shapes.EvidenceShown.of(piece, gone)

    return router


def _keep(desk: Desk, request: Request, unit: str, round_: str, content: bytes) -> shapes.FileKept:
    caller = desk.caller(request)
    with desk.writing() as connection:
        who = desk.who(connection, caller, "file report", unit, round_)
        return shapes.FileKept(digest=keep_file(connection, content, unit, who.by, who.at))
