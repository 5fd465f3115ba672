"""Dates and week numbers in a line, and what they say about a period.

A date that a text gives as the end of its period says which week a figure is of (`Strength.STATED`); the date in a letterhead or
after "báo cáo ngày" says it more softly (`DATED`); all other dates (`LOOSE`: events, cited documents) say nothing, they are only no
figures. Dates without a year get the year nearest to the instant of receipt.
"""

from __future__ import annotations

import datetime as dt
import enum
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

from parsers.figures.alternatives import Sieve
from parsers.figures.lines import Line
from parsers.values import Week, WeekBasis

LONGEST_WEEK = 8
"""Days from the first to the last of a stated range; a longer one tells of more than a week."""


class Strength(enum.IntEnum):
    """How surely a date speaks of the figure's period."""

    LOOSE = 0
    DATED = 1
    STATED = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekMention:
    """A date, a range of dates or a week number, where it stands."""

    start: int
    end: int
    strength: Strength
    first: dt.date | None = None
    last: dt.date | None = None
    number: int | None = None
    year: int | None = None
    previous: bool = False
    """Said of the week before ("tuần trước (21/8)"), so not of the figure's own."""
    long: bool = False
    """A range of more than a week: its figures run on."""

    def week(self, line: Line) -> Week:
        """Give what it says as a value with its evidence."""
        evidence = line.evidence(self.start, self.end, "week")
        if self.last is not None:
            return Week(basis=WeekBasis.DATE, first=self.first, end=self.last, evidence=evidence)
        return Week(basis=WeekBasis.WEEK_NUMBER, number=self.number, year=self.year, evidence=evidence)


