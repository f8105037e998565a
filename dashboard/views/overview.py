"""The country on one screen: headline cards, achievements, course, movement, levels."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import polars as pl

from dashboard import figures
from dashboard.data import achievements as achieved
from dashboard.data import facts, goals, overview
from dashboard.data.findings import Evidence
from dashboard.data.source import remembered
from dashboard.figures import Figure
from dashboard.views.context import context
from dashboard.views.naming import instrument_of, item_name, level_name, named, round_name, type_name, within
from dashboard.views.reader import Reader
from dashboard.words import Words

FLAT = 0.05  # less is written as no change at one decimal
SCORE, SHARE, COUNT = "score", "share", "count"
CHANGES: dict[str, Callable[[Words, str], str]] = {
    SCORE: lambda words, change: words("{change} points", change=change),
    SHARE: lambda words, change: words("{change} percentage points", change=change),
    COUNT: lambda _, change: change,
}


@dataclass(frozen=True)
class Card:
    """One headline figure: what it is of, the figure, its change since the round before, and sentences below.

    `evidence` is where the figure comes from: a page with the rows that it is made of, each with its own origin.
    """

    title: str
    value: str
    change: str
    direction: int
    lines: tuple[str, ...]
    course: Figure | None = None
    evidence: Evidence | None = None


@remembered
def cards(reader: Reader, round_: str) -> tuple[Card, ...]:
    """One card per institution type that reports."""
    rows = overview.headlines(reader.version, round_).iter_rows(named=True)
    return tuple(_card(reader, round_, row) for row in rows)


@remembered
def promises(reader: Reader, round_: str) -> tuple[Card, ...]:
    """One card per achievement that the movement promises and that answers tell of."""
    values = {row["topic"]: row for row in achieved.achievements(reader.version, round_).iter_rows(named=True)}
    return tuple(_promise(reader, round_, measure, values[measure.topic.id]) for measure in achieved.measures())


@remembered
def course(reader: Reader, round_: str, institution_type: str, item: str) -> Figure:
    """How the mean score went over the rounds, and that of the units that are in all of them."""
    words, instrument = reader.words, instrument_of(institution_type)
    rows = named(overview.trend(reader.version, round_, institution_type, item), words)
    on = context(reader, round_, instrument, ((words("Institution type"), type_name(reader, institution_type)),))
    measure = item_name(reader, instrument, item)
    return figures.trend(rows.rename({"scored": "units"}), words, on, measure=measure)


@remembered
def moved(reader: Reader, round_: str, institution_type: str, item: str) -> Figure | None:
    """What changed since the round before; None for the first round of a calendar."""
    before = facts.previous(reader.version, round_)
    if before is None:
        return None
    words, instrument = reader.words, instrument_of(institution_type)
    rows = named(overview.movers(reader.version, round_, institution_type, item), words)
    headline = overview.headline(reader.version, round_, institution_type, item)
    on = context(reader, round_, instrument, ((words("Institution type"), type_name(reader, institution_type)),))
    return figures.change(rows, words, on, headline=headline, since=within(round_name(reader, before.id)))


@remembered
def maturity(reader: Reader, round_: str) -> Figure:
    """How many units of each type stand on each level."""
    found = overview.levels(reader.version, round_)
    names = {
        (row["institution_type"], row["level"]): level_name(
            reader, instrument_of(row["institution_type"]), row["level"]
        )
        for row in found.iter_rows(named=True)
    }
    rows = [
        {
            "name": type_name(reader, type_),
            "level": level,
            "level_name": reader.words("no level") if level is None else names[type_, level],
            "units": units,
        }
        for type_, level, units in found.select("institution_type", "level", "units").iter_rows()
    ]
    schema = {"name": pl.String, "level": pl.Int64, "level_name": pl.String, "units": pl.Int64}
    return figures.levels(pl.DataFrame(rows, schema=schema), reader.words, context(reader, round_))


def _card(reader: Reader, round_: str, row: dict[str, Any]) -> Card:
    words, type_, item = reader.words, row["institution_type"], row["item"]
    instrument = instrument_of(type_)
    trend = named(overview.trend(reader.version, round_, type_, item), words)
    measure = item_name(reader, instrument, item)
    change, direction = movement(reader, row["mean"], row["previous_mean"], SCORE)
    return Card(
        title=type_name(reader, type_),
        value=words.number(row["mean"], 1),
        change=change,
        direction=direction,
        lines=tuple(_under(reader, row, measure)),
        course=figures.sparkline(trend, words, context(reader, round_, instrument), measure=measure)
        if trend["mean"].count() > 1
        else None,
        evidence=Evidence("rankings", {"round": round_, "type": type_, "item": item}),
    )


def _under(reader: Reader, row: dict[str, Any], measure: str) -> Iterator[str]:
    """What a mean must not be read without: of what, among whom, on how many reports, how well checked."""
    words = reader.words
    yield words("{measure}, mean of the units that reported, out of 100.", measure=measure)
    if row["like_mean"] is not None:
        change, _ = movement(reader, row["like_mean"], row["like_previous"], SCORE)
        yield words.plural(
            "Like for like, {n} unit in both rounds: {change}.",
            "Like for like, {n} units in both rounds: {change}.",
            row["like_units"],
            change=change,
        )
    yield words("Reported: {counted} of {expected}.", counted=row["counted"], expected=row["expected"])
    if row["counted"]:
        share = words.percent(100 * row["appraised"] / row["counted"], 0)
        yield words("Appraised: {share} of the reports.", share=share)


def _promise(reader: Reader, round_: str, measure: achieved.Measure, row: dict[str, Any]) -> Card:
    words = reader.words
    percent = measure.out_of is not None
    change, direction = movement(reader, row["value"], row["previous"], SHARE if percent else COUNT)
    return Card(
        title=measure.topic.name(reader.language),
        value=words.percent(row["value"]) if percent else words.number(row["value"], 0),
        change=change,
        direction=direction,
        lines=tuple(_of_what(reader, measure, row)),
        course=_followed(reader, round_, measure),
        evidence=Evidence("targets", {"round": round_, "goal": goals.goal_of(measure.topic.id)}),
    )


def _followed(reader: Reader, round_: str, measure: achieved.Measure) -> Figure | None:
    """The course of an achievement over the rounds; None where fewer than two tell of it."""
    goal = goals.goal_of(measure.topic.id)
    found = next((p for p in goals.progress(reader.version, round_, reader.today) if p.goal.id == goal), None)
    if found is None or found.course["value"].count() < 2:  # noqa: PLR2004 - one is no course
        return None
    names = [round_name(reader, id_) for id_ in found.course["round"]]
    rows = pl.DataFrame({"name": names, "mean": found.course["value"]})
    name = measure.topic.name(reader.language)
    return figures.sparkline(rows, reader.words, context(reader, round_), measure=name)


def _of_what(reader: Reader, measure: achieved.Measure, row: dict[str, Any]) -> Iterator[str]:
    words = reader.words
    yield f"{measure.by.name(reader.language)}."
    if measure.at_least is not None:
        share = words.percent(measure.at_least, 0)
        if row["value"] is not None and row["value"] >= measure.at_least:
            yield words("The target of {share} by {day} is reached.", share=share, day=measure.due)
        else:
            yield words("Target: {share} by {day}.", share=share, day=measure.due)
    yield words.plural("Answered by {n} unit.", "Answered by {n} units.", row["units"])


def movement(reader: Reader, now: float | None, before: float | None, unit: str) -> tuple[str, int]:
    """The change in words with its sign, and its direction: 1, 0 or -1; empty where there is nothing to compare."""
    words = reader.words
    if now is None or before is None:
        return "", 0
    number = words.number(now - before, 0 if unit == COUNT else 1)
    direction = 0 if abs(now - before) < FLAT else (1 if now > before else -1)
    signed = f"+{number}" if direction > 0 else number
    return CHANGES[unit](words, signed), direction
