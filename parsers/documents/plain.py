"""Text files: .txt, and the bytes of .csv and .html, whose encoding nobody says."""

from __future__ import annotations

import codecs
import unicodedata

from parsers.documents.source import Blocks, Source
from parsers.legacy import Encoding, decode, syllable_points
from parsers.values import Document, Doubt

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read_text(source: Source) -> Document:
    """Read a text file line by line."""
    text, doubts = decode_text(source.data)
    blocks = Blocks()
    for number, line in enumerate(text.splitlines(), start=1):
        if blocks.full and line.strip():
            blocks.add_text(line, f"line {number}")
            break
        blocks.add_text(line, f"line {number}")
    return source.document("text", blocks.blocks, [*doubts, *blocks.doubts])


def decode_text(data: bytes) -> tuple[str, list[Doubt]]:
    """Decode text by its byte order mark, as UTF-16 or UTF-8, or by the code page that makes it Vietnamese; NFC, without NULs."""
    text, doubts = _decoded(data)
    return unicodedata.normalize("NFC", text.replace("\x00", "")), doubts


def looks_like_text(data: bytes) -> bool:
    """Whether the beginning is text in any of the encodings that `decode_text` knows."""
    start = data[:4096]
    if not start:
        return False
    if start.startswith(tuple(mark for mark, _ in _BYTE_ORDER_MARKS)) or _utf16_without_mark(start):
        return True
    controls = sum(byte < 0x20 and byte not in b"\t\n\r\f\x1b" for byte in start)
    return controls * 100 <= len(start)


def _decoded(data: bytes) -> tuple[str, list[Doubt]]:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace"), []
    if wide := _utf16_without_mark(data[:4096]):
        return data.decode(wide, "replace"), []
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError:
        return _by_code_page(data)


def _utf16_without_mark(start: bytes) -> str | None:
    """Tell UTF-16 by its NULs: every other byte of digits, blanks and most letters."""
    even, odd = start[::2].count(0), start[1::2].count(0)
    if odd * 5 > len(start) and even * 10 < odd:
        return "utf-16-le"
    return "utf-16-be" if even * 5 > len(start) and odd * 10 < even else None


def _by_code_page(data: bytes) -> tuple[str, list[Doubt]]:
    """Choose by which reading holds the most Vietnamese syllables, windows-1258 first since it is no guess of a font."""
    latin = data.decode("latin-1")
    sample = latin[:20_000]
    candidates = (
        ("windows-1258", _windows_1258(sample)),
        *((encoding.value, decode(sample, encoding)) for encoding in Encoding),
    )
    name, _ = max(candidates, key=lambda candidate: syllable_points(candidate[1]))
    match name:
        case "windows-1258":
            text = _windows_1258(latin)
            sure = syllable_points(text) > 0
            return text, [] if sure else [Doubt(code="charset-guess", about=name)]
        case _:
            return decode(latin, Encoding(name)), [Doubt(code="legacy-guess", about=name)]


def _windows_1258(latin: str) -> str:
    text = latin.encode("latin-1").decode("cp1258", "replace")
    return unicodedata.normalize("NFC", text)
