"""The MIME tree of a message, bounded: the standard library's parser with guards against what is quadratic or deep in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from typing import Any

from parsers.letters.headers import Fields, Parameters, first, parameters

_LONGEST_PARAMETERS = 4_000
_BINARY = re.compile(rb"(?im)^content-transfer-encoding:[ \t]*binary")
_OPENS_OR_ENDS = re.compile(rb"(?i)boundary[ \t]*=|^--[^\s-].{0,200}--[ \t]*$", re.MULTILINE)

MOST_NESTED = 60
"""Boundaries that may be open at once. The library compares each line with each open one, and real mails nest five or six."""


class Part(Message):
    """A node of the tree, with its fields at hand as raw pairs."""

    taken: Sequence[bytes] = ()
    """What was taken out of the message before it was parsed, see `_without_base64`."""

    def fields(self) -> Fields:
        """Give the fields as (lower-case name, raw value)."""
        return [(name.lower(), value) for name, value in self.raw_items()]

    def get_boundary(self, failobj: Any = None) -> Any:
        """Give the boundary; of a monstrous field none is looked for, the library's search in it is quadratic."""
        if len(first(self.fields(), "content-type")) > _LONGEST_PARAMETERS:
            return failobj
        try:
            return super().get_boundary(failobj)
        except (ValueError, LookupError, TypeError):
            # A charset name with a NUL in an RFC 2231 parameter, and the like: the library hands it to a codec unseen.
            return failobj

    def content(self) -> bytes:
        """Give the bytes of a part as they came, still in their transfer encoding; empty for one with parts of its own.

        The library's own access replaces raw bytes by question marks, or raises, according to the charset that is declared.
        """
        kept = self._payload  # pyright: ignore[reportAttributeAccessIssue]
        content = kept.encode("ascii", "surrogateescape") if isinstance(kept, str) else b""
        return _PLACE.sub(lambda match: self.taken[int(match[1])], content) if self.taken else content


def parse_tree(raw: bytes) -> tuple[Part, bool]:
    """Parse a message; the flag says that it nests too deeply to be followed, so that only its header was read."""
    text = normalised(raw)
    too_deep = _depth(text) > MOST_NESTED
    try:
        return _parse(text, headers_only=too_deep), too_deep
    except RecursionError:
        return _parse(text, headers_only=True), True


def _parse(text: bytes, *, headers_only: bool) -> Part:
    text, taken = _without_base64(text)
    root = _PARSER.parsebytes(text, headersonly=headers_only)
    assert isinstance(root, Part)
    for part in root.walk() if taken else ():
        part.taken = taken
    return root


_PARSER = BytesParser(Part, policy=compat32)


_BASE64_LINES = re.compile(rb"(?:^[A-Za-z0-9+/]{60,76}+\n){20,}+", re.MULTILINE)
_PLACE = re.compile(rb"\x1a(\d{1,9})\x1a")


def _without_base64(text: bytes) -> tuple[bytes, Sequence[bytes]]:
    """Take out long runs of base64, nine tenths of a usual mail, which the library would go through line by line in vain.

    No boundary and no field can look like such a line. In its place stands a line that says which run it was.
    """
    if b"\x1a" in text:
        return text, ()
    taken: list[bytes] = []

    def place(match: re.Match[bytes]) -> bytes:
        # Its last line end stays: before a boundary it belongs to that.
        taken.append(match[0][:-1])
        return b"\x1a%d\x1a\n" % (len(taken) - 1)

    return _BASE64_LINES.sub(place, text), taken


def _depth(raw: bytes) -> int:
    """Give an upper bound of how many boundaries are open at once: declared ones less ended ones, in their order."""
    if raw.lower().count(b"boundary") <= MOST_NESTED:
        return 0
    depth = deepest = 0
    for match in _OPENS_OR_ENDS.finditer(raw):
        depth = depth + 1 if match[0][:2] != b"--" else max(depth - 1, 0)
        deepest = max(deepest, depth)
    return deepest


_BEFORE_HEADER = re.compile(rb"\A(?:\xef\xbb\xbf|\r?\n)+(?=[A-Za-z][A-Za-z0-9-]{0,60}:)")


def normalised(raw: bytes) -> bytes:
    """Give the message with LF line ends, so that the way it was fetched makes no difference.

    A part sent as `binary` keeps its bytes: there line ends are data. Blank lines and a byte order mark before the header, which
    editors and exports leave there, are taken off: the whole header would else be read as body.
    """
    if raw[:1] in {b"\xef", b"\r", b"\n"}:
        raw = _BEFORE_HEADER.sub(b"", raw)
    # The pattern alone is slow on megabytes; hardly a mail has the word at all.
    if b"\r" not in raw or (b"binary" in raw.lower() and _BINARY.search(raw)):
        return raw
    return raw.replace(b"\r\n", b"\n")


def content_type(part: Part) -> Parameters:
    """Give the Content-Type; one that is missing or no type at all is text/plain, as RFC 2045 §5.2 has it."""
    read = parameters(first(part.fields(), "content-type"))
    if read.value.count("/") != 1 or read.value.startswith("/") or read.value.endswith("/"):
        return Parameters(value=part.get_default_type(), parameters=read.parameters)
    return read
