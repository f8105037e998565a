"""The results of a round: judged once for each state of data, catalogue and method, and kept once a round is past."""

import hashlib
from datetime import date

import polars as pl

from catalogue import Instrument
from dashboard.data import facts
from dashboard.data.source import Version, engine_at, judged_by, remembered
from metrics import evidence, robustness
from metrics.judge import METHOD, judge
from store.engine import reading, writing
from store.results import edition_results, keep_edition
from store.versions import keep_catalogue


@remembered
def results(version: Version, round_: str) -> pl.DataFrame:
    """One row per unit and item of a round, as `metrics.judge` gives them, over all institution types.

    A round whose results are kept in the store is read from there; any other, an open one above all, is judged here.
    """
    key = edition_key(version, round_)
    with reading(engine_at(version.store)) as connection:
        kept = edition_results(connection, key)
    return judged(version, round_) if kept is None else kept


def judged(version: Version, round_: str) -> pl.DataFrame:
    """The same rows, computed from the answers."""
    arrived = facts.counted(version, round_)
    frames = [
        judge(
            facts.answers(version, round_),
            facts.appraisals(version, round_),
            arrived.filter(pl.col("institution_type") == instrument.institution_type)["unit"],
            instrument,
        )
        for instrument in facts.instruments()
    ]
    return pl.concat(frames)


def edition_key(version: Version, round_: str) -> str:
    """The name of a set of results: the hash of the round's data version, the catalogue and the method."""
    data = facts.round_named(version, round_).data_version
    return hashlib.sha256(f"{round_}\0{data}\0{version.catalogue}\0{METHOD}".encode()).hexdigest()


def keep_settled(version: Version, today: date) -> list[str]:
    """Judge and keep every round whose due date has passed and that is not kept yet; returns their ids."""
    kept = []
    for each in facts.rounds(version):
        key = edition_key(version, each.id)
        with reading(engine_at(version.store)) as connection:
            known = edition_results(connection, key) is not None
        if known or each.due >= today:
            continue
        with writing(engine_at(version.store)) as connection:
            digest = keep_catalogue(connection, judged_by())
            keep_edition(connection, key, each.id, digest, METHOD, version.data, judged(version, each.id))
        kept.append(each.id)
    return kept


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
