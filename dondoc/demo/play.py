"""Plays the sample week: mails arrive between rounds of the worker, on a clock that runs from one round to the next.

Every mail goes through real IMAP, every letter through real SMTP, and the worker is the one that an office runs; only its clock is
set. Answers to reminders are written from the reminder that was really sent.
"""

from __future__ import annotations

import datetime as dt
import re
import shutil
import sys
from collections import defaultdict
from collections.abc import Iterator
from email import policy
from email.parser import BytesHeaderParser
from pathlib import Path
from typing import TYPE_CHECKING

from dondoc.demo import compose, pages
from dondoc.demo.compose import GMAIL, GOVERNMENT, Delivery, instant
from dondoc.demo.mails import MAILS, Answer, Mail
from dondoc.demo.servers import MailServers
from dondoc.settings import Settings, example_config, load_settings
from dondoc.worker import Worker, load
from ingest import schema
from ingest.ledger import open_ledger
from reporting.situation import Situation

if TYPE_CHECKING:
    from rich.console import Console

ROUNDS = (
    ("27 08:00", ""),
    ("27 12:00", ""),
    ("27 15:00", "nhắc trước hạn 24 giờ"),
    ("27 17:30", ""),
    ("28 08:00", ""),
    ("28 11:45", ""),
    ("28 13:00", "nhắc trước hạn 2 giờ"),
    ("28 15:00", "hết hạn báo cáo"),
    ("28 15:10", "tổng hợp, đôn đốc quá hạn"),
    ("28 17:30", ""),
    ("29 09:30", ""),
    ("29 15:10", "đôn đốc lần hai"),
    ("31 08:30", ""),
    ("31 10:00", ""),
)
"""When the worker looks, and what is due then."""

PASSWORD = "chi-de-thu"  # noqa: S105 (of servers that live as long as the demo)
_MARK = ".dondoc-demo"
_SIGNING_KEY = "dd" * 32


class DemoError(Exception):
    """The demo cannot be played; its message says why, `status` is the command's exit status."""

    def __init__(self, message: str, *, status: int = 1) -> None:
        """Keep the exit status: 2 for what the user can mend."""
        super().__init__(message)
        self.status = status


def play(out: Path, console: Console) -> Situation:
    """Play the week and leave its output in a folder; give the situation at its end. Raises DemoError."""
    _prepare(out)
    clock = _Clock()
    with MailServers({GOVERNMENT: PASSWORD, GMAIL: PASSWORD}, clock.read) as servers:
        settings = _configure(out, servers)
        _fix_signing_key(settings)
        with Worker(settings) as worker:
            week = _Week(clock, servers, settings, worker)
            _rounds(week, console)
            return week.write(out)


def _rounds(week: _Week, console: Console) -> None:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description:24}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("", total=len(ROUNDS))
        for when, note in ROUNDS:
            at = instant(when)
            progress.update(task, description=f"{at:%a %d %b %H:%M}")
            line = week.round(at, note)
            sent = ", ".join(f"{number} {kind}" for kind, number in line.sent.items()) or "-"
            progress.console.print(f"{at:%a %d %b %H:%M}  [bold]{line.arrived:3}[/] in   out: {sent}")
            progress.advance(task)


class _Clock:
    """The demo's time: it stands still between rounds."""

    def __init__(self) -> None:
        self.now = instant("26 00:00")

    def read(self) -> dt.datetime:
        return self.now


