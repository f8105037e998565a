"""The editions of results: which there are, how each came about, and which are sealed.

Nothing here is remembered: an edition can be kept or sealed while the data stay as they are.
"""

import polars as pl

from dashboard.data import editions
from dashboard.data.source import engine_at, judged_by
from dashboard.exports.edition_text import STATUSES
from dashboard.figures import Column
from dashboard.run_words import BASES, outcome, step_name
from dashboard.views.naming import round_name
from dashboard.views.reader import Reader
from dashboard.views.table import Table

TEXTS = ("round_name", "basis_name", "sealed", "hash", "short", "version", "moment", "current")


def listed(reader: Reader) -> pl.DataFrame:
    """One row per edition and seal of it, the newest first, with what the table shows, in words."""
    words = reader.words
    rows = editions.all_editions(engine_at(reader.version.store))
    told = [
        {
            "round_name": round_name(reader, row["round"]),
            "basis_name": words(BASES[row["basis"]]),
            "sealed": _sealed(reader, row["status"], row["number"]),
            "hash": words.written(None) if row["digest"] is None else row["digest"][: editions.SHORT],
            "short": row["key"][: editions.SHORT],
            "version": str(row["data_version"]),
            "moment": words.time(row["computed_at"]),
            "current": words("yes") if row["catalogue"] == judged_by().digest else words("no"),
        }
        for row in rows.iter_rows(named=True)
    ]
    return rows.hstack(pl.DataFrame(told, schema=dict.fromkeys(TEXTS, pl.String)))


def table(reader: Reader, rows: pl.DataFrame) -> Table:
    """The editions as a table."""
    words = reader.words
    columns = {
        "round_name": Column(words("Reporting round")),
        "sealed": Column(words("Sealed")),
        "basis_name": Column(words("Rests on")),
        "results": Column(words("Results"), "number", 0),
        "short": Column(words("Edition")),
        "hash": Column(words("Hash of the sealed file")),
        "version": Column(words("Data version")),
        "catalogue": Column(words("Catalogue version")),
        "current": Column(words("Present catalogue")),
        "method": Column(words("Method version")),
        "moment": Column(words("Computed at")),
    }
    return Table(words("Editions"), rows, columns)


def name(row: dict[str, object]) -> str:
    """An edition among others: its round, what it rests on, and the beginning of its key."""
    return f"{row['round_name']} · {row['basis_name']} · {row['short']}"


def seals(reader: Reader, rows: pl.DataFrame) -> tuple[tuple[str, str, str], ...]:
    """The seals among some rows: a sentence, the hash, and the name of the file."""
    words = reader.words
    return tuple(
        (
            words(
                "Sealed as number {number} of its round ({status}) by {by}, {at}. Hash: {digest}",
                number=row["number"],
                status=words(STATUSES[row["status"]]),
                by=row["by"],
                at=row["at"],
                digest=f"`{row['digest']}`",
            ),
            row["digest"],
            editions.file_name(row["round"], row["number"], row["digest"]),
        )
        for row in rows.drop_nulls("digest").iter_rows(named=True)
    )


def report(reader: Reader, key: str) -> Table:
    """One row per step of the run that made or sealed an edition."""
    words = reader.words
    rows = editions.steps(engine_at(reader.version.store), key)
    told = [{"name": step_name(row["step"], words), "told": outcome(row, words)} for row in rows.iter_rows(named=True)]
    columns = {"name": Column(words("Step")), "told": Column(words("What became of it"))}
    return Table(words("Run report"), pl.DataFrame(told, schema=dict.fromkeys(columns, pl.String)), columns)


def failures(reader: Reader) -> Table:
    """One row per run that came to nothing, the newest first."""
    words = reader.words
    rows = editions.failed_runs(engine_at(reader.version.store))
    told = [
        {
            "round_name": round_name(reader, row["round"]),
            "moment": words.time(row["at"]),
            "name": step_name(row["step"], words),
            "reason": row["reason"],
        }
        for row in rows.iter_rows(named=True)
    ]
    columns = {
        "round_name": Column(words("Reporting round")),
        "moment": Column(words("Computed at")),
        "name": Column(words("Step that failed")),
        "reason": Column(words("Cause")),
    }
    return Table(words("Runs that failed"), pl.DataFrame(told, schema=dict.fromkeys(columns, pl.String)), columns)


def file_of(reader: Reader, digest: str) -> editions.Sealed:
    """A sealed edition with its file, every byte checked."""
    return editions.verified(engine_at(reader.version.store), digest)


def _sealed(reader: Reader, status: str | None, number: int | None) -> str:
    words = reader.words
    if status is None:
        return words("no")
    return words("number {number}, {status}", number=number, status=words(STATUSES[status]).lower())
