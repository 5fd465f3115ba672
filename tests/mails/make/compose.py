"""Mails as clerks' clients write them: MIME trees put together by hand, so that each client's habits stay its own."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import html
import quopri
import re
import urllib.parse
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from email.utils import format_datetime, parseaddr

ICT = dt.timezone(dt.timedelta(hours=7))
GOV = "phongvhtt.mc@quangninh.example"
GMAIL = "phongvhttmc@gmail.example"
OFFICE = f"Phòng Văn hóa - Thông tin <{GOV}>"

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLS = "application/vnd.ms-excel"
DOC = "application/msword"
PDF = "application/pdf"
ZIP = "application/zip"
JPEG = "image/jpeg"
PNG = "image/png"
CSV = "text/csv"
RTF = "application/rtf"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
BYTES = "application/octet-stream"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One MIME part: a leaf with bytes, or several parts within a boundary."""

    headers: tuple[tuple[str, str], ...]
    body: bytes = b""
    parts: tuple[Part, ...] = ()
    boundary: str = ""
    preamble: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """An attachment; its bytes are made when the mail is."""

    name: str
    make: Callable[[], bytes]
    media_type: str = BYTES
    style: str = "rfc2231"
    """How the name is written: `rfc2231`, `rfc2047` (in the parameter, as many clients do), `both`, `raw`, `none`."""
    inline: bool = False
    encoding: str = "base64"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """The letter that is answered or passed on."""

    sender: str
    at: str
    subject: str
    text: str
    to: str = OFFICE


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """What a clerk writes and how it travels; `client` turns it into bytes."""

    name: str
    client: Callable[[Mail], Part]
    sender: str
    at: str
    """Local time of arrival, `2020-08-28 09:12:33` (seconds optional)."""
    subject: str = ""
    text: str = ""
    html: str = ""
    """The HTML body in place of one made of the text."""
    files: tuple[File, ...] = ()
    reply: Quote | None = None
    forward: Quote | None = None
    bottom: bool = False
    """Whether the own words stand below the quoted ones."""
    to: str = GOV
    via: str = "gov"
    """Which server took it: `gov`, `gmail`, `none` (an exported file without transport headers)."""
    verdict: str = "pass"
    """Of the receiving server: `pass`, `none` (no header), or the header's own text."""
    sent: str = ""
    """The Date header's local time, if not some seconds before `at`; `-` leaves it out."""
    extra: tuple[tuple[str, str], ...] = ()
    charset: str = "utf-8"
    label: str | None = None
    """The charset written in the header, if another than the true one; empty for none."""
    transfer: str = ""
    message_id: str | None = None
    raw: Callable[[], bytes] | None = None
    """The whole file's bytes, for mails that no client writes."""
    expect: dict[str, object] = field(default_factory=dict)


def stamp(text: str) -> dt.datetime:
    """Read a local time of Móng Cái."""
    form = "%Y-%m-%d %H:%M:%S" if text.count(":") == 2 else "%Y-%m-%d %H:%M"
    return dt.datetime.strptime(text, form).replace(tzinfo=ICT)


def digest(*words: str) -> str:
    """Give letters and digits that are always the same for the same words: ids and boundaries."""
    return hashlib.sha256("\0".join(words).encode()).hexdigest()


def word(text: str, scheme: str = "B", charset: str = "utf-8") -> str:
    """Write a header's text as RFC 2047 says, folded; plain where it is ASCII."""
    if text.isascii():
        return text
    chunks, chunk = [], ""
    for letter in text:
        if len((chunk + letter).encode(charset)) > 39 and letter.isascii():
            chunks.append(chunk)
            chunk = ""
        chunk += letter
    chunks.append(chunk)
    return "\n ".join(_word(chunk, scheme, charset) for chunk in chunks)


def _word(text: str, scheme: str, charset: str) -> str:
    raw = text.encode(charset)
    if scheme == "B":
        return f"=?{charset.upper()}?B?{base64.b64encode(raw).decode()}?="
    safe = "".join(chr(c) if chr(c).isalnum() and c < 128 else "_" if c == 32 else f"={c:02X}" for c in raw)
    return f"=?{charset}?Q?{safe}?="


def mailbox(who: str, scheme: str = "B") -> str:
    """Write `Name <address>` for a header."""
    name, address = parseaddr(who)
    if not name:
        return address
    return f"{word(name, scheme)} <{address}>" if not name.isascii() else f'"{name}" <{address}>'


def encoded(data: bytes, encoding: str) -> bytes:
    """Give the bytes in a transfer encoding."""
    if encoding == "base64":
        return base64.encodebytes(data)
    if encoding == "quoted-printable":
        return quopri.encodestring(data, quotetabs=False)
    return data


def text_part(
    text: str,
    *,
    subtype: str = "plain",
    encoding: str = "quoted-printable",
    charset: str = "utf-8",
    label: str | None = None,
    params: str = "",
) -> Part:
    """Give a text part; `label` is the charset that the header names, empty for none."""
    data = text.encode(charset)
    shown = charset if label is None else label
    kind = f"text/{subtype}" + (f'; charset="{shown}"' if shown else "") + params
    return Part(
        headers=(("Content-Type", kind), ("Content-Transfer-Encoding", encoding)),
        body=encoded(data, encoding),
    )


def file_part(file: File) -> Part:
    """Give an attachment's part, its name written in the file's style."""
    disposition = "inline" if file.inline else "attachment"
    data = file.make()
    kind_name, disposition_name = _names(file)
    return Part(
        headers=(
            ("Content-Type", file.media_type + kind_name),
            ("Content-Disposition", disposition + disposition_name),
            ("Content-Transfer-Encoding", file.encoding),
        ),
        body=encoded(data, file.encoding),
    )


