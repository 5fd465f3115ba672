"""A mention: one number in the role that its surroundings give it, with the words that it came from."""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass
from functools import lru_cache

from parsers.text import fold, nfc
from parsers.values import Doubt, Evidence, IndicatorWording, Week


class Role(enum.StrEnum):
    """What a number is, as far as its own surroundings tell."""

    WEEK = "week"
    """Said to be the period's figure."""
    PLAIN = "plain"
    """A figure of the indicator without a word about time."""
    TOTAL = "total"
    """Called a total: of the parts beside it, or a running one; the company decides."""
    UNTIL = "until"
    """Counted up to a day: the week's, or a running one."""
    CUMULATIVE = "cumulative"
    BARE = "bare"
    """A number with nothing around it."""
    ZERO = "zero"
    """A whole sentence that says that there were none."""
    LISTED = "listed"
    """The number of rows of a list of people: what a clerk would count, but nobody stated."""
    LAST = "last"
    EXCLUDED = "excluded"
    """Something else: a target, a difference, people reached, another application."""


CANDIDATES = frozenset({Role.WEEK, Role.PLAIN, Role.TOTAL, Role.UNTIL, Role.BARE, Role.ZERO})


class Grip(enum.IntEnum):
    """How firmly words tie a number to the indicator."""

    NONE = 0
    WEAK = 1
    """By a noun or verb that serves many things: people, helped."""
    CORE = 2
    """By the noun, verb or name that the indicator itself is called by."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Mention:
    """A number in its role."""

    role: Role
    value: int | None
    """None where it is no whole number: then it stands for a doubt only."""
    evidence: Evidence
    grip: Grip = Grip.CORE
    topical: bool = False
    """Its own sentence names the indicator, so the letter need not."""
    units: tuple[str, ...] = ()
    week: Week | None = None
    people: bool = False
    """It counts people or times, which are many things' measure."""
    part: bool = False
    """Announced as a part of a total: after "trong đó", in a list, a row among rows."""
    labels: bool = False
    """It numbers what the next number counts: the first one of "kíp 1: 31"."""
    picked: bool = False
    """A part that is only picked out for mention: "trong đó thôn 9 dẫn đầu với 20 máy"."""
    heads: bool = False
    """Followed by its parts: "45 máy, trong đó ..."."""
    total: bool = False
    """Called a total, whatever its role."""
    loose: bool = False
    """Tied to the indicator by a noun or verb of many things alone: "Người nhập cảnh: 140"."""
    item: bool = False
    """One of a list: a short label, a colon, the number, and nothing more."""
    addable: bool = False
    """No figure by its own words, but perhaps a part of one: "51 lái xe"."""
    why: str = ""
    """What settled its role: `week`, `last-cumulative`, `difference`, `population`, ..."""
    day: bool = False
    """One day's figure of a daily list."""
    sure: bool = True
    doubts: tuple[Doubt, ...] = ()
    start: int = 0
    """Where its number begins in its line."""
    cell: tuple[str, int, int] | None = None
    """Where it stands in a table: (table, row, column)."""


@dataclass(frozen=True, slots=True, eq=False)
class Lens:
    """One indicator's wording, ready to be looked for in folded text."""

    id: str
    topic: re.Pattern[str]
    noun: re.Pattern[str]
    core_noun: re.Pattern[str]
    verb: re.Pattern[str]
    core_verb: re.Pattern[str]
    other: re.Pattern[str]
    deed: re.Pattern[str]
    """The core verbs alone, without the indicator's names."""
    shades: dict[str, frozenset[str]]
    """For a folded single word of the wording how it is written: `cai` is `cài`, so that Cái is another word."""
    hints: tuple[str, ...]
    """Nouns, verbs and topics in lower case as written and folded: a text without any of them is not about the indicator."""
    noun_words: frozenset[str]
    topic_words: frozenset[str]


