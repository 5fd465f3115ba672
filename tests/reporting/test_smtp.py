"""Letters handed to real SMTP servers."""

from __future__ import annotations

import logging
import os
import time
from email.message import EmailMessage
from typing import Any

import pytest

from ingest.mailboxes import Credentials, Security, Trouble
from reporting.smtp import Outcome, Sender, SmtpAccount, SmtpError, Stage, as_sent
from tests.servers.dovecot import PASSWORD, Dovecot
from tests.servers.faulty_proxy import FaultyProxy
from tests.servers.postfix import Postfix
from tests.servers.processes import Certificates, free_ports
from tests.servers.scripted_smtp import ScriptedSmtp
from tests.servers.smtp_sink import SmtpSink

OFFICE = "phongvhtt.mc@quangninh.example"
UNIT = "thanh_doan@doan.example"
OTHER = "ben_xe@benxe.example"


def letter(text: str = "Kính gửi đơn vị: đã nhận số 125.\n.\n..hai chấm\n") -> bytes:
    message = EmailMessage()
    message["From"] = f"Phòng Văn hóa - Thông tin <{OFFICE}>"
    message["To"] = UNIT
    message["Subject"] = "Đã nhận báo cáo"
    message["Message-ID"] = "<receipt.1@quangninh.example>"
    message.set_content(text)
    message.add_alternative(f"<p>{text}</p>", subtype="html")
    return as_sent(message)


def plain(sink: SmtpSink, **changes: Any) -> SmtpAccount:
    values: dict[str, Any] = {
        "host": "127.0.0.1",
        "port": sink.port,
        "security": Security.PLAIN,
        "from_address": OFFICE,
        "timeout": 5.0,
    }
    return SmtpAccount(**(values | changes))


def test_a_letter_arrives_byte_for_byte_even_with_lines_that_begin_with_dots():
    raw = letter()
    with SmtpSink() as sink, Sender(plain(sink)) as sender:
        delivery = sender.send(raw, recipients=[UNIT, OTHER])
    assert delivery.accepted
    (taken,) = sink.taken
    assert taken.raw == raw
    assert taken.mail_from == OFFICE
    assert taken.recipients == (UNIT, OTHER)


def test_one_connection_serves_several_letters():
    with SmtpSink() as sink:
        with Sender(plain(sink)) as sender:
            for number in range(5):
                assert sender.send(letter(str(number)), recipients=[UNIT]).accepted
        assert sink.connections == 1
        assert len(sink.taken) == 5


def test_a_connection_that_died_between_letters_is_made_anew():
    with SmtpSink() as sink, Sender(plain(sink)) as sender:
        sender.send(letter("1"), recipients=[UNIT])
        assert sender._line is not None
        assert sender._line.sock is not None
        sender._line.sock.shutdown(2)
        assert sender.send(letter("2"), recipients=[UNIT]).accepted
        assert (sink.connections, len(sink.taken)) == (2, 2)


def test_each_recipient_has_its_own_answer():
    with SmtpSink() as sink, Sender(plain(sink)) as sender:
        sink.answers = {"gone@doan.example": "550 5.1.1 no such user", "full@doan.example": "452 4.2.2 mailbox full"}
        delivery = sender.send(
            letter(), recipients=["gone@doan.example", UNIT, "full@doan.example", "Đoàn@doan.example"]
        )
        assert [(each.recipient, each.outcome, each.stage, each.code) for each in delivery.handed] == [
            ("gone@doan.example", Outcome.REFUSED, Stage.RECIPIENT, 550),
            (UNIT, Outcome.ACCEPTED, Stage.LETTER, 250),
            ("full@doan.example", Outcome.LATER, Stage.RECIPIENT, 452),
            ("Đoàn@doan.example", Outcome.REFUSED, Stage.RECIPIENT, 0),
        ]
        assert delivery.handed[0].text == "5.1.1 no such user"
        assert not delivery.accepted
        assert delivery.to_repeat == ("full@doan.example",)
        (taken,) = sink.taken
        assert taken.recipients == (UNIT,)


