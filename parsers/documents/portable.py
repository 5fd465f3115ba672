"""PDF by pypdfium2: the text with its positions, and pages that are only pictures by OCR."""

from __future__ import annotations

import ctypes
import itertools
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from parsers.documents.layout import FIGURES_GAP, Ruling, add_page
from parsers.documents.pictures import ENOUGH_TEXT, add_ocr_page
from parsers.documents.runs import RAISED, RunDecoder, struck_out
from parsers.documents.source import OCR_PAGES, TEXT_PAGES, Blocks, Source, Word
from parsers.legacy import looks_legacy
from parsers.values import Document, Doubt

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

Character = tuple[str, float, float, float, float]
"""A letter with its left, right, bottom and top in points from the page's lower left corner."""
_CHARACTERS = 50_000
"""Of a page; the densest page of print has some 8,000."""
_RULINGS = 600
_SUBSET = re.compile(r"^[A-Z]{6}\+")
_THIN = 3.0
"""Points: a filled box thinner than this is a ruled line."""
_SCAN_DPI = 200


def read_pdf(source: Source) -> Document:
    """Read the first pages of a PDF."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(source.data)
    except pypdfium2.PdfiumError as error:
        return source.unreadable("pdf", "encrypted" if "password" in str(error).lower() else "unreadable")
    with document:
        return _read(source, document)


def _read(source: Source, document: PdfDocument) -> Document:
    from pypdfium2 import PdfiumError

    blocks = Blocks()
    doubts: list[Doubt] = []
    scans = 0
    count = len(document)
    for number in range(1, min(count, TEXT_PAGES) + 1):
        if blocks.full:
            break
        try:
            page = document[number - 1]
        except PdfiumError:
            doubts.append(Doubt(code="truncated", about=f"page {number}"))
            continue
        rulings = list(_rulings(page))
        words, guesses = _words(page, rulings)
        doubts += guesses
        if _is_scan(page, words):
            scans += 1
            doubts += _ocr(source, blocks, number, page) if scans <= OCR_PAGES else [_beyond(number)]
        else:
            add_page(blocks, number, words, rulings)
        page.close()
    if count > TEXT_PAGES:
        doubts.append(_beyond(TEXT_PAGES + 1))
    kind = "ocr" if any(doubt.code == "ocr" for doubt in doubts) else "pdf"
    return source.document(kind, blocks.blocks, [*doubts, *blocks.doubts])


def _beyond(page: int) -> Doubt:
    return Doubt(code="truncated", about=f"page {page}")


def _is_scan(page: PdfPage, words: Sequence[Word]) -> bool:
    from pypdfium2 import raw

    if sum(letter.isalnum() for word in words for letter in word.text) >= ENOUGH_TEXT:
        return False
    return any(True for _ in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=2))


def _ocr(source: Source, blocks: Blocks, number: int, page: PdfPage) -> list[Doubt]:
    width, height = page.get_size()
    # A page of a phone's picture may be metres wide; the picture is kept below 9 million points.
    scale = min(_SCAN_DPI / 72, math.sqrt(9e6 / max(width * height, 1.0)))
    picture = page.render(scale=cast("Any", scale)).to_pil()
    return add_ocr_page(source, blocks, number, picture)


def _words(page: PdfPage, rulings: Sequence[Ruling]) -> tuple[list[Word], Sequence[Doubt]]:
    """Give the text of a page as pieces without gaps; in legacy fonts decoded."""
    height = page.get_height()
    text_page = page.get_textpage()
    try:
        drawn = list(_characters(text_page.raw, min(text_page.count_chars(), _CHARACTERS)))
        # Fonts cost as much again; only where the text could be legacy are they asked for.
        legacy = looks_legacy("".join(letter for letter, *_ in drawn))
        fonts = _fonts(text_page.raw, len(drawn)) if legacy else None
        marked = _with_marks(text_page.raw, drawn)
    finally:
        text_page.close()
    characters, struck = _without_struck(marked, rulings, height)
    columns = [ruling for ruling in rulings if ruling.vertical]
    pieces = list(_pieces(characters, height, fonts, columns))
    if fonts is None:
        return [word for word, _ in pieces], struck
    decoder = RunDecoder((word.text, font) for word, font in pieces)
    decoded = [replace(word, text=decoder.line([(word.text, font)])) for word, font in pieces]
    return decoded, [*struck, *decoder.doubts]


def _with_marks(text_page: Any, characters: Sequence[Character]) -> list[Character]:
    """Turn small raised digits into marks of notes, so that `45` with a note 1 does not read as 451.

    Boxes differ by font, so they only tell where to look; what counts is that the digit stands above the line.
    """
    marked: list[Character] = []
    base = -1
    for index, character in enumerate(characters):
        letter, left, _, bottom, top = character
        if base >= 0 and letter.isdecimal():
            _, _, right, base_bottom, base_top = characters[base]
            size = base_top - base_bottom
            if abs(left - right) < size and top - bottom < 0.8 * size and base_bottom < bottom < base_top:
                raised = _baseline(text_page, index) - _baseline(text_page, base)
                if 0.15 * size < raised < size:
                    marked.append((letter.translate(RAISED), *character[1:]))
                    continue
        marked.append(character)
        if not letter.isspace():
            base = index
    return marked


def _baseline(text_page: Any, index: int) -> float:
    from pypdfium2 import raw

    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(text_page, index, ctypes.byref(x), ctypes.byref(y))
    return y.value


def _without_struck(
    characters: list[Character], rulings: Sequence[Ruling], height: float
) -> tuple[list[Character], list[Doubt]]:
    """Blank out letters through whose middle a line is drawn."""
    doubts: list[Doubt] = []
    for ruling in rulings:
        if ruling.vertical:
            continue
        y = height - (ruling.top + ruling.bottom) / 2
        struck = [index for index, character in enumerate(characters) if _is_struck(character, ruling, y)]
        doubts += struck_out("".join(characters[index][0] for index in struck))
        for index in struck:
            characters[index] = (" ", *characters[index][1:])
    return characters, doubts


def _is_struck(character: Character, ruling: Ruling, y: float) -> bool:
    letter, left, right, bottom, top = character
    inside = ruling.left - 1 <= left and right <= ruling.right + 1
    return inside and letter != " " and bottom + 0.3 * (top - bottom) < y < bottom + 0.65 * (top - bottom)


def _characters(text_page: Any, count: int) -> Iterator[Character]:
    from pypdfium2 import raw

    box = raw.FS_RECTF()
    pointer = ctypes.byref(box)
    unicode_of, box_of = raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox
    for index in range(count):
        code = unicode_of(text_page, index)
        box_of(text_page, index, pointer)
        yield _letter(code), box.left, box.right, box.bottom, box.top


def _letter(code: int) -> str:
    """Give the letter of a code; pdfium marks hyphens at line ends by U+0002 or U+FFFE."""
    if code in (0x02, 0xFFFE):
        return "-"
    return chr(code) if 0x20 <= code < 0x110000 and not 0xD800 <= code < 0xE000 else " "


def _fonts(text_page: Any, count: int) -> list[str]:
    """Give the font of each character; blanks that pdfium adds have that of the one before."""
    from pypdfium2 import raw

    name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    fonts: list[str] = []
    for index in range(count):
        length = raw.FPDFText_GetFontInfo(text_page, index, name, 128, ctypes.byref(flags))
        font = name.value.decode("utf-8", "replace") if 0 < length <= 128 else ""
        # A subset of the font for a few letters (`ABCDEF+VnTime`) is the same font.
        fonts.append(_SUBSET.sub("", font) or (fonts[-1] if fonts else ""))
    return fonts


def _pieces(
    characters: Sequence[Character], height: float, fonts: Sequence[str] | None, columns: Sequence[Ruling]
) -> Iterator[tuple[Word, str]]:
    """Join characters that follow each other on a line in one font, blanks among them, up to the next ruled line."""
    start = 0
    inked: Character | None = None
    for index in range(1, len(characters) + 1):
        before = characters[index - 1]
        inked = before if before[0] != " " else inked
        if (
            index < len(characters)
            and not _breaks(before, inked, characters[index])
            and (fonts is None or fonts[index] == fonts[index - 1])
            and not (columns and inked is not None and _is_parted(inked, characters[index], height, columns))
        ):
            continue
        if word := _piece(characters[start:index], height):
            yield word, fonts[start] if fonts is not None else ""
        start = index


def _piece(characters: Sequence[Character], height: float) -> Word | None:
    inked = [character for character in characters if character[0] != " "]
    if not inked:
        return None
    return Word(
        text="".join(letter for letter, *_ in characters),
        left=inked[0][1],
        right=max(character[2] for character in inked),
        top=height - max(character[4] for character in inked),
        bottom=height - min(character[3] for character in inked),
    )


def _breaks(one: Character, inked: Character | None, other: Character) -> bool:
    """Whether a character starts a new piece: farther off than a blank, or at another height."""
    if other[0] == " " and other[1] == other[2]:
        return False
    size = max(one[4] - one[3], other[4] - other[3], 1.0)
    if not -size < other[1] - one[2] < 0.8 * size or abs((other[3] + other[4]) - (one[3] + one[4])) > size:
        return True
    figures = inked is not None and inked[0].isdecimal() and other[0].isdecimal()
    return figures and inked is not None and other[1] - inked[2] > FIGURES_GAP * size


def _is_parted(one: Character, other: Character, height: float, columns: Sequence[Ruling]) -> bool:
    """Whether a ruled line stands between two characters of a line: figures in two cells are two figures, however near."""
    if other[1] - one[2] < 0.3:
        # Letters of a word touch; between the figures of two cells there is at least the line.
        return False
    left, right = (one[1] + one[2]) / 2, (other[1] + other[2]) / 2
    middle = height - (one[3] + one[4]) / 2
    return any(left < ruling.left < right and ruling.top <= middle <= ruling.bottom for ruling in columns)


def _rulings(page: PdfPage) -> Iterator[Ruling]:
    """Give the ruled lines of a page: strokes, thin filled boxes, and the sides of stroked boxes."""
    from pypdfium2 import raw

    height = page.get_height()
    found = 0
    for path in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=3):
        matrix = path.get_matrix()
        points = [matrix.on_point(x, y) for x, y in _points(path.raw)]
        for (x1, y1), (x2, y2) in itertools.pairwise(points):
            if found >= _RULINGS:
                return
            ruling = Ruling(min(x1, x2), height - max(y1, y2), max(x1, x2), height - min(y1, y2))
            wide, tall = ruling.right - ruling.left, ruling.bottom - ruling.top
            if min(wide, tall) <= _THIN and max(wide, tall) > 2 * _THIN:
                found += 1
                yield ruling


def _points(path: Any) -> Iterator[tuple[float, float]]:
    from pypdfium2 import raw

    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(min(raw.FPDFPath_CountSegments(path), _RULINGS)):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        if segment and raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y)):
            yield x.value, y.value
