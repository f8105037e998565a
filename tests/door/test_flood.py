"""Floods of sign-ins over HTTP: wrong ones are slowed and logged and cost next to no hash, right ones all pass."""

from collections import Counter

import pytest
from sqlalchemy import select

from dashboard.door import passwords
from store.accounts import people
from store.engine import reading, writing
from store.schema import LogEntry
from tests.door.conftest import NOW
from tests.door.site import Site

PASSWORD = "một câu ngắn dễ nhớ"
PROVINCE = [f"user{n}" for n in range(65)]  # more than the failures that are free for an address
FLOOD = 300


@pytest.fixture(scope="module")
def hashed():
    return passwords.hashed(PASSWORD)


@pytest.fixture
def site(file_engine, hashed):
    with writing(file_engine) as connection:
        for name in ("lan", *PROVINCE):
            given = people.AccountGiven(name, name.title(), "coordinator", (("unit", "SGD-01"),))
            people.choose_password(connection, people.add(connection, given, NOW), hashed)
    return Site(file_engine)


@pytest.fixture
def hashes(monkeypatch):
    """Every name's password that was worth a hash, one entry a hash."""
    spent, fits = [], passwords.fits
    monkeypatch.setattr(passwords, "fits", lambda typed, kept: spent.append(typed) or fits(typed, kept))
    return spent


def sign_in_all(site, tries, address="203.0.113.7"):
    """How many of the tries, each a name and a password from one browser's form, met which answer."""
    with site.visitor(address) as visitor:
        page = visitor.see("/login")
        return Counter(visitor.sign_in(name, password, page).status_code for name, password in tries)


def logged(site):
    with reading(site.engine) as connection:
        return Counter(map(tuple, connection.execute(select(LogEntry.by, LogEntry.action))))


def test_a_flood_for_one_name_costs_six_hashes_and_its_owner_is_in_again_within_a_quarter_of_an_hour(site, hashes):
    met = sign_in_all(site, [("lan", f"guess {n}") for n in range(FLOOD)])

    assert (met, len(hashes)) == ({401: 5, 429: FLOOD - 5}, 6)
    assert logged(site) == {("lan", "sign in failed"): 6, ("lan", "sign in slowed"): 1}
    assert sign_in_all(site, [("lan", PASSWORD)]) == {429: 1}  # the right one waits too, and tells nobody that it is
    site.clock.move(minutes=15)
    assert sign_in_all(site, [("lan", PASSWORD)]) == {303: 1}


def test_a_flood_for_many_names_costs_61_hashes_and_keeps_nobody_elsewhere_waiting(site, hashes):
    met = sign_in_all(site, [(f"nobody{n}", "guess") for n in range(FLOOD)])

    assert (met, len(hashes)) == ({401: 60, 429: FLOOD - 60}, 61)
    assert logged(site) == {("(unknown)", "sign in failed"): 61, ("(unknown)", "sign in slowed"): 1}
    assert sign_in_all(site, [("lan", PASSWORD)], "198.51.100.1") == {303: 1}


def test_a_whole_province_signs_in_from_one_address(site, hashes):
    assert sign_in_all(site, [(name, PASSWORD) for name in PROVINCE]) == {303: len(PROVINCE)}
    assert len(hashes) == len(PROVINCE)
    assert logged(site) == {(name, "sign in"): 1 for name in PROVINCE}
