"""What the results of a round are made from, and the key under which they are kept: the hash of all of it."""

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Final

import polars as pl
from sqlalchemy import Connection

from catalogue import Catalogue, Instrument
from metrics.judge import METHOD
from store import queries
from store.schema import COUNTED_STATES, RECOGNISED_STATES

LIVE: Final = "live"
RECOGNISED: Final = "recognised"
STATES: Final = {LIVE: COUNTED_STATES, RECOGNISED: RECOGNISED_STATES}
JUDGED_BY: Final = {
    "reports": ("unit", "institution_type"),
    "answers": ("unit", "question", "value", "choice", "absence"),
    "appraisals": ("unit", "indicator", "points", "strength"),
}


@dataclass(frozen=True, eq=False)
class Inputs:
    """One round as its results see it: all units expected, and of those whose reports count, what they said.

    `reports` has the columns of the units too.
    """

    round: str
    basis: str
    units: pl.DataFrame
    reports: pl.DataFrame
    answers: pl.DataFrame
    appraisals: pl.DataFrame

    def judged(self, instrument: Instrument) -> pl.Series:
        """The units that an instrument judges."""
        of_type = pl.col("institution_type") == instrument.institution_type
        return self.reports.filter(of_type)["unit"]


def narrowed(
    round_: str,
    basis: str,
    units: pl.DataFrame,
    reports: pl.DataFrame,
    answers: pl.DataFrame,
    appraisals: pl.DataFrame,
) -> Inputs:
    """Everything that is known of a round, narrowed to the reports that count on a basis."""
    counted = reports.filter(pl.col("state").is_in(STATES[basis])).join(units, on="unit", how="inner").sort("unit")
    among = pl.col("unit").is_in(counted["unit"].implode())
    return Inputs(round_, basis, units, counted, answers.filter(among), appraisals.filter(among))


def reporting_units(connection: Connection, catalogue: Catalogue, on: date) -> pl.DataFrame:
    """One row per unit in being on a day whose type reports."""
    types = [each.id for each in catalogue.institution_types.values() if each.reports]
    return queries.units(connection, on).filter(pl.col("institution_type").is_in(types))


def instruments(catalogue: Catalogue) -> tuple[Instrument, ...]:
    """The instruments by which reporting units are judged, in the order of the institution types."""
    found = (catalogue.instrument_for(type_) for type_ in catalogue.institution_types)
    return tuple(each for each in found if each is not None)


def key(inputs: Inputs, catalogue: str) -> str:
    """The same for the same answers, appraisals, units, catalogue and method, whatever happened in between.

    A draft that is saved, or a change that is taken back, makes no other edition.
    """
    whole = hashlib.sha256(f"{inputs.round}\0{inputs.basis}\0{catalogue}\0{METHOD}".encode())
    for part, columns in JUDGED_BY.items():
        whole.update(f"\0{part}\0".encode())
        whole.update(getattr(inputs, part).select(columns).sort(columns[:2]).write_csv().encode())
    return whole.hexdigest()
