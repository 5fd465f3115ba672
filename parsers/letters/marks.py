"""The lines with which mail clients announce a quotation: attribution, separator, header block.

Strings are those of the clients themselves (Gmail, Outlook, Zimbra, Thunderbird, Apple Mail, Yahoo, Roundcube, phones) in Vietnamese
and English. Everything is anchored to whole lines: a report that merely starts with `Từ:` or `Vào ngày` is none of these.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from parsers.letters.lines import Hint, Line
from parsers.letters.subjects import Prefix, prefix


class Announces(enum.Enum):
    """What a mark announces."""

    QUOTATION = "quotation"
    """`On … wrote:`"""
    FORWARD = "forward"
    """`---------- Forwarded message ---------`"""
    EITHER = "either"
    """A header block, or `-----Original Message-----`: clients write the same over a reply and a forward."""
    END = "end"
    """`----- End forwarded message -----`"""


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark found: what it announces, how many lines it takes, and whether the letter under it forwards another one."""

    announces: Announces
    length: int
    forwards: bool = False
    sender: str = ""
    """What its header block names as the letter's sender."""


_LONGEST = 400
_REACH = 5
"""Lines that an attribution wraps over at most, blank ones not counted."""

_SAID = r"(?:đã viết|viết|wrote|writes|a écrit|schrieb)"
_SAID_AT_END = re.compile(
    rf"(?:^|[\s,>\"”)*]){_SAID}(?:\s+(?:vào\s+)?(?:lúc\s+)?[^:\n]{{0,40}}\d{{1,2}}:\d{{2}}[^:\n]{{0,40}})?\s*[:：]\s*-*\*?\s*$",
    re.IGNORECASE,
)
_DASHED_SAID = re.compile(rf"^-{{2,}}.*\s{_SAID}\s*:?\s*-{{2,}}$", re.IGNORECASE)
_SAID_WITHOUT_COLON = re.compile(rf">\s+{_SAID}$", re.IGNORECASE)
# Gmail 2014-2018 and Yandex name no verb: date and time first, an address, a colon.
_DATED = re.compile(r"^(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./]\d{1,2}[./]\d{4}),?\s+\d{1,2}:\d{2}\b.*<\S+@\S+>\s*:$")
_SAID_ALONE = re.compile(rf"^[\s*]*{_SAID}\s*[:：]\s*-*$", re.IGNORECASE)
_OPENS = re.compile(r"^[\s*\-]*(?:On|Vào(?:\s+(?:lúc|ngày|hồi))?|Vao|Le|Am)\s", re.IGNORECASE)
_CLOCK_YEAR_OR_ADDRESS = re.compile(
    r"\b\d{1,2}[:h]\d{2}\b|\b(?:19|20)\d{2}\b|\S@\S|\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b"
)

_FORWARD = re.compile(
    r"^\s*(?:[-_=*]{2,}\s*(?:forwarded (?:message|mail|email|by)\b.{0,120}|(?:thư|tin nhắn|email|mail)\s(?:(?:đã|được)\s){0,2}chuyển tiếp"
    r"|nội dung chuyển tiếp|thư chuyển tiếp|tin nhắn chuyển tiếp)\s*:?[\s\-_=*]*"
    r"|begin forwarded message\s*:|bắt đầu (?:thư|tin nhắn|email)(?: được| đã)? chuyển tiếp\s*:)\s*$",
    re.IGNORECASE,
)
_ORIGINAL = re.compile(
    r"^\s*[-_=*]{2,}\s*(?:original (?:message|appointment)|reply message|(?:thư|tin nhắn|bản|nội dung|tin|email) (?:gốc|ban đầu))"
    r"\s*:?\s*[-_=*]{2,}\s*$",
    re.IGNORECASE,
)
_END = re.compile(
    r"^\s*[-_=*]{2,}\s*(?:end (?:of )?forwarded message|kết thúc thư (?:được )?chuyển tiếp)\s*[-_=*]*\s*$",
    re.IGNORECASE,
)
_RULE = re.compile(r"^\s*(?:_{8,}|-{20,})\s*$")

_LABELS = {
    "from": ("từ", "from", "người gửi", "von", "de"),
    "sent": ("đã gửi", "sent", "gửi", "gửi lúc", "đã gửi lúc", "gửi vào", "thời gian gửi"),
    "date": ("ngày", "date", "ngày gửi", "thời gian"),
    "to": ("tới", "đến", "to", "người nhận", "gửi tới", "gửi đến"),
    "copy": ("cc", "bcc", "đồng nhận", "đồng gửi", "đồng kính gửi"),
    "subject": ("chủ đề", "tiêu đề", "subject"),
    "other": (
        *("reply-to", "reply to", "trả lời tới", "trả lời đến", "importance", "mức độ quan trọng"),
        *("attachments", "đính kèm", "tệp đính kèm", "phần đính kèm", "organization", "message-id", "mailing list"),
    ),
}
_KIND_OF_LABEL = {label: kind for kind, labels in _LABELS.items() for label in labels}
_LABEL = re.compile(
    r"^[\s*|>]*("
    + "|".join(sorted(map(re.escape, _KIND_OF_LABEL), key=len, reverse=True))
    + r")\s*\*{0,2}\s*[:：]\s*\*{0,2}[\t ]*(.*)$",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"\b\d{1,2}[:h]\d{2}\b")
