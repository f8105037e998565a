"""The results of a round: judged once for each state of data, catalogue and method, and kept once a round is past."""

import polars as pl

from catalogue import Instrument
from dashboard.data import computing, facts
from dashboard.data.inputs import LIVE, Inputs, key, narrowed
from dashboard.data.source import Version, engine_at, judged_by, remembered
from dashboard.data.steps import StepLog
from dashboard.figures import Edition
from metrics import evidence, robustness
from metrics.judge import METHOD
from store.engine import reading
from store.results import edition_results


@remembered
def results(version: Version, round_: str) -> pl.DataFrame:
    """One row per unit and item of a round, as `metrics.judge` gives them, over all institution types.

    A round whose results are kept in the store is read from there; any other, an open one above all, is judged here.
    """
    given = inputs(version, round_)
    with reading(engine_at(version.store)) as connection:
        kept = edition_results(connection, key(given, version.catalogue))
    return computing.results(given, judged_by(), StepLog()) if kept is None else kept


@remembered
def edition(version: Version, round_: str) -> Edition:
    """The edition that the live results of a round are, whether it is kept or not."""
    made_of = key(inputs(version, round_), version.catalogue)
    return Edition(made_of, round_, version.data, version.catalogue, METHOD)


def inputs(version: Version, round_: str) -> Inputs:
    """What the live results of a round are made from."""
    return narrowed(
        round_,
        LIVE,
        facts.units(version, round_),
        facts.reports(version, round_),
        facts.answers(version, round_),
        facts.appraisals(version, round_),
    )


def of_type(version: Version, round_: str, instrument: Instrument) -> pl.DataFrame:
    """The results of the units that an instrument judges."""
    of = facts.units(version, round_).filter(pl.col("institution_type") == instrument.institution_type)["unit"]
    return results(version, round_).filter(pl.col("unit").is_in(of.implode()))


@remembered
def strengths(version: Version, round_: str, institution_type: str) -> pl.DataFrame:
    """One row per unit and item of a type: the shares of its points measured, verified and declared."""
    instrument = judged_by().instrument_for(institution_type)
    if instrument is None:
        raise KeyError(institution_type)
    return evidence.strength(of_type(version, round_, instrument), facts.appraisals(version, round_), instrument)


@remembered
def ranges(version: Version, round_: str, institution_type: str, item: str, peers: tuple[str, ...]) -> pl.DataFrame:
    """One row per ranked peer: unit, rank_low, rank_high (5th and 95th percentile), band."""
    instrument = judged_by().instrument_for(institution_type)
    if instrument is None:
        raise KeyError(institution_type)
    among = of_type(version, round_, instrument).filter(pl.col("unit").is_in(peers))
    return robustness.ranges(among, instrument, item)


@remembered
def drivers(version: Version, round_: str, institution_type: str, item: str) -> pl.DataFrame:
    """One row per decision behind the ranks of a type, with its Sobol indices; see `metrics.robustness.drivers`."""
    instrument = judged_by().instrument_for(institution_type)
    if instrument is None:
        raise KeyError(institution_type)
    return robustness.drivers(of_type(version, round_, instrument), instrument, item)
