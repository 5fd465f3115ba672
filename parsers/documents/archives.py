"""Archives, .zip and .rar: each member that may be a report is read as a document of its own, within bounds."""

from __future__ import annotations

import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from parsers.documents.source import ARCHIVE_BYTES, ARCHIVE_DEPTH, ARCHIVE_FILES, ARCHIVE_RATIO, Source, is_panic
from parsers.values import Document

_UTF8_FLAG = 0x800
_ENCRYPTED_FLAG = 0x1
_CLUTTER = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")
_DICTIONARY = 64_000_000
"""Bytes of what came before that a .rar may refer to."""

Read = Callable[[Source], tuple[Document, ...]]


class _Member(NamedTuple):
    """A file in an archive."""

    name: str
    size: int
    """Unpacked, in bytes, as the archive's directory says."""
    encrypted: bool
    unpack: Callable[[], bytes | None]
    """Gives its bytes, no more than its size; None where they are damaged."""


class _ArchiveError(Exception):
    """The archive cannot be opened; the doubt that says why."""


def read_zip(source: Source, read: Read) -> tuple[Document, ...]:
    """Read the members of a .zip by `read`, and those of archives within it."""
    return _read(source, "zip", _zip_members, read)


def read_rar(source: Source, read: Read) -> tuple[Document, ...]:
    """Read the members of a .rar by `read`, and those of archives within it."""
    return _read(source, "rar", _rar_members, read)


def _read(
    source: Source, kind: str, members_of: Callable[[Source], Sequence[_Member]], read: Read
) -> tuple[Document, ...]:
    if source.depth >= ARCHIVE_DEPTH:
        return (source.unreadable(kind, "nested-too-deep"),)
    try:
        members = [member for member in members_of(source) if not _is_clutter(member.name)]
    except _ArchiveError as error:
        return (source.unreadable(kind, str(error)),)
    if not members:
        return (source.unreadable(kind, "empty"),)
    if code := _refusal(source, members):
        return (source.unreadable(kind, code),)
    documents = [document for member in members[:ARCHIVE_FILES] for document in _member(source, kind, member, read)]
    if len(members) > ARCHIVE_FILES:
        documents.append(source.unreadable(kind, "truncated"))
    return tuple(documents)


def _refusal(source: Source, members: Sequence[_Member]) -> str | None:
    """Tell why an archive is not opened at all, from its directory alone."""
    total = sum(member.size for member in members)
    if total > ARCHIVE_BYTES or total > ARCHIVE_RATIO * max(len(source.data), 10_000):
        return "too-large"
    return "encrypted" if all(member.encrypted for member in members) else None


def _member(source: Source, kind: str, member: _Member, read: Read) -> Iterator[Document]:
    folders = unicodedata.normalize("NFC", member.name.replace("\\", "/")).rstrip("/")
    inner = source.inner(folders.rpartition("/")[2] or "file", b"")
    if member.encrypted:
        yield inner.unreadable(kind, "encrypted")
        return
    data = member.unpack()
    if data is None:
        yield inner.unreadable(kind)
        return
    yield from read(source.inner(inner.part.removeprefix(f"{source.part}/"), data))


def _is_clutter(name: str) -> bool:
    return name.startswith(_CLUTTER[0]) or name.endswith(_CLUTTER[1:])


def _zip_members(source: Source) -> list[_Member]:
    if source.package is None:
        raise _ArchiveError("unreadable")
    archive = source.package.archive

    def unpack(info: zipfile.ZipInfo) -> bytes | None:
        try:
            with archive.open(info) as member:
                # Directories lie about sizes: no more than the declared size is read.
                return member.read(info.file_size)
        except (zipfile.BadZipFile, zlib.error, RuntimeError, ValueError, OSError, NotImplementedError, EOFError):
            # RuntimeError: encrypted; NotImplementedError: a compression that Python lacks.
            return None

    return [
        _Member(_zip_name(info), info.file_size, bool(info.flag_bits & _ENCRYPTED_FLAG), lambda info=info: unpack(info))
        for info in archive.infolist()
        if not info.is_dir()
    ]


def _zip_name(info: zipfile.ZipInfo) -> str:
    """Give a member's name; names without the UTF-8 flag are often UTF-8 all the same."""
    if info.flag_bits & _UTF8_FLAG:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return info.filename


def _rar_members(source: Source) -> list[_Member]:
    """Give the members of a .rar; those of archives in several volumes cannot be unpacked."""
    rars = _rars()
    limits = rars.ReadOptions(
        max_member_output_bytes=ARCHIVE_BYTES,
        max_total_output_bytes=ARCHIVE_BYTES,
        max_reader_workspace_bytes=2 * ARCHIVE_BYTES,
        rar50_dictionary_size_limit=_DICTIONARY,
        max_header_count=10_000,
    )

    def unpack(info: Any) -> bytes | None:
        try:
            # It fails where the sum that the archive holds for a member is not that of what came out.
            return archive.read(info, options=limits)
        except BaseException as error:
            # KeyError: a link; MemoryError: one of the limits.
            if not isinstance(error, (rars.Error, KeyError, ValueError, OSError, MemoryError)) and not is_panic(error):
                raise
            return None

    try:
        archive = rars.RarFile.from_bytes(source.data, options=limits)
        files = [info for info in archive.infolist() if not info.is_dir()]
    except rars.PasswordRequired:
        raise _ArchiveError("encrypted") from None
    except BaseException as error:
        if not isinstance(error, (rars.Error, ValueError, OSError, MemoryError)) and not is_panic(error):
            raise
        raise _ArchiveError("unreadable") from None
    return [_Member(info.filename, info.file_size, info.is_encrypted, lambda info=info: unpack(info)) for info in files]


def _rars() -> Any:
    # It ships no types.
    import rars

    return rars
