"""One message in, one place in the ledger: archive, read, decide, record.

Raw bytes are archived before anything looks into them. What is read is recorded in the same transaction that moves the folder's
cursor, so that a killed round leaves either all of a batch or nothing of it, and the next round goes on where it stopped. While a batch
is recorded, those after it are being read.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

import sqlalchemy as sa
from sqlalchemy import exc
from sqlalchemy.engine import Connection

from ingest import ledger as books_kept
from ingest import schema, tokens
from ingest.archive import Archive
from ingest.authenticity import failing
from ingest.books import LONGEST_WAY
from ingest.calendar import Calendar
from ingest.deciding import Replied, decide
from ingest.ledger import Cursor, Ledger, Place, Placed, Sighting
from ingest.mailboxes.values import Expunged, Fetched, Item, SetAside
from ingest.order_mails import REQUESTS, Office, take_orders, withdraw_orders
from ingest.roster import Roster
from ingest.values import Decision, Extraction, PeriodBasis, Reading, Reason
from parsers.identity import undated_key
from parsers.values import Findings, Kind, LetterHead

log = logging.getLogger("dondoc.intake")

Read = Callable[[Iterable[tuple[bytes, dt.datetime | None]]], Iterable[Findings]]
"""Reads raw messages with their instants of receipt, in order; it may take messages ahead of what it has given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A batch of a folder as it came from the server, and the cursor to be stored with it."""

    items: Sequence[Item]
    cursor: Cursor | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """What deciding needs to know."""

    roster: Roster
    calendar: Calendar
    authserv_ids: Mapping[str, frozenset[str]]
    """By mailbox: whose Authentication-Results are believed there."""
    office: Office


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What came of a batch."""

    messages: int = 0
    """New ones."""
    copies: int = 0
    set_aside: int = 0

    def __add__(self, other: Taken) -> Taken:
        """Add up."""
        return Taken(
            messages=self.messages + other.messages,
            copies=self.copies + other.copies,
            set_aside=self.set_aside + other.set_aside,
        )


def take_in(
    arrivals: Iterable[Arrival],
    *,
    ledger: Ledger,
    archive: Archive,
    read: Read,
    campaign: Campaign,
    now: dt.datetime,
) -> Iterator[tuple[Arrival, Taken]]:
    """Take in batches, and give each once it is recorded: everything in it and its cursor, or nothing of it.

    Batches are asked for, archived and read as far ahead as `read` takes messages. Raises ArchiveError or LedgerError, and what
    `arrivals` raises, after what came before was recorded; what was not is asked for again in the next round.
    """
    ahead: deque[_Batch] = deque()
    trouble: list[Exception] = []

    def messages() -> Iterator[tuple[bytes, dt.datetime | None]]:
        try:
            for arrival in arrivals:
                batch = _archived(arrival, ledger, archive)
                ahead.append(batch)
                for item in batch.new.values():
                    yield item.raw, received_at(item, None, campaign.calendar, now)
        except Exception as error:  # noqa: BLE001  raised below
            trouble.append(error)

    def recorded() -> Iterator[tuple[Arrival, Taken]]:
        while ahead and ahead[0].is_read:
            batch = ahead.popleft()
            yield batch.arrival, _recorded(batch, ledger, campaign, now)

    for found in read(messages()):
        # A batch without a new message may stand before the one that this belongs to.
        yield from recorded()
        ahead[0].take(found)
        yield from recorded()
    yield from recorded()
    assert not ahead, "whoever reads gave fewer findings than there were messages"
    if trouble:
        raise trouble[0]


@dataclass(slots=True)
class _Batch:
    """A batch whose messages are archived, and what has been read in them so far."""

    arrival: Arrival
    hashes: Mapping[Place, str]
    new: Mapping[str, Fetched]
    """Messages to be read, by their hashes."""
    findings: dict[str, Findings] = field(default_factory=dict[str, Findings])

    @property
    def is_read(self) -> bool:
        """Whether all of it was read."""
        return len(self.findings) == len(self.new)

    def take(self, findings: Findings) -> None:
        """Note what was found in the next message."""
        self.findings[next(islice(self.new, len(self.findings), None))] = findings


def _archived(arrival: Arrival, ledger: Ledger, archive: Archive) -> _Batch:
    """Keep a batch's messages, and see which of them have to be read: those that were read before only if they came earlier than known."""
    fetched = [item for item in arrival.items if isinstance(item, Fetched)]
    hashes = dict(zip(map(_place, fetched), archive.keep_all([item.raw for item in fetched]), strict=True))
    new: dict[str, Fetched] = {}
    with ledger.reading() as connection:
        known = books_kept.messages_of_raw(connection, hashes.values())
        for item in fetched:
            sha256 = hashes[_place(item)]
            if not _is_old_news(connection, item, known.get(sha256)):
                new.setdefault(sha256, item)
    return _Batch(arrival, hashes, new)


