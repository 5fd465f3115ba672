"""Attacks on the whole product, each played on real servers: nobody is let in, nothing leaves its place, no secret gets out."""

from __future__ import annotations

import datetime as dt
import email
import email.policy
from collections.abc import Generator
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

import pytest

from ingest import tokens
from ingest.ledger import open_ledger, signing_key
from tests.dondoc.office import CLERK, Office, open_office, words
from tests.servers.dovecot import Dovecot
from tests.servers.postgresql import PostgreSQL
from tests.servers.smtp_sink import SmtpSink

OTHER_CLERK = "phophong@quangninh.example"
TRUSTED = "mx.quangninh.example"
REPORT = "Thành đoàn báo cáo tuần này cài được 125 máy Bluezone."
UNIT = "thanh-doan@mongcai.example"


@pytest.fixture
def office(tmp_path: Path, dovecot: Dovecot) -> Generator[Office]:
    """An office of two clerks with nothing in its mailboxes."""
    with SmtpSink() as sink:
        yield open_office(
            tmp_path, dovecot, sink, changes={f'addresses = ["{CLERK}"]': f'addresses = ["{CLERK}", "{OTHER_CLERK}"]'}
        )


def put(
    office: Office,
    sender: str,
    text: str,
    *,
    when: str,
    subject: str = "Báo cáo Bluezone",
    to: tuple[str, ...] = ("government", "gmail"),
    head: str = "",
    top: dict[str, str] | None = None,
) -> None:
    """Deliver a mail written by hand: `head` holds header lines of the sender's, `top` what each receiving server put above its own Received."""
    at = format_datetime(office.at(when))
    office._numbers[0] += 1
    raw = (
        f"From: {sender}\r\nTo: phong@quangninh.example\r\nSubject: {subject}\r\nDate: {at}\r\n"
        f"Message-ID: <hand{office._numbers[0]}@client.example>\r\n{head}"
        "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        f"{text}\r\n"
    ).encode()
    for name in to:
        above = (top or {}).get(name, "")
        received = f"Received: from client.example by mx.{name}.example; {at}\r\n"
        office.dovecot.deliver(
            office.mailboxes[name], (above + received).encode() + raw, at=office.at(when), folder="INBOX"
        )


def reasons_of(office: Office, when: str = "2020-09-30T00:00") -> list[set[str]]:
    """Give the reasons of each reading that waits."""
    return [{reason.code for reason in wait.reasons} for wait in office.situation(when).books.waiting]


def result(verdict: str, server: str = TRUSTED) -> str:
    return f"Authentication-Results: {server}; {verdict}\r\n"


# Who speaks


@pytest.mark.parametrize(
    "sender",
    [
        "thanh-doan@mongcai.exarnple",
        "thanh-doan@mongcai.example.evil.example",
        "thanh\u2010doan@mongcai.example",
        "thаnh-doan@mongcai.example",
        '"thanh-doan@mongcai.example" <la@evil.example>',
        "thanh-doan@mongcai.example <la@evil.example>",
        "=?utf-8?q?Th=C3=A0nh_=C4=91o=C3=A0n_=3Cthanh-doan=40mongcai.example=3E?= <la@evil.example>",
        "la@evil.example (thanh-doan@mongcai.example)",
        "<la@evil.example>, <thanh-doan@mongcai.example>",
        "<thanh-doan@mongcai.example>, <la@evil.example>",
        "nhóm: thanh-doan@mongcai.example, la@evil.example;",
        '"thanh-doan@mongcai.example"@evil.example',
    ],
)
def test_who_only_looks_like_a_unit_reports_nothing_unasked(office: Office, sender: str):
    put(office, sender, REPORT, when="2020-08-27T09:00")
    done = office.tick("2020-08-27T09:05")
    assert not done.problems
    assert office.unit("thanh-doan")["count"] is None
    assert office.unit("thanh-doan")["standing"] == "checking", "a human looks at it"
    assert not [taken for taken in office.sink.taken if not {CLERK, OTHER_CLERK} & set(taken.recipients)]


def test_a_report_whose_answers_go_elsewhere_waits(office: Office):
    put(office, "ben-xe@mongcai.example", "Bến xe: 12 máy Bluezone trong tuần.", when="2020-08-27T09:01", head="Reply-To: la@evil.example\r\n")  # fmt: skip
    assert not office.tick("2020-08-27T09:05").problems
    assert office.unit("ben-xe")["standing"] == "checking"
    assert not office.letters(to="la@evil.example")


@pytest.mark.parametrize(
    ("above", "forged"),
    [
        (result("dmarc=fail header.from=mongcai.example"), True),
        (result("spf=fail smtp.mailfrom=la@evil.example; dkim=none"), True),
        (result("dkim=fail (no key) header.d=mongcai.example;\r\n\tdmarc=fail\r\n\t(p=none)"), True),
        (result("spf=fail (a (dmarc=pass) b; dmarc=pass) smtp.mailfrom=evil.example"), True),
        (result('spf=fail (evil.example: domain of "a); dmarc=pass (b"@evil.example) smtp.mailfrom=evil.example'), True),
        (result("dmarc=pass") + result("dmarc=fail", "mx.evil.example"), False),
        (result("dmarc=fail", "mx.evil.example"), False),
        (result("dmarc=pass header.from=mongcai.example"), False),
        ("", False),
    ],
)  # fmt: skip
def test_a_failing_verdict_of_the_trusted_server_alone_makes_a_report_doubtful(
    office: Office, above: str, forged: bool
):
    put(office, UNIT, REPORT, when="2020-08-27T09:00", to=("government",), top={"government": above})
    assert not office.tick("2020-08-27T09:05").problems
    assert office.unit("thanh-doan")["standing"] == ("checking" if forged else "reported")
    assert bool(office.letters(to=UNIT)) != forged


@pytest.mark.parametrize(
    "forgery",
    [
        result("dmarc=pass"),
        f"authentication-results:\r\n {TRUSTED};\r\n dmarc=pass\r\n",
        result("dmarc=pass", f"(x) {TRUSTED} 1"),
        f"Received: from localhost by {TRUSTED} with LMTP; Thu, 27 Aug 2020 09:00:00 +0700\r\n" + result("dmarc=pass"),
    ],
)
def test_a_verdict_that_came_with_the_mail_clears_nobody(office: Office, forgery: str):
    """The sender wrote a pass into his own header; the receiving server's fail stands above it."""
    put(
        office,
        UNIT,
        REPORT,
        when="2020-08-27T09:00",
        to=("government",),
        head=forgery,
        top={"government": result("spf=fail smtp.mailfrom=evil.example")},
    )
    office.tick("2020-08-27T09:05")
    assert office.unit("thanh-doan")["standing"] == "checking"


