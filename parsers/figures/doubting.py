"""What leaves a number's worth open: words that weigh on it, and words that nobody knows."""

from __future__ import annotations

import re
from functools import lru_cache

from parsers.figures import plain_words, weeks
from parsers.figures.alternatives import Guarded
from parsers.figures.cues import has_cue, only_label
from parsers.figures.lexicon import (
    ADDED_TO_EARLIER,
    CONDITION,
    MODIFIERS,
    MONTH,
    ONE_DAY,
    QUESTION,
    REQUEST,
    SCOPE,
    TOTALS,
    Cue,
)
from parsers.figures.lines import Line
from parsers.figures.mentions import Lens
from parsers.figures.numbers import Number, Shape
from parsers.figures.roles import AIMS, CHANGES_TO
from parsers.figures.spots import MARK, Context, Spot, past_noun, said_anew, told_anew
from parsers.values import Doubt

_MODIFIERS = tuple((code, Guarded(pattern)) for code, pattern in MODIFIERS)
_MONTH, _ONE_DAY, BEYOND_UNIT, CALLED_TOTAL = map(Guarded, (MONTH, ONE_DAY, SCOPE, TOTALS))
# Cues whose words a clause may hold although they are no plain ones: what they mean has been weighed.
_HARMLESS_CUES = re.compile(
    r"lu[yi] ?ke|cong don|tu dau\s+\w+(?:\s+\w+)?|phat sinh|trong do|bao gom|cu the|chia ra|so voi|tuan truoc|ky truoc|tang(?: them)?|giam|chi tieu|ke hoach|"
    r"tinh (?:den|toi)(?: nay)?|den nay|t/c|dinh chinh|sua lai|gui lai|bao cao lai|dung la|dung phai la|chinh xac la|thay (?:cho|the)|nham|(?:chu )?(?:khong|ko|kg|k|hok) phai(?: la)?|chu (?:khong|ko|k)\b|bo sung|thanh(?= \d)"
)
FIGURES = frozenset({"percent", "money", "phone", "measure", "long"})
"""Other numbers that have words of their own before and after; places, years and the like are words of the next number."""
HELPED_NOW = re.compile(
    r"\b(?:giup|ho tro|huong dan|cai moi|moi cai|cai them|kich hoat|cai (?:dat |xong |duoc |thanh cong )*cho)\b"
)
"""Not how many of all people have it, but what was done for some of them."""


