"""An office to play with: two real mailboxes on Dovecot, a real SMTP server, a configuration, and a clock that the test sets."""

from __future__ import annotations

import atexit
import datetime as dt
import email
import email.policy
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from dondoc.settings import Settings, load_settings
from dondoc.status import as_object, situation_at
from dondoc.worker import Round, Worker
from ingest.reading_process import ReadingPool
from parsers.values import Vocabulary
from reporting.situation import Situation
from tests.servers.dovecot import PASSWORD, Dovecot
from tests.servers.smtp_sink import SmtpSink

ROOT = Path(__file__).parents[2]
VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
CLERK = "chuyenvien@quangninh.example"


@dataclass(slots=True)
class Office:
    """A campaign on real servers."""

    folder: Path
    dovecot: Dovecot
    sink: SmtpSink
    config: Path
    mailboxes: Mapping[str, str]
    zone: ZoneInfo = VIETNAM
    _numbers: list[int] = field(default_factory=lambda: [0])

    @property
    def settings(self) -> Settings:
        """Read the configuration, as each command does."""
        return load_settings(self.config)

    def at(self, text: str) -> dt.datetime:
        """Give a local time of the campaign, like `2020-08-28T15:00`."""
        return dt.datetime.fromisoformat(text).replace(tzinfo=self.zone)

    def mail(
        self,
        sender: str,
        text: str,
        *,
        when: str,
        subject: str = "Báo cáo Bluezone",
        to: tuple[str, ...] = ("government", "gmail"),
        headers: Mapping[str, str] | None = None,
        attachments: Mapping[str, bytes] | None = None,
    ) -> bytes:
        """Deliver a mail into the mailboxes named, as servers would: each with a Received line of its own."""
        self._numbers[0] += 1
        at = self.at(when)
        message = EmailMessage(policy=email.policy.SMTP)
        message["From"] = sender
        message["To"] = ", ".join(self.mailboxes.values())
        message["Subject"] = subject
        message["Date"] = format_datetime(at)
        message["Message-ID"] = f"<{self._numbers[0]}.{at:%Y%m%d%H%M}@client.example>"
        for name, value in (headers or {}).items():
            message[name] = value
        message.set_content(text)
        for name, data in (attachments or {}).items():
            message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
        raw = message.as_bytes()
        for name in to:
            self.put(name, raw, when)
        return raw

    def put(self, mailbox: str, raw: bytes, when: str, *, folder: str = "INBOX") -> None:
        """Put bytes into one mailbox."""
        at = self.at(when)
        received = f"Received: from client.example by mx.{mailbox}.example; {format_datetime(at)}\r\n".encode()
        self.dovecot.deliver(self.mailboxes[mailbox], received + raw, at=at, folder=folder)

    def answer(self, letter: EmailMessage, text: str, *, when: str, sender: str = "", **more: Any) -> bytes:
        """Reply to one of our letters, quoting it as Gmail does."""
        quoted = "\n".join(f"> {line}" for line in words(letter).splitlines())
        address = sender or str(letter["To"])
        return self.mail(
            address,
            f"{text}\n\nVào Th 5, 27 thg 8, 2020 vào lúc 15:00 Phòng <{self.mailboxes['government']}> đã viết:\n{quoted}\n",
            when=when,
            subject=f"Re: {letter['Subject']}",
            headers={"In-Reply-To": str(letter["Message-ID"]), "References": str(letter["Message-ID"])},
            **more,
        )

    def tick(self, when: str) -> Round:
        """Do one round at a local time."""
        settings = self.settings
        with Worker(settings, reading=_reading(settings.vocabulary)) as worker:
            return worker.round(self.at(when))

    def situation(self, when: str) -> Situation:
        """Read the ledger as of a local time."""
        return situation_at(self.settings, self.at(when))

    def status(self, period: str, when: str = "2020-09-30T00:00") -> dict[str, Any]:
        """Give `status --json` of a period."""
        situation = self.situation(when)
        standing = situation.standing(situation.calendar.period(dt.date.fromisoformat(period)))
        return json.loads(json.dumps(as_object(standing)))

    def unit(self, unit: str, period: str = "2020-08-28") -> dict[str, Any]:
        """Give one unit's row of the status."""
        return next(row for row in self.status(period)["units"] if row["unit"] == unit)

    def letters(self, to: str = "", subject: str = "") -> list[EmailMessage]:
        """Give the letters that the SMTP server has taken, to an address, with words in their subject."""
        parsed = [
            (taken, email.message_from_bytes(taken.raw, policy=email.policy.default)) for taken in self.sink.taken
        ]
        found: list[EmailMessage] = []
        for taken, message in parsed:
            assert isinstance(message, EmailMessage)
            if (not to or to in taken.recipients) and subject.casefold() in str(message["Subject"]).casefold():
                found.append(message)
        return found


