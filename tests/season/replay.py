"""Plays a made season into a ledger, in an order in which mail could really be delivered, with a clerk who decides what waits.

There is no IMAP here: what a mailbox gives out is made as `Fetched` items, in UID order, in batches. Everything from there on is the
real thing: archive, ledger, deciding, books, rulings. Letters of ours that units answer are rows of the real outbox.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import Connection

from dondoc.settings import Settings
from dondoc.worker import deciding, plausibility_of, policy_of
from ingest import ledger as kept
from ingest import schema, tokens
from ingest.archive import Archive
from ingest.books import Books, Waiting, keep_books
from ingest.intake import Arrival, roster_with, take_in
from ingest.ledger import Cursor, Ledger, open_ledger
from ingest.mailboxes.values import Fetched
from ingest.rulings import Done, Order, Verb, carry_out
from parsers.reading import read
from parsers.values import Findings
from reporting.outbox import Duty, DutyKind, record_duty
from tests.season import wording
from tests.season.values import MAILBOXES, Answers, Season, SeasonMail

UIDVALIDITY = 7
Readings = dict[tuple[str, dt.datetime | None], Findings]
"""Findings by hash and instant of receipt: reading is a pure function, and most mails are the same in every order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """An order in which the mail of a season comes in."""

    name: str
    every: dt.timedelta = dt.timedelta(hours=8)
    """Between two rounds."""
    away: Mapping[str, tuple[tuple[dt.datetime, dt.datetime], ...]] = field(
        default_factory=dict[str, tuple[tuple[dt.datetime, dt.datetime], ...]]
    )
    """By mailbox: spans in which it could not be read."""
    mailboxes: tuple[str, ...] = MAILBOXES
    """In which order they are asked."""
    seed: int | None = None
    """Shuffle the mailboxes' order and split the batches anew in each round."""
    clerk: dt.timedelta = dt.timedelta(days=7)
    """How often the clerk decides what waits."""


@dataclass(slots=True)
class Played:
    """What came of it."""

    books: Books
    asked: set[str]
    """Names of the mails about which the clerk was asked."""
    gone_in: dict[str, int]
    """How many copies of each mail were taken in."""
    names: dict[int, str]
    """Mails by message."""


def play(
    season: Season, settings: Settings, delivery: Delivery, folder: Path, readings: Readings | None = None
) -> Played:
    """Play a season from its first mail to after its last one."""
    ledger = open_ledger(f"sqlite:///{folder}/ledger.db")
    # Nothing is killed here, so nothing waits for the disk.
    event.listen(ledger.engine, "connect", lambda connection, _record: connection.execute("PRAGMA synchronous=OFF"))
    ledger.engine.dispose()
    try:
        replay = _Replay(
            season, settings, delivery, ledger, _Kept(folder / "messages"), {} if readings is None else readings
        )
        return replay.play()
    finally:
        ledger.close()