_DATE = (
    r"(?:(?:ngay\s{{0,2}})?(?P<{0}d>\d{{1,2}})\s+th(?:ang|g)\.?\s+(?P<{0}m>\d{{1,2}})(?:\s*(?:,|nam)\s*(?P<{0}y>\d{{4}}))?"
    r"|(?:ngay\s{{0,2}})?(?P<{0}d2>\d{{1,2}})(?P<{0}sep>\s?[/.\-]\s?)(?P<{0}m2>\d{{1,2}})(?:(?:\s?[/.\-]\s?)(?P<{0}y2>\d{{4}}|\d{{2}}(?![\d.,])))?)"
)
_DASH = r"(?:-|–|—|->|→|den(?:\s+het)?|toi|~)"
_CLOCK = r"(?:\d{1,2}\s?(?:h|g|gio)(?:\s?\d{1,2}(?!\d|\s?[/.\-]\s?\d))?(?:\s?phut)?|\d{1,2}:\d{2})(?:\s*(?:sang|trua|chieu|toi)(?:\s+nay)?)?"
_PART_OF_DAY = r"(?:(?:het |dau |cuoi )?(?:sang|trua|chieu|toi|het|dau|cuoi)(?:\s+(?:nay|ngay))?\s*,?\s*)?"
_RANGE = re.compile(
    r"(?<![\w/.,\-])(?:tu\s+)?(?:" + _CLOCK + r"\s*)?" + _PART_OF_DAY + r"(?:(?:thu\s+\w+|t\d|chu nhat)\s*,?\s*)?"
    r"(?:" + _DATE.format("a") + r"|(?:ngay\s{0,2})?(?P<ad3>\d{1,2}))"
    r"\s{0,2}"
    + _DASH
    + r"\s{0,2}(?:"
    + _CLOCK
    + r"\s*)?"
    + _PART_OF_DAY
    + r"(?:(?:thu\s+\w+|t\d|chu nhat)\s*,?\s*)?(?:ngay\s{0,2})?"
    + _DATE.format("b")
    + r"(?![\d/]|[.,]\d)"
)
_ISO = re.compile(r"(?<![\d\-/.])(?P<y>20\d{2})[\-/.](?P<m>\d{1,2})[\-/.](?P<d>\d{1,2})(?!\d)")
_FULL = re.compile(r"(?<![\d/.,\-])" + _DATE.format("a") + r"(?![\d/]|[.,]\d|-\d)")
_WEEK = re.compile(
    r"(?<!\w)(?:tuan|week)\s*(?:thu|so|le|(?<!trong tuan)(?<!ca tuan):(?=\s*\d{1,2}\s*\(\s*(?:tu|ngay|\d{1,2}\s*[/.\-])))?\s*(?:\(\s*)?(?:ISO\s*)?(?P<n>\d{1,2})(?:(?:\s*(?:/|\-|nam|,)\s*(?:nam\s*)?(?P<y>20\d{2}))(?!\d)|(?![\d/.,\-:]\d|\d))"
    r"(?!\s*(?:/|thang\s+\d+\s+nam|may|nguoi|luot))"
)
_MONTH_WEEK = re.compile(
    r"(?<!\w)tuan\s*(?:thu\s*)?(?P<n>\d|[ivx]+|mot|hai|ba|bon|tu|nam)\s*(?:cua\s*|/\s*|,\s*|-\s*)?thang\s*(?P<m>\d{1,2})(?:\s*(?:/|nam)\s*(?P<y>\d{4}))?"
)
# What stands right before a date makes it the end of the period.
_UNTIL = re.compile(
    r"(?:den|het|tuan|ky|chot|toi|deadline|hang tuan)\s*(?:bao cao|hien tai|nay|cuoi|ket thuc|tinh den)?\s*[:(]?\s*(?:"
    + _CLOCK
    + r"\s*,?\s*)?(?:ngay|thu \w+|t6)?\s*[,(]?\s*$"
)
# Every date has one of these; the patterns of dates are slow on long lines.
_MAY_BE_DATE = re.compile(r"\d\s+th|\d\s?[/.\-]\s?\d")
_DATED = re.compile(
    r"(?:(?:bao cao|bc|so lieu|ket qua|tong hop|bluezone|cap nhat)\b(?![^.;:\d]{0,50}\b(?:nghi|le|hop|ngoai)\b)[^.;:\d]{0,50}?(?:ngay)?\s*[:(,\-–]?\s*(?:thu \w+,?\s*)?|^\s*(?:thu \w+,?\s*)?ngay(?: bao cao)?\s*:?\s*)$"
)
_LETTERHEAD = re.compile(r"^\s*[^\d,;:.]{2,40},\s*(?:ngay\s)?$")
_CITED = re.compile(
    r"(?:\d\s*/\s*[a-zd][\w\-&]*|\b(?:cong van|van ban|quyet dinh|ke hoach|chi thi|thong bao|to trinh|cv|qd|kh)\b[^.;:]{0,60})\s*,?\s*(?:ra\s)?(?:ngay)?\s*$"
)
_PREVIOUS = re.compile(
    r"(?:tuan (?:truoc|trc)(?: do)?|ky truoc|lan truoc|tuan lien truoc|so voi)\s*[,:(]?\s*(?:la|tu|den|ngay|\s)*$"
)
_SO_FAR = re.compile(r"(?:tu|ke tu)\s+(?:ngay\s+)?$")
_LISTED_DAY = re.compile(r"\s*[:=]\s*\d")
_NOUN_AFTER = re.compile(r"\s*(?:may|dien thoai|nguoi|luot|thue bao|smartphone|thiet bi|truong hop)\b")
_SHARED_AFTER = re.compile(
    r"\s*(?:thon|khu|khu pho|to|lop|truong|xa|phuong|don vi|dong chi|can bo|ho|hoc sinh|cong chuc|"
    r"giao vien|doan vien|hoi vien|ban|xom|cho|diem|chi doan)\b"
)
_INCIDENT = re.compile(
    r"\b(?:do(?! (?:\w+ ){1,5}?(?:huong dan|ho tro|cai|van dong|giup|thuc hien))|vi|mua|bao so|nghi|mat dien|hop|tap huan|hoi nghi|le hoi|ky thi|hoi thi|on thi)\b[^.;:]{0,40}$"
)
"""Before a span of days: what happened in them, not what is reported."""


