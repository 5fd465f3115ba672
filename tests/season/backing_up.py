"""Backups, restores and prunings that are killed at any instant: the last whole one is always there, and the audit holds."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dondoc.command_line import main
from tests.dondoc.office import ROOT, Office


@dataclass(slots=True)
class Killed:
    """What came of it."""

    kills: int
    wrong: list[str]


def run(office: Office, *arguments: str, after: float | None = None) -> int:
    """Run a command; kill it after so many seconds, if any. Gives its exit status, negative for a signal."""
    command = [sys.executable, "-m", "dondoc", *arguments, "--config", str(office.config)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    if after is not None:
        with contextlib.suppress(subprocess.TimeoutExpired):
            return process.wait(after)
        os.kill(process.pid, signal.SIGKILL)
    return process.wait(60)


def quietly(arguments: Sequence[str], office: Office) -> int:
    """Run a command here."""
    with open(os.devnull, "w", encoding="utf-8") as nothing, contextlib.redirect_stdout(nothing), contextlib.redirect_stderr(nothing):  # fmt: skip  # noqa: PTH123
        return main([*arguments, "--config", str(office.config)])


def kill_backups(office: Office, folder: Path, times: int, *, seed: int) -> Killed:
    """Record something, kill its backup at an instant, restore what is there, and audit; the same for restores."""
    chance = random.Random(seed)
    killed = Killed(0, [])
    backup = str(folder / "backup")
    data, aside = office.folder / "data", folder / "aside"
    assert quietly(["backup", backup], office) == 0
    begun = time.monotonic()
    assert run(office, "backup", backup) == 0
    seconds = time.monotonic() - begun
    for number in range(times):
        hour = f"2020-08-27T{10 + number // 60:02}:{number % 60:02}"
        before = _messages(office)
        office.mail("tin@shop.example", f"Số {number}", when=hour, subject=f"Tin {number}", to=("gmail",))
        assert not office.tick(hour).problems
        after = _messages(office)
        killed.kills += run(office, "backup", backup, after=chance.uniform(seconds * 0.3, seconds * 1.1)) < 0
        data.rename(aside)
        killed.kills += run(office, "restore", backup, after=chance.uniform(seconds * 0.3, seconds * 1.1)) < 0
        if not (data / "dondoc.db").exists() and quietly(["restore", backup], office) != 0:
            killed.wrong.append(f"backup {number} cannot be restored")
        elif quietly(["audit", "--offline"], office) != 0:
            killed.wrong.append(f"backup {number} was restored, and the audit finds fault")
        elif _messages(office) not in {before, after}:
            killed.wrong.append(f"backup {number} holds {_messages(office)} mails, neither the last one nor this one")
        shutil.rmtree(data)
        aside.rename(data)
        # What a killed backup left must not stand in the way of the next one.
        if quietly(["backup", backup], office) != 0:
            killed.wrong.append(f"no backup after the killed one {number}")
    return killed


def kill_prunes(office: Office, times: int, *, seed: int) -> Killed:
    """Kill prunings at an instant: the audit holds, whatever of the mails is left."""
    chance = random.Random(seed)
    killed = Killed(0, [])
    for number in range(times):
        killed.kills += run(office, "prune", "--older-than", "1d", after=chance.uniform(0.2, 1.0)) < 0
        if quietly(["audit", "--offline"], office) != 0:
            killed.wrong.append(f"pruning {number}: the audit finds fault")
    assert quietly(["prune", "--older-than", "1d"], office) == 0
    assert not list((office.folder / "data" / "messages").glob("??/*.eml"))
    return killed


def _messages(office: Office) -> int:
    with contextlib.closing(sqlite3.connect(office.folder / "data" / "dondoc.db")) as connection:
        return connection.execute("SELECT count(*) FROM messages").fetchone()[0]
