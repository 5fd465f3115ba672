"""Raw messages kept under their hash, whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import resource
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Generator
from pathlib import Path

import pytest

from ingest.archive import Archive, ArchiveError

RAW = "From: thanh_doan@doan.example\r\n\r\nĐã cài 125 máy\r\n".encode()


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "data" / "messages")


@contextlib.contextmanager
def files_at_most(size: int) -> Generator[None]:
    """Let the system refuse to write more into any file, as a full disk does."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def files(archive: Archive) -> list[Path]:
    return sorted(path for path in archive.root.rglob("*") if path.is_file())


def test_a_message_is_kept_under_the_hash_of_its_bytes(archive: Archive):
    sha256 = archive.keep(RAW)
    assert sha256 == hashlib.sha256(RAW).hexdigest()
    assert archive.read(sha256) == RAW
    assert archive.path(sha256) == archive.root / sha256[:2] / f"{sha256[2:]}.eml"
    assert sha256 in archive
    assert "0" * 64 not in archive


def test_keeping_it_again_changes_nothing(archive: Archive):
    path = archive.path(archive.keep(RAW))
    before = path.stat()
    assert archive.keep_all([RAW, RAW, RAW]) == [hashlib.sha256(RAW).hexdigest()] * 3
    after = path.stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
    assert files(archive) == [path]


@pytest.mark.parametrize("by_file_system", [True, False])
def test_many_are_kept_at_once_in_their_order(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, *, by_file_system: bool
):
    """Also where the file system cannot be flushed as a whole."""
    if not by_file_system:
        monkeypatch.setattr("ingest.archive._sync_file_system", None)
    messages = [RAW + b"%d" % number for number in range(60)]
    assert archive.keep_all(messages) == [hashlib.sha256(each).hexdigest() for each in messages]
    assert len(files(archive)) == 60
    assert archive.keep_all([]) == []


def test_nobody_else_can_read_it(archive: Archive):
    path = archive.path(archive.keep(RAW))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    for directory in (path.parent, archive.root, archive.root.parent):
        assert stat.S_IMODE(directory.stat().st_mode) == 0o700


def test_a_full_disk_is_one_clear_error_and_leaves_no_half_file(archive: Archive):
    kept = archive.keep(b"small")
    with files_at_most(1000), pytest.raises(ArchiveError, match="larger than allowed") as caught:
        archive.keep_all([b"x" * 5000, b"y" * 5000])
    assert caught.value.number == errno.EFBIG
    assert files(archive) == [archive.path(kept)]
    # Once there is room again, all is well.
    assert archive.read(archive.keep(b"x" * 5000)) == b"x" * 5000


def test_a_directory_that_cannot_be_made_is_one_clear_error(tmp_path: Path):
    (tmp_path / "data").write_text("a file where a directory should be")
    with pytest.raises(ArchiveError, match=r"archive .*messages"):
        Archive(tmp_path / "data" / "messages").keep(RAW)


def test_a_damaged_message_is_not_taken_for_the_one_that_was_kept(archive: Archive):
    sha256 = archive.keep(RAW)
    archive.path(sha256).write_bytes(RAW.replace(b"125", b"925"))
    with pytest.raises(ArchiveError, match="not those that were kept"):
        archive.read(sha256)


def test_a_message_that_lost_its_end_is_written_again(archive: Archive):
    sha256 = archive.keep(RAW)
    archive.path(sha256).write_bytes(b"")
    assert archive.keep(RAW) == sha256
    assert archive.read(sha256) == RAW


def test_a_missing_message_is_told(archive: Archive):
    with pytest.raises(ArchiveError, match="not there"):
        archive.read("ab" * 32)


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "AB" * 32, "ab" * 31, "ab" * 32 + "\n"])
def test_what_is_no_hash_never_becomes_a_path(archive: Archive, name: str):
    with pytest.raises(ValueError, match="not a SHA-256"):
        archive.path(name)


_KEEP_FOR_EVER = """
import os, sys
from pathlib import Path
from ingest.archive import Archive
archive = Archive(Path(sys.argv[1]))
number = 0
while True:
    archive.keep_all([b"%d " % (number + i) * 20000 for i in range(10)])
    number += 10
    print(number, flush=True)
"""


def test_killed_at_any_moment_it_holds_whole_messages_only(archive: Archive):
    for pause in (0.0, 0.003, 0.007, 0.011):
        worker = subprocess.Popen([sys.executable, "-c", _KEEP_FOR_EVER, archive.root], stdout=subprocess.PIPE)
        assert worker.stdout is not None
        with worker.stdout:
            worker.stdout.readline()
            time.sleep(pause)
            worker.send_signal(signal.SIGKILL)
            worker.wait()
    kept = [path for path in files(archive) if path.parent.name != ".new"]
    assert len(kept) >= 10
    for path in kept:
        archive.read(path.parent.name + path.stem)
    archive.sweep()
    assert files(archive) == kept
    assert list((archive.root / ".new").iterdir()) == []
