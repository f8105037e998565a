"""What a browser says to the site, without a browser: HTTP on one kept connection, and Streamlit's socket."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection

PATIENCE = 120.0  # seconds; what takes longer is counted as a failure


@dataclass(frozen=True)
class Reply:
    status: int
    headers: Mapping[str, str]
    content: bytes

    @property
    def json(self) -> Any:  # noqa: ANN401 - whatever was sent
        return json.loads(self.content)


class Line:
    """One connection, opened when it is first needed and again after it broke; OSError while nobody answers."""

    def __init__(self, port: int, headers: Mapping[str, str]) -> None:
        self.port, self.headers = port, headers
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def ask(self, method: str, path: str, body: object = None, **headers: str) -> Reply:
        """The reply, whatever its status; OSError where the connection broke before it was whole."""
        try:
            return await asyncio.wait_for(self._ask(method, path, body, headers), PATIENCE)
        except (OSError, EOFError) as error:
            self.close()
            raise OSError(str(error)) from error

    def close(self) -> None:
        if self._writer is not None:
            self._writer.close()
        self._reader = self._writer = None

    async def _ask(self, method: str, path: str, body: object, headers: Mapping[str, str]) -> Reply:
        if self._reader is None or self._writer is None or self._reader.at_eof():  # a server ends a connection in time
            self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self.port)
        content = b"" if body is None else json.dumps(body).encode()
        told = {
            "host": f"localhost:{self.port}",
            "content-length": str(len(content)),
            "content-type": "application/json",
            **self.headers,
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        head = "".join(f"{name}: {value}\r\n" for name, value in told.items())
        self._writer.write(f"{method} {path} HTTP/1.1\r\n{head}\r\n".encode() + content)
        return await _reply(self._reader)


async def _reply(reader: asyncio.StreamReader) -> Reply:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    pairs = (line.partition(":") for line in head[1:] if line)
    headers = {name.lower(): value.strip() for name, _, value in pairs}
    length = int(headers.get("content-length", 0))
    return Reply(int(head[0].split()[1]), headers, await reader.readexactly(length))


async def view(socket: ClientConnection, page: str, query: str) -> int:
    """Ask for a page as a click on the menu does, and hear it to its end; how many elements came."""
    state = ClientState(query_string=query, page_name=page)
    await socket.send(BackMsg(rerun_script=state).SerializeToString())
    elements = 0
    while True:
        heard = ForwardMsg.FromString(await asyncio.wait_for(socket.recv(decode=False), PATIENCE))
        kind = heard.WhichOneof("type")
        elements += kind == "delta"
        if kind == "script_finished":
            return elements
