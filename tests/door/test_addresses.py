"""Pages asked for by address, over everything that is served: closed to the reader and not there look the same."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from starlette.applications import Starlette
from starlette.testclient import TestClient

from dashboard.door.addresses import ACTIONS
from store.accounts import people, sessions
from store.engine import migrate, open_store, reading, writing
from store.rights import ALL, ROLES_FOR
from store.schema import LogEntry
from tests.door.site import HTML

SECRET = "0123456789abcdef0123456789abcdef"
COOKIE = "__Host-thidua"
GRANTS = dict.fromkeys(("coordinator", "lead", "reviewer"), (("unit", "SGD-01"),))


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    """A store of real data with nobody in it."""
    engine = open_store(f"sqlite:///{tmp_path_factory.mktemp('site')}/store.db")
    migrate(engine)
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def served(engine):
    """The routes and the middleware that the server starts with."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("THIDUA_DATABASE_URL", str(engine.url))
        patch.setenv("THIDUA_SECRET", SECRET)
        from dashboard import asgi

        routes, middleware = asgi.door()
    with TestClient(
        Starlette(routes=routes, middleware=middleware), "https://thidua.example", follow_redirects=False
    ) as client:
        yield client


@pytest.fixture(scope="module")
def cookies(engine):
    """What the browser of somebody in each role shows."""
    at = datetime.now(UTC)
    with writing(engine) as connection:
        given = [people.AccountGiven(role, role, role, GRANTS.get(role, ())) for role in ALL]
        accounts = [people.add(connection, each, at) for each in given]
        return {role: sessions.start(connection, id_, at).cookie for role, id_ in zip(ALL, accounts, strict=True)}


@pytest.fixture
def see(served, cookies):
    """A function that asks for an address as the browser of somebody in a role does."""

    def ask(role, path):
        return served.get(path, headers={**HTML, "cookie": f"{COOKIE}={cookies[role]}"})

    return ask


def refused(engine, role):
    """The pages that the log says were refused to somebody."""
    asked = select(LogEntry.subject).where(LogEntry.action == "refused", LogEntry.by == role)
    with reading(engine) as connection:
        return connection.scalars(asked.order_by(LogEntry.number)).all()


@pytest.mark.parametrize("role", ALL)
def test_a_page_answers_those_who_may_open_it_and_is_not_there_for_others(see, engine, role):
    closed = [page for page, action in ACTIONS.items() if role not in ROLES_FOR[action]]

    statuses = {page: see(role, f"/{page}").status_code for page in ACTIONS}

    first = {"overview": 303}  # it is "/" and has no name of its own
    assert statuses == dict.fromkeys(ACTIONS, 200) | first | dict.fromkeys(closed, 404)
    assert refused(engine, role) == [f"/{page}" for page in closed]


@pytest.mark.parametrize("path", ["/{}", "/{}/", "/{}?lang=en", "/{}?unit=SGD-79&round=2026-Q2"])
def test_closed_and_not_there_get_the_same_answer(see, path):
    closed, nowhere = see("coordinator", path.format("users")), see("coordinator", path.format("nowhere"))

    assert closed.text == nowhere.text.replace("nowhere", "users")
    assert (closed.status_code, dict(closed.headers) | {"content-length": ""}) == (
        404,
        dict(nowhere.headers) | {"content-length": ""},
    )


@pytest.mark.parametrize(
    ("language", "heading", "way"),
    [
        ("vi", "Không có trang này", '<a href="/">Trở lại các trang</a>'),
        ("en", "There is no such page", '<a href="/?lang=en">Back to the pages</a>'),
    ],
)
def test_the_answer_speaks_the_readers_language_and_leads_back(see, language, heading, way):
    page = see("leader", f"/nowhere?lang={language}").text

    assert f"<h1>{heading}</h1>" in page
    assert way in page


@pytest.mark.parametrize("path", ["/rankings/x", "/x/users", "/Users", "/users.py", "/%2e%2e/users", "/accounts"])
def test_what_looks_like_a_page_is_none(see, engine, path):
    before = refused(engine, "leader")

    assert see("leader", path).status_code == 404
    assert refused(engine, "leader") == before  # nothing was asked for that there is


def test_an_address_is_text_in_the_answer(see):
    page = see("leader", "//evil.example/%22%3E%3Cscript%3E").text

    assert "<script" not in page
    assert 'href="//' not in page


def test_what_is_no_page_answers_for_itself(see):
    assert see("leader", "/account").status_code == 200
    assert see("leader", "/api/v1/rounds").json() == []


def test_a_figures_code_leads_to_its_page_and_tells_a_stranger_nothing(served, see):
    codes = ["D93076-51C2AF-7", "no-such-code"]

    strangers = [served.get(f"/f/{code}", headers=HTML).headers["location"] for code in codes]
    coordinators = [see("coordinator", f"/f/{code}?lang=en").headers["location"] for code in codes]

    assert strangers == [f"/login?next=%2Ff%2F{code}" for code in codes]
    assert coordinators == [f"/figure?code={code}&lang=en" for code in codes]
