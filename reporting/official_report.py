"""The official report to the body above as .docx, laid out by Decree 30/2020/NĐ-CP (annex I, model 1.4), ready to be numbered and signed.

The wording comes from `templates/LANGUAGE/official_report.txt`: its first line is what the report is about, each further line a
paragraph; lines such as `1. Kết quả chung` are headings. Number and signature are left blank: they are given by registry and signer.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reporting.formats import Formats, one_line
from reporting.letters_out.rendering import environment, words_of
from reporting.standing import Standing, UnitStanding
from reporting.summary import digest, slug
from reporting.views import File, Language, OfficialHead, OfficialReportView, SummaryView
from reporting.workbook import settled

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_FONT = "Times New Roman"
# Margins within the decree's 20-25, 30-35, 15-20 mm; head cells as wide as the country needs it on the right, the rest for the body's name.
_TOP, _BOTTOM, _LEFT, _RIGHT = 20, 20, 30, 20
_HEAD_WIDTHS = (73, 93)
_BODY_SIZE = 14
_HEADING = re.compile(r"\d+\. .*[^.;:,]")
_ANNEX_WIDTHS = (12, 70, 22, 22, 34)
_BLANK = "\N{NO-BREAK SPACE}" * 8
"""Room for a number that the registry gives."""

_WORDS: dict[Language, dict[str, str]] = {
    Language.VI: {
        "country": "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "motto": "Độc lập - Tự do - Hạnh phúc",
        "number": f"Số:{_BLANK}/",
        "type": "BÁO CÁO",
        "to": "Kính gửi:",
        "copies": "Nơi nhận:",
        "annex": "Phụ lục",
        "annex_of": f"(Kèm theo Báo cáo số:{_BLANK}/{{symbol}} {{date}} của {{body}})",
        "no": "STT",
        "unit": "Đơn vị",
        "count": "Kết quả trong tuần",
        "running": "Lũy kế",
        "note": "Ghi chú",
        "all": "Tổng cộng",
        "file": "bao-cao",
    },
    Language.EN: {
        "country": "",
        "motto": "",
        "number": f"No.{_BLANK}/",
        "type": "REPORT",
        "to": "To:",
        "copies": "Copies to:",
        "annex": "Annex",
        "annex_of": f"(to the report of {{body}}, no.{_BLANK}/{{symbol}}, {{date}})",
        "no": "No.",
        "unit": "Unit",
        "count": "Result of the week",
        "running": "Running total",
        "note": "Note",
        "all": "Total",
        "file": "report",
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The report's words as the template gives them."""

    abstract: str
    paragraphs: tuple[str, ...]


def wording(view: OfficialReportView, templates: Path | None = None) -> Wording:
    """Put the report into words, without its layout. Raises jinja2.TemplateError for a mistake in an own template."""
    summary = view.summary
    words = {**words_of(Formats(summary.campaign)), "view": summary, "digest": digest(summary), "head": view.head}
    template = environment("text", templates).get_template(f"{summary.campaign.language}/official_report.txt")
    abstract, *paragraphs = filter(None, map(one_line, template.render(words).split("\n")))
    return Wording(abstract=abstract, paragraphs=tuple(paragraphs))


def official_report(view: OfficialReportView, templates: Path | None = None) -> bytes:
    """Give the .docx. The same view gives the same bytes."""
    from docx import Document

    document = Document()
    page = _Page(document, view)
    page.set_up()
    page.head()
    page.title(text := wording(view, templates))
    page.body(text)
    page.signature()
    page.annex()
    data = io.BytesIO()
    document.save(data)
    return settled(data.getvalue(), view.summary.made_at)


def official_file(view: OfficialReportView, templates: Path | None = None) -> File:
    """Give the report under the name that it is kept with."""
    campaign = view.summary.campaign
    name = f"{slug(campaign)}-{_WORDS[campaign.language]['file']}-{view.summary.standing.period.name}.docx"
    return File(name=name, media_type=_DOCX, data=official_report(view, templates))


