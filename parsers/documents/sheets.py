"""Workbooks: .xlsx, .xlsm, .xlsb, .xls and .ods by python-calamine, with what it does not tell from the XML (`workbook_xml`)."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from parsers.documents.cell_fonts import WorkbookFonts, decode_tables, xls_fonts, xls_marks, xlsx_fonts
from parsers.documents.number_formats import look
from parsers.documents.open_sheets import ods_facts
from parsers.documents.rows import rectangle
from parsers.documents.source import CELLS, COLUMNS, ROWS, SHEETS, XML_BYTES, Source, is_panic
from parsers.documents.stale import is_borne_out, stale_cells
from parsers.documents.workbook_binary import has_marking_looks, xls_facts
from parsers.documents.workbook_xml import SheetFacts, WorkbookXml
from parsers.legacy import looks_legacy
from parsers.values import CellValue, Document, Doubt, Table

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

Row = tuple[CellValue, ...]
Facts = Callable[[int, str], SheetFacts]
"""By a sheet's number and name."""


def read_xlsx(source: Source) -> Document:
    """Read .xlsx and .xlsm."""
    if source.package is None:
        return source.unreadable("xlsx")
    if source.package.largest() > XML_BYTES:
        return source.unreadable("xlsx", "too-large")
    xml = WorkbookXml(source.package)
    document = _read(source, "xlsx", lambda sheet, _: xml.facts(sheet), lambda: xlsx_fonts(xml))
    return replace(document, doubts=(*document.doubts, *xml.drawn)) if xml.drawn else document


def read_xls(source: Source) -> Document:
    """Read .xls of Excel 97-2003 (and of 5.0)."""
    stream = source.compound.stream("Workbook", "Book") if source.compound else b""
    facts = xls_facts(stream)
    marked = xls_marks(source.data) if has_marking_looks(stream) else {}

    def told(sheet: int, name: str) -> SheetFacts:
        found = facts.get(sheet, SheetFacts())
        # Where nobody can tell which letters are crossed out, any may be.
        if marked is None:
            return replace(found, doubts=(*found.doubts, Doubt(code="struck-out", about=name)))
        seen = marked.get(name, SheetFacts())
        return replace(
            found, shown=seen.shown, faint=seen.faint, formats=seen.formats, doubts=(*found.doubts, *seen.doubts)
        )

    return _read(source, "xls", told, lambda: xls_fonts(source.data))


def read_xlsb(source: Source) -> Document:
    """Read Excel's binary .xlsb."""
    return _read(source, "xlsb", lambda _sheet, _name: SheetFacts(), dict)


def read_ods(source: Source) -> Document:
    """Read .ods of LibreOffice."""
    facts = ods_facts(source.package.part_or_nothing("content.xml")) if source.package else ()
    return _read(source, "ods", lambda sheet, _: facts[sheet] if sheet < len(facts) else SheetFacts(), dict)


