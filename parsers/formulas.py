"""Formulas of workbooks that only add up cells: what they come to is told without a program that calculates."""

from __future__ import annotations

import re

_CELL = r"\$?([A-Z]{1,2})\$?(\d{1,4})"
_ADDS = re.compile(rf"=\s*{_CELL}(?:\s*\+\s*{_CELL})+\s*")
_SUM = re.compile(rf"=\s*SUM\(\s*{_CELL}\s*:\s*{_CELL}\s*\)\s*", re.IGNORECASE)


def added_cells(formula: str) -> list[tuple[int, int]]:
    """Give the places that a formula like `=A3+B3` or `=SUM(A3:B9)` adds up; none for any other formula."""
    if _ADDS.fullmatch(formula):
        return [_place(*match) for match in re.findall(_CELL, formula)]
    if (span := _SUM.fullmatch(formula)) is not None:
        (top, left), (bottom, right) = _place(span[1], span[2]), _place(span[3], span[4])
        return [(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)]
    return []


def _place(letters: str, digits: str) -> tuple[int, int]:
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(digits) - 1, column - 1
