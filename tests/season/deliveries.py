"""Orders in which the mail of a season may really come in."""

from __future__ import annotations

import datetime as dt

from tests.season.replay import Delivery
from tests.season.values import GMAIL, GOVERNMENT, Season

DAY = dt.timedelta(days=1)
FOR_EVER = dt.timedelta(days=400)


def deliveries(season: Season) -> tuple[Delivery, ...]:
    """Give the orders for a season, the most usual one first."""
    return (
        Delivery(name="as it comes"),
        Delivery(name="the other mailbox first", mailboxes=(GMAIL, GOVERNMENT)),
        Delivery(
            name="in small batches, mailboxes by chance",
            seed=3,
            every=dt.timedelta(hours=3),
            clerk=dt.timedelta(days=1),
        ),
        Delivery(name="gmail away for 5 days of 9", away={GMAIL: _spans(season, begin=3, length=5, every=9)}),
        Delivery(
            name="government away for 8 days of 15", away={GOVERNMENT: _spans(season, begin=4, length=8, every=15)}
        ),
        Delivery(
            name="one of them away by turns",
            away={
                GOVERNMENT: _spans(season, begin=0, length=3, every=6),
                GMAIL: _spans(season, begin=3, length=3, every=6),
            },
        ),
        Delivery(name="all of it afterwards", every=FOR_EVER, clerk=FOR_EVER),
        Delivery(
            name="all of it afterwards, the other mailbox first",
            every=FOR_EVER,
            clerk=FOR_EVER,
            mailboxes=(GMAIL, GOVERNMENT),
        ),
    )


def _spans(season: Season, *, begin: int, length: int, every: int) -> tuple[tuple[dt.datetime, dt.datetime], ...]:
    """Give spans of so many days, from a day of the season on, again and again to its end."""
    first = min(mail.sent for mail in season.mails)
    days = range(begin, (season.ends - first).days + every, every)
    return tuple((first + day * DAY, first + (day + length) * DAY) for day in days)
