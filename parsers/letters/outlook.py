"""Messages saved by Outlook (.msg, [MS-OXMSG]): a compound file with a stream for each property, written anew as the mail that it was."""

from __future__ import annotations

import base64
import datetime as dt
import io
import re
import struct
from collections.abc import Iterator, Sequence
from email.utils import format_datetime
from typing import Any
from urllib.parse import quote

from parsers.letters.charsets import decode
from parsers.letters.tnef import rtf_body

_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SUBJECT, _HEADERS, _SENDER, _SENDER_ADDRESSES = 0x0037, 0x007D, (0x0042, 0x0C1A), (0x5D01, 0x5D02, 0x0C1F, 0x0065)
_TO, _CC, _MESSAGE_ID, _IN_REPLY_TO = 0x0E04, 0x0E03, 0x1035, 0x1042
_BODY, _RTF, _HTML = 0x1000, 0x1009, 0x1013
_DATA, _SHORT_NAME, _NAME, _MEDIA_TYPE, _CONTENT_ID, _DISPLAY_NAME = 0x3701, 0x3704, 0x3707, 0x370E, 0x3712, 0x3001
_SENT, _CODE_PAGE = (0x0039, 0x0E06), 0x3FDE
_TEXT_8, _TEXT_16, _BYTES = "001E", "001F", "0102"
_PROPERTIES, _ATTACHMENT = "__properties_version1.0", "__attach_version1.0_"
_ATTACHMENTS, _DEPTH = 100, 3
_FIELD = re.compile(r"[A-Za-z][A-Za-z0-9-]*:")
_OF_THE_BODY = ("content-", "mime-version")
_MEDIA = re.compile(r"[\w.+-]{1,60}/[\w.+-]{1,80}")


def read_outlook(data: bytes) -> bytes | None:
    """Give a message of Outlook as a mail; None where it is none, or is broken."""
    if not data.startswith(_MAGIC):
        return None
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as file:
            return _mail(_Storage(file, ()), 0) if file.exists(_PROPERTIES) else None
    except Exception:  # noqa: BLE001  olefile raises whatever broken sector tables lead to
        return None


class _Storage:
    """A message or an attachment: its properties."""

    def __init__(self, file: Any, path: Sequence[str]) -> None:
        self.file, self.path = file, list(path)
        self.numbers = dict(self._numbers())
        self.code_page = f"cp{self.numbers[_CODE_PAGE]}" if _CODE_PAGE in self.numbers else ""

    def bytes(self, tag: int, kind: str = _BYTES) -> bytes:
        """Give a property's bytes; empty where there is none."""
        name = [*self.path, f"__substg1.0_{tag:04X}{kind}"]
        return self.file.openstream(name).read() if self.file.exists("/".join(name)) else b""

    def text(self, *tags: int) -> str:
        """Give the first of some properties that holds a text."""
        for tag in tags:
            wide = self.bytes(tag, _TEXT_16).decode("utf-16-le", "replace")
            if text := (wide or decode(self.bytes(tag, _TEXT_8), self.code_page)[0]).strip("\0"):
                return text
        return ""

    def inner(self, name: str) -> _Storage:
        return _Storage(self.file, [*self.path, name])

    def storages(self, prefix: str) -> Iterator[str]:
        """Give the names of the storages right within this one that begin so."""
        depth = len(self.path)
        for path in self.file.listdir(streams=False, storages=True):
            if len(path) == depth + 1 and path[:depth] == self.path and path[depth].startswith(prefix):
                yield path[depth]

    def _numbers(self) -> Iterator[tuple[int, int]]:
        """Give the properties of fixed size as numbers, dates among them."""
        name = [*self.path, _PROPERTIES]
        table = self.file.openstream(name).read() if self.file.exists("/".join(name)) else b""
        # The header has 32 bytes in a message, 24 in one within, 8 in an attachment; entries have 16.
        for start in range(len(table) % 16, len(table) - 15, 16):
            kind, tag, _, value = struct.unpack_from("<HHIQ", table, start)
            if kind in (0x0003, 0x0040):
                yield tag, value & 0xFFFFFFFF if kind == 0x0003 else value


