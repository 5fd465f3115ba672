"""Word documents as XML: .docx and .docm, read from their parts by lxml.

Paragraphs and tables come in reading order, text boxes after the paragraph that anchors them, then footnotes, endnotes, headers and
footers. Words that nobody sees on the page are not read: tracked deletions, hidden text, field codes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from parsers.documents.package import Package, PackageError, TooLargeError, parse_xml
from parsers.documents.rows import rectangle
from parsers.documents.runs import RAISED, Run, RunDecoder, struck_out
from parsers.documents.source import Blocks, Source
from parsers.legacy import looks_legacy
from parsers.values import CellValue, Document, Doubt, Table

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice"
_ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_LAST_PARTS = re.compile(r"word/(footnotes|endnotes|header\d*|footer\d*)\.xml")
_LEGACY_FONT = re.compile(rb"=\"(?:\.Vn|VNI[- ])", re.IGNORECASE)
_PARAGRAPH, _TABLE, _RUN, _TEXT, _BOX = f"{_W}p", f"{_W}tbl", f"{_W}r", f"{_W}t", f"{_W}txbxContent"
_PROPERTIES, _VALUE = f"{_W}rPr", f"{_W}val"
_UNSEEN = frozenset({f"{_W}del", f"{_W}moveFrom", f"{_W}pPr", f"{_W}instrText", f"{_W}delText"})
_TEXT_OF = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-", f"{_W}softHyphen": "\u00ad"}
_OFF = ("0", "false", "off")


def read_docx(source: Source) -> Document:
    """Read .docx and .docm."""
    if source.package is None:
        return source.unreadable("docx")
    try:
        reader = _Reader(_Parts(source.package))
        for name in reader.parts.names():
            reader.part(name)
    except TooLargeError:
        return source.unreadable("docx", "too-large")
    except (PackageError, ValueError, SyntaxError):
        # lxml.etree.XMLSyntaxError is a SyntaxError.
        return source.unreadable("docx")
    return source.document(
        "docx", reader.blocks.blocks, [*reader.blocks.doubts, *reader.decoder.doubts, *reader.struck]
    )


class _Parts:
    """The parts of a document that hold text."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self._roots: dict[str, Element] = {}
        main = [name for name in package.names if name.startswith("word/document") and name.endswith(".xml")]
        self.main = min(main, key=len, default="word/document.xml")

    def names(self) -> list[str]:
        """Give their names as they are read."""
        found = [name for name in self.package.names if _LAST_PARTS.fullmatch(name)]
        return [self.main, *sorted(found, key=lambda name: (not name.endswith("notes.xml"), name))]

    def xml(self, name: str) -> bytes:
        xml = self.package.part(name)
        return xml.replace(_STRICT, _TRANSITIONAL) if _STRICT in xml[:4000] else xml

    def root(self, name: str) -> Element:
        if name not in self._roots:
            self._roots[name] = parse_xml(self.xml(name))
        return self._roots[name]


