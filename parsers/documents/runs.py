"""Lines made of runs in several fonts, and their decoding where the fonts are legacy ones."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from itertools import groupby

from parsers.legacy import believed_fonts, decode_by_font, decode_by_letters, may_be_legacy
from parsers.values import Doubt

Run = tuple[str, str]
"""A piece of text and the name of its font, empty where unknown."""

RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
"""Raised digits are marks of notes, or exponents: `45` with a note 1 must not read as 451."""
LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
"""Nobody marks notes by them: beside other digits they are a doubt."""


def is_pictorial(font: str) -> bool:
    """Whether a font draws pictures in place of letters and digits."""
    return font.lower().startswith(("wingdings", "webdings"))


def shifted(text: str, by: float | None) -> str:
    """Give the text of letters that are raised (above 0) or lowered."""
    return text.translate(RAISED if by > 0 else LOWERED) if by else text


def struck_out(text: str) -> list[Doubt]:
    """Give the doubt for words that are crossed out and therefore left out: that a figure was, is for a human to see."""
    return [Doubt(code="struck-out", about=text.strip()[:60])] if any(map(str.isdecimal, text)) else []


def unseen(text: str) -> list[Doubt]:
    """Give the doubt for words that a reader does not see, or sees otherwise, if they hold a figure."""
    return [Doubt(code="shown-otherwise", about=text.strip()[:60])] if any(map(str.isdecimal, text)) else []


class RunDecoder:
    """Decodes the lines of one file; remembers the first text that was only guessed as the doubt `legacy-guess`."""

    def __init__(self, runs: Iterable[Run]) -> None:
        """Have all runs of the file vote on which legacy fonts are what their name says."""
        self.believed = believed_fonts(runs)
        self.doubts: list[Doubt] = []

    def line(self, runs: Sequence[Run]) -> str:
        """Give the text of a line, NFC: by its fonts, and what may still be legacy by its letters."""
        text = "".join(text for text, _ in runs)
        if text.isascii() and not self.believed:
            return text
        if not self.believed:
            return self._guessed(unicodedata.normalize("NFC", text))
        # A letter may lie on both sides of a border between runs, so those of one font are decoded together.
        same_font = (
            ("".join(text for text, _ in group), font) for font, group in groupby(runs, key=lambda run: run[1])
        )
        return unicodedata.normalize("NFC", "".join(self._run(text, font) for text, font in same_font))

    def _run(self, text: str, font: str) -> str:
        if font in self.believed:
            return decode_by_font(text, font)[0]
        return self._guessed(text)

    def _guessed(self, text: str) -> str:
        if not may_be_legacy(text):
            return text
        decoded, guessed = decode_by_letters(text)
        if guessed and not self.doubts:
            self.doubts.append(Doubt(code="legacy-guess", about=decoded[:60]))
        return decoded