_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
_DATE_LIKE = re.compile(r"^(?:ngày|tuần|đầu|tháng|thứ|\d{1,2}\s*[/.h:-]\s*\d)", re.IGNORECASE)

_PHONE_SIGNATURE = re.compile(
    r"^(?:sent (?:from|via|using) (?:my |the )?(?:iphone|ipad|ipod|android|samsung|galaxy|blackberry|huawei|oppo|xiaomi|mi |nokia|htc|lg|sony|windows"
    r"|mobile|phone|smartphone|mail for|outlook|yahoo|gmail|mailbox|workspace|zimbra|tablet|protonmail|proton mail|tutanota)[^.!?]{0,80}"
    r"|(?:đã |được )?gửi (?:từ|bằng|qua) (?:iphone|ipad|ipod|android|samsung|galaxy|điện thoại|máy tính bảng|thiết bị|thư dành cho|thư trên|ứng dụng"
    r"|outlook|yahoo|gmail|zimbra|di động|blackberry|huawei|oppo|xiaomi|nokia|mail)[^.!?]{0,80}"
    r"|get outlook for (?:ios|android)|(?:tải|lấy|nhận) outlook (?:cho|dành cho) (?:ios|android))"
    r"(?:\s*<[^>]{1,200}>)?\s*[.!]?$",
    re.IGNORECASE,
)


def is_phone_signature(text: str) -> bool:
    """Whether a line is what phones add: `Sent from my iPhone`, `Đã gửi từ iPhone của tôi`."""
    return len(text) < 200 and bool(_PHONE_SIGNATURE.match(text.strip(" *_\t")))


def find_mark(lines: Sequence[Line], at: int) -> Mark | None:
    """Read the mark that begins at a line, if one does. Hints of the markup come first, words after them."""
    line = lines[at]
    if line.hint is not None:
        return _hinted(lines, at)
    text = line.text
    if line.table is not None or not text or len(text) > _LONGEST:
        return None
    return _separator(lines, at) or _header_block(lines, at) or _attribution(lines, at)


def _hinted(lines: Sequence[Line], at: int) -> Mark | None:
    match lines[at].hint:
        case Hint.FORWARD:
            return _with_headers(lines, at, 1, Announces.FORWARD)
        case Hint.HEADERS:
            read = _labels(lines, at)
            return Mark(Announces.EITHER, max(read.length, 1), read.forwards, read.sender)
        case _:
            return _separator(lines, at) or _attribution(lines, at) or Mark(Announces.QUOTATION, 1)


def _separator(lines: Sequence[Line], at: int) -> Mark | None:
    text = lines[at].text
    if text.lstrip()[:1] not in {"-", "_", "=", "*", "b", "B"}:
        return None
    if _END.match(text):
        return Mark(Announces.END, 1)
    if _FORWARD.match(text):
        return _with_headers(lines, at, 1, Announces.FORWARD)
    if _ORIGINAL.match(text):
        return _with_headers(lines, at, 1, Announces.EITHER)
    if _RULE.match(text) and (below := _next_filled(lines, at + 1)) is not None:
        block = _header_block(lines, below, ruled=True)
        return replace(block, length=below - at + block.length) if block else None
    return None


def _with_headers(lines: Sequence[Line], at: int, length: int, announces: Announces) -> Mark:
    """Take in the header block under a separator; it may stand in a quotation of its own (Apple Mail)."""
    below = _next_filled(lines, at + length)
    if below is None:
        return Mark(announces, length)
    read = _labels(lines, below)
    if len(read.kinds) >= 2 and read.kinds & {"from", "subject"}:
        return Mark(announces, below - at + read.length, read.forwards, read.sender)
    return Mark(announces, length)


@dataclass(frozen=True, slots=True)
class _Labels:
    length: int
    kinds: frozenset[str]
    values: dict[str, str]

    @property
    def forwards(self) -> bool:
        return prefix(self.values.get("subject", "")) is Prefix.FORWARD

    @property
    def sender(self) -> str:
        return self.values.get("from", "")


