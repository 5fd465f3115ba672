"""One message in, one place in the ledger: archive, read, decide, record.

Raw bytes are archived before anything looks into them. What is read is recorded in the same transaction that moves the folder's
cursor, so that a killed round leaves either all of a batch or nothing of it, and the next round goes on where it stopped.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import sqlalchemy as sa
from sqlalchemy import exc
from sqlalchemy.engine import Connection

from ingest import ledger as books_kept
from ingest import schema, tokens
from ingest.archive import Archive
from ingest.authenticity import failing
from ingest.calendar import Calendar
from ingest.deciding import Replied, decide
from ingest.ledger import Cursor, Ledger, Sighting
from ingest.mailboxes.values import Expunged, Fetched, Item, SetAside
from ingest.order_mails import REQUESTS, Office, take_orders, withdraw_orders
from ingest.roster import Roster
from ingest.values import Decision, Extraction, PeriodBasis, Reading, Reason
from parsers.values import Findings, Kind

log = logging.getLogger("dondoc.intake")

Read = Callable[[Sequence[tuple[bytes, dt.datetime | None]]], Iterable[Findings]]
"""Reads raw messages with their instants of receipt, in order."""


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
    items: Sequence[Item],
    cursor: Cursor | None,
    *,
    ledger: Ledger,
    archive: Archive,
    read: Read,
    campaign: Campaign,
    now: dt.datetime,
) -> Taken:
    """Take in one batch of a folder: everything in it is recorded and the cursor moved, or nothing is.

    Raises ArchiveError or LedgerError; then the batch is asked for again in the next round.
    """
    fetched = [item for item in items if isinstance(item, Fetched)]
    hashes = dict(zip(map(_place, fetched), archive.keep_all([item.raw for item in fetched]), strict=True))
    with ledger.reading() as connection:
        known = {hashes[_place(item)] for item in fetched if _is_old_news(connection, item, hashes[_place(item)])}
    findings = _read_new(fetched, hashes, known, read, campaign.calendar, now)
    taken = Taken()
    with ledger.writing() as connection:
        campaign = with_remembered(campaign, connection)
        for item in items:
            taken += _record_or_set_aside(connection, item, hashes, findings, campaign, now)
        if cursor is not None:
            books_kept.store_cursor(connection, cursor)
    return taken


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


def _is_old_news(connection: Connection, item: Fetched, sha256: str) -> bool:
    """Tell whether these bytes were read before, and sighted no later than now."""
    message = books_kept.message_of_raw(connection, sha256)
    return message is not None and not _is_earlier(connection, message, item.received_at)


def _is_earlier(connection: Connection, message: int, received_at: dt.datetime | None) -> bool:
    first = books_kept.first_sighting(connection, message)
    return received_at is not None and first is not None and received_at < first


def _place(item: Fetched | SetAside | Expunged) -> tuple[str, str, int, int]:
    return (item.mailbox, item.folder, item.uidvalidity, item.uid)


def _read_new(
    fetched: Sequence[Fetched],
    hashes: Mapping[tuple[str, str, int, int], str],
    known: set[str],
    read: Read,
    calendar: Calendar,
    now: dt.datetime,
) -> dict[str, Findings]:
    new: dict[str, Fetched] = {}
    for item in fetched:
        sha256 = hashes[_place(item)]
        if sha256 not in known:
            new.setdefault(sha256, item)
    results = read([(item.raw, received_at(item, None, calendar, now)) for item in new.values()])
    return dict(zip(new, results, strict=True))


def _record_or_set_aside(
    connection: Connection,
    item: Item,
    hashes: Mapping[tuple[str, str, int, int], str],
    findings: Mapping[str, Findings],
    campaign: Campaign,
    now: dt.datetime,
) -> Taken:
    """Record a message; a bug in recording it is loud and local: it is set aside, and the next one is recorded.

    So is a value that the database cannot hold. Anything else that the database says is about the database: the batch waits.
    """
    try:
        with connection.begin_nested():
            return _record(connection, item, hashes, findings, campaign, now)
    except Exception as error:
        if isinstance(error, exc.DBAPIError) and not isinstance(error, (exc.DataError, exc.IntegrityError)):
            raise
        log.exception("recording failed on UID %d of %s/%s; it is set aside", item.uid, item.mailbox, item.folder)
        sha256 = hashes.get(_place(item))
        aside = Sighting(
            mailbox=item.mailbox,
            folder=item.folder,
            uidvalidity=item.uidvalidity,
            uid=item.uid,
            received_at=item.received_at if isinstance(item, Fetched) else None,
            sha256=sha256,
            set_aside="recording failed",
        )
        message = _sender_of_aside(connection, item, findings.get(sha256 or ""), sha256, now)
        if books_kept.placed(connection, aside) is None:  # else it was set aside before, and was asked for again
            books_kept.add_sighting(connection, aside, message=message, at=now)
        return Taken(set_aside=1)


def _sender_of_aside(
    connection: Connection, item: Item, found: Findings | None, sha256: str | None, now: dt.datetime
) -> int | None:
    """Record of a message that is set aside at least whose it is, if that can be: its units were heard from, and are not chased."""
    if found is None or sha256 is None or not isinstance(item, Fetched):
        return None
    try:
        with connection.begin_nested():
            known = books_kept.message_of_content(connection, found.letter.content_key)
            if known is not None:
                return known
            message = books_kept.add_message(connection, found.letter, sha256=sha256, size=len(item.raw), at=now)
            nothing = Extraction(kind=Kind.OTHER)
            books_kept.add_extraction(
                connection, message, nothing, head=found.letter, letter=None, at=now, set_aside="recording failed"
            )
            return message
    except Exception:
        log.exception("nor can its sender be recorded")
        return None


def _record(
    connection: Connection,
    item: Item,
    hashes: Mapping[tuple[str, str, int, int], str],
    findings: Mapping[str, Findings],
    campaign: Campaign,
    now: dt.datetime,
) -> Taken:
    if isinstance(item, Expunged):
        return Taken()
    sha256 = hashes.get(_place(item))
    sighting = Sighting(
        mailbox=item.mailbox,
        folder=item.folder,
        uidvalidity=item.uidvalidity,
        uid=item.uid,
        received_at=received_at(item, findings.get(sha256 or ""), campaign.calendar, now),
        sha256=sha256,
        set_aside=f"{item.reason}: {item.detail}" if isinstance(item, SetAside) else None,
    )
    known = books_kept.placed(connection, sighting)
    if isinstance(item, SetAside) or sha256 is None:
        if known is None:
            books_kept.add_sighting(connection, sighting, message=None, at=now)
        return Taken(set_aside=int(known is None))
    if known is not None and known.set_aside is None and known.sha256 == sha256:
        return Taken()
    message = books_kept.message_of_raw(connection, sha256)
    found = findings.get(sha256)
    if message is None and found is not None:
        message = books_kept.message_of_content(connection, found.letter.content_key)
    if known is not None and known.set_aside is None:
        if message is not None and message == known.message:
            return Taken()
        # Its number was another mail's before: the server gave it again, against the rules of IMAP.
        sighting = replace(sighting, uidvalidity=_number_of(sha256))
        if books_kept.placed(connection, sighting) is not None:
            return Taken()
    copy = message is not None
    if found is not None:
        message = _record_findings(connection, message, found, item, sha256, campaign, now)
    books_kept.add_sighting(connection, sighting, message=message, at=now)
    return Taken(copies=1) if copy else Taken(messages=1)


def _number_of(sha256: str) -> int:
    """Give a UIDVALIDITY that no server gives, for a place that is told from its double by its content alone."""
    return -(2**32) - int(sha256[:14], 16)


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
    return tokens.letter_of(findings.letter.message_id, books_kept.signing_key(connection)) is not None


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
    key = books_kept.signing_key(connection)
    table = schema.outbox
    for number in tokens.letters_in([*reversed(head.references), head.subject, *head.returned_message_ids], key):
        row = connection.execute(
            sa.select(table.c.id, table.c.units, table.c.period, table.c.duty, table.c.about).where(
                table.c.id == number
            )
        ).one_or_none()
        if row is None:
            continue
        return row.id, Replied(units=tuple(row.units), period=row.period, duty=row.duty)
    return None, None
