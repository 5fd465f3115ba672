"""Lines and tables out of words with positions, as PDF and OCR give them.

A table is found by its ruled lines where the page has them (then a cell with several lines of text is one cell), else by gaps: lines one
below the other that each fall apart into segments which stand in common columns.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from parsers.documents.source import Blocks, Word
from parsers.values import CellValue, Table

_COLUMN_GAP = 1.2
"""Of a line's height. A blank takes a quarter, blanks of justified text stay under one, columns of a table lie farther apart."""
FIGURES_GAP = 0.45
"""Of a line's height, between two figures: `1 234` has a blank of half of it; farther apart, 45 and 120 stand in two columns."""
_BLANK_GAP = 0.12
"""Of a line's height: words nearer than this were parted by their font only."""
_TOUCH = 3.0
"""Points within which two ruled lines meet: programs draw them as thin boxes, or end them short of each other."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """A straight line on a page, horizontal or vertical."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def vertical(self) -> bool:
        """Whether it runs from top to bottom."""
        return self.bottom - self.top > self.right - self.left


@dataclass(frozen=True, slots=True)
class _Line:
    """What stands at one height: segments from left to right, without a gap as wide as between columns."""

    segments: tuple[Word, ...]

    @property
    def top(self) -> float:
        return min(segment.top for segment in self.segments)

    @property
    def bottom(self) -> float:
        return max(segment.bottom for segment in self.segments)

    @property
    def text(self) -> str:
        return "\t".join(segment.text.strip() for segment in self.segments)


def add_page(blocks: Blocks, number: int, words: Sequence[Word], rulings: Sequence[Ruling] = ()) -> None:
    """Add the lines (`page 2 line 4`) and tables (`page 2 table 1`) of a page, from top to bottom."""
    grids = _grids(rulings)
    tables: list[tuple[float, list[_Line] | _Grid]] = []
    free: list[Word] = []
    inside: dict[int, list[Word]] = {}
    for word in words:
        home = next((index for index, grid in enumerate(grids) if grid.holds(word)), None)
        (free if home is None else inside.setdefault(home, [])).append(word)
    tables += [(grids[home].rows[0], grids[home]) for home in inside]
    tables += [(group[0].top, group) for group in _groups(_lines(free))]
    line_number = table_number = 0
    for _, found in sorted(tables, key=lambda item: item[0]):
        if isinstance(found, _Grid):
            rows = found.cells(inside[grids.index(found)])
        elif len(found) > 1:
            rows = _columns(found)
        else:
            line_number += 1
            blocks.add_text(found[0].text, f"page {number} line {line_number}")
            continue
        table_number += 1
        blocks.add_table(Table(name=f"page {number} table {table_number}", rows=rows))


def _lines(words: Iterable[Word]) -> list[_Line]:
    """Put words of one height into lines, lines from the top."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word.top + word.bottom) / 2):
        middle = (word.top + word.bottom) / 2
        if rows and _reaches(rows[-1], middle):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [_Line(tuple(_segments(sorted(row, key=lambda word: word.left)))) for row in rows]


def _reaches(row: Sequence[Word], middle: float) -> bool:
    """Whether a height lies in the middle half of the row's last word; marks of small and large letters differ by less."""
    last = row[-1]
    centre, half = (last.top + last.bottom) / 2, (last.bottom - last.top) / 2
    return abs(middle - centre) < half * 0.7


def _segments(row: Sequence[Word]) -> Iterable[Word]:
    current = row[0]
    for word in row[1:]:
        height = max(current.bottom - current.top, word.bottom - word.top, 1.0)
        gap = word.left - current.right
        figures = current.text.rstrip()[-1:].isdecimal() and word.text.lstrip()[:1].isdecimal()
        if gap > (FIGURES_GAP if figures else _COLUMN_GAP) * height:
            yield current
            current = word
            continue
        blank = (
            " "
            if gap > _BLANK_GAP * height and not current.text.endswith(" ") and not word.text.startswith(" ")
            else ""
        )
        current = Word(
            text=current.text + blank + word.text,
            left=current.left,
            right=max(current.right, word.right),
            top=min(current.top, word.top),
            bottom=max(current.bottom, word.bottom),
        )
    yield current


def _groups(lines: Sequence[_Line]) -> Iterable[list[_Line]]:
    """Group lines that make up a table without ruled lines; every other line is a group of its own."""
    group: list[_Line] = []
    for line in lines:
        if group and len(line.segments) > 1 and _aligned(group[-1], line):
            group.append(line)
            continue
        if group:
            yield group
        if len(line.segments) > 1:
            group = [line]
        else:
            group = []
            yield [line]
    if group:
        yield group


def _aligned(above: _Line, below: _Line) -> bool:
    """Whether two lines follow each other closely and leave a white strip free between the same columns.

    In justified prose some blanks are as wide as gaps of a table, but seldom one below the other.
    """
    height = max(below.bottom - below.top, 1.0)
    if below.top - above.bottom > 2.5 * height:
        return False
    strips = (
        min(one.left, other.left) - max(one_before.right, other_before.right)
        for one_before, one in pairwise(above.segments)
        for other_before, other in pairwise(below.segments)
    )
    return any(strip > 0.6 * height for strip in strips)


