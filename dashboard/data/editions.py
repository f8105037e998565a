"""The kept and the sealed editions: listed, found by a key or a hash, verified, and handed out as they were sealed."""

from dataclasses import dataclass
from typing import Final

import polars as pl
from polars.testing import assert_frame_equal
from sqlalchemy import Connection, Engine

from dashboard.exports.bundle import Bundle, from_csv, unpacked
from store import editions
from store.editions import Seal
from store.engine import reading
from store.faults import N_, Fault, ReportError
from store.results import RESULTS, edition_results

SHORTEST: Final = 6  # hexadecimal digits of a key that may stand for all of it
SHORT: Final = 12  # as many are shown

NO_EDITION: Final = N_("There is no edition {key}. “thidua edition list” names them.")
SEVERAL: Final = N_("Several editions begin with {key}. Write more of it.")
NOT_SEALED: Final = N_("The edition {key} is not sealed.")
UNKNOWN: Final = N_("The files agree with each other, but this store has sealed no edition of hash {digest}.")
DIFFERS: Final = N_("The file is not byte for byte the one that was sealed under {digest}.")
RESULTS_CHANGED: Final = N_("The results that the store keeps are not those that were sealed under {digest}.")
UNDER_ANOTHER: Final = N_("The sealed file has the hash {other}, not {digest}.")


@dataclass(frozen=True, eq=False)
class Sealed:
    """A sealed edition: its seal, its bundle as checked, and the very bytes of the file."""

    seal: Seal
    bundle: Bundle
    content: bytes

    @property
    def file_name(self) -> str:
        return file_name(self.seal.round, self.seal.number, self.seal.digest)


def file_name(round_: str, number: int, digest: str) -> str:
    """As a sealed edition is saved: thidua_2026-Q2_1_91d6504f5e1b.zip."""
    return f"thidua_{round_}_{number}_{digest[:SHORT]}.zip"


def listing(connection: Connection) -> pl.DataFrame:
    """One row per kept edition and seal of it, the newest first; an edition that is not sealed has one row.

    Columns: as `store.editions.editions`, results (how many), and the seal’s digest, number, status, at, by, bytes.
    """
    rows = editions.editions(connection)
    counts = editions.result_counts(connection, rows["key"])
    counted = rows.with_columns(results=pl.col("key").replace_strict(counts, default=0, return_dtype=pl.Int64))
    return counted.join(
        editions.seals(connection).drop("round"), left_on="key", right_on="edition", how="left", maintain_order="left"
    )


def seal_named(connection: Connection, name: str) -> Seal:
    """The seal of an edition's key or of a hash, either of which may be cut short; ReportError where it is not one."""
    name = name.lower()
    rows = listing(connection)
    begins = pl.col("key").str.starts_with(name) | pl.col("digest").str.starts_with(name).fill_null(value=False)
    found = rows.filter(begins) if len(name) >= SHORTEST else rows.clear()
    if found.is_empty():
        raise ReportError([Fault("", NO_EDITION, {"key": name})])
    sealed = found.filter(pl.col("digest").is_not_null())
    if sealed.is_empty():
        raise ReportError([Fault("", NOT_SEALED, {"key": name})])
    if sealed.height > 1:
        raise ReportError([Fault("", SEVERAL, {"key": name})])
    return _seals(sealed.rename({"key": "edition"}))[0]


def verified(engine: Engine, name: str) -> Sealed:
    """A sealed edition of the store with every byte checked, its kept results too; ReportError where any differs."""
    with reading(engine) as connection:
        seal = seal_named(connection, name)
        content = editions.bundle_of(connection, seal.digest) or b""
        kept = edition_results(connection, seal.edition)
    bundle = unpacked(content)
    if bundle.digest != seal.digest:
        raise ReportError([Fault("", UNDER_ANOTHER, {"other": bundle.digest, "digest": seal.digest})])
    if kept is None or not _same(kept, from_csv(bundle.files["results/results.csv"], RESULTS)):
        raise ReportError([Fault("", RESULTS_CHANGED, {"digest": seal.digest})])
    return Sealed(seal, bundle, content)


def verified_file(engine: Engine, content: bytes) -> Sealed:
    """A file that claims to be a sealed edition, checked by itself and against the store; else ReportError."""
    bundle = unpacked(content)
    with reading(engine) as connection:
        seals = [seal for seal in _seals(editions.seals(connection)) if seal.digest == bundle.digest]
        original = editions.bundle_of(connection, bundle.digest)
    if not seals:
        raise ReportError([Fault("", UNKNOWN, {"digest": bundle.digest})])
    if original != content:
        raise ReportError([Fault("", DIFFERS, {"digest": bundle.digest})])
    return Sealed(seals[0], bundle, content)


def _seals(rows: pl.DataFrame) -> list[Seal]:
    fields = ("digest", "edition", "round", "number", "status", "at", "by")
    return [Seal(**row) for row in rows.select(fields).iter_rows(named=True)]


def _same(one: pl.DataFrame, other: pl.DataFrame) -> bool:
    try:
        assert_frame_equal(one, other, check_exact=True)
    except AssertionError:
        return False
    return True


def all_editions(engine: Engine) -> pl.DataFrame:
    """The listing of a store, for a page."""
    with reading(engine) as connection:
        return listing(connection)


def steps(engine: Engine, key: str) -> pl.DataFrame:
    """One row per step of the run that made or sealed an edition, as `store.editions.steps_of`."""
    with reading(engine) as connection:
        return editions.steps_of(connection, key)


def failed_runs(engine: Engine) -> pl.DataFrame:
    """One row per run that came to nothing, as `store.editions.failures`."""
    with reading(engine) as connection:
        return editions.failures(connection)
