"""What python-calamine does not tell of an .xls: formulas without a stored value, and errors.

A search of the records ([MS-XLS]) for such formulas; only where one is found are the records gone through, for its sheet and to be sure.
"""

from __future__ import annotations

import re
import struct
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

from parsers.documents.source import COLUMNS, ROWS
from parsers.documents.workbook_xml import SheetFacts

_FORMULA, _STRING, _SHEET, _FONT, _END = 0x0006, 0x0207, 0x0085, 0x0031, 0x000A
_STRUCK, _SHIFTED = 0x08, (1, 2)
_BETWEEN = (0x04BC, 0x0221, 0x0236)
"""What may stand between a formula and its text: the formula that it shares with others."""
# A result that is no number ends in FFFF: a text (0), which follows, an error (2), or an empty text (3).
_CANDIDATE = re.compile(rb"\x06\x00.\x00.{6}[\x00\x02\x03].{5}\xff\xff", re.DOTALL)
_TEXT_WITHIN = 0x17
"""What a formula that may give an empty text is made of; libraries that do not compute store one for every formula."""
_ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}
_RECORDS = 2_000_000


def xls_facts(stream: bytes) -> Mapping[int, SheetFacts]:
    """Give by the sheet's number what its records say beside the values."""
    candidates = [found.start() for found in _CANDIDATE.finditer(stream)]
    if not candidates:
        return {}
    starts = _starts(stream)
    order = sorted(range(len(starts)), key=starts.__getitem__)
    begins = [starts[number] for number in order]
    uncached: dict[int, list[tuple[int, int, str]]] = {}
    for index in {bisect_right(begins, place) - 1 for place in candidates}:
        if index >= 0:
            end = begins[index + 1] if index + 1 < len(begins) else len(stream)
            uncached[order[index]] = sorted(_unknown(stream, begins[index], end))
    return {number: SheetFacts(uncached=tuple(found)) for number, found in uncached.items()}


def has_marking_font(stream: bytes) -> bool:
    """Whether a font of the workbook crosses letters out or raises them; fonts stand before the sheets."""
    for kind, place, size in _records(stream, 0):
        if kind == _END:
            return False
        if kind == _FONT and size >= 10 and (stream[place + 2] & _STRUCK or stream[place + 8] in _SHIFTED):
            return True
    return False


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
