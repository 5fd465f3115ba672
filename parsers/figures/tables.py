"""Figures in tables: what the heads above a cell and the labels left of it say, and what adds up to what, decides.

Each cell gets a role from its head and its row. Then whatever is explained by another cell is left out, the surest explanation
first: other weeks, parts that are announced, rows and columns that add up to a total. What is left is the figure; where more than one
is left, or a total is not the sum that it says to be, a human is asked.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise, takewhile
from typing import Any

from parsers.figures import cues, prose, sections, sums
from parsers.figures.grid import FULL_ROWS, Cell, Grid, is_worded
from parsers.figures.labels import Label, is_total, label
from parsers.figures.lexicon import LABEL_WORDS, MONTH
from parsers.figures.lines import Line, Source, line
from parsers.figures.mentions import CANDIDATES, Grip, Mention, Role
from parsers.figures.spots import Context
from parsers.figures.weeks import WeekMention
from parsers.formulas import added_cells
from parsers.text import fold
from parsers.values import Doubt, Evidence, Table

MAX_PROSE_CELLS = 200
HEADED = 3
"""With so many heads in a table a column without one is odd."""
LATE_DAYS = 2
"""Until so many days after a week's end its own place in a table of weeks counts: reports come late."""


def read(table: Table, source: Source, context: Context, heading: str = "") -> list[Mention]:
    """Give the mentions of a table: those of its cells, and those of whole sentences within cells.

    A heading right above it says what all of it is about: the indicator, or another one whose figures are not ours.
    """
    if any(sections.opens_plan(title) for title in _titles(table)):
        return []  # "Dự kiến tuần sau"
    if (told := _one_column(table, source)) is not None:
        return [mention for each in told for mention in prose.read(each, context)]
    found = _Reading(Grid(table, context.lens), source, context).mentions()
    folded, lens = fold(heading), context.lens
    if lens.topic.search(folded) is not None:
        return [replace(mention, topical=True) for mention in found]
    if lens.core_noun.search(folded) is not None and cues.only_label(folded, lens):
        return [
            replace(m, grip=Grip.CORE, loose=False) if m.role in CANDIDATES else m for m in found
        ]  # "Số máy" above it
    if lens.other.search(folded) is not None:
        return [replace(mention, role=Role.EXCLUDED, why="other-thing") for mention in found]
    return found


def _titles(table: Table) -> Iterator[str]:
    """Give what stands alone in a row above everything else."""
    for row in table.rows[:3]:
        words = [cell for cell in row if cell not in (None, "")]
        if len(words) != 1 or not isinstance(words[0], str):
            return
        yield words[0]


MOST_ALONE = 40


def _one_column(table: Table, source: Source) -> list[Line] | None:
    """Give a table of one column in which numbers stand below their labels as lines; None for any other table."""
    if any(cell not in (None, "") for row in table.rows for cell in row[1:]):
        return None
    cells = [(row, cell) for row, cells in enumerate(table.rows) for cell in cells[:1] if cell not in (None, "")]
    if len(cells) > MOST_ALONE:
        return None
    told: list[Line] = []
    label_ = ""
    for row, cell in cells:
        if isinstance(cell, str) and re.search(r"[^\W\d_]{2}", cell):
            label_ = cell.strip()
            continue
        shown = str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell).strip()
        if isinstance(cell, bool) or not label_ or not re.fullmatch(r"\d[\d.,]*", shown):
            return None
        told.append(line(f"{label_}: {shown}", table.where(row, 0), source))
        label_ = ""
    return told or None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Placed:
    """A mention between its column's head and its row's label."""

    mention: Mention
    head: Label
    row: Label
    at: tuple[int, int]
    neutral: bool = False
    """Nothing says what its figure counts; it serves to check a total beside it."""

    @property
    def value(self) -> int | None:
        return self.mention.value

    @property
    def counts(self) -> bool:
        """Whether it may be the figure, or a part or a total of it."""
        return self.neutral or self.mention.role in CANDIDATES

    @property
    def speaks(self) -> bool:
        """Whether its row says by itself what it counts, so that it is no part of a total below it."""
        return self.row.grip is Grip.CORE or self.row.role in (Role.WEEK, Role.LAST, Role.CUMULATIVE)

    def told(self, **changes: Any) -> _Placed:
        """Give it with its mention changed."""
        return replace(self, mention=replace(self.mention, **changes))

    def doubted(self, code: str, about: str) -> _Placed:
        """Give it with one doubt more."""
        return self.told(doubts=(*self.mention.doubts, Doubt(code=code, about=about)))


_Cells = list[_Placed]


