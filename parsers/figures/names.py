"""Units named in a text: exact folded names only, because ward names are two letters apart.

Spellings that offices shorten (P., UBND, TN&TKQ) are brought to one form on both sides. Where one unit's name ends with another
one's (the reception desk of a ward, and the ward), the longer one is meant as soon as its own words stand before the name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from parsers.figures.lexicon import ABBREVIATIONS, BELONGING
from parsers.text import fold, nfc
from parsers.values import UnitNames

_WORD = re.compile(r"[a-z0-9]+")
_PIECE = re.compile(r"[a-z][a-z0-9]*|[0-9]+")
_LETTERS = re.compile(r"[^\W\d_]+")
_ABBREVIATED = frozenset(short.split(" ", 1)[0] for short in ABBREVIATIONS)
GAP = 3
"""Words that may stand between a longer name's own words and the name that it ends with, all of them `FILLERS`."""
_JOINS = frozenset({"va", "ca", "cung", "chung", "gom", "lan", "kem", "voi"})
_OF_WHICH = ["trong", "do"]
_BETWEEN = frozenset({"so", "lieu", "cua", "ket", "qua", "may"})
FILLERS = frozenset({"ubnd", "tai", "cua", "thuoc", "o", "hien", "dai"})


@dataclass(frozen=True, slots=True)
class Named:
    """Units named by one stretch of words: several where they share a name."""

    start: int
    end: int
    units: tuple[str, ...]
    open: bool = False
    """Whether it stands for one of several units that share these words ("phường Ka Long"), not for all of them."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Names:
    """The units' names, ready to be looked for."""

    by_words: dict[tuple[str, ...], tuple[str, ...]]
    sizes: dict[str, tuple[int, ...]]
    """By first word: how many words the names have that begin with it, most first. Few words of a text begin any name."""
    heads: dict[tuple[str, ...], dict[str, str]]
    """Own words of a longer name, and for each unit that it can stand before the unit that is then meant."""
    words: frozenset[tuple[str, str]]
    """Pairs of words that stand side by side in the units' names."""
    vocabulary: frozenset[str]
    """All words of the names, as written and folded."""
    kinds: dict[tuple[str, ...], tuple[str, ...]]
    """What the names of several units begin with ("UBND xã", "Bộ phận một cửa"), and those units."""
    kind_sizes: dict[str, tuple[int, ...]]
    """As `sizes`, of the kinds."""
    beginnings: frozenset[str]
    """What names, kinds and what is short for one begin with: a text without any of these pieces names nobody."""
    propers: re.Pattern[str]
    """The proper names that names end with, folded."""
    of_propers: dict[str, tuple[str, ...]]
    """The units whose names end with them."""
    written: frozenset[str]
    """The same with their diacritics, in an order that tone placement does not change."""
    proper_beginnings: frozenset[str]
    """What the proper names begin with."""
    siblings: dict[tuple[str, ...], dict[str, str]]
    """For a name: the first words of other units' names with the same tail ("UBND và Bộ phận một cửa phường ...")."""

    def find(self, folded: str) -> list[Named]:
        """Give the names in a folded text, the longest at each place."""
        return [] if self.beginnings.isdisjoint(_pieces(folded)) else list(_found(self, folded))

    def _find(self, folded: str) -> list[Named]:
        if not self._may_hold(_WORD.findall(folded)):
            return []
        words = _canonical(folded)
        found: list[Named] = []
        index = 0
        while index < len(words):
            for size in self.sizes.get(words[index][0], ()):
                key = tuple(word for word, _, _ in words[index : index + size])
                # Near the end a long size gives a short key, whose own turn comes later.
                if (
                    len(key) == size
                    and (units := self.by_words.get(key))
                    and not (
                        index
                        and words[index - 1][0] in BELONGING
                        and not _APART.search(folded, words[index - 1][2], words[index][1])
                    )
                ):
                    meant = self._meant(words, index, size, units)
                    is_open = len(meant) > 1 and meant == units
                    found.append(Named(words[index][1], words[index + size - 1][2], meant, is_open))
                    index += size
                    break
            else:
                index += 1
        return found

    def _may_hold(self, words: list[str]) -> bool:
        """Whether a name may stand among some words, as far as words alone tell: most lines end here, without any places."""
        if not _ABBREVIATED.isdisjoint(words):
            return True
        return any(
            tuple(words[index : index + size]) in self.by_words
            for index, word in enumerate(words)
            if word in self.sizes
            for size in self.sizes[word]
        )

    def with_kinds(self, folded: str) -> list[Named]:
        """Give the names in a text; where no unit is named alone also the kinds at the beginnings of its clauses.

        "Phường Ka Long: UBND phường được 27, một cửa được 12": of the units that share a name the kind picks one.
        """
        if self.beginnings.isdisjoint(_pieces(folded)):
            return []
        named = self.find(folded)
        if any(len(name.units) == 1 for name in named):
            return self._with_sibling(folded, named)
        if not named:
            kind = self.kind(folded)
            named = [kind] if kind is not None else []
        shared, unnamed = {unit for name in named for unit in name.units}, not named
        for clause in _CLAUSE.finditer(folded):
            if clause.group().strip() in ("va", "con") and not any(map(str.isdigit, folded[: clause.start()])):
                continue  # "cả UBND và một cửa được 34 máy": both together
            kind = self.kind(folded[clause.end() :])
            if kind is None:
                continue
            start, end = clause.end() + kind.start, clause.end() + kind.end
            units = (
                tuple(unit for unit in kind.units if unit in shared)
                if any(not n.open for n in named) or (not unnamed and len(shared) < FEWEST_OF_A_KIND)
                else kind.units
            )
            if unnamed and not _COUNTED.match(folded, end):
                continue
            if units and not any(name.start < end and start < name.end for name in named):
                named.append(Named(start, end, units, open=len(units) > 1))
        return sorted(named, key=lambda name: name.start)

    def _with_sibling(self, folded: str, named: list[Named]) -> list[Named]:
        """Give the names with the one other unit of the same proper name that a clause calls by its kind and counts: "một cửa xã cài 5 máy"."""
        single = {name.units[0] for name in named if len(name.units) == 1}
        if len(single) != 1 or any(len(name.units) > 1 for name in named):
            return named
        unit = next(iter(single))
        siblings = self.of_one_name(unit) - {unit}
        found = list(named)
        for clause in _CLAUSE.finditer(folded) if siblings else ():
            kind = self.kind(folded[clause.end() :])
            if kind is None:
                continue
            start, end = clause.end() + kind.start, clause.end() + kind.end
            units = tuple(other for other in kind.units if other in siblings)
            apart = not any(name.start < end and start < name.end for name in named)
            if len(units) == 1 and unit not in kind.units and apart and _COUNTED.match(folded, end):
                found.append(Named(start, end, units))
        return sorted(found, key=lambda name: name.start)

    def kind(self, folded: str) -> Named | None:
        """Give the units of the kind that a line begins with, where it leaves their proper name out: "UBND xã: 33", "Một cửa 12 máy"."""
        begins = _BULLET.match(folded)
        start = begins.end() if begins else 0
        words = _canonical(folded[start : start + 120]) if self._may_begin(folded, start) else []
        for size in self.kind_sizes.get(words[0][0], ()) if words else ():
            units = self.kinds.get(tuple(word for word, _, _ in words[:size])) if size <= len(words) else None
            if units and words[:size][0][0] in ("phuong", "xa") and not _LABELS.match(folded, start + words[0][2]):
                continue
            if (
                units
                and (
                    not (len(words) > size and words[size][0] in _OF_A_PLACE)
                    or _OF_THE_PLACE.match(folded, start + words[size - 1][2])
                )
                and not _OF_A_TOWN.match(folded, start + words[size - 1][2])
            ):
                return Named(start + words[0][1], start + words[size - 1][2], units, open=True)
        return None

    def _may_begin(self, folded: str, start: int) -> bool:
        """Whether the first word from a place on begins a kind, or is short for one that may: most lines end here."""
        first = _WORD.search(folded, start)
        return first is not None and (first.group() in self.kind_sizes or first.group() in _ABBREVIATED)

    def proper(self, text: str, folded: str) -> list[tuple[int, int]]:
        """Give the spans of proper names out of the units' names ("Trà Cổ" alone): no word of theirs is a label."""
        return [] if self.proper_beginnings.isdisjoint(_pieces(folded)) else list(_propers(self, text, folded))

    def _proper(self, text: str, folded: str) -> list[tuple[int, int]]:
        return [
            match.span()
            for match in self.propers.finditer(folded)
            if (written := text[match.start() : match.end()]).isascii() or _marks(written) in self.written
        ]

    def below(self, unit: str, folded: str) -> str | None:
        """Give the unit that belongs to another one where words begin with its kind alone: below "UBND PHƯỜNG X" "BỘ PHẬN TIẾP NHẬN"."""
        words = tuple(word for word, _, _ in _canonical(folded))
        for head, targets in self.heads.items():
            begun = words[: len(head)]
            if unit in targets and len(begun) >= 2 and head[: len(begun)] == begun:
                return targets[unit]
        return None

    def of_one_name(self, unit: str) -> frozenset[str]:
        """Give the units that share a proper name with one: a commune's committee and its one-stop desk."""
        return frozenset(
            other for units in self.by_words.values() if unit in units and len(units) == PAIR for other in units
        ) | {unit}

    def joined_to(self, unit: str, folded: str) -> str | None:
        """Give the unit that words count together with another one: "báo cáo chung cả bộ phận một cửa"."""
        heads = [(head, targets) for head, targets in self.heads.items() if unit in targets and len(head) >= 2]
        words = _words(folded) if heads else ()
        for head, targets in heads:
            if head[0] not in words:
                continue
            for place in range(1, len(words) - len(head) + 1):
                if words[place : place + len(head)] != head:
                    continue
                before = [word for word in words[max(0, place - 5) : place] if word not in _BETWEEN][-2:]
                if _JOINS & set(before) or before == _OF_WHICH:
                    return targets[unit]
        return None

    def places(self, shades: Mapping[str, object]) -> re.Pattern[str]:
        """Give the places in units' names that hold a word of a wording: "móng cái" with "cài"."""
        return _places(self.words, frozenset(shades))

    def exact(self, text: str) -> tuple[str, ...]:
        """Give the units that a whole text (a cell, a label) is the name of."""
        words = tuple(word for word, _, _ in _canonical(fold(text)))
        return self.by_words.get(words, ())

    def _meant(
        self, words: list[tuple[str, int, int]], index: int, size: int, units: tuple[str, ...]
    ) -> tuple[str, ...]:
        """Give the units that a name stands for among the words before it."""
        before = [word for word, _, _ in words[max(0, index - GAP - 8) : index]]
        for head, targets in self.heads.items():
            for gap in range(min(GAP, len(before) - len(head)) + 1):
                place = len(before) - len(head) - gap
                if tuple(before[place : place + len(head)]) == head and set(before[place + len(head) :]) <= FILLERS:
                    return tuple(dict.fromkeys(targets.get(unit, unit) for unit in units))
        key = tuple(word for word, _, _ in words[index : index + size])
        joined = self.siblings.get(key, {})
        if len(before) >= 2 and before[-1] in ("va", "cung") and before[-2] in joined:
            return tuple(dict.fromkeys((joined[before[-2]], *units)))
        return units


