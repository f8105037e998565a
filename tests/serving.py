"""The app as a process of its own, as a ministry runs it, for tests that look at it through a browser."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

COMMAND = "from dashboard.cli import app; app()"
SERVING = "server started"
LAST_WORDS = 10  # seconds


@contextmanager
def serving(port: int = 0, **environment: str) -> Iterator[str]:
    """`thidua run` with these variables, on the usual port unless one is named; yields its address once it serves.

    It takes seconds of processor: one for a file's tests, each of which brings people of its own.
    """
    with started(port, **environment) as (address, _):
        yield address


@contextmanager
def started(port: int = 0, **environment: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The same, with the process itself."""
    port = port or usual_port()
    process = subprocess.Popen(
        [sys.executable, "-c", COMMAND, "run"],
        env=os.environ | environment | {"PORT": str(port)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        assert process.stdout is not None
        said = []
        for line in process.stdout:
            said.append(line)
            if SERVING in line:
                break
        assert process.poll() is None, "".join(said)
        yield f"http://localhost:{port}", process
    finally:
        process.terminate()
        try:
            process.communicate(timeout=LAST_WORDS)
        except subprocess.TimeoutExpired:  # it waits for a browser that has not let go, as a service manager would see
            process.kill()
            process.communicate()


def command(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """`thidua …` with these variables: its output, and how it ended."""
    return subprocess.run(
        [sys.executable, "-c", COMMAND, *words],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def usual_port() -> int:
    """The same for all servers of this process that follow one another, since a browser keeps scripts by address."""
    port = _first_port()
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # connections of the last server may linger
        try:
            probe.bind(("localhost", port))
        except OSError:
            return free_port()
    return port


def free_port() -> int:
    """A port that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        port: int = probe.getsockname()[1]
    return port


_first_port = cache(free_port)