@dataclass(slots=True)
class _Known:
    """What the ledger holds of a batch, and comes to hold while it is recorded."""

    places: dict[Place, Placed]
    by_raw: dict[str, int]
    by_content: dict[str, int]

    def free_place(self, place: Place, sha256: str | None, message: int | None) -> Place | None:
        """Give where a mail is to be recorded that was seen at a place; None if it is recorded already.

        What was set aside is recorded once more when it is had. Where another mail was recorded the server gave its number again, against
        the rules of IMAP: then the mail has a place that only its content tells from the other's.
        """
        for each in (place,) if sha256 is None else (place, _double(place, sha256)):
            before = self.places.get(each)
            if before is None:
                return each
            if before.sha256 in {None, sha256} or (message is not None and before.message == message):
                return each if before.set_aside is not None and sha256 is not None else None
        return None

    def add(self, connection: Connection, sighting: Sighting, message: int | None, now: dt.datetime) -> None:
        """Record a sighting, and remember it."""
        books_kept.add_sighting(connection, sighting, message=message, at=now)
        self.places[sighting.place] = Placed(message=message, sha256=sighting.sha256, set_aside=sighting.set_aside)


def _known(connection: Connection, batch: _Batch, campaign: Campaign, now: dt.datetime) -> _Known:
    keys = [
        key
        for sha256, found in batch.findings.items()
        for key in _keys(found.letter, received_at(batch.new[sha256], found, campaign.calendar, now))
    ]
    places = books_kept.placed(connection, map(_place, batch.arrival.items))
    doubles = [
        _double(place, sha256)
        for place, sha256 in batch.hashes.items()
        if place in places and places[place].sha256 not in {None, sha256}
    ]
    return _Known(
        places=places | books_kept.placed(connection, doubles),
        by_raw=books_kept.messages_of_raw(connection, batch.hashes.values()),
        by_content=books_kept.messages_of_content(connection, keys),
    )


def _recorded(batch: _Batch, ledger: Ledger, campaign: Campaign, now: dt.datetime) -> Taken:
    """Record a batch and its cursor in one transaction."""
    with ledger.writing() as connection:
        taken = _record_all(connection, batch, with_remembered(campaign, connection), now)
        if batch.arrival.cursor is not None:
            books_kept.store_cursor(connection, batch.arrival.cursor)
    return taken


def _record_all(connection: Connection, batch: _Batch, campaign: Campaign, now: dt.datetime) -> Taken:
    """Record the messages of a batch; if that fails on one, it is set aside.

    A savepoint for each message would cost as much as two of its rows, and hardly ever is it needed: so there is one for the batch, and
    only where something fails the batch is recorded anew with one for each.
    """
    try:
        with connection.begin_nested():
            known = _known(connection, batch, campaign, now)
            return sum(
                (_record(connection, item, batch, known, campaign, now) for item in batch.arrival.items), Taken()
            )
    except Exception as error:
        if _is_about_the_database(error):
            raise
        log.warning("recording a batch failed (%r); its messages are recorded one by one", error)
    known = _known(connection, batch, campaign, now)
    return sum(
        (_record_or_set_aside(connection, item, batch, known, campaign, now) for item in batch.arrival.items), Taken()
    )


def _is_about_the_database(error: Exception) -> bool:
    """Tell whether an error is not about a value that the database cannot hold, but about the database: then the batch waits."""
    return isinstance(error, exc.DBAPIError) and not isinstance(error, (exc.DataError, exc.IntegrityError))


def received_at(item: Item, findings: Findings | None, calendar: Calendar, now: dt.datetime) -> dt.datetime | None:
    """Give when a message was received: by the server's INTERNALDATE; where there is none, by its topmost Received, else its Date.

    A time of another age comes from a clock that was wrong, and the next one is asked; where all are, a past one is taken (an old
    mail), a future one never.
    """
    head = findings.letter if findings is not None else None
    told = [item.received_at if isinstance(item, Fetched) else None]
    if head is not None:
        told += [head.received, head.date] if told[0] is None or not _of_this_age(told[0], calendar, now) else []
    times = [time for time in told if time is not None and time.tzinfo is not None]
    sane = [time for time in times if _of_this_age(time, calendar, now)]
    return next(iter((*sane, *(time for time in times if time <= now))), None)


AGE = dt.timedelta(days=366)
"""So far from the campaign's beginning and from now no clock of a working server is."""


