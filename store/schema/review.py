"""What reviewers leave beside a report: what is to be mended where, what others have verified, and who was called."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from store.schema.base import Base, one_of

CALL_OUTCOMES = ("promised", "needs_help", "reached", "not_reached")


class ReturnedAnswer(Base):
    """What is to be mended at one question, beside the event by which the report was returned."""

    __tablename__ = "returned_answer"
    __table_args__ = (CheckConstraint("reason <> ''", name="returned_with_a_reason"),)

    event: Mapped[int] = mapped_column(ForeignKey("report_event.id"), primary_key=True)
    question: Mapped[str] = mapped_column(String(64), primary_key=True)
    reason: Mapped[str] = mapped_column(Text)


class Verification(Base):
    """That a body outside the unit has looked at an indicator: who, on which day, under which document.

    It speaks of the answers as they stood: `seen` is the report's last change of an answer, `of` and `out_of` are the
    indicator's questions, so that a later change of one of them ends it.
    """

    __tablename__ = "verification"
    __table_args__ = (Index(None, "report", "indicator"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    report: Mapped[int] = mapped_column(ForeignKey("report.id"))
    indicator: Mapped[str] = mapped_column(String(64))
    of: Mapped[str] = mapped_column(String(64))
    out_of: Mapped[str | None] = mapped_column(String(64))
    seen: Mapped[int]
    body: Mapped[str]
    on_date: Mapped[date]
    document: Mapped[str]
    by: Mapped[str]
    at: Mapped[datetime]


class Call(Base):
    """One call to a unit whose report was missing: to whom, by whom, what came of it, and when to call again."""

    __tablename__ = "call"
    __table_args__ = (
        CheckConstraint(one_of("outcome", CALL_OUTCOMES), name="known_outcome"),
        Index(None, "round", "unit"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round: Mapped[str] = mapped_column(ForeignKey("round.id"))
    unit: Mapped[str] = mapped_column(ForeignKey("unit.id"))
    at: Mapped[datetime]
    by: Mapped[str]
    spoke_with: Mapped[str]
    outcome: Mapped[str] = mapped_column(String(12))
    note: Mapped[str] = mapped_column(Text)
    again_on: Mapped[date | None]
