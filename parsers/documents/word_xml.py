"""Word documents as XML: .docx and .docm, read from their parts by lxml.

Paragraphs and tables come in reading order, text boxes after the paragraph that anchors them, then footnotes, endnotes, headers and
footers. Words that nobody sees on the page are not read: tracked deletions, hidden text, field codes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from parsers.colours import BLACK, WHITE, Colour, alike, from_hex
from parsers.documents.package import Package, PackageError, TooLargeError, parse_xml
from parsers.documents.rows import rectangle
from parsers.documents.runs import Run, RunDecoder, is_pictorial, shifted, struck_out, unseen
from parsers.documents.source import STYLE_DEPTH, Blocks, Source
from parsers.legacy import looks_legacy
from parsers.values import CellValue, Document, Doubt, Table

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_FALLBACK = f"{_MC}Fallback"
_UNDERSTOOD = re.compile(r"(?:(?:wp[scgi]?|w|a|v|p|c|cx|o|am3d|aink|s[cle])\d*(?:14|15|16)?\w*\s*)*")
"""The prefixes of Word's own extensions, as all programs write them; of any other it shows what is written for older programs."""
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_LAST_PARTS = re.compile(r"word/(footnotes|endnotes|header\d*|footer\d*)\.xml")
_USES_STYLES = re.compile(rb"<w:[pr]Style\b")
_STYLED = re.compile(rb"<w:(?:vertAlign|position)\b")
_UNSEEN_STYLE = re.compile(
    rb"<w:(?:vanish|d?strike|color [^>]*?(?:\"[EFef][\dA-Fa-f][EFef][\dA-Fa-f][EFef][\dA-Fa-f]\"|\"(?:background|light)1)|sz w:val=\"[1-7]\")"
)
_STRUCTURES = tuple(
    f"{_M}{name}"
    for name in ("f", "sSup", "sSub", "sSubSup", "sPre", "rad", "nary", "limLow", "limUpp", "func", "m", "eqArr")
)
"""What in a formula stands above, below or under something else."""
_REFERENCE = re.compile(rb"<w:(?:header|footer)Reference\b[^>]*\bid\s*=\s*[\"']([^\"']+)")
_NOTE_REFERENCE = f"{_W}footnoteReference", f"{_W}endnoteReference"
_SYMBOLS = ("wingdings", "webdings")
_LEGACY_FONT = re.compile(rb"=\"(?:\.Vn|VNI[- ])", re.IGNORECASE)
_PARAGRAPH, _TABLE, _RUN, _TEXT, _BOX = f"{_W}p", f"{_W}tbl", f"{_W}r", f"{_W}t", f"{_W}txbxContent"
_RUNS, _TEXTS = frozenset({_RUN, f"{_M}r"}), frozenset({_TEXT, f"{_M}t"})
_FIELD = f"{_W}fldChar"
_PROPERTIES, _VALUE = f"{_W}rPr", f"{_W}val"
# What is written for programs too old for what stands beside it says the same again.
_UNSEEN = frozenset({f"{_W}del", f"{_W}moveFrom", f"{_W}pPr", f"{_W}instrText", f"{_W}delText", _FALLBACK})
_TEXT_OF = {
    f"{_W}tab": "\t",
    f"{_W}ptab": "\t",
    f"{_W}br": "\n",
    f"{_W}cr": "\n",
    f"{_W}noBreakHyphen": "-",
    f"{_W}softHyphen": "\u00ad",
}
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
        "docx", reader.blocks.blocks, [*reader.blocks.doubts, *reader.decoder.doubts, *reader.unseen]
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

    def shown_elsewhere(self, name: str) -> bool:
        """Whether a header or footer is one that no page refers to."""
        if name == self.main or name.endswith("notes.xml"):
            return False
        references = {each.decode("utf-8", "replace") for each in _REFERENCE.findall(self.xml(self.main))}
        relations = self.package.part_or_nothing("word/_rels/document.xml.rels")
        targets = (
            {told.get("Target", "") for told in parse_xml(relations) if told.get("Id") in references}
            if relations
            else set()
        )
        return name.rpartition("/")[2] not in {target.rpartition("/")[2].lower() for target in targets if target}

    def notes_referred_to(self, name: str) -> frozenset[str]:
        """Give the numbers of the notes that the text refers to."""
        tag = _NOTE_REFERENCE[0] if name.endswith("footnotes.xml") else _NOTE_REFERENCE[1]
        return frozenset(each.get(f"{_W}id", "") for each in self.root(self.main).iter(tag))

    def root(self, name: str) -> Element:
        if name not in self._roots:
            xml = self.xml(name)
            self._roots[name] = parse_xml(xml)
            if b"AlternateContent" in xml:
                _settle(self._roots[name])
        return self._roots[name]


