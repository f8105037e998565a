"""The initiatives of the movement: listed page by page, found by words however they are typed."""

from dataclasses import dataclass

import polars as pl

from dashboard.data.source import Version, engine_at, remembered
from store import queries
from store.engine import reading

PAGE = 20


@dataclass(frozen=True)
class Wanted:
    """What a reader looks for; empty means any."""

    search: str = ""
    round: str = ""
    topic: str = ""
    institution_type: str = ""
    province: str = ""


@remembered
def count(version: Version, wanted: Wanted) -> int:
    """How many initiatives fit."""
    with reading(engine_at(version.store)) as connection:
        return queries.initiative_count(connection, **_filters(wanted))


@remembered
def page(version: Version, wanted: Wanted, number: int) -> pl.DataFrame:
    """One row per initiative of one page, counted from 1, the newest first, as `store.queries.initiatives`."""
    with reading(engine_at(version.store)) as connection:
        return queries.initiatives(connection, **_filters(wanted), limit=PAGE, offset=PAGE * (number - 1))


def _filters(wanted: Wanted) -> dict[str, str | None]:
    return {
        "round_": wanted.round or None,
        "search": wanted.search,
        "topic": wanted.topic or None,
        "institution_type": wanted.institution_type or None,
        "province": wanted.province or None,
    }
