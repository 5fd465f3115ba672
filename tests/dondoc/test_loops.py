"""Machines that answer machines: whatever comes back, letters stay few and the office is told once."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Generator
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from pathlib import Path

import pytest

from dondoc.worker import Worker
from tests.dondoc.office import CLERK, Office, open_office, words
from tests.servers.dovecot import Dovecot
from tests.servers.smtp_sink import SmtpSink

UNIT = "thanh-doan@mongcai.example"
A_DAY = 10
"""Letters that one address gets in a day at most."""


@pytest.fixture
def office(tmp_path: Path, dovecot: Dovecot) -> Generator[Office]:
    """An office with nothing in its mailboxes."""
    with SmtpSink() as sink:
        yield open_office(tmp_path, dovecot, sink)


def answer_of_a_machine(letter: EmailMessage, sender: str, text: str, number: int, *, marked: bool) -> bytes:
    """Give an answer that repeats subject and token, as an out-of-office does; marked as such, or not."""
    answer = EmailMessage(policy=email.policy.SMTP)
    answer["From"] = sender
    answer["To"] = str(letter["Reply-To"] or letter["From"])
    answer["Subject"] = f"Re: {letter['Subject']}"
    answer["Message-ID"] = f"<away{number}@client.example>"
    answer["In-Reply-To"] = answer["References"] = str(letter["Message-ID"])
    if marked:
        answer["Auto-Submitted"] = "auto-replied"
    answer.set_content(text)
    return answer.as_bytes()


def rounds_with_a_machine(
    office: Office, machine: str, text: str, *, marked: bool, rounds: int = 30
) -> tuple[int, list[EmailMessage]]:
    """Let a machine answer every letter to its address, a round each 5 minutes; give its letters and the office's."""
    answered = 0
    at = office.at("2020-08-26T08:00")
    with Worker(office.settings) as worker:
        for _ in range(rounds):
            at += worker.settings.worker.poll * 5
            letters = office.letters(to=machine)
            for number, letter in enumerate(letters[answered:], start=answered):
                raw = answer_of_a_machine(letter, machine, text.format(number=number + 50), number, marked=marked)
                office.dovecot.deliver(office.mailboxes["government"], raw, at=at)
            answered = len(letters)
            assert not worker.round(at).problems
    return len(office.letters(to=machine)), office.letters(to=CLERK)


@pytest.mark.parametrize("marked", [True, False])
@pytest.mark.parametrize(
    "text",
    [
        "Tôi đang nghỉ phép đến hết ngày 04/9/2020, xin liên hệ đồng chí Hoa 0912 345 678.",
        "Tuần này cài được {number} máy Bluezone.",
        "{number}",
        "Đã nhận được thư. Mã hồ sơ {number}.",
    ],
)
def test_a_machine_that_answers_every_receipt(office: Office, text: str, marked: bool):
    office.mail(UNIT, "Thành đoàn báo cáo Bluezone tuần này 45 máy.", when="2020-08-26T08:00")
    letters, told = rounds_with_a_machine(office, UNIT, text, marked=marked)
    assert letters <= (1 if marked else A_DAY)
    alerts = [letter for letter in told if UNIT in str(letter["Subject"])]
    assert len(alerts) == (letters == A_DAY)


@pytest.mark.parametrize("marked", [True, False])
@pytest.mark.parametrize("text", ["Tôi đang nghỉ phép đến hết ngày 04/9/2020.", "1 vắng mặt, 2 ok?", "1 ok"])
def test_a_machine_that_answers_for_the_office(office: Office, text: str, marked: bool):
    """Confirmations of orders that were not understood are answered as well, and end at the day's limit."""
    office.mail("la@nguoila.example", "UBND phường Ka Long báo cáo Bluezone tuần này 77 máy.", when="2020-08-26T08:00")
    letters, told = rounds_with_a_machine(office, CLERK, text, marked=marked)
    assert letters <= (2 if marked else A_DAY + 3)
    assert len([letter for letter in told if CLERK in str(letter["Subject"])]) <= 1
    if marked:
        assert office.unit("ubnd-ka-long")["count"] is None


