"""A letter's words by whose they are: the sender's own, quoted, forwarded, signed, attached, passed on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from urllib.parse import unquote

from parsers.figures import sections
from parsers.figures.grid import as_text
from parsers.figures.lines import LONGEST_READ, Line, Source, drawn_tables, joined, line
from parsers.text import fold_aligned
from parsers.values import Block, Document, Doubt, Letter, Paragraph, Table, Voice

UNSURE = frozenset({"ocr", "legacy-guess"})
"""Doubts of a document that make all of its figures guesses."""


PICTURES = frozenset({"no-ocr", "picture"})


MAX_LINES = 3_000


MAX_LETTERS = 5


@dataclass(frozen=True, kw_only=True)
class Text:
    """One source of words, as lines and tables. What is made of them is made once: many questions are asked of the same text."""

    source: Source
    lines: tuple[Line, ...]
    tables: tuple[Table, ...]
    doubts: tuple[Doubt, ...] = ()
    headings: tuple[str, ...] = ()
    """The short line right above each table, empty where there is none; a sheet's is its name."""
    head: tuple[str, ...] = ()
    """What stands above the title, folded: an official letter's bodies, the issuing one below its parent."""

    @cached_property
    def titled(self) -> tuple[Line, ...]:
        """Give the lines, and of the tables the rows that hold one text alone: what a table's heads say is no title."""
        alone = [
            each
            for table in self.tables
            for row in table.rows[:12]
            if len([cell for cell in row if isinstance(cell, str) and cell.strip()]) == 1
            for each in islice(title_lines(replace(table, rows=(row,)), self.source), 1 if table.is_sheet else 0, None)
        ]
        return (*self.lines, *alone)

    @cached_property
    def told(self) -> tuple[Line, ...]:
        """Give the lines that tell what was done: no plans, no proposals."""
        return tuple(sections.told(self.lines))

    @cached_property
    def all_lines(self) -> tuple[Line, ...]:
        """Give the lines, and the words of the tables' titles and heads."""
        return (*self.lines, *self.titles)

    @cached_property
    def titles(self) -> tuple[Line, ...]:
        """Give the words of the tables' titles and heads; of hidden sheets only where there is no other."""
        shown = [table for table in self.tables if not table.hidden] or self.tables
        return tuple(each for table in shown for each in title_lines(table, self.source))


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A letter's words by whose they are."""

    subject: tuple[Line, ...]
    own: Text
    quoted: tuple[Line, ...]
    forwarded: Text
    head_of_forwarded: tuple[Line, ...]
    """The header lines above forwarded words."""
    signature: tuple[Line, ...]
    documents: tuple[Text, ...]
    passed_on: tuple[Text, ...]
    """Attached messages: their words and their attachments."""

    @property
    def senders(self) -> tuple[Text, ...]:
        """Give what the sender says without passing it on."""
        return (self.own, *self.documents)


Opened = Mapping[int, tuple[tuple[Document, ...], ...]]
"""The documents of each letter (by `id`), one tuple an attachment."""


def words_of(letter: Letter, opened: Opened) -> Said:
    """Sort a letter's words, and what its attachments hold, by whose they are."""
    body = Source(part="body", sure=not any(doubt.code in UNSURE for doubt in letter.doubts))
    subject = Source(part="subject")
    return Said(
        subject=(line(letter.subject, "line 1", subject),) if letter.subject.strip() else (),
        own=_text(_own_blocks(letter), body, letter.doubts),
        quoted=_text(_blocks(letter, Voice.QUOTED), body).all_lines,
        head_of_forwarded=_heads_of(_blocks(letter, Voice.FORWARDED), body),
        forwarded=_text(_without_heads(_blocks(letter, Voice.FORWARDED)), body),
        signature=_text(_blocks(letter, Voice.SIGNATURE), body).lines,
        documents=_documents(opened.get(id(letter), ())),
        passed_on=tuple(text for each in letter.letters[:MAX_LETTERS] for text in _passed_on(each, opened)),
    )


_HEAD_FIELD = re.compile(
    r"^\W*(?:tu|from|den|toi|to|cc|bcc|date|sent|ngay|subject|chu de|tieu de|da gui|gui luc|nguoi gui|nguoi nhan|dong nhan|reply-to|thoi gian)\s*:"
)


