"""Lines and tables out of words with positions, as PDF and OCR give them.

A table is found by its ruled lines where the page has them (then a cell with several lines of text is one cell), else by gaps: lines one
below the other that each fall apart into segments which stand in common columns. Columns of prose are read one after the other.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from parsers.documents.source import COLUMNS, Blocks, Word
from parsers.values import CellValue, Table

_COLUMN_GAP = 1.2
"""Of a line's height. A blank takes a quarter, blanks of justified text stay under one, columns of a table lie farther apart."""
_HEADS_GAP = 0.36
"""Of a line's height, where a line falls apart into three and more: heads of narrow columns stand nearer than their figures."""
FIGURES_GAP = 0.45
"""Of a line's height, between two figures: `1 234` has a blank of half of it; farther apart, 45 and 120 stand in two columns."""
_BLANK_GAP = 0.12
"""Of a line's height: words nearer than this were parted by their font only."""
_OVERLAP = 0.1
"""Of a line's height: letters of one word overlap less."""
_STRIP = 0.6
"""Of a line's height: so much stays white between two columns from line to line."""
_TOUCH = 3.0
"""Points within which two ruled lines meet: programs draw them as thin boxes, or end them short of each other."""
_SAME = 1.5
"""Points within which two ruled lines beside each other are one."""
_RULINGS = 800
"""Of a page, the longest; a table of fifty rows has some sixty, hatchings and maps have thousands."""
_PROSE_LINES, _PROSE_LETTERS = 5, 25
"""Beside each other so many lines of so many letters are columns of prose; rows of a table and letterheads are fewer or shorter."""


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

    @property
    def length(self) -> float:
        """Its length in points."""
        return max(self.bottom - self.top, self.right - self.left)


@dataclass(frozen=True, slots=True)
class _Line:
    """What stands at one height: segments from left to right, without a gap as wide as between columns."""

    segments: Sequence[Word]
    top: float
    bottom: float

    @property
    def height(self) -> float:
        return max(self.bottom - self.top, 1.0)

    @property
    def text(self) -> str:
        return "\t".join(segment.text.strip() for segment in self.segments)


def joined_rulings(rulings: Sequence[Ruling]) -> list[Ruling]:
    """Join ruled lines that go on in each other: programs draw every cell's borders by themselves, or both sides of a thin box."""
    joined: list[Ruling] = []
    for vertical in (True, False):
        across = _left if vertical else _top
        band: list[Ruling] = []
        for ruling in sorted((ruling for ruling in rulings if ruling.vertical is vertical), key=across):
            if band and across(ruling) - across(band[0]) > _SAME:
                joined += _end_to_end(band)
                band = []
            band.append(ruling)
        joined += _end_to_end(band)
    return sorted(joined, key=lambda ruling: -ruling.length)[:_RULINGS]


def _left(ruling: Ruling) -> float:
    return ruling.left


def _top(ruling: Ruling) -> float:
    return ruling.top


def _end_to_end(band: Sequence[Ruling]) -> Iterator[Ruling]:
    """Join those that touch of ruled lines that lie on one line."""
    current: Ruling | None = None
    for ruling in sorted(band, key=lambda ruling: ruling.top + ruling.left):
        if current is not None and _touch(current, ruling):
            current = Ruling(
                min(current.left, ruling.left),
                min(current.top, ruling.top),
                max(current.right, ruling.right),
                max(current.bottom, ruling.bottom),
            )
            continue
        if current is not None:
            yield current
        current = ruling
    if current is not None:
        yield current


def add_page(
    blocks: Blocks, number: int, words: Sequence[Word], rulings: Sequence[Ruling] = (), sideways: Sequence[Word] = ()
) -> None:
    """Add the lines (`page 2 line 4`) and tables (`page 2 table 1`) of a page, from top to bottom.

    A line that runs sideways belongs to the cell that it stands in; outside of ruled tables such lines come last.
    """
    grids = _grids(rulings)
    free, aside = _into(grids, words), _into(grids, sideways)
    found: list[tuple[float, Sequence[_Line] | _Grid]] = [(grid.rows[0], grid) for grid in grids if grid.words]
    for top, lines in _columns_of_prose(_lines(free)):
        found += [(top if top is not None else group[0].top, group) for group in _groups(lines)]
    found.sort(key=lambda item: item[0])
    ends = (0, len(found) - 1)
    found = [item for at, item in enumerate(found) if at not in ends or not _is_page_number(item[1], number)]
    found += [(word.top, (_Line((word,), word.top, word.bottom),)) for word in aside]
    line_number = table_number = 0
    for _, item in found:
        if not isinstance(item, _Grid) and len(item) == 1:
            line_number += 1
            blocks.add_text(item[0].text, f"page {number} line {line_number}")
            continue
        table_number += 1
        name = f"page {number} table {table_number}"
        blocks.add_table(item.table(name) if isinstance(item, _Grid) else Table(name=name, rows=_columns(item)))


