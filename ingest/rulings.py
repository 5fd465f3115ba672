"""Rulings: what a human decides about a reading that waits, by mail, on the command line or on a page: the same rules for all.

An order names a reading and says `ok`, a figure, or `drop`; it is carried out whole or refused with a reason, never by half.
"""

from __future__ import annotations

import datetime as dt
import enum
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.engine import Connection

from ingest import ledger
from ingest.books import Books, RecordedReading, Ruling, RulingAction
from ingest.calendar import Calendar
from ingest.roster import Roster
from parsers.text import fold
from parsers.values import Change

LARGEST = 10_000_000
"""No unit reports more than this; a larger number is a slip of the hand."""


class Verb(enum.StrEnum):
    """What an order does."""

    OK = "ok"
    SET = "set"
    DROP = "drop"


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A decision about one reading, as a human gave it."""

    reading: int
    verb: Verb
    count: int | None = None
    unit: str | None = None
    period: dt.date | None = None
    remember: bool = False
    """Whether the sender's address is to stand for the unit from now on."""
    why: str = ""


class Refusal(enum.StrEnum):
    """Why an order is not carried out."""

    NO_READING = "no-reading"
    DECIDED = "decided"
    NO_UNIT = "no-unit"
    NO_PERIOD = "no-period"
    NO_COUNT = "no-count"
    OUT_OF_RANGE = "out-of-range"
    CLOSED_PERIOD = "closed-period"
    NOT_UNDERSTOOD = "not-understood"
    NO_NUMBER = "no-number"
    NOT_OFFICE = "not-office"
    FORGED = "forged"
    UNCLEAR_SENDER = "unclear-sender"
    EXPIRED = "expired"
    CONTRADICTS = "contradicts"
    IN_FUTURE = "in-future"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """An order that is not carried out, and about what."""

    refusal: Refusal
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """An order that was carried out."""

    ruling: Ruling
    remembered: str = ""
    """The address that was tied to the unit."""


def carry_out(
    connection: Connection,
    order: Order,
    *,
    readings: Sequence[RecordedReading],
    books: Books,
    calendar: Calendar,
    roster: Roster,
    now: dt.datetime,
    who: str,
    way: str,
    again: bool = False,
) -> Done | Refused:
    """Carry out one order, or refuse it with a reason and leave the ledger unchanged.

    `again` allows a ruling on a reading that was ruled on before or counts already: a human who looked it up may.
    """
    recorded = next((each for each in readings if each.id == order.reading), None)
    if recorded is None:
        return Refused(refusal=Refusal.NO_READING, about=str(order.reading))
    waiting = next((wait for wait in books.waiting if wait.recorded.id == order.reading), None)
    if waiting is None and not again:
        return Refused(refusal=Refusal.DECIDED, about=recorded.subject)
    if order.verb is Verb.OK and recorded.reading.change is Change.SUPPLEMENTS and waiting and waiting.in_force:
        # "Bổ sung" adds to the figure in force or replaces it: only the figure itself says which.
        return Refused(refusal=Refusal.NO_COUNT, about=recorded.subject)
    ruling = Ruling(
        id=0,
        basis=0,
        reading=recorded.id,
        action=RulingAction.DROP if order.verb is Verb.DROP else RulingAction.CONFIRM,
        unit=order.unit or (waiting.unit if waiting else recorded.reading.unit),
        period=order.period or (waiting.period if waiting else books.periods.get(recorded.id)),
        indicator=recorded.reading.indicator,
        count=order.count if order.verb is Verb.SET else (waiting.count if waiting else recorded.reading.count),
        cumulative=recorded.reading.cumulative if order.verb is Verb.OK else None,
        at=now,
        who=who,
        way=way,
        why=order.why,
    )
    refused = _refused(ruling, calendar, roster, now)
    if refused is not None:
        return refused
    number = ledger.add_ruling(connection, ruling)
    remembered = ""
    if order.remember and ruling.unit is not None and recorded.sender:
        ledger.remember_address(connection, recorded.sender, ruling.unit, since=now, ruling=number)
        remembered = recorded.sender
    return Done(ruling=replace(ruling, id=number), remembered=remembered)


