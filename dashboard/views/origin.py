"""Why is this number this: the chain behind a result, in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import polars as pl

from catalogue import Instrument
from dashboard.data import goals
from dashboard.data.chain import Condition, Given, Link, Origin
from dashboard.data.editions import SHORT
from dashboard.data.origin import ANSWERS, origin
from dashboard.data.source import judged_by, remembered
from dashboard.figures import Column
from dashboard.views.answers import said, way
from dashboard.views.asked_why import Choice, answers_of, id_of
from dashboard.views.links import address_of
from dashboard.views.naming import STATES
from dashboard.views.reader import Reader
from dashboard.views.rules import DECIDED, STRENGTHS, formula, measured, scoring
from dashboard.views.table import Links, Table


@dataclass(frozen=True, eq=False)
class Explained:
    """A result explained: how it follows and from which parts, and which edition holds it.

    `said` is what only those may read whose branch the unit is: its answers, the reviewer's words, the report's way.
    """

    how: tuple[str, ...]
    parts: Table | None
    edition: str
    said: "Said"


@dataclass(frozen=True, eq=False)
class Said:
    """What a unit answered and what a reviewer replied."""

    answers: Table | None
    appraisal: str
    record: tuple[str, ...]


@remembered
def explained(reader: Reader, round_: str, unit: str, choice: Choice) -> Explained | None:
    """The chain of one result; None where the unit has none."""
    found = origin(reader.version, round_, unit, *choice)
    if found is None:
        return None
    instrument = judged_by().instruments[found.filed.instrument]
    link = found.link
    return Explained(
        how=tuple(_from_answers(reader, link) if link.kind == ANSWERS else _how(reader, instrument, link)),
        parts=_parts(reader, instrument, found) if link.parts else None,
        edition=_edition(reader, found),
        said=Said(
            answers=_answers(reader, link) if link.answers else None,
            appraisal=_appraised(reader, link) if link.kind == "indicator" else "",
            record=tuple(_record(reader, found)),
        ),
    )


def _how(reader: Reader, instrument: Instrument, link: Link) -> Iterator[str]:
    words = reader.words
    if link.kind == "indicator":
        indicator = instrument.indicator(link.item)
        told = measured(reader, indicator, link.value)
        yield words("Value: {value}. Formula: {formula}.", value=told, formula=formula(reader, instrument, indicator))
        yield words(
            "Points: {points} of {full}. Rule: {rule}.",
            points=_points(reader, link.points),
            full=link.formula.full,
            rule=scoring(reader, indicator),
        )
        yield words("Self-assessed: {score}.", score=_points(reader, link.self_points))
    elif link.kind == "overall":
        yield words("Score: {score}, the mean of the pillars by their weights.", score=_points(reader, link.score))
    else:
        yield words(
            "Score: {score}, that is {points} of the {possible} points that could be had.",
            score=_points(reader, link.score),
            points=_points(reader, link.points),
            possible=_points(reader, link.possible),
        )
    if link.kind == "indicator" or link.rule != "scored":
        yield words("How it was decided: {rule}.", rule=words(DECIDED[link.rule]))
    yield from (_condition(reader, instrument, each) for each in link.conditions)
    if link.rank is not None:
        yield words("Rank {rank} of {n} in its type.", rank=link.rank, n=link.ranked)


def _from_answers(reader: Reader, link: Link) -> Iterator[str]:
    """The norms and goals that these answers of all units are added up for."""
    words, catalogue = reader.words, judged_by()
    for norm in catalogue.norms.values():
        if link.item == answers_of(norm.have, norm.per):
            need = (
                words.number(norm.rate)
                if norm.per is None
                else words("{rate} for each one of “{per}”", rate=norm.rate, per=catalogue.questions[norm.per])
            )
            yield words(
                "Norm “{norm}”: needed are {need}; missing is what is needed less “{have}”.",
                norm=norm,
                need=need,
                have=catalogue.questions[norm.have],
            )
    for goal in goals.goals(reader.today):
        if link.item == answers_of(goal.of, goal.out_of):
            of = words("“{of}”", of=catalogue.questions[goal.of])
            base = catalogue.questions[goal.out_of] if goal.out_of else None
            told = words("{of} in percent of “{base}”", of=of, base=base) if base else of
            yield words("Goal “{goal}”: {told}, added up over all units first.", goal=goal.entry, told=told)


def _appraised(reader: Reader, link: Link) -> str:
    words = reader.words
    if link.appraisal is None:
        return words("No reviewer has given it points.")
    given = link.appraisal
    told = words(
        "Appraised: {points} by {by}, {at}, {strength}.",
        points=_points(reader, given.points),
        by=given.by,
        at=given.at,
        strength=words(STRENGTHS[given.strength]),
    )
    return f"{told} {given.reason}".strip()


def _condition(reader: Reader, instrument: Instrument, condition: Condition) -> str:
    words = reader.words
    gate = next(each for each in instrument.gates if each.id == condition.gate)
    standing = {True: words("met"), False: words("not met"), None: words("not answered")}[condition.met]
    return words("Condition “{gate}”: {standing}.", gate=gate, standing=standing)


def _answers(reader: Reader, link: Link) -> Table:
    words = reader.words
    rows = [_answer(reader, each) for each in link.answers]
    columns = {
        "name": Column(words("Question")),
        "told": Column(words("Answer")),
        "why": Column(words("Reason or remark")),
        "by": Column(words("By")),
        "moment": Column(words("Changed at")),
        "way": Column(words("Came by")),
        "changes": Column(words("Changes"), "number", 0),
    }
    schema = {**dict.fromkeys(columns, pl.String), "changes": pl.Int64}
    return Table(words("Answers behind the number"), pl.DataFrame(rows, schema=schema), columns)


def _answer(reader: Reader, given: Given) -> dict[str, Any]:
    words = reader.words
    question = judged_by().questions[given.question]
    if not given.is_answered:
        return {"name": words.name(question), "told": words("not answered"), "changes": given.changes}
    return {
        "name": words.name(question),
        "told": said(reader, given.question, vars(given)),
        "why": " ".join(part for part in (given.reason, given.comment) if part),
        "by": given.by,
        "moment": words.time(given.at),
        "way": way(reader, vars(given)),
        "changes": given.changes,
    }


def _parts(reader: Reader, instrument: Instrument, found: Origin) -> Table:
    """Below the whole each pillar with its indicators, so that an answer is one link away."""
    words, link = reader.words, found.link
    below = [part for each in link.parts for part in (each, *each.parts)]
    rows = [_part(reader, instrument, each, found) for each in below]
    columns = {
        "name": Column(words("Part")),
        **({"weight": Column(words("Weight, percent"), "number", 0)} if link.kind == "overall" else {}),
        "told": Column(words("Value")),
        "points": Column(words("Points"), "number", 1),
        "possible": Column(words("Of"), "number", 1),
        "decided": Column(words("How it was decided")),
    }
    schema = {**dict.fromkeys(("name", "told", "decided", "why"), pl.String)}
    numbers = dict.fromkeys(("points", "possible", "weight"), pl.Float64)
    links = {"why": Links(words("Its own origin"), words("Why this number"), "name")}
    return Table(words("Parts of the number"), pl.DataFrame(rows, schema={**schema, **numbers}), columns, links)


def _part(reader: Reader, instrument: Instrument, part: Link, found: Origin) -> dict[str, Any]:
    name, told = instrument.pillar(part.item).name(reader.language) if part.kind == "pillar" else "", ""
    if part.kind == "indicator":
        indicator = instrument.indicator(part.item)
        name, told = f"– {indicator.name(reader.language)}", measured(reader, indicator, part.value)
    plain = part.kind == "pillar" and part.rule == "scored"
    return {
        "name": name,
        "told": told,
        "points": part.points,
        "possible": part.possible,
        "weight": part.formula.weight,
        "decided": "" if plain else reader.words(DECIDED[part.rule]),
        "why": address_of(reader, "unit", round=found.round, unit=found.unit, why=id_of((part.kind, part.item))),
    }


def _record(reader: Reader, found: Origin) -> Iterator[str]:
    words, filed = reader.words, found.filed
    yield words("Report number {n}: {state}.", n=str(filed.report), state=words(STATES[filed.state]))
    yield from (
        words("{state}: {by}, {at}.", state=words(STATES[each.to_state]).capitalize(), by=each.by, at=each.at)
        for each in filed.events
    )


def _edition(reader: Reader, found: Origin) -> str:
    return reader.words(
        "Edition {key}; data version {data}, catalogue {catalogue}, method {method}.",
        key=found.edition[:SHORT],
        data=str(found.data_version),
        catalogue=found.catalogue,
        method=found.method,
    )


def _points(reader: Reader, points: float | None) -> str:
    return reader.words.number(points, 1)