class _Reading:
    """One table's reading."""

    def __init__(self, grid: Grid, source: Source, context: Context) -> None:
        self.grid = grid
        self.source = source
        self.context = context
        self._labels: dict[str, Label] = {}

    def mentions(self) -> list[Mention]:
        found = list(self._sentences())
        cells = self._cells()
        found += [cell.mention for cell in cells]
        found += self._uncached()
        found += self._listed([cell.mention for cell in cells])
        return found

    # Labels

    def row(self, row: int, column: int) -> Label:
        text = self.grid.row_label(row, column)
        if self.grid.is_list and not is_total(text):
            text = ""  # a person's name says nothing of what is counted
        return self._label(text)

    @cached_property
    def heads(self) -> dict[int, Label]:
        return {
            column: self._label(self.grid.head(column), self.grid.head_pieces(column))
            for column in range(self.grid.width)
        }

    def _label(self, text: str, pieces: tuple[str, ...] = ()) -> Label:
        if text not in self._labels:
            self._labels[text] = label(text, self.source, self.context, pieces)
        return self._labels[text]

    @cached_property
    def columns(self) -> tuple[int, ...]:
        """Give the columns that may hold figures."""
        return tuple(
            column
            for column in self.grid.count_columns
            if not (self.grid.is_telephone(column) and not self.heads[column].week)
            and not (self.grid.is_person(column) and self.heads[column].role is not Role.WEEK)
        )

    # Cells

    def _cells(self) -> _Cells:
        placed = [
            cell
            for row in self.grid.body_rows
            for column in self.columns
            if (number := self.grid.number(row, column)) is not None
            for cell in [self._placed(number)]
        ]
        steps: tuple[Callable[[_Cells], _Cells], ...] = (
            # Other weeks first: a total over weeks is a running one, not the week's.
            self._of_week,
            _corrected,
            _of_one_day,
            _without_running,
            self._without_parts,
            # Rows before columns: the total's row is then added up across.
            self._down,
            _across,
            _ours,
            self._with_gaps,
        )
        for step in steps:
            placed = step(placed)
        return [cell for cell in placed if not cell.neutral]

    def _placed(self, cell: Cell) -> _Placed:
        head, row = self.heads[cell.column], self.row(cell.row, cell.column)
        role = _combined(head, row)
        if (
            role is Role.TOTAL
            and head.role is Role.TOTAL
            and any(each.role is Role.WEEK for each in self.heads.values())
        ):
            role = Role.UNTIL  # "Cài mới tuần 45 | Tổng đã cài"
        grip = max(head.grip, row.grip)
        neutral = False
        if self.context.lens.core_noun.search(fold(cell.shown)) and role is not Role.EXCLUDED:
            grip = Grip.CORE
        if grip is Grip.NONE and role is not Role.EXCLUDED:
            if (
                _labels_figure(head)
                or (_labels_figure(row) and not row.total)
                or self.context.lens.noun.search(fold(cell.shown))
            ):
                grip = Grip.WEAK
            elif head.is_silent and row.is_silent and not (row.units or head.units):
                role = Role.BARE
            elif row.total and not head.text and sum(bool(each.text) for each in self.heads.values()) >= HEADED:
                role = Role.BARE  # the one column that has no head
            elif (row.units or row.total) and head.is_silent:
                grip = Grip.WEAK
            else:
                neutral = True
        placed = _Placed(
            mention=self._made(cell, Role.EXCLUDED if neutral else role, grip, head, row),
            head=head,
            row=row,
            at=(cell.row, cell.column),
            neutral=neutral,
        )
        if self._only_counts_people(cell.column) and not placed.neutral:
            placed = placed.doubted("bare-number", head.text)
        unseen = self._unseen(cell.row, cell.column)
        return placed.doubted(unseen, placed.mention.evidence.where) if unseen else placed

    def _only_counts_people(self, column: int) -> bool:
        """Whether a column's head is "Người" or "Lượt" beside a column of something else: "Ca | Xe | Người"."""
        return _ONLY_PEOPLE.fullmatch(self.heads[column].folded.strip()) is not None and any(
            other != column
            and not self.heads[other].is_silent
            and self.heads[other].grip is Grip.NONE
            and not self.heads[other].counted
            for other in self.columns
        )

    def _unseen(self, row: int, column: int) -> str:
        """Give the doubt of a cell that a reader does not see, or sees otherwise; empty for any other."""
        table = self.grid.table
        if row in table.hidden_rows or column in table.hidden_columns or table.hidden:
            return "hidden"
        return self._unlike.get((row, column), "") if table.unlike else ""

    @cached_property
    def _unlike(self) -> dict[tuple[int, int], str]:
        return {(row, column): code for row, column, code in self.grid.table.unlike}

    def _made(self, cell: Cell, role: Role, grip: Grip, head: Label, row: Label) -> Mention:
        week = next((each for each in (row, head) if each.stated is not None), None)
        speaks = row.role is not Role.PLAIN or row.grip is not Grip.NONE or row.units
        return Mention(
            role=role,
            value=cell.value,
            evidence=Evidence(
                part=self.source.part,
                where=self.grid.table.where(cell.row, cell.column),
                text=cell.shown,
                reader=f"table/{role}",
            ),
            grip=grip,
            topical=head.topical or row.topical,
            units=row.units or head.units,
            week=week.stated.week(week.line) if week is not None and week.stated is not None else None,
            part=not row.total and not speaks,
            heads=row.total or head.total,
            total=row.total or head.total,
            day=(head.day or row.day) and not row.total,
            why=str(role),
            loose=grip is Grip.WEAK and not (head.topical or row.topical) and not (head.counted or row.counted),
            sure=self.source.sure,
            doubts=_doubts(cell, head, row),
            cell=(self.grid.table.name, cell.row, cell.column),
        )

    # Which week

    def _of_week(self, cells: _Cells) -> _Cells:
        """Keep of columns or rows that each stand for a week this one's: the others are what was reported before."""
        cells = self._of_week_along(cells, _by_head)
        return self._of_week_along(cells, _by_row)

    def _of_week_along(self, cells: _Cells, axis: _Axis) -> _Cells:
        dated = {axis.index(cell): week for cell in cells if (week := axis.label(cell).week) is not None}
        sections = {index for index in dated if any(axis.index(c) == index and axis.label(c).total for c in cells)}
        if len({_key(dated[index], self.context.near) for index in sections}) > 1:
            # "Cộng tuần 36" and "Cộng tuần 37" below their days: the totals stand for the weeks.
            cells = _sections(cells, axis, sections)
            dated = {index: dated[index] for index in sections}
        weekdays = any(axis.label(cell).weekday for cell in cells)
        if (weekdays or _are_days([week.last for week in dated.values()])) and not self._names_week(dated):
            return [cell.told(day=True, part=True, week=None) if axis.index(cell) in dated else cell for cell in cells]
        if dated:
            # "Cả tháng 9" beside "3/10 - 9/10"
            cells = [
                replace(cell.told(role=Role.EXCLUDED, why="month"), neutral=False)
                if axis.index(cell) not in dated
                and MONTH.search(axis.label(cell).folded)
                and not axis.label(cell).total
                else cell
                for cell in cells
            ]
        places = self._with_empty(dated, axis) if dated and not sections else dated
        if len({_key(week, self.context.near) for week in places.values()}) < 2:
            return cells
        filled = {axis.index(c) for c in cells if axis.index(c) in dated and c.value is not None}
        chosen, missing = self._this_week(places, filled)
        # One head over several columns ("Tuần 44": "Cài mới", "Lũy kế") is one place.
        same = {
            index for index, week in dated.items() if axis is _by_head and chosen in dated and week == dated[chosen]
        }
        same |= {chosen} if chosen is not None else set()
        kept: _Cells = []
        for cell in cells:
            index = axis.index(cell)
            if cell.mention.role is Role.EXCLUDED and not cell.neutral:
                kept.append(cell)
            elif index in dated:
                kept.append(cell if index in same else replace(cell.told(role=Role.LAST), neutral=False))
            elif axis.label(cell).total or cell.mention.role is Role.CUMULATIVE:
                # A total of weeks runs on; that of a month is nobody's week.
                role = Role.EXCLUDED if MONTH.search(axis.label(cell).folded) else Role.CUMULATIVE
                kept.append(replace(cell.told(role=role, grip=Grip.CORE), neutral=False))
            elif MONTH.search(axis.label(cell).folded):
                kept.append(replace(cell.told(role=Role.EXCLUDED), neutral=False))
            else:
                kept.append(cell)
        if missing is not None:
            return [*(c for c in kept if c.mention.role not in CANDIDATES), *self._unfilled(missing, axis, cells)]
        return [
            replace(cell.told(role=Role.WEEK), neutral=False)
            if axis.index(cell) in same and cell.counts and cell.mention.grip is not Grip.NONE
            else cell
            for cell in kept
        ]

    def _names_week(self, dated: dict[int, WeekMention]) -> bool:
        return all(week.last is None or week.first is not None for week in dated.values())

    def _with_empty(self, dated: dict[int, WeekMention], axis: _Axis) -> dict[int, WeekMention]:
        """Give the weeks that stand on an axis, those whose places are empty too."""
        found = dict(dated)
        for index in self.columns if axis is _by_head else self.grid.body_rows[:FULL_ROWS]:
            if index in found:
                continue
            words = self.heads[index] if axis is _by_head else self.row(index, self._last_text_column(index))
            if words.week is not None and not words.total:
                found[index] = words.week
        return found

    def _last_text_column(self, row: int) -> int:
        numbered = [column for column in self.columns if self.grid.number(row, column)]
        return numbered[0] if numbered else next(iter(self._figure_columns), self.grid.width)

    @cached_property
    def _figure_columns(self) -> list[int]:
        return [
            column
            for column in self.columns
            if any(self.grid.number(row, column) for row in self.grid.body_rows[:FULL_ROWS])
        ]

    def _this_week(self, dated: dict[int, WeekMention], filled: set[int]) -> tuple[int | None, int | None]:
        """Give the place of this week's figure, or the place where it is missing.

        What the letter says of its week decides; else the newest place with a figure, unless this week's own place stands empty.
        """
        near = self.context.near
        stated = self.context.week
        if stated is not None:
            named = [index for index, week in dated.items() if _is_week(week, stated.end, stated.number)]
            if named:
                full = [index for index in named if index in filled]
                return (full[-1], None) if full else (None, named[0])
        begun = {
            index for index in filled if near is None or (last := dated[index].last) is None or (last - near).days < 7
        }
        chosen = max(begun or filled, key=lambda index: (_key(dated[index], near), index), default=None)
        if chosen is None or near is None:
            return chosen, None
        return (chosen, None) if (missing := self._empty_week(dated, filled, chosen)) is None else (None, missing)

    def _empty_week(self, dated: dict[int, WeekMention], filled: set[int], chosen: int) -> int | None:
        near = self.context.near
        assert near is not None
        newest = _key(dated[chosen], near)
        late = newest[0] == 1 and 0 <= near.toordinal() - newest[1] <= LATE_DAYS
        for index, week in dated.items():
            if index in filled or _key(week, near) <= newest:
                continue
            if week.last is not None:
                if (week.last - near).days < (0 if late else 7):
                    return index
            elif week.number == near.isocalendar().week:
                return index
            elif (
                dated[chosen].number is not None
                and week.number == 1 + (dated[chosen].number or 0)
                and index == max(dated)
            ):
                return index  # counted from a beginning of their own: the last one that stands there
        return None

    def _unfilled(self, missing: int, axis: _Axis, cells: _Cells) -> _Cells:
        """Doubt a table of weeks whose place for this week is there and still empty."""
        other = next((cell for cell in cells if cell.counts), None)
        if other is None:
            return []
        row, column = (other.at[0], missing) if axis is _by_head else (missing, other.at[1])
        if not self.grid.is_empty(row, column) or (row, column) in {
            place[:2] for place in self.grid.table.uncached[:200]
        }:
            return []
        head, words = self.heads[column], self.row(row, column)
        shown = f"{words.text} {head.text}".strip()[:80]
        cell = Cell(row=row, column=column, value=None, doubt="week-empty", shown=shown)
        made = replace(
            self._made(cell, Role.WEEK, Grip.CORE, head, words), doubts=(Doubt(code="week-empty", about=shown),)
        )
        return [_Placed(mention=made, head=head, row=words, at=(row, column))]

    # Parts and totals

    def _without_parts(self, cells: _Cells) -> _Cells:
        """Leave out what a row or column says to be of the one before it ("Trong đó: Android"); the parts must fit into it."""
        whole: dict[tuple[int, int], list[_Placed]] = {}
        parts: set[tuple[int, int]] = set()
        for column in self.columns:
            above: _Placed | None = None
            opened: _Placed | None = None
            for row in self.grid.body_rows:
                words = self.row(row, column)
                cell = (
                    next((c for c in cells if c.at == (row, column)), None) if self.grid.number(row, column) else None
                )
                if words.of_which:
                    opened = above
                elif opened is not None and not _LISTED.match(words.text) and not (cell and self._is_plain_part(cell)):
                    opened = None
                if cell is None or cell.value is None:
                    continue
                if opened is not None and cell.at != opened.at and self._can_be_whole(opened):
                    whole.setdefault(opened.at, []).append(cell)
                    parts.add(cell.at)
                else:
                    above = cell
            for head, listed in self._listed_below(cells, column, parts):
                whole.setdefault(head.at, []).extend(listed)
                parts |= {cell.at for cell in listed}
        for cell in cells:
            if cell.head.of_which and cell.at not in parts:
                lefts = [c for c in cells if c.at[0] == cell.at[0] and c.at[1] < cell.at[1] and not c.head.of_which]
                if lefts and self._can_be_whole(lefts[-1]):
                    whole.setdefault(lefts[-1].at, []).append(cell)
                    parts.add(cell.at)
        # "Lượt người đến 266", "Trong đó: hỗ trợ cài 19": a part that says to be ours is none of a whole that doesn't.
        ours = {at: [c for c in listed if c.row.grip is Grip.CORE] for at, listed in whole.items()}
        others = {at for at, listed in ours.items() if listed and len(listed) < len(whole[at])}
        foreign = {
            c.at for c in cells if c.at in others and c.head.grip is not Grip.CORE and c.row.grip is not Grip.CORE
        }
        freed = {c.at for at in foreign for c in ours[at]}
        return [
            _whole(cell, whole.get(cell.at, []))
            for cell in cells
            if (cell.at not in parts or cell.at in freed) and cell.at not in foreign
        ]

    def _listed_below(
        self, cells: _Cells, column: int, parts: set[tuple[int, int]]
    ) -> Iterator[tuple[_Placed, _Cells]]:
        """Give the figures below which stands a list that adds up to them: "Cài mới 19", "- Android 14", "- iPhone 5"."""
        members = [cell for cell in cells if cell.at[1] == column and cell.value is not None and cell.at not in parts]
        for place, head in enumerate(members):
            listed = list(takewhile(lambda cell: _LISTED.match(cell.row.text) is not None, members[place + 1 :]))
            if (
                len(listed) > 1
                and not _LISTED.match(head.row.text)
                and self._can_be_whole(head)
                and sums.add_up([cell.value or 0 for cell in listed], head.value or 0)
            ):
                yield head, listed

    def _can_be_whole(self, cell: _Placed) -> bool:
        return cell.counts or cell.mention.role is Role.CUMULATIVE

    def _is_plain_part(self, cell: _Placed) -> bool:
        """Whether a row after "Trong đó" goes on with the parts: it says nothing of a time and is no total."""
        return not cell.row.total and cell.row.role in (Role.PLAIN, Role.TOTAL)

    def _down(self, cells: _Cells) -> _Cells:
        """Leave out the rows that a total below or above them is the sum of."""
        if not self.grid.is_whole:
            return [cell for cell in cells if not cell.mention.part or cell.neutral or not _has_total(cells, cell)]
        by_column: dict[int, _Cells] = {}
        for cell in cells:
            if cell.value is not None and (cell.counts or cell.mention.role is Role.CUMULATIVE):
                by_column.setdefault(cell.at[1], []).append(cell)
        if (total := _total_of_all(cells)) is not None:
            return [cell for cell in cells if not cell.counts or cell is total]
        gone: set[tuple[int, int]] = set()
        doubted: dict[tuple[int, int], tuple[str, str]] = {}
        unnamed = _unnamed_total(list(by_column.values()))
        for column, members in by_column.items():
            everything = [c for c in cells if c.at[1] == column and c.value is not None]
            result = _summed(members, everything, unnamed)
            gone |= result.parts
            doubted |= result.doubts
        kept = [cell for cell in cells if cell.at not in gone]
        return [cell.doubted(*doubted[cell.at]) if cell.at in doubted else cell for cell in kept]

    # What is no cell

    def _sentences(self) -> Iterator[Mention]:
        """Read cells that hold whole sentences ("Tổng số máy đã cài: 45 máy") as prose."""
        grid = self.grid
        read_ = 0
        for row in range(min(len(grid.rows), FULL_ROWS)):
            for column, value in enumerate(grid.rows[row][: grid.width]):
                if (
                    not isinstance(value, str)
                    or len(value) < 6
                    or value.isdigit()
                    or is_worded(value)
                    or not any(map(str.isdigit, value))
                    or not any(map(str.isalpha, value))
                ):
                    continue
                lowered = value.lower()
                if not any(hint in lowered for hint in self.context.lens.hints):
                    continue
                if row in grid.head_rows or grid.number(row, column) is not None or read_ >= MAX_PROSE_CELLS:
                    continue
                if row >= grid.first_figures and grid.is_note(column):
                    continue
                read_ += 1
                for text in value.splitlines():
                    if _EXAMPLE.search(fold(text)):
                        continue
                    told = prose.read(line(text[:2000], grid.table.where(row, column), self.source), self.context)
                    code = self._unseen(row, column)
                    doubts = (Doubt(code=code, about=grid.table.where(row, column)),) if code else ()
                    yield from (replace(each, doubts=(*each.doubts, *doubts)) for each in told) if code else told

    def _uncached(self) -> Iterator[Mention]:
        for row, column, formula in self.grid.table.uncached[:200]:
            if row >= len(self.grid.rows) or column >= self.grid.width or column not in self.columns:
                continue
            head, words = self.heads[column], self.row(row, column)
            role = _combined(head, words)
            if role in (Role.EXCLUDED, Role.LAST) or max(head.grip, words.grip) is Grip.NONE:
                continue
            # A sum can be worked out, but nobody has seen it: it may confirm a figure, not be one.
            cell = Cell(row=row, column=column, value=self._worked_out(formula), doubt="formula", shown=formula)
            yield self._made(cell, role, Grip.CORE, head, words)

    def _with_gaps(self, cells: _Cells) -> _Cells:
        """Doubt what stands in a column with gaps: the nought of a form nobody filled in, a part told to be missing, the one part that is there."""
        return [cell if (gap := self._gap(cell)) is None else cell.doubted("not-all-of-it", gap) for cell in cells]

    def _gap(self, cell: _Placed) -> str | None:
        """Give the words of the gap that makes a cell doubtful."""
        row, column = cell.at
        if cell.mention.role not in CANDIDATES or cell.row.units or cell.head.units:
            return None
        rows = [each for each in self.grid.body_rows if each != row]
        gaps = [each for each in rows if self.grid.is_empty(each, column) and self._is_part_row(each)]
        for gap in gaps:
            words = " | ".join(self.grid.text(gap, each) for each in range(self.grid.width))
            if _MISSING.search(fold(words)):
                return words.strip(" |")[:80]
        alone = all(self.grid.number(each, column) is None for each in rows)
        blank = [
            each
            for each in rows
            if all(self.grid.is_empty(each, at) or self.grid.is_serial(at) for at in range(self.grid.width))
        ]
        if cell.row.total:
            return (
                f"{cell.row.text}: {cell.value}" if cell.value == 0 and alone and len(gaps) + len(blank) > 1 else None
            )
        if alone and gaps and not cell.speaks and cell.row.week is None and self._is_part_row(row):
            return self.grid.row_label(gaps[0], column)
        return None

    def _is_part_row(self, row: int) -> bool:
        """Whether a row is named as one of the unit's parts would be: not as a week, a running total or a note."""
        words = fold(" ".join(self.grid.text(row, each) for each in range(min(self.grid.width, 4))))
        return re.search(r"[a-z]{2}", words) is not None and _NO_PART.search(words) is None

    def _worked_out(self, formula: str) -> int | None:
        """Give what a formula that only adds up cells of its own sheet comes to, None for any other."""
        cells = added_cells(formula)
        if not cells or len(cells) > FULL_ROWS:
            return None
        values = [self.grid.number(row, column) for row, column in cells if not self.grid.is_empty(row, column)]
        if not values or any(value is None or value.value is None for value in values):
            return None
        return sum(value.value or 0 for value in values if value is not None)

    def _listed(self, cells: list[Mention]) -> Iterator[Mention]:
        """Count the rows of a list of people, where no column states a figure."""
        grid = self.grid
        if any(mention.role is not Role.EXCLUDED for mention in cells):
            return
        if any("chuc vu" in head.folded for head in self.heads.values()):
            return
        rows = self._within_week(list(grid.named_rows()))
        if len(rows) < 2:
            return
        last = rows[-1]
        first = grid.own(last, 0)
        yield Mention(
            role=Role.LISTED,
            value=len(rows),
            evidence=Evidence(
                part=self.source.part,
                where=grid.table.where(last, 0),
                text=grid.text(last, 0) or str(first if first is not None else ""),
                reader="table/list",
            ),
            grip=Grip.WEAK,
            sure=self.source.sure,
        )

    def _within_week(self, rows: list[int]) -> list[int]:
        """Keep of a list that is kept day by day the rows of the letter's week."""
        week = self.context.week
        if week is None or week.end is None:
            return rows
        first = week.first or week.end - dt.timedelta(days=6)
        for column in range(self.grid.width):
            days = [day for row in rows if (day := _as_day(self.grid.own(row, column))) is not None]
            if len(days) == len(rows) and any(day < first for day in days):
                return [row for row, day in zip(rows, days, strict=True) if first <= day <= week.end]
        return rows


