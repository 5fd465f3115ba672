"""Pictures of pages, and OCR."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator
from itertools import chain, islice
from typing import TYPE_CHECKING

from parsers.documents.layout import add_page
from parsers.documents.source import OCR_PAGES, Blocks, OcrError, Source
from parsers.values import Document, Doubt, Paragraph

if TYPE_CHECKING:
    from PIL.Image import Image

_PAGE_WIDTH, _PAGE_HEIGHT = 300, 150
"""Pixels: below either no line of a report can be read, so it is a logo, an icon or a line that draws a signature apart."""
_PICTURES = re.compile(rb"/media/|Pictures/")
"""Where Office files keep their pictures."""
_BANNER = 5
"""Times as wide as high: a page is at most 1.5, a photographed line of a table stays below this."""
ENOUGH_TEXT = 12
"""Letters and digits below which a page or file with a picture in it is a scan; what scanners print on pages stays below it."""
_PIXELS = 60_000_000
"""A phone's largest pictures have 50 million."""
_OCR_PIXELS = 9_000_000
_RED = 45
"""Of 255, how much brighter red than green is in stamp ink and its pale edges; paper in lamp light stays below."""
_INK = 120
"""Of 255 in the red channel: print under a stamp stays darker."""


def read_picture(source: Source) -> Document:
    """Read a picture by OCR, its text always with the doubt `ocr`.

    A picture too small for a page has the doubt `picture` alone, so that logos in signatures need not hold up a report.
    """
    return _read_bytes(source, source.data)


def _read_bytes(source: Source, data: bytes) -> Document:
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            picture = Image.open(io.BytesIO(data))
            width, height = picture.size
            if _is_ornament(width, height):
                return source.unreadable("picture", "picture")
            if width * height > _PIXELS:
                return source.unreadable("picture", "too-large")
            return _read(source, picture)
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError):
        return source.unreadable("picture")


def with_pasted_pictures(source: Source, document: Document) -> Document:
    """Read the pictures in an Office file that holds next to no words: a photo of the report, pasted into Word or Excel."""
    if (
        not _PICTURES.search(source.data)
        or any(doubt.code != "ocr" for doubt in document.doubts)
        or _has_words(document)
    ):
        return document
    pages = [_read_bytes(source, data) for data in _pasted(source)]
    found = [page for page in pages if page.doubts != (Doubt(code="picture", about=source.part),)]
    blocks = [*document.blocks, *(block for page in found for block in page.blocks)]
    return source.document(
        document.format, blocks, [*document.doubts, *(doubt for page in found for doubt in page.doubts)]
    )


def _has_words(document: Document) -> bool:
    texts = (
        text
        for block in document.blocks
        for text in (
            [block.text] if isinstance(block, Paragraph) else map(str, filter(None, chain.from_iterable(block.rows)))
        )
    )
    letters = (letter for text in texts for letter in text if letter.isalnum())
    return next(islice(letters, ENOUGH_TEXT - 1, None), None) is not None


def _pasted(source: Source) -> Iterator[bytes]:
    """Give the first pictures of an Office file."""
    names = (
        [name for name in source.package.names if "/media/" in name or name.startswith("pictures/")]
        if source.package
        else []
    )
    for name in names[:OCR_PAGES]:
        if source.package and (data := source.package.part_or_nothing(name)):
            yield data


def _is_ornament(width: int, height: int) -> bool:
    return width < _PAGE_WIDTH or height < _PAGE_HEIGHT or width > _BANNER * height


def _read(source: Source, picture: Image) -> Document:
    from PIL import ImageOps

    blocks = Blocks()
    doubts: list[Doubt] = []
    frames = min(getattr(picture, "n_frames", 1), OCR_PAGES + 1)
    for number in range(1, frames + 1):
        if number > OCR_PAGES:
            doubts.append(Doubt(code="truncated", about=f"page {number}"))
            break
        if number > 1:
            picture.seek(number - 1)
        # Decoded at a reduced size where the format can (JPEG), before it takes its full memory.
        picture.draft("RGB", _fitting(picture.size))
        doubts += add_ocr_page(source, blocks, number, ImageOps.exif_transpose(picture))
    return source.document("ocr" if blocks.blocks else "picture", blocks.blocks, [*doubts, *blocks.doubts])


def add_ocr_page(source: Source, blocks: Blocks, number: int, picture: Image) -> list[Doubt]:
    """Add what OCR reads on a page; give the doubts: `ocr`, or why there is none."""
    engine = source.engine()
    if engine is None:
        return [Doubt(code="no-ocr", about=source.part)]
    try:
        words = engine.read_words(_for_ocr(picture))
    except OcrError as error:
        return [Doubt(code=error.code, about=source.part)]
    add_page(blocks, number, words)
    return [Doubt(code="ocr", about=source.part)]


def _fitting(size: tuple[int, int]) -> tuple[int, int]:
    width, height = size
    scale = min(1.0, (_OCR_PIXELS / (width * height)) ** 0.5)
    return max(1, int(width * scale)), max(1, int(height * scale))


def _for_ocr(picture: Image) -> bytes:
    """Give the picture as tesseract reads it best: at most 9 million points, grey, without red stamps."""
    size = _fitting(picture.size)
    grey = _without_red(picture) if picture.mode in ("RGB", "RGBA", "P", "CMYK", "YCbCr") else picture.convert("L")
    if grey.size != size:
        grey = grey.resize(size)
    out = io.BytesIO()
    grey.save(out, "PPM")
    return out.getvalue()


def _without_red(picture: Image) -> Image:
    """Turn red into paper: a stamp across lines makes tesseract lose them whole; ink under the stamp stays dark in the red channel."""
    from PIL import Image as Images
    from PIL import ImageChops

    if picture.mode != "RGB":
        white = Images.new("RGBA", picture.size, "white")
        picture = Images.alpha_composite(white, picture.convert("RGBA")).convert("RGB")
    red, green, _ = picture.split()
    stamp = ImageChops.subtract(red, green).point([0] * _RED + [255] * (256 - _RED))
    bright = red.point([0] * _INK + [255] * (256 - _INK))
    red.paste(255, mask=ImageChops.darker(stamp, bright))
    return red
