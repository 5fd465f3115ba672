"""Figures in running text: each number gets its role from the words of its own clause.

Words before a number, back to the number before it, say what it is; words after it, up to the next mark, may say so too ("45 máy
trong tuần, 1.234 máy lũy kế"); times ("tuần trước, ...") hold for the whole sentence, other words for their clause alone. Units'
names and dates are told apart first, so that none of their words is taken for a label (Km15, Bộ phận tiếp nhận, một cửa).
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate, pairwise

from parsers.figures import changes, numbers, plain_words, remarks, weeks
from parsers.figures.alternatives import Guarded
from parsers.figures.lexicon import (
    ADDED_TO_EARLIER,
    CLASSIFIERS,
    COMPOUNDS,
    CONDITION,
    CUE,
    LABEL_WORDS,
    MODIFIERS,
    MONTH,
    NOT_A_NOUN,
    NOT_A_NOUN_FOLDED,
    NOT_REPORTING,
    ONE_DAY,
    PEOPLE,
    QUESTION,
    REQUEST,
    SCOPE,
    SHADES,
    TOTALS,
    Cue,
)
from parsers.figures.lines import Line
from parsers.figures.mentions import CANDIDATES, Grip, Lens, Mention, Role
from parsers.figures.names import PAIR, Named, Names, settled, several
from parsers.figures.numbers import Number, Shape
from parsers.figures.weeks import Strength, WeekMention
from parsers.text import fold
from parsers.values import Doubt, Week

_MODIFIERS = tuple((code, Guarded(pattern)) for code, pattern in MODIFIERS)
_MONTH, _ONE_DAY, _SCOPE, _TOTALS = map(Guarded, (MONTH, ONE_DAY, SCOPE, TOTALS))
_MARK = re.compile(
    r"[\u2600-\u27bf\U0001f300-\U0001faff]|[,;!?(){}\[\]|\t]|[.](?=\s|$|/)|(?:\s[-–—/]\s)|/\s?(?=chi tieu|ke hoach|muc tieu)|(?<![a-z0-9])(?:nhung|(?<!ba )(?!(?<=\d )con may\b)con(?! phai\b| lai\b| so\b| gai| trai| chau| em\b))(?![a-z0-9])"
)
_SENTENCE = re.compile(
    r"[\u2600-\u27bf\U0001f300-\U0001faff]+|[;!?]+|[:=]-?[)(dpv]+(?=\s|$)|[.](?=\s+\D|\s*$|/)|[.](?=\s+\d)"
)
_COMMA_CLAUSE = re.compile(
    r"[,(\[|\t]|\s[-–—/]\s|(?<![a-z0-9])(?:va|nhung|(?<!ba )con(?! thieu| phai\b| lai\b| so\b| gai| trai| chau| em\b))(?![a-z0-9])"
)
_DONE = re.compile(r"\b(?:da|dat duoc|thuc hien duoc|thuc hien|ket qua|cai duoc)\b")
# Cues whose words a clause may hold although they are no plain ones: what they mean has been weighed.
_HARMLESS_CUES = re.compile(
    r"lu[yi] ?ke|cong don|tu dau\s+\w+(?:\s+\w+)?|phat sinh|trong do|bao gom|cu the|chia ra|so voi|tuan truoc|ky truoc|tang(?: them)?|giam|chi tieu|ke hoach|"
    r"tinh (?:den|toi)(?: nay)?|den nay|t/c|dinh chinh|sua lai|gui lai|bao cao lai|dung la|dung phai la|chinh xac la|thay (?:cho|the)|nham|(?:chu )?(?:khong|ko|kg|k|hok) phai(?: la)?|chu (?:khong|ko|k)\b|bo sung|thanh(?= \d)"
)
_WITHOUT_WORDS = frozenset({"model", "time", "round-the-clock"})
"""Other numbers that have no words of their own: "3 máy không cài được vì android 4" goes on speaking of the 3."""
_FIGURES = frozenset({"percent", "money", "phone", "measure", "long"})
"""Other numbers that have words of their own before and after; places, years and the like are words of the next number."""
_LETTERS = re.compile(r"[a-z]+")

_SETTLED = frozenset({Role.EXCLUDED})
"""Roles that no doubt about their words can change."""

# Cues about time hold for a whole sentence, the others for their own clause.
_TIMES = frozenset({Cue.WEEK, Cue.LAST, Cue.CUMULATIVE, Cue.UNTIL})
_ROLES = {
    Cue.WEEK: Role.WEEK,
    Cue.CUMULATIVE: Role.CUMULATIVE,
    Cue.UNTIL: Role.UNTIL,
    Cue.LAST: Role.LAST,
    Cue.TOTAL: Role.TOTAL,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What a reader needs besides the line."""

    lens: Lens
    names: Names
    near: dt.date | None
    week: Week | None = None
    """What the letter says of its week in its subject and own words, where it says one thing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Spot:
    """A number with the words around it, all folded, units' names blanked."""

    number: Number
    left: str
    """Back to the number before it."""
    clause: str
    """The end of `left`, from its last comma."""
    sentence: str
    """All of its sentence before it."""
    heading: str
    """A short sentence without numbers before its own."""
    right: str
    right_end: int
    """Where the words after the number end in the line, a bracket's left out."""
    tail: str
    """What follows up to the next comma or number, brackets run through."""
    noun: str
    """What follows: `core`, `weak`, `people`, `none`, or `other` for another thing."""


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
    mentions = _beside_an_increase(line, _beside_last_weeks_number(mentions, dates, context))
    mentions = _beside_this_week(line, _with_listed_parts(line, _beside_all_of_them(line, mentions)))
    mentions = _beside_new_ones(
        line, _beside_what_is_left(line, _beside_who_came(line, _beside_the_helped(line, mentions)))
    )
    mentions = _beside_the_topic(line, _beside_both_weeks(line, _beside_the_whole(line, mentions)), context.lens)
    return _beside_a_goal(line, _beside_a_sum(line, _with_bracketed_parts(line, _in_remarks(line, mentions))))


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


def quiet(line: Line, named: list[Named], dates: list[WeekMention], context: Context) -> str:
    """Give a line's folded text, letter for letter, with all blanked that only looks like a word of the wording or a cue.

    That are units' names, dates, places that a unit's name holds (Móng Cái) and words that are another one with their diacritics.
    """
    letters = list(line.folded)
    shades = {**SHADES, **context.lens.shades}
    spans = [(each.start, each.end) for each in named]
    spans += [(date.start, date.end) for date in dates if date.last is not None]
    spans += [match.span() for match in context.names.places(context.lens.shades).finditer(line.folded)]
    spans += context.names.proper(line.text, line.folded)
    if not line.text.isascii():
        spans += [
            match.span()
            for match in _WORDS.finditer(line.text)
            if not match.group().isascii()
            and (written := shades.get(line.folded[match.start() : match.end()])) is not None
            and _plain_tone(match.group().lower()) not in {_plain_tone(word) for word in written}
        ]
    for start, end in spans:
        letters[start:end] = "~" * (end - start)
    return "".join(letters)


_WORDS = re.compile(r"[^\W\d_]+")


def _plain_tone(word: str) -> str:
    """Give a word's letters with its marks apart, so that old and new tone placement are one."""
    return "".join(sorted(unicodedata.normalize("NFD", word)))


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
    for start, end in _sentences(folded):
        told = told if _goes_on_after(folded, start) else set()
        inside = [number for number in found if start <= number.start < end]
        # "Trong đó: MN 100 máy; TH 150 máy": parts go on after a semicolon
        before, intro = start, listing and _goes_on_after(folded, start)
        whole = whole and _goes_on_after(folded, start)
        for index, number in enumerate(inside):
            after = next((each.start for each in inside[index + 1 :] if each.name not in _WITHOUT_WORDS), end)
            if number.shape is Shape.OTHER:
                if number.name in _FIGURES and not _IS_THEN.match(folded, number.end):
                    before = _past(folded, number.end, after, lens)
                continue
            left_start = _left_start(folded, before, number.start) if before > start else before
            left = folded[left_start : number.start]
            right = _right(folded, number.end, after, has_next=after < end)
            spot = _Spot(
                number=number,
                left=left,
                clause=_clause(left),
                sentence=folded[start : number.start],
                heading=heading,
                right=right,
                right_end=_right_end(folded, number.end, after),
                tail=_tail(folded, number.end, _next_count(inside, index, end)),
                noun=_noun_at(line, number, right, lens),
            )
            was_part = intro
            intro = intro or _has(left, Cue.PARTS)
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
                and not _HELPED_NOW.search(spot.clause)
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
            before = _past(folded, number.end, after, lens)
        listing = intro
        if not inside and end - start < 120:
            heading = folded[start:end]


def _is_one_day(line: Line, date: WeekMention, start: int, number: int) -> bool:
    """Whether a date before a number, in its sentence, sets all of it within one day: "trong ngày 15/10 kiểm tra 812 xe, cài 34 máy"."""
    inside = start <= date.start < number and date.last is not None and date.first is None and not date.previous
    return inside and _WITHIN_A_DAY.search(line.folded[: date.start]) is not None


_HELPED_NOW = re.compile(
    r"\b(?:giup|ho tro|huong dan|cai moi|moi cai|cai them|kich hoat|cai (?:dat |xong |duoc |thanh cong )*cho)\b"
)
"""Not how many of all people have it, but what was done for some of them."""
_OWN_LABEL = re.compile(
    r"(?:^|[-–:;,])\s*(?:tong )?so (?:luong )?(?:may|dien thoai|thue bao|luot) (?!da\b)(?:duoc )?(?:cai|ho tro|huong dan)\b"
)
"""In a list: a figure of its own, not how many of those before."""
_IS_THEN = re.compile(r"\s*(?:la|=|tuc|tuong duong)\b\s*\d")
"""Behind a share: what it comes to in numbers, "mục tiêu 60% là 3.729 máy"."""
_PICKED_OUT = re.compile(
    r"\b(?:dan dau|cao nhat|nhieu nhat|it nhat|dien hinh|tieu bieu|nhat la|rieng|noi bat|dang ke|dac biet|phan lon|chu yeu|mot so)\b"
)


def _called_right(mention: Mention, spot: _Spot) -> Mention:
    """Give a figure that a correction calls the right one: what it is about was said in the letter that it corrects."""
    if (mention.role is Role.EXCLUDED and mention.why not in ("unrelated", "other-thing")) or spot.noun == "other":
        return mention
    role = mention.role if mention.role in CANDIDATES and mention.role is not Role.BARE else Role.PLAIN
    # "hôm qua nhầm cột: đúng là 25": yesterday they were mistaken
    doubts = tuple(doubt for doubt in mention.doubts if doubt.code != "one-day")
    return replace(mention, role=role, grip=Grip.CORE, loose=False, addable=False, why="right", doubts=doubts)


# Difficulties and proposals, up to where a report begins again.
_REMARKS_END = re.compile(r"\bket qua\b|\bso may\b|\b(?:tuan|ky) nay\b|\btong\b")


def _in_remarks(line: Line, mentions: list[Mention]) -> list[Mention]:
    """Set aside the numbers of a passage that its label calls difficulties or proposals."""
    label = remarks.LABEL.match(line.folded)
    if label is None or not line.folded[: label.end()].rstrip().endswith((":", ".", "-", "–")):
        return mentions
    again = _REMARKS_END.search(line.folded, label.end())
    last = again.start() if again else len(line.folded)
    return [
        replace(m, role=Role.EXCLUDED, why="remark") if m.start < last and m.role in CANDIDATES else m for m in mentions
    ]


_EQUALS = re.compile(
    r"(?:=+>?|→|⇒|->)\s*(?:tong(?: cong| so)?\s*:?\s*)?$|\b(?:cong (?:voi|ca|them|lai)|gop|tinh ra|vi chi|tong cong|vay la|nhu vay)\b.*\b(?:tuan|ky) nay\b[^.;\d]*$"
)


def _beside_a_sum(line: Line, mentions: list[Mention]) -> list[Mention]:
    """Set aside the numbers that a line adds up itself: "học sinh 41 máy + phụ huynh 17 máy = 58 máy"."""
    for at, total in enumerate(mentions):
        if total.role not in CANDIDATES or not _EQUALS.search(line.folded[: total.start]):
            continue
        for first in range(at - 2, -1, -1):
            addends = mentions[first:at]
            if any(m.value is None for m in addends) or sum(m.value or 0 for m in addends) != total.value:
                continue
            settled = [replace(m, role=Role.EXCLUDED, why="addend") for m in addends]
            return [*mentions[:first], *settled, *mentions[at:]]
    return mentions


_BRACKET = re.compile(r"\(([^()]*)\)")