def _of_this_age(time: dt.datetime, calendar: Calendar, now: dt.datetime) -> bool:
    begin = dt.datetime.combine(calendar.starts, dt.time(), calendar.zone)
    return begin - AGE <= time <= max(now, begin) + AGE


DATED = dt.timedelta(days=3)
"""So far from its arrival a mail's Date may lie, by queues and slow clocks; one further away was not written when the mail was."""
ONE_DAY = dt.timedelta(days=1)


def _is_dated(head: LetterHead, at: dt.datetime | None) -> bool:
    return head.date is not None and head.date.tzinfo is not None and at is not None and abs(at - head.date) <= DATED


def _keys(head: LetterHead, at: dt.datetime | None) -> list[str]:
    """Give the keys that a message or an earlier copy of it may be recorded under, its own first."""
    if _is_dated(head, at):
        return [head.content_key]
    day = None if at is None else at.astimezone(dt.UTC).date()
    days = [day] if day is None else [day, day - ONE_DAY, day + ONE_DAY]
    return [*(undated_key(head.content_key, head.message_id, each) for each in days), head.content_key]


def _identified(
    connection: Connection, found: Findings, at: dt.datetime | None, known: _Known
) -> tuple[Findings, int | None]:
    """Give what was found under the key that its message has, and that message if it is recorded already.

    Content, with the Date in it, tells one mail from another. Where the Date is missing or of another time, so do the Message-ID and the
    day of arrival: the same mail is in the other mailbox within the day, and the same words next week are the next report.
    """
    own, *others = _keys(found.letter, at)
    for key in (own, *others):
        message = known.by_content.get(key)
        if message is None:
            continue
        told = key in {own, *others[:-1]}  # by all that tells it from others, and not by its content alone
        if told or _is_copy(connection, message, found.letter, at):
            return replace(found, letter=replace(found.letter, content_key=key)), message
    return replace(found, letter=replace(found.letter, content_key=own)), None


def _is_copy(connection: Connection, message: int, head: LetterHead, at: dt.datetime | None) -> bool:
    """Tell whether a mail that was not written when it came is a copy of a message with its content: of one that was, or of one from then."""
    first = books_kept.first_sighting(connection, message)
    if at is None or first is None:
        return True
    return abs(at - first) <= (LONGEST_WAY if _is_dated(head, first) else ONE_DAY)


def _is_old_news(connection: Connection, item: Fetched, message: int | None) -> bool:
    """Tell whether these bytes were read before, as that message, and sighted no later than now."""
    return message is not None and not _is_earlier(connection, message, item.received_at)


def _is_earlier(connection: Connection, message: int, received_at: dt.datetime | None) -> bool:
    first = books_kept.first_sighting(connection, message)
    return received_at is not None and first is not None and received_at < first


def _place(item: Item) -> Place:
    return (item.mailbox, item.folder, item.uidvalidity, item.uid)


def _record_or_set_aside(
    connection: Connection, item: Item, batch: _Batch, known: _Known, campaign: Campaign, now: dt.datetime
) -> Taken:
    """Record a message; a bug in recording it, or a value that cannot be held, is loud and local: it is set aside."""
    try:
        with connection.begin_nested():
            return _record(connection, item, batch, known, campaign, now)
    except Exception as error:
        if _is_about_the_database(error):
            raise
        log.exception("recording failed on UID %d of %s/%s; it is set aside", item.uid, item.mailbox, item.folder)
        sha256 = batch.hashes.get(_place(item))
        found = batch.findings.get(sha256 or "")
        if found is not None:
            found, _ = _identified(connection, found, received_at(item, found, campaign.calendar, now), known)
        message = _sender_of_aside(connection, item, found, sha256, known, now)
        place = known.free_place(_place(item), sha256, message)
        if place is not None and place not in known.places:  # else it was set aside before, and was asked for again
            received = item.received_at if isinstance(item, Fetched) else None
            aside = _sighting(place, received, sha256, set_aside="recording failed")
            known.add(connection, aside, message, now)
        return Taken(set_aside=1)


def _sender_of_aside(
    connection: Connection, item: Item, found: Findings | None, sha256: str | None, known: _Known, now: dt.datetime
) -> int | None:
    """Record of a message that is set aside at least whose it is, if that can be: its units were heard from, and are not chased."""
    if found is None or sha256 is None or not isinstance(item, Fetched):
        return None
    if found.letter.content_key in known.by_content:
        return known.by_content[found.letter.content_key]
    try:
        with connection.begin_nested():
            message = books_kept.add_message(connection, found.letter, sha256=sha256, size=len(item.raw), at=now)
            nothing = Extraction(kind=Kind.OTHER)
            books_kept.add_extraction(
                connection, message, nothing, head=found.letter, letter=None, at=now, set_aside="recording failed"
            )
    except Exception:
        log.exception("nor can its sender be recorded")
        return None
    known.by_content[found.letter.content_key] = message
    return message


