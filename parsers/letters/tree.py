"""The MIME tree of a message, found in its bytes: only where a part is looked at are its header and its own parts read.

It is the tree that the standard library's feed parser builds (the tests hold the two against each other, on broken mails too), which
goes through a message line by line; here a boundary is searched for as bytes, and nine tenths of a usual mail, the base64 of its
attachments, are passed over at the speed of memory.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email.message import Message
from functools import cached_property
from heapq import merge

from parsers.letters.headers import Fields, Parameters, first, parameters

_LONGEST_PARAMETERS = 4_000
_MOST_PARTS = 1_000
"""Parts of one multipart that are found; fewer are looked at."""

# Line ends are CRLF, as IMAP has them, LF, as files do, or a lone CR; a CR too many, as a program adds that converts twice, is no line.
_EOL = rb"(?:\r*+\n|\r)"
_FIELD_LINE = rb"(?:From |[!-9;-~]*+:|[ \t])[^\r\n]*+(?:" + _EOL + rb"|\Z)"
_HEADER = re.compile(rb"(?:" + _FIELD_LINE + rb")*+")
_BLANK = re.compile(_EOL)
_LINE = re.compile(rb"[^\r\n]*+" + _EOL)
_LAST_EOL = re.compile(_EOL + rb"\Z")
_FIELD = re.compile(r"(?:([!-9;-~]*+):[ \t]*+|From )?([^\r\n]*+(?:\r*+\n|\r|\Z)(?:[ \t][^\r\n]*+(?:\r*+\n|\r|\Z))*+)")
# One parameter without anything that would have to be decoded: the library reads it too, and fifty times as long.
_PLAIN_BOUNDARY = re.compile(
    r"multipart/[a-z]+;\s*boundary=(?:\"([\w=.:+/'() -]*[\w=.:+/'()-])\"|([\w=.+-]+))", re.ASCII
)
_AFTER_BOUNDARY = re.compile(rb"(--)?[ \t]*+(?:" + _EOL + rb"|\Z)")
_BEFORE_HEADER = re.compile(rb"(?:\xef\xbb\xbf|\r?\n)+(?=[A-Za-z][A-Za-z0-9-]{0,60}:)")


@dataclass(frozen=True, slots=True)
class _Inside:
    """What a part has inside."""

    parts: Sequence[Part] | None = None
    """None: nothing but content."""
    end: int | None = None
    """Where its content ends, if before the part does."""
    unclosed: bool = False


class Part:
    """A node of the tree: a stretch of the message's bytes."""

    def __init__(self, text: bytes, start: int, end: int, *, default: str = "text/plain", inside: bool = False) -> None:
        """Read the header; `default` is its type where it names none, `inside`: it stands in a multipart, whose boundary owns its last line end."""
        stop, last = _header_lines(text, start, end)
        self.fields = _fields(text[start:last].decode("ascii", "surrogateescape"))
        """Its header as (lower-case name, raw value); raw bytes are surrogate escapes."""
        blank = _BLANK.match(text, stop, end)
        body = blank.end() if blank else stop
        if last < stop:
            text = text[last:stop] + text[body:end]
            body, end = 0, len(text)
        self._text, self._body, self._end, self._inside_multipart = text, body, end, inside
        self.default = default
        self.type = _media_type(self.fields, default)
        """What it is parsed as, by RFC 2045: its type as far as it is one."""

    @property
    def parts(self) -> Sequence[Part] | None:
        """Give the parts that it has, the message in a message/rfc822 as well; None for one that has content instead."""
        return self._inside.parts

    @property
    def unclosed(self) -> bool:
        """Whether it is a multipart whose end isn't there."""
        return self._inside.unclosed

    def content(self) -> bytes:
        """Give the bytes as they came, still in their transfer encoding; empty for one with parts of its own.

        Line ends become LF, so that the way a message was fetched makes no difference; base64 takes both, and in `binary` they are data.
        """
        inside = self._inside
        if inside.parts is not None:
            return b""
        content = self._text[self._body : self._end if inside.end is None else inside.end]
        if self.encoding not in {"base64", "binary"}:
            content = content.replace(b"\r\n", b"\n")
        if self._inside_multipart and not self.type.startswith("multipart/"):
            last = _LAST_EOL.search(content, max(len(content) - 2, 0))
            content = content[: last.start()] if last else content
        return content

    @property
    def encoding(self) -> str:
        """Give the Content-Transfer-Encoding, lower case."""
        return first(self.fields, "content-transfer-encoding").partition(";")[0].strip().lower()

    @cached_property
    def _inside(self) -> _Inside:
        main, _, sub = self.type.partition("/")
        if main == "multipart":
            return self._multipart()
        if main != "message":
            return _Inside()
        if sub == "delivery-status":
            return _Inside(parts=self._blocks())
        return _Inside(parts=(self._part(self._body, self._end, inside=self._inside_multipart),))

    def _multipart(self) -> _Inside:
        """Find the parts between the boundaries; without an opening one a multipart is nothing but content."""
        boundary = _boundary(self.fields)
        if boundary is None:
            return _Inside()
        default = "message/rfc822" if self.type == "multipart/digest" else "text/plain"
        found: list[tuple[int, int]] = []
        begin = None
        for start, end, closes in _delimiters(self._text, self._body, self._end, boundary):
            if begin is None and closes:
                return _Inside(end=start)
            # Boundaries directly below each other hold no part between them.
            if begin is None or begin == start:
                begin = end
                continue
            found.append((begin, start))
            begin = end
            if closes or len(found) >= _MOST_PARTS:
                return _Inside(parts=self._made(found, default), unclosed=not closes)
        if begin is None:
            return _Inside()
        return _Inside(parts=self._made([*found, (begin, self._end)], default), unclosed=True)

    def _made(self, found: Sequence[tuple[int, int]], default: str) -> Sequence[Part]:
        return tuple(self._part(start, end, inside=True, default=default) for start, end in found)

    def _part(self, start: int, end: int, *, inside: bool, default: str = "text/plain") -> Part:
        return Part(self._text, start, end, default=default, inside=inside)

    def _blocks(self) -> Sequence[Part]:
        """Part a message/delivery-status into its groups of fields, one blank line between two of them (RFC 3464 §2.1)."""
        blocks: list[Part] = []
        start = self._body
        for end, after in _blank_lines(self._text, self._body, self._end):
            blocks.append(self._part(start, end, inside=False))
            start = after
            if len(blocks) >= _MOST_PARTS:
                break
        else:
            if start < self._end or not blocks:
                blocks.append(self._part(start, self._end, inside=self._inside_multipart))
        return blocks


