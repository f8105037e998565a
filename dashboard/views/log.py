"""The log in words: what each entry tells, and whether the chain holds."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final

import polars as pl

from dashboard.data import log
from dashboard.data.log import Acting, Verdict, Wanted
from dashboard.exports.lists import List, as_csv, as_workbook
from dashboard.figures import Column
from dashboard.views.reader import Reader
from dashboard.views.table import Table
from dashboard.words import HERE, N_, Words

ACTIONS: Final[Mapping[str, str]] = {
    "sign in": N_("signed in"),
    "sign out": N_("signed out"),
    "sign in failed": N_("sign-in failed"),
    "sign in slowed": N_("sign-in made to wait"),
    "choose password": N_("chose a password"),
    "second factor on": N_("switched the second step on"),
    "second factor off": N_("switched the second step off"),
    "new codes on paper": N_("made new codes on paper"),
    "add account": N_("added an account"),
    "change account": N_("changed an account"),
    "make link": N_("made a new link"),
    "disable account": N_("shut an account out"),
    "enable account": N_("let an account in again"),
    "end sessions": N_("ended all sessions of an account"),
    "sign in refused": N_("sign-in refused"),
    "link account": N_("linked an account to a sign-in service"),
    "make token": N_("made a token"),
    "revoke token": N_("revoked a token"),
    "export log": N_("exported the log"),
    "export": N_("saved a file"),
    "refused": N_("was refused"),
    "ask for export": N_("asked for a file"),
    "cancel export": N_("cancelled a file"),
    "take export": N_("took a file"),
    "return report": N_("returned a report"),
    "appraise report": N_("appraised a report"),
    "verify report": N_("looked at evidence"),
    "create unit": N_("entered a unit"),
    "change unit": N_("changed a unit"),
    "merge units": N_("merged units"),
    "split unit": N_("split a unit"),
    "close unit": N_("closed a unit"),
    "reopen unit": N_("opened a unit again"),
    "change cluster": N_("changed the members of a cluster"),
    "rename cluster": N_("renamed a cluster"),
    "plan round": N_("planned a round"),
    "move deadline": N_("moved a deadline"),
    "lock round": N_("locked a round"),
    "unlock round": N_("unlocked a round"),
    "make exception": N_("made an exception"),
    "end exception": N_("ended an exception"),
    "begin catalogue draft": N_("began a draft of the catalogue"),
    "change catalogue draft": N_("changed the draft of the catalogue"),
    "test catalogue draft": N_("tested the draft of the catalogue"),
    "drop catalogue draft": N_("dropped the draft of the catalogue"),
    "publish catalogue": N_("published a catalogue version"),
}
FORMS: Final = {"csv": "text/csv", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


def wanted(by: str, action: str, subject: str, since: date | None, until: date | None) -> Wanted:
    """The entries between two days of Vietnam's calendar, both included."""
    after = until and until + timedelta(days=1)
    return Wanted(by.strip(), action, subject.strip(), _begins(since), _begins(after))


def action(words: Words, id_: str) -> str:
    """What was done, in words; what this program does not know stays as it was noted."""
    return words(ACTIONS[id_]) if id_ in ACTIONS else id_


def table(reader: Reader, rows: pl.DataFrame) -> Table:
    """One row per entry of a page of the log."""
    words = reader.words
    told = [
        {
            "number": row["number"],
            "at": row["at"],
            "by": row["by"],
            "action": action(words, row["action"]),
            "subject": row["subject"] or None,
            "before": "; ".join(_lines(row["before"])) or None,
            "after": "; ".join(_lines(row["after"])) or None,
            "address": row["address"],
        }
        for row in rows.iter_rows(named=True)
    ]
    columns = {
        "number": Column(words("No."), "number", 0),
        "at": Column(words("When")),
        "by": Column(words("Who")),
        "action": Column(words("What")),
        "subject": Column(words("On whom or what")),
        "before": Column(words("Before")),
        "after": Column(words("After")),
        "address": Column(words("From where")),
    }
    schema: dict[str, Any] = dict.fromkeys(columns, pl.String)
    schema |= {"number": pl.Int64, "at": pl.Datetime("us", "UTC")}
    return Table(words("Entries of the log"), pl.DataFrame(told, schema=schema), columns)


@dataclass(frozen=True)
class Telling:
    """An entry that says how something was or is, a line for each thing said."""

    title: str
    before: list[str]
    after: list[str]


def telling(words: Words, rows: pl.DataFrame) -> dict[int, Telling]:
    """The entries among these that say more than that something was done, by their numbers."""
    found = {}
    for row in rows.filter((pl.col("before") != "") | (pl.col("after") != "")).iter_rows(named=True):
        title = " · ".join(filter(None, (str(row["number"]), row["by"], action(words, row["action"]), row["subject"])))
        found[row["number"]] = Telling(title, _lines(row["before"]), _lines(row["after"]))
    return found


def verdict(words: Words, found: Verdict) -> str:
    """Whether the log is whole, and what to write down elsewhere to find out later if its end was cut off."""
    if found.broken is not None:
        return words("The log is broken at entry {n}.", n=found.broken)
    entry = f"{found.entries}:{found.digest}"
    return words("The log holds: {n} entries. Write this down elsewhere: {entry}", n=found.entries, entry=entry)


def file(acting: Acting, which: Wanted, form: str, words: Words) -> bytes:
    """The entries as they were noted, as a file; that they were taken is the next entry."""
    rows = log.exported(acting, which, form)
    heads = (
        (words("No."), 8),
        (words("When"), 30),
        (words("Who"), 24),
        (words("From where"), 18),
        (words("What"), 26),
        (words("On whom or what"), 30),
        (words("Before"), 50),
        (words("After"), 50),
    )
    order = ("number", "at", "by", "address", "action", "subject", "before", "after")
    cells = [
        tuple(value.isoformat() if isinstance(value, datetime) else str(value) for value in row)
        for row in rows.select(order).iter_rows()
    ]
    of = List(words("Log"), heads, cells)
    return as_csv(of, words) if form == "csv" else as_workbook((of,))


def _lines(told: str) -> list[str]:
    """What was noted as JSON, as "name: value"; anything else line by line."""
    try:
        found = json.loads(told)
    except ValueError:
        return told.splitlines()
    return _pairs(found) if isinstance(found, dict) else [told]


def _pairs(found: Mapping[str, Any], before: str = "") -> list[str]:
    said: list[str] = []
    for name, value in found.items():
        if isinstance(value, dict):
            said += _pairs(value, f"{before}{name} ")
        else:
            said.append(
                f"{before}{name}: {json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value}"
            )
    return said


def _begins(day: date | None) -> datetime | None:
    return datetime.combine(day, time.min, HERE).astimezone(UTC) if day else None