@pytest.mark.parametrize("first", ["government", "gmail"])
@pytest.mark.parametrize("together", [True, False])
def test_a_verdict_of_one_mailbox_counts_whichever_copy_comes_first(office: Office, first: str, together: bool):
    second = "gmail" if first == "government" else "government"
    top = {"government": result("dmarc=fail header.from=mongcai.example")}
    at = office.at("2020-08-27T09:00")
    mail = (
        f"From: {UNIT}\r\nTo: phong@quangninh.example\r\nSubject: B\r\nDate: {format_datetime(at)}\r\nMessage-ID: <one@x.example>\r\n"
        f"Content-Type: text/plain; charset=utf-8\r\n\r\n{REPORT}\r\n"
    ).encode()
    for name in (first, second):
        office.dovecot.deliver(
            office.mailboxes[name],
            (top.get(name, "") + "Received: from a by b; Thu, 27 Aug 2020 09:00:00 +0700\r\n").encode() + mail,
            at=at,
        )
        if not together:
            office.tick("2020-08-27T09:05")
    office.tick("2020-08-27T09:10")
    assert office.unit("thanh-doan")["standing"] == "checking"
    assert office.unit("thanh-doan")["count"] is None
    (waiting,) = reasons_of(office)
    assert "forged" in waiting


def test_a_report_from_the_offices_own_mailbox_is_asked_about(office: Office):
    """Somebody writes down there what a unit said on the telephone, or forges the office; what it writes to units is no report."""
    own = office.mailboxes["government"]
    put(office, own, REPORT, when="2020-08-27T09:00")
    raw = (
        f"From: {own}\r\nTo: ben-xe@mongcai.example\r\nCc: {own}\r\nSubject: Bluezone\r\nDate: Thu, 27 Aug 2020 09:01:00 +0700\r\n"
        "Content-Type: text/plain; charset=utf-8\r\n\r\nBến xe: phòng đã ghi nhận tuần này 12 máy Bluezone.\r\n"
    )
    office.put("gmail", raw.encode(), "2020-08-27T09:01")
    office.tick("2020-08-27T09:05")
    assert office.unit("thanh-doan")["standing"] == "checking"
    assert office.unit("ben-xe")["standing"] == "missing"
    assert not office.letters(to=own)
    assert office.letters(to=CLERK, subject="[#")


# Tokens


def ask(office: Office) -> EmailMessage:
    """Let a stranger's report wait, and give the request that asks the office about it."""
    office.mail("la@nguoila.example", "UBND phường Ka Long báo cáo Bluezone tuần này 77 máy.", when="2020-08-27T08:00")
    office.tick("2020-08-27T08:05")
    return office.letters(to=CLERK, subject="[#")[-1]


def token_in(letter: EmailMessage) -> str:
    return str(letter["Subject"]).rpartition("[#")[2].rstrip("]")


def key_of(office: Office) -> bytes:
    ledger = open_ledger(office.settings.ledger_url)
    try:
        with ledger.writing() as connection:
            return signing_key(connection)
    finally:
        ledger.close()


def test_made_up_and_damaged_tokens_give_nothing(office: Office):
    """A bare number means something under a token that we gave, and nothing under any other."""
    office.mail(UNIT, REPORT, when="2020-08-27T08:00")
    office.tick("2020-08-27T08:05")
    (receipt,) = office.letters(to=UNIT)
    good = token_in(receipt)
    name, _dash, mac = good.partition("-")
    other = tokens.token_of(99, key_of(office))
    wrong = [
        f"{name}-{'2' * 10}",
        f"{name}-{mac[:-1]}",
        f"{name}-{mac}2",
        f"{other.partition('-')[0]}-{mac}",
        f"\u017f-{mac}",
        f"\u212a{name}-{mac}",
        f"{'z' * 8}-{mac}",
        other,
    ]
    for number, token in enumerate(wrong):
        put(office, UNIT, str(300 + number), when=f"2020-08-27T09:{number:02d}", subject=f"Re: [#{token}]", to=("gmail",), head=f"References: <dondoc.{token}@quangninh.example>\r\n")  # fmt: skip
    done = office.tick("2020-08-27T10:00")
    assert not done.problems
    assert done.taken.set_aside == 0
    assert office.unit("thanh-doan")["count"] == 125


@pytest.mark.parametrize("where", ["subject", "references", "upper", "several"])
def test_a_token_works_wherever_a_client_leaves_it(office: Office, where: str):
    office.mail(UNIT, REPORT, when="2020-08-27T08:00")
    office.tick("2020-08-27T08:05")
    (receipt,) = office.letters(to=UNIT)
    token = token_in(receipt)
    subject, head = "Re: Xác nhận", ""
    if where == "subject":
        subject += f" [#{token}]"
    elif where == "upper":
        subject += f" [#{token.upper()}]"
    elif where == "references":
        head = f"References: <a@b.example>\r\n\t<dondoc.{token}@quangninh.example>\r\n"
    else:
        subject += f" [#22-2222222222] [#{token}]"
    put(office, UNIT, "130", when="2020-08-27T09:00", subject=subject, head=head)
    office.tick("2020-08-27T09:05")
    assert office.unit("thanh-doan")["count"] == 130


def test_a_token_of_another_unit_asks_the_office(office: Office):
    office.mail(UNIT, REPORT, when="2020-08-27T08:00")
    office.tick("2020-08-27T08:05")
    (receipt,) = office.letters(to=UNIT)
    for sender in ("ben-xe@mongcai.example", "la@evil.example"):
        office.answer(receipt, "130", when="2020-08-27T09:00", sender=sender)
    office.tick("2020-08-27T09:05")
    assert office.unit("thanh-doan")["count"] == 125
    assert office.unit("ben-xe")["count"] is None
    assert len(reasons_of(office)) == 2
    assert not office.letters(to="la@evil.example")


def test_an_answer_played_again_changes_nothing(office: Office):
    office.mail(UNIT, REPORT, when="2020-08-27T08:00")
    office.tick("2020-08-27T08:05")
    (receipt,) = office.letters(to=UNIT)
    raw = office.answer(receipt, "130", when="2020-08-27T09:00")
    office.tick("2020-08-27T09:05")
    office.answer(receipt, "140", when="2020-08-27T10:00")
    office.tick("2020-08-27T10:05")
    sent = len(office.sink.taken)
    office.put("gmail", raw, "2020-08-27T11:00")
    office.put("government", b"X-Relay: again\r\n" + raw, "2020-08-27T11:30")
    office.tick("2020-08-27T11:35")
    assert office.unit("thanh-doan")["count"] == 140
    assert len(office.sink.taken) == sent


# Orders


