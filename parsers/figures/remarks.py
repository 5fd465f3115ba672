"""Difficulties (khó khăn, vướng mắc) that a report tells of; not where it says that there are none."""

from __future__ import annotations

import re
from collections.abc import Sequence

from parsers.figures.lines import Line

MAX_REMARKS = 5
MAX_LETTERS = 600
_HEAD = re.compile(r"(?:kho khan|vuong mac|ton tai|han che|kien nghi|de xuat)")
LABEL = re.compile(
    r"^\s*(?:[-+*•]|\(?\w{1,4}[.)])*\s*(?:nhung |mot so |ve |cac )?(?:(?:kho khan|vuong mac|ton tai|han che|kien nghi|de xuat)(?:\s*[,/&]\s*|\s+va\s+|\s*-\s*)?)+(?:\s*(?:trong[^:]{0,40}|\(neu co\)|neu co))?\s*[:.\-–]?\s*"
)
_NONE = re.compile(
    r"^\s*(?:khong(?: co)?(?: gi)?|ko|k|khong phat sinh|chua co|0|none)?\s*[.,;!]*\s*(?:a|nhe)?[.]?\s*(?:kho khan|vuong mac|gi|,|\s)*[.]*$"
)
_DENIED = re.compile(
    r"(?:khong|chua|ko)\s+(?:co|gap|phat sinh|con)?\s*(?:nhung |bat ky |gi )?(?:kho khan|vuong mac|ton tai)"
)


def find(lines: Sequence[Line]) -> tuple[str, ...]:
    """Give the passages on difficulties, as written."""
    found: list[str] = []
    index = 0
    while index < len(lines) and len(found) < MAX_REMARKS:
        line = lines[index]
        index += 1
        if not _HEAD.search(line.folded) or len(line.text) > 4 * MAX_LETTERS:
            continue
        if label := LABEL.match(line.folded):
            said = line.text[label.end() :].strip()
            if not said and index < len(lines):
                said = lines[index].text.strip()
                index += 1
            if said and not _NONE.match(_folded(said)):
                found.append(said[:MAX_LETTERS])
        elif not _DENIED.search(line.folded) and re.search(
            r"\b(?:gap|co|con|mot so|nhieu)\b[^.]{0,30}(?:kho khan|vuong mac)|(?:kho khan|vuong mac)[^.]{0,20}\b(?:la|do|vi)\b|(?:kho khan|vuong mac)\s*:",
            line.folded,
        ):
            found.append(_sentence(line))
    return tuple(dict.fromkeys(found))


def _folded(text: str) -> str:
    from parsers.text import fold_aligned

    return fold_aligned(text)


def _sentence(line: Line) -> str:
    for match in re.finditer(r"[^.!?]+[.!?]?", line.folded):
        if _HEAD.search(match.group()):
            return line.text[match.start() : match.end()].strip()[:MAX_LETTERS]
    return line.text.strip()[:MAX_LETTERS]
