"""The tables: what a store remembers, with a named constraint for every rule that the database itself can hold."""

from datetime import date, datetime

from sqlalchemy import (
    CheckConstraint,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    MetaData,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

STATES = ("draft", "submitted", "returned", "appraised", "recognised", "published")
COUNTED_STATES = ("submitted", "appraised", "recognised", "published")
FROZEN_STATES = ("appraised", "recognised", "published")
ABSENCES = ("not_applicable", "not_available")
DOORS = ("form", "workbook", "csv", "api", "seed")
CALENDARS = ("year", "school_year", "quarter")
STAGES = ("idea", "pilot", "applied", "replicated")


def one_of(column: str, values: tuple[str, ...]) -> str:
    """The SQL of a closed vocabulary, null allowed."""
    listed = ", ".join(f"'{value}'" for value in values)
    return f"{column} IN ({listed})"


class Base(DeclarativeBase):
    """Constraint names follow one pattern on both databases, so that a migration can name them."""

    metadata = MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        }
    )


class StoreState(Base):
    """The one row that speaks of the store as a whole; `data_version` grows with every accepted change."""

    __tablename__ = "store_state"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    data_version: Mapped[int]
    demonstration: Mapped[bool]
    today: Mapped[date | None]  # a demonstration's own calendar; null means the real day


class CatalogueVersion(Base):
    """A catalogue as it stood, file by file; never changed once kept."""

    __tablename__ = "catalogue_version"

    digest: Mapped[str] = mapped_column(String(16), primary_key=True)
    files: Mapped[str] = mapped_column(Text)  # JSON: path -> text
    kept_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


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
    """A unit's time in an emulation cluster."""

    __tablename__ = "cluster_spell"
    __table_args__ = (CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="ends_after_it_begins"),)

    unit: Mapped[str] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    valid_from: Mapped[date] = mapped_column(primary_key=True)
    valid_to: Mapped[date | None]
    cluster: Mapped[str] = mapped_column(String(32))
    name_vi: Mapped[str]
    name_en: Mapped[str]


