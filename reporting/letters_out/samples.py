"""Made-up views of every sort, in a campaign's own language and periods: an office's templates are tried on them before they are used.

Each view is there in the shapes in which templates go wrong: without figures, without a unit, with one unit and with two.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from ingest.books import Figure
from ingest.calendar import Period
from ingest.roster import Unit
from parsers.values import Evidence
from reporting.standing import PeriodStanding, Standing, UnitStanding
from reporting.views import (
    AlertView,
    AnnouncementView,
    CallItem,
    Campaign,
    FaultKind,
    FaultView,
    FigureChange,
    FloodView,
    FolderCount,
    HolidayView,
    OfficerRow,
    OfficialHead,
    OfficialReportView,
    OverdueView,
    PastWeek,
    Problem,
    ProblemKind,
    ReceiptItem,
    ReceiptView,
    Remark,
    ReminderView,
    ReviewItem,
    ReviewView,
    Revision,
    RulingsView,
    SummaryView,
    Target,
    UnitWeeks,
    View,
)

_UNITS = tuple(Unit(id=f"unit-{letter}", name=letter.upper(), addresses=("unit@units.example",)) for letter in "ab")
_EVIDENCE = (Evidence(part="report.xlsx", where="Sheet1!C12", text="45"),)


def samples(campaign: Campaign, period: Period) -> tuple[View | OfficialReportView, ...]:
    """Give views of every sort for a period of the campaign."""
    weeks = tuple(
        UnitWeeks(
            unit=unit,
            weeks=(
                PastWeek(key=period.key, standing=Standing.LATE, count=5),
                PastWeek(key=period.key, standing=Standing.MISSING),
            ),
        )
        for unit in _UNITS
    )
    waiting = _waiting(period)
    summaries = (_summary(campaign, period, waiting), _bare_summary(campaign, period))
    return (
        ReminderView(campaign=campaign, period=period, units=weeks[:1], left=dt.timedelta(hours=24)),
        ReminderView(campaign=campaign, period=period, units=weeks, left=dt.timedelta(hours=2), step=2),
        OverdueView(campaign=campaign, period=period, units=weeks[:1]),
        OverdueView(campaign=campaign, period=period, units=weeks, step=2),
        *_receipts(campaign, period),
        ReviewView(campaign=campaign, items=waiting),
        RulingsView(campaign=campaign, done=("1",), refused=("2",), waiting=waiting),
        RulingsView(campaign=campaign, done=("1",)),
        *summaries,
        *(
            AlertView(
                campaign=campaign, mailbox="m", address="m@x.example", works=works, since=period.opens, why="no", held=2
            )
            for works in (True, False)
        ),
        AnnouncementView(campaign=campaign, period=period, nominal=period.deadline, units=_UNITS, why="why"),
        HolidayView(campaign=campaign, period=period, holiday="holiday"),
        FloodView(campaign=campaign, address="a@units.example", units=_UNITS, letters=10),
        FloodView(campaign=campaign, address="a@units.example", letters=10),
        *_faults(campaign, period),
        *(OfficialReportView(summary=summary, head=OfficialHead(body="body")) for summary in summaries),
    )


def _faults(campaign: Campaign, period: Period) -> tuple[FaultView, ...]:
    begun, ended = period.opens, period.deadline
    of_disk = [
        FaultView(campaign=campaign, fault=FaultKind.DISK, over=over, since=begun, place="/data", megabytes=90)
        for over in (True, False)
    ]
    was_set = [
        FaultView(campaign=campaign, fault=FaultKind.CLOCK, over=over, since=begun, before=begun, after=ended)
        for over in (True, False)
    ]
    differs = [
        FaultView(
            campaign=campaign,
            fault=FaultKind.CLOCK,
            over=over,
            since=begun,
            place="m@x.example",
            lead=dt.timedelta(hours=lead),
        )
        for over in (True, False)
        for lead in (7, -7)
    ]
    stopped = FaultView(campaign=campaign, fault=FaultKind.SENDING, over=True, since=begun, until=ended, why="no")
    return (*of_disk, *was_set, *differs, stopped)


def _receipts(campaign: Campaign, period: Period) -> tuple[ReceiptView, ...]:
    plain = tuple(ReceiptItem(unit=unit, period=period, count=45, our_total=90, evidence=_EVIDENCE) for unit in _UNITS)
    full = ReceiptItem(
        unit=_UNITS[0],
        period=period,
        count=45,
        cumulative=100,
        our_total=90,
        evidence=_EVIDENCE,
        late=True,
        replaced=40,
    )
    checking = ReceiptItem(unit=_UNITS[0], period=period, checking=True)
    unknown = ReceiptItem(unit=None, checking=True)
    unchanged = ReceiptItem(unit=_UNITS[0], period=period)
    of_items = (plain[:1], plain, (full,), (plain[1], checking), (checking,), (unknown,), (unchanged,))
    return tuple(
        ReceiptView(campaign=campaign, items=items, received_at=period.deadline, subject=subject)
        for items in of_items
        for subject in ("subject", "")
    )


def _waiting(period: Period) -> tuple[ReviewItem, ...]:
    guessed = ReviewItem(
        number=1,
        unit=_UNITS[0],
        period=period.key,
        count=45,
        cumulative=100,
        reasons=("reason",),
        evidence=_EVIDENCE,
        sender="a@units.example",
        subject="subject",
        received_at=period.deadline,
        in_force=40,
    )
    either = ReviewItem(
        number=2, unit=None, candidates=_UNITS, period=period.key, count=45, received_at=period.deadline
    )
    unknown = ReviewItem(number=3, unit=None, received_at=period.deadline)
    added = replace(guessed, number=4, supplements=True)
    return (guessed, either, unknown, added)


def _summary(campaign: Campaign, period: Period, waiting: tuple[ReviewItem, ...]) -> SummaryView:
    week = _week(campaign, period)
    change = FigureChange(unit=_UNITS[0], key=period.key, before=None, after=45)
    officer = OfficerRow(unit=_UNITS[1], name="name", position="position", phone="0")
    return SummaryView(
        campaign=campaign,
        made_at=period.deadline,
        standing=week,
        season=(week,),
        waiting=waiting,
        remarks=(Remark(unit=_UNITS[0], text="remark"), Remark(unit=None, text="remark")),
        reconciliation=(FolderCount(mailbox="m", folder="INBOX", on_server=3, reports=1, earlier=1),),
        problems=tuple(Problem(kind=kind, about="about", since=period.opens, why="why") for kind in ProblemKind),
        changes=(change,),
        revision=Revision(sent_at=period.deadline, differences=(change,), total_before=40),
        target=Target(goal=1000, baseline=10, name="target", by=period.key),
        officers=(officer,),
        calls=(CallItem(unit=_UNITS[1], why="why", officer=officer), CallItem(unit=_UNITS[0], why="why")),
    )


def _bare_summary(campaign: Campaign, period: Period) -> SummaryView:
    missing = tuple(UnitStanding(unit=unit, standing=Standing.MISSING) for unit in _UNITS)
    return SummaryView(
        campaign=campaign, made_at=period.deadline, standing=PeriodStanding(period=period, units=missing)
    )


def _week(campaign: Campaign, period: Period) -> PeriodStanding:
    figure = Figure(
        unit=_UNITS[0].id,
        period=period.key,
        indicator=campaign.indicator,
        count=45,
        cumulative=None,
        received_at=period.deadline,
        reported_at=period.deadline,
        reading=1,
        message=1,
        evidence=_EVIDENCE,
    )
    return PeriodStanding(
        period=period,
        units=(
            UnitStanding(unit=_UNITS[0], standing=Standing.LATE, figure=figure),
            UnitStanding(unit=_UNITS[1], standing=Standing.MISSING),
        ),
    )
