"""When a deadline has passed: at the end of its day, or of its hour, on Vietnam's clocks."""

from datetime import date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo

HERE: Final = ZoneInfo("Asia/Ho_Chi_Minh")


def day_of(at: datetime) -> date:
    """The day of a moment in Vietnam."""
    return at.astimezone(HERE).date()


def passed(day: date | None, hour: time | None, at: datetime) -> bool:
    """Whether a moment lies after a deadline; a deadline that nobody has set never passes."""
    if day is None:
        return False
    if hour is None:
        return day_of(at) > day
    return at > datetime.combine(day, hour, HERE)


def told(day: date, hour: time | None) -> date | datetime:
    """The deadline as a reader is told it: the day, and the hour where one is named."""
    return day if hour is None else datetime.combine(day, hour, HERE)
