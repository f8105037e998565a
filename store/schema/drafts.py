"""What is being typed before it is filed, never overwritten; and the receipts of what was."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from store.schema.base import DOORS, Base, one_of


class DraftAnswer(Base):
    """One answer as somebody typed it, right or wrong; a later one of the same question is another row.

    `base` is how often the answer had been filed: once it is filed again, what was typed over the older one is history.
    `overtaken` says that somebody else had typed meanwhile, so that this one was put aside.
    """

    __tablename__ = "draft_answer"
    __table_args__ = (CheckConstraint(one_of("door", DOORS), name="known_door"), Index(None, "report", "question"))

    id: Mapped[int] = mapped_column(primary_key=True)
    report: Mapped[int] = mapped_column(ForeignKey("report.id"))
    question: Mapped[str] = mapped_column(String(64))
    base: Mapped[int]
    at: Mapped[datetime]
    by: Mapped[str]
    door: Mapped[str] = mapped_column(String(8))
    value: Mapped[float | None]
    choice: Mapped[str | None] = mapped_column(String(64))
    absence: Mapped[str | None] = mapped_column(String(16))
    reason: Mapped[str] = mapped_column(Text)
    comment: Mapped[str] = mapped_column(Text)
    typed: Mapped[str | None] = mapped_column(Text)  # where it cannot be read as the question's kind
    overtaken: Mapped[bool]


class DraftInitiative(Base):
    """One initiative as somebody typed it, or that it was taken away; a later one of the same key is another row.

    `key` is the number of a filed one, or a name that the writer made up. `base` is how often the list had been changed
    by filing: once it is filed again, what was typed over the older list is history.
    """

    __tablename__ = "draft_initiative"
    __table_args__ = (CheckConstraint(one_of("door", DOORS), name="known_door"), Index(None, "report"))

    id: Mapped[int] = mapped_column(primary_key=True)
    report: Mapped[int] = mapped_column(ForeignKey("report.id"))
    key: Mapped[str] = mapped_column(String(32))
    base: Mapped[int]
    at: Mapped[datetime]
    by: Mapped[str]
    door: Mapped[str] = mapped_column(String(8))
    title: Mapped[str] = mapped_column(Text)
    problem: Mapped[str] = mapped_column(Text)
    solution: Mapped[str] = mapped_column(Text)
    result: Mapped[str] = mapped_column(Text)
    topic: Mapped[str | None] = mapped_column(Text)
    stage: Mapped[str] = mapped_column(Text)
    beneficiaries: Mapped[str] = mapped_column(Text)  # as typed, readable as a number or not
    cost: Mapped[str] = mapped_column(Text)  # as typed; million đồng
    removed: Mapped[bool]
    overtaken: Mapped[bool]


class Receipt(Base):
    """That a report was submitted, and what it said: the hash of its answers and initiatives."""

    __tablename__ = "receipt"
    __table_args__ = (CheckConstraint(one_of("door", DOORS), name="known_door"), UniqueConstraint("report", "number"))

    code: Mapped[str] = mapped_column(String(14), primary_key=True)
    report: Mapped[int] = mapped_column(ForeignKey("report.id"))
    number: Mapped[int]  # the report's first, second … receipt
    at: Mapped[datetime]
    by: Mapped[str]
    door: Mapped[str] = mapped_column(String(8))
    digest: Mapped[str] = mapped_column(String(64))
    answers: Mapped[int]
    initiatives: Mapped[int]
