"""The register of units as an administrator sees it: all that ever were, and what acts would do to them."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

import polars as pl
from sqlalchemy import Connection

from dashboard.data.acts import Acting, look_up, present_store
from dashboard.data.source import judged_by
from store import carrying_out, foresight, queries, register_list
from store.acts import Act
from store.foresight import FIELDS, Effect
from store.queries import register
from store.register_list import Line, Plan

__all__ = [
    "FIELDS",
    "Effect",
    "carry_out",
    "clusters",
    "events",
    "foresee",
    "foresee_list",
    "listing",
    "place_name",
    "planned",
    "rounds",
    "spells",
]


def listing() -> pl.DataFrame:
    """One row per unit that ever was: its last spell as `store.queries.register.spells`, and `names`, all it had."""
    names = pl.concat_str("name_vi", "name_en", separator=" ").unique(maintain_order=True).str.join(" ")
    grouped = look_up(register.spells).group_by("unit", maintain_order=True)
    return grouped.agg(pl.exclude("unit").last(), names=names)


def spells(unit: str) -> pl.DataFrame:
    """One row per spell of a unit, the oldest first."""
    return look_up(register.spells).filter(pl.col("unit") == unit)


def events(unit: str) -> pl.DataFrame:
    """One row per act that named a unit, the oldest first."""
    return look_up(register.unit_events, unit)


def clusters(unit: str) -> pl.DataFrame:
    """One row per time of a unit in a cluster, the oldest first."""
    return look_up(register.cluster_spells).filter(pl.col("unit") == unit)


def rounds() -> pl.DataFrame:
    return look_up(queries.rounds)


def place_name(code: str, on: date, language: str) -> str:
    """The name of the province that had a code on a day; the code itself where none had it."""
    known = {each.code: each for each in judged_by().geography.provinces_on(on)}
    if code not in known:
        return code
    return known[code].name_vi if language == "vi" else known[code].name_en


def foresee(acting: Acting, acts: Sequence[Act]) -> Effect:
    """What acts would change; nothing is kept. ReportError where they cannot be carried out."""
    types = judged_by().institution_types
    reporting = [id_ for id_, each in types.items() if each.reports]
    return foresight.foresee(present_store(), acting, acts, list(types), reporting, datetime.now(UTC))


def planned(lines: Sequence[Line]) -> Plan:
    """What the rows of a list mean."""
    return register_list.plan(present_store(), lines)


def foresee_list(acting: Acting, plan: Plan) -> Effect | None:
    """What a list would change, None where nothing; ReportError names every fault at its cell."""
    types = judged_by().institution_types
    reporting = [id_ for id_, each in types.items() if each.reports]
    return register_list.foreseen(present_store(), acting, plan, list(types), reporting, datetime.now(UTC))


def carry_out(connection: Connection, acting: Acting, acts: Sequence[Act], types: Sequence[str], at: datetime) -> bool:
    """Acts of the register, all or none; true once they are done."""
    carrying_out.carry_out(connection, acting, acts, types, at)
    return True