class _Kept(Archive):
    """The archive without its waiting for the disk: nothing is killed here, and a season is 6,000 files."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.messages: dict[str, bytes] = {}

    def keep_all(self, messages: Sequence[bytes]) -> list[str]:
        hashes = [hashlib.sha256(raw).hexdigest() for raw in messages]
        self.messages.update(zip(hashes, messages, strict=True))
        return hashes

    def read(self, sha256: str) -> bytes:
        return self.messages[sha256]


class _Replay:
    def __init__(
        self,
        season: Season,
        settings: Settings,
        delivery: Delivery,
        ledger: Ledger,
        archive: Archive,
        readings: Readings,
    ) -> None:
        self._season, self._settings, self._delivery = season, settings, delivery
        self._ledger, self._archive, self._readings = ledger, archive, readings
        self._random = random.Random(delivery.seed)
        self._queues: dict[str, list[SeasonMail]] = {
            name: sorted(
                (mail for mail in season.mails if name in mail.arrivals),
                key=lambda mail: (mail.arrivals[name], mail.name),
            )
            for name in MAILBOXES
        }
        self._uids: dict[str, int] = dict.fromkeys(MAILBOXES, 1)
        self._answers: dict[str, tuple[str, tuple[tuple[str, str], ...]]] = {}
        self._by_hash: dict[str, str] = {}
        self._says = {mail.name: mail for mail in season.mails}
        self._asked: set[str] = set()
        self._taken: dict[str, int] = {}

    def play(self) -> Played:
        delivery = self._delivery
        now = min(mail.sent for mail in self._season.mails)
        decided = now
        while now <= self._season.ends + delivery.every:
            now += delivery.every
            self._round(now)
            if now - decided >= delivery.clerk:
                self._decide(now)
                decided = now
        now += dt.timedelta(days=1)
        self._round(now, everything=True)
        self._decide(now)
        with self._ledger.reading() as connection:
            return Played(
                books=self._books(connection),
                asked=self._asked,
                gone_in=self._taken,
                names={message: self._by_hash[sha256] for message, sha256 in self._hashes(connection).items()},
            )

    def _round(self, now: dt.datetime, *, everything: bool = False) -> None:
        mailboxes = list(self._delivery.mailboxes)
        if self._delivery.seed is not None:
            self._random.shuffle(mailboxes)
        for name in mailboxes:
            away = self._delivery.away.get(name, ())
            if everything or not any(begin <= now < end for begin, end in away):
                self._poll(name, now)

    def _poll(self, name: str, now: dt.datetime) -> None:
        queue = self._queues[name]
        ready = [mail for mail in queue if mail.arrivals[name] <= now]
        self._queues[name] = queue[len(ready) :]
        for batch in self._batches(ready):
            items = [self._fetched(mail, name) for mail in batch]
            cursor = Cursor(mailbox=name, folder="INBOX", uidvalidity=UIDVALIDITY, next_uid=self._uids[name])
            for _ in take_in(
                [Arrival(items=items, cursor=cursor)],
                ledger=self._ledger,
                archive=self._archive,
                read=self._read,
                campaign=deciding(self._settings),
                now=now,
            ):
                for mail in batch:
                    self._taken[mail.name] = self._taken.get(mail.name, 0) + 1

    def _batches(self, mails: list[SeasonMail]) -> Iterable[list[SeasonMail]]:
        while mails:
            size = len(mails) if self._delivery.seed is None else self._random.randrange(1, 6)
            yield mails[:size]
            mails = mails[size:]

    def _fetched(self, mail: SeasonMail, mailbox: str) -> Fetched:
        text, extra = self._words(mail)
        raw = wording.raw_mail(mail, mailbox, text=text, extra=extra)
        self._by_hash[hashlib.sha256(raw).hexdigest()] = mail.name
        uid = self._uids[mailbox]
        self._uids[mailbox] += 1
        return Fetched(
            mailbox=mailbox,
            folder="INBOX",
            uidvalidity=UIDVALIDITY,
            uid=uid,
            received_at=mail.arrivals[mailbox].astimezone(dt.UTC),
            raw=raw,
        )

    def _words(self, mail: SeasonMail) -> tuple[str, tuple[tuple[str, str], ...]]:
        """Give what a mail says: the same in each copy, so decided when the first one comes in."""
        if mail.name not in self._answers:
            number = mail.answers and self._letter(mail.answers, mail)
            if mail.answers is None or number is None:
                self._answers[mail.name] = (mail.text, ())
            else:
                with self._ledger.reading() as connection:
                    token = tokens.token_of(number, kept.signing_key(connection))
                own = tokens.message_id(token, "quangninh.example")
                text = wording.quoting(str(mail.says[0].count), mail.answers.period)
                self._answers[mail.name] = (text, (("In-Reply-To", own), ("References", own)))
        return self._answers[mail.name]

    def _letter(self, answers: Answers, mail: SeasonMail) -> int | None:
        """Give the letter that a unit answers, as the worker would have sent it; None if it could not have been."""
        if answers.to and answers.to not in self._taken:
            return None
        duty = Duty(
            key=f"{answers.duty}:{mail.name}",
            kind=DutyKind(answers.duty),
            units=answers.units,
            period=answers.period,
            recipients=(mail.sender,),
        )
        with self._ledger.writing() as connection:
            return record_duty(connection, duty, host="quangninh.example", at=mail.sent)

    def _read(self, messages: Iterable[tuple[bytes, dt.datetime | None]]) -> Iterable[Findings]:
        for raw, received_at in messages:
            key = (hashlib.sha256(raw).hexdigest(), received_at)
            if key not in self._readings:
                self._readings[key] = read(raw, self._settings.vocabulary, received_at=received_at)
            yield self._readings[key]

    # The clerk

    def _books(self, connection: Connection) -> Books:
        return keep_books(
            kept.recorded_readings(connection),
            kept.rulings(connection),
            self._settings.calendar,
            indicator=self._settings.indicators[0].id,
            ladder_begins=policy_of(self._settings).ladder_begins,
            plausibility=plausibility_of(self._settings),
        )

    def _hashes(self, connection: Connection) -> Mapping[int, str]:
        table = schema.messages
        return {row.id: row.sha256 for row in connection.execute(sa.select(table.c.id, table.c.sha256))}

    def _decide(self, now: dt.datetime) -> None:
        """Decide everything that waits, one after the other, as the books stand then."""
        with self._ledger.writing() as connection:
            hashes = self._hashes(connection)
            while waiting := self._books(connection).waiting:
                wait = waiting[0]
                mail = self._says[self._by_hash[hashes[wait.recorded.message]]]
                self._asked.add(mail.name)
                done = carry_out(
                    connection,
                    self._order(wait, mail),
                    readings=kept.recorded_readings(connection),
                    books=self._books(connection),
                    calendar=self._settings.calendar,
                    roster=roster_with(self._settings.roster, kept.remembered_addresses(connection)),
                    now=now,
                    who="chuyenvien@quangninh.example",
                    way="mail",
                )
                assert isinstance(done, Done), (mail, done)

    def _order(self, wait: Waiting, mail: SeasonMail) -> Order:
        """Give what the clerk, who knows the truth, says about a reading that waits."""
        said = next((said for said in mail.says if not wait.units or said.unit in wait.units), None)
        right = said is not None and self._season.truth[said.unit, said.period].count == said.count
        if said is None or not right:
            return Order(reading=wait.recorded.id, verb=Verb.DROP)
        return Order(
            reading=wait.recorded.id,
            verb=Verb.SET,
            count=said.count,
            unit=said.unit,
            period=said.period,
            remember=mail.remember,
        )


def differences(season: Season, played: Played, settings: Settings) -> list[str]:
    """List what stands otherwise than the truth says, a line each."""
    found: list[str] = []
    stands = {(unit, key): figure for (unit, key, _indicator), figure in played.books.figures.items()}
    for place in sorted(stands.keys() | season.truth.keys()):
        figure, truth = stands.get(place), season.truth.get(place)
        late = figure is not None and figure.reported_at > settings.calendar.deadline(place[1])
        is_ = None if figure is None else (figure.count, late)
        should = None if truth is None else (truth.count, truth.late)
        if is_ != should:
            by = played.names.get(figure.message or 0, "") if figure else ""
            found.append(f"{place[0]} {place[1]} ({season.stories.get(place)}): {is_} by {by}, should be {should}")
    return found
