"""The worker: one round polls every mailbox, records what came, and does every duty that is due.

A round is given its instant. Whatever was missed by earlier rounds is caught up, because duties follow from the ledger.
"""

from __future__ import annotations

import datetime as dt
import logging
import time
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field, replace
from email.utils import parseaddr
from types import TracebackType
from typing import Any, Self

from sqlalchemy.engine import Connection

from dondoc import machine
from dondoc.connections import mailbox_account, smtp_account
from dondoc.metrics import measure, open_metrics
from dondoc.settings import Settings
from ingest import ledger as kept
from ingest.archive import Archive, ArchiveError
from ingest.books import Plausibility
from ingest.intake import Arrival, Taken, roster_with, take_in
from ingest.intake import Campaign as Deciding
from ingest.ledger import Cursor, Ledger, LedgerError, open_ledger
from ingest.mailboxes import Batch, Expunged, Fetched, FolderCursor, Mailbox, MailboxError
from ingest.order_mails import Office
from ingest.reading_process import ReadingPool, ReadingUnavailableError
from reporting import views
from reporting.composing import compose
from reporting.duties import held, owed, still_owed
from reporting.outbox import (
    LONGEST_WAIT,
    REFUSED_ADDRESS,
    WITHOUT_FILES,
    DutyKind,
    LetterOut,
    State,
    claim,
    last_attempts,
    letter_out,
    record_duty,
    settle,
    to_send,
)
from reporting.situation import Policy, Situation, load_situation
from reporting.smtp import Delivery, Sender, SmtpError, Stage
from reporting.smtp import Outcome as Handling

log = logging.getLogger("dondoc")

BEFORE_THE_START = dt.timedelta(days=7)
"""How far back a folder is read when it is read first: a report may come before the campaign's first day."""

RETRIES, RETRY_SECONDS = 20, 60.0
"""So many mails that were set aside are asked for again in a round of a mailbox, as long as it takes no longer."""

IMPORTED = "import"
"""Stands for the mailbox of what came from files."""

Told = Callable[[str], None]
"""Shows progress to whoever looks on."""


@dataclass(slots=True)
class Round:
    """What one round did."""

    taken: Taken = field(default_factory=Taken)
    sent: int = 0
    problems: list[str] = field(default_factory=list)
    """Failures of a mailbox, SMTP or the ledger, in words: any of them makes the round's exit status 1."""


