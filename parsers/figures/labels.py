"""What the heads and row labels of a table say: the words' role, how firmly they tie to the indicator, units, weeks, days, totals."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache, partial

from parsers.figures import cues, plain_words, roles, spots, weeks
from parsers.figures.lexicon import CUE, Cue
from parsers.figures.lines import Line, Source, line
from parsers.figures.mentions import Grip, Lens, Role
from parsers.figures.names import Named, several
from parsers.figures.spots import Context
from parsers.figures.weeks import Strength, WeekMention
from parsers.text import fold

_TOTAL = re.compile(
    r"^(?:[ivx\d]+[.)]?\s*)?(?:tong(?: cong| so| cong so)?|cong|t/?cong|tc|tong hop|cong chung|(?:toan|ca) (?!thang|nam|quy|ngay|dem|sang|chieu|toi|truc|mot|hai|ba)[a-z]+)\b(?!.*\b(?:chuc|an|tac|dan)\b)(?! don\b)"
)
_OF_WHICH = re.compile(r"^[\W\d]*(?:trong (?:do|so do|so nay|tong so)|o do|gom co|bao gom|chia ra|chia theo|gom)\b")
_WEEKDAY = re.compile(r"^\W*(?:thu (?:hai|ba|tu|nam|sau|bay|[2-7])|t[2-7]|cn|chu nhat)\b")
_BEFORE_NAME = re.compile(r"^[\W\d]*(?:(?:don vi|ten don vi|co quan)\s*:?\s*)?$")
_REST = re.compile(r"[a-z0-9]")
_SINCE = re.compile(r"\b(?:ke )?tu (?:ngay )?$")
_PERCENT = re.compile(r"%|ty le|ti le|phan tram")
_RESULT = re.compile(r"ket qua|da (?:cai|thuc hien)|thuc hien duoc|duoc cai")
_STOCK = re.compile(
    r"\btruoc (?:ky|dot|tuan nay|khi)\b|^\W*(?:tong )?(?:so )?(?:smartphone|(?:may |dien thoai |dt )thong minh)(?: hien co)?\W*$|\b(?:da|co) (?:co )?(?:san|ung dung|app)\b|\bda (?:cai|co)\b[^,;.]*\b(?:tu truoc|truoc do|san)\b"
)
_HOUSEHOLDS = re.compile(
    r"\W*(?:tong )?(?:so )?(?:luong )?ho\b(?: [a-z]+){0,3} (?:da|duoc|co)\b(?!.*\b(?:may|dien thoai|ho tro)\b)"
)
"""Counts households, not what they carry: "Hộ đã cài"."""
_HAVE = re.compile(r"\b(?:da|dang|hien) (?:co|dung|su dung) (?:san )?")
"""They had it before: what follows must be the indicator's own name."""


@dataclass(frozen=True, kw_only=True)
class Label:
    """What the heads of a column or the label of a row say."""

    text: str
    folded: str
    role: Role
    soft: bool
    """Excluded for an occasion or group of people alone: below a head that counts the indicator's things it only names a part."""
    grip: Grip
    topical: bool
    timed: bool
    """Its lowest head itself says a time: "Trong tuần", "Lũy kế"."""
    named: bool
    """Nothing but the indicator's own name: "Bluezone" among other applications."""
    units: tuple[str, ...]
    week: WeekMention | None
    """What orders it among others: a date before a number."""
    stated: WeekMention | None
    """What it says of the period of its figures."""
    line: Line
    total: bool
    of_which: bool
    """It begins a list of parts of what stands before it."""
    counted: bool
    """Nothing but the label of some figure: "Số lượng", "Kết quả"."""
    weighed: Callable[[], tuple[str, ...]] = field(compare=False, repr=False)
    """Looks for its strange words: only those of labels with figures matter."""
    day: bool
    """One day of a week: "Thứ 2", "24/8"."""
    weekday: bool
    """Called by the name of its day."""

    @cached_property
    def strange(self) -> tuple[str, ...]:
        """Give the words that might change what its figures are worth."""
        return self.weighed()

    @property
    def is_silent(self) -> bool:
        """Whether it says nothing of what its figures are."""
        return not self.folded.strip(" ~")


