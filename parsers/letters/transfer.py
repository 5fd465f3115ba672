"""Transfer encodings: what a part says to the bytes that it stands for."""

from __future__ import annotations

import binascii
import re
from dataclasses import dataclass

from parsers.letters.headers import loose_base64

_LETTERS = re.compile(rb"[A-Za-z0-9+/]+")
_PADDED = re.compile(rb"=[=\s]*[A-Za-z0-9+/]")
_MOST_PIECES = 1_000
_MOST_FILES = 50
_UU_BEGIN = re.compile(r"^begin(?:-base64)? [0-7]{3,4} (.{1,200})$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """Bytes, and whether their encoding shows that some are missing."""

    data: bytes
    truncated: bool = False


def decode_transfer(payload: bytes, encoding: str) -> Decoded:
    """Undo a Content-Transfer-Encoding; an unknown one is taken as none (RFC 2045 §6.2 has no better answer for a reader)."""
    match encoding:
        case "base64":
            return _base64(payload)
        case "quoted-printable":
            return Decoded(data=binascii.a2b_qp(payload))
        case "x-uuencode" | "uuencode" | "x-uue" | "uue":
            _, files = take_uuencoded(payload.decode("latin-1"))
            return Decoded(data=files[0][1]) if files else Decoded(data=payload)
        case _:
            return Decoded(data=payload)


def _base64(payload: bytes) -> Decoded:
    """Decode base64. One letter too many, or a last line that stops short without padding, tells of lost bytes."""
    if _PADDED.search(payload):
        # Several encoded pieces, one after the other: each ends with its own padding.
        pieces = [loose_base64(piece) for piece in re.split(rb"=+", payload, maxsplit=_MOST_PIECES)]
        return Decoded(data=b"".join(pieces))
    try:
        return Decoded(data=binascii.a2b_base64(payload))
    except binascii.Error:
        count = sum(map(len, _LETTERS.findall(payload)))
        return Decoded(data=loose_base64(payload), truncated=count % 4 == 1)


def take_uuencoded(text: str) -> tuple[str, list[tuple[str, bytes]]]:
    """Split uuencoded files off a text; a block that does not decode stays where it is."""
    files: list[tuple[str, bytes]] = []
    kept: list[str] = []
    at = 0
    for tried, match in enumerate(_UU_BEGIN.finditer(text)):
        end = text.find("\nend", match.end())
        if end < 0 or tried >= _MOST_FILES:
            break
        data = _uudecode(text[match.end() + 1 : end]) if match.start() >= at else None
        if data is None:
            continue
        kept.append(text[at : match.start()])
        files.append((match[1].strip(), data))
        at = end + len("\nend")
    kept.append(text[at:])
    return "".join(kept), files


def _uudecode(block: str) -> bytes | None:
    decoded: list[bytes] = []
    for line in block.split("\n"):
        if line in {"", "`", " "}:
            continue
        try:
            decoded.append(binascii.a2b_uu(line))
        except (binascii.Error, ValueError):
            return None
    return b"".join(decoded) if decoded else None
