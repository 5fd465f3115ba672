"""`dondoc backup`, `dondoc restore`, `dondoc prune`: ledger and archive into a folder and back, and raw mails after their time.

A backup may be made while the worker runs. The ledger goes first, as one consistent copy (SQLite's online backup); then every raw
mail that it names. The other way round it could name a mail that came in between: intake archives before it records, so what a copy of
the ledger names is there. A backup into the same folder again copies what is new; one that was broken off leaves the last one usable.
Only an earlier state of the same ledger is written over: the one chance to get a lost ledger back may be in that folder.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import json
import os
import sqlite3
from collections.abc import Callable, Generator, Iterable
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from dondoc.audit import archived_hashes, pruned_hashes
from dondoc.clock import now
from dondoc.settings import Settings
from ingest import chain, schema
from ingest.archive import Archive, ArchiveError
from ingest.ledger import LedgerError, locked, open_ledger, sqlite_file

LEDGER, MESSAGES, MANIFEST = "ledger.db", "messages", "manifest.json"
GROUP = 50
"""So many raw mails are flushed to the disk together."""


def back_up(settings: Settings, folder: Path, *, anew: bool = False) -> int:
    """Back up into a folder; print what was done. Raises LedgerError, ArchiveError.

    A backup there that is not of an earlier state of this ledger is replaced only if `anew`.
    """
    file = _file_of(settings)
    with _clear(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh = folder / f"{LEDGER}.new"
        _remove(fresh)
        _copy_database(file, fresh)
    ledger = open_ledger(f"sqlite:///{fresh.absolute()}")
    try:
        with ledger.reading() as connection:
            hashes, pruned, head = archived_hashes(connection), pruned_hashes(connection), chain.head(connection)
            succeeds = anew or _succeeds(connection, folder)
    finally:
        ledger.close()
    if not succeeds:
        _remove(fresh)
        raise LedgerError(
            f"backup {folder}: it is not of an earlier state of this ledger, and was left as it is; take another folder, "
            f"restore that backup if it is the right one, or replace it with --anew"
        )
    archive = Archive(settings.path(settings.storage.archive))
    copied = _copy_mails(archive.read, Archive(folder / MESSAGES), hashes - pruned.keys())
    with _clear(folder):
        _whole(fresh)
        manifest = {
            "made_at": now().isoformat(timespec="seconds"),
            "ledger_sha256": _sha256(fresh),
            "mails": len(hashes - pruned.keys()),
            "chain_head": head,
        }
        # Until here the folder still holds the last backup: its ledger, and at least its mails.
        fresh.rename(folder / LEDGER)
        _write(folder / MANIFEST, json.dumps(manifest, indent=2) + "\n")
    print(f"{folder}: ledger and {manifest['mails']} raw mails ({copied} new); chain head {head}")
    return 0


def _succeeds(connection: Connection, folder: Path) -> bool:
    """Tell whether a ledger goes on from the one in a backup's folder, or there is none: the head of that one's chain is in its chain."""
    if not (folder / LEDGER).exists():
        return True
    # A backup that was killed may have left a ledger that is newer than what is written of it, never one of another chain.
    heads = [*_head_in(folder / LEDGER), *_head_told(folder / MANIFEST)]
    return bool(heads) and all(head == chain.BEGIN or chain.link_of(connection, head) is not None for head in heads)


def _head_in(ledger: Path) -> list[str]:
    """Give the head of a backup's chain; nothing where its file is damaged. It is opened so that not a byte of it changes."""
    try:
        with contextlib.closing(sqlite3.connect(f"{ledger.absolute().as_uri()}?immutable=1", uri=True)) as opened:
            last = opened.execute("SELECT hash FROM chain ORDER BY id DESC LIMIT 1").fetchone()
    except sqlite3.Error:
        return []
    return [chain.BEGIN if last is None else str(last[0])]


def _head_told(manifest: Path) -> list[str]:
    """Give the head that a backup's manifest tells; nothing where it tells none."""
    try:
        told: object = json.loads(manifest.read_text(encoding="utf-8"))["chain_head"]
    except (OSError, ValueError, KeyError, TypeError):
        return []
    return [told] if isinstance(told, str) else []


def restore(settings: Settings, folder: Path) -> int:
    """Put a backup in place of a ledger that is not there; print what was done. Raises LedgerError, ArchiveError.

    Where it cannot be put there, nothing of a ledger is left: the next try finds things as this one did.
    """
    if not (folder / MANIFEST).exists():
        raise LedgerError(f"backup {folder}: there is no backup there; name the folder that `dondoc backup` wrote")
    file = _file_of(settings)
    if left := [each for each in _with_logs(file) if each.exists()]:
        raise LedgerError(
            f"ledger {file}: {', '.join(each.name for each in left)} is there already; move it away first"
        )
    with _clear(file):
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = file.with_name(f"{file.name}.lock")
    was_locked = lock.exists()
    with _clear(file), contextlib.closing(locked(file)):
        try:
            made_at, copied = _restore(settings, folder, file)
        except BaseException:
            _remove(_restored(file))
            if not was_locked:
                lock.unlink(missing_ok=True)
            raise
    print(f"restored the ledger of {made_at} and {copied} raw mails; prove it with: dondoc audit")
    print("letters that went out after that instant are not in it: what was owed then is sent again in the next round")
    return 0


def _restored(file: Path) -> Path:
    return file.with_name(f"{file.name}.restored")


