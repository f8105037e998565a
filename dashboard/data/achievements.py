"""What the movement has achieved in the whole country: one figure for each achievement that it promises."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import polars as pl

from catalogue import Indicator, Instrument, Target, Topic
from dashboard.data import facts
from dashboard.data.keeping import kept
from dashboard.data.source import Version, judged_by, remembered
from metrics import targets

NATIONAL = "ministry_unit"  # these answer for the national systems, so what they say goes before the sum of the others
FORMULAS = ("percent", "number")


@dataclass(frozen=True)
class Measure:
    """The answers that tell how far an achievement is: `of` out of `out_of`, in percent, or `of` itself."""

    topic: Topic
    by: Indicator | Target
    of: str
    out_of: str | None
    at_least: float | None = None
    due: date | None = None


def measures() -> tuple[Measure, ...]:
    """One for each achievement that any answer tells of, in the catalogue's order."""
    return _measures(judged_by().digest)


@kept(8)
def _measures(_catalogue: str) -> tuple[Measure, ...]:
    topics = [topic for topic in judged_by().topics.values() if topic.kind == "achievement"]
    found = (next(_candidates(topic), None) for topic in topics)
    return tuple(each for each in found if each is not None)


@remembered
def achievements(version: Version, round_: str) -> pl.DataFrame:
    """One row per measure: topic, value (percent, or a number), units that answered, previous (the value before)."""
    before = facts.previous(version, round_)
    now = facts.answers(version, round_)
    earlier = facts.answers(version, before.id) if before else now.clear()
    rows = []
    for measure in measures():
        own = targets.pooled(now, measure.of, measure.out_of)
        past = targets.pooled(earlier, measure.of, measure.out_of)
        rows.append(own.with_columns(topic=pl.lit(measure.topic.id), previous=pl.lit(past["value"][0], pl.Float64)))
    schema = {"topic": pl.String, "value": pl.Float64, "units": pl.UInt32, "previous": pl.Float64}
    return pl.concat([pl.DataFrame(schema=schema), *(row.select(list(schema)) for row in rows)])


def is_national(question: str) -> bool:
    """Whether ministry units alone answer it, for the national systems."""
    asking = {each.institution_type for each in facts.instruments() if question in each.questions}
    return asking == {NATIONAL}


def _candidates(topic: Topic) -> Iterator[Measure]:
    """What the national systems say; then the dated target that runs longest; then what units say, shares first."""
    yield from (m for formula in FORMULAS for m in _of_indicators(topic, formula, national=True))
    dated = [t for t in judged_by().targets.values() if topic.id in t.covers and t.of and t.out_of]
    for target in sorted(dated, key=lambda each: each.due, reverse=True):
        yield Measure(topic, target, target.of or "", target.out_of, target.at_least, target.due)
    yield from (m for formula in FORMULAS for m in _of_indicators(topic, formula, national=False))


def _of_indicators(topic: Topic, formula: str, *, national: bool) -> Iterator[Measure]:
    for instrument in facts.instruments():
        for indicator in instrument.indicators:
            fits = indicator.formula == formula and _covers(indicator, instrument, topic)
            if fits and national == (instrument.institution_type == NATIONAL and not _asked_elsewhere(indicator)):
                yield Measure(topic, indicator, indicator.of, indicator.out_of)


def _asked_elsewhere(indicator: Indicator) -> bool:
    """Of other types too, so that it tells of the units themselves, not of a national system."""
    others = (i for i in facts.instruments() if i.institution_type != NATIONAL)
    return any(question in other.questions for other in others for question in indicator.asks)


def _covers(indicator: Indicator, instrument: Instrument, topic: Topic) -> bool:
    return topic.id in indicator.covers or topic.id in instrument.questions[indicator.of].covers
