"""From a message's bytes to its findings: letter, documents, mentions, claims.

Whose words count is settled here, in this order: the sender's own words and subject, the attachments, and only where these hold no
figure what the sender passes on (forwarded words, attached messages). Quoted words of a reply are never the sender's figure; they
only tell what is being answered.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import unquote

from parsers.figures import (
    changes,
    compose,
    contacts,
    kinds,
    names,
    numbers,
    prose,
    remarks,
    sections,
    tables,
    weeks,
    zeros,
)
from parsers.figures.grid import as_text
from parsers.figures.kinds import NO_FIGURES
from parsers.figures.lexicon import GREETING, MONTH, NOT_REPORTING, REPORT
from parsers.figures.lines import Line, Source, drawn_tables, joined, line
from parsers.figures.mentions import CANDIDATES, Grip, Lens, Mention, Role, lens
from parsers.figures.names import Names
from parsers.figures.prose import Context
from parsers.figures.weeks import Strength, WeekMention
from parsers.text import fold, fold_aligned
from parsers.values import (
    OWN_WORDS,
    SHOWN_LETTERS,
    Attachment,
    Automatic,
    Block,
    Change,
    Claim,
    Document,
    Doubt,
    Findings,
    Kind,
    Letter,
    LetterHead,
    Officer,
    Paragraph,
    ShownLine,
    Table,
    Vocabulary,
    Voice,
    Week,
    WeekBasis,
)

UNSURE = frozenset({"ocr", "legacy-guess"})
"""Doubts of a document that make all of its figures guesses."""
OF_THE_LETTER = frozenset({"alternatives-differ", "struck-out", "voices-unsure"})
"""Doubts of a letter that leave open which of its words are its sender's last."""
UNREAD = frozenset(
    {
        "unreadable",
        "encrypted",
        "truncated",
        "too-large",
        "took-too-long",
        "broke-reader",
        "nested-too-deep",
        "no-ocr",
        "limit",
        "empty",
        "uncached",
        "struck-out",
    }
)
"""Doubts of a document that leave open what else it says."""
SETTLED_BY_SENDER = frozenset({"topic-unsaid", "no-topic"})
"""Doubts that a sender who reports to this mailbox leaves none."""
PICTURES = frozenset({"no-ocr", "picture"})
MAX_LINES = 3_000
MAX_LETTERS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """One source of words, as lines and tables."""

    source: Source
    lines: tuple[Line, ...]
    tables: tuple[Table, ...]
    doubts: tuple[Doubt, ...] = ()
    headings: tuple[str, ...] = ()
    """The short line right above each table, empty where there is none; a sheet's is its name."""
    head: tuple[str, ...] = ()
    """What stands above the title, folded: an official letter's bodies, the issuing one below its parent."""

    @property
    def titled(self) -> tuple[Line, ...]:
        """Give the lines, and of the tables the rows that hold one text alone: what a table's heads say is no title."""
        alone = [
            each
            for table in self.tables
            for row in table.rows[:12]
            if len([cell for cell in row if isinstance(cell, str) and cell.strip()]) == 1
            for each in _title_lines(replace(table, rows=(row,)), self.source)[1 if table.is_sheet else 0 :]
        ]
        return (*self.lines, *alone)

    @property
    def told(self) -> tuple[Line, ...]:
        """Give the lines that tell what was done: no plans, no proposals."""
        return tuple(sections.told(self.lines))

    @property
    def all_lines(self) -> tuple[Line, ...]:
        """Give the lines, and the words of the tables' titles and heads."""
        return (*self.lines, *self.titles)

    @property
    def titles(self) -> tuple[Line, ...]:
        """Give the words of the tables' titles and heads; of hidden sheets only where there is no other."""
        shown = [table for table in self.tables if not table.hidden] or self.tables
        return tuple(each for table in shown for each in _title_lines(table, self.source))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """A letter's words by whose they are."""

    subject: tuple[Line, ...]
    own: _Text
    quoted: tuple[Line, ...]
    forwarded: _Text
    head_of_forwarded: tuple[Line, ...]
    """The header lines above forwarded words."""
    signature: tuple[Line, ...]
    documents: tuple[_Text, ...]
    passed_on: tuple[_Text, ...]
    """Attached messages: their words and their attachments."""

    @property
    def senders(self) -> tuple[_Text, ...]:
        """Give what the sender says without passing it on."""
        return (self.own, *self.documents)


def read(
    raw: bytes,
    vocabulary: Vocabulary,
    *,
    received_at: dt.datetime | None,
    skip: Mapping[str, Doubt] | None = None,
    progress: Callable[[str], None] | None = None,
) -> Findings:
    """Read a message. Any bytes give findings; parts named in `skip` are not opened and stand as that doubt.

    `received_at` is the instant of receipt: it only completes dates without a year. `progress` is called with each attachment's
    name right before it is opened, so that whoever watches knows which one a reader died of.
    """
    from parsers.identity import content_key
    from parsers.letters import read_letter

    letter = read_letter(raw)
    opened = _open(letter, skip or {}, progress or (lambda _name: None))
    return findings(letter, opened, vocabulary, received_at=received_at, key=content_key(letter))


Opened = Mapping[int, tuple[tuple[Document, ...], ...]]
"""The documents of each letter (by `id`), one tuple an attachment."""


def _open(letter: Letter, skip: Mapping[str, Doubt], progress: Callable[[str], None]) -> Opened:
    from parsers.documents import read_documents

    def documents(attachment: Attachment) -> tuple[Document, ...]:
        if attachment.name in skip:
            return (Document(part=attachment.name, format="unread", doubts=(skip[attachment.name],)),)
        progress(attachment.name)
        return read_documents(attachment)

    return {
        id(each): tuple(documents(attachment) for attachment in each.attachments)
        for each in (letter, *letter.letters[:MAX_LETTERS])
    }


def findings(
    letter: Letter, opened: Opened, vocabulary: Vocabulary, *, received_at: dt.datetime | None, key: str = ""
) -> Findings:
    """Say what a letter and its opened documents claim."""
    head = _head(letter, key)
    said = _said(letter, opened)
    own_words = "\n".join(each.text for each in said.own.lines)[:OWN_WORDS]
    body = tuple(_shown_lines(letter))
    if letter.sender.email in vocabulary.own_addresses:
        return Findings(letter=head, kind=Kind.OTHER, own_words=own_words, body=body)
    if letter.automatic is not None:
        kind = Kind.BOUNCE if letter.automatic is Automatic.BOUNCE else Kind.AUTOMATIC
        return Findings(letter=head, kind=kind, own_words=own_words, body=body)
    instant = received_at or letter.received or letter.date
    near = instant.date() if instant else None
    return replace(_findings(letter, head, said, vocabulary, near), own_words=own_words, body=body)


SHOWN_CELLS = 40


