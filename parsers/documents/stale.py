"""Stored results of formulas that are no longer what their formula comes to, or never the same twice.

Programs show what is stored until they compute anew, so one reader sees the old figure and another the new one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from parsers.documents.workbook_xml import Formula, SheetFacts
from parsers.formulas import Area, UnknownValueError, added_cells, is_of_the_moment, named_cells, worked_out
from parsers.values import CellValue

Row = Sequence[CellValue]
Place = tuple[int, int]
_SLACK = 1e-6
"""Of a result: programs round differently in the last places."""
_MOST_CELLS = 1_000_000
"""That are looked at for the formulas of a workbook, and formulas that stand on others."""
_MOST_FORMULAS = 20_000


def is_borne_out(row: int, column: int, formula: str, rows: Sequence[Row]) -> bool:
    """Whether a value that its program wants calculated anew is the sum that its formula adds up."""
    value, added = _number(rows, row, column), [_number(rows, *place) for place in added_cells(formula)]
    return value is not None and bool(added) and value == sum(each or 0 for each in added) and any(added)


def stale_cells(sheets: Sequence[tuple[str, Sequence[Row], SheetFacts]]) -> Mapping[int, Sequence[Place]]:
    """Give by the sheet's number the cells whose stored number is not to be believed: not their formula's, of the moment, or on such."""
    formulas = [(index, each) for index, (_, _, told) in enumerate(sheets) for each in told.formulas]
    if not formulas or len(formulas) > _MOST_FORMULAS:
        return {}
    book = _Book(sheets)
    found = {
        (index, each.row, each.column)
        for index, each in formulas
        if is_of_the_moment(each.text) or book.differs(index, each)
    }
    if found:
        found = _with_dependants(found, formulas, book)
    # The date of today at the head of a sheet is no figure.
    numbers = [place for place in found if _number(sheets[place[0]][1], *place[1:]) is not None]
    return {
        index: sorted((row, column) for at, row, column in numbers if at == index)
        for index in {at for at, _, _ in numbers}
    }


class _Book:
    """The sheets of a workbook by their names."""

    def __init__(self, sheets: Sequence[tuple[str, Sequence[Row], SheetFacts]]) -> None:
        self._sheets = sheets
        self._numbers = {name.casefold(): index for index, (name, _, _) in enumerate(sheets)}
        self._unknown = [{(row, column) for row, column, _ in told.uncached} for _, _, told in sheets]
        self._looked_at = 0

    def sheet_of(self, area: Area, own: int) -> int | None:
        return self._numbers.get(area.sheet.casefold()) if area.sheet else own

    def differs(self, index: int, formula: Formula) -> bool:
        """Whether a formula's result, where it can be told, is not the number that is stored."""
        rows = self._sheets[index][1]
        stored = _number(rows, formula.row, formula.column)
        if stored is None or self._looked_at > _MOST_CELLS:
            return False
        value = worked_out(formula.text, lambda area: self._values(area, index), formula.down, formula.across)
        return value is not None and abs(value - stored) > _SLACK * max(1.0, abs(stored))

    def _values(self, area: Area, own: int) -> Sequence[float | None]:
        sheet = self.sheet_of(area, own)
        self._looked_at += area.size
        if sheet is None or self._looked_at > _MOST_CELLS or min(area.top, area.left) < 0:
            raise UnknownValueError
        _, rows, _ = self._sheets[sheet]
        single = area.size == 1
        unknown = self._unknown[sheet]
        found: list[float | None] = []
        for row, column in area.places():
            value = rows[row][column] if row < len(rows) and column < len(rows[row]) else None
            if (unknown and (row, column) in unknown) or (single and isinstance(value, str) and value.strip()):
                raise UnknownValueError
            found.append(0.0 if single and value in (None, "") else _as_number(value))
        return found


def _with_dependants(
    found: set[tuple[int, int, int]], formulas: Iterable[tuple[int, Formula]], book: _Book
) -> set[tuple[int, int, int]]:
    """Add the formulas that stand on such cells, and those on them; all, where there is too much to look at."""
    waiting = [
        (
            (index, each.row, each.column),
            [(book.sheet_of(area, index), area) for area in named_cells(each.text, each.down, each.across)],
        )
        for index, each in formulas
    ]
    found, before, looked_at = set(found), 0, 0
    while before < len(found):
        before = len(found)
        left: list[tuple[tuple[int, int, int], list[tuple[int | None, Area]]]] = []
        for place, areas in waiting:
            looked_at += sum(min(area.size, before) for _, area in areas)
            if looked_at > _MOST_CELLS or any(_meets(found, sheet, area) for sheet, area in areas):
                found.add(place)
            else:
                left.append((place, areas))
        waiting = left
    return found


def _meets(found: set[tuple[int, int, int]], sheet: int | None, area: Area) -> bool:
    if area.size <= len(found):
        return any((sheet, row, column) in found for row, column in area.places())
    return any(
        at == sheet and area.top <= row <= area.bottom and area.left <= column <= area.right
        for at, row, column in found
    )


def _number(rows: Sequence[Row], row: int, column: int) -> float | None:
    return _as_number(rows[row][column]) if row < len(rows) and column < len(rows[row]) else None


def _as_number(value: CellValue) -> float | None:
    return None if isinstance(value, bool) or not isinstance(value, int | float) else value
