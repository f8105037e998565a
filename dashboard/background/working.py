"""The worker: a process that takes jobs from the store until none waits, and then ends with all its memory.

Started by `dashboard.background.foreman` as `python -m dashboard.background.working`.
"""

import io
import logging
import threading
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import Engine

from dashboard.background.kinds import KINDS, Piece, finished
from dashboard.data.results import edition
from dashboard.data.source import engine_at, standing
from dashboard.views.reader import Reader
from dashboard.words import Words
from store import jobs
from store.accounts import people
from store.engine import reading, writing
from store.faults import N_, Fault, ReportError
from store.handed import keep_handed
from store.jobs import Claim
from store.rights import Reach, may

BEAT: Final = jobs.SILENCE.total_seconds() / 6
NOTHING: Final = N_("There is nothing to make for this round: no report within your reach counts yet.")
BROKEN: Final = N_("The work failed. The cause has been recorded; please try again later.")

logger = logging.getLogger(__name__)


class TakenAwayError(Exception):
    """The job was cancelled, or given to another worker."""


def work() -> None:
    """Every job that waits, one after the other."""
    engine = engine_at(standing().version.store)
    while held := _claimed(engine):
        do(engine, held)


def do(engine: Engine, held: Claim) -> None:
    """One job to its end, whatever that is; nothing is raised."""
    words = Words.of(held.asked.get("language"))
    try:
        with _alive(engine, held):
            reader, reach = _reading(engine, held)
            name, content = _made(engine, held, reader, reach)
        with writing(engine) as connection:
            jobs.finish(connection, held, name, content, datetime.now(UTC))
            keep_handed(connection, [vars(edition(reader.version, held.asked["round"]))], datetime.now(UTC))
    except TakenAwayError:
        return
    except ReportError as refused:
        _fail(engine, held, "\n".join(words.fault(fault) for fault in refused.faults))
    except Exception:
        logger.exception("job %s", held.job)
        _fail(engine, held, words(BROKEN))


def _made(engine: Engine, held: Claim, reader: Reader, reach: Reach) -> tuple[str, bytes]:
    """The zip of all pieces, or the file into which they are bound; its name first."""
    round_, kind = held.asked["round"], KINDS[held.kind]
    pieces = kind.pieces(reader, round_, reach)
    if not pieces:
        raise ReportError([Fault("", NOTHING)])
    done = _each(engine, held, pieces)
    if kind.bound:
        return kind.bound(reader, round_, [content for _, content in done])
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:  # all of them are compressed already
        for path, content in done:
            archive.writestr(path, content)
    return f"thidua_{held.kind}_{round_}.zip", target.getvalue()


def _each(engine: Engine, held: Claim, pieces: Sequence[Piece]) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of each piece, told as it is done."""
    _tell(engine, held, 0, len(pieces))
    for number, piece in enumerate(finished(pieces), start=1):
        yield piece
        _tell(engine, held, number, len(pieces))


def _reading(engine: Engine, held: Claim) -> tuple[Reader, Reach]:
    """What the account may have as its rights stand now."""
    with reading(engine) as connection:
        person = people.person(connection, held.account)
    if person is None or not may(person, KINDS[held.kind].action):
        raise ReportError([Fault("", jobs.NOT_ALLOWED)])
    stand = standing()
    return Reader(stand.version, held.asked["language"], stand.today, stand.demonstration), person.reach


def _claimed(engine: Engine) -> Claim | None:
    with writing(engine) as connection:
        return jobs.claim(connection, datetime.now(UTC))


def _tell(engine: Engine, held: Claim, done: int, total: int) -> None:
    with writing(engine) as connection:
        if not jobs.tell(connection, held, datetime.now(UTC), done=done, total=total):
            raise TakenAwayError


def _fail(engine: Engine, held: Claim, reason: str) -> None:
    with writing(engine) as connection:
        jobs.fail(connection, held, reason, datetime.now(UTC))


@contextmanager
def _alive(engine: Engine, held: Claim) -> Iterator[None]:
    """While the block runs, the store hears that somebody works, however long one piece takes."""
    over = threading.Event()

    def beat() -> None:
        while not over.wait(BEAT):
            with writing(engine) as connection:
                jobs.live(connection, held, datetime.now(UTC))

    threading.Thread(target=beat, name="beat", daemon=True).start()
    try:
        yield
    finally:
        over.set()


if __name__ == "__main__":
    work()
