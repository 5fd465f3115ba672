"""Which numbers of a list add up to a total: all of them, or subtotals whose parts stand right above or below them.

What adds up needs no words: "Khối 10: 19" above "Toàn trường: 36" is told from its classes by arithmetic, whatever it is called.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

MOST = 120
"""Longer lists are only added up as a whole."""


@lru_cache(maxsize=256)
def addends(values: tuple[int, ...], total: int) -> tuple[int, ...] | None:
    """Give the places of the numbers that make up a total, those left out being parts of one of them; None if it can't be.

    The plain sum of all is tried first; a subtotal stands right before its parts or right behind them.
    """
    if sum(values) == total:
        return tuple(range(len(values)))
    if len(values) > MOST or len(values) < 3:
        return None
    return _Search(values).from_place(0, total)


def add_up(values: Sequence[int], total: int) -> bool:
    """Whether numbers make up a total, plainly or by subtotals."""
    return addends(tuple(values), total) is not None


class _Search:
    """Looks for a way to part a list into numbers that count and parts of these."""

    def __init__(self, values: tuple[int, ...]) -> None:
        self.values = values
        self._known: dict[tuple[int, int], tuple[int, ...] | None] = {}

    def from_place(self, place: int, rest: int) -> tuple[int, ...] | None:
        """Give the places from one on that make up what is left of the total."""
        if rest < 0:
            return None
        if place == len(self.values):
            return () if rest == 0 else None
        key = (place, rest)
        if key not in self._known:
            self._known[key] = self._tried(place, rest)
        return self._known[key]

    def _tried(self, place: int, rest: int) -> tuple[int, ...] | None:
        values = self.values
        for head, behind in self._subtotals(place):
            found = self.from_place(behind, rest - values[head])
            if found is not None:
                return (head, *found)
        found = self.from_place(place + 1, rest - values[place])
        return None if found is None else (place, *found)

    def _subtotals(self, place: int) -> list[tuple[int, int]]:
        """Give the subtotals whose stretch begins at a place, as (its own place, where its stretch ends): the longest first."""
        values = self.values
        found: list[tuple[int, int]] = []
        total = 0
        for end in range(place + 1, len(values)):
            total += values[end]
            if total > values[place]:
                break
            if total == values[place] and total:
                found.append((place, end + 1))
        total = values[place]
        for end in range(place + 1, len(values)):
            if values[end] == total and total and end - place >= 2:
                found.append((end, end + 1))
            total += values[end]
        return sorted(found, key=lambda each: -each[1])
