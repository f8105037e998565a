"""The versions of the catalogue in words: which is in force, how it came about, and what a draft would change."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any, Final

import polars as pl

from dashboard.data import catalogues
from dashboard.data.catalogues import Difference, Effect, Kept
from dashboard.data.source import judged_by, shipped
from dashboard.figures import Column
from dashboard.views.reader import Reader
from dashboard.views.table import Table
from dashboard.words import N_

CHANGES: Final = {"added": N_("added"), "removed": N_("removed"), "changed": N_("changed")}
ZIP: Final = "application/zip"
LONGEST: Final = 160
MOMENT: Final = pl.Datetime("us", "UTC")


def standing(reader: Reader, kept: Kept) -> list[tuple[str, str]]:
    """What is known of the version in force."""
    words = reader.words
    said = [(words("Version"), judged_by().digest)]
    if kept.publications.is_empty():
        said.append((words("Origin"), words("came with the program; nobody has published another one here")))
    else:
        last = kept.publications.row(0, named=True)
        said += [
            (words("Published"), f"{words.time(last['at'])}, {last['by']}"),
            (words("Publication note"), last["note"]),
        ]
    return said


def checked(reader: Reader) -> list[str]:
    """What the check of the version in force says: its known imperfections, and that there are no faults."""
    words = reader.words
    known = [
        words("Known: {notice}", notice=f"{each.name(words.language)}: {each.notice(words.language)}")
        for each in judged_by().instruments.values()
        if each.incomplete
    ]
    return [*known, words("Version {digest}: no faults.", digest=judged_by().digest)]


def versions(reader: Reader, kept: Kept) -> Table:
    """One row per version that the store keeps, the newest first."""
    words = reader.words
    known = {row["digest"]: row for row in kept.publications.reverse().iter_rows(named=True)}
    told = [
        {
            "digest": row["digest"],
            "kept_at": row["kept_at"],
            "now": words("yes") if row["digest"] == judged_by().digest else words("no"),
            "reports": row["reports"],
            "by": known[row["digest"]]["by"] if row["digest"] in known else None,
            "at": known[row["digest"]]["at"] if row["digest"] in known else None,
            "note": known[row["digest"]]["note"] if row["digest"] in known else None,
        }
        for row in kept.versions.iter_rows(named=True)
    ]
    columns = {
        "digest": Column(words("Version")),
        "now": Column(words("In force")),
        "kept_at": Column(words("Kept since")),
        "reports": Column(words("Reports under it"), "number", 0),
        "at": Column(words("Published")),
        "by": Column(words("By whom")),
        "note": Column(words("Publication note")),
    }
    schema: dict[str, Any] = dict.fromkeys(columns, pl.String)
    schema |= {"kept_at": MOMENT, "at": MOMENT, "reports": pl.Int64}
    return Table(words("Versions"), pl.DataFrame(told, schema=schema), columns)


def bases(reader: Reader, kept: Kept) -> dict[str, str]:
    """The versions from which a draft may begin, with their names: the one in force first."""
    words = reader.words
    names = {judged_by().digest: words("the version in force ({digest})", digest=judged_by().digest)}
    names.setdefault(shipped().digest, words("the one that came with the program ({digest})", digest=shipped().digest))
    for row in kept.versions.iter_rows(named=True):
        told = words("{digest}, kept since {time}", digest=row["digest"], time=row["kept_at"])
        names.setdefault(row["digest"], told)
    return names


def changes(reader: Reader, found: Sequence[Difference]) -> Table:
    """One row per entry that would be another."""
    words = reader.words
    rows = [
        {
            "file": each.file,
            "entry": f"{each.kind} {each.id}".strip() or None,
            "name": each.name[reader.language != "vi"] or None,
            "change": words(CHANGES[each.change]),
            "what": _fields(each) if each.change == "changed" else None,
        }
        for each in found
    ]
    columns = {
        "file": Column(words("File")),
        "entry": Column(words("Entry")),
        "name": Column(words("Its name")),
        "change": Column(words("Change")),
        "what": Column(words("From what to what")),
    }
    return Table(words("What is changed"), pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String)), columns)


def effect(reader: Reader, found: Effect) -> list[str]:
    """How many units would stand elsewhere in the newest round."""
    words = reader.words
    numbers = (found.scores, found.levels, found.ranks)
    if not any(numbers):
        return [words("No unit of {round} would have another score, level or rank.", round=words.name(found.round))]
    return [
        words("In {round}, of {n} units that are judged:", round=words.name(found.round), n=found.units),
        words.plural("{n} would have another score", "{n} would have another score", found.scores),
        words.plural("{n} would reach another level", "{n} would reach another level", found.levels),
        words.plural("{n} would have another rank", "{n} would have another rank", found.ranks),
    ]


def costs(reader: Reader, found: Effect) -> Table:
    """One row per norm whose gaps would cost something else."""
    words = reader.words
    norms = judged_by().norms
    rows = found.costs.filter(pl.col("before").round(3).ne_missing(pl.col("after").round(3)))
    names = [norms[id_].name(reader.language) if id_ in norms else id_ for id_ in rows["norm"]]
    columns = {
        "name": Column(words("Norm")),
        "before": Column(words("Cost of the gaps now (million đồng)"), "number", 0),
        "after": Column(words("Cost under the draft (million đồng)"), "number", 0),
    }
    named = rows.with_columns(name=pl.Series(names, dtype=pl.String))
    return Table(words("What closing the gaps would cost"), named, columns)


def packed(files: Mapping[str, str]) -> bytes:
    """The files of a version as an archive."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in sorted(files.items()):
            archive.writestr(path, text)
    return target.getvalue()


def archive(digest: str) -> bytes:
    return packed(catalogues.files(digest))


def _fields(each: Difference) -> str:
    return "; ".join(f"{name}: {_short(before)} → {_short(after)}" for name, before, after in each.fields)


def _short(text: str) -> str:
    shown = text or "–"
    return shown if len(shown) <= LONGEST else f"{shown[:LONGEST]}…"