def _is_page_number(item: Sequence[_Line] | _Grid, number: int) -> bool:
    """Whether what stands first or last on a page is the page's number: "2", "- 2 -", "Trang 2/3"."""
    if isinstance(item, _Grid) or len(item) != 1:
        return False
    numbered = rf"\W*(?:trang|page)?\s*{number}(?:\s*/\s*\d+)?\W*"
    return re.fullmatch(numbered, item[0].text, re.IGNORECASE) is not None


def _into(grids: Sequence[_Grid], words: Sequence[Word]) -> Sequence[Word]:
    """Give each word to the ruled table that it stands in; give those that stand in none."""
    if not grids:
        return words
    free: list[Word] = []
    for word in words:
        home = next((grid for grid in grids if grid.holds(word)), None)
        (free if home is None else home.words).append(word)
    return free


# Lines


def _lines(words: Iterable[Word]) -> list[_Line]:
    """Put words of one height into lines, lines from the top."""
    rows: list[list[Word]] = []
    middle_before = reach = 0.0
    for word in sorted(words, key=lambda word: word.top + word.bottom):
        middle = (word.top + word.bottom) / 2
        # The middle half of the last word; marks of small and large letters differ by less.
        if rows and middle - middle_before < reach:
            rows[-1].append(word)
        else:
            rows.append([word])
        middle_before, reach = middle, (word.bottom - word.top) / 2 * 0.7
    return list(map(_line, rows))


def _line(row: Sequence[Word]) -> _Line:
    if len(row) == 1:
        return _Line(row, row[0].top, row[0].bottom)
    ordered = sorted(row, key=lambda word: word.left)
    segments = list(_segments(ordered, _COLUMN_GAP))
    if len(segments) > 2:
        segments = list(_segments(ordered, _HEADS_GAP))
    return _Line(segments, min(word.top for word in segments), max(word.bottom for word in segments))


def _segments(row: Sequence[Word], column_gap: float) -> Iterator[Word]:
    current = row[0]
    for word in row[1:]:
        height = max(current.bottom - current.top, word.bottom - word.top, 1.0)
        gap = word.left - current.right
        figures = current.text.rstrip()[-1:].isdecimal() and word.text.lstrip()[:1].isdecimal()
        if gap > (FIGURES_GAP if figures else column_gap) * height or run_over(current.text, word.text, gap, height):
            yield current
            current = word
            continue
        apart = gap > _BLANK_GAP * height and not current.text.endswith(" ") and not word.text.startswith(" ")
        current = Word(
            text=current.text + (" " if apart else "") + word.text,
            left=current.left,
            right=max(current.right, word.right),
            top=min(current.top, word.top),
            bottom=max(current.bottom, word.bottom),
        )
    yield current


def run_over(one: str, other: str, gap: float, height: float) -> bool:
    """Whether words run over the next ones of their line, as those of a narrow cell do: "Tuần trướcTuần này"."""
    return gap < -_OVERLAP * height and one[-1:].islower() and other[:1].isupper()


# Columns of prose


def _columns_of_prose(lines: Sequence[_Line]) -> Iterator[tuple[float | None, Sequence[_Line]]]:
    """Take columns of prose apart, so that each is read to its end; they share the height at which they begin."""
    start = place = 0
    while place < len(lines):
        strip = _strip_at(lines, place)
        if strip is None:
            place += 1
            continue
        sides, end = _sides(lines, place, strip)
        if all(_is_prose(side) for side in sides):
            yield None, lines[start:place]
            for side in sides:
                yield lines[place].top, side
            start = end
        place = end
    yield None, lines[start:]


def _strip_at(lines: Sequence[_Line], place: int) -> tuple[float, float] | None:
    """Give the widest white strip within a line, or between a line and the next one that stands beside it."""
    line = lines[place]
    beside = line.segments
    if place + 1 < len(lines) and lines[place + 1].top < line.bottom:
        beside = [*beside, *lines[place + 1].segments]
    if len(beside) < 2:
        return None
    gaps = [(one.right, other.left) for one, other in pairwise(sorted(beside, key=lambda word: word.left))]
    widest = max(gaps, key=lambda gap: gap[1] - gap[0], default=(0.0, 0.0))
    return widest if widest[1] - widest[0] > _STRIP * line.height else None


