"""Excel 2003's XML spreadsheets, which reporting systems still hand out under the name .xls."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING

from parsers.documents.package import parse_xml
from parsers.documents.rows import rectangle
from parsers.documents.source import CELLS, COLUMNS, ROWS, SHEETS, XML_BYTES, Source
from parsers.values import CellValue, Document, Doubt, Table

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_S = "{urn:schemas-microsoft-com:office:spreadsheet}"


def read_sheet_2003(source: Source) -> Document:
    """Read the worksheets of an XML spreadsheet."""
    if len(source.data) > XML_BYTES:
        return source.unreadable("xls", "too-large")
    try:
        root = parse_xml(source.data)
    except (SyntaxError, ValueError):
        return source.unreadable("xls")
    sheets = list(root.iter(f"{_S}Worksheet"))
    tables = [_table(sheet) for sheet in sheets[:SHEETS]]
    doubts = [doubt for table in tables for doubt in table.doubts]
    if len(sheets) > SHEETS:
        doubts.append(Doubt(code="truncated", about=source.part))
    return source.document("xls", [table for table in tables if table.rows], doubts)


def _table(sheet: Element) -> Table:
    name = unicodedata.normalize("NFC", sheet.get(f"{_S}Name", "Sheet1"))
    rows: list[list[CellValue]] = []
    merged: list[tuple[int, int, int, int]] = []
    uncached: list[tuple[int, int, str]] = []
    cells = 0
    beyond = False
    for row_element in sheet.iter(f"{_S}Row"):
        row_number = max(_number(row_element, "Index", len(rows) + 1) - 1, len(rows))
        if row_number >= ROWS or cells >= CELLS:
            beyond = True
            break
        rows += [[] for _ in range(row_number - len(rows))]
        row: list[CellValue] = []
        for column, cell in _cells(row_element):
            if column >= COLUMNS:
                beyond = True
                break
            value = _value(cell)
            row += [None] * (column - len(row)) + [value]
            down, across = _number(cell, "MergeDown", 0), _number(cell, "MergeAcross", 0)
            if down or across:
                merged.append((row_number, column, row_number + down, column + across))
            formula = cell.get(f"{_S}Formula")
            if formula and value is None:
                uncached.append((row_number, column, formula))
        rows.append(row)
        cells += len(row)
    return Table(
        name=name,
        rows=rectangle(rows),
        is_sheet=True,
        merged=tuple(merged),
        uncached=tuple(uncached),
        doubts=(Doubt(code="truncated", about=name),) if beyond else (),
    )


def _cells(row: Element) -> Iterator[tuple[int, Element]]:
    column = 0
    for cell in row.iterchildren(f"{_S}Cell"):
        column = max(_number(cell, "Index", column + 1) - 1, column)
        yield column, cell
        column += 1 + _number(cell, "MergeAcross", 0)


def _value(cell: Element) -> CellValue:
    data = cell.find(f"{_S}Data")
    if data is None:
        return None
    text = unicodedata.normalize("NFC", "".join(data.itertext()))
    match data.get(f"{_S}Type"):
        case "Number":
            return _as_number(text)
        case "DateTime":
            return _as_date(text)
        case "Boolean":
            return text == "1"
        case "Error":
            return None
        case _:
            return text or None


def _as_number(text: str) -> CellValue:
    try:
        number = float(text)
    except ValueError:
        return text
    return int(number) if number.is_integer() and abs(number) < 1e15 else number


def _as_date(text: str) -> CellValue:
    try:
        return dt.datetime.fromisoformat(text)
    except ValueError:
        return text


def _number(element: Element, name: str, default: int) -> int:
    digits = element.get(f"{_S}{name}", "")
    return min(int(digits), 10_000_000) if digits.isdecimal() and len(digits) < 10 else default
