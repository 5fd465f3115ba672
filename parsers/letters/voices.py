"""Whose words: the lines of a body told apart into own, quoted, forwarded and signature.

The lines are walked once with a stack of frames, one for each letter within the letter. A mark or a quotation opens a frame; it ends
where the container ends in which it stands. What a frame's words are follows from the frame around it:

- inside quoted words everything is quoted;
- a quotation (`On … wrote:`, `>` marks) is quoted, in a forwarded letter too: there it is what that letter answered;
- a forward line opens forwarded words;
- a header block, which clients write over replies and forwards alike, opens forwarded words where the letter around it says by its
  subject that it forwards, else quoted ones.

Whatever is not plainly somebody else's is the sender's own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from parsers.letters.lines import Box, Boxes, Line
from parsers.letters.marks import Announces, Mark, find_mark, is_phone_signature
from parsers.values import Block, Doubt, Paragraph, Passage, Voice

_ADDRESS = re.compile(r"[^\s<>\[\]()\"',;:]+@[^\s<>\[\]()\"',;:]+")
_LONGEST_SIGNATURE = 15
"""Filled lines under `-- `: more than that is a letter, and whoever wrote it wants it read."""


@dataclass(frozen=True, slots=True)
class _Frame:
    voice: Voice
    scope: Boxes
    """It lasts while lines stand in these containers."""
    forwards: bool
    """Whether the letter in this frame forwards another one, by its subject."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correspondence:
    """What the header says that decides about quotations."""

    forwards: bool = False
    """The subject says that it forwards."""
    answers: bool = False
    """It is a reply."""
    addressed: frozenset[str] = frozenset()
    """Whom it is written to, the sender left out: their own words sent back to them are quoted, whatever the subject says."""


def label(lines: Sequence[Line], known: Correspondence) -> list[Voice]:
    """Give each line its voice."""
    base = _Frame(Voice.OWN, (), known.forwards or not known.answers)
    frames = [base]
    voices: list[Voice] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        filled = bool(line.text.strip()) or line.table is not None
        if filled:
            while len(frames) > 1 and line.boxes[: len(frames[-1].scope)] != frames[-1].scope:
                frames.pop()
        mark = find_mark(lines, at) if filled else None
        if mark is not None and mark.announces is Announces.END:
            while len(frames) > 1 and frames[-1].voice is not Voice.FORWARDED:
                frames.pop()
            ended = frames.pop() if len(frames) > 1 else base
            voices.append(ended.voice)
            at += 1
        elif mark is not None:
            frame = _opened(frames[-1], mark, lines, at, known)
            frames.append(frame)
            voices.extend([frame.voice] * mark.length)
            at += mark.length
        else:
            if filled and (cited := _cited(line.boxes, len(frames[-1].scope))) is not None:
                frames.append(_Frame(Voice.QUOTED, line.boxes[: cited + 1], forwards=False))
            voices.append(frames[-1].voice)
            at += 1
    return _with_signatures(lines, voices)


def _opened(parent: _Frame, mark: Mark, lines: Sequence[Line], at: int, known: Correspondence) -> _Frame:
    forwarded = mark.announces is Announces.FORWARD or (mark.announces is Announces.EITHER and parent.forwards)
    if known.addressed and mark.sender and known.addressed & set(_ADDRESS.findall(mark.sender.lower())):
        forwarded = False
    voice = Voice.FORWARDED if forwarded and parent.voice is not Voice.QUOTED else Voice.QUOTED
    return _Frame(voice, _scope(lines, at, mark.length), mark.forwards)


def _scope(lines: Sequence[Line], at: int, length: int) -> Boxes:
    """Give where the announced words stand: the quotation right under the mark, else all that follows in the mark's own container.

    The mark itself may reach into the quotation, or stand in one of its own: Apple Mail cites the header block too.
    """
    around = lines[at].boxes
    for below in range(at + length, len(lines)):
        line = lines[below]
        if line.text.strip() or line.table is not None:
            inner = line.boxes[: len(around) + 1]
            return inner if _is_quoted_below(inner, around) else around
    last = lines[at + length - 1].boxes[: len(around) + 1]
    return last if _is_quoted_below(last, around) else around


def _is_quoted_below(boxes: Boxes, around: Boxes) -> bool:
    return len(boxes) > len(around) and boxes[:-1] == around and _is_quote(boxes[-1].kind)


def _is_quote(kind: Box) -> bool:
    return kind is Box.CITE or kind is Box.INDENT


def _cited(boxes: Boxes, known: int) -> int | None:
    """Give the place of the first quotation among the containers that no frame has opened yet."""
    for place in range(known, len(boxes)):
        if boxes[place].kind is Box.CITE:
            return place
    return None


def without_stray_marks(lines: Sequence[Line], known: Correspondence) -> Sequence[Line]:
    """Leave a lone `>` where nothing is quoted to the sender: `> 60% dân số` is a figure of speech."""
    marked = {at for at, line in enumerate(lines) if line.boxes and line.boxes[-1].serial <= 0}
    if known.forwards or known.answers or not marked or len(marked) > 2:
        return lines
    if any(find_mark(lines, at) for at in range(len(lines)) if lines[at].text):
        return lines
    return [
        replace(line, text=f"> {line.text}", boxes=tuple(nesting for nesting in line.boxes if nesting.serial > 0))
        if at in marked
        else line
        for at, line in enumerate(lines)
    ]


