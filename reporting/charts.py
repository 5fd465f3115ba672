"""The chart of the summary mail, drawn with Pillow: weekly totals as columns, the reporting rate as a line.

Pillow rather than a plotting library: it is here already for reading scans, starts fast, and a picture comes to some ten kilobytes.
Only digits and short dates stand in it, so that the font that Pillow brings suffices and no font has to be installed; titles and
legend are words of the letter. The paper is white in dark mode too.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from reporting.formats import Formats

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

    from reporting.summary import WeekRow

_SCALE = 3
"""Drawn larger than it is shown, for sharp screens."""
_WIDTH, _HEIGHT = 400, 200
"""As shown on a phone, so that the digits can be read there; on a wide screen it is somewhat larger."""
_LEFT, _RIGHT, _TOP, _BOTTOM = 4, 4, 40, 22
_RATE_TOP, _RATE_HEIGHT = 12, 30
_BLUE, _PALE, _ORANGE, _SAND, _INK, _DIM, _RULE = (
    "#1d4f91", "#a9c2e3", "#c2660a", "#fbe6d2", "#1c252e", "#566270", "#dfe4ea",
)  # fmt: skip
_LABEL_WIDTH = 42
_MOST_WEEKS = 26
"""More columns than this are too thin to tell apart: the last half year is shown."""


def weeks_chart(rows: Sequence[WeekRow], formats: Formats) -> bytes:
    """Give a PNG of the weeks, the last one standing out."""
    from PIL import Image, ImageDraw

    rows = rows[-_MOST_WEEKS:]
    image = Image.new("RGB", (_WIDTH * _SCALE, _HEIGHT * _SCALE), "white")
    draw = ImageDraw.Draw(image)
    step = (_WIDTH - _LEFT - _RIGHT) / len(rows)
    # Each date needs its room; the last week always has one, and from there every second, third, ... back.
    every = -(-_LABEL_WIDTH // max(1, int(step)))
    dated = {len(rows) - 1 - skip for skip in range(0, len(rows), every)}
    told = dated if every == 1 else _standing_out([row.total for row in rows], every, max)
    rated = dated if every == 1 else _standing_out([row.rate for row in rows], every, min)
    largest = max(1, *(row.total for row in rows))
    base = _HEIGHT - _BOTTOM
    room = base - _TOP - _RATE_HEIGHT
    middles = [_LEFT + step * (place + 0.5) for place in range(len(rows))]
    tops = [base - room * row.total / largest for row in rows]
    rates = [_RATE_TOP + 8 + _RATE_HEIGHT * (1 - row.rate) for row in rows]
    half = min(step * 0.34, 26)
    _line(draw, [(_LEFT, base), (_WIDTH - _RIGHT, base)], _RULE, 1)
    for place, (middle, top) in enumerate(zip(middles, tops, strict=True)):
        _box(draw, (middle - half, top, middle + half, base), _BLUE if place == len(rows) - 1 else _PALE)
    # A label stands above every column that it reaches over, so that no digit stands on one.
    reach = max(1, -(-_LABEL_WIDTH // 2 // max(1, int(step)))) if every > 1 else 0
    for place in told:
        top = min(tops[max(0, place - reach) : place + reach + 1])
        _text(draw, (middles[place], top - 8), formats.number(rows[place].total), _INK, 12)
    for place in dated:
        _text(draw, (middles[place], base + 12), formats.short_day(rows[place].key), _DIM, 11)
    # The line has a ground of its own, and what lies under it is filled: else no reports at all would look like all of them.
    ground = _RATE_TOP + 8 + _RATE_HEIGHT
    line = list(zip(middles, rates, strict=True))
    _area(draw, [(middles[0], ground), *line, (middles[-1], ground)], _SAND)
    _line(draw, [(_LEFT, ground), (_WIDTH - _RIGHT, ground)], _RULE, 1)
    _line(draw, line, _ORANGE, 1)
    for middle, rate in zip(middles, rates, strict=True):
        _dot(draw, middle, rate)
    for place in rated:
        above = min(rates[max(0, place - reach) : place + reach + 1])
        _text(draw, (middles[place], above - 11), _whole_percent(rows[place].rate), _ORANGE, 11)
    out = io.BytesIO()
    image.quantize(32).save(out, "PNG", optimize=True)
    return out.getvalue()


def _whole_percent(share: float) -> str:
    """Give a share without tenths, for which there is no room; 100% says that nobody is missing."""
    return f"{min(share, 1 if share >= 1 else 0.99):.0%}"


def _standing_out(values: Sequence[float], apart: int, choose: Callable[[Sequence[float]], float]) -> set[int]:
    """Give the last place and that of the most or least value, if the two are far enough apart for two labels."""
    last = len(values) - 1
    other = values.index(choose(values))
    return {last, other} if last - other > apart else {last}


def _line(draw: ImageDraw, points: Sequence[tuple[float, float]], color: str, width: int) -> None:
    draw.line([(x * _SCALE, y * _SCALE) for x, y in points], fill=color, width=width * _SCALE, joint="curve")


def _area(draw: ImageDraw, corners: Sequence[tuple[float, float]], color: str) -> None:
    draw.polygon([(x * _SCALE, y * _SCALE) for x, y in corners], fill=color)


def _box(draw: ImageDraw, corners: tuple[float, float, float, float], color: str) -> None:
    left, top, right, bottom = (corner * _SCALE for corner in corners)
    if bottom - top >= 1:
        draw.rectangle((left, top, right, bottom), fill=color)


def _dot(draw: ImageDraw, x: float, y: float) -> None:
    reach = 2.5
    corners = ((x - reach) * _SCALE, (y - reach) * _SCALE, (x + reach) * _SCALE, (y + reach) * _SCALE)
    draw.ellipse(corners, fill=_ORANGE, outline="white", width=_SCALE)


def _text(draw: ImageDraw, middle: tuple[float, float], text: str, color: str, size: int) -> None:
    from PIL import ImageFont

    x, y = middle
    font = ImageFont.load_default(size * _SCALE)
    half = draw.textlength(text, font) / 2 + _SCALE
    x = min(max(x * _SCALE, half), _WIDTH * _SCALE - half)  # the first and the last label stay on the paper
    draw.text((x, y * _SCALE), text, fill=color, font=font, anchor="mm")
