"""Figures in running text: each number gets its role from the words of its own clause.

Words before a number, back to the number before it, say what it is; words after it, up to the next mark, may say so too ("45 máy
trong tuần, 1.234 máy lũy kế"); times ("tuần trước, ...") hold for the whole sentence, other words for their clause alone. Units'
names and dates are told apart first, so that none of their words is taken for a label (Km15, Bộ phận tiếp nhận, một cửa).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from parsers.figures import changes, numbers, weeks
from parsers.figures.beside import SETTLED, beside_each_other
from parsers.figures.cues import LETTERS, cues_of, has_cue, only_label
from parsers.figures.doubting import (
    BEYOND_UNIT,
    CALLED_TOTAL,
    FIGURES,
    HELPED_NOW,
    doubts_of,
    ends_there,
    strange_words,
)
from parsers.figures.lexicon import LABEL_WORDS, NOT_REPORTING, PEOPLE, Cue
from parsers.figures.lines import Line
from parsers.figures.mentions import CANDIDATES, Grip, Lens, Mention, Role
from parsers.figures.names import PAIR, Named, settled, several
from parsers.figures.numbers import Number, Shape
from parsers.figures.roles import grip_of, is_other_count, role_of_number
from parsers.figures.spots import (
    Context,
    Spot,
    clause_before,
    left_begin,
    next_count,
    noun_at,
    past_noun,
    quiet,
    right_limit,
    right_of,
    sentences_of,
    tail_of,
)
from parsers.figures.weeks import Strength, WeekMention
from parsers.values import Doubt

_WITHOUT_WORDS = frozenset({"model", "time", "round-the-clock"})
"""Other numbers that have no words of their own: "3 máy không cài được vì android 4" goes on speaking of the 3."""


def read(line: Line, context: Context) -> list[Mention]:
    """Give the mentions of a line in their order."""
    if not numbers.holds_any(line) or _CHECKS.fullmatch(line.folded):
        return []
    named = context.names.with_kinds(line.folded)
    dates = weeks.find(line, context.near)
    taken = [(each.start, each.end) for each in (*dates, *named)]
    taken += context.names.proper(line.text, line.folded)
    found = [
        number
        for number in numbers.find(line, taken, context.lens.noun_words)
        if number.name != "words" or _counts_in_words(line, number, context.lens)
    ]
    if all(number.shape is Shape.OTHER for number in found):
        return []
    crowded = len(found) > MOST_NUMBERS
    mentions = list(_mentions(line, found[:MOST_NUMBERS], dates, named, context))
    if crowded:
        doubt = Doubt(code="too-large", about=line.text[:80])
        mentions = [replace(m, doubts=(*m.doubts, doubt)) for m in mentions]
    return beside_each_other(line, mentions, dates, context)


MOST_NUMBERS = 120
"""Of a line with more the rest is not read, since each number is weighed against all others; whoever writes so many is asked."""
_CHECKS = re.compile(r"\W*\(\s*\d[\d.]*(?:\s*[+\-]\s*\d[\d.]*)+\s*=\s*\d[\d.]*\s*\)\W*")
"""A sum in brackets that only checks the numbers above it: "(431 + 68 + 13 = 512)"."""


def _counts_in_words(line: Line, number: Number, lens: Lens) -> bool:
    """Whether a number in words may count: several words, or one right before a thing; "hai điểm", "cả ba" only speak of it."""
    if " " in line.text[number.start : number.end].strip():
        return True
    after = line.folded[number.end :].lstrip()
    return lens.core_noun.match(after) is not None


def _mentions(
    line: Line, found: list[Number], dates: list[WeekMention], named: list[Named], context: Context
) -> Iterator[Mention]:
    lens = context.lens
    folded = quiet(line, named, dates, context)
    wrongs, rights = changes.settles(line)
    heading = ""
    # "UBND xã Hải Tiến ... cài được 20 máy; bộ phận một cửa xã cài 5 máy": the first one's until the other is named
    single = [each for each in named if len(each.units) == 1]
    unit: tuple[str, ...] = single[0].units if len({each.units for each in single}) > 1 else ()
    listing = whole = False
    told: set[tuple[str, ...]] = set()
    for start, end in sentences_of(folded):
        told = told if _goes_on_after(folded, start) else set()
        inside = [number for number in found if start <= number.start < end]
        # "Trong đó: MN 100 máy; TH 150 máy": parts go on after a semicolon
        before, intro = start, listing and _goes_on_after(folded, start)
        whole = whole and _goes_on_after(folded, start)
        for index, number in enumerate(inside):
            after = next((each.start for each in inside[index + 1 :] if each.name not in _WITHOUT_WORDS), end)
            if number.shape is Shape.OTHER:
                if number.name in FIGURES and not _IS_THEN.match(folded, number.end):
                    before = past_noun(folded, number.end, after, lens)
                continue
            left_start = left_begin(folded, before, number.start) if before > start else before
            left = folded[left_start : number.start]
            right = right_of(folded, number.end, after, has_next=after < end)
            spot = Spot(
                number=number,
                left=left,
                clause=clause_before(left),
                sentence=folded[start : number.start],
                heading=heading,
                right=right,
                right_end=right_limit(folded, number.end, after),
                tail=tail_of(folded, number.end, next_count(inside, index, end)),
                noun=noun_at(line, number, right, lens),
            )
            was_part = intro
            intro = intro or has_cue(left, Cue.PARTS)
            mention = replace(
                _mention(line, spot, (start, folded[start:end]), found, context),
                units=_units(line.folded, named, left_start, number.start)
                or (_of_proper(line, spot, context) if len(inside) == 1 else ()),
                picked=intro and _PICKED_OUT.search(folded, start, end) is not None,
                part=intro or _is_bracketed_part(folded, before, number.start, lens),
                heads=_announces(folded[number.end : after])
                or (after == end and _LISTS.match(folded, end) is not None),
            )
            if was_part and _is_within_a_part(folded, start, number.start):
                mention = replace(mention, role=Role.EXCLUDED, why="part-of-part")
            if (
                mention.role is Role.PLAIN
                and whole
                and not HELPED_NOW.search(spot.clause)
                and not _OWN_LABEL.search(spot.clause)
            ):
                # "Tổng số học sinh: 702 em, đã cài 655 em": how many of them have it
                mention = replace(mention, role=Role.EXCLUDED, why="stock")
            unit = mention.units or unit
            told |= {mention.units} if mention.units else set()
            if not mention.units and (not mention.total or told == {unit}):
                mention = replace(
                    mention, units=unit
                )  # "UBND phường: sáng 15, chiều 11, cộng 26" is all the committee's
            whole = whole or mention.why == Cue.POPULATION
            local = [
                d
                for d in dates
                if left_start <= d.start < number.start or number.end <= d.start < number.end + len(right)
            ]
            ranges = [d for d in dates if start <= d.start < number.start and d.first and not d.previous]
            mention = _dated(line, mention, local, ranges)
            within = next((d for d in dates if _is_one_day(line, d, start, number.start)), None)
            if within is not None and mention.role is Role.PLAIN and not mention.doubts and not ranges:
                about = line.text[within.start : within.end]
                mention = replace(mention, doubts=(Doubt(code="one-day", about=about),))
            if any(begin <= number.start < stop for begin, stop in wrongs):
                mention = replace(mention, role=Role.LAST, why="corrected", doubts=())
            elif any(begin <= number.start < stop for begin, stop in rights):
                mention = _called_right(mention, spot)
            yield mention
            before = past_noun(folded, number.end, after, lens)
        listing = intro
        if not inside and end - start < 120:
            heading = folded[start:end]


def _is_one_day(line: Line, date: WeekMention, start: int, number: int) -> bool:
    """Whether a date before a number, in its sentence, sets all of it within one day: "trong ngày 15/10 kiểm tra 812 xe, cài 34 máy"."""
    inside = start <= date.start < number and date.last is not None and date.first is None and not date.previous
    return inside and _WITHIN_A_DAY.search(line.folded[: date.start]) is not None


_OWN_LABEL = re.compile(
    r"(?:^|[-–:;,])\s*(?:tong )?so (?:luong )?(?:may|dien thoai|thue bao|luot) (?!da\b)(?:duoc )?(?:cai|ho tro|huong dan)\b"
)
"""In a list: a figure of its own, not how many of those before."""
_IS_THEN = re.compile(r"\s*(?:la|=|tuc|tuong duong)\b\s*\d")
"""Behind a share: what it comes to in numbers, "mục tiêu 60% là 3.729 máy"."""
_PICKED_OUT = re.compile(
    r"\b(?:dan dau|cao nhat|nhieu nhat|it nhat|dien hinh|tieu bieu|nhat la|rieng|noi bat|dang ke|dac biet|phan lon|chu yeu|mot so)\b"
)


def _called_right(mention: Mention, spot: Spot) -> Mention:
    """Give a figure that a correction calls the right one: what it is about was said in the letter that it corrects."""
    if (mention.role is Role.EXCLUDED and mention.why not in ("unrelated", "other-thing")) or spot.noun == "other":
        return mention
    role = mention.role if mention.role in CANDIDATES and mention.role is not Role.BARE else Role.PLAIN
    # "hôm qua nhầm cột: đúng là 25": yesterday they were mistaken
    doubts = tuple(doubt for doubt in mention.doubts if doubt.code != "one-day")
    return replace(mention, role=role, grip=Grip.CORE, loose=False, addable=False, why="right", doubts=doubts)


def _goes_on_after(folded: str, start: int) -> bool:
    return folded[:start].rstrip().endswith(";")


_NO_PART = re.compile(
    r"\b(?:thuc te|that ra|dung|chinh xac|sua|tinh ca|ke ca|neu|hay|hoac|nham|so voi|lai|chua|khong)\b"
)


def _is_bracketed_part(folded: str, before: int, number: int, lens: Lens) -> bool:
    """Whether a bracket right behind a figure tells of a part: "tổng 66 máy (quầy Hộ tịch 23 máy)"."""
    opened = folded.rfind("(", before, number)
    if opened < 0 or ")" in folded[opened:number] or not re.search(r"\d[\d.,]*\s*(?:\w+\s*){0,2}$", folded[:opened]):
        return False
    words = folded[opened + 1 : number]
    return not only_label(words, lens) and not _NO_PART.search(words) and not cues_of(words)


def _is_within_a_part(folded: str, start: int, number: int) -> bool:
    """Whether a number stands in a bracket that opens behind a part: "THCS 98 máy (riêng THCS Ka Long 40 máy)"."""
    opened = folded.rfind("(", start, number)
    if opened < 0 or ")" in folded[opened:number]:
        return False
    return re.match(r"\(\s*(?:rieng|trong do|bao gom|gom)\b", folded[opened:number]) is not None and bool(
        re.search(r"\d[^,;.]*$", folded[start:opened])
    )


_LABELS_ITSELF = re.compile(r"[^\w~]*(?:(?:ben|phia|tai|o|phuong|xa) )?(?P<name>~+)(?P<rest>[^~]*)$")


def _of_proper(line: Line, spot: Spot, context: Context) -> tuple[str, ...]:
    """Give the units of a proper name that a number's label begins with: "tuần này bên Hải Hòa 38 máy"."""
    label = (
        _LABELS_ITSELF.match(re.sub(r"^[^\w~]*(?:tuan|ky) nay\b", "", spot.clause).lstrip())
        if "~" in spot.clause
        else None
    )
    if label is None or not only_label(label["rest"], context.lens):
        return ()
    end = spot.number.start - len(label["rest"])
    name = re.sub(r"\s+", " ", line.folded[end - len(label["name"]) : end])
    units = context.names.of_propers.get(name, ())
    return units if len(units) <= PAIR + 1 else ()  # not the town that many units' names end with


