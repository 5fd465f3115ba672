"""What python-calamine does not tell of an .ods: formulas without a stored value, errors, hidden rows and columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from parsers.documents.package import parse_xml
from parsers.documents.source import COLUMNS, ROWS
from parsers.documents.workbook_xml import SheetFacts

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_ERROR_TYPE = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_VALUES = tuple(f"{_OFFICE}{name}" for name in ("value", "date-value", "time-value", "boolean-value", "string-value"))
_MOST_HIDDEN = 20_000


def ods_facts(content: bytes) -> Sequence[SheetFacts]:
    """Give what the XML of the sheets says beside their values; nothing where there is nothing to say, or it is broken."""
    # Most sheets have neither, and a parse takes as long as calamine takes for the values.
    if b"table:formula=" not in content and b"table:visibility=" not in content:
        return ()
    try:
        root = parse_xml(content)
    except (SyntaxError, ValueError):
        return ()
    return [
        _facts(table)
        for sheets in root.iter(f"{_OFFICE}spreadsheet")
        for table in sheets.iterchildren(f"{_TABLE}table")
    ]


def _facts(table: Element) -> SheetFacts:
    uncached: list[tuple[int, int, str]] = []
    hidden_rows: list[int] = []
    row = 0
    for element in table.iter(f"{_TABLE}table-row"):
        times = _repeated(element, "rows")
        if _is_hidden(element):
            hidden_rows += range(row, min(row + times, ROWS))
        uncached += [(row, column, formula) for column, formula in _unknown(element)]
        row += times
        if row >= ROWS:
            break
    hidden_columns: list[int] = []
    column = 0
    for element in table.iter(f"{_TABLE}table-column"):
        times = _repeated(element, "columns")
        if _is_hidden(element):
            hidden_columns += range(column, min(column + times, COLUMNS))
        column += times
    return SheetFacts(
        uncached=tuple(uncached),
        hidden_rows=tuple(hidden_rows[:_MOST_HIDDEN]),
        hidden_columns=tuple(hidden_columns),
    )


def _unknown(row: Element) -> Iterator[tuple[int, str]]:
    """Give column and formula of cells of a row whose value is not known."""
    column = 0
    for cell in row.iterchildren(*_CELLS):
        if column >= COLUMNS:
            return
        formula = cell.get(f"{_TABLE}formula")
        if formula is not None:
            text = "".join(cell.itertext()).strip()
            if cell.get(_ERROR_TYPE) == "error":
                yield column, text or "#?"
            elif not text and not any(name in cell.attrib for name in _VALUES):
                yield column, "=" + formula.partition("=")[2]
        column += _repeated(cell, "columns")


def _is_hidden(element: Element) -> bool:
    return element.get(f"{_TABLE}visibility", "visible") != "visible"


def _repeated(element: Element, what: str) -> int:
    digits = element.get(f"{_TABLE}number-{what}-repeated", "1")
    return min(int(digits), 2_000_000) if digits.isdecimal() and len(digits) < 10 else 1
