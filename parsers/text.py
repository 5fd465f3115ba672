"""Text as Vietnamese offices write it: one spelling to compare by.

`fold` takes away case, diacritics and spacing, so that `Hoà Lạc`, `Hòa Lạc` and `hoa lac` compare equal, while names stay distinct
as long as their letters do (all 46 units of the example roster do).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

# Letters without a decomposition, and look-alikes that sloppy keyboards and OCR put in their place.
_LOOK_ALIKES = str.maketrans({"đ": "d", "Đ": "d", "Ð": "d", "ð": "d", "Ɖ": "d", "ɖ": "d", "ı": "i", "ł": "l"})
_SPACES = re.compile(r"[\s\u00a0\u200b-\u200d\u2060\ufeff\u00ad]+")


def nfc(text: str) -> str:
    """Give the composed form (Unicode NFC), in which all texts are kept."""
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """Give the form to compare by: lower case, without diacritics, white space as single blanks.

    Its length may differ from the text's; use `fold_aligned` where positions matter.
    """
    return _SPACES.sub(" ", text.translate(_FOLDED)).strip()


_TOKEN = re.compile(r"[0-9a-z]+|=")


def tokens(text: str) -> str:
    """Give the words, numbers and equals signs of a text, folded, with one blank around each: "2=130 nhé!" gives " 2 = 130 nhe ".

    One text's words stand in another one, however lines were broken and punctuation changed, if its tokens do.
    """
    return f" {' '.join(_TOKEN.findall(fold(text)))} "


def fold_aligned(text: str) -> str:
    """Give the folded text with one letter for each letter of the NFC text: positions in one are positions in the other."""
    if text.isascii():
        return text.translate(_FOLDED_ALIGNED)
    return " ".join(map(_FOLDED_WORDS.__getitem__, text.split(" ")))


_TURNED = "[\u202b\u202d\u202e\u2067][^\u202c\u2069\\n]*\\d|[\u2066\u2068]\\d|\\d[\u0335-\u0338\u20d2\u20d3\u20e5\u20e6\u20eb]"
_BESIDE_OTHERS = r"\d[₀-₉]|[₀-₉]\d|(?<![^\W\d])[⁰¹²³⁴-⁹]+\d|(?<!\d)10[²³⁴⁵⁶⁹]|\d[①-⓿❶-➓]|[①-⓿❶-➓]\d"
"""Lowered, enclosed or raised digits that a reader may take for digits of the number; a raised one behind it is a note's mark."""
_ODD_FIGURES = re.compile(f"{_TURNED}|{_BESIDE_OTHERS}")
_ODD_LETTERS = re.compile("[\u202b\u202d\u202e\u2066-\u2068\u0335-\u0338\u20d2-\u20eb⁰¹²³⁴-⁹₀-₉①-⓿❶-➓]")
"""Without any of them there is nothing to look for, which takes a tenth of the time."""


def odd_figures(text: str) -> str:
    """Give the first figures that may be seen in another order, crossed out or as others than they are read; empty where there are none.

    The marks by which Windows and telephones copy a number (U+200E, U+202A) turn nothing.
    """
    found = None if text.isascii() or not _ODD_LETTERS.search(text) else _ODD_FIGURES.search(text)
    return text[found.start() : found.end() + 20].partition("\n")[0] if found else ""


class _Letters(dict[int, str]):
    """A table for `str.translate` that works out each letter once; it keeps those of the scripts that mails are written in."""

    def __init__(self, letter: Callable[[str], str]) -> None:
        super().__init__()
        self._letter = letter

    def __missing__(self, code: int) -> str:
        letter = self._letter(chr(code))
        if code < _KEPT_LETTERS:
            self[code] = letter
        return letter


class _Words(dict[str, str]):
    """Words with their folded ones, letter for letter: few different ones make up most of a text."""

    def __missing__(self, word: str) -> str:
        folded = word.translate(_FOLDED_ALIGNED)
        if len(word) <= _KEPT_WORD:
            if len(self) >= _KEPT_WORDS:
                self.clear()
            self[word] = folded
        return folded


def _aligned(letter: str) -> str:
    return " " if letter.isspace() else (_fold_letter(letter) or " ")[:1]


def _fold_letter(letter: str) -> str:
    if letter.isascii():
        return letter.lower()
    if unicodedata.category(letter) == "No":
        # "45¹" has a footnote, and "45½" is no count: neither is another digit.
        return "x" if unicodedata.decomposition(letter).startswith("<fraction>") else " "
    decomposed = unicodedata.normalize("NFKD", letter.translate(_LOOK_ALIKES))
    return "".join(part for part in decomposed if not unicodedata.combining(part)).lower()


_KEPT_LETTERS = 0x3000
_FOLDED = _Letters(_fold_letter)
_FOLDED_ALIGNED = _Letters(_aligned)
_KEPT_WORD, _KEPT_WORDS = 12, 4_096
_FOLDED_WORDS = _Words()
