"""A mail that the server did not give is asked for again by itself, a few times; once it comes, it is a mail like any other."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Generator
from pathlib import Path

import pytest

from dondoc.command_line import main
from dondoc.worker import RETRIES, Worker
from ingest import chain
from ingest.ledger import MOST_RETRIES, folder_accounts, open_ledger
from tests.dondoc.office import CLERK, Office, open_office, words
from tests.servers.dovecot import Dovecot
from tests.servers.faulty_proxy import FaultyProxy
from tests.servers.scripted_imap import Answer, ScriptedImap, is_fetch_of
from tests.servers.smtp_sink import SmtpSink

POISON = b"X-Poison: yes"


@pytest.fixture
def office(tmp_path: Path, dovecot: Dovecot) -> Generator[Office]:
    """An office whose second mailbox is served by a script; its time-out is short."""
    with SmtpSink() as sink:
        yield open_office(tmp_path, dovecot, sink)


@pytest.fixture
def server(office: Office) -> Generator[ScriptedImap]:
    """A server that does not give the body of UID 2, which holds a report."""
    mails = {uid: f"From: tin@shop.example\r\nSubject: {uid}\r\n\r\n{uid}\r\n".encode() for uid in (1, 2, 3)}
    mails[2] = (
        "From: km15@mongcai.example\r\nTo: phong@quangninh.example\r\nSubject: Bluezone\r\nMessage-ID: <km15@x.example>\r\n"
        "Date: Fri, 28 Aug 2020 14:59:00 +0700\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
        "Km15: 30 máy Bluezone trong tuần.\r\n"
    ).encode()
    with ScriptedImap(messages=mails, uidnext=-1) as started:
        started.on = lambda command: b"{tag} NO [SERVERBUG] broken\r\n" if is_fetch_of(command, 2) else None
        text = office.config.read_text(encoding="utf-8")
        head, _gmail, tail = text.partition('name = "gmail"')
        tail = tail.replace(f"port = {office.dovecot.imap}", f'port = {started.port}\ntimeout = "2s"', 1)
        office.config.write_text(f"{head}{_gmail}{tail}", encoding="utf-8")
        yield started


def account(office: Office) -> dict[str, int]:
    """Give where the messages of the second mailbox's folder went."""
    ledger = open_ledger(office.settings.ledger_url)
    try:
        with ledger.reading() as connection:
            assert not chain.prove(connection).broken
            (found,) = [each for each in folder_accounts(connection, []) if each.mailbox == "gmail"]
            return {
                name: getattr(found, name) for name in ("on_server", "reports", "set_aside", "other", "gone", "unread")
            }
    finally:
        ledger.close()


def tries(server: ScriptedImap) -> int:
    """Count the times that UID 2 was asked for alone."""
    return sum(command.startswith("UID FETCH 2 (UID INTERNALDATE") for command in server.commands) // 2


def test_a_mail_that_comes_at_last_counts_as_of_its_arrival(office: Office, server: ScriptedImap):
    """It arrived in time and comes after the deadline: set aside and named in the summary first, then a report, then a revised summary."""
    office.tick("2020-08-28T15:00")
    assert account(office) == {"on_server": 3, "reports": 0, "set_aside": 1, "other": 2, "gone": 0, "unread": 0}
    office.tick("2020-08-28T15:10")
    assert "UID 2" in words(office.letters(to=CLERK)[-1])
    server.on = None
    assert office.tick("2020-08-28T15:19").taken.messages == 0
    done = office.tick("2020-08-28T15:31")
    assert (done.taken.messages, done.problems) == (1, [])
    assert account(office) == {"on_server": 3, "reports": 1, "set_aside": 0, "other": 2, "gone": 0, "unread": 0}
    assert office.unit("km15") == {
        "unit": "km15",
        "standing": "reported",
        "count": 30,
        "cumulative": None,
        "received_at": "2020-08-28T14:59:58+07:00",
    }
    assert len([letter for letter in office.letters(to="km15@mongcai.example") if "30" in str(letter["Subject"])]) == 1
    for when in ("2020-08-28T16:00", "2020-08-28T19:00"):
        assert office.tick(when).taken.messages == 0
    office.tick("2020-08-29T15:11")
    revised = words(office.letters(to=CLERK)[-1])
    assert "30" in revised
    assert "UID 2" not in revised