def _units(folded: str, named: list[Named], start: int, end: int) -> tuple[str, ...]:
    here = [each for each in named if start <= each.start < end]
    return several(settled(each for each in here if not NOT_REPORTING.search(folded[start : each.start])))


_LISTS = re.compile(r"\s*(?:trong do|bao gom|gom|cu the|chia ra)\b")


def _announces(after: str) -> bool:
    return re.match(r"[^.;]{0,40}?(?:trong do|rieng|bao gom|gom|cu the|chia ra|\(|:)", after) is not None


_PIECES = re.compile(
    r"(?i)\s*(?:cái|chiếc)(?=\s*(?:$|[,.;!)]|(?:ạ|thôi|nhé|nha|nhá|chị|anh|em|rồi|tuần|trong|nữa|tất)\b))"
)
"""Pieces of what is not named again, and so of the thing that the report is about: "được mỗi 7 cái thôi ạ"."""


def _mention(line: Line, spot: Spot, piece: tuple[int, str], found: list[Number], context: Context) -> Mention:
    lens, number = context.lens, spot.number
    start, sentence = piece
    role, why = role_of_number(spot, lens)
    grip = grip_of(spot, lens)
    labelled = only_label(spot.clause, lens) and spot.noun == "none"
    if number.name == "words" and _WEEKDAY.search(spot.left):
        role, why = Role.EXCLUDED, "weekday"  # "thứ Sáu máy chủ mail của xã treo"
    elif _EACH_OF_THEM.search(spot.left):
        role, why = Role.EXCLUDED, "each"  # "mỗi người một máy"
    elif number.name == "words" and not _is_said_in_words(line, spot, lens):
        role, why = Role.EXCLUDED, "word-in-passing"
    elif number.name == "year" and spot.noun == "none" and not spot.clause.rstrip().endswith((":", "=", "la")):
        role, why = Role.EXCLUDED, "year"  # "chúc mừng năm mới 2021"
    elif number.name == "share" and (spot.noun in ("none", "other") or _A_RATE.search(spot.sentence)):
        role, why = Role.EXCLUDED, "share"
    elif (
        _OF_SO_MANY.search(spot.left) or _OUT_OF.search(spot.sentence) or _SHARE_OF.search(line.folded, 0, number.start)
    ):
        role, why = Role.EXCLUDED, "population"  # "trong 45 máy khách mang đến": out of so many
    elif _ASKED_TO.search(spot.left):
        role, why = Role.EXCLUDED, "asked"  # "đề nghị 487 công dân cài đặt"
    elif _ALL_SO_MANY.search(spot.left) and spot.noun == "none" and re.match(r"\s+[a-z]", spot.right):
        role, why = Role.EXCLUDED, "place"  # "ca 4 cho cai duoc 48 may": so many places
    elif _AT.search(spot.left) and spot.noun != "core":
        role, why = Role.EXCLUDED, "place"  # "tai 3 cho trung tam": where it was
    elif role is not Role.EXCLUDED and lens.other.match(spot.right.lstrip()):
        role, why = Role.EXCLUDED, "other-thing"  # "286 máy Bluezone, 190 Smart Quảng Ninh"
    elif spot.noun == "other" and role is not Role.EXCLUDED and _names_a_product(line, spot):
        role, why = Role.EXCLUDED, "other-thing"
    elif spot.noun == "other" and role is not Role.EXCLUDED and _goes_on(spot, lens):
        role, why = Role.EXCLUDED, "goes-on"
    elif spot.noun == "other" or (role not in (Role.EXCLUDED, Role.LAST) and is_other_count(line, spot, lens)):
        role, why = Role.EXCLUDED, "other-thing"
    elif grip is Grip.NONE and role is not Role.EXCLUDED:
        role, why, grip = _without_grip(line, spot, role, why, context)
        labelled = True
    if role is Role.CUMULATIVE and number.name == "share":
        # "Lũy kế: 862/1.214 học sinh": so many of all
        first, _ = numbers.value_of(line.text[number.start : number.end].partition("/")[0])
        number = number._replace(value=first)
    if number.name == "no-count" and spot.noun == "none" and not only_label(spot.clause, lens):
        role, why = Role.EXCLUDED, "version"  # Android 5.0
    doubts = doubts_of(line, spot, (start, sentence), found, lens)
    if role not in SETTLED and not doubts and (strange := strange_words(line, spot, found, context)):
        doubts.append(Doubt(code="unknown-words", about=", ".join(strange[:5])))
    if BEYOND_UNIT.search(spot.clause + spot.right) and role is not Role.EXCLUDED:
        role, why = Role.EXCLUDED, "scope"
    if number.name == "leading-zero" and number.end - number.start == 3 and spot.noun == "core":
        doubts = [doubt for doubt in doubts if doubt.code != "number-leading-zero"]
    said = spot.sentence + spot.right
    return Mention(
        role=role,
        value=number.value,
        evidence=line.evidence(number.start, number.end, f"prose/{why}"),
        grip=grip,
        topical=lens.topic.search(said) is not None or lens.core_verb.search(said) is not None,
        people=spot.noun in ("weak", "people")
        or (spot.noun == "none" and _LABEL_OF_PEOPLE.search(spot.sentence) is not None),
        total=CALLED_TOTAL.search(spot.clause) is not None
        or _TOTAL_OF_SO_MANY.search(spot.sentence) is not None
        or _LABEL_OF_TOTAL.match(spot.sentence) is not None
        or _COMES_TO.match(spot.sentence) is not None,
        loose=grip is Grip.WEAK and (not labelled or _REPORT_NUMBER.search(spot.left) is not None),
        labels=re.match(r"\s*[:=]\s*\d", line.folded[number.end :]) is not None,
        item=_ITEM.search(spot.left) is not None and ends_there(line, spot),
        addable=role is Role.EXCLUDED and why in _ADDABLE and number.shape is Shape.COUNT,
        why=why,
        sure=line.source.sure,
        doubts=tuple(doubts),
        start=number.start,
    )


