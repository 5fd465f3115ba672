"""Lines to read: text with its folded form and the addresses that its letters came from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from parsers.text import fold_aligned, nfc
from parsers.values import Evidence, Paragraph, Table

EVIDENCE_LETTERS = 160
MAX_LINE = 4_000
"""Longer lines are cut into pieces of this size: no clerk writes one, and patterns must not meet a line of megabytes."""
LONGEST_READ = 50 * MAX_LINE
"""Letters of a line that are read at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Which text a line belongs to."""

    part: str
    """As evidence shows it."""
    sure: bool = True
    """False where the text was guessed (OCR, legacy letters): its figures need the same figure in sure text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line, or several that a hard wrap had torn apart."""

    text: str
    folded: str
    """Letter for letter the folded text: positions in one are positions in the other."""
    source: Source
    origin: tuple[tuple[int, str], ...]
    """Where each stretch begins and its address: ((0, "line 3"), (70, "line 4"))."""

    def stretch(self, place: int) -> tuple[int, int]:
        """Give where the writer's own line round a place begins and ends."""
        begins = [begin for begin, _ in self.origin]
        after = [begin for begin in begins if begin > place]
        return max(begin for begin in begins if begin <= place), min(after, default=len(self.text))

    def evidence(self, start: int, end: int, reader: str) -> Evidence:
        """Give the words round a span as they stand in their own line of the message."""
        where = next(name for begin, name in reversed(self.origin) if begin <= start)
        begin, stop = self.stretch(start)
        stop = max(stop, end)
        words = self.text[begin:stop]
        if len(words) > EVIDENCE_LETTERS:
            room = max(0, EVIDENCE_LETTERS - (end - start)) // 2
            cut_from, cut_to = max(begin, start - room), min(stop, end + room)
            words = self.text[cut_from:cut_to]
        return Evidence(part=self.source.part, where=where, text=words.strip(), reader=reader)


def line(text: str, where: str, source: Source) -> Line:
    """Make a line of one stretch."""
    text = nfc(text)
    return Line(text=text, folded=_folded(text), source=source, origin=((0, where),))


def _folded(text: str) -> str:
    """Fold a text; programs join the words of a label by strokes: "so_may_cai_moi: 46"."""
    folded = fold_aligned(text)
    return _STROKE.sub(" ", folded) if "_" in folded else folded


_STROKE = re.compile(r"(?<=[a-z])_(?=[a-z])")


_ENDS = (".", ";", ":", "!", "?", "…")
_BEGINS_NEW = re.compile(r"^\s*(?:[-+*•–—●▪]|\(?\d{1,2}[.)]\s|[a-zđ][.),/]\s|[IVX]+[.)]\s)")
_FIGURE_AT_END = re.compile(r"[:=]\s*\d[\d.,]*\s*$")
"""Lines of a list, each a label with its figure."""
_WRAPPED_FROM = 45
"""A line shorter than this was ended by its writer; longer ones may have been wrapped by a program."""


def joined(paragraphs: Iterable[Paragraph], source: Source) -> Iterator[Line]:
    """Give the lines of a text, with the ones that a hard wrap tore apart put together again."""
    held: list[Paragraph] = []
    for paragraph in paragraphs:
        text = paragraph.text
        if held and not _continues(held[-1].text, text):
            yield _merged(held, source)
            held = []
        if not text.strip():
            continue
        if len(text) > MAX_LINE:
            yield from _pieces(paragraph, source)
            continue
        held.append(paragraph)
    if held:
        yield _merged(held, source)


def _continues(before: str, text: str) -> bool:
    if (
        not text.strip()
        or len(before.strip()) < _WRAPPED_FROM
        or before.rstrip().endswith(_ENDS)
        or _BEGINS_NEW.match(text)
        or (_FIGURE_AT_END.search(before) and _FIGURE_AT_END.search(text))
    ):
        return False
    first = text.lstrip()[0]
    return first.islower() or first.isdigit() or first in "(,"


def _merged(held: list[Paragraph], source: Source) -> Line:
    if len(held) == 1:
        return line(held[0].text, held[0].where, source)
    texts = [nfc(paragraph.text.strip()) for paragraph in held]
    origin: list[tuple[int, str]] = []
    position = 0
    for text, paragraph in zip(texts, held, strict=True):
        origin.append((position, paragraph.where))
        position += len(text) + 1
    text = " ".join(texts)
    return Line(text=text, folded=_folded(text), source=source, origin=tuple(origin))


