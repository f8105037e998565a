"""Failures make the next try wait: for a name, from an address; right tries cost nobody anything."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.accounts import throttle
from tests.door.conftest import NOW

PROVINCE = "203.0.113.7"


@pytest.fixture
def many(connection):
    """Ten thousand, and fewer where each try is a way over the network: the arithmetic is the same there."""
    return 10_000 if connection.dialect.name == "sqlite" else 500


@pytest.fixture
def attacked(connection):
    """An hour of guesses at one name, and how many of them were worth a hash."""
    every = 1 if connection.dialect.name == "sqlite" else 20
    return attempts(connection, ["lan"] * (3600 // every), every=timedelta(seconds=every))


def attempts(connection, names, *, address=lambda _: PROVINCE, every=timedelta(seconds=0)):
    """How many of these wrong passwords were worth a hash."""
    taken = [
        throttle.take(connection, throttle.keys(name, address(n)), NOW + n * every) for n, name in enumerate(names)
    ]
    return sum(taken)


def test_the_wait_doubles_after_the_free_failures():
    patience = throttle.PATIENCE["name"]

    waits = [patience.wait(count).total_seconds() for count in (0, 5, 6, 7, 8, 14, 15, 16, 1000)]

    assert waits == [0, 0, 1, 2, 4, 256, 512, 600, 600]


def test_ten_thousand_wrong_passwords_for_one_name_from_everywhere_cost_six_hashes(connection, many):
    assert attempts(connection, ["lan"] * many, address=lambda n: f"10.{n >> 8}.{n & 255}.1") == 6


def test_ten_thousand_wrong_passwords_for_many_names_from_one_address_cost_61_hashes(connection, many):
    assert attempts(connection, [f"user{n}" for n in range(many)]) == 61


def test_an_hour_of_tries_gets_few_guesses_and_then_the_right_user_is_in_within_a_quarter_of_an_hour(
    connection, attacked
):
    end = NOW + timedelta(seconds=3600)

    assert 6 < attacked < 25
    assert not throttle.take(connection, throttle.keys("lan", PROVINCE), end)
    assert throttle.take(connection, throttle.keys("lan", PROVINCE), end + timedelta(minutes=15))


def test_six_hundred_right_passwords_from_one_address_pass(connection, many):
    for n in range(min(many // 5, 600)):
        name = f"user{n}"
        assert throttle.take(connection, throttle.keys(name, PROVINCE), NOW)
        throttle.forgive(connection, name, PROVINCE, NOW)


def test_a_right_password_wipes_out_what_was_mistyped_before(connection):
    for _ in range(4):
        throttle.take(connection, throttle.keys("lan", PROVINCE), NOW)
    throttle.forgive(connection, "lan", PROVINCE, NOW)

    assert attempts(connection, ["lan"] * 6) == 6
    # still counted: what was mistyped from the address
    assert attempts(connection, [f"user{n}" for n in range(200)]) == 61 - 3 - 6


def test_capitals_and_spaces_make_no_other_name(connection):
    assert attempts(connection, ["lan", " Lan", "LAN ", "lAN", "lan", "LaN", "lan", "Lan"]) == 6


def test_failures_are_forgotten(connection):
    attempts(connection, ["lan"] * 5)

    later = NOW + throttle.FORGOTTEN_AFTER + timedelta(seconds=1)

    taken = [throttle.take(connection, throttle.keys("lan", PROVINCE), later) for _ in range(7)]
    assert taken == [True] * 6 + [False]


@given(st.integers(0, 2**64 - 1), st.integers(0, 2**64 - 1))
def test_all_addresses_of_one_ipv6_network_are_one(one, other):
    from ipaddress import ip_address

    base = int(ip_address("2001:db8::"))

    assert throttle.network_of(str(ip_address(base + one))) == throttle.network_of(str(ip_address(base + other)))


@pytest.mark.parametrize(
    ("address", "network"),
    [("203.0.113.7", "203.0.113.7"), ("::ffff:203.0.113.7", "203.0.113.7"), ("testclient", "testclient")],
)
def test_other_addresses_stand_for_themselves(address, network):
    assert throttle.network_of(address) == network
