"""Messages made of the demo's mails: what a client writes, what a server puts on top, and answers to letters that were really sent.

Boundaries and Message-IDs are made from the mail itself, so that two runs give the same bytes.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.header import Header
from email.message import EmailMessage
from email.utils import format_datetime

from dondoc.demo.mails import Answer, Boxes, Client, Mail
from ingest.roster import Roster

GOVERNMENT = "phongvhtt.mc@quangninh.example"
GMAIL = "phongvhttmc@gmail.example"
OFFICE_NAME = "Phòng Văn hóa - Thông tin"
ZONE = dt.timezone(dt.timedelta(hours=7), "+07")

# The name and address of each receiving server, and the seconds that mail takes to it.
_SERVERS = {GOVERNMENT: ("mx.quangninh.example", "192.0.2.25", 4), GMAIL: ("mx.gmail.example", "198.51.100.27", 9)}
_WEEKDAYS = ("Th 2", "Th 3", "Th 4", "Th 5", "Th 6", "Th 7", "CN")


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One copy of a message, arriving in one mailbox."""

    mailbox: str
    at: dt.datetime
    """When the server takes it in: its INTERNALDATE."""
    content: bytes


def instant(local: str) -> dt.datetime:
    """Read a local time of August 2020, `27 15:00` or `27 15:00:05`."""
    form = "%Y-%m-%d %H:%M:%S" if local.count(":") == 2 else "%Y-%m-%d %H:%M"
    return dt.datetime.strptime(f"2020-08-{local}", form).replace(tzinfo=ZONE)


def deliveries(mail: Mail, roster: Roster, answered: bytes | None = None) -> Iterator[Delivery]:
    """Give all copies of a mail; `answered` is the letter of ours that it answers, as it was sent."""
    at = instant(mail.at)
    content = _content(mail, roster, answered, at, mail.at)
    for mailbox in _mailboxes(mail.boxes):
        late = dt.timedelta(seconds=_SERVERS[mailbox][2]) + (mail.gmail_later if mailbox == GMAIL else dt.timedelta())
        yield _delivered(mailbox, content, mail, roster, at + late)
    if mail.again:
        # Sent once more by hand: the same words under another Message-ID.
        later = instant(mail.again)
        copy = _content(mail, roster, answered, later, mail.again)
        yield from (_delivered(box, copy, mail, roster, later) for box in _mailboxes(mail.again_boxes or mail.boxes))


def address_of(mail: Mail, roster: Roster) -> str:
    """Give the address that a mail comes from: a unit's own, its officer's private one, or a stranger's."""
    unit = roster.by_id.get(mail.sender)
    return unit.addresses[1 if mail.private else 0] if unit else mail.sender


def _mailboxes(boxes: Boxes) -> tuple[str, ...]:
    match boxes:
        case Boxes.BOTH:
            return (GOVERNMENT, GMAIL)
        case Boxes.GOVERNMENT:
            return (GOVERNMENT,)
        case Boxes.GMAIL:
            return (GMAIL,)


def _content(mail: Mail, roster: Roster, answered: bytes | None, at: dt.datetime, key: str) -> bytes:
    original = message_from_bytes(answered, policy=policy.default) if answered is not None else None
    assert original is None or isinstance(original, EmailMessage)
    message = _bounce(mail, original) if mail.answer is Answer.BOUNCE and original else _written(mail, original)
    _name_boundaries(message, _digest(mail.sender, key))
    head = "".join(f"{name}: {value}\r\n" for name, value in _head(mail, roster, original, at, key))
    return head.encode() + message.as_bytes(policy=policy.SMTP)


def _head(
    mail: Mail, roster: Roster, original: EmailMessage | None, at: dt.datetime, key: str
) -> Iterator[tuple[str, str]]:
    sender = address_of(mail, roster)
    yield "From", f"{_words(mail.name)} <{sender}>"
    yield (
        "To",
        ", ".join(f"{_words(OFFICE_NAME)} <{box}>" if box == GOVERNMENT else box for box in _mailboxes(mail.boxes)),
    )
    yield "Subject", _words(_subject(mail, original))
    yield "Date", format_datetime(at)
    yield (
        "Message-ID",
        f"<{_digest(mail.sender, key, mail.subject, mail.text)[:24]}@{sender.partition('@')[2]}>",
    )
    if original is not None:
        yield from (("In-Reply-To", str(original["Message-ID"])), ("References", str(original["Message-ID"])))
    if mail.answer in (Answer.AUTOMATIC, Answer.BOUNCE):
        yield "Auto-Submitted", "auto-replied"
    yield from mail.headers


def _words(text: str) -> str:
    """Write a header's words as RFC 2047 says, folded."""
    return Header(text, None if text.isascii() else "utf-8", maxlinelen=72).encode(linesep="\r\n")


def _subject(mail: Mail, original: EmailMessage | None) -> str:
    if original is None or mail.subject:
        return mail.subject
    return {Answer.REPLY: "Re: ", Answer.AUTOMATIC: "Trả lời tự động: "}.get(mail.answer, "") + str(original["Subject"])