class Worker:
    """Keeps what lasts between rounds: the ledger, one connection a mailbox, the reading processes."""

    def __init__(self, settings: Settings, *, told: Told | None = None, reading: ReadingPool | None = None) -> None:
        """Open the ledger and claim it; `reading` are processes that outlive this worker. Raises LedgerError, ArchiveError, RosterError."""
        self.settings = settings
        self._told = told or (lambda _text: None)
        with ExitStack() as stack:
            self.ledger: Ledger = open_ledger(settings.ledger_url)
            stack.callback(self.ledger.close)
            self.ledger.claim()
            self.archive = Archive(settings.path(settings.storage.archive))
            self.archive.sweep()
            self._mailboxes = {
                mailbox.name: Mailbox(mailbox_account(settings, mailbox)) for mailbox in settings.mailboxes
            }
            for mailbox in self._mailboxes.values():
                stack.callback(mailbox.close)
            self._no_sending: str | None = "not known"
            self._waiting: Counter[int] = Counter()
            self.metrics = open_metrics(settings)
            self._reading = reading or stack.enter_context(
                ReadingPool(settings.vocabulary, processes=settings.worker.readers)
            )
            self._stack = stack.pop_all()

    def __enter__(self) -> Self:
        """Give itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go of everything."""
        self.close()

    def close(self) -> None:
        """Close connections, stop the reading processes, let go of the ledger."""
        self._stack.close()

    def round(self, now: dt.datetime, *, step: dt.timedelta | None = None) -> Round:
        """Do one round at an instant: poll, record, send what is owed. Never raises for a fault of the world.

        `step` is how much further the clock ran than time did since the last round. Without it the instant is not the clock's but somebody's
        wish (a replay), and nothing is said of the clock.
        """
        done, begun = Round(), time.monotonic()
        try:
            self.ledger.hold()
        except LedgerError as error:
            self._failed(done, str(error))
            return done
        unread = self._poll_all(now, done, compare=step is not None)
        try:
            self._do_duties(now, unread, done, step=step)
        except LedgerError as error:
            self._failed(done, str(error))
        log.info(
            "round: %d new, %d copies, %d set aside, %d sent, %d problems",
            done.taken.messages,
            done.taken.copies,
            done.taken.set_aside,
            done.sent,
            len(done.problems),
        )
        self._measure(now, time.monotonic() - begun, done)
        return done

    def _measure(self, now: dt.datetime, seconds: float, done: Round) -> None:
        """Set the metrics, if there are any; what fails here is no reason not to go on."""
        if self.metrics is None:
            return
        try:
            with self.ledger.reading() as connection:
                measured = measure(
                    connection,
                    self.settings,
                    at=now,
                    seconds=seconds,
                    taken=done.taken,
                    sent=done.sent,
                    problems=len(done.problems),
                    waiting=self._waiting,
                )
            self.metrics.set(measured)
        except (LedgerError, OSError) as error:
            log.warning("no metrics of this round: %s", error)

    # Mail in

    def _poll_all(self, now: dt.datetime, done: Round, *, compare: bool) -> frozenset[str]:
        """Read every mailbox; give the names of those that could not be read. One that fails doesn't stop the others."""
        unread: set[str] = set()
        for name, mailbox in self._mailboxes.items():
            error = self._poll(name, mailbox, now, done, compare=compare)
            if error is None:
                self._ask_again(name, mailbox, now, done)
            try:
                with self.ledger.writing() as connection:
                    kept.store_health(connection, name, at=now, error=error)
            except LedgerError as trouble:
                self._failed(done, str(trouble))
            if error is not None:
                unread.add(name)
        return frozenset(unread)

    def _poll(self, name: str, mailbox: Mailbox, now: dt.datetime, done: Round, *, compare: bool) -> str | None:
        new = machine.NewMail()
        try:
            with self.ledger.reading() as connection:
                cursors = kept.cursors(connection, name)
                health = kept.health(connection).get(name)
            before = [
                FolderCursor(folder=cursor.folder, uidvalidity=cursor.uidvalidity, next_uid=cursor.next_uid)
                for cursor in cursors.values()
            ]
            since = self.settings.campaign.starts - BEFORE_THE_START
            with closing(mailbox.poll(before, since=since)) as batches:
                for arrival, taken in self._take_in(self._arrivals(name, batches, cursors, new, now), now):
                    done.taken += taken
                    assert arrival.cursor is not None
                    self._told(f"{name}/{arrival.cursor.folder}: {taken.messages} new, {taken.copies} copies")
            if compare and health is not None and health.read_at is not None and health.failing_since is None:
                self._compare_clocks(name, new.lead(last_look=health.read_at, now=now), now)
        except (MailboxError, LedgerError, ArchiveError, ReadingUnavailableError) as error:
            self._failed(done, str(error))
            return error.told(self.settings.campaign.language) if isinstance(error, MailboxError) else str(error)
        except Exception as error:  # a bug is loud and local: the other mailbox is read, and the office is told
            log.exception("reading %s broke off", name)
            self._failed(done, f"{name}: reading broke off: {error!r}")
            return repr(error)
        return None

    def _arrivals(
        self, name: str, batches: Iterable[Batch], cursors: dict[str, Cursor], new: machine.NewMail, now: dt.datetime
    ) -> Iterator[Arrival]:
        """Give each batch with the cursor behind it, and note when mail came that is new in the folders that are watched."""
        watched = next(each.folders for each in self.settings.mailboxes if each.name == name)
        for batch in batches:
            if not batch.first and batch.cursor.folder in watched:
                for item in batch.fetched:
                    new.add(item.received_at)
            yield Arrival(items=batch.items, cursor=_moved(name, cursors, batch, now))

    def _ask_again(self, name: str, mailbox: Mailbox, now: dt.datetime, done: Round) -> None:
        """Ask again for mails that were set aside because the server did not give them. What fails now is asked for later."""
        end = time.monotonic() + RETRY_SECONDS
        try:
            with self.ledger.reading() as connection:
                waiting = kept.to_retry(connection, name, now)[:RETRIES]
            for retry in waiting:
                if time.monotonic() > end:
                    return
                with self.ledger.writing() as connection:
                    kept.store_retry(connection, retry, at=now)
                (item,) = mailbox.retry(retry.folder, retry.uidvalidity, [retry.uid])
                if isinstance(item, Fetched):
                    for _, taken in self._take_in([Arrival(items=(item,))], now):
                        done.taken += taken
                    log.info("UID %d of %s/%s could be had at last", retry.uid, name, retry.folder)
                elif isinstance(item, Expunged):
                    with self.ledger.writing() as connection:
                        kept.store_retry(connection, retry, at=now, gone=True)
        except MailboxError as error:
            log.warning("%s", error)
        except (LedgerError, ArchiveError, ReadingUnavailableError) as error:
            self._failed(done, str(error))
        except Exception as error:  # a bug is loud and local: what is new was read, and duties are done
            log.exception("asking %s again broke off", name)
            self._failed(done, f"{name}: asking again broke off: {error!r}")

    def _take_in(self, arrivals: Iterable[Arrival], now: dt.datetime) -> Iterator[tuple[Arrival, Taken]]:
        return take_in(
            arrivals,
            ledger=self.ledger,
            archive=self.archive,
            read=self._reading.map,
            campaign=deciding(self.settings),
            now=now,
        )

    # The machine

    def _look_at_machine(self, connection: Connection, now: dt.datetime, step: dt.timedelta | None) -> None:
        """Note what is wrong with disk and clock, and what no longer is."""
        known = kept.faults(connection).get(machine.DISK)
        lasts = known is not None and known.ended_at is None
        full = machine.disk_fault(machine.disks(self.settings), lasts=lasts)
        self._note(connection, machine.DISK, full, now)
        if step is not None:
            was_set = machine.clock_fault(now, kept.last_round(connection), step)
            self._note(connection, machine.CLOCK, was_set, now, calm=machine.CALM)

    def _compare_clocks(self, name: str, lead: dt.timedelta | None, now: dt.datetime) -> None:
        """Note by the mail that is new whether our clock differs from that of a mailbox's server."""
        if lead is None:
            return
        with self.ledger.writing() as connection:
            leads = [*kept.leads(connection, name), lead.total_seconds()][-machine.ALIKE :]
            kept.store_leads(connection, name, leads)
            about = {"beside": name, "seconds": round(leads[-1])} if machine.is_off(leads) else None
            self._note(connection, f"{machine.CLOCK}:{name}", about, now)

    def _note(
        self,
        connection: Connection,
        name: str,
        about: Mapping[str, Any] | None,
        now: dt.datetime,
        *,
        calm: dt.timedelta = dt.timedelta(0),
    ) -> None:
        if kept.store_fault(connection, name, at=now, about=about, calm=calm):
            log.warning("%s: %s", name, "over" if about is None else dict(about))

    # Mail out

    def _do_duties(self, now: dt.datetime, unread: frozenset[str], done: Round, *, step: dt.timedelta | None) -> None:
        with self.ledger.writing() as connection:
            self._look_at_machine(connection, now, step)
            kept.store_round(connection, now)
            situation = load(connection, self.settings, now, unread)
            for duty in owed(situation):
                record_duty(connection, duty, host=self._host, at=now)
            self._waiting = Counter(wait.recorded.message for wait in situation.books.waiting)
            if waiting := held(situation):
                log.warning("%d letters held back while %s cannot be read", len(waiting), ", ".join(sorted(unread)))
            ready = to_send(connection, now)
        if not ready:
            return
        view = View(self.settings, now, unread, self.archive)
        with Sender(smtp_account(self.settings)) as sender:
            for number in ready:
                prepared = self._prepare(number, view, done)
                if prepared is None:
                    continue
                letter, raw = prepared
                try:
                    delivery = sender.send(raw, recipients=letter.pending)
                except SmtpError as error:
                    # Nothing was handed over, and nothing else will be: the rest keeps its place for the next round.
                    self._settle(letter, put_off(letter, now, self.settings.worker.retry_for, str(error)), now, done)
                    self._note_sending(str(error), now)
                    return
                retry_for, bare = self.settings.worker.retry_for, view.bare
                self._settle(letter, outcome_of(letter, delivery, now, retry_for, bare=letter.id in bare), now, done)
                if (why := stopped_by(delivery)) or delivery.to(Handling.ACCEPTED):
                    self._note_sending(why, now)

    def _note_sending(self, why: str | None, now: dt.datetime) -> None:
        """Note that nothing can be sent; or, if something was, that it can."""
        if why == self._no_sending:
            return
        with self.ledger.writing() as connection:
            self._note(connection, machine.SENDING, None if why is None else {"why": why}, now)
        self._no_sending = why

    def _prepare(self, number: int, view: View, done: Round) -> tuple[LetterOut, bytes] | None:
        """Look at a letter again in the moment of sending, write it and claim it; None if it is not to go now."""
        with self.ledger.writing() as connection:
            letter = letter_out(connection, number)
            if letter is None or letter.state not in {State.DUE, State.SENDING}:
                return None
            chasing = letter.duty.kind in {DutyKind.REMINDER, DutyKind.OVERDUE}
            if view.unread and chasing:
                return None
            situation = view.situation(connection, letter.id)
            duty = still_owed(situation, letter.duty)
            # A mail that may have arrived goes out again as the very same mail, or not at all where it would now scold.
            if duty is None or (letter.raw is not None and chasing and duty != letter.duty):
                settle(connection, letter.id, state=State.WITHDRAWN, at=view.now, outcome="withdrawn")
                return None
            sender, answers = self.settings.smtp.sender, reply_to(self.settings)
            try:
                raw = letter.raw or compose(situation, letter, duty, sender=sender, reply_to=answers)
            except Exception as error:  # a bug, or an address that no header can hold: the other letters leave
                log.exception("%s could not be written", letter.duty.key)
                why = f"could not be written: {error}"
                settle(
                    connection,
                    letter.id,
                    state=State.FAILED,
                    at=view.now,
                    outcome="not written",
                    detail=why,
                    pending=letter.pending,
                )
                self._failed(done, f"{letter.duty.key}: {why}")
                return None
            return (letter, raw) if claim(connection, letter, raw, units=duty.units) else None

    def _settle(self, letter: LetterOut, outcome: Settlement, now: dt.datetime, done: Round) -> None:
        """Write down how the sending went."""
        with self.ledger.writing() as connection:
            settle(
                connection,
                letter.id,
                state=outcome.state,
                at=now,
                outcome=outcome.word,
                detail=outcome.detail,
                pending=outcome.pending,
                next_try=outcome.next_try,
                forget_raw=outcome.forget_raw,
            )
        if outcome.state is State.SENT:
            done.sent += 1
            log.info("sent %s to %s", letter.duty.key, ", ".join(letter.pending))
            self._told(f"sent {letter.duty.key}")
        if not outcome.detail:
            return
        problem = f"{letter.duty.key} to {', '.join(letter.pending)}: {outcome.detail}"
        if outcome.word in {"sent", REFUSED_ADDRESS, WITHOUT_FILES}:
            log.warning("%s", problem)  # an address that is none is the unit's trouble: the round did its work
        else:
            self._failed(done, problem)

    @property
    def _host(self) -> str:
        return parseaddr(self.settings.smtp.sender)[1].rpartition("@")[2]

    def _failed(self, done: Round, problem: str) -> None:
        log.error("%s", problem)
        done.problems.append(problem)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """What becomes of a letter after an attempt."""

    state: State
    word: str
    detail: str = ""
    pending: tuple[str, ...] = ()
    next_try: dt.datetime | None = None
    forget_raw: bool = False
    """No server has seen the mail: it is written anew next time."""


