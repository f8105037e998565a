"""Who has reported for a round: by type, by province, and the units that are still missing."""

import polars as pl

from dashboard.data import facts, reporting
from dashboard.data.people import Reach
from dashboard.data.source import remembered
from dashboard.figures import Column
from dashboard.views.naming import SPOKEN_OF, STATES, named, province_name, spoken_of, type_name
from dashboard.views.reader import Reader
from dashboard.views.search import searchable
from dashboard.views.table import Table


@remembered
def by_type(reader: Reader, round_: str, reach: Reach) -> Table:
    """One row per institution type."""
    rows = reporting.status(reader.version, round_, "institution_type", "", reach)
    known = {each.institution_type: place for place, each in enumerate(facts.instruments())}
    rows = rows.sort(pl.col("institution_type").replace_strict(known, return_dtype=pl.Int64))
    names = [type_name(reader, type_) for type_ in rows["institution_type"]]
    return _table(reader, rows, names, reader.words("Institution type"))


@remembered
def by_province(reader: Reader, round_: str, institution_type: str, reach: Reach) -> Table:
    """One row per province that has units of the type, by name."""
    words = reader.words
    rows = reporting.status(reader.version, round_, "province", institution_type, reach)
    names = [province_name(reader, round_, code) if code else words("of no province") for code in rows["province"]]
    table = _table(reader, rows, names, words("Province"))
    order = sorted(range(len(names)), key=lambda place: words.sort_key(names[place]))
    return Table(table.title, table.rows[order], table.columns)


@remembered
def missing(reader: Reader, round_: str, institution_type: str, reach: Reach) -> pl.DataFrame:
    """One row per unit without a counted report, by name, with a column to search in."""
    words = reader.words
    absent = reporting.missing(reader.version, round_, institution_type, reach)
    rows = named(spoken_of(reader, round_, absent), words)
    told = [
        {
            "type": type_name(reader, row["institution_type"]),
            "place": province_name(reader, round_, row["province"]),
            "told": words(STATES[row["state"]]) if row["state"] else words("nothing yet"),
        }
        for row in rows.iter_rows(named=True)
    ]
    shown = rows.hstack(pl.DataFrame(told, schema=dict.fromkeys(("type", "place", "told"), pl.String)))
    order = sorted(range(shown.height), key=lambda place: words.sort_key(shown["name"][place]))
    return searchable(shown[order], *SPOKEN_OF)


def missing_table(reader: Reader, rows: pl.DataFrame) -> Table:
    """The missing units as a table."""
    words = reader.words
    columns = {
        "name": Column(words("Unit")),
        "type": Column(words("Institution type")),
        "place": Column(words("Province")),
        "told": Column(words("Report")),
    }
    return Table(words("Units that are still missing"), rows, columns)


def _table(reader: Reader, rows: pl.DataFrame, names: list[str], label: str) -> Table:
    words = reader.words
    columns = {
        "name": Column(label),
        "expected": Column(words("Expected"), "number", 0),
        "counted": Column(words("Received"), "number", 0),
        "share": Column(words("Share received"), "percent", 0),
        "on_time": Column(words("On time"), "number", 0),
        "appraised": Column(words("Appraised"), "number", 0),
        "returned": Column(words("Returned"), "number", 0),
        "draft": Column(words("Drafts"), "number", 0),
        "nothing": Column(words("Nothing yet"), "number", 0),
    }
    return Table(words("Reports received"), rows.with_columns(name=pl.Series(names, dtype=pl.String)), columns)
