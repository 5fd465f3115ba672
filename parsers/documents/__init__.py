"""Attachments to documents: every format as paragraphs and tables with addresses.

`read_documents` never raises on strange input; whatever is wrong is a doubt on the document. Codes: `unreadable`, `encrypted`, `empty`,
`truncated`, `too-large`, `nested-too-deep`, `ocr`, `no-ocr`, `picture`, `legacy-guess`, `charset-guess`,
`uncached`, `struck-out`, `shown-otherwise`. `picture` alone may be
ignored: it marks a picture too small to hold a page. Native libraries can still abort the process or loop; it is `ingest` that runs
all of this in a child process with limits.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cache
from itertools import chain

from parsers.documents.archives import read_rar, read_zip
from parsers.documents.kinds import Kind, kind_of
from parsers.documents.objects import embedded
from parsers.documents.open_text import read_odt
from parsers.documents.pictures import read_picture, with_pasted_pictures
from parsers.documents.plain import read_text
from parsers.documents.rich_text import read_rtf
from parsers.documents.separated import read_separated
from parsers.documents.sheet_2003 import read_sheet_2003
from parsers.documents.sheets import read_ods, read_xls, read_xlsb, read_xlsx
from parsers.documents.slides import read_pptx
from parsers.documents.source import OcrEngine, OcrError, Source, Word
from parsers.documents.tesseract import Tesseract
from parsers.documents.web import read_html, read_mht
from parsers.documents.word_binary import read_doc
from parsers.documents.word_xml import read_docx
from parsers.text import odd_figures
from parsers.values import Attachment, Block, Document, Doubt, Paragraph

__all__ = ["OcrEngine", "OcrError", "Word", "read_documents"]

_log = logging.getLogger(__name__)


def read_documents(attachment: Attachment, *, ocr: OcrEngine | None = None) -> tuple[Document, ...]:
    """Read an attachment: one document, or one for each file of an archive (`a.zip/x.xlsx`).

    `ocr` reads pictures of pages; without it tesseract does where it is installed. What an attachment's own doubts say (a transfer
    that ended early) is said of its documents too.
    """
    source = Source(
        part=attachment.name,
        data=attachment.data,
        media_type=attachment.media_type,
        inline=attachment.inline,
        engine=cache(lambda: ocr or Tesseract.installed()),
    )
    documents = tuple(map(_with_odd_figures, _read(source)))
    if not attachment.doubts:
        return documents
    return tuple(replace(document, doubts=(*attachment.doubts, *document.doubts)) for document in documents)


def _with_odd_figures(document: Document) -> Document:
    """Doubt a document in which marks show figures otherwise than they are read."""
    odd = odd_figures("\n".join(chain.from_iterable(map(_texts, document.blocks))))
    if not odd:
        return document
    return replace(document, doubts=(*document.doubts, Doubt(code="shown-otherwise", about=odd)))


def _texts(block: Block) -> Iterable[str]:
    if isinstance(block, Paragraph):
        return (block.text,)
    return [cell for cell in chain.from_iterable(block.rows) if type(cell) is str]


def _read(source: Source) -> tuple[Document, ...]:
    try:
        kind = kind_of(source)
        if kind in _ARCHIVES:
            return _ARCHIVES[kind](source, _read)
        read = _READERS.get(kind)
        document = read(source) if read else source.unreadable(_format(source))
        if kind in _WITH_PICTURES:
            document = with_pasted_pictures(source, document)
        objects = [each for inner in embedded(source) for each in _read(inner)] if kind in _WITH_OBJECTS else []
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001
        # A reader that does not know how to refuse this file is a bug: loud in the log, local to this file.
        _log.exception("no reader survived %s", source.part)
        return (source.unreadable(_format(source)),)
    if not document.blocks and not document.doubts and not objects and kind is not Kind.SEAL:
        return (source.unreadable(document.format, "empty"),)
    return (document, *objects)


def _format(source: Source) -> str:
    """Give a short word for a file that nobody reads: its extension."""
    return source.extension[:8] or "unknown"


def _pdf(source: Source) -> Document:
    # Its library takes as long to load as all others together.
    from parsers.documents.portable import read_pdf

    return read_pdf(source)


def _empty(source: Source) -> Document:
    return source.unreadable(_format(source), "empty")


def _encrypted(source: Source) -> Document:
    return source.unreadable(_format(source), "encrypted")


def _seal(source: Source) -> Document:
    return source.document("seal", ())


_ARCHIVES = {Kind.ARCHIVE: read_zip, Kind.RAR: read_rar}
_WITH_OBJECTS = (Kind.DOCX, Kind.PPTX)
_WITH_PICTURES = (Kind.DOCX, Kind.XLSX, Kind.ODT, Kind.PPTX)
_READERS: Mapping[Kind, Callable[[Source], Document]] = {
    Kind.XLSX: read_xlsx,
    Kind.XLSB: read_xlsb,
    Kind.XLS: read_xls,
    Kind.ODS: read_ods,
    Kind.XML_SHEET: read_sheet_2003,
    Kind.CSV: read_separated,
    Kind.DOCX: read_docx,
    Kind.DOC: read_doc,
    Kind.ODT: read_odt,
    Kind.PPTX: read_pptx,
    Kind.RTF: read_rtf,
    Kind.PDF: _pdf,
    Kind.PICTURE: read_picture,
    Kind.HTML: read_html,
    Kind.MHT: read_mht,
    Kind.TEXT: read_text,
    Kind.SEAL: _seal,
    Kind.ENCRYPTED: _encrypted,
    Kind.EMPTY: _empty,
}