def test_the_audit_accounts_for_it_before_and_after(
    office: Office, server: ScriptedImap, capsys: pytest.CaptureFixture[str]
):
    for at, (set_aside, reports) in (("2020-08-28T15:00", (1, 0)), ("2020-08-28T15:30", (0, 1))):
        office.tick(at)
        capsys.readouterr()
        assert main(["audit", "--json", "--config", str(office.config)]) == 0
        lines = {line["about"]: line for line in json.loads(capsys.readouterr().out)}
        assert lines["gmail/INBOX"]["unaccounted"] == []
        assert (lines["gmail/INBOX"]["set_aside"], lines["gmail/INBOX"]["reports"]) == (set_aside, reports)
        server.on = None


def test_it_is_asked_for_further_and_further_apart_and_then_no_more(office: Office, server: ScriptedImap):
    """Ten minutes after it was set aside, then each time twice as long, a day at most: ten times in all."""
    at = office.at("2020-08-28T15:00")
    with Worker(office.settings) as worker:
        worker.round(at)
        asked = tries(server)
        for number in range(MOST_RETRIES + 2):
            pause = min(dt.timedelta(minutes=10) * 2**number, dt.timedelta(days=1))
            worker.round(at + pause - dt.timedelta(seconds=1))
            assert tries(server) == asked, number
            at += pause
            worker.round(at)
            asked += number < MOST_RETRIES
            assert tries(server) == asked, number
    assert account(office)["set_aside"] == 1


def test_one_that_is_gone_from_the_server_is_asked_for_no_more_and_named_no_more(office: Office, server: ScriptedImap):
    office.tick("2020-08-28T15:00")
    del server.messages[2]
    office.tick("2020-08-28T15:10")
    before = len(server.commands)
    office.tick("2020-08-28T17:00")
    assert not any("FETCH 2 " in command for command in server.commands[before:])
    office.tick("2020-09-04T15:10")
    assert "UID 2" not in words(office.letters(to=CLERK)[-1])
    assert account(office)["gone"] == 1


def test_one_that_was_numbered_anew_is_read_in_its_new_place(office: Office, server: ScriptedImap):
    office.tick("2020-08-28T15:00")
    server.on = None
    server.uidvalidity = 8
    done = office.tick("2020-08-28T15:30")
    assert (done.taken.messages, done.taken.copies, done.problems) == (1, 2, [])
    assert office.unit("km15")["count"] == 30
    assert account(office) == {"on_server": 3, "reports": 1, "set_aside": 0, "other": 2, "gone": 0, "unread": 0}


def test_one_that_is_too_large_is_not_asked_for_again(office: Office, server: ScriptedImap):
    def large(command: str) -> Answer:
        if "RFC822.SIZE" not in command:
            return None
        return server._usual(command).replace(
            f"UID 2 RFC822.SIZE {len(server.messages[2])}".encode(), b"UID 2 RFC822.SIZE 99000000"
        )

    server.on = large
    office.tick("2020-08-28T15:00")
    assert account(office)["set_aside"] == 1
    before = len(server.commands)
    office.tick("2020-08-28T16:00")
    assert not any("FETCH" in command for command in server.commands[before:])


def test_a_round_that_is_killed_by_a_mail_asks_for_it_no_more_often(office: Office, server: ScriptedImap):
    """The try is written down before it is made."""
    office.tick("2020-08-28T15:00")

    with Worker(office.settings) as worker:
        worker._mailboxes["gmail"].retry = _broken  # pyright: ignore[reportAttributeAccessIssue]
        with pytest.raises(SystemExit):
            worker.round(office.at("2020-08-28T15:10"))
    before = tries(server)
    office.tick("2020-08-28T15:29")
    assert tries(server) == before
    office.tick("2020-08-28T15:30")
    assert tries(server) == before + 1


def _broken(*_arguments: object) -> None:
    raise SystemExit


