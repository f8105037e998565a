"""Who has not come in meets the sign-in page and nothing behind it: no script, socket, file or upload."""

from functools import partial
from typing import Final
from urllib.parse import urlencode

from anyio import to_thread
from google.protobuf.message import DecodeError
from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState

from dashboard.door.addresses import NOT_FOUND, leads_to_a_page, no_such_page
from dashboard.door.desk import NEXT_STEP, SEE_OTHER, UNAUTHORIZED
from dashboard.door.entry import Entry
from dashboard.door.public import is_public
from dashboard.door.settings import Settings
from store.accounts import sessions
from store.accounts.sessions import NOTHING, Found

HEADER: Final = b"x-app-session"  # told to Streamlit by this module alone; .streamlit/config.toml names it too
# The door's own pages, and what is the same for everybody and says nothing of the data.
OPEN: Final = ("/login", "/join/", "/logout", "/static/", "/app/static/", "/form/", "/drawing/")
OPEN_EXACTLY: Final = ("/healthz", "/_stcore/health", "/favicon.png", "/favicon.ico")
# Streamlit's own account pages, figures of the process and remote control: nobody needs them here.
CLOSED: Final = ("/auth/", "/oauth2callback", "/_stcore/metrics", "/_stcore/agent", "/_stcore/script-health-check")
# Programs show a token instead, which the interface judges; without one they come as somebody who is signed in.
FOR_PROGRAMS: Final = "/api/"
BEARER: Final = "bearer "
POLICY_VIOLATION: Final = 1008


class Door:
    """Strips what a client says of itself, and adds who it is."""

    def __init__(self, app: ASGIApp, entry: Entry, settings: Settings) -> None:
        self.app, self.entry, self.settings = app, entry, settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        headers = [(name, value) for name, value in scope["headers"] if name.lower() != HEADER]
        told: Scope = {**scope, "headers": headers}
        path = scope["path"]
        if path.startswith(CLOSED):
            await self._turn_away(PlainTextResponse("", NOT_FOUND), told, receive, send)
        elif path.startswith(OPEN) or path in OPEN_EXACTLY or self._is_for_everybody(path) or _shows_a_token(scope):
            await self.app(told, receive, send)
        else:
            await self._behind(told, receive, send)

    async def _behind(self, scope: Scope, receive: Receive, send: Send) -> None:
        brought = HTTPConnection(scope).cookies.get(self.settings.session_cookie)
        session, cookie = await to_thread.run_sync(partial(self.entry.come, brought, rotate=_is_page(scope)))
        if session is None or session.owed != NOTHING:
            await self._turn_away(_to_the_door(scope, session), scope, receive, send)
            return
        headers = [*scope["headers"], (HEADER, session.id.encode())]
        send = self._with_cookie(send, cookie) if cookie else send
        if _is_page(scope) and not await to_thread.run_sync(leads_to_a_page, self.entry, session, scope):
            await no_such_page(scope)(scope, receive, send)
            return
        if scope["type"] == "websocket":
            receive = self._watched(session, receive)
        await self.app({**scope, "headers": headers}, receive, send)

    def _is_for_everybody(self, path: str) -> bool:
        return bool(self.settings.public) and is_public(path)

    def _watched(self, session: Found, receive: Receive) -> Receive:
        """An open tab outlives its session, but what is done in it then does nothing: no callback, no fragment runs."""

        async def received() -> Message:
            message = await receive()
            if message["type"] == "websocket.receive" and not await to_thread.run_sync(self.entry.lasts, session.id):
                return {"type": "websocket.receive", "bytes": _mere_rerun(message.get("bytes") or b"")}
            return message

        return received

    async def _turn_away(self, response: Response, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": POLICY_VIOLATION})
        else:
            await response(scope, receive, send)

    def _with_cookie(self, send: Send, cookie: str) -> Send:
        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                holder = Response()
                holder.set_cookie(
                    self.settings.session_cookie,
                    cookie,
                    max_age=int(sessions.LONGEST.total_seconds()),
                    path="/",
                    secure=self.settings.secure,
                    httponly=True,
                    samesite="lax",
                )
                MutableHeaders(scope=message).append("set-cookie", holder.headers["set-cookie"])
            await send(message)

        return sent


def _mere_rerun(asked: bytes) -> bytes:
    """The same page once more, with nothing typed or clicked: the frame then says that the reader is signed out."""
    where = BackMsg()
    try:
        where.ParseFromString(asked)
    except DecodeError:
        where.Clear()
    kept = where.rerun_script
    state = ClientState(query_string=kept.query_string, page_script_hash=kept.page_script_hash)
    rerun: bytes = BackMsg(rerun_script=state).SerializeToString()
    return rerun


def _shows_a_token(scope: Scope) -> bool:
    bearer = HTTPConnection(scope).headers.get("authorization", "").lower().startswith(BEARER)
    return scope["type"] == "http" and bearer and str(scope["path"]).startswith(FOR_PROGRAMS)


def _is_page(scope: Scope) -> bool:
    """Whether a browser asks for a whole page, and not for a part of one."""
    accepted = HTTPConnection(scope).headers.get("accept", "")
    return scope["type"] == "http" and scope["method"] in ("GET", "HEAD") and "text/html" in accepted


def _to_the_door(scope: Scope, session: Found | None) -> Response:
    if not (_is_page(scope) or scope["path"] == "/"):
        return PlainTextResponse("", UNAUTHORIZED, {"cache-control": "no-store"})
    query = scope["query_string"].decode("latin-1")
    here = scope["path"] + (f"?{query}" if query else "")
    step = NEXT_STEP.get(session.owed, "/login") if session else "/login"
    address = step if here == "/" else f"{step}?{urlencode({'next': here, **_language(query)})}"
    return RedirectResponse(address, SEE_OTHER, {"cache-control": "no-store"})


def _language(query: str) -> dict[str, str]:
    """A link in English leads through a door in English."""
    return {"lang": "en"} if "lang=en" in query.split("&") else {}
