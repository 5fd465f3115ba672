"""The ledger: opens the database, records what came in, reads it back as values.

SQLite (WAL, foreign keys, one writer at a time) or PostgreSQL, through SQLAlchemy Core. Functions take a connection that is inside
a transaction; `Ledger.writing()` and `Ledger.reading()` give one.
"""

from __future__ import annotations

import datetime as dt
import fcntl
import os
import secrets
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import msgspec
import sqlalchemy as sa
from sqlalchemy import event, exc
from sqlalchemy.engine import Connection, Engine

from ingest import chain, schema
from ingest.books import RecordedReading, Ruling, RulingAction
from ingest.values import Contact, Decision, Extraction, PeriodBasis, Reading, Reason
from parsers.values import Change, Evidence, FailedDelivery, LetterHead

if TYPE_CHECKING:
    from alembic.config import Config

READERS_VERSION = "1"
"""Counts up when readers change what they make of a mail, so that `reread` knows what is old."""

RECEIPT = "receipt"
"""The duty whose answers correct a figure."""


_ADVISORY = 0x646F_6E64_6F63
"""`dondoc` in ASCII: the advisory lock that a worker holds on a PostgreSQL ledger."""


class LedgerError(Exception):
    """The ledger cannot be used: what happened, where, and how to mend it."""


class LedgerInUseError(LedgerError):
    """Another worker holds this ledger."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """How far a folder has been read."""

    mailbox: str
    folder: str
    uidvalidity: int
    next_uid: int
    earlier: int = 0
    """Messages on the server from before the campaign, which are not read."""
    on_server: int | None = None
    checked_at: dt.datetime | None = None


Place = tuple[str, str, int, int]
"""Mailbox, folder, UIDVALIDITY, UID."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """A message at one place, as it is about to be recorded."""

    mailbox: str
    folder: str
    uidvalidity: int
    uid: int
    received_at: dt.datetime | None
    """The server's INTERNALDATE."""
    sha256: str | None = None
    """Name of its raw bytes in the archive; None where they could not be had."""
    set_aside: str | None = None

    @property
    def place(self) -> Place:
        """Give where it was seen."""
        return (self.mailbox, self.folder, self.uidvalidity, self.uid)


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """What was recorded of a place."""

    message: int | None
    """None if it was never had."""
    sha256: str | None
    set_aside: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MailboxHealth:
    """Whether a mailbox could be read lately."""

    mailbox: str
    read_at: dt.datetime | None
    failing_since: dt.datetime | None
    error: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedExtraction:
    """What stands about a message, with how it is known."""

    message: int
    kind: str
    message_id: str
    sender: str
    subject: str
    sha256: str
    received_at: dt.datetime
    """Of its earliest sighting."""
    date: dt.datetime | None
    recorded_at: dt.datetime
    automatic: str | None
    letter: int | None
    """The letter out that it answers."""
    failed: tuple[FailedDelivery, ...]
    returned: tuple[str, ...]
    contact: Contact | None
    remarks: tuple[str, ...]
    set_aside: str | None


