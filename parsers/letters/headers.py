"""Header fields to values: words, addresses, instants, identifiers.

Fields come as `(lower-case name, raw value)` with undecodable bytes as surrogate escapes, the form in which the standard library's
parser keeps them.
"""

from __future__ import annotations

import binascii
import datetime as dt
import email.utils
import quopri
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote_to_bytes

from parsers.letters.charsets import decode, repair
from parsers.text import nfc
from parsers.values import CUT_OFF, Address, Doubt

Fields = Sequence[tuple[str, str]]

_LONGEST = 20_000
"""Characters of one field that are looked at: real ones are far below, and patterns stay quick."""
_FOLDS = re.compile(r"[ \t]*[\r\n]+[ \t]*")
# Spaces inside, a missing end at the end of the field, a question mark inside: each seen from real clients.
_WORD = re.compile(r"=\?([^?\s*]{1,64})(?:\*[^?\s]{0,20})?\?([bBqQ])\?([^\r\n]{0,2000}?)(?:\?=|\Z)")
_ID = re.compile(r"<[^<>\s]{1,998}>")
_BARE_ID = re.compile(r"[^<>\s,;]{1,500}@[^<>\s,;]{1,400}")
_MAILBOX = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,10}(?![\w.-]*@)")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A decoded value and what was doubtful about it."""

    text: str
    doubts: tuple[Doubt, ...] = ()


def first(fields: Fields, name: str) -> str:
    """Give the raw value of the first field of that name, shortened to what is looked at, or an empty text."""
    for given, value in fields:
        if given == name:
            return value[:_LONGEST]
    return ""


def every(fields: Fields, name: str) -> list[str]:
    """Give the raw values of all fields of that name, in their order."""
    return [value[:_LONGEST] for given, value in fields if given == name]


def words(raw: str) -> Text:
    """Decode an unstructured value: unfolded, raw 8-bit bytes and RFC 2047 words decoded, NFC."""
    if raw.isascii() and "=?" not in raw:
        return Text(text=" ".join(raw[:_LONGEST].replace("\0", "").split()))
    text, doubts = eight_bit(_FOLDS.sub(" ", raw[:_LONGEST]))
    if "=?" in text:
        text, more = _encoded_words(text)
        doubts += more
    return Text(text=_SPACES.sub(" ", text).strip(), doubts=doubts)


def eight_bit(raw: str) -> tuple[str, tuple[Doubt, ...]]:
    """Decode the bytes of a raw value, which by RFC 6532 are UTF-8 and in fact anything."""
    if raw.isascii():
        return raw.replace("\0", ""), ()
    return decode(raw.encode("utf-8", "surrogateescape"))


def _encoded_words(text: str) -> tuple[str, tuple[Doubt, ...]]:
    """Replace RFC 2047 words; bytes of neighbours in one charset are joined first, since clients split letters between words."""
    parts: list[str] = []
    doubts: tuple[Doubt, ...] = ()
    waiting: tuple[str, bytes] | None = None
    at = 0

    def flush() -> None:
        nonlocal waiting, doubts
        if waiting:
            decoded, more = decode(waiting[1], waiting[0])
            parts.append(decoded)
            doubts += more
            waiting = None

    for match in _WORD.finditer(text):
        data = _word_bytes(match[2], match[3])
        between = text[at : match.start()]
        at = match.end()
        if waiting and not between.strip() and waiting[0] == match[1].lower():
            waiting = (waiting[0], waiting[1] + data)
            continue
        neighbours = waiting is not None and not between.strip()
        flush()
        if not neighbours:
            parts.append(between)
        waiting = (match[1].lower(), data)
    flush()
    parts.append(text[at:])
    return nfc(repair("".join(parts))), doubts


def _word_bytes(encoding: str, body: str) -> bytes:
    data = body.encode("utf-8", "surrogateescape")
    if encoding in "bB":
        return loose_base64(data)
    return quopri.decodestring(data.replace(b"_", b" "), header=False)


def loose_base64(data: bytes) -> bytes:
    """Decode base64 whatever stands between its letters and however its padding is broken."""
    letters = re.sub(rb"[^A-Za-z0-9+/]", b"", data)
    letters = letters[: len(letters) - (len(letters) % 4 == 1)]
    return binascii.a2b_base64(letters + b"=" * (-len(letters) % 4))


