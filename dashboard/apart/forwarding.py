"""Requests about reports are handed to the process beside this one, and its replies are handed back."""

import asyncio
import json
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard.apart.beside import Beside
from dashboard.api.application import PATH
from dashboard.api.limits import LARGEST_FILE

REPORTS: Final = f"{PATH}/reports/"
PATIENCE: Final = 60.0  # seconds for a reply, with a start before it
UNAVAILABLE: Final = 503
LONGEST_HEAD: Final = 2**16
NO_BODY: Final = (204, 304)
# Of one connection, or told by this process alone.
OURS: Final = (b"connection", b"content-length", b"expect", b"keep-alive", b"te", b"trailer", b"transfer-encoding")
TOLD: Final = (b"forwarded", b"x-forwarded-for", b"x-forwarded-proto")

Headers = Iterable[tuple[bytes, bytes]]


class Reply(NamedTuple):
    status: int
    headers: list[tuple[bytes, bytes]]
    body: bytes


class Apart:
    """Stands before everything else, since the other process has a door of its own."""

    def __init__(self, app: ASGIApp, beside: Beside) -> None:
        self.app, self.beside = app, beside

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(REPORTS):
            await self.app(scope, receive, send)
            return
        body = await _heard(receive)
        if body is None:
            return
        try:
            reply = await asyncio.wait_for(self._asked(scope, body), PATIENCE)
        except (OSError, EOFError):
            # It died over this request, which nobody has acknowledged: who asked asks again.
            reply = Reply(UNAVAILABLE, [(b"retry-after", b"1"), *_json()], json.dumps({"faults": []}).encode())
        await send({"type": "http.response.start", "status": reply.status, "headers": reply.headers})
        await send({"type": "http.response.body", "body": reply.body})

    async def _asked(self, scope: Scope, body: bytes) -> Reply:
        """One request a connection, in the HTTP whose replies end with it; OSError or EOFError if it is not whole."""
        reader, writer = await self.beside.connected()
        try:
            writer.write(b"".join(_head(scope, len(body))) + body)
            await writer.drain()
            return _read(await reader.read(-1), whole=scope["method"] != "HEAD")
        finally:
            writer.close()


async def _heard(receive: Receive) -> bytes | None:
    """The body, up to a little more than the other process takes; None if the client went away."""
    parts, size, more = [], 0, True
    while more and size <= LARGEST_FILE:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        part: bytes = message.get("body", b"")
        parts.append(part)
        size += len(part)
        more = message.get("more_body", False)
    return b"".join(parts)


def _head(scope: Scope, length: int) -> Iterator[bytes]:
    query = scope["query_string"]
    target = scope["raw_path"] + (b"?" + query if query else b"")
    yield b"%s %s HTTP/1.0\r\n" % (scope["method"].encode(), target)
    for name, value in scope["headers"]:
        if name.lower() not in (*OURS, *TOLD):
            yield b"%s: %s\r\n" % (name, value)
    client = scope["client"]
    if client:
        yield b"x-forwarded-for: %s\r\n" % client[0].encode()
    yield b"x-forwarded-proto: %s\r\ncontent-length: %d\r\n\r\n" % (scope["scheme"].encode(), length)


def _read(heard: bytes, *, whole: bool) -> Reply:
    """EOFError where the reply ends before it should."""
    head, end, body = heard.partition(b"\r\n\r\n")
    if not end:
        raise EOFError
    first, *lines = head.split(b"\r\n")
    status = int(first.split(b" ", 2)[1])
    headers = [(name.lower(), value.strip()) for name, _, value in (line.partition(b":") for line in lines)]
    length = dict(headers).get(b"content-length")
    if whole and status not in NO_BODY and length is not None and len(body) != int(length):
        raise EOFError
    return Reply(status, [pair for pair in headers if pair[0] != b"connection"], body)


def _json() -> Headers:
    return [(b"content-type", b"application/json"), (b"cache-control", b"no-store")]