def _labels(lines: Sequence[Line], at: int) -> _Labels:
    """Read successive lines that begin with a header's label, with the lines that a long value wraps onto."""
    values: dict[str, str] = {}
    last = ""
    end = index = at
    wraps = 0
    while index < len(lines) and index - at < 40:
        line = lines[index]
        if line.table is not None or (index > at and line.hint is not None):
            break
        match = _LABEL.match(line.text[:_LONGEST])
        if match:
            last = _KIND_OF_LABEL[match[1].lower()]
            values.setdefault(last, match[2].strip(" *\t"))
            wraps = 0
            end = index + 1
        elif not line.text.strip():
            # Some clients put a blank line between the labels; two of them end the block.
            following = lines[index + 1].text[:_LONGEST] if index + 1 < len(lines) else ""
            if not _LABEL.match(following) or len(values) >= 4:
                break
        elif last and wraps < 6 and _continues(lines[index - 1].text, line.text, last, values.get(last, "")):
            values[last] = f"{values[last]} {line.text.strip()}"
            wraps += 1
            end = index + 1
        else:
            break
        index += 1
    return _Labels(end - at, frozenset(values), values)


def _continues(before: str, text: str, kind: str, value: str) -> bool:
    """Whether a line goes on with the header value above it: an address list, a label's value on the next line, a wrapped subject."""
    if not before.strip():
        return False
    if not value:
        return True
    if kind in {"to", "copy", "from"}:
        return "@" in text or before.rstrip().endswith((";", ",")) or "<" in before.rpartition(">")[2]
    return kind == "subject" and len(before) >= 60 and text[:1] in {" ", "\t"}


def _header_block(lines: Sequence[Line], at: int, *, ruled: bool = False) -> Mark | None:
    """Read a header block that nothing announces; it takes more than a label or two to be one."""
    text = lines[at].text
    if ":" not in text[:40] and "：" not in text[:40]:
        return None
    match = _LABEL.match(text[:_LONGEST])
    if not match or _KIND_OF_LABEL[match[1].lower()] not in {"from", "subject", "date", "sent", "to"}:
        return None
    read = _labels(lines, at)
    sender = read.values.get("from", "")
    if not sender or _DATE_LIKE.match(sender):
        return None
    when = f"{read.values.get('sent', '')} {read.values.get('date', '')}"
    timed = bool(_CLOCK.search(when))
    others = read.kinds & {"to", "subject"}
    known = (
        (timed and (bool(others) or "@" in sender))
        or (timed and bool(_YEAR.search(read.values.get("sent", ""))))
        or ("@" in sender and bool(others))
        or (bool(_YEAR.search(when)) and len(others) == 2)
        or (ruled and len(read.kinds) >= 3)
    )
    return Mark(Announces.EITHER, read.length, read.forwards, sender) if known else None


def _attribution(lines: Sequence[Line], at: int) -> Mark | None:
    """Read `On … wrote:`, wrapped over a few lines. Without a time, a year or an address it needs a quotation right below."""
    text = lines[at].text
    opens = bool(_OPENS.match(text))
    if not opens and "@" not in text and not text.rstrip(" *-").endswith((":", "：")):
        return None
    if _DATED.match(text) or (
        text.endswith(":") and _CLOCK_YEAR_OR_ADDRESS.search(text) and _cited_below(lines, at, 1)
    ):
        return _with_headers(lines, at, 1, Announces.QUOTATION)
    if not opens and not ("@" in text or _SAID_AT_END.search(text)):
        return None
    joined = ""
    for index in range(at, min(at + _REACH, len(lines))):
        line = lines[index]
        if line.table is not None or not line.text.strip() or (index > at and line.boxes != lines[at].boxes):
            return None
        joined = f"{joined} {line.text.strip()}"
        if len(joined) > _LONGEST:
            return None
        if _ends_attribution(joined, line.text, opens=opens):
            length = index - at + 1
            sure = opens and bool(_CLOCK_YEAR_OR_ADDRESS.search(joined))
            if sure or _cited_below(lines, at, length):
                return _with_headers(lines, at, length, Announces.QUOTATION)
            return None
        if not opens and index - at >= 2:
            return None
    return None


def _ends_attribution(joined: str, text: str, *, opens: bool) -> bool:
    if _SAID_AT_END.search(joined) or _SAID_ALONE.match(text) or _DASHED_SAID.match(joined.strip()):
        return True
    # Without a colon only where everything else is there: an opening, a time, an address before the verb.
    return opens and bool(_SAID_WITHOUT_COLON.search(joined) and _CLOCK.search(joined))


def _cited_below(lines: Sequence[Line], at: int, length: int) -> bool:
    below = _next_filled(lines, at + length)
    return below is not None and len(lines[below].boxes) > len(lines[at].boxes)


def _next_filled(lines: Sequence[Line], at: int) -> int | None:
    for index in range(at, min(at + 6, len(lines))):
        if lines[index].text.strip() or lines[index].table is not None:
            return index
    return None
