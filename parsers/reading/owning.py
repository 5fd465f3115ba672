"""Whose figures a letter tells: units and officers that it names, whom it passes on, whom it answers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from parsers.figures import contacts, kinds, names
from parsers.figures.alternatives import Guarded
from parsers.figures.grid import as_text
from parsers.figures.kinds import NO_FIGURES
from parsers.figures.lexicon import NOT_REPORTING
from parsers.figures.lines import Line, line
from parsers.figures.names import Names
from parsers.reading.said import Said, Text, spaced, title_lines
from parsers.text import fold, fold_aligned
from parsers.values import Claim, Doubt, Letter, Officer, Vocabulary


def units_named(letter: Letter, said: Said, roster: Names) -> tuple[str, ...]:
    """Give the units that the letter's words name as reporting."""
    found: list[names.Named] = []
    addressed = False
    issuer = issuer_of(said.own, roster)
    lines = [*said.subject, *(() if issuer else said.own.lines[:30]), *said.signature[:12]]
    issuers = list(issuer)
    for text in said.documents:
        if kinds.genre(text.titled) in NO_FIGURES:
            continue
        if issuer := issuer_of(text, roster):
            issuers += issuer
        else:
            lines += text.lines[:12]
            lines += [each for table in text.tables[:3] for each in islice(title_lines(table, text.source), 8)]
    if not said.own.lines:
        lines += said.forwarded.lines[:30]
    lines += [line(spaced(text.source.part), "", text.source) for text in said.documents]
    for each in lines:
        begin = 0
        if re.match(r"\s*(?:kinh gui|noi nhan|nhu tren|to\s*:|gui\s*:)", each.folded):
            told = _TELLS.search(each.folded)
            if told is None:
                addressed = True
                continue
            begin = told.start()  # "Kính gửi phòng, UBND xã Hải Sơn gửi báo cáo: ..."
        if addressed and re.match(r"\s*[-+]", each.folded):
            continue
        addressed = False
        found += [
            name
            for name in roster.with_kinds(each.folded)
            if name.start >= begin
            and not _SPEAKS_LATER.match(each.folded, name.end)
            and (
                not NOT_REPORTING.search(each.folded[: name.start])
                or _REPORTS.match(each.folded, name.end)
                or _SPEAKS_FOR.match(each.folded[: name.start])
            )
        ]
    del letter
    # "UBND phường chị Thoa gửi sau": a kind alone names none where another unit is named.
    found = [name for name in found if len(name.units) <= OF_ONE_NAME] or found
    found += [names.Named(0, 0, (unit,)) for unit in issuers]
    units = names.several(names.settled(found))
    if len(units) == OF_ONE_NAME:
        signed = {unit for each in lines_signed(said) for unit in _signed_for(each.folded, roster) if unit in units}
        if len(signed) == 1:
            return tuple(signed)  # "Xã Hải Đông báo cáo: ... TM UBND xã"
    return units


def lines_signed(said: Said) -> list[Line]:
    """Give the last lines of the letter and of its documents, where those stand who sign."""
    return [*said.own.lines[-6:], *said.signature[:12], *(each for text in said.documents for each in text.lines[-8:])]


_SIGNED_FOR = re.compile(r"\W*(?:tm|t/m|kt|tl|tuq)\b\W*")


def _signed_for(folded: str, roster: Names) -> tuple[str, ...]:
    signs = _SIGNED_FOR.match(folded)
    kind = roster.kind(folded[signs.end() :]) if signs else None
    return kind.units if kind else ()


OF_ONE_NAME = 2
"""More units than this share a kind, not a name."""
_REPORTS = re.compile(r"\s*(?:vua |moi |co )?(?:bao|gui|nop|cho biet)\b")
"""Behind a place: it is somebody there who reports, "chị Lan ở phường Ka Long báo 45 máy"."""
_SPEAKS_LATER = re.compile(
    r"\s*(?:(?:hom nay|thi|da|cung|bao la|noi) )*(?:nho (?:nhan|bao|noi)|se (?:gui|bao|nop)|(?:gui|bao|nop) (?:rieng|sau))\b"
)
"""Behind a name: whoever it is reports by itself, "Chi cục Thuế sẽ gửi riêng"."""
_SPEAKS_FOR = re.compile(
    r"\W*(?:(?:da|a|thua|chao|anh|chi|phong)[\s,]+)*(?:em|e|toi|minh)\b[^,.;:]{0,25}\b(?:o|ben|tai)\s*$"
)
"""Up to a place: who writes says where they work, "E ở 1 cửa phường Ninh Dương ạ"."""
_TELLS = re.compile(r"[,.;:]\s(?=.{0,120}\b(?:bao cao|gui|nop|cai|ket qua)\b.*\d)")
"""In a greeting: what follows is told."""
_OTHER_BODY = re.compile(
    r"^\W*(?:truong|doan|hoi|tram|cong an|to|ban|doi|chi bo|dang uy|mat tran|nha van hoa|khu|thon)\b"
)


