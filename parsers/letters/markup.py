"""HTML to lines and tables: what a reader of the mail sees, with the quoting that the markup tells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

from parsers.colours import WHITE, Colour, alike
from parsers.letters.charsets import by_font
from parsers.letters.lines import Box, Boxes, Hint, Line, Nesting, marked_quotes
from parsers.letters.looks import PLAIN, Sheet, colour, legible, looks, sheet
from parsers.values import CellValue, Doubt, Table

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_UNSEEN = frozenset({"head", "style", "script", "title", "template", "map", "datalist"})
_UNREAD = frozenset(
    [
        "object",
        "embed",
        "iframe",
        "audio",
        "video",
        "svg",
        "math",
        "canvas",
        "meter",
        "progress",
        "select",
        "textarea",
        "button",
        "input",
    ]
)
"""What some programs show, in one way or another, and what is not read."""
_FOLDED = frozenset({"details", "dialog", "noscript", "noframes", "noembed", "bdo", "rp"})
"""Tags that some programs show what they hold of, or in another order, and some do not."""
_SAYING = frozenset({"blockquote", "pre", "sup", "sub", "rt", "s", "strike", "del", "mark"}) | _FOLDED
"""Tags that change something by themselves; all others do so by their attributes."""
_AT_RULE = re.compile(r"@[^{};]{0,500}(?:;|\{(?:[^{}]{0,20000}\{[^{}]{0,20000}\})*[^{}]{0,20000}\})")
_NAME = re.compile(r"\s*\w{0,20}[.#]([\w-]{1,60})\s*")
_QUOTE_BORDER = re.compile(r"border-left(?:-style|-width)?\s*:\s*[^;]*(?:solid|[1-9]\d*\s*px)", re.IGNORECASE)
_OUTLOOK_RULE = re.compile(r"border:\s*none;\s*border-top:\s*solid\s+#(?:E1E1E1|B5C4DF)", re.IGNORECASE)
_LEGACY = re.compile(r"\s*[\"']?\s*(\.Vn\w+|VNI[- ]\w[\w -]*)", re.IGNORECASE)
_STYLE_FONT = re.compile(r"font-family\s*:\s*([^;}]+)", re.IGNORECASE)
_CLASS = re.compile(r"\.([\w-]{1,60})\s*(?:,|$)")
# What is more than one blank, or another one: a single blank stays as it is, which is quicker than to put one in its place.
_SPACES = re.compile(r"[\t\r\n\f\v][ \t\r\n\f\v]*+| [ \t\r\n\f\v]++")
_TYPED_TAB = re.compile(r"(?<=[^\s:]) *(?:\t[ \t]*| {3,})(?=[^\s])")
_INVISIBLE = re.compile("[\u200b\u2060\ufeff\u00ad\0]")
_SHIFTED = {
    1: str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"),
    -1: str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉"),
}
_TAGS_SHIFT = {"sup": 1, "sub": -1, "rt": 1}
_CONDITIONAL = re.compile(r"<!--\[if [^\]]{0,100}\]>(.{0,5000}?)<!\[endif\]-->", re.DOTALL)
_NO_TEXT = re.compile(r"<(xml|style|script)\b.*?</\1>|<[^>]*>", re.DOTALL | re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(r"-?\d{1,15}(?:\.\d{1,10})?")
_SHEETS_NUMBER = re.compile(r'"1"\s*:\s*3\s*,\s*"3"\s*:\s*(-?\d{1,15}(?:\.\d{1,10})?)\s*[,}]')

_MOST_COLUMNS = 200
_MOST_CELLS = 100_000
_DEEPEST = 2_000

_SIGNATURES = frozenset(
    [
        "gmail_signature",
        "gmail_signature_prefix",
        "moz-signature",
        "applemailsignature",
        "signature",
        "ms-outlook-mobile-signature",
        "composer_signature",
        "yahoo-signature",
        "ydpsignature",
        "protonmail_signature_block",
    ]
)
_GROUPS = frozenset(
    [
        "gmail_quote",
        "gmail_extra",
        "yahoo_quoted",
        "protonmail_quote",
        "zmail_extra",
        "moz-forward-container",
        "forwardbody1",
    ]
)
_ATTRIBUTIONS = frozenset(["gmail_attr", "moz-cite-prefix", "reply-intro"])
_HEADERS = frozenset(["divrplyfwdmsg", "moz-email-headers-table"])
_FORWARD_WORDS = re.compile(r"^\s*[-_=]{4,}")


@dataclass(slots=True)
class Page:
    """What an HTML body holds."""

    lines: list[Line]
    rows: int = 0
    """Lines as the reader counts them: a table has one for each of its rows."""
    tables: int = 0
    serial: int = 0
    doubts: tuple[Doubt, ...] = ()

    @property
    def has_words(self) -> bool:
        """Whether a reader sees anything but pictures and blanks."""
        return any(line.table is not None or line.text.strip() for line in self.lines)


def read_page(html: str, first: int = 1, tables: int = 0, serial: int = 0) -> Page:
    """Turn HTML into lines, numbered from `first`; its tables are named, its containers numbered on from what was given."""
    from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]

    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, no_network=True)
    try:
        root = etree.fromstring(html.replace("\0", "").encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError):
        root = None
    if root is None:
        return Page(lines=[])
    sheets = [(each.text or "")[:_LONGEST_SHEET] for each in root.iter("style")] if "<style" in html.lower() else []
    rules = sheet(sheets)
    walker = _Walker(
        fonts=_class_fonts(sheets, html),
        unseen=_unseen_names(sheets),
        sheet=rules,
        first=first,
        tables=tables,
        serial=serial,
    )
    if rules.writes:
        walker.doubts.append(Doubt(code="shown-otherwise", about="style"))
    if "<!--[if " in html:
        walker.doubts += _shown_by_outlook(html)
    walker.walk(root)
    walker.flush()
    return Page(
        lines=walker.lines,
        rows=walker.row,
        tables=walker.tables,
        serial=walker.serial,
        doubts=walker.all_doubts(parser),
    )


def _shown_by_outlook(html: str) -> Iterator[Doubt]:
    """Doubt figures in comments that some programs show the words of."""
    for comment in islice(_CONDITIONAL.findall(html), _MOST_COMMENTS):
        words = _NO_TEXT.sub(" ", comment)
        if _DIGIT.search(words):
            yield Doubt(code="shown-otherwise", about=words.strip()[:80])


_MOST_COMMENTS = 200


def _rules(sheets: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Give selectors and body of each rule of style sheets."""
    for each in sheets:
        for rule in each.split("}"):
            selectors, _, body = rule[-_LONGEST_RULE:].rpartition("{")
            yield selectors, body