def test_a_letter_that_nobody_gets_does_not_spoil_the_next_one():
    with SmtpSink() as sink, Sender(plain(sink)) as sender:
        sink.answers = {OTHER: "450 4.7.1 greylisted, come back later"}
        assert sender.send(letter(), recipients=[OTHER]).to(Outcome.LATER) == (OTHER,)
        assert sender.send(letter(), recipients=[UNIT]).accepted
        sink.answers.clear()
        assert sender.send(letter(), recipients=[OTHER]).accepted
        assert sink.connections == 1


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ("554 5.7.1 looks like spam", Outcome.REFUSED),
        ("451 4.3.0 try again", Outcome.LATER),
        ("421 4.3.2 shutting down", Outcome.LATER),
    ],
)
def test_an_answer_to_the_whole_letter_is_not_the_recipients_fault(answer: str, outcome: Outcome):
    with SmtpSink(on_letter=lambda _: answer) as sink, Sender(plain(sink)) as sender:
        delivery = sender.send(letter(), recipients=[UNIT, OTHER])
        assert {(each.outcome, each.stage) for each in delivery.handed} == {(outcome, Stage.LETTER)}
        sink.on_letter = None
        assert sender.send(letter(), recipients=[UNIT]).accepted


def test_a_line_lost_after_the_letter_leaves_its_fate_unknown():
    """The server may have taken it or not: it must go again, with the same Message-ID."""

    def broken(_: object) -> str | None:
        raise ConnectionAbortedError

    with SmtpSink(on_letter=broken) as sink, Sender(plain(sink)) as sender:
        delivery = sender.send(letter(), recipients=[UNIT, OTHER])
        assert delivery.to(Outcome.UNKNOWN) == (UNIT, OTHER)
        assert delivery.to_repeat == (UNIT, OTHER)
        sink.on_letter = None
        assert sender.send(letter(), recipients=[UNIT]).accepted


def test_a_letter_of_other_than_seven_bits_is_refused_before_it_is_sent():
    with SmtpSink() as sink, Sender(plain(sink)) as sender:
        for raw in ("Subject: số\r\n\r\n".encode(), b"Subject: a\n\nb\n", b"Subject: a\r\n\r\n" + b"x" * 999 + b"\r\n"):
            with pytest.raises(ValueError, match="as_sent"):
                sender.send(raw, recipients=[UNIT])
        assert sink.connections == 0


def test_what_is_written_by_as_sent_can_be_sent_whatever_it_holds():
    raw = letter("Rất dài " * 500 + "\n" + "x" * 3000 + "\nđuôi")
    assert raw.isascii()
    with SmtpSink() as sink, Sender(plain(sink)) as sender:
        assert sender.send(raw, recipients=[UNIT]).accepted


def test_a_command_in_an_address_is_no_address():
    with SmtpSink() as sink, Sender(plain(sink)) as sender:
        evil = "a@b.example>\r\nRCPT TO:<victim@c.example"
        assert sender.send(letter(), recipients=[evil]).to(Outcome.REFUSED) == (evil,)
        with pytest.raises(ValueError, match="not an address"):
            sender.send(letter(), recipients=[UNIT], mail_from=evil)
        assert sink.taken == []


def test_the_null_sender_can_be_used():
    with SmtpSink() as sink, Sender(plain(sink)) as sender:
        assert sender.send(letter(), recipients=[UNIT], mail_from="").accepted
        assert sink.taken[0].mail_from == ""


# Servers that lie


def scripted(server: ScriptedSmtp, **changes: Any) -> SmtpAccount:
    values: dict[str, Any] = {
        "host": "127.0.0.1",
        "port": server.port,
        "security": Security.PLAIN,
        "from_address": OFFICE,
        "timeout": 1.0,
        "data_timeout": 1.0,
    }
    return SmtpAccount(**(values | changes))


COMMANDS = ["EHLO", "MAIL", "RCPT", "DATA", "."]
ANSWERS = [
    *(b"", b"gibberish\r\n", b"\r\n", b"150 x\r\n", b"354 go on\r\n", b"600 x\r\n", b"250-begun\r\n", b"25\r\n"),
    *(
        b"421 4.3.2 closing\r\n",
        b"452 4.3.1 full\r\n",
        b"552 5.3.4 too big\r\n",
        b"550 5.7.1 no\r\n",
        b"251 forward\r\n",
    ),
    *(
        b"250 fine\r\n250 fine\r\n",
        b"250 fine\r\n354 go on\r\n",
        b"354 go on\r\n250 fine\r\n",
        b"250 fine\r\n421 bye\r\n",
    ),
]


