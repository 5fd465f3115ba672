"""A short season on real servers, played with kills: what the ledger and the mailboxes hold at its end."""

from __future__ import annotations

import datetime as dt
import email
import email.policy
import json
import random
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import sqlalchemy as sa

from ingest import ledger as kept
from ingest import schema
from ingest.ledger import open_ledger
from reporting.outbox import letters_out
from tests.dondoc.office import ROOT, Office, open_office
from tests.season import wording
from tests.season.killed_worker import PROBLEMS
from tests.season.making import make_season
from tests.season.values import MAILBOXES, Season, SeasonMail
from tests.servers.dovecot import Dovecot
from tests.servers.smtp_sink import SmtpSink

UNITS = (
    *("thanh-doan", "bql-cho", "ben-xe", "km15", "tt-hcc", "kho-bac"),
    *("chi-cuc-thue", "bql-cua-khau", "phong-gddt", "thpt-tran-phu"),
    *("ubnd-ka-long", "mot-cua-ka-long", "ubnd-tra-co", "mot-cua-tra-co"),
)
KEY = "5e" * 32
"""Of the tokens: the same in every play, so that its letters can be compared."""

ROUNDS = (
    *("2020-08-26T18:00", "2020-08-27T09:00", "2020-08-27T15:00", "2020-08-27T18:00", "2020-08-28T09:00"),
    *("2020-08-28T13:00", "2020-08-28T15:00", "2020-08-28T15:10", "2020-08-28T17:00", "2020-08-29T09:00"),
    *("2020-08-29T15:10", "2020-08-30T16:00", "2020-08-31T12:00", "2020-09-01T09:00"),
)

POINTS: dict[str, tuple[str, ...]] = {
    "poll": ("ingest.mailboxes.mailbox:Mailbox._examine", "ingest.mailboxes.mailbox:Mailbox._fetch"),
    "archive": (
        *("ingest.archive:_write", "ingest.archive:_flush", "pathlib:Path.rename"),
        "ingest.archive:Archive.keep_all",
    ),
    "parse": ("ingest.reading_process:ReadingProcess._try",),
    "record": ("ingest.ledger:add_message", "ingest.ledger:add_sighting", "ingest.ledger:store_cursor"),
    "commit": ("sqlalchemy.engine.default:DefaultDialect.do_commit",),
    "duty": ("dondoc.worker:record_duty",),
    "render": ("dondoc.worker:compose",),
    "claim": ("dondoc.worker:claim",),
    "send": ("reporting.smtp:_data_answer", "reporting.smtp:_Line.getreply", "reporting.smtp:_Line.send"),
    "mark": ("dondoc.worker:settle",),
}
OFTEN = {"render": 2, "claim": 2, "send": 3, "mark": 2}
"""A round has many letters, so that it can die at each of them."""
ANY_INSTANT = "any instant"
DISK_FULL = "disk full"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kill:
    """Where a round is to be killed."""

    stage: str
    order: dict[str, Any] = field(hash=False)


class Rounds:
    """The parent of all killed rounds."""

    problems: list[str]
    """What the last round that ended told."""

    def __enter__(self) -> Self:
        """Start it."""
        self._log = tempfile.TemporaryFile()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.season.killed_worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
            cwd=ROOT,
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let it end."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(60)
        self._process.stdout.close()
        self._log.close()

    def last_words(self) -> str:
        """Give what rounds wrote to standard error, its end."""
        self._log.seek(0)
        return self._log.read().decode("utf-8", "replace")[-3000:]

    def run(self, config: Path, at: dt.datetime, kill: Kill | None = None) -> int:
        """Do one round; give its exit status, -9 if it was killed."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        order = {"config": str(config), "at": at.isoformat(), "kill": kill.order if kill else None}
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        self.problems = []
        while "status" not in (answer := json.loads(self._process.stdout.readline())):
            self.problems = answer["problems"]
        return int(answer["status"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a play left: comparable between plays, whatever addresses its servers gave it."""

    figures: list[tuple[Any, ...]]
    messages: list[tuple[Any, ...]]
    sightings: list[tuple[Any, ...]]
    readings: list[tuple[Any, ...]]
    cursors: list[tuple[Any, ...]]
    letters: list[tuple[Any, ...]]
    """Of the outbox: key, Message-ID, recipients, state."""
    handed: list[tuple[Any, ...]]
    """At the SMTP server, each once: Message-ID, recipients, subject, words, names of files."""

    def differences(self, other: Outcome) -> list[str]:
        """Name what is not the same."""
        found: list[str] = []
        for name in ("figures", "messages", "sightings", "readings", "cursors", "letters", "handed"):
            mine, others = Counter(map(repr, getattr(self, name))), Counter(map(repr, getattr(other, name)))
            found += [f"{name}: too much: {each}" for each in (mine - others)]
            found += [f"{name}: missing: {each}" for each in (others - mine)]
        return found


