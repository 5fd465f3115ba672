"""The workbook, read back with the library that writes it and with the one that reads workbooks here."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from dataclasses import replace
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from ingest.roster import Unit
from reporting.standing import Standing
from reporting.views import Language, SummaryView
from reporting.workbook import season_table, workbook
from tests.reporting import cast

VI, EN = Language.VI, Language.EN


def sheets(view: SummaryView) -> dict[str, Worksheet]:
    book = load_workbook(io.BytesIO(workbook(view)))
    return {sheet.title: sheet for sheet in book.worksheets}


def table(sheet: Worksheet, head: str) -> list[dict[str, Any]]:
    """Give the rows below the row that holds this head, up to the first empty one."""
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    top = next(number for number, row in enumerate(rows) if head in row)
    found: list[dict[str, Any]] = []
    for row in rows[top + 1 :]:
        if not any(value is not None for value in row):
            break
        found.append(dict(zip(map(str, rows[top]), row, strict=True)))
    return found


@pytest.mark.parametrize(
    ("language", "names"),
    [
        (VI, ["Tổng hợp", "Chi tiết", "Theo tuần", "Chưa báo cáo", "Đầu mối", "Đối soát", "Nhật ký"]),
        (EN, ["Summary", "Details", "By week", "Not reported", "Officers", "Reconciliation", "Journal"]),
    ],
)
def test_the_sheets_are_named_in_the_campaigns_language(language: Language, names: list[str]) -> None:
    assert list(sheets(cast.summary(language))) == names


def test_sheets_without_anything_to_say_are_left_out() -> None:
    bare = cast.summary(VI, officers=(), reconciliation=(), journal=())
    assert list(sheets(bare)) == ["Tổng hợp", "Chi tiết", "Theo tuần", "Chưa báo cáo"]


def test_each_unit_stands_with_its_figure_and_where_it_was_read() -> None:
    rows = table(sheets(cast.summary(VI))["Chi tiết"], "STT")
    assert [row["Kết quả"] for row in rows] == [45, 12, None, 1130, None, 0, 1187]
    assert [row["Tình trạng"] for row in rows[:3]] == ["Đúng hạn", "Báo cáo muộn", "Chưa báo cáo"]
    first = rows[0]
    assert (first["Nơi đọc số liệu"], first["Nguyên văn"]) == ("BaoCao.xlsx, ô C12", "Tổng cộng: 45")
    assert first["Nhận lần đầu"] == dt.datetime(2020, 9, 3, 13, 0)  # noqa: DTZ001  cells hold local times
    assert first["Lũy kế theo dõi"] == 30 * 4 + 45
    assert rows[3]["Ghi chú"] == (
        "1.310 chờ ý kiến: Số này khác số đang ghi nhận của đơn vị.; "
        "25 chờ ý kiến: Địa chỉ này dùng chung cho hai đơn vị và thư không nêu tên đơn vị nào."
    )


def test_a_figure_that_the_office_ruled_is_not_shown_as_read_from_the_mail() -> None:
    """The mail says 57, the clerk 52: its words are shown as the mail's."""
    (first, *others) = cast.week(VI).units
    assert first.figure is not None
    ruled = replace(first.figure, count=52, ruling=1, differs=True)
    standing = replace(cast.week(VI), units=(replace(first, figure=ruled), *others))
    row = table(sheets(cast.summary(VI, standing=standing))["Chi tiết"], "STT")[0]
    assert row["Kết quả"] == 52
    assert row["Nơi đọc số liệu"] == "quyết định của cơ quan (thư: BaoCao.xlsx, ô C12)"
    assert row["Nguyên văn"] == "thư ghi: “Tổng cộng: 45”"


def test_a_corrected_figure_shows_when_the_unit_first_reported_and_when_the_correction_came() -> None:
    """A correction on Monday does not make a unit late: its time beside `on time` would look wrong."""
    week = cast.week(VI)
    first = week.units[0]
    assert first.figure is not None
    figure = replace(first.figure, received_at=first.figure.reported_at + dt.timedelta(days=4))
    standing = replace(week, units=(replace(first, figure=figure), *week.units[1:]))
    row = table(sheets(cast.summary(VI, standing=standing))["Chi tiết"], "STT")[0]
    assert row["Nhận lần đầu"] == dt.datetime(2020, 9, 3, 13, 0)  # noqa: DTZ001  cells hold local times
    assert row["Ghi chú"] == "số liệu nhận lúc 13:00 07/9"


def test_a_row_has_room_for_a_note_with_several_reasons() -> None:
    view = cast.summary(VI)
    item = replace(view.waiting[0], unit=view.standing.units[3].unit, reasons=("Số liệu là tạm tính. " * 16,))
    sheet = sheets(replace(view, waiting=(item,)))["Chi tiết"]
    note = str(sheet["K8"].value)
    assert len(note) > 300
    assert (sheet.row_dimensions[8].height or 0) >= 13 * len(note) / 27


def test_the_legend_is_no_wider_than_the_table() -> None:
    sheet = sheets(cast.summary(VI, season=()))["Theo tuần"]
    assert [str(merged) for merged in sheet.merged_cells.ranges] == ["A4:D4"]
    assert sheet["A4"].alignment.wrap_text
    assert (sheet.row_dimensions[4].height or 0) > 30


