"""Makes a season: each unit's week is one of a table of stories, and each story knows the truth about itself.

Nothing here asks dondoc what a mail means: the one who makes a mail says what the careful clerk would write down for it.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from ingest.calendar import WEEK, Calendar, Period
from ingest.roster import Roster, Unit
from tests.season import wording
from tests.season.values import GMAIL, GOVERNMENT, MAILBOXES, Answers, Said, Season, SeasonMail, Truth

HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
MINUTE = dt.timedelta(minutes=1)


def make_season(roster: Roster, calendar: Calendar, *, first: dt.date, weeks: int, seed: int, mails: int = 0) -> Season:
    """Make `weeks` periods from the one with key `first`; filled up with mail that is no report to `mails`."""
    maker = _Maker(roster, calendar, random.Random(seed))
    for number in range(weeks):
        maker.week(calendar.period(first + number * WEEK))
    maker.noise(first, weeks, mails)
    ordered = sorted(maker.mails, key=lambda mail: (mail.sent, mail.name))
    return Season(mails=tuple(ordered), truth=maker.truth, stories=maker.stories)


@dataclass(slots=True)
class _Maker:
    roster: Roster
    calendar: Calendar
    random: random.Random
    mails: list[SeasonMail] = field(default_factory=list[SeasonMail])
    truth: dict[tuple[str, dt.date], Truth] = field(default_factory=dict[tuple[str, dt.date], Truth])
    stories: dict[tuple[str, dt.date], str] = field(default_factory=dict[tuple[str, dt.date], str])
    _known_from: dict[tuple[str, dt.date], dt.datetime] = field(default_factory=dict[tuple[str, dt.date], dt.datetime])
    """When the week's first figure was sighted."""
    _private: dict[str, dt.datetime] = field(default_factory=dict[str, dt.datetime])
    """Private addresses that the clerk remembers, and from when."""

    def week(self, period: Period) -> None:
        """Tell the week of every unit."""
        if period.waived:
            return
        told: set[str] = set()
        for unit in self.roster.units:
            if unit.id in told:
                continue
            partner = self._partner(unit)
            if partner is not None and self.random.random() < 0.2:
                self._together(unit, partner, period)
                told |= {unit.id, partner.id}
                continue
            story = _Story(self, unit, period)
            name = self._choose(story)
            self.stories[unit.id, period.key] = name
            STORIES[name][1](story)

    def noise(self, first: dt.date, weeks: int, mails: int) -> None:
        """Fill up with mail that is no report."""
        number = 0
        while len(self.mails) < mails or number < 5 * weeks:
            number += 1
            begin = self.calendar.nominal_deadline(first) - 2 * DAY
            at = begin + self.random.random() * (weeks * WEEK - 2 * DAY)
            self.mails.append(NOISE[number % len(NOISE)](self, f"n{number}", at))

    def arrivals(self, at: dt.datetime, *, only: Sequence[str] = MAILBOXES) -> dict[str, dt.datetime]:
        """Give when each copy arrives: within a minute."""
        return {name: at + dt.timedelta(seconds=self.random.randrange(1, 50)) for name in only}

    def is_private(self, unit: Unit, at: dt.datetime) -> bool:
        """Tell whether the clerk knows the unit's private address by then."""
        return unit.id in self._private and self._private[unit.id] < at

    def _choose(self, story: _Story) -> str:
        names = [name for name, (_weight, _tell, fits) in STORIES.items() if fits(story)]
        return self.random.choices(names, [STORIES[name][0] for name in names])[0]

    def _partner(self, unit: Unit) -> Unit | None:
        """Give the unit that shares an address with this one and comes after it."""
        shared = [each for each in self.roster.at_address(unit.addresses[0]) if each.id != unit.id]
        return shared[0] if shared and unit.id.startswith("ubnd-") else None

    def _together(self, one: Unit, other: Unit, period: Period) -> None:
        """Tell of two units in one mail of their shared address, a line each."""
        stories = [_Story(self, unit, period) for unit in (one, other)]
        at = stories[0].on_time()
        says = tuple(story.said() for story in stories)
        text = "\n".join(wording.stated(story.unit, story.count, period.key) for story in stories)
        stories[0].mail(text, at, says=says, sender=one.addresses[0])
        for story in stories:
            self.stories[story.unit.id, period.key] = "together"
            story.stands(at)


