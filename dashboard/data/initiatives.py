"""The initiatives of the movement: listed page by page, found by words however they are typed."""

from dataclasses import dataclass
from typing import TypedDict

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


class Filters(TypedDict):
    """What the store can filter by, None for any."""

    topic: str | None
    institution_type: str | None
    province: str | None


@remembered
def count(version: Version, wanted: Wanted) -> int:
    """How many initiatives fit."""
    with reading(engine_at(version.store)) as connection:
        return queries.initiative_count(connection, wanted.round or None, wanted.search, **_filters(wanted))


@remembered
def page(version: Version, wanted: Wanted, number: int) -> pl.DataFrame:
    """One row per initiative of one page, counted from 1, the newest first, as `store.queries.initiatives`."""
    with reading(engine_at(version.store)) as connection:
        return queries.initiatives(
            connection,
            wanted.round or None,
            wanted.search,
            **_filters(wanted),
            limit=PAGE,
            offset=PAGE * (number - 1),
        )


def _filters(wanted: Wanted) -> Filters:
    return {
        "topic": wanted.topic or None,
        "institution_type": wanted.institution_type or None,
        "province": wanted.province or None,
    }
