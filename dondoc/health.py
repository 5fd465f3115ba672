"""`dondoc health`: one line and an exit status, for Docker, systemd timers and monitoring."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from dondoc.clock import now
from dondoc.machine import DISK, SENDING, SLACK, Disk, disks
from dondoc.settings import Settings
from dondoc.worker import read_only
from ingest import ledger as kept
from ingest.ledger import Fault, MailboxHealth

ROUNDS = 3
"""So many rounds may be missed."""
LEAST = dt.timedelta(minutes=10)
"""One round may take that long: a first reading, or OCR."""


def health(settings: Settings, *, failing: dt.timedelta) -> int:
    """Print one line; give 0 if all is well, else 1. Raises LedgerError."""
    with read_only(settings) as connection:
        last = kept.last_round(connection)
        mailboxes, faults = kept.health(connection), kept.faults(connection)
    names = [mailbox.name for mailbox in settings.mailboxes]
    measured = disks(settings)
    at = now()
    problems = list(
        problems_of(
            at,
            last,
            [mailboxes[name] for name in names if name in mailboxes],
            measured,
            faults.values(),
            late=max(LEAST, ROUNDS * settings.worker.poll),
            failing=failing,
        )
    )
    if problems:
        print(f"FAIL: {'; '.join(problems)}")
        return 1
    assert last is not None
    free = min(disk.free for disk in measured)
    print(f"ok: last round {_span(at - last)} ago, {len(names)} mailboxes read, {free // 2**20:,} MB free")
    return 0


def problems_of(
    at: dt.datetime,
    last: dt.datetime | None,
    mailboxes: Iterable[MailboxHealth],
    measured: Iterable[Disk],
    faults: Iterable[Fault],
    *,
    late: dt.timedelta,
    failing: dt.timedelta,
) -> Iterator[str]:
    """Name everything that is not well at an instant."""
    if last is None:
        yield "no round was ever made; start the worker (dondoc run)"
    elif last > at + SLACK:
        yield f"the last round lies {_span(last - at)} in the future; set the clock"
    elif at - last > late:
        yield f"the last round was {_span(at - last)} ago; look whether the worker runs"
    for mailbox in mailboxes:
        if mailbox.failing_since is not None and at - mailbox.failing_since >= failing:
            yield f"mailbox {mailbox.mailbox} not read for {_span(at - mailbox.failing_since)} ({mailbox.error})"
    for disk in measured:
        if disk.is_nearly_full:
            yield f"only {disk.free // 2**20:,} MB free at {disk.path}; make room"
    for fault in faults:
        if fault.ended_at is None and fault.name != DISK:  # the disk was measured just now
            yield from _of_fault(fault, at, failing)


def _of_fault(fault: Fault, at: dt.datetime, failing: dt.timedelta) -> Iterator[str]:
    lasts = at - fault.since
    if fault.name != SENDING:
        yield f"the clock seems off since {fault.since:%Y-%m-%d %H:%M} UTC; set it"
    elif lasts >= failing:
        yield f"no mail could be sent for {_span(lasts)} ({fault.about.get('why', '')})"


def _span(span: dt.timedelta) -> str:
    seconds = int(span.total_seconds())
    for unit, size in (("d", 86400), ("h", 3600), ("min", 60)):
        if seconds >= 2 * size:
            return f"{seconds // size} {unit}"
    return f"{seconds} s"