class _Story:
    """One unit's week, as it is being told."""

    def __init__(self, maker: _Maker, unit: Unit, period: Period) -> None:
        self.maker, self.unit, self.period = maker, unit, period
        self.random = maker.random
        base = 20 + sum(unit.id.encode()) % 150
        self.count = int(base * self.random.uniform(0.6, 1.4))
        self.deadline = period.deadline
        self._number = 0

    # What can be told

    @property
    def has_own_address(self) -> bool:
        return any(len(self.maker.roster.at_address(address)) == 1 for address in self.unit.addresses)

    @property
    def writes_alone(self) -> bool:
        """Whether letters to the unit name it alone."""
        return len(self.maker.roster.at_address(self.unit.addresses[0])) == 1

    def weekless(self, at: dt.datetime) -> bool:
        """Whether a mail that names no week can only mean this one: the last one is known."""
        before = self.maker.calendar.previous_key(self.period.key)
        if before < self.maker.calendar.first_key:
            return True
        known = self.maker._known_from.get((self.unit.id, before))
        return known is not None and known < at

    # Telling

    def on_time(self) -> dt.datetime:
        """Give an instant in the days before the deadline."""
        begin = max(self.period.opens, self.deadline - 4 * DAY + 21 * HOUR)
        return self.at(begin + self.random.random() * (self.deadline - 4 * HOUR - begin))

    def at(self, instant: dt.datetime) -> dt.datetime:
        """Give an instant in whole minutes that is this unit's alone, so that nothing depends on equal times."""
        return instant.replace(microsecond=0, second=self.random.randrange(60))

    def said(self, count: int | None = None) -> Said:
        return Said(unit=self.unit.id, period=self.period.key, count=self.count if count is None else count)

    def sender(self) -> str:
        own = [address for address in self.unit.addresses if len(self.maker.roster.at_address(address)) == 1]
        return self.random.choice(own) if own else self.unit.addresses[0]

    def report(self, at: dt.datetime, count: int | None = None) -> str:
        """Word a figure: by the week where it must be named, else at times without."""
        count = self.count if count is None else count
        if self.weekless(at) and self.random.random() < 0.7:
            return wording.this_week(self.unit, count)
        return wording.stated(self.unit, count, self.period.key)

    def mail(self, text: str, at: dt.datetime, **more: object) -> SeasonMail:
        """Send a mail."""
        self._number += 1
        values: dict[str, object] = {
            "name": f"{self.unit.id}.{self.period.name}.{self._number}",
            "sender": self.sender(),
            "subject": "Báo cáo Bluezone",
            "text": text,
            "sent": at,
            "arrivals": self.maker.arrivals(at),
            "says": (self.said(),),
            **more,
        }
        made = SeasonMail(**values)  # pyright: ignore[reportArgumentType]
        self.maker.mails.append(made)
        return made

    def stands(self, first: dt.datetime, count: int | None = None) -> None:
        """Write down the truth: the count, and that its first figure was sighted then."""
        place = (self.unit.id, self.period.key)
        late = first > self.deadline
        self.maker.truth[place] = Truth(count=self.count if count is None else count, late=late)
        self.maker._known_from[place] = first + MINUTE


def _first(mail: SeasonMail) -> dt.datetime:
    return min(mail.arrivals.values())


def _plain(story: _Story) -> None:
    at = story.on_time()
    story.stands(_first(story.mail(story.report(at), at)))


def _one_mailbox(story: _Story) -> None:
    at = story.on_time()
    only = (story.random.choice(MAILBOXES),)
    story.stands(_first(story.mail(story.report(at), at, arrivals=story.maker.arrivals(at, only=only))))


def _sheet(story: _Story) -> None:
    at = story.on_time()
    data = {"BaoCao.xlsx": wording.sheet(story.count, story.period.key)}
    story.stands(_first(story.mail(f"{wording.called(story.unit)} gửi báo cáo kèm theo.", at, attachments=data)))


