"""The files that units attach: workbooks and official letters, the same bytes each time they are made."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_WRITTEN = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_WRITTEN_AT = b"2020-08-27T00:00:00Z"
_ZIPPED_AT = (2020, 8, 27, 0, 0, 0)

Row = tuple[str | int | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Workbook:
    """A sheet of a report: a title over several lines, a head, rows, and a total as its last row."""

    name: str
    title: tuple[str, ...]
    head: Row
    rows: tuple[Row, ...]
    total: Row = ()
    media_type: str = XLSX

    def content(self) -> bytes:
        """Make the .xlsx."""
        from openpyxl import Workbook as Book
        from openpyxl.styles import Alignment, Border, Font, Side

        book = Book()
        sheet = book.active
        assert sheet is not None
        sheet.title = "Báo cáo"
        for words in self.title:
            sheet.append((words,))
            sheet.merge_cells(start_row=sheet.max_row, end_row=sheet.max_row, start_column=1, end_column=len(self.head))
            sheet.cell(sheet.max_row, 1).font = Font(bold=True)
            sheet.cell(sheet.max_row, 1).alignment = Alignment(horizontal="center", wrap_text=True)
        sheet.append(())
        first = len(self.title) + 2
        line = Side(style="thin")
        table = (self.head, *self.rows, self.total)
        for number, row in enumerate(table, start=first):
            for column, value in enumerate(row, start=1):
                cell = sheet.cell(number, column, value)
                cell.border = Border(left=line, right=line, top=line, bottom=line)
                cell.font = Font(bold=row is self.head or row is self.total)
        for column, width in enumerate((6, 44, 18, 18, 22)[: len(self.head)]):
            sheet.column_dimensions["ABCDE"[column]].width = width
        buffer = io.BytesIO()
        book.save(buffer)
        return _without_dates(buffer.getvalue())


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialLetter:
    """A report on paper, as .docx: heads, paragraphs, perhaps a table, and who signed."""

    name: str
    body: str
    """Who writes, to whom and what, in the lines that stand there; paragraphs are parted by empty lines."""
    table: tuple[Row, ...] = ()
    signed: str = ""
    media_type: str = DOCX

    def content(self) -> bytes:
        """Make the .docx."""
        from docx import Document
        from docx.enum.text import WD_ALIGN_PARAGRAPH

        paper = Document()
        for paragraph in self.body.strip().split("\n\n"):
            paper.add_paragraph(paragraph.replace("\n", " "))
        if self.table:
            table = paper.add_table(rows=0, cols=len(self.table[0]))
            table.style = "Table Grid"
            for row in self.table:
                for cell, value in zip(table.add_row().cells, row, strict=True):
                    cell.text = "" if value is None else str(value)
        for line in self.signed.splitlines():
            paper.add_paragraph(line).alignment = WD_ALIGN_PARAGRAPH.RIGHT
        buffer = io.BytesIO()
        paper.save(buffer)
        return _without_dates(buffer.getvalue())


File = Workbook | OfficialLetter


def simple_report(name: str, unit: str, rows: Sequence[tuple[str, int]], *, week: str) -> Workbook:
    """Give the sheet that most wards copy from one another: villages, their figures, and the total."""
    return Workbook(
        name=name,
        title=(unit.upper(), "BÁO CÁO KẾT QUẢ HỖ TRỢ CÀI ĐẶT ỨNG DỤNG BLUEZONE", f"({week})"),
        head=("STT", "Nội dung", "Số máy cài đặt trong tuần"),
        rows=tuple((number, what, count) for number, (what, count) in enumerate(rows, start=1)),
        total=(None, "Tổng cộng", sum(count for _, count in rows)),
    )


def _without_dates(packed: bytes) -> bytes:
    """Pack again with one fixed time everywhere, so that a mail is the same in each run of the demo."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = (
                _WRITTEN.sub(rb"\g<1>" + _WRITTEN_AT, old.read(name))
                if name.startswith("docProps/")
                else old.read(name)
            )
            new.writestr(zipfile.ZipInfo(name, _ZIPPED_AT), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