def _restore(settings: Settings, folder: Path, file: Path) -> tuple[str, int]:
    source = folder / LEDGER
    with _clear(folder):
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if _sha256(source) != manifest["ledger_sha256"]:
            raise LedgerError(f"backup {folder}: its ledger is not the one that was backed up; take another backup")
        fresh = _restored(file)
        _remove(fresh)
        _copy_database(source, fresh)
    ledger = open_ledger(f"sqlite:///{fresh.absolute()}")
    try:
        with ledger.reading() as connection:
            hashes, pruned = archived_hashes(connection), pruned_hashes(connection)
    finally:
        ledger.close()
    # The mails first: a ledger without its mails must never stand in its place.
    backed_up = Archive(folder / MESSAGES)

    def read(sha256: str) -> bytes:
        try:
            return backed_up.read(sha256)
        except ArchiveError as error:
            problem = "it is missing or damaged in this backup; take another backup"
            raise ArchiveError(backed_up.path(sha256), problem, number=error.number) from error

    copied = _copy_mails(read, Archive(settings.path(settings.storage.archive)), hashes - pruned.keys())
    _whole(fresh)
    fresh.rename(file)
    return manifest["made_at"], copied


def prune(settings: Settings, older_than: dt.timedelta) -> int:
    """Take raw mails that were sighted last longer ago than a span out of the archive; their hashes and figures stay."""
    before = now() - older_than
    archive = Archive(settings.path(settings.storage.archive))
    ledger = open_ledger(settings.ledger_url)
    try:
        with ledger.writing() as connection:
            old = old_mails(connection, before)
            known = pruned_hashes(connection)
            for sha256 in sorted(old - known.keys()):
                connection.execute(schema.pruned.insert().values(sha256=sha256, at=now()))
        # Recorded first: a kill in between leaves a mail too much, never a mail that is missed without a word.
        gone = 0
        with _clear(archive.root):
            for sha256 in sorted(old | known.keys()):
                if sha256 in old and sha256 in archive:
                    archive.path(sha256).unlink()
                    gone += 1
    finally:
        ledger.close()
    print(f"{gone} raw mails from before {before.astimezone(settings.campaign.timezone):%Y-%m-%d %H:%M} were taken out")
    return 0


def old_mails(connection: Connection, before: dt.datetime) -> set[str]:
    """Give the hashes of the raw mails all of whose sightings are older than an instant."""
    table = schema.sightings
    last = sa.func.max(sa.func.coalesce(table.c.received_at, table.c.recorded_at))
    return set(
        connection.execute(
            sa.select(table.c.sha256).where(table.c.sha256.is_not(None)).group_by(table.c.sha256).having(last < before)
        ).scalars()
    )


def _file_of(settings: Settings) -> Path:
    file = sqlite_file(settings.ledger_url)
    if file is None:
        raise LedgerError(
            "the ledger is on a database server; back it up there (pg_dump), and copy the archive after it"
        )
    return file


def _copy_database(source: Path, target: Path) -> None:
    """Copy an SQLite database as it is at one instant, while others write to it."""
    if not source.exists():
        raise LedgerError(f"ledger {source}: there is no such file")
    target.touch(mode=0o600)
    try:
        with (
            contextlib.closing(sqlite3.connect(source, timeout=30)) as old,
            contextlib.closing(sqlite3.connect(target)) as new,
        ):
            old.backup(new, pages=1000, sleep=0.01)
            found = new.execute("PRAGMA integrity_check(1)").fetchone()[0]
    except sqlite3.Error as error:
        _remove(target)
        damaged = isinstance(error, sqlite3.DatabaseError) and not isinstance(error, sqlite3.OperationalError)
        remedy = "it is damaged; restore it from an earlier backup" if damaged else f"look for room at {target.parent}"
        raise LedgerError(f"ledger {source}: {error}: it could not be copied: {remedy}") from error
    if found != "ok":
        _remove(target)
        raise LedgerError(f"ledger {source}: {found}: it is damaged; restore it from an earlier backup")


def _copy_mails(read: Callable[[str], bytes], target: Archive, hashes: Iterable[str]) -> int:
    """Copy the raw mails that the target does not have; `read` proves each by its hash. Raises ArchiveError."""
    missing = sorted(sha256 for sha256 in hashes if sha256 not in target)
    for begin in range(0, len(missing), GROUP):
        target.keep_all([read(sha256) for sha256 in missing[begin : begin + GROUP]])
    return len(missing)


def _with_logs(database: Path) -> tuple[Path, ...]:
    """Give a database's file and those beside it that SQLite would take for a part of it, whatever stands in its place."""
    return tuple(database.with_name(database.name + ending) for ending in ("", "-wal", "-shm", "-journal"))


def _remove(database: Path) -> None:
    for file in _with_logs(database):
        file.unlink(missing_ok=True)


def _whole(database: Path) -> None:
    """Have everything of a closed SQLite file in the file itself and on the disk."""
    with contextlib.closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA journal_mode=DELETE")
    _flush(database)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write(path: Path, text: str) -> None:
    fresh = path.with_name(f"{path.name}.new")
    fresh.write_text(text, encoding="utf-8")
    fresh.chmod(0o600)
    _flush(fresh)
    fresh.rename(path)


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def _clear(path: Path) -> Generator[None]:
    """Turn what the system says into one sentence."""
    try:
        yield
    except OSError as error:
        raise ArchiveError(path, error.strerror or str(error), number=error.errno) from error
    except sqlite3.Error as error:
        raise LedgerError(f"backup {path}: {error}; look for room there, and for disk errors") from error
    except (json.JSONDecodeError, KeyError) as error:
        raise ArchiveError(path, f"it is no backup ({error})") from error