class UnitEvent(Base):
    """A merger, split, renaming, move or closing, with its act; `before` and `after` are the units it joins."""

    __tablename__ = "unit_event"
    __table_args__ = (
        CheckConstraint(one_of("kind", ("merge", "split", "rename", "move", "close")), name="known_kind"),
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
    appraisal_due: Mapped[date | None]
    closes: Mapped[date | None]  # the last day on which a report is taken; null while nobody has set it
    data_version: Mapped[int]  # the store's data_version at the last accepted change of this round


class SourceFile(Base):
    """A file that brought reports in, known by the hash of its bytes."""

    __tablename__ = "source_file"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[str]
    taken_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    taken_by: Mapped[str]


class Report(Base):
    """One unit's answers, initiatives and evidence for one round, under one version of one instrument."""

    __tablename__ = "report"
    __table_args__ = (
        UniqueConstraint("unit", "round"),
        CheckConstraint(one_of("state", STATES), name="known_state"),
        CheckConstraint("state = 'draft' OR first_submitted_at IS NOT NULL", name="left_draft_by_submitting"),
        Index(None, "round", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    unit: Mapped[str] = mapped_column(ForeignKey("unit.id"))
    round: Mapped[str] = mapped_column(ForeignKey("round.id"))
    instrument: Mapped[str] = mapped_column(String(32))
    catalogue: Mapped[str] = mapped_column(ForeignKey("catalogue_version.digest"))
    state: Mapped[str] = mapped_column(String(12))
    first_submitted_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class ReportEvent(Base):
    """One change of a report's state: who, when, from, to, and why."""

    __tablename__ = "report_event"
    __table_args__ = (
        CheckConstraint(one_of("to_state", STATES), name="known_state"),
        CheckConstraint("to_state <> 'returned' OR reason <> ''", name="returned_with_a_reason"),
        Index(None, "report"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    report: Mapped[int] = mapped_column(ForeignKey("report.id"))
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    by: Mapped[str]
    from_state: Mapped[str | None] = mapped_column(String(12))
    to_state: Mapped[str] = mapped_column(String(12))
    reason: Mapped[str] = mapped_column(Text, default="")


class Answer(Base):
    """A number (yes is 1, no is 0), a choice, or an absence with its reason; an unanswered question has no row."""

    __tablename__ = "answer"
    __table_args__ = (
        CheckConstraint(
            "(CASE WHEN value IS NULL THEN 0 ELSE 1 END) + (CASE WHEN choice IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN absence IS NULL THEN 0 ELSE 1 END) = 1",
            name="one_kind_of_answer",
        ),
        CheckConstraint(one_of("absence", ABSENCES), name="known_absence"),
        CheckConstraint("absence IS NULL OR reason <> ''", name="absent_with_a_reason"),
    )

    report: Mapped[int] = mapped_column(ForeignKey("report.id"), primary_key=True)
    question: Mapped[str] = mapped_column(String(64), primary_key=True)
    value: Mapped[float | None]
    choice: Mapped[str | None] = mapped_column(String(64))
    absence: Mapped[str | None] = mapped_column(String(16))
    reason: Mapped[str] = mapped_column(Text, default="")
    comment: Mapped[str] = mapped_column(Text, default="")


class AnswerChange(Base):
    """One change of one answer: who, when, from, to (as JSON, null if unanswered), through which door and place."""

    __tablename__ = "answer_change"
    __table_args__ = (
        CheckConstraint(one_of("door", DOORS), name="known_door"),
        Index(None, "report", "question"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    report: Mapped[int] = mapped_column(ForeignKey("report.id"))
    question: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    by: Mapped[str]
    before: Mapped[str | None] = mapped_column(Text)
    after: Mapped[str | None] = mapped_column(Text)
    door: Mapped[str] = mapped_column(String(8))
    file: Mapped[str | None] = mapped_column(ForeignKey("source_file.digest"))
    place: Mapped[str] = mapped_column(default="")  # sheet!cell, JSON pointer, line and column


class Initiative(Base):
    """An initiative (sáng kiến) within a report; `folded` is its text made ready for search."""

    __tablename__ = "initiative"
    __table_args__ = (
        UniqueConstraint("report", "number"),
        CheckConstraint(one_of("stage", STAGES), name="known_stage"),
        CheckConstraint("beneficiaries IS NULL OR beneficiaries >= 0", name="beneficiaries_not_negative"),
        CheckConstraint("cost IS NULL OR cost >= 0", name="cost_not_negative"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    report: Mapped[int] = mapped_column(ForeignKey("report.id"))
    number: Mapped[int]  # its place in the report, from 1
    title: Mapped[str]
    problem: Mapped[str] = mapped_column(Text, default="")
    solution: Mapped[str] = mapped_column(Text, default="")
    result: Mapped[str] = mapped_column(Text, default="")
    topic: Mapped[str | None] = mapped_column(String(64))  # a topic of the movement
    stage: Mapped[str] = mapped_column(String(12))
    beneficiaries: Mapped[int | None]  # persons
    cost: Mapped[float | None]  # million đồng
    folded: Mapped[str] = mapped_column(Text)


class Evidence(Base):
    """What a unit shows for an indicator: a link, or a file known by the hash of its bytes."""

    __tablename__ = "evidence"
    __table_args__ = (
        CheckConstraint("(link IS NULL) <> (digest IS NULL)", name="link_or_file"),
        CheckConstraint(one_of("strength", ("declared", "verified", "measured")), name="known_strength"),
        Index(None, "report", "indicator"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    report: Mapped[int] = mapped_column(ForeignKey("report.id"))
    indicator: Mapped[str] = mapped_column(String(64))
    link: Mapped[str | None] = mapped_column(Text)
    digest: Mapped[str | None] = mapped_column(String(64))
    note: Mapped[str] = mapped_column(Text, default="")
    strength: Mapped[str] = mapped_column(String(8))


class Appraisal(Base):
    """The points that a reviewer gives an indicator, beside the self-assessed ones, which stay."""

    __tablename__ = "appraisal"
    __table_args__ = (CheckConstraint("points >= 0", name="points_not_negative"),)

    report: Mapped[int] = mapped_column(ForeignKey("report.id"), primary_key=True)
    indicator: Mapped[str] = mapped_column(String(64), primary_key=True)
    points: Mapped[float]
    strength: Mapped[str] = mapped_column(String(8))
    by: Mapped[str]
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    reason: Mapped[str] = mapped_column(Text, default="")


class Edition(Base):
    """Results computed once from one state of data, catalogue and method; `key` is the hash of the three."""

    __tablename__ = "edition"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    round: Mapped[str] = mapped_column(ForeignKey("round.id"))
    data_version: Mapped[int]
    catalogue: Mapped[str] = mapped_column(ForeignKey("catalogue_version.digest"))
    method: Mapped[str] = mapped_column(String(16))
    computed_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class Result(Base):
    """One unit's figure for one indicator, section, pillar or the whole (`item`) in one edition."""

    __tablename__ = "result"
    __table_args__ = (CheckConstraint(one_of("kind", ("indicator", "section", "pillar", "overall")), name="known_kind"),)

    edition: Mapped[str] = mapped_column(ForeignKey("edition.key"), primary_key=True)
    unit: Mapped[str] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(9), primary_key=True)
    item: Mapped[str] = mapped_column(String(64), primary_key=True)
    value: Mapped[float | None]  # in the indicator's own unit
    self_points: Mapped[float | None]
    points: Mapped[float | None]  # appraised where appraised, else self-assessed
    possible: Mapped[float | None]  # the points that could be had once what is not applicable is left out
    score: Mapped[float | None]  # 0 to 100
    level: Mapped[int | None]
    rank: Mapped[int | None]  # within the institution type
    ranked: Mapped[int | None]  # how many units were ranked
    answered: Mapped[float | None]  # share of the possible points whose questions were answered, 0 to 1
    rule: Mapped[str] = mapped_column(String(32))  # which rule decided: scored, zero, left_out, not_applicable, …
