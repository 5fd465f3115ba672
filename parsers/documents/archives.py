"""Zip archives: each member that may be a report is read as a document of its own, within bounds."""

from __future__ import annotations

import io
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator

from parsers.documents.source import ARCHIVE_BYTES, ARCHIVE_DEPTH, ARCHIVE_FILES, ARCHIVE_RATIO, Source
from parsers.values import Document

_UTF8_FLAG = 0x800
_ENCRYPTED_FLAG = 0x1
_CLUTTER = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")


def read_archive(source: Source, read: Callable[[Source], tuple[Document, ...]]) -> tuple[Document, ...]:
    """Read the members of a .zip by `read`, and those of archives within it."""
    if source.depth >= ARCHIVE_DEPTH:
        return (source.unreadable("zip", "nested-too-deep"),)
    try:
        archive = zipfile.ZipFile(io.BytesIO(source.data))
        members = [info for info in archive.infolist() if not info.is_dir() and not _is_clutter(info.filename)]
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, UnicodeDecodeError):
        return (source.unreadable("zip"),)
    if not members:
        return (source.unreadable("zip", "empty"),)
    if code := _refusal(source, members):
        return (source.unreadable("zip", code),)
    documents = [document for info in members[:ARCHIVE_FILES] for document in _member(source, archive, info, read)]
    if len(members) > ARCHIVE_FILES:
        documents.append(source.unreadable("zip", "truncated"))
    return tuple(documents)


def _refusal(source: Source, members: list[zipfile.ZipInfo]) -> str | None:
    """Tell why an archive is not opened at all, from its directory alone."""
    total = sum(info.file_size for info in members)
    if total > ARCHIVE_BYTES or total > ARCHIVE_RATIO * max(len(source.data), 10_000):
        return "too-large"
    return "encrypted" if all(info.flag_bits & _ENCRYPTED_FLAG for info in members) else None


def _member(
    source: Source, archive: zipfile.ZipFile, info: zipfile.ZipInfo, read: Callable[[Source], tuple[Document, ...]]
) -> Iterator[Document]:
    inner = source.inner(_name(info), b"")
    if info.flag_bits & _ENCRYPTED_FLAG:
        yield inner.unreadable("zip", "encrypted")
        return
    try:
        with archive.open(info) as member:
            # Directories lie about sizes: no more than the declared size is read.
            data = member.read(info.file_size)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, ValueError, OSError, NotImplementedError, EOFError):
        # RuntimeError: encrypted; NotImplementedError: a compression that Python lacks.
        yield inner.unreadable("zip")
        return
    yield from read(source.inner(_name(info), data))


def _name(info: zipfile.ZipInfo) -> str:
    """Give a member's name without its folders; names without the UTF-8 flag are often UTF-8 all the same."""
    name = info.filename
    if not info.flag_bits & _UTF8_FLAG:
        try:
            name = name.encode("cp437").decode("utf-8")
        except UnicodeError:
            name = info.filename
    return unicodedata.normalize("NFC", name.replace("\\", "/").rstrip("/").rpartition("/")[2]) or "file"


def _is_clutter(name: str) -> bool:
    return name.startswith(_CLUTTER[0]) or name.endswith(_CLUTTER[1:])
