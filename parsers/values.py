"""The values that the parsers hand from one to the next.

    bytes --letters--> Letter --documents--> Document --figures--> Findings

All are frozen. A `Letter` is a parsed message with its words told apart by voice; a `Document` is an attachment (or a body) as
paragraphs and tables with addresses; `Findings` say what a letter claims, each claim with its evidence and every doubt as data.
"""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass, field

CellValue = str | int | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta | None


class Voice(enum.StrEnum):
    """Whose words a passage holds."""

    OWN = "own"
    QUOTED = "quoted"
    """What a reply repeats of the letter that it answers: never the sender's own figure."""
    FORWARDED = "forwarded"
    """What the sender passes on; it may be the report itself."""
    SIGNATURE = "signature"


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """One thing that keeps a figure from being accepted: a code that `ingest` puts into words, and what it is about."""

    code: str
    about: str = ""
    """The words, file or number that raised it, shown to the clerk beside the reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One line or paragraph of text, NFC, without line ends."""

    text: str
    where: str
    """Its address within the part, as shown to people: `line 3`, `page 2 line 4`, `paragraph 7`."""
    shown: bool = True
    """Whether a reader of the mail surely sees it, in whichever form his program shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A sheet, or a table in a text document: rows of equal meaning, cells as values and never as displayed text."""

    name: str
    """The sheet's name, or `table 2`."""
    rows: tuple[tuple[CellValue, ...], ...]
    """From the top left corner (A1), so that an index is an address; an empty cell is None or an empty text."""
    is_sheet: bool = False
    """Whether cells are addressed like `Sheet1!C12`; else like `table 2 row 3 column 4`."""
    hidden: bool = False
    merged: tuple[tuple[int, int, int, int], ...] = ()
    """Merged ranges as (first row, first column, last row, last column), from 0, inclusive."""
    uncached: tuple[tuple[int, int, str], ...] = ()
    """Formulas without a stored value as (row, column, formula): their number is unknown, never 0."""
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    unlike: tuple[tuple[int, int, str], ...] = ()
    """Cells that a reader does not see, or sees otherwise, as (row, column, doubt): `hidden`, `shown-otherwise`."""
    doubts: tuple[Doubt, ...] = ()

    def where(self, row: int, column: int) -> str:
        """Give the address of a cell (indices from 0) as people write it."""
        if self.is_sheet:
            return f"{self.name}!{column_letters(column)}{row + 1}"
        return f"{self.name} row {row + 1} column {column + 1}"


