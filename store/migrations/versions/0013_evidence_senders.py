"""Which units a file of evidence was sent for: those that show it already are taken to have sent it."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.create_table(
        "evidence_sender",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("unit", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["digest"], ["evidence_file.digest"], name=op.f("fk_evidence_sender_digest")),
        sa.ForeignKeyConstraint(["unit"], ["unit.id"], name=op.f("fk_evidence_sender_unit")),
        sa.PrimaryKeyConstraint("digest", "unit", name=op.f("pk_evidence_sender")),
    )
    op.execute(
        "INSERT INTO evidence_sender (digest, unit) SELECT DISTINCT evidence.digest, report.unit"
        " FROM evidence JOIN report ON report.id = evidence.report"
        " JOIN evidence_file ON evidence_file.digest = evidence.digest"
    )
