"""What the store says of a round: the round itself, its units, its reports, its answers."""

from dataclasses import dataclass
from datetime import date, time

import polars as pl

from catalogue import Instrument
from dashboard.data.source import Version, engine_at, judged_by, remembered
from store import queries
from store.engine import reading
from store.rights import EVERYWHERE, Reach

COUNTED = ("submitted", "appraised", "recognised", "published")
APPRAISED = ("appraised", "recognised", "published")


@dataclass(frozen=True)
class RoundFacts:
    """One reporting round, with both its names."""

    id: str
    name_vi: str
    name_en: str
    calendar: str
    starts: date
    ends: date
    opens: date
    due: date
    due_time: time | None
    data_version: int

    def is_open(self, today: date) -> bool:
        """Whether reports are still due, if only until some hour of this day."""
        return self.opens <= today <= self.due


@remembered
def rounds(version: Version) -> tuple[RoundFacts, ...]:
    """Every round, the oldest first."""
    with reading(engine_at(version.store)) as connection:
        frame = queries.rounds(connection)
    fields = ("id", "name_vi", "name_en", "calendar", "starts", "ends", "opens", "due", "due_time", "data_version")
    return tuple(RoundFacts(**row) for row in frame.rename({"round": "id"}).select(fields).iter_rows(named=True))


def round_named(version: Version, id_: str) -> RoundFacts:
    """The round of that id; KeyError if there is none."""
    return {each.id: each for each in rounds(version)}[id_]


def previous(version: Version, id_: str) -> RoundFacts | None:
    """The round before, in the same calendar; None for the first."""
    here = round_named(version, id_)
    earlier = [each for each in rounds(version) if each.calendar == here.calendar and each.ends < here.ends]
    return earlier[-1] if earlier else None


def latest_due(version: Version, today: date) -> RoundFacts | None:
    """The round to show first: the last quarter whose due date has passed, else the last round of any calendar."""
    past = [each for each in rounds(version) if each.due < today]
    quarters = [each for each in past if each.calendar == "quarter"]
    everything = quarters or past or list(rounds(version))
    return everything[-1] if everything else None


@remembered
def units(version: Version, round_: str, reach: Reach = EVERYWHERE) -> pl.DataFrame:
    """One row per unit within reach that lives on the last day of a round and is of a type that reports."""
    with reading(engine_at(version.store)) as connection:
        frame = queries.units(connection, round_named(version, round_).ends, reach)
    reporting = [t.id for t in judged_by().institution_types.values() if t.reports]
    return frame.filter(pl.col("institution_type").is_in(reporting))


@remembered
def reports(version: Version, round_: str) -> pl.DataFrame:
    """One row per report of a round, in whatever state."""
    with reading(engine_at(version.store)) as connection:
        return queries.reports(connection, round_)


@remembered
def answers(version: Version, round_: str) -> pl.DataFrame:
    """One row per answer of a round's submitted, appraised, recognised and published reports."""
    with reading(engine_at(version.store)) as connection:
        return queries.answers(connection, [round_])


@remembered
def appraisals(version: Version, round_: str) -> pl.DataFrame:
    """One row per appraised indicator of a round: unit, indicator, points, strength."""
    with reading(engine_at(version.store)) as connection:
        return queries.appraisals(connection, round_)


@remembered
def counted(version: Version, round_: str) -> pl.DataFrame:
    """One row per unit whose report counts in live results: submitted and later, drafts and returned ones not."""
    return (
        reports(version, round_)
        .filter(pl.col("state").is_in(COUNTED))
        .join(units(version, round_), on="unit", how="inner")
        .sort("unit")
    )


def instruments() -> tuple[Instrument, ...]:
    """The instruments by which reporting units are judged, in the order of the institution types."""
    catalogue = judged_by()
    found = (catalogue.instrument_for(type_) for type_ in catalogue.institution_types)
    return tuple(each for each in found if each is not None)


@dataclass(frozen=True)
class Coverage:
    """How much of a round a page rests on."""

    expected: int
    counted: int
    appraised: int
    on_time: int

    @property
    def share_appraised(self) -> float | None:
        """0 to 1 of the counted reports; null before the first."""
        return self.appraised / self.counted if self.counted else None


@remembered
def coverage(version: Version, round_: str, institution_type: str | None = None) -> Coverage:
    """Expected, counted, appraised and on-time reports of a round, of one institution type or of all."""
    kind = pl.lit(value=True) if institution_type is None else pl.col("institution_type") == institution_type
    arrived = counted(version, round_).filter(kind)
    return Coverage(
        expected=units(version, round_).filter(kind).height,
        counted=arrived.height,
        appraised=arrived.filter(pl.col("state").is_in(APPRAISED)).height,
        on_time=arrived.filter(pl.col("on_time")).height,
    )
