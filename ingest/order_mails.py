"""Answers of the office to a review request: a mail of orders, carried out in the transaction that records it.

Orders count only from an office address and no other beside it, with a valid token of one of our requests, no failing verdict of a
receiving server, and within `VALID_FOR`. Everything else is refused with a reason, told to the office alone, and changes nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from ingest import ledger, schema
from ingest.books import Books, Plausibility, keep_books, readings_about
from ingest.calendar import Calendar
from ingest.repeating import OurLetter
from ingest.roster import Roster
from ingest.rulings import Done, Numbered, Order, Refusal, Refused, carry_out, orders_in, resolved, undo
from parsers.values import Findings

REQUESTS = frozenset({"review", "ruled"})
"""Duties whose letters list what waits by number."""
VALID_FOR = dt.timedelta(days=60)
WAY = "mail"


@dataclass(frozen=True, slots=True, kw_only=True)
class DoneOrder:
    """An order that was carried out, as it is confirmed."""

    text: str
    action: str
    unit: str | None
    period: dt.date | None
    count: int | None
    remembered: str = ""
    ruling: int = 0
    """The ruling that it made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedOrder:
    """An order that was not carried out."""

    text: str
    refusal: Refusal
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderMail:
    """What became of an answer."""

    message: int
    sender: str
    letter: int
    done: tuple[DoneOrder, ...]
    refused: tuple[RefusedOrder, ...]
    recorded_at: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """Who may rule, and what the books are kept by."""

    addresses: frozenset[str]
    ladder_begins: dt.timedelta
    plausibility: Plausibility
    indicator: str
    """What a figure is of where nothing else is said."""
    own: frozenset[str] = frozenset()
    """The mailboxes that are read: clerks may ask for answers there."""


def take_orders(
    connection: Connection,
    findings: Findings,
    *,
    message: int,
    letter: int,
    received_at: dt.datetime,
    forged: bool,
    office: Office,
    roster: Roster,
    calendar: Calendar,
    now: dt.datetime,
) -> None:
    """Carry out the orders in an answer to a request, and record what became of each."""
    sender = findings.letter.sender.email
    done: list[DoneOrder] = []
    refused: list[RefusedOrder] = []
    request = _request(connection, letter)
    asked: list[int] = list(request.about.get("readings", ()))
    stranger = next((each for each in findings.letter.senders if each not in office.addresses | office.own), sender)
    barred = _barred(stranger, received_at, request.created_at, office, forged=forged)
    if barred is None and not findings.letter.plain_sender:
        barred = Refusal.UNCLEAR_SENDER
    if barred is not None:
        refused.append(RefusedOrder(text=_short(findings.letter.subject), refusal=barred, about=stranger))
    else:
        unlike = any(doubt.code == "alternatives-differ" for doubt in findings.doubts)
        items = list(
            orders_of_clerk(
                "" if unlike else findings.own_words,
                OurLetter(request.raw),
                lambda line: orders_in(line, roster, calendar, now),
            )
        )
        waiting = {wait.recorded.id for wait in _books(connection, office, calendar).waiting if wait.count is not None}
        for text, order in _agreeing(list(resolved(items, asked, waiting))):
            # The books are kept anew for each order: one may settle what the next one is about.
            result = (
                order
                if isinstance(order, Refused)
                else carry_out(
                    connection,
                    order,
                    readings=readings_about(office.indicator, ledger.recorded_readings(connection)),
                    books=_books(connection, office, calendar),
                    calendar=calendar,
                    roster=roster,
                    now=now,
                    who=sender,
                    way=WAY,
                )
            )
            if isinstance(result, Done):
                done.append(_told(text, result))
            else:
                refused.append(RefusedOrder(text=text, refusal=result.refusal, about=result.about))
        if not items:
            refused.append(RefusedOrder(text=_short(findings.own_words), refusal=Refusal.NOT_UNDERSTOOD))
    connection.execute(
        schema.order_mails.insert().values(
            message=message,
            sender=sender,
            letter=letter,
            done=msgspec.to_builtins(done),
            refused=msgspec.to_builtins(refused),
            recorded_at=now,
        )
    )