def _pieces(paragraph: Paragraph, source: Source) -> Iterator[Line]:
    """Cut a long line at blanks, so that no number is cut."""
    begin, last = 0, min(len(paragraph.text), LONGEST_READ)
    while begin < last:
        end = min(begin + MAX_LINE, last)
        if end < last and (blank := paragraph.text.rfind(" ", begin + 1, end)) > 0:
            end = blank
        yield line(paragraph.text[begin:end], paragraph.where, source)
        begin = end


_COLUMNS = (
    # How people draw tables in plain text, the surest first.
    re.compile(r"\t+"),
    re.compile(r"\s*\|\s*"),
    re.compile(r"\s*[.…_]{4,}\s*|\s*…{2,}\s*"),
    re.compile(r"\s{3,}"),
    re.compile(r"\s*;\s*(?=\d[\d.,]*\s*$)"),
    re.compile(r"(?<=\S)\s{2,}(?=[\d=][\d.,]*\s*(?:máy|may|người|nguoi|lượt|luot)?\s*$)"),
)
_RULE = re.compile(r"^[\s|+\-=_:]+$")


def drawn_tables(paragraphs: Sequence[Paragraph]) -> tuple[list[Paragraph], list[tuple[str, Table]]]:
    """Take out the runs of lines that draw a table by tabs, bars or blanks; give what is left, and the tables with the line above each."""
    rest: list[Paragraph] = []
    tables: list[tuple[str, Table]] = []
    above = ""
    index = 0
    while index < len(paragraphs):
        for parting in _COLUMNS if _may_be_parted(paragraphs[index].text) else ():
            run = _run(paragraphs, index, parting)
            if len(run) >= 2:
                rows = _aligned([_row(each.text, run[0].text, parting) for each in run if not _RULE.match(each.text)])
                tables.append((above, Table(name=f"{run[0].where} table", rows=rows)))
                above = ""
                index += len(run)
                break
        else:
            rest.append(paragraphs[index])
            above = paragraphs[index].text.strip() or above
            index += 1
    return rest, tables


def _aligned(rows: Sequence[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """Set heads that lost their empty first cell over their own columns: white space at a line's beginning is dropped by many programs."""
    if len(rows) < 2:
        return tuple(rows)
    heads, body = rows[0], rows[1:]
    lost = (
        {len(row) for row in body} == {len(heads) + 1}
        and not any(any(map(str.isdigit, cell)) for cell in heads)
        and all(any(map(str.isalpha, row[0])) and row[1][:1].isdigit() for row in body)
    )
    return (("", *heads), *body) if lost else tuple(rows)


_SET_LABEL = re.compile(r"^(?!.*\.{3})[^:|]*[^\W\d][^:|]*\s:\s*\S[^|\t]*$")
"""A label whose colon is set below the others: "Thứ 2 (12/10)   : 30"."""


def _may_be_parted(text: str) -> bool:
    """Tell cheaply whether a line holds what any of the columns are parted by: hardly any line of prose does."""
    # White space other than blanks is not printable.
    return not text.isprintable() or any(mark in text for mark in _PARTS)


_PARTS = ("  ", ";", "|", "…", "..", "__", "._", "_.")


def _run(paragraphs: Sequence[Paragraph], start: int, parting: re.Pattern[str]) -> list[Paragraph]:
    run: list[Paragraph] = []
    for paragraph in paragraphs[start : start + 300]:
        text = paragraph.text
        if len(text) > 400 or not (
            2 <= len([c for c in _cells(text, parting) if c]) <= 12 or (run and _RULE.match(text) and text.strip())
        ):
            break
        run.append(paragraph)
    if not any(any(map(str.isdigit, paragraph.text)) for paragraph in run):
        return []
    if all(_SET_LABEL.match(paragraph.text) for paragraph in run if not _RULE.match(paragraph.text)):
        return []
    return run


def _row(text: str, heads: str, parting: re.Pattern[str]) -> tuple[str, ...]:
    """Give the cells of a line; where the table has no outer bars, a bar at a line's beginning ends an empty first cell."""
    cells = _cells(text, parting)
    lost = "|" in parting.pattern and text.lstrip().startswith("|") and not heads.lstrip().startswith("|")
    return ("", *cells) if lost else cells


def _cells(text: str, parting: re.Pattern[str]) -> tuple[str, ...]:
    """Give the cells of a line; an empty first one stays, so that columns keep their places."""
    text = text.strip().strip("|").strip() if "|" in parting.pattern else text.rstrip()
    return tuple(cell.strip().removeprefix(":").lstrip() for cell in parting.split(nfc(text)))
