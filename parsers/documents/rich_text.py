r"""RTF: text with the fonts of its runs, and tables by `\cell` and `\row`.

striprtf, the library that is used elsewhere, drops the fonts, without which .VnTime text stays `B¸o c¸o` (docs/decisions/0020-which-library-reads-which-document.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from parsers.colours import WHITE, alike
from parsers.documents.rows import Shape, aligned
from parsers.documents.runs import Run, RunDecoder, is_pictorial, shifted, struck_out, unseen
from parsers.documents.source import CHARACTERS, Blocks, Source
from parsers.legacy import encoding_of_font
from parsers.values import CellValue, Document, Doubt, Table

_TOKEN = re.compile(
    rb"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})?[ ]?|\\'(?P<byte>[0-9a-fA-F]{2})|\\(?P<sign>[^a-zA-Z])|(?P<brace>[{}])|[\r\n]+|(?P<text>[^\\{}\r\n]+)"
)
_UNREAD = frozenset(
    b"""colortbl stylesheet info pict objdata fldinst bkmkstart bkmkend annotation atnid atnauthor generator themedata colorschememapping
    datastore latentstyles listtable listoverridetable rsidtbl xmlnstbl revtbl filetbl nonshppict nonesttables xe tc private
    passwordhash mmathPr userprops docvar wgrffmtfilter shprslt sn sv""".split()
)
_OPTIONAL = frozenset({b"shpinst", b"shptxt", b"nesttableprops", b"footnote"})
"""Destinations that old readers may leave out and that are read here."""
_SECTIONS = {b"footnote": "notes ", b"shptxt": "text box "}
_SIGNS = {b"~": " ", b"_": "-", b"-": "\u00ad", b"\\": "\\", b"{": "{", b"}": "}", b"\n": "\n", b"\r": "\n"}
_LETTERS = {
    b"tab": "\t", b"line": "\n", b"emdash": "—", b"endash": "–", b"lquote": "‘", b"rquote": "’", b"ldblquote": "“", b"rdblquote": "”",
    b"bullet": "•", b"emspace": " ", b"enspace": " ", b"qmspace": " ",
}  # fmt: skip
_CODE_PAGES = {
    163: "cp1258",
    238: "cp1250",
    204: "cp1251",
    161: "cp1253",
    162: "cp1254",
    186: "cp1257",
    128: "cp932",
    134: "gbk",
    136: "big5",
}


@dataclass(slots=True)
class _State:
    """What holds for the text at a place; groups in braces keep their own."""

    font: int = -1
    fallback: int = 1
    """How many characters stand after a `\\u` for readers without Unicode."""
    unseen: bool = False
    raised: int = 0
    """1: raised, -1: lowered."""
    struck: bool = False
    odd: bool = False
    """Next to nothing in size."""
    faint: bool = False
    """In the colour of the page."""
    close: bool = False
    """Letters over each other."""
    unread: bool = False
    section: str = ""
    in_table: bool = False
    font_table: bool = False
    starred: bool = False


@dataclass(slots=True)
class _Flow:
    """A text that runs on: the body, a header, a note."""

    runs: list[Run] = field(default_factory=list)
    cell: list[tuple[Run, ...]] = field(default_factory=list)
    cells: list[list[tuple[Run, ...]]] = field(default_factory=list)
    rows: list[tuple[Shape, list[list[tuple[Run, ...]]]]] = field(default_factory=list)
    edges: list[int] = field(default_factory=list)
    below: set[int] = field(default_factory=set)
    beside: set[int] = field(default_factory=set)
    items: list[tuple[Run, ...] | _Rows] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Rows:
    """A table as read: shape and cells of each row, each cell's lines as runs."""

    rows: tuple[tuple[Shape, list[list[tuple[Run, ...]]]], ...]


def read_rtf(source: Source) -> Document:
    """Read an RTF document."""
    reader = _Reader(_white_inks(source.data))
    reader.read(source.data)
    flows = reader.finished()
    decoder = RunDecoder(run for flow in flows.values() for run in _all_runs(flow))
    blocks = Blocks()
    for section, flow in flows.items():
        _add(blocks, section, flow, decoder)
    doubts = [*blocks.doubts, *decoder.doubts, *reader.struck]
    if reader.characters >= CHARACTERS:
        doubts.append(Doubt(code="truncated", about=source.part))
    return source.document("rtf", blocks.blocks, doubts)


