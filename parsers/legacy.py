"""Vietnamese text in the font encodings from before Unicode: TCVN3 (ABC: .VnTime, .VnArial) and VNI (VNI-Times).

Such text is Latin-1 that only its font draws as Vietnamese: `B¸o c¸o tuÇn 35: 125 m¸y` (TCVN3), `Baùo caùo tuaàn 35` (VNI). Digits are the
same in every encoding. Two ways to decode, the surer one first:

- `decode_by_font`: the font's name says which encoding. Not proof either (many files declare .VnTime for Unicode text), so text that
  shows a letter which only Unicode has is left alone, and `believed_fonts` has the whole file vote.
- `decode_by_letters`: without a font, an encoding is tried and kept only where it turns words that are no Vietnamese syllables into
  syllables. It is a guess: who uses it adds the doubt `legacy-guess`.

TCVN 5712:1993 (its third form) and the VNI layout are public facts; the tables here were compared entry by entry with glibc's
TCVN5712-1 and with the package viparse (docs/decisions/0021-how-is-legacy-vietnamese-decoded.md).
"""

from __future__ import annotations

import enum
import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache


class Encoding(enum.StrEnum):
    """A legacy font encoding."""

    TCVN3 = "tcvn3"
    VNI = "vni"


_TCVN3_TABLE = {
    "¡¢£¤¥¦§": "ĂÂÊÔƠƯĐ",
    "¨©ª«¬\u00ad®": "ăâêôơưđ",
    "µ¸¶·¹ »¾¼½Æ ÇÊÈÉË": "àáảãạ ằắẳẵặ ầấẩẫậ",
    "ÌÐÎÏÑ ÒÕÓÔÖ ×ÝØÜÞ": "èéẻẽẹ ềếểễệ ìíỉĩị",
    "ßãáâä åèæçé êíëìî": "òóỏõọ ồốổỗộ ờớởỡợ",
    "ïóñòô õøö÷ù úýûüþ": "ùúủũụ ừứửữự ỳýỷỹỵ",
}
_TCVN3 = {sign: letter for signs, letters in _TCVN3_TABLE.items() for sign, letter in zip(signs, letters, strict=True)}

_TCVN3_LETTERS = str.maketrans(_TCVN3)

# A VNI letter is a base letter and a mark; the mark alone says tone and shape, so the table is their product.
_VNI_MARKS: Mapping[str, Mapping[str, str]] = {
    "aeiouyôö": {"ø": "\u0300", "ù": "\u0301", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"},
    "aeo": {
        "à": "\u0302\u0300",
        "á": "\u0302\u0301",
        "å": "\u0302\u0309",
        "ã": "\u0302\u0303",
        "ä": "\u0302\u0323",
        "â": "\u0302",
    },
    "a": {
        "è": "\u0306\u0300",
        "é": "\u0306\u0301",
        "ú": "\u0306\u0309",
        "ü": "\u0306\u0303",
        "ë": "\u0306\u0323",
        "ê": "\u0306",
    },
}
_VNI_BASES = {"ô": "ơ", "ö": "ư", "Ô": "Ơ", "Ö": "Ư"}
_VNI_SINGLE = {"ñ": "đ", "ò": "ị", "æ": "ỉ", "ó": "ĩ", "î": "ỵ", "ô": "ơ", "ö": "ư"}


def _vni_table() -> dict[str, str]:
    table = _VNI_SINGLE | {legacy.upper(): letter.upper() for legacy, letter in _VNI_SINGLE.items()}
    for bases, marks in _VNI_MARKS.items():
        for base, (mark, accents) in itertools.product(bases + bases.upper(), marks.items()):
            letter = unicodedata.normalize("NFC", _VNI_BASES.get(base, base) + accents)
            table[base + mark] = table[base + mark.upper()] = letter
    return table


_VNI = _vni_table()
_VNI_PATTERN = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))

