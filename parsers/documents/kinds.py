"""Which kind of file it is: by its bytes, then by its name, then by what the mail says.

Names and media types are often wrong in real mails: an .xls that a web application made is HTML, text or .xlsx; a .doc is RTF, HTML or
.docx; everything is `application/octet-stream`. So a name decides only between kinds whose bytes look alike.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Callable

from parsers.documents.package import Package
from parsers.documents.plain import looks_like_text
from parsers.documents.source import Source

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_RAR = b"Rar!\x1a\x07"
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a", b"II*\x00", b"MM\x00*", b"BM")
_HTML_START = re.compile(rb"<(?:!doctype html|html|head|body|table|div|p|meta|style|span|font)\b", re.IGNORECASE)
_MHT_START = re.compile(
    rb"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,20}?content-type:\s*multipart/related", re.IGNORECASE
)
_SEALS = frozenset({"p7s", "asc", "sig", "ics", "vcf"})
_SEAL_TYPES = (
    "application/pkcs7-signature",
    "application/x-pkcs7-signature",
    "application/pgp-signature",
    "text/calendar",
    "text/vcard",
    "text/x-vcard",
)


class Kind(enum.StrEnum):
    """What a file is, as far as reading it goes."""

    XLSX = "xlsx"
    XLSB = "xlsb"
    XLS = "xls"
    ODS = "ods"
    XML_SHEET = "xml-sheet"
    """Excel 2003's XML spreadsheet, usually named .xls."""
    CSV = "csv"
    DOCX = "docx"
    DOC = "doc"
    ODT = "odt"
    PPTX = "pptx"
    RTF = "rtf"
    PDF = "pdf"
    PICTURE = "picture"
    ARCHIVE = "zip"
    RAR = "rar"
    HTML = "html"
    MHT = "mht"
    TEXT = "text"
    SEAL = "seal"
    """Signatures, invitations, business cards: they go with mails and hold no report."""
    ENCRYPTED = "encrypted"
    EMPTY = "empty"
    UNKNOWN = "unknown"


def kind_of(source: Source) -> Kind:
    """Tell the kind of a file; UNKNOWN for what nobody here can read."""
    if not source.data.strip(b"\x00"):
        return Kind.EMPTY
    return next((found for look in _LOOKS if (found := look(source))), Kind.UNKNOWN)


def _by_signature(source: Source) -> Kind | None:
    data = source.data
    if data.startswith(_PICTURES) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP"):
        return Kind.PICTURE
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:5] == b"{\\rtf":
        return Kind.RTF
    if data.startswith(_RAR):
        return Kind.RAR
    # Some mail gateways and scanners put lines before it; readers of PDF look for it within the first 1024 bytes.
    return Kind.PDF if b"%PDF-" in data[:1024] else None


def _by_archive(source: Source) -> Kind | None:
    if not source.data.startswith(_ZIP):
        return None
    if source.package is None:
        return Kind.UNKNOWN
    names = source.package.names[:5000]
    if "mimetype" in names:
        return _open_document(source.package)
    if "xl/workbook.bin" in names:
        return Kind.XLSB
    if any(name.startswith("xl/") for name in names):
        return Kind.XLSX
    if any(name.startswith("word/") for name in names):
        return Kind.DOCX
    if any(name.startswith("ppt/") for name in names):
        return Kind.PPTX
    # Other Office packages (drawings) are archives too, but a member of theirs is no report.
    return Kind.UNKNOWN if "[content_types].xml" in names else Kind.ARCHIVE


def _open_document(package: Package) -> Kind:
    told = package.part_or_nothing("mimetype")[:200]
    if told.startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
        return Kind.ODS
    return Kind.ODT if told.startswith(b"application/vnd.oasis.opendocument.text") else Kind.UNKNOWN


def _by_compound_file(source: Source) -> Kind | None:
    if not source.data.startswith(_OLE):
        return None
    streams = source.compound.names if source.compound else frozenset[str]()
    order = {"encryptedpackage": Kind.ENCRYPTED, "workbook": Kind.XLS, "book": Kind.XLS, "worddocument": Kind.DOC}
    return next((kind for name, kind in order.items() if name in streams), Kind.UNKNOWN)


def _by_text(source: Source) -> Kind | None:
    if not looks_like_text(source.data):
        return None
    start = source.data[:8192].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if b"urn:schemas-microsoft-com:office:spreadsheet" in start and start.startswith((b"<?xml", b"<Workbook")):
        return Kind.XML_SHEET
    if _MHT_START.match(start.replace(b"\r\n", b"\n")):
        return Kind.MHT
    if _HTML_START.match(start) or (start.startswith((b"<?xml", b"<!--")) and b"<html" in start.lower()):
        return Kind.HTML
    if source.media_type == "text/html" or source.extension in ("html", "htm"):
        return Kind.HTML
    # Spreadsheets saved as text keep the name of a workbook; a name without meaning may still come with a media type.
    tables = source.extension in ("csv", "tsv", "tab", "xls", "xlsx") or source.media_type in (
        "text/csv",
        "text/tab-separated-values",
    )
    return Kind.CSV if tables and source.extension != "txt" else Kind.TEXT


def _by_purpose(source: Source) -> Kind | None:
    return Kind.SEAL if source.extension in _SEALS or source.media_type in _SEAL_TYPES else None


_LOOKS: tuple[Callable[[Source], Kind | None], ...] = (
    # What a signature file says of itself goes before its bytes, which are plain text or DER.
    _by_purpose,
    _by_signature,
    _by_archive,
    _by_compound_file,
    # Last, since the beginning of some binary formats is text.
    _by_text,
)
