"""What all tables share: one way to name constraints, one way to keep a moment, and the closed vocabularies."""

from datetime import UTC, datetime
from typing import ClassVar

from sqlalchemy import DateTime, Dialect, MetaData
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

STATES = ("draft", "submitted", "returned", "appraised", "recognised", "published")
COUNTED_STATES = ("submitted", "appraised", "recognised", "published")
FROZEN_STATES = ("appraised", "recognised", "published")
RECOGNISED_STATES = ("recognised", "published")
ABSENCES = ("not_applicable", "not_available")
DOORS = ("form", "workbook", "csv", "api", "seed")
CALENDARS = ("year", "school_year", "quarter")
STAGES = ("idea", "pilot", "applied", "replicated")
STRENGTHS = ("declared", "verified", "measured")
EVENT_KINDS = ("open", "merge", "split", "rename", "move", "close", "reopen")
RESULT_KINDS = ("indicator", "section", "pillar", "overall")
BASES = ("live", "recognised")
OUTCOMES = ("done", "not_needed", "failed")
SEALS = ("official", "project draft")


def one_of(column: str, values: tuple[str, ...]) -> str:
    """The SQL of a closed vocabulary, null allowed."""
    listed = ", ".join(f"'{value}'" for value in values)
    return f"{column} IN ({listed})"


class Moment(TypeDecorator[datetime]):
    """A point in time: kept in UTC, handed out aware, though SQLite forgets time zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        """ValueError for a moment without a time zone, which could be any."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no time zone; a moment is given with one, such as UTC")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """Constraint names follow one pattern on both databases, so that a migration can name them."""

    type_annotation_map: ClassVar = {datetime: Moment}
    metadata = MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        }
    )