def find(line: Line, near: dt.date | None) -> list[WeekMention]:
    """Give the dates, ranges and week numbers of a line in their order; `near` is the local date of receipt."""
    found = list(_find(line.folded, near))
    if "toi" in line.folded and not line.text.isascii():
        # "tối 31/8" is an evening, "tới 31/8" an end
        found = [
            replace(each, strength=Strength.LOOSE) if _EVENING.search(line.text, 0, each.start) else each
            for each in found
        ]
    return found


_EVENING = re.compile(r"(?i)(?<!\w)tối\s*(?:ngày\s*)?$")


_Reader = Callable[[str, dt.date | None], list[tuple[re.Match[str], WeekMention]]]


@lru_cache(maxsize=1024)
def _find(text: str, near: dt.date | None) -> tuple[WeekMention, ...]:
    """Find them once for each text: topics, units, figures and weeks are all looked for in the same lines."""
    if not ("tuan" in text or "week" in text or "tu thu" in text) and _MAY_BE_DATE.search(text) is None:
        return ()
    found: list[WeekMention] = []
    taken: list[tuple[int, int]] = []

    def free(match: re.Match[str]) -> bool:
        return not any(match.start() < end and start < match.end() for start, end in taken)

    for index in sorted(_SIEVE.possible(text)):
        for match, mention in _READERS[index][1](text, near):
            if free(match):
                taken.append((match.start(), match.end()))
                found.append(mention)
    found = [replace(each, previous=True) if _compares(text, each, near) else each for each in found]
    return tuple(sorted(found, key=lambda mention: mention.start))


_RUNNING = re.compile(r"\b(?:tuan|ky) (?:nay|qua|vua qua|vua roi)\b.*\d")
_RIGHT_BEHIND = re.compile(r"\d(?: (?:may|dien thoai|nguoi))?\s*\(\s*$")
_COMPARED = re.compile(r"\s*(?::|=|la|dat|duoc|cai duoc)?\s*\d")
MIDWEEK = 3
"""Before Wednesday "tuần qua" may mean the week that is over."""
MANY_WEEKS = 5


_ITS_NUMBER = re.compile(r"^\W*tuan(?: bao cao)?\s*[:=]\s*(?P<n>\d{1,2})\W*$")


def _keyed(text: str, near: dt.date | None) -> list[tuple[re.Match[str], WeekMention]]:
    """Take "Tuần: 39" on a line of its own for the week where it is just the calendar's number."""
    match = _ITS_NUMBER.match(text)
    if match is None or near is None or int(match["n"]) != near.isocalendar().week:
        return []
    number = int(match["n"])
    return [(match, WeekMention(start=match.start("n"), end=match.end("n"), strength=Strength.STATED, number=number))]


def _compares(text: str, mention: WeekMention, near: dt.date | None) -> bool:
    """Whether a week's number opens a bracket behind this week's figure and is an earlier week's: "528 máy (tuần 34: 601)".

    Offices count weeks in their own way, so the number must lie a little below the calendar's.
    """
    if (
        near is None
        or mention.number is None
        or mention.last is not None
        or not text[: mention.start].rstrip().endswith("(")
    ):
        return False
    running = near.isocalendar().week - (1 if near.isoweekday() < MIDWEEK else 0)
    before = text[: mention.start]
    return (
        (_RUNNING.search(before) or _RIGHT_BEHIND.search(before)) is not None
        and _COMPARED.match(text, mention.end) is not None
        and 1 <= running - mention.number <= MANY_WEEKS
    )


