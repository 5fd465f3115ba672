"""A real, small file system (tmpfs) that can be full to the byte. Only root can mount one."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.servers.processes import is_root, unavailable


@dataclass(slots=True)
class SmallDisk:
    """A file system of its own at `path`; a file in it takes the room that is not to be had."""

    path: Path

    @property
    def _ballast(self) -> Path:
        return self.path / "ballast"

    def leave(self, free: int | None) -> None:
        """Leave so many bytes free; None: all that is not used."""
        self._ballast.unlink(missing_ok=True)
        if free is None:
            return
        room = shutil.disk_usage(self.path).free - free
        if room > 0:
            with self._ballast.open("wb") as file:
                os.posix_fallocate(file.fileno(), 0, room)


@contextlib.contextmanager
def small_disk(path: Path, *, kilobytes: int) -> Generator[SmallDisk]:
    """Mount one at a new folder; skips where root itself may not, with CI=true too: no set-up gives a container that right."""
    if not is_root():
        unavailable("a small file system can only be mounted by root")
    path.mkdir(parents=True, exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k,mode=0700", "tmpfs", path]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode:
        if "permission denied" in done.stderr.lower() or "not permitted" in done.stderr.lower():
            pytest.skip(
                f"root may not mount file systems here (a container without CAP_SYS_ADMIN): {done.stderr.strip()}"
            )
        raise AssertionError(done.stderr)
    try:
        yield SmallDisk(path)
    finally:
        subprocess.run(["umount", path], check=True)
