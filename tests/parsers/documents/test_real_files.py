"""Real office files of 2002 to 2009 with transcripts, where they lie beside the checkout; a fresh machine has none of them."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from parsers.documents import read_documents
from parsers.legacy import decode_by_letters
from parsers.values import Attachment, Document, Paragraph
from tests.parsers.documents.files import codes

REAL = Path(__file__).parents[4] / "shared" / "real-files"
FILES = sorted(path for path in (REAL / "legacy").glob("*/*") if path.suffix != ".txt")
TRANSCRIPTS = sorted((REAL / "legacy").glob("*/*.txt"))
_WORD = re.compile(r"[^\W\d_]+")


def words(text: str) -> Counter[str]:
    """Count the words with Vietnamese letters, without case: transcripts do not know capitals' fonts."""
    return Counter(word for word in _WORD.findall(unicodedata.normalize("NFC", text).casefold()) if not word.isascii())


def text_of(document: Document) -> str:
    return "\n".join(
        block.text
        if isinstance(block, Paragraph)
        else "\n".join(str(cell) for row in block.rows for cell in row if cell)
        for block in document.blocks
    )


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_words_of_legacy_files_are_those_of_their_transcripts(path: Path) -> None:
    """At least 99 of 100; the rest are words set in a font of the other encoding."""
    (document,) = read_documents(Attachment(name=path.name, media_type="", data=path.read_bytes()))
    expected = words(path.with_name(path.name + ".txt").read_text(encoding="utf-8"))
    found = words(text_of(document)) & expected
    assert found.total() >= 0.99 * expected.total()
    assert set(codes(document)) <= {"legacy-guess"}


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: path.name)
def test_no_line_of_unicode_is_taken_for_legacy(path: Path) -> None:
    changed = [line for line in path.read_text(encoding="utf-8").splitlines() if decode_by_letters(line)[1]]
    assert changed == []


def test_the_decree_reads_the_same_as_doc_and_docx() -> None:
    paths = [REAL / "decree-30" / f"Phuluc3.{kind}" for kind in ("doc", "docx")]
    if not all(path.exists() for path in paths):
        return
    doc, docx = (read_documents(Attachment(name=path.name, media_type="", data=path.read_bytes()))[0] for path in paths)

    def contents(document: Document) -> Counter[str]:
        return Counter(
            " ".join(block.text.split())
            if isinstance(block, Paragraph)
            else " ".join(" | ".join(str(cell or "") for cell in row) for row in block.rows)
            for block in document.blocks
        )

    assert len(doc.blocks) == len(docx.blocks)
    assert (contents(doc) & contents(docx)).total() >= 0.98 * len(docx.blocks)
