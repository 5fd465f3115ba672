"""`dondoc import`: takes in mails from files, as if a mailbox had given them. `dondoc reread`: reads archived mails again."""

from __future__ import annotations

import datetime as dt
import hashlib
import mailbox
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from dondoc.clock import now
from dondoc.settings import Settings
from dondoc.terminal import harmless
from dondoc.worker import IMPORTED, deciding
from ingest import ledger as kept
from ingest import schema
from ingest.archive import Archive, ArchiveError
from ingest.books import RecordedReading
from ingest.deciding import decide
from ingest.intake import Arrival, Taken, answered_letter, answering, is_ours, take_in, with_remembered, with_verdicts
from ingest.ledger import open_ledger
from ingest.mailboxes.values import Fetched
from ingest.reading_process import ReadingPool
from ingest.values import Extraction
from parsers.values import Findings, Kind
from reporting.formats import one_line

BATCH_BYTES = 8_000_000


def import_files(settings: Settings, paths: Iterable[str]) -> int:
    """Take in .eml files, mbox files and Maildir folders. Give the exit status: 1 where a path could not be read."""
    ledger = open_ledger(settings.ledger_url)
    status, total = 0, Taken()
    try:
        ledger.claim()
        archive = Archive(settings.path(settings.storage.archive))
        with ReadingPool(settings.vocabulary, processes=settings.worker.readers) as pool:
            for path in map(Path, paths):
                of_path = Taken()
                try:
                    for _, taken in take_in(
                        (Arrival(items=[_item(path, raw) for raw in batch]) for batch in _batches(_messages(path))),
                        ledger=ledger,
                        archive=archive,
                        read=pool.map,
                        campaign=deciding(settings),
                        now=now(),
                    ):
                        of_path += taken
                        if sys.stderr.isatty():
                            print(f"{_counted(path, of_path)}\r", end="", file=sys.stderr, flush=True)
                    print(_counted(path, of_path), file=sys.stderr)
                except OSError as error:
                    print(harmless(f"dondoc: {path}: {error.strerror or error}"), file=sys.stderr)
                    status = 1
                total += of_path
    finally:
        ledger.close()
    print(_counted("in all", total), file=sys.stderr)
    return status


def _counted(what: object, taken: Taken) -> str:
    return f"{what}: {taken.messages} new, {taken.copies} copies, {taken.set_aside} set aside"


def _item(path: Path, raw: bytes) -> Fetched:
    """Give a message a place of its own by its content: importing it again finds it there."""
    number = int(hashlib.sha256(raw).hexdigest()[:15], 16)
    return Fetched(mailbox=IMPORTED, folder=path.name, uidvalidity=1, uid=number, received_at=None, raw=raw)


def _messages(path: Path) -> Iterator[bytes]:
    """Give the raw messages of a path: a Maildir, a folder of .eml files, an mbox file or one message."""
    if path.is_dir():
        if (path / "cur").is_dir():
            with_flags = mailbox.Maildir(path, create=False)
            yield from (with_flags.get_bytes(key) for key in sorted(with_flags.keys()))
        else:
            yield from (file.read_bytes() for file in sorted(path.rglob("*.eml")))
        return
    with path.open("rb") as file:
        starts_like_mbox = file.read(5) == b"From "
    if not starts_like_mbox:
        yield path.read_bytes()
        return
    box = mailbox.mbox(path, create=False)
    try:
        yield from (box.get_bytes(key) for key in box.keys())  # noqa: SIM118 (an mbox iterates over messages)
    finally:
        box.close()


def _batches(messages: Iterable[bytes]) -> Iterator[list[bytes]]:
    """Group messages so that memory stays bounded however many there are."""
    batch: list[bytes] = []
    size = 0
    for raw in messages:
        batch.append(raw)
        size += len(raw)
        if size >= BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def reread(settings: Settings, since: dt.datetime | None, *, apply: bool) -> int:
    """Read archived messages again and print what would change; change it only if asked, and never what a human ruled on."""
    ledger = open_ledger(settings.ledger_url)
    changed = kept_back = 0
    try:
        archive = Archive(settings.path(settings.storage.archive))
        if apply:
            ledger.claim()
        with ledger.reading() as connection:
            messages = [
                extraction
                for extraction in kept.recorded_extractions(connection)
                if since is None or extraction.received_at >= since
            ]
            ruled = {ruling.reading for ruling in kept.rulings(connection)}
            before: dict[int, list[RecordedReading]] = {}
            for recorded in kept.recorded_readings(connection):
                before.setdefault(recorded.message, []).append(recorded)
            orders = set(connection.execute(sa.select(schema.order_mails.c.message)).scalars())
        with ReadingPool(settings.vocabulary, processes=1) as pool:
            for message in messages:
                if message.message in orders:
                    continue
                try:
                    raw = archive.read(message.sha256)
                except (ArchiveError, OSError) as error:
                    print(f"message {message.message}: {error}", file=sys.stderr)
                    continue
                findings = pool.read(raw, received_at=message.received_at)
                with ledger.writing() as connection:
                    letter, extraction = _decide_again(connection, settings, message, findings)
                    old = before.get(message.message, [])
                    # The verdict of another copy's server is not in the bytes that are read again.
                    extraction = with_verdicts(extraction, (each.reading for each in old))
                    if (message.kind, [each.reading for each in old]) == (
                        str(extraction.kind),
                        list(extraction.readings),
                    ):
                        continue
                    settled = any(each.id in ruled for each in old)
                    _print_change(message, old, extraction, settled=settled)
                    changed += not settled
                    kept_back += settled
                    if apply and not settled:
                        kept.add_extraction(
                            connection, message.message, extraction, head=findings.letter, letter=letter, at=now()
                        )
    finally:
        ledger.close()
    done = "changed" if apply else "would change (--apply does it)"
    print(f"{len(messages)} read again, {changed} {done}, {kept_back} left because a human ruled on them")
    return 0


def _decide_again(
    connection: Connection, settings: Settings, message: kept.RecordedExtraction, findings: Findings
) -> tuple[int | None, Extraction]:
    campaign = with_remembered(deciding(settings), connection)
    letter, replied = answered_letter(connection, findings)
    if is_ours(connection, findings):
        return letter, Extraction(kind=Kind.AUTOMATIC)
    return letter, decide(
        findings,
        roster=campaign.roster,
        calendar=campaign.calendar,
        received_at=message.received_at,
        authserv_ids=frozenset().union(
            *(campaign.authserv_ids.get(box, frozenset()) for box in kept.mailboxes_of(connection, message.message))
        ),
        replied=answering(replied),
        has_ledger=True,
    )


def _print_change(
    message: kept.RecordedExtraction, old: list[RecordedReading], extraction: Extraction, *, settled: bool
) -> None:
    told = one_line(f"message {message.message} from {message.sender}: {message.subject}")
    print(told + (" (ruled on, left)" if settled else ""))
    for sign, readings in (("-", [each.reading for each in old]), ("+", list(extraction.readings))):
        for reading in readings:
            codes = ",".join(reason.code for reason in reading.reasons)
            print(f"  {sign} {reading.unit} {reading.period} {reading.count} {reading.decision} {codes}".rstrip())
    if message.kind != str(extraction.kind):
        print(f"  kind {message.kind} -> {extraction.kind}")
