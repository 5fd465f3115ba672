"""Figures in tables: what the heads above a cell and the labels left of it say decides.

A table is a grid of values: its heads are the text rows above the first row of figures (merged ranges hold for every cell they
cover), its labels the text cells left of a figure. Rows can be units, parts, weeks, days or things that are counted; columns too.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import Any

from parsers.figures import numbers, plain_words, prose, weeks
from parsers.figures.lexicon import CUE, MONTH, Cue
from parsers.figures.lines import Line, Source, line
from parsers.figures.mentions import CANDIDATES, Grip, Mention, Role
from parsers.figures.names import Named, several
from parsers.figures.prose import Context
from parsers.figures.weeks import Strength, WeekMention
from parsers.text import fold
from parsers.values import CellValue, Doubt, Evidence, Table

MAX_ROWS = 20_000
MAX_COLUMNS = 80
FULL_ROWS = 300
"""Tables up to this length are read row by row; of longer ones (lists of people) the head, the end and rows called totals."""
MAX_PROSE_CELLS = 200

_ONLY_DATE = re.compile(r"^(?:ng[aà]y\s+)?\d{1,2}\s?[/.\-]\s?\d{1,2}(?:\s?[/.\-]\s?\d{2,4})?$", re.IGNORECASE)
_SERIAL = re.compile(r"^(?:stt|s\.?t\.?t\.?|tt|so tt|so thu tu|no\.?|#|thu tu)$")
_WEEK_HEAD = re.compile(r"^(?:tuan|ky|tuan (?:thu|so)|ky (?:thu|so)|week)$")
_PERCENT = re.compile(r"%|ty le|ti le|phan tram")
_PHONE = re.compile(
    r"^(?:so )?(?:dien thoai|dt|d/?t|sdt|dtdd|phone|mobile|hotline)(?: (?:lien he|di dong|lien lac|cd|cua.*|nguoi.*|khach.*|can bo.*))?$|so dien thoai|sdt"
)
_PERSON = re.compile(
    r"ho (?:va |, ?)?ten|ho ten|ten (?:khach|nguoi|cong dan|hoc sinh|can bo)|nguoi (?:cai|dung)|chu may|name"
)
_NOTE = re.compile(
    r"ghi chu|note|dia chi|ngay sinh|nam sinh|cmnd|cccd|email|can cuoc|thoi gian|tinh trang|hang may|chuc vu|don vi tinh|\bdvt\b"
)
_TOTAL = re.compile(
    r"^(?:[ivx\d]+[.)]?\s*)?(?:tong(?: cong| so| cong so)?|cong|t/?cong|tong hop|toan (?:don vi|phuong|xa|truong)|tong cong toan.*|cong chung)\b(?!.*(?:chuc|an |tac|dan))"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """What the heads of a column or the label of a row say."""

    text: str
    folded: str
    role: Role
    grip: Grip
    topical: bool
    units: tuple[str, ...]
    week: WeekMention | None
    """What orders it among others: a date before a number."""
    stated: WeekMention | None
    """What it says of the period of its figures."""
    line: Line
    total: bool
    counted: bool
    """Nothing but the label of some figure: "Số lượng", "Kết quả"."""
    strange: tuple[str, ...]
    """Words that might change what its figures are worth."""
    day: bool
    """One day of a week: "Thứ 2", "24/8"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cell:
    row: int
    column: int
    value: int | None
    doubt: str
    shown: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Placed:
    """A mention between its column's head and its row's label."""

    mention: Mention
    head: Label
    row: Label
    neutral: bool = False
    """Nothing says what its figure counts; it serves to check a total beside it."""

    @property
    def row_number(self) -> int:
        return self.mention.cell[1] if self.mention.cell else -1

    def head_week(self) -> WeekMention | None:
        return self.head.week

    def row_week(self) -> WeekMention | None:
        return self.row.week

    def told(self, **changes: Any) -> _Placed:
        """Give it with its mention changed."""
        return replace(self, mention=replace(self.mention, **changes))


def read(table: Table, source: Source, context: Context, heading: str = "") -> list[Mention]:
    """Give the mentions of a table: those of its cells, and those of whole sentences within cells.

    A heading right above it says what all of it is about: the indicator, or another one whose figures are not ours.
    """
    found = _Reading(table, source, context).mentions()
    folded, lens = fold(heading), context.lens
    if lens.topic.search(folded) is not None:
        return [replace(mention, topical=True) for mention in found]
    if lens.other.search(folded) is not None:
        return [replace(mention, role=Role.EXCLUDED, why="other-thing") for mention in found]
    return found


