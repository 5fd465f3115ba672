"""The summary as a workbook: the week, each unit with its evidence, the season, who is missing, reconciliation, journal.

Values only, no formulas: previews on phones and other programs' readers show formulas without stored results as empty. Text that came
from a mail stays text whatever it begins with.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable, Hashable, Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reporting.formats import Formats, one_line
from reporting.standing import Standing, UnitStanding
from reporting.summary import Digest, digest
from reporting.views import Language, ReviewItem, SummaryView

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

Value = str | int | float | dt.datetime | dt.date | None

_FONT = "Arial"
_BLUE, _INK, _DIM, _RULE = "1D4F91", "1C252E", "566270", "C9D2DC"
_FILLS = {
    Standing.REPORTED: None,
    Standing.LATE: "FFF3D6",
    Standing.CHECKING: "E3ECFA",
    Standing.MISSING: "FBE0DD",
    Standing.EXEMPT: "EDEFF2",
}
_COUNT, _DAY, _INSTANT, _SHARE = "#,##0", "dd/mm/yyyy", "dd/mm/yyyy hh:mm", "[=1]0%;[=0]0%;0.0%"
"""A share has tenths unless it is all or none, as in the mail."""
_CHART_ROWS = 16
"""So many rows of usual height lie under the chart."""
_MOST_LINES = 20
"""A row is at most so high: a note with several reasons fits, and a mail of one long line does not fill the sheet."""
_LONGEST_CELL = 32_767
"""What a cell can hold at most; a longer text makes Excel call the file damaged."""
_CORE = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")

_WORDS: dict[Language, dict[str, str]] = {
    Language.VI: {
        "summary": "Tổng hợp",
        "detail": "Chi tiết",
        "weeks": "Theo tuần",
        "missing": "Chưa báo cáo",
        "officers": "Đầu mối",
        "reconciliation": "Đối soát",
        "journal": "Nhật ký",
        "as_of": "Số liệu đến",
        "deadline": "Thời hạn báo cáo",
        "total": "Kết quả trong tuần",
        "change": "So với tuần trước",
        "running": "Lũy kế từ đầu đợt",
        "expected": "Số đơn vị phải báo cáo",
        "reported": "Số đơn vị đã báo cáo",
        "on_time": "Trong đó đúng hạn",
        "late": "Báo cáo muộn",
        "checking": "Đang kiểm tra",
        "not_reported": "Chưa báo cáo",
        "rate": "Tỷ lệ báo cáo",
        "rate_on_time": "Tỷ lệ đúng hạn",
        "target": "Mục tiêu",
        "reached": "Đã đạt (kể cả số trước đợt)",
        "share": "Tỷ lệ đạt mục tiêu",
        "groups": "Theo nhóm đơn vị",
        "group": "Nhóm",
        "course": "Các tuần",
        "week": "Tuần đến",
        "units": "Số đơn vị",
        "chart": "Kết quả theo tuần",
        "no": "STT",
        "unit": "Đơn vị",
        "standing": "Tình trạng",
        "count": "Kết quả",
        "unit_total": "Lũy kế đơn vị báo",
        "our_total": "Lũy kế theo dõi",
        "received": "Nhận lần đầu",
        "corrected": "số liệu nhận lúc",
        "place": "Nơi đọc số liệu",
        "words": "Nguyên văn",
        "note": "Ghi chú",
        "sum": "Cộng",
        "all": "Tổng cộng",
        "address": "Địa chỉ thư",
        "silent": "Số tuần liên tiếp",
        "last_week": "Tuần gần nhất có số",
        "last_count": "Số tuần đó",
        "officer": "Cán bộ đầu mối",
        "position": "Chức vụ",
        "phone": "Điện thoại",
        "since": "Cập nhật ngày",
        "none_named": "chưa cử",
        "mailbox": "Hộp thư",
        "folder": "Thư mục",
        "on_server": "Trên máy chủ",
        "reports": "Báo cáo",
        "waiting": "Chờ ý kiến",
        "set_aside": "Để riêng",
        "other": "Thư khác",
        "earlier": "Trước đợt",
        "off": "Chênh lệch",
        "at": "Thời gian",
        "what": "Việc",
        "detail_of": "Nội dung",
        "nobody": "Tất cả đơn vị đã báo cáo hoặc đang được kiểm tra.",
        "legend": "Ô đỏ: chưa báo cáo. Ô vàng: báo cáo muộn. Ô xanh: đang kiểm tra. Ô xám: không phải báo cáo.",
        "waits": "chờ ý kiến",
        "page": "Trang",
        "ruled": "theo ý kiến của cán bộ",
    },
    Language.EN: {
        "summary": "Summary",
        "detail": "Details",
        "weeks": "By week",
        "missing": "Not reported",
        "officers": "Officers",
        "reconciliation": "Reconciliation",
        "journal": "Journal",
        "as_of": "As of",
        "deadline": "Deadline",
        "total": "Result of the week",
        "change": "Change on the week before",
        "running": "Running total",
        "expected": "Units expected",
        "reported": "Units reported",
        "on_time": "of these on time",
        "late": "Late",
        "checking": "Being checked",
        "not_reported": "Not reported",
        "rate": "Reporting rate",
        "rate_on_time": "Reporting rate on time",
        "target": "Target",
        "reached": "Reached (baseline included)",
        "share": "Share of the target",
        "groups": "By group",
        "group": "Group",
        "course": "Weeks",
        "week": "Week to",
        "units": "Units",
        "chart": "Results by week",
        "no": "No.",
        "unit": "Unit",
        "standing": "Standing",
        "count": "Result",
        "unit_total": "Unit's running total",
        "our_total": "Our running total",
        "received": "First received",
        "corrected": "figure received",
        "place": "Read from",
        "words": "Words",
        "note": "Note",
        "sum": "Sum",
        "all": "Total",
        "address": "Address",
        "silent": "Weeks in a row",
        "last_week": "Last week with a figure",
        "last_count": "Its figure",
        "officer": "Focal officer",
        "position": "Position",
        "phone": "Phone",
        "since": "As of",
        "none_named": "none named",
        "mailbox": "Mailbox",
        "folder": "Folder",
        "on_server": "On the server",
        "reports": "Reports",
        "waiting": "Waiting",
        "set_aside": "Set aside",
        "other": "Other",
        "earlier": "From before",
        "off": "Off by",
        "at": "Time",
        "what": "Event",
        "detail_of": "Details",
        "nobody": "All units have reported or are being checked.",
        "legend": "Red: not reported. Yellow: late. Blue: being checked. Grey: exempt.",
        "waits": "waits for a decision",
        "page": "Page",
        "ruled": "decided by the office",
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Column:
    """How a table's column looks."""

    head: str
    width: float
    form: str = ""
    align: str = "left"
    wrap: bool = True


