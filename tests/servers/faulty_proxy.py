"""A proxy on loopback between a client and a real server that does to the server's words what networks and bad servers do."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Self

from tests.servers.processes import LOOPBACK


@dataclass(slots=True)
class FaultyProxy:
    """Passes everything on to `target` (a port on loopback), with these faults; they may be changed while it runs."""

    target: int
    cut_after: int | None = None
    """Break the connection after so many bytes from the server."""
    stall_after: int | None = None
    """Say nothing more after so many bytes from the server."""
    pause: float = 0.0
    """Seconds between single bytes, after `stall_after` bytes; 0 is for ever."""
    replace: Callable[[bytes], bytes] | None = None
    """Changes what the server says, piece by piece as it comes."""
    refuse: bool = False
    """Close every new connection at once."""
    from_server: int = 0
    """Bytes that came from the server, over all connections."""
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
        """Stop it, with all connections."""
        assert self._listener is not None
        for each in (self._listener, *self._sockets):
            _close(each)
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
            if self.refuse:
                _close(client)
                continue
            server = socket.create_connection((LOOPBACK, self.target))
            self._sockets += [client, server]
            self._start(self._pass_up, client, server)
            self._start(self._pass_down, server, client)

    def _pass_up(self, client: socket.socket, server: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := client.recv(65536):
                server.sendall(data)
        _close(server)

    def _pass_down(self, server: socket.socket, client: socket.socket) -> None:
        sent = 0
        with contextlib.suppress(OSError):
            while data := server.recv(65536):
                self.from_server += len(data)
                if self.replace is not None:
                    data = self.replace(data)
                if self.cut_after is not None and sent + len(data) >= self.cut_after:
                    client.sendall(data[: self.cut_after - sent])
                    break
                if self.stall_after is not None and sent + len(data) > self.stall_after:
                    self._trickle(data[max(self.stall_after - sent, 0) :], client)
                else:
                    client.sendall(data)
                sent += len(data)
        _close(client)
        _close(server)

    def _trickle(self, data: bytes, client: socket.socket) -> None:
        if not self.pause:
            # Until the client goes away.
            while client.fileno() >= 0:
                time.sleep(0.05)
            return
        for place in range(len(data)):
            client.sendall(data[place : place + 1])
            time.sleep(self.pause)


def _close(sock: socket.socket) -> None:
    with contextlib.suppress(OSError):
        sock.shutdown(socket.SHUT_RDWR)
    sock.close()
