"""One's own account: password, second factor, codes on paper."""

from dataclasses import dataclass
from functools import partial
from typing import Final

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from dashboard.door import factors, forms, pages
from dashboard.door.desk import FORBIDDEN, SEE_OTHER, STALE, Desk, where_from
from dashboard.door.entry import Admitted
from dashboard.door.pages import Frame
from store.accounts import people
from store.accounts.people import Credentials
from store.accounts.sessions import NOTHING, Found
from store.engine import reading
from store.faults import N_
from store.rights import Person

NOT_PRESENT: Final = N_("The present password is not right.")
NOT_CONFIRMED: Final = N_("This is not the code that belongs to the image. Check the clock of your telephone.")


@dataclass(frozen=True)
class Owner:
    """Somebody who is signed in, and what the account signs in by."""

    session: Found
    person: Person
    kept: Credentials


@dataclass(frozen=True)
class OwnAccount:
    """The addresses of somebody who is signed in."""

    desk: Desk

    def routes(self) -> list[Route]:
        return [
            Route("/account", self.show),
            Route("/account/password", self.choose_password, methods=["POST"]),
            Route("/account/factor", self.factor, methods=["GET", "POST"]),
            Route("/account/factor/off", self.factor_off, methods=["POST"]),
            Route("/account/codes", self.new_codes, methods=["POST"]),
        ]

    async def show(self, request: Request) -> Response:
        frame = self.desk.frame(request, {})
        owner = await self.owner(request)
        if owner is None:
            return self._to_sign_in(frame)
        return self._page(request, frame, owner)

    async def choose_password(self, request: Request) -> Response:
        typed = await forms.fields(request)
        frame = self.desk.frame(request, typed)
        owner = await self.owner(request)
        if owner is None:
            return self._to_sign_in(frame)
        said = self.desk.wrong_with(request, typed, frame.words, owner.person.name)
        said = said or await self._wrong_present(frame, owner.person, typed, where_from(request))
        if said:
            return self._page(request, frame, owner, said)
        result = await self.desk.hashed(self.desk.entry.renewed, owner.session, typed["password"], where_from(request))
        return self.desk.let_in(result, frame) if isinstance(result, Admitted) else self._to_sign_in(frame)

    async def factor(self, request: Request) -> Response:
        typed = await forms.fields(request) if request.method == "POST" else {}
        frame = self.desk.frame(request, typed)
        owner = await self.owner(request)
        if owner is None:
            return self._to_sign_in(frame)
        if owner.kept.factor:
            return RedirectResponse("/account", SEE_OTHER)
        secret = typed.get("secret") if forms.is_ours(request, typed, self.desk.settings) else None
        ask = partial(self._ask_factor, request, frame, owner.person)
        if not secret:
            return ask(factors.fresh(), frame.words(STALE) if typed else "")
        step = factors.step_of(secret, typed.get("code", ""), self.desk.entry.clock())
        if step is None:
            return ask(secret, frame.words(NOT_CONFIRMED))
        made = await self.desk.quickly(self.desk.entry.factor_on, owner.person, secret, step, where_from(request))
        return self.desk.shown(request, pages.codes(frame, made))

    async def factor_off(self, request: Request) -> Response:
        typed = await forms.fields(request)
        frame = self.desk.frame(request, typed)
        owner = await self.owner(request)
        if owner is None:
            return self._to_sign_in(frame)
        if not forms.is_ours(request, typed, self.desk.settings):
            return self._page(request, frame, owner, [frame.words(STALE)])
        said = await self._wrong_present(frame, owner.person, typed, where_from(request))
        if said:
            return self._page(request, frame, owner, said)
        await self.desk.quickly(self.desk.entry.factor_off, owner.person, where_from(request))
        return RedirectResponse("/account", SEE_OTHER)

    async def new_codes(self, request: Request) -> Response:
        typed = await forms.fields(request)
        frame = self.desk.frame(request, typed)
        owner = await self.owner(request)
        if owner is None:
            return self._to_sign_in(frame)
        if not owner.kept.factor or not forms.is_ours(request, typed, self.desk.settings):
            return self._page(request, frame, owner, [frame.words(STALE)])
        made = await self.desk.quickly(self.desk.entry.new_codes, owner.person, where_from(request))
        return self.desk.shown(request, pages.codes(frame, made))

    async def owner(self, request: Request) -> Owner | None:
        """Who asks, if signed in whole."""
        session = await self.desk.session(request)
        return await self.desk.quickly(self._known, session) if session and session.owed == NOTHING else None

    def _known(self, session: Found) -> Owner | None:
        with reading(self.desk.entry.engine) as connection:
            person = people.person(connection, session.account)
            kept = people.credentials_of(connection, session.account)
        return Owner(session, person, kept) if person and kept else None

    async def _wrong_present(self, frame: Frame, person: Person, typed: dict[str, str], address: str) -> list[str]:
        """A session left open on a desk does not give the account away; nor may it be used to try passwords out."""
        result = await self.desk.hashed(self.desk.entry.again, person, typed.get("present", ""), address)
        return [] if result is None else [self.desk.refusal(frame.words, result, NOT_PRESENT)[0]]

    def _ask_factor(self, request: Request, frame: Frame, person: Person, secret: str, said: str) -> Response:
        drawn = factors.picture(secret, person.name)
        return self.desk.shown(request, pages.new_factor(frame, secret=secret, picture=drawn, said=said))

    def _page(self, request: Request, frame: Frame, owner: Owner, said: list[str] | None = None) -> Response:
        html = pages.account(
            frame,
            owner.person,
            has_password=owner.kept.password is not None,
            has_factor=owner.kept.factor is not None,
            said=said or (),
        )
        return self.desk.shown(request, html, FORBIDDEN if said else 200)

    def _to_sign_in(self, frame: Frame) -> Response:
        return RedirectResponse(frame.address("/login"), SEE_OTHER)
