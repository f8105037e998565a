"""What an index takes as decided, and what might as well have been decided otherwise."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from metrics.composite import draws as drawing
from metrics.composite.aggregation import Mean, Means
from metrics.composite.framework import FrameworkError

Alternatives = Mapping[str, Sequence[Mean]]

ALTERNATIVES: dict[str, tuple[Mean, ...]] = {
    "imputation": ("none", "mean", "median"),
    "treatment": ("none", "treated"),
    "normalisation": ("minmax", "zscore", "percentile"),
    "aggregation": ("arithmetic", "geometric"),
}


@dataclass(frozen=True)
class Assumptions:
    """The decisions behind a simulation.

    - `vary`: the factors drawn anew each time, each on its own: weights, imputation, treatment, normalisation,
      aggregation, indicators (one leaf left out, or none, each as likely)
    - `alternatives`: per factor what is chosen from, each as likely; the first is the nominal choice, except for
      aggregation, where `mean` is. If not said: imputation none, mean, median; treatment none, treated; normalisation
      minmax, zscore, percentile; aggregation arithmetic, geometric
    - `noise`, `shape`: how far weights stray from the nominal ones, see `draw_weights`
    - `mean`, `min_available`: as in `aggregate`
    - `index`: the code that is ranked; the root if not said
    """

    vary: Sequence[str] = (drawing.WEIGHTS,)
    noise: float = 0.25
    shape: str = drawing.UNIFORM
    mean: Means = "arithmetic"
    min_available: float = 0.0
    index: str | None = None
    alternatives: Alternatives = field(default_factory=dict)

    def __post_init__(self) -> None:
        drawing.check_factors(self.vary)
        if faults := list(self._faults()):
            raise FrameworkError(faults)

    def options(self, factor: str) -> Sequence[Mean]:
        return self.alternatives.get(factor, ALTERNATIVES[factor])

    def _faults(self) -> Iterator[str]:
        for factor, options in self.alternatives.items():
            if factor not in ALTERNATIVES:
                yield f"alternatives: {factor} is not known; choose from {', '.join(ALTERNATIVES)}"
            elif not options:
                yield f"alternatives: {factor} has none; give at least one"
        for treatment in self.options("treatment"):
            if treatment not in ALTERNATIVES["treatment"]:
                yield f"alternatives: treatment {treatment} is not known; choose from none, treated"

    @property
    def takes_raw(self) -> bool:
        return any(factor in self.vary for factor in drawing.RAW_FACTORS)

    @property
    def discrete(self) -> tuple[str, ...]:
        """The factors that are a choice among few; weights are not."""
        return tuple(factor for factor in self.vary if factor != drawing.WEIGHTS)
