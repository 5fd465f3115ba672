"""OpenDocument text (.odt of LibreOffice), read from its parts by lxml.

Paragraphs and tables come in reading order, text boxes after the paragraph that anchors them, then notes, headers and footers. Words that
nobody sees on the page are not read: tracked deletions, hidden text, comments.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from parsers.colours import WHITE, alike, from_hex
from parsers.documents.package import Package, PackageError, TooLargeError, parse_xml
from parsers.documents.rows import rectangle
from parsers.documents.runs import Run, RunDecoder, shifted, struck_out, unseen
from parsers.documents.source import CELLS, COLUMNS, ROWS, STYLE_DEPTH, Blocks, Source
from parsers.legacy import looks_legacy
from parsers.values import CellValue, Document, Doubt, Table

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_NAMES = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
_OFFICE, _STYLE, _TEXT, _TABLE, _DRAW, _FO, _SVG = (
    _NAMES % name for name in ("office", "style", "text", "table", "drawing", "xsl-fo-compatible", "svg-compatible")
)
_PARAGRAPHS = frozenset({f"{_TEXT}p", f"{_TEXT}h"})
_ROW, _CELL, _COVERED = f"{_TABLE}table-row", f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"
_TEXT_BOX, _NOTE_BODY = f"{_DRAW}text-box", f"{_TEXT}note-body"
_UNSEEN = frozenset(
    {
        f"{_TEXT}tracked-changes",
        f"{_TEXT}hidden-text",
        f"{_TEXT}hidden-paragraph",
        f"{_OFFICE}annotation",
        f"{_TEXT}ruby-text",
        f"{_TEXT}sequence-decls",
    }
)
_SIGNS = {f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}
_LEGACY_FONT = re.compile(rb"=\"'?(?:\.Vn|VNI[- ])", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\r\n]+")


def read_odt(source: Source) -> Document:
    """Read .odt and its templates."""
    if source.package is None:
        return source.unreadable("odt")
    if b"encryption-data" in source.package.part_or_nothing("META-INF/manifest.xml"):
        return source.unreadable("odt", "encrypted")
    try:
        reader = _Reader(source.package)
    except TooLargeError:
        return source.unreadable("odt", "too-large")
    except (PackageError, ValueError, SyntaxError):
        # lxml.etree.XMLSyntaxError is a SyntaxError.
        return source.unreadable("odt")
    reader.read()
    return source.document("odt", reader.blocks.blocks, [*reader.blocks.doubts, *reader.decoder.doubts, *reader.struck])


@dataclass(frozen=True, slots=True)
class Looks:
    """What a style says of text."""

    font: str = ""
    hidden: bool = False
    struck: bool = False
    raised: int = 0
    """1: raised, -1: lowered."""
    faint: bool = False
    """White on a page where nothing is filled, or next to nothing in size."""


class _Reader:
    """Walks one document and gathers its blocks."""

    def __init__(self, package: Package) -> None:
        content, styles = package.part("content.xml"), package.part_or_nothing("styles.xml")
        self.content = parse_xml(content)
        self.common = parse_xml(styles) if styles else None
        self.looks = dict(looks_of_styles([root for root in (self.common, self.content) if root is not None]))
        self.blocks = Blocks()
        self.struck: list[Doubt] = []
        self.later: list[Element] = []
        """Notes, to be read at the end."""
        self.prefix = ""
        self.paragraphs = 0
        named = _LEGACY_FONT.search(content) or _LEGACY_FONT.search(styles)
        legacy = named and looks_legacy(content.decode("utf-8", "replace"))
        self.decoder = RunDecoder(self._all_runs() if legacy else ())

    def read(self) -> None:
        """Read body, notes, headers and footers."""
        for body in self.content.iter(f"{_OFFICE}text"):
            self.container(body)
        self.prefix, self.paragraphs = "notes ", 0
        notes, self.later = self.later, []
        for note in notes:
            self.container(note)
        for page in self.common.iter(f"{_STYLE}master-page") if self.common is not None else ():
            for part in page:
                self.prefix, self.paragraphs = f"{_local(part)} ", 0
                self.container(part)

    def container(self, parent: Element) -> None:
        """Read the paragraphs and tables in an element, through lists and sections."""
        for child in parent:
            if self.blocks.full:
                self.blocks.add_text("…", self.prefix + "end")
                return
            if child.tag in _PARAGRAPHS:
                self.paragraph(child)
            elif child.tag == f"{_TABLE}table":
                self.table(child)
            elif isinstance(child.tag, str) and child.tag not in _UNSEEN:
                self.container(child)

    def paragraph(self, paragraph: Element) -> None:
        text = self.text(paragraph)
        if text.strip():
            self.paragraphs += 1
            self.blocks.add_text(text, f"{self.prefix}paragraph {self.paragraphs}")
        for box in _within(paragraph, _TEXT_BOX):
            self.container(box)
        self.later += _within(paragraph, _NOTE_BODY)

    def text(self, paragraph: Element) -> str:
        return self.decoder.line(list(self.runs(paragraph)))

    def runs(self, paragraph: Element) -> Iterator[Run]:
        """Give the visible runs of a paragraph, not those of its text boxes and notes."""
        for text, looks in self._pieces(paragraph, self._look(paragraph, Looks())):
            if not text or looks.hidden:
                continue
            if looks.struck:
                self.struck += struck_out(text)
                continue
            if looks.faint:
                self.struck += unseen(text)
            yield shifted(text, looks.raised), looks.font

    def _pieces(self, parent: Element, looks: Looks) -> Iterator[tuple[str, Looks]]:
        if parent.text:
            yield _SPACES.sub(" ", parent.text), looks
        for child in parent:
            tag = child.tag
            if tag == f"{_TEXT}s":
                yield " " * _number(child, f"{_TEXT}c", 1, 200), looks
            elif tag in _SIGNS:
                yield _SIGNS[tag], looks
            elif tag == f"{_TEXT}note":
                yield from self._pieces(child, replace(looks, raised=1))
            elif isinstance(tag, str) and tag not in _UNSEEN and tag not in (_TEXT_BOX, _NOTE_BODY):
                yield from self._pieces(child, self._look(child, looks))
            if child.tail:
                yield _SPACES.sub(" ", child.tail), looks

    def _look(self, element: Element, outer: Looks) -> Looks:
        own = self.looks.get(element.get(f"{_TEXT}style-name", ""))
        return _over(own, outer) if own is not None else outer

    def table(self, table: Element) -> None:
        """Read a table; tables within its cells come after it."""
        rows: list[list[CellValue]] = []
        merged: list[tuple[int, int, int, int]] = []
        inner: list[Element] = []
        cells = 0
        for row_element in _rows(table):
            row: list[CellValue] = []
            for cell in row_element:
                if cell.tag not in (_CELL, _COVERED) or len(row) >= COLUMNS:
                    continue
                down, across = (
                    _number(cell, f"{_TABLE}number-{name}-spanned", 1, 1000) for name in ("rows", "columns")
                )
                if down > 1 or across > 1:
                    merged.append((len(rows), len(row), len(rows) + down - 1, len(row) + across - 1))
                value = self.cell(cell, inner) if cell.tag == _CELL else None
                row += [value] * min(_number(cell, f"{_TABLE}number-columns-repeated", 1, 100_000), COLUMNS - len(row))
            filled = any(cell is not None for cell in row)
            times = _number(row_element, f"{_TABLE}number-rows-repeated", 1, ROWS) if filled else 1
            rows += [row] * times
            cells += len(row) * times
            if len(rows) >= ROWS or cells >= CELLS:
                self.struck.append(Doubt(code="truncated", about=self.prefix + self.blocks.next_table()))
                break
        name = self.prefix + self.blocks.next_table()
        self.blocks.add_table(Table(name=name, rows=rectangle(rows), merged=tuple(merged)))
        for nested in inner:
            self.table(nested)

    def cell(self, cell: Element, inner: list[Element]) -> str | None:
        """Give a cell's paragraphs as lines; its tables are put aside."""
        lines: list[str] = []
        for child in _blocks_within(cell):
            if child.tag in _PARAGRAPHS:
                boxes = [p for box in _within(child, _TEXT_BOX) for p in _blocks_within(box) if p.tag in _PARAGRAPHS]
                lines += [self.text(each) for each in (child, *boxes)]
                self.later += _within(child, _NOTE_BODY)
            else:
                inner.append(child)
        return "\n".join(line.strip() for line in lines if line.strip()) or None

    def _all_runs(self) -> Iterator[Run]:
        for root in (self.content, self.common):
            for paragraph in root.iter(*_PARAGRAPHS) if root is not None else ():
                yield from self.runs(paragraph)
        self.struck.clear()


