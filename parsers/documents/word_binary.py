"""Word 97-2003 documents (.doc), read from their streams as [MS-DOC] describes them.

No maintained library reads them (docs/decisions/0020-which-library-reads-which-document.md), and what matters here is little of the format: the text by its
pieces, which fonts its runs have, which paragraphs are cells and rows of tables, and what is hidden or deleted.
"""

from __future__ import annotations

import re
import struct
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from parsers.documents.rows import Shape, aligned
from parsers.documents.runs import Run, RunDecoder, shifted, struck_out
from parsers.documents.source import CHARACTERS, STYLE_DEPTH, Blocks, Source
from parsers.values import Document, Doubt, Table

_MAGIC = 0xA5EC
_WORD_97 = 0x00C1
_FLAGS, _ENCRYPTED, _TABLE_1 = 0x0A, 0x0100, 0x0200
# Counts of characters of the main text and of what follows it in the same numbering, by their place in the header.
_COUNT_MAIN, _COUNT_NOTES, _COUNT_HEADS, _COUNT_COMMENTS, _COUNT_ENDNOTES, _COUNT_BOXES = (
    0x4C,
    0x50,
    0x54,
    0x5C,
    0x60,
    0x64,
)
# Places and lengths of tables in the table stream.
_STYLES, _RUNS, _PARAGRAPHS, _FONTS, _PIECES = 0x00A2, 0x00FA, 0x0102, 0x0112, 0x01A2
_PAGE = 512

_DELETED, _HIDDEN, _FONT_ASCII, _FONT_OTHER, _CHARACTER_STYLE, _RAISED = 0x0800, 0x083C, 0x4A4F, 0x4A51, 0x4A30, 0x2A48
_STRUCK = (0x0837, 0x2A53)
_POSITION, _RAISED_BY = 0x4845, 6
"""In half points; letters raised by less stand on the line for the eye."""
_IN_TABLE, _ROW_END, _TABLE_DEPTH, _ROW_SHAPE = 0x2416, 0x2417, 0x6649, 0xD608
_MERGED_RIGHT, _MERGED_DOWN, _FIRST_DOWN = 0x02, 0x20, 0x40
"""Flags of a cell: it goes on with the one to its left, with the one above, or is the first of those."""
_OPERAND_SIZES = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}
# Line break, unbreakable hyphen, optional hyphen (the letter ư in .VnTime), unbreakable blank.
_SIMPLE = str.maketrans({"\x0b": "\n", "\x1e": "-", "\x1f": "\u00ad", "\xa0": " "})
_MARKS = re.compile(r"[\x00-\x08\x0e-\x1d]")
_KEPT = "\t\x0b\x1e\x1f"
_ENDS = "\r\x07\x0c"
_LINES = re.compile(r"[^\r\x07\x0c]*[\r\x07\x0c]|[^\r\x07\x0c]+")


def read_doc(source: Source) -> Document:
    """Read a .doc of Word 97 to 2003."""
    if source.compound is None:
        return source.unreadable("doc")
    main = source.compound.stream("WordDocument")
    try:
        (flags,) = struct.unpack_from("<H", main, _FLAGS)
        if flags & _ENCRYPTED:
            return source.unreadable("doc", "encrypted")
        return _read(source, _Streams(main, source.compound.stream("1Table" if flags & _TABLE_1 else "0Table")))
    except (struct.error, IndexError, ValueError, UnicodeDecodeError):
        return source.unreadable("doc")


def _read(source: Source, streams: _Streams) -> Document:
    magic, version = struct.unpack_from("<HH", streams.main)
    if magic != _MAGIC or version < _WORD_97:
        # Word 6 and 95 lay the file out in another way; nobody has saved one for twenty years.
        return source.unreadable("doc")
    struck: list[Doubt] = []
    paragraphs = list(_paragraphs(streams, struck))
    decoder = RunDecoder(run for paragraph in paragraphs for run in paragraph.runs)
    blocks = Blocks()
    _add(blocks, paragraphs, decoder)
    doubts = [*blocks.doubts, *decoder.doubts, *struck]
    if sum(len(text) for paragraph in paragraphs for text, _ in paragraph.runs) >= CHARACTERS:
        doubts.append(Doubt(code="truncated", about=source.part))
    return source.document("doc", blocks.blocks, doubts)