def _mail(message: _Storage, depth: int) -> bytes:
    parts = [*_bodies(message)]
    for name in list(message.storages(_ATTACHMENT))[:_ATTACHMENTS]:
        parts += _attached(message.inner(name), depth)
    boundary = f"outlook-{depth}-{len(parts)}"
    head = [*_fields(message), "MIME-Version: 1.0", f'Content-Type: multipart/mixed; boundary="{boundary}"', "", ""]
    body = b"".join(f"--{boundary}\r\n".encode() + part + b"\r\n" for part in parts)
    return "\r\n".join(head).encode("utf-8", "replace") + body + f"--{boundary}--\r\n".encode()


def _fields(message: _Storage) -> Iterator[str]:
    """Give the header that the message came with, or, as it was never sent, one from its properties."""
    lines = message.text(_HEADERS).replace("\r\n", "\n").split("\n\n")[0].strip("\n").split("\n")
    if _FIELD.match(lines[0]):
        kept = True
        for line in lines:
            if not line.startswith((" ", "\t")):
                kept = _FIELD.match(line) is not None and not line.lower().startswith(_OF_THE_BODY)
            if kept:
                yield line
        return
    name, address = (
        _line(message.text(*_SENDER)),
        next((_line(a) for a in map(message.text, _SENDER_ADDRESSES) if "@" in a), ""),
    )
    told = {
        "From": f'"{name.replace(chr(34), "")}" <{address}>' if address else name,
        "To": message.text(_TO),
        "Cc": message.text(_CC),
        "Subject": message.text(_SUBJECT),
        "Date": next((_date(message.numbers[tag]) for tag in _SENT if tag in message.numbers), ""),
        "Message-ID": message.text(_MESSAGE_ID),
        "In-Reply-To": message.text(_IN_REPLY_TO),
    }
    yield from (f"{field}: {_line(value)}" for field, value in told.items() if value.strip())


def _line(text: str) -> str:
    return " ".join(text.split())


def _date(ticks: int) -> str:
    """Give an instant in tenths of microseconds since 1601 as a mail's date; empty for one out of range."""
    try:
        return format_datetime(dt.datetime(1601, 1, 1, tzinfo=dt.UTC) + dt.timedelta(microseconds=ticks // 10))
    except OverflowError:
        return ""


def _bodies(message: _Storage) -> Iterator[bytes]:
    """Give the body: HTML with its plain rendering, or the plain text alone, which Outlook keeps for each message."""
    html = message.bytes(_HTML) or message.text(_HTML).encode()
    plain = message.text(_BODY) or ("" if html else rtf_body(message.bytes(_RTF)))
    choices = [_part('text/plain; charset="utf-8"', plain.encode("utf-8", "replace"))] if plain.strip() else []
    if html:
        charset = "utf-8" if not message.bytes(_HTML) else message.code_page
        choices.append(_part(f'text/html; charset="{charset}"' if charset else "text/html", html))
    if len(choices) < 2:
        yield from choices
        return
    inner = b"".join(b"--choices\r\n" + choice + b"\r\n" for choice in choices)
    yield b'Content-Type: multipart/alternative; boundary="choices"\r\n\r\n' + inner + b"--choices--\r\n"


def _attached(attachment: _Storage, depth: int) -> Iterator[bytes]:
    name = _line(attachment.text(_NAME, _SHORT_NAME, _DISPLAY_NAME)) or "file.bin"
    within = f"__substg1.0_{_DATA:04X}000D"
    if within in attachment.storages(within):
        if depth < _DEPTH:
            yield _part("application/octet-stream", _mail(attachment.inner(within), depth + 1), name=f"{name}.eml")
        return
    told = attachment.text(_MEDIA_TYPE).lower()
    media_type = told if _MEDIA.fullmatch(told) else "application/octet-stream"
    content_id = "x" if attachment.text(_CONTENT_ID) and media_type.startswith("image/") else ""
    yield _part(media_type, attachment.bytes(_DATA), name=name, content_id=content_id)


def _part(media_type: str, content: bytes, *, name: str = "", content_id: str = "") -> bytes:
    fields = [f"Content-Type: {media_type}", "Content-Transfer-Encoding: base64"]
    if name:
        disposition = "inline" if content_id else "attachment"
        fields.append(f"Content-Disposition: {disposition}; filename*=utf-8''{quote(name, safe='')}")
    if content_id:
        fields.append(f"Content-ID: <{content_id}>")
    return "\r\n".join([*fields, "", ""]).encode() + base64.encodebytes(content)
