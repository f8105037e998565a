"""Initiatives are listed, filtered, and found whatever the spelling."""

from datetime import date

import pytest

from store import queries
from store.submission import InitiativeGiven
from tests.store.world import World


@pytest.fixture(scope="module")
def initiatives(shared_engine, small_catalogue):
    world = World(shared_engine, small_catalogue)
    world.units("a")
    world.units("b", institution_type="school")
    world.rounds("2026-Q1")
    world.rounds("2025", starts=date(2025, 1, 1), ends=date(2025, 12, 31))
    world.report(
        "a",
        initiatives=[
            InitiativeGiven("Hồ sơ điện tử ở Đắk Lắk", solution="Số hóa học bạ", topic="networks"),
            InitiativeGiven("Lớp học trực tuyến", problem="Trường xa"),
        ],
    )
    world.report("b", initiatives=["Thư viện số"])
    world.report("b", "2025", initiatives=["Thư viện điện tử"])
    world.units("c")
    world.report("c", submit=False, initiatives=["Thư viện số của bản nháp"])  # not included: a draft
    return world


@pytest.mark.parametrize(
    ("filters", "titles"),
    [
        ({}, ["Hồ sơ điện tử ở Đắk Lắk", "Lớp học trực tuyến", "Thư viện số", "Thư viện điện tử"]),
        ({"round_": "2025"}, ["Thư viện điện tử"]),
        ({"topic": "networks"}, ["Hồ sơ điện tử ở Đắk Lắk"]),
        ({"institution_type": "office"}, []),
        ({"province": "01"}, []),
        ({"search": "DAK LAK"}, ["Hồ sơ điện tử ở Đắk Lắk"]),
        ({"search": "điện tử"}, ["Hồ sơ điện tử ở Đắk Lắk", "Thư viện điện tử"]),
        ({"search": "tu dien"}, ["Hồ sơ điện tử ở Đắk Lắk", "Thư viện điện tử"]),
        ({"search": "hoc ba"}, ["Hồ sơ điện tử ở Đắk Lắk"]),  # in the solution; not "Lớp học", which lacks a "ba…"
        ({"search": "thu vien truong b"}, ["Thư viện số", "Thư viện điện tử"]),  # the unit's name
        ({"search": "iện"}, []),  # a word is found by its beginning
        ({"search": "100%_"}, []),  # signs mean nothing of their own
        ({"search": "  "}, ["Hồ sơ điện tử ở Đắk Lắk", "Lớp học trực tuyến", "Thư viện số", "Thư viện điện tử"]),
    ],
)
def test_initiatives_are_found(initiatives, filters, titles):
    assert initiatives.ask(queries.initiatives, **filters)["title"].to_list() == titles
    assert initiatives.ask(queries.initiative_count, **filters) == len(titles)


def test_initiatives_come_a_page_at_a_time(initiatives):
    pages = [initiatives.ask(queries.initiatives, limit=3, offset=n)["title"].to_list() for n in (0, 3, 6)]

    assert pages == [["Hồ sơ điện tử ở Đắk Lắk", "Lớp học trực tuyến", "Thư viện số"], ["Thư viện điện tử"], []]
