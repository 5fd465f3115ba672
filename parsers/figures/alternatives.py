"""Long lists of regular expressions, tried as `A|B|C` would be, but each one only on texts that hold letters that it cannot do without.

The standard library's engine tries every alternative at every letter of a text. Most lists of words here are long and most texts hold
hardly any of those words, so a look for plain letters (`"luy ke" in text`) saves nearly all of the work and changes no match.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

# The standard library's own parser of patterns: it has no public name since `sre_parse` was deprecated.
_PARSER: Any = importlib.import_module("re._parser")


class Sieve:
    """Tells of many patterns which ones can match in a text at all, by plain letters that each of them needs."""

    __slots__ = ("_always", "_needles")

    def __init__(self, patterns: Iterable[str]) -> None:
        self._always: set[int] = set()
        self._needles: dict[str, set[int]] = {}
        for index, pattern in enumerate(patterns):
            wanted = needed(pattern)
            if not wanted:
                self._always.add(index)
            for needle in wanted:
                self._needles.setdefault(needle, set()).add(index)

    def possible(self, text: str) -> set[int]:
        """Give the places of the patterns that may match somewhere in a text, those of which nothing is known among them."""
        return self._always.union(*[self._needles[needle] for needle in self._needles if needle in text])


class Guarded:
    """A pattern that is looked for only in texts that hold letters that it cannot do without."""

    __slots__ = ("_needles", "_search")

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self._needles = tuple(needed(pattern.pattern))
        assert self._needles, pattern.pattern
        self._search = pattern.search

    def search(self, text: str) -> re.Match[str] | None:
        """Give the first match."""
        for needle in self._needles:
            if needle in text:
                return self._search(text)
        return None


class Alternatives:
    """What `re.compile("(?P<a>A|B)|(?P<b>C)")` matches, for names with their pieces in order; pieces hold no groups that capture.

    No piece matches nothing at all. Matches are those of the piece alone, so `lastgroup` is its name.
    """

    __slots__ = ("_compiled", "_pieces", "_sieve")

    def __init__(self, named: Iterable[tuple[str, Sequence[str]]]) -> None:
        self._pieces = [f"(?P<{name}>{piece})" for name, pieces in named for piece in pieces]
        self._compiled: list[re.Pattern[str] | None] = [None] * len(self._pieces)
        self._sieve = Sieve(self._pieces)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Give all matches in their order, none within another one: of two that begin together that of the earlier piece."""
        ahead = [
            (match.start(), index, match)
            for index in self._sieve.possible(text)
            if (match := self._at(index).search(text))
        ]
        while ahead:
            _, _, first = min(ahead)
            yield first
            ahead = [
                (match.start(), index, match)
                for start, index, found in ahead
                if (match := found if start >= first.end() else self._at(index).search(text, first.end()))
            ]

    def search(self, text: str) -> re.Match[str] | None:
        """Give the first match."""
        return next(self.finditer(text), None)

    def match(self, text: str) -> re.Match[str] | None:
        """Give the match at the text's beginning."""
        possible = sorted(self._sieve.possible(text))
        return next((match for index in possible if (match := self._at(index).match(text))), None)

    def sub(self, new: str, text: str) -> str:
        """Put a text without references in the place of each match."""
        kept: list[str] = []
        place = 0
        for match in self.finditer(text):
            kept += (text[place : match.start()], new)
            place = match.end()
        return "".join(kept) + text[place:] if kept else text

    def _at(self, index: int) -> re.Pattern[str]:
        # Compiled when first needed: one run meets few of the pieces, and all of them take as long as a mail.
        pattern = self._compiled[index]
        if pattern is None:
            pattern = self._compiled[index] = re.compile(self._pieces[index])
        return pattern


@lru_cache(maxsize=2048)
def needed(pattern: str) -> frozenset[str]:
    """Give texts of which each match of a case-sensitive pattern holds one at least; none where nothing can be said."""
    return _needed(_PARSER.parse(pattern)) or frozenset()


def _needed(parsed: Any) -> frozenset[str] | None:
    choices: list[frozenset[str]] = []
    run = ""
    for operator, argument in parsed:
        name = str(operator)
        if name == "LITERAL":
            run += chr(argument)
            continue
        if name in ("AT", "ASSERT", "ASSERT_NOT"):
            continue  # they take up no letters, so that what stands on both sides of them is one run
        choices += [frozenset({run})] * bool(run)
        run = ""
        inner: frozenset[str] | None = None
        if name == "SUBPATTERN":
            inner = _needed(argument[3])
        elif name in ("MAX_REPEAT", "MIN_REPEAT") and argument[0] > 0:
            inner = _needed(argument[2])
        elif name == "BRANCH":
            branches = [_needed(branch) or frozenset[str]() for branch in argument[1]]
            inner = frozenset[str]().union(*branches) if all(branches) else None
        choices += [inner] if inner else []
    choices += [frozenset({run})] * bool(run)
    return max(choices, key=lambda each: (min(map(_rarity, each)), -len(each)), default=None)


def _rarity(needle: str) -> int:
    """Give how many letters and marks a text must hold: digits stand in most of those that are looked through."""
    return sum(not letter.isdigit() for letter in needle)
