"""Coordinators who save answer by answer and submit at the end, and viewers who click from page to page."""

import asyncio
import random
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field, replace

from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException

from benchmarks.load.wire import PATIENCE, Line, Reply, view
from benchmarks.load.world import Desk
from store.submission import Given

OK, TOO_MANY, SERVER = 200, 429, 500
AGAIN = 0.5  # seconds before somebody who heard nothing tries again
PAGES = ("", "rankings", "change", "gaps", "unit", "initiatives", "method", "reporting")
ROUNDS = ("2026-Q2", "2026-Q3", "2026-Q4")


@dataclass(frozen=True)
class Pace:
    """How the evening goes, in seconds: between two answers, until everybody has begun, and for submitting."""

    answers: int = 40
    pause: tuple[float, float] = (2.0, 12.0)
    closing: float = 60.0
    click: float = 10.0

    @property
    def typing(self) -> float:
        """How long the slowest are at it."""
        return self.answers * sum(self.pause) / 2 + self.pause[1]


@dataclass
class Times:
    """Seconds per kind of request; `again` counts what was heard only after a server came back, `wrong` what never."""

    taken: dict[str, list[float]] = field(default_factory=dict)
    course: list[tuple[float, str, float]] = field(default_factory=list)  # when it ended, what it was, how long it took
    again: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def add(self, kind: str, seconds: float, what: str = "") -> None:
        self.taken.setdefault(kind, []).append(seconds)
        self.course.append((time.monotonic(), f"{kind} {what}".strip(), seconds))


@dataclass
class Work:
    """What a coordinator has been told is kept."""

    desk: Desk
    saved: Counter[str] = field(default_factory=Counter)
    receipt: str = ""


async def coordinator(work: Work, port: int, cookie: str, pace: Pace, times: Times) -> None:
    """Forty answers with a pause before each, then the submission some time in the last minute."""
    desk, begun = work.desk, time.monotonic()
    line = Line(port, {"cookie": f"{cookie}={desk.cookie}", "x-thidua": "1"})
    versions: Counter[str] = Counter()
    report = f"/api/v1/reports/{desk.round}/{desk.unit}"
    work.saved.update(desk.standing)
    for question, given in _typed(desk, pace.answers):
        await asyncio.sleep(random.uniform(*pace.pause))
        body = {"answer": given.choice if given.value is None else given.value} | {
            name: value for name, value in asdict(given).items() if name in ("absence", "reason", "comment") and value
        }
        headers = {"if_match": f'"{versions[question]}"'}
        path = f"{report}/answers/{question}"
        reply = await _heard("save", times, lambda p=path, b=body, h=headers: line.ask("PUT", p, b, **h))
        if reply is not None:
            versions[question] = reply.json["answers"][question]["version"]
            work.saved[question] += 1
    await asyncio.sleep(max(0.0, begun + pace.typing - time.monotonic()) + random.uniform(0, pace.closing))
    key = uuid.uuid4().hex
    reply = await _heard("submit", times, lambda: line.ask("POST", f"{report}/submission", idempotency_key=key))
    work.receipt = reply.json["receipt"] if reply is not None else ""
    line.close()


async def viewer(port: int, cookie: str, pace: Pace, times: Times) -> None:
    """From page to page, with a click every few seconds, until the task is cancelled."""
    while True:
        try:
            await _browse(port, cookie, pace, times)
        except (OSError, WebSocketException, TimeoutError):
            times.again["click"] += 1
            await asyncio.sleep(AGAIN)


async def _browse(port: int, cookie: str, pace: Pace, times: Times) -> None:
    address = f"ws://localhost:{port}/_stcore/stream"
    headers = {"cookie": cookie, "origin": f"http://localhost:{port}"}
    settings = {"additional_headers": headers, "subprotocols": ["streamlit"], "max_size": None, "ping_interval": None}
    async with connect(address, open_timeout=PATIENCE, **settings) as socket:
        while True:
            await asyncio.sleep(random.uniform(0.5, 1.5) * pace.click)
            page, round_ = random.choice(PAGES), random.choice(ROUNDS)
            begun = time.monotonic()
            elements = await view(socket, page, f"round={round_}")
            times.add("click", time.monotonic() - begun, f"{page or 'overview'} {round_}")
            if elements < len(PAGES):
                times.wrong.append(f"page {page or 'overview'}: {elements} elements")


async def _heard(kind: str, times: Times, ask: Callable[[], "asyncio.Future[Reply]"]) -> Reply | None:
    """The reply that acknowledges; asked again while the server is away, None where it refuses."""
    begun, tries = time.monotonic(), 0
    while True:
        tries += 1
        try:
            reply = await ask()
        except OSError:
            reply = None
        if reply is not None and reply.status == OK:
            break
        if reply is not None and reply.status < SERVER and reply.status != TOO_MANY:
            times.wrong.append(f"{kind}: {reply.status} {reply.content[:300].decode()}")
            return None
        await asyncio.sleep(AGAIN)
    if tries > 1:
        times.again[kind] += 1
    times.add(kind if tries == 1 else f"{kind}, asked again", time.monotonic() - begun)
    return reply


def _typed(desk: Desk, number: int) -> Iterator[tuple[str, Given]]:
    """As many answers as are saved, and each that is open at least once; those beyond are looked at a second time."""
    questions = [id_ for id_ in desk.answers if id_ not in desk.standing]
    for n in range(max(0, number - len(questions))):
        first = questions[n % len(questions)]
        yield first, replace(desk.answers[first], comment=f"lần {n + 1}")
    yield from ((id_, desk.answers[id_]) for id_ in questions)