@dataclass(slots=True)
class Play:
    """A short season that is being played."""

    office: Office
    season: Season
    rounds: Rounds
    killed: Counter[str] = field(default_factory=Counter[str])
    at_server: list[int] = field(default_factory=list[int])
    """How many letters the SMTP server had when a kill was over."""
    told: list[str] = field(default_factory=list[str])
    """What rounds said whose disk was full."""
    seconds: list[float] = field(default_factory=list[float])
    """How long each round took that was not killed."""
    result: Outcome | None = None
    doubled: tuple[int, list[str]] = (0, [])
    """What `outcome` and `twice` said, where that could not be asked later."""
    _queues: dict[str, list[SeasonMail]] = field(default_factory=dict[str, list[SeasonMail]])
    _texts: dict[str, tuple[str, tuple[tuple[str, str], ...]]] = field(
        default_factory=dict[str, tuple[str, tuple[tuple[str, str], ...]]]
    )

    def play(self, kills: Callable[[int, int], Kill | None], rounds: Sequence[str] = ROUNDS) -> None:
        """Play all rounds; `kills` says for the n-th round and the n-th try of it where it is killed, None: not any more."""
        self._queues = {
            name: sorted(
                (mail for mail in self.season.mails if name in mail.arrivals),
                key=lambda mail: (mail.arrivals[name], mail.name),
            )
            for name in MAILBOXES
        }
        for number, when in enumerate(rounds):
            at = self.office.at(when)
            self._deliver(at)
            self._round(number, at, kills)

    def _round(self, number: int, at: dt.datetime, kills: Callable[[int, int], Kill | None]) -> None:
        tries = 0
        while True:
            kill = kills(number, tries)
            begun = time.monotonic()
            status = self.rounds.run(self.office.config, at, kill)
            if status == 0 and kill is None:
                self.seconds.append(time.monotonic() - begun)
                return
            if status == 0:
                # The point was not reached: the round was whole, and is done again with what is left to kill.
                tries += 1
                continue
            if status == PROBLEMS and kill is not None and kill.stage == DISK_FULL:
                self.told += self.rounds.problems
                self.killed[kill.stage] += 1
                self.at_server.append(len(self.office.sink.taken))
                tries += 1
                continue
            assert status == -9, f"the round of {at} ended with {status}: {self.rounds.last_words()}"
            assert kill is not None
            self.killed[kill.stage] += 1
            time.sleep(0.05)  # the SMTP server deals with what it had already been given
            self.at_server.append(len(self.office.sink.taken))
            tries += 1

    def _deliver(self, at: dt.datetime) -> None:
        for name, queue in self._queues.items():
            ready = [mail for mail in queue if mail.arrivals[name] <= at]
            self._queues[name] = queue[len(ready) :]
            if not ready:
                continue
            with self.office.dovecot.client(self.office.mailboxes[name]) as client:
                for mail in ready:
                    text, extra = self._words(mail)
                    raw = wording.raw_mail(mail, name, text=text, extra=extra)
                    client.append("INBOX", raw, msg_time=mail.arrivals[name])

    def _words(self, mail: SeasonMail) -> tuple[str, tuple[tuple[str, str], ...]]:
        """Give what a mail says: a bare number below the letter that it answers, if that was sent."""
        if mail.name not in self._texts:
            own = self._letter(mail)
            if own is None:
                self._texts[mail.name] = (mail.text, ())
            else:
                assert mail.answers is not None
                text = wording.quoting(str(mail.says[0].count), mail.answers.period)
                self._texts[mail.name] = (text, (("In-Reply-To", own), ("References", own)))
        return self._texts[mail.name]

    def _letter(self, mail: SeasonMail) -> str | None:
        if mail.answers is None:
            return None
        ledger = open_ledger(self.office.settings.ledger_url)
        try:
            with ledger.reading() as connection:
                return next(
                    (
                        letter.message_id
                        for letter in letters_out(connection)
                        if letter.duty.kind == mail.answers.duty
                        and letter.duty.recipients == (mail.sender,)
                        and letter.duty.units == mail.answers.units
                        and letter.sent_at is not None
                    ),
                    None,
                )
        finally:
            ledger.close()

    # What came of it

    def outcome(self) -> Outcome:
        """Read everything that must be the same in every play."""
        situation = self.office.situation("2020-09-30T00:00")
        ledger = open_ledger(self.office.settings.ledger_url)
        try:
            with ledger.reading() as connection:
                rows = lambda *columns: sorted(  # noqa: E731
                    (tuple(row) for row in connection.execute(sa.select(*columns))), key=repr
                )
                message, sighting, cursor = schema.messages.c, schema.sightings.c, schema.cursors.c
                return Outcome(
                    figures=[
                        (*place, figure.count, figure.received_at, figure.reported_at, figure.message)
                        for place, figure in situation.books.figures.items()
                    ],
                    messages=rows(message.id, message.content_key, message.sha256),
                    sightings=rows(sighting.message, sighting.mailbox, sighting.folder, sighting.uid, sighting.sha256),
                    readings=[
                        (each.id, each.message, each.reading, situation.books.outcomes.get(each.id))
                        for each in situation.readings
                    ],
                    cursors=rows(cursor.mailbox, cursor.folder, cursor.next_uid, cursor.on_server),
                    letters=[
                        (letter.duty.key, letter.message_id, letter.duty.recipients, letter.state, letter.sent_at)
                        for letter in situation.letters
                    ],
                    handed=sorted(set(map(self._shown, self.office.sink.taken)), key=repr),
                )
        finally:
            ledger.close()

    def twice(self) -> tuple[int, list[str]]:
        """Count the letters that the server has twice, and name each that breaks the promise.

        One is allowed: the letter that was at the server when a kill came, and then the very same bytes.
        """
        by_id: dict[str, list[tuple[int, bytes]]] = {}
        for number, taken in enumerate(self.office.sink.taken):
            parsed = email.message_from_bytes(taken.raw, policy=email.policy.default)
            by_id.setdefault(str(parsed["Message-ID"]), []).append((number, taken.raw))
        wrong: list[str] = []
        again = 0
        last_at_a_kill = {count - 1 for count in self.at_server}
        for message_id, copies in by_id.items():
            again += len(copies) - 1
            if len({raw for _number, raw in copies}) > 1:
                wrong.append(f"{message_id} went out with other bytes")
            if any(number not in last_at_a_kill for number, _raw in copies[:-1]):
                wrong.append(f"{message_id} went out twice, and was not at the server when a kill came")
        keys = Counter(letter.duty.key for letter in self.office.situation("2020-09-30T00:00").letters)
        return again, [*wrong, *(f"{key} was recorded {times} times" for key, times in keys.items() if times > 1)]

    def _shown(self, taken: Any) -> tuple[Any, ...]:
        parsed = email.message_from_bytes(taken.raw, policy=email.policy.default)
        assert isinstance(parsed, EmailMessage)
        body = parsed.get_body(("plain",))
        words = str(body.get_content()) if body is not None else ""
        names = tuple(str(part.get_filename()) for part in parsed.iter_attachments())
        # The chain has a link more for each attempt: its head is another one in every play.
        own = re.compile("|".join([*map(re.escape, self.office.mailboxes.values()), r"\b[0-9a-f]{64}\b"]))
        return (str(parsed["Message-ID"]), taken.recipients, str(parsed["Subject"]), own.sub("(own)", words), names)