def _record(
    connection: Connection, item: Item, batch: _Batch, known: _Known, campaign: Campaign, now: dt.datetime
) -> Taken:
    if isinstance(item, Expunged):
        return Taken()
    sha256 = batch.hashes.get(_place(item))
    found = batch.findings.get(sha256 or "")
    received = received_at(item, found, campaign.calendar, now)
    message = None if sha256 is None else known.by_raw.get(sha256)
    if isinstance(item, Fetched) and _is_old_news(connection, item, message):
        # The same bytes were recorded while these were being read.
        found = None
    if found is not None:
        found, same = _identified(connection, found, received, known)
        message = same if message is None else message
    place = known.free_place(_place(item), sha256, message)
    if place is None:
        return Taken()
    if isinstance(item, SetAside) or sha256 is None:
        why = f"{item.reason}: {item.detail}" if isinstance(item, SetAside) else None
        known.add(connection, _sighting(place, received, sha256, set_aside=why), None, now)
        return Taken(set_aside=1)
    copy = message is not None
    if found is not None:
        message = _record_findings(connection, message, found, item, sha256, campaign, now)
        known.by_content[found.letter.content_key] = message
    known.add(connection, _sighting(place, received, sha256), message, now)
    if message is not None:
        known.by_raw[sha256] = message
    return Taken(copies=1) if copy else Taken(messages=1)


def _sighting(
    place: Place, received_at: dt.datetime | None, sha256: str | None, *, set_aside: str | None = None
) -> Sighting:
    mailbox, folder, uidvalidity, uid = place
    return Sighting(
        mailbox=mailbox,
        folder=folder,
        uidvalidity=uidvalidity,
        uid=uid,
        received_at=received_at,
        sha256=sha256,
        set_aside=set_aside,
    )


def _double(place: Place, sha256: str) -> Place:
    """Give a place that is told from another by its content alone, under a UIDVALIDITY that no server gives."""
    mailbox, folder, _, uid = place
    return (mailbox, folder, -(2**32) - int(sha256[:14], 16), uid)


def _record_findings(
    connection: Connection,
    message: int | None,
    findings: Findings,
    item: Fetched,
    sha256: str,
    campaign: Campaign,
    now: dt.datetime,
) -> int:
    """Record a new message and what it says; of a copy, only what it changes: an earlier sighting, a verdict of its server."""
    letter, replied = answered_letter(connection, findings)
    at = received_at(item, findings, campaign.calendar, now) or now
    first = None if message is None else books_kept.first_sighting(connection, message)
    at = at if first is None else min(at, first)
    orders = replied is not None and replied.duty in REQUESTS and findings.letter.automatic is None
    extraction, aside = Extraction(kind=Kind.OTHER), None
    if is_ours(connection, findings):
        extraction, orders = Extraction(kind=Kind.AUTOMATIC), False
    elif not orders or _is_units(findings, campaign):
        extraction, aside = _decided(findings, item.mailbox, at, answering(replied), campaign)
        orders = orders and not extraction.readings
    forged = _is_forged(findings, campaign.authserv_ids.get(item.mailbox, frozenset()))
    if message is None:
        message = books_kept.add_message(connection, findings.letter, sha256=sha256, size=len(item.raw), at=now)
        if orders and letter is not None:
            take_orders(
                connection,
                findings,
                message=message,
                letter=letter,
                received_at=at,
                forged=forged,
                office=campaign.office,
                roster=campaign.roster,
                calendar=campaign.calendar,
                now=now,
            )
    else:
        if orders and forged:
            withdraw_orders(connection, message, now=now)
        changed = _changed(connection, message, extraction)
        if changed is None:
            return message
        extraction = changed
    books_kept.add_extraction(
        connection, message, extraction, head=findings.letter, letter=letter, at=now, set_aside=aside
    )
    return message


def is_ours(connection: Connection, findings: Findings) -> bool:
    """Tell whether a mail is a letter of ours that came back: its own Message-ID is one that we signed."""
    return next(_signed(connection, [findings.letter.message_id]), None) is not None


def _signed(connection: Connection, texts: Sequence[str]) -> Iterator[int]:
    """Give the letters whose valid tokens stand in texts; the key is asked for where anything looks like a token."""
    return tokens.letters_in(texts, books_kept.signing_key(connection)) if tokens.maybe_in(texts) else iter(())


