"""What units have tried: each initiative in the reader's words."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil
from typing import Any

from dashboard.data import initiatives
from dashboard.data.initiatives import PAGE, Wanted
from dashboard.data.source import judged_by, remembered
from dashboard.views.naming import STAGES, province_name, round_name
from dashboard.views.reader import Reader


@dataclass(frozen=True)
class Told:
    """One initiative: its title, whose it is, its parts under their names, and its figures in words."""

    title: str
    whose: str
    topic: str
    stage: str
    parts: tuple[tuple[str, str], ...]
    figures: tuple[str, ...]


def pages(reader: Reader, wanted: Wanted) -> int:
    """How many pages the list has, at least one."""
    return max(ceil(initiatives.count(reader.version, wanted) / PAGE), 1)


def how_many(reader: Reader, wanted: Wanted) -> str:
    """The number found, in words."""
    found = initiatives.count(reader.version, wanted)
    return reader.words.plural("{n} initiative found.", "{n} initiatives found.", found)


@remembered
def page(reader: Reader, wanted: Wanted, number: int) -> tuple[Told, ...]:
    """The initiatives of one page, counted from 1."""
    rows = initiatives.page(reader.version, wanted, number).iter_rows(named=True)
    return tuple(told(reader, row, whose(reader, row)) for row in rows)


def whose(reader: Reader, row: dict[str, Any]) -> str:
    """Unit, province and round."""
    parts = [row[f"unit_{reader.language}"]]
    if row["province"]:
        parts.append(province_name(reader, row["round"], row["province"]))
    return " · ".join([*parts, round_name(reader, row["round"])])


def told(reader: Reader, row: dict[str, Any], whose: str) -> Told:
    """A row of the store in words; what a unit wrote stays as it wrote it."""
    words = reader.words
    parts = {
        words("Problem"): row["problem"],
        words("Solution"): row["solution"],
        words("Result"): row["result"],
    }
    topic = judged_by().topics.get(row["topic"] or "")
    return Told(
        title=row["title"],
        whose=whose,
        topic=topic.name(reader.language) if topic else "",
        stage=words(STAGES[row["stage"]]),
        parts=tuple((label, text) for label, text in parts.items() if text),
        figures=tuple(_figures(reader, row)),
    )


def _figures(reader: Reader, row: dict[str, Any]) -> Iterator[str]:
    words = reader.words
    if row["beneficiaries"] is not None:
        yield words.plural("{n} beneficiary", "{n} beneficiaries", row["beneficiaries"])
    if row["cost"] is not None:
        yield words("cost {cost} million đồng", cost=row["cost"])
