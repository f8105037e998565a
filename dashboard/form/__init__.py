"""The form's own scripts and styles, under an address that holds their hash, so that a browser keeps them for good."""

import gzip
import hashlib
import mimetypes
from functools import cache
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

HERE: Final = Path(__file__).parent
KINDS: Final = (".js", ".css")
PREFIX: Final = "/form"
FOR_GOOD: Final = "public, max-age=31536000, immutable"
NOT_FOUND: Final = 404


def routes() -> list[Route]:
    """To stand before Streamlit's own files."""
    return [Route(f"{PREFIX}/{{digest}}/{{name}}", _file)]


@cache
def address() -> str:
    """Where the files of this version are; they name each other by their names alone."""
    whole = hashlib.sha256(b"".join(name.encode() + content for name, content in sorted(_files().items())))
    return f"{PREFIX}/{whole.hexdigest()[:16]}"


async def _file(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in _files():
        return Response(status_code=NOT_FOUND)
    headers = {"cache-control": FOR_GOOD, "vary": "accept-encoding"}
    zipped = "gzip" in request.headers.get("accept-encoding", "")
    if zipped:
        headers["content-encoding"] = "gzip"
    body = _zipped(name) if zipped else _files()[name]
    return Response(body, headers=headers, media_type=mimetypes.guess_type(name)[0])


@cache
def _files() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in HERE.iterdir() if path.suffix in KINDS}


@cache
def _zipped(name: str) -> bytes:
    return gzip.compress(_files()[name], 6, mtime=0)
