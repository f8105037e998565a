"""How one instrument judges, in words made from its entry: nothing here is written twice."""

from collections.abc import Iterator

from catalogue import Indicator, Instrument, Level
from dashboard.data.source import judged_by
from dashboard.figures import Column
from dashboard.views import sources
from dashboard.views.naming import MARKS, type_name
from dashboard.views.reader import Reader
from dashboard.views.rules import formula, scoring, strength
from dashboard.views.table import Table

Facts = tuple[tuple[str, str], ...]


def head(reader: Reader, instrument: Instrument) -> Facts:
    """What an instrument is, as pairs of label and text."""
    words = reader.words
    issuer = instrument.issuer_vi if reader.language == "vi" else instrument.issuer_en
    return (
        (words("Status"), words(MARKS[instrument.status])),
        (words("Judges"), type_name(reader, instrument.institution_type)),
        (words("Decision"), instrument.decision or words("none")),
        (words("Issued by"), issuer),
        (words("Version"), instrument.version),
        (words("Valid from"), words.date(instrument.valid_from)),
        (words("Looked at again on"), words.date(instrument.review)),
        (words("Source"), sourced(reader, instrument)),
    )


def rules(reader: Reader, instrument: Instrument) -> tuple[str, ...]:
    """The rules that hold for all its indicators, one sentence each."""
    return tuple(_rules(reader, instrument))


def _rules(reader: Reader, instrument: Instrument) -> Iterator[str]:
    words = reader.words
    if instrument.missing == "zero":
        yield words("An indicator that is not answered earns no points.")
    else:
        yield words("An indicator that is not answered is left out, and the others weigh more.")
    yield words("What does not apply to a unit, with its reason, is left out, and the others weigh more.")
    share = words.percent(100 * instrument.min_answered, 0)
    yield words("A pillar of which less than {share} is answered gets neither level nor rank.", share=share)
    yield words("Points that a reviewer gave go before self-assessed points; both are kept.")
    if instrument.overall:
        yield instrument.overall.note(reader.language)
    else:
        yield words("There is no overall score: each pillar stands for itself.")
    if instrument.is_ranked:
        yield words(
            "A rank range holds 90% of a unit’s ranks in many draws: weights shaken by up to a quarter, one indicator "
            "left out or none, the mean arithmetic or one that rewards balance."
        )


def levels(reader: Reader, instrument: Instrument) -> tuple[str, ...]:
    """Each level with the scores that reach it."""
    told = []
    lower = ""
    for level in instrument.levels:
        told.append(f"{level.name(reader.language)}: {_reach(reader, level, lower)}")
        lower = _beyond(reader, level)
    return tuple(told)


def _reach(reader: Reader, level: Level, lower: str) -> str:
    words = reader.words
    if level.below is not None:
        upper = words("below {limit}", limit=level.below)
    elif level.up_to is not None:
        upper = words("up to {limit}", limit=level.up_to)
    else:
        upper = ""
    return ", ".join(part for part in (lower, upper) if part)


def _beyond(reader: Reader, level: Level) -> str:
    words = reader.words
    if level.below is not None:
        return words("from {limit}", limit=level.below)
    return words("above {limit}", limit=level.up_to)


def pillars(reader: Reader, instrument: Instrument) -> Table:
    """One row per pillar: points, weight in the whole, indicators."""
    words = reader.words
    columns = {
        "name": Column(words("Pillar")),
        "points": Column(words("Points"), "number"),
        "weight": Column(words("Weight in the whole, %"), "number"),
        "indicators": Column(words("Indicators"), "number", 0),
    }
    rows = [
        {
            "name": pillar.name(reader.language),
            "points": pillar.points,
            "weight": pillar.weight,
            "indicators": len(instrument.in_pillar(pillar.id)),
        }
        for pillar in instrument.pillars
    ]
    return Table(words("Pillars"), sources.frame(rows, columns), columns)


def gates(reader: Reader, instrument: Instrument) -> tuple[str, ...]:
    """The conditions without points, and what they hold back."""
    words = reader.words
    return tuple(
        words(
            "{gate}: while it is not met, {pillar} stays at level {level} or below.",
            gate=gate,
            pillar=instrument.pillar(gate.pillar),
            level=gate.level,
        )
        for gate in instrument.gates
    )


def indicator(reader: Reader, instrument: Instrument, each: Indicator) -> Facts:
    """How one indicator is answered, valued, scored and proved."""
    words = reader.words
    evidence = each.evidence(reader.language)
    parts = {
        words("Value"): formula(reader, instrument, each),
        words("Points"): scoring(reader, each),
        words("Evidence asked"): evidence,
        words("Strength"): strength(reader, each),
        words("Source"): sourced(reader, each),
        words("Looked at again on"): words.date(each.review),
    }
    return tuple((label, text) for label, text in parts.items() if text)


def sourced(reader: Reader, entry: Instrument | Indicator) -> str:
    """The source with its mark."""
    return f"{entry.source} ({reader.words(MARKS[entry.mark])})"


def instruments() -> tuple[str, ...]:
    """The ids of all instruments, those by which reporting units are judged first."""
    known = judged_by().instruments
    return tuple(sorted(known, key=lambda id_: not judged_by().institution_types[known[id_].institution_type].reports))
