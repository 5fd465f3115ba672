"""From a message's bytes to its findings: letter, documents, mentions, claims.

Whose words count is settled here, in this order: the sender's own words and subject, the attachments, and only where these hold no
figure what the sender passes on (forwarded words, attached messages). Quoted words of a reply are never the sender's figure; they
only tell what is being answered.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from parsers.figures import changes, kinds, names, remarks
from parsers.figures.lexicon import REPORT
from parsers.figures.lines import Line
from parsers.figures.mentions import lens
from parsers.figures.spots import Context
from parsers.reading.claiming import claims_of
from parsers.reading.dating import letter_week, newest, stated_week, without_old_reports
from parsers.reading.owning import is_answer_to_us, of_units, officer_of, origins_of, units_named
from parsers.reading.said import MAX_LETTERS, Opened, Said, words_of
from parsers.reading.verdict import UNREAD, Verdict, says_this_week
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
    Paragraph,
    ShownLine,
    Vocabulary,
    Voice,
    Week,
)

OF_THE_LETTER = frozenset({"alternatives-differ", "struck-out", "shown-otherwise", "voices-unsure"})
"""Doubts of a letter that leave open which of its words are its sender's last."""


SETTLED_BY_SENDER = frozenset({"topic-unsaid", "no-topic"})
"""Doubts that a sender who reports to this mailbox leaves none."""


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
    opened = open_attachments(letter, skip or {}, progress or (lambda _name: None))
    return findings(letter, opened, vocabulary, received_at=received_at, key=content_key(letter))


def open_attachments(letter: Letter, skip: Mapping[str, Doubt], progress: Callable[[str], None]) -> Opened:
    """Open the attachments of a letter and of the letters within; `skip` and `progress` as for `read`."""

    def documents(attachment: Attachment) -> tuple[Document, ...]:
        # Most letters have no attachment, and the readers of documents take a while to load.
        from parsers.documents import read_documents

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
    said = words_of(letter, opened)
    own_words = _own_words(letter, said, opened)
    body = tuple(_shown_lines(letter))
    from_office = letter.sender.email in vocabulary.own_addresses
    if from_office and (letter.automatic is not None or letter.message_id.startswith("<dondoc.")):
        return Findings(letter=head, kind=Kind.OTHER, own_words=own_words, body=body)
    if letter.automatic is not None:
        kind = Kind.BOUNCE if letter.automatic is Automatic.BOUNCE else Kind.AUTOMATIC
        return Findings(letter=head, kind=kind, own_words=own_words, body=body)
    instant = received_at or letter.received or letter.date
    near = _local_day(instant, vocabulary.zone) if instant else None
    found = _findings(letter, head, said, vocabulary, near)
    return replace(found, own_words=own_words, body=body, from_office=from_office)


def _own_words(letter: Letter, said: Said, opened: Opened) -> str:
    """Give the sender's own lines that a reader surely sees, whole ones until they are enough."""
    hidden = [passage for passage in letter.passages if not all(map(_is_shown, passage.blocks))]
    if hidden:
        seen = (replace(each, blocks=tuple(filter(_is_shown, each.blocks))) for each in letter.passages)
        said = words_of(replace(letter, passages=tuple(seen)), opened)
    text = "\n".join(each.text for each in said.own.lines)
    return text if len(text) <= OWN_WORDS else text[:OWN_WORDS].rpartition("\n")[0]


def _is_shown(block: Block) -> bool:
    return not isinstance(block, Paragraph) or block.shown


def _local_day(instant: dt.datetime, zone: str) -> dt.date:
    """Give the office's day of an instant; one without a zone is taken for local."""
    return (instant.astimezone(ZoneInfo(zone)) if instant.tzinfo else instant).date()


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
        plain_sender=letter.plain_sender,
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


