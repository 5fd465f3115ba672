"""Bytes to text: the declared charset where it fits, else a guess that says so.

The order is: declared, UTF-8, windows-1258. UTF-8 stands before everything that decodes any bytes at all, because text in another
charset is hardly ever valid UTF-8, while `iso-8859-1` in a header proves nothing: clients write it by default.
"""

from __future__ import annotations

import codecs
import functools
import re
import unicodedata

from parsers.text import nfc
from parsers.values import Doubt

# Codecs that Python has under names a mail could declare, but which are no charsets: they read escapes or are lossy.
_NO_CHARSETS = frozenset(
    {"unicode_escape", "raw_unicode_escape", "idna", "punycode", "undefined", "mbcs", "oem", "utf_7"}
)
_ALIASES = {"utf8mb4": "utf-8", "utf": "utf-8", "unicode-1-1-utf-8": "utf-8", "x-utf-8": "utf-8", "cp-1258": "cp1258"}
# Old TCVN and VNI labels: their bytes are Latin-1 look-alikes, decoded by `parsers.legacy` under the font that draws them.
_LEGACY_FONTS = {"tcvn": ".VnTime", "x-viet-tcvn5712": ".VnTime", "x-viet-tcvn": ".VnTime", "x-viet-vni": "VNI-Times"}
_BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_VOWELS = frozenset("aăâeêioôơuưyAĂÂEÊIOÔƠUƯY")
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_SEQUENCES = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]")
# What UTF-8 looks like when read as windows-1252: a lead byte's letter and a continuation byte's letter, or the double marks
# of Vietnamese (U+1EA0 to U+1EF9 are E1 BA xx and E1 BB xx).
_MOJIBAKE = re.compile("á[º»][\u0080-\u00bf\u0152-\u2122]|[ÃÄÅÆ][\u0080-\u00bf\u0152\u0153\u0160-\u2122]")
_SIGNS_OF_MOJIBAKE = ("áº", "á»", "Ã", "Ä", "Å", "Æ")
_VIETNAMESE = re.compile("[ăâđêôơưĂÂĐÊÔƠƯáàảãạéèẻẽẹíìỉĩịóòỏõọúùủũụýỳỷỹỵ\u1ea0-\u1ef9]")

GUESS = "charset-guess"


def decode(data: bytes, declared: str = "") -> tuple[str, tuple[Doubt, ...]]:
    """Give the text of the bytes, NFC and without NUL, and a doubt `charset-guess` where no charset fits for sure."""
    if data.isascii() and not _needs_codec(declared):
        return data.decode("ascii").replace("\0", ""), ()
    text, doubts = _decode(data, declared)
    if "\0" in text:
        text = text.replace("\0", "")
    return nfc(repair(text)), doubts


def _needs_codec(declared: str) -> bool:
    return declared[:3].lower() in {"utf", "iso", "hz-", "ucs", "uni"} and codec_name(declared) not in {
        "utf-8",
        "iso8859-1",
    }


@functools.lru_cache(maxsize=256)
def codec_name(declared: str) -> str:
    """Give Python's name of a charset label, empty for an unknown one."""
    label = declared.strip().strip("\"'").lower()
    try:
        name = codecs.lookup(_ALIASES.get(label, label)).name
    except (LookupError, ValueError):
        return ""
    return "" if name.replace("-", "_") in _NO_CHARSETS else name


def _decode(data: bytes, declared: str) -> tuple[str, tuple[Doubt, ...]]:
    for mark, name in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            text = _strict(data, name)
            if text is not None:
                return text, ()
    legacy = _LEGACY_FONTS.get(declared.strip().lower())
    if legacy:
        return by_font(data.decode("latin-1"), legacy), ()
    name = codec_name(declared)
    if name not in {"", "utf-8"} and not _is_single_byte(name):
        text = _strict(data, name)
        if text is not None:
            return text, ()
    text = _strict(data, "utf-8")
    if text is not None:
        return text, ()
    if name not in {"", "utf-8", "ascii", "cp1258"}:
        # Whoever declares Latin-1 mostly means what Windows makes of it (as browsers do): its C1 controls are no text.
        text = (_strict(data, "cp1252") if name == "iso8859-1" else None) or _strict(data, name)
        if text is not None and not _is_windows_1258(data):
            return text, ()
    return _guess(data, name)


def _is_single_byte(name: str) -> bool:
    return name.startswith(("iso8859", "cp125", "ascii", "latin", "koi8", "mac"))


def _strict(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except (UnicodeError, ValueError, LookupError):
        return None


def _guess(data: bytes, declared: str) -> tuple[str, tuple[Doubt, ...]]:
    """Decode bytes that no charset fits: mostly UTF-8 with a broken letter, else windows-1258, else what Windows shows."""
    high = len(_HIGH.findall(data))
    if 10 * sum(map(len, _SEQUENCES.findall(data))) >= 9 * high:
        return data.decode("utf-8", "replace"), (Doubt(code=GUESS, about="utf-8"),)
    text = _strict(data, "cp1258")
    if text is not None and declared == "cp1258":
        return text, ()
    if text is not None:
        return text, (Doubt(code=GUESS, about="windows-1258"),)
    return data.decode("cp1252", "replace"), (Doubt(code=GUESS, about="windows-1252"),)


def _is_windows_1258(data: bytes) -> bool:
    """Whether bytes declared as Western hold windows-1258: several tone marks, every one of them after a vowel."""
    text = _strict(data, "cp1258")
    if text is None:
        return False
    before = [text[at - 1 : at] for at, letter in enumerate(text) if letter in _TONES]
    return len(before) >= 2 and all(letter in _VOWELS for letter in before)


def repair(text: str) -> str:
    """Undo UTF-8 that was once read as windows-1252 ("BÃ¡o cÃ¡o"), only where that is plain; any other text is left as it is."""
    # The pattern is slower than the search for what each of its matches begins with.
    if not any(sign in text for sign in _SIGNS_OF_MOJIBAKE) or len(_MOJIBAKE.findall(text, 0, 20_000)) < 2:
        return text
    from ftfy import fix_encoding

    repaired = fix_encoding(text)
    return (
        repaired
        if _VIETNAMESE.search(unicodedata.normalize("NFC", repaired)) and not _MOJIBAKE.search(repaired)
        else text
    )


def by_font(text: str, font: str) -> str:
    """Decode text drawn with a legacy Vietnamese font (.VnTime, VNI-Times) to Unicode."""
    try:
        from parsers.legacy import decode_by_font
    except ImportError:  # pragma: no cover
        return text
    return decode_by_font(text, font)[0]