class _Reader:
    """Goes through the tokens of a document once."""

    def __init__(self, white: frozenset[int] = frozenset()) -> None:
        self.white = white
        self.fonts: dict[int, str] = {}
        self.pages: dict[int, str] = {}
        self.code_page = "cp1252"
        self.default_font = 0
        self.characters = 0
        self.struck: list[Doubt] = []
        self.flows: dict[str, _Flow] = {"": _Flow()}
        self._state = _State()
        self._stack: list[_State] = []
        self._bytes = bytearray()
        self._skip = 0

    def read(self, data: bytes) -> None:
        """Read all tokens, until the text is as long as it may be."""
        place = 0
        while (token := _TOKEN.match(data, place)) and self.characters < CHARACTERS:
            place = token.end()
            if word := token["word"]:
                if word == b"bin" and token["number"]:
                    place += max(0, int(token["number"]))
                elif not self._is_skipped(word):
                    self._word(word, int(token["number"]) if token["number"] else None)
            elif token["brace"]:
                self._brace(token["brace"])
            elif token["byte"]:
                self._literal(bytes([int(token["byte"], 16)]))
            elif token["sign"]:
                self._sign(token["sign"])
            elif token["text"]:
                self._literal(token["text"])
        self._flush()

    def finished(self) -> Mapping[str, _Flow]:
        """Give the flows with what was still open, the body first."""
        for flow in self.flows.values():
            _end_paragraph(flow, in_table=bool(flow.cells or flow.cell))
            _end_table(flow)
        return self.flows

    @property
    def _flow(self) -> _Flow:
        return self.flows.setdefault(self._state.section, _Flow())

    def _brace(self, brace: bytes) -> None:
        self._flush()
        self._skip = 0
        if brace == b"{":
            self._stack.append(replace(self._state, starred=False))
        elif self._stack:
            before, self._state = self._state, self._stack.pop()
            if before.section != self._state.section:
                flow = self.flows.get(before.section)
                if flow is not None:
                    _end_paragraph(flow, in_table=before.in_table)

    def _sign(self, sign: bytes) -> None:
        if sign == b"*":
            self._state.starred = True
        elif sign in _SIGNS and not self._consumed(1):
            self._flush()
            self._text(_SIGNS[sign])

    def _is_skipped(self, word: bytes) -> bool:
        """Whether a control word stands in for a letter that was given in Unicode."""
        return self._skip > 0 and word in _LETTERS and self._consumed(1)

    def _consumed(self, count: int) -> bool:
        if self._skip <= 0:
            return False
        self._skip -= count
        return True

    def _literal(self, content: bytes) -> None:
        if self._skip:
            skipped = min(self._skip, len(content))
            self._skip -= skipped
            content = content[skipped:]
        if self._state.unread:
            return
        if self._state.font_table:
            self._font_name(content)
        else:
            self._bytes += content

    def _flush(self) -> None:
        """Decode the bytes gathered under one font."""
        if self._bytes:
            page = (
                "latin-1"
                if encoding_of_font(self.fonts.get(self._font, ""))
                else self.pages.get(self._font, self.code_page)
            )
            text = bytes(self._bytes).decode(page, "replace")
            self._bytes.clear()
            self._text(text)

    @property
    def _font(self) -> int:
        return self._state.font if self._state.font >= 0 else self.default_font

    def _text(self, text: str) -> None:
        if self._state.unread or self._state.unseen or self._state.font_table:
            return
        self.characters += len(text)
        if self._state.struck:
            self.struck += struck_out(text)
            return
        if self._state.odd or self._state.faint or self._state.close or is_pictorial(self.fonts.get(self._font, "")):
            self.struck += unseen(text)
        self._flow.runs.append((shifted(text, self._state.raised), self.fonts.get(self._font, "")))

    def _font_name(self, content: bytes) -> None:
        if self._state.font < 0:
            return
        name = self.fonts.get(self._state.font, "") + content.decode("latin-1")
        self.fonts[self._state.font] = name.partition(";")[0] if ";" in name else name

    def _word(self, word: bytes, number: int | None) -> None:
        state = self._state
        if state.unread:
            return
        self._flush()
        if word in _UNREAD or (state.starred and word not in _OPTIONAL):
            state.unread = True
        elif word == b"fonttbl":
            state.font_table = True
        elif word in _SECTIONS or (word.startswith((b"header", b"footer")) and word not in (b"headery", b"footery")):
            state.section = _SECTIONS.get(word, "header ")
            state.in_table = False
        elif word in _LETTERS:
            self._text(_LETTERS[word])
        else:
            self._format(word, number)
            self._structure(word, number)
        state.starred = False

    def _format(self, word: bytes, number: int | None) -> None:
        state = self._state
        match word:
            case b"f" if number is not None:
                state.font = number
            case b"fcharset" if number is not None and number in _CODE_PAGES:
                self.pages[state.font] = _CODE_PAGES[number]
            case b"deff":
                self.default_font = number or 0
            case b"ansicpg" if number in (1250, 1251, 1252, 1258, 932, 936, 950):
                self.code_page = f"cp{number}"
            case b"plain":
                state.font, state.unseen, state.raised, state.struck = -1, False, 0, False
                state.odd = state.faint = state.close = False
            case b"strike" | b"striked":
                state.struck = number != 0
            case b"super" | b"sub" | b"nosupersub":
                state.raised = {b"super": 1, b"sub": -1}.get(word, 0) if number != 0 else 0
            case b"up" | b"dn":
                far = (_RAISED_BY if number is None else number) >= _RAISED_BY
                state.raised = (1 if word == b"up" else -1) if far else 0
            case b"fs" | b"charscalex" if number is not None:
                state.odd = number < _SMALLEST
            case b"expndtw" | b"expnd":
                state.close = (number or 0) * (1 if word == b"expndtw" else 5) < _CLOSEST
            case b"cf":
                state.faint = (number or 0) in self.white
            case b"v" | b"deleted":
                state.unseen = number != 0
            case b"uc":
                state.fallback = max(0, min(number or 0, 10))
            case b"u" if number is not None:
                self._text(_unicode(number))
                self._skip = state.fallback
            case _:
                pass

    def _structure(self, word: bytes, number: int | None) -> None:
        state, flow = self._state, self._flow
        match word:
            case b"pard":
                state.in_table = False
            case b"intbl":
                state.in_table = True
            case b"par" | b"sect" | b"page":
                _end_paragraph(flow, in_table=state.in_table)
            case b"trowd":
                flow.edges, flow.below, flow.beside = [0], set(), set()
            case b"trleft" if number is not None and flow.edges:
                flow.edges[0] = number
            case b"clvmrg":
                flow.below.add(len(flow.edges) - 1)
            case b"clmrg":
                flow.beside.add(len(flow.edges) - 1)
            case b"cellx" if number is not None:
                flow.edges.append(number)
            case b"cell":
                _end_paragraph(flow, in_table=True)
                flow.cells.append(flow.cell)
                flow.cell = []
            case b"row":
                shape = Shape(tuple(flow.edges), frozenset(flow.below), frozenset(flow.beside))
                flow.rows.append((shape, flow.cells))
                flow.cells = []
            case b"nestcell":
                self._text("\t")
            case b"nestrow":
                self._text("\n")
            case _:
                pass


