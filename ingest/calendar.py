"""Periods and their deadlines: which week a moment belongs to.

A period's key is the local date of its nominal deadline and never changes; single deadlines can be moved or waived. All instants
are aware; deadlines are local times of the campaign's zone, made here and nowhere else.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WEEK = dt.timedelta(days=7)


class NaiveTimeError(ValueError):
    """A time without its offset was given where an instant is needed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The week that one deadline closes."""

    key: dt.date
    """Local date of the nominal deadline."""
    opens: dt.datetime
    """The instant just after the deadline before; mail from then on belongs here unless it says otherwise."""
    deadline: dt.datetime
    """The instant it closes, itself included (moved where configured)."""
    waived: bool = False
    """Whether nobody has to report: no unit is expected, nothing is chased."""

    @property
    def name(self) -> str:
        """Give the key as text: `2020-08-28`."""
        return self.key.isoformat()


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """The rule that makes a campaign's periods."""

    zone: ZoneInfo
    starts: dt.date
    """First day of the campaign: the first deadline is the first one on or after it."""
    weekday: int
    """Of the nominal deadline; Monday is 0."""
    time: dt.time
    """Of the nominal deadline, local."""
    moved: Mapping[dt.date, dt.datetime] = field(default_factory=dict)
    """Key of a period to its moved deadline: naive local time of the campaign, or aware."""
    waived: frozenset[dt.date] = frozenset()

    @property
    def first_key(self) -> dt.date:
        """Give the key of the first period."""
        return self.starts + dt.timedelta(days=(self.weekday - self.starts.weekday()) % 7)

    def is_key(self, day: dt.date) -> bool:
        """Tell whether a day is the key of one of this campaign's periods."""
        return day >= self.first_key and day.weekday() == self.weekday

    def deadline(self, key: dt.date) -> dt.datetime:
        """Give the instant that closes a period, in the campaign's zone."""
        moved = self.moved.get(key)
        if moved is None:
            return self.nominal_deadline(key)
        return moved.replace(tzinfo=self.zone) if moved.tzinfo is None else moved.astimezone(self.zone)

    def nominal_deadline(self, key: dt.date) -> dt.datetime:
        """Give the instant at which a period would close if it were not moved."""
        return dt.datetime.combine(key, self.time, self.zone)

    def period(self, key: dt.date) -> Period:
        """Give the period with this key. Raises ValueError if there is none."""
        if not self.is_key(key):
            message = f"{key} is not the deadline's day of any period (first: {self.first_key})"
            raise ValueError(message)
        before = key - WEEK
        first = key == self.first_key
        opens = dt.datetime.combine(self.starts, dt.time(), self.zone) if first else self.deadline(before)
        return Period(key=key, opens=opens, deadline=self.deadline(key), waived=key in self.waived)

    def open_at(self, instant: dt.datetime) -> Period:
        """Give the period that is open at an instant, its deadline included; before the start, the first one.

        Waived periods are passed over, because nothing is collected in them unless a mail names them.
        """
        key = max(self.first_key, self._key_near(instant) - WEEK)
        while key in self.waived or self.deadline(key) < self._aware(instant):
            key += WEEK
        return self.period(key)

    def closed_before(self, instant: dt.datetime) -> Period | None:
        """Give the period that closed last before an instant; None before the first deadline. Waived ones are passed over."""
        key = self._key_near(instant) + 2 * WEEK
        while key >= self.first_key:
            if key not in self.waived and self.deadline(key) < self._aware(instant):
                return self.period(key)
            key -= WEEK
        return None

    def previous_key(self, key: dt.date) -> dt.date:
        """Give the key of the period before, waived ones passed over."""
        key -= WEEK
        while key in self.waived:
            key -= WEEK
        return key

    def periods_until(self, instant: dt.datetime) -> Iterator[Period]:
        """Give all periods from the first to the one that is open at an instant, in order, waived ones too."""
        last = self.open_at(instant).key
        key = self.first_key
        while key <= last:
            yield self.period(key)
            key += WEEK

    def local(self, instant: dt.datetime) -> dt.datetime:
        """Give an instant in the campaign's zone."""
        return self._aware(instant).astimezone(self.zone)

    def _key_near(self, instant: dt.datetime) -> dt.date:
        day = self.local(instant).date()
        return day + dt.timedelta(days=(self.weekday - day.weekday()) % 7)

    @staticmethod
    def _aware(instant: dt.datetime) -> dt.datetime:
        if instant.tzinfo is None:
            message = f"{instant.isoformat()} has no offset"
            raise NaiveTimeError(message)
        return instant
