"""What comes in over a socket, within limits.

A time-out on a socket alone bounds one read, so that a server which sends a byte a second holds its client for days. Here each
answer has an end, by the clock and by the bytes that may come, and both hold down to the single read.
"""

from __future__ import annotations

import io
import socket
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing_extensions import Buffer


class FloodError(Exception):
    """The server sends more than the command can need."""


class BoundedReader(io.RawIOBase):
    """What comes in over a socket, up to a deadline and an allowance."""

    def __init__(self, sock: socket.socket) -> None:
        self.sock = sock
        self.deadline = 0.0
        self.allowance = 0
        self.received = 0

    def limit(self, seconds: float, allowance: int) -> None:
        """Set what the next answer may take."""
        self.deadline = time.monotonic() + seconds
        self.allowance = allowance

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def left(self) -> float:
        """Give the seconds until the deadline; raises TimeoutError once it is over."""
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError("the command's time is over")
        return left

    def readinto(self, buffer: Buffer, /) -> int:
        """Read what is there; raises TimeoutError after the deadline, `FloodError` beyond the allowance."""
        self.sock.settimeout(self.left())
        count = self.sock.recv_into(buffer)
        self.received += count
        self.allowance -= count
        if self.allowance < 0:
            raise FloodError("more bytes than the answer can have")
        return count


def keep_alive(sock: socket.socket) -> None:
    """Let the system find a dead peer between rounds: a router that forgot the connection says nothing at all."""
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for option, value in (("TCP_KEEPIDLE", 30), ("TCP_KEEPINTVL", 10), ("TCP_KEEPCNT", 3)):
        if hasattr(socket, option):
            sock.setsockopt(socket.IPPROTO_TCP, getattr(socket, option), value)
