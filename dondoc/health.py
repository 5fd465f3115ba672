"""`dondoc health`: one line and an exit status, for Docker, systemd timers and monitoring."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from dondoc.clock import now
from dondoc.settings import Settings
from dondoc.worker import read_only
from ingest import ledger as kept
from ingest.ledger import MailboxHealth, sqlite_file

ROUNDS = 3
"""So many rounds may be missed."""
LEAST = dt.timedelta(minutes=10)
"""One round may take that long: a first reading, or OCR."""
AHEAD = dt.timedelta(minutes=5)
"""A last round further in the future than this says that the clock is off."""
FREE_BYTES = 200 * 1024 * 1024
FREE_SHARE = 0.03


@dataclass(frozen=True, slots=True, kw_only=True)
class Disk:
    """How full a file system is."""

    path: str
    free: int
    total: int

    @property
    def is_nearly_full(self) -> bool:
        """Tell whether it will soon not take a day's mail any more."""
        return self.free < FREE_BYTES or self.free < FREE_SHARE * self.total


def health(settings: Settings, *, failing: dt.timedelta) -> int:
    """Print one line; give 0 if all is well, else 1. Raises LedgerError."""
    with read_only(settings) as connection:
        last = kept.last_round(connection)
        mailboxes = kept.health(connection)
    names = [mailbox.name for mailbox in settings.mailboxes]
    disks = tuple(disk_of(path) for path in _places(settings))
    at = now()
    problems = list(
        problems_of(
            at,
            last,
            [mailboxes[name] for name in names if name in mailboxes],
            disks,
            late=max(LEAST, ROUNDS * settings.worker.poll),
            failing=failing,
        )
    )
    if problems:
        print(f"FAIL: {'; '.join(problems)}")
        return 1
    assert last is not None
    free = min(disk.free for disk in disks)
    print(f"ok: last round {_span(at - last)} ago, {len(names)} mailboxes read, {free // 2**20:,} MB free")
    return 0


def problems_of(
    at: dt.datetime,
    last: dt.datetime | None,
    mailboxes: Iterable[MailboxHealth],
    disks: Iterable[Disk],
    *,
    late: dt.timedelta,
    failing: dt.timedelta,
) -> Iterator[str]:
    """Name everything that is not well at an instant."""
    if last is None:
        yield "no round was ever made; start the worker (dondoc run)"
    elif last > at + AHEAD:
        yield f"the last round lies {_span(last - at)} in the future; set the clock"
    elif at - last > late:
        yield f"the last round was {_span(at - last)} ago; look whether the worker runs"
    for mailbox in mailboxes:
        if mailbox.failing_since is not None and at - mailbox.failing_since >= failing:
            yield f"mailbox {mailbox.mailbox} not read for {_span(at - mailbox.failing_since)} ({mailbox.error})"
    for disk in disks:
        if disk.is_nearly_full:
            yield f"only {disk.free // 2**20:,} MB free at {disk.path}; make room"


def disk_of(path: Path) -> Disk:
    """Measure the file system of a path; of the nearest folder above it that exists."""
    while not path.exists():
        path = path.parent
    usage = shutil.disk_usage(path)
    return Disk(path=str(path), free=usage.free, total=usage.total)


def _places(settings: Settings) -> Iterator[Path]:
    if (file := sqlite_file(settings.ledger_url)) is not None:
        yield file.parent
    yield settings.path(settings.storage.archive)


def _span(span: dt.timedelta) -> str:
    seconds = int(span.total_seconds())
    for unit, size in (("d", 86400), ("h", 3600), ("min", 60)):
        if seconds >= 2 * size:
            return f"{seconds // size} {unit}"
    return f"{seconds} s"
