"""Whether a dated target will be reached: the course so far drawn out, with the interval that it leaves open."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

import numpy as np
import polars as pl
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Outlook = Literal["reached", "missed", "on_track", "at_risk", "off_track", "too_few"]

LEAST = 3  # rounds that a line with an interval needs
YEARS = 15  # how far ahead is looked
EDGE = 0.5  # percent: nearer than this to 0 or 100 counts as there, since a logistic line never arrives
DAYS_A_YEAR = 365.25
# Student's t, 95th percentile, for 1 to 30 degrees of freedom; beyond, the normal one.
# fmt: off
T95: tuple[float, ...] = (
    6.3138, 2.9200, 2.3534, 2.1318, 2.0150, 1.9432, 1.8946, 1.8595, 1.8331, 1.8125,
    1.7959, 1.7823, 1.7709, 1.7613, 1.7531, 1.7459, 1.7396, 1.7341, 1.7291, 1.7247,
    1.7207, 1.7171, 1.7139, 1.7109, 1.7081, 1.7056, 1.7033, 1.7011, 1.6991, 1.6973,
)
# fmt: on
NORMAL95 = 1.6449
NEAR = 1e-9
COURSE = {"day": pl.Date, "centre": pl.Float64, "low": pl.Float64, "high": pl.Float64}


@dataclass(frozen=True)
class Trajectory:
    """Where a target stands and when it is expected to be reached, with the 90 % interval of that day.

    A day is None where it lies further ahead than 15 years. `at_due` is the expected value on the target's day,
    `course` one row per week up to then (day, centre, low, high), empty with too few rounds. All in percent, or as
    given.
    """

    outlook: Outlook
    value: float | None
    expected: date | None
    earliest: date | None
    latest: date | None
    at_due: float | None
    course: pl.DataFrame


@dataclass(frozen=True)
class _Line:
    """A straight line through what was seen, on the scale on which it is straight."""

    origin: date
    level: float
    slope: float
    middle: float
    spread: float
    sum_of_squares: float
    rounds: int

    def at(self, days: Floats) -> tuple[Floats, Floats, Floats]:
        """Centre, low and high of the prediction for one more round on each day after the origin, 90 %."""
        away = days / DAYS_A_YEAR - self.middle
        centre = self.level + self.slope * away
        free = self.rounds - 2
        factor = T95[free - 1] if free <= len(T95) else NORMAL95
        reach = factor * self.spread * np.sqrt(1 + 1 / self.rounds + away**2 / self.sum_of_squares)
        return centre, centre - reach, centre + reach


def trajectory(series: pl.DataFrame, at_least: float, due: date, *, share: bool = True) -> Trajectory:
    """The outlook of a target from its rounds: `series` has day and value, the oldest first; null values do not count.

    A least-squares line through the logit of a share (0 to 100), or the logarithm of a number, and its prediction
    interval for one more round. `on_track`: even the low end reaches the target by its day; `off_track`: not even the
    high end does; `at_risk`: between the two. `reached` and `missed` are facts of the last round; `too_few` rounds
    (fewer than three) tell nothing.
    """
    known = series.drop_nulls("value")
    if known.is_empty():
        return _untold("too_few", None)
    last, value = known.row(-1)
    reached = value >= at_least
    fact: Outlook | None = "reached" if reached else "missed" if due <= last else None
    if fact or known.height < LEAST:
        return _untold(fact or "too_few", value)
    line = _line(known, share=share)
    goal = _straight(np.array([at_least]), share=share)[0]
    days = np.arange((last - line.origin).days, (last - line.origin).days + YEARS * 366)
    centre, low, high = line.at(days.astype(np.float64))
    expected, latest, earliest = (_first(line.origin, days, edge >= goal - NEAR) for edge in (centre, low, high))
    end = int(np.searchsorted(days, (due - line.origin).days))
    return Trajectory(
        outlook=_outlook(due, earliest, latest),
        value=value,
        expected=expected,
        earliest=earliest,
        latest=latest,
        at_due=float(_bent(line.at(np.array([float((due - line.origin).days)]))[0], share=share)[0]),
        course=_course(line, days[np.unique([*range(0, end, 7), min(end, days.size - 1)])], share=share),
    )


def _outlook(due: date, earliest: date | None, latest: date | None) -> Outlook:
    if latest is not None and latest <= due:
        return "on_track"
    return "at_risk" if earliest is not None and earliest <= due else "off_track"


def _line(known: pl.DataFrame, *, share: bool) -> _Line:
    origin: date = known["day"][0]
    years = np.array([(day - origin).days / DAYS_A_YEAR for day in known["day"]])
    heights = _straight(known["value"].to_numpy(), share=share)
    away = years - years.mean()
    squares = float((away**2).sum())
    slope = float((away * heights).sum()) / squares
    rest = heights - heights.mean() - slope * away
    return _Line(
        origin=origin,
        level=float(heights.mean()),
        slope=slope,
        middle=float(years.mean()),
        spread=float(np.sqrt((rest**2).sum() / (years.size - 2))),
        sum_of_squares=squares,
        rounds=years.size,
    )


def _straight(values: Floats, *, share: bool) -> Floats:
    """Percent on the logistic scale, numbers on that of their logarithms."""
    if not share:
        logs: Floats = np.log(np.maximum(values, EDGE))
        return logs
    part = np.clip(values, EDGE, 100 - EDGE) / 100
    logits: Floats = np.log(part / (1 - part))
    return logits


def _bent(heights: Floats, *, share: bool) -> Floats:
    """The way back of `_straight`."""
    values: Floats = 100 / (1 + np.exp(-heights)) if share else np.exp(heights)
    return values


def _first(origin: date, days: NDArray[np.int64], there: NDArray[np.bool_]) -> date | None:
    """The first day from which on the goal stays reached, None where that is not in sight."""
    short = np.flatnonzero(~there)
    place = int(short[-1]) + 1 if short.size else 0
    return origin + timedelta(days=int(days[place])) if place < days.size else None


def _course(line: _Line, days: NDArray[np.int64], *, share: bool) -> pl.DataFrame:
    centre, low, high = (_bent(edge, share=share) for edge in line.at(days.astype(np.float64)))
    dates = [line.origin + timedelta(days=int(day)) for day in days]
    return pl.DataFrame({"day": dates, "centre": centre, "low": low, "high": high}, schema=COURSE)


def _untold(outlook: Outlook, value: float | None) -> Trajectory:
    return Trajectory(outlook, value, None, None, None, None, pl.DataFrame(schema=COURSE))
