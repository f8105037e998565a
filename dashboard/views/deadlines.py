"""Until when a unit may hand in its report for a round, and how long that still is."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from dashboard.data.rounds import passed
from dashboard.words import HERE, Words


def told(words: Words, round_: Mapping[str, Any], own: Mapping[str, Any] | None, now: datetime) -> Iterator[str]:
    """The deadline of all units, then the unit's own; once it is late, until when reports are still taken.

    `round_` is a row of `store.queries.rounds`, `own` one of `store.queries.register.more_time`.
    """
    late = passed(round_["due"], round_["due_time"], now)
    due = words("Due by {deadline}.", deadline=words.deadline(round_["due"], round_["due_time"]))
    yield f"{due} {words('This deadline has passed.') if late else _left(words, round_['due'], now)}"
    if own is not None:
        deadline = words.deadline(own["until"], own["until_time"])
        more = words("Your unit has more time: until {deadline}. {reason}", deadline=deadline, reason=own["reason"])
        yield f"{more} {words('What comes by then is on time.')}" if own["counts_on_time"] else more
    elif late and round_["closes"]:
        closes = words.deadline(round_["closes"], round_["closes_time"])
        yield words("Late reports are taken until {deadline}.", deadline=closes)


def _left(words: Words, due: date, now: datetime) -> str:
    days = (due - now.astimezone(HERE).date()).days
    return words.plural("{n} day is left.", "{n} days are left.", days) if days else words("That is today.")