@lru_cache(maxsize=256)
def addresses(raw: str) -> tuple[Address, ...]:
    """Read an address list; groups and comments by mail-parser, names decoded here. Entries without an address are left out.

    Kept for some time: an office's mails come from a few dozen units and go to its own addresses.
    """
    if not raw.strip():
        return ()
    from mailparser.utils import get_addresses

    text, _ = eight_bit(_FOLDS.sub(" ", raw))
    # Encoded words are lexical atoms: a comma or bracket inside one must not end the mailbox. So they are set aside, each for a
    # letter of the private use area, and names are decoded afterwards.
    aside: list[str] = []
    text = _WORD.sub(lambda word: _set_aside(word[0], aside), text)
    found = [(_restored(name, aside), email_) for name, email_ in get_addresses(text) if "@" in email_]
    if not found:
        found = _lone_address(words(raw).text)
    return tuple(
        Address(name=words(name).text.strip('" '), email=_SPACES.sub("", email_).lower()) for name, email_ in found
    )


def is_plain_sender(fields: Fields) -> bool:
    """Tell whether a header names its sender in the one way that leaves nothing open: one From with one address of ASCII letters.

    Programs differ in what they make of a second From, `From :`, groups, an address in an encoded word, brackets within brackets, other
    blanks and letters; what one of them shows, and a server vouched for, is then not what another one reads.
    """
    froms = [value for name, value in fields if name.strip() == "from"]
    if len(froms) != 1 or len(froms[0]) > _LONGEST:
        return False
    value = _FOLDS.sub(" ", froms[0]).strip(" \t")
    return _PLAIN_SENDER.fullmatch(_QUOTED_NAME.sub("", _WORD.sub("", value))) is not None


_QUOTED_NAME = re.compile(r"\"(?:[^\"\\]|\\.)*+\"(?!@)")
_ADDR_SPEC = r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[a-zA-Z0-9-]{1,63}(?:\.[a-zA-Z0-9-]{1,63}){1,10}"
_COMMENT = r"[ \t]*(?:\([^()@<>\0]*\)[ \t]*)?"
# Names may hold commas, which clients write without quotation marks, but no second address.
_PLAIN_SENDER = re.compile(rf"(?:{_COMMENT}{_ADDR_SPEC}|[^<>@;:\0]*+<[ \t]*{_ADDR_SPEC}[ \t]*>){_COMMENT}", re.ASCII)


def _set_aside(word: str, aside: list[str]) -> str:
    aside.append(word)
    return chr(0xE000 + min(len(aside) - 1, 0x18FF))


def _restored(name: str, aside: list[str]) -> str:
    return re.sub(
        "[\ue000-\uf8ff]", lambda mark: (aside[ord(mark[0]) - 0xE000 : ord(mark[0]) - 0xDFFF] or [""])[0], name
    )


def _lone_address(text: str) -> list[tuple[str, str]]:
    """Find the only address of a broken value, such as one that was encoded as a whole; two would be a guess."""
    found = set(_MAILBOX.findall(text))
    return [(text.partition("<")[0], found.pop())] if len(found) == 1 else []


def instant(raw: str) -> dt.datetime | None:
    """Read an RFC 5322 date with its offset; one without a zone is UTC, as `-0000` is (§3.3). None if it is no date."""
    text = _FOLDS.sub(" ", raw[:200]).strip()
    try:
        read = email.utils.parsedate_tz(text)
        if read is None or not 1970 <= read[0] < 2200:
            return None
        zone = dt.timezone(dt.timedelta(seconds=read[9] or 0))
        # A leap second has no place in Python's time; the second before it is near enough.
        return dt.datetime(*read[:5], min(read[5], 59), tzinfo=zone)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def topmost_received(fields: Fields) -> dt.datetime | None:
    """Give the instant that the last server to handle the message wrote (RFC 5321 §4.4): what follows the last semicolon."""
    received = first(fields, "received")
    return instant(received.rpartition(";")[2]) if received else None


def message_ids(*values: str) -> tuple[str, ...]:
    """Give the identifiers in the values, with angle brackets, each once and in order."""
    found: dict[str, None] = {}
    for value in values:
        text = _FOLDS.sub(" ", value)
        ids = _ID.findall(text) or [f"<{bare}>" for bare in _BARE_ID.findall(text)]
        found.update(dict.fromkeys(_printable(ids)))
    return tuple(found)


def _printable(ids: Iterable[str]) -> list[str]:
    return [id_.encode("utf-8", "surrogateescape").decode("utf-8", "replace") for id_ in ids]


