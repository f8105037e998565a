"""The programming interface: tokens of units, requests that were answered once, and files shown as evidence."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from store.schema.base import Base, one_of

SCOPES = ("read", "write")


class ApiToken(Base):
    """A program's right to read, or to read and write, the reports of one unit for a time; kept as its hash."""

    __tablename__ = "api_token"
    __table_args__ = (CheckConstraint(one_of("scope", SCOPES), name="known_scope"), Index(None, "unit"))

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    unit: Mapped[str] = mapped_column(ForeignKey("unit.id"))
    scope: Mapped[str] = mapped_column(String(8))
    label: Mapped[str]
    made_by: Mapped[str]
    made_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class ApiRequest(Base):
    """The reply to a request that named itself by a key, so that it is done once however often it is sent."""

    __tablename__ = "api_request"

    holder: Mapped[str] = mapped_column(String(80), primary_key=True)
    key: Mapped[str] = mapped_column(String(80), primary_key=True)
    asked: Mapped[str] = mapped_column(String(64))  # the hash of method, path and body
    reply: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]


class EvidenceFile(Base):
    """A file that a unit shows, known by the hash of its bytes; its type is what its content says."""

    __tablename__ = "evidence_file"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    media_type: Mapped[str] = mapped_column(String(80))
    size: Mapped[int]
    content: Mapped[bytes] = mapped_column(LargeBinary)
    taken_at: Mapped[datetime]
    taken_by: Mapped[str]


class EvidenceSender(Base):
    """A unit for which a file was sent: it alone may show the file, since a hash by itself is no proof of having it."""

    __tablename__ = "evidence_sender"

    digest: Mapped[str] = mapped_column(ForeignKey("evidence_file.digest"), primary_key=True)
    unit: Mapped[str] = mapped_column(ForeignKey("unit.id"), primary_key=True)
