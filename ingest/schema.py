"""The ledger's tables (SQLAlchemy Core), for SQLite and PostgreSQL alike.

Messages, sightings, extractions, readings, rulings, remembered addresses, attempts and links of the chain are only ever added. What is not history
may change: cursors, the health of mailboxes, faults of the machine, tries, and the state of a letter in the outbox.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator
from typing_extensions import override


class Instant(TypeDecorator[dt.datetime]):
    """An instant: aware when given and when read, kept in UTC; a naive one is refused."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    @override
    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            message = f"{value.isoformat()} has no offset; the ledger keeps instants"
            raise ValueError(message)
        return value.astimezone(dt.UTC)

    @override
    def process_result_value(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)


metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _key() -> sa.Column[int]:
    return sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True, autoincrement=True)


def _to(name: str, target: str, *, optional: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.ForeignKey(f"{target}.id"), nullable=optional, index=True)


facts = sa.Table(
    "facts",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
    comment="Few lasting facts: the key that tokens are signed with, the instant of the last round",
)

messages = sa.Table(
    "messages",
    metadata,
    _key(),
    sa.Column(
        "content_key",
        sa.Text,
        nullable=False,
        unique=True,
        comment="SHA-256 of the content apart from transport headers",
    ),
    sa.Column("sha256", sa.Text, nullable=False, comment="of the raw bytes first seen, and their name in the archive"),
    sa.Column("message_id", sa.Text, nullable=False, index=True, comment="a hint; may be missing, reused or rewritten"),
    sa.Column("sender", sa.Text, nullable=False, index=True),
    sa.Column("subject", sa.Text, nullable=False),
    sa.Column("date", Instant, nullable=True),
    sa.Column("size", sa.Integer, nullable=False, comment="bytes"),
    sa.Column("recorded_at", Instant, nullable=False),
)

sightings = sa.Table(
    "sightings",
    metadata,
    _key(),
    _to("message", "messages", optional=True),
    sa.Column("mailbox", sa.Text, nullable=False),
    sa.Column("folder", sa.Text, nullable=False),
    sa.Column("uidvalidity", sa.BigInteger, nullable=False),
    sa.Column("uid", sa.BigInteger, nullable=False),
    sa.Column(
        "sha256",
        sa.Text,
        nullable=True,
        index=True,
        comment="of the raw bytes as seen here; null where they could not be had",
    ),
    sa.Column("received_at", Instant, nullable=True, comment="the server's INTERNALDATE"),
    sa.Column("set_aside", sa.Text, nullable=True, comment="why it could not be fetched"),
    sa.Column("recorded_at", Instant, nullable=False),
)
# A place is sighted once; and once more when what was set aside there could be had after all.
sa.Index(
    "ix_sightings_place",
    *(sightings.c[name] for name in ("mailbox", "folder", "uidvalidity", "uid")),
    sightings.c.set_aside.is_(None),
    unique=True,
)
sa.Index(
    "ix_sightings_set_aside",
    sightings.c.mailbox,
    sqlite_where=sightings.c.set_aside.is_not(None),
    postgresql_where=sightings.c.set_aside.is_not(None),
)

retries = sa.Table(
    "retries",
    metadata,
    sa.Column("sighting", sa.ForeignKey("sightings.id"), primary_key=True),
    sa.Column("tries", sa.Integer, nullable=False),
    sa.Column("tried_at", Instant, nullable=False),
    sa.Column("gone", sa.Boolean, nullable=False, comment="no longer on the server, or numbered anew there"),
    comment="How often a mail that was set aside was asked for again",
)

extractions = sa.Table(
    "extractions",
    metadata,
    _key(),
    _to("message", "messages"),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("automatic", sa.Text, nullable=True),
    sa.Column("letter", sa.BigInteger, nullable=True, comment="the letter out that it answers, by a valid token"),
    sa.Column("failed", sa.JSON, nullable=False, comment="for a bounce: the recipients that it names"),
    sa.Column("returned", sa.JSON, nullable=False, comment="for a bounce: Message-IDs of the returned letter"),
    sa.Column("contact", sa.JSON, nullable=True),
    sa.Column("remarks", sa.JSON, nullable=False),
    sa.Column("set_aside", sa.Text, nullable=True, comment="why no reader could read it"),
    sa.Column("version", sa.Text, nullable=False, comment="of the readers"),
    sa.Column("recorded_at", Instant, nullable=False),
    comment="What one run of the readers said of a message; the last one of a message stands",
)

readings = sa.Table(
    "readings",
    metadata,
    _key(),
    _to("extraction", "extractions"),
    _to("message", "messages"),
    sa.Column("indicator", sa.Text, nullable=False),
    sa.Column("unit", sa.Text, nullable=True, index=True),
    sa.Column("candidates", sa.JSON, nullable=False),
    sa.Column("period", sa.Date, nullable=True),
    sa.Column("basis", sa.Text, nullable=False),
    sa.Column("count", sa.BigInteger, nullable=True),
    sa.Column("cumulative", sa.BigInteger, nullable=True),
    sa.Column("decision", sa.Text, nullable=False),
    sa.Column("reasons", sa.JSON, nullable=False),
    sa.Column("evidence", sa.JSON, nullable=False),
    sa.Column("change", sa.Text, nullable=False),
)

