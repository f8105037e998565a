"""The foreman: a thread of the app that starts a worker where a job waits, and minds what workers left behind."""

import logging
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import Engine

from store import jobs
from store.engine import reading, writing

LOOKS_EVERY: Final = 2.0  # seconds
MINDS_EVERY: Final = 30  # looks
WORKER: Final = (sys.executable, "-m", "dashboard.background.working")

Worker = subprocess.Popen[bytes]

logger = logging.getLogger(__name__)


@contextmanager
def at_work(engine: Engine) -> Iterator[None]:
    """A foreman while the block runs; a worker that is under way then goes on, and tells the store when it is done."""
    over = threading.Event()
    thread = threading.Thread(target=_oversee, args=(engine, over), name="foreman", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()


def _oversee(engine: Engine, over: threading.Event) -> None:
    worker: Worker | None = None
    looks = 0
    while not over.wait(LOOKS_EVERY):
        try:
            if looks % MINDS_EVERY == 0:
                with writing(engine) as connection:
                    jobs.recover(connection, datetime.now(UTC))
            looks += 1
            worker = look(engine, worker)
        except Exception:
            logger.exception("foreman")


def look(engine: Engine, worker: Worker | None) -> Worker | None:
    """The worker that is at work: the one there was, a new one where a job waits, or none."""
    if worker is not None and worker.poll() is None:
        return worker
    with reading(engine) as connection:
        if not jobs.is_waiting(connection):
            return None
    return subprocess.Popen(WORKER)  # noqa: S603 - our own module, no word of it from outside