def label(text: str, source: Source, context: Context, pieces: tuple[str, ...] = ()) -> Label:
    """Read a label; `pieces` are the heads that it is put together from, each of which may call it a total."""
    made = line(text[:300], "", source)
    named = context.names.find(made.folded)
    if (
        not named
        and (kind := context.names.kind(made.folded)) is not None
        and not _REST.search(made.folded[kind.end :])
    ):
        named = [kind]  # "UBND xã", "Bộ phận một cửa" in a table of both units of an address
    dates = weeks.find(made, context.near)
    folded = spots.quiet(made, named, dates, context).strip()
    # "Lũy kế từ 26/8" begins then; it is no week among others.
    own = [date for date in dates if not date.previous and not _SINCE.search(made.folded[: date.start])]
    role = role_of(folded, context)
    if any(date.previous for date in dates):
        role = Role.LAST
    elif (
        role in (Role.PLAIN, Role.TOTAL)
        and not any(date.first for date in dates)
        and any(_SINCE.search(made.folded[: date.start]) for date in dates)
    ):
        role = Role.CUMULATIVE  # "Kết quả từ 26/8"
    elif any(date.long for date in dates):
        role = Role.CUMULATIVE
    elif len(pieces) > 1 and _AIM.fullmatch(fold(pieces[-1]).strip()):
        role = Role.EXCLUDED  # "Số máy được cài đặt" over "Chỉ tiêu", "Trong tuần", "Lũy kế"
    lens = context.lens
    stated = [date for date in own if date.strength is not Strength.LOOSE]
    return Label(
        text=text,
        folded=folded,
        role=role,
        soft=role is Role.EXCLUDED and not _is_other(folded, lens),
        grip=_grip(folded, role, context),
        timed=role_of(fold(pieces[-1] if pieces else text), context) in (Role.WEEK, Role.LAST, Role.CUMULATIVE),
        named=lens.topic.fullmatch(fold(pieces[-1] if pieces else text).strip()) is not None,
        topical=lens.topic.search(folded) is not None or lens.core_verb.search(folded) is not None,
        units=_row_units(made.folded, named),
        weighed=partial(_strange, made, dates, named, context),
        counted=any(map(str.isalpha, folded)) and cues.only_label(folded, lens),
        weekday=_WEEKDAY.match(made.folded) is not None,
        day=_WEEKDAY.match(made.folded) is not None or any(_is_day(date) for date in dates),
        week=max((date for date in own if date.last), key=lambda date: (date.strength, date.start), default=None)
        or (own[-1] if own else None),
        stated=next((date for date in stated if date.strength is Strength.STATED and date.last), None)
        or next(iter(stated), None),
        line=made,
        total=any(is_total(piece) for piece in (text, *pieces)),
        of_which=_OF_WHICH.match(folded) is not None,
    )


_AIM = re.compile(r"(?:chi tieu|ke hoach|muc tieu|dinh muc|k/?h|c/?t)(?: (?:giao|duoc giao|tuan|nam|tp giao))*")


def is_total(text: str) -> bool:
    """Whether words call their figures a total."""
    return _TOTAL.match(fold(text)) is not None


def _grip(folded: str, role: Role, context: Context) -> Grip:
    lens = context.lens
    if role is Role.EXCLUDED:
        return Grip.NONE
    if roles.names_thing(folded, lens.core_noun) or lens.core_verb.search(folded):
        return Grip.CORE
    if lens.verb.search(folded):
        return Grip.WEAK
    # People and times are counted for many things: alone they tie no figure, "Hành khách qua lại" least of all.
    return Grip.WEAK if roles.names_thing(folded, lens.noun) and cues.only_label(folded, lens) else Grip.NONE


def _is_day(date: WeekMention) -> bool:
    return date.first is None and date.last is not None and date.strength is Strength.LOOSE


def _row_units(folded: str, named: list[Named]) -> tuple[str, ...]:
    """Give the units that a label is the name of: what stands before the name makes it something else ("Đoàn phường Ka Long")."""
    return several(each for each in named if _BEFORE_NAME.match(folded[: each.start]))


def _strange(made: Line, dates: list[WeekMention], named: list[Named], context: Context) -> tuple[str, ...]:
    lens = context.lens
    known = [
        match.span() for pattern in (lens.topic, lens.noun, lens.verb, CUE) for match in pattern.finditer(made.folded)
    ]
    known += [(each.start, each.end) for each in (*dates, *named)]
    place = plain_words.Place(spans=((0, len(made.text)),), known=tuple(known), number=-1, at_large=True)
    return plain_words.unknown_at(made.text, made.folded, place, context.names.vocabulary)


def role_of(folded: str, context: Context) -> Role:
    """Tell what a label says: exclusions outweigh, then running totals, then the week."""
    return _role(folded, context.lens)


@lru_cache(maxsize=1024)
def _role(folded: str, lens: Lens) -> Role:
    cues = _cues(folded)
    if _is_other(folded, lens):
        return Role.EXCLUDED
    if (
        (Cue.POPULATION in cues and lens.verb.search(folded) is None)
        or (Cue.OTHER in cues and lens.deed.search(folded) is None)
        or roles.counts_other(folded, lens)
        or _HOUSEHOLDS.match(folded)
    ):
        return Role.EXCLUDED
    for cue, role in ((Cue.LAST, Role.LAST), (Cue.CUMULATIVE, Role.CUMULATIVE), (Cue.WEEK, Role.WEEK)):
        if cue in cues:
            return role
    if Cue.UNTIL in cues:
        return Role.UNTIL
    return Role.TOTAL if Cue.TOTAL in cues else Role.PLAIN


@lru_cache(maxsize=1024)
def _cues(folded: str) -> frozenset[Cue]:
    return frozenset(Cue(str(match.lastgroup)) for match in CUE.finditer(folded + " ."))


@lru_cache(maxsize=1024)
def _is_other(folded: str, lens: Lens) -> bool:
    """Whether a label says that its figures are none of the indicator's: shares, goals, differences, other applications, stock."""
    cues = _cues(folded)
    thing = lens.noun.search(folded)
    if thing is not None and not roles.names_thing(folded, lens.noun) and lens.verb.search(folded) is None:
        return True  # máy in, máy tính
    if _PERCENT.search(folded) or (lens.other.search(folded) and not lens.topic.search(folded)):
        return True
    if Cue.TARGET in cues and not _RESULT.search(folded):
        return True
    have = _HAVE.search(folded)
    if _STOCK.search(folded) or (have is not None and lens.topic.match(folded, have.end()) is not None):
        return True
    rest = re.search(
        r"\b(?:cac|nhung|\d+)\b.*\bcon lai\b", folded
    )  # "Các trường còn lại" are the others, not what is left to do
    return Cue.DIFFERENCE in cues or (Cue.NOT in cues and rest is None)
