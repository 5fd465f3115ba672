"""Whether letters can be seen on their ground."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

Colour = tuple[int, int, int]
"""Red, green, blue: 0 to 255."""

WHITE: Final[Colour] = (255, 255, 255)
BLACK: Final[Colour] = (0, 0, 0)
_LEAST_CONTRAST = 1.3
"""By the Web Content Accessibility Guidelines (2.1, 1.4.3), which ask for 4.5. The grey #ddd on white has 1.36, and can just be made out."""


@lru_cache(1024)
def alike(ink: Colour, ground: Colour) -> bool:
    """Whether letters in one colour on the other are not to be seen."""
    return contrast(ink, ground) < _LEAST_CONTRAST


@lru_cache(1024)
def contrast(ink: Colour, ground: Colour) -> float:
    """Give the contrast of two colours by the same guidelines: 1 to 21."""
    darker, lighter = sorted((_luminance(ink), _luminance(ground)))
    return (lighter + 0.05) / (darker + 0.05)


def from_hex(digits: str) -> Colour | None:
    """Give the colour written `RRGGBB`, or `AARRGGBB` as Excel does; None for anything else."""
    if len(digits) not in (6, 8):
        return None
    try:
        number = int(digits[-6:], 16)
    except ValueError:
        return None
    return number >> 16, number >> 8 & 255, number & 255


def tinted(colour: Colour, tint: float) -> Colour:
    """Make a colour lighter (to 1) or darker (to -1), as Office does with those of a theme."""
    towards = 255 if tint > 0 else 0
    red, green, blue = (round(part + (towards - part) * min(abs(tint), 1)) for part in colour)
    return red, green, blue


def _luminance(colour: Colour) -> float:
    red, green, blue = (part / 255 / 12.92 if part <= 10 else ((part / 255 + 0.055) / 1.055) ** 2.4 for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