_LONG_QUOTED, _SHORT_REST = 60, 40
_DIGIT = re.compile(r"\d")


def residues(lines: Sequence[Line], voices: Sequence[Voice]) -> tuple[Doubt, ...]:
    """Find lines that are own by their look and may be the rest of a long quoted line that was broken on its way.

    "> … số máy cài đặt trong tuần là" / "125 máy": an answer right under the question looks the same, so a human decides.
    """
    doubts: list[Doubt] = []
    for at in range(1, len(lines)):
        line, above = lines[at], lines[at - 1]
        if (
            voices[at] is not Voice.OWN
            or voices[at - 1] is not Voice.QUOTED
            or not above.boxes
            or above.boxes[-1].serial > 0
        ):
            continue
        below = lines[at + 1] if at + 1 < len(lines) else None
        alone = below is None or bool(below.boxes) or not below.text.strip()
        if (
            alone
            and len(above.text) >= _LONG_QUOTED
            and not above.text.rstrip().endswith(("?", ":"))
            and 0 < len(line.text.strip()) <= _SHORT_REST
            and _DIGIT.search(line.text)
        ):
            doubts.append(Doubt(code="voices-unsure", about=line.text.strip()))
    return tuple(doubts)


_SAYS = re.compile(
    r"^(?!(?:em|tôi|mình|cháu|con)\b)[^\d:]{2,60}\b(?:đã viết|viết|nhắn|hỏi|wrote)\s*:$|\b(?:như|giống) (?:tuần|kỳ|lần|thư|báo cáo) trước\b[^:.]{0,20}:$"
    r"|\b(?:dưới đây|sau đây|bên dưới|ở dưới|phía dưới)\b[^?.]{0,60}\?$",
    re.IGNORECASE,
)
"""The words after it may be somebody else's, of another week, or what is asked about."""
_IN_QUOTES = re.compile(r"[\"“«][^\"“”«»]{15,}[\"”»][.\s]*$")


def unmarked_quotes(lines: Sequence[Line], voices: Sequence[Voice]) -> tuple[Doubt, ...]:
    """Find the sender's own words with a figure that may be quoted ones pasted without any mark."""
    own = [
        line.text.strip()
        for line, voice in zip(lines, voices, strict=True)
        if voice is Voice.OWN and line.text and not line.text.isspace()
    ]
    return tuple(
        Doubt(code="voices-unsure", about=text)
        for at, text in enumerate(own)
        if _DIGIT.search(text)
        and (_IN_QUOTES.match(text) or (at and own[at - 1][-1] in ":?" and _SAYS.search(own[at - 1])))
    )


def _with_signatures(lines: Sequence[Line], voices: list[Voice]) -> list[Voice]:
    """Mark the sender's signature: what the markup calls one, what stands under `-- `, what a phone adds."""
    signed = list(voices)
    at = 0
    while at < len(lines):
        line = lines[at]
        if voices[at] is Voice.OWN:
            if any(nesting.kind is Box.SIGNATURE for nesting in line.boxes) or is_phone_signature(line.text):
                signed[at] = Voice.SIGNATURE
            elif line.text in {"-- ", "--", "--\u00a0"}:
                end = _signature_end(lines, voices, at)
                signed[at:end] = [Voice.SIGNATURE] * (end - at)
                at = end
                continue
        at += 1
    has_own = any(
        voice is Voice.OWN and (line.text.strip() or line.table is not None)
        for line, voice in zip(lines, signed, strict=True)
    )
    if has_own or Voice.FORWARDED in voices:
        return signed
    # A letter whose only own words stand in its signature was typed there; to hide them would hide the report.
    return [
        Voice.OWN if before is Voice.OWN and not is_phone_signature(line.text) else after
        for line, before, after in zip(lines, voices, signed, strict=True)
    ]


def _signature_end(lines: Sequence[Line], voices: Sequence[Voice], at: int) -> int:
    end = at + 1
    filled = 0
    while end < len(lines) and voices[end] is Voice.OWN and lines[end].boxes == lines[at].boxes:
        filled += bool(lines[end].text.strip())
        if filled > _LONGEST_SIGNATURE:
            return at + 1
        end += 1
    return end


def passages(lines: Sequence[Line], voices: Sequence[Voice]) -> tuple[Passage, ...]:
    """Join lines of one voice to passages; blank lines are left out, line numbers tell of them."""
    made: list[Passage] = []
    blocks: list[Block] = []
    current: Voice | None = None
    for line, voice in zip(lines, voices, strict=True):
        block = _block(line)
        if block is None:
            continue
        if voice is not current and blocks:
            assert current is not None
            made.append(Passage(voice=current, blocks=tuple(blocks)))
            blocks = []
        current = voice
        blocks.append(block)
    if blocks and current is not None:
        made.append(Passage(voice=current, blocks=tuple(blocks)))
    return tuple(made)


_TURNED = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Characters that make words stand in another order on the screen than they do here."""


def _block(line: Line) -> Block | None:
    if line.table is not None:
        return line.table
    text = line.text.rstrip()
    return (
        Paragraph(text=text, where=f"line {line.number}", shown=line.shown and not _TURNED.search(text))
        if text.strip()
        else None
    )
