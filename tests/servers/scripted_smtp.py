"""A small SMTP server that a test can let lie: it takes letters, and any answer can be replaced.

For what no real server does on demand: answers a byte at a time, without end or without sense, extensions that do not exist, 421 in between.
"""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Self

from tests.servers.processes import LOOPBACK

Answer = bytes | None
"""What to say instead of the usual answer; None: the usual one; b'' breaks the connection."""


@dataclass(slots=True)
class ScriptedSmtp:
    """An SMTP server on loopback, in the clear and without login."""

    greeting: bytes = b"220 scripted.example ESMTP\r\n"
    extensions: bytes = b"250-scripted.example\r\n250-8BITMIME\r\n250 SIZE 30000000\r\n"
    on: Callable[[str], Answer] | None = None
    """Called with each command, its verb in capitals, and with `.` for the end of a letter."""
    pause: float = 0.0
    """Seconds before each byte that it says."""
    commands: list[str] = field(default_factory=list[str])
    taken: list[bytes] = field(default_factory=list[bytes])
    """Letters that it said 250 to, undotted."""
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
            self._sockets.append(client)
            self._start(self._serve, client)

    def _say(self, client: socket.socket, words: bytes) -> None:
        if not self.pause:
            client.sendall(words)
            return
        for place in range(len(words)):
            time.sleep(self.pause)
            client.sendall(words[place : place + 1])

    def _serve(self, client: socket.socket) -> None:
        with contextlib.suppress(OSError), client, client.makefile("rb") as lines:
            self._say(client, self.greeting)
            while line := lines.readline():
                verb, space, rest = line.decode("utf-8", "replace").strip().partition(" ")
                command = verb.upper() + space + rest
                self.commands.append(command)
                answer = self._answer(command)
                if not answer:
                    return
                self._say(client, answer)
                if command == "DATA" and answer.startswith(b"354"):
                    letter: list[bytes] = []
                    while (part := lines.readline()) not in {b".\r\n", b""}:
                        letter.append(part)
                    if not part:
                        return
                    answer = self._answer(".")
                    if not answer:
                        return
                    if answer.startswith(b"250"):
                        self.taken.append(b"".join(part[part.startswith(b"..") :] for part in letter))
                    self._say(client, answer)
                if command == "QUIT":
                    return

    def _answer(self, command: str) -> bytes:
        replaced = None if self.on is None else self.on(command)
        if replaced is not None:
            return replaced
        match command.split(" ", maxsplit=1)[0]:
            case "EHLO":
                return self.extensions
            case "DATA":
                return b"354 go on\r\n"
            case "QUIT":
                return b"221 bye\r\n"
            case _:
                return b"250 fine\r\n"
