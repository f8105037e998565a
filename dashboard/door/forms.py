"""Forms as they arrive: small, from our own pages, and leading nowhere but to our own pages."""

import secrets
from collections.abc import Mapping
from typing import Final
from urllib.parse import parse_qs, urlsplit

from starlette.requests import Request

from dashboard.door.settings import Settings

LARGEST: Final = 16_384  # bytes


async def fields(request: Request) -> dict[str, str]:
    """What was typed; nothing where it is too much to have been typed."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LARGEST:
            return {}
    try:
        return {name: values[-1] for name, values in parse_qs(body.decode(), keep_blank_values=True).items()}
    except UnicodeDecodeError:
        return {}


def nonce(request: Request, settings: Settings) -> str:
    """What the form's token is sealed from: the browser's, or a fresh one."""
    kept = request.cookies.get(settings.form_cookie, "")
    return kept if kept.isalnum() and len(kept) == 32 else secrets.token_hex(16)  # noqa: PLR2004 - the length of the fresh one


def token(nonce: str, settings: Settings) -> str:
    """What a form of ours carries: nobody else can make it, and no other browser can use it."""
    return settings.seal("form", nonce)


def is_ours(request: Request, typed: Mapping[str, str], settings: Settings) -> bool:
    """Whether a form comes from a page that we gave to this very browser."""
    kept = request.cookies.get(settings.form_cookie, "")
    origin = request.headers.get("origin")
    own = origin is None or urlsplit(origin).netloc == request.headers.get("host")
    site = request.headers.get("sec-fetch-site", "same-origin")
    sealed = secrets.compare_digest(typed.get("token", "").encode(), token(kept, settings).encode())
    return bool(kept) and own and site in ("same-origin", "none") and sealed


def inside(path: str) -> str:
    """Where to go on: a page of this site, else its first page."""
    fine = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable() and "\\" not in path
    return path if fine and not path.startswith(("/login", "/logout", "/join")) else "/"
