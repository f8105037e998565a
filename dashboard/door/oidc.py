"""Signing in with OpenID Connect: to the service and back, with nothing kept meanwhile but a sealed cookie."""

import json
import logging
from dataclasses import dataclass, field, replace
from secrets import compare_digest
from typing import Any, Final

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.starlette_client import StarletteIntegration, StarletteOAuth2App
from httpx2 import HTTPError, HTTPStatusError
from joserfc.errors import JoseError
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from dashboard.door import oidc_claims, oidc_entry, pages
from dashboard.door.desk import FORBIDDEN, SEE_OTHER, TOO_MANY, Desk, where_from
from dashboard.door.oidc_claims import Unmapped
from dashboard.door.oidc_entry import Unwelcome
from dashboard.door.oidc_settings import Provider
from dashboard.door.pages import Frame
from dashboard.words import Words
from store.faults import N_

LASTS: Final = 600  # seconds, from leaving for the service to coming back
PATIENCE: Final = 10  # seconds that the service has for an answer
NOT_FOUND, BAD_GATEWAY = 404, 502
# Keys that the service publishes can check these; a secret shared with it, or none, is not taken for a signature.
SIGNATURES: Final = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
BROKEN_OFF: Final = N_("Signing in with {service} was not brought to an end. Please begin again.")
SILENT: Final = N_("{service} does not answer just now. Please try again later.")
UNTRUE: Final = N_(
    "The answer of {service} does not hold. Please begin again; if it happens again, tell an administrator."
)
OFTEN: Final = N_("There were too many failed tries. Please try again in a minute.")

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Service:
    """A sign-in service, and the client that speaks to it."""

    provider: Provider
    client: StarletteOAuth2App

    @staticmethod
    def of(provider: Provider) -> "Service":
        client = StarletteOAuth2App(
            StarletteIntegration(provider.id),
            name=provider.id,
            client_id=provider.client_id,
            client_secret=provider.client_secret.get_secret_value(),
            server_metadata_url=f"{provider.issuer.rstrip('/')}/.well-known/openid-configuration",
            client_kwargs={"scope": provider.scope, "code_challenge_method": "S256", "timeout": PATIENCE},
        )
        return Service(provider, client)

    async def leave(self, back: str) -> dict[str, str]:
        """Where to send the browser (`url`), and what has to be known when it comes back."""
        await self._met()
        return dict(await self.client.create_authorization_url(back))

    async def claims(self, code: str, back: str, kept: dict[str, str]) -> dict[str, Any]:
        """What the service says of the person; AuthlibBaseError or JoseError where its word does not hold."""
        await self._met()
        token = await self.client.fetch_access_token(back, code=code, code_verifier=kept["verifier"])
        options = {
            "iss": {"essential": True, "values": [self.provider.issuer]},
            "aud": {"essential": True, "value": self.provider.client_id},
        }
        found = await self.client.parse_id_token(token, kept["nonce"], claims_options=options)
        if found is None:
            raise AuthlibBaseError("no id_token")
        return dict(found)

    async def _met(self) -> None:
        """What the service tells of itself is read once, and taken only if it is about the service that was named."""
        about = await self.client.load_server_metadata()
        if about.get("issuer") != self.provider.issuer:
            about.clear()
            raise AuthlibBaseError("another issuer")
        named = about.get("id_token_signing_alg_values_supported", ["RS256"])
        about["id_token_signing_alg_values_supported"] = [each for each in named if each in SIGNATURES]


