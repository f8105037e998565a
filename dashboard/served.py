"""Files of our own under an address that holds their hash, compressed once, so that a browser keeps them for good."""

import gzip
import hashlib
import mimetypes
from collections.abc import Mapping
from functools import cached_property
from typing import Final

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

FOR_GOOD: Final = "public, max-age=31536000, immutable"
NOT_FOUND: Final = 404


class Served:
    """Named contents below one prefix; they name each other by their names alone."""

    def __init__(self, prefix: str, contents: Mapping[str, bytes]) -> None:
        self.prefix, self.contents = prefix, contents
        self._zipped: dict[str, bytes] = {}

    def routes(self) -> list[Route]:
        """To stand before Streamlit's own files."""
        return [Route(f"{self.prefix}/{{digest}}/{{name}}", self._answer)]

    @cached_property
    def address(self) -> str:
        """Where the files of this version are."""
        whole = hashlib.sha256(b"".join(name.encode() + self.contents[name] for name in sorted(self.contents)))
        return f"{self.prefix}/{whole.hexdigest()[:16]}"

    async def _answer(self, request: Request) -> Response:
        name = request.path_params["name"]
        if name not in self.contents:
            return Response(status_code=NOT_FOUND)
        headers = {"cache-control": FOR_GOOD, "vary": "accept-encoding"}
        kind = mimetypes.guess_type(name)[0]
        if "gzip" not in request.headers.get("accept-encoding", ""):
            return Response(self.contents[name], headers=headers, media_type=kind)
        body = self._zipped.get(name) or await to_thread.run_sync(self._zip, name)
        return Response(body, headers={**headers, "content-encoding": "gzip"}, media_type=kind)

    def _zip(self, name: str) -> bytes:
        return self._zipped.setdefault(name, gzip.compress(self.contents[name], 9, mtime=0))
