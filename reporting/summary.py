"""What a summary says beyond the bare standing: derived figures, differences to what was sent, and the files that go with it.

Pure: a `SummaryView` in, values and bytes out.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.roster import Roster, Unit
from parsers.text import fold
from reporting.formats import Formats
from reporting.standing import PeriodStanding, Standing, UnitStanding
from reporting.views import Campaign, FigureChange, File, PastWeek, Picture, SummaryView, Target, UnitWeeks

if TYPE_CHECKING:
    from reporting.letters_out import Rendered

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_PACE_WEEKS = 4
"""So many last weeks make the pace: long enough to even out a holiday, short enough to show a change."""

Sent = Mapping[str, Mapping[str, int | None]]
"""The figures of a summary as they were sent: period key to unit id to count, plain enough for JSON."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekRow:
    """One period in the course of the season."""

    key: dt.date
    total: int
    running: int
    """The sum of all totals up to this one."""
    expected: int
    reported: int
    on_time: int
    rate: float
    rate_on_time: float
    waived: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupRow:
    """The units of one group of the roster together."""

    name: str
    expected: int
    reported: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Silent:
    """A unit that has not reported, and for how long."""

    unit: Unit
    periods: int
    """Missing in so many periods in a row, this one included."""
    last: PastWeek | None
    """The last period with a figure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far the target is reached."""

    target: Target
    reached: int
    """Baseline and running total."""
    share: float
    pace: int
    """A week, by the last weeks that were asked for."""
    weeks_left: int | None
    """At this pace; None where it is never reached, 0 where it is."""
    when: dt.date | None
    """The key of the period in which it is reached at this pace."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """Everything derived that mail, workbook and report share."""

    weeks: tuple[WeekRow, ...]
    change: int | None
    """To the total of the last period that was asked for."""
    previous: dt.date | None
    """Its key."""
    on_time: tuple[UnitStanding, ...]
    late: tuple[UnitStanding, ...]
    checking: tuple[UnitStanding, ...]
    missing: tuple[Silent, ...]
    exempt: tuple[UnitStanding, ...]
    groups: tuple[GroupRow, ...]
    """Empty where the roster names none."""
    largest: int
    """The largest count of a unit: the scale of bars."""
    running: int
    progress: Progress | None

    @property
    def charted(self) -> tuple[WeekRow, ...]:
        """Give the weeks that a chart shows: waived ones left out."""
        return tuple(week for week in self.weeks if not week.waived)


def digest(view: SummaryView) -> Digest:
    """Derive what the summary says."""
    weeks = _week_rows(view.weeks)
    earlier = [week for week in weeks[:-1] if not week.waived]
    now = view.standing
    waived = now.period.waived
    return Digest(
        weeks=weeks,
        change=weeks[-1].total - earlier[-1].total if earlier and not waived else None,
        previous=earlier[-1].key if earlier else None,
        on_time=now.having(Standing.REPORTED),
        late=now.having(Standing.LATE),
        checking=now.having(Standing.CHECKING),
        missing=tuple(_silent(unit, view.season) for unit in now.having(Standing.MISSING)),
        exempt=now.having(Standing.EXEMPT),
        groups=_group_rows(now),
        largest=max((unit.figure.count for unit in now.units if unit.figure), default=0),
        running=weeks[-1].running,
        progress=_progress(view.target, weeks) if view.target else None,
    )


def unit_weeks(unit: Unit, periods: Sequence[PeriodStanding], last: int = 4) -> UnitWeeks:
    """Give a unit's last periods for a letter to it, waived ones and those it was exempt in left out."""
    weeks = [_past(unit.id, period) for period in periods]
    return UnitWeeks(
        unit=unit,
        weeks=tuple(week for week in weeks if week is not None and week.standing is not Standing.EXEMPT)[-last:],
    )


def sent_figures(view: SummaryView) -> dict[str, dict[str, int | None]]:
    """Give every figure that a summary states, for keeping beside the letter; a later one is compared with it."""
    return {
        week.period.name: {unit.unit.id: unit.figure.count if unit.figure else None for unit in week.units}
        for week in view.weeks
    }


def differences(sent: Sent, now: Iterable[PeriodStanding], roster: Roster) -> tuple[FigureChange, ...]:
    """Give each figure that is another one than what was sent; periods that were not sent are news and no difference."""
    units = roster.by_id
    return tuple(
        FigureChange(unit=units[standing.unit.id], key=period.period.key, before=before, after=after)
        for period in now
        if (figures := sent.get(period.period.name)) is not None
        for standing in period.units
        if (before := figures.get(standing.unit.id)) != (after := standing.figure.count if standing.figure else None)
    )


