"""A table as a grid: its cells as counts or words, which rows are heads, what words stand over and left of each cell.

Nothing here knows what is counted; `tables` asks which cell is the figure.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from parsers.figures import numbers
from parsers.figures.mentions import Lens
from parsers.text import fold
from parsers.values import CellValue, Table

MAX_ROWS = 20_000
MAX_COLUMNS = 80
FULL_ROWS = 300
"""Tables up to this length are read row by row; of longer ones (lists of people) the head, the end and rows called totals."""
HEAD_DEPTH = 7
"""So many rows above the first figures may belong to the heads."""

_ONLY_DATE = re.compile(r"^(?:ng[aà]y\s+)?\d{1,2}\s?[/.\-]\s?\d{1,2}(?:\s?[/.\-]\s?\d{2,4})?$", re.IGNORECASE)
_SERIAL = re.compile(r"^(?:stt|s\.?t\.?t\.?|tt|so tt|so thu tu|no\.?|#|thu tu)$")
_WEEK_HEAD = re.compile(r"^(?:tuan|ky|tuan (?:thu|so)|ky (?:thu|so)|week)$")
_AXIS_HEAD = re.compile(
    r"^(?:lop|khoi|to|khu|khu pho|thon|ban|doi|ca|quay|thu|ngay|thang|diem|chot|cum|nhom|chi doan)(?: so)?$"
)
_PERCENT = re.compile(r"%|ty le|ti le|phan tram")
_PHONE_HEAD = re.compile(
    r"^(?:so )?(?:dien thoai|dt|d/?t|sdt|dtdd|phone|mobile|hotline)(?: (?:lien he|di dong|lien lac|cd|cua.*|nguoi.*|khach.*|can bo.*))?$|so dien thoai|sdt"
)
_PHONE = re.compile(r"^\+?(?:84|0)[\d\s.\-]{8,14}$")
_PERSON = re.compile(
    r"ho (?:va |, ?)?ten|ho ten|ten (?:khach|nguoi|cong dan|hoc sinh|can bo|phu huynh)|^(?:ten|cong dan|chu ho|khach hang|phu huynh|nguoi dan|hoc sinh)$|nguoi (?:cai|dung)|chu may|chu ho|name"
)
_NOTE = re.compile(
    r"ghi chu|note|dia chi|ngay sinh|nam sinh|cmnd|cccd|email|can cuoc|thoi gian|tinh trang|hang may|chuc vu|don vi tinh|\bdvt\b|ky nhan|ky ten|phu trach|nguoi lap"
)
_WINDOW = (
    r"(?:tuan|ky)?\s?(?:bao cao)?\s?tu(?: ngay)?\W*",
    r"[\d/.\-]+",
    r"(?:den|toi)(?: het)?(?: ngay)?\W*",
    r"[\d/.\-]+",
)
_YEAR = re.compile(r"20[1-4]\d")
_FROM_HEAD = re.compile(r"^(?:tu|bat dau|tu ngay|ngay bat dau)$")
_DATE_HEAD = re.compile(
    r"^(?:(?:tuan|ky)(?: bao cao)?(?: (?:den|toi|het|ket thuc))?(?: ngay)?|(?:den|het|tinh den)(?: het)?(?: ngay| tuan)?|ngay ket thuc)\s*:?$"
)
_NONE = re.compile(r"(?:khong|ko|khong co|chua co)(?: may)?(?: nao)?")
LONGEST_NONE = 20
DASHES = frozenset({"", "-", "–", "—", "...", "…", "x"})
"""How an empty cell is filled in."""
_TOTAL_WORDS = frozenset({"tổng", "tong", "cộng", "cong", "tổn", "t/c", "toàn", "toan"})
_TOTAL_INITIALS = frozenset(each for word in _TOTAL_WORDS for each in (word[0], word[0].upper()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell that holds a number and nothing else."""

    row: int
    column: int
    value: int | None
    """None where it is no whole number."""
    doubt: str
    shown: str