def _class_fonts(sheets: Sequence[str], html: str) -> dict[str, str]:
    """Find the classes that draw with a legacy font (`p.MsoNormal {font-family:".VnTime"}`)."""
    if not any(name in html for name in (".Vn", ".vn", "VNI", "vni")):
        return {}
    fonts: dict[str, str] = {}
    for selectors, body in _rules(sheets):
        font = _STYLE_FONT.search(body)
        legacy = _LEGACY.match(font[1]) if font else None
        if legacy:
            fonts.update(dict.fromkeys((name.lower() for name in _CLASS.findall(selectors)), legacy[1]))
    return fonts


def _unseen_names(sheets: Sequence[str]) -> frozenset[str]:
    """Find the classes and ids that hide what they stand on everywhere; rules for small screens and the like do not count."""
    if not any("none" in each or "hidden" in each for each in sheets):
        return frozenset()
    # What is left of a rule with an @ was not understood, and then no rule is.
    everywhere = [rest for rest in (_AT_RULE.sub("", each) for each in sheets) if "@" not in rest]
    hiding = [selectors for selectors, body in _rules(everywhere) if looks(body).hidden]
    alone = (_NAME.fullmatch(selector) for selectors in hiding for selector in selectors.split(","))
    return frozenset(name[1].lower() for name in alone if name)


_LONGEST_SHEET, _LONGEST_RULE = 200_000, 2_000


