"""Words of a PDF that its pages hold and a reader does not see, or sees crossed out by a note."""

from __future__ import annotations

import ctypes
import struct
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from pypdfium2 import PdfPage, raw

from parsers.colours import WHITE, Colour, alike
from parsers.documents import pdfium
from parsers.documents.page_objects import Drawn, Slant

_INVISIBLE = (3, 7)
"""Ways of drawing letters: not at all, and as nothing but a border for what is drawn later."""
_LEAST_ALPHA = 50
"""Of 255."""
_SMALLEST = 2.0
"""Points: lower letters are none for the eye."""
_NARROWEST = 0.06
"""Of a text's height, for each of its letters: the figure 1 is drawn four times as wide."""
_CROSSING = (
    raw.FPDF_ANNOT_INK,
    raw.FPDF_ANNOT_LINE,
    raw.FPDF_ANNOT_SQUARE,
    raw.FPDF_ANNOT_CIRCLE,
    raw.FPDF_ANNOT_POLYGON,
    raw.FPDF_ANNOT_POLYLINE,
    raw.FPDF_ANNOT_STAMP,
    raw.FPDF_ANNOT_REDACT,
)
"""Notes that may cross out, or cover, what stands below them."""
_UNDRAWN = (raw.FPDF_ANNOT_STRIKEOUT, raw.FPDF_ANNOT_FREETEXT)
"""Notes that most programs draw also where the file does not say how; pdfium does not."""
_NOTES, _TEXTS, _LONGEST = 200, 20_000, 200
_HALF = 0.5
_LEAST_CUT = 0.3
"""Of a text's height: half a digit's width."""
_CLIPS, _CLIP_SEGMENTS, _MARKS = 20, 100, 20
_box, _point = struct.Struct("4f"), struct.Struct("2f")


class Box(NamedTuple):
    """In points from the lower left corner."""

    left: float
    bottom: float
    right: float
    top: float

    def holds(self, other: Box) -> bool:
        """Whether the middle of another box lies in it."""
        x, y = (other.left + other.right) / 2, (other.bottom + other.top) / 2
        return self.left <= x <= self.right and self.bottom <= y <= self.top

    def covers(self, other: Box) -> bool:
        """Whether it lies over some of a line of words: not only below or through it, as a ruled line does."""
        tall = min(self.top, other.top) - max(self.bottom, other.bottom)
        return self.left < other.right and other.left < self.right and tall > _HALF * (other.top - other.bottom)

    def common(self, other: Box) -> Box:
        """Give what two boxes that meet have in common."""
        return Box(
            max(self.left, other.left),
            max(self.bottom, other.bottom),
            min(self.right, other.right),
            min(self.top, other.top),
        )


