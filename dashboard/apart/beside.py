"""The process beside this one: started when it is first needed, and again after it ended."""

import asyncio
import socket
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

ANSWERING: Final = (sys.executable, "-m", "dashboard.apart.answering")
AT_ONCE: Final = 2048  # who may wait while it starts
NOT_SOONER: Final = 1.0  # seconds between two starts, for one that dies as it starts


class Beside:
    """The socket belongs to this process, so that requests wait there, and do not fail, while the other one starts."""

    def __init__(self) -> None:
        self._folder = TemporaryDirectory(prefix="thidua-")  # which nobody else may enter
        self._address = str(Path(self._folder.name) / "reports")
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(self._address)
        self._listener.listen(AT_ONCE)
        self.process: subprocess.Popen[bytes] | None = None
        self._started = 0.0

    async def connected(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """One line to the other process; OSError where it cannot be had."""
        self._see_that_it_runs()
        return await asyncio.open_unix_connection(self._address)

    def close(self) -> None:
        """The other process ends too."""
        self._end()
        self._listener.close()
        self._folder.cleanup()

    def _see_that_it_runs(self) -> None:
        runs = self.process is not None and self.process.poll() is None
        if runs or time.monotonic() - self._started < NOT_SOONER:
            return
        self._end()
        self._started = time.monotonic()
        number = self._listener.fileno()
        # Its input is never written to: it ends when this process does, however that may be.
        self.process = subprocess.Popen([*ANSWERING, str(number)], stdin=subprocess.PIPE, pass_fds=[number])  # noqa: S603 - our own module, no word of it from outside

    def _end(self) -> None:
        if self.process is not None:
            self.process.kill()
            with self.process:  # waits, and closes the pipe
                pass
