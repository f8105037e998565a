"""The key by which a store seals what its workbooks say of themselves."""

from secrets import token_hex

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.add_column("store_state", sa.Column("workbook_key", sa.String(length=64), server_default="", nullable=False))
    op.execute(sa.text("UPDATE store_state SET workbook_key = :key").bindparams(key=token_hex(32)))
