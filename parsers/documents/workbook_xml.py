"""What python-calamine does not tell of an .xlsx: formulas without a stored value, cells with an error, hidden rows and columns.

The sheets' XML is searched, not parsed: on a list of a thousand names a parse takes four times as long as calamine takes for the values.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape
from posixpath import join, normpath
from unicodedata import normalize

from parsers.documents.cell_xml import Marks, attributes, cell_address, marks, shown_texts
from parsers.documents.package import Package
from parsers.documents.source import COLUMNS, ROWS
from parsers.values import Doubt

_P = rb"(?:\w+:)?"  # some writers put a prefix before every name
_FORMULA = re.compile(rb"<%bf[\s>/]" % _P)
_FORMULA_CELL = re.compile(
    rb"<%bc\b([^>]*)>\s*<%bf\b[^>]*?(?:/>|>([^<]*)</%bf>)\s*(?:<%bv\b[^>]*?(?:/>|>([^<]*)</%bv>))?"
    % (_P, _P, _P, _P, _P)
)
_ERROR_CELL = re.compile(rb'<%bc\b([^>]*\bt="e"[^>]*)>.{0,9000}?<%bv\b[^>]*>([^<]*)<' % (_P, _P), re.DOTALL)
_HIDDEN_ROW = re.compile(rb'<%brow\b[^>]*\bhidden="(?:1|true)"[^>]*>' % _P)
_HIDDEN_COLUMNS = re.compile(rb'<%bcol\b[^>]*\bhidden="(?:1|true)"[^>]*>' % _P)
_RECALCULATED = re.compile(rb'<%bcalcPr\b[^>]*\bfullCalcOnLoad="(?:1|true)"' % _P)
"""The program that wrote the workbook did not compute: it stores no value for a formula, or a 0 (XlsxWriter)."""
_SHEET = re.compile(rb"<%bsheet\b[^>]*>" % _P)
_RELATIONSHIP = re.compile(rb"<%bRelationship\b[^>]*>" % _P)


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetFacts:
    """What a sheet's XML says beside the values; rows and columns from 0."""

    uncached: tuple[tuple[int, int, str], ...] = ()
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    merged: tuple[tuple[int, int, int, int], ...] = ()
    """Where calamine does not tell them."""
    shown: tuple[tuple[int, int, str | None], ...] = ()
    """Of cells with crossed-out or raised letters, what is shown; None for nothing."""
    doubts: tuple[Doubt, ...] = ()


class WorkbookXml:
    """The XML parts of one .xlsx."""

    def __init__(self, package: Package) -> None:
        """Find the part of each sheet."""
        self.part = package.part_or_nothing
        book = self.part("xl/workbook.xml")
        sheets = _sheets(book, self.part("xl/_rels/workbook.xml.rels"))
        self._computed = _RECALCULATED.search(book) is None
        self._marks = marks(self.part("xl/styles.xml"), self.part("xl/sharedStrings.xml"))
        self.names = [name for name, _ in sheets]
        self.sheets = [part for _, part in sheets]

    def facts(self, sheet: int) -> SheetFacts:
        """Give what the XML of a sheet, counted from 0, says beside its values."""
        if sheet >= len(self.sheets):
            return SheetFacts()
        return _sheet_facts(self.part(self.sheets[sheet]), self._marks, computed=self._computed)


def _sheet_facts(xml: bytes, found: Marks, *, computed: bool) -> SheetFacts:
    """Search the XML of a sheet; `computed`: whether the values of its formulas are to be believed."""
    uncached, doubts = _uncached(xml, computed=computed)
    shown, struck = shown_texts(xml, found)
    hiding = b'hidden="' in xml
    return SheetFacts(
        uncached=tuple(sorted(uncached)),
        hidden_rows=_hidden_rows(xml) if hiding else (),
        hidden_columns=_hidden_columns(xml) if hiding else (),
        shown=shown,
        doubts=(*doubts, *struck),
    )


def _uncached(xml: bytes, *, computed: bool) -> tuple[set[tuple[int, int, str]], tuple[Doubt, ...]]:
    cells: set[tuple[int, int, str]] = set()
    unplaced = False
    # Plain searches first, for single letters that are rare: patterns over a list of names take as long as reading its values.
    if b"#" in xml and b't="e"' in xml:
        for tag, error in _ERROR_CELL.findall(xml):
            address = cell_address(attributes(tag).get("r", ""))
            if address:
                cells.add((*address, error.decode("utf-8", "replace")))
    formulas = len(_FORMULA.findall(xml)) if _may_have_formulas(xml) else 0
    for tag, formula, value in _FORMULA_CELL.findall(xml) if formulas else ():
        formulas -= 1
        told = attributes(tag)
        # Excel stores the empty text that a formula gives as a text cell without value: that is known.
        if computed and (value or told.get("t") in ("str", "e")):
            continue
        address = cell_address(told.get("r", ""))
        if address is None:
            unplaced = True
        elif address[0] < ROWS and address[1] < COLUMNS:
            cells.add((*address, "=" + unescape(formula.decode("utf-8", "replace"))))
    # Cells without an address, or written in another way than any program is known to: say so rather than miss one.
    doubts = (Doubt(code="uncached"),) if unplaced or formulas > 0 else ()
    return cells, doubts


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
    numbers = (attributes(tag).get("r", "") for tag in _HIDDEN_ROW.findall(xml))
    return tuple(int(number) - 1 for number in numbers if number.isdecimal() and int(number) <= ROWS)


def _hidden_columns(xml: bytes) -> tuple[int, ...]:
    columns: set[int] = set()
    for tag in _HIDDEN_COLUMNS.findall(xml[:200_000]):
        told = attributes(tag)
        first, last = told.get("min", ""), told.get("max", "")
        if first.isdecimal() and last.isdecimal():
            columns.update(range(int(first) - 1, min(int(last), COLUMNS)))
    return tuple(sorted(columns))


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
