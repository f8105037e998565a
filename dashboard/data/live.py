"""What a report that is still being written would earn, by the engine that judges all reports."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

import polars as pl

from catalogue import Instrument
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

Item = tuple[str, str]  # kind and id: ("indicator", "plan"), ("overall", "overall")
Earned = Mapping[Item, Mapping[str, Any]]  # the columns of `metrics.judge`


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

    def earned(self, instrument: Instrument, answers: Mapping[str, Given]) -> Earned:
        """By kind and item, what the answers would earn; what cannot be read counts as unanswered."""
        asked = Asked(answers)
        with self._door:
            self._waiting.setdefault(id(instrument), []).append(asked)
        with self._turn:
            if asked.earned is None:
                with self._door:
                    batch = self._waiting.pop(id(instrument), [asked])
                for each, found in zip(batch, earned(instrument, [each.answers for each in batch]), strict=True):
                    each.earned = found
        return asked.earned or {}


def earned(instrument: Instrument, reports: list[Mapping[str, Given]]) -> list[Earned]:
    """For each report what it would earn before anybody appraises it."""
    names = [str(n) for n in range(len(reports))]
    rows = [
        (name, question, given.value, given.choice, given.absence)
        for name, answers in zip(names, reports, strict=True)
        for question, given in answers.items()
        if given.is_answer and given.text is None
    ]
    answers = pl.DataFrame(rows, schema=ANSWERS, orient="row")
    results = judge(answers, pl.DataFrame(schema=APPRAISALS), pl.Series("unit", names), instrument)
    found: dict[str, dict[Item, Mapping[str, Any]]] = {name: {} for name in names}
    for row in results.iter_rows(named=True):
        found[row["unit"]][row["kind"], row["item"]] = row
    return [found[name] for name in names]