def summary_letter(view: SummaryView, *, files: tuple[File, ...] = (), templates: Path | None = None) -> Rendered:
    """Give the office's mail: the words, the charts, and the workbook attached with any other files."""
    from reporting.letters_out import render

    return render(view, files=(workbook_file(view), *files), pictures=pictures(view), templates=templates)


def pictures(view: SummaryView) -> tuple[Picture, ...]:
    """Give the charts that the mail shows; one period alone needs none."""
    rows = digest(view).charted
    if len(rows) < 2:
        return ()
    from reporting.charts import weeks_chart

    return (Picture(name="weeks", data=weeks_chart(rows, Formats(view.campaign))),)


def workbook_file(view: SummaryView) -> File:
    """Give the workbook under the name that it is attached with."""
    from reporting.workbook import workbook

    return File(name=f"{file_stem(view)}.xlsx", media_type=_XLSX, data=workbook(view))


def file_stem(view: SummaryView) -> str:
    """Give the name of the summary's files without ending, in letters that every system takes: `tong-hop-2020-08-28`."""
    word = {"vi": "tong-hop", "en": "summary"}[view.campaign.language]
    return f"{slug(view.campaign)}-{word}-{view.standing.period.name}"


def slug(campaign: Campaign) -> str:
    """Give the campaign's name in letters, digits and hyphens."""
    letters = "".join(letter if letter.isalnum() and letter.isascii() else " " for letter in fold(campaign.name))
    return "-".join(letters.split())[:40].strip("-") or "dondoc"


def _week_rows(weeks: Sequence[PeriodStanding]) -> tuple[WeekRow, ...]:
    rows: list[WeekRow] = []
    running = 0
    for week in weeks:
        running += week.total
        rows.append(
            WeekRow(
                key=week.period.key,
                total=week.total,
                running=running,
                expected=week.expected,
                reported=week.reported,
                on_time=len(week.having(Standing.REPORTED)),
                rate=week.reporting_rate,
                rate_on_time=week.reporting_rate_on_time,
                waived=week.period.waived,
            )
        )
    return tuple(rows)


def _group_rows(standing: PeriodStanding) -> tuple[GroupRow, ...]:
    """Add up the roster's groups in the order of their first unit."""
    order = list(dict.fromkeys(unit.unit.group for unit in standing.units))
    if order == [""]:
        return ()
    by_group = sorted(standing.units, key=lambda unit: order.index(unit.unit.group))
    rows: list[GroupRow] = []
    for name, units in groupby(by_group, key=lambda unit: unit.unit.group):
        part = PeriodStanding(period=standing.period, units=tuple(units))
        rows.append(GroupRow(name=name, expected=part.expected, reported=part.reported, total=part.total))
    return tuple(rows)


def _silent(unit: UnitStanding, season: Sequence[PeriodStanding]) -> Silent:
    """Count back over the periods in which the unit owed a report."""
    periods, last, counting = 1, None, True
    for period in reversed(season):
        week = _past(unit.unit.id, period)
        if week is None or week.standing is Standing.EXEMPT:
            continue
        counting = counting and week.standing is Standing.MISSING
        periods += counting
        if week.count is not None:
            last = week
            break
    return Silent(unit=unit.unit, periods=periods, last=last)


def _past(unit: str, period: PeriodStanding) -> PastWeek | None:
    for standing in period.units:
        if standing.unit.id == unit:
            count = standing.figure.count if standing.figure else None
            return PastWeek(key=period.period.key, standing=standing.standing, count=count)
    return None


def _progress(target: Target, weeks: Sequence[WeekRow]) -> Progress:
    last = [week.total for week in weeks if not week.waived][-_PACE_WEEKS:]
    pace = sum(last) / len(last) if last else 0.0
    reached = target.baseline + weeks[-1].running
    lacking = target.goal - reached
    left = 0 if lacking <= 0 else math.ceil(lacking / pace) if pace > 0 else None
    # A pace that needs decades says "never" and would leave the calendar.
    left = left if left is not None and left < 52 * 20 else None
    return Progress(
        target=target,
        reached=reached,
        share=reached / target.goal if target.goal else 1.0,
        pace=round(pace),
        weeks_left=left,
        when=weeks[-1].key + dt.timedelta(weeks=left) if left is not None else None,
    )
