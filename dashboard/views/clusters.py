"""Emulation clusters in words: which there are on a day, and who is in them."""

import polars as pl

from dashboard.figures import Column
from dashboard.views.naming import type_name
from dashboard.views.reader import Reader
from dashboard.views.table import Table


def clusters(reader: Reader, members: pl.DataFrame) -> Table:
    """One row per cluster: code, name, and how many units are in it."""
    words = reader.words
    known = members.filter(pl.col("cluster").is_not_null())
    counted = known.group_by("cluster", name=f"cluster_{reader.language}").agg(n=pl.len()).sort("cluster")
    columns = {
        "cluster": Column(words("Code")),
        "name": Column(words("Cluster")),
        "n": Column(words("Units"), "number"),
    }
    return Table(words("Clusters"), counted, columns)


def names(reader: Reader, members: pl.DataFrame) -> dict[str, str]:
    """The clusters of the day by name, with their codes."""
    rows = clusters(reader, members).rows.select("cluster", "name").iter_rows()
    return {cluster: f"{name} ({cluster})" for cluster, name in rows}


def unit_names(reader: Reader, members: pl.DataFrame) -> dict[str, str]:
    """The units of the day by name, in the order of the alphabet, with their codes."""
    words = reader.words
    rows = sorted(members.iter_rows(named=True), key=lambda row: words.sort_key(words.name(row)))
    return {row["unit"]: f"{words.name(row)} ({row['unit']})" for row in rows}


def table(reader: Reader, members: pl.DataFrame, cluster: str | None) -> Table:
    """The units of a cluster, or those that are in none."""
    words = reader.words
    told = [
        {"unit": row["unit"], "name": words.name(row), "type": type_name(reader, row["institution_type"])}
        for row in members.filter(pl.col("cluster").eq_missing(pl.lit(cluster, pl.String))).iter_rows(named=True)
    ]
    told.sort(key=lambda row: words.sort_key(row["name"]))
    columns = {"unit": Column(words("Code")), "name": Column(words("Unit")), "type": Column(words("Institution type"))}
    return Table(words("Members"), pl.DataFrame(told, schema=dict.fromkeys(columns, pl.String)), columns)
