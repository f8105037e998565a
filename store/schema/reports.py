"""What units say and what becomes of it: reports, answers, initiatives, evidence, appraisals, each with its history."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from store.schema.base import ABSENCES, DOORS, STAGES, STATES, STRENGTHS, Base, one_of


class SourceFile(Base):
    """A file that brought reports in, known by the hash of its bytes."""

    __tablename__ = "source_file"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[str]
    taken_at: Mapped[datetime]
    taken_by: Mapped[str]


class Report(Base):
    """One unit's answers, initiatives and evidence for one round, under one version of one instrument.

    `complete_at` is the first moment at which what was saved passed every check, whether it was submitted or not.
    """

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
    first_submitted_at: Mapped[datetime | None]
    complete_at: Mapped[datetime | None]


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
    at: Mapped[datetime]
    by: Mapped[str]
    from_state: Mapped[str | None] = mapped_column(String(12))
    to_state: Mapped[str] = mapped_column(String(12))
    reason: Mapped[str] = mapped_column(Text)


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
    reason: Mapped[str] = mapped_column(Text)
    comment: Mapped[str] = mapped_column(Text)


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
    at: Mapped[datetime]
    by: Mapped[str]
    before: Mapped[str | None] = mapped_column(Text)
    after: Mapped[str | None] = mapped_column(Text)
    door: Mapped[str] = mapped_column(String(8))
    file: Mapped[str | None] = mapped_column(ForeignKey("source_file.digest"))
    place: Mapped[str]  # sheet!cell, JSON pointer, line and column; may be empty


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
    problem: Mapped[str] = mapped_column(Text)
    solution: Mapped[str] = mapped_column(Text)
    result: Mapped[str] = mapped_column(Text)
    topic: Mapped[str | None] = mapped_column(String(64))  # a topic of the movement
    stage: Mapped[str] = mapped_column(String(12))
    beneficiaries: Mapped[int | None]  # persons
    cost: Mapped[float | None]  # million đồng
    folded: Mapped[str] = mapped_column(Text)


class InitiativeChange(Base):
    """One change of one initiative: who, when, from, to (as JSON, null if there was none), through which door."""

    __tablename__ = "initiative_change"
    __table_args__ = (
        CheckConstraint(one_of("door", DOORS), name="known_door"),
        Index(None, "report", "number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    report: Mapped[int] = mapped_column(ForeignKey("report.id"))
    number: Mapped[int]
    at: Mapped[datetime]
    by: Mapped[str]
    before: Mapped[str | None] = mapped_column(Text)
    after: Mapped[str | None] = mapped_column(Text)
    door: Mapped[str] = mapped_column(String(8))
    file: Mapped[str | None] = mapped_column(ForeignKey("source_file.digest"))
    place: Mapped[str]  # sheet!cell, JSON pointer, line and column; may be empty


class Evidence(Base):
    """What a unit shows for an indicator: a link, or a file known by the hash of its bytes."""

    __tablename__ = "evidence"
    __table_args__ = (
        CheckConstraint("(link IS NULL) <> (digest IS NULL)", name="link_or_file"),
        CheckConstraint(one_of("strength", STRENGTHS), name="known_strength"),
        Index(None, "report", "indicator"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    report: Mapped[int] = mapped_column(ForeignKey("report.id"))
    indicator: Mapped[str] = mapped_column(String(64))
    link: Mapped[str | None] = mapped_column(Text)
    digest: Mapped[str | None] = mapped_column(String(64))
    note: Mapped[str] = mapped_column(Text)
    strength: Mapped[str] = mapped_column(String(8))


class Appraisal(Base):
    """The points that a reviewer gave an indicator, beside the self-assessed ones, which stay; the newest counts."""

    __tablename__ = "appraisal"
    __table_args__ = (
        CheckConstraint("points >= 0", name="points_not_negative"),
        CheckConstraint(one_of("strength", STRENGTHS), name="known_strength"),
        Index(None, "report", "indicator"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    report: Mapped[int] = mapped_column(ForeignKey("report.id"))
    indicator: Mapped[str] = mapped_column(String(64))
    points: Mapped[float]
    strength: Mapped[str] = mapped_column(String(8))
    by: Mapped[str]
    at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(Text)
