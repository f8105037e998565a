"""Sealed editions for everybody, without signing in: only where the operator has switched that on."""

from functools import lru_cache
from typing import Any, Final

from anyio import to_thread
from sqlalchemy import Engine
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from dashboard.data import public
from dashboard.data.editions import SHORT
from dashboard.data.freezing import items
from dashboard.data.public import Public
from dashboard.door import pages, public_pages
from dashboard.door.addresses import no_such_page
from dashboard.door.pages import Frame
from dashboard.door.settings import Settings
from dashboard.words import Words
from store import queries
from store.editions import Seal
from store.engine import reading

HOME: Final = public_pages.HOME
KEPT: Final = 4  # editions in memory; what is sealed never changes
HEADERS: Final = {"content-security-policy": pages.POLICY, "cache-control": "no-store"}


def is_public(path: str) -> bool:
    """Whether an address is one of these pages."""
    return path == HOME or path.startswith(f"{HOME}/")


class PublicPages:
    """Reads which editions are sealed, and of those the sealed files; nothing else of the store."""

    def __init__(self, engine: Engine, settings: Settings) -> None:
        self.engine, self.statuses = engine, settings.public
        self.opened = lru_cache(KEPT)(lambda seal: public.opened(engine, seal))

    def routes(self) -> list[Route]:
        """None where nothing is public."""
        paths = ("", "/{digest}", "/{digest}/{type}/{item}") if self.statuses else ()
        return [Route(f"{HOME}{path}", self.answer, methods=["GET"]) for path in paths]

    async def answer(self, request: Request) -> Response:
        """The page at an address; what leads to nothing that is published has the answer of every wrong address."""
        html = await to_thread.run_sync(self._page, request)
        return no_such_page(request.scope) if html is None else HTMLResponse(html, headers=HEADERS)

    def _page(self, request: Request) -> str | None:
        frame = Frame(Words.of(request.query_params.get("lang")), request.url.path)
        seals, asked = public.offered(self.engine, self.statuses), request.path_params
        if "digest" not in asked:
            return public_pages.listed(frame, seals, self._rounds())
        seal = next((each for each in seals if _names(asked["digest"], each)), None)
        if seal is None:
            return None
        of = self.opened(seal)
        return _ranks(frame, of, asked) if "type" in asked else public_pages.edition(frame, of)

    def _rounds(self) -> dict[str, Any]:
        with reading(self.engine) as connection:
            return {row["round"]: row for row in queries.rounds(connection).iter_rows(named=True)}


def _names(asked: str, seal: Seal) -> bool:
    """A hash, whole or as it is shown."""
    return len(asked) >= SHORT and seal.digest.startswith(asked)


def _ranks(frame: Frame, of: Public, asked: dict[str, str]) -> str | None:
    instrument = next((each for each in of.instruments if each.institution_type == asked["type"]), None)
    if instrument is None or asked["item"] not in items(instrument):
        return None
    return public_pages.ranks(frame, of, instrument, asked["item"])
