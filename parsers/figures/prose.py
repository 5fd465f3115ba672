"""Figures in running text: each number gets its role from the words of its own clause.

Words before a number, back to the number before it, say what it is; words after it, up to the next mark, may say so too ("45 máy
trong tuần, 1.234 máy lũy kế"); times ("tuần trước, ...") hold for the whole sentence, other words for their clause alone.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from parsers.figures import changes, numbers, weeks
from parsers.figures.lexicon import CLASSIFIERS, COMPOUNDS, CONDITION, COUNT_LABEL, CUE, NOT_A_NOUN, QUESTION, Cue
from parsers.figures.lines import Line
from parsers.figures.mentions import Grip, Lens, Mention, Role
from parsers.figures.names import Names, several
from parsers.figures.numbers import Number, Shape
from parsers.figures.weeks import Strength, WeekMention
from parsers.values import Doubt

_MARK = re.compile(r"[,;!?(){}\[\]|\t]|[.](?=\s|$|/)|(?:\s[-–—]\s)|(?<![a-z0-9])(?:nhung|con)(?![a-z0-9])")
_SENTENCE = re.compile(r"[;!?]+|[.](?=\s+\D|\s*$|/)|[.](?=\s+\d)")
_LABEL = re.compile(r"^[^\d.;!?]{2,90}[:=]\s*$")
_COMMA_CLAUSE = re.compile(r"[,(\[|\t]|\s[-–—]\s|(?<![a-z0-9])(?:va|nhung|con)(?![a-z0-9])")

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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """A sentence of a line, as a span."""

    start: int
    end: int
    question: bool
    condition: bool


def read(line: Line, context: Context) -> list[Mention]:
    """Give the mentions of a line in their order."""
    dates = weeks.find(line, context.near)
    found = numbers.find(line, [(date.start, date.end) for date in dates], context.lens.noun_words)
    if all(number.shape is Shape.OTHER for number in found):
        return []
    return list(_mentions(line, found, dates, context))


def _mentions(line: Line, found: list[Number], dates: list[WeekMention], context: Context) -> Iterator[Mention]:
    folded = line.folded
    wrong = changes.wrong_places(line)
    heading = ""  # a line's opening words with a week in them hold for its later sentences too
    for piece in _sentences(folded):
        inside = [number for number in found if piece.start <= number.start < piece.end]
        before = piece.start
        intro = False
        for index, number in enumerate(inside):
            after = inside[index + 1].start if index + 1 < len(inside) else piece.end
            if number.shape is Shape.OTHER:
                before = _past(folded, number.end, after, context.lens)
                continue
            left_start = _left_start(folded, before, number.start) if before > piece.start else before
            left = folded[left_start : number.start]
            sentence = folded[piece.start : number.start]
            right = _right(folded, number.end, after, has_next=index + 1 < len(inside))
            mention = _mention(line, number, left, sentence, heading, right, piece, context)
            intro = intro or _last_cue(left, Cue.PARTS) is not None
            local = [
                d
                for d in dates
                if left_start <= d.start < number.start or number.end <= d.start < number.end + len(right)
            ]
            mention = _dated(line, mention, local)
            if any(start <= number.start < end for start, end in wrong):
                mention = replace(mention, role=Role.LAST)
            units = several(context.names.find(left))
            yield replace(
                mention,
                units=units,
                part=intro,
                heads=_announces(folded[number.end : after]),
            )
            before = _past(folded, number.end, after, context.lens)
        if not inside and piece.end - piece.start < 120:
            heading = folded[piece.start : piece.end]


def _sentences(folded: str) -> Iterator[_Piece]:
    start = 0
    for match in _SENTENCE.finditer(folded):
        if match.end() - start > 1:
            yield _piece(folded, start, match.end())
        start = match.end()
    if start < len(folded):
        yield _piece(folded, start, len(folded))


def _piece(folded: str, start: int, end: int) -> _Piece:
    words = folded[start:end]
    return _Piece(
        start=start, end=end, question=QUESTION.search(words) is not None, condition=CONDITION.search(words) is not None
    )


def _left_start(folded: str, before: int, number: int) -> int:
    """Skip what still belongs to the number before: its words up to the first mark."""
    mark = _MARK.search(folded, before, number)
    return mark.start() if mark else before


def _past(folded: str, end: int, limit: int, lens: Lens) -> int:
    noun = re.compile(r"\s*" + CLASSIFIERS).match(folded, end, limit)
    start = noun.end() if noun else end
    match = lens.noun.match(folded, start, limit)
    return match.end() if match else end


def _right(folded: str, end: int, limit: int, *, has_next: bool) -> str:
    stop = limit
    mark = _MARK.search(folded, end, limit)
    if mark is not None:
        stop = mark.start()
        if mark.group() == "(":
            closing = folded.find(")", mark.end(), limit)
            if closing > 0:
                return folded[end:stop] + " " + folded[mark.end() : closing]
    elif has_next:
        return (
            folded[end : min(limit, end + 14)].split(",", maxsplit=1)[0]
            if limit - end < 4
            else _noun_only(folded[end:limit])
        )
    return folded[end:stop]


def _noun_only(words: str) -> str:
    return " ".join(words.split()[:2])


def _announces(after: str) -> bool:
    cue = re.match(r"[^.;]{0,40}?(?:trong do|bao gom|gom|cu the|chia ra|\(|:)", after)
    return cue is not None


def _last_cue(words: str, wanted: Cue) -> int | None:
    place = None
    for match in CUE.finditer(words):
        if match.lastgroup == wanted:
            place = match.end()
    return place


def _mention(
    line: Line,
    number: Number,
    left: str,
    sentence: str,
    heading: str,
    right: str,
    piece: _Piece,
    context: Context,
) -> Mention:
    lens = context.lens
    noun, noun_name = _noun(right, lens)
    role, reader = _role(left, sentence, heading, right, lens)
    grip = _grip(left, sentence, right, noun, lens)
    if noun == "other" or (role not in (Role.EXCLUDED, Role.LAST) and _is_other(left, right, line, number, lens)):
        role, reader = Role.EXCLUDED, "other-thing"
    elif grip is Grip.NONE and role is not Role.EXCLUDED:
        labelled = COUNT_LABEL.search(left) is not None or _cue_in(left) in (Cue.WEEK, Cue.CUMULATIVE, Cue.TOTAL)
        if labelled:
            grip = Grip.WEAK
        elif not _WORD.search(_without_names(left, context.names)) and not _WORD.search(_polite_off(right)):
            role, reader = Role.BARE, "bare-number"
        elif context.names.find(left) and noun == "none":
            role, reader, grip = Role.PLAIN, "after-unit", Grip.WEAK
        else:
            role, reader = Role.EXCLUDED, "unrelated"
    doubts = []
    if number.shape is Shape.DOUBTFUL:
        doubts.append(Doubt(code=f"number-{number.name}", about=line.text[number.start : number.end]))
    if piece.question:
        doubts.append(Doubt(code="question", about=line.text[piece.start : piece.end].strip()[:120]))
    if piece.condition:
        doubts.append(Doubt(code="hypothetical", about=line.text[piece.start : piece.end].strip()[:120]))
    del noun_name
    return Mention(
        role=role,
        value=number.value,
        evidence=line.evidence(number.start, number.end, f"prose/{reader}"),
        grip=grip,
        topical=lens.topic.search(sentence + right) is not None or lens.core_verb.search(sentence + right) is not None,
        sure=line.source.sure,
        doubts=tuple(doubts),
    )


_WORD = re.compile(r"[a-z]{2,}")
_POLITE = re.compile(
    r"\b(?:a|ah|nhe|nha|em|anh|chi|kinh|gui|tran|trong|cam|on|vang|da|thua|bao|cao|xin|phong|ok|so|lieu|con)\b"
)


def _polite_off(words: str) -> str:
    return _POLITE.sub(" ", words)


def _without_names(left: str, names: Names) -> str:
    kept = list(left)
    for named in names.find(left):
        kept[named.start : named.end] = " " * (named.end - named.start)
    return _polite_off("".join(kept))


def _noun(right: str, lens: Lens) -> tuple[str, str]:
    """Tell what follows a number: its noun (`core`, `weak`), no noun (`none`), or the name of another thing (`other`)."""
    start = re.match(r"\s*(?:\(\s*)?" + CLASSIFIERS, right)
    at = start.end() if start else 0
    for position in dict.fromkeys((at, len(right) - len(right.lstrip()))):
        if match := lens.noun.match(right, position):
            if COMPOUNDS.match(right, match.end()):
                return "other", match.group()
            if lens.core_noun.match(right, position):
                return "core", match.group()
            follow = lens.core_noun.search(right, match.end(), match.end() + 12)
            return ("core" if follow else "weak"), match.group()
    word = re.match(r"\s*([a-z]+)", right)
    if (
        word is None
        or word[1] in NOT_A_NOUN
        or CUE.match(right.lstrip())
        or lens.verb.match(right.lstrip())
        or lens.topic.match(right.lstrip())
    ):
        return "none", ""
    if re.fullmatch(r"(?:chiec|cai|con)", word[1]):
        return "none", ""
    return "other", word[1]


def _cue_in(words: str) -> Cue | None:
    last = None
    for match in CUE.finditer(words):
        last = match
    return Cue(last.lastgroup) if last and last.lastgroup else None


def _role(left: str, sentence: str, heading: str, right: str, lens: Lens) -> tuple[Role, str]:
    """Weigh the cues round a number: after it, in its clause, in its sentence, in the heading before."""
    after = _cue_in(right)
    clause = _clause(left)
    cues = [(Cue(match.lastgroup), match.end()) for match in CUE.finditer(clause) if match.lastgroup]
    kinds = [cue for cue, _ in cues]
    verb_at = max((match.end() for match in lens.verb.finditer(clause)), default=-1)
    for cue in (Cue.TARGET, Cue.NOT, Cue.POPULATION):
        place = max((end for kind, end in cues if kind is cue), default=-1)
        # "theo kế hoạch" far before "đã cài" is not what the number counts
        done = re.search(r"\b(?:da|dat duoc|thuc hien duoc|thuc hien|ket qua|cai duoc)\b", clause[max(place, 0) :])
        if (
            place >= 0
            and not (cue is not Cue.NOT and done and verb_at > place)
            and not (cue is Cue.POPULATION and verb_at > place)
        ):
            return Role.EXCLUDED, str(cue)
    if after is not None and after in (Cue.NOT, Cue.TARGET, Cue.POPULATION):
        return Role.EXCLUDED, str(after)
    if after is Cue.LAST or after is Cue.CUMULATIVE:
        return _ROLES[after], f"after-{after}"
    if after is Cue.DIFFERENCE and Cue.WEEK not in kinds and verb_at < 0:
        return Role.EXCLUDED, after
    times = [kind for kind in kinds if kind in _TIMES or kind is Cue.DIFFERENCE]
    if Cue.CUMULATIVE in kinds:
        return Role.CUMULATIVE, "cumulative"
    if times and times[-1] is Cue.DIFFERENCE:
        return Role.EXCLUDED, "difference"
    if times and times[-1] is Cue.LAST:
        return Role.LAST, "last"
    if Cue.WEEK in times:
        return Role.WEEK, "week"
    if after is Cue.WEEK:
        return Role.WEEK, "after-week"
    if Cue.TOTAL in kinds and Cue.UNTIL not in times:
        return (
            (Role.WEEK, "total-of-week")
            if _time_of(sentence) is Cue.WEEK and _time_of(left) is not Cue.CUMULATIVE and False
            else (Role.TOTAL, "total")
        )
    inherited = _time_of(left) or _time_of(sentence) or (Cue.WEEK if _time_of(heading) is Cue.WEEK else None)
    if Cue.UNTIL in times:
        return (Role.WEEK, "week") if _has(sentence, Cue.WEEK) else (Role.UNTIL, "until")
    if inherited is Cue.UNTIL:
        return (Role.WEEK, "week") if _has(sentence, Cue.WEEK) else (Role.UNTIL, "until")
    if inherited is not None:
        return _ROLES[inherited], str(inherited)
    return Role.PLAIN, "plain"


def _clause(left: str) -> str:
    marks = [match.end() for match in _COMMA_CLAUSE.finditer(left)]
    # A bracket or comma right before the number ("trong tuần (45)") does not part it from its words.
    usable = [place for place in marks if left[place:].strip(" (:-–")]
    return left[usable[-1] :] if usable else left


def _time_of(words: str) -> Cue | None:
    last = None
    for match in CUE.finditer(words):
        cue = Cue(match.lastgroup) if match.lastgroup else None
        if cue in _TIMES:
            last = cue
    return last


def _has(words: str, wanted: Cue) -> bool:
    return any(match.lastgroup == wanted for match in CUE.finditer(words))


def _grip(left: str, sentence: str, right: str, noun: str, lens: Lens) -> Grip:
    if noun == "core":
        return Grip.CORE
    clause = left if lens.verb.search(left) or lens.noun.search(left) else sentence
    core = lens.core_verb.search(clause) or lens.core_noun.search(clause) or lens.core_verb.search(right)
    if core:
        return Grip.CORE
    return Grip.WEAK if noun == "weak" or lens.verb.search(clause) else Grip.NONE


def _is_other(left: str, right: str, line: Line, number: Number, lens: Lens) -> bool:
    """Whether the nearest deed or thing before a number (or right after it) is another one than the indicator's."""
    clause = _clause(left)
    other = max((match.start() for match in CUE.finditer(clause) if match.lastgroup == Cue.OTHER), default=-1)
    rival = max((match.start() for match in lens.other.finditer(clause)), default=-1)
    own = max(
        (match.start() for pattern in (lens.verb, lens.topic, lens.core_noun) for match in pattern.finditer(clause)),
        default=-1,
    )
    topic = max((match.start() for match in lens.topic.finditer(clause)), default=-1)
    if rival > topic or lens.other.search(right):
        return True
    if other > own or _cue_in(right[:40]) is Cue.OTHER:
        return True
    return _names_another_app(line, number, clause, lens)