def parse_tree(raw: bytes) -> Part:
    """Parse a message, as far as its own header.

    Blank lines and a byte order mark before the header, which editors and exports leave there, are passed over: the whole header would
    else be read as body.
    """
    before = _BEFORE_HEADER.match(raw)
    return Part(raw, before.end() if before else 0, len(raw))


def content_type(part: Part) -> Parameters:
    """Give the Content-Type; one that is missing or no type at all is text/plain, as RFC 2045 §5.2 has it."""
    read = parameters(first(part.fields, "content-type"))
    if read.value.count("/") != 1 or read.value.startswith("/") or read.value.endswith("/"):
        return Parameters(value=part.default, parameters=read.parameters)
    return read


def _header_lines(text: bytes, start: int, end: int) -> tuple[int, int]:
    """Give where the lines end that look like fields, and where the fields do: a last line as mbox files have it is the body's first."""
    found = _HEADER.match(text, start, end)
    stop = found.end() if found else start
    last = 1 + max(text.rfind(b"\n", start, stop - 2), text.rfind(b"\r", start, stop - 2))
    return stop, last if last > start and text.startswith(b"From ", last, stop) else stop


def _fields(header: str) -> Fields:
    """Read a header's fields; what continues none, and lines of an mbox file, are none."""
    found = [(name.lower(), value.rstrip("\r\n").replace("\r\n", "\n")) for name, value in _FIELD.findall(header)]
    # `From :` is a From for some programs, in which it must not hide.
    return [(name or "from ", value) for name, value in found if name or value.lstrip(" \t").startswith(":")]


def _media_type(fields: Fields, default: str) -> str:
    value = next((value for name, value in fields if name == "content-type"), None)
    if value is None:
        return default
    kind = value.partition(";")[0].strip().lower()
    return kind if kind.count("/") == 1 else "text/plain"


def _boundary(fields: Fields) -> bytes | None:
    """Give the boundary line of a multipart; of a monstrous field none is looked for, the library's search in it is quadratic."""
    kind = first(fields, "content-type")
    if plain := _PLAIN_BOUNDARY.fullmatch(kind):
        return b"--" + (plain[1] or plain[2]).encode("ascii")
    if len(kind) > _LONGEST_PARAMETERS:
        return None
    holder = Message()
    holder["Content-Type"] = kind
    try:
        boundary = holder.get_boundary()
        mark = None if boundary is None else b"--" + boundary.encode("ascii", "surrogateescape")
    except (ValueError, LookupError, TypeError):
        # A charset name with a NUL in an RFC 2231 parameter, and the like: the library hands it to a codec unseen.
        return None
    return None if mark is None or b"\n" in mark or b"\r" in mark else mark


def _delimiters(text: bytes, start: int, end: int, mark: bytes) -> Iterator[tuple[int, int, bool]]:
    """Give each boundary line: where it starts, where the next line does, and whether it ends the multipart."""
    first_line = (start,) if text.startswith(mark, start, end) else ()
    for at in merge(
        first_line, _lines_with(b"\n" + mark, text, start, end), _lines_with(b"\r" + mark, text, start, end)
    ):
        rest = _AFTER_BOUNDARY.match(text, at + len(mark), end)
        if rest:
            yield at, rest.end(), rest[1] is not None


def _lines_with(mark: bytes, text: bytes, start: int, end: int) -> Iterator[int]:
    """Give where the lines start that begin with something; `mark` is it with the line end before it."""
    at = text.find(mark, start, end)
    while at >= 0:
        yield at + 1
        at = text.find(mark, at + 1, end)


def _blank_lines(text: bytes, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Give where each blank line starts and ends."""
    for line in _LINE.finditer(text, start, end):
        if text[line.start() : line.start() + 1] in {b"\r", b"\n"}:
            yield line.span()
