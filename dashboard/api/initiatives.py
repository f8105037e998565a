"""Initiatives of a report, saved line by line as they are typed."""

from typing import Annotated

import polars as pl
from fastapi import APIRouter, Path, Request
from sqlalchemy import Connection

from dashboard.api import form_shapes as shapes
from dashboard.api.callers import Desk, words
from dashboard.api.forms import line_of
from dashboard.api.reports import RoundId, UnitId
from dashboard.api.shapes import MOST_VERSION, Wrong
from dashboard.views.initiative_history import steps
from dashboard.views.rules import DOORS
from dashboard.words import Words
from store import queries
from store.accounts.directory import by_person
from store.drafts import Draft, Who, checked, save_initiative
from store.initiatives import Listed, Typed

Key = Annotated[str, Path(pattern=r"^[A-Za-z0-9]{1,32}$")]
OTHERS = {"topic", "version"}  # what is no free text
Seen = Annotated[int, Path(ge=0, le=MOST_VERSION)]


def routes(desk: Desk) -> APIRouter:
    """A line is known by its number once it is filed, before that by a name that the writer makes up."""
    router = APIRouter(prefix="/reports/{round_}/{unit}/initiatives", tags=["initiatives"])

    @router.put("/{key}")
    def write(
        request: Request, round_: RoundId, unit: UnitId, key: Key, given: shapes.InitiativeTyped
    ) -> shapes.InitiativeSaved:
        """One line, kept as it is, right or wrong."""
        caller, said_in = desk.caller(request), words(request)
        texts: dict[str, str] = {name: value.strip() for name, value in given.model_dump(exclude=OTHERS).items()}
        typed = Typed(**texts, topic=given.topic)
        with desk.writing() as connection:
            who = desk.who(connection, caller, "file report", unit, round_)
            kept = save_initiative(connection, desk.catalogue(connection), who, key, typed, given.version)
            return _saved(connection, desk, who, kept, said_in)

    @router.delete("/{key}/{version}")
    def remove(request: Request, round_: RoundId, unit: UnitId, key: Key, version: Seen) -> shapes.InitiativeSaved:
        """The line is taken away, unless somebody else has written it since that version."""
        caller, said_in = desk.caller(request), words(request)
        with desk.writing() as connection:
            who = desk.who(connection, caller, "file report", unit, round_)
            kept = save_initiative(connection, desk.catalogue(connection), who, key, None, version)
            return _saved(connection, desk, who, kept, said_in)

    @router.get("/{key}/history")
    def history(request: Request, round_: RoundId, unit: UnitId, key: Key) -> list[shapes.Written]:
        """Each time that the line was written, the newest first: who, when, from, to, and by which door."""
        caller, said_in = desk.caller(request), words(request)
        with desk.reading() as connection:
            desk.who(connection, caller, "read report", unit, round_)
            rows = queries.initiatives_written(connection, unit, round_).filter(pl.col("key") == key)
            rows, topics = by_person(connection, rows), desk.catalogue(connection).topics
        found = [
            shapes.Written(
                at=row["at"],
                time=said_in.time(row["at"]),
                by=row["by"],
                before=before,
                after=after,
                door=said_in(DOORS[row["door"]]),
                step=row["step"],
            )
            for row, before, after in steps(said_in, topics, rows)
        ]
        return found[::-1]

    return router


def _saved(
    connection: Connection, desk: Desk, who: Who, kept: tuple[Listed | None, bool, Draft], said_in: Words
) -> shapes.InitiativeSaved:
    line, overtaken, standing = kept
    faults, _ = checked(connection, desk.catalogue(connection), who, standing, submit=False)
    return shapes.InitiativeSaved(
        line=line_of(line) if line else None,
        overtaken=overtaken,
        faults=[Wrong.of(fault, said_in) for fault in faults],
    )
