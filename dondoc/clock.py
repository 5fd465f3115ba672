"""The one place that reads the clock; everywhere else the instant is an argument."""

from __future__ import annotations

import datetime as dt


def now() -> dt.datetime:
    """Give the present instant, in UTC."""
    return dt.datetime.now(dt.UTC)  # noqa: TID251 (this is the place)
