"""The interface stands behind the door: a program shows its token, a page comes with its session and says so."""

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Mount
from starlette.testclient import TestClient

from dashboard.api.callers import OWN_PAGE, SESSION
from dashboard.door.entry import Entry
from dashboard.door.middleware import Door
from dashboard.door.settings import Settings
from store.accounts import people, sessions
from store.engine import writing
from tests.api.conftest import NOW

REPORT = "/api/v1/reports/2026-Q1/a"


@pytest.fixture
def site(interface):
    """The interface behind the door, and the cookie of the school's coordinator."""
    settings = Settings(b"s" * 32, secure=False)
    door = Middleware(
        Door, entry=Entry(interface.world.engine, settings.vault("second factor"), lambda: NOW), settings=settings
    )
    app = Starlette(routes=[Mount("/api/v1", app=interface.client.app)], middleware=[door])
    with writing(interface.world.engine) as connection:
        given = people.AccountGiven("lan", "Lan", "coordinator", (("unit", "a"),))
        opened = sessions.start(connection, people.add(connection, given, NOW), NOW)
    interface.client = TestClient(app)
    interface.session, interface.cookie = opened.id, f"{settings.session_cookie}={opened.cookie}"
    return interface


def test_a_program_shows_its_token_and_needs_no_session(site):
    assert site.ask("GET", REPORT).status_code == 200
    assert site.ask("GET", REPORT, token="thidua_forged").status_code == 401


def test_a_page_comes_with_its_session_and_saves_under_its_name(site):
    headers = {"cookie": site.cookie, OWN_PAGE: "form", "if-match": '"0"'}
    saved = site.client.put(f"{REPORT}/answers/learners", json={"answer": 5}, headers=headers)

    assert saved.status_code == 200
    answer = saved.json()["answers"]["learners"]
    assert (answer["by"], answer["door"]) == ("lan", "form")


def test_a_page_of_another_site_reads_and_writes_nothing(site):
    # A foreign form brings the cookie along, but cannot say that it is one of our pages.
    foreign = site.client.put(
        f"{REPORT}/answers/learners", json={"answer": 5}, headers={"cookie": site.cookie, "if-match": '"0"'}
    )
    stranger = site.client.get(REPORT, headers={SESSION: site.session})  # the door's own word, forged

    assert (foreign.status_code, stranger.status_code) == (401, 401)


def test_a_token_opens_no_other_room(site):
    assert site.client.get("/media/x", headers={"authorization": f"Bearer {site.known}"}).status_code == 401
