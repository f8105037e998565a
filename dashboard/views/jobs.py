"""What is made in the background for one person: how far each is, in words."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from dashboard.background.kinds import KINDS
from dashboard.data import jobs
from dashboard.views.naming import round_name
from dashboard.views.reader import Reader
from dashboard.words import LANGUAGES, N_

STATES: Final = {
    "queued": N_("Waiting for its turn."),
    "running": N_("Being made."),
    "done": N_("Ready."),
    "failed": N_("Failed."),
    "cancelled": N_("Cancelled."),
}
MEBI: Final = 2**20


@dataclass(frozen=True)
class Work:
    """One job in words; `share` is None unless it runs, `file` is empty unless it can be taken."""

    id: int
    title: str
    said: str
    is_under_way: bool
    share: float | None
    file: str


def listed(reader: Reader, account: int) -> tuple[Work, ...]:
    """The jobs of an account, the newest first; never remembered, since they go on by themselves."""
    rows = jobs.of_account(reader.version.store, account)
    return tuple(_work(reader, row) for row in rows.iter_rows(named=True))


def _work(reader: Reader, row: Mapping[str, Any]) -> Work:
    asked = json.loads(row["asked"])
    title = reader.words(KINDS[row["kind"]].title) if row["kind"] in KINDS else row["kind"]
    return Work(
        id=row["job"],
        title=f"{title} · {round_name(reader, asked['round'])} · {LANGUAGES[asked['language']]}",
        said=_said(reader, row),
        is_under_way=row["state"] in ("queued", "running"),
        share=row["done"] / row["total"] if row["state"] == "running" and row["total"] else None,
        file=row["name"] or "",
    )


def _said(reader: Reader, row: Mapping[str, Any]) -> str:
    words, said = reader.words, reader.words(STATES[row["state"]])
    if row["state"] == "running" and row["total"]:
        return words("{done} of {total} files are made.", done=row["done"], total=row["total"])
    if row["reason"]:
        return f"{said} {words(row['reason'])}"
    if row["name"]:
        size = words.number(row["size"] / MEBI, 1)
        return f"{said} " + words("{size} MB, kept until {day}.", size=size, day=row["until"])
    if row["state"] == "done":
        return words("The file was kept for a week and is gone. Ask for it again.")
    return said