class _Reader:
    """Walks the parts of one document and gathers its blocks."""

    def __init__(self, parts: _Parts) -> None:
        self.parts = parts
        self.blocks = Blocks()
        self.styles = _Styles(parts)
        self.unseen: list[Doubt] = []
        self.in_code: list[bool] = []
        """For each field around a place, whether it is in the field's code."""
        self.around = _PLAIN
        """What the table around a place says of its letters, and of their ground."""
        self.decoder = RunDecoder(self._all_runs() if self.styles.legacy else ())
        self.paragraphs = 0
        self.prefix = ""

    def part(self, name: str) -> None:
        """Read one part; paragraphs of headers and notes are told apart from the body's by the part's name."""
        is_main = name == self.parts.main
        self.prefix = "" if is_main else name.removeprefix("word/").removesuffix(".xml") + " "
        self.paragraphs = 0
        self.in_code.clear()
        root = self.parts.root(name)
        body = root.find(f"{_W}body") if is_main else root
        if body is None:
            return
        self.unseen += _doubts_of_part(self.parts.xml(name), body)
        if self.parts.shown_elsewhere(name):
            self.unseen += unseen(_words(body))
        elif name.endswith("notes.xml"):
            known = self.parts.notes_referred_to(name)
            strays = (note for note in body if note.get(f"{_W}id") not in known and note.get(f"{_W}type") is None)
            self.unseen += [doubt for note in strays for doubt in unseen(_words(note))]
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
            self.within(_ON_SOMETHING, box)

    def within(self, around: _Looks, box: Element) -> None:
        """Read what stands in a box."""
        outer, self.around = self.around, around
        self.container(box)
        self.around = outer

    def text(self, paragraph: Element) -> str:
        return self.decoder.line(list(self.runs(paragraph)))

    def runs(self, paragraph: Element) -> Iterator[Run]:
        """Give the visible runs of a paragraph, not those of its text boxes."""
        style = self.styles.of_paragraph(paragraph, self.around)
        for run in _runs(paragraph):
            text = "".join(self.pieces(run))
            looks = self.styles.of_run(run, style)
            if not text or looks.hidden:
                continue
            if looks.struck:
                self.unseen += struck_out(text)
                continue
            if looks.odd or looks.faint:
                self.unseen += unseen(text)
            yield shifted(text, looks.raised), looks.font or ""

    def pieces(self, run: Element) -> Iterator[str]:
        """Give the text of a run; what a field is computed from is left out, its result is what stands on the page."""
        for child in run:
            if child.tag == _FIELD:
                yield from self.field(child)
            elif any(self.in_code):
                continue
            elif child.tag in _TEXTS:
                yield child.text or ""
            elif child.tag in _TEXT_OF:
                yield _TEXT_OF[child.tag]
            elif child.tag == f"{_W}sym":
                yield _symbol(child)

    def field(self, mark: Element) -> Iterator[str]:
        """Go into a field's code, on to its result, or out of it; a list to choose from has its choice in the mark itself."""
        match mark.get(f"{_W}fldCharType"):
            case "begin":
                chosen = mark.find(f"{_W}ffData/{_W}ddList")
                if chosen is not None and not any(self.in_code):
                    entries = [_value(entry) for entry in chosen.iterchildren(f"{_W}listEntry")]
                    yield "".join(entries[(at := _number(chosen.find(f"{_W}result"), 0)) : at + 1])
                self.in_code.append(True)
            case "separate" if self.in_code:
                self.in_code[-1] = False
            case "end" if self.in_code:
                self.in_code.pop()
            case _:
                pass

    def table(self, table: Element) -> None:
        """Read a table; tables within its cells come after it."""
        rows: list[list[CellValue]] = []
        merged: dict[int, tuple[int, int, int, int]] = {}
        ranges: list[tuple[int, int, int, int]] = []
        inner: list[Element] = []
        outer, self.around = self.around, self.styles.of_table(table, self.around)
        for row_element in _children(table, f"{_W}tr"):
            if row_element.find(f"{_W}trPr/{_W}del") is not None:
                continue
            if _is_flat(row_element.find(_ROW_PROPERTIES)):
                self.unseen += unseen(_words(row_element))
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
        self.around = outer
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
        properties = cell.find(f"{_W}tcPr")
        if properties is not None and properties.find(f"{_W}cellDel") is not None:
            self.unseen += struck_out(_words(cell))
            return None
        outer, self.around = self.around, _over(_Looks(ground=_shade(properties)), self.around)
        for child in _blocks_within(cell):
            if child.tag == f"{_W}tbl":
                inner.append(child)
            else:
                lines += [self.text(child), *(self.text(p) for box in _text_boxes(child) for p in box.iter(f"{_W}p"))]
        self.around = outer
        return "\n".join(line.strip() for line in lines if line.strip()) or None

    def _all_runs(self) -> Iterator[Run]:
        for name in self.parts.names():
            for paragraph in self.parts.root(name).iter(f"{_W}p"):
                yield from self.runs(paragraph)


