"""What all tests share: the servers, the corpus's table, and folders that no test waits for."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

pytest_plugins = ["tests.mails.table", "tests.servers.fixtures"]

# How long an example takes says how busy the machine is.
settings.register_profile("unhurried", settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")

MEMORY = Path("/dev/shm")
ROOM = 4 * 2**30
"""Bytes: an office is told of a disk with less than 2 GB."""


def pytest_configure(config: pytest.Config) -> None:
    """Put the tests' folders into memory where there is room for them.

    Ledger and archive wait for the disk with every step; no test pulls the plug, so there that wait shows nothing. Disks that are full
    are tested on file systems of their own, and the rest of the system that is read-only in a folder on the disk.
    """
    if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))