_APART = re.compile(r"[:;,.]")
_CLAUSE = re.compile(r"[:;,/]\s+|\(\s*|[.]\s+|\s+[-–]\s+|\s(?:va|con)\s+")
_BULLET = re.compile(
    r"(?:(?!1 cua)[\W\d_])*(?:[ivx]{1,4}[.)]\s*)?(?:(?:(?:em|chi|anh|co) (?!ben\b|o\b|gui\b|bao\b|mot\b|1\b|ubnd\b|bo\b)[a-z]+(?= (?:ben |o )?(?:mot cua|1 cua|bo phan|ubnd)\b)|da|a|oi|anh|chi|thua|em|e|ben em|ben|minh|bc|bao cao|gui|chuyen|phong|vhtt|so lieu|so|cua|xin|tuan nay|ky nay|con|bo phan(?= 1 cua))\s+)*"
)
_OF_A_PLACE = frozenset({"thanh", "tinh", "huyen", "cac", "mttq", "quan", "trung", "cua", "thuoc"})
"""Behind a kind these make it another body: UBND thành phố, UBND các xã."""
_OF_THE_PLACE = re.compile(r"\s+cua (?:phuong|xa)\s*[:=]")
"""Behind a kind: it is still this place's, "Bộ phận tiếp nhận và trả kết quả của phường: 21 máy"."""
_OF_A_TOWN = re.compile(r"\s+thi (?:xa|tran|uy)\b")
FEWEST_OF_A_KIND = 3
PAIR = 2
_PLACES_OF_COMMITTEES = (("phuong",), ("xa",))
"""As a label alone these are their committees: "Phường: 58 máy", "Một cửa: 17 máy"."""
_LABELS = re.compile(r"\s*[:=]|\s(?:duoc |dc |cai )*\d{1,4}(?: (?:may|dt|dien thoai|nguoi)\b|\W*$)")
_COUNTED = re.compile(
    r"\W*(?:(?:duoc|dc|la|co|cai|thi|giup|ho tro)\s+)*(?:\d|(?:mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi)\b)"
)
"""Behind a kind within a line that names no unit: only what has its figure is a name."""


