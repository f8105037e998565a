"""The rules by which the first screen chooses what it says: what is measured, from where on, in which words."""

from collections.abc import Iterator, Mapping
from string import Formatter
from typing import Final, Self

from pydantic import model_validator

from catalogue.entries import Entry, Id, Text

# What each measure compares with `at_least`, in percent, percentage points or points, and the kind of each figure that
# its sentence may name.
MEASURES: Final[Mapping[str, Mapping[str, str]]] = {
    "target_behind": {
        "now": "percent",
        "wanted": "whole percent",
        "due": "day",
        "at_due": "percent",
        "short": "percentage points",
        "provinces": "provinces",
    },
    "norm_short": {
        "missing": "count",
        "thing": "thing",
        "share": "percent",
        "cost": "count",
        "provinces": "provinces",
    },
    "lowest_level": {"type": "type", "units": "count", "of_units": "count", "share": "percent"},
    "mean_moved": {"type": "type", "units": "count", "change": "change", "mean": "points"},
    "achievement_fell": {"name": "topic", "now": "percent", "change": "change"},
    "reports_missing": {
        "units": "count",
        "of_units": "count",
        "share": "percent",
        "type": "type within",
        "of_type": "count",
    },
    "only_declared": {"type": "type", "share": "percent"},
}
ABOUT: Final[Mapping[str, str]] = {"target_behind": "target", "norm_short": "norm"}  # what `of` names there


class Finding(Entry):
    """A sentence that is told where `measure` comes to `at_least`; `of` names the target or the norm it is about."""

    measure: str
    of: Id | None = None
    at_least: float
    sentence_vi: Text
    sentence_en: Text

    def sentence(self, language: str) -> str:
        """The words, with the figures' names in braces."""
        return self.sentence_vi if language == "vi" else self.sentence_en

    @property
    def figures(self) -> Mapping[str, str]:
        """The figures of its measure, each with its kind."""
        return MEASURES[self.measure]

    @model_validator(mode="after")
    def _is_told(self) -> Self:
        faults = list(self._faults())
        if faults:
            raise ValueError("; ".join(faults))
        return self

    def _faults(self) -> Iterator[str]:
        if self.measure not in MEASURES:
            yield f"no measure '{self.measure}'; there are {', '.join(sorted(MEASURES))}"
            return
        about = ABOUT.get(self.measure)
        if about and self.of is None:
            yield f"the measure '{self.measure}' needs 'of', a {about}"
        if not about and self.of is not None:
            yield f"the measure '{self.measure}' takes no 'of'"
        for key in ("sentence_vi", "sentence_en"):
            yield from (
                f"{key}: no figure '{name}' in '{self.measure}'; there are {', '.join(sorted(self.figures))}"
                for name in _named(getattr(self, key))
                if name not in self.figures
            )


def _named(sentence: str) -> list[str]:
    """What stands in braces; a brace that is not closed is a name that no measure has."""
    try:
        return [name for _, name, _, _ in Formatter().parse(sentence) if name is not None]
    except ValueError as error:
        return [str(error)]
