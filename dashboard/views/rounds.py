"""Reporting rounds in words: how each stands, how many have reported, and who has more time."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

import polars as pl

from dashboard.data import rounds
from dashboard.figures import Column
from dashboard.views.reader import Reader
from dashboard.views.table import Table
from dashboard.views.unit import directory
from dashboard.words import N_

CALENDARS: Final = {
    "quarter": N_("Every quarter"),
    "year": N_("Every year"),
    "school_year": N_("Every school year"),
}


def state(reader: Reader, row: Mapping[str, Any], now: datetime) -> str:
    """Whether a round takes reports."""
    words = reader.words
    if row["locked"]:
        said = words("locked")
    elif rounds.passed(row["closes"], row["closes_time"], now):
        said = words("takes no more reports")
    elif row["opens"] > reader.today:
        said = words("not open yet")
    elif rounds.passed(row["due"], row["due_time"], now):
        said = words("takes late reports")
    else:
        said = words("takes reports")
    return said


def table(reader: Reader, rows: pl.DataFrame) -> Table:
    """The rounds as a table."""
    words, now = reader.words, rounds.now()
    told = [
        {
            "name": words.name(row),
            "state": state(reader, row, now),
            "opens": words.date(row["opens"]),
            "due": words.written(rounds.told(row["due"], row["due_time"])),
            "closes": words.written(row["closes"] and rounds.told(row["closes"], row["closes_time"])),
            "reported": words("{filed} of {expected}", filed=row["filed"], expected=row["expected"]),
            "exceptions": row["exceptions"],
        }
        for row in rows.iter_rows(named=True)
    ]
    columns = {
        "name": Column(words("Round")),
        "state": Column(words("State")),
        "opens": Column(words("Opens")),
        "due": Column(words("Deadline")),
        "closes": Column(words("Takes reports until")),
        "reported": Column(words("Reported")),
        "exceptions": Column(words("Exceptions"), "number"),
    }
    return Table(words("Rounds"), pl.DataFrame(told, infer_schema_length=None), columns)


def unit_names(reader: Reader, round_: str) -> dict[str, str]:
    """The units that report for a round, by name."""
    return dict(directory(reader, round_).select("unit", "name").iter_rows())


def exceptions(reader: Reader, round_: str) -> Table:
    """Every exception of a round, the newest first; those that have ended too."""
    words, names = reader.words, unit_names(reader, round_)
    told = [
        {
            "unit": names.get(row["unit"], row["unit"]),
            "until": words.written(rounds.told(row["until"], row["until_time"])),
            "punctual": words("yes") if row["counts_on_time"] else words("no"),
            "reason": row["reason"],
            "made": f"{row['made_by']}, {words.time(row['made_at'])}",
            "ended": row["ended_at"] and f"{row['ended_by']}, {words.time(row['ended_at'])}",
        }
        for row in rounds.exceptions(round_).iter_rows(named=True)
    ]
    columns = {
        "unit": Column(words("Unit")),
        "until": Column(words("May file until")),
        "punctual": Column(words("Counts as on time")),
        "reason": Column(words("Reason")),
        "made": Column(words("Made by")),
        "ended": Column(words("Ended by")),
    }
    return Table(words("Exceptions"), pl.DataFrame(told, schema=dict.fromkeys(columns, pl.String)), columns)


def has_exception(round_: str, unit: str) -> bool:
    """Whether an exception of the unit runs."""
    return not rounds.exceptions(round_).filter(pl.col("ended_at").is_null(), pl.col("unit") == unit).is_empty()