rulings = sa.Table(
    "rulings",
    metadata,
    _key(),
    _to("reading", "readings", optional=True),
    sa.Column("action", sa.Text, nullable=False),
    sa.Column("unit", sa.Text, nullable=True),
    sa.Column("period", sa.Date, nullable=True),
    sa.Column("indicator", sa.Text, nullable=False),
    sa.Column("count", sa.BigInteger, nullable=True),
    sa.Column("cumulative", sa.BigInteger, nullable=True),
    sa.Column("at", Instant, nullable=False),
    sa.Column("basis", sa.BigInteger, nullable=False, comment="the last reading that was known"),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("way", sa.Text, nullable=False),
    sa.Column("why", sa.Text, nullable=False),
    sa.Column("undoes", sa.ForeignKey("rulings.id"), nullable=True),
    sa.Column("told_at", Instant, nullable=True, comment="when a figure that came without a mail was told"),
)

order_mails = sa.Table(
    "order_mails",
    metadata,
    _key(),
    _to("message", "messages"),
    sa.Column("sender", sa.Text, nullable=False),
    sa.Column("letter", sa.BigInteger, nullable=False, comment="the request that it answers"),
    sa.Column("done", sa.JSON, nullable=False),
    sa.Column("refused", sa.JSON, nullable=False),
    sa.Column("recorded_at", Instant, nullable=False),
    comment="What became of the orders in an answer of the office",
)

remembered = sa.Table(
    "remembered",
    metadata,
    _key(),
    sa.Column("address", sa.Text, nullable=False, index=True),
    sa.Column("unit", sa.Text, nullable=False),
    sa.Column("since", Instant, nullable=False),
    sa.Column("ruling", sa.ForeignKey("rulings.id"), nullable=True),
    sa.Column("forgets", sa.ForeignKey("remembered.id"), nullable=True),
    comment="Addresses that rulings tied to a unit, beside the roster's",
)

cursors = sa.Table(
    "cursors",
    metadata,
    sa.Column("mailbox", sa.Text, primary_key=True),
    sa.Column("folder", sa.Text, primary_key=True),
    sa.Column("uidvalidity", sa.BigInteger, nullable=False),
    sa.Column("next_uid", sa.BigInteger, nullable=False, comment="every UID below it is recorded, set aside or gone"),
    sa.Column("earlier", sa.BigInteger, nullable=False, comment="messages from before the campaign, not read"),
    sa.Column("on_server", sa.BigInteger, nullable=True, comment="messages in the folder when last looked"),
    sa.Column("checked_at", Instant, nullable=True),
)

mailbox_health = sa.Table(
    "mailbox_health",
    metadata,
    sa.Column("mailbox", sa.Text, primary_key=True),
    sa.Column("read_at", Instant, nullable=True, comment="last time that all its folders were read"),
    sa.Column("failing_since", Instant, nullable=True),
    sa.Column("error", sa.Text, nullable=True),
)

faults = sa.Table(
    "faults",
    metadata,
    sa.Column("name", sa.Text, primary_key=True, comment="disk, sending, clock, clock:MAILBOX"),
    sa.Column("since", Instant, nullable=False),
    sa.Column("seen_at", Instant, nullable=False, comment="the last sign of it"),
    sa.Column("ended_at", Instant, nullable=True),
    sa.Column("about", sa.JSON, nullable=False, comment="what is known of it"),
    comment="What is or was wrong with the machine, the last time of each",
)

outbox = sa.Table(
    "outbox",
    metadata,
    _key(),
    sa.Column("key", sa.Text, nullable=False, unique=True, comment="the duty that it fulfils"),
    sa.Column("duty", sa.Text, nullable=False),
    sa.Column("step", sa.Text, nullable=False),
    sa.Column("period", sa.Date, nullable=True, index=True),
    sa.Column("units", sa.JSON, nullable=False),
    sa.Column("recipients", sa.JSON, nullable=False),
    sa.Column("pending", sa.JSON, nullable=False, comment="recipients that no server has accepted or refused for good"),
    sa.Column("message_id", sa.Text, nullable=False, unique=True, comment="fixed before it is a mail"),
    sa.Column("token", sa.Text, nullable=False),
    sa.Column(
        "about", sa.JSON, nullable=False, comment="what it tells: figures of a summary, numbered readings of a request"
    ),
    sa.Column("raw", sa.LargeBinary, nullable=True, comment="the rendered mail, from its first attempt on the same"),
    sa.Column("state", sa.Text, nullable=False, index=True),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("next_try", Instant, nullable=False),
    sa.Column("created_at", Instant, nullable=False),
    sa.Column("sent_at", Instant, nullable=True),
)

attempts = sa.Table(
    "attempts",
    metadata,
    _key(),
    _to("letter", "outbox"),
    sa.Column("at", Instant, nullable=False),
    sa.Column("outcome", sa.Text, nullable=False),
    sa.Column("detail", sa.Text, nullable=False),
)

pruned = sa.Table(
    "pruned",
    metadata,
    _key(),
    sa.Column("sha256", sa.Text, nullable=False, unique=True, comment="of raw bytes that are not kept any more"),
    sa.Column("at", Instant, nullable=False),
    comment="Raw mails that were taken out of the archive because of their age; their hashes stay",
)

chain = sa.Table(
    "chain",
    metadata,
    sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True, autoincrement=False),
    sa.Column("covers", sa.JSON, nullable=False, comment="by table: the last row that it covers"),
    sa.Column("before", sa.Text, nullable=False, comment="hash of the link before, empty for the first one"),
    sa.Column("hash", sa.Text, nullable=False),
    comment="One link a transaction: a hash over its new rows and the hash before",
)