_ASKED_TO = re.compile(r"\bde nghi\s*$")
_REPORT_NUMBER = re.compile(r"\b(?:bao cao|bc)(?: nhanh| tuan)?(?: so)?\s*$")
"""Right before a number: "BC 218" is the report's own number where another figure is told; "Thành đoàn báo cáo 71" is one."""
_ITEM = re.compile(r"(?:^|[|,;.\s])(?:[a-z0-9]+ ){0,3}[a-z0-9]+\s*[:=]\s*$|(?:^|[|,;])[\s+*•\-–]*(?:[a-z0-9]+ ){1,3}$")
_ADDABLE = frozenset({"unrelated", "other-thing", "goes-on", "other"})
# "trong 45 máy khách mang đến", "233 người trên tổng số 2.311 lượt": out of so many.
_OF_SO_MANY = re.compile(
    r"\b(?:trong(?: so| tong so)?|tren (?:tong so|tong|so)(?: (?:\w+ ){0,4}(?:la|co))?|\d\s?(?:may|nguoi|em|dien thoai)? tren)\s*$"
)
_ALL_SO_MANY = re.compile(r"\b(?:ca|du|tat ca|toan bo)\s*$")
_SHARE_OF = re.compile(r"%\s*(?:cua|trong|tren)(?: (?:tong )?so)?\s*$")
_AT = re.compile(r"\b(?:tai|o)\s*$")
_OUT_OF = re.compile(
    r"\d\s?(?:may|nguoi|em|dien thoai)? tren(?: tong so)?\s*$|\d\s?(?:may|nguoi|dien thoai)(?: \w+)?\s?/\s?(?:tong so )?$"
)
"""Right before a number: "48 máy trên 50 máy"."""