class _Page:
    """Writes one report, block by block from the top."""

    def __init__(self, document: Document, view: OfficialReportView) -> None:
        self.document = document
        self.summary: SummaryView = view.summary
        self.head_of: OfficialHead = view.head
        self.formats = Formats(view.summary.campaign)
        self.words = _WORDS[view.summary.campaign.language]

    def set_up(self) -> None:
        """Set paper, margins, font and page numbers: centred in the top margin, none on the first page."""
        from docx.shared import Pt

        style: Any = self.document.styles["Normal"]
        style.font.name = _FONT
        style.font.size = Pt(_BODY_SIZE)
        fonts = style.element.rPr.rFonts
        for kind in ("ascii", "hAnsi", "eastAsia", "cs"):
            fonts.set(_name(f"w:{kind}"), _FONT)
        style.paragraph_format.space_after = Pt(0)
        _lay_out(self.document.sections[0])
        properties = self.document.core_properties
        properties.author = properties.last_modified_by = one_line(self.summary.campaign.office)
        properties.title = one_line(self.summary.campaign.name)
        properties.comments = ""
        properties.created = self.summary.made_at

    def head(self) -> None:
        """Write country and motto, the two bodies, the number left blank, place and date."""
        head, words = self.head_of, self.words
        left, right = self._two_columns(2)
        if head.parent:
            self._line(left[0], head.parent.upper(), size=12)
        self._line(left[0], head.body.upper(), size=12, bold=True)
        self._rule(left[0], inset=20)
        if words["country"]:
            self._line(right[0], words["country"], size=12, bold=True)
            self._line(right[0], words["motto"], size=13, bold=True)
            self._rule(right[0], inset=17.5)
        self._line(left[1], f"{words['number']}{head.symbol}", size=13, before=6)
        place = f"{head.place}, " if head.place else ""
        self._line(right[1], place + self._date(), size=13, italic=True, before=6)

    def title(self, text: Wording) -> None:
        """Write the type of document, what it is about and whom it is for."""
        self._line(self.document, self.words["type"], size=14, bold=True, before=18)
        self._line(self.document, text.abstract, size=14, bold=True)
        self._rule(self.document, inset=56)
        addressees = [one_line(addressee) for addressee in self.head_of.addressees]
        if len(addressees) == 1:
            self._line(self.document, f"{self.words['to']} {addressees[0]}.", size=14, before=12, after=6)
        elif addressees:
            self._line(self.document, self.words["to"], size=14, align="left", indent=35, before=12)
            for place, addressee in enumerate(addressees, start=1):
                end = "." if place == len(addressees) else ";"
                self._line(self.document, f"- {addressee}{end}", size=14, align="left", indent=52)

    def body(self, text: Wording) -> None:
        """Write the paragraphs: justified, the first line set in, 6 pt between them."""
        for paragraph in text.paragraphs:
            heading = bool(_HEADING.fullmatch(paragraph))
            written = self._line(self.document, paragraph, size=14, align="justify", bold=heading, before=6)
            written.paragraph_format.first_line_indent = _mm(12.7)
            # The last paragraph stays with the signature: a page with a signature alone could be put under anything.
            written.paragraph_format.keep_with_next = heading or paragraph is text.paragraphs[-1]

    def signature(self) -> None:
        """Write the copies on the left and the signer on the right, with room for signature and seal."""
        head = self.head_of
        self._gap(6).keep_with_next = True
        left, right = self._two_columns(1)
        if head.copies:
            self._line(left[0], self.words["copies"], size=12, bold=True, italic=True, align="left")
            for place, copy in enumerate(head.copies, start=1):
                end = "." if place == len(head.copies) else ";"
                self._line(left[0], f"- {one_line(copy)}{end}", size=11, align="left")
        for line in head.signer:
            self._line(right[0], line.upper(), size=14, bold=True)
        if head.signer or head.name:
            self._line(right[0], head.name, size=14, bold=True, before=72)

    def annex(self) -> None:
        """Write the table of units on pages of their own, numbered apart."""
        from docx.enum.section import WD_SECTION

        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        # The break stands in a line of its own, which must not need a page of its own below a full one.
        _flatten(self.document.paragraphs[-1], 1)
        _lay_out(section)
        _count_from_one(section)
        head, words = self.head_of, self.words
        week = self.formats.week(self.summary.standing.period)
        year = self.summary.standing.period.key.year
        self._line(self.document, words["annex"], size=14, bold=True)
        title = f"{self.summary.campaign.indicator_name}, {week}{'/' if self.formats.vi else ' '}{year}"
        self._line(self.document, title.upper(), size=13, bold=True)
        of = words["annex_of"].format(symbol=head.symbol, date=self._date(), body=self.summary.campaign.office)
        self._line(self.document, of, size=13, italic=True, after=6)
        self._units_table()

    def _date(self) -> str:
        return self.formats.dateline(self.formats.local(self.summary.made_at).date())

    def _units_table(self) -> None:
        words = self.words
        units = self.summary.standing.units
        table = self._table(len(units) + 2, _ANNEX_WIDTHS)
        self._row(
            table,
            0,
            (words["no"], words["unit"], words["count"], words["running"], words["note"]),
            bold=True,
            head=True,
        )
        for number, unit in enumerate(units, start=1):
            running = self._running(unit)
            count = self.formats.number(unit.figure.count) if unit.figure else ""
            note = "" if unit.standing is Standing.REPORTED else self.formats.standing(unit.standing)
            self._row(table, number, (str(number), unit.unit.name, count, self.formats.number(running), note))
        total = self.formats.number(self.summary.standing.total)
        running = self.formats.number(self.summary.running_total)
        self._row(table, len(units) + 1, ("", words["all"], total, running, ""), bold=True)
        _repeat_head(table)

    def _running(self, unit: UnitStanding) -> int:
        return sum(
            of_week.figure.count
            for week in self.summary.weeks
            for of_week in week.units
            if of_week.unit.id == unit.unit.id and of_week.figure
        )

    def _two_columns(self, rows: int) -> tuple[list[_Cell], list[_Cell]]:
        """Add a table without borders; gives its cells by column."""
        table = self._table(rows, _HEAD_WIDTHS, bordered=False)
        cells = [[table.cell(row, column) for row in range(rows)] for column in (0, 1)]
        return cells[0], cells[1]

    def _table(self, rows: int, widths: Sequence[int], *, bordered: bool = True) -> Table:
        from docx.enum.table import WD_TABLE_ALIGNMENT

        table = self.document.add_table(rows, len(widths))
        table.autofit = False
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        if bordered:
            table.style = "Table Grid"
        for column, width in enumerate(widths):
            table.columns[column].width = _mm(width)
        # One pass over the rows: asking the table for each cell anew takes a time that grows with the square of the units.
        for row in table.rows:
            _keep_whole(row)
            for cell, width in zip(row.cells, widths, strict=True):
                cell.width = _mm(width)
        return table

    def _row(self, table: Table, number: int, texts: Iterable[str], *, bold: bool = False, head: bool = False) -> None:
        for place, (cell, text) in enumerate(zip(table.rows[number].cells, texts, strict=True)):
            align = "center" if head or place == 0 else "right" if place in {2, 3} else "left"
            self._line(cell, text, size=12, bold=bold, align=align, before=2, after=2)

    def _line(
        self,
        into: Any,
        text: str,
        *,
        size: float,
        bold: bool = False,
        italic: bool = False,
        align: str = "center",
        indent: float = 0,
        before: float = 0,
        after: float = 0,
    ) -> Paragraph:
        """Write one paragraph into the document, or into a cell, whose empty first paragraph is used up first."""
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Pt

        empty = into is not self.document and len(into.paragraphs) == 1 and not into.paragraphs[0].runs
        paragraph: Any = into.paragraphs[0] if empty else into.add_paragraph()
        run = paragraph.add_run(one_line(text))
        run.bold, run.italic, run.font.size = bold, italic, Pt(size)
        paragraph.alignment = WD_ALIGN_PARAGRAPH[align.upper()]
        form = paragraph.paragraph_format
        form.space_before, form.space_after = Pt(before), Pt(after)
        form.left_indent = _mm(indent)
        return paragraph

    def _gap(self, points: float) -> Any:
        """Leave so much room; gives the empty paragraph's form."""
        return _flatten(self._line(self.document, "", size=points), points)

    def _rule(self, into: Any, *, inset: float) -> None:
        """Draw a solid line in the middle, so many millimetres shorter on each side than its column."""
        from docx.oxml import OxmlElement
        from docx.shared import Pt

        # Clear of the dots below ậ, ợ, ụ in the line above.
        paragraph: Any = self._line(into, "", size=2, before=3)
        form = paragraph.paragraph_format
        form.left_indent = form.right_indent = _mm(inset)
        form.line_spacing = Pt(4)
        borders, top = OxmlElement("w:pBdr"), OxmlElement("w:top")
        for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
            top.set(_name(f"w:{name}"), value)
        borders.append(top)
        properties = paragraph._p.get_or_add_pPr()
        properties.insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")