def _written(mail: Mail, original: EmailMessage | None) -> EmailMessage:
    own = mail.text if original is None else _numbered(mail.text, original)
    text, rich = own.strip() + "\n", _paragraphs(own)
    if original is not None and mail.answer is Answer.REPLY:
        quoted, rich_quote = _quotation(mail.client, original)
        text, rich = f"{text}\n{quoted}", rich + rich_quote
    if mail.forwards:
        text, rich = f"{text}\n{mail.forwards}\n".lstrip(), rich + _paragraphs(mail.forwards)
    message = EmailMessage(policy=policy.SMTP)
    message.set_content(text, cte="quoted-printable" if mail.client is Client.ZIMBRA else "base64")
    if mail.client is not Client.PHONE:
        message.add_alternative(rich, subtype="html", cte="quoted-printable")
    for file in mail.files:
        kind, _, subtype = file.media_type.partition("/")
        message.add_attachment(file.content(), maintype=kind, subtype=subtype, filename=file.name)
    return message


def _numbered(text: str, original: EmailMessage) -> str:
    """Put the number of an item of the letter in place of `{what it begins with}`, as a clerk reads it there.

    A line about an item that the letter doesn't list is left out: what doesn't wait needs no answer.
    """
    listed = re.findall(r"^(\d+)\. (.+?), (?:tuần|chưa rõ)", _text_of(original), re.MULTILINE)
    numbers = {what: number for number, what in listed}
    lines = (
        re.sub(r"^\{(.+?)\}", lambda match: numbers.get(match[1], "{}"), line) for line in text.strip().splitlines()
    )
    return "\n".join(line for line in lines if not line.startswith("{}"))


def _quotation(client: Client, original: EmailMessage) -> tuple[str, str]:
    """Quote a letter as the client does, in text and HTML."""
    words = _text_of(original)
    sent = original["Date"].datetime.astimezone(ZONE)
    if client is Client.ZIMBRA:
        head = (
            f"----- Thư gốc -----\nTừ: {OFFICE_NAME} <{GOVERNMENT}>\nTới: {original['To']}\n"
            f"Đã gửi: {sent:%d/%m/%Y %H:%M}\nChủ đề: {original['Subject']}\n"
        )
        return f"{head}\n{words}", f"<hr>{_paragraphs(head)}<blockquote type='cite'>{_paragraphs(words)}</blockquote>"
    day = f"{_WEEKDAYS[sent.weekday()]}, {sent.day} thg {sent.month}, {sent.year}"
    head = f"Vào {day} vào lúc {sent:%H:%M} {OFFICE_NAME} <\n{GOVERNMENT}> đã viết:"
    marked = "\n".join(f"> {line}".rstrip() for line in words.splitlines())
    rich = (
        f'<div class="gmail_quote"><div class="gmail_attr">{html.escape(head)}<br></div>'
        f'<blockquote class="gmail_quote">{_paragraphs(words)}</blockquote></div>'
    )
    return f"{head}\n\n{marked}\n", rich


def _text_of(message: EmailMessage) -> str:
    body = message.get_body(("plain", "html"))
    return str(body.get_content()) if body is not None else ""


def _bounce(mail: Mail, original: EmailMessage) -> EmailMessage:
    """Write the report of a mail system that could not deliver a letter (RFC 3464), with the letter's own headers attached."""
    to = str(original["To"])
    returned = "".join(f"{name}: {original[name]!s}\n" for name in ("From", "To", "Message-ID", "Date"))
    report = f"""Content-Type: multipart/report; report-type=delivery-status; boundary="report"
MIME-Version: 1.0

--report
Content-Type: text/plain; charset=us-ascii

{mail.text.strip().replace("{to}", to)}

--report
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.mongcai.example

Final-Recipient: rfc822; {to}
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 User unknown

--report
Content-Type: text/rfc822-headers; charset=utf-8
Content-Transfer-Encoding: 8bit

{returned}
--report--
"""
    message = message_from_bytes(report.encode(), policy=policy.SMTP)
    assert isinstance(message, EmailMessage)
    return message


def _delivered(mailbox: str, content: bytes, mail: Mail, roster: Roster, at: dt.datetime) -> Delivery:
    """Put on top what the receiving server adds: the same message differs between mailboxes by this alone."""
    server, address, _ = _SERVERS[mailbox]
    sender = address_of(mail, roster)
    domain = sender.partition("@")[2]
    envelope = "" if mail.answer is Answer.BOUNCE else sender
    top = (
        f"Return-Path: <{envelope}>\r\n"
        f"Delivered-To: {mailbox}\r\n"
        f"Received: from mail.{domain} (mail.{domain} [203.0.113.7])\r\n\tby {server} ([{address}]) with ESMTPS"
        f" id {_digest(mailbox, mail.sender, mail.at)[:12]}\r\n\tfor <{mailbox}>; {format_datetime(at)}\r\n"
        f"Authentication-Results: {server};\r\n\tspf={mail.verdict} smtp.mailfrom={domain};"
        f" dmarc={mail.verdict} header.from={domain}\r\n"
    )
    return Delivery(mailbox=mailbox, at=at, content=top.encode() + content)


def _name_boundaries(message: EmailMessage, key: str) -> None:
    for number, part in enumerate(message.walk()):
        if part.is_multipart() and part.get_content_maintype() == "multipart":
            part.set_boundary(f"----=_Part_{number}_{key[:16]}")


def _paragraphs(text: str) -> str:
    return "".join(f"<div>{html.escape(line) or '<br>'}</div>" for line in text.strip().splitlines())


def _digest(*words: str) -> str:
    return hashlib.sha256("\0".join(words).encode()).hexdigest()