_BANNER = re.compile(r"^\s*[-_=]{3,}|^\s*bat dau thu chuyen tiep|^begin forwarded message")


def _is_head(block: Block) -> bool:
    if not isinstance(block, Paragraph):
        return False
    folded = fold_aligned(block.text[:120])
    return _HEAD_FIELD.match(folded) is not None or _BANNER.match(folded) is not None


def _without_heads(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Leave out the header that a client writes above forwarded words: its dates and addresses are nobody's figures."""
    return tuple(block for block in blocks if not _is_head(block))


def _heads_of(blocks: Sequence[Block], source: Source) -> tuple[Line, ...]:
    return tuple(
        line(block.text, block.where, source) for block in blocks if isinstance(block, Paragraph) and _is_head(block)
    )


def _blocks(letter: Letter, voice: Voice) -> tuple[Block, ...]:
    return tuple(block for passage in letter.passages if passage.voice is voice for block in passage.blocks)


LONGEST_ANSWER = 60


_ASKING = re.compile(
    r"(?i)(?:\s+(?:là|được|có))*(?:\s+(?:bao nhiêu|mấy|la bao nhieu)(?: máy)?)?(?:\s+(?:ạ|nhỉ|vậy|thế|rồi|em|chị|anh|c|e|a|đấy|hả))*\s*\?$"
)
"""How a question ends: without it, it is the label of its answer."""
_EXAMPLE = re.compile(r"(?i)\s*\((?:ví dụ|vi du|vd|e\.g\.|vd:)[^()]*\)")
"""In a label: an example of an answer, "(ví dụ: 125 máy)"."""
_ATTRIBUTION = re.compile(r"\b(?:da viet|wrote|viet)\s*:\s*$")


def _answers(words: str, *, asked: bool) -> bool:
    """Whether words need the label above them; below a question those don't that name the week themselves."""
    return len(words) <= LONGEST_ANSWER and not (asked and re.search(r"\b(?:tuan|ky)\b.*\d", fold_aligned(words)))


def _own_blocks(letter: Letter) -> tuple[Block, ...]:
    """Give the sender's own words, each answer below a quoted label with that label: "> Lũy kế từ 26/8:", "141 máy"."""
    blocks: list[Block] = []
    label, asked = "", False
    for passage in letter.passages:
        told = [block for block in passage.blocks if isinstance(block, Paragraph) and block.text.strip()]
        if passage.voice is Voice.OWN:
            first = told[0] if told else None
            answers = bool(label) and first is not None and _answers(first.text.strip(), asked=asked)
            blocks += [
                replace(first, text=f"{label} {first.text.strip()}") if first and answers and block is first else block
                for block in passage.blocks
            ]
        label = _EXAMPLE.sub("", told[-1].text.strip()) if passage.voice is Voice.QUOTED and told else ""
        asked = label.endswith("?")
        label = _ASKING.sub(":", label)
        if not label.endswith(":") or _ATTRIBUTION.search(fold_aligned(label)):
            label = ""
    return tuple(blocks)


def _text(blocks: Sequence[Block], source: Source, doubts: tuple[Doubt, ...] = ()) -> Text:
    paragraphs = [block for block in blocks if isinstance(block, Paragraph)]
    if len(paragraphs) > MAX_LINES or any(len(paragraph.text) > LONGEST_READ for paragraph in paragraphs):
        doubts = (*doubts, Doubt(code="too-large", about=source.part))
    paragraphs, drawn = drawn_tables(paragraphs[:MAX_LINES])
    return Text(
        source=source,
        lines=tuple(joined(paragraphs, source)),
        tables=(*(block for block in blocks if isinstance(block, Table)), *(table for _, table in drawn)),
        doubts=doubts,
        headings=(*_headings(blocks), *(above if len(above) <= HEADING_LETTERS else "" for above, _ in drawn)),
        head=_letterhead(blocks),
    )


def _headings(blocks: Sequence[Block]) -> tuple[str, ...]:
    """Give for each table the line right above it, where it is short enough to be a heading."""
    found: list[str] = []
    above = ""
    for block in blocks:
        if isinstance(block, Paragraph):
            above = block.text if block.text.strip() else above
            continue
        title = block.name if block.is_sheet else above
        found.append(title if len(title) <= HEADING_LETTERS else "")
        above = ""
    return tuple(found)


HEADING_LETTERS = 120


_MOTTO = re.compile(r"\b(?:cong hoa xa|chu nghia|viet nam$|doc lap|hanh phuc|tu do)\b")


_TITLE = re.compile(
    r"^\W*(?:bao cao|bieu|phu luc|ket qua|kinh gui|v/v|tong hop|danh sach|mau|phieu|bang|tuan|noi dung|stt|tt)\b|^\W*(?:ngay|thu|lop|ca|thon|khu|don vi|bo phan|doi tuong)\W*$"
)


_NUMBERED = re.compile(r"^\W*(?:so\s*[:./\d]|v/v\b)|\bngay\b.*\bthang\b|_{4,}|-{4,}|\*{3,}")


HEAD_LINES = 16


def _letterhead(blocks: Sequence[Block]) -> tuple[str, ...]:
    """Give the bodies named above the title, in their order; nothing where neither motto, number nor title shows a letterhead."""
    pieces: list[str] = []
    for block in blocks[:HEAD_LINES]:
        if isinstance(block, Paragraph):
            pieces += re.split(r"\t+|\s{3,}", block.text)
        else:
            # A letterhead's left cell first, then its right one; a row a line in a sheet.
            pieces += [
                part
                for row in block.rows[:8]
                for cell in row[:12]
                if isinstance(cell, str)
                for part in cell.splitlines()
            ]
    head: list[str] = []
    official = shouted = False
    for piece in pieces[: 2 * HEAD_LINES]:
        folded = fold_aligned(piece[:160]).strip()
        if _TITLE.match(folded):
            # Two bodies, one below the other, are a letterhead without motto as well.
            return tuple(head) if official or len(head) == 2 or (len(head) == 1 and shouted) else ()
        if _MOTTO.search(folded) or _NUMBERED.search(folded):
            official = True
        elif folded:
            head.append(folded)
            shouted = piece.isupper()
    return ()


def _documents(opened: Iterable[tuple[Document, ...]]) -> tuple[Text, ...]:
    return tuple(
        _text(
            document.blocks,
            Source(part=document.part, sure=not any(doubt.code in UNSURE for doubt in document.doubts)),
            document.doubts,
        )
        for documents in opened
        for document in documents
    )


def _passed_on(letter: Letter, opened: Opened) -> tuple[Text, ...]:
    name = letter.subject[:60] or "message"
    source = Source(part="body")
    subject = (line(letter.subject, "line 1", Source(part="subject")),) if letter.subject else ()
    own = _text((*_blocks(letter, Voice.OWN), *_blocks(letter, Voice.FORWARDED)), replace(source, part=f"{name}.eml"))
    del subject
    return (own, *_documents(opened.get(id(letter), ())))


def title_lines(table: Table, source: Source) -> Iterator[Line]:
    """Give the words of a table's first rows (and its sheet's name), where topic, unit and week stand."""
    count = 0
    if table.is_sheet:
        count += 1
        yield line(table.name, "", source)
    for row, cells in enumerate(table.rows[:15]):
        words = [text for cell in cells[:30] if (text := as_text(cell))]
        if len(words) == 2 and len("".join(words)) < 80 and re.search(r"\d[/.\-]\d", words[1]):
            count += 1
            yield line(f"{words[0]} {words[1]}", table.where(row, 0), source)
    for row, cells in enumerate(table.rows[:15]):
        for column, cell in enumerate(cells[:30]):
            if isinstance(cell, str) and cell.strip() and count < MOST_TITLES:
                for part in cell.splitlines()[:6]:
                    if part.strip():
                        count += 1
                        yield line(part[:400], table.where(row, column), source)


MOST_TITLES = 80


def spaced(name: str) -> str:
    """Give a file's name as words: "BC_UBND_Ka_Long%2035.docx"."""
    stem = unquote(name.rpartition("/")[2].rpartition(".")[0] or name)
    return re.sub(r"_+|(?<=[a-z])(?=[A-Z])", " ", stem)