def _flatten(empty: Paragraph, points: float) -> Any:
    """Make an empty paragraph so high: by itself it is as high as its mark, which is of the body's size."""
    from docx.shared import Pt

    form: Any = empty.paragraph_format
    form.line_spacing = Pt(points)
    return form


def _lay_out(section: Any) -> None:
    """Set one section up on A4, its pages numbered on top from the second one on."""
    section.page_width, section.page_height = _mm(210), _mm(297)
    section.top_margin, section.bottom_margin = _mm(_TOP), _mm(_BOTTOM)
    section.left_margin, section.right_margin = _mm(_LEFT), _mm(_RIGHT)
    section.header_distance = _mm(10)
    section.different_first_page_header_footer = True
    section.header.is_linked_to_previous = False
    _page_number(section.header.paragraphs[0])


def _page_number(paragraph: Any) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.shared import Pt

    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run()
    run.font.size = Pt(13)
    begin, instruction, end = OxmlElement("w:fldChar"), OxmlElement("w:instrText"), OxmlElement("w:fldChar")
    begin.set(_name("w:fldCharType"), "begin")
    instruction.text = "PAGE"
    end.set(_name("w:fldCharType"), "end")
    for element in (begin, instruction, end):
        run._r.append(element)


def _count_from_one(section: Any) -> None:
    from docx.oxml import OxmlElement

    numbering = OxmlElement("w:pgNumType")
    numbering.set(_name("w:start"), "1")
    section._sectPr.insert_element_before(numbering, "w:cols", "w:titlePg", "w:docGrid")


def _keep_whole(row: Any, name: str = "w:cantSplit") -> None:
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _repeat_head(table: Table) -> None:
    """Repeat the table's head on every page."""
    _keep_whole(table.rows[0], "w:tblHeader")


def _name(name: str) -> str:
    from docx.oxml.ns import qn

    return qn(name)


def _mm(value: float) -> Any:
    from docx.shared import Mm

    return Mm(value)