def _as_day(value: object) -> dt.date | None:
    """Give the day of a cell that holds one."""
    if isinstance(value, dt.datetime):
        return value.date()
    return value if isinstance(value, dt.date) else None


_EXAMPLE = re.compile(
    r"\b(?:vi du|vd\s*:|chang han|huong dan\s*:|(?:nhap|dien|ghi) (?:\w+ ){0,4}vao (?:o|cot|dong)|cach (?:nhap|dien|ghi))\b|\bvd\s*:"
)
"""What tells how a form is to be filled in: its numbers are examples."""
_LISTED = re.compile(r"^\s*[-+*•–]|^\s{2,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Axis:
    """Columns by their heads, or rows by their labels."""

    place: int

    def index(self, cell: _Placed) -> int:
        return cell.at[self.place]

    def label(self, cell: _Placed) -> Label:
        return cell.row if self.place == 0 else cell.head


_by_row, _by_head = _Axis(place=0), _Axis(place=1)


def _labels_figure(words: Label) -> bool:
    """Whether words are the label of some figure and more than "Tổng": a total of what, only its parts or the letter can say."""
    return words.counted and re.fullmatch(r"[\W\d]*(?:tong|cong|so|t/c|tc|[\W\d])*", words.folded) is None


def _combined(head: Label, row: Label) -> Role:
    if head.grip is Grip.CORE and row.soft:
        return head.role  # "Ra quân tại chợ" below "Số máy cài được": where it was, not what is counted
    roles = {head.role, row.role}
    for role in (Role.EXCLUDED, Role.LAST, Role.CUMULATIVE, Role.WEEK, Role.UNTIL, Role.TOTAL):
        if role in roles:
            # A row called total gives its column's figure: the week's total in the week's column.
            return role
    return Role.PLAIN


_ONLY_PEOPLE = re.compile(r"(?:so )?(?:luot )?(?:nguoi|luot|khach|hanh khach)")


def _doubts(cell: Cell, head: Label, row: Label) -> tuple[Doubt, ...]:
    found = [Doubt(code=cell.doubt, about=cell.shown)] if cell.doubt else []
    strange = head.strange + (row.strange if row.grip is Grip.CORE else ())
    month = MONTH.search(head.folded) or MONTH.search(row.folded)
    if month and Role.WEEK not in (head.role, row.role):
        found.append(Doubt(code="not-a-week", about=f"{head.text} {row.text}".strip()[:80]))
    if strange:
        found.append(Doubt(code="unknown-words", about=", ".join(dict.fromkeys(strange))))
    return tuple(found)


# Weeks on an axis


def _key(date: WeekMention, near: dt.date | None) -> tuple[int, int]:
    """Give what orders weeks: dates by their day, numbers by their distance from the week of receipt (52 comes before 1)."""
    if date.last is not None:
        return (1, date.last.toordinal())
    now = near.isocalendar().week if near is not None else 26
    return (0, ((date.number or 0) - now + 26) % 53)


def _are_days(days: Iterable[dt.date | None]) -> bool:
    """Whether dates are the days of one week: closer than weeks are to each other."""
    known = sorted({day for day in days if day is not None})
    return len(known) >= 2 and min((b - a).days for a, b in pairwise(known)) < 5


def _is_week(date: WeekMention, end: dt.date | None, number: int | None) -> bool:
    """Whether a place on an axis is the week that a letter names."""
    if end is not None and date.last is not None:
        return abs((date.last - end).days) <= LATE_DAYS
    if number is not None and date.number is not None:
        return number == date.number
    day, wanted = date.last or end, date.number or number
    return day is not None and day.isocalendar().week == wanted


def _sections(cells: _Cells, axis: _Axis, totals: set[int]) -> _Cells:
    """Leave out the days above the totals of single weeks; a total that is not their sum is doubted."""
    kept: _Cells = []
    ordered = sorted(totals)
    lines = {(axis.index(c), _across_of(c, axis)): c for c in cells}
    for cell in cells:
        index = axis.index(cell)
        if index not in totals:
            if index > ordered[-1]:
                kept.append(cell)
            continue
        before = max((each for each in ordered if each < index), default=-1)
        days = [
            c.value or 0
            for (at, other), c in lines.items()
            if before < at < index and other == _across_of(cell, axis) and c.value is not None
        ]
        right = not days or sums.add_up(days, cell.value or 0)
        kept.append(cell if right else cell.doubted("parts-do-not-add-up", f"{sum(days)} ≠ {cell.value}"))
    return kept


def _across_of(cell: _Placed, axis: _Axis) -> int:
    return cell.at[1 - axis.place]


_RIGHT = re.compile(
    r"\b(?:so (?:lieu )?dung|dung la|\(dung\)|(?:dieu chinh|dinh chinh|sua)(?: lai)?(?: la| thanh)?|sau (?:khi )?(?:dieu chinh|dinh chinh|sua))\b|\(dung\)"
)
_REPORTED = re.compile(
    r"\b(?:da (?:bao|gui|nop)|so cu|so sai|ban dau|lan (?:1|truoc|dau)|truoc (?:khi|do|day)|nham)\b|\(sai\)"
)


def _corrected(cells: _Cells) -> _Cells:
    """Leave out what was reported before in a table that sets it beside the right figure."""

    def words(cell: _Placed) -> str:
        return f"{cell.head.folded} {cell.row.folded}"

    right = [cell for cell in cells if cell.counts and _RIGHT.search(words(cell)) and not _REPORTED.search(words(cell))]
    if not right:
        return cells
    return [
        replace(cell.told(role=Role.LAST, why="corrected"), neutral=False) if _REPORTED.search(words(cell)) else cell
        for cell in cells
    ]


_WITHIN_A_DAY = re.compile(r"\b(?:trong|cua|mot) ngay\b|\bngay (?:hom nay|nay)\b")


def _of_one_day(cells: _Cells) -> _Cells:
    """Doubt the figures of a table of one day: "Số máy cài trong ngày" in a row of places, not of days."""
    if any(cell.row.day or cell.row.week is not None for cell in cells):
        return cells
    return [
        cell.doubted("one-day", f"{cell.head.text} {cell.row.text}".strip()[:80])
        if cell.counts
        and _WITHIN_A_DAY.search(words := f"{cell.head.folded} {cell.row.folded}")
        and "tuan" not in words
        else cell
        for cell in cells
    ]


# Parts and totals


def _whole(cell: _Placed, parts: Sequence[_Placed]) -> _Placed:
    """Give a figure whose parts were announced, doubted where they don't fit into it."""
    values = [part.value or 0 for part in parts]
    total = cell.value or 0
    if not parts or sums.add_up(values, total) or (len(values) == 1 and values[0] <= total):
        return cell
    return cell.doubted("parts-do-not-add-up", f"{sum(values)} ≠ {cell.value}")


_MISSING = re.compile(
    r"\b(?:chua|chx?a|ko|khong) (?:gui|nop|bao|co so|tong hop|ve|chot|xong|lam xong|cap nhat)\b|\b(?:gui|nop|bao|bo sung|cap nhat) sau\b|\bdang (?:cho|doi|tong hop|thu|gom|cap nhat)\b"
)
"""In the row of an empty cell: its figure is still to come."""
_NO_PART = re.compile(
    r"\b(?:tuan|ky|ngay|thang|lu[yi] ?ke|cong don|tong|cong|ghi chu|kho khan|de xuat|kien nghi|nguoi (?:lap|tong hop|bao cao|nhan)|ky ten|thu truong|chu tich|hieu truong|ke toan|giam doc|truong (?:phong|ban)|thu (?:hai|ba|tu|nam|sau|bay|\d)|muc tieu|chi tieu|ke hoach|don vi|can bo|ho ten|ti le|ty le)\b|\bt[2-7]\b"
)


def _without_running(cells: _Cells) -> _Cells:
    """Take a column called a total as running on where in every row it is what was there before and what is new together."""
    by_place = {cell.at: cell for cell in cells}
    columns = {cell.at[1]: cell.head for cell in cells}
    before = [column for column, head in columns.items() if _is_before(head)]
    new = [column for column, head in columns.items() if head.role is Role.WEEK]
    totals = [column for column, head in columns.items() if head.total]
    if len(before) != 1 or len(new) != 1 or len(totals) != 1:
        return cells

    def value(row: int, column: int) -> int | None:
        cell = by_place.get((row, column))
        return cell.value if cell is not None else None

    rows = {row for row, column in by_place if column == totals[0]}
    added = [(value(row, before[0]), value(row, new[0]), value(row, totals[0])) for row in rows]
    if any(None in each or (each[0] or 0) + (each[1] or 0) != each[2] for each in added):
        return cells
    return [cell.told(role=Role.CUMULATIVE) if cell.at[1] == totals[0] else cell for cell in cells]


def _is_before(head: Label) -> bool:
    return head.role is Role.LAST or re.search(r"\b(?:truoc|dau ky|co san)\b", head.folded) is not None


def _has_total(cells: _Cells, cell: _Placed) -> bool:
    return any(other.row.total and other.at[1] == cell.at[1] for other in cells)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sum:
    """What adding up one column comes to."""

    parts: frozenset[tuple[int, int]] = frozenset()
    doubts: dict[tuple[int, int], tuple[str, str]]


def _summed(members: _Cells, everything: _Cells, unnamed: int | None) -> _Sum:
    """Find the total of a column: the one so called, else the row that all columns agree on (`unnamed`)."""
    nothing = _Sum(doubts={})
    parts = [cell for cell in members if not cell.row.total]
    if len({unit for cell in parts for unit in cell.row.units}) > 1:
        return nothing  # each row is a unit's own figure
    named = [cell for cell in members if cell.row.total]
    if not named and unnamed is not None:
        named = [cell for cell in members if cell.at[0] == unnamed]
    if not named:
        return _running_down(members)
    grand = max(named, key=lambda cell: (cell.value or 0, cell.at[0]))
    others = [cell for cell in members if cell is not grand]
    if any(cell.row.named for cell in others) and _has_rivals(everything):
        return _Sum(parts=frozenset({grand.at}), doubts={})  # the total of several applications
    mixed = [c.value or 0 for c in everything if c is not grand]
    excluded = any(
        c.mention.role is Role.EXCLUDED and not c.neutral and c.head.role is not Role.EXCLUDED for c in everything
    )
    if excluded and sums.add_up(mixed, grand.value or 0) and sum(c.value or 0 for c in others) != grand.value:
        return _Sum(parts=frozenset(c.at for c in others), doubts={grand.at: ("not-all-of-it", grand.row.text)})
    if len(others) < 2:
        return nothing if not others or others[0].row.total else _single(others[0], grand)
    if sums.add_up([c.value or 0 for c in others], grand.value or 0):
        return _Sum(parts=frozenset(c.at for c in others), doubts={})
    if any(part.speaks for part in parts):
        return nothing  # rows that count by themselves; a total among them is another figure
    running = _running_down(members)
    if running.parts:
        return running
    if grand.mention.role is Role.CUMULATIVE:
        return _Sum(parts=frozenset(c.at for c in others), doubts={})
    values = [c.value or 0 for c in parts]
    return _Sum(
        parts=frozenset(c.at for c in parts),
        doubts={grand.at: ("parts-do-not-add-up", f"{', '.join(map(str, values[:8]))} ≠ {grand.value}")},
    )


def _total_of_all(cells: _Cells) -> _Placed | None:
    """Give the one number of a total's row that is the sum of several columns: "Tổng 2 ca, 2 vị trí: 62"."""
    counting = [cell for cell in cells if cell.counts and cell.value is not None]
    named = [cell for cell in counting if cell.row.total]
    others = [
        cell for cell in counting if not cell.row.total and not (cell.neutral and not all(n.neutral for n in named))
    ]
    if len(named) > 1 and (grand := _grand_total(named)) is not None:
        named = [grand]
    if len(named) != 1 or len({cell.at[1] for cell in others}) < 2 or any(cell.head.total for cell in others):
        return None
    if any(cell.speaks for cell in others) or len({cell.row.units for cell in others if cell.row.units}) > 1:
        return None
    return named[0] if sum(cell.value or 0 for cell in others) == named[0].value else None


def _grand_total(named: _Cells) -> _Placed | None:
    """Give the number alone in its row that adds up the totals of the columns above it: "Cộng | 13 | 12", "Tổng HS + PH | 25"."""
    last = max(cell.at[0] for cell in named)
    grand = [cell for cell in named if cell.at[0] == last]
    above = [cell for cell in named if cell.at[0] != last]
    if len(grand) != 1 or len({cell.at[0] for cell in above}) != 1:
        return None
    return grand[0] if sum(cell.value or 0 for cell in above) == grand[0].value else None


def _single(part: _Placed, total: _Placed) -> _Sum:
    """Leave out the only row above its total where they agree."""
    if part.value == total.value and not part.row.units:
        return _Sum(parts=frozenset({part.at}), doubts={})
    return _Sum(doubts={})


def _has_rivals(cells: _Cells) -> bool:
    """Whether beside the row that is nothing but the indicator's name others stand that are not."""
    return any(not cell.row.named and not cell.row.total for cell in cells)


def _running_down(members: _Cells) -> _Sum:
    """Leave out of a running total that grows from row to row all but its last."""
    if len(members) < 2 or members[0].mention.role is not Role.CUMULATIVE:
        return _Sum(doubts={})
    values = [cell.value or 0 for cell in members]
    if any(b < a for a, b in pairwise(values)):
        return _Sum(doubts={})
    return _Sum(parts=frozenset(cell.at for cell in members[:-1]), doubts={})


def _unnamed_total(columns: Sequence[_Cells]) -> int | None:
    """Give the last or first row that is the sum of the others in every column, though nothing calls it a total.

    With one column alone three parts are asked for: two numbers and their sum come about by chance.
    """
    counting = [[c for c in members if c.counts] for members in columns]
    counting = [members for members in counting if members]
    if not counting or any(c.row.total for members in counting for c in members):
        return None
    least = 4 if len(counting) == 1 else 3
    for end in (-1, 0):
        rows = {members[end].at[0] for members in counting}
        if len(rows) != 1 or any(len(members) < least for members in counting):
            continue
        if all(_is_sum(members, end) for members in counting):
            return next(iter(rows))
    return None


def _is_sum(members: _Cells, end: int) -> bool:
    values = [cell.value or 0 for cell in members]
    total = values.pop(end)
    return total > 0 and sums.add_up(values, total) and sum(1 for value in values if value) >= 2


def _without_rivals(cells: _Cells) -> _Cells:
    """Leave out the columns beside one that is nothing but the indicator's name: "Bluezone | NCOVI | Smart QN | Tổng"."""
    own = {cell.at[1] for cell in cells if cell.head.named}
    if len(own) != 1:
        return cells
    return [cell for cell in cells if cell.at[1] in own or not cell.counts or cell.head.timed]


def _across(cells: _Cells) -> _Cells:
    """Leave out the columns that a total beside them is the sum of: days of the week, kinds of telephones, men and women."""
    gone: set[tuple[int, int]] = set()
    doubted: dict[tuple[int, int], tuple[str, str]] = {}
    heirs: dict[tuple[int, int], _Cells] = {}
    cells = _without_rivals(cells)
    rows: dict[int, _Cells] = {}
    for cell in cells:
        if cell.counts and cell.value is not None:
            rows.setdefault(cell.at[0], []).append(cell)
    totals = {cell.at[1] for cell in cells if cell.head.total and not cell.head.day and cell.counts}
    for members in rows.values():
        for total in [cell for cell in members if cell.at[1] in totals]:
            run = _run_beside(members, total)
            if run:
                gone |= {cell.at for cell in run}
                heirs[total.at] = run
            elif (loose := _loose_parts(members, total)) and total.at not in gone:
                values = [cell.value or 0 for cell in loose]
                doubted[total.at] = ("parts-do-not-add-up", f"{sum(values)} ≠ {total.value}")
                gone |= {cell.at for cell in loose}
        if not totals:
            gone |= _days_beside(members, doubted)
    kept = [_heir(cell, heirs.get(cell.at, [])) for cell in cells if cell.at not in gone]
    return [cell.doubted(*doubted[cell.at]) if cell.at in doubted else cell for cell in kept]


def _heir(total: _Placed, parts: _Cells) -> _Placed:
    """Give a total what its parts say of what is counted."""
    if len(parts) > 1 and all(MONTH.search(part.head.folded) for part in parts):
        total = total.doubted("not-a-week", ", ".join(part.head.text for part in parts)[:80])
    told = [part for part in parts if not part.neutral]
    if len(told) < len(parts) or not told:
        return total
    role = Role.WEEK if all(part.mention.role is Role.WEEK for part in told) else total.mention.role
    return replace(
        total.told(
            role=Role.TOTAL if total.neutral and role is Role.EXCLUDED else role,
            grip=max(total.mention.grip, *(part.mention.grip for part in told)),
            topical=total.mention.topical or any(part.mention.topical for part in told),
        ),
        neutral=False,
    )


def _run_beside(members: _Cells, total: _Placed) -> _Cells:
    """Give the columns next to a total that add up to it: the most of them, left of it or right of it."""
    place = members.index(total)
    left, right = members[:place], members[place + 1 :]
    for run in (
        *(left[start:] for start in range(len(left) - 1)),
        *(right[:stop] for stop in range(len(right), 1, -1)),
    ):
        if sums.add_up([cell.value or 0 for cell in run], total.value or 0):
            return run
    return []


def _loose_parts(members: _Cells, total: _Placed) -> _Cells:
    """Give the columns that must be parts of a total, since nothing else is said of them."""
    return [
        cell
        for cell in members
        if cell is not total and not cell.head.total and (cell.neutral or cell.head.day) and cell.at[1] < total.at[1]
    ]


def _days_beside(members: _Cells, doubted: dict[tuple[int, int], tuple[str, str]]) -> set[tuple[int, int]]:
    """Give the single days beside another column that gives their sum; the sum is checked."""
    days = [cell for cell in members if cell.head.day and cell.mention.role in CANDIDATES]
    whole = [cell for cell in members if not cell.head.day and cell.mention.role in CANDIDATES]
    if not days or not whole:
        return set()
    added = sum(day.value or 0 for day in days)
    for cell in whole:
        if cell.value != added:
            doubted[cell.at] = ("parts-do-not-add-up", f"{added} ≠ {cell.value}")
    return {day.at for day in days}


def _ours(cells: _Cells) -> _Cells:
    """Leave out figures that nothing ties to the indicator where others in the table are tied to it."""
    counted = [cell for cell in cells if cell.mention.role in CANDIDATES]
    if not counted:
        return _unnamed(cells)
    if not any(_says_ours(cell) for cell in counted) and any(
        _says_ours(cell) and cell.mention.role is Role.EXCLUDED for cell in cells
    ):
        return [cell for cell in cells if cell.mention.role not in CANDIDATES]  # what says to be ours is not the figure
    if (
        len(counted) == 1
        and counted[0].row.total
        and counted[0].head.total
        and all(_is_frame(c.head) or c.mention.role is Role.CUMULATIVE for c in cells)
    ):
        # Total by total in a table of places and days
        return [cell.told(why="unnamed-total") if cell is counted[0] else cell for cell in cells]
    if any(max(cell.head.grip, cell.row.grip) is Grip.CORE for cell in counted):
        cells = [
            cell
            for cell in cells
            if cell.mention.role not in CANDIDATES
            or max(cell.head.grip, cell.row.grip, cell.mention.grip) is not Grip.NONE
        ]
    if any(cell.mention.role in CANDIDATES and cell.head.grip is Grip.CORE for cell in cells):
        # Beside "Số máy cài được" a column of people ("Tổng số người") counts something else.
        cells = [
            cell
            for cell in cells
            if cell.mention.role not in CANDIDATES or cell.head.grip is not Grip.WEAK or cell.row.grip is Grip.CORE
        ]
    cells = _week_before_stock(cells)
    # Under a head that fits anything ("Kết quả tuần") the rows say what is counted.
    loose = [cell for cell in cells if cell.mention.role in CANDIDATES and cell.head.grip is not Grip.CORE]
    if any(cell.row.grip is Grip.CORE for cell in loose):
        return [cell for cell in cells if cell not in loose or cell.row.grip is Grip.CORE]
    return cells


def _says_ours(cell: _Placed) -> bool:
    """Whether its head or its row names what is counted, or the deed."""
    grips = (cell.head.grip, cell.row.grip, cell.mention.grip)
    return cell.head.topical or cell.row.topical or max(grips) is Grip.CORE


def _week_before_stock(cells: _Cells) -> _Cells:
    """Leave out larger figures of what "has been" done beside one that is said to be the week's own."""
    counted = [cell for cell in cells if cell.mention.role in CANDIDATES]
    week = [cell for cell in counted if cell.mention.role is Role.WEEK and cell.mention.grip is Grip.CORE]
    values = {cell.value for cell in week}
    if len(values) != 1 or None in values:
        return cells
    value = week[0].value or 0
    return [
        cell
        for cell in cells
        if cell.mention.role not in (Role.PLAIN, Role.UNTIL)
        or (cell.value or 0) < value
        or cell.value is None
        or not re.search(r"\bda (?:cai|co|duoc)\b|\bhien (?:co|nay)\b", f"{cell.head.folded} {cell.row.folded}")
    ]


_FRAME = re.compile(
    r"\b(?:thu|ngay|tuan|ky|thang \d+|den|tu|ca|trong|ngoai|tong|cong|so|luong|ket qua|khu|pho|to|thon|ban|xom|lop|khoi|cap|bac|truong|cho|diem|chot|vi tri|quay|cua|don vi|noi dung|"
    r"chi tieu|nam|nu|android|ios|iphone|hoc sinh|hs|phu huynh|ph|phhs|cb|gv|cbgv|giao vien|can bo|nguoi dan|cong dan|khach|lai xe|moi|ghi chu|sang|chieu|toi|dem|i{1,3}|iv|v|[a-d])\b"
)


def _is_frame(label_: Label) -> bool:
    """Whether a head only says where, when and whose, so that what is counted is what the letter is about."""
    rest = LABEL_WORDS.sub(" ", _FRAME.sub(" ", label_.folded))
    return not re.search(r"[a-z]{2,}", rest)


def _unnamed(cells: _Cells) -> _Cells:
    """Take the one figure that is left of a table in which nothing says what is counted: the letter around it says."""
    left = [cell for cell in cells if cell.neutral]
    if len({cell.value for cell in left}) != 1 or left[0].value is None:
        return cells
    if not any(cell.row.total or cell.head.total or cell.mention.week for cell in left):
        return cells
    if not all(_is_frame(cell.head) for cell in cells):
        return cells
    role = Role.WEEK if any(cell.mention.week for cell in left) else Role.TOTAL
    return [
        replace(cell.told(role=role, grip=Grip.WEAK, part=False, day=False, why="unnamed-total"), neutral=False)
        if cell in left
        else cell
        for cell in cells
    ]