def test_a_bug_in_asking_again_leaves_the_round_whole(office: Office, server: ScriptedImap):
    office.tick("2020-08-28T15:00")
    with Worker(office.settings) as worker:
        worker._mailboxes["gmail"].retry = _buggy  # pyright: ignore[reportAttributeAccessIssue]
        done = worker.round(office.at("2020-08-28T15:10"))
    assert done.problems == ["gmail: asking again broke off: ZeroDivisionError('a bug')"]
    assert [letter for letter in office.letters(to=CLERK) if "/46" in str(letter["Subject"])], "the summary"


def _buggy(*_arguments: object) -> None:
    raise ZeroDivisionError("a bug")


def test_a_server_that_gave_no_mail_for_a_while_loses_none(office: Office, server: ScriptedImap):
    """For an hour it gives no body at all: three mails a round are set aside. Afterwards all of them are had, twenty a round."""
    server.messages |= {uid: f"From: a@b.example\r\nSubject: {uid}\r\n\r\n{uid}\r\n".encode() for uid in range(4, 61)}
    server.on = lambda command: b"{tag} NO broken\r\n" if "BODY.PEEK" in command else None
    begin = office.at("2020-08-28T08:00")
    with Worker(office.settings) as worker:
        for minute in range(5):
            assert worker.round(begin + dt.timedelta(minutes=minute)).problems
        server.on = None
        came = [worker.round(begin + dt.timedelta(minutes=60 + minute)).taken for minute in range(5)]
    assert [taken.messages for taken in came] == [60 - 15 + 15, 0, 0, 0, 0]
    assert RETRIES >= 15
    assert account(office) == {"on_server": 60, "reports": 1, "set_aside": 0, "other": 59, "gone": 0, "unread": 0}


def test_a_mail_that_breaks_the_line_comes_when_the_line_holds(office: Office):
    """The same through a proxy before a real server: whenever the mail is sent, the line is cut."""
    with FaultyProxy(office.dovecot.imap) as proxy:
        proxy.replace = lambda data: data[: data.index(POISON)] if POISON in data else data
        text = office.config.read_text(encoding="utf-8")
        head, gmail, tail = text.partition('name = "gmail"')
        tail = tail.replace(f"port = {office.dovecot.imap}", f'port = {proxy.port}\ntimeout = "1s"', 1)
        office.config.write_text(f"{head}{gmail}{tail}", encoding="utf-8")
        office.mail("tin@shop.example", "1", when="2020-08-28T08:00", to=("gmail",))
        poison = {"X-Poison": "yes"}
        office.mail("km15@mongcai.example", "Km15: 30 máy Bluezone trong tuần.", when="2020-08-28T08:01", to=("gmail",), headers=poison)  # fmt: skip
        office.mail("ben-xe@mongcai.example", "Bến xe: 12 máy Bluezone.", when="2020-08-28T08:02", to=("gmail",))
        done = office.tick("2020-08-28T08:05")
        assert (done.taken.messages, done.taken.set_aside) == (2, 1)
        proxy.replace = None
        assert office.tick("2020-08-28T08:16").taken.messages == 1
        assert office.unit("km15")["count"] == 30
        assert main(["audit", "--config", str(office.config)]) == 0


def test_a_number_that_the_server_gave_twice_loses_no_mail(
    office: Office, server: ScriptedImap, capsys: pytest.CaptureFixture[str]
):
    """The server was put back from a backup: UIDs that we know come again, for other mails, under the same UIDVALIDITY."""
    server.on = None
    office.tick("2020-08-28T09:00")
    assert office.unit("km15")["count"] == 30
    report = server.messages[2].replace(b"km15@", b"ben-xe@").replace(b"Km15: 30", "Bến xe: 12".encode())
    server.messages = {1: server.messages[1], 2: report}
    done = office.tick("2020-08-28T09:05")
    assert (done.taken.messages, done.problems) == (1, [])
    assert office.unit("ben-xe")["count"] == 12
    server.messages[3] = report.replace(b"ben-xe@", b"thanh-doan@").replace(
        "Bến xe: 12".encode(), "Thành đoàn: 125".encode()
    )
    assert office.tick("2020-08-28T09:10").taken.messages == 1
    assert office.unit("thanh-doan")["count"] == 125
    for when in ("2020-08-28T09:15", "2020-08-28T09:20"):
        assert office.tick(when).taken.messages == 0
    capsys.readouterr()
    assert main(["audit", "--config", str(office.config)]) == 0, capsys.readouterr().out
