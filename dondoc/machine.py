"""Signs that something is wrong with the machine: its disk is nearly full, or its clock is off."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dondoc.settings import Settings
from ingest.ledger import sqlite_file

DISK, CLOCK, SENDING = "disk", "clock", "sending"
"""Names of faults; a clock that differs from a mailbox's is `clock:MAILBOX`."""

SLACK = dt.timedelta(minutes=5)
"""A clock that is off by less harms nothing."""
CALM = dt.timedelta(hours=1)
"""A clock that was set counts as steady after this time without another sign."""
ALIKE = 3
"""So many rounds in a row must say that the clock is ahead: a clerk may move an old mail into the folder."""

_MEGABYTE = 2**20
LEAST_FREE, LEAST_SHARE, MOST_FREE = 200 * _MEGABYTE, 0.03, 2048 * _MEGABYTE
"""Nearly full is a disk with less than 3 % or 2 GB free, whichever is less; and any with less than 200 MB."""
ROOM_AGAIN = 1.5
"""It has room again with this much more than that: a disk that wavers is told once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Disk:
    """How full a file system is."""

    path: str
    free: int
    total: int

    @property
    def is_nearly_full(self) -> bool:
        """Tell whether it will soon not take a day's mail any more."""
        return self.free < self._least

    @property
    def has_room(self) -> bool:
        """Tell whether it is clearly no longer nearly full."""
        return self.free >= self._least * ROOM_AGAIN

    @property
    def _least(self) -> float:
        return max(LEAST_FREE, min(LEAST_SHARE * self.total, MOST_FREE))


def disks(settings: Settings) -> tuple[Disk, ...]:
    """Measure the disks that ledger and archive are on, each once."""
    found = {_existing(path).stat().st_dev: path for path in reversed(tuple(_places(settings)))}
    return tuple(disk_of(path) for path in found.values())


def disk_of(path: Path) -> Disk:
    """Measure the file system of a path; of the nearest folder above it that exists."""
    path = _existing(path)
    usage = shutil.disk_usage(path)
    return Disk(path=str(path), free=usage.free, total=usage.total)


def _existing(path: Path) -> Path:
    return next(each for each in (path, *path.absolute().parents) if os.path.lexists(each))


def _places(settings: Settings) -> Iterator[Path]:
    if (file := sqlite_file(settings.ledger_url)) is not None:
        yield file.parent
    yield settings.path(settings.storage.archive)


def disk_fault(measured: Iterable[Disk], *, lasts: bool) -> dict[str, Any] | None:
    """Give what is known of the fullest disk, if it is nearly full; while that lasts, until it clearly has room."""
    fullest = min(measured, key=lambda disk: disk.free, default=None)
    if fullest is None or not (fullest.is_nearly_full or (lasts and not fullest.has_room)):
        return None
    return {"path": fullest.path, "free": fullest.free}


def clock_fault(now: dt.datetime, last_round: dt.datetime | None, step: dt.timedelta) -> dict[str, Any] | None:
    """Give what is known if the clock was set: the last round lies ahead, or it ran `step` further than time did."""
    before = last_round if last_round is not None and last_round - now > SLACK else now - step
    return {"before": before.isoformat(), "after": now.isoformat()} if abs(now - before) > SLACK else None


@dataclass(slots=True)
class NewMail:
    """When the mail that is new in a round came, by the clock of its server."""

    earliest: dt.datetime | None = None
    latest: dt.datetime | None = None

    def add(self, received_at: dt.datetime | None) -> None:
        """Count a mail in."""
        if received_at is not None:
            self.earliest = min(self.earliest or received_at, received_at)
            self.latest = max(self.latest or received_at, received_at)

    def lead(self, *, last_look: dt.datetime, now: dt.datetime) -> dt.timedelta | None:
        """Give how far the server's clock seems ahead of ours; behind it below zero; None where nothing came.

        What is new came between the last look and now. Where all of it came later or earlier, one of the clocks is off.
        """
        if self.earliest is None or self.latest is None:
            return None
        if self.earliest > now:
            return self.earliest - now
        return min(self.latest - last_look, dt.timedelta(0))


def is_off(leads: Sequence[float]) -> bool:
    """Tell from the last leads, in seconds, whether the clocks differ: mail from the future says so at once, old mail if it goes on."""
    slack = SLACK.total_seconds()
    if not leads or leads[-1] > slack:
        return bool(leads)
    last = leads[-ALIKE:]
    return len(last) == ALIKE and max(last) < -slack and max(last) - min(last) <= slack
