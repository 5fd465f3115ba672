"""Tables as text: .csv, .tsv, and spreadsheets that were saved as tab-separated text under the name .xls."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from itertools import islice

from parsers.documents.plain import decode_text, read_text
from parsers.documents.rows import rectangle
from parsers.documents.source import CELLS, COLUMNS, ROWS, Source
from parsers.values import CellValue, Document, Doubt, Table

_DELIMITERS = ",;\t|"


def read_separated(source: Source) -> Document:
    """Read rows of cells; every cell is text as it stands there. Without any delimiter it is read as plain text."""
    text, doubts = decode_text(source.data)
    try:
        delimiter, body = _delimiter(text)
        rows, more = _bounded(_rows(body, delimiter)) if delimiter else ((), False)
        shifted = _shifted(body, delimiter) if delimiter else ""
    except csv.Error:
        # A cell beyond 128 KB, such as an unclosed quote: no table.
        delimiter, rows, more, shifted = None, (), False, ""
    if delimiter is None:
        return read_text(source)
    if more:
        doubts = [*doubts, Doubt(code="truncated", about=source.part)]
    if shifted:
        doubts = [*doubts, Doubt(code="shown-otherwise", about=shifted)]
    return source.document("csv", [Table(name=source.stem, rows=rows, is_sheet=True)], doubts)


def _shifted(text: str, delimiter: str) -> str:
    """Give the first row that has more cells than the head, which the first row of several is: a comma in it parted one cell into two."""
    head = 0
    for row in islice(_rows(text, delimiter), ROWS):
        head = head or (len(row) if len(row) > 1 else 0)
        if 0 < head < len(row) and any(row[head:]) and any(map(str.isdecimal, "".join(row))):
            return delimiter.join(row)[:60]
    return ""


def _delimiter(text: str) -> tuple[str | None, str]:
    """Find what parts the cells, and the text below an Excel `sep=;` line."""
    first, _, rest = text.partition("\n")
    if first.lower().startswith("sep=") and len(first.rstrip("\r")) == len("sep=;"):
        # The line stands in the file, so that rows keep their numbers: an empty row takes its place.
        return first[4], "\n" + rest
    best = max(_DELIMITERS, key=lambda delimiter: _steadiness(text, delimiter))
    return (best, text) if _steadiness(text, best) > 0 else (None, text)


def _steadiness(text: str, delimiter: str) -> int:
    """Count the rows that have the commonest number of cells, of two and more; a comma within numbers or prose varies."""
    widths = [len(row) for row in islice(_rows(text[:50_000], delimiter), 200) if any(cell.strip() for cell in row)]
    several = [width for width in widths if width > 1]
    return max((several.count(width) * min(width, 4) for width in set(several)), default=0)


def _rows(text: str, delimiter: str) -> Iterator[list[str]]:
    """Give the rows as a spreadsheet counts them: a blank line is a row, a quoted cell over several lines is in one. Raises csv.Error."""
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
        yield [cell.strip() for cell in row]


def _bounded(rows: Iterable[list[str]]) -> tuple[tuple[tuple[CellValue, ...], ...], bool]:
    """Take rows up to the limits; tell whether filled cells lie beyond."""
    taken: list[tuple[str | None, ...]] = []
    cells = 0
    beyond = False
    for row in rows:
        if len(taken) >= ROWS or cells >= CELLS:
            beyond = beyond or any(row)
            break
        beyond = beyond or any(row[COLUMNS:])
        taken.append(tuple(cell or None for cell in row[:COLUMNS]))
        cells += len(row)
    return rectangle(taken), beyond
