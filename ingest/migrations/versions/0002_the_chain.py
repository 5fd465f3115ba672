"""The chain over the rows of each transaction, and what was pruned from the archive."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply. The first transaction after it links all rows that are there."""
    op.create_table(
        "pruned",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False, comment="of raw bytes that are not kept any more"),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pruned")),
        sa.UniqueConstraint("sha256", name=op.f("uq_pruned_sha256")),
        comment="Raw mails that were taken out of the archive because of their age; their hashes stay",
    )
    op.create_table(
        "chain",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("covers", sa.JSON(), nullable=False, comment="by table: the last row that it covers"),
        sa.Column("before", sa.Text(), nullable=False, comment="hash of the link before, empty for the first one"),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chain")),
        comment="One link a transaction: a hash over its new rows and the hash before",
    )
