"""The whole site: the door, and the pages behind it."""

import gc
import os
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import streamlit as st
import typer
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.routing import Mount, Route

from dashboard import drawing, form
from dashboard.apart.beside import Beside
from dashboard.apart.forwarding import Apart
from dashboard.api.application import api_routes
from dashboard.background import foreman
from dashboard.door import codes
from dashboard.door.desk import SEE_OTHER, Desk
from dashboard.door.entry import Entry
from dashboard.door.factors import seal_again
from dashboard.door.headers import SecurityHeaders
from dashboard.door.middleware import Door
from dashboard.door.oidc import SingleSignOn
from dashboard.door.own_account import OwnAccount
from dashboard.door.public import PublicPages
from dashboard.door.settings import settled
from dashboard.door.shell import Shell
from dashboard.door.signing_in import SigningIn
from dashboard.door.static import FastStatic
from dashboard.planting import is_demonstration
from store.engine import migrate, open_store


async def healthz(_request: Request) -> PlainTextResponse:
    return PlainTextResponse("ok")


async def first_page(request: Request) -> RedirectResponse:
    """Streamlit knows its first page by no name of its own, and would say in English that there is none."""
    return RedirectResponse(request.url.replace(path="/"), SEE_OTHER)


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[dict[str, Any]]:
    """What was made at the start stays to the end: no collection of garbage looks at it again."""
    gc.collect()
    gc.freeze()
    typer.echo(f"server started: http://localhost:{st.get_option('server.port')}")
    with foreman.at_work(open_store()):
        yield {}
    if beside:
        beside.close()


def door() -> tuple[list[Route | Mount], list[Middleware]]:
    """Over the store that the environment names; ReportError where it is real and has no secret of its own."""
    engine = open_store()
    migrate(engine)
    settings = settled(os.environ, demonstration=is_demonstration(engine))
    vault = settings.vault("second factor")
    seal_again(engine, vault)
    entry = Entry(engine, vault)
    desk = Desk.of(entry, settings)
    plain = [Route("/healthz", healthz), Route("/overview", first_page)]
    people = [*SigningIn(desk).routes(), *SingleSignOn.of(desk).routes(), *OwnAccount(desk).routes()]
    plain += PublicPages(engine, settings).routes()
    return [*people, *plain, *codes.routes(), *form.files().routes(), *drawing.files().routes(), *api_routes(engine)], [
        Middleware(TrustedHostMiddleware, allowed_hosts=list(settings.hosts), www_redirect=False),
        Middleware(SecurityHeaders, secure=settings.secure),
        Middleware(FastStatic),
        Middleware(Door, entry=entry, settings=settings),
        Middleware(Shell),
    ]


routes, middleware = door()
# Without such sockets, as on Windows, this process answers for reports too.
beside = Beside() if hasattr(socket, "AF_UNIX") else None
before = [Middleware(Apart, beside=beside)] if beside else []
# Streamlit looks for this very form of words to know what it starts.
app = st.App(Path(__file__).with_name("app.py"), lifespan=lifespan, routes=routes, middleware=[*before, *middleware])