@lru_cache(maxsize=1024)
def _pieces(folded: str) -> frozenset[str]:
    """Give the words of a text, digits before letters apart: names begin with them, and kinds behind a bullet ("2UBND")."""
    return frozenset(_PIECE.findall(folded))


@lru_cache(maxsize=1024)
def _found(names: Names, folded: str) -> tuple[Named, ...]:
    """Find them once for each text: several questions are asked of the same lines."""
    return tuple(names._find(folded))  # pyright: ignore[reportPrivateUsage]


@lru_cache(maxsize=256)
def _words(folded: str) -> tuple[str, ...]:
    """Give the words of a text, abbreviations written out, once for all units that are asked about."""
    return tuple(word for word, _, _ in _canonical(folded))


@lru_cache(maxsize=256)
def _propers(names: Names, text: str, folded: str) -> tuple[tuple[int, int], ...]:
    return tuple(names._proper(text, folded))  # pyright: ignore[reportPrivateUsage]


@lru_cache(maxsize=8)
def names(units: tuple[UnitNames, ...]) -> Names:
    """Prepare the names of a roster."""
    by_words: dict[tuple[str, ...], tuple[str, ...]] = {}
    for unit in units:
        for name in unit.names:
            key = tuple(word for word, _, _ in _canonical(fold(name)))
            for variant in (key, _without_kind(key), _without_bureau(key)):
                if variant and unit.id not in by_words.get(variant, ()):
                    by_words[variant] = (*by_words.get(variant, ()), unit.id)
    # What is the tail of another unit's name names both: "phường Trần Phú" alone is the committee or its desk.
    tails: dict[tuple[str, ...], tuple[str, ...]] = {}
    for key, units_ in by_words.items():
        longer = [
            unit
            for other, found in by_words.items()
            if len(other) > len(key) + 1 and other[-len(key) :] == key
            for unit in found
        ]
        tails[key] = tuple(dict.fromkeys((*units_, *longer)))
    pairs = frozenset(pair for key in by_words for pair in pairwise(key))
    propers = {proper for unit in units for name in unit.names if (proper := _proper(name))}
    kinds = _kinds(by_words, propers)
    sizes, kind_sizes = _sizes(tails), _sizes(kinds)
    return Names(
        by_words=tails,
        sizes=sizes,
        heads=_heads(by_words),
        words=pairs,
        vocabulary=frozenset(
            word
            for unit in units
            for name in unit.names
            for word in (
                *_WORD.findall(fold(name)),
                *_LETTERS.findall(nfc(name).lower()),
                *(word for word, _, _ in _canonical(fold(name))),
                *_initials(_WORD.findall(fold(name))),
            )
        ),
        kinds=kinds,
        kind_sizes=kind_sizes,
        beginnings=_first_pieces((*sizes, *kind_sizes, *_ABBREVIATED)),
        propers=_any({fold(name) for name in propers}),
        of_propers={
            fold(proper): tuple(unit.id for unit in units if any(_proper(name) == proper for name in unit.names))
            for proper in propers
        },
        written=frozenset(map(_marks, propers)),
        proper_beginnings=_first_pieces(map(fold, propers)),
        siblings=_siblings(by_words),
    )


