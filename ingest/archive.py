"""The archive of raw messages: each under the SHA-256 of its bytes, safe on the disk before anything else is done with it.

A message is written under a temporary name, flushed to the disk and only then given its final name, and the directory is flushed too:
whatever happens in between, a file under a final name is whole. Keeping a message that is kept already changes nothing. Many messages
are flushed with their file system at once: two waits instead of hundreds.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import hashlib
import os
import re
import sys
from collections.abc import Callable, Collection, Generator, Mapping, Sequence
from pathlib import Path
from secrets import token_hex

_NAME = re.compile(r"[0-9a-f]{64}")
_TEMPORARY = ".new"
_FEW = 8
"""Files that are flushed each by itself, so that a mail or two don't wait for what other programs have to write."""

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
        hashes = [hashlib.sha256(raw).hexdigest() for raw in messages]
        given = dict(zip(hashes, messages, strict=True))
        with _telling(self.root):
            new = {each: raw for each, raw in given.items() if not _has_size(self.path(each), len(raw))}
            _make_directory(self.root / _TEMPORARY)
            # Opened before anything is written: of what fails from now on it is told.
            with _opened(self.root) as root:
                self._keep_new(new, root)
                # Also for what was there already: whoever wrote it may have been killed before this.
                _flush({self.path(each).parent for each in hashes} | {self.root}, root)
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

    def _keep_new(self, new: Mapping[str, bytes], root: int) -> None:
        temporary = {each: self.root / _TEMPORARY / f"{each[:16]}.{token_hex(8)}" for each in new}
        try:
            for each, path in temporary.items():
                _write(path, new[each])
            _flush(temporary.values(), root)
            for each, path in temporary.items():
                final = self.path(each)
                try:
                    path.rename(final)
                except FileNotFoundError:
                    final.parent.mkdir(mode=0o700, exist_ok=True)
                    path.rename(final)
        except BaseException:
            for path in temporary.values():
                with contextlib.suppress(OSError):
                    path.unlink(missing_ok=True)
            raise


def _make_directory(path: Path) -> None:
    """Make a directory and what is missing above it, all for their owner alone: mail is nobody else's business."""
    if path.is_dir():
        return
    _make_directory(path.parent)
    path.mkdir(mode=0o700, exist_ok=True)
    with _opened(path.parent) as parent:
        os.fsync(parent)


def _has_size(path: Path, size: int) -> bool:
    """Whether a message is there as long as it should be: a disk that lost its end is written again."""
    try:
        return path.stat().st_size == size
    except FileNotFoundError:
        return False


def _write(path: Path, raw: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        rest = memoryview(raw)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
    finally:
        os.close(descriptor)


def _flush(paths: Collection[Path], root: int) -> None:
    """Wait until files or directories are on the disk: few each by itself, many with their whole file system, that of the open `root`."""
    if len(paths) > _FEW and _sync_file_system is not None:
        _sync_file_system(root)
        return
    for path in paths:
        with _opened(path) as descriptor:
            os.fsync(descriptor)


def _linux_syncfs() -> Callable[[int], None] | None:
    """Give the system's call to flush a file system, which Python has no name for; None where it would not tell of failed writes."""
    release = re.match(r"(\d+)\.(\d+)", os.uname().release)
    if sys.platform != "linux" or release is None or (int(release[1]), int(release[2])) < (5, 8):
        return None
    library = ctypes.CDLL(None, use_errno=True)
    if not hasattr(library, "syncfs"):
        return None

    def sync(descriptor: int) -> None:
        if library.syncfs(descriptor) != 0:
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number))

    return sync


_sync_file_system = _linux_syncfs()


@contextlib.contextmanager
def _opened(path: Path) -> Generator[int]:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


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