def crossed_out(page: PdfPage) -> Sequence[Box]:
    """Give where notes may cross out or cover words, or add some that are not read; before they are made a part of the page."""
    found: list[Box] = []
    for index in range(min(raw.FPDFPage_GetAnnotCount(page.raw), _NOTES)):
        note = raw.FPDFPage_GetAnnot(page.raw, index)
        kind = raw.FPDFAnnot_GetSubtype(note)
        if kind in _CROSSING or (kind in _UNDRAWN and not raw.FPDFAnnot_HasKey(note, b"AP")):
            rectangle = raw.FS_RECTF()
            if raw.FPDFAnnot_GetRect(note, ctypes.byref(rectangle)):
                sides = Box(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
                # A text typed onto a page is as good as anywhere.
                found.append(_EVERYWHERE if kind == raw.FPDF_ANNOT_FREETEXT else sides)
        raw.FPDFPage_CloseAnnot(note)
    return found


_EVERYWHERE = Box(-1e6, -1e6, 1e6, 1e6)


def under(text_page: int, boxes: Sequence[Box]) -> Iterator[str]:
    """Give the words that stand in boxes."""
    memory = ctypes.create_string_buffer(2 * _LONGEST + 2)
    for box in boxes:
        count = pdfium.text_within(
            text_page, box.left, box.top, box.right, box.bottom, pdfium.address(memory), _LONGEST
        )
        yield memory.raw[: 2 * max(count, 0)].decode("utf-16-le", "replace").strip("\0 \r\n")


def under_slants(text_page: int, slants: Sequence[Slant]) -> Iterator[str]:
    """Give the letters that slanted lines and curves are drawn through."""
    for x1, y1, x2, y2 in slants:
        around = Box(min(x1, x2), min(y1, y2) - 1, max(x1, x2), max(y1, y2) + 1)
        if not any(map(str.isdecimal, next(under(text_page, [around])))):
            continue
        steps = min(int(max(abs(x2 - x1), abs(y2 - y1)) / _STEP) + 1, _STEPS)
        points = ((x1 + (x2 - x1) * at / steps, y1 + (y2 - y1) * at / steps) for at in range(steps + 1))
        yield "".join(under(text_page, [Box(x - 0.5, y - 0.5, x + 0.5, y + 0.5) for x, y in points]))


_STEP, _STEPS = 3.0, 300
"""Points from one place of a line to the next that is looked at: a digit is wider."""


def unseen_texts(text_page: int, drawn: Drawn, page: Box, *, layers_off: Callable[[], bool]) -> Iterator[str]:
    """Give the texts of a page that are not drawn, in the colour of their ground, next to nothing in size, off the page, covered or cut off.

    `layers_off`: whether the document has layers that are not shown.
    """
    looks = _Looks()
    fills = [(order, box, looks.colour(each)) for order, each, _ in drawn.fills if (box := looks.box(each))]
    last = max((order for order, _, _ in fills), default=-1)
    covers: dict[Box, None] = {}
    for order, text, within_form in drawn.texts[:_TEXTS]:
        box = None if within_form else looks.box(text)
        if box is not None and order < last:
            covers.update((fill.common(box), None) for at, fill, _ in fills if at > order and fill.covers(box))
        if box is not None and box.right - box.left <= 0:
            continue  # a blank
        cut = looks.cut_off(text)
        if cut is not None and not within_form and cut.right - cut.left > 0:
            covers[cut] = None
        if not (
            pdfium.rendering_of(text) in _INVISIBLE
            or (cut is not None and within_form)
            or ((marks := looks.marks(text)) and any(otherwise for _, otherwise in marks))
            or ((within_form or any(name == "OC" for name, _ in marks)) and layers_off())
            or looks.is_faint(text, order, box, fills)
            or (box is not None and (looks.is_tiny(box) or not page.holds(box)))
        ):
            continue
        yield looks.words(text, text_page)
    yield from under(text_page, list(covers)[:_NOTES])


class _Looks:
    """Asks pdfium how objects look."""

    def __init__(self) -> None:
        self._memory = ctypes.create_string_buffer(2 * _LONGEST + 2)
        self._address = pdfium.address(self._memory)
        self._four = tuple(self._address + 4 * index for index in range(4))
        self._size = ctypes.c_ulong()
        self._length = pdfium.address(ctypes.pointer(self._size))
        self._told: dict[int, tuple[str, bool]] = {}

    def box(self, handle: int) -> Box | None:
        return Box(*_box.unpack_from(self._memory)) if pdfium.bounds_of(handle, *self._four) else None

    def colour(self, handle: int) -> tuple[Colour, int]:
        """Give colour and alpha of what fills an object."""
        if not pdfium.fill_of(handle, *self._four):
            return (0, 0, 0), 255
        red, green, blue, alpha = struct.unpack_from("4I", self._memory)
        return (red, green, blue), alpha

    def is_faint(
        self, text: int, order: int, box: Box | None, fills: Sequence[tuple[int, Box, tuple[Colour, int]]]
    ) -> bool:
        ink, alpha = self.colour(text)
        if alpha < _LEAST_ALPHA:
            return True
        if max(ink) < 128:
            return False
        if box is None:
            return not fills and alike(ink, WHITE)
        # What was filled last below a text is its ground; a form's own points are not the page's.
        grounds = [colour for at, fill, (colour, _) in fills if at < order and fill.holds(box)]
        return alike(ink, grounds[-1] if grounds else WHITE)

    def is_tiny(self, box: Box) -> bool:
        return box.top - box.bottom < _SMALLEST or box.right - box.left < _NARROWEST * (box.top - box.bottom)

    def cut_off(self, text: int) -> Box | None:
        """Give the part of a text that lies beyond the area that it is drawn in."""
        clip = pdfium.clip_of(text)
        if not clip or pdfium.count_clips(clip) < 1 or (box := self.box(text)) is None:
            return None
        size = _LEAST_CUT * (box.top - box.bottom)
        for index in range(min(pdfium.count_clips(clip), _CLIPS)):
            area = self._area(clip, index)
            if (
                area.right < box.left + size
                or area.left > box.right - size
                or not (area.bottom < (box.top + box.bottom) / 2 < area.top)
            ):
                return box
            if area.left > box.left + size:
                return box._replace(right=area.left)
            if area.right < box.right - size:
                return box._replace(left=area.right)
        return None

    def _area(self, clip: int, index: int) -> Box:
        """Give the box around one of the paths that text is cut to."""
        xs: list[float] = []
        ys: list[float] = []
        for at in range(min(pdfium.count_clip_segments(clip, index), _CLIP_SEGMENTS)):
            segment = pdfium.clip_segment_at(clip, index, at)
            if segment and pdfium.point_of(segment, self._address, self._address + 4):
                x, y = _point.unpack_from(self._memory)
                xs.append(x)
                ys.append(y)
        return Box(min(xs), min(ys), max(xs), max(ys)) if xs else Box(0, 0, 0, 0)

    def marks(self, text: int) -> Sequence[tuple[str, bool]]:
        """Give the names of a text's marks, and whether they say figures in place of what is drawn."""
        count = min(pdfium.count_marks(text), _MARKS)
        return [self._mark(pdfium.mark_at(text, index)) for index in range(count)]

    def _mark(self, mark: int) -> tuple[str, bool]:
        """Give a mark's name, and whether it says figures; texts that follow each other have the same ones."""
        if mark not in self._told:
            name = self._told_in(pdfium.name_of_mark(mark, self._address, 2 * _LONGEST, self._length))
            said = self._told_in(pdfium.told_by_mark(mark, b"ActualText", self._address, 2 * _LONGEST, self._length))
            self._told[mark] = name, any(map(str.isdecimal, said))
        return self._told[mark]

    def _told_in(self, found: int) -> str:
        return (
            self._memory.raw[: min(self._size.value, 2 * _LONGEST)].decode("utf-16-le", "replace").rstrip("\0")
            if found
            else ""
        )

    def words(self, text: int, text_page: int) -> str:
        size = pdfium.text_of(text, text_page, self._address, 2 * _LONGEST)
        return self._memory.raw[: min(size, 2 * _LONGEST)].decode("utf-16-le", "replace").strip("\0 \r\n")
