"""Secrets of second factors are sealed under the site's secret, and follow it when it changes."""

import pyotp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.door.factors import seal_again
from dashboard.door.settings import settled
from dashboard.door.vault import Vault
from store.accounts import people
from store.engine import reading, writing
from tests.door.conftest import NOW
from tests.door.site import Site, said

OLD, NEW = "3f9a1c0b7d2e4856a1b0c9d8e7f60514", "c0ffee1234567890abcdefabcdef9876"
PURPOSE = "second factor"


def vault(**environment):
    return settled(environment, demonstration=False).vault(PURPOSE)


@pytest.fixture
def store(file_engine):
    """A function that keeps a second factor of Lan as it is given, and one that reads it."""

    def keep(kept):
        with writing(file_engine) as connection:
            account = people.add(connection, people.AccountGiven("lan", "Lan", "leader"), NOW)
            people.choose_factor(connection, account, kept)

    def kept():
        with reading(file_engine) as connection:
            return people.credentials(connection, "lan").factor

    return keep, kept


@given(st.text())
def test_what_is_sealed_is_opened_under_the_same_secret_alone(plain):
    sealed = Vault.of(PURPOSE, OLD.encode()).sealed(plain)

    opened = [Vault.of(purpose, secret.encode()).opened(sealed) for purpose in (PURPOSE, "x") for secret in (OLD, NEW)]
    assert opened == [plain, None, None, None]
    assert Vault.of(PURPOSE, OLD.encode()).opened(plain) is None  # what was never sealed is not taken as it is


def test_what_was_kept_plain_is_sealed_at_the_next_start_once(file_engine, store):
    keep, kept = store
    secret = pyotp.random_base32()
    keep(secret)

    assert seal_again(file_engine, vault(THIDUA_SECRET=OLD)) == 0
    sealed = kept()
    assert secret not in sealed
    assert vault(THIDUA_SECRET=OLD).opened(sealed) == secret
    seal_again(file_engine, vault(THIDUA_SECRET=OLD))
    assert kept() == sealed


def test_a_new_secret_takes_over_what_the_one_before_sealed(file_engine, store):
    keep, kept = store
    keep(vault(THIDUA_SECRET=OLD).sealed("JBSWY3DP"))

    assert seal_again(file_engine, vault(THIDUA_SECRET=NEW, THIDUA_SECRET_BEFORE=OLD)) == 0

    assert vault(THIDUA_SECRET=NEW).opened(kept()) == "JBSWY3DP"


def test_what_is_sealed_under_a_lost_secret_stays_and_is_counted(file_engine, store, caplog):
    keep, kept = store
    sealed = vault(THIDUA_SECRET=OLD).sealed("JBSWY3DP")
    keep(sealed)

    assert seal_again(file_engine, vault(THIDUA_SECRET=NEW)) == 1
    assert kept() == sealed
    assert "1 second factors were sealed under a secret that is not known here" in caplog.text


def test_a_demonstration_keeps_second_factors_over_a_restart_without_a_secret():
    first, second = (settled({}, demonstration=True).vault(PURPOSE) for _ in range(2))
    given_later = settled({"THIDUA_SECRET": OLD}, demonstration=True).vault(PURPOSE)

    assert second.opened(first.sealed("JBSWY3DP")) == given_later.opened(first.sealed("JBSWY3DP")) == "JBSWY3DP"


def test_whose_telephone_cannot_be_checked_any_more_is_told_and_comes_in_with_a_code_on_paper(file_engine):
    from dashboard.door import passwords
    from store.accounts import recovery

    with writing(file_engine) as connection:
        account = people.add(connection, people.AccountGiven("lan", "Lan", "leader"), NOW)
        people.choose_password(connection, account, passwords.hashed("một câu ngắn dễ nhớ"))
        people.choose_factor(connection, account, vault(THIDUA_SECRET=OLD).sealed("JBSWY3DP"))
        codes = recovery.make(connection, account)
    with Site(file_engine).visitor() as visitor:
        visitor.sign_in()
        page = visitor.see("/login/code")

        assert said(page)[0].startswith("Trang này không kiểm tra được mã trên điện thoại của bạn nữa")
        assert visitor.fill_in(page, code="123456").status_code == 401
        visitor.fill_in("/login/code", code=codes[0])
        assert visitor.inside()
