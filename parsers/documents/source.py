"""What a reader of one format is given, and the limits that all of them keep."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, Protocol

from parsers.values import Block, Document, Doubt, Paragraph, Table

if TYPE_CHECKING:
    from parsers.documents.compound import CompoundFile
    from parsers.documents.package import Package

SHEETS = 40
ROWS = 20_000
COLUMNS = 200
CELLS = 200_000
PARAGRAPHS = 20_000
"""Lines or paragraphs of a document: what a clerk writes has a few hundred; more is a list that belongs into a sheet."""
CHARACTERS = 2_000_000
LINE_CHARACTERS = 50_000
XML_BYTES = 80_000_000
"""Of one part of an Office file, uncompressed: the largest sheet within the limits above takes some 20 MB."""
TEXT_PAGES = 30
OCR_PAGES = 3
ARCHIVE_FILES = 50
ARCHIVE_BYTES = 64_000_000
ARCHIVE_RATIO = 200
"""Uncompressed to compressed bytes; sheets of numbers reach 30."""
ARCHIVE_DEPTH = 2
STYLE_DEPTH = 30
"""How many styles a style may be based on, one on the other; real ones have four or five."""


class Word(NamedTuple):
    """A word on a page, or a piece of a line. Coordinates in points or pixels, from the left and from the top."""

    text: str
    left: float
    right: float
    top: float
    bottom: float


class OcrEngine(Protocol):
    """What reads the words of a picture of a page."""

    def read_words(self, picture: bytes) -> Sequence[Word]:
        """Give the words of a PNG or PGM picture in reading order. Raises OcrError."""
        ...


class OcrError(Exception):
    """The engine gave no words; `code` is the doubt that says why: `took-too-long`, `no-ocr`, `unreadable`."""

    def __init__(self, code: str) -> None:
        """Keep the doubt's code."""
        self.code = code
        super().__init__(code)


def is_panic(error: BaseException) -> bool:
    """Whether a library in Rust gave up: its panic is no Exception in Python."""
    return type(error).__name__ == "PanicException"


_ARCHIVE, _END_OF_ARCHIVE = b"PK\x03\x04", b"PK\x05\x06"
"""What ZIP files (.docx, .xlsx, .ods, ...) begin with, and what their directory at the end has (APPNOTE 4.3.16)."""
_PDF, _END_OF_PDF = b"%PDF-", b"%%EOF"
_LEAST_PDF = 100
_LOCAL_HEADER = 30
"""Bytes of the header of a file within; less is no archive."""


@dataclass(frozen=True, kw_only=True)
class Source:
    """A file to read: an attachment, or a member of an archive."""

    part: str
    """The name for evidence; in an archive `a.zip/x.xlsx`."""
    data: bytes = field(repr=False)
    media_type: str = ""
    inline: bool = False
    depth: int = 0
    """How many archives it lies in."""
    engine: Callable[[], OcrEngine | None] = field(default=lambda: None, repr=False)
    """Gives what reads pictures of pages, where there is any: looked for only when it is needed, and one for all files of an archive."""

    @property
    def extension(self) -> str:
        """Give the extension of the name, lower case, without the dot; empty where there is none."""
        name = self.part.rpartition("/")[2]
        return name.rpartition(".")[2].lower().strip() if "." in name else ""

    @property
    def stem(self) -> str:
        """Give the file's name without folders and extension."""
        return self.part.rpartition("/")[2].rpartition(".")[0] or self.part

    @cached_property
    def package(self) -> Package | None:
        """The parts of an Office file; None where it is no archive."""
        from parsers.documents.package import Package, PackageError

        try:
            return Package(self.data)
        except PackageError:
            return None

    @cached_property
    def compound(self) -> CompoundFile | None:
        """The streams of a file of old Office; None where it is none."""
        from parsers.documents.compound import CompoundFile, CompoundFileError

        try:
            return CompoundFile(self.data)
        except CompoundFileError:
            return None

    def inner(self, part: str, data: bytes, media_type: str = "") -> Source:
        """Give a file that lies in this one."""
        return replace(
            self, part=f"{self.part}/{part}", data=data, media_type=media_type, depth=self.depth + 1, inline=False
        )

    def document(self, kind: str, blocks: Sequence[Block], doubts: Sequence[Doubt] = ()) -> Document:
        """Make the document that this file was read as; a doubt twice is kept once."""
        return Document(part=self.part, format=kind, blocks=tuple(blocks), doubts=tuple(dict.fromkeys(doubts)))

    def unreadable(self, kind: str, code: str = "unreadable") -> Document:
        """Make the document for a file of which nothing can be read: cut off on its way, if it is an archive or a PDF without its end."""
        archive = self.data.startswith(_ARCHIVE) and len(self.data) > _LOCAL_HEADER
        begins = (archive and _END_OF_ARCHIVE not in self.data) or (
            self.data.startswith(_PDF) and len(self.data) > _LEAST_PDF and _END_OF_PDF not in self.data
        )
        if code == "unreadable" and begins:
            code = "truncated"
        return self.document(kind, (), [Doubt(code=code, about=self.part)])


class Blocks:
    """Blocks as they are gathered, within the limits; what goes beyond is left out and said in `doubts`."""

    def __init__(self) -> None:
        """Start empty."""
        self.blocks: list[Block] = []
        self.doubts: list[Doubt] = []
        self._tables = 0
        self._characters = 0

    @property
    def full(self) -> bool:
        """Whether no more is taken, so that a reader can stop."""
        return len(self.blocks) >= PARAGRAPHS or self._characters >= CHARACTERS

    def add_text(self, text: str, where: str) -> None:
        """Add a paragraph; its line ends make several with one address, blank ones are left out."""
        for line in text.splitlines():
            if not line.strip():
                continue
            if self.full:
                self._truncate(where)
                return
            if len(line) > LINE_CHARACTERS:
                self._truncate(where)
            self._characters += len(line)
            self.blocks.append(Paragraph(text=line[:LINE_CHARACTERS].rstrip(), where=where))

    def next_table(self) -> str:
        """Give the name of the table that is added next."""
        return f"table {self._tables + 1}"

    def add_table(self, table: Table) -> None:
        """Add a table unless nothing stands in it."""
        if not any(cell for row in table.rows for cell in row):
            return
        if self.full:
            self._truncate(table.name)
            return
        self._tables += 1
        self._characters += sum(len(cell) for row in table.rows for cell in row if isinstance(cell, str))
        self.blocks.append(table)

    def _truncate(self, where: str) -> None:
        if not self.doubts:
            self.doubts.append(Doubt(code="truncated", about=where))
