"""What python-calamine does not tell of an .xlsx: formulas without a stored value, cells with an error, hidden rows and columns.

The sheets' XML is searched, not parsed: on a list of a thousand names a parse takes four times as long as calamine takes for the values.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from posixpath import join, normpath
from typing import NamedTuple
from unicodedata import normalize

from parsers.documents.cell_xml import (
    Marks,
    attributes,
    cell_address,
    conditional_ranges,
    marks,
    shown_texts,
    styled_cells,
)
from parsers.documents.package import Package
from parsers.documents.runs import unseen
from parsers.documents.source import COLUMNS, ROWS
from parsers.values import Doubt

_P = rb"(?:\w+:)?"  # some writers put a prefix before every name
_FORMULA = re.compile(rb"<%bf[\s>/]" % _P)
_FORMULA_CELL = re.compile(
    rb"<%bc\b([^>]*)>\s*<%bf\b([^>]*?)(?:/>|>([^<]*)</%bf>)\s*(?:<%bv\b[^>]*?(?:/>|>([^<]*)</%bv>))?"
    % (_P, _P, _P, _P, _P)
)
_ERROR_CELL = re.compile(
    rb'<%bc\b([^>]*\bt\s*=\s*["\']e["\'][^>]*)>.{0,9000}?<%bv\b[^>]*>([^<]*)<' % (_P, _P), re.DOTALL
)
_NOT_OFF = rb"\s*=\s*[\"'](?!(?:0|false)?[\"'])"
_SMALL = rb"\s*=\s*[\"'](?:[01]?(?:\.\d*)?[\"']|[^\"']*&)"
"""Rows of less than two points, columns of less than two letters' width (or a length that is written in a strange way) are looked at."""
_MAY_BE_LOW = re.compile(rb"h(?<=\sh)(?:t|idden)\s*=")
_HIDDEN_ROW = re.compile(rb"<%brow\b[^>]*?\s(?:hidden%b|ht%b)[^>]*>" % (_P, _NOT_OFF, _SMALL))
_HIDDEN_COLUMNS = re.compile(rb"<%bcol\b[^>]*?\s(?:hidden%b|width%b)[^>]*>" % (_P, _NOT_OFF, _SMALL))
_ROW_WITHOUT_HEIGHT = re.compile(rb"<%brow\b(?![^>]*\sht\s*=)[^>]*>" % _P)
_DEFAULTS = re.compile(rb"<%bsheetFormatPr\b([^>]*)>" % _P)
_COLUMNS_TOLD = re.compile(rb"<%bcol\b[^>]*>" % _P)
_LOWEST, _NARROWEST = 2.0, 0.5
"""Points, and widths of a letter: below them no figure can be read."""
_BLANK_ZEROS = re.compile(rb"<%bsheetView\b[^>]*\bshowZeros\s*=\s*[\"'](?:0|false)[\"']" % _P)
_CALCULATION = re.compile(rb"<%bcalcPr\b[^>]*>" % _P)
"""The program that wrote the workbook did not compute: it stores no value for a formula, or a 0 (XlsxWriter)."""
_DRAWN_TEXT, _FIGURE_ALONE = re.compile(rb"<(?:\w+:)?t>([^<]*)<"), re.compile(rb"\s*\d[\d.,]*\s*")
_SHEET = re.compile(rb"<%bsheet\b[^>]*>" % _P)
_RELATIONSHIP = re.compile(rb"<%bRelationship\b[^>]*>" % _P)


class Formula(NamedTuple):
    """A formula in a cell, rows and columns from 0, as it was written so many rows above and columns to the left."""

    row: int
    column: int
    text: str
    down: int = 0
    across: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetFacts:
    """What a sheet's XML says beside the values; rows and columns from 0."""

    uncached: tuple[tuple[int, int, str], ...] = ()
    formulas: tuple[Formula, ...] = ()
    """Those with a stored number."""
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    merged: tuple[tuple[int, int, int, int], ...] = ()
    """Where calamine does not tell them."""
    shown: tuple[tuple[int, int, str | None], ...] = ()
    """Of cells with crossed-out or raised letters, what is shown; None for nothing."""
    faint: tuple[tuple[int, int], ...] = ()
    """Cells in letters that nobody sees: white on white, or next to nothing in size."""
    formats: tuple[tuple[int, int, str], ...] = ()
    """Cells whose number may look other than it is, with the code by which it is shown."""
    conditional: tuple[tuple[int, int, int, int], ...] = ()
    """Ranges (first row and column, last row and column) where a condition may do either."""
    blank_zeros: bool = False
    """Whether a 0 is shown as nothing."""
    unlike: tuple[tuple[int, int, str], ...] = ()
    """Where it is told which cells are not seen, or seen otherwise, as in `Table`."""
    doubts: tuple[Doubt, ...] = ()


