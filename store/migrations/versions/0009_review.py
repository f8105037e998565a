"""When reports were first complete; what is to be mended at which question; verifications; calls."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.add_column("report", sa.Column("complete_at", sa.DateTime(timezone=True), nullable=True))
    op.execute(sa.text("UPDATE report SET complete_at = first_submitted_at"))
    op.create_table(
        "returned_answer",
        sa.Column("event", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_returned_answer_returned_with_a_reason")),
        sa.ForeignKeyConstraint(["event"], ["report_event.id"], name=op.f("fk_returned_answer_event")),
        sa.PrimaryKeyConstraint("event", "question", name=op.f("pk_returned_answer")),
    )
    _verification()
    op.create_table(
        "call",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round", sa.String(length=16), nullable=False),
        sa.Column("unit", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("spoke_with", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(length=12), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("again_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "outcome IN ('promised', 'needs_help', 'reached', 'not_reached')", name=op.f("ck_call_known_outcome")
        ),
        sa.ForeignKeyConstraint(["round"], ["round.id"], name=op.f("fk_call_round")),
        sa.ForeignKeyConstraint(["unit"], ["unit.id"], name=op.f("fk_call_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call")),
    )
    op.create_index(op.f("ix_call_round_unit"), "call", ["round", "unit"], unique=False)


def _verification() -> None:
    op.create_table(
        "verification",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report", sa.Integer(), nullable=False),
        sa.Column("indicator", sa.String(length=64), nullable=False),
        sa.Column("of", sa.String(length=64), nullable=False),
        sa.Column("out_of", sa.String(length=64), nullable=True),
        sa.Column("seen", sa.Integer(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["report.id"], name=op.f("fk_verification_report")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verification")),
    )
    op.create_index(op.f("ix_verification_report_indicator"), "verification", ["report", "indicator"], unique=False)