@dataclass(frozen=True, slots=True)
class _Streams:
    main: bytes
    table: bytes

    def number(self, place: int) -> int:
        """Give a 32 bit number of the header."""
        return struct.unpack_from("<I", self.main, place)[0]

    def part(self, place: int) -> bytes:
        """Give the part of the table stream whose place and length stand in the header."""
        start, length = struct.unpack_from("<II", self.main, place)
        return self.table[start : start + length]


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A paragraph, or a cell's last one, or the mark that ends a row."""

    runs: tuple[Run, ...]
    end: str
    depth: int
    """How many tables it lies in."""
    row: Shape | None
    """For the mark that ends a row: how its cells are laid out."""
    section: str
    """Empty for the main text; else `notes`, `header`, `text box`."""


@dataclass(frozen=True, slots=True)
class _Looks:
    """What the formatting of a run, or a style, says; None where it says nothing."""

    font: int | None = None
    style: int | None = None
    unseen: bool | None = None
    raised: int | None = None
    """1: raised, -1: lowered, 0: neither."""
    struck: bool | None = None


@dataclass(frozen=True, slots=True)
class _Place:
    """What the formatting of a paragraph says."""

    style: int = 0
    depth: int = 0
    row_end: bool = False
    row: Shape = field(default_factory=Shape)


