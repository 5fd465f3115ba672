"""Zero in words: a closed list of whole sentences, because `không` is both "not" and "none".

A sentence is stripped of politeness, time and the unit's name; what is left must be one of the forms from its first to its last word.
"""

from __future__ import annotations

import re
from functools import lru_cache

from parsers.figures import weeks
from parsers.figures.cues import only_label
from parsers.figures.lexicon import LABEL_WORDS, NOT_REPORTING
from parsers.figures.lines import Line
from parsers.figures.mentions import Grip, Lens, Mention, Role
from parsers.figures.names import several
from parsers.figures.spots import Context

_SENTENCES = re.compile(r"[^.;!?…]+[.;!?…]?")
_WEEK = r"(?:(?:o |trong |cua )?(?:tuan|ky)(?: bao cao)?(?: nay| qua| vua qua| vua roi| \d+)?|tuan nay|ky nay)"
_WHO = r"(?:(?:don vi|co quan|phuong|xa|truong|ban|bo phan|trung tam|chung toi|chung em|ben em|em|toi|phia don vi|don vi (?:em|toi|chung toi|minh))(?: (?:em|toi|chung toi|minh|nay))?)"
_POLITE = re.compile(
    r"\b(?:kinh gui|kinh thua|da|thua|xin|bao cao(?: voi)?(?: anh| chi| phong| cac anh chi)?(?: la)?|bao cho|thong bao|a|ah|nhe|nha|em xin|ket qua(?: la| nhu sau)?|cu the|so lieu|bc|nhu sau|voi anh|voi chi|anh|chi)\b"
)
_REASON = re.compile(r"\s*(?:\(|,?\s*\b(?:do|vi|boi|ly do)\b).*$")
_SHORT = re.compile(r"\b(?:ko|kg|khg|hok|hong|k)\b")


# Each word's first letter before what may not stand in front of it: so the engine skips from one such letter to the next.
_DENIES = re.compile(r"k(?<!\wk)(?:hong|o|g|hg)?\b|c(?<!\wc)hua\b|h(?<!\wh)ok\b")


@lru_cache(maxsize=16)
def _forms(noun: str, verb: str, topic: str) -> re.Pattern[str]:
    nouns = rf"(?:{noun}|so lieu|truong hop|may)"
    verbs = rf"(?:{verb}|phat sinh|co|thuc hien)"
    app = rf"(?:(?: ung dung| app| phan mem)?(?: {topic}))?"
    more = r"(?:(?: (?:duoc|dc|da|moi|them|thanh cong|nao|dien thoai|smartphone|cho nguoi dan|cho ai|cua nguoi dan))*)"
    done = rf"(?:(?: (?:{verb}|phat sinh))*{more}{app}{more})"
    forms = (
        # không phát sinh (thêm) (máy (nào) (được cài đặt))
        rf"khong (?:co )?phat sinh(?: moi| them)?(?: (?:so )?{nouns})*(?: nao)?(?:{done})*(?: them| moi)?",
        # không (có|cài được|hỗ trợ được) máy nào (được cài)
        rf"(?:khong|chua) (?:{verbs}|duoc|,| )*(?:duoc|dc|them|them duoc|moi)?\s*(?:cho )?(?:{nouns} )*nao(?:{done})*",
        rf"(?:khong|chua) co (?:them )?(?:{nouns} ?)+(?:nao)?(?: (?:duoc|moi|them|moi duoc))*(?: {verb})+(?:{done})*",
        # không cài được máy Bluezone nào
        rf"(?:khong|chua) (?:{verbs}|duoc|dc| )*(?:them )?(?:cho )?(?:{nouns} ?)+(?:duoc |dc )?(?:{verb} )?(?:ung dung |app )?{topic} nao(?:{done})*",
        # bao cao khong co so lieu
        r"khong co so lieu(?: phat sinh| moi)?",
    )
    return re.compile("|".join(f"(?:{form})" for form in forms))


def read(line: Line, context: Context) -> list[Mention]:
    """Give a zero for each sentence of a line that says nothing but that there were none."""
    folded = line.folded
    if not _DENIES.search(folded):
        return []
    dates = [(date.start, date.end) for date in weeks.find(line, context.near)]
    letters = list(folded)
    for start, end in dates:
        letters[start:end] = " " * (end - start)
    for named in context.names.find(folded):
        letters[named.start : named.end] = " " * (named.end - named.start)
    blank = "".join(letters)
    # "ngày 25/12 cửa khẩu nghỉ nên không phát sinh": none on that day
    days = [
        date.start
        for date in weeks.find(line, context.near)
        if date.last is not None and date.first is None and date.strength is weeks.Strength.LOOSE
    ]
    return [
        Mention(
            role=Role.ZERO,
            value=0,
            evidence=line.evidence(match.start(), match.end(), "prose/zero-sentence"),
            grip=Grip.CORE,
            units=_units(folded, match.start(), match.end(), context),
            topical=context.lens.core_verb.search(match.group()) is not None
            or context.lens.core_noun.search(match.group()) is not None,
            sure=line.source.sure,
        )
        for match in _SENTENCES.finditer(blank)
        if _says_none(match.group(), context.lens)
        and not _OF_A_DAY.search(match.group())
        and not any(match.start() <= day < match.start() + _until_denied(match.group()) for day in days)
    ]


