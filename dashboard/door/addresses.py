"""Addresses typed or guessed: what leads to no page, and what leads to a page of others, get the same answer."""

from typing import Final
from urllib.parse import quote

from starlette.requests import HTTPConnection
from starlette.responses import HTMLResponse, Response
from starlette.types import Scope

from dashboard.door import pages
from dashboard.door.entry import Entry
from dashboard.door.pages import Frame
from dashboard.menu import PAGES
from dashboard.words import Words
from store.accounts.sessions import Found
from store.faults import N_

NOT_FOUND: Final = 404
# What is answered by others than the pages of the menu, and asks for itself who may.
ELSEWHERE: Final = ("/account/", "/api/", "/f/", "/_stcore/", "/media/", "/component/")
ACTIONS: Final = {entry.name: entry.action for entry in PAGES}
TITLE: Final = N_("There is no such page")
TEXT: Final = N_("There is no page at this address, or it is not open to you. The menu shows every page that is.")
HEADERS: Final = {"content-security-policy": pages.POLICY, "cache-control": "no-store"}


def leads_to_a_page(entry: Entry, session: Found, scope: Scope) -> bool:
    """Whether the reader may open what a browser asks for; a page that is closed to the reader is noted in the log."""
    path = scope["path"]
    name = path.strip("/")
    if not name or f"/{name}/".startswith(ELSEWHERE):
        return True
    if name not in ACTIONS:
        return False
    client = HTTPConnection(scope).client
    return entry.opens(session, name, ACTIONS[name], client.host if client else "")


def no_such_page(scope: Scope) -> Response:
    """The answer, which tells nothing but the address that was asked for."""
    words = Words.of(HTTPConnection(scope).query_params.get("lang"))
    frame = Frame(words, quote("/" + scope["path"].strip("/")))
    way = (frame.address("/"), words("Back to the pages"))
    return HTMLResponse(pages.notice(frame, words(TITLE), words(TEXT), link=way), NOT_FOUND, HEADERS)
