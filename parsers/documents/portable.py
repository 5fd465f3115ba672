"""PDF by pypdfium2: words with their positions, and pages whose words nobody can trust by OCR."""

from __future__ import annotations

import math
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any, cast

from pypdfium2 import PdfDocument, PdfiumError, PdfPage, raw

from parsers.documents.layout import add_page
from parsers.documents.page_layers import hides_layers
from parsers.documents.page_objects import PageObjects, objects_of
from parsers.documents.page_text import PageText, Trust
from parsers.documents.page_unseen import Box, crossed_out, under, under_slants, unseen_texts
from parsers.documents.pdfium import address
from parsers.documents.pictures import ENOUGH_TEXT, add_ocr_page
from parsers.documents.runs import unseen
from parsers.documents.source import OCR_PAGES, TEXT_PAGES, Blocks, Source
from parsers.values import Document, Doubt

_SCAN_DPI = 200
_COVERED = 0.5
"""Of a page: pictures that cover more are the page itself."""
_DRAWN = (raw.FPDF_ANNOT_FREETEXT, raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_STAMP, raw.FPDF_ANNOT_STRIKEOUT)
"""Notes that add words to a page, or cross some out."""
_NOTES, _FILES = 200, 20
"""Fields and notes on a page, files within a document that are looked at."""
_OUTLINES = 2_000
"""Points of drawn lines: a page without words that has as many draws its letters as outlines."""


def read_pdf(source: Source) -> Document:
    """Read the first pages of a PDF."""
    try:
        document = PdfDocument(source.data)
    except PdfiumError as error:
        return source.unreadable("pdf", "encrypted" if "password" in str(error).lower() else "unreadable")
    with document:
        return _read(source, document)


def _read(source: Source, document: PdfDocument) -> Document:
    blocks = Blocks()
    doubts: list[Doubt] = []
    scans = 0
    count = len(document)
    layers_off = cache(lambda: hides_layers(source.data))
    for number in range(1, min(count, TEXT_PAGES) + 1):
        if blocks.full:
            doubts.append(_beyond(number))
            break
        try:
            page, crossed = _page(document, number)
        except PdfiumError:
            doubts.append(Doubt(code="truncated", about=f"page {number}"))
            continue
        words_are_it, found = _add_words(source, blocks, number, page, crossed, layers_off)
        doubts += found
        if not words_are_it:
            scans += 1
            doubts += _ocr(source, blocks, number, page) if scans <= OCR_PAGES else [_beyond(number)]
        page.close()
    if count > TEXT_PAGES:
        doubts.append(_beyond(TEXT_PAGES + 1))
    # Files within it are no page of it; who sends a report like that is asked for it.
    doubts += [
        Doubt(code="unreadable", about=document.get_attachment(index).get_name())
        for index in range(min(document.count_attachments(), _FILES))
    ]
    kind = "ocr" if any(doubt.code == "ocr" for doubt in doubts) else "pdf"
    return source.document(kind, blocks.blocks, [*doubts, *blocks.doubts])


def _page(document: PdfDocument, number: int) -> tuple[PdfPage, Sequence[Box]]:
    """Load a page, what was filled into its fields or typed onto it with it; and where notes may cross out words."""
    page = document[number - 1]
    crossed = crossed_out(page)
    if not _has_notes(page):
        return page, crossed
    page.close()
    # Only with its forms at work pdfium draws fields that the file has values for, and no drawing.
    document.init_forms()
    page = document[number - 1]
    raw.FPDFPage_Flatten(page.raw, raw.FLAT_NORMALDISPLAY)
    page.close()
    return document[number - 1], crossed


def _has_notes(page: PdfPage) -> bool:
    for index in range(min(raw.FPDFPage_GetAnnotCount(page.raw), _NOTES)):
        note = raw.FPDFPage_GetAnnot(page.raw, index)
        kind = raw.FPDFAnnot_GetSubtype(note)
        raw.FPDFPage_CloseAnnot(note)
        if kind in _DRAWN:
            return True
    return False


def _beyond(page: int) -> Doubt:
    return Doubt(code="truncated", about=f"page {page}")


def _add_words(
    source: Source, blocks: Blocks, number: int, page: PdfPage, crossed: Sequence[Box], layers_off: Callable[[], bool]
) -> tuple[bool, list[Doubt]]:
    """Add what a page says in words; False where it has to be looked at as a picture."""
    objects = objects_of(address(page.raw))
    with _text_of(page) as text:
        if not text.has_letters(ENOUGH_TEXT) and (objects.pictured or objects.points > _OUTLINES):
            return False, []
        trust = text.trust()
        if trust is Trust.NONE:
            return False, []
        words = text.words(objects.rulings)
        doubts = list(words.doubts)
        if trust is Trust.PARTLY:
            doubts.append(Doubt(code="unreadable", about=f"page {number}"))
        if text.is_cut:
            doubts.append(_beyond(number))
        if words.words and _is_recognised(page, objects, text):
            doubts.append(Doubt(code="ocr", about=source.part))
        else:
            sides = Box(*page.get_bbox())
            hidden = unseen_texts(text.handle, objects.drawn, sides, layers_off=layers_off)
            doubts += [doubt for words_ in hidden for doubt in unseen(words_)]
            doubts += unseen(" ".join((*under_slants(text.handle, objects.slants), *text.disordered)))
        doubts += [doubt for words_ in under(text.handle, crossed) for doubt in unseen(words_)]
    add_page(blocks, number, words.words, words.rulings, words.sideways)
    return True, doubts


@contextmanager
def _text_of(page: PdfPage) -> Generator[PageText]:
    text_page = page.get_textpage()
    try:
        yield PageText(address(text_page.raw))
    finally:
        text_page.close()


def _is_recognised(page: PdfPage, objects: PageObjects, text: PageText) -> bool:
    """Whether the words were put behind a scan by a program that guessed them: OCR by somebody else."""
    width, height = page.get_size()
    if objects.pictured < _COVERED * width * height:
        return False
    return objects.texts_above == 0 or text.is_invisible()


def _ocr(source: Source, blocks: Blocks, number: int, page: PdfPage) -> list[Doubt]:
    width, height = page.get_size()
    # A page of a phone's picture may be metres wide; the picture is kept below 9 million points.
    scale = min(_SCAN_DPI / 72, math.sqrt(9e6 / max(width * height, 1.0)))
    picture = page.render(scale=cast("Any", scale)).to_pil()
    return add_ocr_page(source, blocks, number, picture)