_APP = re.compile(r"(?:cai dat|cai|tai|kich hoat)\s+(?:ung dung|app|phan mem|phan mem ung dung)?\s*")


def _names_another_app(line: Line, number: Number, clause: str, lens: Lens) -> bool:
    """Whether what was installed is a name (capitals within the clause) that is not the indicator's."""
    start = number.start - len(clause)
    for match in _APP.finditer(clause):
        word = re.match(r"[A-ZĐ][\w\-]*", line.text[start + match.end() : number.start])
        if word is None or (not line.text[: start + match.start()].strip() and line.text.isupper()):
            continue
        folded = line.folded[start + match.end() : start + match.end() + len(word.group())]
        if folded in lens.topic_words or lens.topic.match(line.folded, start + match.end()):
            continue
        if word.group().isupper() and len(word.group()) > 2 and not line.text.isupper():
            return True
        if "ung dung" in match.group() or "app" in match.group() or "phan mem" in match.group():
            return True
    return False


def _dated(line: Line, mention: Mention, local: list[WeekMention]) -> Mention:
    """Give a mention the week that its own words name."""
    stated = [date for date in local if date.strength is Strength.STATED and not date.previous]
    if any(date.previous for date in local) and not stated and mention.role is Role.WEEK:
        return replace(mention, role=Role.LAST)
    if any(date.long for date in stated) and mention.role in (Role.WEEK, Role.PLAIN, Role.TOTAL, Role.UNTIL):
        return replace(mention, role=Role.CUMULATIVE)
    if mention.role in (Role.PLAIN, Role.UNTIL) and any(date.first or date.number for date in stated):
        mention = replace(mention, role=Role.WEEK)
    if stated:
        return replace(mention, week=stated[-1].week(line))
    loose = [date for date in local if date.strength is Strength.LOOSE and date.last and not date.previous]
    if loose and mention.role in (Role.PLAIN, Role.WEEK):
        return replace(mention, day=True)
    return mention


def read_all(lines: Iterable[Line], context: Context) -> list[Mention]:
    """Give the mentions of several lines."""
    return [mention for line in lines for mention in read(line, context)]