class Grid:
    """One table with what several questions ask of it."""

    def __init__(self, table: Table, lens: Lens) -> None:
        """Take a table; `lens` tells which nouns may stand beside the digits of a cell ("45 máy")."""
        self.table = table
        self.lens = lens
        self.rows = table.rows[:MAX_ROWS]
        self.width = min(MAX_COLUMNS, max((len(row) for row in self.rows[:FULL_ROWS]), default=0))
        self._merged = {
            (row, column): (top, left)
            for top, left, bottom, right in table.merged[:500]
            for row in range(top, min(bottom, top + 40) + 1)
            for column in range(left, min(right, left + MAX_COLUMNS) + 1)
        }
        self._head_words: dict[int, str] = {}
        self._folded_heads: dict[int, str] = {}
        self._numbers: dict[tuple[int, int], Cell | None] = {}

    # Cells

    def value(self, row: int, column: int) -> CellValue:
        """Give a cell's value, a merged one's in all of its places."""
        row, column = self._merged.get((row, column), (row, column))
        return self.own(row, column) if row < len(self.rows) else None

    def own(self, row: int, column: int) -> CellValue:
        """Give what stands in a place itself."""
        cells = self.rows[row]
        return cells[column] if column < len(cells) else None

    def text(self, row: int, column: int) -> str:
        """Give a cell's words; a date is one."""
        return as_text(self.value(row, column))

    def number(self, row: int, column: int) -> Cell | None:
        """Give the count in a cell: a number, or a text that is nothing else ("45", "1.234", "45 máy")."""
        place = (row, column)
        if place not in self._numbers:
            self._numbers[place] = self._number(row, column)
        return self._numbers[place]

    def _number(self, row: int, column: int) -> Cell | None:
        if (row, column) in self._merged and self._merged[row, column] != (row, column):
            return None
        match self.own(row, column):
            case bool() | None | dt.date() | dt.time() | dt.timedelta():
                return None
            case int() as value:
                return self._counted(row, column, float(value), str(value))
            case float() as value:
                return self._counted(row, column, value, str(int(value)) if value.is_integer() else str(value))
            case str() as text:
                return self._typed(row, column, text)

    def _counted(self, row: int, column: int, value: float, shown: str) -> Cell | None:
        if value > 10 * numbers.LARGEST and value.is_integer():
            return None  # a telephone or an identity card that was typed as a number
        whole = value.is_integer() and 0 <= value <= numbers.LARGEST
        doubt = "" if whole else "number-too-large" if value.is_integer() else "number-no-count"
        return Cell(row=row, column=column, value=int(value) if whole else None, doubt=doubt, shown=shown)

    def _typed(self, row: int, column: int, text: str) -> Cell | None:
        if not text or len(text) > 40:
            return None
        if not any(map(str.isdigit, text)):
            none = column > 0 and len(text) < LONGEST_NONE and _NONE.fullmatch(fold(text).strip()) is not None
            return (
                Cell(row=row, column=column, value=0, doubt="", shown=text.strip())
                if none and self._has_numbers(column)
                else None
            )
        stripped = text.strip().rstrip(".")
        match = re.fullmatch(r"([0-9][0-9.,\s]*?)\s*(?:\(?([^\W\d_][\w\s]*)\)?)?", stripped)
        if match is None or _PHONE.match(stripped):
            return None
        if match[2] and not self.lens.noun.fullmatch(fold(match[2])):
            return None
        if row and _YEAR.fullmatch(stripped) and fold(self.text(row - 1, column)).endswith(" nam"):
            return None  # "Móng Cái, ngày 09 tháng 10 năm" / "2020"
        value, doubt = numbers.value_of(match[1])
        return Cell(row=row, column=column, value=value, doubt=f"number-{doubt}" if doubt else "", shown=text.strip())

    def _has_numbers(self, column: int) -> bool:
        """Whether a column holds numbers, so that "không" in it is none."""
        return any(isinstance(self.own(row, column), int | float) for row in range(min(len(self.rows), FULL_ROWS)))

    def is_empty(self, row: int, column: int) -> bool:
        """Whether a place holds nothing, or the stroke that stands for nothing."""
        value = self.value(row, column)
        return value is None or (isinstance(value, str) and value.strip() in DASHES)

    # Heads

    @cached_property
    def first_figures(self) -> int:
        """Give the row in which the figures begin: the first one with a number that isn't a serial or a column's number."""
        for row in range(min(len(self.rows), FULL_ROWS)):
            cells = self._cells_of(row)
            if not cells or self._counts_columns(row, cells) or row in self.axis_rows:
                continue
            return row
        return len(self.rows)

    def _cells_of(self, row: int) -> list[Cell]:
        return [cell for column in range(self.width) if (cell := self.number(row, column))]

    def _counts_columns(self, row: int, cells: list[Cell]) -> bool:
        values = [cell.value for cell in cells]
        texts = [
            value
            for column in range(self.width)
            if isinstance(value := self.value(row, column), str) and value and self.number(row, column) is None
        ]
        return (
            len(values) >= 3
            and len(texts) <= 2
            and not any(any(map(str.isdigit, text)) and len(text) > 3 for text in texts)
            and None not in values
            and all(b - a == 1 for a, b in pairwise(values) if a is not None and b is not None)
            and values[0] in (0, 1, 2)
        )

    @cached_property
    def axis_rows(self) -> frozenset[int]:
        """Give the rows of heads that are numbers after their name: "Tuần | 35 | 36 | 37", "Khối | 10 | 11 | 12 | Cộng"."""
        return frozenset(row for row in range(min(len(self.rows), 12)) if self._numbers_axis(row))

    def is_week_axis(self, row: int) -> bool:
        """Whether a row of heads holds the numbers of weeks."""
        first = next((text for column in range(self.width) if (text := as_text(self.own(row, column)))), "")
        return row in self.axis_rows and _WEEK_HEAD.match(fold(first).rstrip(" :")) is not None

    def _numbers_axis(self, row: int) -> bool:
        values = [cell.value for cell in self._cells_of(row)]
        if len(values) < 2 or None in values:
            return False
        values = [value for value in values if value is not None]
        texts = [text for column in range(self.width) if (text := as_text(self.own(row, column)))]
        words = [text for text in texts if not any(map(str.isdigit, text))]
        first = fold(words[0]).rstrip(" :") if words else ""
        if _WEEK_HEAD.match(first):
            return all(1 <= value <= 53 for value in values) and all(
                b - a in (1, -51, -52) for a, b in pairwise(values)
            )
        return _AXIS_HEAD.match(first) is not None and all(0 < b - a <= 2 for a, b in pairwise(values))

    @cached_property
    def head_rows(self) -> tuple[int, ...]:
        """Give the rows of heads right above the figures: the lowest row of two texts or more, and the rows whose cells span it.

        What stands alone or higher up (a letterhead, a title) is no head.
        """
        rows: list[int] = []
        for row in range(self.first_figures - 1, max(-1, self.first_figures - HEAD_DEPTH), -1):
            places = {
                self._merged.get((row, column), (row, column))
                for column in range(self.width)
                if self.text(row, column) or (row in self.axis_rows and self.number(row, column))
            }
            if row not in self.axis_rows and self._numbers_columns(row):
                continue
            if not rows:
                if len(places) >= 2 and not self._is_filled_in(row):
                    rows.append(row)
                continue
            if not self._spans(row, rows[-1], len(places)):
                break
            rows.append(row)
        return tuple(reversed(rows))

    def _is_filled_in(self, row: int) -> bool:
        """Whether a row is one of a form, a label and what was filled in: "Đến ngày | 04/9/2020", "Người gửi: | ..."."""
        texts = [text for column in range(self.width) if (text := self.text(row, column))]
        if len(texts) == len(_WINDOW) and all(map(re.fullmatch, _WINDOW, map(fold, texts))):
            return True  # "Tuần từ | 31/10/2020 | đến | 06/11/2020"
        if len(texts) != 2:
            return False
        first = fold(texts[0]).strip()
        return first.endswith(":") or (_ONLY_DATE.match(texts[1]) is not None and _FORM_LABEL.match(first) is not None)

    def _spans(self, row: int, below: int, places: int) -> bool:
        """Whether a row's heads stand over those of the row below: merged with it, or over columns that it leaves empty."""
        if places < 2 or self._is_filled_in(row):
            return False
        for top, left, bottom, right in self.table.merged[:500]:
            if top == row and (bottom >= below or right > left):
                return True
        return any(self.text(row, column) and not as_text(self.own(below, column)) for column in range(self.width))

    def _numbers_columns(self, row: int) -> bool:
        cells = self._cells_of(row)
        marks = [self.text(row, column) for column in range(self.width)]
        lettered = [mark for mark in marks if re.fullmatch(r"\(?[A-Za-z0-9]\)?(?:\s*=.*)?", mark)]
        return bool(cells and self._counts_columns(row, cells)) or (
            len(lettered) >= 3 and len(lettered) == len([mark for mark in marks if mark])
        )

    def head_pieces(self, column: int) -> tuple[str, ...]:
        """Give the words of a column's heads, from the top."""
        texts = dict.fromkeys(self._head_text(row, column) or self._spanning(row, column) for row in self.head_rows)
        return tuple(filter(None, texts))

    def head(self, column: int) -> str:
        """Give all words over a column."""
        if column not in self._head_words:
            self._head_words[column] = " ".join(self.head_pieces(column))
        return self._head_words[column]

    def folded_head(self, column: int) -> str:
        """Give all words over a column, folded."""
        if column not in self._folded_heads:
            self._folded_heads[column] = fold(self.head(column)).strip()
        return self._folded_heads[column]

    def _spanning(self, row: int, column: int) -> str:
        """Give the head that stands left over an empty place where the heads below tell its columns apart, merged or not."""
        if row == self.head_rows[-1] or not column:
            return ""
        left = next((at for at in range(column - 1, -1, -1) if self.text(row, at)), None)
        below = self.head_rows[self.head_rows.index(row) + 1]
        if left is None or not all(as_text(self.own(below, at)) for at in range(left, column + 1)):
            return ""
        return self.text(row, left)

    def _head_text(self, row: int, column: int) -> str:
        """Give a head's words; below "Tuần đến" or "Tuần" at the row's beginning a date or a number is a week."""
        text = self.text(row, column)
        first = next(filter(None, (self.text(row, left) for left in range(column))), "")
        cell = self.number(row, column) if row in self.axis_rows else None
        if cell is not None:
            return f"{first.rstrip(' :')} {cell.shown}"
        if first and _DATE_HEAD.match(fold(first)) and _ONLY_DATE.match(text):
            return f"{first.rstrip(' :')} {text}" if "den" in fold(first) else f"Tuần đến {text}"
        return text

    # Labels of rows

    def row_label(self, row: int, column: int) -> str:
        """Give the words left of a cell; dates as the heads above them say: "từ 22/8 đến 28/8"."""
        pieces: list[str] = []
        for left in range(column):
            if self.number(row, left) is not None and not self.is_week_column(left):
                continue
            piece = self._label_piece(row, left, pieces)
            if piece and piece not in pieces:
                pieces.append(piece)
        return " ".join(pieces)[:200]

    def _label_piece(self, row: int, column: int, before: list[str]) -> str:
        if self.is_week_column(column) and (cell := self.number(row, column)):
            return f"Tuần {cell.shown}"
        text = self.text(row, column)
        if not _ONLY_DATE.match(text):
            return text
        head = self.folded_head(column)
        if _FROM_HEAD.match(head):
            return f"từ {text}"
        if _DATE_HEAD.match(head):
            return f"đến {text}" if before and before[-1].startswith("từ ") else f"Tuần đến {text}"
        return text

    def is_week_column(self, column: int) -> bool:
        """Whether a column holds the numbers of weeks: its cells are labels, not figures."""
        if _WEEK_HEAD.match(fold(self.head(column))) is None:
            return False
        values = [cell.value for row in self.body_rows[:FULL_ROWS] if (cell := self.number(row, column)) is not None]
        return all(a is not None and b is not None and a <= b for a, b in pairwise(values))

    # What columns are

    @cached_property
    def count_columns(self) -> tuple[int, ...]:
        """Give the columns that may hold figures: no serials, shares, telephones, notes, numbers of counters or rooms."""
        return tuple(column for column in range(self.width) if not self._is_aside(column))

    def _is_aside(self, column: int) -> bool:
        head = self.folded_head(column)
        if self.is_serial(column) or self.is_week_column(column) or _PERCENT.search(head):
            return True
        if self.is_note(column) or (column == 0 and self.width > 1 and _AXIS_HEAD.match(head)):
            return True
        return self.is_list and not self.lens.noun.search(head) and _PLACE_HEAD.match(head) is not None

    def is_note(self, column: int) -> bool:
        """Whether a column holds remarks, addresses and the like."""
        head = self.folded_head(column)
        return _NOTE.search(head) is not None and "tuan" not in head

    def is_telephone(self, column: int) -> bool:
        """Whether a head is that of telephone numbers, not of telephones that are counted."""
        return _PHONE_HEAD.search(self.folded_head(column)) is not None

    def is_person(self, column: int) -> bool:
        """Whether a column holds people's names: called so, and no numbers in it."""
        if _PERSON.search(self.folded_head(column)) is None:
            return False
        return all(self.number(row, column) is None for row in self.body_rows[:20])

    def is_serial(self, column: int) -> bool:
        """Whether a column only numbers the rows."""
        head = self.folded_head(column)
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
    def is_list(self) -> bool:
        """Whether its rows are people."""
        return any(self.is_person(column) for column in range(self.width))

    @cached_property
    def body_rows(self) -> tuple[int, ...]:
        """Give the rows to read: all of them, of long tables the first, the last and those called totals."""
        last = len(self.rows)
        if last - self.first_figures <= FULL_ROWS:
            return tuple(range(self.first_figures, last))
        begin = self.first_figures + FULL_ROWS // 2
        middle = (
            row
            for row, cells in enumerate(self.rows[begin : last - FULL_ROWS // 3], begin)
            for cell in cells[:4]
            if type(cell) is str and cell[:1] in _TOTAL_INITIALS and cell[:4].lower() in _TOTAL_WORDS
        )
        return (
            *range(self.first_figures, self.first_figures + FULL_ROWS // 2),
            *dict.fromkeys(middle),
            *range(last - FULL_ROWS // 3, last),
        )

    @property
    def is_whole(self) -> bool:
        """Whether all rows are read, so that sums can be checked."""
        return len(self.rows) - self.first_figures <= FULL_ROWS

    def named_rows(self) -> Iterator[int]:
        """Give the rows that name a person, in a list of people."""
        column = next((at for at in range(self.width) if self.is_person(at)), None)
        if column is None:
            return
        for row, cells in enumerate(self.rows[self.first_figures :], self.first_figures):
            value = self.value(row, column) if self._merged else cells[column] if column < len(cells) else None
            if isinstance(value, str) and (is_worded(value) or (value.strip() and not any(map(str.isdigit, value)))):
                yield row  # no total below the list: "Tổng cộng: 07 máy"


_FORM_LABEL = re.compile(
    r"^(?:tu|den|het|tinh den|ngay|thoi gian|tuan|ky)(?: bao cao)?(?: tu| den| het)?(?: ngay)?(?: bao cao)?$"
)
_PLACE_HEAD = re.compile(r"^(?:quay|ban|phong|lop|to|khu|thon|ap|xom|cua|so nha|tang|toa|khoi|chot|o)(?: so)?$")


def is_worded(text: str) -> bool:
    """Whether a text is nothing but words, as most names are: this is told sooner than that no digit stands in it."""
    return text.replace(" ", "").isalpha()


def as_text(value: CellValue) -> str:
    """Give a value as words: a text or a date, nothing for numbers."""
    match value:
        case str():
            return value.strip()
        case dt.datetime() | dt.date():
            return value.strftime("%d/%m/%Y")
        case _:
            return ""