def stopped_by(delivery: Delivery) -> str | None:
    """Give the server's words if it takes no letter from us now, whoever it is for; what it says of recipients tells nothing of that."""
    ours = (
        each
        for each in delivery.handed
        if each.stage is Stage.SENDER
        or (each.stage is Stage.LETTER and each.outcome in {Handling.LATER, Handling.UNKNOWN})
    )
    return next((f"{each.code or ''} {each.text}".strip() for each in ours), None)


WITH_FILES = frozenset({DutyKind.SUMMARY, DutyKind.REVIEW})
"""Letters to the office that have something attached, and say the most without it."""


def outcome_of(
    letter: LetterOut, delivery: Delivery, now: dt.datetime, retry_for: dt.timedelta, *, bare: bool = False
) -> Settlement:
    """Give what becomes of a letter that a server was offered: sent, tried again later, or refused; `bare` is one without files."""
    detail = "; ".join(
        f"{each.recipient}: {each.code or ''} {each.text}".strip()
        for each in delivery.handed
        if each.outcome is not Handling.ACCEPTED
    )
    again = delivery.to_repeat
    if again:
        later = put_off(letter, now, retry_for, detail)
        seen = bool(delivery.to(Handling.ACCEPTED) or delivery.to(Handling.UNKNOWN))
        return replace(later, pending=again, forget_raw=later.forget_raw and not seen)
    if delivery.refused_whole and letter.duty.kind in WITH_FILES and not bare:
        return Settlement(
            state=State.DUE, word=WITHOUT_FILES, detail=detail, pending=letter.pending, next_try=now, forget_raw=True
        )
    everybody = len(letter.duty.recipients) + len(letter.duty.cc)
    if delivery.to(Handling.ACCEPTED) or len(letter.pending) < everybody:
        return Settlement(state=State.SENT, word="sent", detail=detail)
    theirs = all(each.stage is Stage.RECIPIENT for each in delivery.handed)
    return Settlement(state=State.FAILED, word=REFUSED_ADDRESS if theirs else "refused", detail=detail)