@pytest.mark.parametrize("answer", ANSWERS)
@pytest.mark.parametrize("where", COMMANDS)
def test_whatever_a_server_says_a_letter_that_counts_as_accepted_was_taken(where: str, answer: bytes):
    """One odd answer at one command, then an honest server: no letter gets lost, and none comes twice but by a broken line."""
    left = [answer]
    server = ScriptedSmtp(on=lambda command: left.pop() if left and command.startswith(where) else None)
    with server, Sender(scripted(server)) as sender:
        try:
            first = sender.send(letter("1"), recipients=[UNIT, OTHER])
        except SmtpError:
            assert server.taken == []
        else:
            if first.to(Outcome.ACCEPTED):
                # 251 at the end of a letter is a yes as well; the server here keeps what it said 250 to.
                assert len(server.taken) == 1 or (where, answer[:3]) == (".", b"251")
            elif not first.to(Outcome.UNKNOWN):
                assert server.taken == []
        before = len(server.taken)
        assert sender.send(letter("2"), recipients=[UNIT]).accepted
        assert len(server.taken) == before + 1
        assert b"\r\n\r\n2" in server.taken[-1] or b"<p>2</p>" in server.taken[-1]


ODD_EXTENSIONS = [
    b"250-x\r\n250-SIZE abc\r\n250-AUTH\r\n250-AUTH=LOGIN PLAIN\r\n250-STARTTLS\r\n250-SMTPUTF8\r\n250-CHUNKING\r\n250-\r\n250 =\r\n",
    b"250-x\r\n" * 500 + b"250 ok\r\n",
    b"250-\xff\xfe\r\n250 \x00\r\n",
    b"250 " + b"a" * 3000 + b"\r\n",
    b"500 what?\r\n",
    b"250-SIZE 10\r\n250 SIZE 20\r\n",
    b"250 ok\n",
]


@pytest.mark.parametrize("extensions", ODD_EXTENSIONS)
def test_odd_extensions_hinder_no_letter(extensions: bytes):
    with ScriptedSmtp(extensions=extensions) as server, Sender(scripted(server)) as sender:
        raw = letter()
        assert sender.send(raw, recipients=[UNIT]).accepted
        assert server.taken == [raw]


@pytest.mark.parametrize("extensions", [b"250-x\r\n" * 100_000, b"250 " + b"a" * 600_000 + b"\r\n"])
def test_extensions_without_end_are_left(extensions: bytes):
    with ScriptedSmtp(extensions=extensions) as server, Sender(scripted(server)) as sender, pytest.raises(SmtpError):
        sender.send(letter(), recipients=[UNIT])


@pytest.mark.parametrize(("pause", "sent"), [(0.003, True), (0.2, False)])
def test_a_server_that_drips_is_waited_for_no_longer_than_it_may_take(pause: float, sent: bool):
    """A byte at a time: every answer has its end, however often something comes."""
    began = time.monotonic()
    with ScriptedSmtp(pause=pause) as server, Sender(scripted(server)) as sender:
        if sent:
            assert sender.send(letter(), recipients=[UNIT]).accepted
        else:
            with pytest.raises(SmtpError) as caught:
                sender.send(letter(), recipients=[UNIT])
            assert caught.value.trouble is Trouble.TIMED_OUT
    assert time.monotonic() - began < 4


def test_421_between_two_letters_is_a_new_connection():
    left = [b"421 4.4.2 idle for too long\r\n"]

    def on(command: str) -> bytes | None:
        return left.pop() if left and command.startswith("MAIL") and len(server.taken) == 1 else None

    with ScriptedSmtp(on=on) as server, Sender(scripted(server)) as sender:
        assert sender.send(letter("1"), recipients=[UNIT]).accepted
        assert sender.send(letter("2"), recipients=[UNIT]).accepted
        assert len(server.taken) == 2


