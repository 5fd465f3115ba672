"""What a round costs in which nothing happened: `python -m benches.idle`.

A counting proxy stands between the worker and Dovecot; the worker runs in a process of its own, its connections are kept. One mailbox holds
many mails from before the campaign, so that the server has something to look through.
"""

from __future__ import annotations

import argparse
import contextlib
import dataclasses
import datetime as dt
import json
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any, Self

from benches.mailbox import fill, mailbox_of
from benches.measure import Row, Table, tell
from tests.dondoc.office import open_office
from tests.servers.dovecot import Dovecot
from tests.servers.processes import LOOPBACK
from tests.servers.smtp_sink import SmtpSink

# Fewer than the looks after which UIDNEXT is not trusted any more, so that what is measured is a round as nearly all are.
ROUNDS = 20
FOLDERS = 4
"""INBOX and the folder marked as Junk, in two mailboxes."""


class CountingProxy:
    """Passes everything on to a port on loopback; counts bytes, and how often the client spoke after the server had."""

    def __init__(self, target: int) -> None:
        self.target = target
        self.up = self.down = self.round_trips = 0
        self._listener = socket.create_server((LOOPBACK, 0))
        self.port: int = self._listener.getsockname()[1]

    def __enter__(self) -> Self:
        """Start."""
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        """Take no more connections; those that are there end with their clients."""
        self._listener.close()

    def reset(self) -> None:
        """Count from here."""
        self.up = self.down = self.round_trips = 0

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                server = socket.create_connection((LOOPBACK, self.target))
                for each in (client, server):
                    each.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                spoke = [True]  # the server greets first
                threading.Thread(target=self._up, args=(client, server, spoke), daemon=True).start()
                threading.Thread(target=self._down, args=(server, client, spoke), daemon=True).start()

    def _up(self, client: socket.socket, server: socket.socket, server_spoke: list[bool]) -> None:
        with contextlib.suppress(OSError):
            while data := client.recv(65536):
                self.up += len(data)
                self.round_trips += server_spoke[0]
                server_spoke[0] = False
                server.sendall(data)
        server.close()

    def _down(self, server: socket.socket, client: socket.socket, server_spoke: list[bool]) -> None:
        with contextlib.suppress(OSError):
            while data := server.recv(65536):
                self.down += len(data)
                server_spoke[0] = True
                client.sendall(data)
        client.close()


def table(server: Dovecot, count: int) -> Table:
    """Measure idle rounds of an office whose one mailbox holds so many old mails."""
    with tempfile.TemporaryDirectory() as folder, SmtpSink() as sink, CountingProxy(server.imap) as proxy:
        behind = dataclasses.replace(server, imap=proxy.port)
        late = {"starts = 2020-08-26": "starts = 2021-03-01"}
        office = open_office(Path(folder), behind, sink, changes=late)
        fill(server, office.mailboxes["government"], count)
        said = _measured(office.config, proxy)
    trips, up, down = (said[key] / ROUNDS / FOLDERS for key in ("round_trips", "up", "down"))
    return Table(
        title=f"An idle round: two mailboxes of two folders each, {count} mails in one of them",
        heads=("a folder", "round trips", "bytes up", "bytes down"),
        rows=(Row(name="kept connection", cells=(f"{trips:.2f}", f"{up:.0f}", f"{down:.0f}")),),
        aims=(
            f"**{trips:.2f}** round trips a folder (aim: 1).",
            (
                f"A whole round with all duties looked at takes {said['wall'] / ROUNDS * 1000:.1f} ms, "
                f"{said['cpu'] / ROUNDS * 1000:.1f} ms of CPU."
            ),
        ),
        note="Every 30 looks the server's word that nothing came is not trusted: then one more, a SEARCH.",
    )


def _measured(config: Path, proxy: CountingProxy) -> dict[str, Any]:
    command = [sys.executable, "-m", "benches.idle", "--rounds", str(config)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n"
    proxy.reset()
    process.stdin.write(b"go\n")
    process.stdin.flush()
    said = json.loads(process.stdout.readline())
    counted = {"round_trips": proxy.round_trips, "up": proxy.up, "down": proxy.down}
    process.stdin.close()
    assert process.wait(30) == 0
    process.stdout.close()
    return said | counted


def _rounds(config: str) -> None:
    from dondoc.settings import load_settings
    from dondoc.worker import Worker

    settings = load_settings(Path(config))
    now = dt.datetime(2021, 3, 3, 9, tzinfo=settings.calendar.zone)
    with Worker(settings) as worker:
        for minute in range(3):
            done = worker.round(now + dt.timedelta(minutes=minute))
            assert (done.problems, done.taken.messages) == ([], 0)
        print("ready", flush=True)
        sys.stdin.readline()
        begin, used = time.perf_counter(), time.process_time()
        for minute in range(ROUNDS):
            worker.round(now + dt.timedelta(minutes=10 + minute))
        tell(time.perf_counter() - begin, cpu=time.process_time() - used)
        sys.stdin.readline()


def main() -> None:
    from benches.measure import as_markdown

    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--count", type=int, default=5000)
    with mailbox_of(0) as (server, _, _):
        print(as_markdown(table(server, options.parse_args().count)))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--rounds"]:
        _rounds(sys.argv[2])
    else:
        main()
