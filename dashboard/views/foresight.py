"""What acts would change, in words and small tables."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

import polars as pl

from dashboard.data import register
from dashboard.data.register import FIELDS, Effect
from dashboard.figures import Column
from dashboard.views.accounts import role_name
from dashboard.views.naming import STATES, type_name
from dashboard.views.reader import Reader
from dashboard.views.register import LABELS, Names, place
from dashboard.views.table import Table
from dashboard.words import N_

Row = Mapping[str, Any]
SAID: Final = {
    **LABELS,
    "cluster_vi": N_("Name of the cluster in Vietnamese"),
    "cluster_en": N_("Name of the cluster in English"),
}


def counts(reader: Reader, effect: Effect) -> list[str]:
    """How many units of each type there are before and after, where that changes; and where no round does."""
    words = reader.words
    said = [
        words(
            "{type}: {before} units before, {after} after.",
            type=type_name(reader, row["institution_type"]),
            before=row["before"],
            after=row["after"],
        )
        for row in effect.types.iter_rows(named=True)
        if row["before"] != row["after"]
    ]
    if effect.rounds.is_empty():
        said.append(words("No round that ends on this day or later changes."))
    return said


def tables(reader: Reader, effect: Effect, names: Names) -> list[Table]:
    """Those that have rows: what changes of each unit, rounds, reports, accounts, and units left without superior."""
    made = (_units, _rounds, _reports, _holders, _below)
    return [table for table in (make(reader, effect, names) for make in made) if table.rows.height]


def _units(reader: Reader, effect: Effect, names: Names) -> Table:
    words = reader.words
    rows = [
        {
            "unit": row["unit"],
            "name": row[f"name_{reader.language}"] or row[f"name_{reader.language}_after"],
            "what": _outcome(reader, row),
            "changes": "; ".join(_changes(reader, effect, names, row)),
        }
        for row in effect.units.iter_rows(named=True)
    ]
    columns = {
        "unit": Column(words("Code")),
        "name": Column(words("Unit")),
        "what": Column(words("What becomes of it")),
        "changes": Column(words("From what to what")),
    }
    return Table(words("Units that change"), pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String)), columns)


def _outcome(reader: Reader, row: Row) -> str:
    words = reader.words
    if row["name_vi"] is None:
        return words("begins")
    return words("ends") if row["name_vi_after"] is None else words("goes on, changed")


def _changes(reader: Reader, effect: Effect, names: Names, row: Row) -> Iterator[str]:
    """Of a unit that goes on what is otherwise; of one that begins what it is beside its name."""
    if row["name_vi_after"] is None:
        return
    words = reader.words
    for field in FIELDS if row["name_vi"] is not None else FIELDS[2:]:
        before, after = row[field], row[f"{field}_after"]
        if field in SAID and before != after:
            old, new = (_said(reader, effect, names, field, value) for value in (before, after))
            yield f"{words(SAID[field])}: {new if row['name_vi'] is None else f'{old} → {new}'}"


def _said(reader: Reader, effect: Effect, names: Names, field: str, value: str | None) -> str:
    said = value
    if value is not None:
        match field:
            case "institution_type":
                said = type_name(reader, value)
            case "province":
                said = place(reader, value, effect.on)
            case "parent":
                said = names.get(value, value)
    return reader.words.written(said)


def _rounds(reader: Reader, effect: Effect, names: Names) -> Table:  # noqa: ARG001 - made as the others are
    words = reader.words
    columns = {
        "name": Column(words("Round")),
        "before": Column(words("Units that report, before"), "number"),
        "after": Column(words("Units that report, after"), "number"),
        "joins": Column(words("Come in"), "number"),
        "leaves": Column(words("Leave"), "number"),
        "regrouped": Column(words("In another cluster"), "number"),
    }
    rows = effect.rounds.with_columns(name=_round_names(reader, effect.rounds))
    return Table(words("Rounds that end on this day or later"), rows, columns)


def _reports(reader: Reader, effect: Effect, names: Names) -> Table:
    words = reader.words
    rows = effect.reports.with_columns(
        name=pl.Series([names.get(unit, unit) for unit in effect.reports["unit"]], dtype=pl.String),
        round=_round_names(reader, effect.reports),
        state=pl.Series([words(STATES[state]) for state in effect.reports["state"]], dtype=pl.String),
    )
    columns = {"name": Column(words("Unit")), "round": Column(words("Round")), "state": Column(words("State"))}
    return Table(words("Reports that stay on record and count no more"), rows, columns)


def _holders(reader: Reader, effect: Effect, names: Names) -> Table:
    words = reader.words
    rows = effect.holders.with_columns(
        role=pl.Series([role_name(words, role) for role in effect.holders["role"]], dtype=pl.String),
        unit=pl.Series([names.get(unit, unit) for unit in effect.holders["unit"]], dtype=pl.String),
    )
    columns = {
        "shown_as": Column(words("Name shown")),
        "name": Column(words("Sign-in name")),
        "role": Column(words("Role")),
        "unit": Column(words("Unit")),
    }
    return Table(words("Accounts that reach a unit that ends"), rows, columns)


def _below(reader: Reader, effect: Effect, names: Names) -> Table:
    words = reader.words
    rows = effect.below.with_columns(
        name=f"name_{reader.language}",
        parent=pl.Series([names.get(unit, unit) for unit in effect.below["parent"]], dtype=pl.String),
    )
    columns = {
        "unit": Column(words("Code")),
        "name": Column(words("Unit")),
        "parent": Column(words("Superior unit")),
    }
    return Table(words("Units whose superior ends"), rows, columns)


def _round_names(reader: Reader, rows: pl.DataFrame) -> pl.Series:
    known = {row["round"]: reader.words.name(row) for row in register.rounds().iter_rows(named=True)}
    return pl.Series([known[round_] for round_ in rows["round"]], dtype=pl.String)
