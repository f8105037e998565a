"""Work that goes on without the page that asked for it, and the file that comes of it."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from store.schema.base import Base, one_of

JOB_STATES = ("queued", "running", "done", "failed", "cancelled")


class Job(Base):
    """One piece of work: what is to be made, how far it is, and how it ended.

    `attempt` counts how often it was begun; whoever works on an earlier one has lost it. `asked` is JSON. `reason` is a
    sentence in the language of the job.
    """

    __tablename__ = "job"
    __table_args__ = (
        CheckConstraint(one_of("state", JOB_STATES), name="known_state"),
        CheckConstraint("done >= 0 AND total >= 0", name="progress_not_negative"),
        Index(None, "account"),
        Index(None, "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account: Mapped[int] = mapped_column(ForeignKey("account.id"))
    kind: Mapped[str] = mapped_column(String(32))
    asked: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(16))
    attempt: Mapped[int]
    done: Mapped[int]
    total: Mapped[int]
    reason: Mapped[str] = mapped_column(Text)
    asked_at: Mapped[datetime]
    heard_at: Mapped[datetime | None]  # when the worker last said that it lives
    ended_at: Mapped[datetime | None]


class JobFile(Base):
    """What a job made, kept until a moment."""

    __tablename__ = "job_file"

    job: Mapped[int] = mapped_column(ForeignKey("job.id"), primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(String(200))
    size: Mapped[int]
    content: Mapped[bytes] = mapped_column(LargeBinary)
    until: Mapped[datetime]