def test_a_stranger_with_a_token_of_the_office_rules_nothing(office: Office):
    request = ask(office)
    before = len(office.sink.taken)
    office.answer(request, "1 ok nhớ địa chỉ", when="2020-08-27T09:00", sender="la@nguoila.example")
    office.answer(request, "1 = 5", when="2020-08-27T09:01", sender=f'"{CLERK}" <la@nguoila.example>')
    office.answer(request, "1 = 6", when="2020-08-27T09:02", sender=f"{CLERK}, la@nguoila.example")
    office.answer(request, "1 = 7", when="2020-08-27T09:02", sender=f"la@nguoila.example, {CLERK}")
    assert not office.tick("2020-08-27T09:05").problems
    assert office.unit("ubnd-ka-long")["standing"] == "checking"
    assert not office.letters(to="la@nguoila.example")
    assert all(set(taken.recipients) <= {CLERK, OTHER_CLERK} for taken in office.sink.taken[before:])


@pytest.mark.parametrize("first", ["government", "gmail"])
def test_orders_under_a_failing_verdict_of_any_mailbox_do_not_stand(office: Office, first: str):
    request = ask(office)
    at = "2020-08-27T09:00"
    second = "gmail" if first == "government" else "government"
    top = {"government": result("dmarc=fail header.from=quangninh.example")}
    head = f"References: {request['Message-ID']}\r\n"
    office._numbers[0] += 1
    number = office._numbers[0]
    for name in (first, second):
        office._numbers[0] = number
        put(office, CLERK, "1 ok nhớ địa chỉ", when=at, subject=f"Re: {request['Subject']}", to=(name,), head=head, top=top)  # fmt: skip
        office.tick("2020-08-27T09:05")
    office.tick("2020-08-27T09:06")
    assert office.unit("ubnd-ka-long")["count"] is None
    assert "giả mạo" in "".join(words(letter) for letter in office.letters(to=CLERK))


@pytest.mark.parametrize(
    "sender",
    [
        f"\ufeff{CLERK}",
        f"la@evil.example; {CLERK}",
        f"<<{CLERK}>@evil.example>",
        "=?utf-8?q?chuyenvien=40quangninh=2Eexample?=",
        f"{CLERK}\r\nFrom : la@evil.example",
        f"{CLERK}\r\nReply-To: {CLERK}\r\nReply-To: la@evil.example",
    ],
)
def test_a_sender_whom_programs_read_differently_orders_nothing(office: Office, sender: str):
    request = ask(office)
    put(office, sender, "1 = 99", when="2020-08-27T09:00", subject=f"Re: {request['Subject']}")
    assert not office.tick("2020-08-27T09:05").problems
    assert office.unit("ubnd-ka-long")["count"] is None
    assert "1 = 99" not in "".join(map(words, office.letters(to=CLERK)[1:]))


def test_an_automatic_mail_orders_nothing(office: Office):
    request = ask(office)
    put(office, CLERK, "1 ok", when="2020-08-27T09:00", subject=f"Re: {request['Subject']}", head="Auto-Submitted: auto-replied\r\n")  # fmt: skip
    office.tick("2020-08-27T09:05")
    assert office.unit("ubnd-ka-long")["standing"] == "checking"


@pytest.mark.parametrize(
    "text",
    [
        "Tôi xem sau.\n\n> 1 ok\n> 1 = 99",
        "Tôi xem sau.\n\nVào Th 5, 27 thg 8, 2020 vào lúc 08:05 Phòng <phong@quangninh.example> đã viết:\n1 ok\n1 = 99",
        "Tôi xem sau.\n\n-- \n1 ok\n1 = 99",
        "Tôi xem sau.\n\n-----Thư gốc-----\nTừ: Phòng\n1 ok",
    ],
)
def test_orders_that_are_not_the_clerks_own_words_are_none(office: Office, text: str):
    request = ask(office)
    put(office, CLERK, text, when="2020-08-27T09:00", subject=f"Re: {request['Subject']}")
    office.tick("2020-08-27T09:05")
    assert office.unit("ubnd-ka-long")["standing"] == "checking"


@pytest.mark.parametrize(
    "hidden",
    [
        "<!-- 1 ok --><p>Tôi xem sau</p>",
        '<p>Tôi xem sau</p><div style="display:none">1 ok</div>',
        "<p>Tôi xem sau</p><script>1 ok</script><style>1 ok</style><title>1 ok</title>",
        '<p>Tôi xem sau</p><p style="font-size:0">1 ok</p><p hidden>1 ok</p>',
        '<p>Tôi xem sau</p><p style="color:#fefefe;font-size:1px">1 ok</p>',
        '<p>Tôi xem sau</p><p style="position:absolute;left:-9999px">1 ok</p>',
        "<style>div p{display:none}</style><div><p>1 ok</p></div><b>Tôi xem sau</b>",
    ],
)
def test_orders_that_the_clerk_cannot_see_are_none(office: Office, hidden: str):
    request = ask(office)
    message = EmailMessage(policy=email.policy.SMTP)
    message["From"], message["To"], message["Subject"] = CLERK, "phong@quangninh.example", f"Re: {request['Subject']}"
    message["Message-ID"], message["Date"] = "<hidden@x.example>", format_datetime(office.at("2020-08-27T09:00"))
    message.set_content(hidden, subtype="html")
    office.put("gmail", message.as_bytes(), "2020-08-27T09:00")
    office.tick("2020-08-27T09:05")
    assert office.unit("ubnd-ka-long")["standing"] == "checking"


@pytest.mark.parametrize("plain", ["Tôi xem sau.", "1 = 78"])
def test_orders_in_one_form_of_a_mail_alone_are_asked_about(office: Office, plain: str):
    request = ask(office)
    message = EmailMessage(policy=email.policy.SMTP)
    message["From"], message["To"], message["Subject"] = CLERK, "phong@quangninh.example", f"Re: {request['Subject']}"
    message["Message-ID"], message["Date"] = "<forms@x.example>", format_datetime(office.at("2020-08-27T09:00"))
    message.set_content(plain)
    message.add_alternative("<p>Tôi xem sau.</p><p>1 = 99</p>", subtype="html")
    office.put("gmail", message.as_bytes(), "2020-08-27T09:00")
    office.tick("2020-08-27T09:05")
    assert office.unit("ubnd-ka-long")["standing"] == "checking"
    assert "chưa hiểu" in words(office.letters(to=CLERK)[-1])


