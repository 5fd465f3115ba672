"""How fast a mailbox comes in, beside the raw socket and imaplib: `python -m benches.fetch [--count N]`.

Every peer logs in to the same Dovecot in a process of its own and gets every message whole; nothing is parsed or stored. `wall` is from
the first connection to the last byte, CPU and peak are of the whole process with its start.
"""

from __future__ import annotations

import argparse
import datetime as dt
import imaplib
import socket
import sys
import time
from collections.abc import Callable
from operator import attrgetter

from benches.mailbox import mailbox_of
from benches.measure import Row, Table, Told, Turn, as_markdown, in_turns, middle, ratio, run_alone, spread, tell
from tests.servers.dovecot import PASSWORD, Dovecot
from tests.servers.processes import LOOPBACK

TURNS = 7
"""A turn takes seconds, and much else happens on a machine in a second."""


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


LIMIT = "raw socket (limit)"
PEERS: dict[str, Callable[[int, str], int]] = {
    LIMIT: raw_socket,
    "imaplib, 50 at a time": standard_library,
    "dondoc": dondoc,
}


def table(server: Dovecot, address: str, count: int, size: int, *, turns: int = TURNS, told: Told) -> Table:
    """Fetch a mailbox of so many mails and bytes."""

    def run(peer: str) -> Turn:
        turn = run_alone("benches.fetch", "--peer", peer, str(server.imap), address)
        assert turn.said["bytes"] >= size, f"{peer}: {turn.said['bytes']} of {size} bytes"
        return turn

    done = in_turns(tuple(PEERS), turns, run, told)
    wall, cpu, peak = attrgetter("wall"), attrgetter("cpu"), attrgetter("peak")
    return Table(
        title=f"Fetching alone: {count} mails, {size / 1e6:.0f} MB",
        heads=("", "of the limit's time", "wall s", "min-max", "CPU s", "peak MiB"),
        rows=tuple(
            Row(
                name=peer,
                cells=(
                    f"{ratio(each, done[LIMIT], wall):.2f}",
                    f"{middle(each, wall):.2f}",
                    spread(each),
                    f"{middle(each, cpu):.2f}",
                    f"{middle(each, peak):.0f}",
                ),
            )
            for peer, each in done.items()
        ),
        aims=(
            f"**{ratio(done['dondoc'], done[LIMIT], wall):.2f}** times the raw socket's wall time (aim: at most 1.7).",
        ),
    )


def _peer(name: str, port: int, address: str) -> None:
    # Imported before anything is timed, as the other peers' modules are.
    import ingest.mailboxes  # noqa: F401

    begin = time.perf_counter()
    total = PEERS[name](port, address)
    tell(time.perf_counter() - begin, bytes=total)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--count", type=int, default=5000)
    options.add_argument("--turns", type=int, default=TURNS)
    chosen = options.parse_args()
    with mailbox_of(chosen.count) as (server, address, size):
        print("\n" + as_markdown(table(server, address, chosen.count, size, turns=chosen.turns, told=print)))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--peer"]:
        _peer(sys.argv[2], int(sys.argv[3]), sys.argv[4])
    else:
        main()