def _with_bracketed_parts(line: Line, mentions: list[Mention]) -> list[Mention]:
    """Set aside the numbers of a bracket that add up to the number before it: "Đã giúp 82 người cài xong (70 dân, 12 cán bộ)"."""
    for bracket in _BRACKET.finditer(line.folded):
        inside = [m for m in mentions if bracket.start() < m.start < bracket.end()]
        before = [m for m in mentions if m.start < bracket.start()]
        if len(inside) < 2 or not before or any(m.value is None for m in inside):
            continue
        whole = before[-1]
        if whole.value is None or sum(m.value or 0 for m in inside) != whole.value:
            continue
        settled = {id(m): replace(m, role=Role.EXCLUDED, why="addend") for m in inside}
        mentions = [settled.get(id(m), m) for m in mentions]
    return mentions


_ITEM_OF_A_PLACE = re.compile(
    r"\W*(?:thon|khu|xom|to|ban|khoi|chi doan|diem|cho|quay|doi|lop|truong|chot|ap|nhom|k)\b[^\d,;.]{0,30}(?:\d{1,2}\W+)?[^\d,;.]{0,12}$"
)


_ITEM_OF_PEOPLE = re.compile(
    rf"^[\W\d]*(?:(?:may|nguoi|dien thoai)\W+)?(?:(?:trong do|gom|va|con|la|cua|so|nhe|nha|a|anh|chi|em)\W+){{0,3}}{PEOPLE}(?: (?:la|duoc|dc|co|cai|thi))*\W*$"
)


def _with_listed_parts(line: Line, mentions: list[Mention]) -> list[Mention]:
    """Set aside the places' numbers that follow a number and add up to it: "26 máy, thôn Bắc 15, thôn Nam 11"."""
    for at, whole in enumerate(mentions):
        behind = mentions[at + 1 :]
        sums_so_far = accumulate(m.value or 0 for m in behind)
        size = next((n for n, total in enumerate(sums_so_far, 1) if n > 1 and total == whole.value), 0)
        rest, later = behind[:size], behind[size:]
        if not rest:
            continue
        if whole.why == "population" and any(m.role in CANDIDATES and m.value == whole.value for m in mentions[:at]):
            # "103 máy. Trong 103 máy đó có 61 máy Android, 42 máy iPhone"
            return [
                *mentions[: at + 1],
                *(replace(m, role=Role.EXCLUDED, why="addend", doubts=()) for m in rest),
                *later,
            ]
        if whole.role not in CANDIDATES:
            continue
        befores = [line.folded[a.start : b.start] for a, b in pairwise([whole, *rest])]
        if _OF_WHICH_THERE_ARE.search(befores[0]) and all(m.role in CANDIDATES or m.addable for m in rest):
            return [*mentions[: at + 1], *(replace(m, role=Role.EXCLUDED, why="addend") for m in rest), *later]
        if all(_ITEM_OF_A_PLACE.search(_AFTER_A_MARK.split(words)[-1]) for words in befores) or (
            all(m.role in CANDIDATES or m.addable for m in rest)
            and all(_ITEM_OF_PEOPLE.search(_AFTER_A_MARK.split(words)[-1]) for words in befores)
        ):
            return [*mentions[: at + 1], *(replace(m, role=Role.EXCLUDED, why="addend") for m in rest), *later]
    return mentions


_OF_WHICH_THERE_ARE = re.compile(
    r"\btrong (?:so )?(?:do|nay|\d[\d.]* (?:may|nguoi|dien thoai) (?:do|nay|tren)) (?:co|gom)\b(?!.*\b(?:loi|hong|chua|khong)\b)"
)
_AFTER_A_MARK = re.compile(r"[,;:(]\s*")
_WEEK_BEFORE = re.compile(r"\b(?:tuan|ky) (?:roi|r|qua|vua roi|vua qua)\b[^\d]*$")
_THIS_WEEK = re.compile(r"\b(?:tuan|ky) (?:nay|ni)\b")


def _beside_this_week(line: Line, mentions: list[Mention]) -> list[Mention]:
    """Take "tuần rồi", "tuần qua" for last week where the same line tells this week's too: "tuần này 19 máy, tuần rồi 23"."""
    if len(mentions) < 2 or not _THIS_WEEK.search(line.folded):
        return mentions
    begins = [0, *(m.start for m in mentions)]
    ends = [*(m.start for m in mentions[1:]), len(line.folded)]
    before = [_AFTER_A_MARK.split(line.folded[begin : m.start])[-1] for begin, m in zip(begins, mentions, strict=False)]
    behind = [_AFTER_A_MARK.split(line.folded[m.start : end])[0] for m, end in zip(mentions, ends, strict=True)]
    this = [
        _THIS_WEEK.search(one) is not None or (_THIS_WEEK.search(other) is not None and not _WEEK_BEFORE.search(one))
        for one, other in zip(before, behind, strict=True)
    ]
    if not any(now and m.role in CANDIDATES for now, m in zip(this, mentions, strict=True)):
        return mentions
    return [
        replace(m, role=Role.LAST, why="last")
        if (m.role in CANDIDATES or m.why == "unrelated") and _WEEK_BEFORE.search(said) and not now
        else m
        for m, said, now in zip(mentions, before, this, strict=True)
    ]


def _beside_last_weeks_number(mentions: list[Mention], dates: list[WeekMention], context: Context) -> list[Mention]:
    """Take the figure of the week before by its number where the same line names this week's: "Tuần 38: 187 máy. Tuần 37 là 205"."""
    if context.near is None:
        return mentions
    this = context.near.isocalendar().week
    if not any(date.number == this for date in dates):
        return mentions
    told = [m for m in mentions if m.role in CANDIDATES]
    if any(m.week is not None and m.week.number == this for m in told) or all(m.week is not None for m in told):
        return mentions  # "tuần 2 28 máy, tuần 3 31 máy": a report of both
    return [
        replace(m, role=Role.LAST, why="last", week=None)
        if m.role in CANDIDATES and m.week is not None and m.week.end is None and m.week.number == this - 1
        else m
        for m in mentions
    ]


_ALL_OF_THEM = re.compile(
    r"\s*(?:nguoi|can bo|dong chi|giao vien|nhan vien|hoc sinh|em)\b[^.;\d]{0,20}?\b(?:deu )?da (?:co|cai)(?: dat)?(?: du| het)?\s*$"
)


def _beside_all_of_them(line: Line, mentions: list[Mention]) -> list[Mention]:
    """Set aside that all of so many have it: "Số công chức: 74 người, đã cài 74"."""
    settled = list(mentions)
    for at, (all_, who) in enumerate(pairwise(mentions), 1):
        if (
            all_.value == who.value
            and who.role is Role.PLAIN
            and all_.role is Role.EXCLUDED
            and _ALL_OF_THEM.match(line.folded[all_.start + len(str(all_.value)) : who.start])
        ):
            settled[at] = replace(who, role=Role.EXCLUDED, why="stock")
    return settled


_MOST_OF = re.compile(r"\b(?:nhieu|cao|dong|it|thap|tot|kha) nhat\b[^.;]{0,30}$")


def _beside_the_whole(line: Line, mentions: list[Mention]) -> list[Mention]:
    """Set aside which part did best: "156 máy trong tuần (lớp nhiều nhất 10A3: 21 máy)"."""
    settled = list(mentions)
    for at, (whole, part) in enumerate(pairwise(mentions), 1):
        said = line.folded[whole.start : part.start]
        if (
            whole.role in CANDIDATES
            and part.role in CANDIDATES
            and (part.value or 0) < (whole.value or 0)
            and _MOST_OF.search(said)
        ):
            settled[at] = replace(part, role=Role.EXCLUDED, why="part-of-part", doubts=())
    return settled


_BOTH_WEEKS = re.compile(r"\b(?:hai|2|ca hai|ca 2) (?:tuan|ky)\b[^.;\d]*$")


def _beside_both_weeks(line: Line, mentions: list[Mention]) -> list[Mention]:
    """Set aside what this week and last week come to: "Tuần này 156 máy, tuần trước 140 máy, hai tuần cộng lại 296 máy"."""
    week, last = ({m.value or 0 for m in mentions if m.role is role} for role in (Role.WEEK, Role.LAST))
    both = {one + other for one in week for other in last}
    return [
        replace(m, role=Role.EXCLUDED, why="both-weeks", doubts=())
        if m.role in CANDIDATES and m.value in both and _BOTH_WEEKS.search(line.folded[: m.start])
        else m
        for m in mentions
    ]


_WHO = r"\W*(?:\d[\d.]*\W+)?(?:so )?(?:luot )?(?:nguoi|xe|khach|hanh khach|phuong tien|luot|tau|thuyen|benh nhan)"
_WHO_THERE_WAS = re.compile(_WHO + r"\s*[:=]?\s*$")
_WHO_CAME = re.compile(_WHO + r" (?:qua|den|ra vao|qua lai)\s*[:=]?\s*$")


def _beside_the_topic(line: Line, mentions: list[Mention], lens: Lens) -> list[Mention]:
    """Set aside how many only came where the same line says how many were done: "xe 4200, nguoi 9800, Bluezone 320", "4 máy, khách đến 27"."""
    begins = [0, *(m.start for m in mentions)]
    words = [_AFTER_A_MARK.split(line.folded[begin : m.start])[-1] for begin, m in zip(begins, mentions, strict=False)]
    named = any(m.role in CANDIDATES and lens.topic.search(said) for m, said in zip(mentions, words, strict=True))
    done = any(
        m.role in CANDIDATES and m.grip is Grip.CORE and not _WHO_CAME.fullmatch(said)
        for m, said in zip(mentions, words, strict=True)
    )
    return [
        replace(m, role=Role.EXCLUDED, why="other-count", doubts=())
        if m.role in CANDIDATES
        and (
            (named and m.grip is Grip.WEAK and _WHO_THERE_WAS.fullmatch(said))
            or (done and not m.total and _WHO_CAME.fullmatch(said))
        )
        else m
        for m, said in zip(mentions, words, strict=True)
    ]


_INSTALLED_AGAIN = re.compile(r"\bcai (?:dat )?lai\s*:?\s*$")


def _beside_new_ones(line: Line, mentions: list[Mention]) -> list[Mention]:
    """Set aside how many were installed again where the same line says how many are new: "cài mới: 45; cài lại: 3"."""
    if not any(
        m.role is Role.WEEK and not m.doubts and re.search(r"\bmoi\b", line.folded[: m.start]) for m in mentions
    ):
        return mentions
    return [
        replace(m, role=Role.EXCLUDED, why="not-new", doubts=())
        if _INSTALLED_AGAIN.search(line.folded[: m.start])
        else m
        for m in mentions
    ]


_BY_HAND = re.compile(r"\b(?:giup|ho tro|huong dan)\b[^,;.\d]*$")


def _beside_the_helped(line: Line, mentions: list[Mention]) -> list[Mention]:
    """Set aside who did it alone where the same line says how many were helped: "tự cài 52, thầy cô cài giúp 15"."""
    alone = [m for m in mentions if _ALONE.search(line.folded[: m.start])]
    helped = [
        m for m in mentions if m.role in CANDIDATES and m not in alone and _BY_HAND.search(line.folded[: m.start])
    ]
    if not alone or not helped:
        return mentions
    return [replace(m, role=Role.EXCLUDED, why="by-themselves", doubts=()) if m in alone else m for m in mentions]


_ALONE = re.compile(r"\btu (?:cai|tai)(?: dat)?(?: duoc| dc)?(?: cho)?(?: [a-z]+){0,2}\s*$")
_ONLY_DONE = re.compile(r"\b(?:cai|ho tro|huong dan)(?: dat)? (?:duoc|dc|xong)(?: cho)?\s*$")


def _beside_who_came(line: Line, mentions: list[Mention]) -> list[Mention]:
    """Set aside who came and who could not be helped: "41 người nhờ cài, 3 người máy đời cũ nên chỉ cài được 38"."""
    for came, failed, done in zip(mentions, mentions[1:], mentions[2:], strict=False):
        values = (came.value, failed.value, done.value)
        if None in values or (came.value or 0) - (failed.value or 0) != done.value or not failed.value:
            continue
        if (
            done.role in CANDIDATES
            and _ONLY_DONE.search(line.folded[: done.start])
            and Role.LAST not in {came.role, failed.role}
        ):
            aside = {id(came), id(failed)}
            return [replace(m, role=Role.EXCLUDED, why="not", doubts=()) if id(m) in aside else m for m in mentions]
    return mentions


_LEFT_OVER = re.compile(r"\bcon(?: lai)?(?: duoc| la)?\s*$")


