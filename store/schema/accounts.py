"""Who may come in and how: accounts, their reach, sessions, second factors, links, failures, and the log of it all."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from store.schema.base import Base, one_of

ROLES = ("coordinator", "lead", "reviewer", "leader", "administrator")
GRANT_KINDS = ("unit", "cluster", "province", "institution_type")
OWED = ("factor", "password", "nothing")


class Account(Base):
    """A person who may sign in; `name` is folded to lower case, `password` an Argon2 hash, null until one is chosen."""

    __tablename__ = "account"
    __table_args__ = (CheckConstraint(one_of("role", ROLES), name="known_role"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(64), unique=True)
    shown_as: Mapped[str]
    role: Mapped[str] = mapped_column(String(16))
    password: Mapped[str | None]
    password_due: Mapped[bool]  # the next sign-in must choose a new one
    factor: Mapped[str | None]  # the secret of the second factor, base 32; null while it is off
    factor_step: Mapped[int]  # the last time step whose code was taken, so that a code works once
    disabled: Mapped[bool]
    demonstration: Mapped[bool]  # one click signs in; such an account exists only in a demonstration store
    created_at: Mapped[datetime]


class Identity(Base):
    """The account that a person of another sign-in service has here."""

    __tablename__ = "identity"

    issuer: Mapped[str] = mapped_column(String(255), primary_key=True)
    subject: Mapped[str] = mapped_column(String(255), primary_key=True)
    account: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)


class Grant(Base):
    """One branch that an account reaches: a unit, a cluster, a province or an institution type, by its id."""

    __tablename__ = "account_grant"
    __table_args__ = (CheckConstraint(one_of("kind", GRANT_KINDS), name="known_kind"),)

    account: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(16), primary_key=True)
    value: Mapped[str] = mapped_column(String(32), primary_key=True)


class Session(Base):
    """One sign-in; the cookie is known by its hash alone, its last value too until other tabs have followed."""

    __tablename__ = "session"
    __table_args__ = (CheckConstraint(one_of("owed", OWED), name="known_debt"), Index(None, "account"))

    id: Mapped[str] = mapped_column(String(32), primary_key=True)  # public: stays while the cookie rotates
    digest: Mapped[bytes] = mapped_column(String(64), unique=True)
    last_digest: Mapped[bytes | None] = mapped_column(String(64), unique=True)
    account: Mapped[int] = mapped_column(ForeignKey("account.id"))
    owed: Mapped[str] = mapped_column(String(8))  # what is still to be shown; who owes something reads nothing yet
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    rotated_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class RecoveryCode(Base):
    """A code that stands in for the second factor once; kept as its hash."""

    __tablename__ = "recovery_code"

    digest: Mapped[bytes] = mapped_column(String(64), primary_key=True)
    account: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    used_at: Mapped[datetime | None]


class Invitation(Base):
    """A link by which its holder chooses the password of an account, once and for a time; kept as its hash."""

    __tablename__ = "invitation"

    digest: Mapped[bytes] = mapped_column(String(64), primary_key=True)
    account: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    made_by: Mapped[str]
    made_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class Failures(Base):
    """How often signing in failed of late for one name or from one address, and until when the next try waits."""

    __tablename__ = "failures"

    key: Mapped[str] = mapped_column(String(96), primary_key=True)
    count: Mapped[int]
    last_at: Mapped[datetime]
    waits_until: Mapped[datetime]


class LogEntry(Base):
    """One event, chained by hash to the one before; never changed, never removed."""

    __tablename__ = "log_entry"
    __table_args__ = (Index(None, "at"),)

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)  # 1, 2, 3, … without a gap
    at: Mapped[datetime]
    by: Mapped[str]
    address: Mapped[str]  # where from: a network address, or the command line
    action: Mapped[str] = mapped_column(String(32))
    subject: Mapped[str]
    before: Mapped[str] = mapped_column(Text)
    after: Mapped[str] = mapped_column(Text)
    previous: Mapped[str] = mapped_column(String(64))
    digest: Mapped[str] = mapped_column(String(64))