def put_off(letter: LetterOut, now: dt.datetime, retry_for: dt.timedelta, detail: str) -> Settlement:
    """Give what becomes of a letter that could not be handed over now: another try, further and further apart, or the end."""
    fresh = letter.raw is None
    if now - letter.created_at >= retry_for:
        return Settlement(state=State.FAILED, word="given up", detail=detail, pending=letter.pending)
    wait = min(dt.timedelta(minutes=2 ** min(letter.tries, 6)), LONGEST_WAIT)
    return Settlement(
        state=State.DUE, word="put off", detail=detail, pending=letter.pending, next_try=now + wait, forget_raw=fresh
    )


def _moved(name: str, cursors: dict[str, Cursor], batch: Batch, now: dt.datetime) -> Cursor:
    """Give a folder's cursor behind a batch, and note it among the cursors."""
    cursor = cursors.get(batch.cursor.folder)
    same = cursor is not None and cursor.uidvalidity == batch.cursor.uidvalidity
    cursors[batch.cursor.folder] = moved = Cursor(
        mailbox=name,
        folder=batch.cursor.folder,
        uidvalidity=batch.cursor.uidvalidity,
        next_uid=batch.cursor.next_uid,
        earlier=batch.earlier if batch.earlier is not None else (cursor.earlier if cursor is not None and same else 0),
        on_server=batch.on_server,
        checked_at=now,
    )
    return moved


