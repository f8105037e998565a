"""The store as a whole, and what it is judged by: catalogue versions, and the editions of results made from them."""

from datetime import date, datetime
from functools import partial
from secrets import token_hex

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from store.schema.base import BASES, OUTCOMES, RESULT_KINDS, SEALS, Base, one_of


class StoreState(Base):
    """The one row that speaks of the store as a whole; `data_version` grows with every accepted change.

    `workbook_key` seals what a workbook says of itself.
    """

    __tablename__ = "store_state"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    data_version: Mapped[int]
    demonstration: Mapped[bool]
    today: Mapped[date | None]  # a demonstration's own calendar; null means the real day
    workbook_key: Mapped[str] = mapped_column(String(64), default=partial(token_hex, 32), server_default="")


class CatalogueVersion(Base):
    """A catalogue as it stood, file by file; never changed once kept."""

    __tablename__ = "catalogue_version"

    digest: Mapped[str] = mapped_column(String(16), primary_key=True)
    files: Mapped[str] = mapped_column(Text)  # JSON: path -> text
    kept_at: Mapped[datetime]


class Edition(Base):
    """Results computed once from one state of data, catalogue and method; `key` is the hash of the three.

    `basis` says which reports went in: `live` those submitted and later, `recognised` those recognised and later.
    """

    __tablename__ = "edition"
    __table_args__ = (CheckConstraint(one_of("basis", BASES), name="known_basis"),)

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    round: Mapped[str] = mapped_column(ForeignKey("round.id"))
    data_version: Mapped[int]
    catalogue: Mapped[str] = mapped_column(ForeignKey("catalogue_version.digest"))
    method: Mapped[str] = mapped_column(String(16))
    computed_at: Mapped[datetime]
    basis: Mapped[str] = mapped_column(String(10), server_default="live")


class EditionRun(Base):
    """One computing of an edition, whether it came about or not; `edition` is null where a step failed."""

    __tablename__ = "edition_run"
    __table_args__ = (CheckConstraint(one_of("basis", BASES), name="known_basis"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round: Mapped[str] = mapped_column(ForeignKey("round.id"))
    basis: Mapped[str] = mapped_column(String(10))
    edition: Mapped[str | None] = mapped_column(ForeignKey("edition.key"), index=True)
    data_version: Mapped[int]
    catalogue: Mapped[str] = mapped_column(ForeignKey("catalogue_version.digest"))
    method: Mapped[str] = mapped_column(String(16))
    at: Mapped[datetime]


class EditionStep(Base):
    """What became of one step of a run, and why it was not needed or failed."""

    __tablename__ = "edition_step"
    __table_args__ = (
        CheckConstraint(one_of("outcome", OUTCOMES), name="known_outcome"),
        CheckConstraint("outcome = 'done' OR reason <> ''", name="not_done_with_a_reason"),
    )

    run: Mapped[int] = mapped_column(ForeignKey("edition_run.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)  # its place in the run, from 1
    step: Mapped[str] = mapped_column(String(16))
    outcome: Mapped[str] = mapped_column(String(10))
    reason: Mapped[str] = mapped_column(Text)
    rows: Mapped[int | None]  # how many it made; null unless done


class EditionSeal(Base):
    """An edition frozen with its data, method, map and texts; `digest` is the hash of the bundle's list of files."""

    __tablename__ = "edition_seal"
    __table_args__ = (
        CheckConstraint(one_of("status", SEALS), name="known_status"),
        UniqueConstraint("edition", "status"),
        UniqueConstraint("round", "number"),
    )

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    edition: Mapped[str] = mapped_column(ForeignKey("edition.key"))
    round: Mapped[str] = mapped_column(ForeignKey("round.id"))
    number: Mapped[int]  # the round's first, second … sealed edition
    status: Mapped[str] = mapped_column(String(13))
    at: Mapped[datetime]
    by: Mapped[str]
    bundle: Mapped[bytes] = mapped_column(LargeBinary)  # the file itself, so that it leaves the same at any time


class HandedEdition(Base):
    """An edition of which something has left as a file, kept or not, so that the code on it leads back.

    Its round and catalogue are as the file says them; neither has to be kept.
    """

    __tablename__ = "handed_edition"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    round: Mapped[str] = mapped_column(String(16))
    data_version: Mapped[int]
    catalogue: Mapped[str] = mapped_column(String(16))
    method: Mapped[str] = mapped_column(String(16))
    at: Mapped[datetime]


class Result(Base):
    """One unit's figure for one indicator, section, pillar or the whole (`item`) in one edition."""

    __tablename__ = "result"
    __table_args__ = (CheckConstraint(one_of("kind", RESULT_KINDS), name="known_kind"),)

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
