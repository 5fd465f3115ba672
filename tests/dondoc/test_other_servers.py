"""A week on servers of another make: no SPECIAL-USE, folders with names in Vietnamese, UIDVALIDITY made anew at each start."""

from __future__ import annotations

import datetime as dt
from collections.abc import Generator
from pathlib import Path

import pytest
from imapclient import IMAPClient

from tests.dondoc.office import CLERK, Office, open_office, words
from tests.servers.cyrus import cyrus_server
from tests.servers.dovecot import Dovecot
from tests.servers.processes import LOOPBACK
from tests.servers.pymap_server import Pymap, pymap_server
from tests.servers.smtp_sink import SmtpSink

UNIT = "thanh-doan@mongcai.example"
FOLDER = "Báo cáo tuần & khác"


@pytest.fixture
def office(tmp_path: Path, dovecot: Dovecot) -> Generator[Office]:
    """An office whose second mailbox is read from another server; call `move_to` to say which."""
    with SmtpSink() as sink:
        yield open_office(tmp_path, dovecot, sink)


def move_to(office: Office, server: Pymap, folders: str = '["INBOX"]') -> None:
    """Let the mailbox `gmail` be one of another server."""
    head, mark, tail = office.config.read_text(encoding="utf-8").partition('name = "gmail"')
    own = office.mailboxes["gmail"]
    tail = (
        tail.replace(f"port = {office.dovecot.imap}", f"port = {server.port}", 1)
        .replace(f'address = "{own}"', 'address = "gmail@mongcai.example"', 1)
        .replace(f'username = "{own}"', f'username = "{server.user}"', 1)
        .replace('password_file = "password"', 'password_file = "other-password"', 1)
        .replace('folders = ["INBOX"]', f"folders = {folders}", 1)
    )
    office.config.write_text(head + mark + tail, encoding="utf-8")
    (office.folder / "other-password").write_text(server.password)


def bring(office: Office, server: Pymap, raw: bytes, when: str, folder: str = "INBOX") -> None:
    """Deliver a mail to the other server, with a Received line of its own."""
    with IMAPClient(LOOPBACK, server.port, ssl=False, timeout=20) as client:
        client.login(server.user, server.password)
        if folder != "INBOX" and not client.folder_exists(folder):
            client.create_folder(folder)
        client.append(folder, b"Received: from a by other.example; Thu, 27 Aug 2020 09:00:00 +0700\r\n" + raw, msg_time=office.at(when))  # fmt: skip


def play_week(office: Office, server: Pymap) -> None:
    """One report in both mailboxes, one in the other alone, a stranger's, a correction by answering, the deadline, a late one."""

    def both(sender: str, text: str, when: str) -> bytes:
        raw = office.mail(sender, text, when=when, to=("government",))
        bring(office, server, raw, when)
        return raw

    both(UNIT, "Thành đoàn cài được 125 máy Bluezone trong tuần.", "2020-08-27T09:00")
    alone = office.mail("ben-xe@mongcai.example", "Bến xe: 12 máy Bluezone trong tuần.", when="2020-08-27T09:01", to=())
    bring(office, server, alone, "2020-08-27T09:01")
    both("la@nguoila.example", "UBND phường Ka Long báo cáo Bluezone tuần này 77 máy.", "2020-08-27T09:02")
    done = office.tick("2020-08-27T09:05")
    assert (done.problems, done.taken.messages, done.taken.copies) == ([], 3, 2)
    (receipt,) = office.letters(to=UNIT)
    bring(office, server, office.answer(receipt, "130", when="2020-08-27T10:00", to=()), "2020-08-27T10:00")
    request = office.letters(to=CLERK)[-1]
    bring(office, server, office.answer(request, "1 = 78", when="2020-08-27T10:01", sender=CLERK, to=()), "2020-08-27T10:01")  # fmt: skip
    assert not office.tick("2020-08-27T10:05").problems
    assert [office.unit(unit)["count"] for unit in ("thanh-doan", "ben-xe", "ubnd-ka-long")] == [130, 12, 78]
    assert not office.tick("2020-08-28T15:10").problems
    assert "3/46" in str(office.letters(to=CLERK)[-1]["Subject"])
    both("km15@mongcai.example", "Trạm Km15 báo cáo Bluezone tuần này 30 máy.", "2020-08-28T16:00")
    assert not office.tick("2020-08-28T16:05").problems
    assert office.unit("km15")["standing"] == "late"