@pytest.mark.parametrize("said", ["Tôi xem sau.", "2 = 5"])
@pytest.mark.parametrize("form", ["plain", "html"])
def test_a_request_that_is_quoted_without_a_mark_orders_nothing(office: Office, said: str, form: str):
    """Our letters show how to answer them: only what the clerk adds is an answer."""
    for number, ward in enumerate(("Ka Long", "Hải Hòa")):
        office.mail(
            f"la{number}@nguoila.example",
            f"UBND phường {ward} báo cáo Bluezone tuần này 7{number} máy.",
            when="2020-08-27T08:00",
        )
    office.tick("2020-08-27T08:05")
    request = office.letters(to=CLERK, subject="[#")[-1]
    body = request.get_body((form,))
    assert body is not None
    message = EmailMessage(policy=email.policy.SMTP)
    message["From"], message["To"], message["Subject"] = CLERK, "phong@quangninh.example", f"Re: {request['Subject']}"
    message["Message-ID"], message["Date"] = "<unmarked@x.example>", format_datetime(office.at("2020-08-27T09:00"))
    if form == "plain":
        message.set_content(f"{said}\n\nPhòng Văn hóa - Thông tin viết:\n{body.get_content()}")
    else:
        message.set_content(f"<p>{said}</p><hr><div>{body.get_content()}</div>", subtype="html")
    office.put("gmail", message.as_bytes(), "2020-08-27T09:00")
    office.tick("2020-08-27T09:05")
    counts = {office.unit(unit)["count"] for unit in ("ubnd-ka-long", "ubnd-hai-hoa")}
    assert counts == ({None, 5} if "=" in said else {None})


def test_two_clerks_at_once_and_contradictions(office: Office):
    """The first ruling holds and the second is told so; a mail that says two things about one item says nothing about it."""
    request = ask(office)
    office.answer(request, "1 = 78", when="2020-08-27T09:00", sender=CLERK)
    office.answer(request, "1 bỏ", when="2020-08-27T09:00", sender=OTHER_CLERK)
    office.tick("2020-08-27T09:05")
    assert office.unit("ubnd-ka-long")["count"] == 78
    assert "đã được quyết định" in words(office.letters(to=OTHER_CLERK)[-1])

    office.mail("la@nguoila2.example", "UBND phường Ka Long báo cáo Bluezone tuần này 99 máy.", when="2020-08-27T10:00")
    office.tick("2020-08-27T10:30")
    request = office.letters(to=CLERK)[-1]
    office.answer(request, "1 = 100\n1 bỏ", when="2020-08-27T11:00", sender=CLERK)
    office.tick("2020-08-27T11:05")
    assert office.unit("ubnd-ka-long")["count"] == 78
    assert len(reasons_of(office)) == 1
    assert "Đã thực hiện 0" not in str(office.letters(to=CLERK)[-1]["Subject"])


def test_a_unit_that_answers_a_forwarded_request_is_heard(office: Office):
    """A clerk forwards the request to a ward, which answers with its figure and the office's token in the subject."""
    request = ask(office)
    office.answer(request, "Bến xe báo cáo: tuần này cài được 45 máy Bluezone.", when="2020-08-27T09:00", sender="ben-xe@mongcai.example")  # fmt: skip
    office.tick("2020-08-27T09:05")
    assert office.unit("ben-xe")["standing"] in {"reported", "checking"}
    assert office.unit("ubnd-ka-long")["standing"] == "checking"


# Bounces


def test_a_forged_bounce_silences_nobody_else(office: Office):
    """Who holds a token of a letter of his own can say that it came back, and nothing about the letters of others."""
    office.tick("2020-08-27T15:00")
    (mine,) = office.letters(to=UNIT)
    message = (
        "From: MAILER-DAEMON@evil.example\r\nTo: phong@quangninh.example\r\nSubject: Undelivered Mail Returned to Sender\r\n"
        "Date: Thu, 27 Aug 2020 16:00:00 +0700\r\nMessage-ID: <dsn@evil.example>\r\nAuto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nfailed\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; evil.example\r\n\r\n"
        "Final-Recipient: rfc822; km15@mongcai.example\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n"
        "Final-Recipient: rfc822; ben-xe@mongcai.example\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n"
        f"--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: {mine['Message-ID']}\r\nSubject: x\r\n\r\n--b--\r\n"
    )
    office.put("gmail", message.encode(), "2020-08-27T16:00")
    office.tick("2020-08-27T16:05")
    assert not office.situation("2020-08-27T16:05").dead_addresses
    office.tick("2020-08-28T13:00")
    assert len(office.letters(to="km15@mongcai.example")) == 2


# Poison: a mail that must not stop the others


def test_an_address_that_cannot_be_written_to_stops_no_other_letter(office: Office):
    """A stranger whose address no header can hold is made known by a ruling: his receipt fails, the others leave."""
    put(office, '"hai ba"@nguoila.example', "UBND phường Ka Long báo cáo Bluezone tuần này 77 máy.", when="2020-08-27T08:00")  # fmt: skip
    office.tick("2020-08-27T08:05")
    request = office.letters(to=CLERK)[-1]
    office.answer(request, "1 ok nhớ địa chỉ", when="2020-08-27T09:00", sender=CLERK)
    office.mail(UNIT, REPORT, when="2020-08-27T09:00")
    office.tick("2020-08-27T09:05")
    office.tick("2020-08-27T09:10")
    assert office.unit("ubnd-ka-long")["count"] == 77
    assert len(office.letters(to=UNIT)) == 1
    assert len(office.letters(to=CLERK)) == 2
    office.tick("2020-08-28T15:10")
    assert office.letters(to=CLERK, subject="tổng hợp") or office.letters(to=CLERK, subject="2/46")


@pytest.mark.parametrize("kind", ["arrives", "dated"])
@pytest.mark.parametrize("year", [1970, 2099, 9999])
def test_wrong_clocks_of_servers_and_senders(office: Office, kind: str, year: int):
    """A mail that seems to be from another age is read, stops nothing, and fills no week of another year."""
    date = "27 Aug 2020 09:00:00 +0700" if kind == "arrives" else f"31 Dec {year} 23:59:59 +0000"
    message = f"From: {UNIT}\r\nTo: x@y.example\r\nSubject: B\r\nDate: {date}\r\nMessage-ID: <age@x.example>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{REPORT}\r\n"
    at = dt.datetime(year, 12, 31, 12, tzinfo=dt.UTC) if kind == "arrives" else office.at("2020-08-27T09:00")
    office.tick("2020-08-27T08:00")
    office.dovecot.deliver(office.mailboxes["gmail"], message.encode(), at=at)
    office.mail("ben-xe@mongcai.example", "Bến xe: 12 máy Bluezone trong tuần.", when="2020-08-27T09:00")
    done = office.tick("2020-08-27T09:05")
    assert not done.problems
    assert office.unit("ben-xe")["count"] == 12
    assert office.unit("thanh-doan")["standing"] in {"reported", "checking"}
    figures = office.situation("2020-08-27T09:05").books.figures
    assert {period.year for _unit, period, _indicator in figures} == {2020}
    office.tick("2020-08-28T15:10")
    assert office.letters(to=CLERK)