# PDF names fonts without the leading dot and with a style: VnTimeHBold.
_TCVN3_FONT = re.compile(r"(?:[A-Z]{6}\+)?(?:\.[Vv][Nn]|Vn(?=[A-Z]))")
_TCVN3_CAPITALS = re.compile(r"H(?=$|[,\- ]|Bold|Italic)")
_VNI_FONT = re.compile(r"(?:[A-Z]{6}\+)?VNI[- ]", re.IGNORECASE)
_UNICODE_ONLY = re.compile("[ăđơưĂĐƠƯ\u1ea0-\u1ef9]|[^\\W\\d_][\u0300\u0301\u0303\u0306\u0309\u031b\u0323]")
_HIGH = re.compile("[\u00a1-\u00fe]")
# Of Latin-1 all but the letters that Vietnamese in Unicode has as well, and signs that stand in any text.
_SIGNS = re.compile("[¡-¦¨-®µ-¹¼-¾ÄÅÆÇËÎÏÐÑÖ×ØÛÜÞßäåæçëîïñö÷øûüþ]")
# What PDF and Word put in the place of bytes that are no letters outside of these fonts; U+00AD is ư, so it is common.
_SUBSTITUTES = str.maketrans({"\u2212": "\u00ad", "\u001f": "\u00ad", "\u2219": "\u00b7", "\u03bc": "\u00b5"})
_BESIDE_LETTER = re.compile(
    "(?<=[^\\W\\d_\u2212])[\u2212\u001f\u2219\u03bc]|(?<=[\u00a1-\u00bf])[\u2212\u001f\u2219\u03bc]|[\u2212\u001f\u2219\u03bc](?=[^\\W\\d_]|[\u00a1-\u00bf])"
)


def has_unicode_letter(text: str) -> bool:
    """Whether the text shows a Vietnamese letter that no legacy encoding has: it is Unicode already."""
    return _UNICODE_ONLY.search(text) is not None


def may_be_legacy(text: str) -> bool:
    """Whether the text has Latin-1 letters or signs and none that only Unicode has; cheap, to decide whether fonts are worth asking for."""
    return _HIGH.search(text) is not None and not has_unicode_letter(text)


def looks_legacy(text: str) -> bool:
    """Whether a long text (a page, a workbook) has signs that legacy fonts are full of and Vietnamese in Unicode never has."""
    return _SIGNS.search(text) is not None


@cache
def encoding_of_font(font: str) -> Encoding | None:
    """Tell by a font's name (also `ABCDEF+.VnTime` of a PDF) which encoding its text has, if any."""
    if _TCVN3_FONT.match(font):
        return Encoding.TCVN3
    return Encoding.VNI if _VNI_FONT.match(font) else None


def decode(text: str, encoding: Encoding) -> str:
    """Decode a text that is known to have this encoding; letters outside of it stay."""
    if encoding is Encoding.VNI:
        return unicodedata.normalize("NFC", _VNI_PATTERN.sub(lambda found: _VNI[found[0]], text))
    text = _BESIDE_LETTER.sub(lambda found: found[0].translate(_SUBSTITUTES), text)
    return unicodedata.normalize("NFC", text.translate(_TCVN3_LETTERS))


def decode_by_font(text: str, font: str) -> tuple[str, bool]:
    """Decode a run of text by its font's name; give the text and whether its encoding was legacy.

    Text with a letter that only Unicode has is left as it is. In the capitals' fonts (.VnTimeH) small letters are drawn as capitals.
    """
    encoding = encoding_of_font(font)
    if encoding is None or has_unicode_letter(text):
        return text, False
    decoded = decode(text, encoding)
    if encoding is Encoding.TCVN3 and _TCVN3_CAPITALS.search(font):
        decoded = decoded.upper()
    return decoded, decoded != text


def believed_fonts(runs: Iterable[tuple[str, str]]) -> frozenset[str]:
    """Give the legacy fonts among (text, font) whose name can be believed for this file.

    Files that were converted to Unicode often keep the font's name. A run votes for Unicode by a letter that only Unicode has, and for
    the font by a sign that no Unicode Vietnamese has within a word; a font without any vote is believed.
    """
    votes: Counter[str] = Counter()
    fonts: set[str] = set()
    for text, font in runs:
        encoding = encoding_of_font(font)
        if encoding is None:
            continue
        fonts.add(font)
        if has_unicode_letter(text):
            votes[font] -= 1
        elif _gain(text, encoding) > 0:
            votes[font] += 1
    return frozenset(font for font in fonts if votes[font] >= 0)


