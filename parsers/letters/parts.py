"""The parts of a message sorted: what is its body, what is attached, what is a letter of its own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from parsers.letters.charsets import decode
from parsers.letters.headers import Parameters, every, first, loose_base64, parameters
from parsers.letters.markup import Page, read_page
from parsers.letters.outlook import read_outlook
from parsers.letters.signed import is_enveloped, signed_content
from parsers.letters.tnef import read_tnef
from parsers.letters.transfer import decode_transfer, take_uuencoded
from parsers.letters.tree import Part, content_type, parse_tree
from parsers.text import fold, nfc
from parsers.values import Attachment, Doubt

MOST_PARTS = 300
"""Parts of one message that are looked at. A report has a handful, an office's digest some dozens."""
MOST_LEVELS = 20
"""Multiparts within each other that are followed."""

_EXTENSIONS = {
    "application/pdf": "pdf",
    "application/msword": "doc",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.ms-excel": "xls",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
    "application/zip": "zip",
    "application/rtf": "rtf",
    "text/rtf": "rtf",
    "text/csv": "csv",
    "text/plain": "txt",
    "text/html": "html",
    "text/calendar": "ics",
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/gif": "gif",
    "image/tiff": "tif",
}
_SIGNATURES = frozenset(
    {
        "application/pkcs7-signature",
        "application/x-pkcs7-signature",
        "application/pgp-signature",
        "application/pgp-encrypted",
    }
)
_OPAQUE = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})
# An alternative in these types is another rendering of words that stand in the text or HTML one.
_RENDERINGS = frozenset({"text/x-amp-html", "text/watch-html", "text/enriched", "text/richtext"})
# Of a plain alternative: links, picture names and addresses, which the HTML does not show.
_NO_WORDS = re.compile(r"(?:https?|mailto|tel|cid):[^\s>\])]*|<[^<>\s]*>|\[[^\[\]\s]*\]|\S+@\S+", re.IGNORECASE)
# The pattern is slow, and can only match where one of these stands.
_SIGNS_OF_NO_WORDS = ("@", "<", "[", "http", "mailto:", "tel:", "cid:")
_PIECES = frozenset({"message/partial", "message/external-body"})
_BOUNDARY = re.compile(r";\s*boundary\s*=", re.IGNORECASE)
_DIGITS = re.compile(r"\d[\d.,]*")
_FIGURE = re.compile(r"(?<![\w.,])\d{1,3}(?:[.,]\d{3})+(?!\d)|(?<!\w)\d+(?!\w)")
_UNSAFE = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]+")
_FIELD = re.compile(rb"\s{0,20}(?:From [^\n]{1,200}\n)?[A-Za-z][A-Za-z0-9-]{0,60}:")


@dataclass(slots=True)
class BodyText:
    """A text part of the body."""

    text: str
    is_html: bool
    flowed: bool = False
    delete_space: bool = False
    _page: Page | None = None

    def page(self) -> Page:
        """Give the HTML as lines, numbered from 1; read once, since choosing an alternative reads it, too."""
        if self._page is None:
            self._page = read_page(self.text)
        return self._page

    def has_words(self) -> bool:
        """Whether a reader sees any words."""
        return self.page().has_words if self.is_html else bool(self.text.strip())


@dataclass(slots=True)
class Contents:
    """What the parts of a message are."""

    bodies: list[BodyText] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    letters: list[bytes | Part] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    spare: list[BodyText] = field(default_factory=list)
    """Bodies inside winmail.dat: they repeat the one outside, and are read where that one is blank."""
    renderings: list[BodyText] = field(default_factory=list)
    """Of the same words for programs of another kind: compared with the body, not read."""
    reports: list[Part] = field(default_factory=list)
    """Machine-readable parts: message/delivery-status, disposition notifications, returned header fields."""
    beside: str = ""
    """Plain text that some programs show in place of the body that was chosen."""

    def add(self, other: Contents) -> None:
        """Take over what another collection holds."""
        self.bodies += other.bodies
        self.add_rest(other)

    def add_rest(self, other: Contents) -> None:
        """Take over all but the body."""
        self.attachments += other.attachments
        self.letters += other.letters
        self.doubts += other.doubts
        self.reports += other.reports
        self.spare += other.spare
        self.beside += other.beside


@dataclass(slots=True)
class Budget:
    """What may still be looked at in a message, with all letters attached to it."""

    parts: int = MOST_PARTS


def contents(root: Part, budget: Budget, *, cut: bool) -> Contents:
    """Sort the parts of a message. `cut`: its last line has no end, so a multipart that isn't closed was cut off there."""
    sorter = _Sorter(cut=cut, budget=budget)
    found = sorter.sort(root, level=0, within="")
    found.doubts += sorter.doubts
    if found.spare and not any(body.has_words() for body in found.bodies):
        found.bodies = found.spare
    return found


