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
    shown: bool = True
    """Whether a reader surely sees all its words."""


MOST_LINES = 20_000
"""Lines of one body that are read."""

_QUOTED = re.compile(r" ?>")
_INVISIBLE = re.compile("[\u200b\u2060\ufeff\u00ad]")


def plain_lines(text: str, *, flowed: bool = False, delete_space: bool = False, first: int = 1) -> list[Line]:
    """Split plain text into lines, `>` marks turned into boxes; `flowed` joins soft line ends (RFC 3676), else hard ones are found."""
    lines = _split(text, flowed=flowed, delete_space=delete_space, first=first)
    return lines if flowed else _unwrapped(lines)


def _split(text: str, *, flowed: bool, delete_space: bool, first: int) -> list[Line]:
    lines: list[Line] = []
    open_line: Line | None = None
    for number, raw in enumerate(_INVISIBLE.sub("", text).splitlines()[:MOST_LINES], first):
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


_NARROWEST, _WIDEST = 60, 80
_BEGINS_ANEW = re.compile(r"\s|[-+*•·–—>|#]|\(?\d{1,2}[.)]\s|\(?[a-zđ][.)]\s", re.IGNORECASE)
_COLUMNS = re.compile(r"\t|\S {2,}\S|\|")


def _unwrapped(lines: list[Line]) -> list[Line]:
    """Join lines that a client broke at a fixed width: "… cài đặt được" / "125 máy" is one sentence.

    They show by their width: none is longer than the widest, 60 to 80 letters, and the next line's first word would not have fitted.
    """
    widest = max((len(line.text) for line in lines if not line.boxes), default=0)
    if not _NARROWEST <= widest <= _WIDEST:
        return lines
    joined: list[Line] = []
    before = ""
    for line in lines:
        last = joined[-1] if joined else None
        if last is not None and not line.boxes and not last.boxes and _goes_on(before, line.text, widest):
            last.text = f"{last.text.rstrip()} {line.text}"
        else:
            joined.append(line)
        before = line.text
    return joined


def _goes_on(before: str, text: str, widest: int) -> bool:
    word = text.split(" ", 1)[0]
    if not word or not before or len(before) < _NARROWEST - 10 or len(before.rstrip()) + 1 + len(word) <= widest:
        return False
    if before.rstrip()[-1:] in ".:;!?" or _BEGINS_ANEW.match(text) or text[:1].isupper():
        return False
    return not (_COLUMNS.search(before) or _COLUMNS.search(text))


def marked_quotes(line: Line) -> Line:
    """Turn `>` marks at the front of a line of HTML into boxes, as some web mailers write what they quote."""
    if line.text.startswith(">"):
        depth, rest = _unquoted(line.text)
        line.boxes = (*line.boxes, *(Nesting(Box.CITE, -level) for level in range(depth)))
        line.text = rest
    return line


def _unquoted(raw: str) -> tuple[int, str]:
    """Take the quote marks off a line: `> > text`, `>> text`."""
    depth = at = 0
    while depth < 50 and (match := _QUOTED.match(raw, at)):
        depth += 1
        at = match.end()
    rest = raw[at:]
    return depth, rest[1:] if depth and rest.startswith(" ") else rest