def _date(match: re.Match[str], prefix: str, near: dt.date | None, year: int | None = None) -> dt.date | None:
    groups = match.groupdict()
    day = groups.get(f"{prefix}d") or groups.get(f"{prefix}d2")
    month = groups.get(f"{prefix}m") or groups.get(f"{prefix}m2")
    written = groups.get(f"{prefix}y") or groups.get(f"{prefix}y2")
    return make_date(day, month, written or (str(year) if year else None), near)


def make_date(day: str | None, month: str | None, year: str | None, near: dt.date | None) -> dt.date | None:
    """Give the date, with the year nearest to `near` where none is written; None if there is no such day."""
    if not day or not month:
        return None
    if year is None:
        if near is None:
            return None
        options = [made for y in (near.year - 1, near.year, near.year + 1) if (made := _day(y, int(month), int(day)))]
        return min(options, key=lambda option: abs(option - near), default=None)
    number = int(year)
    return _day(number + 2000 if number < 100 else number, int(month), int(day))


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


_CALLED = re.compile(r"\b(?:tuan|ky|dot)(?: bao cao)?(?: tu)?(?: ngay)?\s*[:(]?\s*$")


def _is_incident(before: str) -> bool:
    """Whether a span of days is that of something that happened; right behind "kỳ" or "tuần" it is the report's."""
    return _INCIDENT.search(before) is not None and _CALLED.search(before) is None


_COUNTED_ON = re.compile(r"\d{1,2}-\d{1,2}-\d{1,2}")
"""Three numbers that count on, "Khối 10-11-12": no days."""


def _ranges(text: str, near: dt.date | None) -> list[tuple[re.Match[str], WeekMention]]:
    found: list[tuple[re.Match[str], WeekMention]] = []
    for match in _RANGE.finditer(text):
        last = _date(match, "b", near)
        if last is None or _COUNTED_ON.fullmatch(match.group()):
            continue
        first = _date(match, "a", last)
        if first is None and match["ad3"]:
            first = make_date(match["ad3"], str(last.month), str(last.year), None)
        if first is None or first > last or _NOUN_AFTER.match(text, match.end()):
            continue
        if match["ad3"] and _LISTED_DAY.match(text, match.end()) and text[: match.start()].rstrip().endswith(":"):
            continue  # "26/8: 21 - 27/8: 33": a day and its figure, again and again
        found.append(
            (
                match,
                WeekMention(
                    start=match.start(),
                    end=match.end(),
                    strength=Strength.LOOSE if _is_incident(text[: match.start()]) else Strength.STATED,
                    first=first,
                    last=last,
                    previous=_PREVIOUS.search(text[: match.start()]) is not None,
                    long=(last - first).days > LONGEST_WEEK,
                ),
            )
        )
    return found


_SAID_RANGE = re.compile(
    r"\btu (?:het )?(?:thu \w+|chu nhat|hom)(?: tuan (?:truoc|nay))?\s*[(,]?\s*"
    + _DATE.format("a")
    + r"\s*\)?\s*(?:den|toi)(?: het)?\s+(?:thu \w+|chu nhat|hom nay|nay)(?: tuan nay)?\s*[(,]?\s*"
    + _DATE.format("b")
    + r"\s*\)?"
)


def _said_ranges(text: str, near: dt.date | None) -> list[tuple[re.Match[str], WeekMention]]:
    """Take "từ thứ 6 tuần trước (06/11) đến hết thứ 5 (12/11)" as the span of days that it is."""
    found: list[tuple[re.Match[str], WeekMention]] = []
    for match in _SAID_RANGE.finditer(text):
        last = _date(match, "b", near)
        first = _date(match, "a", last)
        if last is not None and first is not None and first <= last:
            long = (last - first).days > LONGEST_WEEK
            found.append(
                (
                    match,
                    WeekMention(
                        start=match.start(),
                        end=match.end(),
                        strength=Strength.STATED,
                        first=first,
                        last=last,
                        long=long,
                    ),
                )
            )
    return found


