"""What the terminal shows: words of mails stay words, whatever they hold for a terminal or for markup."""

from __future__ import annotations

import json
import logging
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.text import Text

# JSON itself escapes the controls below 0x20. The others are obeyed by terminals, or end a line for some readers of lines.
_OBEYED = re.compile("[\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_OBEYED_LOG = re.compile(r"[\x00-\x08\x0b-\x1f]|" + _OBEYED.pattern)


def as_json(value: Any, *, indent: int | None = None) -> str:
    """Give JSON that a person can read and no terminal obeys: the same value as without the escapes."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return _OBEYED.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def harmless(text: str) -> str:
    """Give words, such as the name of a file, in which nothing is left that a terminal obeys."""
    return _OBEYED_LOG.sub("?", text)


class LogLines(logging.Formatter):
    """Writes log lines that no terminal obeys; tracebacks keep their lines."""

    def format(self, record: logging.LogRecord) -> str:
        """Give a record as text."""
        return harmless(super().format(record))


def words(*lines: str) -> Text:
    """Give lines as a cell of a table: brackets are no markup, and no line breaks out of its own."""
    from rich.text import Text

    from reporting.formats import one_line

    return Text("\n".join(map(one_line, lines)))