@dataclass(slots=True)
class Ledger:
    """An open ledger."""

    url: str = field(repr=False)
    engine: Engine = field(repr=False)
    file: Path | None = None
    """Of an SQLite ledger."""
    _identity: tuple[int, int] | None = field(default=None, repr=False)
    _lock: IO[str] | None = field(default=None, repr=False)
    _server_lock: Connection | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        """Remember which file it is."""
        self._identity = _identity(self.file)

    @contextmanager
    def writing(self) -> Generator[Connection]:
        """Give a connection in a transaction that may write; committed at its end, rolled back on an exception."""
        with (
            _clear_errors(self.url),
            self._connected().execution_options(writes=True) as connection,
            connection.begin(),
        ):
            yield connection
            chain.extend(connection)

    @contextmanager
    def reading(self) -> Generator[Connection]:
        """Give a connection whose reads all see the same moment."""
        with _clear_errors(self.url), self._connected() as connection, connection.begin():
            yield connection

    def _connected(self) -> Connection:
        """Connect. What would be written to a file that somebody moved or replaced would be lost without a word."""
        if self.file is not None and _identity(self.file) != self._identity:
            raise LedgerError(
                f"ledger {self.file}: it was moved, replaced or deleted while dondoc was running; start it again"
            )
        return self.engine.connect()

    def claim(self) -> None:
        """Become the only worker of this ledger until it is closed. Raises LedgerInUseError if there is one, LedgerError."""
        if self.file is None:
            self._claim_server()
            return
        with _clear_errors(self.url):
            self._lock = locked(self.file)

    def hold(self) -> None:
        """See that the claim still stands, and claim again if it was lost. Raises LedgerInUseError, LedgerError.

        A database server that was started again has forgotten it; a lock's file may have been deleted, and locks nobody out then.
        """
        if self._server_lock is not None:
            with suppress(exc.SQLAlchemyError):
                self._server_lock.execute(sa.select(1))
                self._server_lock.commit()
                return
            lost, self._server_lock = self._server_lock, None
            with suppress(exc.SQLAlchemyError):
                lost.close()
            self._claim_server()
        elif self._lock is not None and self.file is not None:
            status = os.fstat(self._lock.fileno())
            if _identity(_lock_file(self.file)) != (status.st_dev, status.st_ino):
                self._lock.close()
                self._lock = None
                self.claim()

    def _claim_server(self) -> None:
        """Hold an advisory lock of PostgreSQL on a connection of its own: it is let go of when the connection ends, however that comes."""
        with _clear_errors(self.url):
            connection = self.engine.connect()
            mine = connection.execute(sa.select(sa.func.pg_try_advisory_lock(_ADVISORY))).scalar()
            connection.commit()
        if not mine:
            connection.close()
            raise LedgerInUseError(
                f"another dondoc worker is running on {shown(self.url)}; stop it first, or wait until its round is over"
            )
        self._server_lock = connection

    def close(self) -> None:
        """Let go of the database and of the claim."""
        if self._server_lock is not None:
            with suppress(exc.SQLAlchemyError):  # a server that is gone has let go already
                self._server_lock.execute(sa.select(sa.func.pg_advisory_unlock(_ADVISORY)))
            self._server_lock.close()
            self._server_lock = None
        self.engine.dispose()
        if self._lock is not None:
            self._lock.close()
            self._lock = None


def _identity(path: Path | None) -> tuple[int, int] | None:
    """Tell one file from another that stands in its place."""
    if path is None:
        return None
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _lock_file(file: Path) -> Path:
    return Path(f"{file}.lock")


def locked(file: Path) -> IO[str]:
    """Lock a ledger's file against every other worker until what is given is closed. Raises LedgerInUseError, OSError."""
    lock = os.fdopen(os.open(_lock_file(file), os.O_RDWR | os.O_CREAT, 0o600), "r+")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        lock.close()
        raise LedgerInUseError(
            f"another dondoc worker is running on {file}; stop it first, or wait until its round is over"
        ) from None
    return lock


def sqlite_file(url: str) -> Path | None:
    """Give the file of an SQLite URL, None for another database."""
    parsed = sa.make_url(url)
    return Path(parsed.database) if parsed.get_backend_name() == "sqlite" and parsed.database else None


def shown(url: str) -> str:
    """Name a ledger for people: without password, and without options, where one may stand too."""
    file = sqlite_file(url)
    parsed = sa.make_url(url)
    return str(file) if file is not None else parsed.set(query={}).render_as_string(hide_password=True)


def open_ledger(url: str) -> Ledger:
    """Open a ledger, made or brought up to date as needed. Raises LedgerError."""
    try:
        file = sqlite_file(url)
    except (exc.ArgumentError, ValueError):  # its words may hold the password
        raise LedgerError(
            "the address of the ledger cannot be read; write sqlite:///data/dondoc.db or postgresql+psycopg://user@host/name"
        ) from None
    with _clear_errors(url):
        if file is not None:
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not file.exists():
                file.touch(mode=0o600)
        engine = _engine(url)
        try:
            _migrate(engine)
        except BaseException:
            engine.dispose()
            raise
    return Ledger(url, engine, file)