def _beside_what_is_left(line: Line, mentions: list[Mention]) -> list[Mention]:
    """Doubt a figure that the same line takes something away from: "48 máy, trong đó 3 máy lỗi, còn 45 máy"."""
    for whole, gone, left in zip(mentions, mentions[1:], mentions[2:], strict=False):
        values = (whole.value, gone.value, left.value)
        if None in values or (whole.value or 0) - (gone.value or 0) != left.value or not gone.value:
            continue
        if (
            _LEFT_OVER.search(line.folded[: left.start])
            and whole.role in CANDIDATES
            and left.role in CANDIDATES | _SETTLED
        ):
            doubt = Doubt(code="not-all-of-it", about=line.text[whole.start :].strip()[:80])
            return [replace(m, doubts=(*m.doubts, doubt)) if m is whole or m is left else m for m in mentions]
    return mentions


_HAS_IT = re.compile(r"\d[\d.,]*\s*(?:[a-z]+ ){0,3}?(?:da (?:duoc )?(?:cai|co)|co roi)\b")
_DONE_BEFORE = re.compile(r"(?:^|[.;,]\s)\s*da (?:cai|co)(?: dat)?(?: duoc)?(?: [a-z]+)?\s*:?\s*$")
_INCREASE = re.compile(
    r"\b(?:tuan|ky) nay (?:cai )?(?:them|moi)(?: duoc)?\s*$|\b(?:cai|ho tro|huong dan|van dong)\b[^.;,\d]{0,20}\b(?:them|moi)\b[^.;,\d]{0,20}$"
)


def _beside_an_increase(line: Line, mentions: list[Mention]) -> list[Mention]:
    """Set aside who has it where the same line says how many were added: "250 đã cài, tuần này cài thêm 22"."""
    if not any(m.role in CANDIDATES and _INCREASE.search(line.folded, 0, m.start) for m in mentions):
        return mentions
    return [
        replace(m, role=Role.EXCLUDED, why="stock")
        if m.role is Role.PLAIN
        and (_HAS_IT.match(line.folded, m.start) or _DONE_BEFORE.search(line.folded, 0, m.start))
        and not _INCREASE.search(line.folded, 0, m.start)
        else m
        for m in mentions
    ]


_PERCENT_OF_A_GOAL = re.compile(r"(\d+(?:[.,]\d+)?)\s?%\s*(?:so voi |cua )?(?:muc tieu|ke hoach|chi tieu|kh\b)")


def _beside_a_goal(line: Line, mentions: list[Mention]) -> list[Mention]:
    """Set aside the goal where a line's share of it says which of two numbers it is: "138 máy, đạt 92% kế hoạch tuần (150 máy)"."""
    for match in _PERCENT_OF_A_GOAL.finditer(line.folded):
        share = float(match[1].replace(",", "."))
        done = [m for m in mentions if m.role in CANDIDATES and m.value]
        goals = [
            goal
            for goal in done
            for m in done
            if m.value != goal.value and abs(100 * (m.value or 0) / (goal.value or 1) - share) <= ROUNDED
        ]
        if len(goals) == 1:
            goal = replace(goals[0], role=Role.EXCLUDED, why="target", doubts=())
            mentions = [goal if m is goals[0] else m for m in mentions]
    return mentions


ROUNDED = 0.5
"""Percent by which a share may differ that was rounded to a whole number."""


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
    return not only_label(words, lens) and not _NO_PART.search(words) and not _cues(words)


def _is_within_a_part(folded: str, start: int, number: int) -> bool:
    """Whether a number stands in a bracket that opens behind a part: "THCS 98 máy (riêng THCS Ka Long 40 máy)"."""
    opened = folded.rfind("(", start, number)
    if opened < 0 or ")" in folded[opened:number]:
        return False
    return re.match(r"\(\s*(?:rieng|trong do|bao gom|gom)\b", folded[opened:number]) is not None and bool(
        re.search(r"\d[^,;.]*$", folded[start:opened])
    )


_LABELS_ITSELF = re.compile(r"[^\w~]*(?:(?:ben|phia|tai|o|phuong|xa) )?(?P<name>~+)(?P<rest>[^~]*)$")


def _of_proper(line: Line, spot: _Spot, context: Context) -> tuple[str, ...]:
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


# The words around


def _sentences(folded: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _SENTENCE.finditer(folded):
        if (
            folded.count("(", start, match.start()) > folded.count(")", start, match.start())
            and ")" in folded[match.end() :]
        ):
            continue  # within brackets: "(Khu 1: 30; Khu 2: 25)"
        if match.end() - start > 1:
            yield start, match.end()
        start = match.end()
    if start < len(folded):
        yield start, len(folded)


_JOINED = re.compile(r"(?<![a-z0-9])(?:va|cung)\s+$")


def _left_start(folded: str, before: int, number: int) -> int:
    """Skip what still belongs to the number before: its words up to the first mark."""
    mark = _MARK.search(folded, before, number)
    if joined := _JOINED.search(folded, before, number):
        return joined.start()  # "214 hộ được tuyên truyền và 96 máy"
    if mark is None or (mark.group() == "(" and not folded[mark.end() : number].strip()):
        return before  # "đạt 92% kế hoạch tuần (150 máy)": what stands before a bracket says what it holds
    return mark.start()


_CLASSIFIER = re.compile(r"\s*" + CLASSIFIERS)
_BRACKETED_CLASSIFIER = re.compile(r"\s*(?:\(\s*)?" + CLASSIFIERS)
_COUNTED_PEOPLE = re.compile(rf"(?:luot )?{PEOPLE}\b")


def _past(folded: str, end: int, limit: int, lens: Lens) -> int:
    """Give the place behind a number and its noun."""
    classifier = _CLASSIFIER.match(folded, end, limit)
    match = lens.noun.match(folded, classifier.end() if classifier else end, limit)
    return match.end() if match else end


def _right(folded: str, end: int, limit: int, *, has_next: bool) -> str:
    """Give the words after a number that are its own: up to a mark; a bracket right after them without a number belongs to them."""
    mark = _MARK.search(folded, end, limit)
    if mark is None:
        return folded[end:limit] if not has_next else " " + " ".join(folded[end:limit].split()[:2])
    words = folded[end : mark.start()]
    if mark.group() == "(" and (reported := _REPORTED.match(folded, mark.end())):
        return f"{words} {reported.group()}"
    if mark.group() == "(" and (closing := folded.find(")", mark.end(), limit)) > 0:
        inside = folded[mark.end() : closing]
        if (
            ((cue := _last(inside)) in _TIMES or cue in (Cue.NOT, Cue.TARGET))
            and not _has(inside, Cue.DIFFERENCE)
            and not _THE_OTHERS.match(inside)
        ):
            return f"{words} {inside}"
    return words


_THE_OTHERS = re.compile(r"\s*(?:so )?con (?:lai|thi)?\b")
"""What a bracket behind a number may begin with: why there were no more, "204 (còn lại máy cũ)"."""
_REPORTED = re.compile(r"\s*da (?:duoc )?(?:bao cao|bao|gui|nop)(?! lai| nham| sai)\b")
"""What a bracket behind a number may begin with: it was reported before."""


def _right_end(folded: str, end: int, limit: int) -> int:
    mark = _MARK.search(folded, end, limit)
    return mark.start() if mark else limit


def _next_count(inside: list[Number], index: int, end: int) -> int:
    """Give where the next number that may be a count begins, else the sentence's end."""
    return next((each.start for each in inside[index + 1 :] if each.shape is not Shape.OTHER), end)


def _tail(folded: str, start: int, limit: int) -> str:
    mark = _TAIL_END.search(folded, start, limit)
    return folded[start : mark.start() if mark else limit]


_TAIL_END = re.compile(rf",(?!\s*(?:va )?{PEOPLE}\b)|;|[.](?=\s|$|/)")
"""A tail runs through a list of people: "214 học sinh, phụ huynh được hướng dẫn cài đặt"."""


_ANEW = re.compile(r":\s(?=[^:]*(?:\b(?:tuan|ky) (?:nay|~)|~))")


def _anew(clause: str, lens: Lens) -> str:
    """Give a clause from its last colon, where what stands behind it says week or unit, and deed, by itself."""
    begins = [match.end() for match in _ANEW.finditer(clause) if lens.core_verb.search(clause, match.end())]
    return clause[begins[-1] :] if begins else clause


_THIS_WEEK_ANEW = re.compile(r":\s(?=[^:]*\b(?:tuan|ky) (?:nay|~)[^:]*$)")


def _said_anew(clause: str) -> str:
    """Give a clause from the colon before "tuần này" on: what stands before it says why or to whom."""
    return _THIS_WEEK_ANEW.split(clause)[-1]


def _clause(left: str) -> str:
    marks = [match.end() for match in _COMMA_CLAUSE.finditer(left)]
    # A bracket or comma right before the number ("trong tuần (45)") does not part it from its words.
    usable = [place for place in marks if left[place:].strip(" (:-–~")]
    return left[usable[-1] :] if usable else left


_LISTS = re.compile(r"\s*(?:trong do|bao gom|gom|cu the|chia ra)\b")


def _announces(after: str) -> bool:
    return re.match(r"[^.;]{0,40}?(?:trong do|rieng|bao gom|gom|cu the|chia ra|\(|:)", after) is not None


_APPS = re.compile(r"app(?=\W*$| (?:cho|a|nhe|nha|roi|tuan|thoi)\b)")
"""Behind a number: installations, by what was installed, "cài 131 app cho bà con"."""
_VIEWS = re.compile(
    r"\s*(?:luot )?(?:xem|tiep can|truy cap|like|thich|chia se|share|nghe|tuong tac|binh luan|theo doi|view)\b"
)


def _noun(right: str, lens: Lens) -> str:
    """Tell what follows a number: its noun (`core`, `weak`, `people`), no noun (`none`), or another thing (`other`)."""
    if _VIEWS.match(right):
        return "other"
    start = _BRACKETED_CLASSIFIER.match(right)
    at = start.end() if start else 0
    for position in dict.fromkeys((at, len(right) - len(right.lstrip()))):
        if match := lens.noun.match(right, position):
            if COMPOUNDS.match(right, match.end()):
                return "other"
            if lens.core_noun.match(right, position):
                return "core"
            follow = lens.core_noun.search(right, match.end(), match.end() + 12)
            return "core" if follow else "weak"
    rest = right.lstrip()
    if _COUNTED_PEOPLE.match(rest) or _COUNTED_PEOPLE.match(right, at):
        return "people"
    word = _LETTERS.match(rest)
    if _APPS.match(rest):
        return "weak"
    if rest.startswith("ung dung") and not lens.topic.match(rest):
        return "other"  # "3 ứng dụng"; "ứng" alone goes on
    if (cue := CUE.match(rest)) is not None and cue.lastgroup == Cue.OTHER:
        return "other"  # "500 tờ gấp"
    if (
        word is None
        or word.group() in NOT_A_NOUN_FOLDED
        or CUE.match(rest)
        or lens.verb.match(rest)
        or lens.topic.match(rest)
    ):
        return "none"
    return "none" if re.fullmatch(r"chiec|cai|con", word.group()) else "other"


_OF_AN_EPIDEMIC = re.compile(r"f\d\b|ca (?:f\d|nhiem|duong|nghi|mac|benh)\b")


def _noun_at(line: Line, number: Number, right: str, lens: Lens) -> str:
    """Tell what a number counts; "ba mươi tám máy (38)" holds its noun itself."""
    if lens.core_noun.search(line.folded, number.start, number.end):
        return "core"
    if _OF_AN_EPIDEMIC.match(line.folded[number.end : number.end + 20].lstrip()):
        return "other"
    if _YOUNG.match(line.text, number.end):
        return "people"
    if _OTHER_PIECES.match(line.text, number.end):
        return "other"
    return "other" if _is_shaded(line, number.end) else _noun(right, lens)


_PIECES = re.compile(
    r"(?i)\s*(?:cái|chiếc)(?=\s*(?:$|[,.;!)]|(?:ạ|thôi|nhé|nha|nhá|chị|anh|em|rồi|tuần|trong|nữa|tất)\b))"
)
"""Pieces of what is not named again, and so of the thing that the report is about: "được mỗi 7 cái thôi ạ"."""
_OTHER_PIECES = re.compile(
    r"(?i)\s*(?:cái|chiếc)\s+(?!(?:máy|điện|smartphone|app|bluezone|blz|bz|ứng|phần|ạ|thôi|nhé|nha|nhá|chị|anh|em|rồi|tuần|trong|nữa|tất|này|đã|được|cho|của|là|và|từ|đến|ở|tại|do|mới|vào|sau|ngày|hôm|có|đt|ip|iphone|samsung|oppo|android|di|thông|với|mà|nhưng|so|tính|tổng|đều|cả|gồm|hết|nay|kỳ|đt|cài|theo|như|qua|đây|đó|xong|đầu|cuối)\b)[^\W\d_]+"
)
"""Pieces of some other thing: "2 cái bàn"."""
_YOUNG = re.compile(r"\s*bạn\b(?! ấy)")
"""Friends, as the young say of those they helped; without its mark the word may be another."""


def _is_shaded(line: Line, end: int) -> bool:
    """Whether the word after a number only looks like a cue or a filler without its marks: "3 cổng", "2 tầng", "4 chợ"."""
    word = _WORDS.match(line.text, end + 1)
    if word is None or word.group().isascii():
        return False
    folded = line.folded[word.start() : word.end()]
    if folded in NOT_A_NOUN_FOLDED and CUE.match(folded) is None:
        return not any(_plain_tone(word.group().lower()) == _plain_tone(each) for each in _FILLERS.get(folded, ()))
    written = SHADES.get(folded)
    return written is not None and _plain_tone(word.group().lower()) not in {_plain_tone(each) for each in written}


@lru_cache(maxsize=1024)
def _cues(words: str) -> tuple[tuple[Cue, int, int], ...]:
    """Give the cues of some words with their places; a number's clause is asked for them several times."""
    return tuple((Cue(str(match.lastgroup)), match.start(), match.end()) for match in CUE.finditer(words))


_FILLERS: dict[str, tuple[str, ...]] = {
    folded: tuple(word for word in NOT_A_NOUN if fold(word) == folded) for folded in NOT_A_NOUN_FOLDED
}


def _last(words: str) -> Cue | None:
    return next((cue for cue, _, _ in reversed(_cues(words))), None)


def _time_of(words: str) -> Cue | None:
    return next((cue for cue, _, _ in reversed(_cues(words)) if cue in _TIMES), None)


def _has(words: str, wanted: Cue) -> bool:
    return any(cue is wanted for cue, _, _ in _cues(words))


@lru_cache(maxsize=1024)
def only_label(words: str, lens: Lens) -> bool:
    """Whether words are nothing but the label of a figure: times, "kết quả", the indicator's own words, politeness."""
    for pattern in (lens.topic, lens.noun, lens.verb, CUE, LABEL_WORDS):
        words = pattern.sub(" ", words)
    return not any(len(word) > 1 for word in _LETTERS.findall(words))


def counts_own(after: str, lens: Lens) -> bool:
    """Whether the words after a number begin with the indicator's own noun; a tone typed as a letter ("mays") is none."""
    after = re.sub(r"\b([a-z]{2,})[sfrxj]\b", r"\1", after[:40])
    return _noun(after, lens) == "core"


# The mention


def _mention(line: Line, spot: _Spot, piece: tuple[int, str], found: list[Number], context: Context) -> Mention:
    lens, number = context.lens, spot.number
    start, sentence = piece
    role, why = _role(spot, lens)
    grip = _grip(spot, lens)
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
    elif spot.noun == "other" or (role not in (Role.EXCLUDED, Role.LAST) and _is_other(line, spot, lens)):
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
    doubts = _doubts(line, spot, (start, sentence), found, lens)
    if role not in _SETTLED and not doubts and (strange := _strange(line, spot, found, context)):
        doubts.append(Doubt(code="unknown-words", about=", ".join(strange[:5])))
    if _SCOPE.search(spot.clause + spot.right) and role is not Role.EXCLUDED:
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
        total=_TOTALS.search(spot.clause) is not None
        or _TOTAL_OF_SO_MANY.search(spot.sentence) is not None
        or _LABEL_OF_TOTAL.match(spot.sentence) is not None
        or _COMES_TO.match(spot.sentence) is not None,
        loose=grip is Grip.WEAK and (not labelled or _REPORT_NUMBER.search(spot.left) is not None),
        labels=re.match(r"\s*[:=]\s*\d", line.folded[number.end :]) is not None,
        item=_ITEM.search(spot.left) is not None and _ends_there(line, spot),
        addable=role is Role.EXCLUDED and why in _ADDABLE and number.shape is Shape.COUNT,
        why=why,
        sure=line.source.sure,
        doubts=tuple(doubts),
        start=number.start,
    )


