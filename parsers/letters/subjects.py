"""What the front of a subject says: an answer, a forward, or neither."""

from __future__ import annotations

import enum
import re


class Prefix(enum.Enum):
    """The foremost prefix of a subject."""

    REPLY = "reply"
    FORWARD = "forward"
    NONE = "none"


# `CT` is also short for chỉ thị (directive), which a number follows and never a colon right away.
_PREFIX = re.compile(
    r"\s*(?:\[[^\]]{0,60}\]\s*)?"
    r"(?:(?P<reply>re|trả lời|tra loi|tl|antw|aw|sv|回复|答复)|(?P<forward>fwd?|chuyển tiếp|chuyen tiep|ct|wg|转发))"
    r"\s*(?:\[\d{1,3}\]|\(\d{1,3}\)|\^\d{1,3})?\s*[:：]",
    re.IGNORECASE,
)


def prefix(subject: str) -> Prefix:
    """Read the foremost prefix (`Re:`, `RE[2]:`, `Trả lời:`, `Fwd:`, `Chuyển tiếp:`), a list's tag before it aside."""
    match = _PREFIX.match(subject)
    if not match:
        return Prefix.NONE
    return Prefix.REPLY if match["reply"] else Prefix.FORWARD
