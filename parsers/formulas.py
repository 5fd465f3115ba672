"""Formulas of workbooks that add, subtract and multiply cells: what they come to is told without a program that calculates."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

_CELL = r"\$?([A-Z]{1,2})\$?(\d{1,4})"
_ADDS = re.compile(rf"=\s*{_CELL}(?:\s*\+\s*{_CELL})+\s*")
_SUM = re.compile(rf"=\s*SUM\(\s*{_CELL}\s*:\s*{_CELL}\s*\)\s*", re.IGNORECASE)
_REFERENCE = re.compile(
    r"(?<![\w.$])(?:'((?:[^']|'')+)'!|([^\W\d][\w.]*)!)?(\$?)([A-Z]{1,3})(\$?)(\d{1,7})(?::(\$?)([A-Z]{1,3})(\$?)(\d{1,7}))?(?![\w(!:.])"
)
_TOKEN = re.compile(
    rf"\s*(?:({_REFERENCE.pattern})|(\d+(?:\.\d+)?)(?![\w.])|((?:SUM|MAX|MIN|ROUND|ABS)\()|([-+*/(),]))",
    re.IGNORECASE | re.ASCII,
)
_STRING = re.compile(r'"(?:[^"]|"")*"')
_OF_THE_MOMENT = re.compile(r"\b(?:TODAY|NOW|RAND|RANDBETWEEN|RANDARRAY)\s*\(", re.IGNORECASE)
_LONGEST, _DEEPEST = 2_000, 20


class Area(NamedTuple):
    """Cells that a formula names; rows and columns from 0, the last ones within it."""

    sheet: str
    """Empty: its own."""
    top: int
    left: int
    bottom: int
    right: int

    @property
    def size(self) -> int:
        """How many they are."""
        return (self.bottom - self.top + 1) * (self.right - self.left + 1)

    def places(self) -> Iterator[tuple[int, int]]:
        """Give the place of each."""
        return (
            (row, column) for row in range(self.top, self.bottom + 1) for column in range(self.left, self.right + 1)
        )


class UnknownValueError(Exception):
    """What a formula comes to cannot be told."""


Values = Callable[[Area], Sequence[float | None]]
"""Gives the numbers in cells, None for others; raises `UnknownValueError` for cells that are not known."""


def added_cells(formula: str) -> list[tuple[int, int]]:
    """Give the places that a formula like `=A3+B3` or `=SUM(A3:B9)` adds up; none for any other formula."""
    if _ADDS.fullmatch(formula):
        return [_place(*match) for match in re.findall(_CELL, formula)]
    if (span := _SUM.fullmatch(formula)) is not None:
        (top, left), (bottom, right) = _place(span[1], span[2]), _place(span[3], span[4])
        return [(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)]
    return []


def is_of_the_moment(formula: str) -> bool:
    """Whether a formula comes to something else whenever it is computed, or on another day."""
    return _OF_THE_MOMENT.search(formula) is not None


def named_cells(formula: str, down: int = 0, across: int = 0) -> Iterator[Area]:
    """Give the cells that a formula names, if it stands so many rows and columns from where it was written."""
    return (_area(match, down, across) for match in _REFERENCE.finditer(_STRING.sub(" ", formula)))


def worked_out(formula: str, values: Values, down: int = 0, across: int = 0) -> float | None:
    """Give what a formula of `+`, `-`, `*`, `/` and a few functions comes to; None for any other one, or where a value is missing."""
    try:
        tokens = _tokens(formula, down, across)
        value = _sum(tokens, values, 0)
    except UnknownValueError:
        return None
    return value if not tokens else None


_Token = str | float | Area


def _tokens(formula: str, down: int, across: int) -> list[_Token]:
    """Divide a formula, the last piece first."""
    text = formula.removeprefix("=").strip()
    found: list[_Token] = []
    place = 0
    while place < len(text):
        match = _TOKEN.match(text, place)
        if match is None or len(text) > _LONGEST:
            raise UnknownValueError
        place = match.end()
        if match[1]:
            reference = _REFERENCE.match(match[1])
            if reference is None:
                raise UnknownValueError
            found.append(_area(reference, down, across))
        elif match[12]:
            found.append(float(match[12]))
        else:
            found.append((match[13] or match[14]).upper())
    return found[::-1]


def _sum(tokens: list[_Token], values: Values, depth: int) -> float:
    if depth > _DEEPEST:
        raise UnknownValueError
    total = _product(tokens, values, depth)
    while tokens and tokens[-1] in ("+", "-"):
        sign = tokens.pop()
        total += (1 if sign == "+" else -1) * _product(tokens, values, depth)
    return total


def _product(tokens: list[_Token], values: Values, depth: int) -> float:
    value = _factor(tokens, values, depth)
    while tokens and tokens[-1] in ("*", "/"):
        sign = tokens.pop()
        factor = _factor(tokens, values, depth)
        if sign == "/" and not factor:
            raise UnknownValueError
        value = value * factor if sign == "*" else value / factor
    return value


def _factor(tokens: list[_Token], values: Values, depth: int) -> float:
    match tokens.pop() if tokens else "":
        case float() as number:
            return number
        case Area() as area:
            (value, *more) = values(area)
            if more or value is None:
                raise UnknownValueError
            return value
        case "+":
            return _factor(tokens, values, depth + 1)
        case "-":
            return -_factor(tokens, values, depth + 1)
        case "(":
            value = _sum(tokens, values, depth + 1)
        case "SUM(" | "MAX(" | "MIN(" | "ROUND(" | "ABS(" as function:
            given = [_argument(tokens, values, depth + 1)]
            while tokens and tokens[-1] == ",":
                tokens.pop()
                given.append(_argument(tokens, values, depth + 1))
            value = _called(function, given)
        case _:
            raise UnknownValueError
    if not tokens or tokens.pop() != ")":
        raise UnknownValueError
    return value


def _argument(tokens: list[_Token], values: Values, depth: int) -> Sequence[float]:
    """Give the numbers of an argument: of cells the numbers alone."""
    if len(tokens) > 1 and isinstance(tokens[-1], Area) and tokens[-2] in (",", ")"):
        area = tokens.pop()
        assert isinstance(area, Area)
        return [value for value in values(area) if value is not None]
    return [_sum(tokens, values, depth)]


def _called(function: str, given: Sequence[Sequence[float]]) -> float:
    numbers = [number for each in given for number in each]
    match function:
        case "SUM(":
            return sum(numbers)
        case "MAX(" | "MIN(" if numbers:
            return max(numbers) if function == "MAX(" else min(numbers)
        case "ABS(" if len(numbers) == 1:
            return abs(numbers[0])
        case "ROUND(" if len(numbers) == _OF_ROUND and numbers[1] == 0:
            # Halves away from zero, as spreadsheets do.
            return math.copysign(math.floor(abs(numbers[0]) + 0.5), numbers[0])
        case _:
            raise UnknownValueError


_OF_ROUND = 2


def _area(match: re.Match[str], down: int, across: int) -> Area:
    sheet = (match[1] or "").replace("''", "'") or match[2] or ""
    first = _moved(match[3], match[4], match[5], match[6], down, across)
    last = _moved(match[7], match[8], match[9], match[10], down, across) if match[8] else first
    return Area(sheet, min(first[0], last[0]), min(first[1], last[1]), max(first[0], last[0]), max(first[1], last[1]))


def _moved(fixed: str, letters: str, still: str, digits: str, down: int, across: int) -> tuple[int, int]:
    """Give the place that a reference names; `$` keeps a column or row where it was written."""
    row, column = _place(letters, digits)
    return row + (0 if still else down), column + (0 if fixed else across)


def _place(letters: str, digits: str) -> tuple[int, int]:
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(digits) - 1, column - 1
