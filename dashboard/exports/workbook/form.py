"""What a unit's workbook is made from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time

from catalogue import Instrument, Topic
from store.submission import Given, InitiativeGiven

Deadline = tuple[date, time | None]  # the hour is null where it is the end of the day


@dataclass(frozen=True)
class Named:
    """A unit or a round: its id and both names."""

    id: str
    name_vi: str
    name_en: str

    def name(self, language: str) -> str:
        """The name in `vi` or, for any other language, in English."""
        return self.name_vi if language == "vi" else self.name_en


@dataclass(frozen=True)
class Form:
    """One unit's questions for one round, with what the store has of this round and of the one before.

    `answers` and `initiatives` are prefilled; `last` stands beside them to compare with. `closes` is null while nobody
    has set the last day, `own` where the unit has no more time than others. `key` is the store's, for the seal.
    """

    unit: Named
    round: Named
    due: Deadline
    closes: Deadline | None
    own: Deadline | None
    instrument: Instrument
    catalogue: str
    topics: Mapping[str, Topic]
    answers: Mapping[str, Given]
    initiatives: tuple[InitiativeGiven, ...]
    last: Mapping[str, Given]
    last_round: Named | None
    demonstration: bool
    key: str
