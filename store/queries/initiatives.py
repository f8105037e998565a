"""Initiatives of all units: listed, filtered and searched."""

from typing import Any

import polars as pl
from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select

from catalogue.folding import fold
from store.days import holds
from store.queries.frames import frame
from store.schema import COUNTED_STATES, Initiative, Report, Round, UnitSpell

INITIATIVES = {
    "initiative": pl.Int64,
    "round": pl.String,
    "unit": pl.String,
    "unit_vi": pl.String,
    "unit_en": pl.String,
    "institution_type": pl.String,
    "province": pl.String,
    "number": pl.Int64,
    "title": pl.String,
    "problem": pl.String,
    "solution": pl.String,
    "result": pl.String,
    "topic": pl.String,
    "stage": pl.String,
    "beneficiaries": pl.Int64,
    "cost": pl.Float64,
}


def initiatives(
    connection: Connection,
    round_: str | None = None,
    search: str = "",
    *,
    topic: str | None = None,
    institution_type: str | None = None,
    province: str | None = None,
    limit: int = 50,
    offset: int = 0,
) -> pl.DataFrame:
    """One row per initiative of a counted report that passes the filters; newest round first, then by unit and number.

    `search` finds initiatives that have every word of it, whole or as a beginning, whatever its case and marks; of the
    unit's name too. Name, type and province of the unit are those of the round's last day. `cost` is in million đồng.
    """
    wanted = _filters(round_, search, topic, institution_type, province)
    unit = (Report.unit, UnitSpell.name_vi, UnitSpell.name_en, UnitSpell.institution_type, UnitSpell.province)
    own = (getattr(Initiative, name) for name in list(INITIATIVES)[7:])
    asked = _joined(select(Initiative.id, Report.round, *unit, *own)).where(*wanted)
    order = (Round.ends.desc(), Round.id.desc(), Report.unit, Initiative.number)
    return frame(connection, asked.order_by(*order).limit(limit).offset(offset), INITIATIVES)


def initiative_count(
    connection: Connection,
    round_: str | None = None,
    search: str = "",
    *,
    topic: str | None = None,
    institution_type: str | None = None,
    province: str | None = None,
) -> int:
    """How many initiatives pass the same filters."""
    wanted = _filters(round_, search, topic, institution_type, province)
    return connection.scalar(_joined(select(func.count(Initiative.id))).where(*wanted)) or 0


def _joined(asked: Select[Any]) -> Select[Any]:
    spell = and_(UnitSpell.unit == Report.unit, *holds(UnitSpell, Round.ends))
    joined = asked.join(Report, Report.id == Initiative.report)
    return joined.join(Round, Round.id == Report.round).join(UnitSpell, spell)


def _filters(
    round_: str | None, search: str, topic: str | None, institution_type: str | None, province: str | None
) -> list[ColumnElement[bool]]:
    equal = {
        Report.round: round_,
        Initiative.topic: topic,
        UnitSpell.institution_type: institution_type,
        UnitSpell.province: province,
    }
    wanted = [Report.state.in_(COUNTED_STATES), *(column == value for column, value in equal.items() if value)]
    return wanted + [_has_word(word) for word in fold(search).split()]


def _has_word(word: str) -> ColumnElement[bool]:
    """A folded text is words with one space between them, and none of their letters means anything to LIKE."""
    texts = (Initiative.folded, UnitSpell.folded)
    return or_(*(text.like(pattern) for text in texts for pattern in (f"{word}%", f"% {word}%")))