def test_huge_and_empty_mails(office: Office):
    to = ", ".join(f"nguoi{number}@donvi.example" for number in range(5000))
    folded = to.replace(", ", ",\r\n ")
    put(office, UNIT, REPORT, when="2020-08-27T09:00", subject="Báo cáo " + "rất dài " * 1250, head=f"Cc: {folded}\r\n")
    at = office.at("2020-08-27T09:00")
    for raw in (
        b"",
        b"\r\n",
        b"\r\n\r\n",
        b"\n",
        b"From: \r\n\r\n",
        b"From: ben-xe@mongcai.example\r\n\r\n",
        b"\x00" * 50,
    ):
        office.dovecot.deliver(office.mailboxes["gmail"], b"X: y\r\n" + raw, at=at)
    done = office.tick("2020-08-27T09:05")
    assert not done.problems
    assert office.unit("thanh-doan")["count"] == 125
    (receipt,) = office.letters(to=UNIT)
    assert len(receipt.as_bytes()) < 60_000
    office.tick("2020-08-28T15:10")
    assert office.letters(to=CLERK)


def test_numbers_beyond_every_database(office: Office):
    for number, figure in enumerate(("9" * 12, "9" * 25, "9" * 400, "1" + ".000" * 8)):
        put(office, UNIT, f"Thành đoàn báo cáo tuần này cài được {figure} máy Bluezone, lũy kế {figure} máy.", when=f"2020-08-27T09:0{number}")  # fmt: skip
    done = office.tick("2020-08-27T09:10")
    assert not done.problems
    assert done.taken.set_aside == 0
    assert office.unit("thanh-doan")["count"] is None
    office.tick("2020-08-28T15:10")
    assert office.letters(to=CLERK)


# Words that want to be more than words

EVIL = "<script>alert(1)</script>{{7*7}}{% raw %}"
UNITS = f"""\
id,name,group,aliases,addresses
thanh-doan,"=HYPERLINK(""http://evil.example"")<img src=x onerror=alert(1)>{{{{7*7}}}} Thành đoàn",+cmd|'/c calc'!A1,Thành đoàn,{UNIT}
ben-xe,"Bến xe
Bcc: la@evil.example
[bold]khách[/nichts]","@SUM(1)",Bến xe,ben-xe@mongcai.example
"""
SUBJECTS = [
    "Bluezone =?utf-8?q?=0D=0ABcc:_la@evil.example=0D=0A=0D=0Abody?=",
    "Bluezone =?utf-8?b?" + "4oCuZ25w4oGmIOKAqCDigKkgG1szMW0gG11icHduBw==" + "?=",
    f"Bluezone {EVIL} [/red] [bold] [#22-2222222222]",
    "=?utf-8?q?=3Dcmd|'/c_calc'!A1_Bluezone=00=1B]0;pwn=07=9B31m?=",
    "-2+3+cmd|' /C calc'!A0 Bluezone",
]


def play_evil(office: Office) -> None:
    """Let a week go by in which everything that can be said is said with ill will."""
    (office.folder / "units.example.csv").write_text(UNITS, encoding="utf-8")
    for number, subject in enumerate(SUBJECTS):
        minute = f"2020-08-27T09:{number:02d}"
        put(office, f'=?utf-8?q?=22=3Cscript=3E=0D=0ABcc:_x=22?= <la{number}@evil.example>', f"Bến xe báo cáo: tuần này cài được {40 + number} máy Bluezone. {EVIL}", when=minute, subject=subject, to=("gmail",))  # fmt: skip
    put(office, UNIT, f"Thành đoàn báo cáo tuần này cài được 125 máy Bluezone {EVIL}.\r\nKhó khăn, vướng mắc: =1+1 {EVIL} \u202egnp\u2028x.", when="2020-08-27T10:00", subject=SUBJECTS[2], to=("gmail",))  # fmt: skip
    office.mail(
        "ben-xe@mongcai.example",
        "Bến xe gửi báo cáo Bluezone.",
        when="2020-08-27T10:05",
        to=("gmail",),
        attachments={
            "../../../../tmp/<img src=x onerror=alert(1)>{{7*7}}\u202e.csv": "Đơn vị,Số máy Bluezone\n\"=cmd|' /C calc'!A0\",12\nTổng,12\n".encode()
        },
    )


def test_words_of_mails_stay_words_in_everything_that_goes_out(office: Office):
    play_evil(office)
    assert not office.tick("2020-08-27T10:10").problems
    office.answer(office.letters(to=CLERK)[-1], f"1 = 5 {EVIL}\n99 bỏ\n2 bỏ", when="2020-08-27T10:20", sender=CLERK)
    office.tick("2020-08-27T11:30")
    office.tick("2020-08-27T15:00")
    assert not office.tick("2020-08-28T15:10").problems
    known = {CLERK, OTHER_CLERK, UNIT, "ben-xe@mongcai.example"}
    letters = office.letters()
    assert len(letters) >= 5
    for taken, letter in zip(office.sink.taken, letters, strict=True):
        assert set(taken.recipients) <= known
        assert letter["Bcc"] is None
        assert not letter.defects
        for part in letter.walk():
            name = part.get_filename() or ""
            assert not {"/", "\\", "\r", "\n", "\u202e"} & set(name)
            if part.get_content_type() == "text/html":
                html = str(part.get_content())
                assert "<script" not in html
                assert "<img src=x" not in html
                assert "\u202e" not in html
            elif part.get_content_type() == "text/plain":
                assert not set(str(part.get_content())) & set("\x00\x07\x1b\x9b\u202e\u2028")
    everything = "".join(words(letter) for letter in letters)
    assert "{{7*7}}" in everything
    assert "49 Thành" not in everything


def test_no_cell_of_the_workbook_or_the_table_is_a_formula(office: Office):
    import csv
    import io

    import openpyxl

    from dondoc.command_line import main

    play_evil(office)
    office.tick("2020-08-28T15:10")
    out = office.folder / "out"
    assert main(["summary", "--config", str(office.config), "--at", "2020-08-28T15:10", "--out", str(out)]) == 0
    (workbook,) = out.glob("*.xlsx")
    assert {path.parent for path in out.rglob("*")} == {out}
    texts = 0
    for sheet in openpyxl.load_workbook(workbook):
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                assert cell.hyperlink is None
                texts += isinstance(cell.value, str) and cell.value.startswith(("=", "+", "-", "@"))
    assert texts, "such words did come through, as text"
    (table,) = out.glob("*.csv")
    for line in csv.reader(io.StringIO(table.read_text(encoding="utf-8"))):
        assert not [cell for cell in line if cell[:1] in {"=", "+", "@", "\t"}]
    assert "<script" not in next(iter(out.glob("*.html"))).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "command",
    [
        ["review"],
        ["review", "--json"],
        ["status"],
        ["status", "--json"],
        ["explain", "ben-xe", "--period", "2020-08-28"],
        ["explain", "ben-xe", "--period", "2020-08-28", "--json"],
        ["roster"],
        ["roster", "--json"],
        ["reread"],
    ],
)
def test_a_terminal_shows_words_and_obeys_none(office: Office, capfd: pytest.CaptureFixture[str], command: list[str]):
    from dondoc.command_line import main

    play_evil(office)
    office.tick("2020-08-27T10:10")
    assert main([*command, "--config", str(office.config)]) == 0
    out = capfd.readouterr()
    assert not set(out.out + out.err) & set("\x00\x07\x08\x1b\x9b\r\u202e\u2028\u2066")
    if command == ["review"]:
        assert "[#22-2222222222]" in out.out.replace("\n", "").replace(" ", "") or "[/red]" in out.out


