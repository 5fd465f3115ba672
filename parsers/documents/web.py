"""HTML files: pages, spreadsheets and reports that web applications hand out as .xls or .doc, and .mht of Word and browsers."""

from __future__ import annotations

import email
import re
from email import policy

from parsers.documents.source import Blocks, Source
from parsers.letters.charsets import decode
from parsers.letters.markup import read_page
from parsers.values import Document, Doubt

_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([\w-]{2,30})""", re.IGNORECASE)


def read_html(source: Source) -> Document:
    """Read an HTML file as its reader sees it, by the reader of mail bodies."""
    declared = _CHARSET.search(source.data[:4096])
    return _read(source, source.data, declared[1].decode("ascii") if declared else "")


def read_mht(source: Source) -> Document:
    """Read the page of a web archive; its pictures are left out."""
    message = email.message_from_bytes(source.data, policy=policy.compat32)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            content = part.get_payload(decode=True)
            if isinstance(content, bytes):
                return _read(source, content, part.get_content_charset() or "")
    return source.unreadable("mht")


def _read(source: Source, data: bytes, declared: str) -> Document:
    text, doubts = decode(data, declared)
    page = read_page(text)
    blocks = Blocks()
    for line in page.lines:
        if line.table is not None:
            blocks.add_table(line.table)
        else:
            blocks.add_text(line.text, f"line {line.number}")
    found: list[Doubt] = [*doubts, *page.doubts, *blocks.doubts]
    return source.document("html", blocks.blocks, found)
