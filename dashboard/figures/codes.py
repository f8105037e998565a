"""The code of a figure: the edition that it shows, its own content, and a digit that finds slips of the pen.

`D93076-51C2AF-7`: the edition's key begins with the first six signs, the next six stand for what the figure says and
for every row behind it, the last follows from the twelve before it (ISO 7064, MOD 17,16).
"""

import hashlib
import re
from typing import Final

SIGNS: Final = 6  # of either part
NO_EDITION: Final = "0" * SIGNS
WRITTEN: Final = re.compile(rf"([0-9A-F]{{{SIGNS}}})([0-9A-F]{{{SIGNS}}})([0-9A-F])")


def coded(edition: str, content: str) -> str:
    """The code of a content that shows an edition of this key; an empty key stands for none."""
    parts = (edition[:SIGNS] or NO_EDITION).upper(), hashlib.sha256(content.encode()).hexdigest()[:SIGNS].upper()
    return "-".join((*parts, _check("".join(parts))))


def read_code(typed: str) -> str | None:
    """A code as it is printed, however it is typed; None where no figure has it, as by a slip."""
    found = WRITTEN.fullmatch(re.sub(r"[\s\-–]", "", typed).upper())
    if found is None or found[3] != _check(found[1] + found[2]) or found[1] == NO_EDITION:
        return None
    return "-".join(found.groups())


def edition_of(code: str) -> str:
    """How the key of the edition begins of which a code is."""
    return code[:SIGNS].lower()


def _check(signs: str) -> str:
    rest = 16
    for sign in signs:
        rest = ((int(sign, 16) + rest) % 16 or 16) * 2 % 17
    return f"{(17 - rest) % 16:X}"
