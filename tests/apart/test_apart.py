"""Reports answered by the process beside: with its own door, and again after it died."""

import os
import signal
from datetime import UTC, datetime

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

import catalogue as catalogues
from dashboard.apart.beside import Beside
from dashboard.apart.forwarding import Apart
from seed_data.seed import plant
from store.accounts import people, sessions
from store.engine import migrate, open_store, writing

REPORT = "/api/v1/reports/2026-Q4/SGD-01"
QUESTION = "staff"
OWN = {"x-thidua": "1", "if-match": '"0"'}


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    """A small demonstration country, named by the environment."""
    engine = open_store(f"sqlite:///{tmp_path_factory.mktemp('apart')}/store.db")
    migrate(engine)
    plant(engine, catalogues.load(), limit=2)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("THIDUA_DATABASE_URL", str(engine.url))
        yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def session(engine):
    """A coordinator's sign-in."""
    at = datetime.now(UTC)
    given = people.AccountGiven("lan", "Lan", "coordinator", (("unit", "SGD-01"),))
    with writing(engine) as connection:
        return sessions.start(connection, people.add(connection, given, at), at)


@pytest.fixture(scope="module")
def beside(engine):
    found = Beside()
    yield found
    found.close()


@pytest.fixture(scope="module")
def ask(beside):
    """The site, in which everything but reports is answered by this process."""

    async def here(_request):
        return PlainTextResponse("here")

    site = Starlette(routes=[Route("/{path:path}", here)], middleware=[Middleware(Apart, beside=beside)])
    with TestClient(site) as client:
        yield client.request


def test_reports_alone_are_answered_beside(ask, session):
    cookies = {"cookie": f"thidua={session.cookie}"}

    assert ask("GET", "/api/v1/rounds", headers=cookies).text == "here"
    assert ask("GET", "/rankings", headers=cookies).text == "here"
    assert ask("GET", REPORT, headers=cookies).json()["unit"] == "SGD-01"


@pytest.mark.parametrize("headers", [{}, {"x-app-session": "{id}"}, {"cookie": "thidua=stranger"}])
def test_who_has_not_come_in_is_turned_away_whatever_they_say_of_themselves(ask, session, headers):
    told = {name: value.format(id=session.id) for name, value in headers.items()}

    assert ask("GET", REPORT, headers=told).status_code == 401


def test_what_is_asked_goes_over_whole_and_what_is_answered_comes_back_whole(ask, session):
    cookies = {"cookie": f"thidua={session.cookie}", **OWN}
    comment = "đếm lại " * 500

    before = ask("GET", REPORT, headers=cookies).json()["answers"][QUESTION]["version"]
    saved = ask(
        "PUT",
        f"{REPORT}/answers/{QUESTION}",
        headers={**cookies, "if-match": f'"{before}"'},
        json={"answer": 12, "comment": comment},
    )
    read = ask("GET", REPORT, headers=cookies)

    assert (saved.status_code, saved.headers["etag"]) == (200, f'"{before + 1}"')
    assert read.json()["answers"][QUESTION]["comment"] == comment.strip()
    assert ask("GET", REPORT, headers={**cookies, "if-none-match": read.headers["etag"]}).status_code == 304
    assert "connection" not in read.headers


def test_it_is_started_again_after_it_died(ask, beside, session):
    cookies = {"cookie": f"thidua={session.cookie}"}
    before = ask("GET", REPORT, headers=cookies).json()

    os.kill(beside.process.pid, signal.SIGKILL)
    beside.process.wait()

    assert ask("GET", REPORT, headers=cookies).json() == before
