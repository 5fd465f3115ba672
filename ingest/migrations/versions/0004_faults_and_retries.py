"""What is wrong with the machine, and mails that were set aside and had later: a place may then be sighted a second time."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_PLACE = ("mailbox", "folder", "uidvalidity", "uid")


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("sightings") as table:
        table.drop_constraint("uq_sightings_mailbox_folder_uidvalidity_uid", type_="unique")
    aside = sa.column("set_aside").is_not(None)
    op.create_index("ix_sightings_place", "sightings", [*_PLACE, sa.text("(set_aside IS NULL)")], unique=True)
    op.create_index("ix_sightings_set_aside", "sightings", ["mailbox"], sqlite_where=aside, postgresql_where=aside)
    op.create_table(
        "retries",
        sa.Column("sighting", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("tried_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gone", sa.Boolean(), nullable=False, comment="no longer on the server, or numbered anew there"),
        sa.ForeignKeyConstraint(["sighting"], ["sightings.id"], name=op.f("fk_retries_sighting")),
        sa.PrimaryKeyConstraint("sighting", name=op.f("pk_retries")),
        comment="How often a mail that was set aside was asked for again",
    )
    op.create_table(
        "faults",
        sa.Column("name", sa.Text(), nullable=False, comment="disk, sending, clock, clock:MAILBOX"),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False, comment="the last sign of it"),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("about", sa.JSON(), nullable=False, comment="what is known of it"),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_faults")),
        comment="What is or was wrong with the machine, the last time of each",
    )


def downgrade() -> None:
    """Take it away. Fails where a place was sighted twice."""
    op.drop_table("faults")
    op.drop_table("retries")
    op.drop_index("ix_sightings_set_aside", table_name="sightings")
    op.drop_index("ix_sightings_place", table_name="sightings")
    with op.batch_alter_table("sightings") as table:
        table.create_unique_constraint("uq_sightings_mailbox_folder_uidvalidity_uid", list(_PLACE))
