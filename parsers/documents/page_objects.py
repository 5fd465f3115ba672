"""What a page of a PDF draws beside its words: ruled lines and pictures."""

from __future__ import annotations

import ctypes
import struct
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from parsers.documents import pdfium
from parsers.documents.layout import Ruling, joined_rulings

_TEXT, _PATH, _IMAGE, _FORM = 1, 2, 3, 5
_LINE, _CURVE, _MOVE = 0, 1, 2
_RULINGS = 5_000
_OBJECTS = 20_000
_POINTS = 40_000
_SLANTS = 300
_DEPTH = 3
"""Of forms within forms."""
_THIN = 3.0
"""Points: a filled box thinner than this is a ruled line."""
_matrix = struct.Struct("6f")
_point = struct.Struct("2f")
_Matrix = tuple[float, float, float, float, float, float]
_UNIT: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


Placed = tuple[int, int, bool]
"""The order in which an object is drawn, its handle, and whether it stands within a form, in points of its own."""


Slant = tuple[float, float, float, float]
"""From one point to another, in points from the left and upwards."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """What may hide words: the texts of a page, and what is filled on it."""

    texts: Sequence[Placed] = ()
    fills: Sequence[Placed] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PageObjects:
    """The drawing of a page, in points from the left and downwards."""

    rulings: tuple[Ruling, ...] = ()
    pictured: float = 0.0
    """The area of its pictures, in square points."""
    texts_above: int = 0
    """Pieces of text that are drawn after the last picture."""
    points: int = 0
    """Of all lines that are drawn; letters turned into outlines have thousands."""
    drawn: Drawn = Drawn()
    slants: Sequence[Slant] = ()
    """Lines and curves that are drawn neither level nor upright."""


def objects_of(page: int) -> PageObjects:
    """Look at the objects of a page, those of forms too, as far as the limits go."""
    look = _Look()
    look.objects(pdfium.count_objects(page), lambda index: pdfium.object_at(page, index), _UNIT, 1)
    return PageObjects(
        rulings=tuple(joined_rulings(look.rulings)),
        pictured=look.pictured,
        texts_above=look.texts_above,
        points=look.points,
        drawn=Drawn(texts=look.texts, fills=look.fills),
        slants=look.slants,
    )


@dataclass(slots=True)
class _Look:
    rulings: list[Ruling] = field(default_factory=list)
    pictured: float = 0.0
    texts_above: int = 0
    points: int = 0
    seen: int = 0
    texts: list[Placed] = field(default_factory=list[Placed])
    fills: list[Placed] = field(default_factory=list[Placed])
    slants: list[Slant] = field(default_factory=list[Slant])
    _memory: ctypes.Array[ctypes.c_char] = field(default_factory=lambda: ctypes.create_string_buffer(_matrix.size))

    def objects(self, count: int, object_at: Callable[[int], int], outer: _Matrix, depth: int) -> None:
        for index in range(count):
            self.seen += 1
            if self.seen > _OBJECTS:
                return
            found = object_at(index)
            kind = pdfium.type_of(found)
            if kind == _TEXT:
                self.texts_above += 1
                self.texts.append((self.seen, found, depth > 1))
            elif kind == _PATH:
                if depth == 1 and self.is_filled(found):
                    self.fills.append((self.seen, found, False))
                self.path(found, self.matrix(found, outer))
            elif kind == _IMAGE:
                a, b, c, d, _, _ = self.matrix(found, outer)
                self.pictured += abs(a * d - b * c)
                self.texts_above = 0
            elif kind == _FORM and depth < _DEPTH:
                count_within = pdfium.count_objects_of_form(found)
                within = self.matrix(found, outer)
                self.objects(count_within, lambda at, form=found: pdfium.object_of_form(form, at), within, depth + 1)

    def is_filled(self, path: int) -> bool:
        return self.drawing(path)[0]

    def drawing(self, path: int) -> tuple[bool, bool]:
        """Tell whether a path is filled, and whether it is drawn as a line."""
        place = pdfium.address(self._memory)
        told = bool(pdfium.drawing_of(path, place, place + 4))
        filled, stroked = self._memory.raw[:4] != b"\0\0\0\0", self._memory.raw[4:8] != b"\0\0\0\0"
        return told and filled, told and stroked

    def matrix(self, found: int, outer: _Matrix) -> _Matrix:
        """Give the matrix that leads from an object's own points to the page's."""
        pdfium.matrix_of(found, pdfium.address(self._memory))
        a, b, c, d, e, f = _matrix.unpack_from(self._memory)
        if outer is _UNIT:
            return a, b, c, d, e, f
        o_a, o_b, o_c, o_d, o_e, o_f = outer
        return (
            a * o_a + b * o_c,
            a * o_b + b * o_d,
            c * o_a + d * o_c,
            c * o_b + d * o_d,
            e * o_a + f * o_c + o_e,
            e * o_b + f * o_d + o_f,
        )

    def path(self, path: int, matrix: _Matrix) -> None:
        """Take the ruled lines of a path: strokes, thin filled boxes, and the sides of stroked boxes."""
        count = pdfium.count_segments(path)
        self.points += count
        if self.points > _POINTS or len(self.rulings) > _RULINGS:
            return
        x_before = y_before = 0.0
        stroked: bool | None = None
        for kind, x, y in self.segments(path, count, matrix):
            if kind == _LINE:
                left, right = (x, x_before) if x < x_before else (x_before, x)
                top, bottom = (y, y_before) if y < y_before else (y_before, y)
                wide, tall = right - left, bottom - top
                if (wide <= _THIN < tall / 2) or (tall <= _THIN < wide / 2):
                    self.rulings.append(Ruling(left, top, right, bottom))
                elif (wide > _THIN and tall > _THIN) and len(self.slants) < _SLANTS:
                    stroked = self.drawing(path)[1] if stroked is None else stroked
                    self.slants += [(x_before, -y_before, x, -y)] if stroked else []
            elif kind == _CURVE and len(self.slants) < _SLANTS and abs(x - x_before) + abs(y - y_before) > _THIN:
                stroked = self.drawing(path)[1] if stroked is None else stroked
                self.slants += [(x_before, -y_before, x, -y)] if stroked else []
            x_before, y_before = x, y

    def segments(self, path: int, count: int, matrix: _Matrix) -> Iterator[tuple[int, float, float]]:
        a, b, c, d, e, f = matrix
        place = pdfium.address(self._memory)
        for index in range(count):
            segment = pdfium.segment_at(path, index)
            if segment and pdfium.point_of(segment, place, place + 4):
                x, y = _point.unpack_from(self._memory)
                yield pdfium.kind_of_segment(segment), a * x + c * y + e, -(b * x + d * y + f)