def deciding(settings: Settings) -> Deciding:
    """Give what deciding needs of a configuration."""
    believed = {
        mailbox.name: frozenset({mailbox.authserv_id} if mailbox.authserv_id else ()) for mailbox in settings.mailboxes
    }
    return Deciding(
        roster=settings.roster,
        calendar=settings.calendar,
        # A file may come from any of the mailboxes.
        authserv_ids={**believed, IMPORTED: frozenset().union(*believed.values())},
        office=Office(
            addresses=frozenset(settings.office.addresses),
            ladder_begins=policy_of(settings).ladder_begins,
            plausibility=plausibility_of(settings),
            indicator=settings.indicators[0].id,
            own=frozenset(settings.vocabulary.own_addresses),
        ),
    )


def reply_to(settings: Settings) -> tuple[str, ...]:
    """Give where answers are to go: every mailbox that is read."""
    return tuple(mailbox.address for mailbox in settings.mailboxes)


def policy_of(settings: Settings) -> Policy:
    """Give when the office wants mail to go out."""
    return Policy(
        before=settings.chasing.before,
        after=settings.chasing.after,
        receipts=settings.chasing.receipts,
        summary_after=settings.summary.after,
        revise=settings.summary.revise,
        gap=settings.chasing.gap,
        quiet=settings.chasing.quiet,
        copy_head=settings.chasing.copy_head,
        announce=settings.chasing.announce,
        letters_a_day=settings.chasing.letters_a_day,
        retry_for=settings.worker.retry_for,
    )


def plausibility_of(settings: Settings) -> Plausibility:
    """Give when a figure is too far from a unit's history."""
    limits = settings.plausibility
    return Plausibility(times=limits.times, at_least=limits.at_least, history=limits.history)


