"""The words round a number: its clause, its sentence, what it counts, each folded and with units' names and dates blanked."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from parsers.figures.cues import LETTERS, TIMES, has_cue, last_cue
from parsers.figures.lexicon import CLASSIFIERS, COMPOUNDS, CUE, NOT_A_NOUN, NOT_A_NOUN_FOLDED, PEOPLE, SHADES, Cue
from parsers.figures.lines import Line
from parsers.figures.mentions import Lens
from parsers.figures.names import Named, Names
from parsers.figures.numbers import Number, Shape
from parsers.figures.weeks import WeekMention
from parsers.text import fold
from parsers.values import Week

MARK = re.compile(
    r"[\u2600-\u27bf\U0001f300-\U0001faff]|[,;!?(){}\[\]|\t]|[.](?=\s|$|/)|(?:\s[-–—/]\s)|/\s?(?=chi tieu|ke hoach|muc tieu)|(?<![a-z0-9])(?:nhung|(?<!ba )(?!(?<=\d )con may\b)con(?! phai\b| lai\b| so\b| gai| trai| chau| em\b))(?![a-z0-9])"
)
_SENTENCE = re.compile(
    r"[\u2600-\u27bf\U0001f300-\U0001faff]+|[;!?]+|[:=]-?[)(dpv]+(?=\s|$)|[.](?=\s+\D|\s*$|/)|[.](?=\s+\d)"
)
_COMMA_CLAUSE = re.compile(
    r"[,(\[|\t]|\s[-–—/]\s|(?<![a-z0-9])(?:va|nhung|(?<!ba )con(?! thieu| phai\b| lai\b| so\b| gai| trai| chau| em\b))(?![a-z0-9])"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What a reader needs besides the line."""

    lens: Lens
    names: Names
    near: dt.date | None
    week: Week | None = None
    """What the letter says of its week in its subject and own words, where it says one thing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
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


def sentences_of(folded: str) -> Iterator[tuple[int, int]]:
    """Give where the sentences of a line begin and end."""
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


def left_begin(folded: str, before: int, number: int) -> int:
    """Skip what still belongs to the number before: its words up to the first mark."""
    mark = MARK.search(folded, before, number)
    if joined := _JOINED.search(folded, before, number):
        return joined.start()  # "214 hộ được tuyên truyền và 96 máy"
    if mark is None or (mark.group() == "(" and not folded[mark.end() : number].strip()):
        return before  # "đạt 92% kế hoạch tuần (150 máy)": what stands before a bracket says what it holds
    return mark.start()


_CLASSIFIER = re.compile(r"\s*" + CLASSIFIERS)
_BRACKETED_CLASSIFIER = re.compile(r"\s*(?:\(\s*)?" + CLASSIFIERS)
_COUNTED_PEOPLE = re.compile(rf"(?:luot )?{PEOPLE}\b")


def past_noun(folded: str, end: int, limit: int, lens: Lens) -> int:
    """Give the place behind a number and its noun."""
    classifier = _CLASSIFIER.match(folded, end, limit)
    match = lens.noun.match(folded, classifier.end() if classifier else end, limit)
    return match.end() if match else end


def right_of(folded: str, end: int, limit: int, *, has_next: bool) -> str:
    """Give the words after a number that are its own: up to a mark; a bracket right after them without a number belongs to them."""
    mark = MARK.search(folded, end, limit)
    if mark is None:
        return folded[end:limit] if not has_next else " " + " ".join(folded[end:limit].split()[:2])
    words = folded[end : mark.start()]
    if mark.group() == "(" and (reported := _REPORTED.match(folded, mark.end())):
        return f"{words} {reported.group()}"
    if mark.group() == "(" and (closing := folded.find(")", mark.end(), limit)) > 0:
        inside = folded[mark.end() : closing]
        if (
            ((cue := last_cue(inside)) in TIMES or cue in (Cue.NOT, Cue.TARGET))
            and not has_cue(inside, Cue.DIFFERENCE)
            and not _THE_OTHERS.match(inside)
        ):
            return f"{words} {inside}"
    return words


_THE_OTHERS = re.compile(r"\s*(?:so )?con (?:lai|thi)?\b")
"""What a bracket behind a number may begin with: why there were no more, "204 (còn lại máy cũ)"."""
_REPORTED = re.compile(r"\s*da (?:duoc )?(?:bao cao|bao|gui|nop)(?! lai| nham| sai)\b")
"""What a bracket behind a number may begin with: it was reported before."""


def right_limit(folded: str, end: int, limit: int) -> int:
    """Give where the words behind a number end."""
    mark = MARK.search(folded, end, limit)
    return mark.start() if mark else limit


def next_count(inside: list[Number], index: int, end: int) -> int:
    """Give where the next number that may be a count begins, else the sentence's end."""
    return next((each.start for each in inside[index + 1 :] if each.shape is not Shape.OTHER), end)


def tail_of(folded: str, start: int, limit: int) -> str:
    """Give the words behind a number to the end of its sentence."""
    mark = _TAIL_END.search(folded, start, limit)
    return folded[start : mark.start() if mark else limit]


_TAIL_END = re.compile(rf",(?!\s*(?:va )?{PEOPLE}\b)|;|[.](?=\s|$|/)")
"""A tail runs through a list of people: "214 học sinh, phụ huynh được hướng dẫn cài đặt"."""
_ANEW = re.compile(r":\s(?=[^:]*(?:\b(?:tuan|ky) (?:nay|~)|~))")


def told_anew(clause: str, lens: Lens) -> str:
    """Give a clause from its last colon, where what stands behind it says week or unit, and deed, by itself."""
    begins = [match.end() for match in _ANEW.finditer(clause) if lens.core_verb.search(clause, match.end())]
    return clause[begins[-1] :] if begins else clause


_THIS_WEEK_ANEW = re.compile(r":\s(?=[^:]*\b(?:tuan|ky) (?:nay|~)[^:]*$)")


def said_anew(clause: str) -> str:
    """Give a clause from the colon before "tuần này" on: what stands before it says why or to whom."""
    return _THIS_WEEK_ANEW.split(clause)[-1]


def clause_before(left: str) -> str:
    """Give the clause of a number's own that ends right before it."""
    marks = [match.end() for match in _COMMA_CLAUSE.finditer(left)]
    # A bracket or comma right before the number ("trong tuần (45)") does not part it from its words.
    usable = [place for place in marks if left[place:].strip(" (:-–~")]
    return left[usable[-1] :] if usable else left


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
    word = LETTERS.match(rest)
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


def noun_at(line: Line, number: Number, right: str, lens: Lens) -> str:
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


_FILLERS: dict[str, tuple[str, ...]] = {
    folded: tuple(word for word in NOT_A_NOUN if fold(word) == folded) for folded in NOT_A_NOUN_FOLDED
}


def counts_own(after: str, lens: Lens) -> bool:
    """Whether the words after a number begin with the indicator's own noun; a tone typed as a letter ("mays") is none."""
    after = re.sub(r"\b([a-z]{2,})[sfrxj]\b", r"\1", after[:40])
    return _noun(after, lens) == "core"
