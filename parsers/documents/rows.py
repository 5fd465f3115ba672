"""Rows of cells into the columns of their table."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise

from parsers.values import CellValue

_NEAR = 60
"""Twentieths of a point within which two borders of cells are the same column's."""


def rectangle(rows: Sequence[Sequence[CellValue]]) -> tuple[tuple[CellValue, ...], ...]:
    """Fill rows up to the width of the widest."""
    width = max(map(len, rows), default=0)
    return tuple((*row, *([None] * (width - len(row)))) for row in rows)


def aligned(rows: Sequence[tuple[Sequence[int], Sequence[CellValue]]]) -> tuple[tuple[CellValue, ...], ...]:
    """Put cells into columns by the borders that each row gives for its own, in twentieths of a point from the left.

    Word has no columns: a cell that was merged over three of them is one wider cell of its row.
    """
    borders = _borders(edge for edges, _ in rows for edge in edges)
    return rectangle([_placed(edges, cells, borders) for edges, cells in rows])


def _borders(edges: Iterable[int]) -> list[int]:
    borders: list[int] = []
    for edge in sorted(edges):
        if not borders or edge - borders[-1] > _NEAR:
            borders.append(edge)
    return borders


def _placed(edges: Sequence[int], cells: Sequence[CellValue], borders: Sequence[int]) -> list[CellValue]:
    if not cells or len(edges) < len(cells):
        return list(cells)
    columns = [max(bisect_right(borders, edge) - 1, 0) for edge in edges[: len(cells)]]
    if any(one >= other for one, other in pairwise(columns)):
        # Borders that stand in no order, or nearer than a column can be: the cells as they come.
        return list(cells)
    row: list[CellValue] = [None] * (columns[-1] + 1)
    for column, cell in zip(columns, cells, strict=True):
        row[column] = cell
    return row
