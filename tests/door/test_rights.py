"""Who may do what: each role, and what a statement finds is what `may` allows."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert

from store import queries, register
from store.engine import reading, writing
from store.register import UnitGiven
from store.rights import ALL, BRANCH, EVERYWHERE, NOWHERE, ROLES_FOR, Branch, Person, Reach, may, may_ever
from store.schema import ROLES, ClusterSpell, Province
from tests.store.conftest import shared_engine

__all__ = ["shared_engine"]

DAY = date(2026, 3, 31)
OWN = Branch("SGD-01", "department", "01", "north")
FOREIGN = Branch("SGD-79", "department", "79", "south")
UNITS = [
    OWN,
    FOREIGN,
    Branch("DH-001", "higher_education", "01"),
    Branch("NN-001", "vocational", "79", "north"),
    Branch("BO-01", "ministry_unit"),
]
GRANTS = sorted({place for unit in UNITS for place in unit.places()})


def person(role, *grants):
    reach = EVERYWHERE if role in ("leader", "administrator") else Reach(grants)
    return Person(1, "lan", "Lan", role, reach)


def test_the_roles_of_the_rights_are_those_of_the_store():
    assert ALL == ROLES
    assert {role for roles in ROLES_FOR.values() for role in roles} == set(ROLES)


@pytest.mark.parametrize("action", ROLES_FOR)
def test_a_stranger_may_nothing(action):
    assert not may(None, action, OWN)


# Each role's rights in its own branch; elsewhere nothing that is about one unit.
@pytest.mark.parametrize(
    ("role", "grant", "allowed"),
    [
        ("coordinator", ("unit", "SGD-01"), ["read results", "read report", "file report"]),
        ("lead", ("cluster", "north"), ["read results", "read reporting", "read report", "return report", "call unit"]),
        ("lead", ("province", "01"), ["read results", "read reporting", "read report", "return report", "call unit"]),
        (
            "reviewer",
            ("institution_type", "vocational"),
            ["read results", "read reporting", "read report", "return report", "appraise report", "call unit"],
        ),
    ],
)
def test_a_role_may_what_it_is_for_and_only_in_its_branch(role, grant, allowed):
    somebody = person(role, grant)
    inside = [unit for unit in UNITS if grant in unit.places()]
    outside = [unit for unit in UNITS if grant not in unit.places()]

    assert inside
    assert outside
    assert {unit: [action for action in ROLES_FOR if may(somebody, action, unit)] for unit in inside} == dict.fromkeys(
        inside, allowed
    )
    general = [action for action in allowed if action not in BRANCH]
    assert {unit: [action for action in ROLES_FOR if may(somebody, action, unit)] for unit in outside} == dict.fromkeys(
        outside, general
    )
    assert [action for action in ROLES_FOR if may_ever(somebody, action)] == allowed


def test_a_leader_reads_all_and_changes_nothing():
    assert [action for action in ROLES_FOR if may(person("leader"), action, FOREIGN)] == [
        "read results",
        "read reporting",
        "read report",
    ]


def test_an_administrator_may_everything():
    assert all(may(person("administrator"), action, FOREIGN) for action in ROLES_FOR)


def test_what_is_about_one_unit_needs_the_unit_to_be_named():
    assert not any(may(person("administrator"), action) for action in BRANCH)


@pytest.fixture(scope="module")
def country(shared_engine):
    """The units of the branches above, as a store holds them."""
    with writing(shared_engine) as connection:
        places = [
            {"code": c, "valid_from": date(2000, 1, 1), "name_vi": c, "name_en": c, "kind": "city", "region": "R"}
            for c in ("01", "79")
        ]
        connection.execute(insert(Province), places)
        units = [UnitGiven(u.unit, u.unit, u.unit, u.institution_type, u.province, date(2020, 1, 1)) for u in UNITS]
        register.add_units(connection, units)
        named = {"name_vi": "x", "name_en": "x", "valid_from": date(2020, 1, 1)}
        spells = [{"unit": u.unit, "cluster": u.cluster, **named} for u in UNITS if u.cluster]
        connection.execute(insert(ClusterSpell), spells)
    return shared_engine


@given(grants=st.sets(st.sampled_from([*GRANTS, ("unit", "nobody"), ("province", "99")])))
def test_a_statement_finds_the_units_that_a_person_may_read_and_no_others(country, grants):
    somebody = person("lead", *sorted(grants))

    with reading(country) as connection:
        found = set(queries.units(connection, DAY, somebody.reach)["unit"])

    assert found == {unit.unit for unit in UNITS if may(somebody, "read report", unit)}


def test_everybody_and_nobody_are_found_whole(country):
    with reading(country) as connection:
        assert queries.units(connection, DAY, EVERYWHERE)["unit"].to_list() == sorted(u.unit for u in UNITS)
        assert queries.units(connection, DAY, NOWHERE).is_empty()


def test_a_unit_is_within_reach_as_long_as_it_stands_there(country):
    reach = Reach((("cluster", "north"),))
    with reading(country) as connection:
        before, then = (queries.units(connection, day, reach)["unit"].to_list() for day in (date(2019, 12, 31), DAY))

    assert (before, then) == ([], ["NN-001", "SGD-01"])
