"""What can be asked “why is this number this?” of a unit: its results, and its answers behind figures of many units."""

from collections.abc import Mapping

import polars as pl

from catalogue import Instrument
from dashboard.data import goals, units
from dashboard.data.origin import ANSWERS
from dashboard.data.rankings import OVERALL
from dashboard.data.source import judged_by, remembered
from dashboard.views.reader import Reader

Choice = tuple[str, str]  # kind and item of a result


@remembered
def choices(reader: Reader, round_: str, unit: str) -> Mapping[Choice, str]:
    """The results of a unit by name: the whole, each pillar with its indicators beneath, then what rests on answers."""
    rows = units.profile(reader.version, round_, unit)
    instrument = _instrument(reader, round_, unit, rows)
    if instrument is None:
        return {}
    named = {("overall", OVERALL): reader.words("Overall score")} if instrument.overall else {}
    for pillar in instrument.pillars:
        named["pillar", pillar.id] = pillar.name(reader.language)
        own = instrument.in_pillar(pillar.id)
        named |= {("indicator", each.id): f"– {each.name(reader.language)}" for each in own}
    asked = instrument.questions
    for norm in judged_by().norms_for(instrument):
        named[ANSWERS, answers_of(norm.have, norm.per)] = norm.name(reader.language)
    for goal in goals.goals(reader.today):
        if goal.of in asked and (goal.out_of is None or goal.out_of in asked):
            named.setdefault((ANSWERS, answers_of(goal.of, goal.out_of)), goal.entry.name(reader.language))
    return named


def answers_of(*questions: str | None) -> str:
    """How answers behind a figure are named together."""
    return ".".join(question for question in questions if question)


def id_of(choice: Choice) -> str:
    """How a result is named in an address; an indicator by its kind too, since it may bear the name of a pillar."""
    kind, item = choice
    return item if kind in ("overall", "pillar") else f"{kind}.{item}"


def _instrument(reader: Reader, round_: str, unit: str, rows: pl.DataFrame) -> Instrument | None:
    if rows.is_empty():
        return None
    of = units.directory(reader.version, round_).filter(pl.col("unit") == unit)["institution_type"][0]
    return judged_by().instrument_for(of)