@dataclass(slots=True)
class _Sorter:
    cut: bool
    budget: Budget
    seen: int = 0
    doubts: list[Doubt] = field(default_factory=list)

    def sort(self, part: Part, *, level: int, within: str) -> Contents:
        """Sort one part and those inside it; `within` is the type of the multipart around it."""
        self.seen += 1
        self.budget.parts -= 1
        if self.budget.parts < 0:
            self._doubt("too-many-parts")
            return Contents()
        if level > MOST_LEVELS:
            self._doubt("nested-too-deep")
            return Contents()
        kind = content_type(part)
        self._doubt_fields(part, kind)
        inner = part.parts
        if inner is not None:
            if kind.value in {"message/rfc822", "message/global"}:
                return Contents(letters=[_inner_letter(part, inner)])
            if kind.value in _REPORT_TYPES:
                return Contents(reports=[part])
            return self._multipart(part, inner, kind, level)
        return self._leaf(part, kind, within, level)

    def _doubt_fields(self, part: Part, kind: Parameters) -> None:
        """Doubt what programs read in different ways: a field or parameter that is given twice, a piece of a message."""
        types = every(part.fields, "content-type")
        if kind.value in _PIECES or len(set(types)) > 1 or len(_BOUNDARY.findall(types[0] if types else "")) > 1:
            self._doubt("unreadable", kind.value)

    def _doubt(self, code: str, about: str = "") -> None:
        if all(doubt.code != code for doubt in self.doubts):
            self.doubts.append(Doubt(code=code, about=about))

    def _multipart(self, part: Part, inner: Sequence[Part], kind: Parameters, level: int) -> Contents:
        if part.unclosed and (self.cut or _stops_short(inner[-1])):
            self._doubt("truncated")
        sorted_ = [self.sort(each, level=level + 1, within=kind.value) for each in inner]
        if kind.value == "multipart/alternative":
            return _alternative(sorted_)
        found = Contents()
        for contents_ in sorted_:
            found.add(contents_)
        return found

    def _leaf(self, part: Part, kind: Parameters, within: str, level: int) -> Contents:
        if within == "multipart/alternative" and kind.value in _RENDERINGS:
            data = decode_transfer(part.content(), part.encoding).data
            return Contents(renderings=self._body(data, replace(kind, value="text/html")).bodies)
        if kind.value in _SIGNATURES and within in {"multipart/signed", "multipart/encrypted"}:
            return Contents()
        if kind.value in _REPORT_TYPES:
            return Contents(reports=[part])
        if kind.value.startswith("multipart/"):
            # Its boundary isn't there: what a mail program shows then is the bare text.
            self._doubt("unreadable", kind.value)
            return self._body(part.content(), Parameters(value="text/plain", parameters={}))
        disposition = parameters(first(part.fields, "content-disposition"))
        name = _name(disposition, kind)
        decoded = decode_transfer(part.content(), part.encoding)
        if _is_body(kind.value, disposition.value, name, within, part):
            return self._body(decoded.data, kind)
        data = decoded.data
        if kind.value in _OPAQUE or name.lower().endswith(".p7m"):
            signed = signed_content(data)
            if signed is not None and _FIELD.match(signed):
                return self.sort(parse_tree(signed), level=level + 1, within="")
            if signed is not None:
                kind, name, data = Parameters(value="", parameters={}), name.removesuffix(".p7m"), signed
        found = self._attachment(part, kind, disposition, name, data, truncated=decoded.truncated, within=within)
        if within == "multipart/alternative" and kind.value == "text/calendar":
            text, _ = decode(data, kind.parameters.get("charset", "utf-8"))
            found.renderings = [BodyText(text=_words_of_event(text[:MOST_LETTERS]), is_html=False)]
        return found

    def _body(self, data: bytes, kind: Parameters) -> Contents:
        declared = kind.parameters.get("charset", "")
        is_html = kind.value == "text/html"
        if is_html and not declared:
            declared = _declared_in_html(data)
        pictures: list[Attachment] = []
        if is_html and b"data:image/" in data:
            data, pictures = _take_pictures(data)
        text, doubts = decode(data, declared)
        if len(text) > MOST_LETTERS:
            text = text[:MOST_LETTERS]
            doubts = (*doubts, Doubt(code="too-large", about="body"))
        files: list[tuple[str, bytes]] = []
        if not is_html and "\nbegin" in f"\n{text[:MOST_LETTERS]}":
            text, files = take_uuencoded(text)
        attached = [
            Attachment(name=nfc(safe_name(name)) or f"file {at}.bin", media_type="application/octet-stream", data=data_)
            for at, (name, data_) in enumerate(files, 1)
        ]
        flowed = not is_html and kind.parameters.get("format", "").lower() == "flowed"
        body = BodyText(
            text=text, is_html=is_html, flowed=flowed, delete_space=kind.parameters.get("delsp", "").lower() == "yes"
        )
        return Contents(bodies=[body], attachments=[*attached, *pictures], doubts=list(doubts))

    def _attachment(
        self,
        part: Part,
        kind: Parameters,
        disposition: Parameters,
        name: str,
        data: bytes,
        *,
        truncated: bool,
        within: str,
    ) -> Contents:
        if _is_tnef(kind.value, name, data):
            package = read_tnef(data)
            if package is not None:
                bodies = [BodyText(text=package.html or package.text, is_html=bool(package.html))]
                found = Contents(attachments=list(package.attachments), doubts=list(package.doubts))
                found.letters += package.letters
                found.spare = bodies
                return found
        if (kind.value.startswith("message/") or name.lower().endswith(".eml")) and _FIELD.match(data):
            return Contents(letters=[data])
        outlook = name.lower().endswith(".msg") or kind.value == "application/vnd.ms-outlook"
        if outlook and (message := read_outlook(data)):
            return Contents(letters=[message])
        doubts: list[Doubt] = []
        if truncated:
            doubts.append(Doubt(code="truncated", about=name))
        if kind.value in _OPAQUE:
            doubts.append(Doubt(code="encrypted" if is_enveloped(data) else "unreadable", about=name))
        if within == "multipart/encrypted":
            doubts.append(Doubt(code="encrypted", about=name))
        inline = kind.value.startswith("image/") and (
            disposition.value == "inline"
            or (disposition.value != "attachment" and bool(first(part.fields, "content-id")))
        )
        made = name or f"part {self.seen}.{_EXTENSIONS.get(kind.value, 'bin')}"
        attachment = Attachment(name=made, media_type=kind.value, data=data, inline=inline, doubts=tuple(doubts))
        return Contents(attachments=[attachment])


