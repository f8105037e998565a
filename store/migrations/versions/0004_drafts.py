"""What is being typed before it is filed, and receipts for what was."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

DOOR = "door IN ('form', 'workbook', 'csv', 'api', 'seed')"


def upgrade() -> None:
    op.create_table(
        "draft_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(length=64), nullable=False),
        sa.Column("base", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("door", sa.String(length=8), nullable=False),
        sa.Column("value", sa.Double(), nullable=True),
        sa.Column("choice", sa.String(length=64), nullable=True),
        sa.Column("absence", sa.String(length=16), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("typed", sa.Text(), nullable=True),
        sa.Column("overtaken", sa.Boolean(), nullable=False),
        sa.CheckConstraint(DOOR, name=op.f("ck_draft_answer_known_door")),
        sa.ForeignKeyConstraint(["report"], ["report.id"], name=op.f("fk_draft_answer_report")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_answer")),
    )
    op.create_index(op.f("ix_draft_answer_report_question"), "draft_answer", ["report", "question"], unique=False)
    op.create_table(
        "receipt",
        sa.Column("code", sa.String(length=14), nullable=False),
        sa.Column("report", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("door", sa.String(length=8), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("answers", sa.Integer(), nullable=False),
        sa.Column("initiatives", sa.Integer(), nullable=False),
        sa.CheckConstraint(DOOR, name=op.f("ck_receipt_known_door")),
        sa.ForeignKeyConstraint(["report"], ["report.id"], name=op.f("fk_receipt_report")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_receipt")),
        sa.UniqueConstraint("report", "number", name=op.f("uq_receipt_report_number")),
    )
