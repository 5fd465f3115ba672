"""Workbooks: .xlsx, .xlsm, .xlsb, .xls and .ods by python-calamine, with what it does not tell from the XML (`workbook_xml`)."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from parsers.documents.cell_fonts import decode_tables, xls_fonts, xlsx_fonts
from parsers.documents.source import CELLS, COLUMNS, ROWS, SHEETS, XML_BYTES, Source
from parsers.documents.workbook_xml import SheetFacts, WorkbookXml
from parsers.values import CellValue, Document, Doubt, Table

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

Row = tuple[CellValue, ...]


def read_xlsx(source: Source) -> Document:
    """Read .xlsx and .xlsm."""
    try:
        xml = WorkbookXml(source.data)
    except (zipfile.BadZipFile, ValueError, OSError):
        return source.unreadable("xlsx")
    if xml.largest_part() > XML_BYTES:
        return source.unreadable("xlsx", "too-large")
    return _read(source, "xlsx", xml.facts, lambda tables: decode_tables(tables, lambda: xlsx_fonts(xml)))


def read_xls(source: Source) -> Document:
    """Read .xls of Excel 97-2003 (and of 5.0)."""
    return _read(source, "xls", _no_facts, lambda tables: decode_tables(tables, lambda: xls_fonts(source.data)))


def read_xlsb(source: Source) -> Document:
    """Read Excel's binary .xlsb."""
    return _read(source, "xlsb", _no_facts, lambda tables: decode_tables(tables, dict))


def read_ods(source: Source) -> Document:
    """Read .ods of LibreOffice."""
    return _read(source, "ods", _no_facts, lambda tables: decode_tables(tables, dict))


def _no_facts(_sheet: int) -> SheetFacts:
    return SheetFacts()


def _read(
    source: Source,
    kind: str,
    facts: Callable[[int], SheetFacts],
    decoded: Callable[[Sequence[Table]], tuple[Sequence[Table], Sequence[Doubt]]],
) -> Document:
    from python_calamine import CalamineError, PasswordError, load_workbook

    try:
        workbook = load_workbook(io.BytesIO(source.data))
        tables, doubts = _tables(workbook, facts)
    except PasswordError:
        return source.unreadable(kind, "encrypted")
    except (CalamineError, OSError, ValueError) as error:
        code = "encrypted" if "password" in str(error).lower() else "unreadable"
        return source.unreadable(kind, code)
    except BaseException as error:
        # A panic in calamine's Rust is no Exception: broken lengths in an .xls lead to one.
        if type(error).__name__ != "PanicException":
            raise
        return source.unreadable(kind)
    tables, guesses = decoded(tables)
    return source.document(kind, tables, [*doubts, *guesses])


def _tables(workbook: CalamineWorkbook, facts: Callable[[int], SheetFacts]) -> tuple[list[Table], list[Doubt]]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    tables: list[Table] = []
    doubts: list[Doubt] = []
    for index, about in enumerate(workbook.sheets_metadata):
        if about.typ is not SheetTypeEnum.WorkSheet:
            continue
        if index >= SHEETS:
            doubts.append(Doubt(code="truncated", about=about.name))
            break
        sheet = workbook.get_sheet_by_index(index)
        rows, more = _rows(sheet)
        told = facts(index)
        if not rows and not told.uncached:
            continue
        tables.append(
            Table(
                name=unicodedata.normalize("NFC", about.name),
                rows=rows,
                is_sheet=True,
                hidden=about.visible is not SheetVisibleEnum.Visible,
                merged=tuple((*first, *last) for first, last in sheet.merged_cell_ranges or ()),
                uncached=told.uncached,
                hidden_rows=told.hidden_rows,
                hidden_columns=told.hidden_columns,
                doubts=(*told.doubts, *([Doubt(code="truncated", about=about.name)] if more else [])),
            )
        )
    return tables, [*doubts, *(doubt for table in tables for doubt in table.doubts)]


def _rows(sheet: CalamineSheet) -> tuple[tuple[Row, ...], bool]:
    """Give the rows from A1 within the limits, and whether filled cells lie beyond."""
    if sheet.start is None or sheet.end is None:
        return (), False
    width = min(sheet.end[1] + 1, COLUMNS)
    height = max(1, min(ROWS, CELLS // width))
    rows: list[Row] = []
    beyond = False
    below = _from_a1(sheet)
    for row in islice(below, height):
        rows.append(tuple(map(_value, row[:width])))
        if len(row) > width:
            beyond = beyond or any(cell not in ("", None) for cell in row[width:])
    return tuple(rows), beyond or next(below, None) is not None


def _from_a1(sheet: CalamineSheet) -> Iterator[Sequence[CellValue]]:
    """Give the rows from A1; calamine's iterator begins at row 1, but at the first column that is filled."""
    margin: list[CellValue] = [""] * (sheet.start[1] if sheet.start else 0)
    for row in sheet.iter_rows():
        yield [*margin, *row] if margin else row


def _value(cell: CellValue) -> CellValue:
    if isinstance(cell, str):
        return (cell if cell.isascii() else unicodedata.normalize("NFC", cell)) or None
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return int(cell)
    return cell
