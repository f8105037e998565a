"""What a store holds, for people and for programs."""

import json
from collections.abc import Iterator
from dataclasses import asdict

from sqlalchemy import Engine

from dashboard.planting import address
from dashboard.words import Words
from store import queries
from store.engine import reading
from store.faults import N_
from store.schema import STATES
from store.versions import in_force

STATE_NAMES = {
    "draft": N_("draft"),
    "submitted": N_("submitted"),
    "returned": N_("returned for correction"),
    "appraised": N_("appraised"),
    "recognised": N_("recognised"),
    "published": N_("published"),
}


def as_json(engine: Engine) -> str:
    """One object: the store's address, whether it is a demonstration, its today, and the fields of `queries.Counts`."""
    with reading(engine) as connection:
        counts, state = queries.counts(connection), queries.state(connection)
        today = queries.today(connection)
    whole = {
        "store": address(engine),
        "demonstration": state.demonstration,
        "today": today.isoformat(),
        **asdict(counts),
    }
    return json.dumps(whole, ensure_ascii=False, indent=2)


def as_lines(engine: Engine, words: Words) -> Iterator[str]:
    """The same, a line each; units by type with the names of the catalogue."""
    with reading(engine) as connection:
        counts, state = queries.counts(connection), queries.state(connection)
        today = queries.today(connection)
        types = in_force(connection).institution_types
    yield words("Store: {store}", store=address(engine))
    if state.demonstration:
        yield words("Demonstration data")
    yield words("Today in this store: {today}", today=today)
    yield words("Units: {n}", n=sum(counts.units.values()))
    for id_, number in counts.units.items():
        name = words.name(types[id_]) if id_ in types else id_
        yield f"  {name}: {words.number(number)}"
    yield words("Rounds: {n}", n=counts.rounds)
    yield words("Reports: {n}", n=sum(counts.reports.values()))
    for each in STATES:
        if each in counts.reports:
            yield f"  {words(STATE_NAMES[each])}: {words.number(counts.reports[each])}"
    yield words("Answers: {n}", n=counts.answers)
    yield words("Initiatives: {n}", n=counts.initiatives)
    yield words("Data version: {n}", n=counts.data_version)
