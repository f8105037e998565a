"""The report of a run: what became of each step, so that none is skipped in silence."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from metrics import judge
from store.editions import Step
from store.faults import N_

READING: Final = ("units", "reports", "answers", "appraisals")
JUDGING: Final = (*judge.STEPS, "results")
FREEZING: Final = ("strengths", "ranges", "gaps", "targets", "figures", "texts", "bundle")
STEPS: Final = (*READING, *JUDGING, *FREEZING)
DONE, NOT_NEEDED, FAILED = "done", "not_needed", "failed"

KEPT: Final = N_("The same data, catalogue and method have been judged before; their results are kept.")
NO_GATES: Final = N_("No instrument that was used has mandatory conditions.")
NO_RANKS: Final = N_("No instrument that was used gives ranks.")
WHEN_SHOWN: Final = N_("Made when a page asks for it; kept once the edition is sealed.")
EARLIER: Final = N_("An earlier step failed.")
REASONS: Final = (KEPT, NO_GATES, NO_RANKS, WHEN_SHOWN, EARLIER)

logger = logging.getLogger(__name__)


class StepFailedError(Exception):
    """A step failed; the report says which, and why."""


class StepLog:
    """What is known of the steps so far."""

    def __init__(self) -> None:
        """Nothing has been done."""
        self._told: dict[str, Step] = {}

    def done(self, step: str, rows: int) -> None:
        self._told[step] = Step(step, DONE, rows=rows)

    def not_needed(self, reason: str, *steps: str) -> None:
        self._told |= {step: Step(step, NOT_NEEDED, reason) for step in steps}

    @contextmanager
    def trying(self, step: str) -> Iterator[None]:
        """StepFailedError where the block raises anything; the cause goes to the report and to the log."""
        try:
            yield
        except Exception as error:
            logger.exception("step %s", step)
            self._told[step] = Step(step, FAILED, f"{type(error).__name__}: {error}")
            raise StepFailedError(step) from error

    def steps(self) -> tuple[Step, ...]:
        """Every step in its order; what nobody told of was not reached."""
        return tuple(self._told.get(step, Step(step, FAILED, EARLIER)) for step in STEPS)
