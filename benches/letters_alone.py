"""A reading function that reads letters and opens no attachment, for measuring what a first reading costs without documents."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from parsers.identity import content_key
from parsers.letters import read_letter
from parsers.reading import findings
from parsers.values import Doubt, Findings, Vocabulary


def read(
    raw: bytes,
    vocabulary: Vocabulary,
    *,
    received_at: dt.datetime | None,
    skip: Mapping[str, Doubt] | None = None,
    progress: Callable[[str], None] | None = None,
) -> Findings:
    """Read a message as `parsers.reading.read` does, as if it had no attachments."""
    del skip, progress
    letter = read_letter(raw)
    return findings(letter, {}, vocabulary, received_at=received_at, key=content_key(letter))