def _paragraphs(streams: _Streams, struck: list[Doubt]) -> Iterator[_Paragraph]:
    """Give the paragraphs; what is crossed out is left out and told in `struck`."""
    fonts = _font_names(streams.part(_FONTS))
    styles = _style_looks(streams.part(_STYLES))
    looks = _Formatting(streams, _RUNS)
    shapes = _Formatting(streams, _PARAGRAPHS)
    fields = _Fields()
    runs: list[tuple[str, _Looks]] = []
    for section, text, place, width in _sections(streams):
        for start, end, properties in looks.within(place, place + len(text) * width):
            look = _looks(properties)
            after = start
            for piece in _LINES.findall(text[(start - place) // width : (end - place) // width]):
                after += len(piece) * width
                mark = piece[-1] if piece[-1] in _ENDS else ""
                body = fields.visible(piece.removesuffix(mark) if mark else piece)
                if body:
                    runs.append((body, look))
                if not mark:
                    continue
                shape = _shape(shapes.at(after - width))
                seen = tuple(_seen(runs, styles, styles.get(shape.style, _Looks()), fonts, struck))
                runs = []
                row = shape.row if shape.row_end else None
                yield _Paragraph(runs=seen, end=mark, depth=shape.depth, row=row, section=section)


def _seen(
    runs: Sequence[tuple[str, _Looks]],
    styles: Mapping[int, _Looks],
    of_paragraph: _Looks,
    fonts: Mapping[int, str],
    struck: list[Doubt],
) -> Iterator[Run]:
    """Give the runs of a paragraph that are seen: by their own formatting, their style's, or the paragraph's style's."""
    for body, own in runs:
        of_style = styles.get(own.style, _Looks()) if own.style is not None else _Looks()
        look = _over(_over(own, of_style), of_paragraph)
        if look.unseen:
            continue
        if look.struck:
            struck += struck_out(body)
            continue
        yield shifted(body, look.raised), fonts.get(-1 if look.font is None else look.font, "")


def _over(inner: _Looks, outer: _Looks) -> _Looks:
    """Give how text looks that says one thing within text that says another."""
    return _Looks(
        font=outer.font if inner.font is None else inner.font,
        style=inner.style,
        unseen=outer.unseen if inner.unseen is None else inner.unseen,
        raised=outer.raised if inner.raised is None else inner.raised,
        struck=outer.struck if inner.struck is None else inner.struck,
    )


def _sections(streams: _Streams) -> Iterator[tuple[str, str, int, int]]:
    """Give the text in pieces with section, place in the file and bytes a character; comments are left out."""
    counts = (
        ("", _COUNT_MAIN),
        ("notes ", _COUNT_NOTES),
        ("header ", _COUNT_HEADS),
        (None, _COUNT_COMMENTS),
        ("notes ", _COUNT_ENDNOTES),
        ("text box ", _COUNT_BOXES),
    )
    names: list[str | None] = [name for name, _ in counts]
    ends: list[int] = []
    for _, place in counts:
        ends.append((ends[-1] if ends else 0) + streams.number(place))
    for first, text, place, width in _pieces(streams):
        position = 0
        while position < len(text):
            index = bisect_right(ends, first + position)
            if index == len(ends):
                break
            stop = min(len(text), ends[index] - first)
            name = names[index]
            if name is not None:
                yield name, text[position:stop], place + position * width, width
            position = stop


def _pieces(streams: _Streams) -> Iterator[tuple[int, str, int, int]]:
    """Give the pieces of the text: number of the first character, text, place in the file, bytes a character."""
    table = _piece_table(streams.part(_PIECES))
    count = (len(table) - 4) // 12
    total = 0
    starts = struct.unpack_from(f"<{count + 1}I", table)
    for index in range(count):
        length = starts[index + 1] - starts[index]
        (place,) = struct.unpack_from("<I", table, 4 * (count + 1) + 8 * index + 2)
        if length <= 0 or total >= CHARACTERS:
            break
        total += length
        if place & 0x40000000:
            place, width = (place & 0x3FFFFFFF) // 2, 1
            text = streams.main[place : place + length].decode("cp1252", "replace")
        else:
            width = 2
            text = streams.main[place : place + 2 * length].decode("utf-16-le", "replace")
        # Letters beyond the first 65,536 take two places in the file; none of them belongs to a report.
        if len(text) * width != length * width:
            text = text.ljust(length, "\ufffd")[:length]
        yield starts[index], text, place, width


def _piece_table(clx: bytes) -> bytes:
    """Find the table of pieces behind the formatting that quick saves leave before it."""
    place = 0
    while place < len(clx) and clx[place] == 1:
        place += 3 + struct.unpack_from("<H", clx, place + 1)[0]
    if place >= len(clx) or clx[place] != 2:
        raise ValueError("no table of pieces")
    (length,) = struct.unpack_from("<I", clx, place + 1)
    return clx[place + 5 : place + 5 + length]


class _Formatting:
    """Formatting of runs or of paragraphs, by the place of their text in the file: pages of 512 bytes that an index lists."""

    def __init__(self, streams: _Streams, place: int) -> None:
        self._main = streams.main
        self._paragraphs = place == _PARAGRAPHS
        index = streams.part(place)
        count = (len(index) - 4) // 8
        self._starts = struct.unpack_from(f"<{count + 1}I", index) if count > 0 else (0,)
        self._pages = struct.unpack_from(f"<{count}I", index, 4 * (count + 1)) if count > 0 else ()
        self._read: dict[int, tuple[Sequence[int], Sequence[bytes]]] = {}

    def at(self, place: int) -> bytes:
        """Give the formatting of the text at a place; empty where none is told."""
        found = self._page(place)
        if found is None:
            return b""
        starts, formats = found
        index = bisect_right(starts, place) - 1
        return formats[index] if 0 <= index < len(formats) else b""

    def within(self, start: int, end: int) -> Iterator[tuple[int, int, bytes]]:
        """Divide a stretch of text by its formatting."""
        while start < end:
            found = self._page(start)
            starts = found[0] if found else ()
            index = bisect_right(starts, start)
            stop = min(starts[index], end) if index < len(starts) else min(self._next_page(start), end)
            yield start, stop, self.at(start)
            start = stop

    def _next_page(self, place: int) -> int:
        index = bisect_right(self._starts, place)
        return self._starts[index] if index < len(self._starts) else 2**62

    def _page(self, place: int) -> tuple[Sequence[int], Sequence[bytes]] | None:
        index = bisect_right(self._starts, place) - 1
        if not 0 <= index < len(self._pages):
            return None
        number = self._pages[index] & 0x3FFFFF
        if number not in self._read:
            page = self._main[number * _PAGE : (number + 1) * _PAGE]
            self._read[number] = _page(page, paragraphs=self._paragraphs) if len(page) == _PAGE else ((), ())
        return self._read[number]


def _page(page: bytes, *, paragraphs: bool) -> tuple[Sequence[int], Sequence[bytes]]:
    """Read a page of formatting: places of text, and the properties between them."""
    count = page[-1]
    starts = struct.unpack_from(f"<{count + 1}I", page)
    step = 13 if paragraphs else 1
    offsets = [page[4 * (count + 1) + step * index] * 2 for index in range(count)]
    return starts, [_properties(page, offset, paragraphs=paragraphs) for offset in offsets]


def _properties(page: bytes, offset: int, *, paragraphs: bool) -> bytes:
    if offset == 0:
        return b""
    length = page[offset]
    if not paragraphs:
        return page[offset + 1 : offset + 1 + length]
    if length:
        return page[offset + 1 : offset + 2 * length]
    return page[offset + 2 : offset + 2 + 2 * page[offset + 1]]


def _modifiers(properties: bytes, start: int = 0) -> Iterator[tuple[int, bytes]]:
    """Give the single properties of a run or paragraph: code and operand."""
    while start + 3 <= len(properties):
        (code,) = struct.unpack_from("<H", properties, start)
        start += 2
        if code == _ROW_SHAPE:
            size = struct.unpack_from("<H", properties.ljust(start + 2, b"\0"), start)[0] + 1
        elif code >> 13 == 6:
            size = properties[start] + 1
        else:
            size = _OPERAND_SIZES[code >> 13]
        yield code, properties[start : start + size]
        start += size


def _looks(properties: bytes) -> _Looks:
    font = other = style = None
    unseen = raised = struck = None
    for code, operand in _modifiers(properties):
        if code == _FONT_ASCII:
            (font,) = struct.unpack_from("<H", operand)
        elif code == _FONT_OTHER:
            (other,) = struct.unpack_from("<H", operand)
        elif code == _CHARACTER_STYLE:
            (style,) = struct.unpack_from("<H", operand)
        elif code in (_HIDDEN, _DELETED):
            unseen = unseen or _switch(operand)
        elif code in _STRUCK:
            struck = _switch(operand)
        elif code == _RAISED:
            raised = {b"\1": 1, b"\2": -1}.get(operand[:1], 0)
        elif code == _POSITION:
            (by,) = struct.unpack_from("<h", operand)
            raised = 0 if abs(by) < _RAISED_BY else 1 if by > 0 else -1
    return _Looks(font=font if font is not None else other, style=style, unseen=unseen, raised=raised, struck=struck)


def _switch(operand: bytes) -> bool | None:
    """Tell on from off; None for as the style has it. The opposite of the style's (0x81) is on, since few styles switch these on."""
    return None if operand[:1] == b"\x80" else operand[:1] in (b"\1", b"\x81")


def _shape(properties: bytes) -> _Place:
    if len(properties) < 2:
        return _Place()
    (style,) = struct.unpack_from("<H", properties)
    depth, row_end, row = 0, False, Shape()
    for code, operand in _modifiers(properties, 2):
        if code == _IN_TABLE and operand[:1] == b"\1":
            depth = max(depth, 1)
        elif code == _TABLE_DEPTH:
            (depth,) = struct.unpack_from("<I", operand)
        elif code == _ROW_END:
            row_end = operand[:1] == b"\1"
        elif code == _ROW_SHAPE and len(operand) > 2:
            row = _row_shape(operand)
    return _Place(style=style, depth=min(depth, 9), row_end=row_end, row=row)


def _row_shape(operand: bytes) -> Shape:
    count = operand[2]
    edges = struct.unpack_from(f"<{count + 1}h", operand, 3)
    start = 3 + 2 * (count + 1)
    # A description of 20 bytes for each cell; the last ones may be missing.
    flags = [
        struct.unpack_from("<H", operand, start + 20 * index)[0]
        for index in range(count)
        if start + 20 * index + 2 <= len(operand)
    ]
    below = frozenset(index for index, flag in enumerate(flags) if flag & (_MERGED_DOWN | _FIRST_DOWN) == _MERGED_DOWN)
    return Shape(edges, below, frozenset(index for index, flag in enumerate(flags) if flag & _MERGED_RIGHT))


class _Fields:
    """Leaves out the codes of fields, whose result is what stands on the page."""

    def __init__(self) -> None:
        self._in_code: list[bool] = []

    def visible(self, text: str) -> str:
        if not self._in_code and not _MARKS.search(text):
            return text.translate(_SIMPLE)
        kept: list[str] = []
        for letter in text:
            if letter == "\x13":
                self._in_code.append(True)
            elif letter == "\x14" and self._in_code:
                self._in_code[-1] = False
            elif letter == "\x15" and self._in_code:
                self._in_code.pop()
            elif letter >= " " or letter in _KEPT:
                kept.append("" if any(self._in_code) else letter)
        return "".join(kept).translate(_SIMPLE)


def _font_names(table: bytes) -> Mapping[int, str]:
    """Give the names of the fonts by their number."""
    names: dict[int, str] = {}
    if len(table) < 4:
        return names
    (count,) = struct.unpack_from("<H", table)
    place = 4
    for number in range(count):
        if place >= len(table):
            break
        size = table[place]
        entry = table[place + 1 + 39 : place + 1 + size]
        names[number] = entry.decode("utf-16-le", "replace").partition("\0")[0]
        place += 1 + size
    return names


def _style_looks(sheet: bytes) -> Mapping[int, _Looks]:
    """Give how each style looks by its number, with what the styles say that it is based on."""
    if len(sheet) < 20:
        return {}
    size, count, base = struct.unpack_from("<HHH", sheet)
    own: dict[int, tuple[_Looks, int, bool]] = {}
    place = 2 + size
    for number in range(count):
        if place + 2 > len(sheet):
            break
        (length,) = struct.unpack_from("<H", sheet, place)
        entry = sheet[place + 2 : place + 2 + length]
        place += 2 + length
        if length >= base >= 10:
            own[number] = _style(entry, base)
    # Only paragraphs have the document's own font; a style for letters leaves them theirs.
    default = _Looks(font=struct.unpack_from("<H", sheet, 14)[0]) if size >= 18 else _Looks()
    looks: dict[int, _Looks] = {}
    for number, (_, _, of_paragraphs) in own.items():
        found, style = _Looks(), number
        for _ in range(STYLE_DEPTH):
            if style not in own:
                break
            found, style = _over(found, own[style][0]), own[style][1]
        looks[number] = _over(found, default) if of_paragraphs else found
    return looks


def _style(entry: bytes, base: int) -> tuple[_Looks, int, bool]:
    """Give a style's own looks, the number of the style that it is based on, and whether it is one of paragraphs."""
    kind = struct.unpack_from("<H", entry, 2)[0]
    parent = kind >> 4
    count = struct.unpack_from("<H", entry, 4)[0] & 0xF
    place = base + 2 + 2 * struct.unpack_from("<H", entry, base)[0] + 2
    # A paragraph style has formatting of the paragraph, then of its letters; a character style of letters alone.
    of_paragraphs = kind & 0xF == 1
    wanted = {1: 1, 2: 0}.get(kind & 0xF, -1)
    for index in range(count):
        if place + 2 > len(entry):
            break
        (length,) = struct.unpack_from("<H", entry, place)
        if index == wanted:
            return _looks(entry[place + 2 : place + 2 + length]), parent, of_paragraphs
        place += 2 + length + (length & 1)
    return _Looks(), parent, of_paragraphs


def _add(blocks: Blocks, paragraphs: Sequence[_Paragraph], decoder: RunDecoder) -> None:
    """Add paragraphs and tables; a table within a cell comes before the table that it lies in."""
    numbers: dict[str, int] = {}
    tables: dict[int, _RowsSoFar] = {}
    for paragraph in paragraphs:
        depth = paragraph.depth
        for deeper in sorted((open_depth for open_depth in tables if open_depth > depth), reverse=True):
            blocks.add_table(tables.pop(deeper).table(blocks.next_table()))
        text = decoder.line(paragraph.runs)
        if depth == 0:
            if text.strip():
                numbers[paragraph.section] = numbers.get(paragraph.section, 0) + 1
                blocks.add_text(text, f"{paragraph.section}paragraph {numbers[paragraph.section]}")
            continue
        tables.setdefault(depth, _RowsSoFar()).add(paragraph, text)
    for depth in sorted(tables, reverse=True):
        blocks.add_table(tables[depth].table(blocks.next_table()))


class _RowsSoFar:
    """The rows of a table while its cells come in."""

    def __init__(self) -> None:
        self.rows: list[tuple[Shape, list[str | None]]] = []
        self.cells: list[str | None] = []
        self.lines: list[str] = []

    def add(self, paragraph: _Paragraph, text: str) -> None:
        if paragraph.row is not None:
            self.rows.append((paragraph.row, self.cells))
            self.cells, self.lines = [], []
            return
        self.lines += [line.strip() for line in text.splitlines() if line.strip()]
        # Within nested tables a cell ends with an ordinary paragraph mark whose formatting says so; its lines then stay together.
        if paragraph.end == "\x07":
            self.cells.append("\n".join(self.lines) or None)
            self.lines = []

    def table(self, name: str) -> Table:
        if self.cells or self.lines:
            self.rows.append((Shape(), [*self.cells, "\n".join(self.lines) or None]))
        rows, merged = aligned(self.rows)
        return Table(name=name, rows=rows, merged=merged)
