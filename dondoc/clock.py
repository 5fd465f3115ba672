"""The one place that reads the clock; everywhere else the instant is an argument."""

from __future__ import annotations

import datetime as dt
import time


def now() -> dt.datetime:
    """Give the present instant, in UTC."""
    return dt.datetime.now(dt.UTC)  # noqa: TID251 (this is the place)


class Pace:
    """Compares the clock with one that nobody can set, so that a clock that was set shows."""

    def __init__(self) -> None:
        self._ahead = _ahead()

    def step(self) -> dt.timedelta:
        """Give how much further the clock ran than time did since this was asked last."""
        before, self._ahead = self._ahead, _ahead()
        return dt.timedelta(seconds=self._ahead - before)


def _ahead() -> float:
    """Give by how many seconds the clock is ahead of the time since the machine was started, sleep included where that is known."""
    return time.time() - time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))
