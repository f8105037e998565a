"""Parts that the reports of a unit and of a province share: initiatives, difficulties, changes, numbers in cells."""

from collections.abc import Iterable, Mapping
from typing import Any

import polars as pl

from dashboard.data import shortfalls
from dashboard.data.source import judged_by
from dashboard.views.initiatives import Told
from dashboard.views.overview import SCORE, movement
from dashboard.views.reader import Reader

Row = dict[str, str]


def initiatives(told: Iterable[Told], *, whose: bool = False) -> list[Row]:
    """One row per initiative: title, about (whose, topic, stage, figures), says (what was done and what came of it)."""
    return [
        {
            "title": each.title,
            "about": "; ".join(filter(None, (each.whose if whose else "", each.topic, each.stage, *each.figures))),
            "says": " ".join(f"{label}: {text.rstrip('.')}." for label, text in each.parts),
        }
        for each in told
    ]


def difficulties(reader: Reader, rows: pl.DataFrame) -> list[Row]:
    """One row per difficulty that the movement named: what of its norms is missing, by rows of norm and shortfall.

    `rows` has norm, shortfall (null where nobody knows) and, where several units are meant, short.
    """
    known = {row["norm"]: row for row in rows.iter_rows(named=True)}
    topics = [topic for topic in judged_by().topics.values() if topic.kind == "difficulty"]
    return [{"name": topic.name(reader.language), "says": _missing(reader, topic.id, known)} for topic in topics]


def changed_by(reader: Reader, now: float | None, before: float | None) -> str:
    """A change of points with its sign, for a cell; a dash where there is nothing to compare."""
    return movement(reader, now, before, SCORE)[0] or reader.words.written(None)


def _missing(reader: Reader, topic: str, known: Mapping[str, Mapping[str, Any]]) -> str:
    words = reader.words
    norms = [norm for norm in shortfalls.norms() if norm.difficulty == topic and norm.id in known]
    found = {norm: known[norm.id]["shortfall"] for norm in norms}
    short = [
        words(
            "{norm}: {missing} {thing} missing",
            norm=norm.name(reader.language),
            missing=words.number(missing, 0),
            thing=norm.unit(reader.language),
        )
        for norm, missing in found.items()
        if missing
    ]
    if short:
        return f"{'; '.join(short)}."
    if any(missing == 0 for missing in found.values()):
        return words("the norms that are known are met.")
    return words("no figure given.")
