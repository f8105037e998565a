"""The accounts of the store and the branches that they may reach, as an administrator sees them."""

from datetime import UTC, datetime

import polars as pl

from dashboard.data.acts import Acting, look_up
from dashboard.data.source import judged_by
from store.accounts import branches as known_branches
from store.accounts import directory, roll
from store.accounts.roll import Judged, Line

Branch = tuple[str, str]


def listing() -> pl.DataFrame:
    """One row per account as `store.accounts.directory.accounts` has it, and `grants`: its list of "kind:id"."""
    at = datetime.now(UTC)
    accounts = look_up(directory.accounts, at)
    grants = look_up(directory.grants).select("account", grant=pl.concat_str("kind", "id", separator=":"))
    listed = grants.group_by("account", maintain_order=True).agg(grants="grant")
    return accounts.join(listed, on="account", how="left", maintain_order="left").with_columns(
        pl.col("grants").fill_null(pl.lit([], pl.List(pl.String)))
    )


def branches() -> pl.DataFrame:
    """One row per branch there is today: kind, id, name_vi, name_en."""
    return look_up(known_branches.branches, judged_by())


def known() -> list[Branch]:
    return list(branches().select("kind", "id").iter_rows())


def judged(acting: Acting, lines: tuple[Line, ...]) -> list[Judged]:
    """What each line of a list would do; nothing is changed."""
    return look_up(roll.judged, acting, lines, known())
