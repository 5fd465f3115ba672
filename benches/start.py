"""How long `dondoc extract` takes on one mail, from the command to its end: `python -m benches.start`."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from benches.first_read import EXAMPLE
from benches.measure import Row, Table, as_markdown

TURNS = 15
MAIL = Path(__file__).parent.parent / "tests" / "mails" / "oneliner-01.eml"
_COMMANDS = {
    "python that does nothing": [sys.executable, "-c", ""],
    "python that imports pydantic and imapclient": [sys.executable, "-c", "import pydantic, imapclient"],
    "dondoc extract, one mail": [sys.executable, "-m", "dondoc", "--config", str(EXAMPLE), "extract", str(MAIL)],
}


def table(*, turns: int = TURNS) -> Table:
    """Start each command several times, in turns."""
    times: dict[str, list[float]] = {name: [] for name in _COMMANDS}
    for _ in range(turns):
        for name, command in _COMMANDS.items():
            times[name].append(_timed(lambda command=command: subprocess.run(command, check=True, capture_output=True)))
    ours = statistics.median(times["dondoc extract, one mail"])
    return Table(
        title="Start of `dondoc extract`",
        heads=("", "median s", "min-max"),
        rows=tuple(
            Row(name=name, cells=(f"{statistics.median(each):.2f}", f"{min(each):.2f}-{max(each):.2f}"))
            for name, each in times.items()
        ),
        aims=(f"**{ours:.2f} s** for one mail, the limited reading process with it (aim: well under 0.5 s).",),
    )


def _timed(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


if __name__ == "__main__":
    print(as_markdown(table()))
