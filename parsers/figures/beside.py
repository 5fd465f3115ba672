"""What the numbers of one line say about each other: sums, weeks side by side, parts and goals."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import accumulate, pairwise

from parsers.figures import remarks
from parsers.figures.lexicon import PEOPLE
from parsers.figures.lines import Line
from parsers.figures.mentions import CANDIDATES, Grip, Lens, Mention, Role
from parsers.figures.spots import Context
from parsers.figures.weeks import WeekMention
from parsers.values import Doubt

SETTLED = frozenset({Role.EXCLUDED})
"""Roles that no doubt about their words can change."""
# Difficulties and proposals, up to where a report begins again.
_REMARKS_END = re.compile(r"\bket qua\b|\bso may\b|\b(?:tuan|ky) nay\b|\btong\b")


def beside_each_other(line: Line, mentions: list[Mention], dates: list[WeekMention], context: Context) -> list[Mention]:
    """Weigh the mentions of a line against each other: sums, weeks, parts, goals."""
    mentions = _beside_an_increase(line, _beside_last_weeks_number(mentions, dates, context))
    mentions = _beside_this_week(line, _with_listed_parts(line, _beside_all_of_them(line, mentions)))
    mentions = _beside_new_ones(
        line, _beside_what_is_left(line, _beside_who_came(line, _beside_the_helped(line, mentions)))
    )
    mentions = _beside_the_topic(line, _beside_both_weeks(line, _beside_the_whole(line, mentions)), context.lens)
    return _beside_a_goal(line, _beside_a_sum(line, _with_bracketed_parts(line, _in_remarks(line, mentions))))


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
            and left.role in CANDIDATES | SETTLED
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