def test_the_page_of_a_mail_runs_nothing(office: Office, capfd: pytest.CaptureFixture[str]):
    from dondoc.command_line import main

    (office.folder / "units.example.csv").write_text(UNITS, encoding="utf-8")
    mail = (
        f"From: <script>alert(1)</script> <{UNIT}>\r\nSubject: {SUBJECTS[2]}\r\nDate: Thu, 27 Aug 2020 09:00:00 +0700\r\n"
        "Content-Type: text/html; charset=utf-8\r\n\r\n<p>Bluezone: 125 máy</p><script>alert(2)</script><img src=x onerror=alert(3)>"
        "<a href='javascript:alert(4)'>x</a>&lt;script&gt;alert(5)&lt;/script&gt;\r\n"
    )
    file = office.folder / "a.eml"
    file.write_bytes(mail.encode())
    assert main(["extract", "--config", str(office.config), "--html", str(office.folder / "pages"), str(file)]) == 0
    (page,) = (office.folder / "pages").iterdir()
    html = page.read_text(encoding="utf-8")
    for bad in ("<script", "<img", "javascript:alert(4)'", "<a "):
        assert bad not in html
    assert capfd.readouterr().out.count("\n") == 1


def test_a_null_in_a_mail_stops_no_server_of_databases(tmp_path: Path, dovecot: Dovecot, postgresql: PostgreSQL):
    """PostgreSQL takes no NUL in a text: such a mail is read or set aside, and the next ones are read."""
    with SmtpSink() as sink:
        url = postgresql.database()
        office = open_office(
            tmp_path, dovecot, sink, changes={'ledger = "sqlite:///data/dondoc.db"': f'ledger = "{url}"'}
        )
        play_evil(office)
        for number, head in enumerate(
            (
                "Message-ID: <a\0b@c>\r\n",
                "References: <x\0y@z>\r\n",
                "Reply-To: =?utf-8?q?=00?= <ben-xe@mongcai.example>\r\n",
            )
        ):
            put(office, "ben-xe@mongcai.example", "Bến xe\0 báo cáo tuần này cài được 45\0 máy Bluezone.", when=f"2020-08-27T09:2{number}", head=head)  # fmt: skip
        office.mail(UNIT, "Thành đoàn báo cáo đính chính: tuần này cài được 126 máy Bluezone.", when="2020-08-27T10:06")
        done = office.tick("2020-08-27T10:10")
        assert not done.problems
        assert done.taken.set_aside == 0
        assert office.unit("thanh-doan")["count"] == 126
        assert not office.tick("2020-08-28T15:10").problems


# Secrets

SECRET = "b1-mat-khau-rat-dai"


def test_secrets_stand_nowhere_but_where_they_belong(
    office: Office, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
):
    """Wrong passwords, refused logins, broken TLS, mistakes in the configuration: none of it repeats a secret."""
    from dondoc.command_line import main

    caplog.set_level("DEBUG")
    good = office.config.read_text(encoding="utf-8")
    (office.folder / "secret").write_text(SECRET)
    port = f'port = {office.sink.port}\nsecurity = "plain"\n'
    login = 'username = "ai-do"\npassword_file = "secret"\n'
    office.mail(UNIT, REPORT, when="2020-08-27T09:00")
    variants = [
        good.replace('password_file = "password"', 'password_file = "secret"'),
        good.replace(port, port + login),
        good.replace(port, port.replace("plain", "tls") + login),
        good.replace(port, port.replace("plain", "starttls") + login),
        good.replace('security = "plain"', 'security = "tls"').replace('"password"', '"secret"'),
        good.replace(
            'ledger = "sqlite:///data/dondoc.db"', f'ledger = "postgresql+psycopg://ai:{SECRET}@127.0.0.1:9/x"'
        ),
        good.replace('ledger = "sqlite:///data/dondoc.db"', f'ledger = "postgresql://ai:{SECRET}@127.0.0.1:9/x"'),
        good.replace('ledger = "sqlite:///data/dondoc.db"', f'ledger = "nichts//ai:{SECRET}@127.0.0.1:port/x"'),
        good.replace('ledger = "sqlite:///data/dondoc.db"', f'ledger = "mysql://ai:{SECRET}@127.0.0.1/x"'),
        good.replace('password_file = "password"', f'password = "{SECRET}"', 1),
        good.replace('password_file = "password"', f'password_env = "{SECRET}"', 1),
        good.replace('password_file = "password"', 'token_command = ["cat", "secret", "nothing"]', 1),
        good.replace('password_file = "password"', f'token_command = ["sh", "-c", "echo {SECRET} >&2; exit 3"]', 1),
    ]
    told = ""
    for variant in variants:
        assert variant != good
        office.config.write_text(variant, encoding="utf-8")
        for command in (["tick", "--at", "2020-08-27T09:05"], ["check"], ["status"]):
            main([*command, "--config", str(office.config)])
        out = capfd.readouterr()
        told += out.out + out.err
    office.config.write_text(good, encoding="utf-8")
    office.tick("2020-08-28T15:10")
    told += caplog.text + capfd.readouterr().err
    assert told
    assert SECRET not in told
    assert "mật-khẩu" not in told
    kept = b"".join(path.read_bytes() for path in (office.folder / "data").rglob("*") if path.is_file())
    sent = b"".join(taken.raw for taken in office.sink.taken)
    for place in (kept, sent):
        for secret in (SECRET, "mật-khẩu thử"):
            assert secret.encode() not in place


# Clock and calendar


def change(office: Office, old: str, new: str) -> None:
    text = office.config.read_text(encoding="utf-8")
    assert old in text, old
    office.config.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(("second", "standing"), [("15:00:00", "reported"), ("15:00:01", "late")])