def looks_of_styles(roots: list[Element]) -> Iterator[tuple[str, Looks]]:
    """Give what each style says of its text, with what the styles say that it is based on."""
    families = {
        face.get(f"{_STYLE}name", ""): face.get(f"{_SVG}font-family", "").strip("'\" ")
        for root in roots
        for face in root.iter(f"{_STYLE}font-face")
    }
    own: dict[str, tuple[Looks, str]] = {}
    filled = any(
        _GROUNDS.isdisjoint((each.get(_GROUND, "transparent"),)) for root in roots for each in root.iter(*_FILLED)
    )
    for root in roots:
        for style in root.iter(f"{_STYLE}style"):
            properties = style.find(f"{_STYLE}text-properties")
            looks = Looks() if properties is None else _own_looks(properties, families, filled=filled)
            own[style.get(f"{_STYLE}name", "")] = looks, style.get(f"{_STYLE}parent-style-name", "")
    for name in own:
        if (looks := _resolved(own, name)) != Looks():
            yield name, looks


def _resolved(own: Mapping[str, tuple[Looks, str]], name: str) -> Looks:
    looks = Looks()
    for _ in range(STYLE_DEPTH):
        if name not in own:
            break
        looks, name = _over(looks, own[name][0]), own[name][1]
    return looks


