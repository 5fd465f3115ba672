"""All benches, with progress on stderr and their tables on stdout: `python -m benches.run [--count N] [--only NAME ...]`.

`make bench` calls it. `docs/speed.md` shows what it printed last.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import time
from collections.abc import Callable
from pathlib import Path

if __name__ == "__main__" and not __package__:
    # As a file (`python benches/run.py`) it has only its own folder to import from.
    sys.path.insert(0, str(Path(__file__).parent.parent))

from benches import fetch, first_read, idle, kinds, memory, season, start
from benches.mailbox import mailbox_of
from benches.measure import Table, as_markdown

FOUR_TIMES = 4
_begin = time.monotonic()


def told(words: str) -> None:
    """Show progress with the time that has passed."""
    print(f"[{time.monotonic() - _begin:6.0f} s] {words}", file=sys.stderr, flush=True)


def _fetching(chosen: argparse.Namespace) -> list[Table]:
    with mailbox_of(chosen.count) as (server, address, size):
        return [fetch.table(server, address, chosen.count, size, told=told)]


def _first_readings(chosen: argparse.Namespace) -> list[Table]:
    with mailbox_of(chosen.count) as (server, address, _):
        return first_read.tables(server, address, chosen.count, turns=chosen.turns, told=told)


def _on_a_server(measure: Callable[..., Table], *arguments: object, **named: object) -> list[Table]:
    with mailbox_of(0) as (server, _, _):
        return [measure(server, *arguments, **named)]


BENCHES: dict[str, Callable[[argparse.Namespace], list[Table]]] = {
    # Short ones first: who looks on sees something soon.
    "fetch": _fetching,
    "start": lambda _: [start.table()],
    "kinds": lambda _: [kinds.table(told=told)],
    "idle": lambda chosen: _on_a_server(idle.table, chosen.count),
    "season": lambda chosen: _on_a_server(season.table, readings=chosen.readings),
    "first": _first_readings,
    "memory": lambda chosen: _on_a_server(memory.table, (chosen.count, FOUR_TIMES * chosen.count), told=told),
}


def main() -> None:
    """Run what was chosen."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--count", type=int, default=5000, help="mails in the mailbox (default: 5000)")
    options.add_argument("--readings", type=int, default=season.READINGS, help="readings in a season's ledger")
    options.add_argument("--turns", type=int, default=first_read.TURNS, help="turns of each first reading (default: 3)")
    options.add_argument("--only", nargs="+", choices=list(BENCHES), help="these benches alone")
    chosen = options.parse_args()
    print(f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, CPython {platform.python_version()}\n")
    for name, measure in BENCHES.items():
        if name in (chosen.only or BENCHES):
            told(name)
            for table in measure(chosen):
                print(as_markdown(table), flush=True)


if __name__ == "__main__":
    main()