@pytest.mark.parametrize(
    ("where", "answer", "outcome", "whole"),
    [
        ("MAIL", b"552 5.3.4 message size exceeds fixed limit\r\n", Outcome.REFUSED, True),
        ("MAIL", b"552 too large\r\n", Outcome.REFUSED, True),
        ("MAIL", b"550 5.7.1 you may not send\r\n", Outcome.LATER, False),
        ("MAIL", b"553 5.1.8 sender unknown\r\n", Outcome.LATER, False),
        ("RCPT", b"550 5.4.5 daily sending quota exceeded\r\n", Outcome.LATER, False),
        ("RCPT", b"550 5.1.1 no such user\r\n", Outcome.REFUSED, False),
        ("RCPT", b"552 5.2.2 mailbox full\r\n", Outcome.REFUSED, False),
        (".", b"552 5.7.0 its content presents a potential security issue\r\n", Outcome.REFUSED, True),
        (".", b"554 5.7.1 spam\r\n", Outcome.REFUSED, True),
        (".", b"550 5.4.5 daily sending quota exceeded\r\n", Outcome.LATER, False),
    ],
)
def test_a_refusal_for_good_is_about_us_about_the_letter_or_about_the_recipient(
    where: str, answer: bytes, outcome: Outcome, whole: bool
):
    """What is about our account is tried again: somebody mends it. What is about the letter may pass without its files."""
    server = ScriptedSmtp(on=lambda command: answer if command.startswith(where) else None)
    with server, Sender(scripted(server)) as sender:
        delivery = sender.send(letter(), recipients=[UNIT])
    assert ([each.outcome for each in delivery.handed], delivery.refused_whole) == ([outcome], whole)


# Logging in and encryption


def login(password: str) -> Credentials:
    return Credentials(username=OFFICE, password=lambda: password)


@pytest.mark.parametrize("kind", ["tls", "starttls", "plain"])
def test_it_logs_in_over_every_kind_of_line(certificates: Certificates, kind: str):
    sink = SmtpSink(certificates, tls=kind == "tls", starttls=kind == "starttls", logins={OFFICE: "mật khẩu"})
    with sink:
        account = plain(
            sink, host="localhost", security=Security(kind), ca_file=certificates.ca, credentials=login("mật khẩu")
        )
        with Sender(account) as sender:
            assert sender.send(letter(), recipients=[UNIT]).accepted


def trouble(account: SmtpAccount) -> Trouble:
    with Sender(account) as sender, pytest.raises(SmtpError) as caught:
        sender.send(letter(), recipients=[UNIT])
    assert "geheim" not in str(caught.value)
    return caught.value.trouble


def test_a_wrong_password_is_told_without_it(caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.DEBUG)
    with SmtpSink(logins={OFFICE: "richtig"}) as sink:
        account = plain(sink, credentials=login("geheim"))
        assert trouble(account) is Trouble.LOGIN_REFUSED
        assert "geheim" not in repr(account)
        assert sink.taken == []


def test_a_server_that_wants_a_login_says_so():
    with SmtpSink(logins={OFFICE: "richtig"}) as sink:
        assert trouble(plain(sink)) is Trouble.LOGIN_REFUSED


def test_a_server_without_a_known_login_is_told():
    with SmtpSink() as sink:
        # It offers logins, and its authenticator knows nobody.
        assert trouble(plain(sink, credentials=login("geheim"))) is Trouble.LOGIN_REFUSED


def test_a_missing_password_is_told():
    with SmtpSink(logins={OFFICE: "richtig"}) as sink:
        assert trouble(plain(sink, credentials=login(""))) is Trouble.NO_SECRET


def test_bad_certificates_and_lines_without_encryption_are_refused(certificates: Certificates):
    with SmtpSink(certificates, tls=True) as sink:
        account = plain(sink, host="localhost", security=Security.TLS, ca_file=certificates.other_ca)
        assert trouble(account) is Trouble.CERTIFICATE_UNKNOWN
    with SmtpSink(certificates, starttls=True) as sink:
        account = plain(sink, host="localhost", security=Security.STARTTLS)
        assert trouble(account) is Trouble.CERTIFICATE_UNKNOWN
    with SmtpSink() as sink:
        # A server without STARTTLS gets no letter.
        account = plain(sink, host="localhost", security=Security.STARTTLS, ca_file=certificates.ca)
        assert trouble(account) is Trouble.NOT_ENCRYPTED
        assert (
            trouble(plain(sink, host="localhost", security=Security.TLS, ca_file=certificates.ca))
            is Trouble.NOT_ENCRYPTED
        )
        assert sink.taken == []


def test_nobody_listening_and_nobody_answering_are_told(certificates: Certificates):
    (port,) = free_ports(1)
    nobody = SmtpAccount(host="127.0.0.1", port=port, security=Security.PLAIN, from_address=OFFICE)
    assert trouble(nobody) is Trouble.UNREACHABLE
    with SmtpSink() as sink, FaultyProxy(sink.port, stall_after=0) as proxy:
        assert trouble(plain(sink, port=proxy.port, timeout=0.3)) is Trouble.TIMED_OUT
    with SmtpSink() as sink, FaultyProxy(sink.port, stall_after=0, pause=0.1) as proxy:
        assert trouble(plain(sink, port=proxy.port, timeout=0.3)) is Trouble.TIMED_OUT
    with SmtpSink() as sink, FaultyProxy(sink.port, refuse=True) as proxy:
        assert trouble(plain(sink, port=proxy.port)) is Trouble.LINE_LOST


