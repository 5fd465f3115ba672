"""The archive of raw messages: each under the SHA-256 of its bytes, safe on the disk before anything else is done with it.

A message is written under a temporary name, flushed to the disk and only then given its final name, and the directory is flushed too:
whatever happens in between, a file under a final name is whole. Keeping a message that is kept already changes nothing.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import re
from collections.abc import Generator, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from secrets import token_hex
from typing import TypeVar

_NAME = re.compile(r"[0-9a-f]{64}")
_TEMPORARY = ".new"
_Thing = TypeVar("_Thing")
# Flushing waits for the disk and not for the processor: 50 messages of 80 KB take half the time of one after the other.
_WRITERS = 8

_REMEDIES = {
    errno.ENOSPC: "the disk is full: make room",
    errno.EDQUOT: "the disk quota is used up: make room, or have it raised",
    errno.EROFS: "the disk is read-only: look for disk errors in the system's log",
    errno.EACCES: "access is denied: give the directory to the user that dondoc runs as",
    errno.EPERM: "access is denied: give the directory to the user that dondoc runs as",
    errno.EIO: "the disk fails: look for disk errors in the system's log, and replace it",
    errno.EFBIG: "the file would be larger than allowed: raise the limit on file sizes",
}


class ArchiveError(Exception):
    """A message could not be kept, or is not as it was kept; nothing half-written stands under a final name."""

    def __init__(self, path: Path, problem: str, *, number: int | None = None) -> None:
        """Say what is wrong with which file; `number` is the system's errno, if it was the system."""
        self.number = number
        super().__init__(f"archive {path}: {problem}")


class Archive:
    """Raw messages in a directory: `ab/cdef….eml` for the hash abcdef…. Several processes may use one at the same time."""

    def __init__(self, path: Path) -> None:
        self.root = path

    def path(self, sha256: str) -> Path:
        """Give where the message with this hash is or would be. Raises ValueError for anything that is no hash."""
        if not _NAME.fullmatch(sha256):
            raise ValueError(f"not a SHA-256 in lower-case hex: {sha256!r}")
        return self.root / sha256[:2] / f"{sha256[2:]}.eml"

    def __contains__(self, sha256: str) -> bool:
        """Whether the message with this hash is kept."""
        return self.path(sha256).is_file()

    def keep(self, raw: bytes) -> str:
        """Keep one message and give its hash; when this returns, it survives a power cut. Raises `ArchiveError`."""
        return self.keep_all((raw,))[0]

    def keep_all(self, messages: Sequence[bytes]) -> list[str]:
        """Keep several messages and give their hashes in the same order; faster than one by one. Raises `ArchiveError`.

        If it raises, some of them may have been kept: harmless, they are recognised the next time.
        """
        if not messages:
            return []
        with _telling(self.root):
            _make_directory(self.root / _TEMPORARY)
            with ThreadPoolExecutor(_WRITERS, "archive") as writers:
                hashes = [each for some in writers.map(self._write_all, _shares(messages)) for each in some]
                # Also for what was there already: whoever wrote it may have been killed before this.
                directories = sorted({f"{self.root}/{each[:2]}" for each in hashes})
                list(writers.map(_flush_directories, _shares(directories)))
            _flush_directories([self.root])
        return hashes

    def read(self, sha256: str) -> bytes:
        """Give the message with this hash, proven to be the same bytes. Raises `ArchiveError`."""
        path = self.path(sha256)
        with _telling(path):
            raw = path.read_bytes()
        if hashlib.sha256(raw).hexdigest() != sha256:
            raise ArchiveError(path, "its bytes are not those that were kept: restore it from a backup")
        return raw

    def sweep(self) -> int:
        """Remove what a killed process left half-written; gives how many. For the one worker, when it starts."""
        with _telling(self.root):
            left = self._left_over()
            for path in left:
                path.unlink(missing_ok=True)
        return len(left)

    def _left_over(self) -> list[Path]:
        directory = self.root / _TEMPORARY
        return sorted(directory.iterdir()) if directory.is_dir() else []

    def _write_all(self, messages: Sequence[bytes]) -> list[str]:
        return [self._write(raw) for raw in messages]

    def _write(self, raw: bytes) -> str:
        sha256 = hashlib.sha256(raw).hexdigest()
        final = self.path(sha256)
        if _has_size(final, len(raw)):
            return sha256
        temporary = self.root / _TEMPORARY / f"{sha256[:16]}.{token_hex(8)}"
        try:
            _write_flushed(temporary, raw)
            try:
                temporary.rename(final)
            except FileNotFoundError:
                _make_directory(final.parent)
                temporary.rename(final)
        except BaseException:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
            raise
        return sha256


def _make_directory(path: Path) -> None:
    """Make a directory and what is missing above it, all for their owner alone: mail is nobody else's business."""
    if path.is_dir():
        return
    _make_directory(path.parent)
    path.mkdir(mode=0o700, exist_ok=True)
    _flush_directories([path.parent])


def _has_size(path: Path, size: int) -> bool:
    """Whether a message is there as long as it should be: a disk that lost its end is written again."""
    try:
        return path.stat().st_size == size
    except FileNotFoundError:
        return False


def _write_flushed(path: Path, raw: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        rest = memoryview(raw)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _flush_directories(paths: Iterable[Path | str]) -> None:
    for path in paths:
        descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _shares(things: Sequence[_Thing]) -> list[Sequence[_Thing]]:
    """Part things, in their order, into a share for each writer."""
    size = -(-len(things) // _WRITERS)
    return [things[start : start + size] for start in range(0, len(things), size)]


@contextlib.contextmanager
def _telling(path: Path) -> Generator[None]:
    """Turn what the system says into an `ArchiveError` that says how to mend it."""
    try:
        yield
    except FileNotFoundError as error:
        raise ArchiveError(path, "it is not there: restore it from a backup", number=error.errno) from error
    except OSError as error:
        number = error.errno or 0
        remedy = _REMEDIES.get(number, error.strerror or str(error))
        raise ArchiveError(path, remedy, number=error.errno) from error
