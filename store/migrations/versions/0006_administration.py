"""Deadlines by the hour, locks and exceptions of rounds; acts of clusters; openings and reopenings of units."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

KINDS = "kind IN ('open', 'merge', 'split', 'rename', 'move', 'close', 'reopen')"
RUNNING = sa.text("ended_at IS NULL")


def upgrade() -> None:
    op.add_column("cluster_spell", sa.Column("act", sa.String(), server_default="", nullable=False))
    op.add_column("round", sa.Column("due_time", sa.Time(), nullable=True))
    op.add_column("round", sa.Column("closes_time", sa.Time(), nullable=True))
    op.add_column("round", sa.Column("locked", sa.Boolean(), server_default=sa.false(), nullable=False))
    _widen_kinds()
    op.create_table(
        "round_exception",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round", sa.String(length=16), nullable=False),
        sa.Column("unit", sa.String(length=32), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("until_time", sa.Time(), nullable=True),
        sa.Column("counts_on_time", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_by", sa.String(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_round_exception_given_with_a_reason")),
        sa.ForeignKeyConstraint(["round"], ["round.id"], name=op.f("fk_round_exception_round")),
        sa.ForeignKeyConstraint(["unit"], ["unit.id"], name=op.f("fk_round_exception_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_exception")),
    )
    op.create_index(
        "ix_round_exception_running",
        "round_exception",
        ["round", "unit"],
        unique=True,
        sqlite_where=RUNNING,
        postgresql_where=RUNNING,
    )


def _widen_kinds() -> None:
    """SQLite cannot change a constraint in place: there the table is made anew and its rows copied."""
    name = op.f("ck_unit_event_known_kind")
    with op.batch_alter_table("unit_event") as table:
        table.drop_constraint(name, type_="check")
        table.create_check_constraint(name, KINDS)