def test_cut_at_any_byte_a_letter_is_handed_over_or_known_not_to_be():
    """Whatever the sender says, a letter that it calls sent was taken, and one that it doesn't is sent again."""
    with SmtpSink() as sink, FaultyProxy(sink.port) as proxy:
        with Sender(plain(sink, port=proxy.port)) as sender:
            sender.send(letter(), recipients=[UNIT])
        whole = proxy.from_server
        for cut_after in range(1, whole + 10, 1 if os.environ.get("DONDOC_SOAK") else 7):
            proxy.cut_after = cut_after
            before = len(sink.taken)
            with Sender(plain(sink, port=proxy.port)) as sender:
                try:
                    delivery = sender.send(letter(), recipients=[UNIT])
                except SmtpError:
                    assert len(sink.taken) == before
                else:
                    assert delivery.to(Outcome.ACCEPTED) == (UNIT,) or delivery.to(Outcome.UNKNOWN) == (UNIT,)
                    assert not delivery.accepted or len(sink.taken) == before + 1


# A real Postfix


@pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
def test_postfix_takes_a_letter_and_dovecot_has_it(postfix: Postfix, dovecot: Dovecot, security: Security):
    office, unit = dovecot.new_user(), dovecot.new_user()
    raw = letter()
    with Sender(postfix_account(postfix, office, security)) as sender:
        assert sender.send(raw, recipients=[unit]).accepted
    (received,) = wait_for_mail(dovecot, unit)
    assert received.endswith(raw.partition(b"\r\n\r\n")[2])
    assert b"Message-ID: <receipt.1@quangninh.example>" in received


def test_postfix_sends_a_real_bounce_to_the_envelopes_sender(postfix: Postfix, dovecot: Dovecot):
    office = dovecot.new_user()
    with Sender(postfix_account(postfix, office, Security.STARTTLS)) as sender:
        assert sender.send(letter(), recipients=["nobody@mongcai.example"]).accepted
        refused = sender.send(letter(), recipients=["someone@elsewhere.example"])
    (bounce,) = wait_for_mail(dovecot, office)
    assert b"Content-Type: multipart/report" in bounce
    assert b"Auto-Submitted: auto-replied" in bounce
    assert b"<receipt.1@quangninh.example>" in bounce
    assert [(each.outcome, each.stage) for each in refused.handed] == [(Outcome.REFUSED, Stage.RECIPIENT)]


def test_postfix_refuses_a_wrong_password_and_a_letter_without_login(postfix: Postfix, dovecot: Dovecot):
    office = dovecot.new_user()
    assert trouble(postfix_account(postfix, office, Security.TLS, credentials=login("geheim"))) is Trouble.LOGIN_REFUSED
    with Sender(postfix_account(postfix, office, Security.TLS, credentials=None)) as sender:
        delivery = sender.send(letter(), recipients=[office])
    assert [each.outcome for each in delivery.handed] == [Outcome.REFUSED]


def postfix_account(postfix: Postfix, office: str, security: Security, **changes: Any) -> SmtpAccount:
    values: dict[str, Any] = {
        "host": "localhost",
        "port": postfix.submission if security is Security.STARTTLS else postfix.submissions,
        "security": security,
        "credentials": Credentials(username=office, password=lambda: PASSWORD),
        "from_address": office,
        "ca_file": postfix.dovecot.certificates.ca,
        "timeout": 20.0,
    }
    return SmtpAccount(**(values | changes))


def wait_for_mail(dovecot: Dovecot, address: str) -> list[bytes]:
    end = time.monotonic() + 15
    while time.monotonic() < end:
        with dovecot.client(address) as client:
            client.select_folder("INBOX", readonly=True)
            found = client.search()
            if found:
                return [data[b"BODY[]"] for data in client.fetch(found, ["BODY.PEEK[]"]).values()]  # pyright: ignore[reportReturnType]
        time.sleep(0.1)
    raise AssertionError("no mail came")