def column_letters(column: int) -> str:
    """Give a spreadsheet's letters for a column counted from 0: 0 is A, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


Block = Paragraph | Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """An attachment as paragraphs and tables in reading order."""

    part: str
    """The name under which evidence shows it: the file's name, `a.zip/BaoCao.xlsx` inside an archive."""
    format: str
    """How it was read: `xlsx`, `xls`, `ods`, `csv`, `docx`, `doc`, `rtf`, `pdf`, `html`, `text`, `ocr`."""
    blocks: tuple[Block, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    """What was not read for sure: `unreadable`, `encrypted`, `truncated`, `ocr`, `legacy-guess`, `no-ocr`, ..."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A run of a letter's body in one voice."""

    voice: Voice
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A mailbox of RFC 5322: `name` as displayed (decoded), `email` lower-cased, empty where the header holds none."""

    name: str
    email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A part that is not the body, decoded from its transfer encoding."""

    name: str
    """Its file name as declared and decoded (RFC 2231, RFC 2047), NFC; a made one such as `part 3.pdf` where it has none."""
    media_type: str
    """As declared, lower case; often wrong: readers look at the bytes first."""
    data: bytes = field(repr=False)
    inline: bool = False
    """Shown within the body (a logo in a signature, a pasted picture)."""
    doubts: tuple[Doubt, ...] = ()
    """For one: `truncated` where its base64 ends early."""


class Automatic(enum.StrEnum):
    """Why a letter counts as written by a machine (RFC 3834, RFC 3464)."""

    BOUNCE = "bounce"
    AUTO_REPLY = "auto-reply"
    OTHER = "other"
    """Marked automatic in another way: newsletters with `Auto-Submitted: auto-generated`, read receipts (RFC 8098)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FailedDelivery:
    """One recipient that a bounce names."""

    address: str
    """Lower case; empty where the bounce doesn't say."""
    status: str = ""
    """RFC 3463 code such as `5.1.1`, or the SMTP code, empty if unknown."""
    permanent: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A parsed message: who wrote it, about what, its words told apart by voice, and its attachments."""

    message_id: str = ""
    """With its angle brackets; empty where there is none."""
    sender: Address = Address(name="", email="")
    """From; empty address where the header is missing or holds none."""
    plain_sender: bool = True
    """Whether every program reads that one address there: no other way to write it, no second From, nothing left out."""
    senders: tuple[str, ...] = ()
    """Every address in From and Reply-To, lower case: more than one different is a doubt for some checks."""
    to: tuple[Address, ...] = ()
    """To and Cc."""
    subject: str = ""
    """Decoded, NFC, unfolded; with its reply and forward prefixes."""
    is_reply: bool = False
    """In-Reply-To or References given, or a reply prefix in the subject (and no forward prefix before it)."""
    date: dt.datetime | None = None
    """The Date header, with its offset; None where missing or not a date."""
    received: dt.datetime | None = None
    """The instant in the topmost Received header, with its offset."""
    references: tuple[str, ...] = ()
    """Message-IDs from In-Reply-To and References, in their order."""
    authentication_results: tuple[str, ...] = ()
    """Values of the Authentication-Results headers (RFC 8601) of the topmost block, from the top."""
    automatic: Automatic | None = None
    failed: tuple[FailedDelivery, ...] = ()
    """For a bounce: the recipients that it names."""
    returned_message_ids: tuple[str, ...] = ()
    """For a bounce: Message-IDs of the returned letter, from its attached headers or text."""
    passages: tuple[Passage, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    letters: tuple[Letter, ...] = ()
    """Attached messages (message/rfc822, .eml): letters of their own, not this one's words."""
    doubts: tuple[Doubt, ...] = ()
    """For one: `charset-guess`, `too-many-parts`, `nested-too-deep`, `truncated`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The words that a figure came from."""

    part: str
    """`subject`, `body`, or the name of a file."""
    where: str
    """The address within the part: `line 3`, `Sheet1!C12`."""
    text: str
    """The words as they stand there, shortened at their ends if long; they contain the number."""
    reader: str = ""
    """The name of the small reader that found it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorWording:
    """How mails name one indicator. Matched folded (`parsers.text.fold`), so written with or without diacritics."""

    id: str
    topics: tuple[str, ...]
    """What the figure is about: any of these marks a text as being about the indicator (`Bluezone`, `cài đặt`)."""
    nouns: tuple[str, ...]
    """What is counted, after the number: `máy`, `điện thoại`, `lượt`, `thuê bao`."""
    verbs: tuple[str, ...] = ()
    """What was done to them: `cài đặt`, `hướng dẫn`, `hỗ trợ`, `kích hoạt`."""
    others: tuple[str, ...] = ()
    """What is counted beside it and must not be taken for it (other applications): `NCOVI`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitNames:
    """How mails name one unit."""

    id: str
    names: tuple[str, ...]
    """Its name and aliases as in the roster."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """What to look for in a letter: plain data that a campaign brings."""

    indicators: tuple[IndicatorWording, ...]
    units: tuple[UnitNames, ...]
    own_addresses: tuple[str, ...] = ()
    """The office's mailboxes and sender address, lower case: letters from these are our own, looped back."""
    zone: str = "UTC"
    """IANA name of the time zone in which the office and its units reckon days: a server may stamp its letters in another one."""


class Change(enum.StrEnum):
    """What a letter says that it does to an earlier report."""

    NONE = "none"
    REPLACES = "replaces"
    """It says that it corrects or replaces: đính chính, thay thế, số đúng là."""
    SUPPLEMENTS = "supplements"
    """Bổ sung: may add or replace, only a human can say."""


class WeekBasis(enum.StrEnum):
    """Where a claim's week comes from."""

    DATE = "date"
    """A full or yearless date that the text gives as the end of its period."""
    WEEK_NUMBER = "week-number"
    PREVIOUS = "previous"
    """Said to be the week before, of the time of writing."""
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """What a text says about the period of its figure; at most one of `end` and `number`."""

    basis: WeekBasis = WeekBasis.NONE
    first: dt.date | None = None
    """The first day, where a range is named."""
    end: dt.date | None = None
    """The last day that it names; a date without a year has the year nearest to the instant of receipt."""
    number: int | None = None
    """A bare week number, as written."""
    year: int | None = None
    """The year beside a week number, where one is written."""
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a letter says of one unit, one period and one indicator."""

    indicator: str
    units: tuple[str, ...] = ()
    """Ids of the units that the text names for this figure; empty: it names none, so it is the sender's; several: unclear which."""
    count: int | None = None
    cumulative: int | None = None
    week: Week = Week()
    of_all: bool = False
    """The total over the units whose figures stand beside it: the sender's where none of these is."""
    evidence: tuple[Evidence, ...] = ()
    """For the count first, then for the cumulative; each text really stands in the message."""
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Officer:
    """A focal officer (cán bộ đầu mối) that a letter names."""

    name: str
    position: str | None = None
    phone: str | None = None
    units: tuple[str, ...] = ()
    evidence: Evidence | None = None


CUT_OFF = "…"
"""What a verdict of a server ends with that was too long to be kept whole."""

OWN_WORDS = 4000
"""More is no answer to a request."""


SHOWN_LETTERS = 20_000
"""Of a body this much is kept to be shown beside its evidence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownLine:
    """A paragraph of a body, or a row of a table in it, to be shown to a clerk as plain words."""

    voice: Voice
    cells: tuple[tuple[str, str], ...]
    """Address and words of each; a paragraph has one."""
    table: str = ""
    """The name of the table that it is a row of; empty for a paragraph."""


class Kind(enum.StrEnum):
    """What a letter is."""

    REPORT = "report"
    CONTACT = "contact"
    AUTOMATIC = "automatic"
    BOUNCE = "bounce"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """All that a message says, before roster addresses, calendar and ledger are asked."""

    letter: LetterHead
    kind: Kind
    claims: tuple[Claim, ...] = ()
    named_units: tuple[str, ...] = ()
    """Ids of the units that the sender's own words name as reporting, for a letter without a claim or with one that names none."""
    officer: Officer | None = None
    remarks: tuple[str, ...] = ()
    """Difficulties (khó khăn, vướng mắc) as written."""
    change: Change = Change.NONE
    doubts: tuple[Doubt, ...] = ()
    """What concerns the whole letter: an attachment that could not be read, own words decoded by guessing."""
    bare_number: bool = False
    """Whether the sender's own words are nothing but one number (with greeting or signature at most)."""
    own_words: str = ""
    """The sender's own words that a reader surely sees, cut at `OWN_WORDS` letters: what an answer to a request of ours says."""
    from_office: bool = False
    """Whether it was written by hand in one of the mailboxes that are read, and is no letter of this program."""
    thread: Week = Week()
    """The week that the letter which it answers names, in the repeated subject or quoted words."""
    answers_us: bool = False
    """Whether its quoted words are recognisably those of a letter from one of the office's own addresses."""
    origins: tuple[str, ...] = ()
    """Addresses that a forwarded report came from, lower case; empty where the sender's own words hold the figures."""
    body: tuple[ShownLine, ...] = ()
    """The body in its order, cut at `SHOWN_LETTERS` letters, so that whoever shows it need not open the message again."""
    maybe_report: bool = False
    """Nothing was read, yet from a unit it may be a report (an attachment without a readable figure): a human looks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterHead:
    """What of a letter is still needed once its words have been read: see `Letter` for the fields' meaning."""

    message_id: str = ""
    sender: Address = Address(name="", email="")
    plain_sender: bool = True
    senders: tuple[str, ...] = ()
    to: tuple[Address, ...] = ()
    subject: str = ""
    is_reply: bool = False
    date: dt.datetime | None = None
    received: dt.datetime | None = None
    references: tuple[str, ...] = ()
    authentication_results: tuple[str, ...] = ()
    automatic: Automatic | None = None
    failed: tuple[FailedDelivery, ...] = ()
    returned_message_ids: tuple[str, ...] = ()
    content_key: str = ""
    """SHA-256 (hex) of the content apart from transport headers: the identity of a message (see `parsers.identity`)."""
