"""The programming interface as one application, to be mounted at /api/v1."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Final

from anyio import to_thread
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from sqlalchemy import Engine
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Mount

import catalogue
from catalogue import Catalogue
from dashboard.api import evidence, exports, forms, initiatives, lists, reports, results
from dashboard.api.callers import Desk, Refusal, words
from dashboard.api.limits import Bounded
from dashboard.api.refusals import Refusals
from dashboard.api.reports import REFUSED
from dashboard.api.shapes import Faults, Wrong
from store.faults import N_, Fault, ReportError

PATH: Final = "/api/v1"
ABOUT: Final = """
The reports of the units, with the checks and sentences of the form and the workbook.

Send `Authorization: Bearer thidua_…` (made by `thidua token add`). A fault's `pointer` leads into the report as it is
read here. Sentences are Vietnamese, or English under `Accept-Language: en`. What was answered once under an
`Idempotency-Key` is not done again.
"""
UNREADABLE: Final = N_("The request is not as described: {problem}")
LESS: Final = N_("The request is too large. Send less at once.")
TOO_LARGE: Final = 413
REPLIES: Final[dict[int | str, dict[str, Any]]] = {
    status: {"model": Faults, "description": description}
    for status, description in {
        401: "Nobody is signed in",
        403: "Not allowed",
        404: "Not there",
        412: "Somebody else has changed it meanwhile",
        413: "Too large",
        422: "Refused, with every fault",
        428: "The version is missing",
        429: "Too many requests",
    }.items()
}


def api_routes(engine: Engine, shipped: Catalogue | None = None) -> list[Mount]:
    """The interface over a store, for the application that holds the whole site."""
    return [Mount(PATH, app=application(Desk(engine, shipped or catalogue.load())))]


def application(desk: Desk) -> FastAPI:
    """Its own documentation page is left out, since that would load scripts from elsewhere; the document is there."""
    app = FastAPI(title="thidua", version="1", description=ABOUT, docs_url=None, redoc_url=None, responses=REPLIES)
    for part in (reports, forms, lists, initiatives, evidence, results, exports):
        app.include_router(part.routes(desk))
    app.add_exception_handler(Refusal, _refused_by(Refusals(desk)))
    app.add_exception_handler(ReportError, _faulty)
    app.add_exception_handler(RequestValidationError, _unreadable)
    app.add_exception_handler(HTTPException, _failed)
    app.add_middleware(Bounded, refusal=_too_large)
    return app


def _too_large(request: Request) -> Response:
    return _reply(request, TOO_LARGE, [Fault("", LESS)])


def _refused_by(refusals: Refusals) -> Callable[[Request, Exception], Awaitable[Response]]:
    """The reply to what is refused, noted in a transaction of its own: that of the call was taken back."""

    async def refused(request: Request, refusal: Exception) -> Response:
        if not isinstance(refusal, Refusal):
            raise refusal
        await to_thread.run_sync(refusals.note, request, refusal.status)
        if not refusal.faults:
            return Response(status_code=refusal.status)
        headers = {"retry-after": str(refusal.wait)} if refusal.wait else {}
        return _reply(request, refusal.status, refusal.faults, headers)

    return refused


async def _faulty(request: Request, error: Exception) -> Response:
    return _reply(request, REFUSED, error.faults if isinstance(error, ReportError) else ())


async def _unreadable(request: Request, error: Exception) -> Response:
    found = error.errors() if isinstance(error, RequestValidationError) else ()
    faults = [Fault(_pointer(each["loc"]), UNREADABLE, {"problem": each["msg"]}) for each in found]
    return _reply(request, REFUSED, faults)


async def _failed(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else REFUSED
    detail = str(error.detail) if isinstance(error, HTTPException) else ""
    headers = dict(error.headers or {}) if isinstance(error, HTTPException) else {}
    return _reply(request, status, [Fault("", UNREADABLE, {"problem": detail})], headers)


def _reply(request: Request, status: int, faults: Sequence[Fault], headers: dict[str, str] | None = None) -> Response:
    said = words(request)
    body = Faults(faults=[Wrong.of(fault, said) for fault in faults])
    return JSONResponse(body.model_dump(), status, headers)


def _pointer(place: Sequence[str | int]) -> str:
    """Into the body; a part of the address or a header is named as such."""
    where, *rest = place
    parts = rest if where == "body" else place
    return "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in parts)