def _doubts(line: Line, spot: _Spot, piece: tuple[int, str], found: list[Number], lens: Lens) -> list[Doubt]:
    """Give what the words round a number leave open; those of another number in the same sentence are not its own."""
    number, sentence = spot.number, piece[1]
    shown = line.text[max(0, number.start - 60) : number.end + 30].strip()
    doubts: list[Doubt] = []
    if number.shape is Shape.DOUBTFUL:
        doubts.append(Doubt(code=f"number-{number.name}", about=line.text[number.start : number.end]))
    told, so_far = _own_words(spot, piece, found)
    if _is_asked(line, spot, sentence, told):
        doubts.append(Doubt(code="question", about=sentence.strip()[:120]))
    if CONDITION.search(told) or ((asked := REQUEST.search(so_far)) and not _RESULT.search(so_far, asked.end())):
        doubts.append(Doubt(code="hypothetical", about=sentence.strip()[:120]))
    if (_MONTH.search(spot.sentence) or _OF_ALL_MONTH.search(sentence)) and not _has(sentence, Cue.WEEK):
        doubts.append(Doubt(code="not-a-week", about=line.text[: number.end].strip()[-80:]))
    if _STAFF_SO_FAR.search(spot.clause) and not _has(spot.sentence, Cue.WEEK):
        doubts.append(Doubt(code="maybe-cumulative", about=shown))
    if lens.other.search(spot.right) and lens.topic.search(spot.right):
        doubts.append(Doubt(code="not-all-of-it", about=shown))  # "25 máy NCOVI và Bluezone"
    if (_PART_ALONE.match(spot.sentence) or _is_place_alone(line, spot, lens)) and not _says_whole(spot):
        doubts.append(Doubt(code="not-all-of-it", about=shown))
    if (some := _SOME_OF_THEM.search(line.folded)) and (some[1] != some[2] or some[3] != some[4]):
        doubts.append(Doubt(code="not-all-of-it", about=shown))
    if _RUNS_SINCE.match(line.folded, number.end):
        doubts.append(Doubt(code="maybe-cumulative", about=shown))
    if _ON_ONE_WEEKDAY.search(told) and not _has(spot.sentence, Cue.WEEK):
        doubts.append(Doubt(code="one-day", about=shown))
    if _ITS_SHARE.match(line.folded, number.end):
        doubts.append(Doubt(code="several-figures", about=shown))
    if _REPAIRED.search(spot.left):
        doubts.append(Doubt(code="unknown-words", about="sửa"))
    told = _ADDED_TO_EARLIER.sub("~", told)
    if _AIMS.search(spot.sentence):
        # "chỉ tiêu 60 máy, còn thiếu 13 máy", "chỉ tiêu 60, thực tế 47": beside the goal, not beside the report
        told = _SHORT_OF_IT.sub("~", told)
    doubts += [
        Doubt(code=code, about=shown)
        for code, pattern in _MODIFIERS
        if (match := _weighs(code, pattern, told, so_far)) is not None
        and not (code == "a-rate" and _ADDED_UP.search(told, match.end()))
        and not (code == "by-themselves" and _GUIDED.search(spot.clause))
        and not (match.group().startswith("gap ") and _has(spot.sentence, Cue.LAST))
        and not (match.group() in ("nam nay", "hom nay", "tuan truoc nua") and _has(spot.clause, Cue.WEEK))
    ]
    if (
        _ONE_DAY.search(_anew(told, lens)) and not _has(_PART_OF_WEEK.sub("~", spot.sentence), Cue.WEEK)
    ) or _ONE_DAY.search(spot.right):
        doubts.append(Doubt(code="one-day", about=line.text[: number.end].strip()[-80:]))
    return doubts


_PART_OF_WEEK = re.compile(r"\b(?:dau|giua|cuoi) tuan\b(?! (?:nay|truoc))")
_ADDED_UP = re.compile(r"\b(?:tinh tu|ca (?:tuan|ky)|tong|den het|(?:tuan|ky) nay|trong (?:tuan|ky))\b")
"""Behind a word of a rate: what the number is of after all, "mỗi ngày em vẫn mời ..., tính từ thứ hai đến hết thứ năm được 38 máy"."""
_GUIDED = re.compile(r"\bhuong dan(?: duoc| cho| them)*\s*$")
"""Right before people: they did it themselves and were shown how, "hướng dẫn được 38 công dân tự cài"."""
_PART_ALONE = re.compile(
    r"\W*(?:(?:da|thua|em|e|anh|chi|oi|a|nhe|bao|bc|bao cao|tuan nay|ky nay|trong tuan|ben|o|tai|rieng)[\s,:]+)*"
    r"(?:(?:chi doan |chi hoi |doan |can bo )?(?:khu|khu pho|thon|xom|to|to dan pho|quay|diem|cum|kip|lop|khoi|doi|nhom|cho)(?: so)? \d{1,2}(?:[a-z]\d{0,2})?|ca \d(?! cho)|ca (?:sang|chieu|trua|toi|dem|ngay)|truong (?:mn|mam non|th|tieu hoc|thcs|th&thcs) (?:~+|[a-z]+(?: [a-z]+){0,2}?)|(?:tuyen|nha xe) [a-z~]+(?: [a-z]+)?|diem (?:cho|truong|nha van hoa))"
    r"(?:\s+(?:tuan nay|ky nay|trong tuan|da|cai|cai dat|cai duoc|duoc|dc|co|ho tro|huong dan|giup|bao|la|cho|van dong))*\s*:?\s*$"
)
"""A number whose whole sentence up to it names one part of the unit: "Khu 3 tuần này 38 máy"."""


_PLACE_ALONE = re.compile(
    r"\W*(?P<name>[^\W\d_]{2,} [^\W\d_]{2,})(?=\s)(?!\s(?:báo|gửi|bc|nộp|chào|đây|xin|kính|ơi|à|ạ|nhé|-|–))"
)


def _is_place_alone(line: Line, spot: _Spot, lens: Lens) -> bool:
    """Whether a sentence up to its number only names some place that is no unit's: "Pò Hèn tuần này 4 máy"."""
    begin = spot.number.start - len(spot.sentence)
    named = _PLACE_ALONE.match(line.text, begin)
    if named is None or "~" in spot.sentence or line.text.isupper():
        return False
    if not all(word.istitle() for word in named["name"].split()):
        return False
    rest = spot.sentence[named.end() - begin :]
    words = line.folded[named.start("name") : named.end("name")]
    return only_label(rest, lens) and not only_label(words, lens) and not lens.topic.search(words)


def _says_whole(spot: _Spot) -> bool:
    """Whether more follows in the sentence that may be the other parts or the whole."""
    return re.search(r"\d", spot.tail.replace("~", "")) is not None


_OF_ALL_MONTH = re.compile(r"\b(?:ca|trong) (?:thang|quy)\b")
_STAFF_SO_FAR = re.compile(
    r"\b(?:tong )?so (?:can bo|cong chuc|vien chuc|nhan vien|giao vien|doan vien|dang vien|hoc sinh)\b[^.;:]{0,30}\bda (?:cai|co)\b"
)
"""How many of an office's own people have it is no work of a week, unless it says so."""
_SOME_OF_THEM = re.compile(
    r"(?<![\d/])(\d{1,3})\s?(?:/|tren)\s?(\d{1,3}) (?:to|thon|khu|lop|truong|don vi|chi doan|chi hoi|chi bo|xom|ban|cum|diem|co so)\b[^.;\d]{0,20}\b(?:bao cao|gui|nop|co so|tong hop)\b"
    r"|\b(?:moi|chi)(?: co| nhan| tong hop| duoc)* (\d{1,3})\s?(?:/|tren)\s?(\d{1,3}) (?:to|thon|khu|lop|truong|don vi|chi doan|chi hoi|chi bo|xom|ban|cum|diem|co so)\b"
)
"""Who has reported: of the others the figure says nothing, wherever in the line it stands."""
_REPAIRED = re.compile(r"\bsua\s*$")
"""Right before telephones: mended, or corrected to."""
_ADDED_TO_EARLIER = re.compile(ADDED_TO_EARLIER)
_RESULT = re.compile(r"\bket qua\b|\bcai xong\b|\bdong y\b|\bda (?:cai|huong dan|ho tro|giup)\b")
"""After a request: what came of it."""
_ASKED_TO = re.compile(r"\bde nghi\s*$")
_OF_SENTENCE = frozenset({"several-weeks", "some-days", "another-time", "for-others", "provisional", "unsure"})
"""What a sentence begins with holds for all of its numbers: "Ba tuần qua cài 20, 22 và 25 máy"."""

_WHEREVER = frozenset({"provisional", "unsure", "for-others", "several-weeks"})


def _weighs(code: str, pattern: Guarded, told: str, so_far: str) -> re.Match[str] | None:
    """Give the words that weigh on a number, looked for as far as their kind reaches."""
    if code in _OF_SENTENCE and (match := pattern.search(so_far)):
        return match
    return pattern.search(told) if code in _WHEREVER or code not in _OF_SENTENCE else None


