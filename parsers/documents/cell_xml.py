"""Cells of an .xlsx in its XML, found by searches: their addresses, and how the runs of their texts look."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from typing import TypeVar

from parsers.documents.runs import RAISED, struck_out
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
_STRIKE = re.compile(rb'<(?:\w+:)?strike\b(?![^>]*\bval="(?:0|false)")')
_SUPERSCRIPT = re.compile(rb'<(?:\w+:)?vertAlign\b[^>]*\bval="superscript"')
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
    raised: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """What a cell's format says of its letters."""

    font: str = ""
    struck: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """Which formats cross out, and the shared texts where any letters are crossed out or raised."""

    struck: frozenset[int]
    texts: Mapping[int, Sequence[CellRun]]


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
            raised=_SUPERSCRIPT.search(piece) is not None,
        )
        for piece, font in named
    ]


def formats(styles: bytes) -> list[Format]:
    """Give the formats of cells by their number."""
    fonts = [
        Format(
            font=attributes(name[1]).get("val", "") if (name := _FONT_NAME.search(font)) else "",
            struck=_STRIKE.search(font) is not None,
        )
        for font in _FONT.findall(styles)
    ]
    found = _FORMATS.search(styles)
    tags = _FORMAT.findall(found[0]) if found else []
    return [at(fonts, attributes(tag).get("fontId", "0")) or Format() for tag in tags]


def marks(styles: bytes, shared: bytes) -> Marks:
    """Find what crosses out or raises letters; cheap where nothing does."""
    struck = {number for number, each in enumerate(formats(styles)) if each.struck} if b"strike" in styles else ()
    texts: dict[int, Sequence[CellRun]] = {}
    if struck or b"strike" in shared or b"superscript" in shared:
        texts = {number: runs(item) for number, item in enumerate(shared_texts(shared)) if item}
    return Marks(struck=frozenset(struck), texts=texts)


def shown_texts(sheet: bytes, found: Marks) -> tuple[tuple[tuple[int, int, str | None], ...], list[Doubt]]:
    """Give row, column and what is shown of the cells with crossed-out or raised letters, None for nothing; and the doubts."""
    if not (found.texts or found.struck or b"strike" in sheet or b"superscript" in sheet):
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
            shown.append((*address, shown_text(pieces)))
    return tuple(shown), doubts


def shown_text(pieces: Sequence[CellRun]) -> str:
    """Give the text of runs as it is shown: without what is crossed out, raised digits as marks of notes."""
    seen = (piece.text.translate(RAISED) if piece.raised else piece.text for piece in pieces if not piece.struck)
    return "".join(seen)


def at(items: Sequence[_Item], index: str) -> _Item | None:
    """Give an item by its number as written; None where there is none."""
    return items[int(index)] if index.isdecimal() and len(index) < 10 and int(index) < len(items) else None


def is_marked(pieces: Sequence[CellRun]) -> bool:
    """Whether any letters are crossed out or raised."""
    return any(piece.struck or piece.raised for piece in pieces)


def _text(xml: bytes) -> str:
    return "".join(unescape(text.decode("utf-8", "replace")) for text in _TEXT.findall(xml))