_SINCE = re.compile(
    r"\b(?:ke )?tu\s+(?:"
    + _CLOCK
    + r"\s*,?\s*)?(?:ngay\s+)?"
    + _DATE.format("a")
    + r"\s+(?:cho )?(?:den|toi)\s+(?:nay|gio|hom nay|hien tai|hien nay|thoi diem (?:nay|hien tai|bao cao))\b"
)


def _since(text: str, near: dt.date | None) -> list[tuple[re.Match[str], WeekMention]]:
    """Take "từ 26/8 đến nay" as a span of days where it began less than a week ago; one that began before that runs on."""
    found: list[tuple[re.Match[str], WeekMention]] = []
    for match in _SINCE.finditer(text) if near is not None else ():
        first = _date(match, "a", near)
        runs_on = re.search(r"\b(?:lu[yi] ?ke|cong don)[^.;,]{0,20}$", text[: match.start() + 3]) is not None
        if first is not None and near is not None and not runs_on and 0 <= (near - first).days < LONGEST_WEEK:
            mention = WeekMention(
                start=match.start(), end=match.end(), strength=Strength.STATED, first=first, last=near
            )
            found.append((match, mention))
    return found


_SINCE_MONDAY = re.compile(
    r"\b(?:tinh |ke )?tu (?:dau tuan|(?:sang |ngay |hom )?thu (?:2|hai))(?: tuan)?(?: nay)? (?:cho )?(?:den|toi) (?:het )?(?:nay|gio|(?:sang |trua |chieu )?hom nay|(?:sang|trua|chieu|bay) (?:nay|gio)|hien (?:tai|nay)|thoi diem (?:nay|hien tai|bao cao))\b"
)


def _since_monday(text: str, near: dt.date | None) -> list[tuple[re.Match[str], WeekMention]]:
    """Take "từ đầu tuần đến giờ" as the days from Monday to that of receipt, which close a week on its Thursday or Friday alone."""
    if near is None:
        return []
    first = near - dt.timedelta(days=near.isoweekday() - 1)
    return [
        (
            match,
            WeekMention(start=match.start(), end=match.end(), strength=Strength.STATED, first=first, last=near),
        )
        for match in _SINCE_MONDAY.finditer(text)
    ]


def _iso_dates(text: str, near: dt.date | None) -> list[tuple[re.Match[str], WeekMention]]:
    del near  # the year is written
    return [
        (match, _single(text, match, day))
        for match in _ISO.finditer(text)
        if (day := _day(int(match["y"]), int(match["m"]), int(match["d"]))) is not None
    ]


def _dates(text: str, near: dt.date | None) -> list[tuple[re.Match[str], WeekMention]]:
    found: list[tuple[re.Match[str], WeekMention]] = []
    for match in _FULL.finditer(text):
        day = _date(match, "a", near)
        bare = match["am"] is None and match["ay2"] is None
        separator = (match["asep"] or "").strip()
        # `28.8` and `28-8` are dates only where a word says so; `5/8 máy` is a share, not a day.
        said = match.group().startswith("ngay") or re.search(
            r"(?:ngay|den|tu|tuan|het)\s*[(:]?\s*$", text[: match.start()]
        )
        if day is None or (bare and _NOUN_AFTER.match(text, match.end())):
            continue
        if bare and separator != "/" and not said and not _is_date_alone(text, match, day, near):
            continue
        if bare and day.day == day.month and not said and _SHARED_AFTER.match(text, match.end()):
            continue  # "06/06 thôn": all of them
        found.append((match, _single(text, match, day)))
    return found


SOON = 9
"""Days from a date to the day of receipt within which "16.10" at the end of a subject is a date, no number."""


def _is_date_alone(text: str, match: re.Match[str], day: dt.date, near: dt.date | None) -> bool:
    """Whether "16.10" ends a text or a file's name and is a day close by."""
    return (
        near is not None
        and abs((day - near).days) <= SOON
        and re.match(r"\s*(?:[.)\]]|\.\w{2,4})?\s*$", text[match.end() :]) is not None
    )