def _over(inner: Looks, outer: Looks) -> Looks:
    """Give how text looks within text that looks otherwise."""
    return Looks(
        font=inner.font or outer.font,
        hidden=inner.hidden or outer.hidden,
        struck=inner.struck or outer.struck,
        raised=inner.raised or outer.raised,
        faint=inner.faint or outer.faint,
    )


_GROUND, _GROUNDS = f"{_FO}background-color", frozenset({"transparent", "#ffffff"})
_FILLED = tuple(f"{_STYLE}{name}-properties" for name in ("text", "paragraph", "table-cell", "table-row", "table"))
_SMALLEST = 4.0
"""Points: smaller letters are none for the eye."""
_POINTS = re.compile(r"(\d+(?:\.\d+)?)pt")


def _is_faint(properties: Element, *, filled: bool) -> bool:
    size = _POINTS.fullmatch(properties.get(f"{_FO}font-size", ""))
    if size is not None and float(size[1]) < _SMALLEST:
        return True
    ink = from_hex(properties.get(f"{_FO}color", "").removeprefix("#"))
    return ink is not None and not filled and alike(ink, WHITE)


def _own_looks(properties: Element, families: Mapping[str, str], *, filled: bool) -> Looks:
    font = properties.get(f"{_STYLE}font-name", "")
    through = (properties.get(f"{_STYLE}text-line-through-{what}", "none") for what in ("style", "type"))
    return Looks(
        font=families.get(font) or font or properties.get(f"{_FO}font-family", "").strip("'\" "),
        hidden=properties.get(f"{_TEXT}display") == "none",
        struck=any(line != "none" for line in through),
        faint=_is_faint(properties, filled=filled),
        raised=_raised(properties.get(f"{_STYLE}text-position", "")),
    )


def _raised(position: str) -> int:
    if position.startswith(("super", "1", "2", "3", "4", "5", "6")):
        return 1
    return -1 if position.startswith(("sub", "-")) and not position.startswith("-0") else 0


def _within(parent: Element, tag: str) -> Iterator[Element]:
    """Give elements of a kind, not those within another one of them."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif isinstance(child.tag, str) and child.tag not in _UNSEEN:
            yield from _within(child, tag)


def _rows(table: Element) -> Iterator[Element]:
    """Give the rows of a table, through its groups of them."""
    for child in table:
        if child.tag == _ROW:
            yield child
        elif isinstance(child.tag, str) and child.tag.startswith(f"{_TABLE}table-") and child.tag != _CELL:
            yield from _rows(child)


def _blocks_within(parent: Element) -> Iterator[Element]:
    """Give paragraphs and tables, through lists."""
    for child in parent:
        if child.tag in _PARAGRAPHS or child.tag == f"{_TABLE}table":
            yield child
        elif isinstance(child.tag, str) and child.tag not in _UNSEEN:
            yield from _blocks_within(child)


def _number(element: Element, name: str, default: int, most: int) -> int:
    digits = element.get(name, "")
    return min(int(digits), most) if digits.isdecimal() and len(digits) < 10 else default


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]
