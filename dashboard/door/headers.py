"""What every answer tells the browser not to allow."""

import base64
import hashlib
import re
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.door.shell import DEFAULT, shell

INLINE: Final = re.compile(r"<script(?: type=\"module\")?>(.*?)</script>", re.DOTALL)
ALWAYS: Final = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}
TWO_YEARS: Final = "max-age=63072000"
# What holds data is kept by nobody; the rest says for itself how long it may be kept.
KEPT: Final = ("/static/", "/app/static/", "/form/", "/drawing/", "/favicon")


def policy() -> str:
    """What a page of Streamlit needs and nothing more: no eval, and of inline scripts only its own, by its hash.

    `blob:` is for the code of components; styles are set inline by the charts.
    """
    own = (hashlib.sha256(code.encode()).digest() for code in INLINE.findall(shell(DEFAULT)))
    hashes = " ".join(f"'sha256-{base64.b64encode(each).decode()}'" for each in own)
    return "; ".join(
        [
            "default-src 'self'",
            f"script-src 'self' {hashes} blob:",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "worker-src 'self' blob:",
            *(
                "connect-src 'self'",
                "object-src 'none'",
                "base-uri 'self'",
                "form-action 'self'",
                "frame-ancestors 'none'",
            ),
        ]
    )


class SecurityHeaders:
    """An answer that has a policy of its own keeps it."""

    def __init__(self, app: ASGIApp, *, secure: bool) -> None:
        self.app, self.policy = app, policy()
        self.always = ALWAYS | ({"strict-transport-security": TWO_YEARS} if secure else {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self.always.items():
                    headers[name] = value
                headers.setdefault("content-security-policy", self.policy)
                if not scope["path"].startswith(KEPT):
                    headers["cache-control"] = "no-store"
            await send(message)

        await self.app(scope, receive, sent)