def flood(office: Office, *, numbers: str, growing: bool, count: int = 500) -> list[bytes]:
    """Give many mails of one unit: with the same or new Message-IDs, with the same or growing figures."""
    mails: list[bytes] = []
    for number in range(count):
        figure = 45 + (number if growing else 0)
        serial = number if numbers == "new" else 1
        mails.append(
            f"From: {UNIT}\r\nTo: phong@quangninh.example\r\nSubject: Bao cao\r\nMessage-ID: <flood{serial}@client.example>\r\n"
            f"Date: {format_datetime(office.at('2020-08-26T08:00'))}\r\n"
            f"Content-Type: text/plain; charset=utf-8\r\n\r\nThành đoàn báo cáo Bluezone tuần đến 28/8/2020: {figure} máy.\r\n".encode()
        )
    return mails


@pytest.mark.parametrize("numbers", ["same", "new"])
@pytest.mark.parametrize("growing", [False, True])
def test_a_unit_that_sends_five_hundred_mails(office: Office, numbers: str, growing: bool):
    """One receipt for one report; for five hundred different ones at most a day's letters, one alert, and nothing made up for later."""
    mails = flood(office, numbers=numbers, growing=growing)
    office.dovecot.deliver(office.mailboxes["government"], mails, at=office.at("2020-08-26T08:00"))
    with Worker(office.settings) as worker:
        done = worker.round(office.at("2020-08-26T08:05"))
        assert not done.problems
        assert done.taken.messages + done.taken.copies == 500
        assert office.unit("thanh-doan")["count"] in range(45, 545), "one of those that came in the same second"
        assert len(office.letters(to=UNIT)) == (A_DAY if growing else 1)
        for when in ("2020-08-26T09:10", "2020-08-27T10:00", "2020-08-27T12:00"):
            worker.round(office.at(when))
    assert len(office.letters(to=UNIT)) == (A_DAY if growing else 1)
    assert len(office.letters(to=CLERK)) <= 2, "one request, one alert"


def test_strangers_that_hold_a_token_of_the_office_cannot_flood_it(office: Office):
    office.mail("la@nguoila.example", "UBND phường Ka Long báo cáo Bluezone tuần này 77 máy.", when="2020-08-26T08:00")
    with Worker(office.settings) as worker:
        worker.round(office.at("2020-08-26T08:05"))
        (request,) = office.letters(to=CLERK)
        orders = [
            answer_of_a_machine(request, f"la{number}@nguoila.example", f"1 = {number}", number, marked=False)
            for number in range(60)
        ]
        office.dovecot.deliver(office.mailboxes["gmail"], orders, at=office.at("2020-08-26T08:10"))
        for when in ("2020-08-26T08:15", "2020-08-27T09:00", "2020-08-27T11:00"):
            assert not worker.round(office.at(when)).problems
    assert len(office.letters(to=CLERK)) <= 1 + A_DAY + 1
    assert len(office.sink.taken) == len(office.letters(to=CLERK))


def test_a_list_that_sends_everything_back(office: Office):
    """Each of our letters comes back twice: as a bounce, and as it was; nobody is written to because of it."""
    office.mail(UNIT, "Thành đoàn báo cáo Bluezone tuần này 45 máy.", when="2020-08-26T08:00")
    at = office.at("2020-08-26T08:05")
    returned = 0
    with Worker(office.settings) as worker:
        for _ in range(6):
            assert not worker.round(at).problems
            letters = [taken.raw for taken in office.sink.taken[returned:]]
            returned += len(letters)
            at += worker.settings.worker.poll * 70
            for raw in letters:
                bare = raw.replace(b"Auto-Submitted: auto-generated\r\n", b"").replace(b"X-Auto-Response-Suppress: All\r\n", b"")  # fmt: skip
                bounce = (
                    b"From: list@quangninh.example\r\nTo: x@y.example\r\nSubject: Your message awaits moderator approval\r\n"
                    b"MIME-Version: 1.0\r\nContent-Type: message/rfc822\r\n\r\n" + raw
                )
                for each in (raw, b"Received: from list by us; Wed, 26 Aug 2020 09:00:00 +0700\r\n" + bare, bounce):
                    office.dovecot.deliver(office.mailboxes["government"], each, at=at)
    assert len(office.sink.taken) <= 2
    assert office.unit("thanh-doan")["count"] == 45


