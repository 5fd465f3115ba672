"""Peak memory of the whole worker with its reading processes, for a small and a large mailbox: `python -m benches.memory [--counts N N]`."""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

from benches.first_read import take_in_all
from benches.mailbox import fill
from benches.measure import Row, Table, Told, as_markdown, run_alone, tell
from tests.servers.dovecot import Dovecot

COUNTS = (5000, 20000)


def table(server: Dovecot, counts: tuple[int, int] = COUNTS, *, told: Told) -> Table:
    """Take both mailboxes in with two reading processes."""
    rows: list[Row] = []
    peaks: list[float] = []
    for count in counts:
        address = server.new_user()
        fill(server, address, count)
        turn = run_alone("benches.memory", "--peer", str(server.imap), address)
        assert turn.said["mails"] == count
        told(f"{count} mails: {turn.peak:.0f} MiB, {turn.wall:.0f} s")
        peaks.append(turn.peak)
        rows.append(Row(name=f"{count} mails", cells=(f"{turn.peak:.0f}", f"{turn.wall:.0f}", f"{turn.cpu:.0f}")))
    return Table(
        title="Peak memory of a first reading, worker and two reading processes together",
        heads=("", "peak MiB", "wall s", "CPU s"),
        rows=tuple(rows),
        aims=(
            f"**{peaks[1] / peaks[0]:.2f}** times the memory for {counts[1] / counts[0]:.0f} times the mails (aim: the same).",
        ),
        note="Resident memory, looked at 25 times a second; pages that the processes share count for each of them, the worker's once while it starts another reading process.",
    )


def _peer(port: int, address: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        begin = time.perf_counter()
        mails = take_in_all(port, address, Path(folder), processes=2)
        tell(time.perf_counter() - begin, mails=mails)


def main() -> None:
    from benches.mailbox import mailbox_of

    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--counts", type=int, nargs=2, default=COUNTS)
    options.add_argument("--peer", nargs=2, metavar=("PORT", "ADDRESS"), help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.peer:
        _peer(int(chosen.peer[0]), chosen.peer[1])
        return
    with mailbox_of(0) as (server, _, _):
        print(as_markdown(table(server, tuple(chosen.counts), told=print)))


if __name__ == "__main__":
    main()