class _Reader:
    """Walks the parts of one document and gathers its blocks."""

    def __init__(self, parts: _Parts) -> None:
        self.parts = parts
        self.blocks = Blocks()
        self.fonts = _Fonts(parts)
        self.struck: list[Doubt] = []
        self.decoder = RunDecoder(self._all_runs() if self.fonts.legacy else ())
        self.paragraphs = 0
        self.prefix = ""

    def part(self, name: str) -> None:
        """Read one part; paragraphs of headers and notes are told apart from the body's by the part's name."""
        is_main = name == self.parts.main
        self.prefix = "" if is_main else name.removeprefix("word/").removesuffix(".xml") + " "
        self.paragraphs = 0
        root = self.parts.root(name)
        body = root.find(f"{_W}body") if is_main else root
        if body is not None:
            self.container(body)

    def container(self, parent: Element) -> None:
        """Read the paragraphs and tables in an element, through content controls and notes."""
        for child in parent:
            if self.blocks.full:
                self.blocks.add_text("…", self.prefix + "end")
                return
            match child.tag:
                case str() as tag if tag == _PARAGRAPH:
                    self.paragraph(child)
                case str() as tag if tag == _TABLE:
                    self.table(child)
                case str() as tag if tag not in _UNSEEN:
                    self.container(child)
                case _:
                    pass

    def paragraph(self, paragraph: Element) -> None:
        text = self.text(paragraph)
        if text.strip():
            self.paragraphs += 1
            self.blocks.add_text(text, f"{self.prefix}paragraph {self.paragraphs}")
        for box in _text_boxes(paragraph):
            self.container(box)

    def text(self, paragraph: Element) -> str:
        return self.decoder.line(list(self.runs(paragraph)))

    def runs(self, paragraph: Element) -> Iterator[Run]:
        """Give the visible runs of a paragraph, not those of its text boxes."""
        style = self.fonts.of_paragraph(paragraph)
        for run in _runs(paragraph):
            looks = _looks(run)
            text = "".join(_pieces(run))
            if not text or looks.hidden:
                continue
            if looks.struck:
                self.struck += struck_out(text)
                continue
            yield text.translate(RAISED) if looks.raised else text, self.fonts.of_run(looks, style)

    def table(self, table: Element) -> None:
        """Read a table; tables within its cells come after it."""
        rows: list[list[CellValue]] = []
        merged: dict[int, tuple[int, int, int, int]] = {}
        ranges: list[tuple[int, int, int, int]] = []
        inner: list[Element] = []
        for row_element in _children(table, f"{_W}tr"):
            if row_element.find(f"{_W}trPr/{_W}del") is not None:
                continue
            row: list[CellValue] = [None] * _number(row_element.find(f"{_W}trPr/{_W}gridBefore"), 0)
            for cell in _children(row_element, f"{_W}tc"):
                column = len(row)
                span = _number(cell.find(f"{_W}tcPr/{_W}gridSpan"), 1)
                last = column + span - 1
                if _continues(cell) and column in merged:
                    merged[column] = (*merged[column][:2], len(rows), merged[column][3])
                    row += [None] * span
                    continue
                if column in merged:
                    ranges.append(merged.pop(column))
                merged[column] = (len(rows), column, len(rows), last)
                row += [self.cell(cell, inner), *([None] * (span - 1))]
            rows.append(row)
        ranges += merged.values()
        self.blocks.add_table(
            Table(
                name=self.prefix + self.blocks.next_table(),
                rows=rectangle(rows),
                merged=tuple(sorted(found for found in ranges if found[:2] != found[2:])),
            )
        )
        for nested in inner:
            self.table(nested)

    def cell(self, cell: Element, inner: list[Element]) -> str | None:
        """Give a cell's paragraphs as lines; its tables are put aside."""
        lines: list[str] = []
        for child in _blocks_within(cell):
            if child.tag == f"{_W}tbl":
                inner.append(child)
            else:
                lines += [self.text(child), *(self.text(p) for box in _text_boxes(child) for p in box.iter(f"{_W}p"))]
        return "\n".join(line.strip() for line in lines if line.strip()) or None

    def _all_runs(self) -> Iterator[Run]:
        for name in self.parts.names():
            for paragraph in self.parts.root(name).iter(f"{_W}p"):
                yield from self.runs(paragraph)


class _Fonts:
    """The font of each run: its own, its character style's, its paragraph style's, or the document's."""

    def __init__(self, parts: _Parts) -> None:
        xml = [parts.xml(name) for name in (parts.main, "word/styles.xml") if name in parts.package.names]
        # Many documents name such fonts in styles that they inherited and never use.
        named = any(_LEGACY_FONT.search(part) for part in xml)
        self.legacy = named and looks_legacy(xml[0].decode("utf-8", "replace"))
        self.styles: Mapping[str, str] = {}
        self.default = ""
        if self.legacy and len(xml) > 1:
            self._read_styles(parts.root("word/styles.xml"))

    def of_paragraph(self, paragraph: Element) -> str:
        if not self.legacy:
            return ""
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        return self.styles.get(_value(style), self.default)

    def of_run(self, looks: _Looks, of_paragraph: str) -> str:
        if not self.legacy:
            return ""
        return looks.font or self.styles.get(looks.style, "") or of_paragraph

    def _read_styles(self, root: Element) -> None:
        defaults = root.find(f"{_W}docDefaults/{_W}rPrDefault")
        self.default = _font(defaults) if defaults is not None else ""
        own = {
            style.get(f"{_W}styleId", ""): (_font(style), _value(style.find(f"{_W}basedOn")))
            for style in root.iter(f"{_W}style")
        }
        normal = next(
            (
                style
                for style in root.iter(f"{_W}style")
                if style.get(f"{_W}type") == "paragraph" and style.get(f"{_W}default") == "1"
            ),
            None,
        )
        if normal is not None:
            self.default = _font(normal) or self.default

        def resolved(style: str, depth: int = 0) -> str:
            font, base = own.get(style, ("", ""))
            return font or (resolved(base, depth + 1) if base and depth < len(own) else "")

        self.styles = {style: resolved(style) for style in own}
        self.styles = {style: font for style, font in self.styles.items() if font}