def _is_said_in_words(line: Line, spot: Spot, lens: Lens) -> bool:
    """Whether a number in words counts: before its own noun, or several words of it at the end of a label."""
    if lens.core_noun.match(re.sub(r"^(?:chiec|cai|con) ", "", spot.right.lstrip())):
        return True
    several_words = " " in line.text[spot.number.start : spot.number.end].strip()
    return several_words and not LETTERS.match(spot.right.lstrip()) and not spot.right.lstrip().startswith("~")


_PHONES = re.compile(
    r"\s*(?:iphone|ip|samsung|ss|oppo|xiaomi|redmi|vivo|nokia|huawei|realme|vsmart|sony|lg|apple|android|ios|asus|mobell|itel|masstel)\b"
)


def _names_a_product(line: Line, spot: Spot) -> bool:
    """Whether a number is followed by a name in capitals that is no phone's: "286 máy Bluezone, 190 Hue-S"."""
    after = line.text[spot.number.end :]
    return re.match(r"\s+[A-ZĐ]\w+", after) is not None and _PHONES.match(line.folded, spot.number.end) is None


_NO_PHONES = re.compile(
    r"\s*(?:xe|ho|khau trang|to roi|to gap|diem|chot|buoi|luot xe|phuong tien|nha|chuyen|bai|bang ron|tau|thuyen|ki ot|kiot)\b"
)