def _own_words(spot: _Spot, piece: tuple[int, str], found: list[Number]) -> tuple[str, str]:
    """Give a number with its own words, and the sentence up to it with the words right behind; numbers of places are blanked.

    They reach back to the number before and on to the next one, itself included: "30 máy, trùng 4 máy".
    """
    start, sentence = piece
    place = spot.number.start - start
    counting = [
        each
        for each in found
        if start <= each.start < start + len(sentence) and (each.shape is not Shape.OTHER or each.name in _FIGURES)
    ]
    first = max((each.end - start for each in counting if each.end <= spot.number.start), default=0)
    if first and (mark := _MARK.search(sentence, first, place)):
        first = mark.start()
    last = min((each.end - start for each in counting if each.start > spot.number.start), default=len(sentence))
    told = _without_codes(sentence, start, found)
    return told[first:last], told[: place + spot.number.end - spot.number.start] + spot.right


def _is_asked(line: Line, spot: _Spot, sentence: str, told: str) -> bool:
    """Whether a number stands in a question: its sentence ends with the mark, or its own words on its own line ask."""
    if sentence.rstrip().endswith("?"):
        return True
    begin, end = line.stretch(spot.number.start)
    return QUESTION.search(told) is not None and QUESTION.search(line.folded, begin, end) is not None


_REPORT_NUMBER = re.compile(r"\b(?:bao cao|bc)(?: nhanh| tuan)?(?: so)?\s*$")
"""Right before a number: "BC 218" is the report's own number where another figure is told; "Thành đoàn báo cáo 71" is one."""


def _ends_there(line: Line, spot: _Spot) -> bool:
    """Whether nothing of its own line follows a number but a mark."""
    end = min(line.stretch(spot.number.start)[1], spot.number.end + len(spot.right))
    return not line.folded[spot.number.end : end].strip(" |,;.")


_ITEM = re.compile(r"(?:^|[|,;.\s])(?:[a-z0-9]+ ){0,3}[a-z0-9]+\s*[:=]\s*$|(?:^|[|,;])[\s+*•\-–]*(?:[a-z0-9]+ ){1,3}$")
_ADDABLE = frozenset({"unrelated", "other-thing", "goes-on", "other"})
_AIMS = re.compile(r"\b(?:chi tieu|ke hoach|muc tieu)\b")
_SHORT_OF_IT = re.compile(r"\b(?:con )?thieu (?=\d)|\bthuc te\b")
_SHORT_BY = re.compile(r"\bthieu\s*$")
# "trong 45 máy khách mang đến", "233 người trên tổng số 2.311 lượt": out of so many.
_OF_SO_MANY = re.compile(
    r"\b(?:trong(?: so| tong so)?|tren (?:tong so|tong|so)(?: (?:\w+ ){0,4}(?:la|co))?|\d\s?(?:may|nguoi|em|dien thoai)? tren)\s*$"
)


_ALL_SO_MANY = re.compile(r"\b(?:ca|du|tat ca|toan bo)\s*$")
_SHARE_OF = re.compile(r"%\s*(?:cua|trong|tren)(?: (?:tong )?so)?\s*$")
_ON_ONE_WEEKDAY = re.compile(
    r"(?:^|[,;.]\s)\s*(?:sang |chieu |toi |hom |ngay )?(?:thu (?:hai|ba|tu|nam|[2-5])|chu nhat|cn)\s*(?:\(?~+\)?,?\s*)?(?::|(?:tai [^,;.:\d]{1,25} )?(?:da )?(?:cai|duoc|ho tro|huong dan)\b)"
    r"|(?<!den )(?<!het )(?<!tu )\b(?:ca|buoi) (?:sang|trua|chieu|toi|dem) (?:thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat|cn|t[2-7])\b"
)
_RUNS_SINCE = re.compile(r"[^.;\d]{0,40}[,(]\s*(?:cong don|lu[yi] ?ke|tinh)(?: ca)? tu (?:dau|khi)\b[^.;\d]*(?:[.;]|$)")
_ITS_SHARE = re.compile(
    r"\s*(?:[a-z]+ ){0,3}?(?:da |duoc )?(?:cai|dat)(?: dat| duoc)* \d+(?:[.,]\d+)?\s?%(?! (?:ke hoach|chi tieu|muc tieu|kh\b))"
)
"""Behind a number: only a share of it has it, "90 máy đã cài 50%"."""
_AT = re.compile(r"\b(?:tai|o)\s*$")


_OUT_OF = re.compile(
    r"\d\s?(?:may|nguoi|em|dien thoai)? tren(?: tong so)?\s*$|\d\s?(?:may|nguoi|dien thoai)(?: \w+)?\s?/\s?(?:tong so )?$"
)
"""Right before a number: "48 máy trên 50 máy"."""


def _is_said_in_words(line: Line, spot: _Spot, lens: Lens) -> bool:
    """Whether a number in words counts: before its own noun, or several words of it at the end of a label."""
    if lens.core_noun.match(re.sub(r"^(?:chiec|cai|con) ", "", spot.right.lstrip())):
        return True
    several_words = " " in line.text[spot.number.start : spot.number.end].strip()
    return several_words and not _LETTERS.match(spot.right.lstrip()) and not spot.right.lstrip().startswith("~")


_PHONES = re.compile(
    r"\s*(?:iphone|ip|samsung|ss|oppo|xiaomi|redmi|vivo|nokia|huawei|realme|vsmart|sony|lg|apple|android|ios|asus|mobell|itel|masstel)\b"
)


def _names_a_product(line: Line, spot: _Spot) -> bool:
    """Whether a number is followed by a name in capitals that is no phone's: "286 máy Bluezone, 190 Hue-S"."""
    after = line.text[spot.number.end :]
    return re.match(r"\s+[A-ZĐ]\w+", after) is not None and _PHONES.match(line.folded, spot.number.end) is None


_NO_PHONES = re.compile(
    r"\s*(?:xe|ho|khau trang|to roi|to gap|diem|chot|buoi|luot xe|phuong tien|nha|chuyen|bai|bang ron|tau|thuyen|ki ot|kiot)\b"
)


def _goes_on(spot: _Spot, lens: Lens) -> bool:
    """Whether a number of unknown things only continues a count of the indicator's: "45 máy Samsung và 20 Iphone"."""
    if not re.fullmatch(r"[^\w~]*(?:va|voi|cung|hoac|hay|cong)?[^\w~]*", spot.left) or _NO_PHONES.match(spot.right):
        return False
    return bool(lens.deed.search(spot.sentence)) and re.search(r"[a-z]\d|\d", spot.sentence) is not None


def _without_codes(sentence: str, start: int, found: list[Number]) -> str:
    """Blank the numbers of places and the like, so that "chợ 3 tuần này" tells of no three weeks."""
    letters = list(sentence)
    for number in found:
        if number.shape is Shape.OTHER and number.name in (
            "place",
            "code",
            "document",
            "phone",
            "numbering",
        ):
            begin, end = max(0, number.start - start), max(0, number.end - start)
            letters[begin:end] = "~" * (min(end, len(letters)) - min(begin, len(letters)))
    return "".join(letters)


_BUT = re.compile(r"(?i)\bnhưng(?! (?:\w+ ){0,3}(?:lũy|luỹ))\b")
# Without a word of it being done "Lãnh đạo ... cài Bluezone 45 máy" may be an order.
_IS_DONE = re.compile(r"\b(?:da|duoc|dc|dk|ket qua|thanh cong|xong|cho|giup|hoan thanh)\b")
_IN_BRACKETS = re.compile(r"\((?=[^()\d]*\b(?:em|anh|chi|minh|toi)\b)[^()\d]*\)?")
"""What somebody says aside: "19 máy tuần này ạ (hôm trước em quên mất)"."""
_REST_HELPED = re.compile(
    r"\bcon lai (?:da |deu )*duoc\b(?! (?:cai|ho tro)? ?(?:sau|tuan))[^.;]*\b(?:cai|giup|ho tro)\b"
)
_THEN_HELPED = re.compile(r"\b(?:thi |nay |nhung )?(?:da |duoc )+(?:ho tro|huong dan|giup)\b")
"""Behind those who had it not yet: "34 người chưa cài thì đã hỗ trợ cài thành công 29 người"."""
_THE_REST = re.compile(r"^\s*(?:\w+ ){0,3}con lai\W*$")
_WHO_LACKED = re.compile(
    r"\s*(?:nguoi|khach|cong dan|may|dien thoai|hoc sinh|phu huynh|em)(?: \w+){0,2}? chua (?:co|cai)\b"
)
"""Behind a number: whom it was done for, "cài giúp cho 268 người chưa có"."""
_REASON = re.compile(
    r"(?i)\s(?:vì|bởi vì|tại vì|do (?:ít|mưa|ảnh hưởng|thời tiết|nhiều|đa số|phần lớn|hầu hết|đặc thù|vắng))\s"
)


_SINCE = re.compile(r"(?i)(?<!\w)(?:do|vì|bởi|tại)\s[^.;:\d]{3,60}?(?:\snên(?!\w)|:(?=\s))")
"""Why it came to what follows: "Do chưa tựu trường nên tuần này mới cài ..."."""
_ASIDE = re.compile(r"\([^()\d]*\)(?=[^()]{3,})")
"""A bracket without numbers that was closed well before the number speaks of something else."""


@lru_cache(maxsize=256)
def _weighed_elsewhere(folded: str, lens: Lens) -> tuple[tuple[int, int], ...]:
    """Give the spans of a line's words that need no look for strange ones: the same for all of its numbers."""
    return tuple(
        match.span()
        for pattern in (lens.topic, lens.noun, lens.verb, lens.other, _HARMLESS_CUES)
        for match in pattern.finditer(folded)
    )


_COUNTED_PLACES = re.compile(
    r"(?i)(?<!\w)(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)\s(?:thôn|khu|xã|phường|điểm|ca|đội|tổ|trường|lớp|chợ|quầy|bản|xóm|khối|buổi|chốt|nhóm)(?!\w)"
)


def _strange(line: Line, spot: _Spot, found: list[Number], context: Context) -> tuple[str, ...]:
    """Give the words of a number's own clause that might change what it is worth."""
    lens, number = context.lens, spot.number
    # Why it came to so many changes nothing about how many.
    since = [match.span() for match in _SINCE.finditer(line.text, 0, number.start)]
    reason = _REASON.search(line.text, number.end, spot.right_end)
    spans = [
        (number.start - len(_said_anew(spot.clause) if spot.noun == "core" else spot.clause), number.start),
        (number.end, reason.start() if reason else spot.right_end),
    ]
    known = [*_weighed_elsewhere(line.folded, lens), *since]
    if changed := _CHANGES_TO.search(line.folded, 0, number.start):
        known.append(changed.span())
    known += [(date.start, date.end) for date in weeks.find(line, context.near)]
    known += [(each.start, each.end) for each in context.names.find(line.folded)]
    known += context.names.proper(line.text, line.folded)
    known += [match.span() for match in _ASIDE.finditer(line.folded, 0, number.start)]
    known += [(each.start, each.end) for each in found]
    known += [match.span() for match in _COUNTED_PLACES.finditer(line.text)]
    if _HELPED_NOW.search(spot.clause) and (lacked := _WHO_LACKED.match(line.folded, number.end)):
        known.append(lacked.span())
    place = plain_words.Place(
        spans=tuple(spans),
        known=tuple(known),
        number=number.start,
        end=_past(line.folded, number.end, len(line.folded), lens),
        at_large=any(lens.core_verb.search(words) for words in (spot.clause, spot.right))
        and _IS_DONE.search(spot.clause + " " + spot.right) is not None,
    )
    after = line.text[number.end : number.end + len(spot.tail)]
    if but := _BUT.search(after):
        return (but.group(),)
    return plain_words.unknown_at(line.text, line.folded, place, context.names.vocabulary)


def _without_grip(line: Line, spot: _Spot, role: Role, why: str, context: Context) -> tuple[Role, str, Grip]:
    """Settle a number that no word of the indicator is tied to: a label's, bare, or nothing of ours."""
    lens = context.lens
    words = _LETTERS.findall(LABEL_WORDS.sub(" ", _CALLS.sub(" ", spot.left)))
    if "~" in spot.left and spot.noun == "none" and not any(len(word) > 1 for word in words):
        return (role, why, Grip.WEAK) if role is not Role.PLAIN else (Role.PLAIN, "after-unit", Grip.WEAK)
    if not spot.left.strip(" -–+*•:.,(") and not any(
        len(w) > 1 for w in _LETTERS.findall(LABEL_WORDS.sub(" ", spot.right))
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
        and not set(_LETTERS.findall(LABEL_WORDS.sub(" ", last))) - context.names.vocabulary - _TIME_WORDS
    ):
        return role, why, Grip.WEAK  # "Gửi chị Lan: bến xe tuần này 45 nhé"
    return Role.EXCLUDED, "unrelated", Grip.NONE


