"""Numbers of a line: what may be a count, and the many digits that are none.

A count is a whole number: plain digits, groups of exactly three ("1.234", "1,234", "1 234"), words by a strict grammar, or both
("45 (bốn mươi lăm)") where they agree. An ordered table of patterns takes out what only looks like one: phones, documents' numbers,
times, percentages, money, codes. Dates and weeks are found before (`weeks`).
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from parsers.figures import number_words
from parsers.figures.alternatives import Sieve
from parsers.figures.lexicon import ROUGHLY, ROUGHLY_AFTER
from parsers.figures.lines import Line
from parsers.text import nfc

LARGEST = 9_999_999
"""A count above this is no count that a week brings."""


class Shape(enum.StrEnum):
    """How sure the form alone makes a number."""

    COUNT = "count"
    DOUBTFUL = "doubtful"
    """One reading is likely, but the form allows another: a human looks."""
    OTHER = "other"
    """No count at all: a phone, a share, a code."""


class Number(NamedTuple):
    """A number of a line; `value` is None where it is no whole number."""

    start: int
    end: int
    value: int | None
    shape: Shape
    name: str = ""
    """Of the pattern that took it out, or of what is doubtful about it."""


# Tried in this order on what the ones before have left; each takes out all of its digits.
NOT_COUNTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("papers", re.compile(r"(?<![\d.,/])\d{1,2}\s(?:file|files|tep|sheet|bieu|trang|mail|email)\b(?! (?:may|nguoi))")),
    # Addresses of the net first: they contain every other form.
    ("link", re.compile(r"(?:https?://|www\.)\S+|\S+@\S+")),
    # Documents' numbers before phones and dates: 1490/STTTT-BCVT, 12/BC-UBND, 30/2020/NĐ-CP, "Số: 12".
    (
        "document",
        re.compile(
            r"(?!\d+\s/\s(?![a-z]{1,6}\s?-\s?[a-z]))\d+\s?/(?:\d{4}\s?/)?\s?[a-z]{1,6}[a-z&]*(?:\s?-\s?[a-z&0-9.]+)*(?![\w/])(?<!/may)(?<!/ngay)(?<!/tuan)(?<!/nguoi)(?<!/ho)(?<!/thang)"
        ),
    ),
    (
        "document",
        re.compile(
            r"(?:\b(?:cong van|van ban|quyet dinh|ke hoach|chi thi|thong bao|to trinh|nghi quyet|nghi dinh|thong tu|bao cao|cv|qd|bc|vb)\s+(?:hoa toc\s+)?so\s*:?\s*|^\s*so\s*:\s*)\d[\d.]*(?![\d]|\s*(?:may|dien thoai|nguoi|luot|thue bao))(?=\s*(?:/|ngay|$|cua|ve|,|-))"
        ),
    ),
    (
        "document",
        re.compile(
            r"\b(?:cong van|van ban|quyet dinh|chi thi|thong bao|cv|qd|vb)\s(?:so\s)?\d{1,5}\b(?!\s*(?:may|dien thoai|nguoi|luot|thue bao))"
        ),
    ),
    # Phones: ten or eleven digits from 0 or +84, in any grouping.
    ("phone", re.compile(r"(?<![\d.,/])(?:\(?\+?\s?84\)?|0)(?:[\s.\-()]*\d){8,10}(?![\d])")),
    (
        "phone",
        re.compile(
            r"(?:\b(?:sdt|so dt|dt|d/t|tel|hotline|zalo|fax|mobile|phone|dd|so dien thoai|dien thoai lien he|lien he)(?:\s*[:.]\s*\+?\d|\s+0\d)[\d.\s\-()]{5,}\d)"
        ),
    ),
    # With its last digits left out: "0203 3881 xxx".
    ("phone", re.compile(r"(?<![\d.,/])0\d(?:[\s.\-]*\d){2,8}[\s.\-]*(?:[x*]{2,}|\.{3,}|…)")),
    # The digit first, then what may not stand before it: so the engine skips from digit to digit.
    ("long", re.compile(r"\d(?<![\d.,]\d)\d{7,}(?!\d)")),
    (
        "time",
        re.compile(
            r"\d(?<![\d.,]\d)(?:\d?\s?(?:h|g)\s?(?:\d{2})?(?:\s?(?:p|ph|phut))?(?![\w])|\d?:\d{2}(?::\d{2})?(?!\d)|\d?\s?gio(?:\s?\d{1,2}(?:\s?phut)?)?(?!\w)|\d*\s?phut\b)"
        ),
    ),
    ("percent", re.compile(r"\d(?<!\d\d)\d*+(?:[.,]\d++)?\s?(?:%|phan tram|‰)")),
    (
        "money",
        re.compile(
            r"\d(?<!\d\d)\d*+(?:[.,]\d++)*+\s?(?:k\b|vnd|dong\b(?! chi)|trieu\b|ty\b|d\b|usd|ngan dong|nghin dong)"
        ),
    ),
    ("round-the-clock", re.compile(r"2(?<!\d2)4\s?/\s?(?:24|7)h?(?!\d)|7(?<!\d7)\s?/\s?7(?!\d)")),
    (
        "ordinal",
        re.compile(
            r"\b(?:sheet|trang tinh|tab|file|thu|lan thu|lan|buoi(?= \d\b)|bao(?= so)|dot|giai doan|quy|khoa|nhiem ky|phan|muc|noi dung|dieu|khoan|diem|buoc|cap|(?<!xe )(?<!khach )(?<!cua )(?<!ngan )(?<!nha )(?<!ban )(?<!cho )hang|vong|so thu tu|stt|trang|phien ban|version|(?<!dia )ban|tap|chuong|cot|dong|hinh|bang(?! ~)|phu luc|mau|bieu)\s(?:so\s|thu\s)?[ivx]*\d{1,3}(?![\d.,]\d|\d|\s*(?:may|dien thoai|nguoi|luot|thue bao|chiec))"
        ),
    ),
    ("place", re.compile(r"\bkm\s?\d{1,3}\s?\+\s?\d{1,3}(?!\d)")),
    ("duration", re.compile(r"(?<![\d.,/])\d{1,2} tuan\b(?! \d| nay)")),
    (
        "place",
        re.compile(
            r"\b(?:khu|thon|xom|ap|ban|to|quay|chot|lop|cho|khoi)(?: so)? \d{1,2}(?:\s?,\s?\d{1,2}){0,20}(?:\s?(?:,|va)\s?\d{1,2})(?![\d.,:]\d|\w|\s*(?:may|dien thoai|nguoi|luot|thue bao|chiec|em|hs|ho|:|=))"
        ),
    ),
    (
        "place",
        re.compile(
            r"\b(?<!dia )(?<!\d )(?:khu pho|khu vuc|ap|ban|duong|to dan pho|(?<![a-z] )pho|so nha|nha so|ngo|ngach|hem|quoc lo|ql|km|kiot|ki ot|phong hop|hoi truong|(?:quay|(?<!nay )(?<!em )(?<!so )(?<!xin )(?<!la )(?<!bao )(?<!minh )(?<!\0 )chot|cum|to|khu|thon|xom|doi|nhom|kip)(?= \d{1,2}(?!\d))|lop|khoi|truong|chi bo|chi doan|tieu khu)\s(?:so\s|dan so\s|dan pho\s)?\d{1,4}[a-z]?(?:\s?[-–]\s?\d{1,4}[a-z]?)?(?![\d.,]\d|\w|\s*(?:may|dien thoai|nguoi|luot|thue bao|chiec|ban))"
        ),
    ),
    # "chợ 3: 12 máy" and "chợ 1 và chợ 2" are markets; "cho 45 người" is for 45 people
    (
        "place",
        re.compile(
            r"\bcho \d{1,2}(?:\s?(?:va|voi|,|\+)\s?cho \d{1,2})+|\bcho \d{1,2}(?=\s*[:|])|^\W*cho \d{1,2}(?= \d)"
        ),
    ),
    ("place", re.compile(r"\b(?:duong mon|cot moc|moc(?: gioi)?)(?: so)?\s\d{3,4}(?:\s?(?:,|va|-)\s?\d{3,4})*(?!\d)")),
    ("code", re.compile(r"\b(?:noi bo|may le|so le)\s*:?\s*\d{2,4}(?!\d|\s*(?:may|nguoi|dien thoai))")),
    (
        "code",
        re.compile(
            r"\b(?:mst|ma so thue|ma so|stk|so tai khoan|tai khoan|cmnd|cccd)\b[^\d:,.;]{0,15}[:.]?\s*\d[\d .\-]*"
        ),
    ),
    (
        "ordinal",
        re.compile(r"\b(?:may|dien thoai|cua|ban|duong) so \d{1,3}(?![\d.,]\d|\d|\s*(?:may|dien thoai|nguoi))"),
    ),
    (
        "model",
        re.compile(
            r"\b(?:(?:iphone|ip|ipad|android|ios|windows|win)\s(?:[a-z]\s?)?(?:1[0-5]|\d)(?!\d)|(?:samsung|galaxy|note|oppo|redmi|xiaomi|realme|vivo|nokia|vsmart|huawei)\s(?:[a-z]\s?)?\d{1,2})(?![\d.,]\d|\d|\s*(?:may|chiec|cai|dien thoai|nguoi|:|=))"
        ),
    ),
    ("extension", re.compile(r"\b(?:may le|ext\.?|so le|may nhanh|so nhanh)\s*:?\s*\d{1,5}(?!\d)")),
    (
        "year",
        re.compile(
            r"\b(?:nam|nam hoc)\s(?:\d{4}\s?[-–]\s?)?\d{4}(?:\s?[-–]\s?\d{4})?(?![\d.,]\d|\w|\s*(?:may|dien thoai|nguoi|luot|thue bao|chiec))|(?<![\d.,])20[12]\d\s?[-–]\s?20[12]\d(?!\d)|\bthang\s\d{1,2}\s?/\s?\d{4}"
        ),
    ),
    # "ngày 12", "tháng 8": dates without their month or year say no week.
    (
        "day",
        re.compile(
            r"\b(?:ngay|thang|thg)\s\d{1,2}(?![\d.,/]\d|\w|\s*(?:may|dien thoai|nguoi|luot|thue bao|chiec|cai))"
        ),
    ),
    ("age", re.compile(r"(?<![\d.,])\d{1,3}\s?(?:(?:[-–]|den|toi)\s?\d{1,3}\s?)?tuoi\b")),
    ("span", re.compile(r"(?<![\d.,])\d{1,3}\s(?:ngay|dem|tuan(?! nay)|thang|nam|gio|quy|buoi|lan)\b")),
    (
        "measure",
        re.compile(
            r"\d(?<![\d.,]\d)\d*(?:[.,]\d+)?\s?(?=[kmhgcbpi2-6x])(?:km|m2|m3|ha|kg|gb|mb|m|cm|mm|bit|px|inch|[23456]g|x\d+)(?!\w)"
        ),
    ),
    ("disease", re.compile(r"\b(?:covid|sars[- ]cov|cov|sars)\s?[-–]?\s?\d+")),
    # A number at the head of a line and before a text only counts the paragraphs: "1.", "2)", "1.1.", "(3)", "a) 1."
    (
        "numbering",
        re.compile(
            r"^\s*(?:[-+*•]\s*)?(?:\(\d{1,2}\)|\d{1,2}(?:\.\d{1,2}){0,3}\s?[.)/](?!\d)|\d{1,2}\.\d{1,2}(?=\s+[a-z]))(?=\s*[^\s\d]|\s+\d)"
        ),
    ),
    ("numbering", re.compile(r"(?<=[a-z.;,)] )\d{1,2}/ (?=\0)")),
    ("footnote", re.compile(r"\[\d{1,2}\]")),
)
_SIEVE = Sieve(pattern.pattern for _, pattern in NOT_COUNTS)
_ENUMERATED = re.compile(
    r"(?<![\d.,/])(1)[.)]\s+[a-z].*?(?<![\d.,/])(2)[.)]\s+[a-z](?:.*?(?<![\d.,/])(3)[.)]\s+[a-z])?(?:.*?(?<![\d.,/])(4)[.)]\s+[a-z])?"
)
"""Paragraphs that are counted within one line: "1. Thái độ ... 2. Thời gian"."""
_ONLY_YEAR = re.compile(r"\s*(?:19|20)\d\d[.\s]*")
_CODE = re.compile(r"(?<!\d)[a-z_&]+[-–]?\d[\w.\-/]*|\d+[a-z][\w]*")
_FACTOR = re.compile(r"(?<=\d )x\d+|\d+x(?=\s+\d)")
"""Of a product: no code, but a number beside the other one."""
_GLUED = re.compile(r"(\d[\d.,]*)([a-z]+)")
_LETTERS_ = re.compile(r"[^\W\d_]+")
_DIGIT = re.compile(r"\d")
_FEW_DIGITS = re.compile(r"(?<!\d)\d{1,7}(?!\d)|[.,]\d{8}")
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*|\d")
_SPACED = re.compile(r"(?<![\d.,])[1-9]\d{0,2}(?:[  ]\d{3})+(?![\d.,]?\d)")
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+|[1-9]\d{0,2}(?:,\d{3})+")
_ADDITION = re.compile(r"(?<![\d.,])(\d+(?:\s?\+\s?\d+)+)\s?=\s?(\d+)(?![\d.,]?\d)")
_UNSOLVED = re.compile(r"(?<![\d.,])\d+(?:\s?\+\s?\d+)+(?![\d.,]?\d)(?!\s*=)")
"""An addition that nobody worked out: "19 + 24 máy"."""
_SHARE = re.compile(r"\s?/\s?(\d+(?:[.,]\d+)*)")
_OF_A_GOAL = re.compile(
    r"\s*(?:(?:may|nguoi|dien thoai)(?: [a-z]+)?)?\s*[(,]?\s*(?:(?:theo|so voi|dat|cua)\s(?:\w+\s){0,4}?)?(?:chi tieu|ke hoach|muc tieu|kh\b|(?:duoc|da) giao\b)"
)
"""Behind a share: what it is a share of is the goal, so that its first number is what was done."""
_GOAL_BEFORE = re.compile(r"\b(?:vuot|dat|hoan thanh)(?: [a-z]+){0,2} (?:chi tieu|ke hoach|muc tieu)\b[^\d.;]{0,15}$")
_HELPED = re.compile(r"\b(?:cai|ho tro|giup|huong dan|hd)(?: dat| cai| duoc| dc| xong| cho| thanh cong)*\s*$")
_LACKED = re.compile(
    r"\s*(?:khach|nguoi|may|dien thoai|em|hoc sinh|phu huynh|cong dan)(?: \w+){0,2}? (?:chua (?:co|cai)|co nhu cau|can cai|(?:da )?cai(?: dat| duoc| dc| xong)?(?=\W|$))"
)
"""Round a share: of so many who lacked it so many were helped, "cài được 45/60 khách chưa có"."""
_SPREAD = re.compile(r"\s?(?:-|–|—)\s?(\d+)(?!\d)")


# Words that only their diacritics tell from others (chợ: cho; tầng: tăng), looked for in the text as written.
NOT_COUNTS_AS_WRITTEN: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "place",
        re.compile(
            r"(?i)(?<!địa )(?<!hải )\b(?:hộ|chợ|tầng|tổ|bản|đội|bàn|quầy|phòng|cổng|bến|đảo)\s+(?:số\s+)?\d{1,3}(?:\s?[-–]\s?\d{1,3}|(?:\s?,\s?\d{1,2}){1,20}\s?(?:,|và)\s?\d{1,2})?(?![\d.,:h]\d|\d|h\b|\s*(?:máy|điện thoại|người|lượt|thuê bao|chiếc))"
        ),
    ),
)


_ANOTHER = frozenset(
    {
        "bằng",
        "thu",
        "lan",
        "Lan",
        "cặp",
        "mức",
        "đóng",
        "hang",
        "hằng",
        "băng",
        "hạng",
        "đông",
        "Đông",
        "đồng",
        "Đồng",
        "động",
        "Động",
    }
)
"""Words that only without their marks look like those before an ordinal: "tổng bằng 45" is no table 45."""


_BOTH_KINDS = re.compile(
    r"\bandroid \d+\W+(?:va )?(?:con )?(?:ios|iphone|ip) \d+|\b(?:ios|iphone|ip) \d+\W+(?:va )?(?:con )?android \d+"
)
"""How many telephones of either kind, no versions: "Android 30, iOS 15"."""


def _is_another_word(text: str, match: re.Match[str]) -> bool:
    word = _LETTERS_.match(text, match.start())
    return word is not None and not text.isascii() and nfc(word.group()) in _ANOTHER


def find(line: Line, taken: Iterable[tuple[int, int]], nouns: frozenset[str]) -> list[Number]:
    """Give the numbers of a line in their order, those that are no counts too; `taken` are the spans of dates and weeks.

    `nouns` are the first words of what is counted, folded: they may be glued to the digits ("45máy").
    """
    if _DIGIT.search(line.folded) is None:
        return _in_words(line, list(taken), [])
    if _ONLY_YEAR.fullmatch(line.folded):
        # A date that a page's edge tore apart: "ngày 11 tháng 9 năm" / "2020".
        return [Number(start=0, end=len(line.folded), value=None, shape=Shape.OTHER, name="year")]
    taken = list(taken)
    found: list[Number] = []
    rest = _blanked(line.folded, taken)
    for name, pattern in () if line.text.isascii() else NOT_COUNTS_AS_WRITTEN:
        found += [_other(match, name) for match in pattern.finditer(line.text)]
    rest = _blanked(rest, [(number.start, number.end) for number in found])
    for index in sorted(_SIEVE.possible(rest)):
        name, pattern = NOT_COUNTS[index]
        before = rest
        match = pattern.search(before)
        while match is not None:
            start, end = match.span()
            another = (name == "ordinal" and _is_another_word(line.text, match)) or (
                name == "model" and _BOTH_KINDS.search(line.folded) is not None
            )
            if _DIGIT.search(before, start, end) and not another:
                found.append(_other(match, name))
                rest = _blanked(rest, [(start, end)])
            match = pattern.search(before, end)
        if rest is not before and _DIGIT.search(rest) is None:
            return _in_words(line, taken, found)
    if ("1." in rest or "1)" in rest) and (enumerated := _ENUMERATED.search(rest)):
        found += [
            Number(
                start=enumerated.start(group),
                end=enumerated.end(group),
                value=None,
                shape=Shape.OTHER,
                name="numbering",
            )
            for group in range(1, 5)
            if enumerated.group(group)
        ]
        rest = _blanked(rest, [(number.start, number.end) for number in found[-4:]])
    for match in _CODE.finditer(rest):
        glued = _GLUED.fullmatch(match.group())
        if _FACTOR.match(rest, match.start()):
            continue
        if glued and (glued[2] in nouns or any(glued[2].startswith(noun) and len(noun) > 1 for noun in nouns)):
            continue
        found.append(_other(match, "code"))
    rest = _blanked(rest, [(number.start, number.end) for number in found])
    found += _counts(rest)
    return _in_words(line, taken, found)


def holds_any(line: Line) -> bool:
    """Tell cheaply whether a line can hold a count, in digits or words: most lines of long documents and lists do not.

    Eight digits and more in a row are a phone number or a longer one.
    """
    digit = _DIGIT.search(line.folded)
    if digit is not None and _FEW_DIGITS.search(line.folded, max(0, digit.start() - 1)) is not None:
        return True
    return bool(number_words.find(line.text, line.folded))


def _other(match: re.Match[str], name: str) -> Number:
    return Number(*match.span(), None, Shape.OTHER, name)


def _blanked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    if not spans:
        return text
    for start, end in spans:
        text = text[:start] + "\0" * (end - start) + text[end:]
    return text


def _counts(rest: str) -> list[Number]:
    found: list[Number] = []
    position = 0
    while match := _DIGITS.search(rest, position):
        spaced = _SPACED.match(rest, match.start())
        if spaced:
            match = spaced
        number = _count(rest, match)
        if found and found[-1].end < number.start and rest[found[-1].end : number.start].strip(" _") in ("", "x", "*"):
            # "4 5 máy", "30 30 máy", "1_250 máy", "5x 10 máy": one number typed apart, or two
            found[-1] = found[-1]._replace(shape=Shape.DOUBTFUL, name="apart")
            number = number._replace(shape=Shape.DOUBTFUL, name="apart")
        found.append(number)
        position = number.end
    return found


def _count(rest: str, match: re.Match[str]) -> Number:
    start, end = match.start(), match.end()
    if (written := _ADDITION.match(rest, start)) is None and (unsolved := _UNSOLVED.match(rest, start)):
        total = sum(map(int, re.findall(r"\d+", unsolved.group())))
        return Number(start=start, end=unsolved.end(), value=total, shape=Shape.DOUBTFUL, name="sum")
    if written:
        right = sum(map(int, written[1].split("+"))) == int(written[2])
        shape = Shape.COUNT if right else Shape.DOUBTFUL
        return Number(start=start, end=written.end(), value=int(written[2]), shape=shape, name="" if right else "sum")
    value, name = value_of(match.group())
    share = _SHARE.match(rest, end)
    if share and (
        _OF_A_GOAL.match(rest, share.end())
        or _GOAL_BEFORE.search(rest, 0, start)
        or (_HELPED.search(rest, 0, start) and _LACKED.match(rest, share.end()))
    ):
        shape = Shape.DOUBTFUL if name else Shape.COUNT
        return Number(start=start, end=share.end(), value=value, shape=shape, name=name or "done-of-goal")
    if share and share[1] == match.group() and re.match(r"\s*(?:may|dien thoai|smartphone)\b", rest[share.end() :]):
        return Number(start=start, end=share.end(), value=value, shape=Shape.COUNT)  # "5/5 máy": all of them
    if share:
        return Number(start=start, end=share.end(), value=None, shape=Shape.DOUBTFUL, name="share")
    if spread := _SPREAD.match(rest, end):
        return Number(start=start, end=spread.end(), value=None, shape=Shape.DOUBTFUL, name="spread")
    if re.fullmatch(r"(?:19|20)\d\d", match.group()) and not re.match(
        r"\s*(?:may|dien thoai|nguoi|luot|thue bao|chiec|cai)\b", rest[end:]
    ):
        if re.search(r"(?:\bnam|chi tieu|ke hoach|thang|hoc ky|quy|/)\s*$", rest[:start]):
            return Number(start=start, end=end, value=None, shape=Shape.OTHER, name="year")
        name = name or "year"
    if ((rough := ROUGHLY.search(rest[:start])) and not _IN_A_NAME.search(rest[: rough.end()])) or ROUGHLY_AFTER.match(
        rest[end:]
    ):
        name = name or "rough"
    if _NEGATIVE.search(rest, max(0, start - 3), start):
        name = name or "negative"
    if _OF_NOTHING.search(rest, max(0, start - 3), start):
        name = name or "share"
    return Number(start=start, end=end, value=value, shape=Shape.DOUBTFUL if name else Shape.COUNT, name=name)


_NEGATIVE = re.compile(r"(?:[a-z:] |: ?)[-–]$|\u2212\s?$")
"""A minus, or the stroke before an item of a list that went on in its line."""
_OF_NOTHING = re.compile(r"[\s.…_]/\s?$")
"""A share whose first number was not filled in."""
_IN_A_NAME = re.compile(r"\btrung tam\s*$")
"""Ends like a word that makes a number a rough one (tầm), but is another (Trung tâm)."""


def value_of(text: str) -> tuple[int | None, str]:
    """Give the value of digits and what is doubtful about their form: ("1.234" -> 1234, ""), ("12,5" -> None, "no-count")."""
    text = text.replace("\u00a0", " ").strip()
    if re.fullmatch(r"[0-9]+", text):
        value = int(text[:12])
        if value > LARGEST or len(text) > 12:
            return None, "too-large"
        return value, "leading-zero" if len(text) > 2 and text[0] == "0" else ""
    if _GROUPED.fullmatch(text) or re.fullmatch(r"[1-9]\d{0,2}(?: \d{3})+", text):
        value = int(re.sub(r"[., ]", "", text)[:12])
        return (value, "") if value <= LARGEST else (None, "too-large")
    return None, "no-count"


def _in_words(line: Line, taken: list[tuple[int, int]], found: list[Number]) -> list[Number]:
    words = [
        word
        for word in number_words.find(line.text, line.folded)
        if not any(word.start < end and start < word.end for start, end in taken)
        and not any(word.start < number.end and number.start < word.end for number in found)
    ]
    if not words:
        return sorted(found, key=lambda number: number.start)
    numbers = sorted(
        [*found, *(Number(start=w.start, end=w.end, value=w.value, shape=Shape.COUNT, name="words") for w in words)],
        key=lambda number: number.start,
    )
    return list(_paired(line.folded, numbers))


def _paired(folded: str, numbers: list[Number]) -> Iterable[Number]:
    """Join digits and words of one number: `45 (bốn mươi lăm)`, `bốn mươi lăm (45)`; where they differ it is doubtful."""
    index = 0
    while index < len(numbers):
        number = numbers[index]
        after = numbers[index + 1] if index + 1 < len(numbers) else None
        if (
            after is not None
            and (number.name == "words") != (after.name == "words")
            and Shape.OTHER not in (number.shape, after.shape)
        ):
            between = folded[number.end : after.start]
            closed = re.match(r"\s*(?:may|chiec|dien thoai)?\s*\)", folded[after.end :])
            if (
                re.fullmatch(r"\s*(?:(?!lan\b|tuan\b|ky\b|truoc\b)\w+\s*){0,3}\(\s*(?:bang chu\s*:?\s*)?", between)
                and closed
            ):
                agree = number.value == after.value
                digits = number if after.name == "words" else after
                yield Number(
                    start=number.start,
                    end=after.end + closed.end(),
                    value=digits.value,
                    shape=digits.shape if agree else Shape.DOUBTFUL,
                    name=digits.name if agree else "words-differ",
                )
                index += 2
                continue
        yield number
        index += 1