_RAISED_BY = 6
"""Half points, as Word raises letters by if nothing else is said; less stands on the line for the eye."""
_SMALLEST = 8
"""Half points of size, or per cent of width."""
_CLOSEST = -100
"""Twentieths of a point between letters (`expnd`: quarters of a point)."""
_COLOURS = re.compile(rb"\{\\colortbl([^{}]{0,20000})\}")
_COLOUR = re.compile(rb"\\(red|green|blue)(\d{1,3})")
_GROUNDS = (b"cbpat", b"\\highlight", b"\\cb")
"""What fills letters, paragraphs, cells: then white can be read somewhere."""


def _white_inks(data: bytes) -> frozenset[int]:
    """Give the numbers of the colours that are not seen on a white page; none where anything is filled."""
    found = _COLOURS.search(data)
    if found is None or any(ground in data for ground in _GROUNDS):
        return frozenset()
    told = [dict(_COLOUR.findall(entry)) for entry in found[1].split(b";")]
    inks = [tuple(min(int(entry.get(part, 0)), 255) for part in (b"red", b"green", b"blue")) for entry in told]
    return frozenset(number for number, (red, green, blue) in enumerate(inks) if alike((red, green, blue), WHITE))


def _unicode(number: int) -> str:
    code = number + 65536 if number < 0 else number
    return "" if not 0 < code < 0x110000 or 0xD800 <= code < 0xE000 else chr(code)


def _end_paragraph(flow: _Flow, *, in_table: bool) -> None:
    runs, flow.runs = tuple(flow.runs), []
    if in_table:
        flow.cell.append(runs)
        return
    _end_table(flow)
    flow.items.append(runs)


def _end_table(flow: _Flow) -> None:
    if flow.cells or flow.cell:
        flow.rows.append((Shape(), [*flow.cells, flow.cell]))
        flow.cells, flow.cell = [], []
    if flow.rows:
        flow.items.append(_Rows(tuple(flow.rows)))
        flow.rows = []


def _all_runs(flow: _Flow) -> Iterator[Run]:
    for item in flow.items:
        if isinstance(item, _Rows):
            yield from (run for _, cells in item.rows for cell in cells for line in cell for run in line)
        else:
            yield from item


def _add(blocks: Blocks, section: str, flow: _Flow, decoder: RunDecoder) -> None:
    number = 0
    for item in flow.items:
        if isinstance(item, _Rows):
            rows, merged = aligned([(shape, [_cell(cell, decoder) for cell in cells]) for shape, cells in item.rows])
            blocks.add_table(Table(name=section + blocks.next_table(), rows=rows, merged=merged))
            continue
        text = decoder.line(item)
        if text.strip():
            number += 1
            blocks.add_text(text, f"{section}paragraph {number}")


def _cell(lines: list[tuple[Run, ...]], decoder: RunDecoder) -> CellValue:
    texts = (part.strip() for line in lines for part in decoder.line(line).splitlines())
    return "\n".join(text for text in texts if text) or None