def _first_pieces(words: Iterable[str]) -> frozenset[str]:
    return frozenset(piece for word in words for piece in _PIECE.findall(word)[:1])


def _kinds(
    by_words: Mapping[tuple[str, ...], tuple[str, ...]], propers: Iterable[str]
) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Find what names begin with before their proper name, with and without the kind of place: ("ubnd", "xa"), ("ubnd",)."""
    tails = {tuple(word for word, _, _ in _canonical(fold(name))) for name in propers}
    found: dict[tuple[str, ...], list[str]] = {}
    for key, units in by_words.items():
        for cut in range(1, len(key)):
            if key[cut:] not in tails:
                continue
            heads = {key[:cut], key[: cut - 1] if key[cut - 1] in ("phuong", "xa") else key[:cut]}
            for head in heads:
                if head and (len(head) > 1 or head == ("ubnd",)):
                    found.setdefault(head, []).extend(units)
                if head[:1] == ("ubnd",) and head[1:] in _PLACES_OF_COMMITTEES:
                    found.setdefault(head[1:], []).extend(units)
    return {head: tuple(dict.fromkeys(units)) for head, units in found.items() if len(set(units)) >= FEWEST_OF_A_KIND}


def _proper(name: str) -> str:
    """Give the words in capitals that a name ends with, where there are two or more: "UBND phường Ka Long" ends with "Ka Long"."""
    words = nfc(name).split()
    size = next((at for at, word in enumerate(reversed(words)) if not word[0].isupper() or word.isupper()), len(words))
    return " ".join(words[len(words) - size :]) if 2 <= size < len(words) else ""


def _any(names: Iterable[str]) -> re.Pattern[str]:
    pieces = [re.escape(name).replace(r"\ ", r"\s+") for name in sorted(names, key=len, reverse=True) if name]
    return re.compile(rf"(?<![a-z0-9])(?:{'|'.join(pieces)})(?![a-z0-9])") if pieces else re.compile(r"(?!)")


def _marks(text: str) -> str:
    """Give a text's letters and marks word by word in an order of their own, so that hoà and hòa are one."""
    return " ".join("".join(sorted(unicodedata.normalize("NFD", word))) for word in text.lower().split())