@dataclass(frozen=True, slots=True)
class _Looks:
    """What the properties of a run, or a style, say; None where they say nothing."""

    font: str | None = None
    style: str = ""
    hidden: bool | None = None
    struck: bool | None = None
    raised: int | None = None
    """1: raised, -1: lowered, 0: neither."""
    ink: Colour | None = None
    ground: Colour | None = None
    covered: bool = False
    """On a ground that is not told: a styled table's, a shape's."""
    odd: bool = False
    """Next to nothing in size, squeezed, without filling, or from right to left: who knows what is seen."""

    @property
    def faint(self) -> bool:
        """Whether letters are in the colour of their ground."""
        if self.ink is None or (self.covered and self.ground is None):
            return False
        return alike(self.ink, self.ground or WHITE)


_PLAIN = _Looks()
_ON_SOMETHING = _Looks(covered=True)
_ROW_PROPERTIES = f"{_W}trPr"
_PLAIN_TABLES = frozenset({"", "TableGrid", "TableNormal", "LiBang", "BangThngthng", "Table1"})


class _Styles:
    """How each run looks: by its own properties, its character style's, its paragraph style's, or the document's."""

    def __init__(self, parts: _Parts) -> None:
        main = parts.xml(parts.main)
        self.legacy = False
        self.styles: Mapping[str, _Looks] = {}
        self.default = _PLAIN
        maybe_legacy = looks_legacy(main.decode("utf-8", "replace"))
        # Hardly any program takes another prefix; then nothing is searched for, but looked up.
        strange = b"<w:" not in main[:5000]
        styles = parts.xml("word/styles.xml") if "word/styles.xml" in parts.package.names else b""
        if not styles or not (maybe_legacy or strange or _USES_STYLES.search(main) or _say_unseen(styles)):
            self.legacy = maybe_legacy and _LEGACY_FONT.search(main) is not None
            return
        # Many documents name such fonts in styles that they inherited and never use.
        self.legacy = maybe_legacy and any(map(_LEGACY_FONT.search, (main, styles)))
        # Styles are looked up only where one of them says something that matters here.
        if self.legacy or strange or _STYLED.search(styles) or _say_unseen(styles):
            self._read(parts.root("word/styles.xml"))

    def of_paragraph(self, paragraph: Element, around: _Looks) -> _Looks:
        shade = _shade(paragraph.find(f"{_W}pPr"))
        if shade is not None:
            around = _over(_Looks(ground=shade), around)
        if not self.styles and self.default is _PLAIN:
            return around
        outer = _over(around, self.default) if around is not _PLAIN else self.default
        style = self.styles.get(_value(paragraph.find(f"{_W}pPr/{_W}pStyle")))
        return outer if style is None else _over(style, outer)

    def of_table(self, table: Element, around: _Looks) -> _Looks:
        """Give what a table says of the letters in it."""
        properties = table.find(f"{_W}tblPr")
        name = _value(properties.find(f"{_W}tblStyle")) if properties is not None else ""
        own = _Looks(ground=_shade(properties), covered=name not in _PLAIN_TABLES)
        style = self.styles.get(name)
        return _over(_over(own, style) if style is not None else own, around)

    def of_run(self, run: Element, of_paragraph: _Looks) -> _Looks:
        own = _looks(run.find(_PROPERTIES))
        if own is _PLAIN:
            return of_paragraph
        if own.style in self.styles:
            own = _over(own, self.styles[own.style])
        return _over(own, of_paragraph) if of_paragraph is not _PLAIN else own

    def _read(self, root: Element) -> None:
        own: dict[str, tuple[_Looks, str]] = {}
        normal = ""
        for style in root.iter(f"{_W}style"):
            name = style.get(f"{_W}styleId", "")
            own[name] = _looks(style.find(_PROPERTIES)), _value(style.find(f"{_W}basedOn"))
            if style.get(f"{_W}type") == "paragraph" and style.get(f"{_W}default") == "1":
                normal = name
        defaults = root.find(f"{_W}docDefaults/{_W}rPrDefault/{_PROPERTIES}")

        def resolved(name: str) -> _Looks:
            looks = _PLAIN
            for _ in range(STYLE_DEPTH):
                if name not in own:
                    break
                looks, name = _over(looks, own[name][0]), own[name][1]
            return looks

        self.default = _over(resolved(normal), _looks(defaults))
        self.styles = {name: looks for name in own if (looks := resolved(name)) != _PLAIN}