class WorkbookXml:
    """The XML parts of one .xlsx."""

    def __init__(self, package: Package) -> None:
        """Find the part of each sheet."""
        self.part = package.part_or_nothing
        book = self.part("xl/workbook.xml")
        sheets = _sheets(book, self.part("xl/_rels/workbook.xml.rels"))
        self._computed = not any(map(_is_recalculated, _CALCULATION.findall(book)))
        self._marks = marks(self.part("xl/styles.xml"), self.part("xl/sharedStrings.xml"))
        self.drawn = [
            doubt
            for name in package.names
            if name.startswith("xl/drawings/drawing")
            for text in _DRAWN_TEXT.findall(self.part(name))
            if _FIGURE_ALONE.fullmatch(text)
            for doubt in unseen(text.decode("utf-8", "replace"))
        ]
        """Figures in text boxes, which may lie over cells."""
        self.names = [name for name, _ in sheets]
        self.sheets = [part for _, part in sheets]

    def facts(self, sheet: int) -> SheetFacts:
        """Give what the XML of a sheet, counted from 0, says beside its values."""
        if sheet >= len(self.sheets):
            return SheetFacts()
        return _sheet_facts(self.part(self.sheets[sheet]), self._marks, computed=self._computed)


def _sheet_facts(xml: bytes, found: Marks, *, computed: bool) -> SheetFacts:
    """Search the XML of a sheet; `computed`: whether the values of its formulas are to be believed."""
    uncached, formulas, doubts = _formulas(xml, computed=computed)
    shown, struck = shown_texts(xml, found)
    styles = found.faint | found.numbers.keys()
    looks = list(styled_cells(xml, frozenset(styles)))
    return SheetFacts(
        uncached=tuple(sorted(uncached)),
        formulas=tuple(formulas),
        hidden_rows=_hidden_rows(xml),
        hidden_columns=_hidden_columns(xml),
        shown=shown,
        faint=tuple((row, column) for row, column, style in looks if style in found.faint),
        formats=tuple((row, column, found.numbers[style]) for row, column, style in looks if style in found.numbers),
        conditional=tuple(conditional_ranges(xml, found)),
        blank_zeros=b"showZeros" in xml[:200_000] and _BLANK_ZEROS.search(xml, 0, 200_000) is not None,
        doubts=(*doubts, *struck),
    )


def _is_recalculated(tag: bytes) -> bool:
    told = attributes(tag)
    return _is_on(told.get("fullCalcOnLoad")) or _is_on(told.get("forceFullCalc"))


def _formulas(xml: bytes, *, computed: bool) -> tuple[set[tuple[int, int, str]], Sequence[Formula], tuple[Doubt, ...]]:
    """Give the cells whose value is not known, the formulas of those that have a number stored, and the doubts."""
    cells: set[tuple[int, int, str]] = set()
    stored: list[Formula] = []
    shared: dict[str, Formula] = {}
    unplaced = False
    # Plain searches first, for single letters that are rare: patterns over a list of names take as long as reading its values.
    if b"#" in xml and (b't="e"' in xml or b"'e'" in xml):
        for tag, error in _ERROR_CELL.findall(xml):
            address = cell_address(attributes(tag).get("r", ""))
            if address:
                cells.add((*address, error.decode("utf-8", "replace")))
    count = len(_FORMULA.findall(xml)) if _may_have_formulas(xml) else 0
    for tag, kind, written, value in _FORMULA_CELL.findall(xml) if count else ():
        count -= 1
        told = attributes(tag)
        # Excel stores the empty text that a formula gives as a text cell without value: that is known.
        known = computed and (value or told.get("t") in ("str", "e"))
        address = cell_address(told.get("r", ""))
        if address is None:
            unplaced = unplaced or not known
            continue
        text = "=" + unescape(written.decode("utf-8", "replace"))
        formula = _shared(Formula(*address, text), attributes(kind), shared) if kind else Formula(*address, text)
        if not (address[0] < ROWS and address[1] < COLUMNS):
            continue
        if not known:
            cells.add((*address, text))
        elif told.get("t", "n") == "n":
            stored.append(formula)
    # Cells without an address, or written in another way than any program is known to: say so rather than miss one.
    doubts = (Doubt(code="uncached"),) if unplaced or count > 0 else ()
    return cells, stored, doubts


