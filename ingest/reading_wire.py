"""What the worker and the reading process say to each other: typed values with their length in front, over pipes.

Never pickle: what comes back from a process that opened hostile files is data of known types or an error. Requests are msgpack, which
takes the bytes of a message as they are; replies are JSON, since msgpack's instants lose their offset from UTC, and the offset tells
which local day a sender meant.
"""

from __future__ import annotations

import re
import struct
from typing import Any

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
    received_at: str | None
    """ISO 8601 with its offset."""
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

requests = msgspec.msgpack.Decoder(Request)
replies = msgspec.json.Decoder(Reply)
_request_encoder = msgspec.msgpack.Encoder()
_reply_encoder = msgspec.json.Encoder()
_SURROGATES = re.compile("[\ud800-\udfff]")


def frame_request(message: Request) -> bytes:
    """Encode a request with its length in front."""
    return _framed(_request_encoder.encode(message))


def frame_reply(message: Reply) -> bytes:
    """Encode a reply with its length in front; halves of letters that broken mails leave in texts become U+FFFD."""
    try:
        return _framed(_reply_encoder.encode(message))
    except UnicodeEncodeError:
        return _framed(_reply_encoder.encode(_without_surrogates(msgspec.to_builtins(message))))


def _framed(content: bytes) -> bytes:
    return LENGTH.pack(len(content)) + content


def _without_surrogates(value: Any) -> Any:
    match value:
        case str():
            return _SURROGATES.sub("\ufffd", value)
        case dict():
            return {key: _without_surrogates(item) for key, item in value.items()}
        case list() | tuple():
            return [_without_surrogates(item) for item in value]
        case _:
            return value
