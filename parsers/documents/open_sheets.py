"""What python-calamine does not tell of an .ods: formulas without a value, errors, what is merged, hidden, crossed out or raised."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from parsers.documents.cell_xml import CellRun, is_marked, shown_text
from parsers.documents.open_text import Looks, looks_of_styles
from parsers.documents.package import parse_xml
from parsers.documents.runs import struck_out, unseen
from parsers.documents.source import COLUMNS, ROWS
from parsers.documents.workbook_xml import SheetFacts
from parsers.values import Doubt

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_ERROR_TYPE = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_VALUES = tuple(f"{_OFFICE}{name}" for name in ("value", "date-value", "time-value", "boolean-value", "string-value"))
_MOST_HIDDEN = 20_000
_SIGNS = re.compile(
    rb"table:(?:formula|visibility|number-columns-spanned|number-rows-spanned)="
    rb"|text-line-through-(?:style|type)=[\"'](?!none)|text-position=[\"'](?:su|-?[1-9])"
    rb"|fo:color=[\"']#[e-f].[e-f].[e-f].|fo:font-size=[\"'][0-3](?:\.\d+)?pt"
)
_SHOWN_NUMBER = re.compile(rb'office:value="([\d.]+)"[^>]*><text:p>([^<]*)</text:p>')
_NUMBER_SHOWN = re.compile(r"\d[\d.,\s]*")
_DECIMALS = re.compile(r"[.,]0{1,2}$")


def ods_facts(content: bytes) -> Sequence[SheetFacts]:
    """Give what the XML of the sheets says beside their values; nothing where there is nothing to say, or it is broken."""
    # Most sheets have nothing of it, and a parse takes as long as calamine takes for the values.
    if not _SIGNS.search(content) and all(
        shown == value or _is_shown(value.decode(), shown.decode("utf-8", "replace"))
        for value, shown in _SHOWN_NUMBER.findall(content)
    ):
        return ()
    try:
        root = parse_xml(content)
    except (SyntaxError, ValueError):
        return ()
    looks = {name: each for name, each in looks_of_styles([root]) if each.struck or each.raised or each.faint}
    return [
        _facts(table, looks)
        for sheets in root.iter(f"{_OFFICE}spreadsheet")
        for table in sheets.iterchildren(f"{_TABLE}table")
    ]


def _facts(table: Element, looks: Mapping[str, Looks]) -> SheetFacts:
    uncached: list[tuple[int, int, str]] = []
    hidden_rows: list[int] = []
    merged: list[tuple[int, int, int, int]] = []
    shown: list[tuple[int, int, str | None]] = []
    doubts: list[Doubt] = []
    unlike: list[tuple[int, int, str]] = []
    row = 0
    for element in table.iter(f"{_TABLE}table-row"):
        times = _repeated(element, "rows")
        if _is_hidden(element):
            hidden_rows += range(row, min(row + times, ROWS))
        uncached += [(row, column, formula) for column, formula in _unknown(element)]
        merged += [(row, left, row + down - 1, left + across - 1) for left, across, down in _spans(element)]
        for column, pieces in _marked(element, looks) if looks else ():
            shown.append((row, column, shown_text(pieces) or None))
            doubts += [doubt for piece in pieces if piece.struck for doubt in struck_out(piece.text)]
            doubts += [doubt for piece in pieces if piece.faint for doubt in unseen(piece.text)]
        unlike += [(row, column, code) for column, code in _unlike(element, looks)]
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
        merged=tuple(merged),
        shown=tuple(shown),
        unlike=tuple(unlike),
        doubts=tuple(doubts),
    )


def _marked(row: Element, looks: Mapping[str, Looks]) -> Iterator[tuple[int, Sequence[CellRun]]]:
    """Give column and text of the cells of a row with crossed-out or raised letters."""
    column = 0
    for cell in row.iterchildren(*_CELLS):
        if column >= COLUMNS:
            return
        of_cell = replace(looks.get(cell.get(f"{_TABLE}style-name", ""), Looks()), faint=False)
        pieces = [run for paragraph in cell.iterchildren(f"{_TEXT}p") for run in _runs(paragraph, of_cell, looks)]
        if is_marked(pieces):
            yield column, pieces
        column += _repeated(cell, "columns")


def _unlike(row: Element, looks: Mapping[str, Looks]) -> Iterator[tuple[int, str]]:
    """Give column and doubt of the cells of a row that are not seen, or whose number is shown as another one."""
    column = 0
    for cell in row.iterchildren(*_CELLS):
        if column >= COLUMNS:
            return
        style, value = looks.get(cell.get(f"{_TABLE}style-name", "")), cell.get(f"{_OFFICE}value")
        paragraphs = list(cell.iterchildren(f"{_TEXT}p"))
        if paragraphs and style is not None and style.faint:
            yield column, "hidden"
        elif value is not None and paragraphs and not _is_shown(value, "".join(paragraphs[0].itertext())):
            yield column, "shown-otherwise"
        column += _repeated(cell, "columns")


def _is_shown(value: str, shown: str) -> bool:
    """Whether a number is the one that its cell shows; one with decimals is no count and may be rounded."""
    try:
        number = float(value)
    except ValueError:
        return True
    if not number.is_integer():
        return True
    figures = [_DECIMALS.sub("", each.strip(" .,")) for each in _NUMBER_SHOWN.findall(shown)]
    if not figures:
        return number == 0 and shown.strip(" ₫đ") in ("-", "–", "—")
    return len(figures) == 1 and re.sub(r"[.,\s]", "", figures[0]) == str(abs(int(number)))


def _spans(row: Element) -> Iterator[tuple[int, int, int]]:
    """Give column, width and height of the merged cells that begin in a row."""
    column = 0
    for cell in row.iterchildren(*_CELLS):
        across, down = (_number(cell, f"number-{what}-spanned") for what in ("columns", "rows"))
        if across > 1 or down > 1:
            yield column, across, down
        column += _repeated(cell, "columns")


def _runs(parent: Element, outer: Looks, looks: Mapping[str, Looks]) -> Iterator[CellRun]:
    own = looks.get(parent.get(f"{_TEXT}style-name", ""), Looks())
    look = Looks(struck=own.struck or outer.struck, raised=own.raised or outer.raised, faint=own.faint or outer.faint)
    if parent.text:
        yield CellRun(text=parent.text, struck=look.struck, raised=look.raised, faint=look.faint)
    for child in parent:
        yield from _runs(child, look, looks)
        if child.tail:
            yield CellRun(text=child.tail, struck=look.struck, raised=look.raised, faint=look.faint)


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
    return _number(element, f"number-{what}-repeated")


def _number(element: Element, name: str) -> int:
    digits = element.get(f"{_TABLE}{name}", "1")
    return min(int(digits), 2_000_000) if digits.isdecimal() and len(digits) < 10 else 1