def test_the_second_of_the_deadline(office: Office, second: str, standing: str):
    office.mail(UNIT, REPORT, when=f"2020-08-28T{second}")
    office.tick("2020-08-28T15:09:59")
    assert not office.letters(to=CLERK)
    office.tick("2020-08-28T15:10:00")
    assert office.unit("thanh-doan")["standing"] == standing
    assert len(office.letters(to=CLERK)) == 1


def test_a_round_under_a_clock_that_is_years_ahead_or_behind_leaves_the_season_whole(office: Office):
    """A round in 2031 and one in 2001 send what they must; afterwards the week goes on, with its summary and a revised one."""
    office.mail(UNIT, REPORT, when="2020-08-27T09:00")
    office.tick("2020-08-27T09:05")
    for when in ("2031-03-07T15:10", "2001-01-01T00:00", "2020-08-27T10:00"):
        assert not office.tick(when).problems, when
    office.sink.taken.clear()
    office.mail("ben-xe@mongcai.example", "Bến xe: 12 máy Bluezone trong tuần.", when="2020-08-27T10:00")
    assert not office.tick("2020-08-27T10:05").problems
    assert office.unit("thanh-doan")["count"] == 125
    assert len(office.letters(to="ben-xe@mongcai.example")) == 1
    office.tick("2020-08-28T15:10")
    assert [letter for letter in office.letters(to=CLERK) if "2/46" in str(letter["Subject"])]
    office.mail("km15@mongcai.example", "Trạm Km15 báo cáo Bluezone tuần này 30 máy.", when="2020-08-28T16:00")
    office.tick("2020-08-28T16:05")
    office.tick("2020-08-29T15:11")
    assert [letter for letter in office.letters(to=CLERK) if "3/46" in str(letter["Subject"])], "the revised summary"


def test_rounds_out_of_order_send_nothing_twice(office: Office):
    office.mail(UNIT, REPORT, when="2020-08-27T09:00")
    for when in ("2020-08-28T15:10", "2020-08-27T15:00", "2020-08-28T13:00", "2020-08-26T08:00", "2020-08-28T15:10"):
        assert not office.tick(when).problems
    seen = [str(letter["Message-ID"]) for letter in office.letters()]
    assert len(seen) == len(set(seen))
    assert len(office.letters(to=CLERK)) == 1
    assert len(office.letters(to=UNIT)) == 1


def test_a_campaign_that_has_not_begun(office: Office):
    change(office, "starts = 2020-08-26", "starts = 2021-08-26")
    office.mail(UNIT, REPORT, when="2020-08-27T09:00")
    assert not office.tick("2020-08-27T09:05").problems
    assert not office.letters(to="km15@mongcai.example")
    assert {unit["standing"] for unit in office.status("2021-08-27", "2020-08-27T09:05")["units"]} <= {
        "missing",
        "reported",
    }


@pytest.mark.parametrize(
    "new",
    [
        'starts = 2020-08-26\nmoved = { "2020-08-28" = 2020-08-26T15:00:00 }',
        'starts = 2020-08-26\nmoved = { "2020-08-28" = 2020-09-02T15:00:00 }',
        'starts = 2020-08-26\nwaived = ["2020-08-28"]',
        "starts = 2020-08-30",
        'starts = 2020-08-26\nkept = ["2020-08-28"]',
    ],
)
def test_a_calendar_changed_after_the_summary(office: Office, new: str):
    """Whatever the office moves or waives afterwards: rounds go on, and the figure stays."""
    office.mail(UNIT, f"{REPORT[:-1]} trong tuần đến 28/8/2020.", when="2020-08-27T09:00")
    office.tick("2020-08-28T15:10")
    sent = len(office.letters(to=CLERK))
    change(office, "starts = 2020-08-26", new)
    for when in ("2020-08-28T15:20", "2020-08-29T16:00", "2020-09-03T15:00", "2020-09-04T15:10"):
        assert not office.tick(when).problems, when
    figures = office.situation("2020-09-04T15:10").books.figures
    assert ("thanh-doan", dt.date(2020, 8, 28), "installed") in figures
    assert len(office.letters(to=CLERK)) <= sent + 4
    for command in ("status", "review", "roster"):
        from dondoc.command_line import main

        assert main([command, "--config", str(office.config)]) == 0


@pytest.mark.parametrize("edit", ["removed", "renamed", "moved", "emptied"])
def test_a_roster_changed_while_letters_wait(office: Office, edit: str):
    """Letters are due and cannot leave; meanwhile the unit is gone, has another id, or its address belongs to another one."""
    from dondoc.command_line import main

    office.mail(UNIT, REPORT, when="2020-08-27T09:00")
    office.mail(
        "la@nguoila.example", "Bến xe khách Móng Cái báo cáo Bluezone tuần này 77 máy.", when="2020-08-27T09:00"
    )
    office.tick("2020-08-27T09:05")
    port = f"port = {office.sink.port}"
    change(office, port, "port = 9")
    office.tick("2020-08-27T15:00")
    roster = office.folder / "units.example.csv"
    lines = roster.read_text(encoding="utf-8-sig").splitlines()
    kept = [line for line in lines if not line.startswith(("thanh-doan,", "ben-xe,", "km15,"))]
    more = {
        "removed": [],
        "renamed": ["thanh-doan-moi,Thành đoàn,,,thanh-doan@mongcai.example", "ben-xe-moi,Bến xe,,,ben-xe@mongcai.example"],
        "moved": ["don-vi-moi,Đơn vị mới,,,thanh-doan@mongcai.example; ben-xe@mongcai.example; km15@mongcai.example"],
        "emptied": [],
    }[edit]  # fmt: skip
    if edit == "emptied":
        kept = [lines[0], "mot,Đơn vị một,,,mot@mongcai.example"]
    columns = lines[0].count(",")
    roster.write_text("\n".join([*kept, *(line + "," * (columns - line.count(",")) for line in more)]) + "\n", encoding="utf-8")  # fmt: skip
    change(office, "port = 9", port)
    for when in ("2020-08-27T16:10", "2020-08-28T13:00", "2020-08-28T15:10", "2020-08-29T15:10"):
        done = office.tick(when)
        assert not done.problems, when
    assert office.situation("2020-08-28T15:10").books.figures[("thanh-doan", dt.date(2020, 8, 28), "installed")].count == 125  # fmt: skip
    assert [letter for letter in office.letters(to=CLERK) if "/" in str(letter["Subject"])]
    for command in (["status"], ["review"], ["roster"], ["summary", "--out", str(office.folder / "out")]):
        assert main([*command, "--config", str(office.config)]) == 0