class _Week:
    """What goes on while the week is played."""

    def __init__(self, clock: _Clock, servers: MailServers, settings: Settings, worker: Worker) -> None:
        self._clock = clock
        self._servers = servers
        self._settings = settings
        self._worker = worker
        self._waiting = list(MAILS)
        self._copies: list[Delivery] = []
        self._arrived: dict[str, list[Delivery]] = defaultdict(list)
        self._rounds: list[pages.RoundLine] = []

    def round(self, at: dt.datetime, note: str) -> pages.RoundLine:
        """Let arrive what is sent until an instant, and let the worker look."""
        before = len(self._servers.letters)
        arrived = self._arrive(until=at)
        self._clock.now = at
        done = self._worker.round(at)
        if done.problems:
            raise DemoError(f"the round of {at:%d/%m %H:%M} failed: {'; '.join(done.problems)}")
        kinds = self._kinds()
        sent = [kinds.get(_message_id(letter.content), "other") for letter in self._servers.letters[before:]]
        line = pages.RoundLine(
            at=pages.short_time(at, compose.ZONE), note=note, arrived=arrived, sent=pages.counted(sent)
        )
        self._rounds.append(line)
        return line

    def _arrive(self, *, until: dt.datetime) -> int:
        """Deliver what has been sent by then, in the order of arrival; give the number of copies."""
        while self._waiting and instant(self._waiting[0].at) <= until:
            mail = self._waiting.pop(0)
            answered = self._answered(mail)
            self._copies += compose.deliveries(mail, self._settings.roster, answered)
        self._copies.sort(key=lambda delivery: delivery.at)
        due = [delivery for delivery in self._copies if delivery.at <= until]
        self._copies = self._copies[len(due) :]
        for delivery in due:
            self._servers.deliver(delivery.mailbox, delivery.content, delivery.at)
            self._arrived[_message_id(delivery.content)].append(delivery)
        return len(due)

    def _answered(self, mail: Mail) -> bytes | None:
        """Find the letter of ours that a mail answers: the last one that was sent to the address before it."""
        if mail.answer is Answer.NONE:
            return None
        address = mail.letter_to or compose.address_of(mail, self._settings.roster)
        for letter in reversed(self._servers.letters):
            if address in letter.recipients and mail.letter_about in _header(letter.content, "Subject"):
                return letter.content
        raise DemoError(f"no letter was sent to {address} that the mail of {mail.at} could answer")

    def _kinds(self) -> dict[str, str]:
        """Give the kind of each letter out by its Message-ID."""
        return {letter.message_id: str(letter.duty.kind) for letter in self._situation().letters}

    def _situation(self) -> Situation:
        with self._worker.ledger.reading() as connection:
            return load(connection, self._settings, self._clock.now)

    def write(self, out: Path) -> Situation:
        """Write letters, mails and the page that links them."""
        situation = self._situation()
        kinds = self._kinds()
        letters = [(letter, kinds.get(_message_id(letter.content), "other")) for letter in self._servers.letters]
        period = situation.calendar.closed_before(self._clock.now)
        assert period is not None
        pages.write_index(
            out / "index.html",
            campaign=situation.campaign,
            standing=situation.standing(period),
            letters=pages.write_letters(out / "letters", letters, compose.ZONE),
            arrived=list(self._write_mails(out / "mails", situation)),
            rounds=self._rounds,
            zone=compose.ZONE,
            program=sys.argv[0],
        )
        return situation

    def _write_mails(self, folder: Path, situation: Situation) -> Iterator[pages.ArrivedMail]:
        folder.mkdir()
        by_id = {extraction.message_id: extraction for extraction in situation.extractions}
        for number, (message_id, copies) in enumerate(self._arrived.items(), start=1):
            name = f"{number:03}.eml"
            (folder / name).write_bytes(copies[0].content)
            message = BytesHeaderParser(policy=policy.default).parsebytes(copies[0].content)
            extraction = by_id.get(message_id)
            readings = {
                recorded.id: recorded.reading.count
                for recorded in situation.readings
                if extraction is not None and recorded.message == extraction.message
            }
            yield pages.ArrivedMail(
                at=pages.short_time(copies[0].at, compose.ZONE),
                sender=str(message["From"]),
                subject=str(message["Subject"]),
                eml=name,
                copies=len(copies),
                became=pages.became(extraction, readings, situation.books),
            )


def _prepare(out: Path) -> None:
    """Empty the folder of an earlier demo; refuse any other that holds something."""
    if out.exists() and not out.is_dir():
        raise DemoError(f"{out} is a file; name a folder with --out", status=2)
    if out.is_dir() and any(out.iterdir()):
        if not (out / _MARK).exists():
            raise DemoError(f"{out} holds files that are not a demo's; name another folder with --out", status=2)
        shutil.rmtree(out)
    out.mkdir(parents=True, exist_ok=True)
    (out / _MARK).write_text("This folder is emptied by the next `dondoc demo`.\n", encoding="utf-8")


def _configure(out: Path, servers: MailServers) -> Settings:
    """Write the example's campaign as a configuration for the demo's servers."""
    example = example_config()
    roster = load_settings(example).campaign.roster
    shutil.copyfile(example.parent / roster, out / roster)
    (out / "password.txt").write_text(f"{PASSWORD}\n", encoding="utf-8")
    text = demo_configuration(example.read_text(encoding="utf-8"), servers.imap_port, servers.smtp_port)
    (out / "config.toml").write_text(text, encoding="utf-8")
    return load_settings(out / "config.toml")


def demo_configuration(example: str, imap_port: int, smtp_port: int) -> str:
    """Give the example configuration with the demo's servers in place of an office's."""
    section, lines = "", []
    for line in example.splitlines():
        if heading := re.match(r"\[+([a-z]+)\]+", line):
            section = heading[1]
        port = smtp_port if section == "smtp" else imap_port
        values = {"host": '"127.0.0.1"', "port": str(port), "security": '"plain"', "password_env": '"password.txt"'}
        key = line.partition(" =")[0]
        if section in {"mailboxes", "smtp"} and key in values:
            line = f"{'password_file' if key == 'password_env' else key} = {values[key]}"  # noqa: PLW2901
        lines.append(line)
    return "\n".join(lines) + "\n"


def _fix_signing_key(settings: Settings) -> None:
    """Give the ledger a known key before it makes one, so that letters have the same Message-IDs in each run."""
    ledger = open_ledger(settings.ledger_url)
    with ledger.writing() as connection:
        connection.execute(schema.facts.insert().values(name="signing-key", value=_SIGNING_KEY))
    ledger.close()


def _message_id(content: bytes) -> str:
    return _header(content, "Message-ID")


def _header(content: bytes, name: str) -> str:
    return str(BytesHeaderParser(policy=policy.default).parsebytes(content)[name])