def withdraw_orders(connection: Connection, message: int, *, now: dt.datetime) -> None:
    """Undo what an answer ordered, because a receiving server says of another copy of it that its sender is forged; told once."""
    told = [mail for mail in order_mails(connection) if mail.message == message]
    if not any(mail.done for mail in told) or any(
        order.refusal is Refusal.FORGED for mail in told for order in mail.refused
    ):
        return
    undone = [order for mail in told for order in mail.done]
    for order in undone:
        undo(connection, order.ruling, now=now, who=told[0].sender, way=WAY, why="the answer's sender is forged")
    refused = [RefusedOrder(text=order.text, refusal=Refusal.FORGED, about=told[0].sender) for order in undone]
    connection.execute(
        schema.order_mails.insert().values(
            message=message,
            sender=told[0].sender,
            letter=told[0].letter,
            done=[],
            refused=msgspec.to_builtins(refused),
            recorded_at=now,
        )
    )


def order_mails(connection: Connection) -> list[OrderMail]:
    """Give all answers of the office, in their order."""
    return [
        OrderMail(
            message=row.message,
            sender=row.sender,
            letter=row.letter,
            done=msgspec.convert(row.done, tuple[DoneOrder, ...]),
            refused=msgspec.convert(row.refused, tuple[RefusedOrder, ...]),
            recorded_at=row.recorded_at,
        )
        for row in connection.execute(sa.select(schema.order_mails).order_by(schema.order_mails.c.id))
    ]


def _agreeing(orders: list[tuple[str, Order | Refused]]) -> list[tuple[str, Order | Refused]]:
    """Refuse all orders about an item about which a mail says two things: neither is more its sender's than the other."""
    said: dict[int, set[Order]] = {}
    for _text, order in orders:
        if isinstance(order, Order):
            said.setdefault(order.reading, set()).add(order)
    return [
        (text, Refused(refusal=Refusal.CONTRADICTS))
        if isinstance(order, Order) and len(said[order.reading]) > 1
        else (text, order)
        for text, order in orders
    ]


def orders_of_clerk(
    text: str, ours: OurLetter, orders_of: Callable[[str], Iterator[Numbered | Refused]]
) -> Iterator[Numbered | Refused]:
    """Give the orders that the clerk added to our letter, where a program quotes it without a mark; all of them, where it does not.

    Above what is quoted everything is the clerk's. From there on, and right above it where our letter goes on like that, an order
    that stands in our letter is an example, or a word of whoever asks to be counted.
    """
    lines = [(line, list(orders_of(line))) for line in text.splitlines() if any(map(str.isalnum, line))]
    begins = next((at for at, (line, items) in enumerate(lines) if _repeats(line, items, ours)), len(lines))
    while 0 < begins < len(lines) and ours.says("\n".join(line for line, _items in lines[begins - 1 : begins + 1])):
        begins -= 1
    for at, (_line, items) in enumerate(lines):
        yield from (item for item in items if at < begins or not _stands_in(item, ours))


def _repeats(line: str, items: Sequence[Numbered | Refused], ours: OurLetter) -> bool:
    """Tell whether a line is of our letter, its orders apart: the letter suggests whole ones, which the clerk may have taken up."""
    for item in items:
        if isinstance(item, Numbered):
            line = line.replace(item.text, "\n", 1)
    return any(map(ours.is_repeated_in, line.split("\n")))


def _stands_in(item: Numbered | Refused, ours: OurLetter) -> bool:
    return (
        ours.says(item.text) if isinstance(item, Numbered) else ours.says(item.about) or ours.is_repeated_in(item.about)
    )


def _request(connection: Connection, letter: int) -> Any:
    """Give the request that is answered: what it asked, when, and its bytes."""
    table = schema.outbox
    return connection.execute(
        sa.select(table.c.about, table.c.created_at, table.c.raw).where(table.c.id == letter)
    ).one()


def _barred(
    sender: str, received_at: dt.datetime, asked_at: dt.datetime, office: Office, *, forged: bool
) -> Refusal | None:
    if sender not in office.addresses:
        return Refusal.NOT_OFFICE
    if forged:
        return Refusal.FORGED
    return Refusal.EXPIRED if received_at - asked_at > VALID_FOR else None


def _books(connection: Connection, office: Office, calendar: Calendar) -> Books:
    return keep_books(
        ledger.recorded_readings(connection),
        ledger.rulings(connection),
        calendar,
        indicator=office.indicator,
        ladder_begins=office.ladder_begins,
        plausibility=office.plausibility,
    )


def _told(text: str, done: Done) -> DoneOrder:
    ruling = done.ruling
    return DoneOrder(
        text=text,
        action=str(ruling.action),
        unit=ruling.unit,
        period=ruling.period,
        count=ruling.count,
        remembered=done.remembered,
        ruling=ruling.id,
    )


def _short(text: str, most: int = 120) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else line[:most] + "…"
