"""Who reports and when: dated provinces, units with their spells and events, and rounds."""

from datetime import date, datetime, time

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    Text,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from store.schema.base import CALENDARS, EVENT_KINDS, Base, one_of


class Province(Base):
    """One province for the time in which its code, name and kind held; codes are reused, so the day is in the key."""

    __tablename__ = "province"
    __table_args__ = (CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="ends_after_it_begins"),)

    code: Mapped[str] = mapped_column(String(2), primary_key=True)
    valid_from: Mapped[date] = mapped_column(primary_key=True)
    valid_to: Mapped[date | None]
    name_vi: Mapped[str]
    name_en: Mapped[str]
    kind: Mapped[str]
    region: Mapped[str]


class Unit(Base):
    """An institution from its opening to its closing; what changes in between stands in its spells."""

    __tablename__ = "unit"
    __table_args__ = (CheckConstraint("closed IS NULL OR closed >= opened", name="closes_after_it_opens"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    opened: Mapped[date]
    closed: Mapped[date | None]  # the last day of its life


class UnitSpell(Base):
    """A unit's name, type, place and parent for a time; `folded` is the name made ready for search."""

    __tablename__ = "unit_spell"
    __table_args__ = (
        ForeignKeyConstraint(["province", "province_from"], ["province.code", "province.valid_from"]),
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="ends_after_it_begins"),
        CheckConstraint("(province IS NULL) = (province_from IS NULL)", name="province_with_its_day"),
        CheckConstraint("parent IS NULL OR parent <> unit", name="not_its_own_parent"),
    )

    unit: Mapped[str] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    valid_from: Mapped[date] = mapped_column(primary_key=True)
    valid_to: Mapped[date | None]
    name_vi: Mapped[str]
    name_en: Mapped[str]
    folded: Mapped[str]
    institution_type: Mapped[str] = mapped_column(String(32))
    province: Mapped[str | None] = mapped_column(String(2))
    province_from: Mapped[date | None]
    parent: Mapped[str | None] = mapped_column(ForeignKey("unit.id"))


class ClusterSpell(Base):
    """A unit's time in an emulation cluster; `act` is the document by which it came in, empty where none is known."""

    __tablename__ = "cluster_spell"
    __table_args__ = (CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="ends_after_it_begins"),)

    unit: Mapped[str] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    valid_from: Mapped[date] = mapped_column(primary_key=True)
    valid_to: Mapped[date | None]
    cluster: Mapped[str] = mapped_column(String(32))
    name_vi: Mapped[str]
    name_en: Mapped[str]
    act: Mapped[str] = mapped_column(server_default="")


class UnitEvent(Base):
    """What became of a unit, with the act that said so; `before` and `after` are the units that it joins."""

    __tablename__ = "unit_event"
    __table_args__ = (
        CheckConstraint(one_of("kind", EVENT_KINDS), name="known_kind"),
        UniqueConstraint("kind", "on_date", "before", "after"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(8))
    on_date: Mapped[date]
    act: Mapped[str]
    before: Mapped[str] = mapped_column(ForeignKey("unit.id"))
    after: Mapped[str | None] = mapped_column(ForeignKey("unit.id"))


class Round(Base):
    """One reporting period of one calendar; `starts` to `ends` is what is reported on, the other days are deadlines."""

    __tablename__ = "round"
    __table_args__ = (
        CheckConstraint(one_of("calendar", CALENDARS), name="known_calendar"),
        CheckConstraint("ends >= starts", name="ends_after_it_starts"),
        CheckConstraint("due >= opens", name="due_after_it_opens"),
        CheckConstraint("appraisal_due IS NULL OR appraisal_due >= due", name="appraised_after_due"),
        CheckConstraint("closes IS NULL OR closes >= due", name="closes_after_due"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    name_vi: Mapped[str]
    name_en: Mapped[str]
    calendar: Mapped[str] = mapped_column(String(16))
    starts: Mapped[date]
    ends: Mapped[date]
    opens: Mapped[date]
    due: Mapped[date]
    due_time: Mapped[time | None]  # the hour on that day, Vietnamese time; null for its end
    appraisal_due: Mapped[date | None]
    closes: Mapped[date | None]  # the last day on which a report is taken; null while nobody has set it
    closes_time: Mapped[time | None]
    locked: Mapped[bool] = mapped_column(server_default=false())  # takes no report, whatever the day
    data_version: Mapped[int]  # the store's data_version at the last accepted change of this round


class RoundException(Base):
    """A unit may file for a round until a day of its own; the one that has not ended counts, and there is one at most.

    `counts_on_time`: what comes until then is on time. Otherwise the deadline of all still decides that.
    """

    __tablename__ = "round_exception"
    __table_args__ = (
        CheckConstraint("reason <> ''", name="given_with_a_reason"),
        Index(
            "ix_round_exception_running",
            "round",
            "unit",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round: Mapped[str] = mapped_column(ForeignKey("round.id"))
    unit: Mapped[str] = mapped_column(ForeignKey("unit.id"))
    until: Mapped[date]
    until_time: Mapped[time | None]
    counts_on_time: Mapped[bool]
    reason: Mapped[str] = mapped_column(Text)
    made_by: Mapped[str]
    made_at: Mapped[datetime]
    ended_by: Mapped[str | None]
    ended_at: Mapped[datetime | None]
