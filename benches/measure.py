"""Measuring: each peer runs in a process of its own, and what it took is read from the system."""

from __future__ import annotations

import contextlib
import json
import os
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Told = Callable[[str], None]
"""Shows progress to whoever waits."""

_SAMPLES_A_SECOND = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What one run of a peer took."""

    wall: float
    """Seconds of the work itself, by its own clock."""
    process: float
    """Seconds of the whole process, its start and end with it."""
    cpu: float
    """User and system seconds of the process and of all that it started."""
    peak: float
    """MiB that the process and all that it started held together at most; memory that they share counts for each of them."""
    said: Mapping[str, Any] = field(default_factory=dict[str, Any])
    """What the peer told of its work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of a table: a name and its cells."""

    name: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What a bench found, as it is printed and kept in `docs/speed.md`."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    note: str = ""
    aims: tuple[str, ...] = ()
    """Each aim with what was reached, ratios first."""


def run_alone(module: str, *arguments: str) -> Turn:
    """Run `python -m MODULE ARGUMENTS` to its end; it prints one JSON object with at least `wall`."""
    begin = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-m", module, *arguments], stdout=subprocess.PIPE)
    assert process.stdout is not None
    with _peak_of(process.pid) as peak:
        words = process.stdout.read()
        process.stdout.close()
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = status
    assert status == 0, f"{module} {' '.join(arguments)} ended with {status}"
    said: dict[str, Any] = json.loads(words)
    return Turn(
        wall=said.pop("wall"),
        process=time.perf_counter() - begin,
        cpu=usage.ru_utime + usage.ru_stime,
        peak=peak[0] / 2**20,
        said=said,
    )


def tell(wall: float, **said: Any) -> None:
    """Say as a peer what its work took."""
    print(json.dumps({"wall": wall, **said}), flush=True)


def in_turns(peers: Sequence[str], turns: int, run: Callable[[str], Turn], told: Told) -> dict[str, list[Turn]]:
    """Run all peers several times, one after the other, so that a slow minute of the machine meets all of them."""
    done: dict[str, list[Turn]] = {peer: [] for peer in peers}
    for number in range(turns):
        for peer in peers:
            turn = run(peer)
            done[peer].append(turn)
            told(f"turn {number + 1} of {turns}: {peer}: {turn.wall:.2f} s, {turn.cpu:.2f} s CPU")
    return done


def middle(turns: Sequence[Turn], take: Callable[[Turn], float]) -> float:
    """Give the median of something over the turns of a peer."""
    return statistics.median(take(turn) for turn in turns)


def ratio(turns: Sequence[Turn], others: Sequence[Turn], take: Callable[[Turn], float]) -> float:
    """Give how many times as much a peer took as another one: the median over the turns, within each of which the machine was alike."""
    return statistics.median(take(turn) / take(other) for turn, other in zip(turns, others, strict=True))


def spread(turns: Sequence[Turn]) -> str:
    """Give the fastest and slowest wall time."""
    walls = sorted(turn.wall for turn in turns)
    return f"{walls[0]:.2f}-{walls[-1]:.2f}"


def percentile(values: Sequence[float], share: float) -> float:
    """Give the value that this share of them does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def as_markdown(table: Table) -> str:
    """Write a table as it stands in `docs/speed.md`."""
    lines = [f"## {table.title}", "", *(f"- {aim}" for aim in table.aims)]
    if table.aims:
        lines.append("")
    lines += [f"| {' | '.join(table.heads)} |", f"|{'---|' * len(table.heads)}"]
    lines += [f"| {row.name} | {' | '.join(row.cells)} |" for row in table.rows]
    if table.note:
        lines += ["", table.note]
    return "\n".join(lines) + "\n"


@contextlib.contextmanager
def _peak_of(process: int) -> Generator[list[int]]:
    """Look at a process and its descendants many times a second; the first item holds the most bytes seen."""
    peak = [0]
    over = threading.Event()

    def watch() -> None:
        while not over.wait(1 / _SAMPLES_A_SECOND):
            peak[0] = max(peak[0], sum(map(_resident_bytes, _family(process))))

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield peak
    finally:
        over.set()
        watcher.join()


def _family(process: int) -> Iterator[int]:
    """Give a process and its descendants, one that is being started left out: until it is another program it lives in its parent's memory."""
    yield process
    with contextlib.suppress(OSError):
        for task in os.listdir(f"/proc/{process}/task"):  # noqa: PTH208  a path object for each of them would cost more than the look
            with contextlib.suppress(OSError):
                for child in Path(f"/proc/{process}/task/{task}/children").read_text().split():
                    if _called(int(child)) != _called(process):
                        yield from _family(int(child))


def _called(process: int) -> bytes:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{process}/cmdline").read_bytes()
    return b""


def _resident_bytes(process: int) -> int:
    with contextlib.suppress(OSError, IndexError):
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGESIZE")
    return 0