def rule_without_mail(
    connection: Connection,
    *,
    unit: str,
    period: dt.date,
    indicator: str,
    count: int,
    calendar: Calendar,
    roster: Roster,
    now: dt.datetime,
    who: str,
    way: str,
    why: str,
    told_at: dt.datetime | None = None,
) -> Done | Refused:
    """Record a figure that came by another way than mail, by telephone for one; `told_at` says when it came, if not now."""
    if told_at is not None and told_at > now:
        return Refused(refusal=Refusal.IN_FUTURE, about=told_at.isoformat())
    ruling = Ruling(
        id=0,
        basis=0,
        reading=None,
        action=RulingAction.CONFIRM,
        unit=unit,
        period=period,
        indicator=indicator,
        count=count,
        at=now,
        who=who,
        way=way,
        why=why,
        told_at=told_at,
    )
    refused = _refused(ruling, calendar, roster, now)
    return refused or Done(ruling=replace(ruling, id=ledger.add_ruling(connection, ruling)))


def undo(connection: Connection, number: int, *, now: dt.datetime, who: str, way: str, why: str) -> Done | Refused:
    """Take a ruling back, by another ruling."""
    undone = next((ruling for ruling in ledger.rulings(connection) if ruling.id == number), None)
    if undone is None:
        return Refused(refusal=Refusal.NO_READING, about=str(number))
    ruling = replace(undone, action=RulingAction.UNDO, reading=None, undoes=number, at=now, who=who, way=way, why=why)
    return Done(ruling=replace(ruling, id=ledger.add_ruling(connection, ruling)))


def _refused(ruling: Ruling, calendar: Calendar, roster: Roster, now: dt.datetime) -> Refused | None:
    if ruling.action is RulingAction.DROP:
        return None
    if ruling.unit is None or ruling.unit not in roster.by_id:
        return Refused(refusal=Refusal.NO_UNIT, about=ruling.unit or "")
    if ruling.period is None:
        return Refused(refusal=Refusal.NO_PERIOD)
    if not calendar.is_key(ruling.period) or ruling.period > calendar.open_at(now).key:
        return Refused(refusal=Refusal.CLOSED_PERIOD, about=ruling.period.isoformat())
    if ruling.count is None:
        return Refused(refusal=Refusal.NO_COUNT)
    if not 0 <= ruling.count <= LARGEST:
        return Refused(refusal=Refusal.OUT_OF_RANGE, about=str(ruling.count))
    return None


# Orders by mail: "1 ok, 2 = 130, 3 bỏ", "4 = 45 UBND phường Ka Long tuần 28/8", "5 ok nhớ địa chỉ", "tất cả ok"

