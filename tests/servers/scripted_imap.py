"""A small IMAP server that a test can let lie: it serves messages from a dictionary, and any answer can be replaced.

For what no real server does on demand: a FETCH without its body, UIDs that are not there, literals longer than said, BYE in between.
"""

from __future__ import annotations

import contextlib
import re
import socket
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Self

from tests.servers.processes import LOOPBACK

DATE = "28-Aug-2020 14:59:58 +0700"

Answer = bytes | None
"""What to say instead of the usual answer (`{tag}` stands for the command's tag); None: the usual one; b'' breaks the connection."""


@dataclass(slots=True)
class ScriptedImap:
    """An IMAP server on loopback with one folder, INBOX."""

    messages: dict[int, bytes] = field(default_factory=dict[int, bytes])
    uidvalidity: int | None = 7
    uidnext: int | None = None
    """None: not told. Give `-1` for the honest one."""
    greeting: bytes = b"* OK ready\r\n"
    capabilities: str = "IMAP4rev1 AUTH=PLAIN"
    on: Callable[[str], Answer] | None = None
    """Called with each command as it came, without its tag; may also change the server."""
    commands: list[str] = field(default_factory=list[str])
    connections: int = 0
    port: int = 0
    _listener: socket.socket | None = None
    _sockets: list[socket.socket] = field(default_factory=list[socket.socket])
    _threads: list[threading.Thread] = field(default_factory=list[threading.Thread])

    def __enter__(self) -> Self:
        """Start it on a free port."""
        self._listener = socket.create_server((LOOPBACK, 0))
        self.port = self._listener.getsockname()[1]
        self._start(self._accept, self._listener)
        return self

    def __exit__(self, *_: object) -> None:
        """Stop it."""
        assert self._listener is not None
        for each in (self._listener, *self._sockets):
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()
        for thread in self._threads:
            thread.join(10)
            assert not thread.is_alive()

    def _start(self, run: Callable[..., None], *arguments: object) -> None:
        thread = threading.Thread(target=run, args=arguments, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            self.connections += 1
            self._sockets.append(client)
            self._start(self._serve, client)

    def _serve(self, client: socket.socket) -> None:
        with contextlib.suppress(OSError), client, client.makefile("rb") as lines:
            client.sendall(self.greeting)
            while line := lines.readline():
                tag, _, command = line.decode("utf-8", "replace").strip().partition(" ")
                self.commands.append(command)
                if command.startswith("AUTHENTICATE"):
                    client.sendall(b"+ \r\n")
                    command = "SASL " + lines.readline().decode().strip()
                    self.commands.append(command)
                answer = None if self.on is None else self.on(command)
                if answer is None:
                    answer = self._usual(command)
                if not answer:
                    return
                client.sendall(answer.replace(b"{tag}", tag.encode()))

    def _usual(self, command: str) -> bytes:
        words = command.upper().split()
        match words:
            case ["CAPABILITY"]:
                return f"* CAPABILITY {self.capabilities}\r\n{{tag}} OK done\r\n".encode()
            case ["LOGIN" | "SASL", *_]:
                return b"{tag} OK done\r\n"
            case ["LOGOUT"]:
                return b"* BYE see you\r\n{tag} OK done\r\n"
            case ["LIST", *_]:
                return b'* LIST () "/" INBOX\r\n{tag} OK done\r\n'
            case ["EXAMINE", *_]:
                return self._examined()
            case ["UID", "SEARCH", *criteria]:
                found = " ".join(map(str, self._found(criteria)))
                return f"* SEARCH {found}".rstrip().encode() + b"\r\n{tag} OK done\r\n"
            case ["UID", "FETCH", uids, *_]:
                wanted = [uid for uid in _numbers(uids) if uid in self.messages]
                say = self.size if "RFC822.SIZE" in command else self.body
                return b"".join(say(uid) for uid in wanted) + b"{tag} OK done\r\n"
            case _:
                return b"{tag} BAD what?\r\n"

    def _examined(self) -> bytes:
        lines = [f"* {len(self.messages)} EXISTS", "* 0 RECENT", "* FLAGS ()"]
        if self.uidvalidity is not None:
            lines.append(f"* OK [UIDVALIDITY {self.uidvalidity}] ok")
        if self.uidnext is not None:
            honest = max(self.messages, default=0) + 1
            lines.append(f"* OK [UIDNEXT {honest if self.uidnext < 0 else self.uidnext}] ok")
        return "\r\n".join([*lines, "{tag} OK [READ-ONLY] done\r\n"]).encode()

    def _found(self, criteria: Sequence[str]) -> list[int]:
        held = sorted(self.messages)
        match criteria:
            case ["UID", span] if span.endswith(":*"):
                # As RFC 3501 has it: the last message is always in `n:*`.
                return [uid for uid in held if uid >= int(span[:-2])] or held[-1:]
            case ["UID", uids]:
                return [uid for uid in _numbers(uids) if uid in self.messages]
            case _:
                return held

    def size(self, uid: int) -> bytes:
        """Say how large a message is."""
        return f"* {self.number(uid)} FETCH (UID {uid} RFC822.SIZE {len(self.messages[uid])})\r\n".encode()

    def body(self, uid: int) -> bytes:
        """Say a message."""
        raw = self.messages[uid]
        head = f'* {self.number(uid)} FETCH (UID {uid} INTERNALDATE "{DATE}" BODY[] {{{len(raw)}}}\r\n'
        return head.encode() + raw + b")\r\n"

    def number(self, uid: int) -> int:
        """Give a message's sequence number."""
        return sorted(self.messages).index(uid) + 1


def _numbers(uids: str) -> list[int]:
    found: list[int] = []
    for part in uids.split(","):
        first, _, last = part.partition(":")
        found += range(int(first), int(last or first) + 1)
    return found


def is_fetch_of(command: str, uid: int) -> bool:
    """Whether a command fetches the body of this message, alone or among others."""
    matched = re.match(r"UID FETCH (\S+) .*BODY", command)
    return matched is not None and uid in _numbers(matched.group(1))
