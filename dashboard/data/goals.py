"""The goals of the movement: each dated target that reports tell of, and each achievement that has no date."""

from dataclasses import dataclass, replace
from datetime import date

import polars as pl

from catalogue import Entry, Target
from dashboard.data import achievements, facts
from dashboard.data.keeping import kept
from dashboard.data.source import Version, judged_by, remembered
from metrics import targets
from metrics.trajectory import Trajectory, trajectory

ALL = 100.0  # percent: what a share comes to in the end where nobody has said how much of it is wanted
END = date(2030, 12, 31)  # of the movement, up to which a course without a day of its own is drawn


@dataclass(frozen=True)
class Goal:
    """What is followed: `of` in percent of `out_of`, or `of` itself; null `at_least` and `due` where none is stated.

    `by` says in words what is measured; `national` that one system for the whole country tells of it, not the units.
    """

    id: str
    entry: Entry
    by: Entry
    of: str
    out_of: str | None
    at_least: float | None
    due: date | None
    decision: str
    national: bool

    @property
    def wanted(self) -> float | None:
        """What it has to come to; null for an amount that nobody has limited."""
        return self.at_least if self.at_least is not None else (ALL if self.out_of else None)


@dataclass(frozen=True, eq=False)
class Progress:
    """One goal with its course (round, day, value) and, where something is wanted, its trajectory.

    A trajectory of a goal that is missed or has no day goes on to the end of the movement.
    """

    goal: Goal
    course: pl.DataFrame
    path: Trajectory | None

    @property
    def value(self) -> float | None:
        """The last known one."""
        known = self.course["value"].drop_nulls()
        return known[-1] if known.len() else None


def goals(today: date) -> tuple[Goal, ...]:
    """Dated targets that are still ahead, the nearest first; then those whose day has passed; then the others."""
    return _goals(judged_by().digest, today)


@kept(8)
def _goals(_catalogue: str, today: date) -> tuple[Goal, ...]:
    dated = sorted(
        (_of_target(each) for each in judged_by().targets.values() if each.is_tracked),
        key=lambda goal: ((goal.due or END) <= today, goal.due or END),
    )
    measures = (each for each in achievements.measures() if not isinstance(each.by, Target))
    return (*dated, *(_of_measure(each) for each in measures))


def goal_of(topic: str) -> str:
    """The id of the goal that tells of an achievement: its target's, or its own."""
    measure = next(each for each in achievements.measures() if each.topic.id == topic)
    return measure.by.id if isinstance(measure.by, Target) else topic


@remembered
def progress(version: Version, round_: str, today: date) -> tuple[Progress, ...]:
    """Each goal over the rounds of the same calendar up to this one whose reports are due no more."""
    here = facts.round_named(version, round_)
    series = [r for r in facts.rounds(version) if r.calendar == here.calendar and r.ends <= here.ends and r.due < today]
    return tuple(_progress(version, series, goal) for goal in goals(today))


def _progress(version: Version, series: list[facts.RoundFacts], goal: Goal) -> Progress:
    rows = [
        (each.id, each.ends, targets.pooled(facts.answers(version, each.id), goal.of, goal.out_of)["value"][0])
        for each in series
    ]
    course = pl.DataFrame(rows, schema={"round": pl.String, "day": pl.Date, "value": pl.Float64}, orient="row")
    return Progress(goal, course, _path(course.drop("round"), goal))


def _path(course: pl.DataFrame, goal: Goal) -> Trajectory | None:
    if goal.wanted is None:
        return None
    share = goal.out_of is not None
    path = trajectory(course, goal.wanted, goal.due or END, share=share)
    if path.outlook != "missed":
        return path
    later = trajectory(course, goal.wanted, END, share=share)
    return replace(later, outlook="missed")


def _of_target(target: Target) -> Goal:
    of = target.of or ""
    return Goal(
        target.id, target, target, of, target.out_of, target.at_least, target.due, target.decision, national=False
    )


def _of_measure(measure: achievements.Measure) -> Goal:
    return Goal(
        id=measure.topic.id,
        entry=measure.topic,
        by=measure.by,
        of=measure.of,
        out_of=measure.out_of,
        at_least=None,
        due=None,
        decision="",
        national=achievements.is_national(measure.of),
    )
