"""Who reads what: the state of the store, the language and the day; the first argument of every view."""

from datetime import date
from typing import NamedTuple

from dashboard.data.source import Version
from dashboard.words import Words


class Reader(NamedTuple):
    """Two readers of one version, language and day see the same: what is drawn for one is kept for the other."""

    version: Version
    language: str
    today: date
    demonstration: bool

    @property
    def words(self) -> Words:
        """The sentences of the reader's language."""
        return Words.of(self.language)
