"""Initiatives as they are typed before they are filed."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0006"

DOOR = "door IN ('form', 'workbook', 'csv', 'api', 'seed')"


def upgrade() -> None:
    op.create_table(
        "draft_initiative",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("base", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("door", sa.String(length=8), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("solution", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=True),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("beneficiaries", sa.Text(), nullable=False),
        sa.Column("cost", sa.Text(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("overtaken", sa.Boolean(), nullable=False),
        sa.CheckConstraint(DOOR, name=op.f("ck_draft_initiative_known_door")),
        sa.ForeignKeyConstraint(["report"], ["report.id"], name=op.f("fk_draft_initiative_report")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_initiative")),
    )
    op.create_index(op.f("ix_draft_initiative_report"), "draft_initiative", ["report"], unique=False)
