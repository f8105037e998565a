"""What acts would change, found by carrying them out and taking them back before anything is kept."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

import polars as pl
from sqlalchemy import Connection, Engine

from store import queries
from store.acting import Acting
from store.acts import Act
from store.carrying_out import carry_out
from store.engine import writing
from store.queries.register import holders, reports_of_units

FIELDS: Final = ("name_vi", "name_en", "institution_type", "province", "parent", "cluster", "cluster_vi", "cluster_en")


@dataclass(frozen=True, eq=False)
class Effect:
    """What is otherwise afterwards, on the day of the acts and in every round that ends on it or later."""

    on: date
    # unit, and each of FIELDS before and, with the ending `_after`, afterwards; null where it is not in being
    units: pl.DataFrame
    types: pl.DataFrame  # institution_type, before, after: how many units are in being on the day
    # round, before, after: how many units report; joins, leaves; regrouped: how many are in another cluster
    rounds: pl.DataFrame
    # unit, round, state: reports of units that no longer report for that round; they stay on record, in no figure
    reports: pl.DataFrame
    holders: pl.DataFrame  # name, shown_as, role, unit: accounts that reach a unit that ends
    below: pl.DataFrame  # unit, name_vi, name_en, parent: units in being whose parent ends


def foresee(
    engine: Engine,
    acting: Acting,
    acts: Sequence[Act],
    types: Collection[str],
    reporting: Collection[str],
    at: datetime,
) -> Effect:
    """The effect of acts; nothing is kept. ReportError where they cannot be carried out.

    `types` are the institution types that there are, `reporting` those that file reports.
    """
    on = max(act.on for act in acts)
    first = min(act.on for act in acts)
    with writing(engine) as connection:
        rounds = queries.rounds(connection).filter(pl.col("ends") >= first)
        before = _seen(connection, on, rounds)
        trial = connection.begin_nested()
        carry_out(connection, acting, acts, types, at)
        effect = _effect(connection, on, before, _seen(connection, on, rounds), reporting)
        trial.rollback()
    return effect


Seen = dict[str, pl.DataFrame]  # the units in being: on the day under "", on the last day of each round under its id


def _seen(connection: Connection, on: date, rounds: pl.DataFrame) -> Seen:
    days = {"": on, **dict(rounds.select("round", "ends").iter_rows())}
    return {name: queries.units(connection, day) for name, day in days.items()}


def _effect(connection: Connection, on: date, before: Seen, after: Seen, reporting: Collection[str]) -> Effect:
    changed = _changed(before[""], after[""])
    ended = changed.filter(pl.col("name_vi_after").is_null())["unit"].to_list()
    rounds = [_round(name, before[name], after[name], reporting) for name in before if name]
    left = {str(row["round"]): row["left"] for row in rounds}
    units = sorted({unit for each in left.values() for unit in each})
    lost = [unit in left.get(round_, ()) for unit, round_, _ in reports_of_units(connection, units).iter_rows()]
    return Effect(
        on=on,
        units=changed,
        types=_types(before[""], after[""]),
        rounds=_moved(rounds),
        reports=reports_of_units(connection, units).filter(pl.Series(lost, dtype=pl.Boolean)),
        holders=holders(connection, ended),
        below=after[""].filter(pl.col("parent").is_in(ended)).select("unit", "name_vi", "name_en", "parent"),
    )


def _changed(before: pl.DataFrame, after: pl.DataFrame) -> pl.DataFrame:
    columns = ("unit", *FIELDS)
    both = before.select(columns).join(after.select(columns), on="unit", how="full", coalesce=True, suffix="_after")
    same = pl.all_horizontal(pl.col(name).eq_missing(pl.col(f"{name}_after")) for name in FIELDS)
    return both.filter(~same).sort("unit")


def _types(before: pl.DataFrame, after: pl.DataFrame) -> pl.DataFrame:
    """Null is not zero, but a type without units has none."""
    counted = [each.group_by("institution_type").agg(n=pl.len()) for each in (before, after)]
    both = counted[0].join(counted[1], on="institution_type", how="full", coalesce=True, suffix="_after")
    named = both.select("institution_type", before=pl.col("n").fill_null(0), after=pl.col("n_after").fill_null(0))
    return named.sort("institution_type")


def _round(name: str, before: pl.DataFrame, after: pl.DataFrame, reporting: Collection[str]) -> dict[str, Any]:
    kind = pl.col("institution_type").is_in(list(reporting))
    old, new = (dict(each.filter(kind).select("unit", "cluster").iter_rows()) for each in (before, after))
    return {
        "round": name,
        "before": len(old),
        "after": len(new),
        "joins": len(new.keys() - old.keys()),
        "leaves": len(old.keys() - new.keys()),
        "regrouped": sum(old[unit] != new[unit] for unit in old.keys() & new.keys()),
        "left": old.keys() - new.keys(),
    }


def _moved(rounds: Sequence[dict[str, Any]]) -> pl.DataFrame:
    schema = {"round": pl.String} | dict.fromkeys(("before", "after", "joins", "leaves", "regrouped"), pl.Int64)
    rows = [{name: row[name] for name in schema} for row in rounds]
    return pl.DataFrame(rows, schema=schema).filter(pl.any_horizontal(pl.col("joins", "leaves", "regrouped") > 0))
