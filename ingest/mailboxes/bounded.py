"""What comes in over a socket, within limits.

A time-out on a socket alone bounds one read, so that a server which sends a byte a second holds its client for days. Here each
answer has an end, by the clock and by the bytes that may come, and both hold down to the single read.
"""

from __future__ import annotations

import io
import re
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


class Incoming:
    """The bytes of a bounded reader, by line, by number, or as whole answers that begin with a pattern.

    Raises what the reader raises; at the end of the connection less is given than was asked for.
    """

    def __init__(self, source: io.RawIOBase, size: int) -> None:
        self._source = source
        self._buffer = bytearray(size)
        self._start = self._end = 0

    @property
    def is_empty(self) -> bool:
        """Whether nothing came that was not taken."""
        return self._start == self._end

    def take(self, size: int) -> bytes:
        """Take so many bytes."""
        whole = io.BytesIO()
        while size and (not self.is_empty or self._more()):
            size -= whole.write(self._taken(min(size, self._end - self._start)))
        return whole.getvalue()

    def take_line(self, longest: int) -> bytes:
        """Take a line with its end, or so many bytes of one that is longer."""
        pieces: list[bytes] = []
        while True:
            end = self._buffer.find(b"\n", self._start, self._end) + 1
            piece = self._taken(min((end or self._end) - self._start, longest))
            pieces.append(piece)
            longest -= len(piece)
            if end or not longest or not self._more():
                return b"".join(pieces)

    def take_answers(self, head: re.Pattern[bytes], tail: bytes) -> list[tuple[list[bytes], bytes]]:
        """Take the answers that are here and begin with a pattern, whose last group is the length of the content that it announces.

        Gives what the other groups found, with the content. For the first one more is read, if the buffer has room for all of it.
        """
        found: list[tuple[list[bytes], bytes]] = []
        while (announced := head.match(self._buffer, self._start, self._end)) is not None:
            *words, length = announced.groups(b"")
            front, size = announced.end() - self._start, int(length)
            whole = front + size + len(tail)
            if whole > self._end - self._start and (found or whole > len(self._buffer) or not self._has(whole)):
                break
            at = self._start + front
            if not self._buffer.startswith(tail, at + size, at + size + len(tail)):
                break
            with memoryview(self._buffer) as view:
                found.append((words, bytes(view[at : at + size])))
            self._start += whole
        return found

    def take_lines(self, pattern: re.Pattern[bytes]) -> list[tuple[bytes, ...]]:
        """Take the lines that are here and fit a pattern; gives what its groups found."""
        found: list[tuple[bytes, ...]] = []
        while (line := pattern.match(self._buffer, self._start, self._end)) is not None:
            found.append(line.groups(b""))
            self._start = line.end()
        return found

    def _taken(self, size: int) -> bytes:
        with memoryview(self._buffer) as view:
            self._start += size
            return bytes(view[self._start - size : self._start])

    def _has(self, size: int) -> bool:
        """Wait until so many bytes are here, no more than the buffer holds; False if the connection ends before."""
        while self._end - self._start < size:
            if not self._more():
                return False
        return True

    def _more(self) -> int:
        """Read what is there, into what room there is; gives how much, 0 at the end of the connection."""
        if self._start:
            rest = self._taken(self._end - self._start)
            self._buffer[: len(rest)] = rest
            self._start, self._end = 0, len(rest)
        with memoryview(self._buffer) as view:
            count = self._source.readinto(view[self._end :])
        self._end += count
        return count


def keep_alive(sock: socket.socket) -> None:
    """Let the system find a dead peer between rounds: a router that forgot the connection says nothing at all."""
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for option, value in (("TCP_KEEPIDLE", 30), ("TCP_KEEPINTVL", 10), ("TCP_KEEPCNT", 3)):
        if hasattr(socket, option):
            sock.setsockopt(socket.IPPROTO_TCP, getattr(socket, option), value)