def test_units_by_weeks_mark_what_is_missing() -> None:
    sheet = sheets(cast.summary(VI))["Theo tuần"]
    rows = table(sheet, "STT")
    assert [rows[2][head] for head in ("07/8", "14/8", "21/8", "28/8", "04/9", "Cộng")] == [8, 8, "–", "–", "–", 16]
    assert rows[-1]["Cộng"] == 484 * 2 + 476 * 2 + 1187
    missing = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "–")
    assert missing.fill.fgColor.rgb == "00FBE0DD"


def test_the_season_knows_a_unit_that_was_not_always_in_the_roster() -> None:
    view = cast.summary(VI)
    new = replace(view.standing.units[0], unit=Unit(id="new", name="Mới"))
    grown = replace(view, standing=replace(view.standing, units=(*view.standing.units, new)))
    assert season_table(grown)["new"] == [None, None, None, None, 45]
    assert len(table(sheets(grown)["Theo tuần"], "STT")) == 8


def test_the_missing_are_listed_with_how_long_they_have_been_silent() -> None:
    (row,) = table(sheets(cast.summary(VI))["Chưa báo cáo"], "STT")
    assert row["Số tuần liên tiếp"] == 3
    assert row["Số tuần đó"] == 8
    assert row["Tuần gần nhất có số"] == dt.datetime(2020, 8, 14)  # noqa: DTZ001  a day
    full = cast.week(VI, stand=tuple((Standing.REPORTED, 1) for _ in range(6)))
    sheet = sheets(cast.summary(VI, standing=full))["Chưa báo cáo"]
    assert sheet.cell(5, 1).value == "Tất cả đơn vị đã báo cáo hoặc đang được kiểm tra."


def test_the_reconciliation_adds_up() -> None:
    rows = table(sheets(cast.summary(VI))["Đối soát"], "Hộp thư")
    assert [row["Chênh lệch"] for row in rows] == [0, 0, 0]
    assert rows[-1]["Trên máy chủ"] == 1258


def test_numbers_are_numbers_and_dates_are_dates_for_other_readers_too() -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook(cast.everything(EN))))
    facts = {str(row[0]): row[1] for row in book.get_sheet_by_name("Summary").to_python() if len(row) > 1}
    assert facts["Result of the week"] == 1187
    assert facts["Change on the week before"] == 711
    assert facts["Deadline"] == dt.datetime(2020, 11, 2, 9, 0)  # noqa: DTZ001  cells hold local times
    assert facts["Reporting rate"] == pytest.approx(4 / 6)


def test_every_table_sheet_is_set_up_for_reading_and_for_paper() -> None:
    for name, sheet in sheets(cast.summary(VI)).items():
        assert sheet.page_setup.paperSize == 9
        assert sheet.page_setup.fitToWidth == 1
        assert sheet.sheet_properties.pageSetUpPr is not None
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_margins.bottom - sheet.page_margins.footer >= 0.3, "the page's number needs its line"
        wrapped = [cell for row in sheet.iter_rows() for cell in row if cell.alignment.wrap_text]
        assert all(isinstance(cell.value, str) for cell in wrapped if cell.value is not None)
        if name != "Tổng hợp":
            assert sheet.freeze_panes is not None
            assert sheet.print_title_rows is not None
    detail = sheets(cast.summary(VI))["Chi tiết"]
    assert detail.auto_filter.ref == "A4:K10"
    assert detail.page_setup.orientation == "landscape"


def test_the_season_has_a_native_chart_and_one_week_alone_has_none() -> None:
    def charts(view: SummaryView) -> list[str]:
        with zipfile.ZipFile(io.BytesIO(workbook(view))) as package:
            return [name for name in package.namelist() if name.startswith("xl/charts/")]

    assert charts(cast.summary(VI)) == ["xl/charts/chart1.xml"]
    assert charts(cast.summary(VI, season=())) == []


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        '=HYPERLINK("http://evil.example";"x")',
        "+84 000",
        "-5",
        "@SUM(A1)",
        "\t=1+1",
        "\r=1+1",
        "\x00\x08=cmd|' /C calc'!A0",
        "_x003D_1+1",
        "a\ud800b\ufffe",
        "x" * 40_000,
    ],
)
@pytest.mark.parametrize("language", Language)
def test_no_text_from_a_mail_becomes_a_formula_or_breaks_the_file(text: str, language: Language) -> None:
    (view,) = (view for view in cast.hostile(text, language) if isinstance(view, SummaryView))
    data = workbook(replace(view, campaign=replace(view.campaign, name=text, office=text, indicator_name=text)))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            if name.startswith("xl/worksheets/sheet"):
                assert not re.search(rb"<f[ >]", package.read(name))
    book = load_workbook(io.BytesIO(data))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert all(cell.data_type in {"s", "n", "d", "inlineStr"} for cell in cells)
    assert all(len(cell.value) <= 32_767 for cell in cells if isinstance(cell.value, str))
    risky = [cell for cell in cells if isinstance(cell.value, str) and cell.value[0] in "=+-@"]
    assert all(cell.quotePrefix for cell in risky)
    CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(1).to_python()


def test_the_same_summary_is_the_same_file() -> None:
    assert workbook(cast.everything(VI)) == workbook(cast.everything(VI))


def test_a_waived_period_is_a_row_of_dashes() -> None:
    waived = tuple((Standing.EXEMPT, None) for _ in range(6))
    off = replace(cast.week(VI, 1, waived), period=replace(cast.period(VI, 1), waived=True))
    view = cast.summary(VI, season=(*cast.season(VI)[:3], off))
    rows = table(sheets(view)["Tổng hợp"], "Tuần đến")
    assert [row["Kết quả"] for row in rows] == [484, 484, 476, "–", 1187]