def _zero(story: _Story) -> None:
    at = story.on_time()
    story.count = 0
    story.stands(_first(story.mail(wording.nothing(story.unit), at)))


def _delayed_copy(story: _Story) -> None:
    """One mailbox gets its copy days later, mostly after the deadline; the unit is on time."""
    at = story.on_time()
    late = story.random.choice(MAILBOXES)
    arrivals = story.maker.arrivals(at)
    arrivals[late] += story.random.randrange(1, 5) * DAY
    story.stands(_first(story.mail(story.report(at), at, arrivals=arrivals)))


def _resent(story: _Story) -> None:
    """The same words again with another Message-ID and Date, the same day or at the week-end after the deadline."""
    at = story.on_time()
    text = story.report(at)
    story.stands(_first(story.mail(text, at)))
    again = story.random.choice([at + HOUR, story.deadline + 2 * HOUR, story.deadline + DAY])
    story.mail(text, story.at(again))


def _footer(story: _Story) -> None:
    """One copy comes through a list that writes below it, at times so slowly that the deadline has passed."""
    at = story.on_time()
    arrivals = story.maker.arrivals(at)
    arrivals[GMAIL] += story.random.choice([MINUTE, 5 * HOUR, 3 * DAY])
    story.stands(_first(story.mail(story.report(at), at, arrivals=arrivals, footers={GMAIL: wording.FOOTER})))


def _corrected(story: _Story) -> None:
    at = story.on_time()
    story.mail(story.report(at, story.count + 9), at, says=(story.said(story.count + 9),))
    later = story.at(min(at + 3 * HOUR, story.deadline - HOUR))
    period = story.period.key if story.random.random() < 0.5 else None
    story.mail(wording.corrected(story.unit, story.count, period), later)
    story.stands(at)


def _corrected_afterwards(story: _Story) -> None:
    """At the week-end the unit sees that it was wrong, and says so without naming the week."""
    at = story.on_time()
    story.mail(story.report(at, story.count + 9), at, says=(story.said(story.count + 9),))
    later = story.at(story.deadline + story.random.choice([HOUR, 20 * HOUR, 2 * DAY]))
    period = story.period.key if story.random.random() < 0.3 else None
    story.mail(wording.corrected(story.unit, story.count, period), later)
    story.stands(at)


def _answers_receipt(story: _Story) -> None:
    at = story.on_time()
    sender = story.sender()
    first = story.mail(story.report(at, story.count + 9), at, says=(story.said(story.count + 9),), sender=sender)
    later = story.at(at + story.random.choice([3 * HOUR, 4 * DAY]))
    answers = Answers(duty="receipt", units=(story.unit.id,), period=story.period.key, to=first.name)
    corrected = wording.corrected(story.unit, story.count, story.period.key)
    story.mail(corrected, later, sender=sender, answers=answers)
    story.stands(at)


def _answers_reminder(story: _Story) -> None:
    at = story.at(story.deadline - story.random.randrange(1, 20) * HOUR)
    answers = Answers(duty="reminder", units=(story.unit.id,), period=story.period.key)
    text = wording.stated(story.unit, story.count, story.period.key)
    story.stands(_first(story.mail(text, at, sender=story.unit.addresses[0], answers=answers)))


def _late(story: _Story) -> None:
    """After the deadline, naming no week: it is still owed."""
    at = story.at(story.deadline + story.random.randrange(1, 64) * HOUR)
    story.stands(_first(story.mail(wording.this_week(story.unit, story.count), at)))


def _late_stated(story: _Story) -> None:
    at = story.at(story.deadline + story.random.randrange(2, 14) * DAY)
    story.stands(_first(story.mail(wording.stated(story.unit, story.count, story.period.key), at)))


def _last_week(story: _Story) -> None:
    """On the Monday after the deadline it reports of "last week"; one copy may come days later still."""
    at = story.at(story.deadline + 3 * DAY + story.random.randrange(1, 5) * HOUR)
    arrivals = story.maker.arrivals(at)
    if story.random.random() < 0.5:
        arrivals[story.random.choice(MAILBOXES)] += 10 * DAY
    story.stands(_first(story.mail(wording.last_week(story.unit, story.count), at, arrivals=arrivals)))