def undecided_holiday(settings: Settings, day: dt.date) -> str:
    """Give the public holiday on a day, empty where there is none, no country is configured or the office decided to keep it."""
    if settings.campaign.country is None or day in settings.campaign.kept:
        return ""
    import holidays

    language = settings.campaign.language if settings.campaign.language == "vi" else "en_US"
    known = holidays.country_holidays(settings.campaign.country, years=day.year, language=language)
    return known.get(day) or ""


def target_of(settings: Settings) -> views.Target | None:
    """Give what the campaign is to reach."""
    target = settings.target
    if target is None:
        return None
    return views.Target(goal=target.number, baseline=target.baseline, name=target.name, by=target.by)


def campaign_of(settings: Settings) -> views.Campaign:
    """Give what every letter knows of the campaign."""
    name, address = parseaddr(settings.smtp.sender)
    indicator = settings.indicators[0]
    nouns = settings.vocabulary.indicators[0].nouns
    return views.Campaign(
        name=settings.campaign.name,
        language=views.Language(settings.campaign.language),
        zone=settings.campaign.timezone,
        office=settings.office.name or name or address,
        indicator=indicator.id,
        indicator_name=indicator.name,
        noun=nouns[0] if indicator.nouns else "",
        contact=settings.office.contact,
    )


def load(
    connection: Connection,
    settings: Settings,
    now: dt.datetime,
    unread: frozenset[str] = frozenset(),
    archive: Archive | None = None,
) -> Situation:
    """Read the situation from the ledger, with this configuration."""
    return load_situation(
        connection,
        now=now,
        campaign=campaign_of(settings),
        calendar=settings.calendar,
        roster=roster_with(settings.roster, kept.remembered_addresses(connection)),
        policy=policy_of(settings),
        plausibility=plausibility_of(settings),
        office=settings.office.addresses,
        own_addresses=settings.vocabulary.own_addresses,
        mailboxes={mailbox.name: mailbox.address for mailbox in settings.mailboxes},
        is_exempt=settings.is_exempt,
        holiday_on=lambda day: undecided_holiday(settings, day),
        target=target_of(settings),
        head=None if settings.report is None else views.OfficialHead(**settings.report.model_dump()),
        templates=None if settings.office.templates is None else settings.path(settings.office.templates),
        raw_of=None if archive is None else archive.read,
        unread=unread,
    )


def tick(settings: Settings, at: dt.datetime, *, step: dt.timedelta | None = None, told: Told | None = None) -> Round:
    """Open everything, do one round (see `Worker.round`), close everything. Raises LedgerError, ArchiveError, RosterError."""
    with Worker(settings, told=told) as worker:
        return worker.round(at, step=step)


class View:
    """The situation while letters go out one after the other: each finds it as it is now, and nothing unchanged is read again.

    What is only ever added to has changed if it is longer. What else changes in these moments are the letters that go out.
    """

    def __init__(self, settings: Settings, now: dt.datetime, unread: frozenset[str], archive: Archive) -> None:
        self.now = now
        self.unread = unread
        self._settings = settings
        self._archive = archive
        self._extent: tuple[int, ...] = ()
        self._situation: Situation | None = None
        self._last = 0
        """The letter that went out last."""

    @property
    def bare(self) -> frozenset[int]:
        """Give the letters that go out without what was attached."""
        return frozenset() if self._situation is None else self._situation.bare

    def situation(self, connection: Connection, letter: int) -> Situation:
        """Give the situation in which a letter is to go out."""
        extent = kept.extent(connection)
        if self._situation is None or extent != self._extent:
            self._situation = load(connection, self._settings, self.now, self.unread, self._archive)
            self._extent = extent
        elif (gone := letter_out(connection, self._last)) is not None:
            letters = tuple(gone if other.id == gone.id else other for other in self._situation.letters)
            self._situation = replace(self._situation, letters=letters, attempts=last_attempts(connection))
        self._last = letter
        return self._situation


@contextmanager
def read_only(settings: Settings) -> Generator[Connection]:
    """Open the ledger to look something up, beside a worker that may be running. Raises LedgerError."""
    ledger = open_ledger(settings.ledger_url)
    try:
        with ledger.reading() as connection:
            yield connection
    finally:
        ledger.close()
