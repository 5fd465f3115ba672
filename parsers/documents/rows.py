"""Rows of cells into the columns of their table."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from parsers.values import CellValue

_NEAR = 60
"""Twentieths of a point within which two borders of cells are the same column's."""

Rows = tuple[tuple[CellValue, ...], ...]
Range = tuple[int, int, int, int]
"""Merged cells: first row and column, last row and column."""


class Shape(NamedTuple):
    """How Word lays out the cells of a row."""

    edges: tuple[int, ...] = ()
    """Their borders, in twentieths of a point from the left."""
    below: frozenset[int] = frozenset()
    """Which of them go on with the cell above."""
    beside: frozenset[int] = frozenset()
    """Which of them go on with the cell to their left."""


def rectangle(rows: Sequence[Sequence[CellValue]]) -> Rows:
    """Fill rows up to the width of the widest."""
    width = max(map(len, rows), default=0)
    return tuple((*row, *([None] * (width - len(row)))) for row in rows)


def aligned(rows: Sequence[tuple[Shape, Sequence[CellValue]]]) -> tuple[Rows, tuple[Range, ...]]:
    """Put cells into columns by the borders that each row gives for its own; give the rows and the merged ranges.

    Word has no columns: a cell that was merged over three of them is one wider cell of its row.
    """
    borders = _borders(edge for shape, _ in rows for edge in shape.edges)
    placed: list[list[CellValue]] = []
    merged: list[Range] = []
    above: dict[int, Range] = {}
    for number, (shape, cells) in enumerate(rows):
        row: list[CellValue] = []
        ranges: dict[int, Range] = {}
        for index, (first, last) in enumerate(_columns(shape.edges, len(cells), borders)):
            row += [None] * (first - len(row)) + [cells[index]]
            if index in shape.beside and ranges:
                start, found = next(reversed(ranges.items()))
                ranges[start] = (*found[:3], last)
            elif index in shape.below and first in above:
                ranges[first] = (*above[first][:2], number, max(above[first][3], last))
            else:
                ranges[first] = (number, first, number, last)
        merged += [found for start, found in above.items() if start not in ranges or ranges[start][:2] != found[:2]]
        above = ranges
        placed.append(row)
    merged += above.values()
    return rectangle(placed), tuple(sorted(found for found in merged if found[:2] != found[2:]))


def _borders(edges: Iterable[int]) -> list[int]:
    borders: list[int] = []
    for edge in sorted(edges):
        if not borders or edge - borders[-1] > _NEAR:
            borders.append(edge)
    return borders


def _columns(edges: Sequence[int], count: int, borders: Sequence[int]) -> list[tuple[int, int]]:
    """Give the first and the last column of each of a row's cells."""
    if count and len(edges) >= count:
        starts = [max(bisect_right(borders, edge) - 1, 0) for edge in edges[: count + 1]]
        if all(one < other for one, other in pairwise(starts)):
            ends = [*starts[1:], *([starts[-1] + 1] if len(starts) == count else [])]
            return [(start, end - 1) for start, end in zip(starts, ends, strict=False)]
    # Borders that stand in no order, or nearer than a column can be: the cells as they come.
    return [(index, index) for index in range(count)]
