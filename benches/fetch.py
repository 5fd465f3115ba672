"""How fast a mailbox comes in, beside the raw socket and imaplib: `python -m benches.fetch [COUNT]`.

Every peer logs in to the same Dovecot in a process of its own and gets every message whole; nothing is parsed or stored. `wall` is from
the first connection to the last byte, `process` and CPU are of the whole process with start-up; medians of three turns.
"""

from __future__ import annotations

import datetime as dt
import imaplib
import json
import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benches.mailbox import mailbox_of
from tests.servers.dovecot import PASSWORD
from tests.servers.processes import LOOPBACK

TURNS = 3


def raw_socket(port: int, address: str) -> int:
    """Take one FETCH of everything into a buffer and look at none of it: no client can be faster."""
    import base64

    word = base64.b64encode(f"\0{address}\0{PASSWORD}".encode())
    buffer = bytearray(1024 * 1024)
    with socket.create_connection((LOOPBACK, port)) as line:
        line.recv(4096)
        for command in (b"a AUTHENTICATE PLAIN " + word, b'b EXAMINE "INBOX"'):
            line.sendall(command + b"\r\n")
            answer = b""
            while command[:1] + b" OK" not in answer:
                answer += line.recv(65536)
        line.sendall(b"c UID FETCH 1:* (UID INTERNALDATE BODY.PEEK[])\r\n")
        total = 0
        while True:
            count = line.recv_into(buffer)
            total += count
            if buffer.find(b"\r\nc OK ", max(count - 200, 0), count) >= 0 or not count:
                return total


def standard_library(port: int, address: str) -> int:
    """Fetch 50 at a time by imaplib and take the bodies as they come."""
    client = imaplib.IMAP4(LOOPBACK, port)
    client.authenticate("PLAIN", lambda _: f"\0{address}\0{PASSWORD}".encode())
    client.select("INBOX", readonly=True)
    uids = client.uid("SEARCH", "ALL")[1][0].split()
    total = 0
    for start in range(0, len(uids), 50):
        wanted = b",".join(uids[start : start + 50]).decode()
        for part in client.uid("FETCH", wanted, "(UID INTERNALDATE BODY.PEEK[])")[1]:
            total += len(part[1]) if isinstance(part, tuple) else 0
    client.logout()
    return total


def dondoc(port: int, address: str) -> int:
    """Poll as the worker does."""
    from ingest.mailboxes import Credentials, Mailbox, MailboxAccount, Security

    account = MailboxAccount(
        name="bench",
        address=address,
        host=LOOPBACK,
        port=port,
        security=Security.PLAIN,
        credentials=Credentials(username=address, password=lambda: PASSWORD),
        junk=False,
    )
    with Mailbox(account) as mailbox:
        return sum(
            len(message.raw) for batch in mailbox.poll((), since=dt.date(2020, 8, 1)) for message in batch.fetched
        )


PEERS: dict[str, Callable[[int, str], int]] = {
    "raw socket (limit)": raw_socket,
    "imaplib, 50 at a time": standard_library,
    "dondoc": dondoc,
}


def _child(peer: str, port: int, address: str) -> None:
    # Imported before anything is timed, as the other peers' modules are.
    import ingest.mailboxes  # noqa: F401

    begin = time.perf_counter()
    total = PEERS[peer](port, address)
    wall = time.perf_counter() - begin
    # Not ru_maxrss, which a process inherits from the one that started it.
    status = Path("/proc/self/status").read_text()
    memory = int(status.partition("VmHWM:")[2].split()[0]) / 1024
    print(json.dumps({"wall": wall, "bytes": total, "memory": memory}))


def _turn(peer: str, port: int, address: str) -> dict[str, float]:
    begin = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "benches.fetch", "--peer", peer, str(port), address], stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    said: dict[str, Any] = json.loads(process.stdout.read())
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = status
    assert status == 0, peer
    return said | {
        "process": time.perf_counter() - begin,
        "cpu": usage.ru_utime + usage.ru_stime,
    }


def main(count: int) -> None:
    with mailbox_of(count) as (server, address, size):
        print(f"{count} mails, {size / 1e6:.0f} MB, {os.cpu_count()} cores")
        turns: dict[str, list[dict[str, float]]] = {peer: [] for peer in PEERS}
        for _ in range(TURNS):
            for peer in PEERS:
                turn = _turn(peer, server.imap, address)
                assert turn["bytes"] >= size, f"{peer}: {turn['bytes']} of {size} bytes"
                turns[peer].append(turn)
    print(f"{'':24}{'wall s':>8}{'(min-max)':>14}{'ratio':>7}{'process s':>11}{'CPU s':>7}{'peak MiB':>10}")
    limit = statistics.median(turn["wall"] for turn in turns["raw socket (limit)"])
    for peer, measured in turns.items():
        middle = {key: statistics.median(turn[key] for turn in measured) for key in measured[0]}
        walls = sorted(turn["wall"] for turn in measured)
        print(
            f"{peer:24}{middle['wall']:8.2f}{f'({walls[0]:.2f}-{walls[-1]:.2f})':>14}{middle['wall'] / limit:7.2f}"
            f"{middle['process']:11.2f}{middle['cpu']:7.2f}{middle['memory']:10.1f}"
        )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--peer"]:
        _child(sys.argv[2], int(sys.argv[3]), sys.argv[4])
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 5000)