# "đã cài từ trước", "đã cài từ tháng 8": they had it before this week began.
_LONG_SINCE = re.compile(
    r"\bda (?:duoc )?(?:cai|co|su dung|dung)\b[^\d]{0,40}\btu (?:truoc(?! (?:den|toi))|lau|thang|nam ngoai|dot truoc|(?:cac |nhung )?tuan (?:truoc|dau)|nhung ngay dau|dau)\b(?! (?:tuan|ky) nay)"
)
# "18 máy là số của họ", "không phải của phường"
_CALLS = re.compile(
    r"^\W*(?:(?:da|thua|chao|kinh gui|dear|hi) )*(?:anh|chi|em|co|bac|chu|sep) [a-z]+(?: [a-z]+)? (?:a|oi|nhe)\W+"
)
"""Whom a sentence calls first: "Anh Chiến ạ, cửa khẩu tuần này là 176"."""
_ONLY = frozenset({"moi", "chi", "ben", "vua", "ca"})
_TIME_WORDS = frozenset({"tuan", "nay", "ky", "qua"})
_OF_OTHERS = re.compile(
    r"\bcua (?:ho(?! kinh| dan| gia| ngheo)|don vi (?:khac|ban)|ben (?:ho|kia|do)|(?:gia dinh|nha) (?:toi|em|minh|chung toi))\b|\bkhong phai (?:so )?cua\b"
)
# "cộng 83 máy, đã trừ 2 máy cài hỏng": not in it any more
_DEDUCTED = re.compile(r"\bda (?:tru|loai|bo)(?: di| ra)?\s*$")
_BEFORE_A_BRACKET = re.compile(r"([^,;.:()]{3,60})\([^()]*\)\s*:\s*$")
"""The label of "Số máy không cài được (máy phím): 17"."""
_OTHER_PHONES = re.compile(r"\b(?:dien thoai|may|dung|su dung) (?:thuong|den trang|phim|cuc gach)\b")
"""Behind people: they have no telephone that it could be installed on."""
_PER_HEAD = re.compile(r"\b(?:binh quan|trung binh)\b[^.;,]{0,30}$")
_OF_SEVERAL_APPS = re.compile(r"\b(?:\d+|cac|hai|ba|ca) (?:ung dung|app|phan mem)\b[^.;,]{0,20}:?\s*$")
_TOTAL_OF_SO_MANY = re.compile(
    r"\btong (?:so |cong )?(?:cua |ca )*(?:\d+|hai|ba|bon|nam|sau|bay|tam|chin|muoi) (?:doi|diem|khu|thon|truong|lop|to|ca|don vi|cho|ngay|khoi|ban|bo phan)\s*:?\s*(?:la |duoc )?$"
)
"""Right before a number: "Tổng cả 4 đội 250 máy"."""
_COMES_TO = re.compile(r"\s*(?:=+>|→|⇒|->|=)\s*$")
"""A sentence that is an arrow up to its number: what the lines above come to."""
_LABEL_OF_PEOPLE = re.compile(rf"\bso (?:luot )?(?:nguoi|{PEOPLE})\b[^:;.]*:\s*$")
_LABEL_OF_TOTAL = re.compile(r"\W*tong (?:so|cong)\b[^\d;.]*:\s*$")
"""A sentence that is the label of a total, with a bracket in it: "Tổng số máy cài mới trong tuần (HS + PH): 36"."""
_COUNTED_APPS = re.compile(r"\s*(?:ung dung|app|phan mem)\b[^.;,]{0,20}:?\s*$")


def _of_counted_apps(spot: _Spot) -> bool:
    """Whether the number before only counts the apps that this one is of: "Tổng lượt cài 3 ứng dụng: 481"."""
    before = spot.sentence[: len(spot.sentence) - len(spot.left)]
    return _COUNTED_APPS.fullmatch(spot.left) is not None and before[-1:].isdigit() and before[-2:].strip() != "1"


_STILL = re.compile(r"\bcon\s*$")
_UNDONE = re.compile(r"\s*(?:may|nguoi|dien thoai|khach) (?:(?:dang )?cai do|dang|chua|cho|hen)\b")
"""Round a number: what is not finished, "còn 2 máy cài dở"."""
_A_RATE = re.compile(r"\b(?:ty|ti) le\b")
_WEEKDAY = re.compile(r"\bthu\s*$")
_EACH_OF_THEM = re.compile(r"\bmoi (?:nguoi|em|ho|nha|khach|gia dinh)\s*$")
_OWNS = re.compile(r"\b(?:co|uoc|khoang|tong so|(?:toan|ca) [a-z]+(?: co)?)\s*$")
_SMART = re.compile(r"\s*(?:(?:may|dien thoai) )?(?:thong minh|smartphone)\b")
"""Round a number: how many people own a telephone that it could be installed on."""
_HAD_IT = re.compile(r"\bda (?:cai|co) (?:dat )?(?:(?:app|ung dung|phan mem|bluezone) )?(?:roi|san|tu truoc)\s*:?\s*$")
_ALL_HAVE_IT = re.compile(r"\s*(?:[a-z]+ ){1,4}(?:deu|tat ca)(?: da| duoc)* (?:co|cai|dung)\b")
_HAVE_IT = re.compile(r"\s*(?:[a-z]+ ){1,3}(?:(?:deu )?da (?:co|cai)\b(?! (?:dat )?(?:moi|them|duoc|dc))|co cai\b)")
_HAVE_IT_ALREADY = re.compile(r"\s*(?:[a-z]+ ){0,3}(?:co|cai)(?: san| het| du| ca)* roi\b")
_OF_MORE = re.compile(
    r"\bqua (?:hoi|kiem tra|khao sat|ra soat)\b|(?:\d[^.;]*\b(?:hoi|kiem tra|qua|giao dich|den|tiep)|\b(?:hoi|kiem tra|qua|giao dich|den|tiep)\b[^.;]*\d[^.;]*\btrong do)\b"
)
"""Of so many who came and were asked these had it: "143 lượt khách giao dịch; qua hỏi, 134 khách đã cài"."""
_TRAINS = re.compile(
    r"\b(?:tap huan|boi duong|hoi thao|chuyen de|lop hoc)\b(?!.*\b(?:va|roi|ket hop|dong thoi|sau do)\b.*\b(?:cai|giup|ho tro)\b)[^,;.\d]*$"
)
"""Lessons in how it is done: "3 buổi tập huấn cài đặt cho 84 giáo viên"."""
_FLOWS = re.compile(
    r"\W*(?:[a-z][,.)]\s)?(?:tong )?(?:so )?(?:luot )?(?:nguoi|khach|hanh khach|cong dan|dan|xe|phuong tien|thuyen vien|lai xe|hoc sinh|benh nhan)\b[^:]{0,30}?\b(?:nhap canh|xuat canh|qua lai|den (?:lam|giao dich|kham|benh vien|cho)|giao dich|luu thong|cach ly|nhap vien|ra vao|di lai|len xe|cho hang|nhap hoc)\b[^:]{0,30}:\s*$"
)
"""The label of people who only came and went: "Người nhập cảnh trong tuần: 1.240"."""
_THANKS_FOR = re.compile(r"\bcam on (?:(?:[a-z]+|~+|&) ){1,10}da (?!cai\b)")
"""What others are thanked for is theirs."""
_LEFT_OUT = re.compile(
    r"\b(?:khong|ko|k) (?:tinh|ke|cong|gop|dua) vao\b|\bnen (?:khong|ko|k|chua|em khong) (?:thong ke|tinh|ke|cong|bao|dua)\b|\b(?:khong|ko|k|chua) tinh\W*$|\b(?:em |da )+(?:tru|loai)(?: di| ra| roi)+\W*(?:a\W*)?$"
)
"""Behind a number: it is not in the figure, "18 công dân tự cài (không tính vào kết quả)"."""
_SWITCHES = re.compile(r"\b(?:bat|mo) (?:lai |san )?")


def _is_switched_on(clause: str, lens: Lens) -> bool:
    """Whether people were asked to switch it on, which they can only do who have it."""
    topics = [lens.topic.match(clause, match.end()) for match in _SWITCHES.finditer(clause)]
    ends = [topic.end() for topic in topics if topic is not None]
    return bool(ends) and lens.core_verb.search(clause, ends[-1]) is None


_AT_SO_MANY = re.compile(r"\s*(?:may |dien thoai |chiec |nguoi )?(?:cua|tai|o|thuoc)\s")
_HOMES = re.compile(r"\s*(?:ho|nha|gia dinh|khu|thon|diem|chi hoi)\b")
"""Behind "38 máy của": in how many homes."""
_DESCRIBES = re.compile(r"\((?:[^()]*[,;]\s*)?\s*$")
_CLOSES_LABEL = re.compile(r"\s*(?:em|hs|hoc sinh|nguoi|lop|ho|khu|thon|can bo|gv|sv|hv)\b[^()\d]{0,15}\)\s*:")
"""Round a number: how large the part is whose label it stands in, "Khối 10 (12 lớp, 528 em): 96 em cài"."""
_NOT_COUNTING = re.compile(r"(?:^|[.,;(]\s?)\W*(?:khong|ko|k|kg) (?:tinh|ke|cong|gop)(?: den| ca| them| vao)*\s*$")
_OF_AN_AGE = re.compile(r"\s*(?:cu|ong|ba|bac|anh|chi|co|chu|em)(?: [a-z]+){0,2} \d{2} tuoi\b")
"""Behind a number: somebody who is told of, "có 1 cụ 86 tuổi mà vẫn cài được"."""
_BEYOND = re.compile(r"\bvuot (?:qua )?(?:muc|chi tieu|ke hoach|moc)\s*$")
"""Right before an aim: "cài được 67 máy, vượt mức 60 máy mà Chủ tịch xã giao"."""
_UNDONE_LIST = re.compile(
    r"^\W*(?:so )?(?:may |nguoi )?(?:chua|khong|ko) (?:cai |lam |ho tro )?(?:duoc|dc)(?: la| gom| vi)?\s*:"
)
"""The label of those that it failed for: "Chưa được: 7 máy đầy bộ nhớ, 4 máy ..."."""
_AIMED_AT = re.compile(
    r"\b(?:ke hoach|chi tieu|muc tieu)(?:\s*\(\s*(?:la |giao )?|\b(?! bao cao)[^.;:|(]{0,40}\d\s?%[^.;:|(\d]{0,10}:\s*)$"
)
"""Up to a number that an aim is: "đạt 52,3% kế hoạch (300 máy)", "Chỉ tiêu TP giao 60%: 1.386 máy"."""
_LOST_OR_PRESENT = re.compile(
    r"(?:^|[,;(:]|\b(?:bi|va|con|quan so))\s*(?:quan so )?(?:vo|roi|rot|hu|vang|co mat|nghi om|nghi phep|nghi|truc)(?: mat)?\s*:?\s*$"
)
"""Right before a number: so many were broken, absent or on duty."""
_TOTAL_OF_OTHERS = re.compile(
    r"\btong (?:so |cong |luot |luong )*(?:xe|phuong tien|khach|hanh khach|ho(?! tro)|dan|nhan khau|ho so|hoc sinh|sinh vien|can bo|cong chuc|to roi|khau trang|giao vien|nguoi (?:qua|den|nhap|xuat)|giao dich|chuyen|lop|thon|khu|buoi|cuoc|tin|bai|diem|chot)\b(?!.*\b(?:cai|bluezone)\b)[^,;.]*$"
)
_HAVE_THE_TOPIC = re.compile(
    r"\s*(?:nguoi|may|dien thoai|thue bao|ho|smartphone)(?: [a-z]+){0,3}? (?:co|su dung|dung|ton tai)(?: san| cai)? (?:app |ung dung |phan mem )?(?:bluezone|blz|bz|app|ung dung)\b"
)
_LOOKED_THROUGH = re.compile(r"\b(?:ra soat|khao sat|thong ke|kiem tra|dieu tra|kiem dem)\b")
"""Who has it was looked into, not who got it: "Qua rà soát ... 786 người trên máy có Bluezone"."""
_REACTS = re.compile(
    r"\s*(?:nguoi|chi|anh|bac|co|chu|ong|ba|cu|chau|em|ban|khach)(?: [a-z]+)? (?:doi|xin|che|khen|cuoi|ngai|keu|mang|phan nan|thac mac|tang|bieu|cho qua|hoi tham)\b"
)
"""Behind a number: people who are told of, "Có 5 chị đòi quà"."""
_TAKES_SO_LONG = re.compile(
    r"\s*(?:may|nguoi|dien thoai|cai)(?: [a-z]+){0,2}? (?:mat|het|ton)(?: [a-z]+){0,2}? ~*\d*\s*(?:phut|gio|tieng|buoi|~)"
)
_WHO_THEY_ARE = re.compile(
    r"\s*(?:bac|co|chu|anh|chi|ong|ba|chau|cu|em)\b(?!\s*\))(?:(?!\b(?:chua|khong|trung|loi|lai|tuan|truoc)\b)[^()\d]){2,60}\)"
)
"""In brackets behind a figure: whom it was done for, "3 máy (2 bác hưu trí và cháu bảo vệ mới)"."""
_HELPERS = re.compile(
    r"\s*(?:luot )?(?:doan vien|thanh nien|tinh nguyen vien|tnv|tntn|dvtn|can bo|chien si|dang vien|hoi vien|cong an|giao vien|thay co|nhan vien|dong chi|ban tre)\b"
    r"(?: (?!duoc\b|da\b|dc\b|cai\b)[a-z]+){0,3}? (?<!duoc )(?<!dc )(?:ra quan|tham gia|xuong|di|truc|phoi hop|chia|den tung|ho tro|huong dan|giup)\b"
)
"""Behind a number: who did the work, "210 đoàn viên ra quân cài đặt"."""
_REMINDED = re.compile(
    r"\b(?:nhac(?: nho)?|khuyen(?: cao| khich)?|keu goi)(?: [a-z]+){0,3}? (?:cai|tai)(?: dat)?\b(?:(?!\bduoc\b|\bdc\b)[^,;.]){0,30}$"
)
_LOOKED_AT = re.compile(r"\bkiem tra (?:dien thoai|may|bluezone|app|ung dung)\b(?!.*\bcai\b)[^,;.]{0,20}$")
"""Telephones that were only looked at: "người được kiểm tra điện thoại: 5.120"."""
_NEW_PHONE = re.compile(r"\bso dien thoai (?:moi|lien he|truc|cua)\b[^\d:]{0,20}:?\s*$")
_IN_SO_MANY = re.compile(
    r"^\W*trong (?:so )?\d[\d.]* (?:may|nguoi|dien thoai)\b(?! (?:chua|khach|mang))[^.;,]*\bco\s*$"
)
_IS_OF = re.compile(r"\s*(?:may|nguoi|dien thoai|chiec) (?:cua|la|thuoc)\b")
"""Round a number: what some of those told before are, "Trong 13 máy của thôn 12 có 2 máy của người nước ngoài"."""
# What they had before: "Số máy cài trước đó: 402"
_CAME_BEFORE = re.compile(r"\b(?:cai|co|cai dat)(?: san)? (?:tu )?truoc(?: do| day| kia)?\s*:\s*$")
# "đã nhận phản hồi 88 máy": what the office wrote
_TOLD_BACK = re.compile(r"\bnhan (?:duoc )?(?:phan hoi|xac nhan|thong bao|bien nhan|tra loi|hoi dap|hoi am)\b")
# "Máy điện thoại thông minh: 1.104 chiếc": what they own, a line of its own without a word of anything done
_OWNED = re.compile(
    r"\W*(?:tong )?(?:so )?(?:luong )?(?:may )?(?:dien thoai thong minh|smartphone)(?: hien co)?\W*(?:la|co)?\W*$"
)
# "tuần này giảm còn 64 máy": what it fell or rose to, not by how much.
_CHANGES_TO = re.compile(
    r"\b(?:giam|tut|sut|ha|tang)(?: nhe| manh)?(?: xuong| len)?(?: chi)? (?:con|len|toi|den)(?: duoc| la)?\s*$"
)