def issuer_of(text: Text, roster: Names) -> tuple[str, ...]:
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


def of_units(claim: Claim, named: tuple[str, ...], said: Said, roster: Names, claims: Sequence[Claim]) -> Claim:
    """Settle whose a figure is where its own words leave it open, and doubt it where it is of two units together."""
    stated = {unit for each in claims if each is not claim for unit in each.units}
    units = claim.units
    if len(units) > 1:
        texts = [fold_aligned(evidence.text) for evidence in claim.evidence]
        found = [name for text in texts for name in roster.find(text)]
        mine = [unit for unit in named if unit in units]
        in_cell = not found and len(units) > OF_ONE_NAME
        if len(mine) == 1 and (in_cell or found) and all(name.open or name.units == tuple(mine) for name in found):
            claim = replace(claim, units=tuple(mine))
    words = (*said.subject, *said.own.lines[:30], *(each for text in said.documents for each in text.lines[:40]))
    others = next((each for each in (*said.subject, *said.own.lines[:10]) if _OF_THE_PLACES.search(each.folded)), None)
    if others is not None and any(kind[-1:] in (("phuong",), ("xa",)) for kind in roster.kinds):
        about = Doubt(code="joint-figure", about=others.text.strip()[:120])
        return replace(claim, doubts=(*claim.doubts, about))
    if (joint := _counted_in(claim, roster)) is not None:
        return replace(claim, doubts=(*claim.doubts, joint))
    for unit in claim.units or named:
        for each in words:
            other = roster.joined_to(unit, each.folded)
            if other is not None and other not in stated:
                about = Doubt(code="joint-figure", about=each.text.strip()[:120])
                return replace(claim, units=(unit, other), doubts=(*claim.doubts, about))
    return claim


_OF_THE_PLACES = re.compile(r"\b(?:so lieu|bao cao|ket qua|so may|tong hop) (?:cua )?cac (?:xa|phuong)\b")
"""Figures of communes and wards, which report by themselves: "gửi số liệu các phường do đoàn phường gửi về"."""
_COUNTS_IN = re.compile(
    r"\b(?:gop|tinh|ke|cong|gom)(?: (?:ca|luon|chung|them|voi|cung|vao))+ (?:(?:so|so lieu|phan|may|ket qua) )*(?:(?:cua|ben|phia) )?(?=(?:ubnd|uy ban|mot cua|1 cua|bo phan))"
)


def _counted_in(claim: Claim, roster: Names) -> Doubt | None:
    """Doubt a figure that another unit of the same name is said to be counted in: "Một cửa 26 máy (gộp cả số của UBND xã)"."""
    for evidence in claim.evidence:
        folded = fold_aligned(evidence.text)
        found = _COUNTS_IN.search(folded)
        kind = roster.kind(folded[found.end() :]) if found else None
        if kind is not None and not set(claim.units) & set(kind.units):
            return Doubt(code="joint-figure", about=evidence.text.strip()[:120])
    return None


_ASKS = Guarded(contacts.ASKS)
FORM_ROWS, FORM_COLUMNS = 12, 3
"""A form with a line for each thing that it asks of an officer is at most so large."""


_FORM_OF_OFFICER = re.compile(r"^\W*(?:ho (?:va |, )?ten|chuc (?:vu|danh)|so dien thoai|dien thoai|sdt|dt)\b")


def officer_of(said: Said, texts: Sequence[Text], roster: Names) -> Officer | None:
    """Give the focal officer that a letter names, in its words or in a form."""
    lines = [each for text in texts for each in text.lines] + list(said.signature)
    asked = any(
        _ASKS.search(each.folded)
        for each in (*said.subject, *said.signature, *(each for text in texts for each in text.all_lines))
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


def is_answer_to_us(letter: Letter, said: Said, vocabulary: Vocabulary) -> bool:
    """Whether the words that a reply repeats are a letter of the office's: its address stands in them."""
    del letter
    quoted = "\n".join(each.text.lower() for each in said.quoted[:40])
    return any(address and address in quoted for address in vocabulary.own_addresses)


def origins_of(letter: Letter, said: Said) -> tuple[str, ...]:
    """Give the addresses that forwarded words came from."""
    written = "\n".join(each.text for each in said.head_of_forwarded[:15])
    first = re.search(r"(?im)^\W*(?:từ|from|người gửi|de)\s*:.*?([\w.+\-]+@[\w.\-]+\w)", written)
    found = [each.sender.email for each in letter.letters] + ([first[1].lower()] if first else [])
    return tuple(dict.fromkeys(address for address in found if address))