def open_play(folder: Path, dovecot: Dovecot, sink: SmtpSink, rounds: Rounds, *, seed: int) -> Play:
    """Make the office of a play: fourteen units, one week."""
    office = open_office(folder, dovecot, sink)
    lines = (folder / "units.example.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    chosen = [line for line in lines if line.partition(",")[0] in {"id", *UNITS}]
    (folder / "units.example.csv").write_text("".join(chosen), encoding="utf-8")
    settings = office.settings
    ledger = open_ledger(settings.ledger_url)
    with ledger.writing() as connection:
        connection.execute(schema.facts.insert().values(name="signing-key", value=KEY))
        assert kept.signing_key(connection).hex() == KEY
    ledger.close()
    season = make_season(
        settings.roster, settings.calendar, first=settings.calendar.first_key, weeks=1, seed=seed, mails=20
    )
    return Play(office, season, rounds)


class Plan:
    """Kills by chance, from a seed: each try of a round dies at a later stage than the one before, or at any instant."""

    def __init__(self, seed: int, seconds: Sequence[float], *, share: float = 0.6) -> None:
        self._random = random.Random(seed)
        self._seconds = seconds
        self._share = share
        self._tries: list[list[Kill]] = []

    def __call__(self, number: int, tries: int) -> Kill | None:
        """Say where the n-th round is killed at its n-th try."""
        while len(self._tries) <= number:
            self._tries.append(self._round(len(self._tries)))
        return self._tries[number][tries] if tries < len(self._tries[number]) else None

    def _round(self, number: int) -> list[Kill]:
        stages = [stage for stage in POINTS for _ in range(OFTEN.get(stage, 1)) if self._random.random() < self._share]
        kills = [self._at(stage) for stage in stages]
        for _ in range(self._random.randrange(4)):
            instant = Kill(stage=ANY_INSTANT, order={"seconds": self._random.uniform(0, self._seconds[number])})
            kills.insert(self._random.randrange(len(kills) + 1), instant)
        return kills

    def _at(self, stage: str) -> Kill:
        where = self._random.choice(POINTS[stage])
        call = self._random.choice((1, 1, 1, 2) if stage in OFTEN else (1, 1, 1, 2, 3, 5))
        moment = self._random.choice(("before", "after"))
        return Kill(stage=stage, order={"where": where, "call": call, "moment": moment})