def answering(replied: Replied | None) -> Replied | None:
    """Give the letter that a report answers; one to the office about many units says nothing about whose report it is."""
    return None if replied is not None and replied.duty in REQUESTS else replied


def _is_units(findings: Findings, campaign: Campaign) -> bool:
    """Tell whether a mail comes from a unit and not from the office: a clerk may have passed a request of ours on to it."""
    sender = findings.letter.sender.email
    return sender not in campaign.office.addresses and bool(campaign.roster.at_address(sender))


def _is_forged(findings: Findings, trusted: frozenset[str]) -> bool:
    head = findings.letter
    return failing(head.authentication_results, trusted, head.sender.email) is not None


def _decided(
    findings: Findings, mailbox: str, received_at: dt.datetime, replied: Replied | None, campaign: Campaign
) -> tuple[Extraction, str | None]:
    try:
        return (
            decide(
                findings,
                roster=campaign.roster,
                calendar=campaign.calendar,
                received_at=received_at,
                authserv_ids=campaign.authserv_ids.get(mailbox, frozenset()),
                replied=replied,
                has_ledger=True,
            ),
            None,
        )
    except Exception:  # a bug is loud and local: this message is set aside, the next one is read
        log.exception("deciding failed on the message of %s; it is set aside", findings.letter.sender.email)
        return Extraction(kind=Kind.OTHER), "deciding failed"


def _changed(connection: Connection, message: int, extraction: Extraction) -> Extraction | None:
    """Give what stands about a message once another copy of it was seen, None if that is what stands already.

    Whichever copy comes first, the earliest sighting says which week is meant, and a failing verdict of either server counts. What a
    human ruled on stays as it is.
    """
    stands = books_kept.recorded_readings(connection, message=message)
    if not stands or not extraction.readings:
        return None
    readings = with_verdicts(extraction, (recorded.reading for recorded in stands)).readings
    if list(map(_said, readings)) == [_said(recorded.reading) for recorded in stands]:
        return None
    ruled = {ruling.reading for ruling in books_kept.rulings(connection)}
    if any(recorded.id in ruled for recorded in stands):
        return None
    return replace(extraction, readings=readings)


def with_verdicts(extraction: Extraction, stands: Iterable[Reading]) -> Extraction:
    """Give an extraction with the verdicts that another copy's server gave."""
    verdicts = {reason for reading in stands for reason in reading.reasons if reason.code in VERDICTS}
    return replace(extraction, readings=tuple(_doubted(reading, verdicts) for reading in extraction.readings))


def _said(reading: Reading) -> Reading:
    """Give a reading without the period that its arrival suggests: which one it is, the books settle by the earliest sighting."""
    return replace(reading, period=dt.date.min) if reading.basis is PeriodBasis.ARRIVAL else reading


def _doubted(reading: Reading, verdicts: set[Reason]) -> Reading:
    if not verdicts:
        return reading
    reasons = tuple(dict.fromkeys((*reading.reasons, *sorted(verdicts, key=lambda reason: reason.about))))
    return replace(reading, decision=Decision.REVIEW, reasons=reasons)


VERDICTS = frozenset({"forged"})
"""Reasons that come from a receiving server's verdict and so may differ between two copies of a message."""


def with_remembered(campaign: Campaign, connection: Connection) -> Campaign:
    """Give the campaign with the addresses that rulings tied to units."""
    return replace(campaign, roster=roster_with(campaign.roster, books_kept.remembered_addresses(connection)))


def roster_with(roster: Roster, remembered: Iterable[tuple[str, str, dt.datetime]]) -> Roster:
    """Give a roster whose units have their remembered addresses too, after their own."""
    more: dict[str, list[str]] = {}
    for address, unit, _since in remembered:
        more.setdefault(unit, []).append(address)
    return Roster(
        tuple(
            replace(unit, addresses=tuple(dict.fromkeys((*unit.addresses, *more.get(unit.id, ())))))
            for unit in roster.units
        )
    )


def answered_letter(connection: Connection, findings: Findings) -> tuple[int | None, Replied | None]:
    """Give the letter out that a mail answers or returns, by a valid token in its references or subject."""
    head = findings.letter
    table = schema.outbox
    for number in _signed(connection, [*reversed(head.references), head.subject, *head.returned_message_ids]):
        row = connection.execute(
            sa.select(table.c.id, table.c.units, table.c.period, table.c.duty, table.c.about).where(
                table.c.id == number
            )
        ).one_or_none()
        if row is None:
            continue
        return row.id, Replied(units=tuple(row.units), period=row.period, duty=row.duty)
    return None, None
