"""Cells of an .xlsx in its XML, found by searches: their addresses, and how the runs of their texts look."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape
from typing import TypeVar

from parsers.colours import BLACK, WHITE, Colour, alike, from_hex, tinted
from parsers.documents.number_formats import BUILT_IN, is_plain
from parsers.documents.runs import is_pictorial, shifted, struck_out, unseen
from parsers.values import Doubt

_Item = TypeVar("_Item")
_ATTRIBUTE = re.compile(rb"([\w:]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_REFERENCE = re.compile(rb"([A-Z]{1,3})(\d{1,7})")
_ITEM = re.compile(rb"<(?:\w+:)?si\b(?:[^>]*/>|[^>]*>(.*?)</(?:\w+:)?si>)", re.DOTALL)
_RUN = re.compile(rb"<(?:\w+:)?r>(.*?)</(?:\w+:)?r>", re.DOTALL)
_RUN_FONT = re.compile(rb"<(?:\w+:)?rFont\b([^>]*)>")
_TEXT = re.compile(rb"<(?:\w+:)?t\b[^>]*>([^<]*)</(?:\w+:)?t>")
_FONT = re.compile(rb"<(?:\w+:)?font\b(?:[^>]*/>|[^>]*>(.*?)</(?:\w+:)?font>)", re.DOTALL)
_FONT_NAME = re.compile(rb"<(?:\w+:)?name\b([^>]*)>")
_STRIKE = re.compile(rb"<(?:\w+:)?strike\b(?![^>]*\bval\s*=\s*[\"'](?:0|false)[\"'])")
_RAISED = re.compile(rb"<(?:\w+:)?vertAlign\b[^>]*\bval\s*=\s*[\"']su(per|b)script")
_SIZE = re.compile(rb"<(?:\w+:)?sz\b([^>]*)>")
_COLOUR = re.compile(rb"<(?:\w+:)?color\b([^>]*)>")
_LOOKS = re.compile(rb"<(?:\w+:)?(?:color|sz)\b[^>]*>")
_FILLS = re.compile(rb"<(?:\w+:)?fill\b(?:[^>]*/>|[^>]*>(.*?)</(?:\w+:)?fill>)", re.DOTALL)
_PATTERN = re.compile(rb"<(?:\w+:)?patternFill\b[^>]*\bpatternType\s*=\s*[\"']solid")
_FORE, _BACK = (re.compile(rb"<(?:\w+:)?%bColor\b([^>]*)>" % each) for each in (b"fg", b"bg"))
_NUMBER_FORMAT = re.compile(rb"<(?:\w+:)?numFmt\b([^>]*)>")
_LISTS = re.compile(rb"<(?:\w+:)?(fonts|fills|numFmts|dxfs)\b.*?</(?:\w+:)?\1>", re.DOTALL)
_CONDITIONAL = re.compile(rb"<(?:\w+:)?dxf\b[^>]*>(.*?)</(?:\w+:)?dxf>", re.DOTALL)
_CONDITIONS = re.compile(rb"<(?:\w+:)?conditionalFormatting\b([^>]*)>(.*?)</(?:\w+:)?conditionalFormatting>", re.DOTALL)
_RULE = re.compile(rb"<(?:\w+:)?cfRule\b([^>]*)>")
_WITHOUT_VALUE = re.compile(rb"<(?:\w+:)?(?:dataBar|iconSet)\b[^>]*\bshowValue\s*=\s*[\"'](?:0|false)[\"']")
"""Bars and pictures in place of a number."""
_STYLED_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*)>")
_SMALLEST = 4
"""Points: smaller letters are no letters for the eye."""
_FORMATS = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_FORMAT = re.compile(rb"<(?:\w+:)?xf\b([^>]*)>")
_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*[^>/])>(.{0,20000}?)</(?:\w+:)?c>", re.DOTALL)
_VALUE = re.compile(rb"<(?:\w+:)?v>([^<]*)<")


@dataclass(frozen=True, slots=True, kw_only=True)
class CellRun:
    """A piece of a cell's text."""

    text: str
    font: str | None = None
    """None: the cell's own."""
    struck: bool = False
    raised: int = 0
    """1: raised, -1: lowered."""
    faint: bool = False
    """In letters that nobody sees."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """What a cell's format says of its letters."""

    font: str = ""
    struck: bool = False
    faint: bool = False
    number: str = ""
    """The code by which it shows numbers, where they may look other than they are."""


