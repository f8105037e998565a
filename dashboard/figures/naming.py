"""Long names made short the way people write them, so that what tells two of them apart stays."""

import textwrap
from collections.abc import Sequence
from typing import Final

# In the order in which they are tried; they are in everyday official use.
ABBREVIATIONS: Final = (
    ("Sở Giáo dục và Đào tạo", "Sở GDĐT"),
    ("Trường Đại học", "ĐH"),
    ("Trường Cao đẳng", "CĐ"),
    ("Trường Trung cấp", "TC"),
    ("Department of Education and Training", "DoET"),
    ("Vocational Institution", "Voc."),
    ("Vocational College", "Voc. College"),
    ("University", "Univ."),
)


def shortened(text: str, most: int) -> str:
    """The text in at most so many characters: abbreviated first, then cut in the middle: names differ at their ends.

    "Trường Đại học Minh họa số 12" becomes "ĐH Minh họa số 12".
    """
    for long, short in ABBREVIATIONS:
        if len(text) > most:
            text = text.replace(long, short)
    if len(text) <= most:
        return text
    tail = text[-(most // 3) :]
    tail = tail.split(" ", 1)[-1] if " " in tail else tail
    head = text[: most - 1 - len(tail)]
    head = head.rsplit(" ", 1)[0] if " " in head[most // 3 :] else head
    return f"{head.rstrip(' ,;–-')}…{tail}"


def together(names: Sequence[str], rooms: Sequence[int]) -> list[str]:
    """Names that stand below each other, each in its room; where one must be abbreviated, all are."""
    tight = any(len(name) > room for name, room in zip(names, rooms, strict=True))
    alike = [abbreviated(name) for name in names] if tight else names
    return [shortened(name, room) for name, room in zip(alike, rooms, strict=True)]


def abbreviated(name: str) -> str:
    """A name by all its abbreviations, however short it is."""
    for long, short in ABBREVIATIONS:
        name = name.replace(long, short)
    return name


def lines_of(text: str, width: int, *, most: int = 2) -> str:
    """The text over at most so many lines, the last one shortened."""
    lines = textwrap.wrap(text, width)
    if len(lines) > most:
        lines = [*lines[: most - 1], shortened(" ".join(lines[most - 1 :]), width)]
    return "<br>".join(lines)