MOST_LETTERS = 1_000_000
"""Characters of one text part that are read."""

_REPORT_TYPES = frozenset(
    {
        "message/delivery-status",
        "message/global-delivery-status",
        "message/disposition-notification",
        "message/global-disposition-notification",
        "message/feedback-report",
        "text/rfc822-headers",
        "message/global-headers",
        "text/x-rfc822-headers",
        "text/rfc822-header",
    }
)


def _inner_letter(part: Part, inner: Sequence[Part]) -> bytes | Part:
    """Give the message in a message/rfc822; RFC 2046 §5.2.1 forbids base64 there, and some clients write it."""
    letter = inner[0]
    if part.encoding in {"base64", "quoted-printable"} and not letter.fields:
        return decode_transfer(letter.content(), part.encoding).data
    return letter


def _alternative(choices: list[Contents]) -> Contents:
    """Choose a body among renderings of the same: the last HTML with words, else the first text with words.

    HTML tells quotations and tables by its markup and isn't wrapped; a plain part is often blank or a stub beside it. Files are
    kept from every choice.
    """
    found = Contents()
    chosen: Contents | None = None
    for choice in choices:
        found.add_rest(choice)
    for choice in reversed(choices):
        if any(body.is_html and body.has_words() for body in choice.bodies):
            chosen = choice
            break
    if chosen is None:
        chosen = next(
            (choice for choice in choices if any(body.text.strip() for body in choice.bodies if not body.is_html)), None
        )
    found.bodies = chosen.bodies if chosen else []
    found.beside += "\n".join(
        body.text for choice in choices if choice is not chosen for body in choice.bodies if not body.is_html
    )
    others = [body for choice in choices for body in (*choice.bodies, *choice.renderings) if body not in found.bodies]
    if found.bodies and any(differ(body, found.bodies) for body in others):
        found.doubts.append(Doubt(code="alternatives-differ", about="body"))
    return found


def differ(other: BodyText, chosen: list[BodyText]) -> bool:
    """Tell whether two renderings do not say the same: each holds a figure that the other lacks, or they say a sentence with and without one.

    One side alone having more is usual: programs shorten the plain part, or write link targets and picture names into it.
    """
    ours = [line for body in chosen for line in _lines(body)]
    theirs = list(_lines(other))
    if " ".join(ours).split() == " ".join(theirs).split():
        return False
    # Counted, since "tuần 42: 42 máy" and "tuần 42: 24 máy" hold the same numbers but for how often.
    figures, others = _figures(" ".join(ours)), _figures(" ".join(theirs))
    if figures - others and others - figures:
        return True
    return _says_without(theirs, ours, figures - others) or _says_without(ours, theirs, others - figures)