@dataclass(frozen=True, slots=True)
class _Font:
    name: str
    struck: bool
    tiny: bool
    ink: Colour | None
    """None: of a theme, or another that is not told here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """Which formats cross out, and the shared texts where any letters are crossed out, raised or not to be seen."""

    struck: frozenset[int] = frozenset()
    faint: frozenset[int] = frozenset()
    numbers: Mapping[int, str] = field(default_factory=dict[int, str])
    """The formats in which numbers look other than they are."""
    conditional: frozenset[int] = frozenset()
    """The differing formats of conditions that cross out, make invisible or show numbers in another way."""
    texts: Mapping[int, Sequence[CellRun]] = field(default_factory=dict[int, Sequence[CellRun]])


def attributes(tag: bytes) -> Mapping[str, str]:
    """Give the attributes of a start tag, without prefixes."""
    return {
        name.rpartition(b":")[2].decode("latin-1"): unescape((double or single).decode("utf-8", "replace"))
        for name, double, single in _ATTRIBUTE.findall(tag)
    }


def cell_address(reference: str) -> tuple[int, int] | None:
    """Give row and column from 0 of a reference such as `C12`."""
    found = _REFERENCE.fullmatch(reference.encode("ascii", "replace"))
    if not found:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + letter - ord("A") + 1
    return int(found[2]) - 1, column - 1


def cells(sheet: bytes) -> Iterator[tuple[Mapping[str, str], bytes, str]]:
    """Give attributes, content and value (as written) of the cells that have any content."""
    for tag, content in _CELL.findall(sheet):
        value = _VALUE.search(content)
        yield attributes(tag), content, unescape(value[1].decode("utf-8", "replace")) if value else ""


def shared_texts(xml: bytes) -> list[bytes]:
    """Give the shared texts of a workbook."""
    return _ITEM.findall(xml)


def runs(item: bytes) -> list[CellRun]:
    """Give the runs of a shared or inline text; one that is not divided is one run."""
    pieces = _RUN.findall(item)
    if not pieces:
        return [CellRun(text=_text(item))]
    named = [(piece, _RUN_FONT.search(piece)) for piece in pieces]
    return [
        CellRun(
            text=_text(piece),
            font=attributes(font[1]).get("val") if font else None,
            struck=_STRIKE.search(piece) is not None,
            raised=(1 if by[1] == b"per" else -1) if (by := _RAISED.search(piece)) else 0,
            faint=any(map(_is_faint, _LOOKS.findall(piece))),
        )
        for piece, font in named
    ]


def formats(styles: bytes) -> list[Format]:
    """Give the formats of cells by their number."""
    lists = {match[1]: match[0] for match in _LISTS.finditer(styles)}
    fonts = list(map(_font, _FONT.findall(lists.get(b"fonts", b""))))
    grounds = list(map(_ground, _FILLS.findall(lists.get(b"fills", b""))))
    codes = {
        told.get("numFmtId", ""): told.get("formatCode", "")
        for told in map(attributes, _NUMBER_FORMAT.findall(lists.get(b"numFmts", b"")))
    }
    codes = {**BUILT_IN, **codes}
    found = _FORMATS.search(styles)
    return [_format(attributes(tag), fonts, grounds, codes) for tag in (_FORMAT.findall(found[0]) if found else [])]


def _format(
    told: Mapping[str, str], fonts: Sequence[_Font], grounds: Sequence[Colour | None], codes: Mapping[str, str]
) -> Format:
    font = at(fonts, told.get("fontId", "0")) or _font(b"")
    fill = told.get("fillId", "0")
    known = fill.isdecimal() and int(fill) < len(grounds)
    ground = grounds[int(fill)] if known else WHITE
    code = codes.get(told.get("numFmtId", "0"), "")
    return Format(
        font=font.name,
        struck=font.struck,
        faint=font.tiny or (font.ink is not None and ground is not None and alike(font.ink, ground)),
        number="" if is_plain(code) else code,
    )


def _font(xml: bytes) -> _Font:
    name, size, ink = _FONT_NAME.search(xml), _SIZE.search(xml), _COLOUR.search(xml)
    called = attributes(name[1]).get("val", "") if name else ""
    return _Font(
        name=called,
        struck=_STRIKE.search(xml) is not None,
        tiny=(size is not None and _is_tiny(attributes(size[1]))) or is_pictorial(called),
        ink=_colour(attributes(ink[1])) if ink else BLACK,
    )


def _ground(xml: bytes) -> Colour | None:
    """Give the colour of a fill; None for one that is not told here."""
    if not _PATTERN.search(xml):
        return None if b"gradient" in xml or (b"patternType" in xml and b"none" not in xml) else WHITE
    fore = _FORE.search(xml)
    return _colour(attributes(fore[1])) if fore else BLACK


def _colour(told: Mapping[str, str]) -> Colour | None:
    """Give a colour; of the two that every theme begins with and of the oldest palette black and white alone."""
    if "rgb" in told:
        return from_hex(told["rgb"])
    if "theme" in told:
        base = {"0": WHITE, "1": BLACK}.get(told["theme"])
        return base and tinted(base, _float(told.get("tint", "0")))
    if "indexed" in told:
        return {"0": BLACK, "1": WHITE, "8": BLACK, "9": WHITE, "64": BLACK, "65": WHITE}.get(told["indexed"])
    return BLACK


def _is_faint(tag: bytes) -> bool:
    """Whether a run's colour or size, alone, is one that nobody sees on a white ground."""
    told = attributes(tag)
    if b"sz" in tag[:8]:
        return _is_tiny(told)
    ink = _colour(told)
    return ink is not None and alike(ink, WHITE)