def _until_denied(sentence: str) -> int:
    """Give where a sentence begins to deny: a day behind it only says why, "do học sinh nghỉ lễ 2/9"."""
    denies = _DENIES.search(sentence)
    return denies.start() if denies else len(sentence)


_OF_A_DAY = re.compile(r"\b(?:hom nay|sang nay|chieu nay|hom qua)\b")


def _units(folded: str, start: int, end: int, context: Context) -> tuple[str, ...]:
    sentence = folded[start:end]
    named = context.names.with_kinds(sentence)
    return several(each for each in named if not NOT_REPORTING.search(sentence[: each.start]))


def _says_none(sentence: str, lens: Lens) -> bool:
    sentence = _SHORT.sub("khong", sentence)
    if "?" in sentence or not re.search(r"\b(?:khong|chua)\b", sentence):
        return False
    if _is_valued_none(sentence, lens):
        return True
    rest = re.sub(r"[^a-z0-9 ,(/]", " ", sentence)
    rest = _own_clause(rest)
    at = re.search(r"\b(?:khong|chua)\b", rest)
    rest = rest[: at.end()] + _REASON.sub("", rest[at.end() :]) if at else rest
    rest = re.sub(r"[,/()]", " ", rest)
    at = re.search(r"\b(?:khong|chua)\b", rest)
    if at is None:
        return False
    if _SOME_OF_US.search(rest[: at.start()].strip()):
        return False
    before, said = rest[: at.start()], re.sub(r"\s+", " ", rest[at.start() :])
    said = re.sub(rf"\s{_WEEK}\s*$", "", said.strip() + " ").strip()
    said = _POLITE.sub(" ", said)
    return (
        _is_frame(before, lens)
        and _forms(_inner(lens.noun), _inner(lens.verb), _inner(lens.topic)).fullmatch(
            re.sub(r"\s+", " ", said).strip()
        )
        is not None
    )


def _own_clause(rest: str) -> str:
    """Leave out clauses before the one that denies: why there were none, or what else happened; none may set a condition."""
    at = re.search(r"\b(?:khong|chua)\b(?=[^,]*$)", rest)
    comma = rest.rfind(",", 0, at.start()) if at else -1
    if comma < 0 or _CONDITION.search(rest[:comma]) or re.search(r"\b(?:khong|chua)\b", rest[:comma]):
        return rest
    week = re.match(rf"\s*{_WEEK}\s*,", rest)
    return (week.group().replace(",", " ") if week else "") + rest[comma + 1 :]


_SOME_OF_US = re.compile(
    r"\b(?:co|mot so|vai|may|cac) (?:thon|khu|to|lop|truong|doi|chot|ban|xom|diem|quay)\b[^.;]{0,12}$"
)
"""Before what denies: only some of the unit's parts had none."""
_CONDITION = re.compile(r"\b(?:neu|khi|cac may|so may con|loi|de|phai|can|truong hop nao)\b")


def _is_valued_none(sentence: str, lens: Lens) -> bool:
    """Whether a label of the indicator has "không" for its value: "Số máy cài mới: Không"."""
    match = re.fullmatch(r"(?P<label>[^:]+):\s*(?:khong(?: co)?|0)\s*(?:may|phat sinh)?\s*[.;,!]*\s*", sentence)
    if match is None:
        return False
    label = match["label"]
    if re.search(r"\b(?:khong|chua)\b", label):
        return False  # "Không có smartphone: 0"
    return (lens.core_noun.search(label) or lens.deed.search(label)) is not None and only_label(label, lens)


def _inner(pattern: re.Pattern[str]) -> str:
    """Give the alternatives of a wording's pattern."""
    return "(?:" + pattern.pattern.split("(?:", 1)[1].rsplit(")(?!", 1)[0] + ")"


_FRAME = re.compile(
    rf"(?:{_WEEK}|{_WHO}|thi|tu|den|ngay|nay|tai|o|ve|viec|cong tac|tinh hinh|trien khai|va|cua|la|hien|:|-|\s)+"
)
_NO_SUBJECT = re.compile(
    r"\b(?:neu|khi|kho khan|vuong mac|nhung|vi|hien tuong|cac may|so may con|loi|de|phai|can|ai|truong hop nao|dich|ca|khac|con lai|(?:co|cac|mot so|vai|may) (?:thon|khu|to|lop|truong|doi|chot|ban|xom))\b"
)
SUBJECT_WORDS = 5
"""So many words may name the sender in a way that the roster doesn't know: "Kho bạc", "BQL chợ"."""


def _is_frame(before: str, lens: Lens) -> bool:
    """Whether what stands before the negation is only time, politeness, the sender and the subject of the report."""
    rest = _POLITE.sub(" ", before)
    rest = lens.topic.sub(" ", rest)
    rest = lens.verb.sub(" ", rest)
    rest = re.sub(r"\b(?:ung dung|app|phan mem)\b", " ", rest)
    rest = LABEL_WORDS.sub(" ", lens.noun.sub(" ", rest))
    rest = re.sub(rf"{_WEEK}|{_WHO}", " ", rest)
    rest = re.sub(r"[^a-z0-9 ]", " ", rest)
    words = rest.split()
    if not words or _FRAME.fullmatch(" ".join(words) + " "):
        return True
    return len(words) <= SUBJECT_WORDS and not any(map(str.isdigit, rest)) and not _NO_SUBJECT.search(rest)