def decode_by_letters(text: str) -> tuple[str, bool]:
    """Guess by the text alone whether it is legacy; give the text, decoded if so, and whether it was decoded.

    The encoding that makes the most Vietnamese syllables out of words that are none is taken; what is good Unicode Vietnamese, or
    another language, gains nothing by any of them and is left alone.
    """
    if not may_be_legacy(text):
        return text, False
    best = max(Encoding, key=lambda encoding: _gain(text, encoding))
    return (decode(text, best), True) if _gain(text, best) > 0 else (text, False)


def _gain(text: str, encoding: Encoding) -> int:
    """How many more parts of words are Vietnamese syllables once decoded; each that decoding spoils counts against it."""
    words = {word for word in text.split() if _HIGH.search(word)}
    return sum((_remembered_gain if len(word) <= _LONGEST_KEPT else _gain_of_word)(word, encoding) for word in words)


def _gain_of_word(word: str, encoding: Encoding) -> int:
    decoded = decode(word, encoding)
    return syllable_points(decoded) - syllable_points(word) if decoded != word else 0


_LONGEST_KEPT = 40
"""Letters: nobody's words are longer, and what hostile files call words must not fill the memory."""
_remembered_gain = lru_cache(maxsize=20_000)(_gain_of_word)


_PART = re.compile(r"[^\W\d_]*[\u00a1-\u00bf×÷][^\s\d]*|[^\W\d_]+")
_TONES = frozenset("\u0300\u0301\u0309\u0303\u0323")
_RISING_OR_HEAVY = frozenset("\u0301\u0323")
_ONSETS = tuple("b c ch d đ g gh gi h k kh l m n ng ngh nh p ph q qu r s t th tr v x".split())  # noqa: SIM905  words read better as words
_OPEN_RHYMES = frozenset(
    """a ai ao au ay am an ang anh ăm ăn ăng âm ân âng âu ây e em en eng eo ê êm ên ênh êu i ia im in inh iu iê iêm iên iêng iêu
    o oa oai oam oan oang oanh oao oay oăm oăn oăng oe oen oeo oi om on ong oong ô ôi ôm ôn ông ơ ơi ơm ơn u ua uân uâng uây uê uênh ui um un ung
    uơ uôi uôm uôn uông uy uya uynh uyn uyu uyên ư ưa ưi ưm ưn ưng ưu ươi ươm ươn ương ươu y yêm yên yêng yêu""".split()  # noqa: SIM905
)
_STOPPED_RHYMES = frozenset(
    """ac ach ap at ăc ăp ăt âc âp ât ec ep et êch êp êt ich ip it iêc iêp iêt oac oach oap oat oăc oăt oet oc ooc op ot ôc ôp ôt ơp ơt
    uât uêch uc up ut uôc uôt uych uyp uyt uyêt ưc ưt ươc ươp ươt yêt""".split()  # noqa: SIM905
)


def syllable_points(text: str) -> int:
    """Give 1 for each Vietnamese syllable with a mark, less 1 for each other part of a word with a mark or a sign within it."""
    marked = (part for part in _PART.findall(text) if not part.isascii())
    return sum(1 if len(part) > 1 and is_syllable(part) else -1 for part in marked)


def is_syllable(word: str) -> bool:
    """Whether a word (NFC) is built like a Vietnamese syllable: onset, rhyme, and a tone that its final consonant allows."""
    return len(word) <= 7 and _is_syllable(word)


@lru_cache(maxsize=20_000)
def _is_syllable(word: str) -> bool:
    if not word.isalpha():
        return False
    decomposed = unicodedata.normalize("NFD", word.lower())
    tones = _TONES.intersection(decomposed)
    if len(tones) > 1:
        return False
    bare = unicodedata.normalize("NFC", "".join(letter for letter in decomposed if letter not in _TONES))
    rhymes = {bare, *(bare.removeprefix(onset) for onset in _ONSETS if bare.startswith(onset))}
    return not _OPEN_RHYMES.isdisjoint(rhymes) or (
        not _STOPPED_RHYMES.isdisjoint(rhymes) and tones <= _RISING_OR_HEAVY and bool(tones)
    )