def _is_tiny(told: Mapping[str, str]) -> bool:
    return _float(told.get("val", "11")) < _SMALLEST


def _float(written: str) -> float:
    try:
        return float(written)
    except ValueError:
        return 0.0


def marks(styles: bytes, shared: bytes) -> Marks:
    """Find what shows cells otherwise than they are; cheap where nothing does."""
    told = list(enumerate(formats(styles)))
    struck = frozenset(number for number, each in told if each.struck)
    texts: dict[int, Sequence[CellRun]] = {}
    if struck or b"strike" in shared or b"script" in shared or any(map(_is_faint, set(_LOOKS.findall(shared)))):
        texts = {number: runs(item) for number, item in enumerate(shared_texts(shared)) if item}
    return Marks(
        struck=struck,
        faint=frozenset(number for number, each in told if each.faint),
        numbers={number: each.number for number, each in told if each.number},
        conditional=frozenset(_hiding_conditions(styles)) if b"dxf" in styles else frozenset(),
        texts=texts,
    )


def _hiding_conditions(styles: bytes) -> Iterator[int]:
    found = next((match[0] for match in _LISTS.finditer(styles) if match[1] == b"dxfs"), b"")
    for number, each in enumerate(_CONDITIONAL.findall(found)):
        ink, back = _COLOUR.search(each), _BACK.search(each)
        colour = _colour(attributes(ink[1])) if ink else None
        ground = _colour(attributes(back[1])) if back else WHITE
        hides = colour is not None and ground is not None and alike(colour, ground)
        code = next((attributes(tag).get("formatCode", "") for tag in _NUMBER_FORMAT.findall(each)), "")
        if hides or _STRIKE.search(each) or not is_plain(code):
            yield number


