"""The walk of every address × everybody who may come × own, foreign and no unit: nothing leaks, nothing is guessed."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Mount
from starlette.testclient import TestClient

import catalogue
from dashboard.api.application import PATH, application
from dashboard.api.callers import OWN_PAGE, Desk
from dashboard.api.limits import Buckets
from dashboard.door.entry import Entry
from dashboard.door.middleware import Door
from dashboard.door.settings import Settings
from store.accounts import keys, people, sessions
from store.engine import writing
from store.rights import EVERYWHERE, Branch, Person, Reach, may, may_ever
from tests.dashboard import stores

NOW = datetime(2026, 7, 10, 2, 0, tzinfo=UTC)
ROUND, OWN, FOREIGN, NOBODY = "2026-Q2", "SGD-01", "SGD-79", "SGD-00"
BRANCHES = {OWN: Branch(OWN, "department", "01"), FOREIGN: Branch(FOREIGN, "department", "79"), NOBODY: None}
# What the foreign unit has typed and not yet filed: nobody else has such a word or such a number.
WORD, NUMBER = "khongaibiet", 918273645
FILE = b"%PDF-1.7\n" + WORD.encode()

REACHES = {
    "coordinator": (("unit", OWN),),
    "lead": (("province", "01"),),
    "reviewer": (("institution_type", "ministry_unit"),),
    "leader": (),
    "administrator": (),
}
TOKENS = {"own token": (OWN, "write"), "own token that reads": (OWN, "read"), "foreign token": (FOREIGN, "write")}
STRANGERS = ("nobody", "forged token")
CALLERS = [*REACHES, *TOKENS, *STRANGERS]

PIECE = {"indicator": "dep_knowledge", "link": "https://example.vn/"}
LINE = {"title": "Họp không giấy", "version": 0}
BODIES = {
    ("put", "/reports/{round_}/{unit}/answers/{question}"): {"json": {"answer": 1}},
    ("patch", "/reports/{round_}/{unit}/answers"): {"json": {"answers": {"staff": {"answer": 1, "version": 0}}}},
    ("put", "/reports/{round_}/{unit}"): {"json": {"answers": {}, "submit": False}},
    ("put", "/reports/{round_}/{unit}/initiatives/{key}"): {"json": LINE},
    ("post", "/reports/{round_}/{unit}/files/"): {"content": b"%PDF-1.7\n"},
    ("post", "/reports/{round_}/{unit}/evidence"): {"json": PIECE},
}
MADE_UP = {
    "round_": ROUND,
    "question": "staff",
    "key": "n1",
    "version": 0,
    "digest": "0" * 64,
    "piece": 999,
    "code": "0000-0000-0000",
    "name": "levels",
    "form": "csv",
}


@dataclass
class Site:
    """The interface behind the door, and what each caller shows."""

    client: TestClient
    routes: list
    shown: dict = field(default_factory=dict)
    planted: dict = field(default_factory=dict)

    def ask(self, caller, method, path, **named):
        address = PATH + path.format(**MADE_UP | named)
        headers = {"if-match": '"0"', "accept-language": "en", OWN_PAGE: "form", **self.shown[caller]}
        return self.client.request(method, address, headers=headers, **BODIES.get((method, path), {}))


def person(caller):
    """Who a caller is to `may`; None for strangers."""
    if caller in TOKENS:
        return Person(0, "", "", "coordinator", Reach((("unit", TOKENS[caller][0]),)))
    if caller in STRANGERS:
        return None
    return Person(0, "", "", caller, Reach(REACHES[caller]) if REACHES[caller] else EVERYWHERE)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    engine = stores.waiting(f"sqlite:///{tmp_path_factory.mktemp('walk')}/store.db")
    settings = Settings(b"s" * 32, secure=False)
    shown = {"nobody": {}, "forged token": {"authorization": f"Bearer {keys.PREFIX}{'0' * 43}"}}
    with writing(engine) as connection:
        for role, grants in REACHES.items():
            account = people.add(connection, people.AccountGiven(role, role, role, grants), NOW)
            cookie = sessions.start(connection, account, NOW).cookie
            shown[role] = {"cookie": f"{settings.session_cookie}={cookie}"}
        for label, (unit, scope) in TOKENS.items():
            token = keys.make(connection, unit, scope, label, "quản trị", NOW)
            shown[label] = {"authorization": f"Bearer {token}"}
    interface = application(Desk(engine, catalogue.load(), clock=lambda: NOW, buckets=Buckets(at_once=1e9)))
    door = Middleware(Door, entry=Entry(engine, settings.vault("second factor"), lambda: NOW), settings=settings)
    served = Starlette(routes=[Mount(PATH, app=interface)], middleware=[door])
    routes = [(method, path) for path, ways in interface.openapi()["paths"].items() for method in ways]
    with TestClient(served) as client:
        site = Site(client, [*routes, ("get", "/openapi.json")], shown)
        site.planted = planted(site)
        yield site
    engine.dispose()


def planted(site):
    """A number, remarks, a line and a file in the foreign draft; the file's and the piece's identifiers."""
    report = f"{PATH}/reports/{ROUND}/{FOREIGN}"
    headers = {"if-match": '"0"', **site.shown["foreign token"]}

    def send(method, path, **body):
        answer = site.client.request(method, report + path, headers=headers, **body)
        assert answer.status_code in (200, 201), answer.text
        return answer.json()

    send("PUT", "/answers/staff", json={"answer": NUMBER, "comment": WORD})
    send("PUT", "/initiatives/n1", json={"title": WORD, "version": 0})
    digest = send("POST", "/files/", content=FILE)["digest"]
    piece = send("POST", "/evidence", json={"indicator": "dep_knowledge", "digest": digest, "note": WORD})["id"]
    return {"digest": digest, "piece": piece}


def tells(answer):
    """Whether an answer holds anything of what was planted, however the number is written."""
    plain = answer.text.replace(".", "").replace(",", "")
    return WORD in answer.text or str(NUMBER) in plain or WORD.encode() in answer.content


def allowed(caller, method, unit):
    reads = method == "get"
    if caller == "own token that reads" and not reads:
        return False
    return may(person(caller), "read report" if reads else "file report", BRANCHES[unit])


def open_to(caller, path):
    """Of what is about no single unit, the queue is for those who review; all else for everybody who is known."""
    if caller in STRANGERS:
        return False
    return path != "/reviews/{round_}" or may_ever(person(caller), "return report")


@pytest.mark.parametrize("caller", CALLERS)
def test_every_address_answers_those_who_may_and_nobody_else(site, caller):
    closed = 401 if caller in STRANGERS else 403
    wrong, told = [], set()

    for method, path in site.routes:
        for unit in BRANCHES if "{unit}" in path else [None]:
            may_ask = allowed(caller, method, unit) if unit else open_to(caller, path)
            if may_ask and unit == FOREIGN and method != "get":
                continue  # it would change what was planted
            known = site.planted if unit == FOREIGN else {}
            answer = site.ask(caller, method, path, unit=unit, **known)
            fine = answer.status_code not in (401, 403, 405) and answer.status_code < 500
            # The door leaves tokens to the interface, whose description holds no data and is open to every token.
            described = path == "/openapi.json" and caller == "forged token"
            if not (described or (fine if may_ask else answer.status_code == closed)):
                wrong.append((method, path, unit, answer.status_code))
            if tells(answer):
                told.add(unit)

    assert wrong == []
    # What was planted is shown by its own unit's addresses to those who may read them, and to nobody anywhere else.
    assert told == ({FOREIGN} if allowed(caller, "get", FOREIGN) else set())


@pytest.mark.parametrize("caller", ["coordinator", "lead", "reviewer", "own token", "own token that reads"])
def test_not_yours_and_not_there_get_the_same_answer(site, caller):
    different = []

    for method, path in site.routes:
        if "{unit}" in path:
            foreign = site.ask(caller, method, path, unit=FOREIGN, **site.planted)
            nobody = site.ask(caller, method, path, unit=NOBODY)
            if (foreign.status_code, foreign.text.replace(FOREIGN, NOBODY)) != (nobody.status_code, nobody.text):
                different.append((method, path, foreign.text, nobody.text))

    assert different == []


@pytest.mark.parametrize("caller", ["coordinator", "own token"])
def test_an_identifier_of_another_report_is_like_one_made_up(site, caller):
    guessed = [route for route in site.routes if "{digest}" in route[1] or "{piece}" in route[1]]

    assert len(guessed) == 2
    for method, path in guessed:
        foreign, none = (
            site.ask(caller, method, path, unit=OWN, **site.planted),
            site.ask(caller, method, path, unit=OWN),
        )
        assert (foreign.status_code, foreign.text) == (none.status_code, none.text) == (404, none.text)
