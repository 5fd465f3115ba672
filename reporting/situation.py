"""The situation: everything that duties and letters are derived from, read from the ledger at one moment."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from sqlalchemy.engine import Connection

from ingest import chain, ledger
from ingest.books import Books, Plausibility, RecordedReading, Ruling, keep_books, readings_about
from ingest.calendar import WEEK, Calendar, Period
from ingest.ledger import AsideMail, Fault, FolderAccount, MailboxHealth, RecordedExtraction
from ingest.order_mails import OrderMail, order_mails
from ingest.roster import Roster
from reporting.outbox import (
    REFUSED_ADDRESS,
    Attempt,
    LetterOut,
    State,
    bare_letters,
    last_attempts,
    letters_out,
)
from reporting.standing import PeriodStanding, standing_in
from reporting.views import Campaign, OfficialHead, Target

_ABOUT_US = re.compile(r"\b5\.(?:3|5|6|7)\.\d|\b5\.4\.5\b")
"""Refusals (RFC 3463) that speak of the sender, its mail or the system (quota used up, blocked), not of the address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """When the office wants mail to go out."""

    before: tuple[dt.timedelta, ...]
    """Reminders, so long ahead of the deadline."""
    after: tuple[dt.timedelta, ...]
    """Overdue notices, so long after it."""
    receipts: bool
    summary_after: dt.timedelta
    revise: dt.timedelta
    review_gap: dt.timedelta = dt.timedelta(hours=1)
    gap: dt.timedelta = dt.timedelta(hours=1)
    """At least so long between two letters that chase the same address."""
    quiet: tuple[dt.time, dt.time] | None = None
    """From and until when, local time, nobody is chased."""
    copy_head: tuple[dt.timedelta, ...] = ()
    """Overdue steps that go to the unit's head in copy."""
    announce: dt.timedelta = WEEK
    """How long ahead units are told of a moved or waived deadline, and the office warned of a holiday."""
    letters_a_day: int = 10
    """At most so many letters to one address outside the office in 24 hours."""
    alert_after: dt.timedelta = dt.timedelta(minutes=15)
    """How long a mailbox or sending may fail before the office is told, if nothing is held for it; twice as long after each alert of a day."""
    receipt_within: dt.timedelta = WEEK
    """A message that was found later than this is not answered any more."""
    retry_for: dt.timedelta = dt.timedelta(days=2)

    @property
    def ladder_begins(self) -> dt.timedelta:
        """Give how long before a deadline its first reminder goes out."""
        return max(self.before, default=dt.timedelta(0))