def conditional_ranges(sheet: bytes, found: Marks) -> Iterator[tuple[int, int, int, int]]:
    """Give the ranges where a condition may hide or cross out what stands there: whether it holds is not worked out."""
    if not (found.conditional or b"showValue" in sheet) or b"conditionalFormatting" not in sheet:
        return
    for tag, content in _CONDITIONS.findall(sheet):
        rules = (attributes(rule).get("dxfId", "") for rule in _RULE.findall(content))
        hides = any(number.isdecimal() and int(number) in found.conditional for number in rules)
        if not hides and not _WITHOUT_VALUE.search(content):
            continue
        for reference in attributes(tag).get("sqref", "").split():
            first, _, last = reference.partition(":")
            corners = cell_address(first), cell_address(last or first)
            if corners[0] and corners[1]:
                yield *corners[0], *corners[1]


def styled_cells(sheet: bytes, styles: frozenset[int]) -> Iterator[tuple[int, int, int]]:
    """Give row, column and format of the cells in some formats."""
    wanted = {str(number) for number in styles}
    # A search for the few formats first: a pattern over a list of names takes as long as reading its values.
    if not styles or not (
        "0" in wanted or re.search(rb"\bs\s*=\s*[\"'](?:%b)[\"']" % "|".join(wanted).encode(), sheet)
    ):
        return
    for tag in _STYLED_CELL.findall(sheet):
        told = attributes(tag)
        style = told.get("s", "0")
        if style in wanted and (address := cell_address(told.get("r", ""))):
            yield *address, int(style)


def shown_texts(sheet: bytes, found: Marks) -> tuple[tuple[tuple[int, int, str | None], ...], list[Doubt]]:
    """Give row, column and what is shown of the cells with letters not shown as they are, None for nothing; and the doubts."""
    inline = (
        b"strike" in sheet or b"script" in sheet or (b"<rPr" in sheet and any(map(_is_faint, _LOOKS.findall(sheet))))
    )
    if not (found.texts or found.struck or inline):
        return (), []
    shown: list[tuple[int, int, str | None]] = []
    doubts: list[Doubt] = []
    for told, content, value in cells(sheet):
        address = cell_address(told.get("r", ""))
        if address is None:
            continue
        number = int(value) if told.get("t") == "s" and value.isdecimal() and len(value) < 10 else -1
        pieces = found.texts.get(number) or (runs(content) if told.get("t") == "inlineStr" else [])
        style = told.get("s", "0")
        if style.isdecimal() and int(style) in found.struck:
            doubts += struck_out("".join(piece.text for piece in pieces) or value)
            shown.append((*address, None))
        elif is_marked(pieces):
            doubts += [doubt for piece in pieces if piece.struck for doubt in struck_out(piece.text)]
            doubts += [doubt for piece in pieces if piece.faint for doubt in unseen(piece.text)]
            shown.append((*address, shown_text(pieces)))
    return tuple(shown), doubts


def shown_text(pieces: Sequence[CellRun]) -> str:
    """Give the text of runs as it is shown: without what is crossed out or not to be seen, raised digits as marks of notes."""
    return "".join(shifted(piece.text, piece.raised) for piece in pieces if not (piece.struck or piece.faint))


def at(items: Sequence[_Item], index: str) -> _Item | None:
    """Give an item by its number as written; None where there is none."""
    return items[int(index)] if index.isdecimal() and len(index) < 10 and int(index) < len(items) else None


def is_marked(pieces: Sequence[CellRun]) -> bool:
    """Whether any letters are crossed out, raised or not to be seen."""
    return any(piece.struck or piece.raised or piece.faint for piece in pieces)


def _text(xml: bytes) -> str:
    return "".join(unescape(text.decode("utf-8", "replace")) for text in _TEXT.findall(xml))