def _sizes(keys: Iterable[tuple[str, ...]]) -> dict[str, tuple[int, ...]]:
    sizes: dict[str, set[int]] = {}
    for key in keys:
        sizes.setdefault(key[0], set()).add(len(key))
    return {first: tuple(sorted(lengths, reverse=True)) for first, lengths in sizes.items()}


def _initials(words: list[str]) -> list[str]:
    """Give the first letters of a name's first or last two to five words: LTK, HH, KB, BQLCK."""
    sizes = [size for size in (2, 3, 4, 5) if len(words) >= size]
    return ["".join(word[0] for word in part) for size in sizes for part in (words[-size:], words[:size])]


def _without_kind(key: tuple[str, ...]) -> tuple[str, ...]:
    """Give a name without the kind of its place inside it: "một cửa Ka Long", "UBND Ka Long"; nothing where it has none."""
    kept = tuple(word for index, word in enumerate(key) if index == 0 or word not in ("phuong", "xa"))
    return kept if len(kept) >= 3 and len(kept) < len(key) else ()


def _without_bureau(key: tuple[str, ...]) -> tuple[str, ...]:
    """Give a name without "bộ phận" before it: "Tiếp nhận và Trả kết quả xã Vĩnh Thực"."""
    return key[2:] if key[:2] == ("bo", "phan") and len(key) > 5 else ()


@lru_cache(maxsize=16)
def _places(pairs: frozenset[tuple[str, str]], words: frozenset[str]) -> re.Pattern[str]:
    kept = sorted(f"{one} {two}" for one, two in pairs if two in words and one not in words)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, kept))})\b") if kept else re.compile(r"(?!)")


def _heads(by_words: dict[tuple[str, ...], tuple[str, ...]]) -> dict[tuple[str, ...], dict[str, str]]:
    heads: dict[tuple[str, ...], dict[str, str]] = {}
    for key, longer in by_words.items():
        for cut in range(2, len(key) - 1):
            shorter = by_words.get(key[cut:])
            if shorter is None or len(longer) != 1 or longer[0] in shorter:
                continue
            for unit in shorter:
                heads.setdefault(key[:cut], {})[unit] = longer[0]
    return dict(sorted(heads.items(), key=lambda item: -len(item[0])))


def _siblings(by_words: dict[tuple[str, ...], tuple[str, ...]]) -> dict[tuple[str, ...], dict[str, str]]:
    found: dict[tuple[str, ...], dict[str, str]] = {}
    for key, units in by_words.items():
        for other, others in by_words.items():
            if len(other) < 3 or other[0] == key[0] or len(others) != 1 or others[0] in units:
                continue
            if len(key) > len(other) and key[-(len(other) - 1) :] == other[1:]:
                found.setdefault(key, {})[other[0]] = others[0]
    return found


def _canonical(folded: str) -> list[tuple[str, int, int]]:
    """Give the words of a folded text with their places, abbreviations written out."""
    raw = [(match.group(), match.start(), match.end()) for match in _WORD.finditer(folded)]
    words: list[tuple[str, int, int]] = []
    index = 0
    while index < len(raw):
        for size in (5, 4, 3, 2, 1) if raw[index][0] in _ABBREVIATED else ():
            run = raw[index : index + size]
            if len(run) == size and (full := ABBREVIATIONS.get(" ".join(word for word, _, _ in run))) is not None:
                words.extend((word, run[0][1], run[-1][2]) for word in full.split())
                index += size
                break
        else:
            words.append(raw[index])
            index += 1
    return words


def settled(found: Iterable[Named]) -> list[Named]:
    """Leave out the names that several units share where one of those units is named by words of its own."""
    found = list(found)
    sure = {named.units[0] for named in found if len(named.units) == 1}
    return [named for named in found if not (named.open and len(sure & set(named.units)) == 1)]


def several(found: Iterable[Named]) -> tuple[str, ...]:
    """Give all units of some names, each once, in their order."""
    return tuple(dict.fromkeys(unit for named in found for unit in named.units))
