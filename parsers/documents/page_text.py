"""The words on a page of a PDF with their positions, by as few calls of pdfium as it takes.

The text of a page comes in one call, the box of a word in two. A word is taken apart into its letters only where that can matter: where
the page draws it in several pieces (a note's mark behind a number is one), or where a ruled line runs through it.
"""

from __future__ import annotations

import ctypes
import enum
import math
import re
import struct
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import NamedTuple

from parsers.documents import pdfium
from parsers.documents.layout import FIGURES_GAP, Ruling, run_over
from parsers.documents.runs import RAISED, RunDecoder, struck_out
from parsers.documents.source import Word
from parsers.legacy import has_unicode_letter, looks_legacy, syllable_points
from parsers.values import Doubt

_LETTERS = 50_000
"""Of a page; the densest page of print has some 8,000."""
_WORDS_GAP = 0.4
"""Of a line's height: words farther apart need not belong together; the layout of the page decides."""
_SLACK = 0.2
"""Of a line's height: so much wider than its letters may a line be without having a gap that parts columns."""
_NARROWEST = 0.3
"""Of a line's height, for each letter of a word: the letters of a narrower one may lie over each other."""
_TWO_FIGURES = re.compile(r"\d\s+\d")
_ASKED = 40
"""Letters of a page that are asked whether the file says what they are."""
_LINE = re.compile(r"[^\r\n]+")
_WORD = re.compile(r"\S+")
_FIGURE = re.compile(r"\d{2,9}")
_SUBSET = re.compile(r"^[A-Z]{6}\+")
_NO_LETTERS = re.compile("[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_UNKNOWN = re.compile("[\x00-\x01\x03-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd]")
_SIGNS = re.compile("[\ue000-\uf8ff]")
"""What fonts of signs have, such as those for the dots before items of a list; a page of nothing else was not read at all."""
_UNTRUSTED, _LACKING, _UNKNOWN_SHARE = 0.1, 0.05, 0.02
"""Share of a page's letters from which on it is not read for what it says, and from which on it is read with a doubt."""
_INVISIBLE = 3
_LETTERS_ONLY = re.compile(r"[^\W\d_]+")
_ENOUGH_WORDS = 6
_ASCENT, _DESCENT = 0.89, 0.21
"""Of a letter's size, above and below its line, as in Times New Roman."""
_ASKEW = 0.05
"""Of a quarter turn: what lies less askew is straight."""
_box, _origin, _matrix = struct.Struct("4f"), struct.Struct("2d"), struct.Struct("6f")


class Trust(enum.Enum):
    """How far the letters of a page can be believed."""

    FULL = enum.auto()
    PARTLY = enum.auto()
    NONE = enum.auto()


class Atom(NamedTuple):
    """Words that are drawn as one, a word, or a letter; in points from the left and downwards, on the page as it is turned."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    place: int
    """Of its first letter in the text of the page."""


class _Set(NamedTuple):
    """How a letter is set."""

    turn: int
    """Quarters by which the page has to be turned for it to stand upright; -1 where it lies askew."""
    top: float
    bottom: float
    """Of its line, on the page turned like that."""

    @property
    def size(self) -> float:
        """The height of the line."""
        return max(self.bottom - self.top, 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageWords:
    """What stands on a page."""

    words: Sequence[Word]
    """Pieces of lines without wide gaps."""
    sideways: Sequence[Word]
    """Lines that run in another direction than the page's: heads of narrow columns, watermarks."""
    rulings: Sequence[Ruling]
    """Turned as the words are."""
    doubts: Sequence[Doubt]


class PageText:
    """The text of one page, letter by letter as pdfium counts them."""

    def __init__(self, handle: int) -> None:
        """Take the text out of pdfium's text page."""
        self.handle = handle
        self._memory = ctypes.create_string_buffer(_matrix.size)
        self._address = pdfium.address(self._memory)
        self._turn = 0
        self._widths: dict[int, dict[str, float]] = {}
        self.disordered: list[str] = []
        """Figures whose digits are drawn in another order, known once the words are."""
        self.raw = _text(handle)
        self.text = _cleaned(self.raw)
        self.is_cut = pdfium.count_letters(handle) > _LETTERS

    def has_letters(self, count: int) -> bool:
        """Whether it has so many letters and digits."""
        return next(islice(filter(str.isalnum, self.text), count - 1, None), None) is not None

    def trust(self) -> Trust:
        """Tell whether the file says, and says rightly, which letters it draws."""
        if _is_gibberish(self.text):
            return Trust.NONE
        asked = self._some_places()
        lacking = sum(pdfium.lacks_letter(self.handle, place) == 1 for place in asked) / max(len(asked), 1)
        unknown, signs = len(_UNKNOWN.findall(self.raw)), len(_SIGNS.findall(self.raw))
        letters = max(len(self.raw), 1)
        if max(lacking, (unknown + signs) / letters) > _UNTRUSTED:
            return Trust.NONE
        return Trust.PARTLY if lacking > _LACKING or unknown / letters > _UNKNOWN_SHARE else Trust.FULL

    def is_invisible(self) -> bool:
        """Whether most of the words are not drawn."""
        places = self._some_places()
        drawn = [pdfium.object_of(self.handle, place) for place in places]
        return 2 * sum(pdfium.rendering_of(each) == _INVISIBLE for each in drawn if each) > len(places)

    def _some_places(self) -> list[int]:
        """Give the places of some letters from all over the page, single signs before a line aside."""
        text = f"\n{self.text} "
        places = range(0, len(self.text), max(1, len(self.text) // _ASKED))
        return [
            place
            for place in places
            if not (text[place + 1].isspace() or (text[place] in "\r\n" and text[place + 2].isspace()))
        ]

    def words(self, rulings: Sequence[Ruling]) -> PageWords:
        """Give the words, in legacy fonts decoded, crossed-out ones left out."""
        lines = [(*found.span(), self._set(found.start())) for found in _LINE.finditer(self.text)]
        self._turn = turn = _main_turn(lines)
        upright = [atom for start, end, line in lines if line.turn == turn for atom in self._line(start, end, line)]
        sideways = [self._sideways(start, end) for start, end, line in lines if line.turn != turn]
        rulings = [_turned_ruling(ruling, turn) for ruling in rulings] if turn else rulings
        columns, strokes = _Columns(rulings), _Strokes(rulings)
        if rulings:
            upright = self._taken_apart(upright, columns, strokes)
        upright, struck = _without_struck(self._with_marks(upright), strokes)
        pieces = list(_pieces(upright, self._fonts(upright), columns))
        decoder = RunDecoder((word.text, font) for word, font in pieces)
        words = [word for word, _ in pieces]
        if any(font for _, font in pieces):
            words = [word._replace(text=decoder.line([(word.text, font)])) for word, font in pieces]
        doubts = [*struck, *decoder.doubts]
        return PageWords(words=words, sideways=sideways, rulings=rulings, doubts=doubts)

    def _set(self, place: int) -> _Set:
        """Tell how the letter at a place is set: boxes of letters differ by font and file, size and base line do not."""
        pdfium.matrix_of_letter(self.handle, place, self._address)
        a, b, c, d, x, y = _matrix.unpack_from(self._memory)
        size = pdfium.size_of(self.handle, place) * math.hypot(c, d)
        quarters = math.atan2(-b, a) / (math.pi / 2) if b else 0.0 if a >= 0 else 2.0
        turn = round(quarters) % 4 if abs(quarters - round(quarters)) < _ASKEW else -1
        _, _, line, _ = _turned_box((x, x, -y, -y), turn)
        return _Set(turn, line - _ASCENT * size, line + _DESCENT * size)

    def _line(self, start: int, end: int, line: _Set) -> Iterable[Atom]:
        """Give what stands on a line: as one where the page draws it in one piece without wide gaps, else word by word."""
        if pdfium.count_pieces(self.handle, start, end - start) > 1:
            return self._word_by_word(start, end)
        text = self.text[start:end].rstrip()
        end = start + len(text)
        text = text.lstrip()
        start = end - len(text)
        if not text:
            return ()
        left, right = self._ends(start, end)
        width = self._width(text, start, line)
        if right - left < width - _SLACK * line.size:
            self._look_at_order(start, end)
        if right - left < width + _SLACK * line.size and not _TWO_FIGURES.search(text):
            return (Atom(text, left, right, line.top, line.bottom, start),)
        return self._parted(start, end, line)

    def _width(self, text: str, start: int, line: _Set) -> float:
        """Give how wide a line is that holds nothing but its letters: then none of its gaps need be looked at."""
        font = pdfium.font_handle_of(pdfium.object_of(self.handle, start)) or 0
        widths = self._widths.setdefault(font, {})
        try:
            return sum(map(widths.__getitem__, text)) * line.size
        except KeyError:
            for letter in set(text).difference(widths):
                left, right, _, _ = self._box(start + text.index(letter))
                widths[letter] = (right - left) / line.size
            return sum(map(widths.__getitem__, text)) * line.size

    def _parted(self, start: int, end: int, line: _Set) -> Iterator[Atom]:
        """Divide a line at its wide gaps."""
        begin = end_before = start
        left_of_piece = right_before = 0.0
        for word in _WORD.finditer(self.text, start, end):
            first, after = word.span()
            left, right = self._ends(first, after)
            if begin == end_before:
                begin, left_of_piece = first, left
            elif not _follows(left - right_before, line.size, self.text[end_before - 1], self.text[first]):
                yield Atom(self.text[begin:end_before], left_of_piece, right_before, line.top, line.bottom, begin)
                begin, left_of_piece = first, left
            right_before, end_before = right, after
        yield Atom(self.text[begin:end_before], left_of_piece, right_before, line.top, line.bottom, begin)

    def _word_by_word(self, start: int, end: int) -> Iterator[Atom]:
        for word in _WORD.finditer(self.text, start, end):
            first, after = word.span()
            if after - first > 1 and pdfium.count_pieces(self.handle, first, after - first) > 1:
                yield from self._letters(first, after)
            else:
                _, top, bottom = self._set(first)
                left, right = self._ends(first, after)
                if right - left < _NARROWEST * (after - first) * (bottom - top):
                    self._look_at_order(first, after)
                yield Atom(word[0], left, right, top, bottom, first)

    def _look_at_order(self, first: int, after: int) -> None:
        """Note the figures, in a text narrower than its letters, whose digits do not stand in the order in which they are read."""
        for found in _FIGURE.finditer(self.text, first, after):
            lefts = [self._box(place)[0] for place in range(*found.span())]
            if any(one >= other for one, other in pairwise(lefts)):
                self.disordered.append(found[0])

    def _letters(self, first: int, last: int) -> Iterator[Atom]:
        for place in range(first, last):
            if self.text[place] != " ":
                line = self._set(place)
                left, right, _, _ = self._box(place)
                yield Atom(self.text[place], left, right, line.top, line.bottom, place)

    def _ends(self, first: int, after: int) -> tuple[float, float]:
        """Give where a word begins and ends."""
        return self._box(first)[0], self._box(after - 1)[1]

    def _sideways(self, start: int, end: int) -> Word:
        boxes = [self._box(place) for place in range(start, end)]
        lefts, rights, tops, bottoms = zip(*boxes, strict=True)
        text = " ".join(self.text[start:end].split())
        return Word(text=text, left=min(lefts), right=max(rights), top=min(tops), bottom=max(bottoms))

    def _box(self, place: int) -> tuple[float, float, float, float]:
        """Give left, right, top and bottom of a letter on the page as it is turned."""
        pdfium.box_of(self.handle, place, self._address)
        left, top, right, bottom = _box.unpack_from(self._memory)
        return _turned_box((left, right, -top, -bottom), self._turn) if self._turn else (left, right, -top, -bottom)

    def _taken_apart(self, atoms: Iterable[Atom], columns: _Columns, strokes: _Strokes) -> list[Atom]:
        """Take those words apart that a ruled line runs through."""
        found: list[Atom] = []
        for atom in atoms:
            if len(atom.text) > 1 and (columns.cut(atom) or strokes.cross(atom)):
                found += self._letters(atom.place, atom.place + len(atom.text))
            else:
                found.append(atom)
        return found

    def _with_marks(self, atoms: Iterable[Atom]) -> list[Atom]:
        """Turn small raised digits into marks of notes, so that `45` with a note 1 does not read as 451."""
        marked: list[Atom] = []
        base: Atom | None = None
        for atom in atoms:
            if base is not None and atom.text.isdecimal() and _may_be_raised(base, atom):
                size = base.bottom - base.top
                if 0.15 * size < self._base_line(base) - self._base_line(atom) < size:
                    mark = atom.text.translate(RAISED)
                    marked.append(atom._replace(text=mark, top=base.top, bottom=base.bottom))
                    continue
            marked.append(atom)
            base = atom
        return marked

    def _base_line(self, atom: Atom) -> float:
        """Give the height, downwards, at which a word really stands: some programs raise it without saying so in its setting."""
        pdfium.origin_of(self.handle, atom.place, self._address, self._address + 8)
        x, y = _origin.unpack_from(self._memory)
        return _turned_box((x, x, -y, -y), self._turn)[2]

    def _fonts(self, atoms: Sequence[Atom]) -> Callable[[Atom], str]:
        """Tell each atom's font; they are asked for only where the text could be in a legacy one."""
        if not looks_legacy(self.text):
            return lambda _: ""
        name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
        places = pdfium.address(name), pdfium.address(ctypes.pointer(flags))
        fonts: dict[int, str] = {}
        for atom in atoms:
            length = pdfium.font_of(self.handle, atom.place, places[0], 128, places[1])
            font = name.value.decode("utf-8", "replace") if 0 < length <= 128 else ""
            # A subset of the font for a few letters (`ABCDEF+VnTime`) is the same font.
            fonts[atom.place] = _SUBSET.sub("", font)
        return lambda atom: fonts[atom.place]


def _text(handle: int) -> str:
    count = min(pdfium.count_letters(handle), _LETTERS)
    memory = ctypes.create_string_buffer(4 * count + 4)
    units = pdfium.get_text(handle, 0, count, pdfium.address(memory)) - 1
    text = memory.raw[: 2 * max(units, 0)].decode("utf-16-le", "surrogatepass")
    # Letters that pdfium counts and does not give would shift all that follow.
    return text if len(text) == count else "".join(_letter(pdfium.letter_at(handle, place)) for place in range(count))


def _is_gibberish(text: str) -> bool:
    """Whether words with letters that only Vietnamese has are mostly none: the file's table of letters is wrong, its digits too."""
    if text.isascii():
        return False
    # Abbreviations (QĐ, HĐND) are no syllables either.
    words = [word for word in _LETTERS_ONLY.findall(text) if has_unicode_letter(word) and not word.isupper()]
    return len(words) >= _ENOUGH_WORDS and syllable_points(" ".join(words)) < 0


def _letter(code: int) -> str:
    return chr(code) if 0 <= code < 0x110000 else "\ufffd"


def _cleaned(text: str) -> str:
    """Put a blank for what is no letter, one for one; pdfium marks hyphens at line ends by U+0002 or U+FFFE."""
    return _NO_LETTERS.sub(" ", text.replace("\x02", "-").replace("\ufffe", "-"))


def _main_turn(lines: Iterable[tuple[int, int, _Set]]) -> int:
    """Give the direction that most of a page's letters run in."""
    letters: Counter[int] = Counter()
    for start, end, line in lines:
        letters[line.turn] += end - start
    return max((turn for turn in letters if turn >= 0), key=lambda turn: letters[turn], default=0)


def _turned_ruling(ruling: Ruling, turn: int) -> Ruling:
    left, right, top, bottom = _turned_box((ruling.left, ruling.right, ruling.top, ruling.bottom), turn)
    return Ruling(left, top, right, bottom)


def _turned_box(box: Sequence[float], turn: int) -> tuple[float, float, float, float]:
    """Give left, right, top and bottom on a page that is turned by so many quarters."""
    left, right, top, bottom = box
    match turn:
        case 1:
            return top, bottom, -right, -left
        case 2:
            return -right, -left, -bottom, -top
        case 3:
            return -bottom, -top, left, right
        case _:
            return left, right, top, bottom


def _may_be_raised(base: Atom, atom: Atom) -> bool:
    size = base.bottom - base.top
    smaller = atom.bottom - atom.top < 0.9 * size
    return smaller and abs(atom.left - base.right) < size and base.top < atom.bottom < base.bottom


class _Columns:
    """The vertical ruled lines of a page, from the left."""

    def __init__(self, rulings: Iterable[Ruling]) -> None:
        self._rulings = sorted((ruling for ruling in rulings if ruling.vertical), key=lambda ruling: ruling.left)
        self._lefts = [ruling.left for ruling in self._rulings]

    def cut(self, atom: Atom) -> bool:
        """Whether one runs through a word, its first and last letter's outer halves aside."""
        half = (atom.bottom - atom.top) / 4
        return self.between(atom.left + half, atom.right - half, (atom.top + atom.bottom) / 2)

    def part(self, one: Atom, other: Atom) -> bool:
        """Whether one stands between two words of a line: figures in two cells are two figures, however near."""
        if not self._rulings or other.left - one.right < 0.3:
            # Letters of a word touch; between the figures of two cells there is at least the line.
            return False
        half = (one.bottom - one.top) / 4
        return self.between(one.right - half, other.left + half, (one.top + one.bottom) / 2)

    def between(self, left: float, right: float, height: float) -> bool:
        found = self._rulings[bisect_right(self._lefts, left) : bisect_left(self._lefts, right)]
        return any(ruling.top <= height <= ruling.bottom for ruling in found)


class _Strokes:
    """The horizontal ruled lines of a page, from the top."""

    def __init__(self, rulings: Iterable[Ruling]) -> None:
        self._rulings = sorted((ruling for ruling in rulings if not ruling.vertical), key=_height)
        self._heights = [_height(ruling) for ruling in self._rulings]

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self._rulings)

    def through(self, atom: Atom) -> Sequence[Ruling]:
        """Give those at the height at which words are crossed out."""
        size = atom.bottom - atom.top
        first, last = atom.top + 0.35 * size, atom.top + 0.7 * size
        return self._rulings[bisect_right(self._heights, first) : bisect_left(self._heights, last)]

    def cross(self, atom: Atom) -> bool:
        """Whether one runs through a word, or some of its letters."""
        return any(ruling.left < atom.right and atom.left < ruling.right for ruling in self.through(atom))

    def strike(self, atom: Atom) -> Ruling | None:
        """Give the one that crosses a word or letter out."""
        return next(
            (
                ruling
                for ruling in self.through(atom)
                if ruling.left - 1 <= atom.left and atom.right <= ruling.right + 1
            ),
            None,
        )


def _height(ruling: Ruling) -> float:
    return (ruling.top + ruling.bottom) / 2


def _without_struck(atoms: Sequence[Atom], strokes: _Strokes) -> tuple[Sequence[Atom], list[Doubt]]:
    """Blank out words and letters that are crossed out."""
    struck: dict[Ruling, list[Atom]] = {}
    for atom in atoms if strokes else ():
        if (ruling := strokes.strike(atom)) is not None:
            struck.setdefault(ruling, []).append(atom)
    if not struck:
        return atoms, []
    doubts = [doubt for found in struck.values() for doubt in struck_out(_joined(found))]
    left_out = {atom.place for found in struck.values() for atom in found}
    return [atom._replace(text=" ") if atom.place in left_out else atom for atom in atoms], doubts


def _pieces(atoms: Sequence[Atom], font_of: Callable[[Atom], str], columns: _Columns) -> Iterator[tuple[Word, str]]:
    """Join words that follow each other on a line in one font, up to a wide gap or the next ruled line.

    A piece ends with a blank unless its last word goes on in the next one.
    """
    start = 0
    for index in range(1, len(atoms) + 1):
        within = False
        if index < len(atoms):
            one, other = atoms[index - 1], atoms[index]
            within = one.place + len(one.text) == other.place
            if not (_breaks(one, other) or columns.part(one, other) or font_of(one) != font_of(other)):
                continue
        yield _whole(atoms[start:index], "" if within else " "), font_of(atoms[start])
        start = index


def _breaks(one: Atom, other: Atom) -> bool:
    """Whether a word starts a new piece: farther off than a blank, or at another height."""
    if other.top >= one.bottom or other.bottom <= one.top:
        return True
    size = max(one.bottom - one.top, other.bottom - other.top, 1.0)
    if run_over(one.text, other.text, other.left - one.right, size):
        return True
    if abs(other.top + other.bottom - one.top - one.bottom) > size:
        return True
    return not _follows(other.left - one.right, size, one.text[-1], other.text[0])


def _follows(gap: float, size: float, before: str, after: str) -> bool:
    """Whether a gap is no wider than a blank; between figures a blank is narrower."""
    if gap > FIGURES_GAP * size and before.isdecimal() and after.isdecimal():
        return False
    return -size < gap < _WORDS_GAP * size


def _whole(atoms: Sequence[Atom], end: str = "") -> Word:
    if len(atoms) == 1:
        text, left, right, top, bottom, _ = atoms[0]
        return Word(text + end, left, right, top, bottom)
    return Word(
        text=_joined(atoms) + end,
        left=min(atom.left for atom in atoms),
        right=max(atom.right for atom in atoms),
        top=min(atom.top for atom in atoms),
        bottom=max(atom.bottom for atom in atoms),
    )


def _joined(atoms: Iterable[Atom]) -> str:
    """Give the text of words and letters, with a blank wherever one stood between them."""
    text = ""
    end = -1
    for atom in atoms:
        text += (" " if text and atom.place != end else "") + atom.text
        end = atom.place + len(atom.text)
    return text