_pools: dict[Vocabulary, ReadingPool] = {}


def _reading(vocabulary: Vocabulary) -> ReadingPool:
    """Give the reading process of this office, kept for its next rounds: starting one takes longer than most rounds."""
    if vocabulary not in _pools:
        _stop_reading()
        _pools[vocabulary] = ReadingPool(vocabulary, processes=1)
    return _pools[vocabulary]


@atexit.register
def _stop_reading() -> None:
    while _pools:
        _pools.popitem()[1].close()


def words(letter: EmailMessage) -> str:
    """Give the plain text of a letter."""
    body = letter.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def open_office(
    folder: Path,
    dovecot: Dovecot,
    sink: SmtpSink,
    *,
    changes: Mapping[str, str] | None = None,
    zone: ZoneInfo = VIETNAM,
) -> Office:
    """Make accounts and a configuration for them; `changes` replaces words of the example."""
    mailboxes = {"government": dovecot.new_user(), "gmail": dovecot.new_user()}
    text = (ROOT / "config.example.toml").read_text(encoding="utf-8")
    replaced = {
        'host = "imap.quangninh.example"\nport = 993\nsecurity = "tls"': f'host = "127.0.0.1"\nport = {dovecot.imap}\nsecurity = "plain"',
        'host = "imap.gmail.example"\nport = 993\nsecurity = "tls"': f'host = "127.0.0.1"\nport = {dovecot.imap}\nsecurity = "plain"',
        'address = "phongvhtt.mc@quangninh.example"': f'address = "{mailboxes["government"]}"',
        'username = "phongvhtt.mc@quangninh.example"\npassword_env = "DONDOC_GOVERNMENT_PASSWORD"   #': (
            f'username = "{mailboxes["government"]}"\npassword_file = "password"   #'
        ),
        'address = "phongvhttmc@gmail.example"': f'address = "{mailboxes["gmail"]}"',
        'username = "phongvhttmc@gmail.example"\npassword_env = "DONDOC_GMAIL_PASSWORD"': (
            f'username = "{mailboxes["gmail"]}"\npassword_file = "password"'
        ),
        'host = "smtp.quangninh.example"\nport = 465\nsecurity = "tls"\nusername = "phongvhtt.mc@quangninh.example"\npassword_env = "DONDOC_GOVERNMENT_PASSWORD"\n': (
            f'host = "127.0.0.1"\nport = {sink.port}\nsecurity = "plain"\n'
        ),
        "<phongvhtt.mc@quangninh.example>": f"<{mailboxes['government']}>",
        **(changes or {}),
    }
    for old, new in replaced.items():
        assert old in text, old
        text = text.replace(old, new, 1)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "password").write_text(PASSWORD)
    (folder / "units.example.csv").write_bytes((ROOT / "units.example.csv").read_bytes())
    config = folder / "config.toml"
    config.write_text(text, encoding="utf-8")
    return Office(folder, dovecot, sink, config, mailboxes, zone)