class _Reading:
    """One table's reading; it keeps what several steps ask for."""

    def __init__(self, table: Table, source: Source, context: Context) -> None:
        self.table = table
        self.source = source
        self.context = context
        self.rows = table.rows[:MAX_ROWS]
        self.width = min(MAX_COLUMNS, max((len(row) for row in self.rows[:FULL_ROWS]), default=0))
        self._merged = {
            (row, column): (top, left)
            for top, left, bottom, right in table.merged[:500]
            for row in range(top, min(bottom, top + 40) + 1)
            for column in range(left, min(right, left + MAX_COLUMNS) + 1)
        }
        self._labels: dict[str, Label] = {}

    # Cells

    def value(self, row: int, column: int) -> CellValue:
        row, column = self._merged.get((row, column), (row, column))
        cells = self.rows[row] if row < len(self.rows) else ()
        return cells[column] if column < len(cells) else None

    def number(self, row: int, column: int) -> _Cell | None:
        """Give the count in a cell: a number, or a text that is nothing else ("45", "1.234", "45 máy")."""
        if (row, column) in self._merged and self._merged[row, column] != (row, column):
            return None
        cells = self.rows[row]
        value = cells[column] if column < len(cells) else None
        match value:
            case bool() | None | dt.date() | dt.time() | dt.timedelta():
                return None
            case int():
                too_large = not 0 <= value <= numbers.LARGEST
                return _Cell(
                    row=row,
                    column=column,
                    value=None if too_large else value,
                    doubt="number-too-large" if too_large else "",
                    shown=str(value),
                )
            case float():
                whole = value.is_integer() and 0 <= value <= numbers.LARGEST
                shown = str(int(value)) if value.is_integer() else str(value)
                return _Cell(
                    row=row,
                    column=column,
                    value=int(value) if whole else None,
                    doubt="" if whole else "number-no-count",
                    shown=shown,
                )
            case str():
                return self._typed(row, column, value)

    def _typed(self, row: int, column: int, text: str) -> _Cell | None:
        if not text or len(text) > 40 or not any(letter.isdigit() for letter in text):
            return None
        stripped = text.strip().rstrip(".")
        match = re.fullmatch(r"([0-9][0-9.,\s]*?)\s*([^\W\d_][\w\s]*)?", stripped)
        if match is None:
            return None
        if match[2] and not self.context.lens.noun.fullmatch(fold(match[2])):
            return None
        value, doubt = numbers.value_of(match[1])
        if doubt == "leading-zero" and len(match[1]) >= 8:
            return None
        return _Cell(row=row, column=column, value=value, doubt=f"number-{doubt}" if doubt else "", shown=text.strip())

    # Heads and labels

    @cached_property
    def first_figures(self) -> int:
        """Give the row in which the figures begin: the first one with a number that isn't a serial or a column's number."""
        for row in range(min(len(self.rows), FULL_ROWS)):
            cells = [cell for column in range(self.width) if (cell := self.number(row, column))]
            if not cells or self._counts_columns(row, cells) or row in self._week_rows:
                continue
            return row
        return len(self.rows)

    def _counts_columns(self, row: int, cells: list[_Cell]) -> bool:
        values = [cell.value for cell in cells]
        texts = sum(
            1
            for column in range(self.width)
            if isinstance(self.value(row, column), str) and self.value(row, column) and self.number(row, column) is None
        )
        return (
            len(values) >= 3
            and texts <= 2
            and None not in values
            and all(b - a == 1 for a, b in pairwise(values) if a is not None and b is not None)
            and values[0] in (0, 1, 2)
        )

    @cached_property
    def head_rows(self) -> tuple[int, ...]:
        """Give the rows of heads right above the figures: the lowest row of two texts or more, and the rows whose cells span it.

        What stands alone or higher up (a letterhead, a title) is no head.
        """
        rows: list[int] = []
        for row in range(self.first_figures - 1, max(-1, self.first_figures - 7), -1):
            texts = {
                self._merged.get((row, column), (row, column))
                for column in range(self.width)
                if _as_text(self.value(row, column)) or (row in self._week_rows and self.number(row, column))
            }
            if row not in self._week_rows and self._numbers_columns(row):
                continue
            if not rows:
                if len(texts) >= 2:
                    rows.append(row)
                continue
            if not self._spans(row, rows[-1], len(texts)):
                break
            rows.append(row)
        return tuple(reversed(rows))

    def _spans(self, row: int, below: int, texts: int) -> bool:
        """Whether a row's heads stand over those of the row below: merged with it, or over columns that it leaves empty."""
        if texts < 2:
            return False
        for top, left, bottom, right in self.table.merged[:500]:
            if top == row and (bottom >= below or right > left):
                return True
        return any(
            _as_text(self.value(row, column)) and not _as_text(self._own(below, column)) for column in range(self.width)
        )

    def _own(self, row: int, column: int) -> CellValue:
        cells = self.rows[row]
        return cells[column] if column < len(cells) else None

    def _numbers_columns(self, row: int) -> bool:
        cells = [cell for column in range(self.width) if (cell := self.number(row, column))]
        marks = [_as_text(self.value(row, column)) for column in range(self.width)]
        lettered = [mark for mark in marks if re.fullmatch(r"\(?[A-Za-z0-9]\)?(?:\s*=.*)?", mark)]
        return bool(cells and self._counts_columns(row, cells)) or (
            len(lettered) >= 3 and len(lettered) == len([m for m in marks if m])
        )

    def head(self, column: int) -> Label:
        texts = dict.fromkeys(self._head_text(row, column) or self._spanning(row, column) for row in self.head_rows)
        return self.label(" ".join(filter(None, texts)))

    def _spanning(self, row: int, column: int) -> str:
        """Give the head that stands left over an empty place where the heads below tell its columns apart, merged or not."""
        if row == self.head_rows[-1] or not column:
            return ""
        left = next((at for at in range(column - 1, -1, -1) if _as_text(self.value(row, at))), None)
        below = self.head_rows[self.head_rows.index(row) + 1]
        if left is None or not all(_as_text(self._own(below, at)) for at in range(left, column + 1)):
            return ""
        return _as_text(self.value(row, left))

    def _head_text(self, row: int, column: int) -> str:
        """Give a head's words; below "Tuần đến" or "Tuần" at the row's beginning a date or a number is a week."""
        text = _as_text(self.value(row, column))
        first = next(filter(None, (_as_text(self.value(row, left)) for left in range(column))), "")
        if not first or not _DATE_HEAD.match(fold(first)):
            return text
        if _ONLY_DATE.match(text):
            return f"{first.rstrip(' :')} {text}" if "den" in fold(first) else f"Tuần đến {text}"
        cell = self.number(row, column)
        return f"Tuần {cell.shown}" if cell is not None and cell.value is not None and row in self._week_rows else text

    @cached_property
    def _week_rows(self) -> frozenset[int]:
        """Give the rows that hold nothing but the numbers of weeks, after their name: "Tuần | 35 | 36 | 37"."""
        return frozenset(row for row in range(min(len(self.rows), 12)) if self._numbers_weeks(row))

    def _numbers_weeks(self, row: int) -> bool:
        texts = [text for column in range(self.width) if (text := _as_text(self._own(row, column)))]
        words = [text for text in texts if not any(map(str.isdigit, text))]
        if not words or not _WEEK_HEAD.match(fold(words[0]).rstrip(" :")):
            return False
        values = [cell.value for column in range(self.width) if (cell := self.number(row, column))]
        return (
            len(values) >= 2
            and all(value is not None and 1 <= value <= 53 for value in values)
            and all((b or 0) - (a or 0) in (1, -51, -52) for a, b in pairwise(values))
        )

    def row_text(self, row: int, column: int) -> str:
        """Give the texts left of a cell."""
        texts = [self._label_text(row, left) for left in range(column) if self.number(row, left) is None]
        texts += [
            f"Tuần {cell.shown}"
            for left in range(column)
            if self.is_week_column(left) and (cell := self.number(row, left))
        ]
        return " ".join(dict.fromkeys(filter(None, texts)))[:200]

    def _label_text(self, row: int, column: int) -> str:
        text = _as_text(self.value(row, column))
        if _ONLY_DATE.match(text) and _DATE_HEAD.match(self.heads[column].folded.strip()):
            return f"Tuần đến {text}"
        return text

    def is_week_column(self, column: int) -> bool:
        """Whether a column holds the numbers of weeks: its cells are labels, not figures."""
        return _WEEK_HEAD.match(self.heads[column].folded) is not None

    def label(self, text: str) -> Label:
        if text not in self._labels:
            self._labels[text] = _label(text, self.source, self.context)
        return self._labels[text]

    # What columns are

    @cached_property
    def heads(self) -> dict[int, Label]:
        return {column: self.head(column) for column in range(self.width)}

    def is_serial(self, column: int) -> bool:
        head = self.heads[column].folded
        if _SERIAL.match(head):
            return True
        if head or column > 1:
            return False
        values = [
            cell.value
            for row in range(self.first_figures, min(len(self.rows), self.first_figures + 60))
            if (cell := self.number(row, column))
        ]
        return (
            len(values) >= 2
            and values[:2] == [1, 2]
            and all(b is not None and a is not None and b - a in (0, 1) for a, b in pairwise(values))
        )

    @cached_property
    def count_columns(self) -> tuple[int, ...]:
        kept: list[int] = []
        for column in range(self.width):
            head = self.heads[column]
            if (
                self.is_serial(column)
                or self.is_week_column(column)
                or _PERCENT.search(head.folded)
                or (_PHONE.search(head.folded) and not head.week)
            ):
                continue
            if (_NOTE.search(head.folded) or _PERSON.search(head.folded)) and head.role is not Role.WEEK:
                continue
            kept.append(column)
        return tuple(kept)

    @cached_property
    def body_rows(self) -> tuple[int, ...]:
        last = len(self.rows)
        if last - self.first_figures <= FULL_ROWS:
            return tuple(range(self.first_figures, last))
        middle = (
            row
            for row in range(self.first_figures + FULL_ROWS // 2, last - FULL_ROWS // 3)
            if any(isinstance(cell, str) and cell[:4].lower() in _TOTAL_WORDS for cell in self.rows[row][:4])
        )
        return (
            *range(self.first_figures, self.first_figures + FULL_ROWS // 2),
            *middle,
            *range(last - FULL_ROWS // 3, last),
        )

    # Mentions

    def mentions(self) -> list[Mention]:
        found = list(self._sentences())
        placed_cells = self._cells()
        cells = [placed.mention for placed in _newest_week(placed_cells, self.context.near)]
        if unfilled := self._unfilled(placed_cells):
            # What stands in the other weeks' places was reported before.
            cells = [replace(m, role=Role.LAST) if m.role in CANDIDATES else m for m in cells] + unfilled
        found += cells
        found += self._uncached()
        found += self._listed(cells)
        return found

    def _cells(self) -> list[_Placed]:
        found: list[_Placed] = []
        for row in self.body_rows:
            hidden = row in self.table.hidden_rows
            for column in self.count_columns:
                cell = self.number(row, column)
                placed = self._placed(cell) if cell is not None else None
                if placed is None:
                    continue
                if hidden or column in self.table.hidden_columns or self.table.hidden:
                    doubts = (*placed.mention.doubts, Doubt(code="hidden", about=placed.mention.evidence.where))
                    placed = placed.told(doubts=doubts)
                found.append(placed)
        found = _with_wholes(_of_which(_running(found)))
        return _mixed([cell for cell in _without_days(_ours(found)) if not cell.neutral])

    def _placed(self, cell: _Cell) -> _Placed | None:
        head, row = self.heads[cell.column], self.label(self.row_text(cell.row, cell.column))
        role = _combined(head, row)
        grip = max(head.grip, row.grip)
        if grip is Grip.NONE and role is not Role.EXCLUDED:
            if head.counted or row.counted or head.day or self.context.lens.noun.search(fold(cell.shown)):
                grip = Grip.WEAK
            elif not head.folded.strip(" ~") and not row.folded.strip(" ~") and not (row.units or head.units):
                role = Role.BARE
            elif (row.units or row.total) and not head.folded:
                grip = Grip.WEAK
            else:
                return _Placed(
                    mention=self._made(cell, Role.EXCLUDED, grip, head, row), head=head, row=row, neutral=True
                )
        return _Placed(mention=self._made(cell, role, grip, head, row), head=head, row=row)

    def _made(self, cell: _Cell, role: Role, grip: Grip, head: Label, row: Label) -> Mention:
        week = next((label.stated for label in (row, head) if label.stated is not None), None)
        label = row if row.stated is not None else head
        where = self.table.where(cell.row, cell.column)
        speaks = row.role is not Role.PLAIN or row.grip is not Grip.NONE or row.units
        return Mention(
            role=role,
            value=cell.value,
            evidence=Evidence(part=self.source.part, where=where, text=cell.shown, reader=f"table/{role}"),
            grip=grip,
            topical=head.topical or row.topical,
            units=row.units or head.units,
            week=week.week(label.line) if week is not None else None,
            part=not row.total and not speaks,
            heads=row.total or (head.total and not row.total),
            total=row.total or head.total,
            day=(head.day or row.day) and not row.total,
            why=str(role),
            sure=self.source.sure,
            doubts=_doubts(cell, head, row),
            cell=(self.table.name, cell.row, cell.column),
        )

    def _sentences(self) -> Iterator[Mention]:
        """Read cells that hold whole sentences ("Tổng số máy đã cài: 45 máy") as prose."""
        read = 0
        for row in range(min(len(self.rows), FULL_ROWS)):
            for column, value in enumerate(self.rows[row][: self.width]):
                if (
                    not isinstance(value, str)
                    or len(value) < 6
                    or not any(map(str.isdigit, value))
                    or not any(map(str.isalpha, value))
                ):
                    continue
                lowered = value.lower()
                if not any(hint in lowered for hint in self.context.lens.hints):
                    continue
                if row in self.head_rows or self.number(row, column) is not None or read >= MAX_PROSE_CELLS:
                    continue
                read += 1
                for text in value.splitlines():
                    if _EXAMPLE.search(fold(text)):
                        continue
                    yield from prose.read(line(text[:2000], self.table.where(row, column), self.source), self.context)

    def _unfilled(self, cells: list[_Placed]) -> list[Mention]:
        """Doubt the figures of earlier weeks where this week's own column or row is there and still empty."""
        by_column = [cell for cell in cells if cell.head_week() and cell.mention.role in CANDIDATES]
        by_row = [cell for cell in cells if cell.row_week() and cell.mention.role in CANDIDATES]
        found: list[Mention] = []
        for row in dict.fromkeys(cell.row_number for cell in by_column):
            dated = {column: head.week for column, head in self.heads.items() if head.week is not None}
            if _are_days({week.last for week in dated.values()}):
                continue  # the days of this week need not all have a figure
            filled = {column for column in dated if self.number(row, column) is not None}
            column = _this_weeks(dated, filled, self.context.near)
            if column is not None and self._is_empty(row, column) and (row, column) not in self._without_result:
                found.append(self._empty(row, column))
        for column in dict.fromkeys(cell.mention.cell[2] for cell in by_row if cell.mention.cell):
            weeks_ = {
                row: week
                for row in self.body_rows[:FULL_ROWS]
                if (week := self.label(self.row_text(row, column)).week) is not None
            }
            filled = {row for row in weeks_ if self.number(row, column) is not None}
            row = _this_weeks(weeks_, filled, self.context.near)
            if row is not None and self._is_empty(row, column) and (row, column) not in self._without_result:
                found.append(self._empty(row, column))
        return found[:1]

    @cached_property
    def _without_result(self) -> frozenset[tuple[int, int]]:
        return frozenset((row, column) for row, column, _ in self.table.uncached[:200])

    def _is_empty(self, row: int, column: int) -> bool:
        value = self.value(row, column)
        return value is None or (isinstance(value, str) and value.strip() in _DASHES)

    def _empty(self, row: int, column: int) -> Mention:
        head, label = self.heads[column], self.label(self.row_text(row, column))
        cell = _Cell(row=row, column=column, value=None, doubt="week-empty", shown=head.text or label.text)
        made = self._made(cell, Role.WEEK, Grip.CORE, head, label)
        return replace(made, doubts=(Doubt(code="week-empty", about=f"{label.text} {head.text}".strip()[:80]),))

    def _uncached(self) -> Iterator[Mention]:
        for row, column, formula in self.table.uncached[:200]:
            if row >= len(self.rows) or column >= self.width or column not in self.count_columns:
                continue
            head, label = self.heads[column], self.label(self.row_text(row, column))
            role = _combined(head, label)
            if role in (Role.EXCLUDED, Role.LAST) or max(head.grip, label.grip) is Grip.NONE:
                continue
            cell = _Cell(row=row, column=column, value=None, doubt="formula", shown=formula)
            yield self._made(cell, role, Grip.CORE, head, label)

    def _listed(self, cells: list[Mention]) -> Iterator[Mention]:
        """Count the rows of a list of people, where no column states a figure."""
        people = [column for column, head in self.heads.items() if _PERSON.search(head.folded)]
        if (
            not people
            or any(mention.role is not Role.EXCLUDED for mention in cells)
            or len(self.rows) - self.first_figures < 2
        ):
            return
        if any("chuc vu" in head.folded for head in self.heads.values()):
            return
        column = people[0]
        rows = [
            row
            for row in range(self.first_figures, len(self.rows))
            if isinstance(self.value(row, column), str) and self.value(row, column)
        ]
        if len(rows) < 2:
            return
        last = rows[-1]
        yield Mention(
            role=Role.LISTED,
            value=len(rows),
            evidence=Evidence(
                part=self.source.part,
                where=self.table.where(last, 0),
                text=_as_text(self.value(last, 0)) or str(self.value(last, 0) or ""),
                reader="table/list",
            ),
            grip=Grip.WEAK,
            sure=self.source.sure,
        )


_EXAMPLE = re.compile(
    r"\b(?:vi du|vd\s*:|chang han|huong dan\s*:|(?:nhap|dien|ghi) (?:\w+ ){0,4}vao (?:o|cot|dong)|cach (?:nhap|dien|ghi))\b|\bvd\s*:"
)
"""What tells how a form is to be filled in: its numbers are examples."""
_OF_WHICH = re.compile(r"^[\W\d]*(?:trong (?:do|so do|so nay)|o do|gom co|bao gom|chia ra|gom)\b")
_DATE_HEAD = re.compile(
    r"^(?:(?:tuan|ky)(?: bao cao)?(?: (?:den|toi|het|ket thuc))?(?: ngay)?|(?:den|het|tinh den)(?: ngay| tuan)?)\s*:?$"
)
_DASHES = frozenset({"", "-", "–", "—", "...", "…", "x"})
"""How an empty cell is filled in."""

_TOTAL_WORDS = frozenset({"tổng", "tong", "cộng", "cong", "tổn", "t/c"})


def _as_text(value: CellValue) -> str:
    match value:
        case str():
            return value.strip()
        case dt.datetime():
            return value.strftime("%d/%m/%Y")
        case dt.date():
            return value.strftime("%d/%m/%Y")
        case _:
            return ""


def _label(text: str, source: Source, context: Context) -> Label:
    made = line(text[:300], "", source)
    named = context.names.find(made.folded)
    dates = weeks.find(made, context.near)
    folded = prose.quiet(made, named, dates, context).strip()
    own = [date for date in dates if not date.previous]
    role = _role_of(folded, context)
    if any(date.previous for date in dates):
        role = Role.LAST
    elif any(date.long for date in dates):
        role = Role.CUMULATIVE
    grip = Grip.NONE
    lens = context.lens
    if role is not Role.EXCLUDED:
        if prose.names_thing(folded, lens.core_noun) or lens.core_verb.search(folded):
            grip = Grip.CORE
        elif prose.names_thing(folded, lens.noun) or lens.verb.search(folded):
            grip = Grip.WEAK
    return Label(
        text=text,
        folded=folded,
        role=role,
        grip=grip,
        topical=lens.topic.search(folded) is not None or lens.core_verb.search(folded) is not None,
        units=_row_units(made.folded, named),
        strange=_strange(made, dates, named, context),
        counted=any(map(str.isalpha, folded)) and prose.only_label(folded, lens),
        day=_WEEKDAY.match(folded) is not None or any(_is_day(date) for date in dates),
        week=next((date for date in own if date.last), own[-1] if own else None),
        stated=next((d for d in own if d.strength is Strength.STATED and d.last), None)
        or next((d for d in own if d.strength is not Strength.LOOSE), None),
        line=made,
        total=_TOTAL.match(folded) is not None,
    )


_WEEKDAY = re.compile(r"^\W*(?:thu (?:hai|ba|tu|nam|sau|bay|[2-7])|t[2-7]|cn|chu nhat)\b")
_BEFORE_NAME = re.compile(r"^[\W\d]*(?:(?:don vi|ten don vi|co quan)\s*:?\s*)?$")


def _row_units(folded: str, named: list[Named]) -> tuple[str, ...]:
    """Give the units that a label is the name of: what stands before the name makes it something else ("Đoàn phường Ka Long")."""
    return several(each for each in named if _BEFORE_NAME.match(folded[: each.start]))


def _strange(made: Line, dates: list[WeekMention], named: list[Named], context: Context) -> tuple[str, ...]:
    lens = context.lens
    known = [
        match.span() for pattern in (lens.topic, lens.noun, lens.verb, CUE) for match in pattern.finditer(made.folded)
    ]
    known += [(each.start, each.end) for each in (*dates, *named)]
    return plain_words.unknown(made.text, made.folded, [(0, len(made.text))], known, context.names.vocabulary)


def _doubts(cell: _Cell, head: Label, row: Label) -> tuple[Doubt, ...]:
    found = [Doubt(code=cell.doubt, about=cell.shown)] if cell.doubt else []
    strange = head.strange + (row.strange if row.grip is Grip.CORE else ())
    month = MONTH.search(head.folded) or MONTH.search(row.folded)
    if month and Role.WEEK not in (head.role, row.role):
        found.append(Doubt(code="not-a-week", about=f"{head.text} {row.text}".strip()[:80]))
    if strange:
        found.append(Doubt(code="unknown-words", about=", ".join(dict.fromkeys(strange))))
    return tuple(found)


def _role_of(folded: str, context: Context) -> Role:
    """Tell what a label says: exclusions outweigh, then running totals, then the week."""
    lens = context.lens
    cues = {Cue(match.lastgroup) for match in CUE.finditer(folded + " .") if match.lastgroup}
    verb = lens.verb.search(folded) is not None
    thing = lens.noun.search(folded)
    if thing is not None and not prose.names_thing(folded, lens.noun) and not verb:
        return Role.EXCLUDED  # máy in, máy tính
    if _PERCENT.search(folded) or (lens.other.search(folded) and not lens.topic.search(folded)):
        return Role.EXCLUDED
    if Cue.TARGET in cues and not re.search(r"ket qua|da (?:cai|thuc hien)|thuc hien duoc|duoc cai", folded):
        return Role.EXCLUDED
    if (
        Cue.DIFFERENCE in cues
        or Cue.NOT in cues
        or (Cue.POPULATION in cues and not verb)
        or (Cue.OTHER in cues and not lens.core_verb.search(folded))
    ):
        return Role.EXCLUDED
    if prose.counts_other(folded, lens):
        return Role.EXCLUDED
    if Cue.LAST in cues:
        return Role.LAST
    if Cue.CUMULATIVE in cues:
        return Role.CUMULATIVE
    if Cue.WEEK in cues:
        return Role.WEEK
    if Cue.UNTIL in cues:
        return Role.UNTIL
    return Role.TOTAL if Cue.TOTAL in cues else Role.PLAIN


def _combined(head: Label, row: Label) -> Role:
    roles = {head.role, row.role}
    for role in (Role.EXCLUDED, Role.LAST, Role.CUMULATIVE, Role.WEEK, Role.UNTIL, Role.TOTAL):
        if role in roles:
            # A row called total gives its column's figure: the week's total in the week's column.
            return role
    return Role.PLAIN


def _is_day(date: WeekMention | None) -> bool:
    return date is not None and date.first is None and date.last is not None and date.strength is Strength.LOOSE


def _mixed(cells: list[_Placed]) -> list[_Placed]:
    """Doubt a column's total where some of its rows count other things."""
    other = {
        cell.mention.cell[2]
        for cell in cells
        if cell.mention.cell
        and cell.mention.role is Role.EXCLUDED
        and cell.row.role is Role.EXCLUDED
        and cell.head.role is not Role.EXCLUDED
    }
    return [
        cell.told(doubts=(*cell.mention.doubts, Doubt(code="not-all-of-it", about=cell.row.text)))
        if cell.row.total and cell.mention.cell and cell.mention.cell[2] in other
        else cell
        for cell in cells
    ]


def _ours(cells: list[_Placed]) -> list[_Placed]:
    """Leave out figures that nothing ties to the indicator where others in the table are tied to it."""
    counted = [cell for cell in cells if cell.mention.role in CANDIDATES]
    if any(cell.head.grip is Grip.CORE or cell.row.grip is Grip.CORE for cell in counted):
        cells = [
            cell
            for cell in cells
            if cell.mention.role not in CANDIDATES or max(cell.head.grip, cell.row.grip) is not Grip.NONE
        ]
    # "Nam", "Nữ", "Cộng": the column called a total is the one, and the columns beside it must add up to it.
    totals = [cell for cell in cells if cell.mention.role in CANDIDATES and cell.head.total]
    others = [cell for cell in counted if not cell.head.total]
    if totals and not any(cell.head.grip is Grip.CORE or cell.head.role is Role.WEEK for cell in others):
        parts = [
            cell for cell in cells if not cell.head.total and not cell.head.day and (cell.neutral or cell in others)
        ]
        cells = [
            _checked(cell, parts, least=2) if cell in totals else cell
            for cell in cells
            if cell not in others or cell.head.day
        ]
    # Under a head that fits anything ("Kết quả tuần") the rows say what is counted.
    loose = [cell for cell in cells if cell.mention.role in CANDIDATES and cell.head.grip is not Grip.CORE]
    if any(cell.row.grip is Grip.CORE for cell in loose):
        return [cell for cell in cells if cell not in loose or cell.row.grip is Grip.CORE]
    return cells


def _running(cells: list[_Placed]) -> list[_Placed]:
    """Take a column called a total as running on where in every row it is what was there before and what is new together."""
    by_place = {cell.mention.cell[1:]: cell for cell in cells if cell.mention.cell}
    columns = {place[1] for place in by_place}
    before = [c for c in columns if any(_is_before(by_place[p].head) for p in by_place if p[1] == c)]
    new = [c for c in columns if any(by_place[p].head.role is Role.WEEK for p in by_place if p[1] == c)]
    totals = [c for c in columns if any(by_place[p].head.total for p in by_place if p[1] == c)]
    if len(before) != 1 or len(new) != 1 or len(totals) != 1:
        return cells
    rows = {place[0] for place in by_place if place[1] == totals[0]}

    def value(row: int, column: int) -> int | None:
        cell = by_place.get((row, column))
        return cell.mention.value if cell is not None else None

    sums = [(value(row, before[0]), value(row, new[0]), value(row, totals[0])) for row in rows]
    if any(None in each or (each[0] or 0) + (each[1] or 0) != each[2] for each in sums):
        return cells
    return [
        cell.told(role=Role.CUMULATIVE) if cell.mention.cell and cell.mention.cell[2] == totals[0] else cell
        for cell in cells
    ]


def _is_before(head: Label) -> bool:
    return head.role is Role.LAST or re.search(r"\b(?:truoc|dau ky|co san)\b", head.folded) is not None


def _of_which(cells: list[_Placed]) -> list[_Placed]:
    """Leave out what a row or column says to be of the one before it ("Trong đó: Android"); the parts must fit into it."""
    kept: list[_Placed] = []
    parts: dict[int, list[_Placed]] = {}
    by_place = {cell.mention.cell[1:]: index for index, cell in enumerate(cells) if cell.mention.cell}
    open_columns: dict[int, tuple[int, int]] = {}
    for cell in cells:
        if cell.mention.cell is None:
            kept.append(cell)
            continue
        row, column = cell.mention.cell[1:]
        whole: int | None = None
        if _OF_WHICH.match(cell.head.folded):
            lefts = [
                left
                for (r, left), i in by_place.items()
                if r == row and left < column and not _OF_WHICH.match(cells[i].head.folded)
            ]
            whole = by_place[row, max(lefts)] if lefts else None
        elif _OF_WHICH.match(cell.row.folded) or (
            column in open_columns and open_columns[column][1] == row - 1 and _LISTED.match(cell.row.text)
        ):
            above = open_columns.get(column)
            whole = above[0] if above is not None and above[1] == row - 1 else by_place.get((row - 1, column))
            if whole is not None:
                open_columns[column] = (whole, row)
        if whole is None or cells[whole].mention.role not in CANDIDATES | {Role.CUMULATIVE}:
            kept.append(cell)
        else:
            parts.setdefault(whole, []).append(cell)
    made: list[_Placed] = []
    for cell in kept:
        index = by_place.get(cell.mention.cell[1:]) if cell.mention.cell else None
        found = parts.get(index, []) if index is not None else []
        values = [each.mention.value or 0 for each in found]
        total = cell.mention.value or 0
        if found and not (sum(values) == total or (len(values) == 1 and sum(values) <= total)):
            doubt = Doubt(code="parts-do-not-add-up", about=f"{sum(values)} ≠ {cell.mention.value}")
            made.append(cell.told(doubts=(*cell.mention.doubts, doubt)))
        else:
            made.append(cell)
    return made


_LISTED = re.compile(r"^\s*[-+*•–]|^\s{2,}")


def _with_wholes(cells: list[_Placed]) -> list[_Placed]:
    """Leave out the rows of a column whose last row is called their total and is it."""
    columns: dict[int, list[_Placed]] = {}
    for cell in cells:
        if cell.mention.cell and cell.mention.role in CANDIDATES | {Role.CUMULATIVE}:
            columns.setdefault(cell.mention.cell[2], []).append(cell)
    summed: set[tuple[int, int]] = set()
    for column, members in columns.items():
        totals = [cell for cell in members if cell.row.total]
        rows = [cell for cell in members if not cell.row.total]
        whole = max(totals, key=lambda cell: cell.row_number, default=None)
        plain = all(not cell.row.units and cell.row.grip is not Grip.CORE and cell.row.week is None for cell in rows)
        if (
            whole is None
            or len(rows) < 2
            or not plain
            or None in [cell.mention.value for cell in members]
            or sum(cell.mention.value or 0 for cell in rows) != whole.mention.value
        ):
            continue
        summed |= {(cell.row_number, column) for cell in members if cell is not whole and not cell.row.total}
        summed |= {(cell.row_number, column) for cell in totals if cell is not whole}
    return [cell for cell in cells if not cell.mention.cell or cell.mention.cell[1:] not in summed]


def _without_days(cells: list[_Placed]) -> list[_Placed]:
    """Leave out the columns of single days where another column gives their sum; each sum is checked."""
    days = [cell for cell in cells if cell.head.day and cell.mention.role in CANDIDATES]
    whole = [cell for cell in cells if not cell.head.day and cell.mention.role in CANDIDATES]
    if not days or not whole:
        return cells
    return [_checked(cell, days) if cell in whole else cell for cell in cells if cell not in days]


def _checked(whole: _Placed, days: list[_Placed], least: int = 1) -> _Placed:
    row = [day.mention.value or 0 for day in days if day.row_number == whole.row_number]
    if len(row) < least or sum(row) == whole.mention.value:
        return whole
    doubt = Doubt(code="parts-do-not-add-up", about=f"{sum(row)} ≠ {whole.mention.value}")
    return whole.told(doubts=(*whole.mention.doubts, doubt))


def _newest_week(cells: list[_Placed], near: dt.date | None) -> list[_Placed]:
    """Of columns or rows that each stand for a week keep the newest with a figure: the others are what was reported before."""
    for date_of in (_Placed.head_week, _Placed.row_week):
        dated = [cell for cell in cells if date_of(cell) is not None and cell.mention.role is not Role.EXCLUDED]
        if len({_week_key(date_of(cell), near) for cell in dated}) < 2:
            continue
        if _are_days({date.last for cell in dated if (date := date_of(cell)) is not None}):
            cells = [cell.told(day=True, part=True, week=None) if cell in dated else cell for cell in cells]
            continue
        keys = {_week_key(date_of(cell), near) for cell in dated if cell.mention.value is not None}
        begun = {key for key in keys if near is None or key[0] != 1 or key[1] - near.toordinal() < 7}
        newest = max(begun or keys, default=None)
        cells = [
            cell.told(role=Role.LAST) if cell in dated and _week_key(date_of(cell), near) != newest else cell
            for cell in cells
        ]
    return cells


def _this_weeks(weeks_: dict[int, WeekMention], filled: set[int], near: dt.date | None) -> int | None:
    """Give the place of the week that a day lies in where it has no figure though an earlier week has one.

    Until two days after a week's end its own place counts: reports come late.
    """
    if near is None or not filled or len(weeks_) < 2:
        return None
    newest = max(_week_key(weeks_[place], near) for place in filled)
    for place, week in weeks_.items():
        if place in filled or _week_key(week, near) <= newest:
            continue
        if week.last is not None:
            ahead = (week.last - near).days
            ended = newest[0] == 1 and 0 <= near.toordinal() - newest[1] <= LATE_DAYS
            if ahead < 0 or (ahead < 7 and not ended):
                return place
        elif week.number == near.isocalendar().week:
            return place
        elif (week.number or 0) == 1 + max(weeks_[each].number or 0 for each in filled) and place == max(weeks_):
            return place  # counted from a beginning of their own: the last one that stands there
    return None


LATE_DAYS = 2


def _week_key(date: WeekMention | None, near: dt.date | None) -> tuple[int, int]:
    """Give what orders weeks: dates by their day, numbers by their distance from the week of receipt (52 comes before 1)."""
    if date is None:
        return (-1, 0)
    if date.last is not None:
        return (1, date.last.toordinal())
    now = near.isocalendar().week if near is not None else 26
    return (0, ((date.number or 0) - now + 26) % 53)


def _are_days(days: set[dt.date | None]) -> bool:
    """Whether dates are the days of one week: closer than weeks are to each other."""
    known = sorted(day for day in days if day is not None)
    return len(known) >= 2 and min((b - a).days for a, b in pairwise(known)) < 5