def doubts_of(line: Line, spot: Spot, piece: tuple[int, str], found: list[Number], lens: Lens) -> list[Doubt]:
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
    if (_MONTH.search(spot.sentence) or _OF_ALL_MONTH.search(sentence)) and not has_cue(sentence, Cue.WEEK):
        doubts.append(Doubt(code="not-a-week", about=line.text[: number.end].strip()[-80:]))
    if _STAFF_SO_FAR.search(spot.clause) and not has_cue(spot.sentence, Cue.WEEK):
        doubts.append(Doubt(code="maybe-cumulative", about=shown))
    if lens.other.search(spot.right) and lens.topic.search(spot.right):
        doubts.append(Doubt(code="not-all-of-it", about=shown))  # "25 máy NCOVI và Bluezone"
    if (_PART_ALONE.match(spot.sentence) or _is_place_alone(line, spot, lens)) and not _says_whole(spot):
        doubts.append(Doubt(code="not-all-of-it", about=shown))
    if (some := _SOME_OF_THEM.search(line.folded)) and (some[1] != some[2] or some[3] != some[4]):
        doubts.append(Doubt(code="not-all-of-it", about=shown))
    if _RUNS_SINCE.match(line.folded, number.end):
        doubts.append(Doubt(code="maybe-cumulative", about=shown))
    if _ON_ONE_WEEKDAY.search(told) and not has_cue(spot.sentence, Cue.WEEK):
        doubts.append(Doubt(code="one-day", about=shown))
    if _ITS_SHARE.match(line.folded, number.end):
        doubts.append(Doubt(code="several-figures", about=shown))
    if _REPAIRED.search(spot.left):
        doubts.append(Doubt(code="unknown-words", about="sửa"))
    told = _ADDED_TO_EARLIER.sub("~", told)
    if AIMS.search(spot.sentence):
        # "chỉ tiêu 60 máy, còn thiếu 13 máy", "chỉ tiêu 60, thực tế 47": beside the goal, not beside the report
        told = _SHORT_OF_IT.sub("~", told)
    doubts += [
        Doubt(code=code, about=shown)
        for code, pattern in _MODIFIERS
        if (match := _weighs(code, pattern, told, so_far)) is not None
        and not (code == "a-rate" and _ADDED_UP.search(told, match.end()))
        and not (code == "by-themselves" and _GUIDED.search(spot.clause))
        and not (match.group().startswith("gap ") and has_cue(spot.sentence, Cue.LAST))
        and not (match.group() in ("nam nay", "hom nay", "tuan truoc nua") and has_cue(spot.clause, Cue.WEEK))
    ]
    if (
        _ONE_DAY.search(told_anew(told, lens)) and not has_cue(_PART_OF_WEEK.sub("~", spot.sentence), Cue.WEEK)
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


def _is_place_alone(line: Line, spot: Spot, lens: Lens) -> bool:
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


def _says_whole(spot: Spot) -> bool:
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
_OF_SENTENCE = frozenset({"several-weeks", "some-days", "another-time", "for-others", "provisional", "unsure"})
"""What a sentence begins with holds for all of its numbers: "Ba tuần qua cài 20, 22 và 25 máy"."""
_WHEREVER = frozenset({"provisional", "unsure", "for-others", "several-weeks"})


def _weighs(code: str, pattern: Guarded, told: str, so_far: str) -> re.Match[str] | None:
    """Give the words that weigh on a number, looked for as far as their kind reaches."""
    if code in _OF_SENTENCE and (match := pattern.search(so_far)):
        return match
    return pattern.search(told) if code in _WHEREVER or code not in _OF_SENTENCE else None


def _own_words(spot: Spot, piece: tuple[int, str], found: list[Number]) -> tuple[str, str]:
    """Give a number with its own words, and the sentence up to it with the words right behind; numbers of places are blanked.

    They reach back to the number before and on to the next one, itself included: "30 máy, trùng 4 máy".
    """
    start, sentence = piece
    place = spot.number.start - start
    counting = [
        each
        for each in found
        if start <= each.start < start + len(sentence) and (each.shape is not Shape.OTHER or each.name in FIGURES)
    ]
    first = max((each.end - start for each in counting if each.end <= spot.number.start), default=0)
    if first and (mark := MARK.search(sentence, first, place)):
        first = mark.start()
    last = min((each.end - start for each in counting if each.start > spot.number.start), default=len(sentence))
    told = _without_codes(sentence, start, found)
    return told[first:last], told[: place + spot.number.end - spot.number.start] + spot.right


def _is_asked(line: Line, spot: Spot, sentence: str, told: str) -> bool:
    """Whether a number stands in a question: its sentence ends with the mark, or its own words on its own line ask."""
    if sentence.rstrip().endswith("?"):
        return True
    begin, end = line.stretch(spot.number.start)
    return QUESTION.search(told) is not None and QUESTION.search(line.folded, begin, end) is not None


def ends_there(line: Line, spot: Spot) -> bool:
    """Whether nothing of its own line follows a number but a mark."""
    end = min(line.stretch(spot.number.start)[1], spot.number.end + len(spot.right))
    return not line.folded[spot.number.end : end].strip(" |,;.")


_SHORT_OF_IT = re.compile(r"\b(?:con )?thieu (?=\d)|\bthuc te\b")
_ON_ONE_WEEKDAY = re.compile(
    r"(?:^|[,;.]\s)\s*(?:sang |chieu |toi |hom |ngay )?(?:thu (?:hai|ba|tu|nam|[2-5])|chu nhat|cn)\s*(?:\(?~+\)?,?\s*)?(?::|(?:tai [^,;.:\d]{1,25} )?(?:da )?(?:cai|duoc|ho tro|huong dan)\b)"
    r"|(?<!den )(?<!het )(?<!tu )\b(?:ca|buoi) (?:sang|trua|chieu|toi|dem) (?:thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat|cn|t[2-7])\b"
)
_RUNS_SINCE = re.compile(r"[^.;\d]{0,40}[,(]\s*(?:cong don|lu[yi] ?ke|tinh)(?: ca)? tu (?:dau|khi)\b[^.;\d]*(?:[.;]|$)")
_ITS_SHARE = re.compile(
    r"\s*(?:[a-z]+ ){0,3}?(?:da |duoc )?(?:cai|dat)(?: dat| duoc)* \d+(?:[.,]\d+)?\s?%(?! (?:ke hoach|chi tieu|muc tieu|kh\b))"
)
"""Behind a number: only a share of it has it, "90 máy đã cài 50%"."""


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


def strange_words(line: Line, spot: Spot, found: list[Number], context: Context) -> tuple[str, ...]:
    """Give the words of a number's own clause that might change what it is worth."""
    lens, number = context.lens, spot.number
    # Why it came to so many changes nothing about how many.
    since = [match.span() for match in _SINCE.finditer(line.text, 0, number.start)]
    reason = _REASON.search(line.text, number.end, spot.right_end)
    spans = [
        (number.start - len(said_anew(spot.clause) if spot.noun == "core" else spot.clause), number.start),
        (number.end, reason.start() if reason else spot.right_end),
    ]
    known = [*_weighed_elsewhere(line.folded, lens), *since]
    if changed := CHANGES_TO.search(line.folded, 0, number.start):
        known.append(changed.span())
    known += [(date.start, date.end) for date in weeks.find(line, context.near)]
    known += [(each.start, each.end) for each in context.names.find(line.folded)]
    known += context.names.proper(line.text, line.folded)
    known += [match.span() for match in _ASIDE.finditer(line.folded, 0, number.start)]
    known += [(each.start, each.end) for each in found]
    known += [match.span() for match in _COUNTED_PLACES.finditer(line.text)]
    if HELPED_NOW.search(spot.clause) and (lacked := _WHO_LACKED.match(line.folded, number.end)):
        known.append(lacked.span())
    place = plain_words.Place(
        spans=tuple(spans),
        known=tuple(known),
        number=number.start,
        end=past_noun(line.folded, number.end, len(line.folded), lens),
        at_large=any(lens.core_verb.search(words) for words in (spot.clause, spot.right))
        and _IS_DONE.search(spot.clause + " " + spot.right) is not None,
    )
    after = line.text[number.end : number.end + len(spot.tail)]
    if but := _BUT.search(after):
        return (but.group(),)
    return plain_words.unknown_at(line.text, line.folded, place, context.names.vocabulary)