# "tăng từ 194 lên 201 máy" without a word about the week: a total that grew.
_ROSE_TO = re.compile(r"\d(?: may)?(?: da)?(?: tang)? (?:len|sang)(?: den| toi| thanh)?\s*$")


_HAS_SO_MANY = re.compile(r"^[,;.\s]*co\s*$")
_CORRECTS = re.compile(r"\b(?:sua|doi|dinh chinh|dieu chinh|nham|sai)\b")


def _role(spot: _Spot, lens: Lens) -> tuple[Role, str]:
    """Weigh the cues round a number: after it, in its clause, in its sentence, in the heading before."""
    if spot.noun == "people" and _HAS_SO_MANY.search(spot.left) and lens.core_verb.search(spot.tail):
        spot = replace(spot, left="", clause="", sentence="")  # "Có 45 khách nhờ nhân viên cài giúp"
    aside = _IN_BRACKETS.search(spot.tail)
    right = _CAUSE.split(spot.right[: aside.start()] if aside else spot.right)[0]
    after = _last(right) if spot.number.name != "done-of-goal" else None
    cues = _cues(spot.clause)
    kinds = [cue for cue, _, _ in cues]
    verb_at = max((match.end() for match in lens.verb.finditer(spot.clause)), default=-1)
    stock = re.search(r"\bda co (?:san )?", spot.clause)
    if stock is not None and lens.topic.match(spot.clause, stock.end()):
        return Role.EXCLUDED, "stock"
    if re.search(r"\bda co (?:san|ung dung|app|cai)\b", spot.right) or (
        (has := re.search(r"\bda co ", spot.right)) and lens.topic.match(spot.right, has.end())
    ):
        return Role.EXCLUDED, "stock"
    if _OF_OTHERS.search(spot.tail):
        return Role.EXCLUDED, "of-others"
    if _STILL.search(spot.clause) and _UNDONE.match(spot.right):
        return Role.EXCLUDED, "not"
    if _SHORT_BY.search(spot.clause) and _AIMS.search(spot.sentence):
        return Role.EXCLUDED, "not"
    if _OWNS.search(spot.left) and _SMART.match(spot.right) and not lens.deed.search(spot.right):
        return Role.EXCLUDED, "population"
    if _DEDUCTED.search(spot.clause):
        return Role.EXCLUDED, "deducted"
    if _OTHER_PHONES.search(spot.right):
        return Role.EXCLUDED, "not"
    if (label := _BEFORE_A_BRACKET.search(spot.left)) and _has(label[1], Cue.NOT):
        return Role.EXCLUDED, "not"
    if _PER_HEAD.search(spot.clause) or _OF_SEVERAL_APPS.search(spot.clause) or _of_counted_apps(spot):
        return Role.EXCLUDED, "other-count"
    if (
        _ALL_HAVE_IT.match(spot.right)
        or (spot.noun not in ("core", "none") and _HAVE_IT_ALREADY.match(spot.right))
        or _HAD_IT.search(spot.clause)
        or (spot.noun in ("weak", "people") and _HAVE_IT.match(spot.right) and _OF_MORE.search(spot.sentence))
    ):
        return Role.EXCLUDED, "stock"
    if (
        spot.noun != "core"
        and _FLOWS.match(spot.clause)
        and not lens.verb.search(spot.clause)
        and not lens.topic.search(spot.clause)
    ):
        return Role.EXCLUDED, "other-count"
    if _TRAINS.search(spot.clause) or _THANKS_FOR.search(spot.sentence):
        return Role.EXCLUDED, "other-count"
    if _LEFT_OUT.search(spot.tail):
        return Role.EXCLUDED, "deducted"
    if _IN_SO_MANY.search(spot.sentence) and _IS_OF.match(spot.right):
        return Role.EXCLUDED, "part-of-part"
    if _AT_SO_MANY.fullmatch(spot.left) and _HOMES.match(spot.right):
        return Role.EXCLUDED, "other-count"
    if _DESCRIBES.search(spot.sentence) and _CLOSES_LABEL.match(spot.tail):
        return Role.EXCLUDED, "population"
    if _NOT_COUNTING.search(spot.clause):
        return Role.EXCLUDED, "deducted"
    if _OF_AN_AGE.match(spot.tail):
        return Role.EXCLUDED, "word-in-passing"
    if _BEYOND.search(spot.clause):
        return Role.EXCLUDED, "target"
    if _UNDONE_LIST.match(spot.sentence):
        return Role.EXCLUDED, "not"
    if _AIMED_AT.search(spot.sentence):
        return Role.EXCLUDED, "target"
    if spot.noun == "none" and _LOST_OR_PRESENT.search(spot.clause):
        return Role.EXCLUDED, "other-count"
    if spot.noun in ("none", "other") and _TOTAL_OF_OTHERS.search(spot.clause):
        return Role.EXCLUDED, "other-count"
    if (
        _HAVE_THE_TOPIC.match(spot.right)
        and _LOOKED_THROUGH.search(spot.sentence)
        and not lens.deed.search(spot.clause)
    ):
        return Role.EXCLUDED, "stock"
    if _TAKES_SO_LONG.match(spot.right) or _REACTS.match(spot.right):
        return Role.EXCLUDED, "word-in-passing"
    if _WHO_THEY_ARE.match(spot.tail) and spot.left.rstrip().endswith("("):
        return Role.EXCLUDED, "other-count"
    if _HELPERS.match(spot.right) or _REMINDED.search(spot.clause):
        return Role.EXCLUDED, "other-count"
    if _NEW_PHONE.search(spot.clause) or _LOOKED_AT.search(spot.clause):
        return Role.EXCLUDED, "other-count"
    if _is_switched_on(spot.clause, lens):
        return Role.EXCLUDED, "other-count"
    if _CAME_BEFORE.search(spot.clause):
        return Role.EXCLUDED, "stock"
    if _TOLD_BACK.search(spot.clause):
        return Role.EXCLUDED, "told-back"
    if _OWNED.match(spot.clause) and not spot.clause.endswith("~"):
        return Role.EXCLUDED, "population"
    if _LONG_SINCE.search(spot.tail) or _LONG_SINCE.search(spot.clause):
        return Role.EXCLUDED, "stock"
    if (
        has := re.match(
            rf"\s*(?:may|dien thoai|nguoi|thue bao|{PEOPLE})? ?(?:dang |hien )?(?:co|dung|su dung) (?:san )?",
            spot.right,
        )
    ) and lens.topic.match(spot.right, has.end()):
        return Role.EXCLUDED, "stock"  # "14 máy có Bluezone"
    if _ROSE_TO.search(spot.sentence) and not _has(spot.sentence, Cue.WEEK) and not _CORRECTS.search(spot.sentence):
        return Role.CUMULATIVE, "rose-to"
    if _CHANGES_TO.search(spot.sentence) and Cue.CUMULATIVE not in kinds:
        return (Role.WEEK if _time_of(spot.sentence) is Cue.WEEK else Role.UNTIL), "changes-to"
    if _is_assigned(spot, lens):
        return Role.EXCLUDED, "target"
    here = len(spot.clause) - len(_anew(spot.clause, lens))
    for cue in (Cue.TARGET, Cue.NOT, Cue.POPULATION):
        place = max((end for kind, at, end in cues if kind is cue and (cue is not Cue.NOT or at >= here)), default=-1)
        # "theo kế hoạch" far before "đã cài" is not what the number counts
        done = verb_at > place and (cue is Cue.POPULATION or _DONE.search(spot.clause[max(place, 0) :]))
        if cue is Cue.TARGET and _SHARE_OF_A_GOAL.search(spot.sentence):
            continue  # "đạt 96% kế hoạch tuần: 48 máy"
        helped = cue is Cue.NOT and (
            _REST_HELPED.search(spot.clause) is not None
            or (place >= 0 and _THEN_HELPED.search(spot.clause, place) is not None)
        )
        if place >= 0 and not (cue is not Cue.NOT and done) and not helped:
            return Role.EXCLUDED, str(cue)
    if counts_other(spot.clause, lens) and spot.noun == "none" and Cue.CUMULATIVE not in kinds:
        return Role.EXCLUDED, "other-count"
    if after is Cue.NOT and _THE_REST.search(spot.right) and lens.core_verb.search(spot.clause):
        after = None  # "hỗ trợ cài mới cho 14 người còn lại"
    if after in (Cue.NOT, Cue.TARGET, Cue.POPULATION):
        return Role.EXCLUDED, str(after)
    if after is Cue.LAST and Cue.DIFFERENCE in kinds and Cue.WEEK not in kinds:
        return Role.EXCLUDED, "difference"
    if after is not None and after in (Cue.LAST, Cue.CUMULATIVE):
        return _ROLES[after], f"after-{after}"
    if after is Cue.DIFFERENCE and Cue.WEEK not in kinds and verb_at < 0:
        return Role.EXCLUDED, str(after)
    return _time_role(spot, kinds, after)