_OK = r"(?:ok|oke|okay|okie|dong y|dung|chuan|yes|duyet)"
_DROP = r"(?:bo qua|bo|xoa|huy|loai|drop|skip|no|delete)"
_NUMBERS = r"\d{1,3}(?:\s*(?:,|&|\+|va|and)\s*\d{1,3})*"
_ITEM = re.compile(
    rf"(?P<numbers>{_NUMBERS}|tat ca|all)\s*[).:]?\s*(?:(?P<ok>{_OK})\b|(?P<drop>{_DROP})\b|(?:=|:|la\b|is\b)\s*(?P<count>\d[\d. ,]*))"
)
_BEGINS = re.compile(r"^\s*(?:(?:muc|so|item)\s+)?(?=\d|tat ca|all)")
_REMEMBER = re.compile(r"\b(?:nho (?:luon )?dia chi|nho dia chi nay|remember(?: (?:the |this )?address)?|nho)\b")
_WEEK = re.compile(r"\b(?:tuan(?: den)?|ky|week(?: to| of)?)\s*(?:ngay\s*)?(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}))?")
_COURTESY = re.compile(
    r"\b(?:a|nhe|nha|em|anh|chi|cam on|thanks|thank you|please|may|don vi|cua|cho|for|from)\b|[.!,;()\-]"
)
_GROUPED = re.compile(r"\d{1,3}(?:[., ]\d{3})+|\d+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """An order as it stands in a mail, by the number of its item; `all_items` for all."""

    numbers: tuple[int, ...]
    all_items: bool
    order: Order
    text: str
    """As written."""


def orders_in(text: str, roster: Roster, calendar: Calendar, now: dt.datetime) -> Iterator[Numbered | Refused]:
    """Read the orders in a clerk's own words; what looks like one and is none is given as refused, greetings are passed over."""
    for clause in _clauses(text):
        folded = fold(clause)
        if not _BEGINS.match(folded):
            continue
        yield _order(clause, _BEGINS.sub("", folded), roster, calendar, now) or Refused(
            refusal=Refusal.NOT_UNDERSTOOD, about=clause.strip()
        )


def _clauses(text: str) -> Iterator[str]:
    """Part a text into orders: by line, by `;`, and by a comma that another order follows."""
    follows = rf"(?:(?:mục|muc|số|so)\s+)?(?:\d{{1,3}}(?:\s*,\s*\d{{1,3}})*)\s*[).:]?\s*(?:=|:|ok|oke|okay|đồng ý|dong y|đúng|dung|{_DROP}|bỏ|xóa|xoá|hủy|huỷ|loại)"
    for line in re.split(r"[\n;]", text):
        held = ""
        for part in re.split(rf",\s*(?={follows})", line, flags=re.IGNORECASE):
            if re.fullmatch(r"[\s\d,]+", part):  # "1, 3 bỏ": numbers of one order
                held += f"{part}, "
            elif part.strip():
                yield held + part
                held = ""
        if held.strip():
            yield held


def _order(clause: str, folded: str, roster: Roster, calendar: Calendar, now: dt.datetime) -> Numbered | None:
    match = _ITEM.match(folded)
    if match is None:
        return None
    rest = folded[match.end() :]
    count = None
    verb = Verb.OK if match["ok"] else Verb.DROP
    if match["count"]:
        verb = Verb.SET
        number = _GROUPED.match(match["count"])
        assert number is not None
        if match["count"][number.end() :].strip(" .,"):
            return None
        count = int(re.sub(r"[., ]", "", number[0]))
    remember = bool(_REMEMBER.search(rest))
    rest = _REMEMBER.sub(" ", rest)
    period = None
    if week := _WEEK.search(rest):
        period = _period_named(week, calendar, now)
        if period is None:
            return None
        rest = rest[: week.start()] + " " + rest[week.end() :]
    unit, rest = _unit_named(rest, roster)
    if _COURTESY.sub(" ", rest).strip():
        return None  # something more was said: a human who is half understood is not understood
    numbers = tuple(int(number) for number in re.findall(r"\d+", match["numbers"]))
    everything = not numbers
    if verb is Verb.SET and (everything or len(numbers) > 1):
        return None
    order = Order(reading=0, verb=verb, count=count, unit=unit, period=period, remember=remember)
    return Numbered(numbers=numbers, all_items=everything, order=order, text=clause.strip())


def _period_named(week: re.Match[str], calendar: Calendar, now: dt.datetime) -> dt.date | None:
    """Give the key that `tuần 28/8` names; without a year the one nearest to now."""
    day, month = int(week[1]), int(week[2])
    years = [int(week[3])] if week[3] else [now.year - 1, now.year, now.year + 1]
    found: list[dt.date] = []
    for year in years:
        try:
            found.append(dt.date(year, month, day))
        except ValueError:
            continue
    nearest = min(found, key=lambda date: abs(date - now.date()), default=None)
    return nearest if nearest is not None and calendar.is_key(nearest) else None


def _unit_named(rest: str, roster: Roster) -> tuple[str | None, str]:
    """Find the unit named in what is left of an order, by its id or a whole name; the longest name wins."""
    names = sorted(
        ((fold(name), unit.id) for unit in roster.units for name in (*unit.names, unit.id)),
        key=lambda pair: -len(pair[0]),
    )
    for name, unit in names:
        if match := re.search(rf"(?<!\w){re.escape(name)}(?!\w)", rest):
            return unit, rest[: match.start()] + " " + rest[match.end() :]
    return None, rest


def resolved(
    items: Iterable[Numbered | Refused], asked: Sequence[int], decidable: set[int]
) -> Iterator[tuple[str, Order | Refused]]:
    """Turn item numbers into readings; `asked` is what the request listed, in its order. Gives each with its words."""
    for item in items:
        if isinstance(item, Refused):
            yield item.about, item
        elif item.all_items:
            for reading in asked:
                if reading in decidable:
                    yield item.text, replace(item.order, reading=reading)
        else:
            for number in item.numbers:
                known = 0 < number <= len(asked)
                yield (
                    item.text,
                    replace(item.order, reading=asked[number - 1])
                    if known
                    else Refused(refusal=Refusal.NO_NUMBER, about=str(number)),
                )