def _goes_on(spot: Spot, lens: Lens) -> bool:
    """Whether a number of unknown things only continues a count of the indicator's: "45 máy Samsung và 20 Iphone"."""
    if not re.fullmatch(r"[^\w~]*(?:va|voi|cung|hoac|hay|cong)?[^\w~]*", spot.left) or _NO_PHONES.match(spot.right):
        return False
    return bool(lens.deed.search(spot.sentence)) and re.search(r"[a-z]\d|\d", spot.sentence) is not None


def _without_grip(line: Line, spot: Spot, role: Role, why: str, context: Context) -> tuple[Role, str, Grip]:
    """Settle a number that no word of the indicator is tied to: a label's, bare, or nothing of ours."""
    lens = context.lens
    words = LETTERS.findall(LABEL_WORDS.sub(" ", _CALLS.sub(" ", spot.left)))
    if "~" in spot.left and spot.noun == "none" and not any(len(word) > 1 for word in words):
        return (role, why, Grip.WEAK) if role is not Role.PLAIN else (Role.PLAIN, "after-unit", Grip.WEAK)
    if not spot.left.strip(" -–+*•:.,(") and not any(
        len(w) > 1 for w in LETTERS.findall(LABEL_WORDS.sub(" ", spot.right))
    ):
        named = any(re.fullmatch(rf"[a-z]+{spot.number.value}", word) for word in context.names.vocabulary)
        return (Role.EXCLUDED, "unit", Grip.NONE) if named else (Role.BARE, "bare-number", Grip.NONE)
    if only_label(spot.left, lens) and (spot.noun == "none" or role is Role.CUMULATIVE):
        return role, why, Grip.WEAK
    if role is Role.WEEK and spot.noun == "none" and not set(words) - context.names.vocabulary - _TIME_WORDS:
        return role, why, Grip.WEAK  # "Bến xe chốt số tuần này là 58": the unit's name as it calls itself
    if _PIECES.match(line.text, spot.number.end) and not set(words) - context.names.vocabulary - _TIME_WORDS - _ONLY:
        return role, "pieces", Grip.WEAK
    last = spot.left.rsplit(": ", 1)[-1]
    if (
        role is Role.WEEK
        and spot.noun == "none"
        and last not in (spot.left, "")
        and not set(LETTERS.findall(LABEL_WORDS.sub(" ", last))) - context.names.vocabulary - _TIME_WORDS
    ):
        return role, why, Grip.WEAK  # "Gửi chị Lan: bến xe tuần này 45 nhé"
    return Role.EXCLUDED, "unrelated", Grip.NONE


