"""Streamlit's own scripts, styles and fonts: compressed once, kept by the browser for good, since names hold a hash."""

import gzip
import mimetypes
from functools import cache, partial
from pathlib import Path
from typing import Final

import streamlit
from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

FOLDER: Final = (Path(streamlit.__file__).parent / "static" / "static").resolve()
PREFIX: Final = "/static/"
FOR_GOOD: Final = "public, max-age=31536000, immutable"
COMPRESSED: Final = {".js", ".css", ".svg", ".json", ".map", ".wasm"}


class FastStatic:
    """Answers for /static before anybody else; what it does not know it leaves to Streamlit."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        asked = scope["type"] == "http" and scope["method"] == "GET" and scope["path"].startswith(PREFIX)
        name = scope["path"].removeprefix(PREFIX) if asked else ""
        zipped = "gzip" in Request(scope).headers.get("accept-encoding", "") if asked else False
        body = await to_thread.run_sync(partial(content, name, zipped=zipped)) if name and name in names() else None
        if body is None:
            await self.app(scope, receive, send)
            return
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        headers = {"cache-control": FOR_GOOD, "vary": "accept-encoding"}
        if zipped and Path(name).suffix in COMPRESSED:
            headers["content-encoding"] = "gzip"
        await Response(body, headers=headers, media_type=kind)(scope, receive, send)


@cache
def names() -> frozenset[str]:
    """Every file there is, so that no address leads anywhere else."""
    return frozenset(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*") if path.is_file())


@cache
def content(name: str, *, zipped: bool) -> bytes:
    body = (FOLDER / name).read_bytes()
    return gzip.compress(body, 6, mtime=0) if zipped and Path(name).suffix in COMPRESSED else body