def test_the_office_reads_its_letters_in_a_mailbox_that_is_polled(tmp_path: Path, dovecot: Dovecot):
    """The office's own address is one of the mailboxes: summaries, requests and confirmations come in as mail, and nothing follows."""
    with SmtpSink() as sink:
        office = open_office(tmp_path, dovecot, sink)
        own = office.mailboxes["gmail"]
        text = office.config.read_text(encoding="utf-8")
        office.config.write_text(text.replace(f'addresses = ["{CLERK}"]', f'addresses = ["{own}"]'), encoding="utf-8")
        office.mail("la@nguoila.example", "UBND phường Ka Long báo cáo Bluezone tuần này 77 máy.", when="2020-08-27T08:00")  # fmt: skip
        returned = 0
        with Worker(office.settings) as worker:
            for when in ("2020-08-27T09:05", "2020-08-28T15:10", "2020-08-28T15:15", "2020-08-28T17:00", "2020-08-29T16:00"):  # fmt: skip
                assert not worker.round(office.at(when)).problems
                for taken in sink.taken[returned:]:
                    if own in taken.recipients:
                        bare = taken.raw.replace(b"Auto-Submitted: auto-generated\r\n", b"")
                        for raw in (taken.raw, b"X-Copy: 1\r\n" + bare):
                            dovecot.deliver(own, raw, at=office.at(when))
                returned = len(sink.taken)
        assert len(office.letters(to=own)) == 2, "a request and a summary"
        assert office.unit("ubnd-ka-long")["standing"] == "checking"
        request = office.letters(to=own)[0]
        office.answer(request, "1 ok", when="2020-08-29T17:00", sender=own)
        office.tick("2020-08-29T17:05")
        assert office.unit("ubnd-ka-long")["count"] == 77
        assert "77" in words(office.letters(to=own)[-1])


@pytest.mark.parametrize("marked", [True, False])
def test_two_offices_that_collect_from_each_other(tmp_path: Path, dovecot: Dovecot, marked: bool):
    """Each one's mailboxes stand in the other's roster, over two weeks of rounds, with and without the marks of automatic mail."""
    with SmtpSink() as first_sink, SmtpSink() as second_sink:
        one = open_office(tmp_path / "one", dovecot, first_sink)
        other = open_office(tmp_path / "other", dovecot, second_sink)
        for office, peer in ((one, other), (other, one)):
            addresses = "; ".join(peer.mailboxes.values())
            (office.folder / "units.example.csv").write_text(
                f"id,name,aliases,addresses\nban-doi,Phòng bạn,,{addresses}\nkm15,Trạm Km15,,km15@mongcai.example\n",
                encoding="utf-8",
            )
        one.put("government", b"From: " + other.mailboxes["government"].encode() + "\r\nSubject: B\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nPhòng bạn: tuần này 45 máy Bluezone.\r\n".encode(), "2020-08-27T08:00")  # fmt: skip
        carried = {id(one): 0, id(other): 0}
        with Worker(one.settings) as first, Worker(other.settings) as second:
            at = one.at("2020-08-27T08:00")
            for _ in range(60):
                for worker in (first, second):
                    assert not worker.round(at).problems
                for sender, receiver in ((one, other), (other, one)):
                    for taken in sender.sink.taken[carried[id(sender)] :]:
                        raw = taken.raw if marked else taken.raw.replace(b"Auto-Submitted: auto-generated\r\n", b"")
                        for recipient in taken.recipients:
                            if recipient in receiver.mailboxes.values():
                                dovecot.deliver(recipient, raw, at=at)
                    carried[id(sender)] = len(sender.sink.taken)
                at += first.settings.worker.poll * 300
        for office, peer in ((one, other), (other, one)):
            letters = office.letters(to=peer.mailboxes["government"])
            asked = [
                letter for letter in letters if parseaddr(str(letter["From"]))[1] == office.mailboxes["government"]
            ]
            assert len(asked) == len(letters)
            assert len(letters) <= 20, "two weeks of the ladder and a few receipts, no dialogue"