@dataclass(slots=True)
class _State:
    """What holds inside an element."""

    boxes: Boxes = ()
    pre: bool = False
    font: str = ""
    raised: int = 0
    """1: raised, -1: lowered."""
    struck: bool = False
    ink: Colour | None = None
    """None where nothing tells."""
    ground: Colour | None = WHITE
    """None for one that is not known: white may be read on it."""
    faint: bool = False
    """In the colour of its ground."""
    doubtful: bool = False
    """Perhaps not shown, or not as it is read."""
    shown: bool = True
    """Surely seen by a reader, in every program."""


@dataclass(slots=True)
class _Walker:
    """Collects lines while it goes over a tree without recursion: mails nest as deep as their writers like."""

    fonts: dict[str, str] = field(default_factory=dict)
    unseen: frozenset[str] = frozenset()
    """Classes and ids that hide what they stand on."""
    sheet: Sheet = field(default_factory=Sheet)
    first: int = 1
    tables: int = 0
    lines: list[Line] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    row: int = 0
    serial: int = 0
    words: list[str] = field(default_factory=list)
    boxes: Boxes = ()
    hint: Hint | None = None
    cells: int = 0
    spaced: bool = False
    """Whether the line so far ends in a blank that swallows the next one."""
    shown: bool = True
    """Whether all words of the line so far are surely seen."""

    def walk(self, root: Any, state: _State | None = None) -> None:
        """Go over an element, its own tag included."""
        stack: list[tuple[Any, _State, bool]] = [(root, state or _State(), False)]
        while stack:
            element, outer, leaving = stack.pop()
            if leaving:
                self._leave(element, outer)
                continue
            inner = self._enter(element, outer)
            stack.append((element, outer, True))
            if inner is not None:
                self.add_text(element.text, inner)
                stack.extend((child, inner, False) for child in reversed(element))

    def _enter(self, element: Any, state: _State) -> _State | None:
        """Open an element; None where nothing inside is to be read, or it has been read as a whole."""
        tag = element.tag
        if tag == "br":
            self.flush(blank=True, boxes=state.boxes)
            return None
        attributes = element.attrib
        if tag in _UNSEEN or (attributes and self._is_hidden(attributes)):
            return None
        if tag in _UNREAD:
            self._unread(element)
            return None
        if tag == "img" and _touches_digits(element):
            self.doubts.append(Doubt(code="shown-otherwise", about=attributes.get("alt", "img")[:80]))
        if attributes and "mso-tab-count" in attributes.get("style", ""):
            # Word writes a tab as so many blanks.
            self._append("\t", state.boxes)
            return None
        if tag in _BLOCKS:
            self.flush()
            if tag == "table":
                rows = self._data_rows(element)
                if rows is not None and self._table(rows, state):
                    return None
        return self._inner(element, tag, attributes, state)

    def _inner(self, element: Any, tag: str, attributes: Any, state: _State) -> _State:
        if not attributes and tag not in _SAYING and not self.sheet.odd:
            return state
        state = self._looked(element, tag, attributes, state)
        boxes = state.boxes
        if tag == "blockquote":
            boxes = (*boxes, self._nesting(_quote_kind(attributes)))
        elif attributes and tag not in {"a", "img", "font"}:
            kind, hint = _roles(element, attributes)
            if kind is not None:
                self.flush()
                boxes = (*boxes, self._nesting(kind))
            if hint is not None:
                self.flush()
                self.hint = hint
        if boxes is state.boxes and tag != "pre":
            return state
        return replace(state, boxes=boxes, pre=state.pre or tag == "pre")

    def _looked(self, element: Any, tag: str, attributes: Any, state: _State) -> _State:
        """Give how words look inside an element."""
        told = looks(attributes["style"]) if attributes and "style" in attributes else PLAIN
        ink, ground = told.ink, None if told.covered else told.ground or state.ground
        face = attributes.get("face", "") if attributes and tag == "font" else ""
        if attributes and "color" in attributes and ink is None:
            ink = colour(attributes["color"])[0]
        if attributes and "background" in attributes:
            ground = None
        elif attributes and "bgcolor" in attributes and told.ground is None and not told.covered:
            ground = colour(attributes["bgcolor"])[0]
        if tag == "mark" and told.ground is None:
            ground = None
        ink = ink or state.ink
        return _State(
            boxes=state.boxes,
            pre=state.pre,
            font=self._font(tag, attributes, state.font),
            raised=_TAGS_SHIFT.get(tag, state.raised) if told.raised is None else told.raised,
            struck=state.struck or told.struck or tag in {"s", "strike", "del"},
            ink=ink,
            ground=ground,
            faint=ink is not None and ground is not None and alike(ink, ground),
            doubtful=state.doubtful
            or told.doubtful
            or face.lower().endswith("dings")
            or tag in {"bdo", "noscript"}
            or self.sheet.may_hide(element),
            shown=state.shown
            and tag not in _FOLDED
            and not (told.hidden or told.doubtful or told.odd)
            and legible(ink, ground)
            and not (attributes and attributes.get("dir", "").lower() == "rtl")
            and not self.sheet.leaves_open(element),
        )

    def _unread(self, element: Any) -> None:
        """Doubt what may be shown to a reader and is not read."""
        about = " ".join(islice(element.itertext(), 200)) if element.tag != "input" else element.get("value", "")
        if _DIGIT.search(about) and element.get("type", "").lower() != "hidden":
            self.doubts.append(Doubt(code="shown-otherwise", about=about.strip()[:80]))

    def _is_hidden(self, attributes: Any) -> bool:
        if "hidden" in attributes or ("style" in attributes and looks(attributes["style"]).hidden):
            return True
        if not self.unseen:
            return False
        names = f"{attributes.get('class', '')} {attributes.get('id', '')}".lower().split()
        return not self.unseen.isdisjoint(names)

    def _nesting(self, kind: Box) -> Nesting:
        self.serial += 1
        return Nesting(kind, self.serial)

    def _font(self, tag: str, attributes: Any, inherited: str) -> str:
        if not attributes:
            return inherited
        given = attributes.get("face") if tag == "font" else None
        if given is None and "style" in attributes:
            found = _STYLE_FONT.search(attributes["style"])
            given = found[1] if found else None
        if given is None and self.fonts:
            for name in attributes.get("class", "").lower().split():
                if name in self.fonts:
                    return self.fonts[name]
        if given is None:
            return inherited
        legacy = _LEGACY.match(given)
        return legacy[1].strip() if legacy else ""

    def _leave(self, element: Any, outer: _State) -> None:
        tag = element.tag
        if tag in _BLOCKS and tag not in {"td", "th"}:
            self.flush()
        elif tag in {"td", "th"}:
            # In a table for layout, cells beside each other are one line for the eye.
            self.words.append("\t") if self.words else None
        elif self.words and self.boxes != outer.boxes:
            self.flush()
        self.add_text(element.tail, outer)

    def add_text(self, text: str | None, state: _State) -> None:
        """Take in the text inside or behind an element."""
        if not text:
            return
        if state.faint or state.doubtful:
            # White on white is hidden on purpose, mostly for a preview of the mail, and left out; all else may be seen.
            sure = state.faint and state.ink == WHITE == state.ground and not self.sheet.grounds
            if not sure and _DIGIT.search(text):
                self.doubts.append(Doubt(code="shown-otherwise", about=text.strip()[:80]))
            if sure:
                return
        if not state.pre:
            if "\t" in text or "   " in text:
                # Between words of one source line it was typed, to part columns; a browser shows a blank.
                text = _TYPED_TAB.sub("\x1f", text)
            text = _SPACES.sub(" ", text).replace("\x1f", "\t")
            # Blanks collapse across elements; no-break ones are kept, for they part columns.
            if text[0] == " " and (self.spaced or not self.words):
                text = text[1:]
            if not text:
                return
        spaced = text[-1] == " "
        if not text.isascii():
            if state.font:
                text = by_font(text, state.font)  # before soft hyphens go: in .VnTime they are the letter ư
            text = _INVISIBLE.sub("", text).replace("\u00a0", " ")
        if state.struck and text.strip():
            # Crossed out: nobody claims it any more. That a figure was crossed out is for a human to see.
            if _DIGIT.search(text):
                self.doubts.append(Doubt(code="struck-out", about=text.strip()[:80]))
            return
        self.spaced = spaced
        self.shown = self.shown and (state.shown or not text.strip())
        if state.raised:
            # A footnote mark must not become the last digit of the number before it.
            text = text.translate(_SHIFTED[state.raised])
        if state.pre and "\n" in text:
            first, *rest = text.split("\n")
            self._append(first, state.boxes)
            for line in rest:
                self.flush(blank=True, boxes=state.boxes)
                self._append(line, state.boxes)
            return
        self._append(text, state.boxes)

    def _append(self, text: str, boxes: Boxes) -> None:
        if self.words and self.boxes != boxes and any(word.strip() for word in self.words):
            self.flush()
        self.boxes = boxes
        self.words.append(text)

    def flush(self, *, blank: bool = False, boxes: Boxes = ()) -> None:
        """End the line; `blank` keeps an empty one, which `<br>` shows."""
        text = "".join(self.words).strip(" \t\r\n") if self.words else ""
        if text or blank:
            self._add(Line(text=text, number=0, boxes=self.boxes if self.words else boxes, shown=self.shown))
        self.words.clear()
        self.shown = True
        self.spaced = False

    def _add(self, line: Line, rows: int = 1) -> None:
        line.number = self.first + self.row
        self.row += rows
        if line.text or line.table is not None:
            line.hint, self.hint = self._settled_hint(line), None
        self.lines.append(marked_quotes(line))

    def _settled_hint(self, line: Line) -> Hint | None:
        # Gmail marks attribution and forward line alike; the dashes of the forward line tell them apart.
        if self.hint is Hint.ATTRIBUTION and _FORWARD_WORDS.match(line.text):
            return Hint.FORWARD
        return self.hint

    def _data_rows(self, table: Any) -> list[list[Any]] | None:
        """Give the visible rows of cells of a table with data; None for one that only lays out."""
        rows: list[list[Any]] = []
        widest = 0
        names = f"{table.get('class', '')} {table.get('id', '')}".lower()
        if "moz-email-headers-table" in names:
            return None
        for element in table.iterdescendants("table", "tr", "blockquote", "hr"):
            if element.tag != "tr":
                return None
            if self._is_hidden(element.attrib):
                continue
            cells = [cell for cell in element if cell.tag in {"td", "th"} and not self._is_hidden(cell.attrib)]
            rows.append(cells)
            widest = max(widest, len(cells))
        return rows if widest >= 2 else None

    def _table(self, rows: list[list[Any]], state: _State) -> bool:
        """Add a table; False where a cell holds so much prose that the table only lays out the mail."""
        around = rows[0][0].iterancestors("table") if rows and rows[0] else ()
        state = next((self._looked(each, "table", each.attrib, state) for each in around), state)
        table = self._grid(rows, state, f"table {self.tables + 1}")
        cells = [cell for row in table.rows for cell in row if cell not in {None, ""}]
        if any(isinstance(cell, str) and len(cell) > 200 and cell.count("\n") >= 4 for cell in cells):
            return False
        if cells:
            self.tables += 1
            self._add(Line(text="", number=0, boxes=state.boxes, table=table), rows=len(table.rows))
        return True

    def _grid(self, rows: list[list[Any]], state: _State, name: str) -> Table:
        """Lay cells out as a grid: a span's value stands in its first cell, and its range is noted."""
        taken: dict[tuple[int, int], CellValue] = {}
        merged: list[tuple[int, int, int, int]] = []
        doubts: tuple[Doubt, ...] = ()
        width = 0
        for at, cells in enumerate(rows):
            column = 0
            row = cells[0].getparent() if cells else None
            inner = state
            if row is not None and (row.attrib or self.sheet.suspects):
                inner = self._looked(row, "tr", row.attrib, state)
            for cell in cells:
                while (at, column) in taken:
                    column += 1
                down = min(_span(cell, "rowspan"), len(rows) - at)
                across = min(_span(cell, "colspan"), _MOST_COLUMNS)
                if column + across > _MOST_COLUMNS or self.cells + down * across > _MOST_CELLS:
                    doubts = (Doubt(code="too-large", about=name),)
                    break
                self.cells += down * across
                if down > 1 or across > 1:
                    taken.update({(at + i, column + j): None for i in range(down) for j in range(across)})
                    merged.append((at, column, at + down - 1, column + across - 1))
                taken[at, column] = self._cell(cell, inner)
                column += across
                width = max(width, column)
        values = tuple(tuple(taken.get((at, column)) for column in range(width)) for at in range(len(rows)))
        return Table(name=name, rows=values, merged=tuple(merged), doubts=doubts)

    def _cell(self, cell: Any, state: _State) -> CellValue:
        plain = not (state.pre or state.font or state.faint or state.doubtful or self.sheet.suspects)
        if plain and not (len(cell) or cell.attrib.get("style")):
            # Most cells hold bare text.
            text = _INVISIBLE.sub("", _SPACES.sub(" ", cell.text or "")).replace("\u00a0", " ").strip()
            number = _stored_number(cell, text) if cell.attrib else None
            return text if number is None else number
        walker = _Walker(fonts=self.fonts, unseen=self.unseen, sheet=self.sheet)
        inner = replace(self._looked(cell, cell.tag, cell.attrib, state), boxes=())
        walker.add_text(cell.text, inner)
        for child in cell:
            walker.walk(child, inner)
        walker.flush()
        self.doubts.extend(walker.doubts)
        text = "\n".join(line.text for line in walker.lines if line.text)
        number = _stored_number(cell, text)
        return text if number is None else number

    def all_doubts(self, parser: Any) -> tuple[Doubt, ...]:
        """Give the doubts met on the way, and one where the parser gave up on depth."""
        deep = (
            [Doubt(code="nested-too-deep", about="html")] if "depth" in str(parser.error_log)[:20_000].lower() else []
        )
        return tuple(dict.fromkeys([*self.doubts, *deep]))