def authentication_results(fields: Fields) -> tuple[str, ...]:
    """Give the verdicts of the topmost block: those that the receiving system itself can have written.

    RFC 8601 §5 has a system delete only foreign fields that bear its own name; anything below its own trace fields came with the
    message and may be forged. Fields are prepended, so what the last hop wrote stands before the second Received field. Hand-overs
    within one machine (a filter on loopback, LMTP, Gmail's first hop without a `from`) add Received fields of their own above the
    verdict: each of those at the top lets the block reach one field further.
    """
    kept: list[str] = []
    block_ends = False
    for name, value in fields:
        if name == "received":
            if block_ends:
                break
            block_ends = not _is_own_hop(value[:_LONGEST])
        elif name == "authentication-results" and len(kept) < _MOST_VERDICTS:
            kept.append(words(value).text + (CUT_OFF if len(value) > _LONGEST else ""))
    return tuple(kept)


_MOST_VERDICTS = 100
"""The topmost ones: a receiving system writes a handful."""


def _is_own_hop(received: str) -> bool:
    """Whether a Received field tells of a hand-over within the receiving system, judged by what its own server wrote.

    The name in the HELO is the sender's to choose, `[127.0.0.1]` too, so every address in the clause has to be the loopback's.
    """
    clauses = received.strip()
    if clauses[:4].lower() != "from":
        return True
    from_clause, _, by_clause = clauses.rpartition(" by ")
    found = _IP.findall(from_clause)
    return bool(_LMTP.search(by_clause)) or (bool(found) and all(ip.startswith("127.") or ip == "::1" for ip in found))


_LMTP = re.compile(r"\swith\s+LMTP", re.IGNORECASE)
_IP = re.compile(r"(?:\d{1,3}\.){3}\d{1,3}|[0-9a-fA-F]{0,4}(?::[0-9a-fA-F]{0,4}){2,7}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameters:
    """A structured value such as Content-Type: its main value, lower case, and its parameters, decoded."""

    value: str
    parameters: dict[str, str]


_PARAMETER = re.compile(
    r""";\s*([\w!#$&^.+%*-]{1,80}?)\s*=\s*(?:"((?:[^"\\]|\\.){0,4000})"|([^;]{0,4000}))""",
    re.DOTALL,
)


_ESCAPED = re.compile(r"\\(.)")


def parameters(raw: str) -> Parameters:
    """Read a value with parameters: RFC 2231 continuations and charsets, RFC 2047 words and raw bytes where they don't belong."""
    raw = _FOLDS.sub(" ", raw[:_LONGEST]) if "\n" in raw or "\r" in raw else raw[:_LONGEST]
    value, _, _ = raw.partition(";")
    plain: dict[str, str] = {}
    pieces: dict[str, dict[int, tuple[bool, str]]] = {}
    for match in _PARAMETER.finditer(raw, len(value)):
        name = match[1].lower()
        text = match[3].strip() if match[2] is None else _ESCAPED.sub(r"\1", match[2]) if "\\" in match[2] else match[2]
        base, star, rest = name.partition("*")
        if not star:
            plain.setdefault(name, words(text).text)
        else:
            number, extended = _section(rest)
            pieces.setdefault(base, {}).setdefault(number, (extended, text))
    # RFC 2231 forms win over plain ones beside them (RFC 6266 §4.3 says so for the same pair of forms).
    return Parameters(
        value=value.strip().lower().encode("ascii", "ignore").decode(),
        parameters=plain | {name: _joined(found) for name, found in pieces.items()},
    )


def _section(rest: str) -> tuple[int, bool]:
    number, _, _ = rest.partition("*")
    return (int(number) if number.isascii() and number.isdigit() and len(number) < 5 else 0), rest.endswith(
        "*"
    ) or not rest


def _joined(pieces: dict[int, tuple[bool, str]]) -> str:
    """Join the sections of an RFC 2231 parameter in the order of their numbers and decode them in the first one's charset."""
    charset = ""
    data = b""
    for number in sorted(pieces):
        extended, text = pieces[number]
        if extended and number == min(pieces) and text.count("'") >= 2:
            charset, _, text = text.split("'", 2)
        raw = text.encode("utf-8", "surrogateescape")
        data += unquote_to_bytes(raw) if extended else raw
    text, _ = decode(data, charset)
    return words(text).text
