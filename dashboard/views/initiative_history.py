"""How the initiatives of a report came about: who wrote what, when, and by which door."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

import polars as pl

from catalogue import Topic
from dashboard.data import reviewing
from dashboard.data.people import Reach
from dashboard.data.source import judged_by
from dashboard.figures import Column
from dashboard.views.answers import way
from dashboard.views.naming import STAGES
from dashboard.views.reader import Reader
from dashboard.views.table import Table
from dashboard.words import N_, Words

Line = Mapping[str, Any]
PARTS: Final = {
    "title": N_("Title"),
    "topic": N_("Topic"),
    "stage": N_("Stage"),
    "problem": N_("Problem"),
    "solution": N_("Solution"),
    "result": N_("Result"),
    "beneficiaries": N_("People who benefit"),
    "cost": N_("Cost, million đồng"),
}


def steps(words: Words, topics: Mapping[str, Topic], rows: pl.DataFrame) -> Iterator[tuple[Line, str, str]]:
    """Each row that changed its line, oldest first, with the parts that it changed as they were and as they became."""
    known: dict[str, Line] = {}
    for row in rows.iter_rows(named=True):
        before, after = known.get(row["key"], {}), json.loads(row["said"] or "{}")
        other = [part for part in PARTS if _text(before.get(part)) != _text(after.get(part))]
        if row["step"] != "overtaken":
            known[row["key"]] = after
        if other:
            yield row, _said(words, topics, before, other), _said(words, topics, after, other)


def table(reader: Reader, round_: str, unit: str, reach: Reach) -> Table:
    """One row per change of an initiative, the newest first."""
    words = reader.words
    rows = reviewing.initiatives_written(reader.version, round_, unit, reach)
    told = [
        {
            "moment": words.time(row["at"]),
            "by": row["by"],
            "was": before,
            "became": after,
            "way": way(reader, dict(row)),
        }
        for row, before, after in steps(words, judged_by().topics, rows)
    ]
    columns = {
        "moment": Column(words("Changed at")),
        "by": Column(words("By")),
        "was": Column(words("From")),
        "became": Column(words("To")),
        "way": Column(words("Came by")),
    }
    frame = pl.DataFrame(told[::-1], schema=dict.fromkeys(columns, pl.String))
    return Table(words("History of the initiatives"), frame, columns)


def _said(words: Words, topics: Mapping[str, Topic], line: Line, parts: list[str]) -> str:
    told = [
        f"{words(PARTS[part])}: {_named(words, topics, part, line[part])}" for part in parts if _text(line.get(part))
    ]
    return " · ".join(told) or words.written(None)


def _named(words: Words, topics: Mapping[str, Topic], part: str, said: object) -> str:
    text = _text(said)
    if part == "topic" and text in topics:
        return topics[text].name(words.language)
    return words(STAGES[text]) if part == "stage" and text in STAGES else text


def _text(said: object) -> str:
    """A number that was filed as it was typed, so that the same is not told as a change."""
    if isinstance(said, int | float):
        return f"{said:.15g}".replace(".", ",")
    return str(said or "")
