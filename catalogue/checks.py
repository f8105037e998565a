"""What no single entry can show: sums, references and order, read on raw tables so that no fault hides another."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from catalogue.reading import Table, tables, twins


def instrument_faults(raw: Table, shared: Mapping[str, Any], types: Mapping[str, Any]) -> Iterator[str]:
    """Everything wrong between the entries of one instrument; `shared` holds the questions of `questions.toml`."""
    yield from _doubles(raw)
    yield from unknown_reference("institution type", raw.get("institution_type"), types)
    yield from _sums(raw)
    yield from _weights(raw)
    yield from _levels(raw)
    yield from _references(raw, shared)


def incomplete_pillars(raw: Table) -> Iterator[str]:
    """The pillars whose points do not reach their sum, one sentence each: faults, unless the instrument says so."""
    for pillar, points, given in _pillar_sums(raw):
        if given != points:
            yield (
                f"pillar {pillar}: the points of its indicators add up to {given:g}; they should add up to {points:g}"
            )


def own_questions(raw: Table) -> dict[str, Table]:
    """The questions that stand inside the indicators of one instrument, by id."""
    return {q["id"]: q for i in tables(raw, "indicator") for q in tables(i, "question") if "id" in q}


def unknown_reference(what: str, name: object, known: Mapping[str, Any]) -> Iterator[str]:
    """The sentence about a name that leads nowhere; a few near choices, since the whole list may be long."""
    if isinstance(name, str) and name not in known:
        yield f": no {what} '{name}'; {_choices(name, known)}"


def _pillar_sums(raw: Table) -> Iterator[tuple[str, float, float]]:
    """(pillar, points it should have, points given), without pillars that have unreadable points."""
    for pillar in tables(raw, "pillar"):
        points = [i.get("points") for i in tables(raw, "indicator") if i.get("pillar") == pillar.get("id")]
        if all(isinstance(p, int | float) for p in points):
            yield str(pillar.get("id", "?")), float(pillar.get("points", 100)), float(sum(p for p in points if p))


def _sums(raw: Table) -> Iterator[str]:
    if raw.get("incomplete") is not True:
        yield from (f", {sentence}" for sentence in incomplete_pillars(raw))
    elif not any(incomplete_pillars(raw)):
        yield ": marked incomplete, although the points of every pillar add up; remove 'incomplete'"
    elif not (raw.get("notice_vi") and raw.get("notice_en")):
        yield ": an incomplete instrument says so to its readers in notice_vi and notice_en"


def _weights(raw: Table) -> Iterator[str]:
    weights = [pillar.get("weight") for pillar in tables(raw, "pillar")]
    given = [w for w in weights if isinstance(w, int | float)]
    if "overall" in raw:
        if len(given) != len(weights) or abs(sum(given) - 100) > 1e-9:  # noqa: PLR2004 - per cent
            yield f": the weights of the pillars add up to {sum(given):g}; with [overall] they should add up to 100"
    elif given:
        yield ": pillars have weights but there is no [overall]; pillars are never summed silently"


def _levels(raw: Table) -> Iterator[str]:
    holders = [("", raw), *((f", section {s.get('id', '?')}", s) for s in tables(raw, "section"))]
    for where, holder in holders:
        levels = list(tables(holder, "level"))
        if not levels:
            continue
        if [level.get("number") for level in levels] != list(range(1, len(levels) + 1)):
            yield f"{where}: levels are numbered 1, 2, 3 … in rising order"
        limits: list[Any] = [level.get("below", level.get("up_to")) for level in levels]
        if limits[-1] is not None or None in limits[:-1]:
            yield f"{where}: each level but the last has one limit, 'below' or 'up_to'"
        elif limits[:-1] != sorted(set(limits[:-1])):
            yield f"{where}: the limits of the levels should rise"


def _doubles(raw: Table) -> Iterator[str]:
    for kind in ("pillar", "section", "gate", "indicator", "level"):
        yield from (
            f": {kind} '{twin}' stands there twice" for twin in twins(row.get("id") for row in tables(raw, kind))
        )
    items = [{str(row.get("id")) for row in tables(raw, kind)} for kind in ("pillar", "section", "indicator")]
    yield from (
        f": '{twin}' names two things; pillars, sections and indicators bear different ids"
        for twin in sorted(twins(id_ for ids in items for id_ in ids))
    )
    questions = [q.get("id") for i in tables(raw, "indicator") for q in tables(i, "question")]
    yield from (f": question '{twin}' stands there twice" for twin in twins(questions))


def _references(raw: Table, shared: Mapping[str, Any]) -> Iterator[str]:
    pillars = {str(row.get("id")): row for row in tables(raw, "pillar")}
    sections = {str(row.get("id")): row for row in tables(raw, "section")}
    own = own_questions(raw)
    questions = {**shared, **own}
    yield from (f": question '{id_}' stands in questions.toml too" for id_ in own if id_ in shared)
    for kind, keys in (("indicator", ("of", "out_of")), ("gate", ("question",)), ("section", ())):
        for row in tables(raw, kind):
            where = f", {kind} {row.get('id', '?')}"
            yield from (where + s for s in unknown_reference("pillar", row.get("pillar"), pillars))
            yield from (where + s for s in unknown_reference("section", row.get("section"), sections))
            for key in keys:
                yield from (where + s for s in unknown_reference("question", row.get(key), questions))
    for question in raw.get("ask", []):
        yield from (", ask" + s for s in unknown_reference("question", question, questions))
    for id_, question in own.items():
        yield from (f", question {id_}" + s for s in unknown_reference("question", question.get("at_most"), questions))
    for level, gate in ((row.get("level"), row) for row in tables(raw, "gate")):
        if isinstance(level, int) and level >= len(list(tables(raw, "level"))):
            yield f", gate {gate.get('id', '?')}: level {level} does not limit anything; name a lower one"


def _choices(name: str, known: Mapping[str, Any]) -> str:
    """The known names nearest in spelling, or all where they are few."""
    few = 12
    if len(known) <= few:
        return f"there are {', '.join(sorted(map(str, known)))}"
    near = get_close_matches(name, map(str, known), n=3, cutoff=0.6)
    return f"did you mean {' or '.join(near)}?" if near else f"none of the {len(known)} there are is spelt like it"
