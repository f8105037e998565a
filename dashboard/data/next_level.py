"""What one unit lacks for a higher level, and by which indicators it could get there."""

from dataclasses import dataclass

import polars as pl

from catalogue import Instrument
from dashboard.data import facts
from dashboard.data.results import inputs, of_type
from dashboard.data.source import Version, judged_by, remembered
from metrics import next_level
from metrics.values import gates


@dataclass(frozen=True, eq=False)
class Way:
    """The way to `level`: the pillars of `metrics.next_level.lacking`, and of each pillar its shortest indicators."""

    instrument: Instrument
    level: int
    pillars: pl.DataFrame
    shortest: dict[str, pl.DataFrame]


def levels(version: Version, round_: str, unit: str) -> tuple[int, ...]:
    """The levels above the unit's own; none where it has no report that counts or its instrument gives no level.

    A level of a whole is that of its lowest pillar, so that every pillar has to be there.
    """
    instrument, rows = _of(version, round_, unit)
    if rows.is_empty() or not instrument.is_ranked:
        return ()
    own = rows.filter(pl.col("kind") == "pillar")
    now = 0 if own["level"].null_count() else int(own["level"].cast(pl.Int64).to_numpy().min())
    return tuple(each.number for each in instrument.levels if each.number > max(now, 1))


@remembered
def way(version: Version, round_: str, unit: str, level: int) -> Way:
    """What is missing for a level of `levels`."""
    instrument, rows = _of(version, round_, unit)
    answers = inputs(version, round_).answers.filter(pl.col("unit") == unit)
    met = gates(answers, pl.Series("unit", [unit]), instrument)
    pillars = next_level.lacking(rows, met, instrument, level)
    shortest = {
        row["pillar"]: next_level.shortest(rows, instrument, row["pillar"], row["points"] or 0.0)
        for row in pillars.iter_rows(named=True)
    }
    return Way(instrument, level, pillars, shortest)


def _of(version: Version, round_: str, unit: str) -> tuple[Instrument, pl.DataFrame]:
    found = facts.units(version, round_).filter(pl.col("unit") == unit)
    instrument = judged_by().instrument_for(found["institution_type"][0])
    if instrument is None:
        raise KeyError(unit)
    return instrument, of_type(version, round_, instrument).filter(pl.col("unit") == unit)
