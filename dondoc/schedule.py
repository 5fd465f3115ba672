"""`dondoc run`: wakes the worker. APScheduler only wakes; what is owed follows from ledger and clock."""

from __future__ import annotations

import datetime as dt
import logging
import signal
import threading
from types import FrameType
from typing import TYPE_CHECKING

from dondoc.clock import Pace, now
from dondoc.metrics import served
from dondoc.settings import Settings
from dondoc.worker import Worker

if TYPE_CHECKING:
    from apscheduler.schedulers.blocking import BlockingScheduler

log = logging.getLogger("dondoc")


def _shut_down(scheduler: BlockingScheduler) -> None:
    if scheduler.running:
        scheduler.shutdown(wait=True)


def run(settings: Settings) -> int:
    """Run rounds until SIGTERM or SIGINT; a round under way is finished first. Give the exit status."""
    from apscheduler.schedulers.blocking import BlockingScheduler

    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    with Worker(settings) as worker, served(settings, worker.metrics):
        # One round at a time; a wake-up that was missed while a round took long is made up for by one, not by many.
        scheduler = BlockingScheduler(timezone=dt.UTC, job_defaults={"coalesce": True, "max_instances": 1})

        pace = Pace()

        def round_now() -> None:
            try:
                worker.round(now(), step=pace.step())
            except Exception:  # a bug must not end the worker: the next round may get past it
                log.exception("the round broke off")

        def stop(number: int, _frame: FrameType | None) -> None:
            log.info("%s: stopping after the round under way", signal.Signals(number).name)
            # In a thread: it waits for the round, and a signal's handler must not.
            threading.Thread(target=_shut_down, args=(scheduler,), name="stop").start()

        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, stop)
        seconds = settings.worker.poll.total_seconds()
        scheduler.add_job(round_now, "interval", seconds=seconds, next_run_time=now(), misfire_grace_time=None)
        log.info("dondoc is running: a round every %d s", seconds)
        scheduler.start()
    log.info("dondoc has stopped")
    return 0
