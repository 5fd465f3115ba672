"""Numbers, dates and places as each language writes them in official letters.

Vietnamese follows Decree 30/2020: groups by a point, `ngày 04/9`: a zero before days up to 9 and before months 1 and 2.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.books import Figure
from ingest.calendar import Period
from parsers.values import Evidence
from reporting.standing import Standing
from reporting.views import Campaign, Language, ReviewItem

_WEEKDAYS_VI = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_WEEKDAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS_EN = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_STANDINGS = {
    Language.VI: {
        Standing.REPORTED: "Đúng hạn",
        Standing.LATE: "Báo cáo muộn",
        Standing.CHECKING: "Đang kiểm tra",
        Standing.MISSING: "Chưa báo cáo",
        Standing.EXEMPT: "Không phải báo cáo",
    },
    Language.EN: {
        Standing.REPORTED: "On time",
        Standing.LATE: "Late",
        Standing.CHECKING: "Being checked",
        Standing.MISSING: "Not reported",
        Standing.EXEMPT: "Exempt",
    },
}

# Addresses as the readers of documents write them, each with its Vietnamese form; the first that fits the whole address is taken.
_PLACES_VI: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(r"page (?P<page>\d+) table (?P<table>\d+) row (?P<row>\d+) column (?P<column>\d+)"),
        "trang {page}, bảng {table}, hàng {row}, cột {column}",
    ),
    (re.compile(r"(?P<table>.+) row (?P<row>\d+) column (?P<column>\d+)"), "{table}, hàng {row}, cột {column}"),
    (re.compile(r"page (?P<page>\d+),? line (?P<line>\d+)"), "trang {page}, dòng {line}"),
    (re.compile(r"page (?P<page>\d+)"), "trang {page}"),
    (re.compile(r"lines? (?P<line>\d+(?:[-–]\d+)?)"), "dòng {line}"),
    (re.compile(r"paragraph (?P<paragraph>\d+)"), "đoạn {paragraph}"),
)
_PLACES_EN: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(r"page (?P<page>\d+) table (?P<table>\d+) row (?P<row>\d+) column (?P<column>\d+)"),
        "page {page}, table {table}, row {row}, column {column}",
    ),
    (re.compile(r"(?P<table>.+) row (?P<row>\d+) column (?P<column>\d+)"), "{table}, row {row}, column {column}"),
    (re.compile(r"page (?P<page>\d+),? line (?P<line>\d+)"), "page {page}, line {line}"),
)
_CELL = re.compile(r"(?P<sheet>.+)!(?P<cell>[A-Z]{1,3}\d{1,7})")
# A lone default sheet needs no naming: people say “cell C12”.
_DEFAULT_SHEET = "Sheet1"
_TABLE = re.compile(r"table (\d+)")
# Line ends and other controls, and the marks that turn the direction of writing: nothing of them belongs into one line of text.
_CONTROLS = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]+"
)


def one_line(text: str) -> str:
    """Give a text as one harmless line: line ends, controls and direction marks become single blanks, NFC."""
    return re.sub(r" {2,}", " ", _CONTROLS.sub(" ", unicodedata.normalize("NFC", text))).strip()


def shorten(text: str, length: int = 160) -> str:
    """Give a text of at most so many letters, cut at a blank where there is one near."""
    text = one_line(text)
    if len(text) <= length:
        return text
    cut = text[: length - 1]
    head, _blank, _rest = cut.rpartition(" ")
    return (head if len(head) > length * 2 // 3 else cut).rstrip(" ,.;:") + "…"


@dataclass(frozen=True, slots=True)
class Formats:
    """Writes values in a campaign's language and zone."""

    campaign: Campaign

    @property
    def vi(self) -> bool:
        """Tell whether the language is Vietnamese."""
        return self.campaign.language is Language.VI

    def number(self, value: int) -> str:
        """Write a whole number: `1.245`, `1,245`."""
        text = f"{value:,}".replace("-", "\N{MINUS SIGN}")
        return text.replace(",", ".") if self.vi else text

    def counted(self, value: int) -> str:
        """Write a number with what is counted: `45 máy`, `1 phone`."""
        noun = (self.campaign.noun_one or self.campaign.noun) if abs(value) == 1 else self.campaign.noun
        return f"{self.number(value)} {one_line(noun)}".rstrip()

    def difference(self, value: int) -> str:
        """Write a change with its sign: `+120`, `−8`, `±0`."""
        return f"+{self.number(value)}" if value > 0 else self.number(value) if value else "±0"

    def percent(self, share: float) -> str:
        """Write a share from 0 to 1: `84,8%`, `87,0%`, with tenths unless it is all or none. Never rounded up to 100 or down to 0."""
        tenths = round(share * 1000)
        if tenths >= 1000 and share < 1:
            tenths = 999
        if tenths <= 0 and share > 0:
            tenths = 1
        whole, tenth = divmod(tenths, 10)
        point = "," if self.vi else "."
        return f"{whole}%" if tenths in {0, 1000} else f"{whole}{point}{tenth}%"

    def day(self, date: dt.date) -> str:
        """Write a day without its year: `28/8`, `28 August`."""
        if self.vi:
            return f"{date.day:02d}/{date.month:02d}" if date.month < 3 else f"{date.day:02d}/{date.month}"
        return f"{date.day} {_MONTHS_EN[date.month - 1]}"

    def short_day(self, date: dt.date) -> str:
        """Write a day for table heads: `28/8`, `28 Aug`."""
        return self.day(date) if self.vi else f"{date.day} {_MONTHS_EN[date.month - 1][:3]}"

    def full_day(self, date: dt.date) -> str:
        """Write a day with its year: `28/8/2020`, `28 August 2020`."""
        return f"{self.day(date)}/{date.year}" if self.vi else f"{self.day(date)} {date.year}"

    def moment(self, instant: dt.datetime) -> str:
        """Write an instant in full: `15 giờ 00 thứ Sáu, ngày 28/8/2020`."""
        local = self.local(instant)
        if self.vi:
            return f"{local.hour} giờ {local.minute:02d} {_WEEKDAYS_VI[local.weekday()]}, ngày {self.full_day(local)}"
        return f"{local:%H:%M} on {_WEEKDAYS_EN[local.weekday()]}, {self.full_day(local)}"

    def dateline(self, date: dt.date) -> str:
        """Write the date of an official report: `ngày 05 tháng 01 năm 2021`."""
        if not self.vi:
            return self.full_day(date)
        month = f"{date.month:02d}" if date.month < 3 else str(date.month)
        return f"ngày {date.day:02d} tháng {month} năm {date.year}"

    def clock(self, instant: dt.datetime) -> str:
        """Write an instant for tables: `15:04 28/8`, `28 Aug 15:04`."""
        local = self.local(instant)
        return f"{local:%H:%M} {self.day(local)}" if self.vi else f"{self.short_day(local)} {local:%H:%M}"

    def local(self, instant: dt.datetime) -> dt.datetime:
        """Give an instant in the campaign's zone."""
        return instant.astimezone(self.campaign.zone)

    def week(self, period: Period | dt.date) -> str:
        """Name a period within a sentence: `tuần đến 28/8`, `week to 28 August`."""
        key = period.key if isinstance(period, Period) else period
        return f"tuần đến {self.day(key)}" if self.vi else f"week to {self.day(key)}"

    def span(self, left: dt.timedelta) -> str:
        """Write how long something lasts, in the largest unit that fits: `24 giờ`, `3 days`; at least a minute."""
        minutes = max(1, round(left.total_seconds() / 60))
        if minutes < 60:
            value, vi, en = minutes, "phút", "minute"
        elif (hours := round(minutes / 60)) < 48:
            value, vi, en = hours, "giờ", "hour"
        else:
            value, vi, en = round(hours / 24), "ngày", "day"
        return f"{value} {vi}" if self.vi else f"{value} {en}{'s' if value != 1 else ''}"

    def standing(self, standing: Standing) -> str:
        """Name a standing."""
        return _STANDINGS[self.campaign.language][standing]

    def place(self, evidence: Evidence) -> str:
        """Say where a figure was read: `BaoCao.xlsx, ô C12`, `nội dung thư, dòng 3`."""
        words = {"subject": "tiêu đề thư", "body": "nội dung thư"} if self.vi else {"body": "text of the mail"}
        part = words.get(evidence.part, one_line(evidence.part))
        where = self.where(evidence)
        if not where or evidence.part == "subject":
            return part
        return f"{part}, {where}"

    def places(self, evidence: Iterable[Evidence]) -> str:
        """Say where the first of several pieces of evidence stands; empty without any."""
        first = next(iter(evidence), None)
        return self.place(first) if first else ""

    def source(self, figure: Figure) -> str:
        """Say where a figure comes from: the place in its mail, or that the office ruled it and what of the mail lies beside it."""
        place = self.places(figure.evidence)
        if not figure.differs:
            return place
        ruled, mail = ("quyết định của cơ quan", "thư") if self.vi else ("the office's ruling", "mail")
        return f"{ruled} ({mail}: {place})" if place else ruled

    def said(self, figure: Figure) -> str:
        """Give the words that a figure was read from; where it was ruled otherwise, as what the mail says."""
        text = figure.evidence[0].text if figure.evidence else ""
        if not figure.differs or not text:
            return text
        return f"{'thư ghi' if self.vi else 'the mail says'}: “{text}”"

    def example(self, items: Sequence[ReviewItem]) -> str:
        """Give an answer as the office may write it, to fit the first of these items: `1 ok, 2 = 130, 3 bỏ`."""
        drop = "bỏ" if self.vi else "drop"
        answers: list[str] = []
        for item in items[:3]:
            if item.decidable:
                answer = ("ok", "= 130", drop)[min(2, sum("ok" in a or "130" in a for a in answers))]
            elif item.candidates and item.period and item.count is not None:
                answer = f"= {item.count} {one_line(item.candidates[0].name)}"
            else:
                answer = drop
            answers.append(f"{item.number} {answer}")
        return ", ".join(answers)

    def listing(self, parts: Iterable[str]) -> str:
        """Join names as a sentence does: `A, B và C`."""
        *head, last = (one_line(part) for part in parts)
        return f"{', '.join(head)} {'và' if self.vi else 'and'} {last}" if head else last

    def where(self, evidence: Evidence) -> str:
        """Say where within its part a figure was read: `ô C12`, `dòng 3`."""
        where = one_line(evidence.where)
        if cell := _CELL.fullmatch(where):
            name = "ô" if self.vi else "cell"
            sheet = (
                "" if cell["sheet"] == _DEFAULT_SHEET else f"{'trang tính' if self.vi else 'sheet'} “{cell['sheet']}”, "
            )
            return f"{sheet}{name} {cell['cell']}"
        for pattern, form in _PLACES_VI if self.vi else _PLACES_EN:
            if match := pattern.fullmatch(where):
                text = form.format(**match.groupdict())
                return _TABLE.sub(r"bảng \1", text, count=1) if self.vi else text
        return where