def _say_unseen(styles: bytes) -> bool:
    """Whether styles say that something is not to be seen; what those of tables say of white letters, on a dark ground of theirs, aside."""
    for found in _UNSEEN_STYLE.finditer(styles):
        told = styles[max(styles.rfind(b"<w:style ", 0, found.start()), 0) : found.start()]
        if b"<w:tblStylePr" not in told and not (b"color" in found[0] and b'"table"' in told[:200]):
            return True
    return False


def _over(inner: _Looks, outer: _Looks) -> _Looks:
    """Give how text looks that says one thing within text that says another."""
    return _Looks(
        font=inner.font or outer.font,
        style=inner.style,
        hidden=outer.hidden if inner.hidden is None else inner.hidden,
        struck=outer.struck if inner.struck is None else inner.struck,
        raised=outer.raised if inner.raised is None else inner.raised,
        ink=inner.ink or outer.ink,
        ground=inner.ground or outer.ground,
        covered=inner.covered or outer.covered,
        odd=inner.odd or outer.odd,
    )


def _looks(properties: Element | None) -> _Looks:
    if properties is None or not len(properties):
        return _PLAIN
    told = {child.tag: child for child in properties}
    fonts = told.get(f"{_W}rFonts")
    strikes = [switch for name in ("strike", "dstrike") if (switch := told.get(f"{_W}{name}")) is not None]
    return _Looks(
        font=fonts.get(f"{_W}ascii") or fonts.get(f"{_W}hAnsi") if fonts is not None else None,
        style=_value(told.get(f"{_W}rStyle")),
        hidden=_is_on(told[f"{_W}vanish"]) if f"{_W}vanish" in told else None,
        struck=any(map(_is_on, strikes)) if strikes else None,
        raised=_raised(told.get(f"{_W}vertAlign"), told.get(f"{_W}position")),
        ink=_ink(told[f"{_W}color"]) if f"{_W}color" in told else None,
        ground=_shade(properties) if f"{_W}shd" in told or f"{_W}highlight" in told else None,
        odd=_is_odd(told),
    )