def _engine(url: str) -> Engine:
    # What a statement was given (words of mails, the key of tokens) must not get into a message or a log with it.
    if sqlite_file(url) is None:
        return sa.create_engine(url, pool_pre_ping=True, hide_parameters=True)
    engine = sa.create_engine(url, connect_args={"timeout": 10}, hide_parameters=True)

    def on_connect(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # transactions are begun below, not by the driver
        cursor = connection.cursor()
        for pragma in ("journal_mode=WAL", "foreign_keys=ON", "synchronous=FULL"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    def on_begin(connection: Connection) -> None:
        # A writer takes its lock at once: a transaction that reads first and writes later could find that it may not.
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    event.listen(engine, "connect", on_connect)
    event.listen(engine, "begin", on_begin)
    return engine


def migrations() -> Config:
    """Give Alembic's configuration; the connection to work on is to be put into its attributes."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config


def _migrate(engine: Engine) -> None:
    from alembic import command
    from alembic.script import ScriptDirectory

    config = migrations()
    head = ScriptDirectory.from_config(config).get_current_head()
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        if sa.inspect(connection).has_table("alembic_version"):
            at = connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()
            if at == head:
                return
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


@contextmanager
def _clear_errors(url: str) -> Generator[None]:
    """Turn what a database says into one sentence with a remedy."""
    where = shown(url)
    try:
        yield
    except exc.OperationalError as error:
        words = str(error.orig)
        remedies = {
            "locked": "another program holds it; close it (a database browser, a backup) and try again",
            "full": "the disk is full; free room, nothing of this round was recorded",
            "readonly": "it cannot be written; give its file and folder to the user that dondoc runs as",
            "unable to open": "it cannot be opened; check that the folder exists and belongs to the user that dondoc runs as",
            "disk i/o error": "the disk failed or is full; nothing of this round was recorded",
        }
        remedy = next((text for sign, text in remedies.items() if sign in words.lower()), "check the database")
        raise LedgerError(f"ledger {where}: {words}: {remedy}") from error
    except exc.DatabaseError as error:
        if isinstance(error, exc.IntegrityError):
            raise
        raise LedgerError(
            f"ledger {where}: {error.orig}: it is no ledger or is damaged; restore it from a backup"
        ) from error
    except OSError as error:
        raise LedgerError(f"ledger {where}: {error}") from error


# Facts


def extent(connection: Connection) -> tuple[int, ...]:
    """Give how far the tables have grown that are only ever added to, and the outbox: what was derived from them holds until it changes."""
    tables = (
        schema.messages,
        schema.sightings,
        schema.extractions,
        schema.readings,
        schema.rulings,
        schema.order_mails,
        schema.remembered,
        schema.outbox,
    )
    longest = (sa.select(sa.func.coalesce(sa.func.max(table.c.id), 0)).scalar_subquery() for table in tables)
    return tuple(connection.execute(sa.select(*longest)).one())


_SIGNING_KEY = sa.select(schema.facts.c.value).where(schema.facts.c.name == "signing-key")


def signing_key(connection: Connection) -> bytes:
    """Give the key that tokens are signed with, made once."""
    found = connection.execute(_SIGNING_KEY).scalar()
    if found is None:
        found = secrets.token_hex(32)
        connection.execute(schema.facts.insert().values(name="signing-key", value=found))
    return bytes.fromhex(found)


# Messages in. What is asked and added for every mail is put together once: that costs more than carrying it out.

_OF_RAW = (
    sa.select(schema.sightings.c.sha256, sa.func.min(schema.sightings.c.message))
    .where(schema.sightings.c.sha256.in_(sa.bindparam("some", expanding=True)), schema.sightings.c.message.is_not(None))
    .group_by(schema.sightings.c.sha256)
)
_OF_CONTENT = sa.select(schema.messages.c.content_key, schema.messages.c.id).where(
    schema.messages.c.content_key.in_(sa.bindparam("some", expanding=True))
)
_FOLDER = ("mailbox", "folder", "uidvalidity")
_PLACE = (*_FOLDER, "uid")
_IN_FOLDER = (
    sa.select(*(schema.sightings.c[name] for name in ("uid", "message", "sha256", "set_aside")))
    .where(
        *(schema.sightings.c[name] == sa.bindparam(name) for name in _FOLDER),
        schema.sightings.c.uid.in_(sa.bindparam("some", expanding=True)),
    )
    .order_by(schema.sightings.c.set_aside.is_(None))  # what was had after it was set aside comes last, and holds
)
_SOME = 500
"""Values in one question; an old SQLite takes 999."""
_LATER = schema.sightings.alias("later")
_HAD_LATER = (
    sa.select(_LATER.c.id)
    .where(*(_LATER.c[name] == schema.sightings.c[name] for name in _PLACE), _LATER.c.set_aside.is_(None))
    .correlate(schema.sightings)
    .exists()
)
_STANDS = sa.or_(schema.sightings.c.set_aside.is_(None), ~_HAD_LATER)
"""Of what was sighted at a place, what holds: that it was set aside holds until it was had after all."""
_ADD_MESSAGE, _ADD_SIGHTING = schema.messages.insert(), schema.sightings.insert()
_ADD_EXTRACTION, _ADD_READING = schema.extractions.insert(), schema.readings.insert()


def messages_of_raw(connection: Connection, hashes: Iterable[str]) -> dict[str, int]:
    """Give by hash the message that these very bytes were sighted as, of those that were."""
    return dict(_asked(connection, _OF_RAW, hashes))


def messages_of_content(connection: Connection, content_keys: Iterable[str]) -> dict[str, int]:
    """Give by key the message with this content, of those that there are."""
    return dict(_asked(connection, _OF_CONTENT, content_keys))


def placed(connection: Connection, places: Iterable[Place]) -> dict[Place, Placed]:
    """Give what was recorded of the places that were sighted already."""
    folders: dict[tuple[str, str, int], list[int]] = {}
    for mailbox, folder, uidvalidity, uid in places:
        folders.setdefault((mailbox, folder, uidvalidity), []).append(uid)
    return {
        (*folder, row.uid): Placed(message=row.message, sha256=row.sha256, set_aside=row.set_aside)
        for folder, uids in folders.items()
        for row in _asked(connection, _IN_FOLDER, uids, **dict(zip(_FOLDER, folder, strict=True)))
    }


def _asked(connection: Connection, question: sa.Executable, some: Iterable[Any], **more: Any) -> Iterator[Any]:
    """Ask about some values, so many at a time."""
    values = list(some)
    for start in range(0, len(values), _SOME):
        yield from connection.execute(question, {"some": values[start : start + _SOME], **more})


def add_message(connection: Connection, head: LetterHead, *, sha256: str, size: int, at: dt.datetime) -> int:
    """Record a message that is new."""
    result = connection.execute(
        _ADD_MESSAGE,
        {
            "content_key": head.content_key,
            "sha256": sha256,
            "message_id": head.message_id,
            "sender": head.sender.email,
            "subject": head.subject,
            "date": head.date if head.date is not None and head.date.tzinfo is not None else None,
            "size": size,
            "recorded_at": at,
        },
    )
    return _inserted(result)


def add_sighting(connection: Connection, sighting: Sighting, *, message: int | None, at: dt.datetime) -> None:
    """Record that a message was seen at a place."""
    connection.execute(
        _ADD_SIGHTING,
        {
            "message": message,
            "mailbox": sighting.mailbox,
            "folder": sighting.folder,
            "uidvalidity": sighting.uidvalidity,
            "uid": sighting.uid,
            "sha256": sighting.sha256,
            "received_at": sighting.received_at,
            "set_aside": sighting.set_aside,
            "recorded_at": at,
        },
    )


def add_extraction(
    connection: Connection,
    message: int,
    extraction: Extraction,
    *,
    head: LetterHead,
    letter: int | None,
    at: dt.datetime,
    set_aside: str | None = None,
) -> tuple[int, ...]:
    """Record what the readers say of a message; give the ids of its readings."""
    row = connection.execute(
        _ADD_EXTRACTION,
        {
            "message": message,
            "kind": str(extraction.kind),
            "automatic": None if head.automatic is None else str(head.automatic),
            "letter": letter,
            "failed": msgspec.to_builtins(head.failed),
            "returned": list(head.returned_message_ids),
            "contact": None if extraction.contact is None else msgspec.to_builtins(extraction.contact),
            "remarks": list(extraction.remarks),
            "set_aside": set_aside,
            "version": READERS_VERSION,
            "recorded_at": at,
        },
    )
    number = _inserted(row)
    return tuple(
        _inserted(connection.execute(_ADD_READING, {"extraction": number, "message": message, **_columns(reading)}))
        for reading in extraction.readings
    )


def _columns(reading: Reading) -> dict[str, Any]:
    return {
        "indicator": reading.indicator,
        "unit": reading.unit,
        "candidates": list(reading.candidates),
        "period": reading.period,
        "basis": str(reading.basis),
        "count": reading.count,
        "cumulative": reading.cumulative,
        "decision": str(reading.decision),
        "reasons": msgspec.to_builtins(reading.reasons),
        "evidence": msgspec.to_builtins(reading.evidence),
        "change": str(reading.change),
    }


def _inserted(result: sa.CursorResult[Any]) -> int:
    key = result.inserted_primary_key
    assert key is not None
    return int(key[0])


# Read back


def _last_extractions(message: int | None = None) -> sa.Subquery:
    table = schema.extractions
    of_message = sa.true() if message is None else table.c.message == message
    return sa.select(sa.func.max(table.c.id).label("id")).where(of_message).group_by(table.c.message).subquery("last")


def _first_sightings(message: int | None = None) -> sa.Subquery:
    table = schema.sightings
    return (
        sa.select(table.c.message, sa.func.min(table.c.received_at).label("received_at"))
        .where(table.c.message.is_not(None) if message is None else table.c.message == message)
        .group_by(table.c.message)
        .subquery("first")
    )


def first_sighting(connection: Connection, message: int) -> dt.datetime | None:
    """Give when a message was sighted first, None if no server said."""
    table = schema.sightings
    found = connection.execute(
        sa.select(table.c.received_at)
        .where(table.c.message == message, table.c.received_at.is_not(None))
        .order_by(table.c.received_at)
        .limit(1)
    )
    return found.scalar()


def recorded_readings(connection: Connection, *, message: int | None = None) -> list[RecordedReading]:
    """Give the readings that stand: those of each message's last extraction, by their ids; of one message if it is named."""
    last, first = _last_extractions(message), _first_sightings(message)
    rows = connection.execute(
        sa.select(
            schema.readings,
            schema.messages.c.content_key,
            schema.messages.c.sender,
            schema.messages.c.subject,
            schema.messages.c.recorded_at,
            schema.messages.c.date,
            first.c.received_at,
            schema.outbox.c.duty,
            schema.outbox.c.period.label("answered_period"),
        )
        .join(last, schema.readings.c.extraction == last.c.id)
        .join(schema.extractions, schema.extractions.c.id == last.c.id)
        .join(schema.messages, schema.messages.c.id == schema.readings.c.message)
        .outerjoin(first, first.c.message == schema.readings.c.message)
        .outerjoin(schema.outbox, schema.outbox.c.id == schema.extractions.c.letter)
        .where(sa.true() if message is None else schema.readings.c.message == message)
        .order_by(schema.readings.c.id)
    )
    return [
        RecordedReading(
            id=row.id,
            message=row.message,
            message_key=row.content_key,
            received_at=row.received_at or row.recorded_at,
            reading=_reading(row),
            sender=row.sender,
            subject=row.subject,
            sent_at=row.date,
            answers_receipt=row.duty == RECEIPT and row.answered_period in {None, row.period},
        )
        for row in rows
    ]


def _reading(row: Any) -> Reading:
    return Reading(
        indicator=row.indicator,
        unit=row.unit,
        candidates=tuple(row.candidates),
        period=row.period,
        basis=PeriodBasis(row.basis),
        count=row._mapping["count"],  # `row.count` is the method of a tuple
        cumulative=row.cumulative,
        decision=Decision(row.decision),
        reasons=msgspec.convert(row.reasons, tuple[Reason, ...]),
        evidence=msgspec.convert(row.evidence, tuple[Evidence, ...]),
        change=Change(row.change),
    )


def recorded_extractions(connection: Connection) -> list[RecordedExtraction]:
    """Give what stands about each message, in the order of their recording."""
    last, first = _last_extractions(), _first_sightings()
    message, extraction = schema.messages, schema.extractions
    rows = connection.execute(
        sa.select(
            extraction,
            message.c.message_id,
            message.c.sender,
            message.c.subject,
            message.c.sha256,
            message.c.date,
            first.c.received_at,
        )
        .join(last, extraction.c.id == last.c.id)
        .join(message, message.c.id == extraction.c.message)
        .outerjoin(first, first.c.message == extraction.c.message)
        .order_by(message.c.id)
    )
    return [
        RecordedExtraction(
            message=row.message,
            kind=row.kind,
            message_id=row.message_id,
            sender=row.sender,
            subject=row.subject,
            sha256=row.sha256,
            received_at=row.received_at or row.recorded_at,
            date=row.date,
            recorded_at=row.recorded_at,
            automatic=row.automatic,
            letter=row.letter,
            failed=msgspec.convert(row.failed, tuple[FailedDelivery, ...]),
            returned=tuple(row.returned),
            contact=None if row.contact is None else msgspec.convert(row.contact, Contact),
            remarks=tuple(row.remarks),
            set_aside=row.set_aside,
        )
        for row in rows
    ]


def mailboxes_of(connection: Connection, message: int) -> frozenset[str]:
    """Give the mailboxes in which a message was sighted."""
    table = schema.sightings
    return frozenset(connection.execute(sa.select(table.c.mailbox).where(table.c.message == message)).scalars())


# Rulings


def add_ruling(connection: Connection, ruling: Ruling) -> int:
    """Record a ruling (its `id` and `basis` are given here); give its id."""
    basis = connection.execute(sa.select(sa.func.coalesce(sa.func.max(schema.readings.c.id), 0))).scalar_one()
    values = {
        "reading": ruling.reading,
        "action": str(ruling.action),
        "unit": ruling.unit,
        "period": ruling.period,
        "indicator": ruling.indicator,
        "count": ruling.count,
        "cumulative": ruling.cumulative,
        "at": ruling.at,
        "basis": basis,
        "who": ruling.who,
        "way": ruling.way,
        "why": ruling.why,
        "undoes": ruling.undoes,
        "told_at": ruling.told_at,
    }
    return _inserted(connection.execute(schema.rulings.insert().values(**values)))


def rulings(connection: Connection) -> list[Ruling]:
    """Give all rulings, in their order."""
    rows = connection.execute(sa.select(schema.rulings).order_by(schema.rulings.c.id))
    return [
        Ruling(
            id=row.id,
            reading=row.reading,
            action=RulingAction(row.action),
            unit=row.unit,
            period=row.period,
            indicator=row.indicator,
            count=row._mapping["count"],  # `row.count` is the method of a tuple
            cumulative=row.cumulative,
            at=row.at,
            basis=row.basis,
            who=row.who,
            way=row.way,
            why=row.why,
            undoes=row.undoes,
            told_at=row.told_at,
        )
        for row in rows
    ]


def remember_address(
    connection: Connection, address: str, unit: str, *, since: dt.datetime, ruling: int | None
) -> None:
    """Tie an address to a unit from an instant on, beside the roster's."""
    connection.execute(
        schema.remembered.insert().values(address=address.casefold(), unit=unit, since=since, ruling=ruling)
    )


def remembered_addresses(connection: Connection) -> list[tuple[str, str, dt.datetime]]:
    """Give (address, unit, since) of every remembered address whose ruling was not undone."""
    table = schema.remembered
    undone = {ruling.undoes for ruling in rulings(connection) if ruling.action is RulingAction.UNDO}
    rows = connection.execute(sa.select(table).order_by(table.c.id)).all()
    return [(row.address, row.unit, row.since) for row in rows if row.ruling is None or row.ruling not in undone]


# Cursors and health


def cursors(connection: Connection, mailbox: str) -> dict[str, Cursor]:
    """Give how far each folder of a mailbox has been read."""
    rows = connection.execute(sa.select(schema.cursors).where(schema.cursors.c.mailbox == mailbox))
    return {row.folder: Cursor(**row._asdict()) for row in rows}


def store_cursor(connection: Connection, cursor: Cursor) -> None:
    """Move a folder's cursor; to be called in the transaction that records what was read."""
    table = schema.cursors
    values = {
        "uidvalidity": cursor.uidvalidity,
        "next_uid": cursor.next_uid,
        "earlier": cursor.earlier,
        "on_server": cursor.on_server,
        "checked_at": cursor.checked_at,
    }
    changed = connection.execute(
        table.update().where(table.c.mailbox == cursor.mailbox, table.c.folder == cursor.folder).values(**values)
    )
    if changed.rowcount == 0:
        connection.execute(table.insert().values(mailbox=cursor.mailbox, folder=cursor.folder, **values))


def store_health(connection: Connection, mailbox: str, *, at: dt.datetime, error: str | None) -> None:
    """Note that a mailbox was read at an instant, or why it could not be."""
    table = schema.mailbox_health
    known = connection.execute(sa.select(table).where(table.c.mailbox == mailbox)).one_or_none()
    if known is None:
        connection.execute(
            table.insert().values(
                mailbox=mailbox, read_at=None if error else at, failing_since=at if error else None, error=error
            )
        )
    elif error is None:
        connection.execute(
            table.update().where(table.c.mailbox == mailbox).values(read_at=at, failing_since=None, error=None)
        )
    else:
        since = min(known.failing_since or at, at)  # what lies ahead was written under a wrong clock
        connection.execute(table.update().where(table.c.mailbox == mailbox).values(failing_since=since, error=error))


def health(connection: Connection) -> dict[str, MailboxHealth]:
    """Give the health of every mailbox that was ever tried."""
    rows = connection.execute(sa.select(schema.mailbox_health))
    return {row.mailbox: MailboxHealth(**row._asdict()) for row in rows}


def last_round(connection: Connection) -> dt.datetime | None:
    """Give the instant of the last round, None before the first one."""
    found = _fact(connection, "last-round")
    return None if found is None else dt.datetime.fromisoformat(found)


def store_round(connection: Connection, at: dt.datetime) -> None:
    """Note the instant of a round."""
    _store_fact(connection, "last-round", at.astimezone(dt.UTC).isoformat())


def leads(connection: Connection, mailbox: str) -> list[float]:
    """Give by how many seconds the clock of a mailbox's server seemed ahead of ours in the last rounds with new mail."""
    return msgspec.json.decode(_fact(connection, f"leads:{mailbox}") or "[]", type=list[float])


def store_leads(connection: Connection, mailbox: str, seconds: list[float]) -> None:
    """Keep them for the next round."""
    _store_fact(connection, f"leads:{mailbox}", msgspec.json.encode(seconds).decode())


def _fact(connection: Connection, name: str) -> str | None:
    return connection.execute(sa.select(schema.facts.c.value).where(schema.facts.c.name == name)).scalar()


def _store_fact(connection: Connection, name: str, value: str) -> None:
    table = schema.facts
    if connection.execute(table.update().where(table.c.name == name).values(value=value)).rowcount == 0:
        connection.execute(table.insert().values(name=name, value=value))


# What was set aside, asked for again

FIRST_RETRY, LONGEST_PAUSE = dt.timedelta(minutes=10), dt.timedelta(days=1)
"""Before a mail that was set aside is asked for again; each pause is twice the one before."""
MOST_RETRIES = 10
"""Over nearly four days."""
_NEVER_AGAIN = "too-large:%"


@dataclass(frozen=True, slots=True, kw_only=True)
class Retry:
    """A mail that was set aside and is to be asked for again."""

    sighting: int
    folder: str
    uidvalidity: int
    uid: int
    tries: int


def to_retry(connection: Connection, mailbox: str, at: dt.datetime) -> list[Retry]:
    """Give the mails of a mailbox that its server did not give and that are to be asked for again now, the longest waiting first."""
    table, tried = schema.sightings, schema.retries
    rows = connection.execute(
        sa.select(table, tried.c.tries, tried.c.tried_at)
        .outerjoin(tried, tried.c.sighting == table.c.id)
        .where(
            table.c.mailbox == mailbox,
            table.c.set_aside.is_not(None),
            table.c.set_aside.not_like(_NEVER_AGAIN),
            table.c.sha256.is_(None),
            sa.func.coalesce(tried.c.tries, 0) < MOST_RETRIES,
            tried.c.gone.is_distinct_from(sa.true()),
            ~_HAD_LATER,
        )
        .order_by(sa.func.coalesce(tried.c.tried_at, table.c.recorded_at), table.c.id)
    ).all()
    return [
        Retry(sighting=row.id, folder=row.folder, uidvalidity=row.uidvalidity, uid=row.uid, tries=row.tries or 0)
        for row in rows
        if _is_time(row.tries or 0, row.tried_at or row.recorded_at, at)
    ]


def _is_time(tries: int, last: dt.datetime, at: dt.datetime) -> bool:
    """Tell whether the pause is over; an instant that lies ahead was written under a wrong clock."""
    pause = min(FIRST_RETRY * 2**tries, LONGEST_PAUSE)
    return not dt.timedelta(0) <= at - last < pause


def store_retry(connection: Connection, retry: Retry, *, at: dt.datetime, gone: bool = False) -> None:
    """Note that a mail is asked for again, before it is: one that kills the round must not do so for ever."""
    table, values = schema.retries, {"tries": retry.tries + 1, "tried_at": at, "gone": gone}
    changed = connection.execute(table.update().where(table.c.sighting == retry.sighting).values(**values))
    if changed.rowcount == 0:
        connection.execute(table.insert().values(sighting=retry.sighting, **values))


# What is wrong with the machine


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something that is or was wrong with the machine."""

    name: str
    since: dt.datetime
    seen_at: dt.datetime
    """The last sign of it."""
    ended_at: dt.datetime | None
    about: dict[str, Any]
    """What is known of it, as JSON."""


def faults(connection: Connection) -> dict[str, Fault]:
    """Give the last fault of each name, over or not."""
    return {row.name: Fault(**row._asdict()) for row in connection.execute(sa.select(schema.faults))}


def store_fault(
    connection: Connection,
    name: str,
    *,
    at: dt.datetime,
    about: Mapping[str, Any] | None,
    calm: dt.timedelta = dt.timedelta(0),
) -> bool:
    """Note a sign of a fault, or (None) that there is none now; give whether it began or ended with that.

    It ends when there has been no sign of it for `calm`. An instant that lies ahead was written under a wrong clock.
    """
    table, known = schema.faults, faults(connection).get(name)
    lasts = known is not None and known.ended_at is None
    if about is not None:
        values = {"seen_at": at, "about": dict(about), "ended_at": None}
        if known is None:
            connection.execute(table.insert().values(name=name, since=at, **values))
        else:
            since = known.since if lasts else at
            connection.execute(table.update().where(table.c.name == name).values(since=since, **values))
        return not lasts
    if known is None or not lasts or dt.timedelta(0) <= at - known.seen_at < calm:
        return False
    connection.execute(table.update().where(table.c.name == name).values(ended_at=at))
    return True


# Accounts (rule 8)


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderAccount:
    """What became of the messages in one folder: `on_server` = all the others added up, less those gone from the server."""

    mailbox: str
    folder: str
    on_server: int | None
    reports: int
    waiting: int
    set_aside: int
    other: int
    earlier: int

    @property
    def gone(self) -> int:
        """Count recorded messages that are no longer on the server."""
        return max(0, self._ours - (self.on_server or 0)) if self.on_server is not None else 0

    @property
    def unread(self) -> int:
        """Count messages on the server that are not accounted for."""
        return max(0, (self.on_server or 0) - self._ours)

    @property
    def _ours(self) -> int:
        return self.reports + self.waiting + self.set_aside + self.other + self.earlier


def account_of_message(connection: Connection, waiting: set[int]) -> Callable[[int | None, str | None], str]:
    """Give what tells what became of a message (None where it could not be had) that was set aside, or not, where it was sighted."""
    kinds: Mapping[int, tuple[str, str | None]] = {
        row.message: (row.kind, row.set_aside)
        for row in connection.execute(
            sa.select(schema.extractions.c.message, schema.extractions.c.kind, schema.extractions.c.set_aside).join(
                _last_extractions(), sa.text("last.id = extractions.id")
            )
        )
    }
    return lambda message, set_aside: _account_of(message, set_aside, kinds, waiting)


def folder_accounts(connection: Connection, waiting_messages: Iterable[int]) -> list[FolderAccount]:
    """Account for every sighting of each folder's present UIDVALIDITY."""
    account_of = account_of_message(connection, set(waiting_messages))
    accounts: list[FolderAccount] = []
    table = schema.sightings
    for cursor in connection.execute(
        sa.select(schema.cursors).order_by(schema.cursors.c.mailbox, schema.cursors.c.folder)
    ):
        counts: dict[str, int] = dict.fromkeys(("reports", "waiting", "set_aside", "other"), 0)
        for row in connection.execute(
            sa.select(table.c.message, table.c.set_aside).where(
                table.c.mailbox == cursor.mailbox,
                table.c.folder == cursor.folder,
                table.c.uidvalidity == cursor.uidvalidity,
                _STANDS,
            )
        ):
            counts[account_of(row.message, row.set_aside)] += 1
        accounts.append(
            FolderAccount(
                mailbox=cursor.mailbox,
                folder=cursor.folder,
                on_server=cursor.on_server,
                earlier=cursor.earlier,
                **counts,
            )
        )
    return accounts


@dataclass(frozen=True, slots=True, kw_only=True)
class AsideMail:
    """A mail that was set aside: a human must look at it where it lies."""

    mailbox: str
    folder: str
    uid: int
    why: str
    sender: str = ""
    subject: str = ""


def aside_mails(connection: Connection) -> list[AsideMail]:
    """Give the mails that could not be fetched or that no reader could read, in the order of their sighting.

    Without those that were had later, and those that were found gone from their place.
    """
    place, message, extraction, last = schema.sightings, schema.messages, schema.extractions, _last_extractions()
    unread = (
        sa.select(extraction.c.message, extraction.c.set_aside)
        .join(last, extraction.c.id == last.c.id)
        .where(extraction.c.set_aside.is_not(None))
        .subquery("unread")
    )
    rows = connection.execute(
        sa.select(
            place.c.mailbox,
            place.c.folder,
            place.c.uid,
            sa.func.coalesce(place.c.set_aside, unread.c.set_aside).label("why"),
            message.c.sender,
            message.c.subject,
        )
        .outerjoin(message, message.c.id == place.c.message)
        .outerjoin(unread, unread.c.message == place.c.message)
        .outerjoin(schema.retries, schema.retries.c.sighting == place.c.id)
        .where(
            sa.or_(place.c.set_aside.is_not(None), unread.c.set_aside.is_not(None)),
            _STANDS,
            schema.retries.c.gone.is_distinct_from(sa.true()),
        )
        .order_by(place.c.id)
    )
    return [
        AsideMail(
            mailbox=row.mailbox,
            folder=row.folder,
            uid=row.uid,
            why=row.why,
            sender=row.sender or "",
            subject=row.subject or "",
        )
        for row in rows
    ]


def _account_of(
    message: int | None, set_aside: str | None, kinds: Mapping[int, tuple[str, str | None]], waiting: set[int]
) -> str:
    if message is None or set_aside is not None:
        return "set_aside"
    kind, aside = kinds.get(message, ("other", "not read"))
    if aside is not None:
        return "set_aside"
    if message in waiting:
        return "waiting"
    return "reports" if kind == "report" else "other"