@dataclass(frozen=True, kw_only=True)
class Situation:
    """All that is known at an instant; what can be derived from it is, once."""

    now: dt.datetime
    campaign: Campaign
    calendar: Calendar
    roster: Roster
    policy: Policy
    office: tuple[str, ...]
    own_addresses: tuple[str, ...]
    mailboxes: Mapping[str, str]
    """Address by name, in the configuration's order."""
    readings: tuple[RecordedReading, ...]
    rulings: tuple[Ruling, ...]
    extractions: tuple[RecordedExtraction, ...]
    letters: tuple[LetterOut, ...]
    attempts: Mapping[int, Attempt]
    bare: frozenset[int] = frozenset()
    """Letters that go out without what was attached, because they were refused with it."""
    health: Mapping[str, MailboxHealth]
    faults: Mapping[str, Fault] = field(default_factory=dict[str, Fault])
    """What is or was wrong with the machine, by name."""
    order_mails: tuple[OrderMail, ...]
    aside: tuple[AsideMail, ...] = ()
    accounts: tuple[FolderAccount, ...] = ()
    ledger_head: str = ""
    """Hash of the ledger's last link."""
    books: Books
    is_exempt: Callable[[str, dt.date], bool]
    """Tells whether a unit owes nothing for a period."""
    holiday_on: Callable[[dt.date], str]
    """Gives the name of the public holiday on a date, empty where there is none that the office has not decided on."""
    target: Target | None = None
    head: OfficialHead | None = None
    """What the official report carries; None: none is made."""
    templates: Path | None = None
    """A folder of the office's own templates."""
    raw_of: Callable[[str], bytes] | None = None
    """Gives the raw bytes of an archived mail by its hash; None where nothing is to be sent."""
    unread: frozenset[str] = field(default=frozenset())
    """Mailboxes that could not be read in this round."""

    def standing(self, period: Period) -> PeriodStanding:
        """Give how all units stand in a period."""
        return self._standings[period.key] if period.key in self._standings else self._derive(period)

    @cached_property
    def _standings(self) -> dict[dt.date, PeriodStanding]:
        return {period.key: self._derive(period) for period in self.calendar.periods_until(self.now)}

    def _derive(self, period: Period) -> PeriodStanding:
        return standing_in(
            period,
            self.roster,
            self.books,
            self.campaign.indicator,
            is_exempt=self.is_exempt,
            heard_from=frozenset(self._heard_from(period)),
        )

    def _heard_from(self, period: Period) -> Iterator[str]:
        """Give the units that wrote in a period what nobody could read, or what says a week that is none: they are not chased."""
        for extraction in self.extractions:
            if extraction.set_aside is not None and period.opens < extraction.received_at <= period.deadline + WEEK:
                yield from (unit.id for unit in self.roster.at_address(extraction.sender))
        for wait in self.books.waiting:
            if wait.period is None and period.opens < wait.recorded.received_at <= period.deadline:
                yield from wait.units

    @cached_property
    def by_message(self) -> Mapping[int, RecordedExtraction]:
        """Give what stands about each message."""
        return {extraction.message: extraction for extraction in self.extractions}

    @cached_property
    def dead_addresses(self) -> frozenset[str]:
        """Give the addresses that refuse mail for good, by a bounce of one of our letters or at the SMTP server."""
        # A bounce speaks of the recipients of the letter that it returns, and of nobody else: anybody can write one.
        sent_to = {letter.id: {*letter.duty.recipients, *letter.duty.cc} for letter in self.letters}
        bounced = {
            failed.address
            for extraction in self.extractions
            if extraction.letter is not None
            for failed in extraction.failed
            if failed.permanent and failed.address in sent_to.get(extraction.letter, ())
        }
        # A letter that was given up, or that no server would take whoever it was for, says nothing about its address.
        refused = {
            letter.duty.recipients[0]
            for letter in self.letters
            if letter.state is State.FAILED and letter.duty.units and self._refused(letter)
        }
        return frozenset(bounced | refused) - set(self.office)

    def _refused(self, letter: LetterOut) -> bool:
        last = self.attempts.get(letter.id)
        return last is not None and last.outcome == REFUSED_ADDRESS and not _ABOUT_US.search(last.detail)

    def address_of(self, unit: str) -> str | None:
        """Give the address to write to: the roster's first one that isn't dead."""
        found = self.roster.by_id.get(unit)
        return (
            next((address for address in found.addresses if address not in self.dead_addresses), None)
            if found
            else None
        )


def load_situation(
    connection: Connection,
    *,
    now: dt.datetime,
    campaign: Campaign,
    calendar: Calendar,
    roster: Roster,
    policy: Policy,
    plausibility: Plausibility,
    office: tuple[str, ...],
    own_addresses: tuple[str, ...],
    mailboxes: Mapping[str, str],
    is_exempt: Callable[[str, dt.date], bool],
    holiday_on: Callable[[dt.date], str],
    target: Target | None = None,
    head: OfficialHead | None = None,
    templates: Path | None = None,
    raw_of: Callable[[str], bytes] | None = None,
    unread: frozenset[str] = frozenset(),
) -> Situation:
    """Read the ledger and derive the books."""
    readings = readings_about(campaign.indicator, ledger.recorded_readings(connection))
    rulings = tuple(ledger.rulings(connection))
    books = keep_books(
        readings,
        rulings,
        calendar,
        indicator=campaign.indicator,
        ladder_begins=policy.ladder_begins,
        plausibility=plausibility,
    )
    return Situation(
        now=now,
        campaign=campaign,
        calendar=calendar,
        roster=roster,
        policy=policy,
        office=office,
        own_addresses=own_addresses,
        mailboxes=mailboxes,
        readings=readings,
        rulings=rulings,
        extractions=tuple(ledger.recorded_extractions(connection)),
        letters=tuple(letters_out(connection)),
        attempts=last_attempts(connection),
        bare=bare_letters(connection),
        health=ledger.health(connection),
        faults=ledger.faults(connection),
        order_mails=tuple(order_mails(connection)),
        aside=tuple(ledger.aside_mails(connection)),
        accounts=tuple(ledger.folder_accounts(connection, (wait.recorded.message for wait in books.waiting))),
        ledger_head=chain.head(connection),
        books=books,
        is_exempt=is_exempt,
        holiday_on=holiday_on,
        target=target,
        head=head,
        templates=templates,
        raw_of=raw_of,
        unread=unread,
    )
