"""The first ledger."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "cursors",
        sa.Column("mailbox", sa.Text(), nullable=False),
        sa.Column("folder", sa.Text(), nullable=False),
        sa.Column("uidvalidity", sa.BigInteger(), nullable=False),
        sa.Column(
            "next_uid", sa.BigInteger(), nullable=False, comment="every UID below it is recorded, set aside or gone"
        ),
        sa.Column("earlier", sa.BigInteger(), nullable=False, comment="messages from before the campaign, not read"),
        sa.Column("on_server", sa.BigInteger(), nullable=True, comment="messages in the folder when last looked"),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("mailbox", "folder", name=op.f("pk_cursors")),
    )
    op.create_table(
        "facts",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_facts")),
        comment="Few lasting facts: the key that tokens are signed with, the instant of the last round",
    )
    op.create_table(
        "mailbox_health",
        sa.Column("mailbox", sa.Text(), nullable=False),
        sa.Column(
            "read_at", sa.DateTime(timezone=True), nullable=True, comment="last time that all its folders were read"
        ),
        sa.Column("failing_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("mailbox", name=op.f("pk_mailbox_health")),
    )
    op.create_table(
        "messages",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column(
            "content_key", sa.Text(), nullable=False, comment="SHA-256 of the content apart from transport headers"
        ),
        sa.Column(
            "sha256", sa.Text(), nullable=False, comment="of the raw bytes first seen, and their name in the archive"
        ),
        sa.Column("message_id", sa.Text(), nullable=False, comment="a hint; may be missing, reused or rewritten"),
        sa.Column("sender", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("date", sa.DateTime(timezone=True), nullable=True),
        sa.Column("size", sa.Integer(), nullable=False, comment="bytes"),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_messages")),
        sa.UniqueConstraint("content_key", name=op.f("uq_messages_content_key")),
    )
    with op.batch_alter_table("messages", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_messages_message_id"), ["message_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_messages_sender"), ["sender"], unique=False)

    op.create_table(
        "outbox",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("key", sa.Text(), nullable=False, comment="the duty that it fulfils"),
        sa.Column("duty", sa.Text(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("period", sa.Date(), nullable=True),
        sa.Column("units", sa.JSON(), nullable=False),
        sa.Column("recipients", sa.JSON(), nullable=False),
        sa.Column(
            "pending", sa.JSON(), nullable=False, comment="recipients that no server has accepted or refused for good"
        ),
        sa.Column("message_id", sa.Text(), nullable=False, comment="fixed before it is a mail"),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column(
            "about",
            sa.JSON(),
            nullable=False,
            comment="what it tells: figures of a summary, numbered readings of a request",
        ),
        sa.Column(
            "raw", sa.LargeBinary(), nullable=True, comment="the rendered mail, from its first attempt on the same"
        ),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_try", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("key", name=op.f("uq_outbox_key")),
        sa.UniqueConstraint("message_id", name=op.f("uq_outbox_message_id")),
    )
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_outbox_period"), ["period"], unique=False)
        batch_op.create_index(batch_op.f("ix_outbox_state"), ["state"], unique=False)

    op.create_table(
        "attempts",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("letter", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["letter"], ["outbox.id"], name=op.f("fk_attempts_letter")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempts")),
    )
    with op.batch_alter_table("attempts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attempts_letter"), ["letter"], unique=False)

    op.create_table(
        "extractions",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("message", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("automatic", sa.Text(), nullable=True),
        sa.Column("letter", sa.BigInteger(), nullable=True, comment="the letter out that it answers, by a valid token"),
        sa.Column("failed", sa.JSON(), nullable=False, comment="for a bounce: the recipients that it names"),
        sa.Column("returned", sa.JSON(), nullable=False, comment="for a bounce: Message-IDs of the returned letter"),
        sa.Column("contact", sa.JSON(), nullable=True),
        sa.Column("remarks", sa.JSON(), nullable=False),
        sa.Column("set_aside", sa.Text(), nullable=True, comment="why no reader could read it"),
        sa.Column("version", sa.Text(), nullable=False, comment="of the readers"),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["message"], ["messages.id"], name=op.f("fk_extractions_message")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_extractions")),
        comment="What one run of the readers said of a message; the last one of a message stands",
    )
    with op.batch_alter_table("extractions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_extractions_message"), ["message"], unique=False)

    op.create_table(
        "order_mails",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("message", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("sender", sa.Text(), nullable=False),
        sa.Column("letter", sa.BigInteger(), nullable=False, comment="the request that it answers"),
        sa.Column("done", sa.JSON(), nullable=False),
        sa.Column("refused", sa.JSON(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["message"], ["messages.id"], name=op.f("fk_order_mails_message")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_mails")),
        comment="What became of the orders in an answer of the office",
    )
    with op.batch_alter_table("order_mails", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_order_mails_message"), ["message"], unique=False)

    op.create_table(
        "sightings",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("message", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("mailbox", sa.Text(), nullable=False),
        sa.Column("folder", sa.Text(), nullable=False),
        sa.Column("uidvalidity", sa.BigInteger(), nullable=False),
        sa.Column("uid", sa.BigInteger(), nullable=False),
        sa.Column(
            "sha256",
            sa.Text(),
            nullable=True,
            comment="of the raw bytes as seen here; null where they could not be had",
        ),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=True, comment="the server's INTERNALDATE"),
        sa.Column("set_aside", sa.Text(), nullable=True, comment="why it could not be fetched"),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["message"], ["messages.id"], name=op.f("fk_sightings_message")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sightings")),
        sa.UniqueConstraint(
            "mailbox", "folder", "uidvalidity", "uid", name=op.f("uq_sightings_mailbox_folder_uidvalidity_uid")
        ),
    )
    with op.batch_alter_table("sightings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sightings_message"), ["message"], unique=False)

    op.create_table(
        "readings",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("extraction", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("message", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("indicator", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("candidates", sa.JSON(), nullable=False),
        sa.Column("period", sa.Date(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=True),
        sa.Column("cumulative", sa.BigInteger(), nullable=True),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("change", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["extraction"], ["extractions.id"], name=op.f("fk_readings_extraction")),
        sa.ForeignKeyConstraint(["message"], ["messages.id"], name=op.f("fk_readings_message")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_readings")),
    )
    with op.batch_alter_table("readings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_readings_extraction"), ["extraction"], unique=False)
        batch_op.create_index(batch_op.f("ix_readings_message"), ["message"], unique=False)
        batch_op.create_index(batch_op.f("ix_readings_unit"), ["unit"], unique=False)

    op.create_table(
        "rulings",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("reading", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("period", sa.Date(), nullable=True),
        sa.Column("indicator", sa.Text(), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=True),
        sa.Column("cumulative", sa.BigInteger(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("basis", sa.BigInteger(), nullable=False, comment="the last reading that was known"),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("way", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("undoes", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(["reading"], ["readings.id"], name=op.f("fk_rulings_reading")),
        sa.ForeignKeyConstraint(["undoes"], ["rulings.id"], name=op.f("fk_rulings_undoes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rulings")),
    )
    with op.batch_alter_table("rulings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rulings_reading"), ["reading"], unique=False)

    op.create_table(
        "remembered",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ruling", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("forgets", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(["forgets"], ["remembered.id"], name=op.f("fk_remembered_forgets")),
        sa.ForeignKeyConstraint(["ruling"], ["rulings.id"], name=op.f("fk_remembered_ruling")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remembered")),
        comment="Addresses that rulings tied to a unit, beside the roster's",
    )
    with op.batch_alter_table("remembered", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_remembered_address"), ["address"], unique=False)
