"""The accounts of the store in words: who, in which role, reaching what, and how each stands."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

import polars as pl

from dashboard.data import accounts
from dashboard.door.demonstration import ROLE_NAMES
from dashboard.exports.lists import List
from dashboard.figures import Column
from dashboard.views.reader import Reader
from dashboard.views.search import found, searchable
from dashboard.views.table import Table
from dashboard.words import N_, Words
from store.accounts.people import EVERYWHERE
from store.accounts.roll import COLUMNS, ROLE_LABELS, Judged

Branches = Mapping[str, str]

STATES: Final = {"active": N_("active"), "invited": N_("invited"), "disabled": N_("disabled")}
KINDS: Final = {
    "institution_type": N_("Institution type"),
    "province": N_("Province"),
    "cluster": N_("Cluster"),
    "unit": N_("Unit"),
}
OUTCOMES: Final = {
    "new": N_("new"),
    "changed": N_("changed"),
    "unchanged": N_("unchanged"),
    "faulty": N_("to be mended"),
}
SHEET, LOOKUP = N_("Users"), N_("What there is")


def branch_names(reader: Reader) -> Branches:
    """Of each branch, as "kind:id", its kind and name."""
    words = reader.words
    rows = accounts.branches().iter_rows(named=True)
    return {f"{row['kind']}:{row['id']}": f"{words(KINDS[row['kind']])}: {words.name(row)}" for row in rows}


def listed(reader: Reader, branches: Branches) -> pl.DataFrame:
    """One row per account, by the name shown, with what is shown of it and a column to search in."""
    words = reader.words
    told = [
        {
            **row,
            "told": words(STATES[row["state"]]),
            "as": role_name(words, row["role"]),
            "reach": _reach(row, branches),
        }
        for row in accounts.listing().iter_rows(named=True)
    ]
    told.sort(key=lambda row: words.sort_key(row["shown_as"]))
    moment = pl.Datetime("us", "UTC")
    rows = pl.DataFrame(told, infer_schema_length=None).cast({"last_sign_in": moment, "link_ends": moment})
    return searchable(rows, "shown_as", "name", "as", "reach")


def narrowed(rows: pl.DataFrame, typed: str, role: str, state: str) -> pl.DataFrame:
    """The accounts that have what was typed, of one role and state where these are not empty."""
    for column, value in (("role", role), ("state", state)):
        rows = rows.filter(pl.col(column) == value) if value else rows
    return found(rows, typed)


def table(reader: Reader, rows: pl.DataFrame) -> Table:
    """The accounts as a table."""
    words = reader.words
    columns = {
        "shown_as": Column(words("Name shown")),
        "name": Column(words("Sign-in name")),
        "as": Column(words("Role")),
        "reach": Column(words("Reach")),
        "told": Column(words("Standing of the account")),
        "last_sign_in": Column(words("Last sign-in")),
        "has_factor": Column(words("Second step")),
    }
    said = pl.when("has_factor").then(pl.lit(words("on"))).otherwise(pl.lit(words("off")))
    return Table(words("Accounts"), rows.with_columns(has_factor=said), columns)


def facts(reader: Reader, row: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What is known of one account."""
    words = reader.words
    said = [
        (words("Sign-in name"), row["name"]),
        (words("Role"), row["as"]),
        (words("Reach"), row["reach"]),
        (words("Standing of the account"), words(STATES[row["state"]])),
        (words("Last sign-in"), words.time(row["last_sign_in"])),
        (words("Open sessions"), words.number(row["sessions"])),
    ]
    if row["link_ends"]:
        said.append((words("A link is open until"), words.time(row["link_ends"])))
    return said


def role_name(words: Words, role: str) -> str:
    return words(ROLE_NAMES[role])


def preview(reader: Reader, judged: Sequence[Judged]) -> Table:
    """One row per line of a list: what would become of it, and from what to what."""
    words = reader.words
    rows = [
        {
            "line": each.line.places["name"],
            "name": each.line.name,
            "outcome": words(OUTCOMES[each.outcome]),
            "before": each.before or None,
            "after": each.after if each.outcome in ("new", "changed") else None,
            "mend": "\n".join(words.fault(fault) for fault in each.faults) or None,
        }
        for each in judged
    ]
    columns = {
        "line": Column(words("Cell")),
        "name": Column(words("Sign-in name")),
        "outcome": Column(words("What becomes of it")),
        "before": Column(words("Before")),
        "after": Column(words("After")),
        "mend": Column(words("To be mended")),
    }
    schema = dict.fromkeys(columns, pl.String)
    return Table(words("What the list would do"), pl.DataFrame(rows, schema=schema), columns)


def totals(reader: Reader, judged: Sequence[Judged]) -> str:
    """How many lines of each kind."""
    words = reader.words
    counts = {outcome: sum(each.outcome == outcome for each in judged) for outcome in OUTCOMES}
    return " · ".join(f"{words(OUTCOMES[outcome])}: {words.number(n)}" for outcome, n in counts.items())


def template(words: Words) -> tuple[List, List]:
    """The list to be filled in, with its roles to choose from, and the branches that may be written into it."""
    roles = [label.text(words.language) for label in ROLE_LABELS.values()]
    heads = [(column.heading.text(words.language), column.width) for column in COLUMNS.values()]
    known = accounts.branches().iter_rows(named=True)
    rows = [(f"{row['kind']}:{row['id']}", words(KINDS[row["kind"]]), words.name(row)) for row in known]
    around = ((words("Write this"), 34), (words("Kind"), 20), (words("Its name"), 60))
    return List(words(SHEET), heads, (), ((list(COLUMNS).index("role"), roles),)), List(words(LOOKUP), around, rows)


def links(words: Words, passed_on: Iterable[tuple[str, str, str, datetime]]) -> List:
    """Links as a list: name shown, name to sign in by, address, until when."""
    heads = ((words("Name shown"), 30), (words("Sign-in name"), 26), (words("One-time link"), 90), (words("Until"), 20))
    return List(words("Links"), heads, [(*each[:3], words.time(each[3])) for each in passed_on])


def _reach(row: Mapping[str, Any], branches: Branches) -> str | None:
    """None where somebody who needs a branch has none left."""
    if row["role"] in EVERYWHERE:
        return None
    return "; ".join(branches.get(grant, grant) for grant in row["grants"]) or None