def workbook(view: SummaryView) -> bytes:
    """Give the workbook of a summary. The same view gives the same bytes."""
    from openpyxl import Workbook

    book = Workbook()
    first = book.active
    assert first is not None
    book.remove(first)
    sheets = _Sheets(view)
    sheets.summary(book.create_sheet(sheets.words["summary"]))
    sheets.detail(book.create_sheet(sheets.words["detail"]))
    sheets.weeks(book.create_sheet(sheets.words["weeks"]))
    sheets.missing(book.create_sheet(sheets.words["missing"]))
    if view.officers:
        sheets.officers(book.create_sheet(sheets.words["officers"]))
    if view.reconciliation:
        sheets.reconciliation(book.create_sheet(sheets.words["reconciliation"]))
    if view.journal:
        sheets.journal(book.create_sheet(sheets.words["journal"]))
    book.properties.creator = safe(view.campaign.office)
    book.properties.title = safe(f"{view.campaign.name}, {sheets.formats.week(view.standing.period)}")
    book.properties.created = view.made_at.astimezone(dt.UTC).replace(tzinfo=None)
    data = io.BytesIO()
    book.save(data)
    return settled(data.getvalue(), view.made_at)


def safe(text: str) -> str:
    """Give a text as a cell can hold it: one line without controls, not longer than a cell may be."""
    return one_line(text)[:_LONGEST_CELL]


