"""What makes two fetched messages the same letter.

The two mailboxes of an office hold copies of one mail that differ in transport headers, line ends, transfer encoding and, from one
IMAP server that replaces raw 8-bit bytes in headers, even in the words of header fields. The content is the same in all of them.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterator

from parsers.values import Letter, Paragraph, Table

_FIGURES = re.compile(r"[0-9]+")


def content_key(letter: Letter) -> str:
    """Give the SHA-256 (hex) of the content: From address, Date, figures of the subject, words of the body, bytes of attachments.

    Names and subjects count by their ASCII figures alone, because some servers deliver their other letters damaged.
    """
    digest = hashlib.sha256()
    for field in _fields(letter):
        # The length in front keeps "ab" + "c" and "a" + "bc" apart.
        digest.update(b"%d:" % len(field))
        digest.update(field)
    return digest.hexdigest()


def undated_key(key: str, message_id: str, day: dt.date | None) -> str:
    """Give the key of a mail whose Date tells nothing, by its content's key, its Message-ID and the day of its arrival (UTC).

    Next week's report in the same words is another mail, though its content is the same.
    """
    return hashlib.sha256(f"{key} {day} {message_id}".encode("utf-8", "surrogatepass")).hexdigest()


def _fields(letter: Letter) -> Iterator[bytes]:
    yield letter.sender.email.encode("utf-8", "surrogatepass")
    yield letter.date.astimezone(dt.UTC).isoformat().encode() if letter.date else b""
    yield " ".join(_FIGURES.findall(letter.subject)).encode()
    yield " ".join(" ".join(_words(letter)).split()).encode("utf-8", "surrogatepass")
    for attachment in letter.attachments:
        yield hashlib.sha256(attachment.data).digest()
    yield b"letters"
    for inner in letter.letters:
        yield content_key(inner).encode()


def _words(letter: Letter) -> Iterator[str]:
    for passage in letter.passages:
        for block in passage.blocks:
            match block:
                case Paragraph():
                    yield block.text
                case Table():
                    for row in block.rows:
                        for cell in row:
                            yield "" if cell is None else str(cell)
