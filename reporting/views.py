"""What letters out, workbook and report are made from: plain values that the caller fills from ledger and books.

Nothing here reads a ledger or a clock. Every instant is aware; local times are made when a view is rendered, in its campaign's
zone. Texts that came from mails (names, subjects, evidence, remarks) may hold anything: rendering makes them harmless.
"""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from ingest.calendar import NaiveTimeError, Period
from ingest.roster import Unit
from parsers.values import Evidence
from reporting.standing import PeriodStanding, Standing


class Language(enum.StrEnum):
    """The language of everything that people get to see."""

    VI = "vi"
    EN = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """What every letter knows of the campaign."""

    name: str
    language: Language
    zone: ZoneInfo
    office: str
    """The office's name as units know it; it signs the letters."""
    indicator: str
    """Id of the indicator."""
    indicator_name: str
    noun: str = ""
    """What is counted, as it stands after a number: `máy`, `phones`; empty: the number stands alone."""
    noun_one: str = ""
    """The same after a 1, where the language tells them apart: `phone`; empty: as `noun`."""
    contact: str = ""
    """Whom to ask, in one line: name and telephone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PastWeek:
    """How a unit stood in an earlier period."""

    key: dt.date
    standing: Standing
    count: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitWeeks:
    """A unit with its last periods, the oldest first."""

    unit: Unit
    weeks: tuple[PastWeek, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderView:
    """A letter ahead of the deadline to one address, about all its units that have not been heard from."""

    campaign: Campaign
    period: Period
    units: tuple[UnitWeeks, ...]
    left: dt.timedelta
    """Until the deadline, at the moment of sending."""
    step: int = 1
    """Which reminder of this period it is, from 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OverdueView:
    """A notice after the deadline to one address, about all its units that have not been heard from."""

    campaign: Campaign
    period: Period
    units: tuple[UnitWeeks, ...]
    step: int = 1
    """Which notice of this period it is, from 1: the first comes minutes after the deadline, when a report may be under way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptItem:
    """What was understood for one unit and period."""

    unit: Unit | None
    """None: it is still to be checked which unit it is from."""
    period: Period | None = None
    count: int | None = None
    """What counts now because of this message or just as it says; None: the message changed nothing, and no figure is repeated."""
    cumulative: int | None = None
    """The unit's own running total, where it states one."""
    our_total: int | None = None
    """The running total by our books, this period included."""
    evidence: tuple[Evidence, ...] = ()
    """The count's first."""
    late: bool = False
    replaced: int | None = None
    """The figure whose place this one took."""
    checking: bool = False
    """It waits for a human; the letter says only that it was received."""

    @property
    def stated(self) -> bool:
        """Tell whether the letter repeats a figure: it counts, and unit and period are known."""
        return not self.checking and None not in (self.unit, self.period, self.count)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptView:
    """The answer to one message: what was understood of it."""

    campaign: Campaign
    items: tuple[ReceiptItem, ...]
    received_at: dt.datetime
    subject: str = ""
    """Of their message."""

    def __post_init__(self) -> None:
        """Refuse a time without its offset."""
        _aware(self.received_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewItem:
    """A reading that waits for the office, with the best guess."""

    number: int
    """What the office calls it by in its answer, from 1."""
    unit: Unit | None
    candidates: tuple[Unit, ...] = ()
    """Units that it may be about, where `unit` is None."""
    period: dt.date | None = None
    """Key of the guessed period."""
    count: int | None = None
    cumulative: int | None = None
    reasons: tuple[str, ...] = ()
    """Sentences in the campaign's language."""
    evidence: tuple[Evidence, ...] = ()
    sender: str = ""
    """Name and address as people write them."""
    subject: str = ""
    received_at: dt.datetime
    in_force: int | None = None
    """The figure that stands meanwhile."""
    new: bool = True
    """Whether it has not been asked about before."""
    supplements: bool = False
    """Whether it may add to the figure that stands: then only a figure settles it."""

    def __post_init__(self) -> None:
        """Refuse a time without its offset."""
        _aware(self.received_at)

    @property
    def decidable(self) -> bool:
        """Tell whether a bare `ok` settles it: unit, period and count are all guessed, and it doesn't add to what stands."""
        return not self.supplements and self.unit is not None and self.period is not None and self.count is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewView:
    """The letter that asks the office about all that waits."""

    campaign: Campaign
    items: tuple[ReviewItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RulingsView:
    """The answer to a ruling by mail: what was done, and what was not understood and therefore not done."""

    campaign: Campaign
    done: tuple[str, ...] = ()
    """Sentences in the campaign's language."""
    refused: tuple[str, ...] = ()
    """Sentences in the campaign's language; nothing of what they are about was done."""
    waiting: tuple[ReviewItem, ...] = ()
    """What still waits, with the numbers that an answer to this letter uses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A difficulty that a unit reports, in its words."""

    unit: Unit | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderCount:
    """Where the messages of one mailbox folder went; `on_server` is the sum of the others, or something is lost."""

    mailbox: str
    folder: str
    on_server: int
    reports: int = 0
    waiting: int = 0
    set_aside: int = 0
    other: int = 0
    """Neither report nor set aside: contacts, automatic mail, newsletters."""
    earlier: int = 0
    """From before the campaign; not read."""
    gone: int = 0
    """Of the ones counted here: no longer on the server, somebody moved or deleted them there."""

    @property
    def unaccounted(self) -> int:
        """Give how many messages are in none of the groups: 0 unless something is wrong."""
        return self.on_server + self.gone - self.reports - self.waiting - self.set_aside - self.other - self.earlier


class ProblemKind(enum.StrEnum):
    """What the office has to know beside the figures."""

    MAILBOX_UNREAD = "mailbox-unread"
    """`about` is the mailbox, not read since `since`: reports in it are not counted."""
    NOT_DELIVERED = "not-delivered"
    """A letter to `about` (units or address), owed since `since`, could not be sent."""
    BOUNCED = "bounced"
    """The address `about` doesn't take mail any more."""
    HELD = "held"
    """Reminders are held back since `since`."""
    OTHER = "other"
    """`about` is a sentence in the campaign's language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that keeps figures or letters from being complete."""

    kind: ProblemKind
    about: str
    since: dt.datetime | None = None
    why: str = ""
    """What the server said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureChange:
    """A figure that is another one than what was sent before."""

    unit: Unit
    key: dt.date
    """Of its period."""
    before: int | None
    """None: there was none."""
    after: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """What a revised summary takes the place of."""

    sent_at: dt.datetime
    """When the last summary of this period was sent."""
    differences: tuple[FigureChange, ...]
    total_before: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What the campaign is to reach with its running total."""

    goal: int
    baseline: int = 0
    """Counted before the campaign began."""
    name: str = ""
    """`60% dân số`: shown beside the goal."""
    by: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerRow:
    """The focal officer (cán bộ đầu mối) that a unit has named."""

    unit: Unit
    name: str = ""
    """Empty: the unit has named nobody."""
    position: str = ""
    phone: str = ""
    since: dt.datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalLine:
    """One thing that happened, for the workbook's journal."""

    at: dt.datetime
    what: str
    """A short word in the campaign's language: `Nhận báo cáo`, `Gửi nhắc`."""
    unit: str = ""
    """The unit's name."""
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallItem:
    """A unit that letters don't reach, for the office's telephone."""

    unit: Unit
    why: str
    """A sentence in the campaign's language."""
    officer: OfficerRow | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryView:
    """All that the office gets to know about a period, or a season up to it."""

    campaign: Campaign
    made_at: dt.datetime
    """The instant that the figures are as of."""
    standing: PeriodStanding
    season: tuple[PeriodStanding, ...] = ()
    """The periods before, in order, waived ones too."""
    waiting: tuple[ReviewItem, ...] = ()
    """Everything that waits, also for other periods and from strangers."""
    remarks: tuple[Remark, ...] = ()
    reconciliation: tuple[FolderCount, ...] = ()
    problems: tuple[Problem, ...] = ()
    changes: tuple[FigureChange, ...] = ()
    """In earlier periods, since the last summary."""
    revision: Revision | None = None
    target: Target | None = None
    officers: tuple[OfficerRow, ...] = ()
    journal: tuple[JournalLine, ...] = ()
    calls: tuple[CallItem, ...] = ()
    ledger_head: str = ""
    """Hash of the ledger's last link when this was written: kept outside, it shows a past that was rewritten later."""

    def __post_init__(self) -> None:
        """Refuse a time without its offset."""
        _aware(self.made_at)

    @property
    def weeks(self) -> tuple[PeriodStanding, ...]:
        """Give all periods with this one last."""
        return (*self.season, self.standing)

    @property
    def running_total(self) -> int:
        """Add up all periods."""
        return sum(week.total for week in self.weeks)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialHead:
    """What an office's official reports always carry. Agencies are renamed and merged, so all of it is configuration."""

    parent: str = ""
    """The body above, as it stands on top on the left: `UBND THỊ XÃ SÔNG MÂY`."""
    body: str
    """The issuing body: `PHÒNG HẠ TẦNG`."""
    symbol: str = ""
    """What follows the number: `BC-HT`; the number itself is given by the registry and left blank."""
    place: str = ""
    """Where it is issued: `Sông Mây`."""
    addressees: tuple[str, ...] = ()
    abstract: str = ""
    """What the report is about (trích yếu), without the period."""
    basis: str = ""
    """What asks for the report: `Công văn số ... ngày ... của ... về việc ...`."""
    signer: tuple[str, ...] = ()
    """Lines of the signer's function: `TRƯỞNG PHÒNG`, or `KT. TRƯỞNG PHÒNG`, `PHÓ TRƯỞNG PHÒNG`."""
    name: str = ""
    """The signer's name; the signature is left blank."""
    copies: tuple[str, ...] = ()
    """Lines below `Nơi nhận` without dashes and line ends: `Như trên`, `Lưu: VT`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialReportView:
    """The report to the body above, ready to be numbered and signed."""

    summary: SummaryView
    head: OfficialHead


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertView:
    """Tells the office that a mailbox cannot be read, or can be read again."""

    campaign: Campaign
    mailbox: str
    address: str
    works: bool
    """Whether it works again."""
    since: dt.datetime
    """Since when it could not be read."""
    why: str = ""
    """What the server said."""
    held: int = 0
    """How many letters to units wait for it."""

    def __post_init__(self) -> None:
        """Refuse a time without its offset."""
        _aware(self.since)


class FaultKind(enum.StrEnum):
    """What may be wrong with the machine that collects the reports."""

    DISK = "disk"
    """It is nearly full."""
    CLOCK = "clock"
    """It was set, or differs from a mail server's."""
    SENDING = "sending"
    """No mail could be sent: told when it is over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultView:
    """Tells the office that something is wrong with the machine, or no longer is."""

    campaign: Campaign
    fault: FaultKind
    over: bool
    since: dt.datetime
    until: dt.datetime | None = None
    """When it was over."""
    place: str = ""
    """The disk's folder; the mailbox whose server has another time."""
    megabytes: int = 0
    """Free on the disk."""
    before: dt.datetime | None = None
    """What a clock that was set said before; None: it was not set."""
    after: dt.datetime | None = None
    """And after."""
    lead: dt.timedelta = dt.timedelta(0)
    """How far the mail server's clock is ahead; below zero: behind."""
    why: str = ""
    """What the server said."""

    def __post_init__(self) -> None:
        """Refuse a time without its offset."""
        for instant in filter(None, (self.since, self.until, self.before, self.after)):
            _aware(instant)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnouncementView:
    """Tells units ahead of time that a deadline is another one (`period.deadline`) or that nobody has to report."""

    campaign: Campaign
    period: Period
    nominal: dt.datetime
    """The deadline as it would have been."""
    units: tuple[Unit, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HolidayView:
    """Warns the office of a deadline on a public holiday that nobody has decided on."""

    campaign: Campaign
    period: Period
    holiday: str
    """Its name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FloodView:
    """Tells the office that an address gets no more letters today."""

    campaign: Campaign
    address: str
    units: tuple[Unit, ...] = ()
    """Who writes from it."""
    letters: int
    """How many letters it got in a day."""


View = (
    ReminderView
    | OverdueView
    | ReceiptView
    | ReviewView
    | RulingsView
    | SummaryView
    | AlertView
    | AnnouncementView
    | HolidayView
    | FloodView
    | FaultView
)


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """Something to attach."""

    name: str
    media_type: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture that the HTML shows, referred to as `cid:NAME`."""

    name: str
    """A short word: `weeks`."""
    data: bytes = field(repr=False)
    """A PNG."""


def _aware(instant: dt.datetime) -> None:
    if instant.tzinfo is None:
        message = f"{instant.isoformat()} has no offset"
        raise NaiveTimeError(message)
