"""Who has reported for a round: by type, province and cluster, who is missing with what effect, and who was called."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from dashboard.data import facts, reporting
from dashboard.data.people import Reach
from dashboard.data.source import remembered
from dashboard.figures import Column
from dashboard.views.naming import SPOKEN_OF, STATES, named, province_name, spoken_of, type_name
from dashboard.views.reader import Reader
from dashboard.views.search import searchable
from dashboard.views.table import Table
from dashboard.words import N_, Words

OUTCOMES = {
    "promised": N_("promised to report"),
    "needs_help": N_("needs help"),
    "reached": N_("reached, nothing agreed"),
    "not_reached": N_("not reached"),
}


def arrived(reader: Reader, round_: str, institution_type: str, reach: Reach) -> str:
    """How many of the units within reach have reported, and until when the others may."""
    words, round_named = reader.words, facts.round_named(reader.version, round_)
    rows = reporting.status(reader.version, round_, "institution_type", institution_type, reach)
    sums = {"counted": rows["counted"].sum(), "expected": rows["expected"].sum()}
    said = (
        words("{counted} of {expected} units have reported.", **sums)
        if reach.everywhere
        else words("Within your reach, {counted} of {expected} units have reported.", **sums)
    )
    if round_named.is_open(reader.today):
        due = words.deadline(round_named.due, round_named.due_time)
        said += " " + words("Reports are due by {deadline}.", deadline=due)
    return said


@remembered
def by_type(reader: Reader, round_: str, reach: Reach) -> Table:
    """One row per institution type."""
    rows = reporting.status(reader.version, round_, "institution_type", "", reach)
    known = {each.institution_type: place for place, each in enumerate(facts.instruments())}
    rows = rows.sort(pl.col("institution_type").replace_strict(known, return_dtype=pl.Int64))
    names = [type_name(reader, type_) for type_ in rows["institution_type"]]
    return _table(reader, rows, names, reader.words("Institution type"), reader.words("By institution type"))


@remembered
def by_province(reader: Reader, round_: str, institution_type: str, reach: Reach) -> Table:
    """One row per province that has units of the type, by name."""
    words = reader.words
    rows = reporting.status(reader.version, round_, "province", institution_type, reach)
    names = [province_name(reader, round_, code) if code else words("of no province") for code in rows["province"]]
    table = _table(reader, rows, names, words("Province"), words("By province"))
    order = sorted(range(len(names)), key=lambda place: words.sort_key(names[place]))
    return Table(table.title, table.rows[order], table.columns)


@remembered
def by_cluster(reader: Reader, round_: str, institution_type: str, reach: Reach) -> Table:
    """One row per cluster that has units of the type; units of no cluster are left out."""
    rows = reporting.status(reader.version, round_, "cluster", institution_type, reach).drop_nulls("cluster")
    known = facts.units(reader.version, round_).drop_nulls("cluster").select("cluster", f"cluster_{reader.language}")
    names = dict(known.iter_rows())
    told = [names[cluster] for cluster in rows["cluster"]]
    table = _table(reader, rows, told, reader.words("Cluster"), reader.words("By cluster"))
    return Table(table.title, table.rows.sort("name"), table.columns)


def effect(reader: Reader, absent: pl.DataFrame) -> str:
    """How many units are missing, and how much of the country is not covered for it."""
    words = reader.words
    counted = words.plural("{n} unit is missing.", "{n} units are missing.", absent.height)
    share = sum(absent["share"].drop_nulls())
    told = words("They teach {share} of all learners that units have told of.", share=words.percent(100 * share))
    unknown = absent["learners"].null_count()
    rest = words.plural("{n} of them never told.", "{n} of them never told.", unknown) if unknown else ""
    return " ".join(part for part in (counted, told, rest) if part)


@remembered
def missing(reader: Reader, round_: str, institution_type: str, reach: Reach) -> pl.DataFrame:
    """One row per unit without a counted report, by name, with a column to search in."""
    words = reader.words
    absent = reporting.missing(reader.version, round_, institution_type, reach)
    rows = named(spoken_of(reader, round_, absent), words)
    own = {row["unit"]: row for row in reporting.more_time(reader.version, round_).iter_rows(named=True)}
    told = [
        {
            "type": type_name(reader, row["institution_type"]),
            "place": province_name(reader, round_, row["province"]),
            "told": words(STATES[row["state"]]) if row["state"] else words("nothing yet"),
            "passes": words("yes") if row["complete"] else words("no"),
            "until": _until(words, own.get(row["unit"])),
        }
        for row in rows.iter_rows(named=True)
    ]
    schema = dict.fromkeys(("type", "place", "told", "passes", "until"), pl.String)
    shown = rows.hstack(pl.DataFrame(told, schema=schema))
    order = sorted(range(shown.height), key=lambda place: words.sort_key(shown["name"][place]))
    return searchable(shown[order], *SPOKEN_OF)


def _until(words: Words, own: Mapping[str, Any] | None) -> str | None:
    return words.deadline(own["until"], own["until_time"]) if own else None


def calls_table(reader: Reader, round_: str, reach: Reach) -> Table:
    """One row per call, the newest first."""
    words = reader.words
    rows = reporting.called(reader.version, round_, reach)
    names = dict(facts.units(reader.version, round_).select("unit", f"name_{reader.language}").iter_rows())
    told = [
        {
            "name": names.get(row["unit"], row["unit"]),
            "moment": words.time(row["at"]),
            "came": words(OUTCOMES[row["outcome"]]),
            "again": words.date(row["again_on"]),
        }
        for row in rows.iter_rows(named=True)
    ]
    columns = {
        "name": Column(words("Unit")),
        "moment": Column(words("Called at")),
        "by": Column(words("By")),
        "spoke_with": Column(words("Who was called")),
        "came": Column(words("What came of it")),
        "note": Column(words("Remark")),
        "again": Column(words("Call again on")),
    }
    schema = dict.fromkeys(("name", "moment", "came", "again"), pl.String)
    return Table(words("Calls"), rows.drop("unit").hstack(pl.DataFrame(told, schema=schema)), columns)


def call_list(reader: Reader, absent: pl.DataFrame, round_: str, reach: Reach) -> Table:
    """The missing units, those that leave out most learners first, each with its last call."""
    words = reader.words
    calls = calls_table(reader, round_, reach)
    last = calls.rows.unique("name", keep="first", maintain_order=True)
    table = missing_table(reader, absent.sort("share", descending=True, nulls_last=True))
    beside = {name: column for name, column in calls.columns.items() if name != "name"}
    rows = table.rows.join(last, on="name", how="left", maintain_order="left")
    return Table(words("Call list"), rows, {"unit": Column(words("Code")), **table.columns, **beside})


def missing_table(reader: Reader, rows: pl.DataFrame) -> Table:
    """The missing units as a table."""
    words = reader.words
    columns = {
        "name": Column(words("Unit")),
        "type": Column(words("Institution type")),
        "place": Column(words("Province")),
        "told": Column(words("Report")),
        "passes": Column(words("Passes every check")),
        "until": Column(words("More time until")),
        "learners": Column(words("Learners"), "number", 0),
        "share": Column(words("Share of all learners"), "percent", 1),
    }
    return Table(words("Units that are still missing"), rows, columns)


def _table(reader: Reader, rows: pl.DataFrame, names: list[str], label: str, title: str) -> Table:
    words = reader.words
    columns = {
        "name": Column(label),
        "expected": Column(words("Expected"), "number", 0),
        "counted": Column(words("Received"), "number", 0),
        "share": Column(words("Share received"), "percent", 0),
        "complete": Column(words("Complete"), "number", 0),
        "on_time": Column(words("On time"), "number", 0),
        "appraised": Column(words("Appraised"), "number", 0),
        "returned": Column(words("Returned"), "number", 0),
        "draft": Column(words("Drafts"), "number", 0),
        "nothing": Column(words("Nothing yet"), "number", 0),
    }
    return Table(title, rows.with_columns(name=pl.Series(names, dtype=pl.String)), columns)