_QUOTES_ORDERS = re.compile(
    r"^\W*(?:\d+[.)]\s*)?(?:thuc hien|can cu|theo tinh than|tiep theo)\b[^.;]*\b(?:cong van|chi thi|van ban|ke hoach|quyet dinh|thong bao|cv)\b[^.]*$"
)
"""What a sentence that begins so dates is the order that it cites, and what that order says."""


def _single(text: str, match: re.Match[str], day: dt.date) -> WeekMention:
    before = text[: match.start()]
    previous = _PREVIOUS.search(before) is not None
    if _CITED.search(before) or _SO_FAR.search(before) or _QUOTES_ORDERS.search(before):
        strength = Strength.LOOSE
    elif _UNTIL.search(before):
        strength = Strength.STATED
    elif _DATED.search(before) or _LETTERHEAD.search(before):
        strength = Strength.DATED
    else:
        strength = Strength.LOOSE
    return WeekMention(start=match.start(), end=match.end(), strength=strength, last=day, previous=previous)


_COUNT_BEFORE = re.compile(r"\b(?:so|cai|duoc|dat|ket qua)\b[^,.;:]*\btrong\s*$")


_COUNTED_AFTER = re.compile(
    r"\s*(?:thon|khu|to|cho|truong|don vi|(?:xa|phuong)(?=\s*(?:,|/|phuong|da|cai|$))|lop|ban|xom|chi doan|diem|chot|ho so|khach|chuyen|xe|phieu|ho\b(?! tro))\b"
)


def _is_count(match: re.Match[str], text: str, near: dt.date | None) -> bool:
    """Whether "số máy cài trong tuần 44" gives a figure, "trong tuần 13 thôn" counts hamlets: no such week is near."""
    if near is not None and _COUNTED_AFTER.match(text, match.end()):
        apart = abs(int(match["n"]) - near.isocalendar().week)
        return min(apart, 52 - apart) > 2
    if near is None or match["y"] or not _COUNT_BEFORE.search(text[: match.start()]):
        return False
    after = re.match(r"[^,.;]*", text[match.end() :])
    if after is not None and any(letter.isdigit() for letter in after.group()):
        return False
    apart = abs(int(match["n"]) - near.isocalendar().week)
    return min(apart, 52 - apart) > 2


def _week_numbers(text: str, near: dt.date | None) -> list[tuple[re.Match[str], WeekMention]]:
    return [
        (
            match,
            WeekMention(
                start=match.start(),
                end=match.end(),
                strength=Strength.STATED,
                number=int(match["n"]),
                year=int(match["y"]) if match["y"] else None,
                previous=_PREVIOUS.search(text[: match.start()]) is not None,
            ),
        )
        for match in _WEEK.finditer(text)
        if 1 <= int(match["n"]) <= 53 and not _is_count(match, text, near)
    ]


_ORDINALS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5}


def _month_weeks(text: str, near: dt.date | None) -> list[tuple[re.Match[str], WeekMention]]:
    del near  # weeks within a month are nobody's standard: only a human can say which one is meant
    return [
        (
            match,
            WeekMention(
                start=match.start(),
                end=match.end(),
                strength=Strength.STATED,
                number=int(match["n"]) if match["n"].isdigit() else _ORDINALS.get(match["n"], 0),
            ),
        )
        for match in _MONTH_WEEK.finditer(text)
    ]


# What is found by an earlier one is not looked at by a later one.
_READERS: tuple[tuple[re.Pattern[str], _Reader], ...] = (
    (_RANGE, _ranges),
    (_SAID_RANGE, _said_ranges),
    (_SINCE, _since),
    (_SINCE_MONDAY, _since_monday),
    (_ISO, _iso_dates),
    (_MONTH_WEEK, _month_weeks),
    (_FULL, _dates),
    (_WEEK, _week_numbers),
    (_ITS_NUMBER, _keyed),
)
_SIEVE = Sieve(pattern.pattern for pattern, _ in _READERS)
