"""Slides (.pptx): their lines and tables in the order in which they are shown, by lxml. Notes for the speaker are not shown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from posixpath import join, normpath
from typing import TYPE_CHECKING

from parsers.documents.cell_xml import attributes
from parsers.documents.package import Package, PackageError, TooLargeError, parse_xml
from parsers.documents.rows import rectangle
from parsers.documents.runs import Run, RunDecoder, shifted, struck_out
from parsers.documents.source import COLUMNS, Blocks, Source
from parsers.values import CellValue, Document, Doubt, Table

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_STRICT, _TRANSITIONAL = (
    b"http://purl.oclc.org/ooxml/drawingml/main",
    b"http://schemas.openxmlformats.org/drawingml/2006/main",
)
_PARAGRAPH, _TABLE, _RUN, _FIELD, _BREAK, _TEXT = (f"{_A}{name}" for name in ("p", "tbl", "r", "fld", "br", "t"))
_ALTERNATIVE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SLIDE = re.compile(rb"<(?:\w+:)?sldId\b[^>]*>")
_RELATIONSHIP = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_LEGACY_FONT = re.compile(rb"typeface=\"(?:\.Vn|VNI[- ])", re.IGNORECASE)
_SLIDES = 200


def read_pptx(source: Source) -> Document:
    """Read .pptx and its relatives."""
    package = source.package
    if package is None:
        return source.unreadable("pptx")
    try:
        names = _slides(package)
        reader = _Reader(package, names[:_SLIDES])
    except TooLargeError:
        return source.unreadable("pptx", "too-large")
    except (PackageError, ValueError, SyntaxError):
        # lxml.etree.XMLSyntaxError is a SyntaxError.
        return source.unreadable("pptx")
    if len(names) > _SLIDES:
        reader.doubts.append(Doubt(code="truncated", about=f"slide {_SLIDES + 1}"))
    return source.document(
        "pptx", reader.blocks.blocks, [*reader.doubts, *reader.blocks.doubts, *reader.decoder.doubts]
    )


class _Reader:
    """Gathers the blocks of all slides."""

    def __init__(self, package: Package, names: Sequence[str]) -> None:
        self.blocks = Blocks()
        self.doubts: list[Doubt] = []
        legacy = (xml for name in names if _LEGACY_FONT.search(xml := package.part(name)))
        self.decoder = RunDecoder(
            run for xml in legacy for each in _parsed(xml).iter(_PARAGRAPH) for run in _runs(each, [])
        )
        for number, name in enumerate(names, start=1):
            slide = _parsed(package.part(name))
            # A hidden slide is skipped when the slides are shown.
            if slide.get("show") not in ("0", "false"):
                self._slide(number, slide)
            if self.blocks.full:
                self.doubts.append(Doubt(code="truncated", about=f"slide {number}"))
                return

    def _slide(self, number: int, slide: Element) -> None:
        lines = tables = 0
        for block in _blocks(slide):
            if block.tag == _TABLE:
                tables += 1
                self.blocks.add_table(self._table(block, f"slide {number} table {tables}"))
                continue
            for line in self._text(block).splitlines():
                if line.strip():
                    lines += 1
                    self.blocks.add_text(line, f"slide {number} line {lines}")

    def _text(self, paragraph: Element) -> str:
        return self.decoder.line(list(_runs(paragraph, self.doubts)))

    def _table(self, table: Element, name: str) -> Table:
        rows: list[list[CellValue]] = []
        merged: list[tuple[int, int, int, int]] = []
        for row in table.iterchildren(f"{_A}tr"):
            cells: list[CellValue] = []
            for cell in list(row.iterchildren(f"{_A}tc"))[:COLUMNS]:
                across, down = _number(cell, "gridSpan"), _number(cell, "rowSpan")
                if across > 1 or down > 1:
                    merged.append((len(rows), len(cells), len(rows) + down - 1, len(cells) + across - 1))
                continued = cell.get("hMerge") in ("1", "true") or cell.get("vMerge") in ("1", "true")
                lines = [] if continued else [self._text(paragraph).strip() for paragraph in cell.iter(_PARAGRAPH)]
                cells.append("\n".join(line for line in lines if line) or None)
            rows.append(cells)
        return Table(name=name, rows=rectangle(rows), merged=tuple(merged))


def _slides(package: Package) -> list[str]:
    """Give the names of the slides' parts in the order in which they are shown."""
    targets = {
        told.get("Id", ""): told.get("Target", "")
        for told in map(attributes, _RELATIONSHIP.findall(package.part("ppt/_rels/presentation.xml.rels")))
    }
    # `id` is the slide's own number and `r:id` the relation; without prefixes the later one stays.
    told = map(attributes, _SLIDE.findall(package.part("ppt/presentation.xml")))
    found = [targets[each["id"]] for each in told if each.get("id") in targets]
    return [normpath(join("ppt", target)).lstrip("/") for target in found]


def _parsed(xml: bytes) -> Element:
    return parse_xml(xml.replace(_STRICT, _TRANSITIONAL))


def _blocks(parent: Element) -> Iterator[Element]:
    """Give paragraphs and tables, through shapes and groups of shapes."""
    for child in parent:
        if child.tag in (_PARAGRAPH, _TABLE):
            yield child
        elif isinstance(child.tag, str) and child.tag != _ALTERNATIVE:
            yield from _blocks(child)


def _runs(paragraph: Element, doubts: list[Doubt]) -> Iterator[Run]:
    """Give the runs of a paragraph; what is crossed out is left out and told in `doubts`."""
    for child in paragraph:
        if child.tag == _BREAK:
            yield "\n", ""
        if child.tag not in (_RUN, _FIELD):
            continue
        text = "".join(each.text or "" for each in child.iterchildren(_TEXT))
        properties = child.find(f"{_A}rPr")
        if properties is None:
            yield text, ""
            continue
        if properties.get("strike", "noStrike") != "noStrike":
            doubts += struck_out(text)
            continue
        font = properties.find(f"{_A}latin")
        baseline = properties.get("baseline", "0").rstrip("%")
        raised = 0 if baseline == "0" else -1 if baseline.startswith("-") else int(baseline.isdecimal())
        yield shifted(text, raised), font.get("typeface", "") if font is not None else ""


def _number(element: Element, name: str) -> int:
    digits = element.get(name, "1")
    return min(int(digits), COLUMNS) if digits.isdecimal() and len(digits) < 10 else 1