def _shared(formula: Formula, told: Mapping[str, str], shared: dict[str, Formula]) -> Formula:
    """Give a cell's formula where it is written once for many cells; nothing of one that fills several at once."""
    row, column, text, _, _ = formula
    if told.get("t") != "shared":
        return Formula(row, column, "=") if "t" in told else formula
    if text != "=":
        shared[told.get("si", "")] = formula
        return formula
    first = shared.get(told.get("si", ""), formula)
    return Formula(row, column, first.text, row - first.row, column - first.column)


def _may_have_formulas(xml: bytes) -> bool:
    """Whether an `f` stands where the name of an element begins; Vietnamese has no f, so there are few to look at."""
    place = xml.find(b"f")
    for _ in range(_FEW):
        if place < 0:
            return False
        if xml[place - 1 : place] in (b"<", b":"):
            return True
        place = xml.find(b"f", place + 1)
    return True


_FEW = 500


def _hidden_rows(xml: bytes) -> tuple[int, ...]:
    rows: list[Mapping[str, str]] = []
    if _MAY_BE_LOW.search(xml) is not None:
        told = map(attributes, _HIDDEN_ROW.findall(xml))
        rows += [row for row in told if _is_on(row.get("hidden")) or _length(row.get("ht")) < _LOWEST]
    if b"zeroHeight" in xml and any(_is_on(each.get("zeroHeight")) for each in _defaults(xml)):
        rows += map(attributes, _ROW_WITHOUT_HEIGHT.findall(xml))
    numbers = (row.get("r", "") for row in rows)
    return tuple(int(number) - 1 for number in numbers if number.isdecimal() and int(number) <= ROWS)


def _hidden_columns(xml: bytes) -> tuple[int, ...]:
    head = xml[:200_000]
    columns: set[int] = set()
    if b"defaultColWidth" in head and any(
        _length(each.get("defaultColWidth")) < _NARROWEST for each in _defaults(head)
    ):
        told = map(attributes, _COLUMNS_TOLD.findall(head))
        columns.update(range(COLUMNS))
        columns.difference_update(*map(_columns, told))
    # Columns stand before all rows: what follows the last of them is not looked through.
    last = head.rfind(b"col")
    end = head.find(b">", last) if last >= 0 else 0
    for told in map(attributes, _HIDDEN_COLUMNS.findall(head, 0, end + 1 or len(head))):
        if _is_on(told.get("hidden")) or _length(told.get("width")) < _NARROWEST:
            columns.update(_columns(told))
    return tuple(sorted(columns))


def _columns(told: Mapping[str, str]) -> range:
    first, last = told.get("min", ""), told.get("max", "")
    if not (first.isdecimal() and last.isdecimal()):
        return range(0)
    return range(int(first) - 1, min(int(last), COLUMNS))


def _defaults(xml: bytes) -> Sequence[Mapping[str, str]]:
    return list(map(attributes, _DEFAULTS.findall(xml[:200_000])))


def _is_on(switch: str | None) -> bool:
    return switch is not None and switch.strip() not in ("", "0", "false")


def _length(written: str | None) -> float:
    try:
        return float(written) if written is not None else _LOWEST
    except ValueError:
        return _LOWEST


def _sheets(book: bytes, relationships: bytes) -> Sequence[tuple[str, str]]:
    """Give the names of the sheets and of their parts, in the workbook's order."""
    targets = {
        told.get("Id", ""): told.get("Target", "") for told in map(attributes, _RELATIONSHIP.findall(relationships))
    }
    sheets = map(attributes, _SHEET.findall(book))
    return [
        (
            normalize("NFC", sheet.get("name", "")),
            normpath(join("xl", targets.get(sheet.get("id", ""), ""))).lstrip("/"),
        )
        for sheet in sheets
    ]
