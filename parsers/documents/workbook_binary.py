"""What python-calamine does not tell of an .xls: formulas without a stored value, errors, hidden rows and columns.

A search of the records ([MS-XLS]) for such ones; only where one is found are the records gone through, for its sheet and to be sure.
"""

from __future__ import annotations

import re
import struct
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

from parsers.documents.number_formats import is_plain
from parsers.documents.source import COLUMNS, ROWS
from parsers.documents.workbook_xml import SheetFacts

_FORMULA, _STRING, _SHEET, _FONT, _END = 0x0006, 0x0207, 0x0085, 0x0031, 0x000A
_STRUCK, _SHIFTED = 0x08, (1, 2)
_BETWEEN = (0x04BC, 0x0221, 0x0236)
"""What may stand between a formula and its text: the formula that it shares with others."""
# A result that is no number ends in FFFF: a text (0), which follows, an error (2), or an empty text (3).
_CANDIDATE = re.compile(rb"\x06\x00.\x00.{6}[\x00\x02\x03].{5}\xff\xff", re.DOTALL)
_ROW, _COLUMNS = 0x0208, 0x007D
_HIDDEN_ROW, _HIDDEN_COLUMN = 0x20, 0x01
_LOWEST, _NARROWEST = 40, 128
"""Twentieths of a point, and 256ths of a letter's width: below them no figure can be read."""
_HIDDEN = re.compile(
    rb"\x08\x02\x10\x00.{12}[\x20-\x3f\x60-\x7f\xa0-\xbf\xe0-\xff]|\x08\x02\x10\x00.{6}[\x00-\x27]\x00"
    rb"|\x7d\x00\x0c\x00.{8}[%b]|\x7d\x00\x0c\x00.{4}[\x00-\x7f]\x00" % re.escape(bytes(range(1, 256, 2))),
    re.DOTALL,
)
_TEXT_WITHIN = 0x17
"""What a formula that may give an empty text is made of; libraries that do not compute store one for every formula."""
_ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}
_RECORDS = 2_000_000


def xls_facts(stream: bytes) -> Mapping[int, SheetFacts]:
    """Give by the sheet's number what its records say beside the values."""
    candidates = [found.start() for pattern in (_CANDIDATE, _HIDDEN) for found in pattern.finditer(stream)]
    if not candidates:
        return {}
    starts = _starts(stream)
    order = sorted(range(len(starts)), key=starts.__getitem__)
    begins = [starts[number] for number in order]
    found: dict[int, SheetFacts] = {}
    for index in {bisect_right(begins, place) - 1 for place in candidates}:
        if index >= 0:
            start, end = begins[index], begins[index + 1] if index + 1 < len(begins) else len(stream)
            rows, columns = _hidden(stream, start, end)
            uncached = tuple(sorted(_unknown(stream, start, end)))
            found[order[index]] = SheetFacts(uncached=uncached, hidden_rows=rows, hidden_columns=columns)
    return found


def _hidden(stream: bytes, start: int, end: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Give the rows and columns of a sheet that are hidden, or too small for letters."""
    rows: set[int] = set()
    columns: set[int] = set()
    for kind, place, size in _records(stream, start):
        if place >= end:
            break
        if kind == _ROW and size >= 16:
            row, height = struct.unpack_from("<H4xH", stream, place)
            if stream[place + 12] & _HIDDEN_ROW or height < _LOWEST:
                rows.add(row)
        elif kind == _COLUMNS and size >= 10:
            first, last, width, flags = struct.unpack_from("<3H2xH", stream, place)
            if flags & _HIDDEN_COLUMN or width < _NARROWEST:
                columns.update(range(first, min(last + 1, COLUMNS)))
    return tuple(sorted(row for row in rows if row < ROWS)), tuple(sorted(columns))


def has_marking_looks(stream: bytes) -> bool:
    """Whether a font of the workbook crosses letters out, moves or hides them, or a format may show other numbers; they stand before the sheets."""
    for kind, place, size in _records(stream, 0):
        if kind == _END:
            return False
        if kind == _FONT and size >= 10:
            height, _, ink = struct.unpack_from("<3H", stream, place)
            if stream[place + 2] & _STRUCK or stream[place + 8] in _SHIFTED or height < _TINY or ink in _WHITES:
                return True
        elif kind == _PALETTE or (kind == _FORMAT and size >= 5 and _is_marking(stream[place : place + size])):
            return True
    return False


_FORMAT, _PALETTE = 0x041E, 0x0092
_TINY, _WHITES = 80, (1, 9)
"""Twentieths of a point, and numbers of colours."""
_OWN_FORMATS = 164
"""Formats below have a meaning of their own, and every workbook lists some."""
_NO_LETTERS = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_OF_DATES = re.compile("[dmyhs]", re.IGNORECASE)


def _is_marking(record: bytes) -> bool:
    """Whether a format shows numbers otherwise than they are, by what its code says; calamine tells dates."""
    number, _, flags = struct.unpack_from("<HHB", record)
    code = record[5:].decode("utf-16-le" if flags & 1 else "latin-1", "replace")
    return number >= _OWN_FORMATS and not is_plain(code) and not _OF_DATES.search(_NO_LETTERS.sub("", code))


def _starts(stream: bytes) -> Sequence[int]:
    """Give where each sheet begins."""
    return [
        struct.unpack_from("<I", stream, place)[0]
        for kind, place, size in _records(stream, 0)
        if kind == _SHEET and size >= 4
    ]


def _unknown(stream: bytes, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """Give the formulas of a sheet whose value is not known."""
    waiting: tuple[int, int] | None = None
    for kind, place, size in _records(stream, start):
        if place >= end:
            break
        if waiting is not None and kind not in _BETWEEN:
            if kind != _STRING:
                yield *waiting, "="
            waiting = None
        if kind != _FORMULA or size < 14:
            continue
        row, column = struct.unpack_from("<HH", stream, place)
        result = stream[place + 6 : place + 14]
        if row >= ROWS or column >= COLUMNS or result[6:] != b"\xff\xff":
            continue
        if result[0] == 0:
            waiting = (row, column)
        elif result[0] == 2:
            yield row, column, _ERRORS.get(result[2], "#?")
        elif result[0] == 3 and _TEXT_WITHIN not in stream[place + 22 : place + size]:
            yield row, column, "="
    if waiting is not None:
        yield *waiting, "="


def _records(stream: bytes, place: int) -> Iterator[tuple[int, int, int]]:
    """Give kind, place and size of the records from a place on, up to one that is cut off."""
    for _ in range(_RECORDS):
        if place + 4 > len(stream):
            return
        kind, size = struct.unpack_from("<HH", stream, place)
        if place + 4 + size > len(stream):
            return
        yield kind, place + 4, size
        place += 4 + size
