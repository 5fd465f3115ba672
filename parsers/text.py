"""Text as Vietnamese offices write it: one spelling to compare by.

`fold` takes away case, diacritics and spacing, so that `Hoà Lạc`, `Hòa Lạc` and `hoa lac` compare equal, while names stay distinct
as long as their letters do (all 46 units of the example roster do).
"""

from __future__ import annotations

import re
import unicodedata

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
    return _SPACES.sub(" ", "".join(map(_fold_letter, text))).strip()


def fold_aligned(text: str) -> str:
    """Give the folded text with one letter for each letter of the NFC text: positions in one are positions in the other."""
    return "".join((_fold_letter(letter) or " ")[:1] if not letter.isspace() else " " for letter in text)


def _fold_letter(letter: str) -> str:
    if letter.isascii():
        return letter.lower()
    decomposed = unicodedata.normalize("NFKD", letter.translate(_LOOK_ALIKES))
    return "".join(part for part in decomposed if not unicodedata.combining(part)).lower()
