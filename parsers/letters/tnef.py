"""Outlook's winmail.dat (TNEF, [MS-OXTNEF]): the attachments and the body inside. An own bounded reader."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

from parsers.letters.charsets import decode
from parsers.values import Attachment, Doubt

_SIGNATURE = 0x223E9F78
_LEVEL_ATTACHMENT = 2
_ATTACH_TITLE = 0x8010
_ATTACH_DATA = 0x800F
_ATTACH_RENDER = 0x9002
_ATTACHMENT_PROPERTIES = 0x9005
_MESSAGE_PROPERTIES = 0x9003
_BODY = 0x800C
_CODE_PAGE = 0x9007
_MOST_ATTRIBUTES = 5_000
_MOST_PROPERTIES = 2_000
_MOST_ATTACHMENTS = 200

_PR_BODY = 0x1000
_PR_BODY_HTML = 0x1013
_PR_RTF_COMPRESSED = 0x1009
_PR_ATTACH_DATA = 0x3701
_PR_ATTACH_LONG_FILENAME = 0x3707
_PR_ATTACH_FILENAME = 0x3704
_PR_DISPLAY_NAME = 0x3001
_PR_ATTACH_MIME_TAG = 0x370E
_PR_ATTACH_CONTENT_ID = 0x3712

# [MS-OXCDATA] property types: sizes of the fixed ones, in bytes, padded to four in the stream.
_FIXED = {
    0x0002: 4,
    0x0003: 4,
    0x0004: 4,
    0x0005: 8,
    0x0006: 8,
    0x0007: 8,
    0x000A: 4,
    0x000B: 4,
    0x0014: 8,
    0x0040: 8,
    0x0048: 16,
    0x0001: 4,
}
_TEXT_8, _TEXT_16, _OBJECT, _BINARY = 0x001E, 0x001F, 0x000D, 0x0102


@dataclass(slots=True)
class Package:
    """What a winmail.dat holds."""

    text: str = ""
    html: str = ""
    attachments: tuple[Attachment, ...] = ()
    letters: list[bytes] = field(default_factory=list)
    doubts: tuple[Doubt, ...] = ()


@dataclass(slots=True)
class _File:
    title: str = ""
    data: bytes = b""
    properties: dict[int, bytes | str] = field(default_factory=dict)


def read_tnef(data: bytes) -> Package | None:
    """Read a TNEF stream; None where it is none. One that breaks off gives what stands before the break and a doubt `truncated`."""
    if len(data) < 6 or struct.unpack_from("<I", data)[0] != _SIGNATURE:
        return None
    files: list[_File] = []
    message: dict[int, bytes | str] = {}
    code_page = ""
    body = b""
    position = 6
    whole = True
    for _ in range(_MOST_ATTRIBUTES):
        if position >= len(data):
            break
        if position + 9 > len(data):
            whole = False
            break
        level, attribute, _, size = struct.unpack_from("<BHHI", data, position)
        value = data[position + 9 : position + 9 + size]
        whole = whole and len(value) == size
        position += 9 + size + 2
        if level == _LEVEL_ATTACHMENT:
            _attachment_attribute(files, attribute, value, code_page)
        elif attribute == _CODE_PAGE and len(value) >= 4:
            code_page = f"cp{struct.unpack_from('<I', value)[0]}"
        elif attribute == _MESSAGE_PROPERTIES:
            message = _properties(value, code_page)
        elif attribute == _BODY:
            body = value
        if not whole:
            break
    attachments = tuple(_attached(file, at) for at, file in enumerate(files, 1))
    text = _text(message.get(_PR_BODY)) or decode(body.rstrip(b"\0"), code_page)[0]
    html = message.get(_PR_BODY_HTML, "")
    doubts = () if whole else (Doubt(code="truncated", about="winmail.dat"),)
    if not text.strip() and not html and not attachments and _PR_RTF_COMPRESSED not in message:
        doubts = (*doubts, Doubt(code="unreadable", about="winmail.dat"))
    html_text = decode(html, "utf-8")[0] if isinstance(html, bytes) else html
    if not text.strip() and not html_text.strip():
        html_text, text = "", rtf_body(message.get(_PR_RTF_COMPRESSED))
    return Package(text=text, html=html_text, attachments=attachments, doubts=doubts)


def _attachment_attribute(files: list[_File], attribute: int, value: bytes, code_page: str) -> None:
    if attribute == _ATTACH_RENDER and len(files) < _MOST_ATTACHMENTS:
        files.append(_File())
    if not files:
        return
    match attribute:
        case 0x8010:
            files[-1].title = decode(value.rstrip(b"\0"), code_page)[0]
        case 0x800F:
            files[-1].data = value
        case 0x9005:
            files[-1].properties = _properties(value, code_page)
        case _:
            pass


def _attached(file: _File, at: int) -> Attachment:
    found = file.properties
    name = next(
        (
            _text(found[tag])
            for tag in (_PR_ATTACH_LONG_FILENAME, _PR_DISPLAY_NAME, _PR_ATTACH_FILENAME)
            if _text(found.get(tag))
        ),
        file.title,
    )
    embedded = found.get(_PR_ATTACH_DATA)
    data = file.data or (embedded if isinstance(embedded, bytes) else b"")
    media_type = _text(found.get(_PR_ATTACH_MIME_TAG)).lower() or "application/octet-stream"
    from parsers.letters.parts import safe_name

    return Attachment(
        name=safe_name(name) or f"file {at}.bin",
        media_type=media_type,
        data=data,
        inline=media_type.startswith("image/") and bool(_text(found.get(_PR_ATTACH_CONTENT_ID))),
    )


def _text(value: bytes | str | None) -> str:
    return value.rstrip("\0") if isinstance(value, str) else ""


def _properties(data: bytes, code_page: str) -> dict[int, bytes | str]:
    """Read a list of MAPI properties; numbers are passed over, the last value of a list is kept. Stops at anything odd."""
    found: dict[int, bytes | str] = {}
    try:
        count = struct.unpack_from("<I", data)[0]
        position = 4
        for _ in range(min(count, _MOST_PROPERTIES)):
            position = _property(data, position, code_page, found)
    except (struct.error, ValueError):
        pass
    return found


def _property(data: bytes, position: int, code_page: str, found: dict[int, bytes | str]) -> int:
    kind, tag = struct.unpack_from("<HH", data, position)
    position += 4
    if tag >= 0x8000:
        position = _skip_name(data, position)
    several = bool(kind & 0x1000)
    kind &= 0x0FFF
    if kind in _FIXED:
        count = 1
        if several:
            count = struct.unpack_from("<I", data, position)[0]
            position += 4
        return _within(data, position + _FIXED[kind] * count)
    if kind not in {_TEXT_8, _TEXT_16, _OBJECT, _BINARY}:
        raise ValueError(kind)
    count = struct.unpack_from("<I", data, position)[0]
    position += 4
    for _ in range(min(count, _MOST_PROPERTIES)):
        size = struct.unpack_from("<I", data, position)[0]
        position = _within(data, position + 4)
        value = data[position : position + size]
        position = _within(data, position + size + (-size % 4))
        if kind == _TEXT_8:
            found[tag] = decode(value.rstrip(b"\0"), code_page)[0]
        elif kind == _TEXT_16:
            found[tag] = value.decode("utf-16-le", "replace").rstrip("\0")
        else:
            # An embedded object begins with the identifier of its interface, 16 bytes.
            found[tag] = value[16:] if kind == _OBJECT else value
    return position


def _within(data: bytes, position: int) -> int:
    if position > len(data) + 3:
        raise ValueError(position)
    return position


def _skip_name(data: bytes, position: int) -> int:
    """Pass over the name of a named property: its set, then a number or a text."""
    kind = struct.unpack_from("<I", data, position + 16)[0]
    position += 20
    if kind == 0:
        return _within(data, position + 4)
    size = struct.unpack_from("<I", data, position)[0]
    return _within(data, position + 4 + size + (-size % 4))


def rtf_body(value: bytes | str | None) -> str:
    """Give the plain text of a compressed RTF body ([MS-OXRTFCP])."""
    if not isinstance(value, bytes):
        return ""
    rtf = decompress_rtf(value)
    if not rtf:
        return ""
    from striprtf.striprtf import rtf_to_text

    try:
        return rtf_to_text(rtf.decode("latin-1"), errors="replace")
    except Exception:  # noqa: BLE001  # whatever a foreign reader trips over, the body is then not readable
        return ""


_MOST_RTF = 2_000_000
_DICTIONARY = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New"
    b" RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)


def decompress_rtf(data: bytes) -> bytes:
    """Undo the LZ compression of [MS-OXRTFCP] §2.1.3; empty where the data is none."""
    if len(data) < 16:
        return b""
    size, mark = struct.unpack_from("<II", data, 4)
    if mark == 0x414C454D:
        return data[16 : 16 + min(size, _MOST_RTF)]
    if mark != 0x75465A4C:
        return b""
    window = bytearray(4096)
    window[: len(_DICTIONARY)] = _DICTIONARY
    write = len(_DICTIONARY)
    out = bytearray()
    position = 16
    while position < len(data) and len(out) < min(size, _MOST_RTF):
        control = data[position]
        position += 1
        for bit in range(8):
            if position >= len(data):
                break
            if not control >> bit & 1:
                run = data[position : position + 1]
                position += 1
            else:
                if position + 2 > len(data):
                    return bytes(out)
                reference = data[position] << 8 | data[position + 1]
                position += 2
                offset, length = reference >> 4, (reference & 15) + 2
                if offset == write:
                    return bytes(out)
                run = b""
                for step in range(length):
                    letter = window[(offset + step) % 4096]
                    window[(write + step) % 4096] = letter
                    run += bytes([letter])
                out += run
                write = (write + length) % 4096
                continue
            window[write] = run[0]
            out += run
            write = (write + 1) % 4096
    return bytes(out)
