"""The door of a store in front of one plain room, and people who come to it with a browser of their own."""

import re
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from html import unescape

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient

from dashboard.door.desk import Desk
from dashboard.door.entry import Entry
from dashboard.door.headers import SecurityHeaders
from dashboard.door.middleware import Door
from dashboard.door.oidc import SingleSignOn
from dashboard.door.own_account import OwnAccount
from dashboard.door.settings import Settings
from dashboard.door.signing_in import SigningIn
from tests.door.conftest import NOW

HTML = {"accept": "text/html"}


class Clock:
    """Stands still until a test moves it."""

    def __init__(self):
        self.now = NOW

    def __call__(self):
        return self.now

    def move(self, **by):
        self.now += timedelta(**by)


async def room(request):
    """Tells who the door says has come."""
    return PlainTextResponse(request.headers.get("x-app-session", "nobody"))


async def talk(socket):
    await socket.accept()
    await socket.send_text(socket.headers.get("x-app-session", "nobody"))
    async for message in socket.iter_bytes():
        await socket.send_bytes(message)


@dataclass
class Site:
    engine: object
    clock: Clock = field(default_factory=Clock)
    settings: Settings = field(default_factory=lambda: Settings(b"s" * 32))

    def __post_init__(self):
        self.entry = Entry(self.engine, self.settings.vault("second factor"), self.clock)
        desk = Desk.of(self.entry, self.settings)
        self.app = Starlette(
            routes=[
                *SigningIn(desk).routes(),
                *OwnAccount(desk).routes(),
                *SingleSignOn.of(desk).routes(),
                WebSocketRoute("/_stcore/stream", talk),
                Route("/{path:path}", room, methods=["GET", "POST", "PUT", "DELETE"]),
            ],
            middleware=[
                Middleware(SecurityHeaders, secure=self.settings.secure),
                Middleware(Door, entry=self.entry, settings=self.settings),
            ],
        )

    @contextmanager
    def visitor(self, address="203.0.113.7"):
        """Somebody with a fresh browser at a network address."""
        with TestClient(self.app, "https://thidua.example", client=(address, 1), follow_redirects=False) as client:
            yield Visitor(client)


@dataclass
class Visitor:
    client: TestClient

    def see(self, path, **more):
        return self.client.get(path, headers=HTML | more)

    def fill_in(self, page, path=None, **typed):
        """Send the form of a page, as the browser would, with what it hides."""
        answer = self.see(page) if isinstance(page, str) else page
        hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', answer.text))
        action = path or re.search(r'action="([^"]*)"', answer.text)[1]
        return self.client.post(action, data={k: unescape(v) for k, v in hidden.items()} | typed, headers=HTML)

    def sign_in(self, name="lan", password="một câu ngắn dễ nhớ", page="/login"):
        return self.fill_in(page, "/login", name=name, password=password)

    @property
    def cookie(self):
        return self.client.cookies.get("__Host-thidua")

    def inside(self):
        """Whether the room is open to this browser."""
        return self.see("/").status_code == 200


def said(answer):
    """The sentences with which a page of the door refuses."""
    return [
        unescape(each)
        for each in re.findall(r'role="alert">(.*?)</p>|<li>(.*?)</li>', answer.text)
        for each in each
        if each
    ]