def _touches_digits(picture: Any) -> bool:
    """Whether a picture stands right beside a digit: it may show another one."""
    before = picture.getprevious()
    text = before.tail if before is not None else picture.getparent().text if picture.getparent() is not None else ""
    return (picture.tail or "")[:1].isdecimal() or (text or "")[-1:].isdecimal()


def _quote_kind(attributes: Any) -> Box:
    """Tell a quotation, which says so, from an indentation: Gmail, for one, writes plain blockquotes to indent."""
    if (
        attributes.get("type", "").lower() == "cite"
        or "cite" in attributes
        or "quote" in attributes.get("class", "").lower()
    ):
        return Box.CITE
    return Box.CITE if _QUOTE_BORDER.search(attributes.get("style", "")) else Box.INDENT


def _roles(element: Any, attributes: Any) -> tuple[Box | None, Hint | None]:
    """Read the names that mail clients give their elements."""
    names = set(f"{attributes.get('class', '')} {attributes.get('id', '')}".lower().split())
    marker = attributes.get("data-marker", "")
    if names:
        # Outlook and others put prefixes before names that they take over from a quoted mail (`x_divRplyFwdMsg`).
        names |= {name[2:] for name in names if name.startswith("x_")}
        if names & _SIGNATURES or any(name.startswith("applemailsignature") for name in names):
            return Box.SIGNATURE, None
        if names & _HEADERS:
            return None, Hint.HEADERS
        if names & _ATTRIBUTIONS:
            return None, Hint.ATTRIBUTION
        if names & _GROUPS or any(name.startswith(("gmail_quote", "yahoo_quoted")) for name in names):
            return Box.GROUP, None
    if marker == "__HEADERS__":
        return None, Hint.HEADERS
    if marker.startswith("__SIG_"):
        return Box.SIGNATURE, None
    if element.tag == "div" and "style" in attributes and _OUTLOOK_RULE.match(attributes["style"]):
        return None, Hint.HEADERS
    return None, None


def _span(cell: Any, name: str) -> int:
    given = cell.get(name)
    if given is None:
        return 1
    given = given.strip()
    return max(1, int(given)) if given.isascii() and given.isdigit() and len(given) < 6 else 1


def _stored_number(cell: Any, text: str) -> CellValue:
    """Give the number that a spreadsheet stored with a pasted cell, free of the viewer's way to write it; None for other cells."""
    stored, sheets = cell.get("x:num"), cell.get("data-sheets-value")
    if not (stored or sheets) or not _DIGIT.search(text):
        return None
    match = _NUMBER.fullmatch((stored or "").strip()) or _SHEETS_NUMBER.search(sheets or "")
    if not match:
        return None
    number = float(match[match.lastindex or 0])
    return int(number) if number.is_integer() else number