def _is_odd(told: Mapping[str, Element]) -> bool:
    sizes = (told.get(f"{_W}sz"), told.get(f"{_W}w"))
    if any(size is not None and _signed(size) < _SMALLEST for size in sizes):
        return True
    spacing = told.get(f"{_W}spacing")
    if spacing is not None and _signed(spacing) < _CLOSEST:
        return True
    fitted = told.get(f"{_W}fitText")
    if fitted is not None and _signed(fitted) < _LEAST_FITTED:
        return True
    fonts = told.get(f"{_W}rFonts")
    if fonts is not None and is_pictorial(fonts.get(f"{_W}ascii", "")):
        return True
    if any((switch := told.get(f"{_W}{name}")) is not None and _is_on(switch) for name in ("rtl", "specVanish")):
        return True
    filling = next((child for tag, child in told.items() if tag.endswith("}textFill")), None)
    return filling is not None and any(each.tag.endswith("}noFill") for each in filling)


_LEAST_FITTED = 100
"""Twentieths of a point for all of a text."""
_SMALLEST, _CLOSEST = 8, -100
"""Half points of size (and per cent of width): smaller letters are none for the eye; twentieths of a point between letters."""


def _ink(colour: Element) -> Colour | None:
    """Give the colour of letters; None for the automatic one, which is seen on any ground."""
    written = from_hex(_value(colour))
    if written is not None:
        return written
    return WHITE if colour.get(f"{_W}themeColor") in ("background1", "light1") else None


def _shade(properties: Element | None) -> Colour | None:
    """Give the colour with which a run, a paragraph, a cell or a table is filled; None for none."""
    if properties is None:
        return None
    marker = properties.find(f"{_W}highlight")
    if marker is not None:
        return _MARKERS.get(_value(marker), BLACK)
    shade = properties.find(f"{_W}shd")
    if shade is None:
        return None
    if _value(shade) == "solid":
        return from_hex(shade.get(f"{_W}color", "")) or BLACK
    return from_hex(shade.get(f"{_W}fill", ""))


_MARKERS: Mapping[str, Colour | None] = {
    "none": None, "white": WHITE, "yellow": (255, 255, 0), "green": (0, 255, 0), "cyan": (0, 255, 255), "magenta": (255, 0, 255),
    "red": (255, 0, 0), "lightGray": (192, 192, 192),
}  # fmt: skip


def _symbol(symbol: Element) -> str:
    """Give the letter that is written by its number in a font; pictures of a font of symbols are none, but for its numbers."""
    try:
        code = int(symbol.get(f"{_W}char", ""), 16)
    except ValueError:
        return ""
    code -= 0xF000 if code >= 0xF000 else 0
    if symbol.get(f"{_W}font", "").lower().startswith(_SYMBOLS):
        return "①" if 0x80 <= code <= 0x95 else ""
    return chr(code) if code >= 0x20 else ""


def _is_flat(properties: Element | None) -> bool:
    """Whether a row is hidden, or too low for letters."""
    if properties is None:
        return False
    hidden, height = properties.find(f"{_W}hidden"), properties.find(f"{_W}trHeight")
    if hidden is not None and _is_on(hidden):
        return True
    return height is not None and height.get(f"{_W}hRule") == "exact" and _signed(height) < _LOWEST


