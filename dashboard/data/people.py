"""Who reads the pages: the person whom the door let in, and the branches that this person reaches."""

import os
from datetime import UTC, datetime

from dashboard.data.source import engine_at
from store import queries
from store.accounts import sessions
from store.engine import DEFAULT_URL, reading, writing
from store.rights import EVERYWHERE, NOWHERE, Branch, Person, Reach, may, may_ever

__all__ = ["EVERYWHERE", "NOWHERE", "Branch", "Person", "Reach", "may", "may_ever", "present_person"]

# Where no door stands before the pages, as in a trial, whoever comes reads invented data and nothing else.
ANYBODY = Person(0, "demonstration", "demonstration", "leader", EVERYWHERE)


def present_person(sid: str | None) -> Person | None:
    """Who is signed in under the id that the door gave; None from the moment at which that ended.

    Without a door, a demonstration store is read as by its leader, and no other store by anybody.
    """
    engine = engine_at(os.environ.get("THIDUA_DATABASE_URL") or DEFAULT_URL)
    at = datetime.now(UTC)
    with reading(engine) as connection:
        if sid is None:
            return ANYBODY if queries.state(connection).demonstration else None
        found = sessions.of_id(connection, sid, at)
        person = sessions.person_of(connection, sid, at)
    if found and person and found.seen_at <= at - sessions.SEEN_EVERY:
        with writing(engine) as connection:
            sessions.see(connection, sid, at)
    return person
