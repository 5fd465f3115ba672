"""Workbooks in legacy fonts: which font each run of a cell's text has, asked for only when some text looks like it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from parsers.colours import WHITE, Colour, alike
from parsers.documents.cell_xml import (
    CellRun,
    Format,
    at,
    cell_address,
    cells,
    formats,
    is_marked,
    runs,
    shared_texts,
    shown_text,
)
from parsers.documents.number_formats import is_plain
from parsers.documents.runs import Run, RunDecoder, struck_out, unseen
from parsers.documents.workbook_xml import SheetFacts, WorkbookXml
from parsers.legacy import may_be_legacy
from parsers.values import CellValue, Doubt, Table

SheetFonts = Mapping[tuple[int, int], Sequence[Run]]
"""The runs of cells by row and column; their texts together are the cell's."""
WorkbookFonts = Mapping[str, SheetFonts]
"""By the sheet's name."""
Shown = tuple[int, int, str | None]
"""Row, column and what of a cell is shown; None for nothing."""


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
    try:
        book = _xls_book(data)
        return {sheet.name: dict(_xls_sheet_fonts(book, sheet)) for sheet in book.sheets()}
    except Exception:  # noqa: BLE001  xlrd raises whatever a broken record leads to; the letters are still there to guess by
        return {}


def xls_marks(data: bytes) -> Mapping[str, SheetFacts] | None:
    """Give by the sheet's name what is shown of cells whose letters or numbers look other than they are; None if xlrd cannot read it."""
    try:
        book = _xls_book(data)
        return {sheet.name: _xls_shown(book, sheet) for sheet in book.sheets()}
    except Exception:  # noqa: BLE001  as above
        return None


def _xls_book(data: bytes) -> Any:
    import io

    import xlrd

    return xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO())


def _xls_shown(book: Any, sheet: Any) -> SheetFacts:
    shown: list[Shown] = []
    faint: list[tuple[int, int]] = []
    formats_: list[tuple[int, int, str]] = []
    doubts: list[Doubt] = []
    looks = [_xls_look(book, each) for each in book.xf_list]
    for row in range(sheet.nrows):
        for column, value in enumerate(sheet.row_values(row)):
            if value == "":
                continue
            is_faint, code = looks[sheet.cell_xf_index(row, column)]
            if is_faint:
                faint.append((row, column))
            if code and isinstance(value, float):
                formats_.append((row, column, code))
            text = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
            fonts = [(piece, book.font_list[font]) for piece, font in _xls_runs(book, sheet, row, column, text)]
            pieces = [
                CellRun(
                    text=piece,
                    struck=bool(font.struck_out),
                    raised={1: 1, 2: -1}.get(font.escapement, 0),
                    faint=len(fonts) > 1 and _is_white(book, font),
                )
                for piece, font in fonts
            ]
            if is_marked(pieces):
                doubts += [doubt for piece in pieces if piece.struck for doubt in struck_out(piece.text)]
                doubts += [doubt for piece in pieces if piece.faint for doubt in unseen(piece.text)]
                shown.append((row, column, shown_text(pieces) or None))
    return SheetFacts(shown=tuple(shown), faint=tuple(faint), formats=tuple(formats_), doubts=tuple(doubts))


def _xls_look(book: Any, cell_format: Any) -> tuple[bool, str]:
    """Tell whether a format's letters are not seen, and give the code by which it shows numbers where they look other than they are."""
    font = book.font_list[cell_format.font_index]
    fill = cell_format.background
    ground: Colour | None = WHITE
    if fill.fill_pattern:
        ground = book.colour_map.get(fill.pattern_colour_index) if fill.fill_pattern == 1 else None
    ink = book.colour_map.get(font.colour_index)
    faint = font.height < _TINY or (ink is not None and ground is not None and alike(ink, ground))
    code = book.format_map[cell_format.format_key].format_str
    return faint, "" if is_plain(code) else code


def _is_white(book: Any, font: Any) -> bool:
    ink = book.colour_map.get(font.colour_index)
    return font.height < _TINY or (ink is not None and alike(ink, WHITE))


_TINY = 80
"""Twentieths of a point."""


def _xls_sheet_fonts(book: Any, sheet: Any) -> Iterator[tuple[tuple[int, int], list[Run]]]:
    for row in range(sheet.nrows):
        for column, text in enumerate(sheet.row_values(row)):
            if not isinstance(text, str) or not may_be_legacy(text):
                continue
            pieces = _xls_runs(book, sheet, row, column, text)
            yield (row, column), [(piece, book.font_list[font].name) for piece, font in pieces]


def _xls_runs(book: Any, sheet: Any, row: int, column: int, text: str) -> Iterator[tuple[str, int]]:
    """Divide a cell's text by the numbers of its fonts."""
    own = book.xf_list[sheet.cell_xf_index(row, column)].font_index
    marks = [(0, own), *sheet.rich_text_runlist_map.get((row, column), ())]
    ends = [start for start, _ in marks[1:]] + [len(text)]
    yield from ((text[start:end], font) for (start, font), end in zip(marks, ends, strict=True))


def xlsx_fonts(workbook: WorkbookXml) -> WorkbookFonts:
    """Give the fonts of an .xlsx from its styles and its shared texts."""
    styles = formats(workbook.part("xl/styles.xml"))
    shared = shared_texts(workbook.part("xl/sharedStrings.xml"))
    return {
        name: dict(_xlsx_sheet_fonts(workbook.part(part), styles, shared))
        for name, part in zip(workbook.names, workbook.sheets, strict=True)
    }


def _xlsx_sheet_fonts(
    xml: bytes, styles: Sequence[Format], shared: Sequence[bytes]
) -> Iterator[tuple[tuple[int, int], list[Run]]]:
    for told, content, value in cells(xml):
        address = cell_address(told.get("r", ""))
        item = at(shared, value) if told.get("t") == "s" else content if told.get("t") == "inlineStr" else None
        if address is None or not item:
            continue
        font = (at(styles, told.get("s", "0")) or Format()).font
        seen = [run for run in runs(item) if not run.struck]
        yield address, [(shown_text([run]), run.font if run.font is not None else font) for run in seen]
