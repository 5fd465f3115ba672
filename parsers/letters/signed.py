"""Signed messages of S/MIME in one piece (`smime.p7m`, RFC 8551): what was signed stands in them as it is.

Signatures are not checked: whose words count is settled by the receiving server's verdicts. A reader of some of BER (X.690), since of the
format (RFC 5652) nothing matters here but where the content lies.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator
from typing import NamedTuple

_SIGNED = bytes.fromhex("2a864886f70d010702")
_ENVELOPED = (bytes.fromhex("2a864886f70d010703"), bytes.fromhex("2a864886f70d0109100117"))
_SEQUENCE, _NAME, _CONTENT, _OCTETS, _PIECES = 0x30, 0x06, 0xA0, 0x04, 0x24
_DEPTH = 12
_MOST_PIECES = 200_000


class _Element(NamedTuple):
    tag: int
    start: int
    end: int
    """Of its content."""
    after: int
    """Where what follows it begins."""


def signed_content(data: bytes) -> bytes | None:
    """Give what a signature encloses; None where it encloses nothing, or the data is no signature."""
    data = _bare(data)
    try:
        info = _children(data, next(_elements(data, 0, len(data), 0)))
        name, holder = info[0], info[1]
        if data[name.start : name.end] != _SIGNED or holder.tag != _CONTENT:
            return None
        (signed,) = _children(data, holder)
        enclosing = next(each for each in _children(data, signed) if each.tag == _SEQUENCE)
        inner = next(each for each in _children(data, enclosing) if each.tag == _CONTENT)
        return b"".join(_octets(data, inner))
    except (IndexError, StopIteration, ValueError):
        return None


def is_enveloped(data: bytes) -> bool:
    """Whether the data is an encrypted message of S/MIME."""
    return any(name in _bare(data)[:64] for name in _ENVELOPED)


def _bare(data: bytes) -> bytes:
    """Give the bytes of what may be written in base64, with or without the lines around it."""
    if data[:1] == b"\x30":
        return data
    lines = [line for line in data.split(b"\n") if not line.startswith(b"-----")]
    try:
        return base64.b64decode(b"".join(lines), validate=False)
    except (binascii.Error, ValueError):
        return data


def _children(data: bytes, parent: _Element) -> list[_Element]:
    return list(_elements(data, parent.start, parent.end, 0))


def _elements(data: bytes, start: int, end: int, depth: int) -> Iterator[_Element]:
    """Give the elements between two places, up to an end-of-contents mark."""
    while start < end:
        element = _element(data, start, end, depth)
        if element.tag == 0:
            return
        yield element
        start = element.after


def _element(data: bytes, start: int, end: int, depth: int) -> _Element:
    """Read tag and length. Raises IndexError or ValueError for what is none."""
    if depth > _DEPTH:
        raise ValueError(depth)
    tag, length = data[start], data[start + 1]
    place = start + 2
    if length == 0x80:
        # Without a length: up to the mark that ends it.
        within = place
        while data[within : within + 2] != b"\0\0":
            within = _element(data, within, end, depth + 1).after
        return _Element(tag, place, within, within + 2)
    if length > 0x80:
        count = length - 0x80
        if count > 6:
            raise ValueError(count)
        length = int.from_bytes(data[place : place + count], "big")
        place += count
    if place + length > end:
        raise ValueError(length)
    return _Element(tag, place, place + length, place + length)


def _octets(data: bytes, parent: _Element) -> Iterator[bytes]:
    """Give the bytes of a string, which may be written in pieces."""
    for count, element in enumerate(_elements(data, parent.start, parent.end, 0)):
        if count > _MOST_PIECES:
            raise ValueError(count)
        if element.tag == _OCTETS:
            yield data[element.start : element.end]
        elif element.tag == _PIECES:
            yield from _octets(data, element)
        else:
            raise ValueError(element.tag)
