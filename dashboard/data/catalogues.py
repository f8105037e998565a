"""Versions of the catalogue: which there are, how two differ, and what another would change in the newest round."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import polars as pl
from sqlalchemy import Connection

from catalogue import Catalogue
from catalogue.differences import Difference, differences
from dashboard.data import computing, freezing
from dashboard.data.acts import look_up
from dashboard.data.inputs import LIVE, STATES, Inputs
from dashboard.data.source import Version, judged_by, remembered, shipped
from dashboard.data.steps import StepLog
from metrics import gaps
from store import catalogue_drafts, queries, versions
from store.catalogue_drafts import Draft
from store.versions import of_files

__all__ = ["Difference", "Draft", "Effect", "Kept", "changes", "draft", "draft_files", "effect", "files", "kept"]

GROUPS: Final = ("pillar", "overall")


@dataclass(frozen=True, eq=False)
class Kept:
    """The versions that the store has, as `versions.versions`, and those put into force, as `versions.publications`."""

    versions: pl.DataFrame
    publications: pl.DataFrame


@dataclass(frozen=True, eq=False)
class Effect:
    """What another version would change in a round: numbers of units, and what gaps would cost before and after.

    `units` are those that are judged; `costs` has one row per norm: norm, before, after (million đồng).
    """

    round: Mapping[str, Any]
    units: int
    scores: int
    levels: int
    ranks: int
    costs: pl.DataFrame


def kept() -> Kept:
    return Kept(look_up(versions.versions), look_up(versions.publications))


def draft() -> Draft | None:
    """The draft that is worked on."""
    return look_up(catalogue_drafts.open_draft)


def draft_files(of: Draft) -> dict[str, str]:
    """The files of a draft as they would be published."""
    return look_up(catalogue_drafts.files_of, of)


def files(digest: str) -> Mapping[str, str]:
    """The files of a version that is kept, or of the shipped one."""
    return shipped().files if digest == shipped().digest else look_up(versions.kept_files, digest)


def changes(of: Draft) -> list[Difference]:
    """What a draft that loads would change of the version in force."""
    return list(differences(judged_by().files, draft_files(of)))


@remembered
def effect(version: Version, of: Draft) -> Effect | None:  # noqa: ARG001 - what the answer is kept under
    """Of a draft that was tested, against a version, in the newest round that has reports; None where none has."""
    return look_up(_effect, judged_by(), of_files(draft_files(of)))


def _effect(connection: Connection, before: Catalogue, after: Catalogue) -> Effect | None:
    round_ = _newest(connection)
    if round_ is None:
        return None
    log = StepLog()
    was, now = (computing.read(connection, of, round_["round"], LIVE, log) for of in (before, after))
    both = _both(computing.results(was, before, log), computing.results(now, after, log))
    costs = _costs(was, before, round_["ends"]).join(
        _costs(now, after, round_["ends"]), on="norm", how="full", coalesce=True, suffix="_after"
    )
    return Effect(
        round=round_,
        units=both["unit"].n_unique(),
        scores=_units(both, pl.col("score").round(6).ne_missing(pl.col("score_after").round(6))),
        levels=_units(both, pl.col("level").ne_missing(pl.col("level_after"))),
        ranks=_units(both, pl.col("rank").ne_missing(pl.col("rank_after"))),
        costs=costs.select("norm", before="cost", after="cost_after").sort("norm"),
    )


def _newest(connection: Connection) -> dict[str, Any] | None:
    for row in queries.rounds(connection).reverse().iter_rows(named=True):
        reports = queries.reports(connection, row["round"])
        if reports.filter(pl.col("state").is_in(STATES[LIVE])).height:
            return row
    return None


def _both(was: pl.DataFrame, now: pl.DataFrame) -> pl.DataFrame:
    """One row per unit and pillar or whole, as it was and as it would be."""
    columns = ("unit", "kind", "item", "score", "level", "rank")
    of_groups = pl.col("kind").is_in(GROUPS)
    return (
        was.filter(of_groups)
        .select(columns)
        .join(
            now.filter(of_groups).select(columns),
            on=["unit", "kind", "item"],
            how="full",
            coalesce=True,
            suffix="_after",
        )
    )


def _units(both: pl.DataFrame, condition: pl.Expr) -> int:
    return both.filter(condition)["unit"].n_unique()


def _costs(inputs: Inputs, catalogue: Catalogue, ends: date) -> pl.DataFrame:
    """One row per norm: what closing its gaps costs, null where nothing is known."""
    found = freezing.shortfalls(inputs, catalogue, ends)
    return gaps.totals(found, inputs.units, []).select("norm", "cost")