# "18 máy là số của họ", "không phải của phường"
_CALLS = re.compile(
    r"^\W*(?:(?:da|thua|chao|kinh gui|dear|hi) )*(?:anh|chi|em|co|bac|chu|sep) [a-z]+(?: [a-z]+)? (?:a|oi|nhe)\W+"
)
"""Whom a sentence calls first: "Anh Chiến ạ, cửa khẩu tuần này là 176"."""
_ONLY = frozenset({"moi", "chi", "ben", "vua", "ca"})
_TIME_WORDS = frozenset({"tuan", "nay", "ky", "qua"})
_TOTAL_OF_SO_MANY = re.compile(
    r"\btong (?:so |cong )?(?:cua |ca )*(?:\d+|hai|ba|bon|nam|sau|bay|tam|chin|muoi) (?:doi|diem|khu|thon|truong|lop|to|ca|don vi|cho|ngay|khoi|ban|bo phan)\s*:?\s*(?:la |duoc )?$"
)
"""Right before a number: "Tổng cả 4 đội 250 máy"."""
_COMES_TO = re.compile(r"\s*(?:=+>|→|⇒|->|=)\s*$")
"""A sentence that is an arrow up to its number: what the lines above come to."""
_LABEL_OF_PEOPLE = re.compile(rf"\bso (?:luot )?(?:nguoi|{PEOPLE})\b[^:;.]*:\s*$")
_LABEL_OF_TOTAL = re.compile(r"\W*tong (?:so|cong)\b[^\d;.]*:\s*$")
"""A sentence that is the label of a total, with a bracket in it: "Tổng số máy cài mới trong tuần (HS + PH): 36"."""
_A_RATE = re.compile(r"\b(?:ty|ti) le\b")
_WEEKDAY = re.compile(r"\bthu\s*$")
_EACH_OF_THEM = re.compile(r"\bmoi (?:nguoi|em|ho|nha|khach|gia dinh)\s*$")


