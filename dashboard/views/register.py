"""The register of units in words: which there are and were, and what became of each."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

import polars as pl

from dashboard.data import register
from dashboard.data.source import judged_by
from dashboard.exports.lists import List
from dashboard.figures import Column
from dashboard.views.naming import type_name
from dashboard.views.reader import Reader
from dashboard.views.search import found, searchable
from dashboard.views.table import Table
from dashboard.words import N_
from store.register_list import COLUMNS

Row = Mapping[str, Any]
Names = Mapping[str, str]

STANDINGS: Final = {"": N_("All units, ended ones too"), "alive": N_("In being"), "ended": N_("Ended")}
EVENTS: Final = {
    "open": N_("entered"),
    "rename": N_("renamed"),
    "move": N_("moved: type, province or superior"),
    "merge": N_("merged"),
    "split": N_("split up"),
    "close": N_("ended by an act"),
    "reopen": N_("opened again"),
}
LABELS: Final = {
    "name_vi": N_("Name in Vietnamese"),
    "name_en": N_("Name in English"),
    "institution_type": N_("Institution type"),
    "province": N_("Province"),
    "parent": N_("Superior unit"),
    "cluster": N_("Cluster"),
}


def listed(reader: Reader) -> pl.DataFrame:
    """One row per unit that ever was, by name, with what is shown of it and a column to search in."""
    words = reader.words
    rows = register.listing()
    told = [
        {
            **row,
            "name": words.name(row),
            "shown": f"{words.name(row)} ({row['unit']})",
            "type": type_name(reader, row["institution_type"]),
            "place": place(reader, row["province"], row["closed"] or reader.today),
            "alive": row["closed"] is None or row["closed"] >= reader.today,
        }
        for row in rows.iter_rows(named=True)
    ]
    told.sort(key=lambda row: words.sort_key(row["name"]))
    texts = dict.fromkeys(("name", "shown", "type", "place"), pl.String)
    known = pl.DataFrame(told, schema={**rows.schema, **texts, "alive": pl.Boolean})
    return searchable(known, "unit", "names", "type", "place")


def narrowed(rows: pl.DataFrame, typed: str, standing: str) -> pl.DataFrame:
    """The units that have what was typed, in being or ended where that is asked for."""
    return found(rows.filter(pl.col("alive") == (standing == "alive")) if standing else rows, typed)


def place(reader: Reader, code: str | None, on: date) -> str | None:
    """The name of the province that had a code on a day; None for units without one."""
    return code and register.place_name(code, on, reader.language)


def table(reader: Reader, rows: pl.DataFrame) -> Table:
    """The units as a table."""
    words = reader.words
    columns = {
        "name": Column(words("Unit")),
        "unit": Column(words("Code")),
        "type": Column(words("Institution type")),
        "place": Column(words("Province")),
        "opened": Column(words("First day")),
        "closed": Column(words("Last day")),
    }
    return Table(words("Register of units"), _dated(reader, rows, "opened", "closed"), columns)


def choices(reader: Reader, rows: pl.DataFrame, of: Row | None) -> dict[str, Names]:
    """What may be chosen for a unit, id and name; "" for none. What it has stays a choice."""
    words = reader.words
    types = {id_: type_name(reader, id_) for id_ in judged_by().institution_types}
    provinces = judged_by().geography.provinces_on(reader.today)
    places = {"": words("none"), **{each.code: reader.words.name(vars(each)) for each in provinces}}
    parents = {"": words("none"), **shown(rows.filter("alive"))}
    found: dict[str, Names] = {"institution_type": types, "province": places, "parent": parents}
    if of is None:
        return found
    had = {name: of[name] or "" for name in found}
    return {name: {**known, had[name]: known.get(had[name], had[name])} for name, known in found.items()}


def template(reader: Reader, rows: pl.DataFrame) -> tuple[List, List]:
    """The units in being as a list to be changed and added to, and the types and provinces that there are."""
    words = reader.words
    heads = [(column.heading.text(words.language), column.width) for column in COLUMNS.values()]
    fields = [name for name in COLUMNS if name in rows.columns]
    units = rows.filter("alive").select(fields).sort("unit").iter_rows(named=True)
    filled = [[str(row.get(name) or "") for name in COLUMNS] for row in units]
    around = ((words("Write this"), 34), (words("Kind"), 20), (words("Its name"), 60))
    known = choices(reader, rows, None)
    there = [
        (id_, words(LABELS[field]), name)
        for field in ("institution_type", "province")
        for id_, name in known[field].items()
        if id_
    ]
    return List(words("Register of units"), heads, filled), List(words("What there is"), around, there)


def shown(rows: pl.DataFrame) -> dict[str, str]:
    """Code and what is shown of each unit."""
    return dict(rows.select("unit", "shown").iter_rows())


def spells(reader: Reader, unit: str, names: Names) -> Table:
    """What a unit was called and where it belonged, and from when to when."""
    words = reader.words
    rows = [
        {
            "valid_from": words.date(row["valid_from"]),
            "valid_to": words.date(row["valid_to"]),
            "name": words.name(row),
            "type": type_name(reader, row["institution_type"]),
            "place": place(reader, row["province"], row["valid_from"]),
            "parent": row["parent"] and names.get(row["parent"], row["parent"]),
        }
        for row in register.spells(unit).iter_rows(named=True)
    ]
    columns = {
        "valid_from": Column(words("From the day")),
        "valid_to": Column(words("To the day")),
        "name": Column(words("Unit")),
        "type": Column(words("Institution type")),
        "place": Column(words("Province")),
        "parent": Column(words("Superior unit")),
    }
    return Table(words("Names and places"), _frame(rows, columns), columns)


def events(reader: Reader, unit: str, names: Names) -> Table:
    """The acts that named a unit."""
    words = reader.words
    rows = [
        {
            "on_date": words.date(row["on_date"]),
            "what": words(EVENTS[row["kind"]]),
            "act": row["act"],
            "units": " → ".join(names.get(id_, id_) for id_ in dict.fromkeys((row["before"], row["after"])) if id_),
        }
        for row in register.events(unit).iter_rows(named=True)
    ]
    columns = {
        "on_date": Column(words("From the day")),
        "what": Column(words("What")),
        "act": Column(words("Number of the document")),
        "units": Column(words("Unit")),
    }
    return Table(words("Acts"), _frame(rows, columns), columns)


def clusters(reader: Reader, unit: str) -> Table:
    """The clusters to which a unit belonged."""
    words = reader.words
    rows = _dated(reader, register.clusters(unit), "valid_from", "valid_to").with_columns(
        name=f"name_{reader.language}"
    )
    columns = {
        "valid_from": Column(words("From the day")),
        "valid_to": Column(words("To the day")),
        "name": Column(words("Cluster")),
        "act": Column(words("Number of the document")),
    }
    return Table(words("Clusters of the unit"), rows, columns)


def _frame(rows: list[dict[str, Any]], columns: Mapping[str, Column]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String))


def _dated(reader: Reader, rows: pl.DataFrame, *days: str) -> pl.DataFrame:
    """The same rows with days as the reader's language writes them."""
    written = (pl.Series(day, [reader.words.date(each) for each in rows[day]], dtype=pl.String) for day in days)
    return rows.with_columns(*written)