def _contradicts(story: _Story) -> None:
    """Another figure and no word why: the clerk asks by telephone, and one of them is right."""
    at = story.on_time()
    other = story.count + 7
    second_is_right = story.random.random() < 0.5
    counts = (other, story.count) if second_is_right else (story.count, other)
    story.mail(wording.stated(story.unit, counts[0], story.period.key), at, says=(story.said(counts[0]),))
    later = story.at(min(at + 2 * HOUR, story.deadline - HOUR))
    story.mail(wording.stated(story.unit, counts[1], story.period.key), later, says=(story.said(counts[1]),), asks=True)
    story.stands(at)


def _supplements(story: _Story) -> None:
    at = story.on_time()
    story.mail(wording.stated(story.unit, story.count, story.period.key), at)
    later = story.at(min(at + 2 * HOUR, story.deadline - HOUR))
    total = story.count + 7
    story.mail(wording.added(story.unit, 7, story.period.key), later, says=(story.said(total),), asks=True)
    story.stands(at, total)


def _stranger(story: _Story) -> None:
    """A new colleague writes from a private address; the clerk has it remembered."""
    at = story.on_time()
    sender = f"rieng.{story.unit.id}@thu.example"
    known = story.maker.is_private(story.unit, at)
    text = wording.stated(story.unit, story.count, story.period.key)
    made = story.mail(text, at, sender=sender, asks=not known, remember=not known)
    story.maker._private.setdefault(story.unit.id, story.deadline + 4 * DAY)
    story.stands(_first(made))


def _unnamed(story: _Story) -> None:
    """From an address that two units share, naming none; the clerk knows the handwriting."""
    at = story.on_time()
    text = f"Tuần đến ngày {wording.day(story.period.key)}: cài được {story.count} máy Bluezone."
    story.stands(_first(story.mail(text, at, sender=story.unit.addresses[0], asks=True)))


def _forwarded(story: _Story) -> None:
    """The officer passes on what the unit's own address had written."""
    at = story.on_time()
    text = wording.stated(story.unit, story.count, story.period.key)
    own = wording.forwarded(story.unit.addresses[0], "Báo cáo Bluezone", text, at - HOUR)
    story.stands(_first(story.mail(own, at, sender=story.unit.addresses[-1], subject="Fwd: Báo cáo Bluezone")))


def _passed_on(story: _Story) -> None:
    """Another unit's officer passes it on."""
    at = story.on_time()
    text = wording.stated(story.unit, story.count, story.period.key)
    other = next(unit for unit in story.maker.roster.units if unit.id not in (story.unit.id, "km15"))
    made = wording.forwarded(story.unit.addresses[0], "Báo cáo Bluezone", text, at - HOUR)
    sender = other.addresses[0]
    story.stands(_first(story.mail(made, at, sender=sender, subject="Fwd: Báo cáo Bluezone", asks=True)))


def _outlier(story: _Story) -> None:
    """The unit went from door to door: true, but nobody believes it unasked."""
    at = story.on_time()
    story.count = 20 * story.count + 300
    story.stands(_first(story.mail(wording.stated(story.unit, story.count, story.period.key), at, asks=True)))


def _missing(story: _Story) -> None:
    """It is silent."""


def _always(_story: _Story) -> bool:
    return True


def _from_the_last_known(story: _Story) -> bool:
    return story.weekless(story.deadline - 4 * DAY)


def _is_late_enough(story: _Story) -> bool:
    """The unit is known of for the week before, so that what comes after this deadline can only be for this one."""
    return story.weekless(story.deadline) and story.period.deadline.weekday() == story.maker.calendar.weekday


def _has_history(story: _Story) -> bool:
    """Two ordinary weeks before, so that 20 times as much stands out, and none like it."""
    keys = [story.period.key - number * WEEK for number in (1, 2, 3, 4)]
    last = [story.maker.truth[story.unit.id, key].count for key in keys if (story.unit.id, key) in story.maker.truth]
    return len(last) >= 2 and 0 < max(last) < 500 and (story.unit.id, keys[0]) in story.maker.truth


Tell = Callable[[_Story], None]
Fits = Callable[[_Story], bool]