@lru_cache(maxsize=16)
def lens(wording: IndicatorWording, rivals: tuple[str, ...] = ()) -> Lens:
    """Prepare an indicator's wording; `rivals` are the topics of the other indicators."""
    topics = _folded(wording.topics)
    topics = (*topics, *(short for topic in topics if (short := _short(topic))))
    nouns = _folded(wording.nouns)
    verbs = _folded(wording.verbs)
    # Offices write a noun of several words by its first letters: ĐT, MĐT.
    said = " | ".join(topics)
    short = tuple("".join(word[0] for word in noun.split()) for noun in nouns if " " in noun and noun in said)

    # And count installations by what was installed: "38 app Bluezone".
    installed = tuple(f"{kind} {topic}" for kind in ("app", "ung dung") for topic in topics if " " not in topic)
    short = (*short, *installed)

    def core(words: tuple[str, ...]) -> tuple[str, ...]:
        kept = tuple(word for word in words if re.search(rf"\b{re.escape(word)}\b", said))
        return kept or words

    return Lens(
        id=wording.id,
        topic=_any(topics),
        noun=_any((*nouns, *short)),
        core_noun=_any((*core(nouns), *short)),
        verb=_any((*verbs, *topics)),
        core_verb=_any((*core(verbs), *topics)),
        deed=_any(core(verbs)),
        shades=_shades((*wording.nouns, *wording.verbs)),
        other=_any(_folded((*wording.others, *rivals, *filter(None, map(_initialled, (*wording.others, *rivals)))))),
        hints=tuple(
            dict.fromkeys(
                each
                for word in (*wording.nouns, *wording.verbs, *wording.topics)
                for each in (nfc(word).lower(), fold(word))
            )
        ),
        noun_words=frozenset(word.split()[0] for word in (*nouns, *short)),
        topic_words=frozenset(word for topic in topics for word in topic.split()),
    )


def _initialled(name: str) -> str:
    """Give a name of several words with the last ones shortened to their letters: "Smart QN"."""
    first, *rest = name.split()
    return f"{first} {''.join(word[0] for word in rest)}" if len(rest) > 1 else ""


def _short(topic: str) -> str | None:
    """Give what a name of two syllables is shortened to: BZ for Bluezone."""
    if " " in topic or not 6 <= len(topic) <= 12:
        return None
    heads = re.findall(r"(?:^|(?<=[aeiouy]))([b-df-hj-np-tv-z])", topic)
    return "".join(heads[:2]) if len(heads) >= 2 else None


def _shades(words: tuple[str, ...]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for phrase in words:
        word = nfc(phrase).lower().strip()
        if not word.isascii() and " " not in word:
            found.setdefault(fold(word), set()).add(word)
    return {folded: frozenset(written) for folded, written in found.items()}


def _folded(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(dict.fromkeys(fold(word) for word in words if word.strip()), key=len, reverse=True))


LONG_WORD = 8
"""A word without blanks of so many letters is recognised with one slip of the finger in it."""


def _typos(word: str) -> list[str]:
    """Give patterns of a word with one letter wrong, too few or too many, two of them changed over, or a blank within."""
    places = range(len(word))
    return [
        *(f"{word[:at]}[a-z]{word[at + 1 :]}" for at in places),
        *(f"{word[:at]}{word[at + 1 :]}" for at in places),
        *(f"{word[:at]}[a-z]{word[at:]}" for at in places if at),
        *(f"{word[:at]}{word[at + 1]}{word[at]}{word[at + 2 :]}" for at in places[:-1]),
        *(rf"{word[:at]}\s{word[at:]}" for at in places if at),
    ]


def _any(words: tuple[str, ...]) -> re.Pattern[str]:
    if not words:
        return re.compile(r"(?!)")
    pieces = [re.escape(word).replace(r"\ ", r"\s+") for word in words]
    pieces += [typo for word in words if len(word) >= LONG_WORD and word.isalpha() for typo in _typos(word)]
    return re.compile(rf"(?<![a-z0-9])(?:{'|'.join(pieces)})(?![a-z0-9])")
