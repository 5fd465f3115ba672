"""Vietnamese numbers in words, by a strict grammar: the whole phrase is a number or nothing is.

`không` to `tỷ`, with lẻ/linh, mươi/mười, mốt, tư, lăm/nhăm, nghìn/ngàn. Whole numbers only: `rưỡi` and `phẩy` are no counts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from parsers.text import fold

# Written with diacritics; the folded spelling is derived. A folded word alone is ambiguous (hai: Hải; tu: từ; nam: năm), so `find`
# reads undecorated words only where a whole phrase of at least two of them stands.
_DIGITS = {
    "không": 0,
    "một": 1,
    "mốt": 1,
    "hai": 2,
    "ba": 3,
    "bốn": 4,
    "tư": 4,
    "năm": 5,
    "lăm": 5,
    "nhăm": 5,
    "sáu": 6,
    "bảy": 7,
    "bẩy": 7,
    "tám": 8,
    "chín": 9,
}
_SCALES = {"tỷ": 1_000_000_000, "tỉ": 1_000_000_000, "triệu": 1_000_000, "nghìn": 1000, "ngàn": 1000}
_OTHERS = ("mười", "mươi", "trăm", "lẻ", "lẽ", "linh")
_MARKED = (*_DIGITS, *_SCALES, *_OTHERS)
PLAIN_WORDS = tuple(dict.fromkeys(fold(word) for word in _MARKED))
_CANONICAL = {word: word for word in _MARKED}
_CANONICAL_PLAIN = {fold(word): word for word in reversed(_MARKED)} | {
    "muoi": "mươi",
    "le": "lẻ",
    "ti": "tỷ",
    "mot": "một",
}


def _phrase(words: tuple[str, ...]) -> re.Pattern[str]:
    one = "|".join(sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{one})(?:[ \-]+(?:{one}))*(?!\w)")


_MARKED_PHRASE = _phrase(_MARKED)
_PLAIN_PHRASE = _phrase(PLAIN_WORDS)


@dataclass(frozen=True, slots=True)
class WordNumber:
    """A number in words and where it stands."""

    start: int
    end: int
    value: int


def find(text: str, folded: str) -> list[WordNumber]:
    """Give the numbers in words of an NFC text; `folded` is its `fold_aligned` form.

    In a text without any diacritics the folded spellings are read, phrases of one word left out.
    """
    plain = text.isascii()
    lowered = folded if plain else _aligned_lower(text)
    pattern, canonical = (_PLAIN_PHRASE, _CANONICAL_PLAIN) if plain else (_MARKED_PHRASE, _CANONICAL)
    found: list[WordNumber] = []
    for match in pattern.finditer(lowered):
        words = [canonical[word] for word in re.split(r"[ \-]+", match.group())]
        bracketed = text[match.start() - 1 : match.start()] == "(" and text[match.end() : match.end() + 1] == ")"
        if not bracketed and (words == ["không"] or (plain and len(words) < 2)):
            continue  # `không` alone means “not”, and one folded word may be any other
        value = parse(words)
        if value is not None:
            found.append(WordNumber(match.start(), match.end(), value))
    return found


def parse(words: list[str]) -> int | None:
    """Give the value of a whole phrase (words with diacritics, lower case), None if it is not one well-formed number."""
    total = 0
    rest = words
    first = True
    for scales, size in ((("tỷ", "tỉ"), 10**9), (("triệu",), 10**6), (("nghìn", "ngàn"), 10**3), ((), 1)):
        cut = next((index for index, word in enumerate(rest) if word in scales), None) if scales else len(rest)
        if cut is None:
            continue
        group, rest = rest[:cut], rest[cut + 1 :]
        if not group:
            if scales or first:
                return None
            continue
        value = _below_thousand(group, leading=first)
        if value is None:
            return None
        total += value * size
        first = False
    return total if not first else None


def _below_thousand(words: list[str], *, leading: bool) -> int | None:
    if "trăm" not in words:
        if words[0] in ("lẻ", "lẽ", "linh"):
            return None if leading or len(words) != 2 else _unit(words[1])
        # `một nghìn hai` is said for 1200 as well as for 1002: no count.
        return _below_hundred(words) if leading or len(words) > 1 else None
    cut = words.index("trăm")
    if cut != 1 or (hundreds := _unit(words[0])) is None or (leading and hundreds == 0):
        return None
    tail = words[2:]
    if not tail:
        return hundreds * 100
    if tail[0] in ("lẻ", "lẽ", "linh"):
        ones = _unit(tail[1]) if len(tail) == 2 else None
        return None if ones is None or ones == 0 else hundreds * 100 + ones
    # `một trăm hai` is said for 120 as well as for 102: no count.
    below = _below_hundred(tail) if len(tail) > 1 or tail == ["mười"] else None
    return None if below is None else hundreds * 100 + below


def _below_hundred(words: list[str]) -> int | None:
    match words:
        case [one]:
            return 10 if one == "mười" else _unit(one, alone=True)
        case [tens, "mốt" | "tư" | "lăm" | "nhăm" as ones] if tens not in ("mười", "mươi"):
            # "bốn lăm" is short for bốn mươi lăm: only such words stand behind a ten that is left out
            value = _unit(tens, alone=True)
            return None if value is None or value < 2 else value * 10 + _DIGITS[ones]
        case ["mười" | "mươi", ones]:
            value = _unit(ones)
            return None if value is None or value == 0 or ones in ("mốt", "tư") else 10 + value
        case [tens, "mươi" | "mười"]:
            value = _unit(tens, alone=True)
            return None if value is None or value < 2 else value * 10
        case [tens, "mươi" | "mười", ones]:
            value, rest = _unit(tens, alone=True), _unit(ones)
            return None if value is None or value < 2 or not rest else value * 10 + rest
        case _:
            return None


def _unit(word: str, *, alone: bool = False) -> int | None:
    if alone and word in ("mốt", "lăm", "nhăm", "tư"):
        return None
    return _DIGITS.get(word)


def _aligned_lower(text: str) -> str:
    # A few letters lower to two (İ): then the positions would move, so such a text keeps its case.
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else text
