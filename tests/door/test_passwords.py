"""Passwords that are easy to guess are refused, with everything that is wrong with them."""

import pytest

from dashboard.door import passwords


def said(password, name="lan"):
    return [str(fault.sentence.format_map(fault.values)) for fault in passwords.faults(password, name)]


@pytest.mark.parametrize(
    "password",
    ["một câu ngắn dễ nhớ", "correct horse battery", "Xk4!pwQ9z$Lm", "mèo đen trên mái nhà", "đi chợ mua cá 2026"],
)
def test_a_long_one_of_ones_own_is_taken(password):
    assert said(password) == []


@pytest.mark.parametrize(
    "password",
    [
        "MatKhau123456789",
        "mật khẩu 2026 giáo dục",
        "password123456",
        "Thidua2026 Hanoi",
        "tran.thi.lan 1990",
        "qwertyuiop12345",
    ],
)
def test_what_people_try_first_is_refused_however_it_is_written(password):
    assert said(password, "tran.thi.lan@moet.example") == [
        "This is among the first that people try. Add words that have nothing to do with it."
    ]


def test_everything_wrong_is_said_at_once():
    assert said("aaa") == [
        "Take at least 12 characters; a short sentence is easy to remember.",
        "Take more different characters: at least 6.",
    ]
    assert said("abcdefgh" * 30) == ["Take at most 200 characters."]


def test_a_hash_tells_nothing_and_fits_its_password_alone():
    kept = passwords.hashed("một câu ngắn dễ nhớ")

    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert passwords.fits("một câu ngắn dễ nhớ", kept)
    assert not passwords.fits("một câu ngắn dễ nhớ ", kept)
    assert not passwords.fits("một câu ngắn dễ nhớ", None)
    assert not passwords.is_dated(kept)