def test_a_summer_time_that_begins_and_ends(tmp_path: Path, dovecot: Dovecot):
    """In Berlin the Sunday deadlines 02:30 of 25 October 2020 (twice) and 28 March 2021 (never) close one week each."""
    with SmtpSink() as sink:
        berlin = {
            'timezone = "Asia/Ho_Chi_Minh"': 'timezone = "Europe/Berlin"',
            "starts = 2020-08-26": "starts = 2020-10-19",
            'deadline = { weekday = "friday", time = "15:00" }': 'deadline = { weekday = "sunday", time = "02:30" }',
        }
        office = open_office(tmp_path, dovecot, sink, changes=berlin)
        (tmp_path / "units.example.csv").write_text(
            "id,name,addresses\nkm15,Km15,km15@mongcai.example\n", encoding="utf-8"
        )
        for when in (
            "2020-10-24T02:30",
            "2020-10-25T00:30",
            "2020-10-25T01:45",
            "2020-10-25T02:40",
            "2020-10-25T03:00",
        ):
            assert not office.tick(when).problems
        assert len(office.letters(to=CLERK)) <= 2
        for when in (
            "2021-03-27T03:00",
            "2021-03-28T01:00",
            "2021-03-28T03:10",
            "2021-03-28T03:41",
            "2021-03-28T04:00",
        ):
            assert not office.tick(when).problems
        assert len(office.letters(to="km15@mongcai.example")) <= 6


def test_letters_that_fold_to_others_are_other_letters(office: Office):
    """A long s is no s, however a library folds case."""
    (office.folder / "units.example.csv").write_text("id,name,addresses\nso-y-te,Sở Y tế,so-y-te@mongcai.example\n", encoding="utf-8")  # fmt: skip
    put(
        office,
        "\u017fo-y-te@mongcai.example",
        "Sở Y tế báo cáo tuần này cài được 45 máy Bluezone.",
        when="2020-08-27T09:00",
    )
    put(
        office, "SO-Y-TE@MongCai.example", "Sở Y tế báo cáo tuần này cài được 46 máy Bluezone.", when="2020-08-27T09:01"
    )
    office.tick("2020-08-27T09:05")
    assert office.unit("so-y-te")["count"] == 46
    assert reasons_of(office) == [{"unknown-address"}]


def test_a_server_that_refuses_us_kills_no_address(office: Office):
    """The day's quota is used up, or we are blocked: every recipient is refused, and next week all of them are written to."""
    units = [address for unit in office.settings.roster.units for address in unit.addresses]
    office.sink.answers.update(
        {
            address: ("550 5.4.5 Daily sending quota exceeded", "550 5.7.1 Blocked")[number % 2]
            for number, address in enumerate(units)
        }
    )
    office.tick("2020-08-27T15:00")
    assert not office.situation("2020-08-27T15:05").dead_addresses
    office.sink.answers.clear()
    office.tick("2020-09-03T15:00")
    assert len(office.letters(to="km15@mongcai.example")) == 1


def test_letters_that_were_given_up_kill_no_address(office: Office):
    """No SMTP for days: what could not leave says nothing about those whom it was for."""
    port = f"port = {office.sink.port}"
    change(office, port, "port = 9")
    for when in ("2020-08-27T15:00", "2020-08-29T16:00", "2020-08-31T15:00"):
        office.tick(when)
    change(office, "port = 9", port)
    assert not office.situation("2020-08-31T15:00").dead_addresses
    office.tick("2020-09-03T15:00")
    assert len(office.letters(to="km15@mongcai.example")) == 1


def test_reading_again_forgets_no_verdict_of_another_copy(office: Office, capfd: pytest.CaptureFixture[str]):
    from dondoc.command_line import main

    raw = office.mail(UNIT, REPORT, when="2020-08-27T09:00", to=("gmail",))
    office.tick("2020-08-27T09:01")
    office.dovecot.deliver(
        office.mailboxes["government"],
        (result("dmarc=fail") + "Received: from a by b; Thu, 27 Aug 2020 09:00:00 +0700\r\n").encode() + raw,
        at=office.at("2020-08-27T09:00"),
    )
    office.tick("2020-08-27T09:05")
    assert office.unit("thanh-doan")["standing"] == "checking"
    assert main(["reread", "--apply", "--config", str(office.config)]) == 0
    assert office.unit("thanh-doan")["standing"] == "checking"
    assert "0 changed" in capfd.readouterr().out


def test_what_the_configuration_says_is_no_template(office: Office):
    change(office, 'name = "Bluezone Móng Cái"', "name = \"{{ 7 * 7 }} {% include 'layout.html' %} <b>Bluezone</b>\"")
    office.mail(UNIT, REPORT, when="2020-08-27T09:00")
    office.tick("2020-08-28T15:10")
    letters = office.letters()
    assert letters
    for letter in letters:
        html = letter.get_body(("html",))
        assert html is not None
        assert "<b>Bluezone</b>" not in str(html.get_content())
    assert "{{ 7 * 7 }}" in "".join(words(letter) for letter in letters)


def test_deciding_what_was_decided_shows_words_alone(office: Office, capfd: pytest.CaptureFixture[str]):
    from dondoc.command_line import main

    play_evil(office)
    office.tick("2020-08-27T10:10")
    for reading in range(1, 9):
        for _ in range(2):
            main(["rule", str(reading), "5", "--config", str(office.config)])
    out = capfd.readouterr()
    assert "refused" in out.out
    assert not set(out.out + out.err) & set("\x00\x07\x08\x1b\x9b\r\u202e\u2028\u2066")


def test_steps_that_could_not_leave_are_caught_up_with_one_letter(office: Office):
    """SMTP fails on Thursday at 15:00 and works on Friday at 13:05: one reminder, not two."""
    port = f"port = {office.sink.port}"
    change(office, port, "port = 9")
    for when in ("2020-08-27T15:00", "2020-08-28T09:00", "2020-08-28T13:00"):
        office.tick(when)
    change(office, "port = 9", port)
    office.tick("2020-08-28T14:10")
    assert len(office.letters(to="km15@mongcai.example")) == 1


def test_a_unit_whose_mails_have_no_date_reports_each_week(office: Office):
    """A program that writes no Date and the same words each week reports each week, and nobody is scolded."""
    for week in ("2020-08-27T09:00", "2020-09-03T09:00"):
        at = format_datetime(office.at(week))
        raw = (
            f"From: {UNIT}\r\nSubject: Bluezone\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{REPORT}\r\n".encode()
        )
        for name in ("government", "gmail"):
            received = f"Received: from a by mx.{name}.example; {at}\r\n".encode()
            office.dovecot.deliver(office.mailboxes[name], received + raw, at=office.at(week))
        done = office.tick(week.replace("09:00", "09:05"))
        assert (done.taken.messages, done.taken.copies) == (1, 1)
    office.tick("2020-09-04T15:15")
    assert [office.unit("thanh-doan", period)["count"] for period in ("2020-08-28", "2020-09-04")] == [125, 125]
    assert len(office.letters(to=UNIT)) == 2, "two receipts, and no reminder"