STORIES: dict[str, tuple[float, Tell, Fits]] = {
    "plain": (40, _plain, _always),
    "one mailbox": (8, _one_mailbox, _always),
    "sheet": (7, _sheet, lambda story: story.has_own_address),
    "zero": (2, _zero, _from_the_last_known),
    "delayed copy": (6, _delayed_copy, _always),
    "resent": (6, _resent, _always),
    "list footer": (5, _footer, _always),
    "corrected": (6, _corrected, _always),
    "corrected afterwards": (5, _corrected_afterwards, _is_late_enough),
    "answers a receipt": (5, _answers_receipt, _always),
    "answers a reminder": (6, _answers_reminder, lambda story: story.writes_alone),
    "late": (5, _late, _is_late_enough),
    "late, stated": (3, _late_stated, _always),
    "last week": (2, _last_week, _is_late_enough),
    "contradicts": (2, _contradicts, _always),
    "supplements": (2, _supplements, _always),
    "stranger": (2, _stranger, _always),
    "unnamed": (2, _unnamed, lambda story: not story.writes_alone),
    "forwarded": (3, _forwarded, lambda story: story.writes_alone),
    "passed on": (1, _passed_on, lambda story: story.writes_alone),
    "outlier": (1, _outlier, _has_history),
    "missing": (5, _missing, _always),
}
"""Weight, what it does, and where it can happen. A unit whose last week is unknown must name the week, or it would be taken for the last one."""


# What is no report


def _noise(maker: _Maker, name: str, at: dt.datetime, **values: object) -> SeasonMail:
    only: Iterable[str] = values.pop("only", MAILBOXES)  # pyright: ignore[reportAssignmentType]
    at = at.replace(microsecond=0)
    made: dict[str, object] = {"sent": at, "arrivals": maker.arrivals(at, only=tuple(only)), "name": name, **values}
    return SeasonMail(**made)  # pyright: ignore[reportArgumentType]


def _out_of_office(maker: _Maker, name: str, at: dt.datetime) -> SeasonMail:
    unit = maker.random.choice(maker.roster.units)
    text = "Tôi đi công tác 3 ngày.\n\n> Đề nghị báo cáo số máy cài đặt Bluezone, tuần trước 45 máy."
    headers = {"Auto-Submitted": "auto-replied"}
    return _noise(maker, name, at, sender=unit.addresses[0], subject="Trả lời tự động", text=text, headers=headers)


def _returned(maker: _Maker, name: str, at: dt.datetime) -> SeasonMail:
    dead = "canbo.cu@mail.example"
    sender = "MAILER-DAEMON@mx.example"
    return _noise(maker, name, at, sender=sender, subject="", text="", bounce_of=dead, only=(GOVERNMENT,))


def _newsletter(maker: _Maker, name: str, at: dt.datetime) -> SeasonMail:
    text = f"Khuyến mãi {maker.random.randrange(10, 90)} sản phẩm trong tuần này, giảm 30%."
    headers = {"Precedence": "bulk", "List-Id": "<tin.shop.example>"}
    return _noise(
        maker, name, at, sender="tin@shop.example", subject="Tin khuyến mãi", text=text, headers=headers, only=(GMAIL,)
    )


def _invitation(maker: _Maker, name: str, at: dt.datetime) -> SeasonMail:
    text = f"Kính mời dự họp giao ban lúc 8 giờ tại phòng họp số {maker.random.randrange(1, 9)}."
    return _noise(maker, name, at, sender="vanphong@mongcai.example", subject="Giấy mời họp", text=text)


def _thanks(maker: _Maker, name: str, at: dt.datetime) -> SeasonMail:
    unit = maker.random.choice(maker.roster.units)
    return _noise(maker, name, at, sender=unit.addresses[0], subject="Cảm ơn", text="Đã nhận được thư, xin cảm ơn.")


def _of_others(maker: _Maker, name: str, at: dt.datetime) -> SeasonMail:
    text = f"Trường gửi danh sách {maker.random.randrange(20, 400)} học sinh dự thi."
    return _noise(maker, name, at, sender="truong@hoc.example", subject="Danh sách học sinh", text=text)


NOISE = (_out_of_office, _newsletter, _invitation, _thanks, _of_others, _returned)
