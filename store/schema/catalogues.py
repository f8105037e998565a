"""How a catalogue becomes another: a draft of changes to a kept version, and the versions that were put into force."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from store.schema.base import Base


class CatalogueDraft(Base):
    """Changes to a kept version while they are worked on; once published or dropped it is closed, and stays."""

    __tablename__ = "catalogue_draft"

    id: Mapped[int] = mapped_column(primary_key=True)
    base: Mapped[str] = mapped_column(ForeignKey("catalogue_version.digest"))
    changes: Mapped[str] = mapped_column(Text)  # JSON: path -> text, null where the file is to go
    revision: Mapped[int]  # grows with each change, so that two who work on it do not overwrite each other
    tested: Mapped[str | None] = mapped_column(
        String(16)
    )  # the digest of the files that were last tested without fault
    begun_by: Mapped[str]
    begun_at: Mapped[datetime]
    changed_by: Mapped[str]
    changed_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]


class CataloguePublication(Base):
    """A version put into force; the one of the highest number judges from its moment on."""

    __tablename__ = "catalogue_publication"
    __table_args__ = (CheckConstraint("note <> ''", name="says_why"),)

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)  # 1, 2, 3, …
    digest: Mapped[str] = mapped_column(ForeignKey("catalogue_version.digest"))
    note: Mapped[str] = mapped_column(Text)
    published_by: Mapped[str]
    published_at: Mapped[datetime]