@dataclass(frozen=True)
class SingleSignOn:
    """The addresses by which people come in with another service."""

    desk: Desk
    services: dict[str, Service] = field(default_factory=dict)

    @staticmethod
    def of(desk: Desk) -> "SingleSignOn":
        return SingleSignOn(desk, {each.id: Service.of(each) for each in desk.settings.providers})

    def routes(self) -> list[Route]:
        return [Route("/login/sso/{id}", self.leave), Route("/login/sso/{id}/back", self.come_back)]

    async def leave(self, request: Request) -> Response:
        frame = replace(self.desk.frame(request, {}), path="/login")
        service = self.services.get(request.path_params["id"])
        if service is None:
            return RedirectResponse(frame.address("/login"), SEE_OTHER)
        try:
            going = await service.leave(self._back(request, service))
        except (HTTPError, AuthlibBaseError, ValueError):
            logger.warning("sign-in service %s", service.provider.id, exc_info=True)
            return self._notice(request, frame, service, SILENT, BAD_GATEWAY)
        response = RedirectResponse(going["url"], SEE_OTHER, {"cache-control": "no-store"})
        self._keep(response, service, going, frame)
        return response

    async def come_back(self, request: Request) -> Response:
        service = self.services.get(request.path_params["id"])
        kept = self._kept(request, service)
        words = Words.of(kept.get("lang"))
        frame = Frame(words, "/login", kept.get("then", "/"))
        if service is None:
            return RedirectResponse(frame.address("/login"), SEE_OTHER)
        code, state = request.query_params.get("code", ""), request.query_params.get("state", "")
        if not kept or not code or not compare_digest(kept["state"].encode(), state.encode()):
            return self._notice(request, frame, service, BROKEN_OFF, FORBIDDEN)
        if await self.desk.quickly(oidc_entry.has_to_wait, self.desk.entry, where_from(request)):
            return self._notice(request, frame, service, OFTEN, TOO_MANY)
        try:
            claims = await service.claims(code, self._back(request, service), kept)
        except (HTTPError, AuthlibBaseError, JoseError, ValueError) as problem:
            logger.warning("sign-in service %s", service.provider.id, exc_info=True)
            if _is_silent(problem):
                return self._notice(request, frame, service, SILENT, BAD_GATEWAY)
            await self.desk.quickly(oidc_entry.fail, self.desk.entry, service.provider, where_from(request))
            return self._notice(request, frame, service, UNTRUE, FORBIDDEN)
        return await self._enter(request, frame, service, claims)

    async def _enter(self, request: Request, frame: Frame, service: Service, claims: dict[str, Any]) -> Response:
        entry, provider, address = self.desk.entry, service.provider, where_from(request)
        try:
            arrived = oidc_claims.arrival(provider, claims)
            admitted = await self.desk.quickly(oidc_entry.come_in, entry, provider, arrived, address)
        except Unmapped:
            subject = str(claims["sub"])
            await self.desk.quickly(oidc_entry.refuse, entry, provider, subject, address, oidc_entry.NO_ROLE)
            return self._notice(request, frame, service, oidc_entry.NO_ROLE, FORBIDDEN)
        except Unwelcome as unwelcome:
            return self._notice(request, frame, service, unwelcome.sentence, FORBIDDEN, **unwelcome.values)
        response = self.desk.let_in(admitted, frame)
        self._forget(response)
        return response

    def _notice(
        self, request: Request, frame: Frame, service: Service, said: str, status: int, **values: str
    ) -> Response:
        words = frame.words
        told = words(said, **{**values, "service": named(service.provider, words)})
        way = (frame.address("/login"), words("Back to signing in"))
        response = self.desk.shown(request, pages.notice(frame, words("You cannot come in"), told, link=way), status)
        self._forget(response)
        return response

    def _back(self, request: Request, service: Service) -> str:
        """Where the service sends the browser to; it has to be registered there in these very words."""
        site = self.desk.settings.site or str(request.base_url)
        return f"{site.rstrip('/')}/login/sso/{service.provider.id}/back"

    def _keep(self, response: Response, service: Service, going: dict[str, str], frame: Frame) -> None:
        kept = {
            "id": service.provider.id,
            "state": going["state"],
            "nonce": going["nonce"],
            "verifier": going["code_verifier"],
            "then": frame.then,
            "lang": frame.words.language,
            "until": self.desk.entry.clock().timestamp() + LASTS,
        }
        settings = self.desk.settings
        value = settings.vault("single sign-on").sealed(json.dumps(kept))
        response.set_cookie(
            settings.sso_cookie, value, max_age=LASTS, path="/", secure=settings.secure, httponly=True, samesite="lax"
        )

    def _kept(self, request: Request, service: Service | None) -> dict[str, Any]:
        """What this browser took along to the service; nothing where it went to none, to another, or too long ago."""
        sealed = request.cookies.get(self.desk.settings.sso_cookie, "")
        opened = self.desk.settings.vault("single sign-on").opened(sealed)
        kept: dict[str, Any] = json.loads(opened) if opened else {}
        fits = service and kept.get("id") == service.provider.id
        return kept if fits and kept["until"] > self.desk.entry.clock().timestamp() else {}

    def _forget(self, response: Response) -> None:
        settings = self.desk.settings
        response.delete_cookie(settings.sso_cookie, path="/", secure=settings.secure, httponly=True, samesite="lax")


def named(provider: Provider, words: Words) -> str:
    return provider.name_vi if words.language == "vi" else provider.name_en


def _is_silent(problem: Exception) -> bool:
    """Whether the service did not answer, and not: answered that the code is nobody's."""
    if isinstance(problem, HTTPStatusError):
        return problem.response.is_server_error
    return isinstance(problem, HTTPError)
