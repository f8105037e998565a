"""A number that a person typed as text, read by Vietnamese rules: a dot groups thousands, a comma begins decimals."""

import re
import unicodedata
from typing import Final

PLAIN: Final = re.compile(r"\d+")
GROUPED: Final = re.compile(r"\d{1,3}(?:([.,\s])\d{3})(?:\1\d{3})*")
SCIENTIFIC: Final = re.compile(r"\d+(?:\.\d+)?[eE][+-]?\d{1,2}")
LONGEST: Final = 40  # a longer row of figures is no count of anything
MINUS: Final = str.maketrans("−–", "--")


def number(text: str, kind: str) -> float | None:
    """The number meant, None where it cannot be told.

    `kind` is the question's. A single separator before exactly three figures groups thousands in a count ("1.234" and
    "1,234" are 1234); in an amount only the dot does; a percentage or mark has no thousands, so that there it begins
    decimals. A percent sign is taken where a percentage is asked.
    """
    plain = unicodedata.normalize("NFKC", text).strip().translate(MINUS)
    if kind == "percent":
        plain = plain.removesuffix("%").rstrip()
    sign = -1 if plain.startswith("-") else 1
    digits = plain[1:] if plain.startswith(("+", "-")) else plain
    if len(digits) > LONGEST:
        return None
    if SCIENTIFIC.fullmatch(digits):
        return sign * float(digits)
    whole, decimals = _split(digits, kind)
    if GROUPED.fullmatch(whole):
        whole = re.sub(r"\D", "", whole)
    if not PLAIN.fullmatch(whole) or not PLAIN.fullmatch(decimals or "0"):
        return None
    return sign * float(f"{whole}.{decimals or 0}")


def _split(digits: str, kind: str) -> tuple[str, str]:
    """The part before the decimal separator and the part after it, which is empty where there is none."""
    separators = re.findall(r"[.,]", digits)
    if not separators or _groups_thousands(digits, separators, kind):
        return digits, ""
    whole, _, decimals = digits.rpartition(separators[-1])
    return (whole, decimals) if decimals else (digits, "")


def _groups_thousands(digits: str, separators: list[str], kind: str) -> bool:
    if len(set(separators)) > 1:
        return False
    if len(separators) > 1:
        return True
    wanted = {"count": ".,", "amount": "."}.get(kind, "")
    return separators[0] in wanted and bool(GROUPED.fullmatch(digits)) and not digits.startswith("0")