def _findings(letter: Letter, head: LetterHead, said: Said, vocabulary: Vocabulary, near: dt.date | None) -> Findings:
    roster = names.names(vocabulary.units)
    subject_own = said.subject if not letter.is_reply else ()
    answers_us = letter.is_reply and is_answer_to_us(letter, said, vocabulary)
    claims: list[Claim] = []
    origins: tuple[str, ...] = ()
    bare = False
    for indicator in vocabulary.indicators:
        rivals = tuple(topic for other in vocabulary.indicators if other.id != indicator.id for topic in other.topics)
        stated = stated_week((*subject_own, *said.own.told), near)
        context = Context(lens=lens(indicator, rivals), names=roster, near=near, week=stated)
        claimed = claims_of(said, subject_own, context, answers_us=answers_us)
        claims += claimed.claims
        bare = bare or claimed.bare
        if claimed.passed_on:
            origins = origins_of(letter, said)
    texts = (said.own, *said.documents, *((said.forwarded, *said.passed_on) if origins or not said.own.lines else ()))
    named = units_named(letter, said, roster)
    claims = [of_units(claim, named, said, roster, claims) for claim in claims]
    if _reports((*subject_own, *said.own.lines)) or changes.of((*subject_own, *said.own.lines)) is Change.REPLACES:
        claims = [_as_report(claim) for claim in claims]
    officer = officer_of(said, texts, roster)
    own_lines = (*subject_own, *said.own.lines)
    first = lens(vocabulary.indicators[0]) if vocabulary.indicators else None
    doubts = _without_closed(_doubts(letter, said), claims, said)
    verdict = Verdict(letter=letter, said=said, subject=said.subject, own=own_lines, lens=first, near=near)
    if not claims and first is not None and verdict.is_report(officer):
        claims = [
            Claim(
                indicator=vocabulary.indicators[0].id,
                week=letter_week((*subject_own, *said.own.lines), near),
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
        bare_number=bare and not says_this_week(said.own.lines),
        thread=letter_week((*said.subject, *without_old_reports(newest(said.quoted[:12]))), near)
        if letter.is_reply and not _tells_both_weeks(said) and not (says_this_week(said.own.lines) and not answers_us)
        else Week(),
        answers_us=answers_us,
        origins=origins,
        maybe_report=not claims and verdict.may_be_report(officer),
    )


def _tells_both_weeks(said: Said) -> bool:
    """Whether the sender tells this week from the last one, so that the letter that is answered says nothing of the week."""
    words = " ".join(each.folded for each in said.own.lines)
    return "tuan nay" in words and "tuan truoc" in words


def _reports(lines: Sequence[Line]) -> bool:
    return any(REPORT.search(each.folded) for each in lines) and not kinds.asks(lines)


def _as_report(claim: Claim) -> Claim:
    """Take a figure of the indicator's own noun in a report as one whose topic is only unsaid: the sender settles that."""
    doubts = tuple(replace(doubt, code="topic-unsaid") if doubt.code == "no-topic" else doubt for doubt in claim.doubts)
    return replace(claim, doubts=doubts)


def _doubts(letter: Letter, said: Said) -> tuple[Doubt, ...]:
    """Give what concerns the whole letter: attachments and parts that were not read."""
    found = [doubt for doubt in letter.doubts if doubt.code in UNREAD | OF_THE_LETTER]
    found += [doubt for doubt in said.own.doubts if doubt.code == "too-large"]
    for text in said.documents:
        found += [
            Doubt(code=f"attachment-{doubt.code}", about=text.source.part)
            for doubt in text.doubts
            if doubt.code in UNREAD
        ]
    return tuple(dict.fromkeys(found))


CLOSED = frozenset({"attachment-encrypted", "attachment-truncated", "attachment-empty"})
"""Doubts about files that nobody can open."""


def _without_closed(doubts: tuple[Doubt, ...], claims: Sequence[Claim], said: Said) -> tuple[Doubt, ...]:
    """Leave out that a file can't be opened by anybody where the letter's own words give the figure plainly."""
    plain = claims and all(
        claim.count is not None
        and not {doubt.code for doubt in claim.doubts} - SETTLED_BY_SENDER
        and any(evidence.part in ("body", "subject") for evidence in claim.evidence)
        for claim in claims
    )
    shut = {text.source.part for text in said.documents if not text.lines and not text.tables}
    return tuple(doubt for doubt in doubts if not (plain and doubt.code in CLOSED and doubt.about in shut))
