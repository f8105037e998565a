"""Pages opened over real stores, without a browser."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.widgets.address import PAGE
from tests.dashboard import stores

APP = Path(__file__).parents[2] / "dashboard" / "app.py"


@pytest.fixture(scope="session")
def urls(tmp_path_factory):
    """The address of a store in each state, each made once and never changed."""
    made = {}

    def url(state):
        if state not in made:
            made[state] = f"sqlite:///{tmp_path_factory.mktemp('stores')}/{state}.db"
            stores.STATES[state](made[state]).dispose()
        return made[state]

    return url


@pytest.fixture
def app(urls, monkeypatch):
    """The app over a store in some state, at an address, as somebody in some role sees it."""

    def start(state, page="overview", role="leader", grants=(), /, **address):
        monkeypatch.setenv("THIDUA_DATABASE_URL", urls(state))
        test = AppTest.from_file(str(APP), default_timeout=60)
        test.user = stores.signed_in(urls(state), role, *grants)
        return to(test, page, **address)

    return start


def to(test, page, /, **address):
    """Follow the menu to a page, which empties the address, and perhaps a link with its own choices.

    Who has seen no page yet comes by a link from outside. ValueError if the menu has no such page for this person.
    """
    test.query_params.clear()
    for name, value in address.items():
        test.query_params[name] = value
    script = f"app_pages/{page}.py"
    if page != "overview" or _shows(test):
        test.switch_page(script)
    test.run()
    if _shows(test) not in (None, page):
        test.switch_page(script)  # which says that it is not there
    return test


def _shows(test):
    """The page that is open; None for somebody whom the door turned away."""
    return getattr(test.session_state, PAGE, None)


@pytest.fixture
def opened(own, monkeypatch):
    """A page over the module's own store, as somebody in some role sees it."""

    def start(page, role="administrator", /, **address):
        monkeypatch.setenv("THIDUA_DATABASE_URL", own)
        test = AppTest.from_file(str(APP), default_timeout=60)
        test.user = stores.signed_in(own, role, *([("unit", "SGD-01")] if role == "coordinator" else []))
        test.context = {"url": "https://thidua.example/users"}
        return to(test, page, **address)

    return start