def settled(package: bytes, at: dt.datetime) -> bytes:
    """Give an Office file with the instant `at` in place of the machine's clock, which the libraries write into it."""
    stamp = at.astimezone(dt.UTC)
    modified = rb"\g<1>" + stamp.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "docProps/core.xml":
                data = _CORE.sub(modified, data)
            entry = zipfile.ZipInfo(name, (max(1980, stamp.year), *stamp.timetuple()[1:6]))
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, data)
    return out.getvalue()


class _Sheets:
    """Fills the sheets of one workbook."""

    def __init__(self, view: SummaryView) -> None:
        self.view = view
        self.formats = Formats(view.campaign)
        self.words = _WORDS[view.campaign.language]
        self.digest: Digest = digest(view)
        self._dressed: dict[Hashable, Any] = {}

    def summary(self, sheet: Worksheet) -> None:
        """Write the sheet that an office prints and files: the week in figures, the groups, the season with its chart."""
        view, words, digest_ = self.view, self.words, self.digest
        now = view.standing
        for column, width in zip("ABCDEF", (34, 14, 14, 14, 14, 14), strict=True):
            sheet.column_dimensions[column].width = width
        row = self._title(sheet, view.campaign.indicator_name)
        facts: list[tuple[str, Value, str]] = [
            (words["deadline"], self._local(now.period.deadline), _INSTANT),
            (words["as_of"], self._local(view.made_at), _INSTANT),
            (words["total"], now.total, _COUNT),
            (words["change"], digest_.change, "+#,##0;\N{MINUS SIGN}#,##0;0"),
            (words["running"], digest_.running, _COUNT),
            (words["expected"], now.expected, _COUNT),
            (words["reported"], now.reported, _COUNT),
            (words["on_time"], len(digest_.on_time), _COUNT),
            (words["late"], len(digest_.late), _COUNT),
            (words["checking"], len(digest_.checking), _COUNT),
            (words["not_reported"], len(digest_.missing), _COUNT),
            (words["rate"], now.reporting_rate, _SHARE),
            (words["rate_on_time"], now.reporting_rate_on_time, _SHARE),
        ]
        if digest_.progress:
            facts += [
                (words["target"], digest_.progress.target.goal, _COUNT),
                (words["reached"], digest_.progress.reached, _COUNT),
                (words["share"], digest_.progress.share, _SHARE),
            ]
        for label, value, form in facts:
            strong = label in {words["total"], words["not_reported"]}
            self._put(sheet, row, 1, label, bold=strong)
            self._put(sheet, row, 2, "–" if value is None else value, form=form, align="right", bold=strong)
            sheet.merge_cells(start_row=row, start_column=2, end_row=row, end_column=3)
            self._rule(sheet, row, 3)
            row += 1
        chart_at = row + 1
        if len(digest_.charted) > 1:
            row += _CHART_ROWS
        if digest_.groups:
            row = self._heading(sheet, row + 1, words["groups"])
            row = self._table(
                sheet,
                row,
                (
                    _Column(head=words["group"], width=0),
                    _Column(head=words["units"], width=0, form=_COUNT, align="right"),
                    _Column(head=words["reported"], width=0, form=_COUNT, align="right"),
                    _Column(head=words["rate"], width=0, form=_SHARE, align="right"),
                    _Column(head=words["count"], width=0, form=_COUNT, align="right"),
                ),
                [
                    (
                        group.name or "–",
                        group.expected,
                        group.reported,
                        group.reported / group.expected if group.expected else None,
                        group.total,
                    )
                    for group in digest_.groups
                ],
                (words["all"], now.expected, now.reported, now.reporting_rate, now.total),
            )
        row = self._heading(sheet, row + 1, words["course"])
        head = row
        row = self._table(
            sheet,
            row,
            (
                _Column(head=words["week"], width=0, form=_DAY),
                _Column(head=words["count"], width=0, form=_COUNT, align="right"),
                _Column(head=words["running"], width=0, form=_COUNT, align="right"),
                _Column(head=words["reported"], width=0, form=_COUNT, align="right"),
                _Column(head=words["rate"], width=0, form=_SHARE, align="right"),
                _Column(head=words["rate_on_time"], width=0, form=_SHARE, align="right"),
            ),
            [
                (week.key, week.total, week.running, week.reported, week.rate, week.rate_on_time)
                if not week.waived
                else (week.key, *("–",) * 5)
                for week in digest_.weeks
            ],
        )
        if len(digest_.charted) > 1:
            self._chart(sheet, head, row - 1, chart_at)
        self._page(sheet, wide=False)

    def detail(self, sheet: Worksheet) -> None:
        """Write each unit with its figure and the words that it came from."""
        words = self.words
        columns = (
            _Column(head=words["no"], width=6, form="0", align="center"),
            _Column(head=words["unit"], width=34),
            _Column(head=words["group"], width=14),
            _Column(head=words["standing"], width=14),
            _Column(head=words["count"], width=10, form=_COUNT, align="right"),
            _Column(head=words["unit_total"], width=10, form=_COUNT, align="right"),
            _Column(head=words["our_total"], width=10, form=_COUNT, align="right"),
            _Column(head=words["received"], width=17, form=_INSTANT),
            _Column(head=words["place"], width=22),
            _Column(head=words["words"], width=28),
            _Column(head=words["note"], width=26),
        )
        top = self._title(sheet, words["detail"])
        rows = [self._detail_row(number, unit) for number, unit in enumerate(self.view.standing.units, start=1)]
        all_ = (
            None,
            words["all"],
            None,
            None,
            self.view.standing.total,
            None,
            self.digest.running,
            None,
            None,
            None,
            None,
        )
        self._table(sheet, top, columns, rows, all_, filtered=True)
        for offset, unit in enumerate(self.view.standing.units, start=1):
            self._fill(sheet.cell(top + offset, 4), _FILLS[unit.standing])
        self._page(sheet, wide=True, head=top, freeze=f"C{top + 1}")

    def weeks(self, sheet: Worksheet) -> None:
        """Write units by weeks: a figure, or in its place why there is none."""
        words = self.words
        weeks = self.view.weeks
        counts = season_table(self.view)
        columns = (
            _Column(head=words["no"], width=6, form="0", align="center"),
            _Column(head=words["unit"], width=38),
            *(
                _Column(head=self.formats.short_day(week.period.key), width=10, form=_COUNT, align="right")
                for week in weeks
            ),
            _Column(head=words["sum"], width=12, form=_COUNT, align="right"),
        )
        top = self._title(sheet, words["weeks"])
        self._put(sheet, top, 1, words["legend"], dim=True)
        sheet.merge_cells(start_row=top, start_column=1, end_row=top, end_column=len(columns))
        # As wide as the table, which is narrow in the first weeks: paper is scaled to the widest line.
        wide = sum(column.width for column in columns)
        self._height(sheet, top, (_Column(head="", width=wide),), (words["legend"],))
        top += 1
        standings = [{unit.unit.id: unit.standing for unit in week.units} for week in weeks]
        rows: list[tuple[Value, ...]] = []
        for number, unit in enumerate(self.view.standing.units, start=1):
            figures = counts[unit.unit.id]
            rows.append((number, unit.unit.name, *figures, sum(figure for figure in figures if figure is not None)))
        all_ = (None, words["all"], *(week.total for week in weeks), self.view.running_total)
        self._table(sheet, top, columns, rows, all_, filtered=True)
        for offset, unit in enumerate(self.view.standing.units, start=1):
            for place, of_week in enumerate(standings):
                cell = sheet.cell(top + offset, 3 + place)
                standing = of_week.get(unit.unit.id, Standing.EXEMPT)
                self._fill(cell, _FILLS[standing])
                if cell.value is None:
                    self._put(sheet, top + offset, 3 + place, "–", align="center", dim=True)
        self._page(sheet, wide=len(weeks) > 3, head=top, freeze=f"C{top + 1}")

    def missing(self, sheet: Worksheet) -> None:
        """Write who has not reported, with whom to call."""
        words = self.words
        officers = {officer.unit.id: officer for officer in self.view.officers}
        columns = (
            _Column(head=words["no"], width=6, form="0", align="center"),
            _Column(head=words["unit"], width=40),
            _Column(head=words["group"], width=18),
            _Column(head=words["silent"], width=11, form="0", align="center"),
            _Column(head=words["last_week"], width=14, form=_DAY, align="center"),
            _Column(head=words["last_count"], width=11, form=_COUNT, align="right"),
            _Column(head=words["officer"], width=24),
            _Column(head=words["phone"], width=16),
            _Column(head=words["address"], width=32),
        )
        top = self._title(sheet, words["missing"])
        rows: list[tuple[Value, ...]] = []
        for number, silent in enumerate(self.digest.missing, start=1):
            officer = officers.get(silent.unit.id)
            rows.append(
                (
                    number,
                    silent.unit.name,
                    silent.unit.group,
                    silent.periods,
                    silent.last.key if silent.last else None,
                    silent.last.count if silent.last else None,
                    officer.name if officer else None,
                    officer.phone if officer else None,
                    "; ".join(silent.unit.addresses),
                )
            )
        end = self._table(sheet, top, columns, rows, filtered=bool(rows))
        if not rows:
            self._put(sheet, end, 1, words["nobody"], dim=True, wrap=False)
        self._page(sheet, wide=True, head=top, freeze=f"C{top + 1}")

    def officers(self, sheet: Worksheet) -> None:
        """Write the registry of focal officers, units that named nobody included."""
        words = self.words
        columns = (
            _Column(head=words["no"], width=6, form="0", align="center"),
            _Column(head=words["unit"], width=42),
            _Column(head=words["officer"], width=28),
            _Column(head=words["position"], width=24),
            _Column(head=words["phone"], width=18),
            _Column(head=words["since"], width=14, form=_DAY, align="center"),
        )
        top = self._title(sheet, words["officers"])
        rows: list[tuple[Value, ...]] = [
            (
                number,
                officer.unit.name,
                officer.name or words["none_named"],
                officer.position,
                officer.phone,
                self._local(officer.since).date() if officer.since else None,
            )
            for number, officer in enumerate(self.view.officers, start=1)
        ]
        self._table(sheet, top, columns, rows, filtered=True)
        for offset, officer in enumerate(self.view.officers, start=1):
            if not officer.name:
                self._fill(sheet.cell(top + offset, 3), _FILLS[Standing.MISSING])
        self._page(sheet, wide=True, head=top, freeze=f"C{top + 1}")

    def reconciliation(self, sheet: Worksheet) -> None:
        """Write where every message of each mailbox went."""
        words = self.words
        numbers = ("on_server", "reports", "waiting", "set_aside", "other", "earlier", "off")
        columns = (
            _Column(head=words["mailbox"], width=26),
            _Column(head=words["folder"], width=22),
            *(_Column(head=words[name], width=13, form=_COUNT, align="right") for name in numbers),
        )
        top = self._title(sheet, words["reconciliation"])
        rows: list[tuple[Value, ...]] = [
            (
                count.mailbox,
                count.folder,
                count.on_server,
                count.reports,
                count.waiting,
                count.set_aside,
                count.other,
                count.earlier,
                count.unaccounted,
            )
            for count in self.view.reconciliation
        ]
        sums = tuple(sum(int(str(row[place])) for row in rows) for place in range(2, 9))
        self._table(sheet, top, columns, rows, (words["all"], None, *sums))
        for offset, count in enumerate(self.view.reconciliation, start=1):
            if count.unaccounted:
                self._fill(sheet.cell(top + offset, 9), _FILLS[Standing.MISSING])
        self._page(sheet, wide=True, head=top, freeze=f"A{top + 1}")

    def journal(self, sheet: Worksheet) -> None:
        """Write what happened, in its order."""
        words = self.words
        columns = (
            _Column(head=words["at"], width=18, form=_INSTANT),
            _Column(head=words["what"], width=26),
            _Column(head=words["unit"], width=40),
            _Column(head=words["detail_of"], width=60),
        )
        top = self._title(sheet, words["journal"])
        rows: list[tuple[Value, ...]] = [
            (self._local(line.at), line.what, line.unit, line.detail) for line in self.view.journal
        ]
        self._table(sheet, top, columns, rows, filtered=True)
        self._page(sheet, wide=True, head=top, freeze=f"A{top + 1}")

    def _detail_row(self, number: int, unit: UnitStanding) -> tuple[Value, ...]:
        figure = unit.figure
        running = sum(
            earlier.figure.count
            for week in self.view.weeks
            for earlier in week.units
            if earlier.unit.id == unit.unit.id and earlier.figure
        )
        notes = [self.words["ruled"]] if figure and figure.ruling is not None else []
        if figure and figure.received_at != figure.reported_at:
            notes.append(f"{self.words['corrected']} {self.formats.clock(figure.received_at)}")
        notes += [self._waiting_note(item) for item in self.view.waiting if self._is_about(item, unit)]
        return (
            number,
            unit.unit.name,
            unit.unit.group,
            self.formats.standing(unit.standing),
            figure.count if figure else None,
            figure.cumulative if figure else None,
            running,
            self._local(figure.reported_at) if figure else None,
            self.formats.source(figure) or None if figure else None,
            self.formats.said(figure) or None if figure else None,
            "; ".join(notes) or None,
        )

    def _is_about(self, item: ReviewItem, unit: UnitStanding) -> bool:
        named = (item.unit,) if item.unit else item.candidates
        return unit.unit.id in {candidate.id for candidate in named} and item.period in {
            None,
            self.view.standing.period.key,
        }

    def _waiting_note(self, item: ReviewItem) -> str:
        count = self.formats.number(item.count) if item.count is not None else "?"
        return f"{count} {self.words['waits']}: {' '.join(item.reasons)}"

    def _local(self, instant: dt.datetime) -> dt.datetime:
        """Give the campaign's local time without its zone: cells know no zones."""
        return self.formats.local(instant).replace(tzinfo=None, microsecond=0)

    def _title(self, sheet: Worksheet, title: str) -> int:
        """Write the two lines on top of a sheet; gives the row below them."""
        from openpyxl.styles import Font

        week = self.formats.week(self.view.standing.period)
        self._put(sheet, 1, 1, f"{self.view.campaign.name}: {title}", wrap=False)
        sheet.cell(1, 1).font = Font(name=_FONT, size=15, bold=True, color=_BLUE)
        sheet.row_dimensions[1].height = 24
        line = (
            f"{self.view.campaign.office}, {week}/{self.view.standing.period.key.year}"
            if self.formats.vi
            else (f"{self.view.campaign.office}, {week} {self.view.standing.period.key.year}")
        )
        self._put(sheet, 2, 1, line, dim=True, wrap=False)
        return 4

    def _heading(self, sheet: Worksheet, row: int, text: str) -> int:
        from openpyxl.styles import Font

        self._put(sheet, row, 1, text, wrap=False)
        sheet.cell(row, 1).font = Font(name=_FONT, size=12, bold=True, color=_BLUE)
        return row + 1

    def _table(
        self,
        sheet: Worksheet,
        row: int,
        columns: Sequence[_Column],
        rows: Iterable[tuple[Value, ...]],
        totals: tuple[Value, ...] = (),
        *,
        filtered: bool = False,
    ) -> int:
        """Write a table with its head in this row; gives the first row below it."""
        from openpyxl.styles import Alignment, Font, PatternFill
        from openpyxl.utils import get_column_letter

        head = row
        for place, column in enumerate(columns, start=1):
            self._put(sheet, head, place, column.head)
            cell = sheet.cell(head, place)
            cell.font = Font(name=_FONT, size=10, bold=True, color="FFFFFF")
            cell.fill = PatternFill("solid", fgColor=_BLUE)
            cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
            if column.width:
                sheet.column_dimensions[get_column_letter(place)].width = column.width
        sheet.row_dimensions[head].height = 32
        for values in rows:
            row += 1
            for place, (column, value) in enumerate(zip(columns, values, strict=True), start=1):
                self._put(
                    sheet,
                    row,
                    place,
                    value,
                    form=column.form,
                    align=column.align,
                    wrap=column.wrap,
                    indent=column.align != "center",
                )
            self._rule(sheet, row, len(columns))
            self._height(sheet, row, columns, values)
        if filtered and row > head:
            sheet.auto_filter.ref = f"A{head}:{get_column_letter(len(columns))}{row}"
        if totals:
            row += 1
            for place, (column, value) in enumerate(zip(columns, totals, strict=True), start=1):
                self._put(
                    sheet,
                    row,
                    place,
                    value,
                    form=column.form,
                    align=column.align,
                    bold=True,
                    indent=column.align != "center",
                )
                self._fill(sheet.cell(row, place), "EAF1FB")
        return row + 1

    @staticmethod
    def _height(sheet: Worksheet, row: int, columns: Sequence[_Column], values: tuple[Value, ...]) -> None:
        """Make room for wrapped text: programs don't do it for files that they didn't write themselves."""
        lines = max(
            -(-len(value) // max(1, int(column.width * 1.05))) if isinstance(value, str) and column.width else 1
            for column, value in zip(columns, values, strict=True)
        )
        sheet.row_dimensions[row].height = 7 + 13 * max(1, min(lines, _MOST_LINES))

    def _put(
        self,
        sheet: Worksheet,
        row: int,
        column: int,
        value: Value,
        *,
        form: str = "",
        align: str = "left",
        bold: bool = False,
        dim: bool = False,
        wrap: bool = True,
        indent: bool = False,
    ) -> None:
        """Write one cell; text is written as text whatever it begins with."""
        from openpyxl.styles import Alignment, Font

        cell: Any = sheet.cell(row, column)
        if isinstance(value, str):
            cell.value = safe(value) or None
            if cell.value is not None:
                # `=1+1` or `@SUM` from a mail: the type keeps programs from computing it, the prefix keeps them from it after an edit.
                cell.data_type = "s"
                cell.quotePrefix = str(cell.value).startswith(("=", "+", "-", "@"))
        else:
            cell.value = value
            if form:
                cell.number_format = form
        # Numbers never wrap: where they may, LibreOffice prints some of a column without their indent.
        wrap = wrap and isinstance(value, str)

        def dress() -> None:
            cell.font = Font(name=_FONT, size=10, bold=bold, color=_DIM if dim else _INK)
            cell.alignment = Alignment(horizontal=align, vertical="center", wrap_text=wrap, indent=1 if indent else 0)

        self._dress(cell, (align, bold, dim, wrap, indent), dress)

    def _rule(self, sheet: Worksheet, row: int, columns: int) -> None:
        from openpyxl.styles import Border, Side

        for place in range(1, columns + 1):
            cell: Any = sheet.cell(row, place)
            self._dress(
                cell, "rule", lambda cell=cell: setattr(cell, "border", Border(bottom=Side(style="thin", color=_RULE)))
            )

    def _fill(self, cell: Any, color: str | None) -> None:
        from openpyxl.styles import PatternFill

        if color is not None:
            self._dress(cell, color, lambda: setattr(cell, "fill", PatternFill("solid", fgColor=color)))

    def _dress(self, cell: Any, how: Hashable, dress: Callable[[], None]) -> None:
        """Dress a cell over what it wears; the same is made once a workbook, as openpyxl compares each font and border field by field."""
        worn = (how, cell._style and cell._style.tobytes())
        if worn in self._dressed:
            cell._style = copy(self._dressed[worn])
        else:
            dress()
            self._dressed[worn] = copy(cell._style)

    def _chart(self, sheet: Worksheet, head: int, last: int, at: int) -> None:
        """Draw the weekly totals as columns and the reporting rate as a line over them."""
        from openpyxl.chart import BarChart, LineChart, Reference

        bars = BarChart()
        bars.type = "col"
        bars.title = self.words["chart"]
        bars.add_data(Reference(sheet, min_col=2, min_row=head, max_row=last), titles_from_data=True)
        bars.set_categories(Reference(sheet, min_col=1, min_row=head + 1, max_row=last))
        bars.y_axis.number_format = _COUNT
        bars.y_axis.majorGridlines = None
        bars.x_axis.number_format = "d/m"
        bars.gapWidth = 60
        bars.series[0].graphicalProperties.solidFill = _BLUE
        line = LineChart()
        line.add_data(Reference(sheet, min_col=5, min_row=head, max_row=last), titles_from_data=True)
        line.y_axis.axId = 200
        line.y_axis.number_format = "0%"
        line.y_axis.scaling.min, line.y_axis.scaling.max = 0, 1
        line.y_axis.crosses = "max"
        line.series[0].graphicalProperties.line.solidFill = "D97706"
        line.series[0].smooth = False
        line.series[0].marker.symbol = "circle"
        for axis in (bars.x_axis, bars.y_axis, line.y_axis):
            axis.delete = False
        bars += line
        bars.legend.position = "b"  # pyright: ignore[reportOptionalMemberAccess]
        bars.width, bars.height = 18.5, 7.6
        sheet.add_chart(bars, f"A{at}")

    def _page(self, sheet: Worksheet, *, wide: bool, head: int | None = None, freeze: str = "") -> None:
        """Set the sheet up for screen and A4 paper."""
        sheet.sheet_view.showGridLines = False
        if freeze:
            sheet.freeze_panes = freeze
        sheet.page_setup.paperSize = 9  # A4
        sheet.page_setup.orientation = "landscape" if wide else "portrait"
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True  # pyright: ignore[reportOptionalMemberAccess]
        sheet.page_margins.left = sheet.page_margins.right = 0.5
        # Room below for the footer: what does not fit between its margin and the page's is cut off by LibreOffice.
        sheet.page_margins.top, sheet.page_margins.bottom, sheet.page_margins.footer = 0.6, 0.8, 0.4
        sheet.print_options.horizontalCentered = True
        if head is not None:
            sheet.print_title_rows = f"{head}:{head}"
        footer: Any = sheet.oddFooter
        footer.right.text = f"{self.words['page']} &P/&N"
        footer.right.size = 8


def season_table(view: SummaryView) -> dict[str, list[int | None]]:
    """Give the counts of every unit by week, in the weeks' order; None where there is no figure."""
    import pandas as pd

    from reporting.tidy import tidy_rows

    keys = [week.period.key.isoformat() for week in view.weeks]
    units = [unit.unit.id for unit in view.standing.units]
    long = pd.DataFrame(
        [(row.unit, row.period, row.value) for row in tidy_rows(view)], columns=["unit", "period", "value"]
    )
    wide = long.astype({"value": "Int64"}).pivot_table(index="unit", columns="period", values="value", aggfunc="first")
    wide = wide.reindex(index=units, columns=keys)
    return {
        unit: [None if pd.isna(value) else int(value) for value in row]
        for unit, row in zip(units, wide.to_numpy(), strict=True)
    }
