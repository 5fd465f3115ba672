"""The chart of the summary mail, drawn with Pillow: weekly totals as columns, the reporting rate as a line.

Pillow rather than a plotting library: it is here already for reading scans, starts fast, and a picture comes to some ten kilobytes.
Only digits and short dates stand in it, so that the font that Pillow brings suffices and no font has to be installed; titles and
legend are words of the letter. The paper is white in dark mode too.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from reporting.formats import Formats

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

    from reporting.summary import WeekRow

_SCALE = 2
"""Drawn at twice the size that it is shown at, for sharp screens."""
_WIDTH, _HEIGHT = 592, 214
_LEFT, _RIGHT, _TOP, _BOTTOM = 10, 10, 44, 24
_RATE_TOP, _RATE_HEIGHT = 14, 34
_BLUE, _PALE, _ORANGE, _INK, _DIM, _RULE = "#1d4f91", "#a9c2e3", "#c2660a", "#1c252e", "#566270", "#dfe4ea"
_LABEL_WIDTH = 46
_MOST_WEEKS = 26
"""More columns than this are too thin to tell apart: the last half year is shown."""


def weeks_chart(rows: Sequence[WeekRow], formats: Formats) -> bytes:
    """Give a PNG of the weeks, the last one standing out."""
    from PIL import Image, ImageDraw

    rows = rows[-_MOST_WEEKS:]
    image = Image.new("RGB", (_WIDTH * _SCALE, _HEIGHT * _SCALE), "white")
    draw = ImageDraw.Draw(image)
    step = (_WIDTH - _LEFT - _RIGHT) / len(rows)
    # Each label needs its room; the last week always has one, and from there every second, third, ... back.
    every = max(1, -(-_LABEL_WIDTH // int(step)))
    labelled = {len(rows) - 1 - skip for skip in range(0, len(rows), every)}
    largest = max(1, *(row.total for row in rows))
    base = _HEIGHT - _BOTTOM
    room = base - _TOP - _RATE_HEIGHT
    _line(draw, [(_LEFT, base), (_WIDTH - _RIGHT, base)], _RULE, 1)
    points: list[tuple[float, float]] = []
    for place, row in enumerate(rows):
        middle = _LEFT + step * (place + 0.5)
        half = min(step * 0.34, 30)
        top = base - room * row.total / largest
        _box(draw, (middle - half, top, middle + half, base), _BLUE if place == len(rows) - 1 else _PALE)
        points.append((middle, _RATE_TOP + 8 + _RATE_HEIGHT * (1 - row.rate)))
        if place in labelled:
            _text(draw, (middle, top - 8), formats.number(row.total), _INK, 12)
            _text(draw, (middle, base + 12), formats.short_day(row.key), _DIM, 11)
    _line(draw, points, _ORANGE, 2)
    for place, (row, (x, y)) in enumerate(zip(rows, points, strict=True)):
        _dot(draw, x, y)
        if place in labelled:
            _text(draw, (x, y - 11), formats.percent(round(row.rate, 2)), _ORANGE, 11)
    out = io.BytesIO()
    image.quantize(32).save(out, "PNG", optimize=True)
    return out.getvalue()


def _line(draw: ImageDraw, points: Sequence[tuple[float, float]], color: str, width: int) -> None:
    draw.line([(x * _SCALE, y * _SCALE) for x, y in points], fill=color, width=width * _SCALE, joint="curve")


def _box(draw: ImageDraw, corners: tuple[float, float, float, float], color: str) -> None:
    left, top, right, bottom = (corner * _SCALE for corner in corners)
    if bottom - top >= 1:
        draw.rectangle((left, top, right, bottom), fill=color)


def _dot(draw: ImageDraw, x: float, y: float) -> None:
    reach = 3
    corners = ((x - reach) * _SCALE, (y - reach) * _SCALE, (x + reach) * _SCALE, (y + reach) * _SCALE)
    draw.ellipse(corners, fill=_ORANGE, outline="white", width=_SCALE)


def _text(draw: ImageDraw, middle: tuple[float, float], text: str, color: str, size: int) -> None:
    from PIL import ImageFont

    x, y = middle
    font = ImageFont.load_default(size * _SCALE)
    draw.text((x * _SCALE, y * _SCALE), text, fill=color, font=font, anchor="mm")
