"""Editions say which reports they rest on; their runs are reported step by step, and they can be sealed."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

BASIS = "basis IN ('live', 'recognised')"


def upgrade() -> None:
    # Written out, since SQLite can add a column with its constraint, but only a copied table with one added later.
    op.execute(
        "ALTER TABLE edition ADD COLUMN basis VARCHAR(10) DEFAULT 'live' NOT NULL"
        f" CONSTRAINT ck_edition_known_basis CHECK ({BASIS})"
    )
    op.create_table(
        "edition_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round", sa.String(length=16), nullable=False),
        sa.Column("basis", sa.String(length=10), nullable=False),
        sa.Column("edition", sa.String(length=64), nullable=True),
        sa.Column("data_version", sa.Integer(), nullable=False),
        sa.Column("catalogue", sa.String(length=16), nullable=False),
        sa.Column("method", sa.String(length=16), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(BASIS, name=op.f("ck_edition_run_known_basis")),
        sa.ForeignKeyConstraint(["catalogue"], ["catalogue_version.digest"], name=op.f("fk_edition_run_catalogue")),
        sa.ForeignKeyConstraint(["edition"], ["edition.key"], name=op.f("fk_edition_run_edition")),
        sa.ForeignKeyConstraint(["round"], ["round.id"], name=op.f("fk_edition_run_round")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edition_run")),
    )
    op.create_index(op.f("ix_edition_run_edition"), "edition_run", ["edition"], unique=False)
    op.create_table(
        "edition_step",
        sa.Column("run", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=16), nullable=False),
        sa.Column("outcome", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=True),
        sa.CheckConstraint("outcome IN ('done', 'not_needed', 'failed')", name=op.f("ck_edition_step_known_outcome")),
        sa.CheckConstraint("outcome = 'done' OR reason <> ''", name=op.f("ck_edition_step_not_done_with_a_reason")),
        sa.ForeignKeyConstraint(["run"], ["edition_run.id"], name=op.f("fk_edition_step_run")),
        sa.PrimaryKeyConstraint("run", "number", name=op.f("pk_edition_step")),
    )
    op.create_table(
        "edition_seal",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("edition", sa.String(length=64), nullable=False),
        sa.Column("round", sa.String(length=16), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=13), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("bundle", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("status IN ('official', 'project draft')", name=op.f("ck_edition_seal_known_status")),
        sa.ForeignKeyConstraint(["edition"], ["edition.key"], name=op.f("fk_edition_seal_edition")),
        sa.ForeignKeyConstraint(["round"], ["round.id"], name=op.f("fk_edition_seal_round")),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_edition_seal")),
        sa.UniqueConstraint("edition", "status", name=op.f("uq_edition_seal_edition_status")),
        sa.UniqueConstraint("round", "number", name=op.f("uq_edition_seal_round_number")),
    )
