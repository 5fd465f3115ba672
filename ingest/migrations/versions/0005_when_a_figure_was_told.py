"""When a figure that came without a mail was told: by telephone before the deadline, it is on time whenever it is entered."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column."""
    comment = "when a figure that came without a mail was told"
    op.add_column("rulings", sa.Column("told_at", sa.DateTime(timezone=True), nullable=True, comment=comment))


def downgrade() -> None:
    """Take it away."""
    op.drop_column("rulings", "told_at")
