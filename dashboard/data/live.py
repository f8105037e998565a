"""What a report that is still being written would earn and lacks, by the engine that judges all reports."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Lock
from types import MappingProxyType
from typing import Any, NamedTuple

import polars as pl

from catalogue import Instrument, Norm, Price
from metrics.gaps import gaps
from metrics.judge import judge
from store.submission import Given

ANSWERS = {
    "unit": pl.String,
    "question": pl.String,
    "value": pl.Float64,
    "choice": pl.String,
    "absence": pl.String,
}
APPRAISALS = {"unit": pl.String, "indicator": pl.String, "points": pl.Float64, "strength": pl.String}

Item = tuple[str, str]  # kind and id: ("indicator", "plan"), ("overall", "overall"), ("norm", "computers")
Earned = Mapping[Item, Mapping[str, Any]]  # the columns of `metrics.judge`; of a norm, those of `metrics.gaps`


class Ruler(NamedTuple):
    """What reports of one kind are judged by."""

    instrument: Instrument
    norms: tuple[Norm, ...] = ()
    prices: Mapping[str, Price] = MappingProxyType({})


@dataclass
class Asked:
    """One report that waits to be judged."""

    answers: Mapping[str, Given]
    earned: Earned | None = None


@dataclass
class Judging:
    """Judges one batch at a time: whoever's turn comes judges for all who wait under the same instrument.

    The engine takes as long for one report as for forty, so that a rush costs what a single writer does.
    """

    _turn: Lock = field(default_factory=Lock)
    _door: Lock = field(default_factory=Lock)
    _waiting: dict[int, list[Asked]] = field(default_factory=dict)

    def earned(self, ruler: Ruler, answers: Mapping[str, Given]) -> Earned:
        """By kind and item, what the answers would earn; what cannot be read counts as unanswered."""
        asked = Asked(answers)
        with self._door:
            self._waiting.setdefault(id(ruler.instrument), []).append(asked)
        with self._turn:
            if asked.earned is None:
                with self._door:
                    batch = self._waiting.pop(id(ruler.instrument), [asked])
                for each, found in zip(batch, earned(ruler, [each.answers for each in batch]), strict=True):
                    each.earned = found
        return asked.earned or {}


def earned(ruler: Ruler, reports: list[Mapping[str, Given]]) -> list[Earned]:
    """For each report what it would earn before anybody appraises it, and what its unit lacks against each norm."""
    names = [str(n) for n in range(len(reports))]
    rows = [
        (name, question, given.value, given.choice, given.absence)
        for name, answers in zip(names, reports, strict=True)
        for question, given in answers.items()
        if given.is_answer and given.text is None
    ]
    answers = pl.DataFrame(rows, schema=ANSWERS, orient="row")
    results = judge(answers, pl.DataFrame(schema=APPRAISALS), pl.Series("unit", names), ruler.instrument)
    lacks = gaps(answers, dict.fromkeys((norm.id for norm in ruler.norms), names), ruler.norms, ruler.prices)
    found: dict[str, dict[Item, Mapping[str, Any]]] = {name: {} for name in names}
    for row in results.iter_rows(named=True):
        found[row["unit"]][row["kind"], row["item"]] = row
    for row in lacks.iter_rows(named=True):
        found[row["unit"]]["norm", row["norm"]] = row
    return [found[name] for name in names]
