"""A reading function for tests: the message is an attachment, its name in the first line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path

from parsers.documents import read_documents
from parsers.values import Attachment, Document, Doubt, Findings, Kind, LetterHead, Paragraph, Vocabulary


def read(
    raw: bytes,
    vocabulary: Vocabulary,
    *,
    received_at: dt.datetime | None,
    skip: Mapping[str, Doubt],
    progress: Callable[[str], None],
) -> Findings:
    line, _, data = raw.partition(b"\n")
    name = line.decode()
    if name in skip:
        documents: tuple[Document, ...] = (Document(part=name, format="unread", doubts=(skip[name],)),)
    else:
        progress(name)
        documents = read_documents(Attachment(name=name, media_type="", data=data))
    doubts = tuple(dict.fromkeys(doubt for document in documents for doubt in document.doubts))
    return Findings(letter=LetterHead(), kind=Kind.OTHER, doubts=doubts, remarks=(*_figures(documents), _peak()))


def _figures(documents: tuple[Document, ...]) -> list[str]:
    """Give whatever the first blocks say."""
    blocks = [block for document in documents for block in document.blocks][:5]
    return [block.text[:80] if isinstance(block, Paragraph) else str(block.rows[:2])[:80] for block in blocks]


def _peak() -> str:
    """Give the most memory that the process ever held, in MB."""
    line = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
    return str(int(line.split()[1]) // 1024)