@dataclass(frozen=True, slots=True)
class _Looks:
    """What the properties of a run say."""

    font: str = ""
    style: str = ""
    hidden: bool = False
    struck: bool = False
    raised: bool = False


_PLAIN = _Looks()


def _looks(run: Element) -> _Looks:
    properties = run.find(_PROPERTIES)
    if properties is None or not len(properties):
        return _PLAIN
    told = {child.tag: child for child in properties}
    fonts = told.get(f"{_W}rFonts")
    return _Looks(
        font="" if fonts is None else fonts.get(f"{_W}ascii") or fonts.get(f"{_W}hAnsi") or "",
        style=_value(told.get(f"{_W}rStyle")),
        hidden=_is_on(told.get(f"{_W}vanish")),
        struck=_is_on(told.get(f"{_W}strike")) or _is_on(told.get(f"{_W}dstrike")),
        raised=_value(told.get(f"{_W}vertAlign")) == "superscript",
    )


def _font(element: Element) -> str:
    """Give the font that a style, or the document's defaults, name."""
    fonts = element.find(f"{_PROPERTIES}/{_W}rFonts")
    return "" if fonts is None else fonts.get(f"{_W}ascii") or fonts.get(f"{_W}hAnsi") or ""


def _runs(parent: Element) -> Iterator[Element]:
    for child in parent:
        if child.tag == _RUN:
            yield child
        elif isinstance(child.tag, str) and child.tag not in _UNSEEN:
            yield from _runs(child)


def _is_on(switch: Element | None) -> bool:
    return switch is not None and switch.get(_VALUE) not in _OFF


def _pieces(run: Element) -> Iterator[str]:
    for child in run:
        if child.tag == _TEXT:
            yield child.text or ""
        elif child.tag in _TEXT_OF:
            yield _TEXT_OF[child.tag]


def _text_boxes(paragraph: Element) -> Iterator[Element]:
    """Give the text boxes anchored in a paragraph, each once though it is written for new and old programs."""
    for box in paragraph.iter(_BOX):
        ancestors = [ancestor.tag for ancestor in box.iterancestors()]
        within = ancestors[: ancestors.index(f"{_W}p") + 1] if f"{_W}p" in ancestors else ancestors
        alternative = _ALTERNATE in within and _CHOICE not in within
        nested = _BOX in ancestors[: _position(box, paragraph)]
        if not alternative and not nested:
            yield box


def _position(box: Element, paragraph: Element) -> int:
    return next((index for index, ancestor in enumerate(box.iterancestors()) if ancestor is paragraph), 0)


def _blocks_within(cell: Element) -> Iterator[Element]:
    """Give paragraphs and tables in a cell, through content controls."""
    for child in cell:
        if child.tag in (_PARAGRAPH, _TABLE):
            yield child
        elif isinstance(child.tag, str) and child.tag not in _UNSEEN and child.tag != f"{_W}tcPr":
            yield from _blocks_within(child)


def _children(parent: Element, tag: str) -> Iterator[Element]:
    """Give rows of a table or cells of a row, through content controls and tracked insertions."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif isinstance(child.tag, str) and child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml"):
            yield from _children(child, tag)


def _continues(cell: Element) -> bool:
    merge = cell.find(f"{_W}tcPr/{_W}vMerge")
    return merge is not None and merge.get(f"{_W}val", "continue") == "continue"


def _number(element: Element | None, default: int) -> int:
    digits = _value(element)
    return min(int(digits), 63) if digits.isdecimal() else default


def _value(element: Element | None) -> str:
    return element.get(_VALUE, "") if element is not None else ""
