"""Drafts of catalogues, and the versions that were put into force."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.create_table(
        "catalogue_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("base", sa.String(length=16), nullable=False),
        sa.Column("changes", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("tested", sa.String(length=16), nullable=True),
        sa.Column("begun_by", sa.String(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["base"], ["catalogue_version.digest"], name=op.f("fk_catalogue_draft_base")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_catalogue_draft")),
    )
    op.create_table(
        "catalogue_publication",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("digest", sa.String(length=16), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("published_by", sa.String(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("note <> ''", name=op.f("ck_catalogue_publication_says_why")),
        sa.ForeignKeyConstraint(["digest"], ["catalogue_version.digest"], name=op.f("fk_catalogue_publication_digest")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_catalogue_publication")),
    )