def recorded(office: Office) -> tuple[object, ...]:
    """Give what must not change when the same mail is read again."""
    situation = office.situation("2020-08-28T17:00")
    return (
        {place: figure.count for place, figure in situation.books.figures.items()},
        len(situation.extractions),
        len(situation.letters),
        len(office.sink.taken),
    )


def everything_of(server: Pymap) -> list[tuple[bytes, dt.datetime]]:
    """Give all mails of the other server's INBOX, with their arrivals."""
    with IMAPClient(LOOPBACK, server.port, ssl=False, timeout=20) as client:
        client.normalise_times = False
        client.login(server.user, server.password)
        client.select_folder("INBOX", readonly=True)
        found = client.fetch(client.search(), ["BODY.PEEK[]", "INTERNALDATE"])
        mails: list[tuple[bytes, dt.datetime]] = []
        for uid in sorted(found):
            raw, at = found[uid][b"BODY[]"], found[uid][b"INTERNALDATE"]
            assert isinstance(raw, bytes)
            assert isinstance(at, dt.datetime)
            mails.append((raw, at))
        return mails


def test_a_week_on_pymap_and_its_restart(office: Office):
    """It marks no junk folder, begins at UID 101, and gives UIDVALIDITY anew at each start: nothing counts twice, no letter leaves twice."""
    with pymap_server() as server:
        move_to(office, server)
        play_week(office, server)
        before = recorded(office)
        assert not office.tick("2020-08-28T16:30").problems
        assert recorded(office) == before
        mails = everything_of(server)
    done = office.tick("2020-08-28T16:35")
    assert len(done.problems) == 1, "the server is away"
    with pymap_server(server.port) as again:
        with IMAPClient(LOOPBACK, again.port, ssl=False, timeout=20) as client:
            client.login(again.user, again.password)
            for raw, at in mails:
                client.append("INBOX", raw, msg_time=at)
        done = office.tick("2020-08-28T16:40")
        assert not done.problems
        assert done.taken.messages == 0
        assert done.taken.copies == len(mails)
    assert recorded(office) == before
    assert "gmail" not in "".join(words(letter) for letter in office.letters(to=UNIT))


def test_a_folder_named_in_vietnamese(office: Office):
    """IMAP writes such names in a way of its own (modified UTF-7), the configuration as people do."""
    with pymap_server() as server:
        move_to(office, server, f'["INBOX", "{FOLDER}"]')
        raw = office.mail(UNIT, "Thành đoàn cài được 125 máy Bluezone trong tuần.", when="2020-08-27T09:00", to=())
        bring(office, server, raw, "2020-08-27T09:00", folder=FOLDER)
        done = office.tick("2020-08-27T09:05")
        assert (done.problems, done.taken.messages) == ([], 1)
        assert office.unit("thanh-doan")["count"] == 125
        office.tick("2020-08-28T15:10")
        assert {account.folder for account in office.situation("2020-08-28T15:10").accounts if account.mailbox == "gmail"} == {"INBOX", FOLDER}  # fmt: skip


def test_a_folder_that_is_not_there_is_one_clear_problem(office: Office):
    with pymap_server() as server:
        move_to(office, server, f'["INBOX", "{FOLDER}"]')
        raw = office.mail(UNIT, "Thành đoàn cài được 125 máy Bluezone trong tuần.", when="2020-08-27T09:00", to=())
        bring(office, server, raw, "2020-08-27T09:00")
        done = office.tick("2020-08-27T09:05")
        assert office.unit("thanh-doan")["count"] == 125, "the folder that is there is read"
        assert len(done.problems) == 1
        assert FOLDER in done.problems[0]


def test_a_week_on_cyrus(office: Office):
    """Cyrus damages raw 8-bit letters in headers, so that copies of one mail differ: they count once all the same."""
    with cyrus_server() as server:
        move_to(office, server)
        play_week(office, server)
        before = recorded(office)
        eight_bit = (
            f"From: Đoàn <{UNIT}>\r\nTo: x@y.example\r\nSubject: Báo cáo đính chính 131\r\nMessage-ID: <raw8@client.example>\r\n"
            "Date: Fri, 28 Aug 2020 16:40:00 +0700\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
            "Thành đoàn đính chính: tuần đến 28/8/2020 cài được 131 máy Bluezone.\r\n"
        ).encode()
        office.put("government", eight_bit, "2020-08-28T16:40")
        bring(office, server, eight_bit, "2020-08-28T16:40")
        done = office.tick("2020-08-28T16:45")
        assert (done.problems, done.taken.messages, done.taken.copies) == ([], 1, 1)
        assert office.unit("thanh-doan")["count"] == 131
        assert recorded(office) != before
