"""The body as lines, before it is known whose words they are.

HTML and plain text both become a sequence of `Line`s, so that one reader (`voices`) tells the voices apart.
"""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass

from parsers.values import Table


class Box(enum.Enum):
    """What kind of container a line stands in."""

    CITE = "cite"
    """A quotation: `>` marks, a cited blockquote."""
    INDENT = "indent"
    """A blockquote without any sign of quoting: mostly an indentation, a quotation only right under an attribution."""
    GROUP = "group"
    """A container of an attribution with its quotation (`gmail_quote`), which may hold own words as well."""
    SIGNATURE = "signature"


class Hint(enum.Enum):
    """What the markup says about a line, in whatever language its words are."""

    ATTRIBUTION = "attribution"
    FORWARD = "forward"
    HEADERS = "headers"
    """The header block of a quoted or forwarded letter begins here."""


@dataclass(frozen=True, slots=True)
class Nesting:
    """One container around a line: its kind and a number of its own."""

    kind: Box
    serial: int


Boxes = tuple[Nesting, ...]


@dataclass(slots=True)
class Line:
    """A line of the body (`text`, without quote marks) or a table, and where it stands."""

    text: str
    number: int
    """From 1, as the reader counts."""
    boxes: Boxes = ()
    table: Table | None = None
    hint: Hint | None = None


_QUOTED = re.compile(r" ?>")
_INVISIBLE = re.compile("[\u200b\u2060\ufeff\u00ad]")


def plain_lines(text: str, *, flowed: bool = False, delete_space: bool = False, first: int = 1) -> list[Line]:
    """Split plain text into lines, `>` marks turned into boxes; `flowed` joins soft line ends (RFC 3676)."""
    lines: list[Line] = []
    open_line: Line | None = None
    for number, raw in enumerate(_INVISIBLE.sub("", text).splitlines(), first):
        depth, rest = _unquoted(raw)
        boxes = tuple(Nesting(Box.CITE, level) for level in range(depth))
        if flowed and rest.startswith(" "):
            rest = rest[1:]
        if open_line is not None and open_line.boxes == boxes and rest != "-- ":
            open_line.text += rest
            line = open_line
        else:
            line = Line(text=rest, number=number, boxes=boxes)
            lines.append(line)
        soft = flowed and rest.endswith(" ") and rest != "-- "
        if soft and delete_space:
            line.text = line.text[:-1]
        open_line = line if soft else None
    return lines


def _unquoted(raw: str) -> tuple[int, str]:
    """Take the quote marks off a line: `> > text`, `>> text`."""
    depth = at = 0
    while depth < 50 and (match := _QUOTED.match(raw, at)):
        depth += 1
        at = match.end()
    rest = raw[at:]
    return depth, rest[1:] if depth and rest.startswith(" ") else rest