def _sides(lines: Sequence[_Line], place: int, strip: tuple[float, float]) -> tuple[list[list[_Line]], int]:
    """Divide the lines from a place on by a white strip, for as long as it stays white."""
    left, right = strip
    sides: list[list[_Line]] = [[], []]
    for end in range(place, len(lines)):
        line = lines[end]
        if end > place and line.top - lines[end - 1].bottom > 2.5 * line.height:
            return sides, end
        one = [word for word in line.segments if word.left < right]
        other = [word for word in line.segments if word.left >= right]
        left = max([left, *(word.right for word in one)])
        if right - left < _STRIP * line.height:
            return sides, end
        for side, words in zip(sides, (one, other), strict=True):
            if words:
                side.append(_Line(words, line.top, line.bottom))
    return sides, len(lines)


def _is_prose(lines: Sequence[_Line]) -> bool:
    return len(lines) >= _PROSE_LINES and median(len(line.text) for line in lines) >= _PROSE_LETTERS


# Tables by gaps


def _groups(lines: Sequence[_Line]) -> Iterator[Sequence[_Line]]:
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
            yield (line,)
    if group:
        yield group


def _aligned(above: _Line, below: _Line) -> bool:
    """Whether two lines follow each other closely and leave a white strip free between the same columns.

    In justified prose some blanks are as wide as gaps of a table, but seldom one below the other.
    """
    if below.top - above.bottom > 2.5 * below.height:
        return False
    strips = (
        min(one.left, other.left) - max(one_before.right, other_before.right)
        for one_before, one in pairwise(above.segments)
        for other_before, other in pairwise(below.segments)
    )
    return any(strip > _STRIP * below.height for strip in strips)


def _columns(group: Sequence[_Line]) -> tuple[tuple[CellValue, ...], ...]:
    """Put the segments of lines into the columns of the line that has the most."""
    most = max(len(line.segments) for line in group)
    lines = [line for line in group if len(line.segments) == most]
    template = min(lines, key=lambda line: _collisions(group, line.segments)).segments
    borders = _borders(template)
    rows: list[tuple[CellValue, ...]] = []
    for line in group:
        row: list[str | None] = [None] * len(template)
        for segment in line.segments:
            for column in _its_columns(segment, template, borders):
                row[column] = f"{row[column]} {segment.text.strip()}" if row[column] else segment.text.strip()
        rows.append(tuple(row))
    return tuple(rows)


def _borders(template: Sequence[Word]) -> list[float]:
    return [(one.right + other.left) / 2 for one, other in pairwise(template)]


def _collisions(group: Sequence[_Line], template: Sequence[Word]) -> int:
    """Count the segments that would share a column with another one of their line: heads run together where cells don't."""
    borders = _borders(template)
    return sum(
        len(line.segments) - len({_best_column(segment, template, borders) for segment in line.segments})
        for line in group
    )


def _its_columns(segment: Word, template: Sequence[Word], borders: Sequence[float]) -> list[int]:
    """Give the column of a segment; a head that spans several columns is that of each."""
    spanned = [at for at, cell in enumerate(template) if segment.left <= cell.left and cell.right <= segment.right]
    if len(spanned) > 1 and not any(map(str.isdecimal, segment.text)):
        return spanned
    return [_best_column(segment, template, borders)]


def _best_column(segment: Word, template: Sequence[Word], borders: Sequence[float]) -> int:
    """Give the column that a segment stands over or under; beside all of them the one that it must belong to.

    Heads stand to the left in their columns and figures to the right: a figure is of the last head that begins before its end.
    """
    overlaps = [min(segment.right, column.right) - max(segment.left, column.left) for column in template]
    best = max(range(len(template)), key=lambda column: overlaps[column])
    if overlaps[best] > 0:
        return best
    here, there = _is_figure(segment), [_is_figure(column) for column in template]
    if here and not all(there):
        return max((at for at, column in enumerate(template) if column.left <= segment.right), default=0)
    if not here and all(there[1:]):
        return min(
            (at for at, column in enumerate(template) if column.right >= segment.left), default=len(template) - 1
        )
    return bisect_right(borders, (segment.left + segment.right) / 2)


def _is_figure(word: Word) -> bool:
    return word.text.strip()[:1].isdecimal()


# Tables by ruled lines