def _columns(group: Sequence[_Line]) -> tuple[tuple[CellValue, ...], ...]:
    """Put the segments of lines into the columns of the line that has the most."""
    template = max(group, key=lambda line: len(line.segments)).segments
    borders = [(one.right + other.left) / 2 for one, other in pairwise(template)]
    rows: list[tuple[CellValue, ...]] = []
    for line in group:
        row: list[str | None] = [None] * len(template)
        for segment in line.segments:
            column = _best_column(segment, template, borders)
            row[column] = f"{row[column]} {segment.text.strip()}" if row[column] else segment.text.strip()
        rows.append(tuple(row))
    return tuple(rows)


def _best_column(segment: Word, template: Sequence[Word], borders: Sequence[float]) -> int:
    overlaps = [min(segment.right, column.right) - max(segment.left, column.left) for column in template]
    best = max(range(len(template)), key=lambda column: overlaps[column])
    return best if overlaps[best] > 0 else bisect_right(borders, (segment.left + segment.right) / 2)


class _Grid:
    """A table by its ruled lines: borders of columns and rows, and which neighbours no line parts."""

    def __init__(self, rulings: Sequence[Ruling]) -> None:
        self.vertical = [ruling for ruling in rulings if ruling.vertical]
        self.horizontal = [ruling for ruling in rulings if not ruling.vertical]
        self.columns = _distinct((ruling.left + ruling.right) / 2 for ruling in self.vertical)
        self.rows = _distinct((ruling.top + ruling.bottom) / 2 for ruling in self.horizontal)

    @property
    def is_table(self) -> bool:
        return len(self.columns) > 2 and len(self.rows) > 1

    def holds(self, word: Word) -> bool:
        x, y = (word.left + word.right) / 2, (word.top + word.bottom) / 2
        return self.columns[0] <= x <= self.columns[-1] and self.rows[0] <= y <= self.rows[-1]

    def cells(self, words: Sequence[Word]) -> tuple[tuple[CellValue, ...], ...]:
        """Put each word into the cell that it stands in; merged cells have their text in their top left one."""
        owners = self._owners()
        contents: dict[tuple[int, int], list[Word]] = {}
        for word in words:
            row = min(max(bisect_right(self.rows, (word.top + word.bottom) / 2) - 1, 0), len(self.rows) - 2)
            column = min(max(bisect_right(self.columns, (word.left + word.right) / 2) - 1, 0), len(self.columns) - 2)
            contents.setdefault(owners[row, column], []).append(word)
        texts = {cell: " ".join(line.text.strip() for line in _lines(found)) for cell, found in contents.items()}
        return tuple(
            tuple(texts.get((row, column)) for column in range(len(self.columns) - 1))
            for row in range(len(self.rows) - 1)
        )

    def _owners(self) -> dict[tuple[int, int], tuple[int, int]]:
        owners: dict[tuple[int, int], tuple[int, int]] = {}
        for row, (top, bottom) in enumerate(pairwise(self.rows)):
            for column, (left, right) in enumerate(pairwise(self.columns)):
                above, beside = (row - 1, column), (row, column - 1)
                if row and not _parts(self.horizontal, top, (left + right) / 2):
                    owners[row, column] = owners[above]
                elif column and not _parts(self.vertical, left, (top + bottom) / 2):
                    owners[row, column] = owners[beside]
                else:
                    owners[row, column] = (row, column)
        return owners


def _parts(rulings: Iterable[Ruling], border: float, middle: float) -> bool:
    """Whether a ruled line lies on a border beside the middle of a cell."""
    for ruling in rulings:
        if ruling.vertical:
            at, start, end = (ruling.left + ruling.right) / 2, ruling.top, ruling.bottom
        else:
            at, start, end = (ruling.top + ruling.bottom) / 2, ruling.left, ruling.right
        if abs(at - border) <= _TOUCH and start - _TOUCH <= middle <= end + _TOUCH:
            return True
    return False


def _distinct(positions: Iterable[float]) -> list[float]:
    found: list[float] = []
    for position in sorted(positions):
        if not found or position - found[-1] > _TOUCH:
            found.append(position)
    return found


def _grids(rulings: Sequence[Ruling]) -> list[_Grid]:
    """Group ruled lines that touch; a group with at least two columns and a row is a table."""
    groups: list[list[Ruling]] = []
    for ruling in rulings:
        touching = [group for group in groups if any(_touch(ruling, other) for other in group)]
        rest = [group for group in groups if group not in touching]
        groups = [*rest, [ruling, *(other for group in touching for other in group)]]
    return [grid for grid in map(_Grid, groups) if grid.is_table]


def _touch(one: Ruling, other: Ruling) -> bool:
    return (
        one.left <= other.right + _TOUCH
        and other.left <= one.right + _TOUCH
        and one.top <= other.bottom + _TOUCH
        and other.top <= one.bottom + _TOUCH
    )
