"""IMAP answers read into values, and messages parted into batches. Pure; suspicious of every server."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, cast

from imapclient.datetime_util import parse_to_datetime
from imapclient.exceptions import ProtocolError
from imapclient.response_parser import parse_fetch_response

Line = bytes | tuple[bytes, bytes]
"""What imaplib makes of an answer: a line, or the part of a line before a literal together with the literal."""
USUAL_BODY = re.compile(
    rb'\* \d{1,10} FETCH \(UID (\d{1,10})(?: INTERNALDATE "([^"\\\r\n]{20,40})")? BODY\[\] \{(\d{1,9})\}\r\n'
)
USUAL_SIZE = re.compile(
    rb"\* \d{1,10} FETCH \((?:UID (\d{1,10}) RFC822\.SIZE (\d{1,12})|RFC822\.SIZE (\d{1,12}) UID (\d{1,10}))\)\r\n"
)
"""How nearly every server begins a message, and tells a size. Read so, and by no library, which takes each line apart by several patterns or
byte by byte: half the time of a fetch. Anything that doesn't fit to the letter goes to the libraries."""


class UsualBody(NamedTuple):
    """A whole answer of the usual form."""

    uid: bytes
    date: bytes
    """Empty where there is none."""
    raw: bytes


class UsualSize(NamedTuple):
    """A whole answer of the usual form."""

    uid: bytes
    size: bytes


Record = Line | UsualBody | UsualSize | None

_UIDS = re.compile(rb"[\d ]*")
_HIGHEST_UID = 2**32 - 1
_USUAL_DATE = re.compile(rb"([ \d]\d)-([A-Z][a-z]{2})-(\d{4}) (\d\d):(\d\d):(\d\d) ([+-]\d\d)(\d\d)")
_MONTH_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTHS = {name.encode(): number for number, name in enumerate(_MONTH_NAMES, 1)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """One message of a FETCH answer."""

    raw: bytes = field(repr=False)
    received_at: dt.datetime | None


def uids_in(records: Iterable[Record]) -> list[int]:
    """Read a SEARCH answer: ascending, each UID once, whatever order and however many lines it came in."""
    found: set[int] = set()
    for record in records:
        if isinstance(record, bytes):
            # A server with CONDSTORE may add `(MODSEQ 123)`.
            digits = _UIDS.match(record)
            found.update(map(int, digits.group().split()) if digits else ())
    return sorted(uid for uid in found if 0 < uid <= _HIGHEST_UID)


def sizes_in(records: Iterable[Record]) -> dict[int, int]:
    """Read RFC822.SIZE by UID. Of several answers for a UID the largest size counts: it bounds memory."""
    sizes: dict[int, int] = {}
    for uid, answer in _answers(records):
        size = answer.get(b"RFC822.SIZE")
        if isinstance(size, int):
            sizes[uid] = max(size, sizes.get(uid, 0))
    return sizes


def bodies_in(records: Iterable[Record]) -> dict[int, Body]:
    """Read BODY[] and INTERNALDATE by UID, leaving out whatever has no body, and UIDs that came with two different ones.

    Answers may come in any order, twice, for messages that nobody asked about, and for flags that another client changed.
    """
    bodies: dict[int, Body] = {}
    contradicted: set[int] = set()
    for uid, answer in _answers(records):
        raw = answer.get(b"BODY[]")
        if not isinstance(raw, bytes) or not raw:
            continue
        if uid in bodies and bodies[uid].raw != raw:
            contradicted.add(uid)
        bodies[uid] = Body(raw=raw, received_at=_instant(answer.get(b"INTERNALDATE")))
    return {uid: body for uid, body in bodies.items() if uid not in contradicted}


def _answers(records: Iterable[Record]) -> Iterator[tuple[int, Mapping[bytes, object]]]:
    """Give each FETCH answer that parses with its UID.

    They are parsed one at a time, so that one that makes no sense spoils no other, and by the UID that they state alone: an
    unsolicited answer without one must not be taken for the message whose UID happens to be its sequence number.
    """
    pieces: list[Line | None] = []
    for record in records:
        if isinstance(record, UsualBody):
            yield int(record.uid), {b"BODY[]": record.raw, b"INTERNALDATE": _date(record.date)}
        elif isinstance(record, UsualSize):
            yield int(record.uid), {b"RFC822.SIZE": int(record.size)}
        else:
            pieces.append(record)
    for group in grouped(pieces):
        try:
            # The library's annotation names lines alone, and its lexer reads literals too.
            lines = cast("list[bytes]", group)
            parsed = parse_fetch_response(lines, normalise_times=False, uid_is_key=False)
        except (ProtocolError, ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError):
            continue
        for answer in parsed.values():
            uid = answer.get(b"UID")
            if isinstance(uid, int) and uid > 0:
                yield uid, answer


def _date(text: bytes) -> dt.datetime | None:
    """Read an INTERNALDATE; by the library's patient and slow parser where it is not as RFC 3501 has it."""
    if not text:
        return None
    found = _USUAL_DATE.fullmatch(text)
    try:
        if found is None:
            return parse_to_datetime(text, normalise=False)
        day, month, year, hour, minute, second, hours, minutes = map(
            int, (found[1], _MONTHS[found[2]], *found.groups()[2:])
        )
        offset = dt.timedelta(hours=hours, minutes=-minutes if found[7].startswith(b"-") else minutes)
        return dt.datetime(year, month, day, hour, minute, second, tzinfo=dt.timezone(offset))
    except (ValueError, LookupError, OverflowError):
        return None


def grouped(pieces: Iterable[Line | None]) -> Iterator[list[Line]]:
    """Put together the pieces of each answer: those that end in a literal, then the rest of the line."""
    group: list[Line] = []
    for piece in pieces:
        if piece is None:
            continue
        group.append(piece)
        if isinstance(piece, bytes):
            yield group
            group = []


def _instant(value: object) -> dt.datetime | None:
    if not isinstance(value, dt.datetime) or value.tzinfo is None:
        return None
    try:
        return value.astimezone(dt.UTC)
    except (OverflowError, ValueError):
        return None


def uid_set(uids: Sequence[int]) -> str:
    """Write ascending UIDs as a set: runs of neighbours as ranges, and never a UID in between that is not among them."""
    parts: list[str] = []
    start = previous = uids[0]
    for uid in (*uids[1:], 0):
        if uid == previous + 1:
            previous = uid
            continue
        parts.append(str(start) if start == previous else f"{start}:{previous}")
        start = previous = uid
    return ",".join(parts)


def grouped_by_size(
    uids: Sequence[int], sizes: Mapping[int, int], *, limit_bytes: int, limit_count: int
) -> Iterator[tuple[int, ...]]:
    """Part UIDs, in order, into groups to fetch with one command each: bounded in bytes, so that memory is.

    One without a known size, or larger than the bound by itself, is a group of its own.
    """
    group: list[int] = []
    total = 0
    for uid in uids:
        size = sizes.get(uid, limit_bytes)
        if group and (total + size > limit_bytes or len(group) >= limit_count):
            yield tuple(group)
            group, total = [], 0
        group.append(uid)
        total += size
    if group:
        yield tuple(group)


def imap_date(day: dt.date) -> str:
    """Write a date as SEARCH wants it, in English whatever the locale."""
    return f"{day.day}-{_MONTH_NAMES[day.month - 1]}-{day.year:04d}"