def _shown_lines(letter: Letter) -> Iterable[ShownLine]:
    """Give the body's paragraphs and table rows in their order, until enough is shown."""
    room = SHOWN_LETTERS
    for passage in letter.passages:
        for block in passage.blocks:
            for shown in _shown_block(block, passage.voice):
                room -= sum(len(where) + len(text) for where, text in shown.cells) + 1
                if room < 0:
                    return
                yield shown


def _shown_block(block: Block, voice: Voice) -> Iterable[ShownLine]:
    if isinstance(block, Paragraph):
        yield ShownLine(voice=voice, cells=((block.where, block.text),))
        return
    for row, cells in enumerate(block.rows):
        shown = tuple(
            (block.where(row, column), "" if cell is None else str(cell))
            for column, cell in enumerate(cells[:SHOWN_CELLS])
        )
        yield ShownLine(voice=voice, cells=shown, table=block.name)


def _head(letter: Letter, key: str) -> LetterHead:
    return LetterHead(
        message_id=letter.message_id,
        sender=letter.sender,
        senders=letter.senders,
        to=letter.to,
        subject=letter.subject,
        is_reply=letter.is_reply,
        date=letter.date,
        received=letter.received,
        references=letter.references,
        authentication_results=letter.authentication_results,
        automatic=letter.automatic,
        failed=letter.failed,
        returned_message_ids=letter.returned_message_ids,
        content_key=key,
    )


# Words by their owner


