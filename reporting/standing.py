"""Where each unit stands in a period: the question that the office asks, answered from the books.

Derived, never stored. Rates are fractions from 0 to 1 and use DHIS2's terms: reporting rate, reporting rate on time.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Callable
from dataclasses import dataclass

from ingest.books import Books, Figure, Waiting
from ingest.calendar import Period
from ingest.roster import Roster, Unit


class Standing(enum.StrEnum):
    """How a unit stands in a period."""

    REPORTED = "reported"
    LATE = "late"
    CHECKING = "checking"
    """Heard from, but nothing counts yet: it waits for review. Never chased."""
    MISSING = "missing"
    EXEMPT = "exempt"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitStanding:
    """One unit in one period."""

    unit: Unit
    standing: Standing
    figure: Figure | None = None
    waiting: tuple[Waiting, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodStanding:
    """All units in one period, in the roster's order."""

    period: Period
    units: tuple[UnitStanding, ...]

    def having(self, *standings: Standing) -> tuple[UnitStanding, ...]:
        """Give the units that stand so."""
        return tuple(unit for unit in self.units if unit.standing in standings)

    @property
    def expected(self) -> int:
        """Count the units that owe a report."""
        return len(self.units) - len(self.having(Standing.EXEMPT))

    @property
    def reported(self) -> int:
        """Count the expected units with a figure in force, on time or late."""
        return len(self.having(Standing.REPORTED, Standing.LATE))

    @property
    def total(self) -> int:
        """Add up the figures in force, those of exempt units too."""
        return sum(unit.figure.count for unit in self.units if unit.figure is not None)

    @property
    def reporting_rate(self) -> float:
        """Give the share of expected units with a figure (DHIS2: reporting rate); 0 where nobody is expected."""
        return self.reported / self.expected if self.expected else 0.0

    @property
    def reporting_rate_on_time(self) -> float:
        """Give the share of expected units whose figure was first sighted by the deadline (DHIS2: reporting rate on time)."""
        return len(self.having(Standing.REPORTED)) / self.expected if self.expected else 0.0


def standing_in(
    period: Period,
    roster: Roster,
    books: Books,
    indicator: str,
    *,
    is_exempt: Callable[[str, dt.date], bool] | None = None,
    heard_from: frozenset[str] = frozenset(),
) -> PeriodStanding:
    """Derive the standing of all units in a period; `heard_from` are units whose mail nobody could read or place yet."""

    def of_unit(unit: Unit) -> UnitStanding:
        figure = books.figures.get((unit.id, period.key, indicator))
        waiting = tuple(
            wait
            for wait in books.waiting
            if wait.period == period.key and unit.id in wait.units and wait.recorded.reading.indicator == indicator
        )
        exempt = period.waived or (is_exempt is not None and is_exempt(unit.id, period.key))
        checking = bool(waiting) or unit.id in heard_from
        return UnitStanding(
            unit=unit,
            standing=_standing(period, figure, checking=checking, exempt=exempt),
            figure=figure,
            waiting=waiting,
        )

    return PeriodStanding(period=period, units=tuple(of_unit(unit) for unit in roster.units))


def _standing(period: Period, figure: Figure | None, *, checking: bool, exempt: bool) -> Standing:
    if exempt:
        return Standing.EXEMPT
    if figure is not None:
        return Standing.REPORTED if figure.reported_at <= period.deadline else Standing.LATE
    return Standing.CHECKING if checking else Standing.MISSING
