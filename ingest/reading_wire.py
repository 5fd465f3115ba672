"""What the worker and the reading process say to each other: msgpack values with their length in front, over pipes.

Never pickle: what comes back from a process that opened hostile files is data of known types or an error.
"""

from __future__ import annotations

import datetime as dt
import struct

import msgspec

from parsers.values import Doubt, Findings, Vocabulary

LENGTH = struct.Struct(">I")


class Begin(msgspec.Struct, frozen=True, tag=True):
    """The first request: what to read with, and the limits for this process."""

    function: str
    """`module:name` of the reading function."""
    vocabulary: Vocabulary
    memory_bytes: int
    cpu_seconds: int
    """For one message."""


class Read(msgspec.Struct, frozen=True, tag=True):
    """Read one message."""

    raw: bytes
    received_at: dt.datetime | None
    skip: dict[str, Doubt]
    """Attachments that are not opened again, and the doubt that takes their place."""


class Ready(msgspec.Struct, frozen=True, tag=True):
    """The process has started, its limits are set, the function is found."""


class Opening(msgspec.Struct, frozen=True, tag=True):
    """An attachment is about to be opened."""

    part: str


class Done(msgspec.Struct, frozen=True, tag=True):
    """What was found in the message."""

    findings: Findings
    resident_bytes: int
    """Memory that the process holds now."""


class Failed(msgspec.Struct, frozen=True, tag=True):
    """The reading function raised: a bug, or too little memory. The process goes on, unless memory was short."""

    error: str
    memory: bool


Request = Begin | Read
Reply = Ready | Opening | Done | Failed

_encoder = msgspec.msgpack.Encoder()
requests = msgspec.msgpack.Decoder(Request)
replies = msgspec.msgpack.Decoder(Reply)


def frame(message: Request | Reply) -> bytes:
    """Encode a message with its length in front."""
    content = _encoder.encode(message)
    return LENGTH.pack(len(content)) + content