def _said(letter: Letter, opened: Opened) -> _Said:
    body = Source(part="body", sure=not any(doubt.code in UNSURE for doubt in letter.doubts))
    subject = Source(part="subject")
    return _Said(
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
_ATTRIBUTION = re.compile(r"\b(?:da viet|wrote|viet)\s*:\s*$")


def _own_blocks(letter: Letter) -> tuple[Block, ...]:
    """Give the sender's own words, each answer below a quoted label with that label: "> Lũy kế từ 26/8:", "141 máy"."""
    blocks: list[Block] = []
    label = ""
    for passage in letter.passages:
        told = [block for block in passage.blocks if isinstance(block, Paragraph) and block.text.strip()]
        if passage.voice is Voice.OWN:
            first = told[0] if told else None
            answers = bool(label) and first is not None and len(first.text.strip()) <= LONGEST_ANSWER
            blocks += [
                replace(first, text=f"{label} {first.text.strip()}") if first and answers and block is first else block
                for block in passage.blocks
            ]
        label = told[-1].text.strip() if passage.voice is Voice.QUOTED and told else ""
        label = re.sub(r"\?$", ":", label)
        if not label.endswith(":") or _ATTRIBUTION.search(fold_aligned(label)):
            label = ""
    return tuple(blocks)


def _text(blocks: Sequence[Block], source: Source, doubts: tuple[Doubt, ...] = ()) -> _Text:
    paragraphs = [block for block in blocks if isinstance(block, Paragraph)][:MAX_LINES]
    paragraphs, drawn = drawn_tables(paragraphs)
    return _Text(
        source=source,
        lines=tuple(joined(paragraphs, source)),
        tables=(*(block for block in blocks if isinstance(block, Table)), *drawn),
        doubts=doubts,
        headings=_headings(blocks),
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
    r"^\W*(?:bao cao|bieu|phu luc|ket qua|kinh gui|v/v|tong hop|danh sach|mau|phieu|bang|tuan|noi dung|stt|tt)\b"
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
    official = False
    for piece in pieces[: 2 * HEAD_LINES]:
        folded = fold_aligned(piece[:160]).strip()
        if _TITLE.match(folded):
            # Two bodies, one below the other, are a letterhead without motto as well.
            return tuple(head) if official or len(head) == 2 else ()
        if _MOTTO.search(folded) or _NUMBERED.search(folded):
            official = True
        elif folded:
            head.append(folded)
    return ()


def _documents(opened: Iterable[tuple[Document, ...]]) -> tuple[_Text, ...]:
    return tuple(
        _text(
            document.blocks,
            Source(part=document.part, sure=not any(doubt.code in UNSURE for doubt in document.doubts)),
            document.doubts,
        )
        for documents in opened
        for document in documents
    )


def _passed_on(letter: Letter, opened: Opened) -> tuple[_Text, ...]:
    name = letter.subject[:60] or "message"
    source = Source(part="body")
    subject = (line(letter.subject, "line 1", Source(part="subject")),) if letter.subject else ()
    own = _text((*_blocks(letter, Voice.OWN), *_blocks(letter, Voice.FORWARDED)), replace(source, part=f"{name}.eml"))
    del subject
    return (own, *_documents(opened.get(id(letter), ())))


def _title_lines(table: Table, source: Source) -> list[Line]:
    """Give the words of a table's first rows (and its sheet's name), where topic, unit and week stand."""
    found = [line(table.name, "", source)] if table.is_sheet else []
    found += [
        line(f"{words[0]} {words[1]}", table.where(row, 0), source)
        for row, cells in enumerate(table.rows[:15])
        if len(words := [text for cell in cells[:30] if (text := as_text(cell))]) == 2
        and len("".join(words)) < 80
        and re.search(r"\d[/.\-]\d", words[1])
    ]
    for row, cells in enumerate(table.rows[:15]):
        for column, cell in enumerate(cells[:30]):
            if isinstance(cell, str) and cell.strip() and len(found) < 80:
                found += [
                    line(part[:400], table.where(row, column), source) for part in cell.splitlines()[:6] if part.strip()
                ]
    return found


# Findings


def _findings(letter: Letter, head: LetterHead, said: _Said, vocabulary: Vocabulary, near: dt.date | None) -> Findings:
    roster = names.names(vocabulary.units)
    subject_own = said.subject if not letter.is_reply else ()
    answers_us = letter.is_reply and _answers_us(letter, said, vocabulary)
    claims: list[Claim] = []
    origins: tuple[str, ...] = ()
    for indicator in vocabulary.indicators:
        rivals = tuple(topic for other in vocabulary.indicators if other.id != indicator.id for topic in other.topics)
        stated = _stated_week((*subject_own, *said.own.told), near)
        context = Context(lens=lens(indicator, rivals), names=roster, near=near, week=stated)
        own, forwarded = _claims(said, subject_own, context, answers_us=answers_us)
        claims += own
        if forwarded:
            origins = _origins(letter, said)
    texts = (said.own, *said.documents, *((said.forwarded, *said.passed_on) if origins or not said.own.lines else ()))
    named = _named(letter, said, roster)
    claims = [_of_units(claim, named, said, roster, claims) for claim in claims]
    if _reports((*subject_own, *said.own.lines)) or changes.of((*subject_own, *said.own.lines)) is Change.REPLACES:
        claims = [_as_report(claim) for claim in claims]
    officer = _officer(said, texts, roster)
    own_lines = (*subject_own, *said.own.lines)
    first = lens(vocabulary.indicators[0]) if vocabulary.indicators else None
    doubts = _without_closed(_doubts(letter, said), claims)
    verdict = _Verdict(letter=letter, said=said, subject=said.subject, own=own_lines, lens=first, near=near)
    if not claims and first is not None and verdict.is_report(officer):
        claims = [
            Claim(
                indicator=vocabulary.indicators[0].id,
                week=_letter_week((*subject_own, *said.own.lines), near),
                doubts=(Doubt(code="no-figure"), *doubts),
            )
        ]
    kind = Kind.REPORT if claims else Kind.CONTACT if officer else Kind.OTHER
    return Findings(
        letter=head,
        kind=kind,
        claims=tuple(claims),
        named_units=named,
        officer=officer,
        remarks=remarks.find([each for text in texts for each in text.lines]),
        change=changes.of((*subject_own, *said.own.lines)),
        doubts=doubts,
        bare_number=_is_bare(said.own.lines, first, roster, near) and not _says_this_week(said.own.lines)
        if first
        else False,
        thread=_letter_week((*said.subject, *_answered(said.quoted[:12])), near) if letter.is_reply else Week(),
        answers_us=answers_us,
        origins=origins,
        maybe_report=not claims and verdict.may_be_report(officer),
    )


def _claims(
    said: _Said, subject: tuple[Line, ...], context: Context, *, answers_us: bool
) -> tuple[tuple[Claim, ...], bool]:
    """Give the claims of one indicator, and whether they stand in what the sender passes on."""
    view = context.lens
    mentions = _mentions_of_lines(subject, context)
    for text in said.senders:
        mentions += _mentions(text, context)
    passed = (said.forwarded, *said.passed_on)
    more = [mention for text in passed for mention in _mentions(text, context)]
    alone = _is_bare(said.own.lines, view, context.names, context.near)
    if alone and not _has_figures(mentions):
        # "Đúng rồi em, 35 nhé": beside politeness there is nothing but the number
        mentions = [replace(m, role=Role.BARE) if _may_stand_alone(m) else m for m in mentions]
    lines = [each for text in said.senders for each in text.all_lines]
    names_ = [line(_spaced(text.source.part), "", text.source) for text in said.documents]
    topical = _about(view, (*said.subject, *lines, *names_)) or (answers_us and _about(view, said.quoted))
    reporting = _is_reporting((*said.subject, *lines, *names_))
    if _has_figures(mentions):
        claims = _composed(mentions, said.senders, subject, context, topical=topical, reporting=reporting, bare=alone)
        written = any(evidence.part in ("body", "subject") for claim in claims for evidence in claim.evidence)
        if not topical and not reporting and not written:
            return (), False  # a table of other things in a letter about other things
        told = any(
            m.role in CANDIDATES and m.grip is Grip.CORE and (m.role is Role.WEEK or not m.doubts) for m in mentions
        )
        if kinds.asks(said.own.lines) and not told and not said.documents:
            return (), False  # numbers within a question or a request
        return tuple(_hedged(_against(claim, more), said, context) for claim in claims), False
    if _has_figures(more):
        topical = topical or _about(view, [each for text in passed for each in text.all_lines])
        claims = _composed([*mentions, *more], passed, subject, context, topical=topical, reporting=True)
        return tuple(
            _hedged(_of_a_part(_of_an_old_letter(claim, said, context), context), said, context) for claim in claims
        ), True
    listed = [m for m in mentions if m.role in (Role.LISTED, Role.LAST)]
    if listed and topical:
        claims = _composed(mentions, said.senders, subject, context, topical=topical, reporting=True)
        return tuple(_hedged(claim, said, context) for claim in claims), False
    return (), False


OLD_DAYS = 4
"""A letter that is passed on so many days after it was written may speak of an earlier week."""


def _of_an_old_letter(claim: Claim, said: _Said, context: Context) -> Claim:
    """Doubt a figure without a week of its own in a letter that was written days before it was passed on."""
    if claim.week.basis is not WeekBasis.NONE or context.near is None:
        return claim
    for each in said.head_of_forwarded:
        for date in weeks.find(each, context.near):
            if date.last is not None and (context.near - date.last).days > OLD_DAYS:
                return replace(claim, doubts=(*claim.doubts, Doubt(code="old-letter", about=each.text.strip()[:80])))
    return claim


_PART_OF_A_UNIT = re.compile(
    r"(?<!cac )(?<!\d )(?<!toan )(?<!nhung )\b(?:truong (?:mn|mam non|th|tieu hoc|thcs|th&thcs|thpt)|(?:mn|thcs|mam non|tieu hoc)|chi doan|doan truong|thon|khu|xom|to dan pho)\s+(?=[\w~])"
)


def _of_a_part(claim: Claim, context: Context) -> Claim:
    """Doubt a figure that is passed on and whose sentence names a school, a quarter or the like that is no unit of its own."""
    for evidence in claim.evidence:
        folded = fold_aligned(evidence.text)
        part = _PART_OF_A_UNIT.search(folded)
        if part is not None and not context.names.find(folded) and not any(map(str.isdigit, folded[: part.start()])):
            return replace(claim, doubts=(*claim.doubts, Doubt(code="not-all-of-it", about=evidence.text[:80])))
    return claim


def _may_stand_alone(mention: Mention) -> bool:
    return mention.why == "unrelated" and mention.evidence.part == "body" and mention.value is not None


_OF_A_WEEK = re.compile(r"\b(?:tuan|ky)\b|\bweek\b")


def _is_reporting(lines: Iterable[Line]) -> bool:
    """Whether words call themselves a report or speak of a week."""
    return any(REPORT.search(each.folded) or _OF_A_WEEK.search(each.folded) for each in lines)


def _has_figures(mentions: Iterable[Mention]) -> bool:
    return any(m.role in CANDIDATES or m.role is Role.CUMULATIVE for m in mentions)


def _about(view: Lens, lines: Iterable[Line]) -> bool:
    """Whether words name the indicator, or its deed and its thing together: "số máy cài được"."""
    return any(
        view.topic.search(each.folded) or (view.deed.search(each.folded) and view.core_noun.search(each.folded))
        for each in lines
    )


_LATER_FIGURES = re.compile(
    r"\b(?:so (?:lieu )?chinh thuc|chua (?:tong hop|chot|xong|day du|co so)|(?:so lieu|con so) (?:tam|so bo)|chua (?:tinh|ke|gom|bao gom|cong)|se (?:bao|gui|thong bao) (?:lai|so)|(?:dang|con) (?:doi chieu|ra soat|kiem tra lai)|(?:bao|gui|nop) (?:tiep|sau|bo sung sau)|(?:con|\d|truong|khu|thon|to|lop|chi doan|don vi|chot|cho)\b[^.;:,]{0,30}\bchua (?:nop|gui|bao)(?! cao (?:tuan|ky) truoc)|xem lai (?:so|giup)?|(?:bao|gui|nop) not|con (?:di|lam) tiep|(?:tinh|lay|ghi|chon) so nao|so nao (?:thi|cung))\b"
)


_OF_OTHER_TIMES = re.compile(
    r"\b(?:lu[yi] ?ke|cong don|(?:tuan|ky|lan|hom) truoc|ban (?:giay|cung|ky|do|chinh|co dau|scan)|van ban|dong dau|co dau|buu dien|hom qua)\b"
)
"""Before such words: it is running totals, earlier reports or the paper that come later."""
MOST_HEDGED = 30
"""Of a letter longer than this a later figure is one of its plans."""


def _is_later(line_: Line, claim: Claim, context: Context) -> bool:
    """Whether a sentence of a line says that figures come later, those of other units than the claim's left aside."""
    for sentence in re.split(r"[.;]\s", line_.folded):
        later = _LATER_FIGURES.search(sentence)
        before = sentence[: later.start()] if later is not None else ""
        of_another = _OF_OTHER_TIMES.search(before) or (
            claim.week.basis is not WeekBasis.NONE
            and claim.week.end != context.near
            and re.search(r"\b(?:tuan|ky) (?:nay|toi|sau)\b", before)
        )
        if later is not None and not of_another:
            named = names.several(context.names.find(sentence))
            if not (claim.units and named and not set(named) & set(claim.units)):
                return True
    return False


_WEEK_THAT_IS_OVER = re.compile(r"\b(?:tuan|ky) (?:vua )?(?:roi|qua)\b")
"""On a Monday or Tuesday: the week that has ended, or the seven days until now."""


def _hedged(claim: Claim, said: _Said, context: Context) -> Claim:
    """Doubt a claim where the letter says elsewhere that its figures aren't final, or speaks of last week with this week open."""
    lines = said.own.lines
    if len(lines) <= MOST_HEDGED:
        later = next((each for each in lines if _is_later(each, claim, context)), None)
        if later is not None:
            claim = replace(claim, doubts=(*claim.doubts, Doubt(code="provisional", about=later.text.strip()[:120])))
    if claim.week.basis is WeekBasis.NONE and context.near is not None and context.near.isoweekday() < weeks.MIDWEEK:
        over = next((e.text for e in claim.evidence if _WEEK_THAT_IS_OVER.search(fold_aligned(e.text))), None)
        if over is not None:
            claim = replace(claim, doubts=(*claim.doubts, Doubt(code="only-last-week", about=over[:80])))
    if claim.week.basis is WeekBasis.PREVIOUS and any(re.search(r"\b(?:tuan|ky) nay\b", each.folded) for each in lines):
        about = claim.week.evidence.text[:80] if claim.week.evidence else ""
        claim = replace(claim, week=Week(), doubts=(*claim.doubts, Doubt(code="only-last-week", about=about)))
    return claim


def _against(claim: Claim, passed_on: Sequence[Mention]) -> Claim:
    """Doubt a claim where the words that are passed on below it give another figure of the week."""
    others = {m.value for m in passed_on if m.role in CANDIDATES and m.value is not None and m.role is not Role.BARE}
    if not others or claim.count is None or claim.count in others:
        return claim
    about = ", ".join(str(value) for value in sorted(others)[:6])
    return replace(claim, doubts=(*claim.doubts, Doubt(code="forwarded-differs", about=about)))


def _composed(
    mentions: Sequence[Mention],
    texts: Sequence[_Text],
    subject: tuple[Line, ...],
    context: Context,
    *,
    topical: bool,
    reporting: bool,
    bare: bool = False,
) -> tuple[Claim, ...]:
    shown = [m for m in mentions if not any(d.code == "hidden" for d in m.doubts)]
    if any(m.role in CANDIDATES for m in shown):
        mentions = shown
    if reporting and any(m.role is Role.WEEK and m.grip is Grip.CORE and m.sure for m in mentions):
        topical = True
    setting = compose.Setting(topical=topical, reporting=reporting, bare=bare)
    claims = compose.claims(context.lens.id, mentions, setting)
    if len({(claim.week.end, claim.week.number) for claim in claims}) > 1:
        return claims  # a figure a week, each with its own
    return tuple(_with_week(claim, texts, subject, context.near) for claim in claims)


def _mentions(text: _Text, context: Context) -> list[Mention]:
    if kinds.genre(text.titled) in NO_FIGURES:
        return []
    told = text.told
    found = _under_headings(told, _mentions_of_lines(told, context), context)
    headings = (*text.headings, *("" for _ in text.tables[len(text.headings) :]))
    by_table = [
        (table, tables.read(table, text.source, context, heading))
        for table, heading in zip(text.tables[:60], headings, strict=False)
        if not sections.opens_plan(heading)
    ]
    by_table = _of_titled_units(by_table, text.source, context)
    for mentions in _of_this_week(list(_this_weeks_sheet(by_table, text.source, context)), context.near):
        found += mentions
    if text.source.part == "body":
        return found
    issuer = _issuer(text, context.names)
    if len(issuer) == 1:
        found = [m if m.units else replace(m, units=issuer) for m in found]
    return _of_its_week(found, text, context.near)


def _of_titled_units(
    by_table: list[tuple[Table, list[Mention]]], source: Source, context: Context
) -> list[tuple[Table, list[Mention]]]:
    """Give the figures of tables that are titled by one unit each those units, where there are several."""
    titled = [
        names.several(
            found
            for each in _title_lines(table, source)[:4]
            for found in context.names.find(each.folded)
            if not found.open and not any(map(str.isdigit, each.folded[: found.start]))
        )
        for table, _ in by_table
    ]
    if len({units for units in titled if len(units) == 1}) < 2:
        return by_table
    return [
        (table, [replace(m, units=m.units or units) for m in mentions] if len(units) == 1 else mentions)
        for (table, mentions), units in zip(by_table, titled, strict=True)
    ]


def _under_headings(lines: Sequence[Line], mentions: list[Mention], context: Context) -> list[Mention]:
    """Give figures below lines that are nothing but units' names ("UBND phường Ka Long:") those units, where there are several."""
    headings: dict[str, tuple[str, ...]] = {}
    unit: tuple[str, ...] = ()
    for each in lines:
        found = context.names.find(each.folded)
        rest = "".join(
            letter
            for place, letter in enumerate(each.folded if found else "")
            if not any(n.start <= place < n.end for n in found)
        )
        if found and not any(map(str.isalpha, re.sub(r"\b(?:don vi|ten|[ivx]+)\b", " ", rest))):
            unit = names.several(found)
        for _, where in each.origin:
            headings[where] = unit
    if len(set(headings.values()) - {()}) < 2:
        return mentions
    return [
        replace(m, units=headings.get(m.evidence.where, ())) if not m.units and not m.total else m for m in mentions
    ]


def _of_its_week(mentions: list[Mention], text: _Text, near: dt.date | None) -> list[Mention]:
    """Give a file's figures the week that the file names, so that several files can be of several weeks."""
    named = _weeks((*text.told, *text.titles, line(_spaced(text.source.part), "", text.source)), near, Strength.STATED)
    if not named or any(not _agree(named[0], week) for week in named):
        return mentions
    week = _best(named)
    return [replace(m, week=m.week or week) if m.role in CANDIDATES else m for m in mentions]


def _mentions_of_lines(lines: Iterable[Line], context: Context) -> list[Mention]:
    found: list[Mention] = []
    for each in lines:
        found += prose.read(each, context)
        found += zeros.read(each, context)
    return found


def _this_weeks_sheet(
    by_table: Sequence[tuple[Table, list[Mention]]], source: Source, context: Context
) -> Iterable[list[Mention]]:
    """Of sheets that are named by weeks keep the newest one with figures: the others are what was reported before."""
    named: dict[int, WeekMention] = {}
    unfilled = ""
    for index, (table, mentions) in enumerate(by_table):
        if not table.is_sheet or table.hidden:
            continue
        if not any(m.role in CANDIDATES for m in mentions):
            unfilled = table.name if _is_current(table.name, source, context.near) else unfilled
            continue
        if _is_month(table.name, context.near):
            continue
        if dates := _weeks_of_name(table.name, source, context.near):
            named[index] = dates[-1]
    if unfilled and named:
        # This week's own sheet is still empty: what the others hold was reported before.
        doubt = Doubt(code="week-empty", about=unfilled)
        by_table = [(table, [replace(m, doubts=(*m.doubts, doubt)) for m in found]) for table, found in by_table]
    keys = {index: (date.last.toordinal() if date.last else 0, date.number or 0) for index, date in named.items()}
    newest = max(keys.values(), default=None)
    for index, (table, mentions) in enumerate(by_table):
        if len(set(keys.values())) > 1 and index in keys and keys[index] != newest:
            yield [
                replace(m, role=Role.LAST) if m.role in CANDIDATES else m
                for m in mentions
                if m.role is not Role.CUMULATIVE
            ]
        elif index in named and named[index].strength is Strength.STATED:
            title = line(table.name, table.name, source)
            week = replace(named[index], start=0, end=len(table.name)).week(title)
            yield [replace(m, week=m.week or week) for m in mentions]
        else:
            yield mentions


def _weeks_of_name(name: str, source: Source, near: dt.date | None) -> list[WeekMention]:
    """Give the weeks that a sheet's name names: "Tuần 37", "T37", "5-11.9", or nothing but a number."""
    title = line(re.sub(r"^\s*[tT](?=\d)", "tuần ", name), name, source)
    alone = re.fullmatch(r"[\s\d./\-–]+", name) is not None
    return weeks.find(title, near) or (weeks.find(line(f"tuần {name}", "", source), near) if alone else [])


def _is_current(name: str, source: Source, near: dt.date | None) -> bool:
    """Whether a sheet is named for the week that a day lies in."""
    if near is None or _is_month(name, near):
        return False
    found = _weeks_of_name(name, source, near)
    if not found:
        return False
    week = found[-1]
    if week.last is not None:
        return 0 <= (week.last - near).days < 7
    return week.number == near.isocalendar().week


def _is_month(name: str, near: dt.date | None) -> bool:
    """Whether a sheet's name is a month's ("Tháng 9", and "T9" in September, which is week 36 to 40)."""
    folded = fold_aligned(name).strip()
    if re.match(r"(?:thang|thg|month)\s*\d", folded):
        return True
    short = re.fullmatch(r"t\s*(\d{1,2})(?:[./\-_ ]*(?:20)?\d\d)?", folded)
    if short is None or near is None:
        return False
    number = int(short[1])
    return 0 <= (near.month - number) % 12 <= 3 and number <= 12 and abs(near.isocalendar().week - number) > 3


def _of_this_week(found: Sequence[list[Mention]], near: dt.date | None) -> list[list[Mention]]:
    """Of sheets whose figures are each of a dated week keep this week's, where one of them has it: the others are older months."""
    ends = {m.week.end for mentions in found for m in mentions if m.cell and m.role in CANDIDATES and m.week}
    this = [end for end in ends if end is not None and near is not None and -2 <= (end - near).days < 7]
    if len(found) < 2 or len(ends) < 2 or len(this) != 1:
        return list(found)
    return [
        [
            replace(m, role=Role.LAST)
            if m.cell and m.role in CANDIDATES and m.week and m.week.end and m.week.end < this[0]
            else m
            for m in mentions
        ]
        for mentions in found
    ]


# Weeks


def _with_week(claim: Claim, texts: Sequence[_Text], subject: tuple[Line, ...], near: dt.date | None) -> Claim:
    """Give a claim the week that its letter names where its own words name none, and doubt it where they disagree."""
    parts = {evidence.part for evidence in claim.evidence}
    body = [text for text in texts if text.source.part == "body"]
    words = (*subject, *(each for text in body for each in (*text.told, *text.titles)))
    files = [text for text in texts if text.source.part in parts and text.source.part != "body"]
    sheets = {evidence.where.partition("!")[0] for evidence in claim.evidence if "!" in evidence.where}
    inside = [each for text in files for each in (*text.told, *text.titles) if not sheets or _is_of(each, sheets)]
    names_ = [line(_spaced(text.source.part), "", text.source) for text in files]
    stated = [week for level in (words, inside, names_) for week in _weeks(level, near, Strength.STATED)]
    if claim.week.basis is WeekBasis.NONE:
        dated = [week for level in (words, inside) for week in _weeks(level, near, Strength.DATED)]
        spans = [week for week in stated if week.first is not None]
        named = (
            _best([w for w in stated if not any(_leads_up_to(w, s) for s in spans)]) or _best(stated) or _best(dated)
        )
        if named is None and (late := _made_up_for(words)) is not None:
            about = late.evidence.text[:80] if late.evidence else ""
            return replace(claim, week=late, doubts=(*claim.doubts, Doubt(code="only-last-week", about=about)))
        if named is None:
            monthly = next(
                (each for each in (*subject, *inside[:12]) if MONTH.search(each.folded) and "tuan" not in each.folded),
                None,
            )
            if monthly is not None:
                claim = replace(
                    claim, doubts=(*claim.doubts, Doubt(code="not-a-week", about=monthly.text.strip()[:80]))
                )
            return claim
        claim = replace(claim, week=named)
    elif claim.week.basis is WeekBasis.PREVIOUS:
        return claim
    else:
        # The figure's own words name the week; a table beside it may name others.
        stated = _weeks((*subject, *(each for text in body for each in text.told)), near, Strength.STATED)
    clashing = [
        week
        for week in stated
        if not _leads_up_to(week, claim.week) and not _agree(claim.week, week) and not _is_within(week, claim.week)
    ]
    if clashing:
        about = ", ".join(dict.fromkeys(w.evidence.text[:60] for w in (claim.week, *clashing) if w.evidence))
        claim = replace(claim, doubts=(*claim.doubts, Doubt(code="weeks-differ", about=about)))
    return claim


def _leads_up_to(some: Week, week: Week) -> bool:
    """Whether a day is the one before a week begins: "đến ngày 25/9 đã cài 1.127 máy" above "từ 26/9 đến 02/10"."""
    return some.end is not None and week.first is not None and (week.first - some.end).days == 1


def _is_within(some: Week, week: Week) -> bool:
    """Whether days are some of a week's: a column for the weekend ("5-6/9") in a table of 4/9 to 10/9."""
    if some.first is None or some.end is None or week.first is None or week.end is None:
        return False
    return week.first <= some.first and some.end <= week.end


def _is_of(title: Line, sheets: Collection[str]) -> bool:
    """Whether a line stands in one of some sheets, or in none."""
    sheet, mark, _ = title.origin[0][1].partition("!")
    return not mark or sheet in sheets


_MAKES_UP = re.compile(r"\b(?:bu|muon|cham|tre|quen)\b")
_LAST_WEEK = re.compile(r"(?<!so voi )\b(?:tuan|ky) (?:truoc|vua roi|roi|vua qua)\b")


def _made_up_for(lines: Iterable[Line]) -> Week | None:
    """Give last week where the letter says that it makes up for it: "Tuần vừa rồi em quên, nay gửi bù báo cáo tuần trước"."""
    for each in lines:
        last = _LAST_WEEK.search(each.folded)
        if last is not None and _MAKES_UP.search(each.folded):
            return Week(basis=WeekBasis.PREVIOUS, evidence=each.evidence(last.start(), last.end(), "week/previous"))
    return None


def _spaced(name: str) -> str:
    """Give a file's name as words: "BC_UBND_Ka_Long%2035.docx"."""
    stem = unquote(name.rpartition("/")[2].rpartition(".")[0] or name)
    return re.sub(r"_+|(?<=[a-z])(?=[A-Z])", " ", stem)


def _weeks(lines: Iterable[Line], near: dt.date | None, strength: Strength) -> list[Week]:
    found: list[Week] = []
    for each in list(lines)[:400]:
        found += [
            mention.week(each)
            for mention in weeks.find(each, near)
            if mention.strength is strength
            and not mention.previous
            and not mention.long
            and not sections.is_ahead(each.folded, mention.start, mention.end)
            and not _OF_A_GOAL.search(each.folded[: mention.start])
            and not _TOLD_BEFORE.search(each.folded, mention.end)
        ]
    return found


_OF_A_GOAL = re.compile(
    r"\b(?:chi tieu|ke hoach (?:nam|thang|giao)|muc tieu)\b[^.;]{0,60}\b(?:den|het|truoc)\s*(?:het )?(?:ngay )?$"
)
"""Before a date by which a goal is set: "Chỉ tiêu giao đến 31/12"."""


_TOLD_BEFORE = re.compile(r"\bda bao(?: cao)?\b")
"""Behind a week: it is only told again, "Kết quả tuần 38: 26 máy (đã báo cáo tại báo cáo số 67)"."""


def _stated_week(lines: Sequence[Line], near: dt.date | None) -> Week | None:
    """Give the week that some lines name, where they name one alone."""
    stated = _weeks(lines, near, Strength.STATED)
    best = _best(stated)
    return best if best is not None and all(_agree(best, week) for week in stated) else None


def _best(found: Sequence[Week]) -> Week | None:
    """Give the first week by date, else by number."""
    return next((week for week in found if week.end), None) or next(iter(found), None)


_TOLD_THEN = re.compile(
    r"\b(?:tuan|ky)\b[^.;]{0,60}\b(?:bao|duoc|dat|cai|gui|la)\b[^.;\d]{0,12}\d+ (?:may|nguoi|dien thoai)"
)


def _answered(quoted: Sequence[Line]) -> list[Line]:
    """Give the quoted words that may tell which week a letter asked for, without those about an earlier report ("Tuần 11/9 đơn vị báo 903 máy")."""
    return [each for each in quoted if not _TOLD_THEN.search(each.folded)]


def _letter_week(lines: Iterable[Line], near: dt.date | None) -> Week:
    lines = list(lines)
    return _best(_weeks(lines, near, Strength.STATED)) or _best(_weeks(lines, near, Strength.DATED)) or Week()


def _agree(one: Week, other: Week) -> bool:
    """Whether two ways to name a week can mean the same one."""
    if one.end and other.end:
        return abs((one.end - other.end).days) <= 1
    if one.number and other.number:
        return one.number == other.number
    end, number = one.end or other.end, one.number or other.number
    if end is None or number is None:
        return True
    # Offices count weeks from many beginnings; only a number close to the calendar's own contradicts a date.
    return not 1 <= abs(end.isocalendar().week - number) <= 3


# Units, officers, kinds


def _named(letter: Letter, said: _Said, roster: Names) -> tuple[str, ...]:
    """Give the units that the letter's words name as reporting."""
    found: list[names.Named] = []
    addressed = False
    issuer = _issuer(said.own, roster)
    lines = [*said.subject, *(() if issuer else said.own.lines[:30]), *said.signature[:12]]
    issuers = list(issuer)
    for text in said.documents:
        if kinds.genre(text.titled) in NO_FIGURES:
            continue
        if issuer := _issuer(text, roster):
            issuers += issuer
        else:
            lines += text.lines[:12]
            lines += [each for table in text.tables[:3] for each in _title_lines(table, text.source)[:8]]
    if not said.own.lines:
        lines += said.forwarded.lines[:30]
    lines += [line(_spaced(text.source.part), "", text.source) for text in said.documents]
    for each in lines:
        if re.match(r"\s*(?:kinh gui|noi nhan|nhu tren|to\s*:|gui\s*:)", each.folded):
            addressed = True
            continue
        if addressed and re.match(r"\s*[-+]", each.folded):
            continue
        addressed = False
        found += [name for name in roster.find(each.folded) if not NOT_REPORTING.search(each.folded[: name.start])]
    del letter
    found += [names.Named(0, 0, (unit,)) for unit in issuers]
    return names.several(names.settled(found))


_OTHER_BODY = re.compile(
    r"^\W*(?:truong|doan|hoi|tram|cong an|to|ban|doi|chi bo|dang uy|mat tran|nha van hoa|khu|thon)\b"
)


def _issuer(text: _Text, roster: Names) -> tuple[str, ...]:
    """Give the unit that a letterhead names as issuing: the lowest body of it, a parent above it left aside."""
    if not text.head:
        return ()
    head = " ".join(text.head)
    found = roster.find(head)
    if not found:
        return ()
    last = found[-1]
    below = head[last.end :].strip()
    if len(last.units) == 1 and (desk := roster.below(last.units[0], below)) is not None:
        return (desk,)
    if _OTHER_BODY.match(below):
        return ()
    return last.units if len(last.units) == 1 else ()


def _reports(lines: Sequence[Line]) -> bool:
    return any(REPORT.search(each.folded) for each in lines) and not kinds.asks(lines)


def _as_report(claim: Claim) -> Claim:
    """Take a figure of the indicator's own noun in a report as one whose topic is only unsaid: the sender settles that."""
    doubts = tuple(replace(doubt, code="topic-unsaid") if doubt.code == "no-topic" else doubt for doubt in claim.doubts)
    return replace(claim, doubts=doubts)


def _of_units(claim: Claim, named: tuple[str, ...], said: _Said, roster: Names, claims: Sequence[Claim]) -> Claim:
    """Settle whose a figure is where its own words leave it open, and doubt it where it is of two units together."""
    stated = {unit for each in claims if each is not claim for unit in each.units}
    units = claim.units
    if len(units) > 1:
        texts = [fold_aligned(evidence.text) for evidence in claim.evidence]
        found = [name for text in texts for name in roster.find(text)]
        mine = [unit for unit in named if unit in units]
        if len(mine) == 1 and found and all(name.open or name.units == tuple(mine) for name in found):
            claim = replace(claim, units=tuple(mine))
    words = (*said.subject, *said.own.lines[:30], *(each for text in said.documents for each in text.lines[:40]))
    for unit in claim.units or named:
        for each in words:
            other = roster.joined_to(unit, each.folded)
            if other is not None and other not in stated:
                about = Doubt(code="joint-figure", about=each.text.strip()[:120])
                return replace(claim, units=(unit, other), doubts=(*claim.doubts, about))
    return claim


FORM_ROWS, FORM_COLUMNS = 12, 3
"""A form with a line for each thing that it asks of an officer is at most so large."""
_FORM_OF_OFFICER = re.compile(r"^\W*(?:ho (?:va |, )?ten|chuc (?:vu|danh)|so dien thoai|dien thoai|sdt|dt)\b")


def _officer(said: _Said, texts: Sequence[_Text], roster: Names) -> Officer | None:
    lines = [each for text in texts for each in text.lines] + list(said.signature)
    asked = any(
        contacts.ASKS.search(each.folded)
        for each in (*said.subject, *lines, *(each for text in texts for each in text.all_lines))
    )
    if not asked:
        return None
    grids = [(text.source.part, table) for text in texts for table in text.tables]
    cells = [
        line(" ".join(text_ for cell in row if (text_ := as_text(cell))), "", text.source)
        for text in texts
        for table in text.tables
        if len(table.rows) <= FORM_ROWS
        for row in table.rows
        if len(row) <= FORM_COLUMNS
        and any(isinstance(cell, str) and _FORM_OF_OFFICER.search(fold(cell)) for cell in row)
    ]
    cells += [each for text in texts for each in text.titles if "dau moi" in each.folded]
    return contacts.find([*said.subject, *lines, *cells], grids, roster)


def _answers_us(letter: Letter, said: _Said, vocabulary: Vocabulary) -> bool:
    """Whether the words that a reply repeats are a letter of the office's: its address stands in them."""
    del letter
    quoted = "\n".join(each.text.lower() for each in said.quoted[:40])
    return any(address and address in quoted for address in vocabulary.own_addresses)


def _origins(letter: Letter, said: _Said) -> tuple[str, ...]:
    """Give the addresses that forwarded words came from."""
    written = "\n".join(each.text for each in said.head_of_forwarded[:15])
    first = re.search(r"(?im)^\W*(?:từ|from|người gửi|de)\s*:.*?([\w.+\-]+@[\w.\-]+\w)", written)
    found = [each.sender.email for each in letter.letters] + ([first[1].lower()] if first else [])
    return tuple(dict.fromkeys(address for address in found if address))


def _doubts(letter: Letter, said: _Said) -> tuple[Doubt, ...]:
    """Give what concerns the whole letter: attachments and parts that were not read."""
    found = [doubt for doubt in letter.doubts if doubt.code in UNREAD | OF_THE_LETTER]
    for text in said.documents:
        found += [
            Doubt(code=f"attachment-{doubt.code}", about=text.source.part)
            for doubt in text.doubts
            if doubt.code in UNREAD
        ]
    return tuple(dict.fromkeys(found))


CLOSED = frozenset({"attachment-encrypted", "attachment-truncated", "attachment-empty"})
"""Doubts about files that nobody can open."""


def _without_closed(doubts: tuple[Doubt, ...], claims: Sequence[Claim]) -> tuple[Doubt, ...]:
    """Leave out that a file can't be opened by anybody where the letter's own words give the figure plainly."""
    plain = claims and all(
        claim.count is not None
        and not {doubt.code for doubt in claim.doubts} - SETTLED_BY_SENDER
        and any(evidence.part in ("body", "subject") for evidence in claim.evidence)
        for claim in claims
    )
    return tuple(doubt for doubt in doubts if not (plain and doubt.code in CLOSED))


_FRAME_WORDS = re.compile(
    r"\b(?:dung|roi|vay|tuan nay|ky nay|muon|ti|chut|c|e|xin loi|them|kinh|gui|chao|thua|da|a|ah|nhe|nha|em|anh|chi|phong|vhtt|van hoa|thong tin|ban|a/c|bao cao|bc|so lieu|ket qua|la|vang|ok|oke|tran trong|xin|cam on|cac|quy|don vi|nhu sau|nhu tren|cua|sent from|da gui tu|may|tu|i+phone|cua toi)\b"
)


def _is_bare(lines: Sequence[Line], view: Lens, roster: Names, near: dt.date | None) -> bool:
    """Whether the sender's own words are one number and politeness at most."""
    context = Context(lens=view, names=roster, near=near)
    spoken = [
        each for each in lines if not (GREETING.match(each.folded.strip()) and not any(map(str.isdigit, each.folded)))
    ]
    # What is cheap first: nearly every letter says more than a number.
    if len(spoken) > 6:
        return False
    rest = " ".join(each.folded for each in spoken)
    rest = view.noun.sub(" ", _FRAME_WORDS.sub(" ", rest))
    if len(re.sub(r"[^a-z]", "", rest)) > 12:
        return False
    return len([m for each in spoken for m in prose.read(each, context)]) == 1


def _says_this_week(lines: Sequence[Line]) -> bool:
    return any(re.search(r"\b(?:tuan|ky) nay\b", each.folded) for each in lines)


SHORT_LINES = 4
_POINTS = re.compile(
    r"\b(?:nhu|bang|giong|van|theo|giu)\s+(?:nguyen |cu |so (?:lieu )?)*(?:o |cua |ben |phia )?(?:tuan|ky|lan|dot|thu|mail|email|bao cao|so)?\s*(?:truoc|cu|tren|duoi|vay|the|hom qua|do)\b|"
    r"\bkhong co gi (?:moi|de bao)\b|\b(?:tam|khoang|chung) (?:\w+ ){0,4}may\b|\bchua co (?:so lieu|ket qua|so|bao cao|phat sinh)\b|\b(?:khong (?:co )?(?:gi )?(?:thay )?doi|giu nguyen|da (?:cai )?het|xong het|du ca|tat ca deu)\b|\b\d{1,3}\s?%|"
    r"^\W*(?:(?:da|thua|dv|don vi|ben em|em|tuan nay|ky nay|tuan|bao cao|bc)\s+)*(?:khong|ko|kg|hong|chua|chua co|khong co|ko co)(?:\s+(?:a|ah|nhe|nha|e|em|anh|chi|gi|co|dau))*\W*$"
)
"""What points to a figure, or stands for one, without giving it."""


_SENDS_FILE = re.compile(r"\b(?:bao ?cao|bc|bieu|so lieu|bluezone|tep|file|dinh kem|kem)\b")
_YES = re.compile(
    r"^\W*(?:da |vang |thua |u )*(?:so [^.;]{0,40}\bdung (?:roi|a)|dung (?:roi|vay|the|a|so)|dung$|chinh xac|chuan|vang|ok|phai)\b"
)
_ASKED = re.compile(
    r"\d+ (?:may|nguoi|dien thoai)[^.;]{0,60}(?:phai khong|dung khong|dung chua|phai vay|co dung|chinh xac)\b[^.;]{0,20}|\bcon so[^.;]{0,40}\d+[^.;]{0,40}\?"
)


def _only_greets(each: Line) -> bool:
    """Whether a line is nothing but a greeting: "Kính gửi phòng báo cáo tuần 39" is more."""
    return GREETING.match(each.folded.strip()) is not None and not REPORT.search(each.folded)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Verdict:
    """Whether a letter without a readable figure is, or may be, a report all the same."""

    letter: Letter
    said: _Said
    subject: tuple[Line, ...]
    own: tuple[Line, ...]
    lens: Lens | None
    near: dt.date | None

    def _topic(self, lines: Iterable[Line]) -> bool:
        return self.lens is not None and any(self.lens.topic.search(each.folded) for each in lines)

    @property
    def _documents(self) -> list[_Text]:
        return [
            text
            for text in self.said.documents
            if not all(d.code == "picture" for d in text.doubts) or text.lines or text.tables
        ]

    @property
    def _words(self) -> tuple[Line, ...]:
        """Give what the letter says of itself: not the subject of the letter that it answers."""
        return self.own if self.letter.is_reply else (*self.subject, *self.own)

    @property
    def _unread(self) -> bool:
        return any(doubt.code in UNREAD for text in self._documents for doubt in text.doubts)

    def _no_report(self, officer: Officer | None) -> bool:
        """Whether it is surely something else: a question, thanks, a plan, a contact, a request for time."""
        own = [each for each in self.said.own.lines if each.folded.strip()]
        if changes.of(own) is Change.REPLACES and any(REPORT.search(each.folded) for each in own):
            return False
        if officer is not None and not self._unread:
            return True
        if self.letter.is_reply and kinds.acknowledges(own):
            return not self._agrees(own)
        if kinds.genre(own) in NO_FIGURES:
            return True
        genres = [kinds.genre(text.titled) for text in self._documents if text.all_lines]
        says_report = self._topic(self._words) and any(REPORT.search(each.folded) for each in own)
        if genres and all(found in NO_FIGURES for found in genres) and not self._unread:
            return not says_report  # a plan alone; beside "gửi báo cáo" the wrong file was attached
        if self._documents:
            return False
        if self.letter.is_reply and not own:
            return True
        if self._unsaid() and not kinds.asks(own):
            return False
        deed = self.lens is not None and any(self.lens.deed.search(each.folded) for each in own)
        return kinds.asks(own) or kinds.acknowledges(own) or (kinds.puts_off(own) and not deed)

    def is_report(self, officer: Officer | None) -> bool:
        """Whether it calls itself a report on the indicator, or brings a document that does."""
        if self._no_report(officer):
            return False
        documents = [each for text in self._documents for each in text.all_lines]
        documents += [line(_spaced(text.source.part), "", text.source) for text in self._documents]
        words = (*self._words, *documents)
        return self._topic(words) and any(REPORT.search(each.folded) for each in words)

    def may_be_report(self, officer: Officer | None) -> bool:
        """Whether, coming from a unit, it may be a report: it speaks of the indicator, or something was not read."""
        if self._no_report(officer):
            return False
        own = [each for each in self.said.own.lines if each.folded.strip()]
        documents = [each for text in self._documents for each in text.all_lines]
        reporting = any(REPORT.search(each.folded) for each in self._words) or kinds.sends(own)
        if self._topic((*self._words, *documents)):
            return True
        if self._unread:
            files = [fold_aligned(_spaced(text.source.part)) for text in self._documents]
            return reporting or not own or any(map(_SENDS_FILE.search, (*files, *(each.folded for each in own))))
        spoken = [each for each in own if not _only_greets(each)]
        if self._unsaid() or self._agrees(spoken) or self._shows_a_picture(spoken):
            return True
        deed = self.lens is not None and any(self.lens.deed.search(each.folded) for each in spoken)
        numbered = any(letter.isdigit() for each in spoken for letter in each.folded)
        if reporting and changes.of(spoken) is Change.REPLACES:
            return True
        if any(re.search(r"\b(?:gui|nop|kem)\b", each.folded) for each in spoken) and (
            reporting or self.letter.is_reply
        ):
            return True
        if numbered and len(spoken) <= 2 * SHORT_LINES and any(_OF_A_WEEK.search(each.folded) for each in spoken):
            return True
        return len(spoken) <= SHORT_LINES and (
            deed or (self.letter.is_reply and reporting) or (numbered and (reporting or self._counts(spoken)))
        )

    def _unsaid(self) -> bool:
        """Whether words stand for a figure without giving it: "như tuần trước", "100 %", a bare "không"."""
        spoken = [each for each in self.said.own.lines if not _only_greets(each)]
        return 0 < len(spoken) <= SHORT_LINES and any(_POINTS.search(each.folded) for each in spoken)

    def _shows_a_picture(self, spoken: Sequence[Line]) -> bool:
        """Whether next to nothing is said and a picture goes with it: "Em chụp sổ gửi ạ"."""
        pictures = any(doubt.code in ("ocr", "picture") for text in self.said.documents for doubt in text.doubts)
        return (
            pictures
            and len(spoken) <= SHORT_LINES
            and any(re.search(r"\b(?:gui|chup|anh so|so truc|kem)\b", each.folded) for each in spoken)
        )

    def _agrees(self, spoken: Sequence[Line]) -> bool:
        """Whether a reply only says yes to a figure that it was asked about."""
        asked = " ".join(each.folded for each in self.said.quoted[:20])
        return (
            self.letter.is_reply
            and 0 < len(spoken) <= SHORT_LINES
            and _YES.match(spoken[0].folded) is not None
            and _ASKED.search(asked) is not None
        )

    def _counts(self, lines: Sequence[Line]) -> bool:
        """Whether a short text holds a number that nothing explains."""
        if self.lens is None:
            return False
        words = " ".join(each.folded for each in lines)
        alone = len(re.findall(r"[a-z]{2,}", words)) == 0
        return any(
            (alone and number.name != "year") or prose.counts_own(each.folded[number.end :], self.lens)
            for each in lines
            for number in numbers.find(
                each, [(week.start, week.end) for week in weeks.find(each, self.near)], self.lens.noun_words
            )
        )


__all__ = ["findings", "read"]
