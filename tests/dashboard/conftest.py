"""Pages opened over real stores, without a browser."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

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
        for name, value in address.items():
            test.query_params[name] = value
        test.run()
        if page != "overview":
            test = to(test, page, **address)
        return test

    return start


def to(test, page, /, **address):
    """Follow the menu to another page, which empties the address, and perhaps a link with its own choices."""
    test.query_params.clear()
    for name, value in address.items():
        test.query_params[name] = value
    return test.switch_page(f"app_pages/{page}.py").run()


@pytest.fixture
def opened(own, monkeypatch):
    """A page over the module's own store, as somebody in some role sees it."""

    def start(page, role="administrator", /, **address):
        monkeypatch.setenv("THIDUA_DATABASE_URL", own)
        test = AppTest.from_file(str(APP), default_timeout=60)
        test.user = stores.signed_in(own, role, *([("unit", "SGD-01")] if role == "coordinator" else []))
        test.context = {"url": "https://thidua.example/users"}
        test.run()
        for name, value in address.items():
            test.query_params[name] = value
        return test.switch_page(f"app_pages/{page}.py").run()

    return start
