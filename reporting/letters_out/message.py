"""A rendered letter, made the bytes of a mail: the same letter and envelope give the same bytes, so that a retry is the same mail."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from email import policy
from email.header import Header
from email.message import EmailMessage
from email.utils import format_datetime

from ingest.calendar import NaiveTimeError
from parsers.values import Address
from reporting.formats import one_line
from reporting.letters_out.rendering import Rendered

# RFC 5322's msg-id with some room; what units' programs made may hold more, but nothing that could end a header line.
_MESSAGE_ID = re.compile(r"<[!-;=?-~]{1,240}>")
_DOT_ATOM = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_TAG = re.compile(r"[a-z0-9-]{1,40}")
_MOST_REFERENCES = 20
_LONGEST_NAME = 60
_LINE_END = "\r\n"


class UnwritableAddressError(ValueError):
    """An address that cannot stand in a mail header; the letter cannot be sent to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """All of a mail's header that the letter's words don't give."""

    message_id: str
    """With its angle brackets; fixed before the letter is a mail."""
    sender: Address
    to: tuple[Address, ...]
    cc: tuple[Address, ...] = ()
    reply_to: tuple[Address, ...] = ()
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    """Message-IDs from the thread's first on."""
    date: dt.datetime
    tag: str = ""
    """A short token, put at the end of the subject: `k3f9-2a7c` gives `[#k3f9-2a7c]`."""

    def __post_init__(self) -> None:
        """Refuse a time without its offset, a Message-ID that isn't one, and a letter to nobody."""
        if self.date.tzinfo is None:
            message = f"{self.date.isoformat()} has no offset"
            raise NaiveTimeError(message)
        if not _MESSAGE_ID.fullmatch(self.message_id):
            message = f"{self.message_id!r} is not a Message-ID"
            raise ValueError(message)
        if self.tag and not _TAG.fullmatch(self.tag):
            message = f"{self.tag!r} is not a tag"
            raise ValueError(message)
        if not self.to:
            message = "a letter needs an address to go to"
            raise ValueError(message)


def to_message(rendered: Rendered, envelope: Envelope) -> bytes:
    """Give the mail, 7-bit safe and with CRLF. Raises UnwritableAddressError."""
    message = EmailMessage(policy=policy.SMTP)
    message["Date"] = format_datetime(envelope.date)
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    message.set_content(rendered.text, cte="quoted-printable")
    message.add_alternative(rendered.html, subtype="html", cte="quoted-printable")
    _add_pictures(message, rendered)
    for file in rendered.files:
        maintype, _slash, subtype = file.media_type.partition("/")
        message.add_attachment(file.data, maintype=maintype, subtype=subtype, filename=one_line(file.name))
    _settle_boundaries(message, envelope.message_id)
    # Addresses, subject and Message-IDs are written by hand: the library's folding loses blanks between encoded words, and would
    # encode long Message-IDs as words, so that no thread would hold.
    return _addresses(envelope) + _subject(rendered, envelope) + _ids(envelope) + message.as_bytes()


def _addresses(envelope: Envelope) -> bytes:
    fields = {
        "From": (envelope.sender,),
        "To": envelope.to,
        "Cc": envelope.cc,
        "Reply-To": envelope.reply_to,
    }
    lines = [
        f"{name}: " + ",\r\n ".join(_header_address(address, name) for address in addresses) + "\r\n"
        for name, addresses in fields.items()
        if addresses
    ]
    return "".join(lines).encode("ascii")


def _subject(rendered: Rendered, envelope: Envelope) -> bytes:
    text = one_line(rendered.subject) + (f" [#{envelope.tag}]" if envelope.tag else "")
    return f"Subject: {_encoded(text, 'Subject')}\r\n".encode("ascii")


def _encoded(text: str, name: str) -> str:
    """Give a text as it stands in a header: as it is where it is short ASCII, else as encoded words (RFC 2047), folded."""
    charset = "us-ascii" if text.isascii() and "=?" not in text else "utf-8"
    return Header(text, charset, header_name=name).encode(linesep=_LINE_END)


def _add_pictures(message: EmailMessage, rendered: Rendered) -> None:
    """Put the pictures beside the HTML; their ids are made from names, so `cid:weeks` in the HTML needs no rewriting."""
    if not rendered.pictures:
        return
    html = message.get_body(("html",))
    assert isinstance(html, EmailMessage)
    for picture in rendered.pictures:
        html.add_related(
            picture.data,
            maintype="image",
            subtype="png",
            cid=f"<{picture.name}>",
            filename=f"{picture.name}.png",
            disposition="inline",
        )


def _settle_boundaries(message: EmailMessage, message_id: str) -> None:
    """Replace random boundaries by ones that follow from the Message-ID."""
    for number, part in enumerate(part for part in message.walk() if part.is_multipart()):
        # `=_` cannot occur in quoted-printable or base64.
        part.set_boundary("=_" + hashlib.sha256(f"{number} {message_id}".encode()).hexdigest()[:24])


def _ids(envelope: Envelope) -> bytes:
    references = _known(envelope.references)
    if len(references) > _MOST_REFERENCES:  # the first one names the thread, the last ones the place in it
        references = (references[0], *references[-(_MOST_REFERENCES - 1) :])
    answered = _known((envelope.in_reply_to,))
    lines = [f"Message-ID: {envelope.message_id}"]
    lines += [f"In-Reply-To: {answer}" for answer in answered]
    if references:
        lines.append("References: " + "\r\n ".join(references))
    return "".join(line + "\r\n" for line in lines).encode("ascii")


def _known(ids: Iterable[str]) -> tuple[str, ...]:
    """Give what really are Message-IDs, each once: they come from mails of others."""
    return tuple(dict.fromkeys(text for text in ids if _MESSAGE_ID.fullmatch(text)))


def _header_address(address: Address, header: str) -> str:
    local, _at, domain = address.email.rpartition("@")
    try:
        domain = domain if domain.isascii() else domain.encode("idna").decode("ascii")
    except UnicodeError:
        domain = ""
    if not _DOT_ATOM.fullmatch(local) or not _DOT_ATOM.fullmatch(domain):
        message = f"{one_line(address.email)!r} cannot be written to"
        raise UnwritableAddressError(message)
    name = one_line(address.name)
    if not name:
        return f"{local}@{domain}"
    if name.isascii() and "=?" not in name and len(name) < _LONGEST_NAME:
        quoted = name.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{quoted}" <{local}@{domain}>'
    return f"{Header(name, 'utf-8', header_name=header).encode(linesep=_LINE_END)} <{local}@{domain}>"