def _read(source: Source, kind: str, facts: Facts, fonts: Callable[[], WorkbookFonts]) -> Document:
    from python_calamine import CalamineError, PasswordError, load_workbook

    texts: list[str] = []
    try:
        workbook = load_workbook(io.BytesIO(source.data))
        tables, doubts = _tables(workbook, facts, texts)
    except PasswordError:
        return source.unreadable(kind, "encrypted")
    except (CalamineError, OSError, ValueError) as error:
        code = "encrypted" if "password" in str(error).lower() else "unreadable"
        return source.unreadable(kind, code)
    except BaseException as error:
        # Broken lengths in an .xls lead to a panic.
        if not is_panic(error):
            raise
        return source.unreadable(kind)
    if any(map(looks_legacy, texts)):
        tables, guesses = decode_tables(tables, fonts())
        doubts += guesses
    return source.document(kind, tables, doubts)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A sheet as calamine gives it, and what it does not tell."""

    name: str
    rows: Sequence[Row]
    told: SheetFacts
    merged: tuple[tuple[int, int, int, int], ...]
    hidden: bool
    cut: bool
    """Whether filled cells lie beyond the limits."""


def _tables(workbook: CalamineWorkbook, facts: Facts, texts: list[str]) -> tuple[Sequence[Table], list[Doubt]]:
    sheets, doubts = _sheets(workbook, facts, texts)
    tables: list[Table] = []
    unsure = stale_cells([(sheet.name, sheet.rows, sheet.told) for sheet in sheets])
    for index, sheet in enumerate(sheets):
        name, told = sheet.name, sheet.told
        uncached = tuple(
            (row, column, formula)
            for row, column, formula in told.uncached
            if not is_borne_out(row, column, formula, sheet.rows)
        )
        if not sheet.rows and not uncached:
            continue
        rows, unlike = _in_formats(_as_shown(sheet.rows, told.shown), told)
        if told.blank_zeros:
            rows = [tuple(None if cell == 0 and cell is not False else cell for cell in row) for row in rows]
        tables.append(
            Table(
                name=unicodedata.normalize("NFC", name),
                rows=_without(rows, uncached),
                is_sheet=True,
                hidden=sheet.hidden,
                merged=sheet.merged or told.merged,
                uncached=uncached,
                hidden_rows=told.hidden_rows,
                hidden_columns=told.hidden_columns,
                unlike=(
                    *unlike,
                    *told.unlike,
                    *((row, column, "shown-otherwise") for row, column in unsure.get(index, ())),
                ),
                doubts=(*told.doubts, *([Doubt(code="truncated", about=name)] if sheet.cut else [])),
            )
        )
    return tables, [*doubts, *(doubt for table in tables for doubt in table.doubts)]


def _sheets(workbook: CalamineWorkbook, facts: Facts, texts: list[str]) -> tuple[Sequence[_Sheet], list[Doubt]]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    found: list[_Sheet] = []
    for index, about in enumerate(workbook.sheets_metadata):
        if about.typ is not SheetTypeEnum.WorkSheet:
            continue
        if index >= SHEETS:
            return found, [Doubt(code="truncated", about=about.name)]
        sheet = workbook.get_sheet_by_index(index)
        rows, more = _rows(sheet, texts)
        hidden = about.visible is not SheetVisibleEnum.Visible
        merged = tuple((*first, *last) for first, last in sheet.merged_cell_ranges or ())
        found.append(_Sheet(about.name, rows, facts(index, about.name), merged, hidden, more))
    return found, []


def _rows(sheet: CalamineSheet, texts: list[str]) -> tuple[Sequence[Row], bool]:
    """Give the rows from A1 within the limits, and whether filled cells lie beyond; add their texts to `texts`."""
    if sheet.start is None or sheet.end is None:
        return [], False
    width = min(sheet.end[1] + 1, COLUMNS)
    height = max(1, min(ROWS, CELLS // width))
    # calamine's iterator begins at row 1, but at the first column that is filled.
    margin: Row = (None,) * min(sheet.start[1], COLUMNS)
    below = iter(sheet.iter_rows())
    rows = list(islice(below, height))
    beyond = next(below, None) is not None
    filled = width - len(margin)
    if any(len(row) > filled for row in rows):
        beyond = beyond or any(cell not in ("", None) for row in rows for cell in row[filled:])
        rows = [row[:filled] for row in rows]
    # By exact types, and texts as a whole: a list of names has ten thousands of cells.
    found = [cell for row in rows for cell in row if type(cell) is str]
    joined = "".join(found)
    if not unicodedata.is_normalized("NFC", joined):
        rows = [[unicodedata.normalize("NFC", cell) if type(cell) is str else cell for cell in row] for row in rows]
    texts.append(joined)
    return [
        (
            *margin,
            *[
                int(cell)
                if type(cell) is float and -_EXACT < cell < _EXACT and cell.is_integer()
                else None
                if cell == ""
                else cell
                for cell in row
            ],
        )
        for row in rows
    ], beyond


_EXACT = 1e15
"""Below it a float tells every whole number apart."""


def _as_shown(rows: Sequence[Row], shown: Sequence[tuple[int, int, str | None]]) -> Sequence[Row]:
    """Put in what is shown of cells with crossed-out or raised letters."""
    if not shown:
        return rows
    found = [list(row) for row in rows]
    for row, column, text in shown:
        if row < len(found) and column < len(found[row]):
            found[row][column] = unicodedata.normalize("NFC", text).strip() or None if text else None
    return rectangle(found)


def _in_formats(rows: Sequence[Row], told: SheetFacts) -> tuple[Sequence[Row], tuple[tuple[int, int, str], ...]]:
    """Put in what is seen of numbers that look other than they are; and say which cells are not seen for sure."""
    if not (told.faint or told.formats or told.conditional):
        return rows, ()
    found = [list(row) for row in rows]
    unlike: list[tuple[int, int, str]] = []
    for row, column, code in told.formats:
        value = found[row][column] if row < len(found) and column < len(found[row]) else None
        if isinstance(value, bool) or not isinstance(value, int | float):
            continue
        seen = look(value, code)
        if seen is not None and not seen.text and value:
            unlike.append((row, column, "hidden"))
        elif seen is not None:
            found[row][column] = seen.text or None
            unlike += [] if seen.sure else [(row, column, "shown-otherwise")]
    unlike += [(row, column, "hidden") for row, column in told.faint]
    unlike += [
        (row, column, "shown-otherwise")
        for top, left, bottom, right in told.conditional
        for row in range(top, min(bottom + 1, len(found)))
        for column in range(left, min(right + 1, len(found[row])))
        if found[row][column] is not None
    ]
    return rectangle(found), tuple(unlike)


def _without(rows: Sequence[Row], unknown: Sequence[tuple[int, int, str]]) -> tuple[Row, ...]:
    """Take out what stands in cells whose value is not known: an error's name, or a 0 that nobody computed.

    Such cells at the edge do not count as filled for calamine; here they are in the table.
    """
    if not unknown:
        return tuple(rows)
    found = [list(row) for row in rows]
    found += [[] for _ in range(max(row for row, _, _ in unknown) + 1 - len(found))]
    for row, column, _ in unknown:
        found[row] += [None] * (column + 1 - len(found[row]))
        found[row][column] = None
    return rectangle(found)
