"""Metrics for Prometheus, over HTTP and as a text file for its node exporter. Off unless the configuration has [metrics].

What the ledger says is a gauge, set after each round; what this process did is counted. No label names a unit or a person.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import logging
from collections.abc import Generator, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.engine import Connection

from dondoc.machine import Disk, disks
from dondoc.settings import Settings
from ingest import ledger as kept
from ingest.intake import Taken
from reporting.outbox import State, count_letters

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry

log = logging.getLogger("dondoc.metrics")

BUCKETS = (0.1, 0.3, 1, 3, 10, 30, 100, 300, 900)
"""Seconds of a round: an idle one takes a tenth, a first reading minutes."""
OUTCOMES = ("reports", "waiting", "set_aside", "other", "earlier")


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What one round left behind."""

    at: dt.datetime
    seconds: float
    taken: Taken
    sent: int
    problems: int
    waiting: int
    """Readings that wait for a human."""
    health: Iterable[kept.MailboxHealth]
    accounts: Iterable[kept.FolderAccount]
    faults: Iterable[kept.Fault]
    letters: dict[State, int]
    disks: Iterable[Disk]


def measure(
    connection: Connection,
    settings: Settings,
    *,
    at: dt.datetime,
    seconds: float,
    taken: Taken,
    sent: int,
    problems: int,
    waiting: dict[int, int],
) -> Measured:
    """Read what the metrics need from the ledger; `waiting` counts waiting readings by message."""
    names = {mailbox.name for mailbox in settings.mailboxes}
    return Measured(
        at=at,
        seconds=seconds,
        taken=taken,
        sent=sent,
        problems=problems,
        waiting=sum(waiting.values()),
        health=[health for name, health in kept.health(connection).items() if name in names],
        accounts=kept.folder_accounts(connection, waiting),
        faults=tuple(kept.faults(connection).values()),
        letters=count_letters(connection),
        disks=disks(settings),
    )


class Metrics:
    """The metrics of one process."""

    def __init__(self, textfile: Path | None = None) -> None:
        """Set up all of them, still without values. Raises ImportError where the library is not installed."""
        from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

        self._textfile = textfile
        self.registry: CollectorRegistry = CollectorRegistry()

        def gauge(name: str, text: str, *labels: str) -> Gauge:
            return Gauge(f"dondoc_{name}", text, labels, registry=self.registry)

        def counter(name: str, text: str, *labels: str) -> Counter:
            return Counter(f"dondoc_{name}", text, labels, registry=self.registry)

        self._last_round = gauge("last_round_timestamp_seconds", "When the last round was made")
        self._duration = Histogram(
            "dondoc_round_duration_seconds", "How long rounds take", buckets=BUCKETS, registry=self.registry
        )
        self._problems = counter("round_problems", "Failures of a mailbox, SMTP or the ledger")
        self._received = counter("messages_received", "Mails by what they were: new, copy, set_aside", "outcome")
        self._sent = counter("letters_sent", "Letters that the mail server took over")
        self._last_read = gauge(
            "mailbox_last_read_timestamp_seconds", "When a mailbox was last read to its end", "mailbox"
        )
        self._failing = gauge("mailbox_failing", "Whether a mailbox could not be read in the last round", "mailbox")
        self._messages = gauge("messages", "What became of the mails in a folder", "mailbox", "folder", "outcome")
        self._waiting = gauge("readings_waiting", "Readings that wait for a human")
        self._letters = gauge("letters", "Letters out by state", "state")
        self._faults = gauge("fault", "Whether something is wrong with the machine now", "fault")
        self._free = gauge("disk_free_bytes", "Room on the disks of ledger and archive", "path")

    def set(self, measured: Measured) -> None:
        """Take over what a round left behind; write the text file, if there is to be one. Raises OSError."""
        self._last_round.set(measured.at.timestamp())
        self._duration.observe(measured.seconds)
        self._problems.inc(measured.problems)
        self._sent.inc(measured.sent)
        taken = measured.taken
        for outcome, count in (("new", taken.messages), ("copy", taken.copies), ("set_aside", taken.set_aside)):
            self._received.labels(outcome).inc(count)
        for health in measured.health:
            self._failing.labels(health.mailbox).set(health.failing_since is not None)
            if health.read_at is not None:
                self._last_read.labels(health.mailbox).set(health.read_at.timestamp())
        for account in measured.accounts:
            for outcome in OUTCOMES:
                self._messages.labels(account.mailbox, account.folder, outcome).set(getattr(account, outcome))
        self._waiting.set(measured.waiting)
        for state in State:
            self._letters.labels(state).set(measured.letters.get(state, 0))
        for fault in measured.faults:
            self._faults.labels(fault.name).set(fault.ended_at is None)
        for disk in measured.disks:
            self._free.labels(disk.path).set(disk.free)
        if self._textfile is not None:
            from prometheus_client import write_to_textfile

            write_to_textfile(str(self._textfile), self.registry)


def open_metrics(settings: Settings) -> Metrics | None:
    """Give the metrics that the configuration asks for; what is missing for them is told, and no reason not to read mail."""
    if settings.metrics is None:
        return None
    try:
        return Metrics(None if settings.metrics.textfile is None else settings.path(settings.metrics.textfile))
    except ImportError:
        log.exception("no metrics: install dondoc[metrics]")
        return None


@contextlib.contextmanager
def served(settings: Settings, metrics: Metrics | None) -> Generator[None]:
    """Serve metrics over HTTP, where the configuration names a port; a port that is taken is told, and no reason not to read mail."""
    if metrics is None or settings.metrics is None or settings.metrics.port is None:
        yield
        return
    from prometheus_client import start_http_server

    address, port = settings.metrics.address, settings.metrics.port
    try:
        server, thread = start_http_server(port, addr=address, registry=metrics.registry)
    except OSError as error:
        log.error("no metrics at %s:%d: %s", address, port, error)  # noqa: TRY400
        yield
        return
    log.info("metrics at http://%s:%d/metrics", address, port)
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