def _names(file: File) -> tuple[str, str]:
    if file.style == "none":
        return "", ""
    if file.name.isascii() or file.style == "raw":
        return f';\n name="{file.name}"', f';\n filename="{file.name}"'
    twisted = f'"{_word(file.name, "B", "utf-8")}"'
    if file.style == "rfc2047":
        return f";\n name={twisted}", f";\n filename={twisted}"
    long = urllib.parse.quote(file.name, safe="")
    pieces = re.findall(r"(?:%..|[^%]){1,40}", long)
    star = "".join(
        f";\n filename*{i}*={'utf-8' + chr(39) * 2 if i == 0 else ''}{piece}" for i, piece in enumerate(pieces)
    )
    if len(pieces) == 1:
        star = f";\n filename*=utf-8''{long}"
    return (f";\n name={twisted}" if file.style == "both" else ""), star


def several(subtype: str, parts: Sequence[Part], boundary: str, params: str = "") -> Part:
    """Give a multipart."""
    return Part(
        headers=(("Content-Type", f'multipart/{subtype}; boundary="{boundary}"{params}'),),
        parts=tuple(parts),
        boundary=boundary,
    )


def flat(part: Part) -> bytes:
    """Write a part with its headers; lines end in LF."""
    head = "".join(f"{name}: {value}\n" for name, value in part.headers).encode("utf-8", "surrogateescape")
    return head + b"\n" + _body(part)


def _body(part: Part) -> bytes:
    if not part.parts:
        return part.body if part.body.endswith(b"\n") or not part.body else part.body + b"\n"
    mark = part.boundary.encode()
    inner = b"".join(b"--" + mark + b"\n" + flat(child) + b"\n" for child in part.parts)
    return part.preamble.encode() + inner + b"--" + mark + b"--\n"


def message_id(mail: Mail, domain: str) -> str:
    """Give the mail's Message-ID."""
    return mail.message_id if mail.message_id is not None else f"<{digest(mail.name)[:20]}@{domain}>"


def written(mail: Mail) -> bytes:
    """Give the whole mail as the receiving server keeps it."""
    if mail.raw is not None:
        return mail.raw()
    top = mail.client(mail)
    names = {name.lower() for name, _ in (*mail.extra, *top.headers)}
    heads = [*transport(mail)]
    if mail.sent != "-" and "date" not in names:
        heads.append(("Date", header_date(mail)))
    heads += [(name, value) for name, value in top.headers if name.lower() not in {n.lower() for n, _ in mail.extra}]
    heads += [(name, value) for name, value in mail.extra if value]
    return flat(
        Part(headers=tuple(heads), body=top.body, parts=top.parts, boundary=top.boundary, preamble=top.preamble)
    )


def header_date(mail: Mail) -> str:
    """Give the Date header: some seconds before arrival if nothing else is said."""
    when = (
        stamp(mail.sent)
        if mail.sent
        else stamp(mail.at) - dt.timedelta(seconds=int(digest(mail.name)[:2], 16) % 20 + 2)
    )
    return format_datetime(when)


def transport(mail: Mail) -> list[tuple[str, str]]:
    """Give what the servers on the way wrote on top."""
    address = parseaddr(mail.sender)[1]
    domain = address.partition("@")[2] or "mongcai.example"
    when = format_datetime(stamp(mail.at))
    before = format_datetime(stamp(mail.at) - dt.timedelta(seconds=3))
    token = digest(mail.name, "queue")
    hops = f"from mail.{domain} (mail.{domain} [192.0.2.{int(token[:2], 16) % 250 + 1}])"
    inner = (
        "Received",
        f"from localhost (localhost [127.0.0.1])\n\tby mail.{domain} (Postfix) with ESMTP id {token[:10].upper()};\n\t{before} (ICT)",
    )
    if mail.via == "none":
        return []
    if mail.via == "gmail":
        verdict = _verdict(mail, "mx.gmail.example", address, domain)
        return [
            ("Delivered-To", GMAIL),
            (
                "Received",
                f"by 2001:db8:{token[:4]}::1 with SMTP id {token[:12]}csp{int(token[:6], 16)};\n        {when}",
            ),
            (
                "X-Received",
                f"by 2001:db8:{token[4:8]}::2 with SMTP id {token[12:24]}.{token[24:26]};\n        {before}",
            ),
            ("Return-Path", f"<{address}>"),
            (
                "Received",
                f"{hops}\n        by mx.gmail.example with ESMTPS id {token[26:38]}\n        for <{GMAIL}>;\n        {before}",
            ),
            *verdict,
            inner,
        ]
    verdict = _verdict(mail, "mx.quangninh.example", address, domain)
    return [
        ("Return-Path", f"<{address}>"),
        ("Delivered-To", GOV),
        (
            "Received",
            f"{hops}\n\tby mx.quangninh.example (Postfix) with ESMTPS id {token[10:20].upper()}\n\tfor <{GOV}>; {when} (ICT)",
        ),
        *verdict,
        inner,
    ]


def _verdict(mail: Mail, server: str, address: str, domain: str) -> list[tuple[str, str]]:
    if mail.verdict == "none":
        return []
    if mail.verdict == "pass":
        value = (
            f"{server};\n\tdkim=pass header.i=@{domain} header.s=s1;\n"
            f"\tspf=pass (sender IP is permitted) smtp.mailfrom={address};\n\tdmarc=pass (p=NONE) header.from={domain}"
        )
        return [("Authentication-Results", value)]
    return [("Authentication-Results", mail.verdict)]


def escaped(text: str) -> str:
    """Give text for HTML."""
    return html.escape(text, quote=False)
