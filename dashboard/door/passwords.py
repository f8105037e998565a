"""Passwords: kept as Argon2id hashes, and chosen so that nobody guesses them."""

import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from catalogue.folding import fold
from store.faults import N_, Fault

SHORTEST: Final = 12
LONGEST: Final = 200  # hashing takes longer the longer it is, and somebody would try
FEWEST_LETTERS: Final = 6

# OWASP's profile for servers: 19 MiB, two passes; a province signs in within seconds.
HASHER: Final = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)

# What people take when a long password is asked for; the rest of it has to be long enough by itself.
COMMON: Final = (
    *("password", "matkhau", "qwerty", "qwertyuiop", "asdfgh", "asdfghjkl", "zxcvbn", "1q2w3e4r", "iloveyou", "admin"),
    *("administrator", "welcome", "letmein", "abc123", "123456789", "1234567890", "123456", "12345", "987654321"),
    *("anhyeuem", "emyeuanh", "vietnam", "hanoi", "saigon", "giaoduc", "giaovien", "hocsinh", "truonghoc", "thidua"),
    *("soGDDT".lower(), "giaoducvadaotao", "chuyendoiso", "doimoisangtao", "thidua2026"),
)
YEARS: Final = tuple(str(year) for year in range(1950, 2040))


def hashed(password: str) -> str:
    return HASHER.hash(_typed(password))


def fits(password: str, kept: str | None) -> bool:
    """Whether it is the password; where there is none, after the same work, so that time tells nothing."""
    try:
        HASHER.verify(kept or _nobodys(), _typed(password))
    except (VerifyMismatchError, InvalidHashError):
        return False
    return kept is not None


def is_dated(kept: str) -> bool:
    """Whether the hash was made with less work than is due now."""
    return HASHER.check_needs_rehash(kept)


def faults(password: str, name: str) -> Iterator[Fault]:
    """Everything that makes a new password easy to guess; `name` is the one to sign in by."""
    typed = _typed(password)
    if len(typed) < SHORTEST:
        yield Fault("", N_("Take at least {n} characters; a short sentence is easy to remember."), {"n": SHORTEST})
    if len(typed) > LONGEST:
        yield Fault("", N_("Take at most {n} characters."), {"n": LONGEST})
    if len(set(typed)) < FEWEST_LETTERS:
        yield Fault("", N_("Take more different characters: at least {n}."), {"n": FEWEST_LETTERS})
    rest = _without_the_common(typed, name)
    if len(typed) >= SHORTEST and len(rest) < SHORTEST // 2:
        yield Fault("", N_("This is among the first that people try. Add words that have nothing to do with it."), {})


def _without_the_common(typed: str, name: str) -> str:
    rest = fold(typed).replace(" ", "")
    parts = [fold(part) for part in name.replace("@", ".").replace("-", ".").split(".")]
    for word in sorted({*COMMON, *YEARS, *(part for part in parts if len(part) > 2)}, key=len, reverse=True):  # noqa: PLR2004 - shorter parts are in everything
        rest = rest.replace(word, "")
    return rest


def _typed(password: str) -> str:
    """One form for what different keyboards send for the same Vietnamese letter."""
    return unicodedata.normalize("NFC", password)


@cache
def _nobodys() -> str:
    return HASHER.hash("the password of nobody")
