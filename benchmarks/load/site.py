"""The server under load: `thidua run`, killed without warning and started again."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass
from types import TracebackType
from typing import Self

RUN = [sys.executable, "-c", "from dashboard.cli import app; app()", "run"]
PATIENCE = 60.0


@dataclass
class Site:
    """A server over one store, on one port (a free one unless named), until the block ends."""

    database: str
    port: int = 0
    process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _: TracebackType | None
    ) -> None:
        self.kill()

    def start(self) -> None:
        """Returns once it answers."""
        self.port = self.port or free_port()
        environment = os.environ | {"THIDUA_DATABASE_URL": self.database, "PORT": str(self.port)}
        self.process = subprocess.Popen(RUN, env=environment, stdout=subprocess.DEVNULL)
        until = time.monotonic() + PATIENCE
        while not self._answers():
            if time.monotonic() > until or self.process.poll() is not None:
                raise RuntimeError("the server did not start")
            time.sleep(0.1)

    def kill(self) -> None:
        """As a power cut for the process: nothing is finished, nothing is said."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=1) as reply:
                return bool(reply.status == 200)  # noqa: PLR2004 - OK
        except OSError:
            return False


def free_port() -> int:
    """A port that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        port: int = probe.getsockname()[1]
    return port