@dataclass(slots=True)
class _Grid:
    """A table by its ruled lines: borders of columns and rows, which neighbours no line parts, and the words in it."""

    vertical: Sequence[Ruling]
    horizontal: Sequence[Ruling]
    words: list[Word] = field(default_factory=list)
    columns: Sequence[float] = ()
    rows: Sequence[float] = ()

    def __post_init__(self) -> None:
        self.columns = _distinct((ruling.left + ruling.right) / 2 for ruling in self.vertical)
        self.rows = _distinct((ruling.top + ruling.bottom) / 2 for ruling in self.horizontal)

    @property
    def is_table(self) -> bool:
        return 2 < len(self.columns) <= COLUMNS and len(self.rows) > 1

    def holds(self, word: Word) -> bool:
        x, y = (word.left + word.right) / 2, (word.top + word.bottom) / 2
        return self.columns[0] <= x <= self.columns[-1] and self.rows[0] <= y <= self.rows[-1]

    def table(self, name: str) -> Table:
        """Put each word into the cell that it stands in; merged cells have their text in their top left one."""
        owners = self._owners()
        contents: dict[tuple[int, int], list[Word]] = {}
        for word in self.words:
            row = min(max(bisect_right(self.rows, (word.top + word.bottom) / 2) - 1, 0), len(self.rows) - 2)
            column = min(max(bisect_right(self.columns, (word.left + word.right) / 2) - 1, 0), len(self.columns) - 2)
            contents.setdefault(owners[row, column], []).append(word)
        texts = {cell: " ".join(line.text.strip() for line in _lines(found)) for cell, found in contents.items()}
        rows = tuple(
            tuple(texts.get((row, column)) for column in range(len(self.columns) - 1))
            for row in range(len(self.rows) - 1)
        )
        last: dict[tuple[int, int], tuple[int, int]] = {}
        for (row, column), owner in owners.items():
            down, across = last.get(owner, owner)
            last[owner] = (max(down, row), max(across, column))
        merged = tuple((*first, *end) for first, end in sorted(last.items()) if first != end)
        return Table(name=name, rows=rows, merged=merged)

    def _owners(self) -> dict[tuple[int, int], tuple[int, int]]:
        above = [_stretches(self.horizontal, border) for border in self.rows]
        beside = [_stretches(self.vertical, border) for border in self.columns]
        owners: dict[tuple[int, int], tuple[int, int]] = {}
        for row, (top, bottom) in enumerate(pairwise(self.rows)):
            for column, (left, right) in enumerate(pairwise(self.columns)):
                if row and not _cover(above[row], (left + right) / 2):
                    owners[row, column] = owners[row - 1, column]
                elif column and not _cover(beside[column], (top + bottom) / 2):
                    owners[row, column] = owners[row, column - 1]
                else:
                    owners[row, column] = (row, column)
        return owners


def _stretches(rulings: Iterable[Ruling], border: float) -> list[tuple[float, float]]:
    """Give from where to where ruled lines lie on a border."""
    found: list[tuple[float, float]] = []
    for ruling in rulings:
        if ruling.vertical:
            at, start, end = (ruling.left + ruling.right) / 2, ruling.top, ruling.bottom
        else:
            at, start, end = (ruling.top + ruling.bottom) / 2, ruling.left, ruling.right
        if abs(at - border) <= _TOUCH:
            found.append((start - _TOUCH, end + _TOUCH))
    return found


def _cover(stretches: Iterable[tuple[float, float]], middle: float) -> bool:
    return any(start <= middle <= end for start, end in stretches)


def _distinct(positions: Iterable[float]) -> list[float]:
    found: list[float] = []
    for position in sorted(positions):
        if not found or position - found[-1] > _TOUCH:
            found.append(position)
    return found


def _grids(rulings: Sequence[Ruling]) -> list[_Grid]:
    """Group ruled lines that touch across; a group with at least two columns and a row is a table."""
    vertical = [ruling for ruling in rulings if ruling.vertical]
    groups: list[tuple[list[Ruling], list[Ruling]]] = []
    for ruling in (ruling for ruling in rulings if not ruling.vertical):
        crossing = [other for other in vertical if _touch(ruling, other)]
        touching = [group for group in groups if any(other in group[0] for other in crossing)]
        groups = [group for group in groups if group not in touching]
        columns = dict.fromkeys([*crossing, *(other for group in touching for other in group[0])])
        groups.append((list(columns), [ruling, *(other for group in touching for other in group[1])]))
    return [grid for grid in (_Grid(*group) for group in groups) if grid.is_table]


def _touch(one: Ruling, other: Ruling) -> bool:
    return (
        one.left <= other.right + _TOUCH
        and other.left <= one.right + _TOUCH
        and one.top <= other.bottom + _TOUCH
        and other.top <= one.bottom + _TOUCH
    )
