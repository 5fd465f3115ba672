"""Finds a mail by its raw bytes without going through all sightings, which made each new mail cost more than the one before."""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the index."""
    op.create_index(op.f("ix_sightings_sha256"), "sightings", ["sha256"], if_not_exists=True)


def downgrade() -> None:
    """Take it away."""
    op.drop_index(op.f("ix_sightings_sha256"), table_name="sightings")
