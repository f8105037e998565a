"""Signing in, step by step, and out."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from dashboard.door import demonstration, forms, pages
from dashboard.door.desk import FORBIDDEN, SEE_OTHER, STALE, UNAUTHORIZED, Desk, where_from
from dashboard.door.entry import Admitted, Refused
from dashboard.door.oidc import named
from dashboard.door.pages import Frame
from store.accounts import links, people
from store.accounts.sessions import Found
from store.engine import reading
from store.faults import N_

WRONG: Final = N_("The name or the password is not right.")
WRONG_CODE: Final = N_("This code is not right, or it has been used.")
UNREADABLE: Final = N_(
    "The site cannot check codes of your telephone any more, since its secret has changed. Enter one of your codes on "
    "paper, or ask an administrator to switch your second step off."
)
VOID: Final = N_("This link has been used, is too old, or was replaced by a newer one. Ask for another.")
NOBODY: Final = N_(
    "Nobody can sign in here yet. On the server, run: thidua user add NAME --role administrator. It prints a link that "
    "lets the first administrator choose a password."
)


@dataclass(frozen=True)
class SigningIn:
    """The addresses by which people come in and go."""

    desk: Desk

    def routes(self) -> list[Route]:
        return [
            Route("/login", self.sign_in, methods=["GET", "POST"]),
            Route("/login/demonstration", self.one_click, methods=["POST"]),
            Route("/login/code", self.code, methods=["GET", "POST"]),
            Route("/login/password", self.owed_password, methods=["GET", "POST"]),
            Route("/join/{secret}", self.join, methods=["GET", "POST"]),
            Route("/logout", self.sign_out, methods=["GET", "POST"]),
        ]

    async def sign_in(self, request: Request) -> Response:
        typed = await forms.fields(request) if request.method == "POST" else {}
        frame = self.desk.frame(request, typed)
        if request.method == "GET":
            session = await self.desk.session(request)
            return await self._onward(session, frame) if session else await self._sign_in_page(request, frame)
        if not forms.is_ours(request, typed, self.desk.settings):
            return await self._sign_in_page(request, frame, STALE, status=FORBIDDEN, name=typed.get("name", ""))
        name, password = typed.get("name", ""), typed.get("password", "")
        result = await self._try(name, password, where_from(request))
        if isinstance(result, Admitted):
            return self.desk.let_in(result, frame)
        said, status = self.desk.refusal(frame.words, result, WRONG)
        return await self._sign_in_page(request, frame, said, status=status, name=name)

    async def one_click(self, request: Request) -> Response:
        typed = await forms.fields(request)
        frame = self.desk.frame(request, typed)
        account = typed.get("account", "")
        if not forms.is_ours(request, typed, self.desk.settings) or not account.isdecimal():
            return await self._sign_in_page(request, frame, STALE, status=FORBIDDEN)
        result = await self.desk.quickly(self.desk.entry.by_click, int(account), where_from(request))
        if isinstance(result, Admitted):
            return self.desk.let_in(result, frame)
        return await self._sign_in_page(request, frame, WRONG, status=UNAUTHORIZED)

    async def code(self, request: Request) -> Response:
        typed = await forms.fields(request) if request.method == "POST" else {}
        frame = self.desk.frame(request, typed)
        session = await self.desk.session(request)
        if session is None or session.owed != "factor":
            return RedirectResponse(frame.address("/login"), SEE_OTHER)
        if request.method == "GET":
            readable = await self.desk.quickly(self.desk.entry.reads_factor, session)
            return self.desk.shown(request, pages.code(frame, said="" if readable else frame.words(UNREADABLE)))
        if not forms.is_ours(request, typed, self.desk.settings):
            return self.desk.shown(request, pages.code(frame, said=frame.words(STALE)), FORBIDDEN)
        result = await self.desk.quickly(self.desk.entry.by_code, session, typed.get("code", ""), where_from(request))
        if isinstance(result, Admitted):
            return self.desk.let_in(result, frame)
        said, status = self.desk.refusal(frame.words, result, WRONG_CODE)
        return self.desk.shown(request, pages.code(frame, said=said), status)

    async def owed_password(self, request: Request) -> Response:
        typed = await forms.fields(request) if request.method == "POST" else {}
        frame = self.desk.frame(request, typed)
        session = await self.desk.session(request)
        name = await self.desk.quickly(self._name_of, session) if session and session.owed == "password" else None
        if session is None or name is None:
            return RedirectResponse(frame.address("/login"), SEE_OTHER)
        ask = partial(pages.new_password, frame, "/login/password", name=name)
        return await self.choose(request, typed, frame, name, ask, partial(self.desk.entry.renewed, session))

    async def join(self, request: Request) -> Response:
        typed = await forms.fields(request) if request.method == "POST" else {}
        frame = self.desk.frame(request, typed)
        secret = str(request.path_params["secret"])
        name = await self.desk.quickly(self._invited, secret)
        if name is None:
            way = (frame.address("/login"), frame.words("Sign in"))
            return self.desk.shown(
                request, pages.notice(frame, frame.words("No way in"), frame.words(VOID), link=way), FORBIDDEN
            )
        ask = partial(pages.new_password, frame, f"/join/{secret}", name=name)
        return await self.choose(request, typed, frame, name, ask, partial(self.desk.entry.by_link, secret))

    async def sign_out(self, request: Request) -> Response:
        """Only a form of ours ends a session: a link or an image on another site shall not."""
        typed = await forms.fields(request) if request.method == "POST" else {}
        frame = self.desk.frame(request, typed)
        session = await self.desk.session(request)
        if session is None:
            return RedirectResponse(frame.address("/login"), SEE_OTHER)
        if request.method == "GET" or not forms.is_ours(request, typed, self.desk.settings):
            button = pages.form(frame, "/logout", "", frame.words("Sign out"))
            return self.desk.shown(request, pages.page(frame, frame.words("Sign out"), button))
        await self.desk.quickly(self.desk.entry.leave, session, where_from(request))
        response = RedirectResponse(frame.address("/login"), SEE_OTHER)
        response.delete_cookie(
            self.desk.settings.session_cookie, path="/", secure=self.desk.settings.secure, httponly=True, samesite="lax"
        )
        return response

    async def choose(
        self,
        request: Request,
        typed: dict[str, str],
        frame: Frame,
        name: str,
        ask: Callable[..., str],
        enter: Callable[[str, str], Admitted | Refused],
    ) -> Response:
        """A password is asked for until it is good; then it lets its owner in."""
        if request.method == "GET":
            return self.desk.shown(request, ask())
        said = self.desk.wrong_with(request, typed, frame.words, name)
        if said:
            return self.desk.shown(request, ask(said=said), FORBIDDEN)
        result = await self.desk.hashed(enter, typed["password"], where_from(request))
        if isinstance(result, Admitted):
            return self.desk.let_in(result, frame)
        return self.desk.shown(request, ask(said=[frame.words(VOID)]), FORBIDDEN)

    async def _onward(self, session: Found, frame: Frame) -> Response:
        return self.desk.onward(session.owed, await self.desk.quickly(self.desk.entry.home, session), frame)

    async def _sign_in_page(
        self, request: Request, frame: Frame, said: str = "", *, status: int = 200, name: str = ""
    ) -> Response:
        found, anybody = await self.desk.quickly(self._who_is_there)
        services = [(each.id, named(each, frame.words)) for each in self.desk.settings.providers]
        if not anybody and not services:
            told = frame.words(NOBODY)
            return self.desk.shown(request, pages.notice(frame, frame.words("Sign in"), told))
        translated = frame.words(said) if said in (WRONG, STALE) else said
        return self.desk.shown(
            request, pages.sign_in(frame, said=translated, name=name, people=found, services=services), status
        )

    def _who_is_there(self) -> tuple[list[tuple[int, str, str]], bool]:
        demonstration.people_in(self.desk.entry.engine)
        with reading(self.desk.entry.engine) as connection:
            return people.demonstrators(connection), people.is_anybody_there(connection)

    async def _try(self, name: str, password: str, address: str) -> Admitted | Refused:
        """Who has to wait does not even wait for a place to hash."""
        wait = await self.desk.quickly(self.desk.entry.wait, name, address)
        return Refused(wait) if wait else await self.desk.hashed(self.desk.entry.by_password, name, password, address)

    def _name_of(self, session: Found) -> str | None:
        with reading(self.desk.entry.engine) as connection:
            person = people.person(connection, session.account)
        return person.name if person else None

    def _invited(self, secret: str) -> str | None:
        with reading(self.desk.entry.engine) as connection:
            found = links.account_of(connection, secret, self.desk.entry.clock())
        return found[1] if found else None
