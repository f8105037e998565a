"""What every page at the door needs: the form's token, the language, who is signed in, and a place to do the work."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from os import cpu_count
from typing import Final, TypeVar

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from dashboard.door import forms, pages, passwords
from dashboard.door.entry import Admitted, Entry, Refused
from dashboard.door.pages import Frame
from dashboard.door.settings import Settings
from dashboard.menu import FIRST
from dashboard.words import Words
from store.accounts import sessions
from store.accounts.sessions import Found
from store.faults import N_

T = TypeVar("T")
WAIT: Final = N_("There were too many failed tries. Please try again in {n} seconds.")
STALE: Final = N_("This form was open for too long. Please fill it in again.")
DIFFERENT: Final = N_("The two new passwords are different.")
SEE_OTHER, UNAUTHORIZED, FORBIDDEN, TOO_MANY = 303, 401, 403, 429
NEXT_STEP: Final = {"factor": "/login/code", "password": "/login/password"}


@dataclass(frozen=True)
class Desk:
    """Who answers at the door of a store; hashing has as many places as there are processors."""

    entry: Entry
    settings: Settings
    hashing: CapacityLimiter

    @staticmethod
    def of(entry: Entry, settings: Settings) -> "Desk":
        return Desk(entry, settings, CapacityLimiter(cpu_count() or 1))

    def wrong_with(self, request: Request, typed: dict[str, str], words: Words, name: str) -> list[str]:
        """Everything that keeps a new password from being taken."""
        if not forms.is_ours(request, typed, self.settings):
            return [words(STALE)]
        said = [words.fault(fault) for fault in passwords.faults(typed.get("password", ""), name)]
        return [*said, *([words(DIFFERENT)] if typed.get("password") != typed.get("again") else [])]

    def frame(self, request: Request, typed: dict[str, str]) -> Frame:
        asked = {**request.query_params, **typed}
        words = Words.of(asked.get("lang"))
        then = forms.inside(asked.get("next", "/"))
        return Frame(words, request.url.path, then, forms.token(self._nonce(request), self.settings))

    def shown(self, request: Request, html: str, status: int = 200) -> Response:
        """A page of the door, and the cookie that its form needs."""
        response = HTMLResponse(html, status, {"content-security-policy": pages.POLICY, "cache-control": "no-store"})
        self._set(response, self.settings.form_cookie, self._nonce(request))
        return response

    def let_in(self, admitted: Admitted, frame: Frame) -> Response:
        response = self.onward(admitted.owed, admitted.home, frame)
        self._set(response, self.settings.session_cookie, admitted.opened.cookie)
        return response

    def onward(self, owed: str, home: str, frame: Frame) -> Response:
        """To what is still owed, else to the page that was asked for, else to where the person begins."""
        if owed in NEXT_STEP:
            return RedirectResponse(frame.address(NEXT_STEP[owed]), SEE_OTHER)
        return RedirectResponse(frame.address(home) if frame.then == FIRST else frame.then, SEE_OTHER)

    def refusal(self, words: Words, refused: Refused, otherwise: str) -> tuple[str, int]:
        if refused.wait:
            return words(WAIT, n=int(refused.wait.total_seconds()) + 1), TOO_MANY
        return words(otherwise), UNAUTHORIZED

    async def session(self, request: Request) -> Found | None:
        return await self.quickly(self.entry.found, request.cookies.get(self.settings.session_cookie))

    async def hashed(self, function: Callable[..., T], *given: object) -> T:
        """What costs a hash takes one of as many places as there are processors."""
        return await to_thread.run_sync(partial(function, *given), limiter=self.hashing)

    async def quickly(self, function: Callable[..., T], *given: object) -> T:
        """What asks the store."""
        return await to_thread.run_sync(partial(function, *given))

    def _nonce(self, request: Request) -> str:
        if not hasattr(request.state, "nonce"):
            request.state.nonce = forms.nonce(request, self.settings)
        kept: str = request.state.nonce
        return kept

    def _set(self, response: Response, name: str, value: str) -> None:
        age = int(sessions.LONGEST.total_seconds()) if name == self.settings.session_cookie else None
        response.set_cookie(
            name, value, max_age=age, path="/", secure=self.settings.secure, httponly=True, samesite="lax"
        )


def where_from(request: Request) -> str:
    """The network address of whoever asks."""
    return request.client.host if request.client else ""
