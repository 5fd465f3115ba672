"""Workbooks in legacy fonts: which font each run of a cell's text has, asked for only when some text looks like it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from html import unescape
from typing import Any, TypeVar

from parsers.documents.runs import Run, RunDecoder
from parsers.documents.workbook_xml import WorkbookXml, attributes, cell_address
from parsers.legacy import may_be_legacy
from parsers.values import CellValue, Doubt, Table

_Item = TypeVar("_Item")
SheetFonts = Mapping[tuple[int, int], Sequence[Run]]
"""The runs of cells by row and column; their texts together are the cell's."""
WorkbookFonts = Mapping[str, SheetFonts]
"""By the sheet's name."""


def decode_tables(tables: Sequence[Table], fonts: WorkbookFonts) -> tuple[Sequence[Table], tuple[Doubt, ...]]:
    """Decode cells in legacy fonts, by their font and else by their letters (then with the doubt `legacy-guess`)."""
    decoder = RunDecoder(run for sheet in fonts.values() for runs in sheet.values() for run in runs)
    return [_decoded(table, fonts.get(table.name, {}), decoder) for table in tables], tuple(decoder.doubts)


def _decoded(table: Table, fonts: SheetFonts, decoder: RunDecoder) -> Table:
    def value(cell: CellValue, address: tuple[int, int]) -> CellValue:
        if not isinstance(cell, str) or not may_be_legacy(cell):
            return cell
        return decoder.line(fonts.get(address) or [(cell, "")])

    rows = (
        tuple(value(cell, (row, column)) for column, cell in enumerate(cells)) for row, cells in enumerate(table.rows)
    )
    return replace(table, rows=tuple(rows))


def xls_fonts(data: bytes) -> WorkbookFonts:
    """Give the fonts of an .xls by xlrd, which keeps formatting where calamine does not; none if xlrd cannot read it."""
    import io

    import xlrd

    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO())
        return {sheet.name: dict(_xls_sheet_fonts(book, sheet)) for sheet in book.sheets()}
    except Exception:  # noqa: BLE001  xlrd raises whatever a broken record leads to; the letters are still there to guess by
        return {}


def _xls_sheet_fonts(book: Any, sheet: Any) -> Iterator[tuple[tuple[int, int], list[Run]]]:
    for row in range(sheet.nrows):
        for column, text in enumerate(sheet.row_values(row)):
            if not isinstance(text, str) or not may_be_legacy(text):
                continue
            font = book.font_list[book.xf_list[sheet.cell_xf_index(row, column)].font_index].name
            starts = sheet.rich_text_runlist_map.get((row, column), ())
            marks = [(0, font), *((start, book.font_list[index].name) for start, index in starts)]
            ends = [start for start, _ in marks[1:]] + [len(text)]
            yield (row, column), [(text[start:end], name) for (start, name), end in zip(marks, ends, strict=True)]


_CELL = re.compile(rb'<(?:\w+:)?c\b([^>]*\bt="(?:s|inlineStr|str)"[^>]*)>(.{0,20000}?)</(?:\w+:)?c>', re.DOTALL)
_VALUE = re.compile(rb"<(?:\w+:)?v>(\d+)<")
_ITEM = re.compile(rb"<(?:\w+:)?si\b[^>]*>(.*?)</(?:\w+:)?si>|<(?:\w+:)?si/>", re.DOTALL)
_RUN = re.compile(rb"<(?:\w+:)?r>(.*?)</(?:\w+:)?r>", re.DOTALL)
_RUN_FONT = re.compile(rb"<(?:\w+:)?rFont\b([^>]*)>")
_TEXT = re.compile(rb"<(?:\w+:)?t\b[^>]*>([^<]*)</(?:\w+:)?t>")
_FONT = re.compile(rb"<(?:\w+:)?font\b[^>]*>(.*?)</(?:\w+:)?font>|<(?:\w+:)?font/>", re.DOTALL)
_FONT_NAME = re.compile(rb"<(?:\w+:)?name\b([^>]*)>")
_FORMATS = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_FORMAT = re.compile(rb"<(?:\w+:)?xf\b([^>]*)>")


def xlsx_fonts(workbook: WorkbookXml) -> WorkbookFonts:
    """Give the fonts of an .xlsx from its styles and its shared texts."""
    formats = _format_fonts(workbook.part("xl/styles.xml"))
    shared = _ITEM.findall(workbook.part("xl/sharedStrings.xml"))
    return {
        name: dict(_xlsx_sheet_fonts(workbook.part(part), formats, shared))
        for name, part in zip(workbook.names, workbook.sheets, strict=True)
    }


def _xlsx_sheet_fonts(
    xml: bytes, formats: Sequence[str], shared: Sequence[bytes]
) -> Iterator[tuple[tuple[int, int], list[Run]]]:
    for tag, content in _CELL.findall(xml):
        told = attributes(tag)
        address = cell_address(told.get("r", ""))
        value = _VALUE.search(content)
        item = _at(shared, value[1].decode()) if told["t"] == "s" and value else content
        if address is not None and item:
            yield address, _runs(item, _at(formats, told.get("s", "0")) or "")


def _runs(item: bytes, font: str) -> list[Run]:
    """Give the runs of a shared or inline text; text outside of runs, and runs without a font, have the cell's."""
    pieces = [(piece, _RUN_FONT.search(piece)) for piece in _RUN.findall(item)] or [(item, None)]
    return [(_text(piece), attributes(named[1]).get("val", font) if named else font) for piece, named in pieces]


def _text(xml: bytes) -> str:
    return "".join(unescape(text.decode("utf-8", "replace")) for text in _TEXT.findall(xml))


def _format_fonts(styles: bytes) -> list[str]:
    names = [_FONT_NAME.search(font) for font in _FONT.findall(styles)]
    fonts = [attributes(name[1]).get("val", "") if name else "" for name in names]
    formats = _FORMATS.search(styles)
    tags = _FORMAT.findall(formats[0]) if formats else []
    return [_at(fonts, attributes(tag).get("fontId", "0")) or "" for tag in tags]


def _at(items: Sequence[_Item], index: str) -> _Item | None:
    return items[int(index)] if index.isdecimal() and int(index) < len(items) else None