def _lines(body: BodyText) -> Iterator[str]:
    return _shown(body.page()) if body.is_html else iter(body.text.splitlines())


def _says_without(lines: Sequence[str], others: Sequence[str], figures: Counter[str]) -> bool:
    """Whether a sentence that holds figures in the other text is there without them: in words, say, or with another number."""
    if not figures:
        return False
    told = set(_WORD.findall(fold(" ".join(lines))))
    for line in others:
        words = _WORD.findall(fold(line)) if not figures.keys().isdisjoint(_figures(line)) else []
        if len(words) >= _SENTENCE and sum(word in told for word in words) >= _MOST * len(words):
            return True
    return False


_WORD = re.compile(r"[a-z]{2,}")
_SENTENCE, _MOST = 4, 0.7
"""Words that make a sentence, and the share of them that makes it the same."""


def _shown(page: Page) -> Iterator[str]:
    for line in page.lines:
        yield line.text
        if line.table is not None:
            yield from (str(cell) for row in line.table.rows for cell in row if cell is not None)


def _figures(words: str) -> Counter[str]:
    lowered = words.lower()
    if any(sign in lowered for sign in _SIGNS_OF_NO_WORDS):
        words = _NO_WORDS.sub(" ", words)
    # The pattern tries every letter of a text; what it finds stands within digits, dots and commas, which are found quickly.
    return Counter(
        figure.replace(".", "").replace(",", "")
        for digits in _DIGITS.finditer(words)
        for figure in _FIGURE.findall(words, digits.start(), digits.end() + 1)
    )


def _name(disposition: Parameters, kind: Parameters) -> str:
    return safe_name(disposition.parameters.get("filename") or kind.parameters.get("name") or "")


def safe_name(name: str) -> str:
    """Give a file's name without folders, control characters and marks that turn the direction of writing."""
    bare = _UNSAFE.sub("", nfc(name)).replace("\\", "/").rstrip("/ ").rpartition("/")[2].strip(" .\"'")
    if len(bare) <= 200:
        return bare
    stem, _, extension = bare.rpartition(".")
    return f"{stem[:180]}.{extension[:19]}"


def _is_body(media_type: str, disposition: str, name: str, within: str, part: Part) -> bool:
    if media_type not in {"text/plain", "text/html", "text/enriched", "text/richtext"} or disposition == "attachment":
        return False
    if within == "multipart/related" and first(part.fields, "content-id") and name:
        return False
    return not name


_PICTURE = re.compile(rb"data:(image/[\w.+-]{1,30});base64,([A-Za-z0-9+/=\s%]+)")
_MOST_PICTURES = 20


def _take_pictures(html: bytes) -> tuple[bytes, list[Attachment]]:
    """Take pasted pictures out of HTML that holds them as `data:` addresses; some are bigger than any text."""
    pictures: list[Attachment] = []

    def take(match: re.Match[bytes]) -> bytes:
        if len(pictures) < _MOST_PICTURES:
            media_type = match[1].decode("ascii").lower()
            name = f"picture {len(pictures) + 1}.{_EXTENSIONS.get(media_type, 'bin')}"
            data = loose_base64(match[2])
            pictures.append(Attachment(name=name, media_type=media_type, data=data, inline=True))
        return b""

    return _PICTURE.sub(take, html), pictures


_FOLD = re.compile(r"\r?\n[ \t]")
_SAID_OF_EVENT = re.compile(
    r"^(?:SUMMARY|DESCRIPTION|LOCATION|COMMENT)\b[^:\r\n]*:([^\r\n]*)", re.MULTILINE | re.IGNORECASE
)


def _words_of_event(calendar: str) -> str:
    """Give what an invitation (RFC 5545) says in words: some programs show it in place of the body."""
    lines = _SAID_OF_EVENT.findall(_FOLD.sub("", calendar))
    return "\n".join(line.replace("\\n", "\n").replace("\\", "") for line in lines)


def _declared_in_html(data: bytes) -> str:
    match = re.search(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{2,40})", data[:4096], re.IGNORECASE)
    return match[1].decode("ascii", "ignore") if match else ""


def _is_tnef(media_type: str, name: str, data: bytes) -> bool:
    return data.startswith(b"\x78\x9f\x3e\x22") and (media_type in _TNEF_TYPES or name.lower() == "winmail.dat")


_TNEF_TYPES = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})


def _stops_short(part: Part) -> bool:
    """Whether a part in base64 ends in a full line without padding, as one does that was cut off between two lines."""
    if part.encoding != "base64":
        return False
    rows = part.content().split()[-2:]
    return len(rows) == 2 and len(rows[0]) == len(rows[1]) >= _FULL_LINE and not rows[1].endswith(b"=")


_FULL_LINE = 60