_LOWEST = 40
"""Twentieths of a point."""


def _words(element: Element) -> str:
    """Give all words in an element, for a doubt about them."""
    return "".join(text.text or "" for text in element.iter(*_TEXTS))


def _doubts_of_part(xml: bytes, body: Element) -> Iterator[Doubt]:
    """Find what is on the page and not read, or not read as it stands there."""
    if b"altChunk" in xml:
        yield Doubt(code="unreadable", about="altChunk")
    if any(pattern.search(xml) for pattern in _SQUEEZED):
        for properties in body.iter(f"{_W}pPr"):
            if _is_away(properties):
                yield from unseen(_words(properties.getparent()))
    if b"oMath" in xml:
        for structure in body.iter(*_STRUCTURES):
            yield from unseen(_words(structure))


# One pattern for all would take many times as long: each begins with letters that are found quickly.
_SQUEEZED = tuple(map(re.compile, (rb" w:line=\"\d{1,2}\"", rb"<w:ind [^>]*=\"-?\d{5,}\"", rb"<w:framePr ")))
_FARTHEST, _LOWEST_LINE = 17_000, 60
"""Twentieths of a point: off the widest page in use, and lower than letters that can be read."""


def _is_away(properties: Element) -> bool:
    """Whether a paragraph is squeezed to next to nothing, or stands off the page."""
    spacing = properties.find(f"{_W}spacing")
    if spacing is not None and spacing.get(f"{_W}lineRule") == "exact":
        line = spacing.get(f"{_W}line", "")
        if line.isdecimal() and int(line) < _LOWEST_LINE:
            return True
    places = (properties.find(f"{_W}{name}") for name in ("ind", "framePr"))
    told = (value for place in places if place is not None for value in place.attrib.values())
    return any(value.lstrip("-").isdecimal() and abs(int(value)) > _FARTHEST for value in told)


def _settle(root: Element) -> None:
    """Of what is written for several programs keep what Word shows."""
    for alternate in list(root.iter(f"{_MC}AlternateContent")):
        choices = alternate.findall(f"{_MC}Choice")
        shown = next((choice for choice in choices if _UNDERSTOOD.fullmatch(choice.get("Requires", ""))), None)
        fallback = alternate.find(_FALLBACK)
        for choice in choices:
            if choice is not shown:
                alternate.remove(choice)
        if shown is None and fallback is not None:
            fallback.tag = f"{_MC}Choice"


def _raised(alignment: Element | None, position: Element | None) -> int | None:
    """Tell by either way in which Word raises letters; in half points."""
    if alignment is not None:
        return {"superscript": 1, "subscript": -1}.get(_value(alignment), 0)
    if position is None:
        return None
    by = _signed(position)
    return 0 if abs(by) < _RAISED_BY else 1 if by > 0 else -1


def _signed(element: Element) -> float:
    """Give a number as written; a large one where none is."""
    try:
        return float(_value(element).rstrip("%"))
    except ValueError:
        return 1e6


_RAISED_BY = 6
"""Half points: letters raised by less stand on the line for the eye."""


def _runs(parent: Element) -> Iterator[Element]:
    for child in parent:
        if child.tag in _RUNS:
            yield child
        elif isinstance(child.tag, str) and child.tag not in _UNSEEN:
            yield from _runs(child)


def _is_on(switch: Element) -> bool:
    return switch.get(_VALUE) not in _OFF


def _text_boxes(paragraph: Element) -> Iterator[Element]:
    """Give the text boxes anchored in a paragraph, not those within another one."""
    if next(paragraph.iter(_BOX), None) is not None:
        yield from _boxes(paragraph)


def _boxes(parent: Element) -> Iterator[Element]:
    for child in parent:
        if child.tag == _BOX:
            yield child
        elif isinstance(child.tag, str) and child.tag not in _UNSEEN:
            yield from _boxes(child)


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