def _compares(line: Line, mention: Mention, local: list[WeekMention]) -> bool:
    """Whether a number in brackets is said of a week that was over before: "528 máy (tuần 34: 601)"."""
    opened = line.folded.rfind("(", 0, mention.start)
    return any(date.previous and date.number and opened < date.start < mention.start for date in local) and opened >= 0


def _dated(line: Line, mention: Mention, local: list[WeekMention], ranges: list[WeekMention]) -> Mention:
    """Give a mention the week that its own words name; `ranges` are the spans of days that its sentence begins with."""
    if mention.why == "since-last-deadline":
        return mention
    if mention.role in (Role.PLAIN, Role.UNTIL, Role.TOTAL) and ranges and not any(date.last for date in local):
        local = [*ranges[-1:], *local]
    if _compares(line, mention, local):
        return replace(mention, role=Role.LAST, why="earlier-week")
    stated = [date for date in local if date.strength is Strength.STATED and not date.previous]
    if any(date.previous for date in local) and not stated and mention.role in (Role.WEEK, Role.UNTIL, Role.PLAIN):
        return replace(mention, role=Role.LAST, why="last")
    if any(date.long for date in stated) and mention.role in (Role.WEEK, Role.PLAIN, Role.TOTAL, Role.UNTIL):
        return replace(mention, role=Role.CUMULATIVE)
    if mention.role in (Role.PLAIN, Role.UNTIL) and any(date.first or date.number for date in stated):
        mention = replace(mention, role=Role.WEEK)
    if stated:
        return replace(mention, week=stated[-1].week(line))
    days = [date for date in local if date.last and not date.first and not date.previous]
    if mention.role in (Role.PLAIN, Role.WEEK) and any(_QUICK.search(line.folded[: d.start]) for d in days):
        about = line.text[days[0].start : days[0].end]
        return replace(mention, day=True, doubts=(*mention.doubts, Doubt(code="one-day", about=about)))
    if days and mention.role in (Role.PLAIN, Role.WEEK) and not mention.total:
        mention = replace(mention, day=True)
        before = line.folded[: days[-1].start]
        if mention.role is Role.PLAIN and (
            _WITHIN_A_DAY.search(before) or (mention.grip is Grip.CORE and _ON_A_DAY.search(before))
        ):
            about = line.text[days[-1].start : days[-1].end]
            mention = replace(mention, doubts=(*mention.doubts, Doubt(code="one-day", about=about)))
    return mention


_QUICK = re.compile(r"\b(?:bao cao|bc) (?:nhanh|hang ngay) (?:trong )?(?:ngay )?$")
_WITHIN_A_DAY = re.compile(r"\btrong (?:ngay )?$")
_ON_A_DAY = re.compile(r"(?:^|[.;:(\-–]|\btrong|\bsang|\bchieu|\btoi|\bhom)\s*$")
"""Before a date on which something was done: "Ngày 24/9 chốt cài được 43 máy"; "báo cáo ngày 24/9" only dates the report."""
