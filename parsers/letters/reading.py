"""Puts a letter together: tree, headers, parts, lines, voices, verdict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from parsers.letters import bounces
from parsers.letters.headers import (
    Fields,
    Text,
    addresses,
    authentication_results,
    every,
    first,
    instant,
    is_plain_sender,
    message_ids,
    topmost_received,
    words,
)
from parsers.letters.lines import MOST_LINES, Line, plain_lines
from parsers.letters.markup import read_page
from parsers.letters.parts import BodyText, Budget, Contents, contents
from parsers.letters.subjects import Prefix, prefix
from parsers.letters.tree import Part, parse_tree
from parsers.letters.voices import Correspondence, label, passages, residues, unmarked_quotes, without_stray_marks
from parsers.text import odd_figures, tokens
from parsers.values import Address, Automatic, Block, Doubt, Letter, Paragraph, Passage, Table, Voice

MOST_LETTERS_DEEP = 5
"""Letters attached to letters that are followed; an office forwards twice or thrice."""


def read_letter(raw: bytes) -> Letter:
    """Read a message as it is in a mailbox or an .eml file. Never raises: what cannot be read is a doubt.

    Line ends may be CRLF, LF or mixed; the result is the same.
    """
    return _from_bytes(raw, depth=0, budget=Budget())


def _from_bytes(raw: bytes, *, depth: int, budget: Budget) -> Letter:
    cut = bool(raw) and not raw.endswith((b"\n", b"\r"))
    return _from_tree(parse_tree(raw), depth=depth, budget=budget, cut=cut)


def _from_tree(root: Part, *, depth: int, budget: Budget, cut: bool) -> Letter:
    found = contents(root, budget, cut=cut)
    letters = _attached(found, depth=depth, budget=budget, cut=cut)
    return _letter(_head(root.fields), root.fields, found, letters)


def _attached(found: Contents, *, depth: int, budget: Budget, cut: bool) -> tuple[Letter, ...]:
    if found.letters and depth >= MOST_LETTERS_DEEP:
        found.doubts.append(Doubt(code="nested-too-deep"))
        return ()
    letters = tuple(
        _from_bytes(inner, depth=depth + 1, budget=budget)
        if isinstance(inner, bytes)
        else _from_tree(inner, depth=depth + 1, budget=budget, cut=cut)
        for inner in found.letters
    )
    # What was not followed in an attached letter is missing in this one, too.
    found.doubts += {doubt for letter in letters for doubt in letter.doubts if doubt.code == "nested-too-deep"}
    return letters


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    """What the header says."""

    sender: Address
    senders: tuple[str, ...]
    to: tuple[Address, ...]
    subject: Text
    references: tuple[str, ...]
    is_reply: bool
    forwards: bool
    addressed: frozenset[str]
    """Addresses in To alone: whose letter is forwarded is often kept in Cc."""


def _head(fields: Fields) -> _Head:
    froms = addresses(first(fields, "from"))
    replies = [each for value in every(fields, "reply-to") for each in addresses(value)]
    # A From without an address may still show a name, such as a bounce's.
    nameless = Address(name=words(first(fields, "from")).text.strip('<>" '), email="")
    subject = words(first(fields, "subject"))
    references = message_ids(*every(fields, "in-reply-to"), *every(fields, "references"))
    front = prefix(subject.text)
    return _Head(
        sender=froms[0] if froms else nameless,
        # RFC 5322 allows one From; whoever writes a second one speaks for somebody else as well.
        senders=tuple(
            dict.fromkeys(
                address.email
                for address in (*(each for value in every(fields, "from") for each in addresses(value)), *replies)
            )
        ),
        to=tuple(address for name in ("to", "cc") for value in every(fields, name) for address in addresses(value)),
        subject=subject,
        references=references,
        is_reply=front is not Prefix.FORWARD and (bool(references) or front is Prefix.REPLY),
        forwards=front is Prefix.FORWARD,
        addressed=frozenset(address.email for value in every(fields, "to") for address in addresses(value)),
    )


def _letter(head: _Head, fields: Fields, found: Contents, letters: tuple[Letter, ...]) -> Letter:
    lines, doubts = _lines(found.bodies)
    known = Correspondence(
        forwards=head.forwards,
        answers=head.is_reply,
        addressed=head.addressed - {head.sender.email},
    )
    lines = without_stray_marks(lines, known)
    voices = label(lines, known)
    if found.beside.strip():
        _doubt_unlike(lines, voices, found.beside)
    read = passages(lines, voices)
    verdict = bounces.judge(
        bounces.Evidence(
            fields=fields,
            sender=head.sender.email,
            sender_name=head.sender.name,
            subject=head.subject.text,
            is_reply=head.is_reply and bool(head.references),
            own_text=_text(read, Voice.OWN),
            text=_text(read, *Voice),
            recipients=tuple(address.email for address in head.to),
            reports=found.reports,
            returned=letters,
            has_files=any(not attachment.inline for attachment in found.attachments),
        )
    )
    if len(set(every(fields, "subject"))) > 1:
        # Programs show the first or the last.
        doubts = (*doubts, Doubt(code="unreadable", about="Subject"))
    odd = odd_figures("\n".join((head.subject.text, _text(read, *Voice))))
    if odd:
        doubts = (*doubts, Doubt(code="shown-otherwise", about=odd))
    ids = message_ids(first(fields, "message-id"))
    return Letter(
        message_id=ids[0] if ids else "",
        sender=head.sender,
        plain_sender=is_plain_sender(fields),
        senders=head.senders,
        to=head.to,
        subject=head.subject.text,
        is_reply=head.is_reply,
        date=instant(first(fields, "date")),
        received=topmost_received(fields),
        references=head.references,
        authentication_results=authentication_results(fields),
        automatic=verdict.automatic,
        failed=verdict.failed if verdict.automatic is Automatic.BOUNCE else (),
        returned_message_ids=verdict.returned_message_ids,
        passages=read,
        attachments=tuple(found.attachments),
        letters=letters,
        doubts=tuple(
            dict.fromkeys(
                (
                    *head.subject.doubts,
                    *found.doubts,
                    *doubts,
                    *residues(lines, voices),
                    *unmarked_quotes(lines, voices),
                )
            )
        ),
    )


def _doubt_unlike(lines: Sequence[Line], voices: Sequence[Voice], beside: str) -> None:
    """Mark own lines with a figure that do not stand in the plain text beside the HTML: who reads that one does not see them."""
    shown = {line.strip() for line in beside.splitlines()}
    # Most lines stand there as they are, and folding a whole text takes as long as all of this.
    doubtful = [
        line
        for line, voice in zip(lines, voices, strict=True)
        if voice is Voice.OWN and line.text.strip() not in shown and any(map(str.isdigit, line.text))
    ]
    if not doubtful:
        return
    words = tokens(beside)
    for line in doubtful:
        line.shown = line.shown and tokens(line.text) in words


def _lines(bodies: list[BodyText]) -> tuple[list[Line], tuple[Doubt, ...]]:
    """Put the text parts of a body one under the other, lines, tables and containers numbered through."""
    lines: list[Line] = []
    doubts: tuple[Doubt, ...] = ()
    number, tables, serial = 1, 0, 0
    for body in bodies:
        if body.is_html:
            whole = number == 1 and not serial
            page = body.page() if whole else read_page(body.text, first=number, tables=tables, serial=serial)
            lines += page.lines
            number, tables, serial = number + page.rows, page.tables, page.serial
            doubts += page.doubts
        else:
            plain = plain_lines(body.text, flowed=body.flowed, delete_space=body.delete_space, first=number)
            lines += plain
            number = plain[-1].number + 1 if plain else number
    if len(lines) >= MOST_LINES:
        return lines[:MOST_LINES], (*doubts, Doubt(code="too-large", about="body"))
    return lines, doubts


def _text(read: tuple[Passage, ...], *voices: Voice) -> str:
    return "\n".join(_block_text(block) for passage in read if passage.voice in voices for block in passage.blocks)


def _block_text(block: Block) -> str:
    match block:
        case Paragraph():
            return block.text
        case Table():
            return "\n".join("\t".join(str(cell) for cell in row if cell is not None) for row in block.rows)
