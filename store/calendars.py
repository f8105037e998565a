"""The round that comes after another in its calendar, as it is proposed to whoever plans it."""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from store.register import RoundGiven

MONTHS: Final = {"quarter": 3, "year": 12, "school_year": 12}
ROMAN: Final = ("I", "II", "III", "IV")
ORDINAL: Final = ("First", "Second", "Third", "Fourth")
# Where there is no round to go by: how many days after the period reports are closed, and appraisals due.
TAKEN, APPRAISED = 45, 30
SEPTEMBER, SCHOOL_MONTHS = 9, 9


def following(last: RoundGiven | None, calendar: str, today: date) -> RoundGiven:
    """The next period, each day as far from it as in the last round; without one, the period that `today` lies in."""
    if last is None:
        return _first(calendar, today)
    months = MONTHS[calendar]
    starts, ends = later(last.starts, months), later(last.ends, months)
    id_, name_vi, name_en = NAMES[calendar](starts)
    return RoundGiven(
        *(id_, name_vi, name_en, calendar, starts, ends, later(last.opens, months), later(last.due, months)),
        appraisal_due=None if last.appraisal_due is None else later(last.appraisal_due, months),
        closes=None if last.closes is None else later(last.closes, months),
        due_time=last.due_time,
        closes_time=last.closes_time,
    )


def later(day: date, months: int) -> date:
    """The same day of a later month; the last day of a month stays the last."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    last = monthrange(year, month)[1]
    is_last = day.day == monthrange(day.year, day.month)[1]
    return date(year, month, last if is_last else min(day.day, last))


def _first(calendar: str, today: date) -> RoundGiven:
    if calendar == "quarter":
        starts, months = date(today.year, (today.month - 1) // 3 * 3 + 1, 1), 3
    elif calendar == "year":
        starts, months = date(today.year, 1, 1), 12
    else:
        autumn = date(today.year, SEPTEMBER, 1)
        starts, months = autumn if today >= autumn else autumn.replace(year=today.year - 1), SCHOOL_MONTHS
    ends = later(starts, months) - timedelta(days=1)
    id_, name_vi, name_en = NAMES[calendar](starts)
    return RoundGiven(
        *(id_, name_vi, name_en, calendar, starts, ends, later(starts, months - 1), ends),
        appraisal_due=ends + timedelta(days=APPRAISED),
        closes=ends + timedelta(days=TAKEN),
    )


def _quarter(starts: date) -> tuple[str, str, str]:
    number = (starts.month - 1) // 3
    year = starts.year
    return f"{year}-Q{number + 1}", f"Quý {ROMAN[number]}/{year}", f"{ORDINAL[number]} quarter of {year}"


def _year(starts: date) -> tuple[str, str, str]:
    return f"{starts.year}", f"Năm {starts.year}", f"Year {starts.year}"


def _school_year(starts: date) -> tuple[str, str, str]:
    years = f"{starts.year}-{starts.year + 1}"
    return years, f"Năm học {years}", f"School year {years}"


# Code, Vietnamese and English name of a period, from its first day.
NAMES: Final[dict[str, Callable[[date], tuple[str, str, str]]]] = {
    "quarter": _quarter,
    "year": _year,
    "school_year": _school_year,
}
