"""A reading function that parses the letter alone, for measuring what a first reading costs without documents."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Mapping

from parsers.identity import content_key
from parsers.letters import read_letter
from parsers.values import Doubt, Findings, Kind, LetterHead, Vocabulary

_KEPT = tuple(field.name for field in dataclasses.fields(LetterHead) if field.name != "content_key")


def read(
    raw: bytes,
    vocabulary: Vocabulary,
    *,
    received_at: dt.datetime | None,
    skip: Mapping[str, Doubt] | None = None,
    progress: Callable[[str], None] | None = None,
) -> Findings:
    """Parse a message (header, parts, voices, attachments decoded and not opened) and know it again; look for no figures."""
    del vocabulary, received_at, skip, progress
    letter = read_letter(raw)
    head = LetterHead(**{name: getattr(letter, name) for name in _KEPT}, content_key=content_key(letter))
    return Findings(letter=head, kind=Kind.OTHER)
