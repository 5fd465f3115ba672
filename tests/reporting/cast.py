"""A cast everybody knows, for the tests of letters, workbook and report: Vietnamese and English, kind and hostile."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from ingest.books import Figure
from ingest.calendar import Calendar, Period
from ingest.roster import Unit
from parsers.values import Evidence
from reporting.standing import PeriodStanding, Standing, UnitStanding
from reporting.summary import unit_weeks
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
    JournalLine,
    Language,
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

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
BERLIN = ZoneInfo("Europe/Berlin")

VI = Campaign(
    name="Nước sạch Sông Mây",
    language=Language.VI,
    zone=HANOI,
    office="Phòng Hạ tầng thị xã Sông Mây",
    indicator="connected",
    indicator_name="Số hộ được lắp đồng hồ nước",
    noun="hộ",
    contact="Bà Lê Thị Mẫu, chuyên viên, điện thoại 0000.000.000",
)
EN = Campaign(
    name="Smoke alarms Rivermouth",
    language=Language.EN,
    zone=BERLIN,
    office="Rivermouth Fire Safety Office",
    indicator="alarms",
    indicator_name="Smoke alarms fitted",
    noun="alarms",
    noun_one="alarm",
    contact="Jane Sample, phone 000 000",
)

CALENDARS = {
    Language.VI: Calendar(zone=HANOI, starts=dt.date(2020, 8, 3), weekday=4, time=dt.time(15, 0)),
    Language.EN: Calendar(zone=BERLIN, starts=dt.date(2020, 10, 5), weekday=0, time=dt.time(9, 0)),
}
NOW_KEYS = {Language.VI: dt.date(2020, 9, 4), Language.EN: dt.date(2020, 11, 2)}

NAMES = {
    Language.VI: (
        ("thanh-doan", "Thị đoàn Sông Mây", "Đoàn thể"),
        ("ben-xe", "Bến xe khách Sông Mây", "Doanh nghiệp"),
        (
            "km15",
            "Lực lượng kiểm soát liên hợp tại Trạm Cầu Đá - Bến tàu Bãi Cát và các điểm chốt lân cận",
            "Lực lượng",
        ),
        ("ubnd-hoa-mai", "UBND phường Hòa Mai", "Xã, phường"),
        ("mot-cua-hoa-mai", "Bộ phận tiếp nhận và Trả kết quả phường Hòa Mai", "Xã, phường"),
        ("ubnd-tan-an", "UBND xã Tân An", "Xã, phường"),
    ),
    Language.EN: (
        ("youth", "Youth Association", "Associations"),
        ("coach", "Coach Station", "Companies"),
        (
            "checkpoint",
            "Joint Control Team at Stone Bridge Checkpoint and the Neighbouring Sandbank Ferry Landing",
            "Teams",
        ),
        ("north-ward", "North Ward", "Wards"),
        ("north-desk", "North Ward Service Desk", "Wards"),
        ("hill", "Hill Village", "Wards"),
    ),
}
CAMPAIGNS = {Language.VI: VI, Language.EN: EN}


def units(language: Language) -> tuple[Unit, ...]:
    return tuple(
        Unit(id=id_, name=name, group=group, addresses=(f"{id_}@units.example",))
        for id_, name, group in NAMES[language]
    )


def period(language: Language, weeks_back: int = 0) -> Period:
    return CALENDARS[language].period(NOW_KEYS[language] - dt.timedelta(weeks=weeks_back))


def made_at(language: Language) -> dt.datetime:
    return period(language).deadline + dt.timedelta(minutes=10)


def figure(
    unit: Unit, of: Period, count: int, *, late: bool = False, part: str = "BaoCao.xlsx", where: str = "Sheet1!C12"
) -> Figure:
    at = of.deadline + (dt.timedelta(hours=20) if late else dt.timedelta(hours=-26))
    return Figure(
        unit=unit.id,
        period=of.key,
        indicator="connected",
        count=count,
        cumulative=None,
        received_at=at,
        reported_at=at,
        reading=1,
        message=1,
        evidence=(Evidence(part=part, where=where, text=f"Tổng cộng: {count}"),),
    )


STANDINGS = (
    (Standing.REPORTED, 45),
    (Standing.LATE, 12),
    (Standing.MISSING, None),
    (Standing.REPORTED, 1130),
    (Standing.CHECKING, None),
    (Standing.REPORTED, 0),
)
"""How the cast stands in the period, unit by unit."""


def week(
    language: Language, weeks_back: int = 0, stand: tuple[tuple[Standing, int | None], ...] = STANDINGS
) -> PeriodStanding:
    of = period(language, weeks_back)
    return PeriodStanding(
        period=of,
        units=tuple(
            UnitStanding(
                unit=unit,
                standing=standing,
                figure=None if count is None else figure(unit, of, count, late=standing is Standing.LATE),
            )
            for unit, (standing, count) in zip(units(language), stand, strict=True)
        ),
    )


def season(language: Language) -> tuple[PeriodStanding, ...]:
    full = tuple((Standing.REPORTED, count) for count in (30, 22, 8, 400, 19, 5))
    silent = tuple(
        (Standing.MISSING, None) if place == 2 else (Standing.REPORTED, count)
        for place, (_standing, count) in enumerate(full)
    )
    return (week(language, 4, full), week(language, 3, full), week(language, 2, silent), week(language, 1, silent))


def review_items(language: Language) -> tuple[ReviewItem, ...]:
    of, cast = period(language), units(language)
    at = of.deadline - dt.timedelta(hours=3)
    vi = language is Language.VI
    return (
        ReviewItem(
            number=1,
            unit=cast[3],
            period=of.key,
            count=1310,
            reasons=("Số này khác số đang ghi nhận của đơn vị.",)
            if vi
            else ("This differs from the figure in force.",),
            evidence=(
                Evidence(part="body", where="line 3", text="kết quả tuần này là 1.310" if vi else "this week 1,310"),
            ),
            sender="Nguyễn Văn Mẫu <mau@don-vi.example>" if vi else "Nora Sample <nora@units.example>",
            subject="Báo cáo tuần" if vi else "Weekly report",
            received_at=at,
            in_force=1130,
        ),
        ReviewItem(
            number=2,
            unit=None,
            candidates=(cast[3], cast[4]),
            period=of.key,
            count=25,
            cumulative=300,
            reasons=(
                ("Địa chỉ này dùng chung cho hai đơn vị và thư không nêu tên đơn vị nào.",)
                if vi
                else ("Two units share this address and the mail names neither.",)
            ),
            evidence=(Evidence(part="subject", where="", text="25 trong tuần" if vi else "25 so far"),),
            sender="Hòa Mai <hoa-mai@don-vi.example>" if vi else "North <north@units.example>",
            subject="25 trong tuần" if vi else "25 so far",
            received_at=at,
        ),
        ReviewItem(
            number=3,
            unit=None,
            reasons=("Địa chỉ gửi không có trong danh sách.", "Không đọc được tệp đính kèm.")
            if vi
            else ("The sender's address is not in the roster.", "The attachment could not be read."),
            sender="la@khac.example",
            subject="",
            received_at=at,
        ),
    )


def past(language: Language) -> tuple[PastWeek, ...]:
    return unit_weeks(units(language)[2], season(language)).weeks


def reminder(language: Language, many: int = 1, step: int = 1) -> ReminderView:
    weeks = tuple(unit_weeks(unit, season(language)) for unit in units(language)[2 : 2 + many])
    return ReminderView(
        campaign=CAMPAIGNS[language], period=period(language), units=weeks, left=dt.timedelta(hours=24), step=step
    )


def overdue(language: Language, many: int = 1, step: int = 1) -> OverdueView:
    weeks = tuple(unit_weeks(unit, season(language)) for unit in units(language)[2 : 2 + many])
    return OverdueView(campaign=CAMPAIGNS[language], period=period(language), units=weeks, step=step)


def receipt(language: Language, *items: ReceiptItem) -> ReceiptView:
    return ReceiptView(
        campaign=CAMPAIGNS[language],
        items=items or (receipt_item(language),),
        received_at=period(language).deadline - dt.timedelta(hours=2),
        subject="Báo cáo tuần" if language is Language.VI else "Weekly report",
    )


def receipt_item(language: Language, place: int = 3, **changed: object) -> ReceiptItem:
    fields: dict[str, object] = {
        "unit": units(language)[place],
        "period": period(language),
        "count": 45,
        "our_total": 1735,
        "evidence": (Evidence(part="BaoCao.xlsx", where="Sheet1!C12", text="45"),),
    }
    return ReceiptItem(**{**fields, **changed})  # pyright: ignore[reportArgumentType]


def summary(language: Language, **changed: object) -> SummaryView:
    cast, of = units(language), period(language)
    vi = language is Language.VI
    fields: dict[str, object] = {
        "campaign": CAMPAIGNS[language],
        "made_at": made_at(language),
        "standing": week(language),
        "season": season(language),
        "waiting": review_items(language),
        "remarks": (
            Remark(
                unit=cast[0],
                text="Một số hộ ở xa tuyến ống, đề nghị bổ sung vật tư."
                if vi
                else "Some homes lack ladders; please lend us two.",
            ),
        ),
        "reconciliation": (
            FolderCount(
                mailbox="government", folder="INBOX", on_server=48, reports=40, waiting=2, set_aside=1, other=5
            ),
            FolderCount(
                mailbox="gmail", folder="[Gmail]/Spam", on_server=1210, reports=3, waiting=1, other=6, earlier=1200
            ),
        ),
        "changes": (FigureChange(unit=cast[5], key=period(language, 1).key, before=5, after=15),),
        "officers": (
            OfficerRow(
                unit=cast[0],
                name="Trần Văn Ví Dụ" if vi else "Adam Sample",
                position="Phó Bí thư" if vi else "Deputy",
                phone="0000.000.001",
                since=of.opens,
            ),
            OfficerRow(unit=cast[1]),
        ),
        "journal": (
            JournalLine(
                at=of.deadline - dt.timedelta(hours=26),
                what="Nhận báo cáo" if vi else "Report received",
                unit=cast[0].name,
                detail="45",
            ),
            JournalLine(
                at=of.deadline - dt.timedelta(hours=24), what="Gửi nhắc" if vi else "Reminder sent", unit=cast[2].name
            ),
        ),
    }
    return SummaryView(**{**fields, **changed})  # pyright: ignore[reportArgumentType]


def everything(language: Language) -> SummaryView:
    """Give a summary in which every section has something to say."""
    cast, of = units(language), period(language)
    vi = language is Language.VI
    return summary(
        language,
        problems=(
            Problem(
                kind=ProblemKind.MAILBOX_UNREAD,
                about="hop-thu@office.example",
                since=of.deadline - dt.timedelta(hours=5),
                why="[AUTHENTICATIONFAILED] Invalid credentials",
            ),
            Problem(kind=ProblemKind.NOT_DELIVERED, about=cast[1].name, since=of.deadline, why="450 4.2.1 try later"),
            Problem(
                kind=ProblemKind.BOUNCED,
                about="cu@don-vi.example" if vi else "old@units.example",
                why="550 5.1.1 no such user",
            ),
        ),
        revision=Revision(
            sent_at=made_at(language),
            total_before=1100,
            differences=(
                FigureChange(unit=cast[0], key=of.key, before=None, after=45),
                FigureChange(unit=cast[3], key=of.key, before=1100, after=1130),
            ),
        ),
        target=Target(goal=20000, baseline=6000, name="60% số hộ" if vi else "60% of homes", by=dt.date(2020, 12, 31)),
        calls=(
            CallItem(
                unit=cast[2],
                why="Ba tuần liên tiếp chưa có báo cáo." if vi else "No report for three weeks in a row.",
                officer=OfficerRow(
                    unit=cast[2],
                    name="Lý Văn Giả" if vi else "Ben Sample",
                    position="Đội trưởng" if vi else "Chief",
                    phone="0000.000.002",
                ),
            ),
        ),
    )


def samples(language: Language) -> dict[str, View]:
    """Give one letter of every sort."""
    campaign, of, cast = CAMPAIGNS[language], period(language), units(language)
    items = review_items(language)
    vi = language is Language.VI
    return {
        "reminder-one": reminder(language),
        "reminder-shared": reminder(language, many=2, step=2),
        "overdue-one": overdue(language),
        "overdue-shared": overdue(language, many=3, step=2),
        "receipt-one": receipt(language),
        "receipt-late-replaced-differs": receipt(
            language, receipt_item(language, late=True, replaced=40, cumulative=1700, our_total=1735)
        ),
        "receipt-several": receipt(
            language,
            receipt_item(language),
            receipt_item(language, 4, count=1, evidence=(Evidence(part="body", where="line 2", text="1"),)),
        ),
        "receipt-checking": receipt(
            language, receipt_item(language, checking=True, count=None, our_total=None, evidence=())
        ),
        "receipt-mixed": receipt(
            language, receipt_item(language), receipt_item(language, 4, checking=True, count=None)
        ),
        "review": ReviewView(campaign=campaign, items=items),
        "review-one": ReviewView(campaign=campaign, items=items[:1]),
        "rulings": RulingsView(
            campaign=campaign,
            done=(f"1: {cast[3].name}, {'tuần đến 04/9' if vi else 'week to 2 November'}: 1.310.",),
            refused=("2: không có đơn vị nào tên như vậy." if vi else "2: there is no unit of that name.",),
            waiting=items[1:],
        ),
        "summary": summary(language),
        "summary-everything": everything(language),
        "alert-down": AlertView(
            campaign=campaign,
            mailbox="government",
            address="hop-thu@office.example",
            works=False,
            since=of.deadline - dt.timedelta(hours=2),
            why="[AUTHENTICATIONFAILED] Invalid credentials",
            held=7,
        ),
        "alert-up": AlertView(
            campaign=campaign, mailbox="government", address="hop-thu@office.example", works=True, since=of.opens
        ),
        "announcement-moved": AnnouncementView(
            campaign=campaign,
            period=of,
            nominal=of.deadline + dt.timedelta(days=1),
            units=cast[3:5],
            why="nghỉ lễ Quốc khánh" if vi else "public holiday",
        ),
        "holiday": HolidayView(campaign=campaign, period=of, holiday="Quốc khánh" if vi else "All Souls' Day"),
        "flood": FloodView(campaign=campaign, address="doan@song-may.example", units=cast[3:5], letters=10),
        "fault-disk": FaultView(
            campaign=campaign,
            fault=FaultKind.DISK,
            over=False,
            since=of.opens,
            place="/var/lib/dondoc/data",
            megabytes=1187,
        ),
        "fault-disk-over": FaultView(campaign=campaign, fault=FaultKind.DISK, over=True, since=of.opens),
        "fault-clock-set": FaultView(
            campaign=campaign, fault=FaultKind.CLOCK, over=False, since=of.opens, before=of.opens, after=of.deadline
        ),
        "fault-clock-slow": FaultView(
            campaign=campaign,
            fault=FaultKind.CLOCK,
            over=False,
            since=of.opens,
            place="hop-thu@office.example",
            lead=dt.timedelta(hours=7),
        ),
        "fault-clock-fast": FaultView(
            campaign=campaign,
            fault=FaultKind.CLOCK,
            over=False,
            since=of.opens,
            place="hop-thu@office.example",
            lead=dt.timedelta(hours=-7),
        ),
        "fault-clock-over": FaultView(campaign=campaign, fault=FaultKind.CLOCK, over=True, since=of.opens),
        "fault-sending": FaultView(
            campaign=campaign, fault=FaultKind.SENDING, over=True, since=of.opens, until=of.deadline, why="535 5.7.8 no"
        ),
    }


HEADS = {
    Language.VI: OfficialHead(
        parent="UBND thị xã Sông Mây",
        body="Phòng Hạ tầng",
        symbol="BC-HT",
        place="Sông Mây",
        addressees=("Sở Xây dựng tỉnh Trung Du",),
        abstract="Kết quả lắp đồng hồ nước cho các hộ",
        basis="Công văn số 12/SXD-HT ngày 20/8/2020 của Sở Xây dựng về việc đẩy mạnh lắp đồng hồ nước",
        signer=("KT. Trưởng phòng", "Phó Trưởng phòng"),
        name="Nguyễn Thị Mẫu",
        copies=("Như trên", "Thường trực UBND thị xã (b/c)", "Lưu: VT"),
    ),
    Language.EN: OfficialHead(
        body="Rivermouth Fire Safety Office",
        symbol="FS",
        place="Rivermouth",
        addressees=("Regional Fire Board", "Town Council"),
        signer=("Head of office",),
        copies=("File",),
    ),
}


def official(language: Language) -> OfficialReportView:
    return OfficialReportView(summary=everything(language), head=HEADS[language])


def hostile(text: str, language: Language = Language.VI) -> tuple[View, ...]:
    """Give the same letters with a text from outside in every place that a mail can reach."""
    campaign, of = CAMPAIGNS[language], period(language)
    unit = Unit(id="x", name=text, group=text, addresses=("x@units.example",))
    piece = Evidence(part=text, where=text, text=text)
    item = ReviewItem(
        number=1,
        unit=unit,
        candidates=(unit, unit),
        period=of.key,
        count=5,
        reasons=(text,),
        evidence=(piece,),
        sender=text,
        subject=text,
        received_at=of.deadline,
    )
    weeks = UnitWeeks(unit=unit, weeks=(PastWeek(key=of.key, standing=Standing.LATE, count=3),))
    standing = PeriodStanding(
        period=of,
        units=(
            UnitStanding(unit=unit, standing=Standing.REPORTED, figure=figure(unit, of, 5, part=text, where=text)),
            UnitStanding(unit=unit, standing=Standing.MISSING),
        ),
    )
    officer = OfficerRow(unit=unit, name=text, position=text, phone=text)
    return (
        ReminderView(campaign=campaign, period=of, units=(weeks, weeks), left=dt.timedelta(hours=2)),
        OverdueView(campaign=campaign, period=of, units=(weeks,)),
        ReceiptView(
            campaign=campaign,
            items=(
                ReceiptItem(unit=unit, period=of, count=5, evidence=(piece,)),
                ReceiptItem(unit=unit, period=of, checking=True),
            ),
            received_at=of.deadline,
            subject=text,
        ),
        ReviewView(campaign=campaign, items=(item,)),
        RulingsView(campaign=campaign, done=(text,), refused=(text,), waiting=(item,)),
        SummaryView(
            campaign=campaign,
            made_at=of.deadline,
            standing=standing,
            season=(PeriodStanding(period=period(language, 1), units=standing.units),),
            waiting=(item,),
            remarks=(Remark(unit=unit, text=text),),
            reconciliation=(FolderCount(mailbox=text, folder=text, on_server=3, reports=1),),
            problems=tuple(Problem(kind=kind, about=text, since=of.opens, why=text) for kind in ProblemKind),
            changes=(FigureChange(unit=unit, key=of.key, before=1, after=None),),
            officers=(officer,),
            journal=(JournalLine(at=of.opens, what=text, unit=text, detail=text),),
            calls=(CallItem(unit=unit, why=text, officer=officer),),
        ),
        AlertView(campaign=campaign, mailbox=text, address=text, works=False, since=of.opens, why=text),
        AnnouncementView(campaign=campaign, period=of, nominal=of.deadline, units=(unit,), why=text),
        HolidayView(campaign=campaign, period=of, holiday=text),
        FloodView(campaign=campaign, address=text, units=(unit,), letters=10),
        *(
            FaultView(campaign=campaign, fault=fault, over=over, since=of.opens, place=text, why=text)
            for fault in FaultKind
            for over in (True, False)
        ),
    )
