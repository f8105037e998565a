"""What one unit must do to reach a level, in points, conditions and indicators."""

from collections.abc import Iterator
from typing import Any

import polars as pl

from catalogue import Instrument
from dashboard.data import next_level
from dashboard.data.next_level import Way
from dashboard.data.source import remembered
from dashboard.figures import Column
from dashboard.views.naming import level_name
from dashboard.views.reader import Reader
from dashboard.views.rules import measured, scoring
from dashboard.views.table import Table


def levels(reader: Reader, round_: str, unit: str) -> dict[str, str]:
    """The levels that the unit can still reach, by number, each with its name."""
    instrument = next_level.way(reader.version, round_, unit, 2).instrument
    found = next_level.levels(reader.version, round_, unit)
    return {str(number): level_name(reader, instrument, number) for number in found}


@remembered
def lacking(reader: Reader, round_: str, unit: str, level: str) -> tuple[str, ...]:
    """What is missing, a sentence for each pillar that is not there yet, and one for those that are."""
    way = next_level.way(reader.version, round_, unit, int(level))
    missing = way.pillars.filter(~pl.col("there"))
    told = [_sentence(reader, way, row) for row in missing.iter_rows(named=True)]
    there = [way.instrument.pillar(id_) for id_ in way.pillars.filter("there")["pillar"]]
    if there:
        told.append(reader.words("Already there: {pillars}.", pillars=there))
    return tuple(told)


@remembered
def by_indicator(reader: Reader, round_: str, unit: str, level: str) -> Table:
    """The fewest indicators by which the missing points can be had, those with most open points first."""
    words = reader.words
    way = next_level.way(reader.version, round_, unit, int(level))
    rows = [row for id_ in way.pillars["pillar"] for row in _rows(reader, way.instrument, id_, way.shortest[id_])]
    columns = {
        "pillar": Column(words("Pillar")),
        "name": Column(words("Indicator")),
        "now": Column(words("Value")),
        "points": Column(words("Points"), "number", 1),
        "open": Column(words("Points still open"), "number", 1),
        "scoring": Column(words("How points are earned")),
    }
    schema = {name: pl.String if column.shows == "text" else pl.Float64 for name, column in columns.items()}
    title = words("The fewest indicators that have the missing points")
    return Table(title, pl.DataFrame(rows, schema=schema), columns)


def _sentence(reader: Reader, way: Way, row: dict[str, Any]) -> str:
    words = reader.words
    parts = [*_points(reader, row), *_conditions(reader, way.instrument, row)]
    if row["answers"]:
        share = words.percent(100 * row["answers"], 0)
        parts.append(words("{share} more of its indicators must be answered", share=share))
    found = way.shortest[row["pillar"]]
    named = [way.instrument.indicator(id_) for id_ in found["indicator"]]
    advice = words("Most is open in: {indicators}.", indicators=named) if named else ""
    told = words("{pillar}: {parts}.", pillar=way.instrument.pillar(row["pillar"]), parts="; ".join(parts))
    return f"{told} {advice}".strip()


def _points(reader: Reader, row: dict[str, Any]) -> Iterator[str]:
    words = reader.words
    if row["score"] is None:
        yield words("it has no score yet")
    elif row["beyond"] and row["score"] <= row["limit"]:
        yield words(
            "more than {points} of its {possible} points more, to take its score from {score} to above {limit} of 100",
            **_amounts(reader, row),
        )
    elif row["points"]:
        yield words(
            "{points} of its {possible} points more, to take its score from {score} to {limit} of 100",
            **_amounts(reader, row),
        )


def _amounts(reader: Reader, row: dict[str, Any]) -> dict[str, str]:
    number = reader.words.number
    return {
        "points": number(row["points"], 1),
        "possible": number(row["possible"], 0),
        "score": number(row["score"], 1),
        "limit": number(row["limit"], 0),
    }


def _conditions(reader: Reader, instrument: Instrument, row: dict[str, Any]) -> Iterator[str]:
    known = {gate.id: gate for gate in instrument.gates}
    for id_ in row["gates"]:
        yield reader.words("the condition “{gate}” must be met", gate=known[id_])


def _rows(reader: Reader, instrument: Instrument, pillar: str, found: pl.DataFrame) -> Iterator[dict[str, Any]]:
    for row in found.iter_rows(named=True):
        indicator = instrument.indicator(row["indicator"])
        yield {
            "pillar": instrument.pillar(pillar).name(reader.language),
            "name": indicator.name(reader.language),
            "now": measured(reader, indicator, row["value"]),
            "points": row["points"],
            "open": row["open"],
            "scoring": scoring(reader, indicator),
        }