_CAUSE = re.compile(r"\b(?:do|vi|boi|tai vi)\b")
_SHARE_OF_A_GOAL = re.compile(
    r"\d\s?% (?:ke hoach|chi tieu|muc tieu)(?: \w+){0,3}?(?:\s*[:(,]\s*|\s(?:voi|la|bang|ung voi)\s)$"
)
_ASSIGNS = re.compile(
    r"\bgiao (?:chi tieu|ke hoach)|\bchi tieu (?:giao|tuan|la|cho|moi)\b|\bdang ky\b(?! (?:ket hon|khai sinh|kinh doanh|tam tru|thuong tru|ho khau|xe\b))"
)
_RESULT_AFTER = re.compile(r"\b(?:da|dat|ket qua|duoc|thuc hien)\b")


def _is_assigned(spot: _Spot, lens: Lens) -> bool:
    """Whether a sentence hands out goals and has not come to a result yet: "giao chỉ tiêu cho 9 khu, mỗi khu 15 máy (tổng 135 máy)"."""
    last = max((match.end() for match in _ASSIGNS.finditer(spot.sentence)), default=-1)
    return last >= 0 and not _RESULT_AFTER.search(spot.sentence, last) and not lens.deed.search(spot.sentence, last)


def _time_role(spot: _Spot, kinds: list[Cue], after: Cue | None) -> tuple[Role, str]:
    times = [kind for kind in kinds if kind in _TIMES or kind is Cue.DIFFERENCE]
    if Cue.CUMULATIVE in kinds and _SINCE_LAST_DEADLINE.search(spot.sentence):
        return Role.WEEK, "since-last-deadline"
    if Cue.CUMULATIVE in kinds:
        # "lũy kế tuần trước", "đã cài đến hết tuần trước": the running total of then
        then = Cue.LAST in kinds and kinds.index(Cue.LAST) > kinds.index(Cue.CUMULATIVE)
        return (Role.LAST, "last-cumulative") if then else (Role.CUMULATIVE, "cumulative")
    if Cue.UNTIL in times and times[-1] is Cue.LAST:
        return Role.LAST, "last-cumulative"
    if times[-2:] == [Cue.LAST, Cue.UNTIL] and re.search(r"\bco\s*$", spot.clause):
        return Role.LAST, "last"  # "tuần trước có 180 máy"
    if times and times[-1] is Cue.DIFFERENCE:
        return Role.EXCLUDED, "difference"
    if times and times[-1] is Cue.LAST:
        return Role.LAST, "last"
    if Cue.WEEK in times:
        return Role.WEEK, "week"
    if after is Cue.WEEK:
        return Role.WEEK, "after-week"
    inherited = (
        _time_of(spot.left)
        or _time_of(spot.sentence)
        or (_time_of(spot.heading) if _time_of(spot.heading) is Cue.WEEK else None)
    )
    if Cue.TOTAL in kinds and Cue.UNTIL not in times:
        if inherited is Cue.WEEK and _only_week(spot):
            return Role.WEEK, "total-of-week"
        if inherited is Cue.UNTIL and _AS_OF.search(spot.sentence) and not _has(spot.sentence, Cue.WEEK):
            return (
                Role.CUMULATIVE,
                "total-as-of",
            )  # "Tính đến ngày 25/9/2020, ... đã hỗ trợ cài đặt tổng cộng 1.120 máy"
        # "tổng số máy đã cài trên địa bàn": of all time, or of the week
        runs_on = re.search(
            r"\bda\b(?! (?:huong dan|ho tro|giup))|dia ban|tinh den|den (?:ngay|thoi)", spot.clause + " " + spot.right
        )
        return (Role.UNTIL, "total-so-far") if runs_on else (Role.TOTAL, "total")
    if (Cue.UNTIL in times or inherited is Cue.UNTIL) and re.search(r"\bthem(?: duoc)?\s*$", spot.clause):
        return Role.PLAIN, "increment"  # "tính đến sáng thứ Sáu, có thêm 74 phụ huynh"
    if Cue.UNTIL in times or inherited is Cue.UNTIL:
        return (Role.WEEK, "week") if _has(spot.sentence, Cue.WEEK) else (Role.UNTIL, "until")
    if inherited is not None:
        return _ROLES[inherited], str(inherited)
    return Role.PLAIN, ("done-so-far" if _DONE_SO_FAR.search(spot.clause) else "plain")


_AS_OF = re.compile(r"^\W*(?:\w+ ){0,2}tinh (?:den|toi)\b[^.;]*\bda\b")
_SINCE_LAST_DEADLINE = re.compile(
    r"\btu (?:(?:\d{1,2}h\d{0,2}|chieu|sang|trua|toi|ngay|hom) ){0,2}(?:thu (?:sau|6)|t6) (?:tuan|ky) truoc\W*(?:~+\W*)?(?:den|toi) (?:nay|gio|hien tai|(?:(?:sang|trua|chieu) )?(?:hom )?nay)\b[^,;\d]*$"
)
"""From one deadline to the next: "từ 15h thứ 6 tuần trước (06/11) đến nay"."""
_DONE_SO_FAR = re.compile(r"\bso (?:luong )?(?:[a-z]+ ){1,4}da (?:duoc )?(?:cai|tai|co)\b[^:]{0,30}:?\s*$")
"""The label of a state: of so many so many have it."""


def _only_week(spot: _Spot) -> bool:
    """Whether its sentence speaks of the week before any number: "Trong tuần, tổng số máy cài được là 45"."""
    return not any(letter.isdigit() for letter in spot.sentence)


def counts_other(clause: str, lens: Lens) -> bool:
    """Whether a label counts something else: "số trường tham gia cài đặt", "tổng số hộ"; people count where the deed is done to them."""
    found = list(re.finditer(r"\bso (?:luong (?:cac )?|luot )?(?P<what>[a-z]+(?: [a-z]+)?)", clause))
    if not found:
        return False
    what = found[-1]
    first = what["what"].split()[0]
    if lens.noun.match(clause, what.start("what")):
        return False
    if re.match(PEOPLE, clause[what.start("what") :]):
        return lens.core_verb.search(clause, what.end("what") - 1) is None
    if lens.verb.match(clause, what.start("what")) or lens.topic.match(clause, what.start("what")):
        return False
    return first not in _NEUTRAL


_NEUTRAL_WORDS = (
    "chot cuoi luong lieu da duoc dc tong la cua thuc hien trong tuan ky nay moi chinh cu dung nhu sau bao cong"
)
_NEUTRAL = frozenset(_NEUTRAL_WORDS.split())


_SPEAKS = re.compile(r"\b(?:tuyen truyen|pho bien|gioi thieu|quan triet|nhac|thong bao|phat)\b")
_IS_HELPED = re.compile(
    r"\s*(?:luot )?(?:[a-z]+,? ){1,6}?(?:da )?(?:duoc|dc|dk) (?:[a-z]+ ){0,7}?(?:cai|ho tro cai|huong dan cai)\b"
)


def _grip(spot: _Spot, lens: Lens) -> Grip:
    """Tell how firmly the words around tie a number to the indicator."""
    if spot.noun == "core":
        return Grip.CORE
    own = _says_own(spot.left, lens)
    if spot.noun in ("weak", "people"):
        # Other people are counted too (checked, spoken to): the deed must stand in the same stretch of words.
        words = [w for w in _LETTERS.findall(LABEL_WORDS.sub(" ", CUE.sub(" ", spot.left))) if len(w) > 1]
        reach = spot.left if words else spot.sentence
        own = max(_does(reach, lens), _does(spot.right, lens))
        if _IS_HELPED.match(spot.tail) or _HELPS.search(spot.left):
            own = max(own, _does(spot.tail, lens))  # "233 người được cài Bluezone trên tổng số ..."
        if own is Grip.WEAK and lens.topic.search(spot.sentence) and not _SPEAKS.search(spot.left):
            own = Grip.CORE  # "Trong 60 khách chưa có Bluezone, bến đã cài được cho 45 khách"
        if spot.noun == "people":
            return Grip.WEAK if own is Grip.CORE else Grip.NONE
        return own
    if own is not Grip.NONE:
        return own
    return max(_says_own(spot.sentence, lens), Grip.CORE if lens.core_verb.search(spot.right) else Grip.NONE)


_HELPS = re.compile(r"\b(?:giup|ho tro|huong dan|van dong)(?: duoc| cho| them)*\s*$")
"""Right before people: what they were helped with stands behind them."""


def _says_own(words: str, lens: Lens) -> Grip:
    if lens.core_verb.search(words) or names_thing(words, lens.core_noun):
        return Grip.CORE
    if _VISITS.search(words) and not lens.verb.search(words):
        return Grip.NONE  # "lượt khách 511"
    return Grip.WEAK if lens.verb.search(words) or names_thing(words, lens.noun) else Grip.NONE


_VISITS = re.compile(
    r"\bluot (?:khach|nguoi|cong dan|hanh khach|giao dich|phuong tien|xe|ho so)\b(?! (?:da |duoc )*cai)"
)


def names_thing(words: str, noun: re.Pattern[str]) -> bool:
    """Whether words hold a noun that is not a part of another thing's name (máy in, máy tính)."""
    return any(not COMPOUNDS.match(words, match.end()) for match in noun.finditer(words))


def _does(words: str, lens: Lens) -> Grip:
    """Tell whether words name the indicator's deed or itself, whatever they count; speaking of it is no deed."""
    if lens.deed.search(words):
        return Grip.CORE
    if _SPEAKS.search(words):
        return Grip.NONE
    if lens.core_verb.search(words) or lens.topic.search(words):
        return Grip.CORE
    return Grip.WEAK if lens.verb.search(words) else Grip.NONE


def _is_other(line: Line, spot: _Spot, lens: Lens) -> bool:
    """Whether the nearest deed or thing before a number (or right after it) is another one than the indicator's."""
    clause = spot.clause
    if not (
        lens.verb.search(clause)
        or lens.topic.search(clause)
        or lens.other.search(clause)
        or lens.topic.search(spot.right)
    ):
        rivals = [match.start() for match in lens.other.finditer(spot.sentence)]
        topics = [match.start() for match in lens.topic.finditer(spot.sentence)]
        if rivals and max(rivals) > max(topics, default=-1):
            return True
    other = max((start for cue, start, _ in _cues(clause) if cue is Cue.OTHER), default=-1)
    rival = max((match.start() for match in lens.other.finditer(clause)), default=-1)
    topic = max((match.start() for match in lens.topic.finditer(clause)), default=-1)
    named = (lens.verb, lens.core_noun) if other >= 0 else (lens.verb, lens.topic, lens.core_noun)
    own = max((match.start() for pattern in named for match in pattern.finditer(clause)), default=-1)
    if spot.noun == "core" and _WENT_OUT.search(clause):
        other = -1
    behind = spot.tail[:OWN_WORDS]
    if lens.other.search(behind) and not lens.topic.search(behind):
        return True  # "320 điện thoại cài NCOVI"
    if rival > topic or (lens.other.search(spot.right) and not lens.topic.search(spot.right)):
        return True
    if other > own or _last(_ERRAND.split(lens.topic.sub(" ", spot.right[:40]))[0]) is Cue.OTHER:
        return True
    return _names_another_app(line, spot, lens)


OWN_WORDS = 40
"""Letters behind a number in which an application's name is what was installed on so many."""
_WENT_OUT = re.compile(
    r"\b(?:ra quan|to chuc|huy dong|bo tri|thanh lap)\b[^,;]*\b(?:buoi|dot|lan|doi|to|nguoi|toi|ngay|nhom)\b[^,;]*\b(?:duoc|dc)\s*$"
)
"""Before a number of the indicator's own things: how it was done, "ra quân 2 buổi được 38 máy"."""
_ERRAND = re.compile(
    r"\b(?:den|di|ra|toi|khi|luc|sau khi|trong khi)\s(?:\w+ )?(?:lam|nop|nhan|giao dich|kham|mua|tham du|du|hop|giai quyet)\b"
)
"""What people came for, behind what was done for them: "45 máy khách đến làm hồ sơ"."""
_APP = re.compile(r"(?:cai dat|cai|tai|kich hoat)\s+(?:ung dung|app|phan mem|phan mem ung dung)?\s*")


def _names_another_app(line: Line, spot: _Spot, lens: Lens) -> bool:
    """Whether what was installed is a name (capitals within the clause) that is not the indicator's."""
    start = spot.number.start - len(spot.clause)
    for match in _APP.finditer(spot.clause):
        at = start + match.end()
        word = re.match(r"[A-ZĐ][\w\-]*", line.text[at : spot.number.start])
        if word is None or line.text.isupper():
            continue
        if line.folded[at : at + len(word.group())] in lens.topic_words or lens.topic.match(line.folded, at):
            continue
        if spot.clause[match.end() : match.end() + 1] == "~":
            continue  # a unit's name
        if word.group().isupper() and len(word.group()) > 2:
            return True
        if re.search(r"ung dung|app|phan mem", match.group()):
            return True
    return False


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
